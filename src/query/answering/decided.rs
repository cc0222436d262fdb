//! What the question surely means although not each of its words is known.
//!
//! The candidates are weighed, the best one is looked up like any other reading, and the learned decision says whether its answer
//! is sure enough to be given with what was understood said first, or only to be offered.

use super::{Answering, MAX_SUGGESTIONS};
use crate::decide::{Candidate, Context, Verdict, Weighed, Weighing};
use crate::facts::lookup::Filter;
use crate::lang::lexicon::Role;
use crate::query::{Answer, Assumption, Outcome, Reason, Selection};
use crate::read::interpret::Reading;
use crate::read::link::Linked;

/// A choice offers the best candidate and at most so many others.
const MAX_OFFERED: usize = 5;

impl Answering<'_> {
    /// The answer of the candidate that is surely meant; else `exact`, what reading by known words gave, with the best candidates
    /// among its suggestions.
    pub(super) fn decided(self, linked: &Linked, reading: &Reading, exact: Answer) -> Answer {
        let hopeless = matches!(
            exact.reason,
            None | Some(
                Reason::Empty
                    | Reason::TooLong { .. }
                    | Reason::SmallTalk
                    | Reason::Negation
                    | Reason::NotYetKnown { .. }
                    | Reason::UnknownPlace { .. }
                    | Reason::UnexplainedNumber(_)
                    | Reason::TooManyCompared { .. }
            )
        );
        if hopeless {
            return exact;
        }
        let candidates = self.candidates(linked, reading);
        let Some(best) = candidates.first() else { return exact };
        let answer = self.answer_of(linked, best);
        let context = self.context(linked, &candidates, 0, &exact, &answer);
        match self.lore.verdict(&best.evidence, &context) {
            Verdict::Answer if answer.outcome == Outcome::Answer => answer,
            Verdict::Answer | Verdict::Offer => self.offered(linked, &candidates, exact),
            Verdict::Leave => exact,
        }
    }

    /// All candidates with their evidence and the answer of each.
    pub fn weighed(self) -> Weighing<Answer> {
        let again = Self::new(self.catalog, self.lore, self.question);
        let (exact, read) = self.exactly_read();
        let Some((linked, reading)) = read else { return Weighing { exact, candidates: Vec::new() } };
        let candidates = again.candidates(&linked, &reading);
        let weighed = candidates.iter().enumerate().map(|(position, candidate)| {
            let answer = again.answer_of(&linked, candidate);
            let context = again.context(&linked, &candidates, position, &exact, &answer);
            let metric = again.catalog.metric(candidate.metric).id.to_string();
            Weighed { metric, evidence: candidate.evidence, context, answer }
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
        let reading = Reading { unexplained: 0, wrong_unit: 0, rivals: Vec::new(), ..candidate.reading.clone() };
        let mut answering = Self::new(self.catalog, self.lore, self.question);
        answering.answer.assumptions.push(Assumption::Understood(candidate.metric));
        answering.interpreted(linked, &reading)
    }

    fn context(
        &self,
        linked: &Linked,
        candidates: &[Candidate],
        position: usize,
        exact: &Answer,
        answer: &Answer,
    ) -> Context {
        let scores: Vec<f32> = candidates.iter().map(|candidate| candidate.score).collect();
        let first = answer.figures.first();
        let suggested = exact.suggestions.iter().any(|one| matches!(one, Selection::Figure(one) if Some(one) == first));
        Context::new(
            &scores,
            position,
            exact.outcome == Outcome::Answer,
            exact.outcome == Outcome::Choice && suggested,
            exact.outcome == Outcome::Choice && !suggested,
            exact.outcome == Outcome::None && suggested,
            answer.outcome == Outcome::Answer,
            answer.figures.len() > 1,
            linked.pieces.len(),
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
        exact
    }
}
