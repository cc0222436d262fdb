//! One text on its way to verdicts: levels first, then what is calculated from them.

use jiff::civil::Date;

use super::context::{Context, Reading};
use super::reader::Reader;
use super::verdict::{Ground, Judge, Verdict};
use super::weigh::{self, Named, Open, Paragraph, Weighing};
use crate::figure::{Decimal, FigureRef, UnitKind, UnitRef};
use crate::lang::{Folded, Measure, Phrase};
use crate::pack::Catalog;

/// A number phrase with what the packs say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The phrase.
    pub phrase: Phrase,
    /// Its unit, as far as the text or the figure tells.
    pub unit: Option<UnitRef>,
    /// What came of it.
    pub verdict: Verdict,
    /// What is missing, where nothing can be said.
    pub open: Option<Open>,
    /// Where it stands: the paragraph, from 1.
    pub paragraph: usize,
    /// The sentence in its paragraph, from 1.
    pub sentence: usize,
}

impl Claim {
    /// Whether a number that differs misses the value by little, and no slip explains it: neither within the rounding nor clearly
    /// wrong.
    #[must_use]
    pub fn is_close(&self, catalog: &Catalog) -> bool {
        let Verdict::Differs { ground: Ground::Figure(figure), slip: None } = &self.verdict else { return false };
        let (Some(claimed), value) = (self.phrase.value(), catalog.figure(*figure).value) else { return false };
        let (small, large) = (claimed.abs().min(value.abs()), claimed.abs().max(value.abs()));
        let apart = large.saturating_sub(small);
        claimed.is_sign_negative() == value.is_sign_negative()
            && apart.saturating_mul(Decimal::ONE_HUNDRED) <= large.saturating_mul(CLOSE_PERCENT.into())
    }
}

/// A number that is off by no more per cent than this is a near miss.
const CLOSE_PERCENT: u32 = 10;

impl Reader<'_> {
    /// Every number phrase of a text with its verdict, in order. `date` is the day on which the text was written: without it,
    /// relative periods ("last year") stay open.
    #[must_use]
    pub fn check(&self, text: &str, date: Option<Date>) -> Vec<Claim> {
        self.judged(text, date, |claim, _, _| claim)
    }

    /// [`check`](Self::check), with a look at what each phrase was read as.
    pub(super) fn judged<T: Send>(
        &self,
        text: &str,
        date: Option<Date>,
        look: impl Fn(Claim, Option<&Context>, &Reading<'_>) -> T + Sync,
    ) -> Vec<T> {
        let folded = Folded::new(text);
        let phrases = self.read_folded(&folded);
        let reading = || Reading::new(self.engine(), folded.text(), &phrases, date);
        let whole = reading();
        let paragraph = |phrase: &Phrase| whole.sentence_of(phrase).map(|sentence| sentence.paragraph);
        // Nothing is carried from one paragraph to another, so what was read of one is forgotten before the next, and each
        // can be judged by itself.
        let paragraphs = phrases.chunk_by(|one, other| paragraph(one) == paragraph(other));
        let groups: Vec<&[Phrase]> = paragraphs.flat_map(|phrases| pieces(phrases, &whole)).collect();
        let judge = |groups: &[&[Phrase]], mut reading: Reading<'_>| {
            let mut claims = Vec::new();
            for group in groups {
                reading.forget_before(group.first().map_or(0, |phrase| phrase.folded.start));
                claims.extend(self.judged_together(group, &reading, &look));
            }
            claims
        };
        let shares = shares(&groups, phrases.len());
        let [first, others @ ..] = shares.as_slice() else { return judge(&groups, whole) };
        std::thread::scope(|scope| {
            let others: Vec<_> = others.iter().map(|share| scope.spawn(|| judge(share, reading()))).collect();
            let mut claims = judge(first, reading());
            for other in others {
                // A panic in a share is one of the whole.
                claims.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            claims
        })
    }

    /// The same for the phrases of one paragraph.
    fn judged_together<T>(
        &self,
        phrases: &[Phrase],
        reading: &Reading<'_>,
        look: &impl Fn(Claim, Option<&Context>, &Reading<'_>) -> T,
    ) -> Vec<T> {
        let judge = Judge { reader: self, catalog: self.engine().catalog() };
        let contexts: Vec<Option<Context>> = phrases.iter().map(|phrase| reading.context(phrase)).collect();
        let mut verdicts = self.by_known_words(phrases, &contexts);
        let weighings = self.weighings(phrases, &contexts, &verdicts, reading);
        for ((verdict, weighing), (phrase, context)) in
            verdicts.iter_mut().zip(&weighings).zip(phrases.iter().zip(&contexts))
        {
            if let (Verdict::Unknown, Some(context)) = (&*verdict, context) {
                *verdict = judge.weighed(phrase, context, &weighing.candidates);
            }
        }
        let claim = |(((phrase, verdict), context), weighing): (((Phrase, Verdict), &Option<Context>), &Weighing)| {
            let is_open = verdict == Verdict::Unknown;
            let open = is_open.then(|| judge.open(context.as_ref(), &weighing.candidates));
            let sentence = reading.sentence_of(&phrase);
            let (paragraph, sentence) = sentence.map_or((1, 1), |sentence| (sentence.paragraph, sentence.number));
            let unit = self.unit_of(&phrase, &verdict);
            look(Claim { phrase, unit, verdict, open, paragraph, sentence }, context.as_ref(), reading)
        };
        phrases.iter().cloned().zip(verdicts).zip(&contexts).zip(&weighings).map(claim).collect()
    }

    /// The cells that the phrases of a paragraph may speak of, as far as known words did not settle them.
    fn weighings(
        &self,
        phrases: &[Phrase],
        contexts: &[Option<Context>],
        verdicts: &[Verdict],
        reading: &Reading<'_>,
    ) -> Vec<Weighing> {
        let judge = Judge { reader: self, catalog: self.engine().catalog() };
        let mut weighings = vec![Weighing::default(); phrases.len()];
        let open: Vec<usize> = (0..phrases.len())
            .filter(|place| contexts[*place].is_some() && verdicts[*place] == Verdict::Unknown)
            .collect();
        if open.is_empty() {
            return weighings;
        }
        let these: Vec<&Phrase> = open.iter().map(|position| &phrases[*position]).collect();
        let named = Named::of(reading, &these);
        let words = Paragraph::new(reading, &named, &these);
        for position in open {
            let Some(context) = &contexts[position] else { continue };
            weighings[position].candidates = judge.candidates(&phrases[position], context, reading, &words);
        }
        let figure = |verdict: &Verdict| match verdict {
            Verdict::Matches(Ground::Figure(figure)) | Verdict::Differs { ground: Ground::Figure(figure), .. } => {
                Some(*figure)
            }
            Verdict::Outdated { was, .. } => Some(*was),
            _ => None,
        };
        let settled: Vec<_> = verdicts.iter().map(figure).collect();
        let sentences: Vec<Option<usize>> = phrases.iter().map(|phrase| reading.sentence_index(phrase)).collect();
        weigh::told_beside(self.engine().catalog(), &mut weighings, &settled, &sentences);
        weighings
    }

    /// Every number phrase of a text with the verdict that known words alone give it, and with every candidate: what the trainer of
    /// the weights learns from.
    #[must_use]
    pub fn weighed(&self, text: &str, date: Option<Date>) -> Vec<(Claim, Weighing)> {
        let folded = Folded::new(text);
        let phrases = self.read_folded(&folded);
        let reading = Reading::new(self.engine(), folded.text(), &phrases, date);
        let groups = phrases.chunk_by(|one, other| {
            let paragraph = |phrase: &Phrase| reading.sentence_of(phrase).map(|sentence| sentence.paragraph);
            paragraph(one) == paragraph(other)
        });
        let mut weighed = Vec::new();
        for group in groups {
            let contexts: Vec<Option<Context>> = group.iter().map(|phrase| reading.context(phrase)).collect();
            let verdicts = self.by_known_words(group, &contexts);
            let weighings = self.weighings(group, &contexts, &verdicts, &reading);
            for ((phrase, verdict), weighing) in group.iter().cloned().zip(verdicts).zip(weighings) {
                let settled = verdict != Verdict::Unknown;
                let claim = Claim { phrase, unit: None, verdict, open: None, paragraph: 1, sentence: 1 };
                weighed.push((claim, Weighing { settled, ..weighing }));
            }
        }
        weighed
    }

    /// The verdicts that known words alone give.
    fn by_known_words(&self, phrases: &[Phrase], contexts: &[Option<Context>]) -> Vec<Verdict> {
        let judge = Judge { reader: self, catalog: self.engine().catalog() };
        let mut verdicts: Vec<Verdict> = phrases
            .iter()
            .zip(contexts)
            .map(|(phrase, context)| context.as_ref().map_or(Verdict::Unknown, |context| judge.level(phrase, context)))
            .collect();
        for (position, phrase) in phrases.iter().enumerate() {
            let (Verdict::Unknown, Some(context)) = (&verdicts[position], &contexts[position]) else { continue };
            let near = near(contexts, position, context.sentence);
            let beside = beside(&verdicts[near.clone()], &contexts[near], context.sentence);
            verdicts[position] = judge.calculation(phrase, context, &beside);
        }
        verdicts
    }

    /// How the phrases of a text were understood, for people who write packs and cases: what each is about, and the words that
    /// nothing explains.
    #[must_use]
    pub fn explain(&self, text: &str, date: Option<Date>) -> String {
        let folded = Folded::new(text);
        let phrases = self.read_folded(&folded);
        let reading = Reading::new(self.engine(), folded.text(), &phrases, date);
        let catalog = self.engine().catalog();
        let mut lines = vec![text.to_owned()];
        for phrase in &phrases {
            let quote = text.get(phrase.range.clone()).unwrap_or_default();
            let strange = reading.strange_words(phrase).join(" ");
            let Some(context) = reading.context(phrase) else {
                lines.push(format!("  {quote}: no metric; not explained: {strange}"));
                continue;
            };
            let metrics: Vec<&str> = context.metrics.iter().map(|metric| &*catalog.metric(*metric).id).collect();
            let name = |entity: &crate::figure::EntityRef| catalog.entity(*entity).id.to_string();
            let entities: Vec<String> = context.entities.iter().map(name).collect();
            let around: Vec<String> = context.around.iter().map(name).collect();
            lines.push(format!(
                "  {quote}: {metrics:?} of {entities:?} around {around:?} subject {:?} object {:?} {:?} {:?} ahead {} up {} down {} by {} counted {:?} {:?} {:?}; not explained: {strange}",
                context.subject.as_ref().map(name),
                context.object.as_ref().map(name), context.when, context.doubt, context.ahead, context.up, context.down,
                context.by, context.counted, phrase.measure, context.marks
            ));
        }
        lines.join("\n")
    }

    /// The unit of a claim: that of the figure it was held against, else what the words behind the number say alone.
    fn unit_of(&self, phrase: &Phrase, verdict: &Verdict) -> Option<UnitRef> {
        let catalog = self.engine().catalog();
        let general = |kind: UnitKind| catalog.units().iter().position(|unit| unit.kind == kind).map(UnitRef::from);
        match &phrase.measure {
            Measure::Percent => return general(UnitKind::Percent),
            Measure::PercentagePoints => return general(UnitKind::PercentagePoints),
            Measure::Times => return general(UnitKind::Multiple),
            Measure::Rank => return general(UnitKind::Rank),
            _ => {}
        }
        let figure = match verdict {
            Verdict::Matches(Ground::Figure(figure)) | Verdict::Differs { ground: Ground::Figure(figure), .. } => {
                Some(*figure)
            }
            Verdict::Outdated { was, .. } => Some(*was),
            _ => None,
        };
        match (&phrase.measure, figure) {
            (Measure::Part, _) => general(UnitKind::Multiple),
            (_, Some(figure)) => Some(catalog.metric(catalog.figure(figure).metric).unit),
            (Measure::Unit(word), None) => match self.units().named(word) {
                [unit] => Some(*unit),
                _ => None,
            },
            _ => None,
        }
    }
}

/// More numbers than a paragraph has.
const MOST_TOGETHER: usize = 512;

/// A paragraph in pieces that end with a sentence: one with more numbers than any has is a list or a table without empty lines, and
/// all of its sentences at once would fill the memory.
fn pieces<'p>(paragraph: &'p [Phrase], reading: &Reading<'_>) -> Vec<&'p [Phrase]> {
    let sentence = |phrase: Option<&Phrase>| reading.sentence_of(phrase?).map(|sentence| sentence.number);
    let mut pieces = Vec::new();
    let mut rest = paragraph;
    while rest.len() > MOST_TOGETHER {
        let is_border = |at: &usize| sentence(rest.get(at - 1)) != sentence(rest.get(*at));
        let Some(border) = (MOST_TOGETHER..rest.len()).find(is_border) else { break };
        let (piece, others) = rest.split_at(border);
        pieces.push(piece);
        rest = others;
    }
    pieces.push(rest);
    pieces
}

/// A share of a long text that a thread judges has about so many phrases at least; a message has fewer.
const PHRASES_PER_THREAD: usize = 256;
/// More threads do not come to their end sooner.
const MOST_THREADS: usize = 8;

/// The paragraphs of a text in shares of about as many phrases each, one for each thread; none if one thread is enough.
fn shares<'g, 'p>(groups: &'g [&'p [Phrase]], phrases: usize) -> Vec<&'g [&'p [Phrase]]> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let threads = threads.min(phrases / PHRASES_PER_THREAD);
    let mut shares = Vec::new();
    let (mut rest, mut left) = (groups, phrases);
    for remaining in (2..=threads).rev() {
        let mut taken = 0;
        let share = rest.iter().take_while(|group| {
            let fits = taken * remaining < left;
            taken += if fits { group.len() } else { 0 };
            fits
        });
        let (share, others) = rest.split_at(share.count());
        shares.push(share);
        rest = others;
        left -= taken;
    }
    if threads > 1 {
        shares.push(rest);
    }
    // One paragraph may hold all of it: a thread without a share would read the text for nothing.
    shares.retain(|share| !share.is_empty());
    shares
}

/// The phrases around one that may stand in the same sentence.
fn near(contexts: &[Option<Context>], position: usize, sentence: usize) -> std::ops::Range<usize> {
    let same = |context: &Option<Context>| context.as_ref().is_none_or(|context| context.sentence == sentence);
    let before = contexts[..position].iter().rev().take(PHRASES_NEAR).take_while(|context| same(context)).count();
    let behind = contexts[position..].iter().take(PHRASES_NEAR).take_while(|context| same(context)).count();
    position - before..position + behind
}

/// No sentence with a verdict has more phrases than this on either side.
const PHRASES_NEAR: usize = 64;

/// The figures that a sentence repeats rightly.
fn beside(verdicts: &[Verdict], contexts: &[Option<Context>], sentence: usize) -> Vec<FigureRef> {
    let same = |context: &Option<Context>| context.as_ref().is_some_and(|context| context.sentence == sentence);
    verdicts
        .iter()
        .zip(contexts)
        .filter(|(_, context)| same(context))
        .filter_map(|(verdict, _)| match verdict {
            Verdict::Matches(Ground::Figure(figure)) => Some(*figure),
            Verdict::Outdated { was, .. } => Some(*was),
            _ => None,
        })
        .collect()
}
