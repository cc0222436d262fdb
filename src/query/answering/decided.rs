//! What the question surely means although not each of its words is known.
//!
//! The candidates are weighed, the best one is looked up like any other reading, and the learned decision says whether its answer
//! is sure enough to be given with what was understood said first, or only to be offered.

use super::{Answering, MAX_SUGGESTIONS};
use crate::decide::evidence::Name;
use crate::decide::{Bar, Candidate, Context, LOOKED_UP, Verdict, Weighed, Weighing, lead};
use crate::facts::lookup::Filter;
use crate::figure::{MetricKind, MetricRef, UnitKind};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::lang::multiple::{self, Stated};
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Operation, Outcome, Reason, Selection};
use crate::read::interpret::Reading;
use crate::read::link::Linked;

/// A choice offers the best candidate and at most so many others.
const MAX_OFFERED: usize = 5;

/// What asks for more than one figure.
const OPERATIONS: [Role; 6] = [Role::Compare, Role::Ratio, Role::Most, Role::Least, Role::Trend, Role::Sum];

/// With this part of its name a measure of the asked kind is taken instead of one of another kind.
const LIKELIER: f32 = 0.5;

impl Answering<'_> {
    /// The answer of the candidate that is surely meant; else `exact`, what reading by known words gave, with the best candidates
    /// among its suggestions.
    pub(super) fn decided(self, linked: &Linked, reading: &Reading, exact: Answer) -> Answer {
        let single = exact.outcome == Outcome::Choice && exact.suggestions.len() == 1;
        let hopeless = matches!(
            exact.reason,
            None | Some(
                Reason::Empty
                    | Reason::TooLong { .. }
                    | Reason::SmallTalk
                    | Reason::NotYetKnown { .. }
                    | Reason::UnknownPlace { .. }
                    | Reason::TooManyCompared { .. }
                    | Reason::UnlikeUnits(..)
            )
        );
        // An id that is none, and a multiple that no figure confirms, are no words to be understood some other way.
        let text = self.question.text.trim();
        let id = text.matches('-').count() > 1 && !text.contains(char::is_whitespace);
        if hopeless || id {
            return exact;
        }
        let candidates = self.candidates(linked, reading);
        let Some(first) = candidates.first() else { return exact };
        let (first, answer, aside) = self.first_answering(linked, &candidates).unwrap_or_else(|| {
            let (answer, aside) = self.looked_up_anew(linked, first);
            (0, answer, aside)
        });
        let position = self.narrower_with(linked, &candidates, first, &answer);
        let best = &candidates[position];
        // Three quarters of something are a share, where shares are counted; what is so many times something else is no figure of its own.
        let share = self.catalog.unit_of(best.metric).kind == UnitKind::Percent;
        if multiple::find(text).is_some_and(|stated| !(share && matches!(stated.value, Stated::Part(_)))) {
            return exact;
        }
        let (answer, aside) = if position == first { (answer, aside) } else { self.looked_up_anew(linked, best) };
        let context = self.context(linked, &candidates, position, &exact, &answer, aside);
        // Every word is known, and one asks for another unit: nothing is left to be understood.
        let other_unit = matches!(exact.reason, Some(Reason::WrongUnit { .. }))
            && best.left & !linked.unit_words() == 0
            && best.evidence.get(Name::UnitMissed) > 0.0;
        if other_unit {
            return exact;
        }
        // A choice of several is better than one that begins with what cannot be meant.
        if best.evidence.bar() == Bar::Closed && !single {
            return exact;
        }
        if single && !matches!(self.lore.verdict(&best.evidence, &context), Verdict::Answer) {
            return self.offered(linked, &candidates, exact);
        }
        match self.lore.verdict(&best.evidence, &context) {
            Verdict::Answer if answer.outcome == Outcome::Answer => answer,
            Verdict::Answer | Verdict::Offer => self.offered(linked, &candidates, exact),
            Verdict::Leave => exact,
        }
    }

    /// The first of the best candidates that has an answer, with whether words that ask for an operation were passed over for it: one that knows nothing of what was asked is not meant. What a measure
    /// has not is not taken from it by way of the broader one.
    fn first_answering(&self, linked: &Linked, candidates: &[Candidate]) -> Option<(usize, Answer, bool)> {
        let mut declined: Vec<MetricRef> = Vec::new();
        for (position, candidate) in candidates.iter().take(LOOKED_UP).enumerate() {
            let (answer, aside) = self.looked_up_anew(linked, candidate);
            let of = answer.figures.first().map(|figure| self.catalog.figure(*figure).metric);
            if answer.outcome == Outcome::Answer && of.is_none_or(|metric| !declined.contains(&metric)) {
                return Some((position, answer, aside));
            }
            declined.push(candidate.metric);
        }
        None
    }

    /// Where the best candidate is a broad metric: the narrower one that answers with the same figure, if it is a candidate too. It says
    /// better what was understood.
    fn narrower_with(&self, linked: &Linked, candidates: &[Candidate], first: usize, answer: &Answer) -> usize {
        let broad = candidates.get(first).map(|first| first.metric);
        let narrower =
            |candidate: &Candidate| self.catalog.metric(candidate.metric).broader == broad && broad.is_some();
        let near = candidates.iter().take(MAX_OFFERED).enumerate().filter(|(_, candidate)| narrower(candidate));
        let same = |candidate: &Candidate| {
            let other = self.answer_of(linked, candidate);
            other.outcome == Outcome::Answer && other.figures.first() == answer.figures.first()
        };
        let mut near = near.filter(|_| answer.figures.len() == 1);
        near.find(|(_, candidate)| same(candidate)).map_or(first, |(position, _)| position)
    }

    /// Whether a question about one thing asks for a place or a multiple, and known words alone read another kind of measure.
    pub(super) fn is_of_another_kind(catalog: &Catalog, linked: &Linked, reading: &Reading) -> bool {
        let [_] = reading.entities.as_slice() else { return false };
        let asked = linked.asked_kind(catalog, reading.subject);
        asked.is_some_and(|kind| reading.metrics.iter().all(|metric| catalog.metric(*metric).kind != kind))
    }

    /// The published place or multiple that the question asks for, where it surely means one; else `exact`.
    pub(super) fn of_asked_kind(self, linked: &Linked, reading: &Reading, exact: Answer) -> Answer {
        let candidates = self.candidates(linked, reading);
        let asked = linked.asked_kind(self.catalog, reading.subject);
        // What was read answers another kind of question: the published place needs no more than that nothing is left over.
        let of_kind = |one: &&Candidate| {
            let evidence = &one.evidence;
            // The word that asks may stand in the name of the metric that answers: "place by investment".
            let place = asked == Some(MetricKind::Rank) && self.catalog.metric(one.metric).kind == MetricKind::Rank;
            let met = place || evidence.get(Name::KindMet) > 0.0;
            let named = evidence.get(Name::NameFound) >= LIKELIER && evidence.get(Name::LeftAny) == 0.0;
            met && named && evidence.bar() == Bar::Usual
        };
        let Some(best) = candidates.iter().take(LOOKED_UP).find(of_kind) else { return exact };
        let answer = self.answer_of(linked, best);
        if answer.outcome == Outcome::Answer { answer } else { exact }
    }

    /// All candidates with their evidence and the answer of each.
    pub fn weighed(self) -> Weighing<Answer> {
        let again = Self::new(self.catalog, self.lore, self.question);
        let (exact, read) = self.exactly_read();
        let Some((linked, reading)) = read else { return Weighing { exact, candidates: Vec::new() } };
        let candidates = again.candidates(&linked, &reading);
        let weighed = candidates.iter().enumerate().map(|(position, candidate)| {
            let (answer, aside) = again.looked_up_anew(&linked, candidate);
            let context = again.context(&linked, &candidates, position, &exact, &answer, aside);
            let metric = again.catalog.metric(candidate.metric).id.to_string();
            let broader = again.catalog.metric(candidate.metric).broader;
            Weighed {
                metric,
                broader: broader.map(|broader| again.catalog.metric(broader).id.to_string()).unwrap_or_default(),
                score: candidate.score,
                chance: again.lore.chance(&candidate.evidence, &context),
                left: linked.quote(candidate.left),
                evidence: candidate.evidence,
                context,
                answer,
            }
        });
        let candidates = weighed.collect();
        Weighing { exact, candidates }
    }

    fn candidates(&self, linked: &Linked, reading: &Reading) -> Vec<Candidate> {
        let mut filter: Filter = self.filter(None);
        filter.outlook = linked.with_role(Role::Outlook) & !reading.subject != 0;
        self.lore.candidates(self.catalog, linked, reading, &filter)
    }

    /// What looking up a candidate gives.
    fn answer_of(&self, linked: &Linked, candidate: &Candidate) -> Answer {
        self.looked_up_anew(linked, candidate).0
    }

    /// The same, and whether words that ask for an operation were passed over for it.
    fn looked_up_anew(&self, linked: &Linked, candidate: &Candidate) -> (Answer, bool) {
        let mut reading = Reading { unexplained: 0, wrong_unit: 0, rivals: Vec::new(), ..candidate.reading.clone() };
        // Words that deny count against the candidate, and are weighed with all else.
        reading.subject |= linked.with_role(Role::Negation);
        let mut answer = self.looked_up(linked, candidate, &reading);
        let mut aside = false;
        // What the measure is about, or why somebody asks, asks for no plan: 기획 기사, "planning to hire".
        let asides = linked.asides(self.vocabulary);
        let plans = linked.with_role(Role::Outlook) & !reading.subject;
        let idle = plans & (candidate.explained() | asides.aside | asides.told);
        // 뽑겠다는 곳: an ending says what somebody means to do, which the metric may be about.
        let by_ending = plans & linked.said_by_ending();
        if idle | by_ending != 0 && matches!(answer.reason, Some(Reason::NoOutlook { .. })) {
            reading.subject |= idle | by_ending;
            answer = self.looked_up(linked, candidate, &reading);
            aside |= by_ending != 0;
        }
        // What is expected "by 2027" may be a total of years up to then; a share of 2015 to 2023 is the one of that edition.
        if matches!(answer.reason, Some(Reason::NoPeriod { .. }))
            && let Some(span) = self.lore.span_up_to(self.catalog, candidate.metric, linked, &reading)
        {
            let mut linked = linked.clone();
            linked.periods = vec![Asked::Within(span)];
            answer = self.looked_up(&linked, candidate, &reading);
            aside = true;
        }
        // "We are comparing operators: how long does Bluebrook take": of one thing at one time nothing is compared or put in order.
        let asked = OPERATIONS.iter().fold(0, |mask, role| mask | linked.with_role(*role)) & !reading.subject;
        let single = reading.entities.len() == 1 && linked.periods.len() < 2;
        if answer.outcome == Outcome::Answer || asked == 0 || !single {
            return (answer, aside);
        }
        reading.subject |= asked;
        let plain = self.looked_up(linked, candidate, &reading);
        if plain.outcome == Outcome::Answer { (plain, true) } else { (answer, aside) }
    }

    fn looked_up(&self, linked: &Linked, candidate: &Candidate, reading: &Reading) -> Answer {
        let mut answering = Self::new(self.catalog, self.lore, self.question);
        answering.answer.assumptions.push(Assumption::Understood(candidate.metric));
        let mut answer = answering.interpreted(linked, reading);
        // A comparison with one side missing is no answer to it; "more than 26 million, I hear" compares with a number.
        if answer.assumptions.contains(&Assumption::OneCompared) && linked.numbers() & !reading.subject == 0 {
            answer.outcome = Outcome::Choice;
        }
        answer
    }

    fn context(
        &self,
        linked: &Linked,
        candidates: &[Candidate],
        position: usize,
        exact: &Answer,
        answer: &Answer,
        operation_aside: bool,
    ) -> Context {
        let scores: Vec<f32> = candidates.iter().map(|candidate| candidate.score).collect();
        let first = answer.figures.first();
        let suggested = exact.suggestions.iter().any(|one| matches!(one, Selection::Figure(one) if Some(one) == first));
        let broader = |position: usize| self.catalog.metric(candidates[position].metric).broader;
        let metric = |position: usize| Some(candidates[position].metric);
        let related = |other: usize| broader(other) == metric(position) || broader(position) == metric(other);
        let answered = answer.outcome == Outcome::Answer;
        Context::new(
            lead(&scores, position, |other| !related(other)),
            exact.outcome == Outcome::Answer,
            exact.outcome == Outcome::Choice && suggested,
            exact.outcome == Outcome::Choice && !suggested,
            exact.outcome == Outcome::None && suggested,
            answered,
            answer.figures.len() > 1,
            linked.pieces.len(),
            [Operation::Trend, Operation::Compare, Operation::Rank].map(|one| answered && answer.operation == one),
            operation_aside,
        )
    }

    /// The best candidates to choose from; a choice of one is none.
    fn offered(self, linked: &Linked, candidates: &[Candidate], mut exact: Answer) -> Answer {
        let mut offered: Vec<Selection> = Vec::new();
        for candidate in candidates.iter().take(MAX_OFFERED) {
            let answer = self.answer_of(linked, candidate);
            let figure = answer.figures.first().filter(|_| answer.outcome == Outcome::Answer);
            let one = figure.map(|figure| Selection::Figure(*figure));
            offered.extend(one.filter(|one| !offered.contains(one)));
        }
        for suggestion in &exact.suggestions {
            if !offered.contains(suggestion) {
                offered.push(*suggestion);
            }
        }
        offered.truncate(MAX_SUGGESTIONS);
        exact.suggestions = offered;
        // A list of one asks nothing: what is known stands below as the nearest.
        if exact.outcome == Outcome::Choice && exact.suggestions.len() == 1 {
            exact.outcome = Outcome::None;
        }
        exact
    }
}
