//! What a number is about: the metric, entity and period of its segment, sentence, or the ones before.
//!
//! Nothing is taken on trust. Where words were carried from is remembered, and every word of the segments that carry
//! something must be explained: a word that nobody explains may make another claim of it.

mod about;
mod said;
mod series;
mod speakers;
mod when;

use std::ops::Range;

use jiff::civil::Date;
use once_cell::unsync::OnceCell;

use said::{Said, blanked};
pub(super) use speakers::Standing;
pub(super) use when::When;

use super::clause::{self, Segment, Sentence};
use crate::figure::{EntityRef, MetricRef, UnitKind, UnitRef};
use crate::lang::tone::{self, Tone, Tones};
use crate::lang::{Asked, Measure, Phrase};
use crate::pack::Catalog;
use crate::query::Engine;
use crate::read::Mentions;

/// A sentence of more segments or bytes than this is no sentence but a list or a table without stops, and is not judged: so
/// the work stays linear in the text.
const MAX_SEGMENTS: usize = 48;
const MAX_SENTENCE_BYTES: usize = 4_000;
/// Sentences before one's own from which a subject carries on.
const SENTENCES_BACK: usize = 2;

/// How sure it is that the words around say no more than was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// Every word of the sentence is explained.
    None,
    /// Words of other segments are not.
    Some,
    /// Words beside the number are not, or they suppose, deny or count something else.
    Much,
}

/// What a number is about.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// The metrics with figures that may be meant.
    pub metrics: Vec<MetricRef>,
    /// They all come from one name.
    pub one_metric: bool,
    /// The entities that may be meant; the first is the most likely.
    pub entities: Vec<EntityRef>,
    /// Those named in segments before, the nearest first, for a ratio between two.
    pub around: Vec<EntityRef>,
    /// The one of several that the segment says something of.
    pub subject: Option<EntityRef>,
    /// Units that the words right behind the number ask for.
    pub counted: Vec<UnitRef>,
    /// The number is by how much something changed, not what it changed to.
    pub by: bool,
    /// Something is said of each year.
    pub yearly: bool,
    /// The thing that a ratio is over: beside the number, where one's own language puts it.
    pub object: Option<EntityRef>,
    pub when: When,
    /// All periods of the sentence, in order.
    pub periods: Vec<Asked>,
    pub doubt: Doubt,
    /// Speaks of what is to come.
    pub ahead: bool,
    /// Says that something became more.
    pub up: bool,
    /// Says that something became less.
    pub down: bool,
    /// The sentence in which it stands.
    pub sentence: usize,
    /// Everybody who may be meant, and how they stand to the number.
    pub speakers: Vec<(EntityRef, Standing)>,
    /// What the words beside the number say about it as a whole.
    pub marks: Marks,
}

/// What the words beside a number say about it as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// They deny.
    pub negated: bool,
    /// The sentence supposes, asks or passes on.
    pub supposes: bool,
    /// They count something else: one more, an average, each.
    pub extra: bool,
    /// They name a place that no pack speaks of.
    pub places: bool,
    /// They say that it is so today.
    pub today: bool,
}

/// What a sentence says as a whole.
#[derive(Clone, Debug, Default)]
struct Whole {
    tones: Tones,
    /// It supposes, wishes or passes on an allegation, or is a question.
    supposes: bool,
    /// Something is said of each year, not of a span.
    yearly: bool,
    /// All periods, in order.
    periods: Vec<Asked>,
}

/// A text that is being checked.
pub(super) struct Reading<'a> {
    engine: &'a Engine,
    text: &'a str,
    /// The text with zeros in place of the number phrases, so that they are no words.
    blanked: String,
    phrases: &'a [Phrase],
    pub sentences: Vec<Sentence>,
    segments: Vec<Segment>,
    /// Where each sentence ends.
    ends: Vec<usize>,
    /// Boxed, because most segments of a list of numbers are never looked up.
    said: Vec<OnceCell<Option<Box<Said<'a>>>>>,
    wholes: Vec<OnceCell<Whole>>,
    /// The first segment and sentence that may not be forgotten yet.
    forgotten: (usize, usize),
    date: Option<Date>,
}

impl<'a> Reading<'a> {
    pub fn new(engine: &'a Engine, text: &'a str, phrases: &'a [Phrase], date: Option<Date>) -> Self {
        let (sentences, segments) = clause::split(text, phrases);
        let said = segments.iter().map(|_| OnceCell::new()).collect();
        let wholes = sentences.iter().map(|_| OnceCell::new()).collect();
        let end = |sentence: &Sentence| {
            let segments = segments.get(sentence.segments.clone()).unwrap_or(&[]);
            segments.iter().map(|segment| segment.range.end).max().unwrap_or_default()
        };
        let ends = sentences.iter().map(end).collect();
        let blanked = blanked(text, phrases);
        Self { engine, text, blanked, phrases, sentences, segments, ends, said, wholes, forgotten: (0, 0), date }
    }

    /// Forgets what was read of the sentences that begin before a place: a long text names much, and what is not needed any
    /// more would crowd out the rest. Read again, it is the same.
    pub fn forget_before(&mut self, place: usize) {
        let sentences = self.ends.partition_point(|end| *end < place);
        let segments = sentences.checked_sub(1).and_then(|last| self.sentences.get(last));
        let segments = segments.map_or(0, |sentence| sentence.segments.end);
        let (said, whole) = self.forgotten;
        self.said.iter_mut().take(segments).skip(said).for_each(|cell| *cell = OnceCell::new());
        self.wholes.iter_mut().take(sentences).skip(whole).for_each(|cell| *cell = OnceCell::new());
        // The sentences right before the place may be read once more, for what they carry on.
        let back = |end: usize, most: usize| end.saturating_sub(SENTENCES_BACK * most);
        self.forgotten = (back(segments, MAX_SEGMENTS), back(sentences, 1));
    }

    /// The engine whose words are read.
    pub fn engine(&self) -> &'a Engine {
        self.engine
    }

    /// The place of the sentence in which a phrase stands, if it can be read.
    pub fn sentence_index(&self, phrase: &Phrase) -> Option<usize> {
        let sentence = self.segments[self.segment_of(phrase)?].sentence;
        (self.sentence_range(sentence).len() <= MAX_SENTENCE_BYTES).then_some(sentence)
    }

    /// Whether a bracket stands behind the name of a place that no pack speaks of: 일본(1691개).
    fn hosted_by_a_place(&self, segment: usize) -> bool {
        let host = self.segments[segment].host;
        host.and_then(|host| self.said(host)).is_some_and(|said| said.places)
    }

    /// The number phrases of a sentence.
    pub fn phrases_of(&self, sentence: usize) -> &'a [Phrase] {
        clause::inside(self.phrases, &self.sentence_range(sentence))
    }

    /// Whether two sentences stand in one paragraph.
    pub fn is_one_paragraph(&self, one: usize, other: usize) -> bool {
        let paragraph = |sentence: usize| self.sentences.get(sentence).map(|sentence| sentence.paragraph);
        paragraph(one).is_some() && paragraph(one) == paragraph(other)
    }

    /// The one segment of a sentence that has no other: what it names is what the sentence names.
    pub fn only_segment(&self, sentence: usize) -> Option<usize> {
        let segments = &self.sentences.get(sentence)?.segments;
        let only = (segments.len() == 1).then_some(segments.start)?;
        (self.segments.get(only)?.range.len() <= MAX_SENTENCE_BYTES).then_some(only)
    }

    /// What a whole sentence names; none if it has too many words.
    pub fn mentions_of(&self, sentence: usize) -> Option<Mentions<'a>> {
        let range = self.sentence_range(sentence);
        if range.len() > MAX_SENTENCE_BYTES {
            return None;
        }
        self.engine.mentions(self.blanked.get(range)?, self.date)
    }

    /// What a segment names, with the names that belong to it.
    pub fn mentions_at(&self, segment: usize) -> Option<&Mentions<'a>> {
        self.said(segment).map(|said| &said.mentions)
    }

    fn catalog(&self) -> &'a Catalog {
        self.engine.catalog()
    }

    /// The segment in which a phrase stands: the innermost.
    pub fn segment_of(&self, phrase: &Phrase) -> Option<usize> {
        let at = phrase.folded.start;
        let segments = self.sentences.get(self.ends.partition_point(|end| *end <= at))?.segments.clone();
        if segments.len() > MAX_SEGMENTS {
            return None;
        }
        segments
            .filter(|segment| self.segments[*segment].range.contains(&at))
            .min_by_key(|segment| self.segments[*segment].range.len())
    }

    /// The sentence in which a phrase stands.
    pub fn sentence_of(&self, phrase: &Phrase) -> Option<&Sentence> {
        self.sentences.get(self.ends.partition_point(|end| *end <= phrase.folded.start))
    }

    /// What a phrase is about; none if its segment cannot be read. Where known words alone name no metric there is none in it.
    pub fn context(&self, phrase: &Phrase) -> Option<Context> {
        let own = self.segment_of(phrase)?;
        let sentence = self.segments[own].sentence;
        if self.sentence_range(sentence).len() > MAX_SENTENCE_BYTES {
            return None;
        }
        let whole = self.whole(sentence)?;
        let said = self.said(own)?;
        let before = self.before(own);
        let mut carriers = vec![own];
        let (mut metrics, one_metric) = self.metrics(said, &before, &mut carriers);
        if phrase.measure == Measure::Rank && !metrics.is_empty() {
            // "Third-largest AI talent outflow" names the outflow and its rank alike.
            let is_rank = |metric: &MetricRef| self.catalog().unit_of(*metric).kind == UnitKind::Rank;
            if !metrics.iter().any(is_rank) {
                metrics.extend(said.mentions.named_metrics().into_iter().map(|place| place.what).filter(is_rank));
            }
        }
        let speakers = self.speakers(phrase, said, &before);
        let entities = match self.paired(phrase) {
            Some(entity) => vec![entity],
            None => self.entities(phrase, said, &before, &mut carriers),
        };
        let subject = self.subject(said);
        let around = self.around(own, &before, &entities);
        let object = self.object(phrase, said);
        let when = self.when(phrase, own, said, &before, &whole.periods);
        let doubt = self.doubt(sentence, &carriers, &metrics);
        let ways = |tones: Tones| (tones.has(Tone::Up), tones.has(Tone::Down));
        let (up, down) = match ways(said.tones) {
            (false, false) => ways(whole.tones),
            found => found,
        };
        let ahead = carriers.iter().filter_map(|carrier| self.said(*carrier)).any(|said| said.ahead);
        let counted = self.counted(phrase, said);
        let by = said.changes && phrase.measure != Measure::Rank && !self.is_reached(phrase);
        let marks = Marks {
            negated: said.negated,
            supposes: whole.supposes,
            extra: said.extra,
            places: said.places || self.hosted_by_a_place(own),
            today: said.tones.has(Tone::Today),
        };
        Some(Context {
            metrics,
            one_metric,
            entities,
            around,
            subject,
            counted,
            by,
            yearly: whole.yearly,
            object,
            when,
            periods: whole.periods.clone(),
            doubt,
            ahead,
            up,
            down,
            sentence,
            speakers,
            marks,
        })
    }

    /// The entities that are named beside a phrase, in its own segment.
    pub fn beside(&self, phrase: &Phrase) -> Vec<EntityRef> {
        let said = self.segment_of(phrase).and_then(|own| self.said(own));
        said.map(|said| said.entities.iter().map(|place| place.what).collect()).unwrap_or_default()
    }

    /// Whether a metric is named beside a phrase, in its own segment.
    pub fn names_a_metric(&self, phrase: &Phrase) -> bool {
        let said = self.segment_of(phrase).and_then(|own| self.said(own));
        said.is_some_and(|said| !said.mentions.metrics().is_empty())
    }

    /// The period that a phrase speaks of, by words of its own.
    pub fn dated(&self, phrase: &Phrase) -> Option<Asked> {
        let own = self.segment_of(phrase)?;
        let periods = &self.whole(self.segments[own].sentence)?.periods;
        match self.when(phrase, own, self.said(own)?, &[], periods) {
            When::At(asked) => Some(asked),
            _ => None,
        }
    }

    /// The words of a phrase's segment that nothing explains.
    pub fn strange_words(&self, phrase: &Phrase) -> Vec<&'a str> {
        let Some(said) = self.segment_of(phrase).and_then(|segment| self.said(segment)) else { return Vec::new() };
        let text =
            |range: Range<usize>| self.text.get(range.start + said.offset..range.end + said.offset).unwrap_or_default();
        let unexplained = said.mentions.unexplained().into_iter().flat_map(|range| tone::words(text(range)));
        unexplained.filter(|word| !tone::is_plain(word)).collect()
    }

    /// Earlier segments, the nearest first: the host of a bracket, then those of the sentence, then those of sentences before.
    fn before(&self, own: usize) -> Vec<usize> {
        let segment = &self.segments[own];
        let sentence = segment.sentence;
        let earlier = |sentence: usize| {
            let segments = self.sentences[sentence].segments.clone();
            if segments.len() > MAX_SEGMENTS || self.sentence_range(sentence).len() > MAX_SENTENCE_BYTES {
                return Vec::new();
            }
            let mut found: Vec<usize> = segments
                .filter(|other| {
                    *other != own
                        && Some(*other) != segment.host
                        && self.segments[*other].range.start < segment.range.start
                })
                .filter(|other| self.segments[*other].host.is_none())
                .collect();
            found.sort_by_key(|other| std::cmp::Reverse(self.segments[*other].range.start));
            found
        };
        let mut before: Vec<usize> = segment.host.into_iter().collect();
        before.extend(earlier(sentence));
        let paragraph = self.sentences[sentence].paragraph;
        for back in 1..=SENTENCES_BACK {
            let Some(other) = sentence.checked_sub(back).filter(|other| self.sentences[*other].paragraph == paragraph)
            else {
                break;
            };
            before.extend(earlier(other));
        }
        before
    }

    fn doubt(&self, sentence: usize, carriers: &[usize], metrics: &[MetricRef]) -> Doubt {
        // "While Korea held 1,961": the verb belongs to the metric that is carried on, or to one of its family.
        let is_strange = |said: &Said<'a>, metrics: &[MetricRef]| {
            let known =
                |range: &Range<usize>| metrics.iter().any(|one| said.mentions.pointing_to(*one).contains(range));
            said.strange.iter().any(|range| !known(range))
        };
        let broad = metrics.iter().filter_map(|metric| self.catalog().metric(*metric).broader);
        let relatives = broad.flat_map(|broad| self.catalog().narrower(broad));
        let relatives: Vec<MetricRef> = metrics.iter().chain(relatives).copied().collect();
        let blocks = |segment: &usize| {
            self.said(*segment)
                .is_none_or(|said| is_strange(said, metrics) || said.places || said.negated || said.extra)
        };
        let mut sentences: Vec<usize> = carriers.iter().map(|carrier| self.segments[*carrier].sentence).collect();
        sentences.push(sentence);
        sentences.sort_unstable();
        sentences.dedup();
        if carriers.iter().any(blocks)
            || sentences.iter().any(|sentence| self.whole(*sentence).is_some_and(|whole| whole.supposes))
        {
            return Doubt::Much;
        }
        let others = sentences.iter().flat_map(|sentence| self.sentences[*sentence].segments.clone());
        let mut doubt = Doubt::None;
        for other in others.filter(|other| !carriers.contains(other)) {
            match self.said(other) {
                Some(said) if said.places || said.negated => return Doubt::Much,
                Some(said) if is_strange(said, &relatives) || said.extra => doubt = Doubt::Some,
                None => doubt = Doubt::Some,
                _ => {}
            }
        }
        doubt
    }

    fn sentence_range(&self, sentence: usize) -> Range<usize> {
        let segments = self.segments.get(self.sentences[sentence].segments.clone()).unwrap_or(&[]);
        let start = segments.iter().map(|segment| segment.range.start).min().unwrap_or(0);
        start..segments.iter().map(|segment| segment.range.end).max().unwrap_or(start)
    }

    fn whole(&self, sentence: usize) -> Option<&Whole> {
        let whole = || {
            let range = self.sentence_range(sentence);
            let text = &self.text[range.clone()];
            let tones = tone::tones_of_all(text);
            let asks = self.text[range.end..].starts_with('?');
            let supposes = asks || tones.has(Tone::Doubt) || tone::words(text).any(is_conditional);
            let yearly = YEARLY.iter().any(|word| text.contains(word));
            let mut periods: Vec<Asked> = Vec::new();
            let segments = self.sentences[sentence].segments.clone().filter_map(|segment| self.said(segment));
            for asked in segments.flat_map(|said| &said.periods).filter_map(|place| place.what) {
                if !periods.contains(&asked) {
                    periods.push(asked);
                }
            }
            Whole { tones, supposes, yearly, periods }
        };
        Some(self.wholes.get(sentence)?.get_or_init(whole))
    }

    fn said(&self, segment: usize) -> Option<&Said<'a>> {
        self.said.get(segment)?.get_or_init(|| self.look_up(segment).map(Box::new)).as_deref()
    }
}

/// Something is said of each year, not of a span.
const YEARLY: [&str; 9] =
    ["a year", "per year", "annual", "yearly", "each year", "every year", "연평균", "매년", "해마다"];

/// 보유하면, 이라면: a condition; not 따르면, 반면.
fn is_conditional(word: &str) -> bool {
    const CONDITIONS: [&str; 7] = ["라면", "다면", "하면", "되면", "으면", "려면", "자면"];
    const OTHER: [&str; 8] = ["따르면", "의하면", "비하면", "비교하면", "환산하면", "감안하면", "고려하면", "반면"];
    CONDITIONS.iter().any(|ending| word.ends_with(ending)) && !OTHER.iter().any(|other| word.ends_with(other))
}
