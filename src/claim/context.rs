//! What a number is about: the metric, entity and period of its segment, sentence, or the ones before.
//!
//! Nothing is taken on trust. Where words were carried from is remembered, and every word of the segments that carry
//! something must be explained: a word that nobody explains may make another claim of it.

use std::ops::Range;

use jiff::civil::Date;
use once_cell::unsync::OnceCell;

use super::clause::{self, Segment, Sentence};
use super::lexicon::{self, Tone};
use super::phrase::{Measure, Phrase};
use crate::figure::{EntityRef, MetricRef, UnitKind, UnitRef};
use crate::pack::Catalog;
use crate::query::{Asked, Does, Engine, Mentions, Place};

/// Sentences before one's own from which a subject carries on.
const SENTENCES_BACK: usize = 2;

/// The period that a number speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// None is named: the newest is meant.
    Newest,
    /// This one.
    At(Asked),
    /// One that depends on the day of writing, which is not known.
    Open,
    /// Probably this one: it was named before.
    Carried(Asked),
}

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
    /// Those named before them, for a ratio between the two.
    pub around: Vec<EntityRef>,
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
}

/// A segment that was looked up.
struct Said<'a> {
    mentions: Mentions<'a>,
    /// Where the text that was looked up begins.
    offset: usize,
    range: Range<usize>,
    /// Words that nothing explains.
    strange: bool,
    places: bool,
    negated: bool,
    extra: bool,
    ahead: bool,
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
    said: Vec<OnceCell<Option<Said<'a>>>>,
    /// Per sentence: whether it supposes or alleges.
    doubted: Vec<OnceCell<bool>>,
    date: Option<Date>,
}

impl<'a> Reading<'a> {
    pub fn new(engine: &'a Engine, text: &'a str, phrases: &'a [Phrase], date: Option<Date>) -> Self {
        let (sentences, segments) = clause::split(text, phrases);
        let said = segments.iter().map(|_| OnceCell::new()).collect();
        let doubted = sentences.iter().map(|_| OnceCell::new()).collect();
        Self { engine, text, blanked: blanked(text, phrases), phrases, sentences, segments, said, doubted, date }
    }

    fn catalog(&self) -> &'a Catalog {
        self.engine.catalog()
    }

    /// The segment in which a phrase stands: the innermost.
    pub fn segment_of(&self, phrase: &Phrase) -> Option<usize> {
        let at = phrase.folded.start;
        let sentence = self.sentences.partition_point(|sentence| {
            self.segments
                .get(sentence.segments.clone())
                .and_then(|segments| segments.iter().map(|segment| segment.range.end).max())
                .is_some_and(|end| end <= at)
        });
        let segments = self.sentences.get(sentence)?.segments.clone();
        segments
            .filter(|segment| self.segments[*segment].range.contains(&at))
            .min_by_key(|segment| self.segments[*segment].range.len())
    }

    /// The sentence in which a phrase stands.
    pub fn sentence_of(&self, phrase: &Phrase) -> Option<&Sentence> {
        self.segment_of(phrase).and_then(|segment| self.sentences.get(self.segments[segment].sentence))
    }

    /// What a phrase is about; none if its segment cannot be read.
    pub fn context(&self, phrase: &Phrase) -> Option<Context> {
        let own = self.segment_of(phrase)?;
        let said = self.said(own)?;
        let sentence = self.segments[own].sentence;
        let before = self.before(own);
        let mut carriers = vec![own];
        let (mut metrics, one_metric) = self.metrics(said, &before, &mut carriers);
        if metrics.is_empty() {
            return None;
        }
        if phrase.measure == Measure::Rank {
            // "Third-largest AI talent outflow" names the outflow and its rank alike.
            let is_rank = |metric: &MetricRef| self.catalog().unit_of(*metric).kind == UnitKind::Rank;
            if !metrics.iter().any(is_rank) {
                metrics.extend(said.mentions.named_metrics().into_iter().map(|place| place.what).filter(is_rank));
            }
        }
        let mut entities = self.entities(phrase, said, &before, &mut carriers);
        if phrase.measure == Measure::Rank {
            self.subject_first(said, &mut entities);
        }
        let around = self.around(&before, &entities);
        let object = self.object(phrase, said);
        let (when, periods) = self.when(phrase, own, said, &before);
        let doubt = self.doubt(sentence, &carriers);
        let words = &self.text[said.range.clone()];
        let has = |tone: Tone| lexicon::words(words).any(|word| lexicon::is(tone, word));
        let sentence_range = self.sentence_range(sentence);
        let whole = &self.text[sentence_range];
        let in_sentence = |tone: Tone| lexicon::words(whole).any(|word| lexicon::is(tone, word));
        let (up, down) = match (has(Tone::Up), has(Tone::Down)) {
            (false, false) => (in_sentence(Tone::Up), in_sentence(Tone::Down)),
            found => found,
        };
        let ahead = carriers.iter().filter_map(|carrier| self.said(*carrier)).any(|said| said.ahead);
        let counted = self.counted(phrase, said);
        let changes = lexicon::words(words)
            .any(|word| (lexicon::is(Tone::Up, word) || lexicon::is(Tone::Down, word)) && !is_comparative(word));
        let by = changes && phrase.measure != Measure::Rank && !self.is_reached(phrase);
        let yearly = YEARLY.iter().any(|word| whole.contains(word));
        Some(Context {
            metrics,
            one_metric,
            entities,
            around,
            counted,
            by,
            yearly,
            object,
            when,
            periods,
            doubt,
            ahead,
            up,
            down,
            sentence,
        })
    }

    /// In a rank the subject counts: what has a topic particle, or what comes first.
    fn subject_first(&self, said: &Said<'a>, entities: &mut [EntityRef]) {
        let named = said.mentions.entities();
        let marked = named.iter().find(|place| {
            let behind = &self.text[(place.range.end + said.offset).min(said.range.end)..said.range.end];
            behind.starts_with(['은', '는', '이', '가'])
        });
        let subject = marked.or_else(|| named.iter().min_by_key(|place| place.range.start)).map(|place| place.what);
        if let Some(position) = subject.and_then(|subject| entities.iter().position(|entity| *entity == subject)) {
            entities[..=position].rotate_right(1);
        }
    }

    /// The entities of the nearest segment before that names others.
    fn around(&self, before: &[usize], entities: &[EntityRef]) -> Vec<EntityRef> {
        let others = |segment: &usize| {
            let named = self.said(*segment)?.mentions.entities();
            let others: Vec<EntityRef> =
                named.into_iter().map(|place| place.what).filter(|entity| !entities.contains(entity)).collect();
            (!others.is_empty()).then_some(others)
        };
        before.iter().find_map(others).unwrap_or_default()
    }

    /// Units named by the words right behind a number: "1,961 AI firms", 1441개 기업.
    fn counted(&self, phrase: &Phrase, said: &Said<'a>) -> Vec<UnitRef> {
        let rest = &self.text[phrase.folded.end..said.range.end.max(phrase.folded.end)];
        if !rest.starts_with(' ') {
            return Vec::new();
        }
        let korean = rest.trim_start().starts_with(|c: char| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        let most = if korean { 1 } else { WORDS_COUNTED };
        let base = self.text.as_ptr() as usize;
        for word in rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(most) {
            if ENDS_OF_NOUNS.contains(&word.to_ascii_lowercase().as_str()) {
                break;
            }
            let place = word.as_ptr() as usize - base;
            let units = place.checked_sub(said.offset).map(|place| said.mentions.units_at(place)).unwrap_or_default();
            if !units.is_empty() {
                return units;
            }
        }
        Vec::new()
    }

    /// `rose to 51,425`, 5만1425명으로 늘었다: a level, not a change.
    fn is_reached(&self, phrase: &Phrase) -> bool {
        let before = self.text[..phrase.folded.start].trim_end();
        let behind = &self.text[phrase.folded.end..];
        let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        matches!(word, "to" | "at" | "from" | "was" | "were" | "is" | "are" | "of" | "has" | "have" | "had")
            || ["으로", "로", "에", "이었", "였", "이다"].iter().any(|particle| behind.starts_with(particle))
    }

    /// The words of a phrase's segment that nothing explains.
    pub fn strange_words(&self, phrase: &Phrase) -> Vec<&'a str> {
        let Some(said) = self.segment_of(phrase).and_then(|segment| self.said(segment)) else { return Vec::new() };
        let text =
            |range: Range<usize>| self.text.get(range.start + said.offset..range.end + said.offset).unwrap_or_default();
        let unexplained = said.mentions.unexplained().into_iter().flat_map(|range| lexicon::words(text(range)));
        unexplained.filter(|word| !lexicon::is_plain(word)).collect()
    }

    /// Earlier segments, the nearest first: the host of a bracket, then those of the sentence, then those of sentences before.
    fn before(&self, own: usize) -> Vec<usize> {
        let segment = &self.segments[own];
        let sentence = segment.sentence;
        let earlier = |sentence: usize| {
            let segments = self.sentences[sentence].segments.clone();
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

    fn metrics(&self, said: &Said<'a>, before: &[usize], carriers: &mut Vec<usize>) -> (Vec<MetricRef>, bool) {
        let named = said.mentions.metrics();
        if !named.is_empty() {
            return (self.leaves(said, &named), named.len() == 1);
        }
        // In a sentence before, one's own sentence's later segments do not count.
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let named = carrier.mentions.metrics();
            if named.is_empty() {
                continue;
            }
            carriers.push(*other);
            let mut leaves = Vec::new();
            for metric in &named {
                let root = self.catalog().metric(*metric).broader.unwrap_or(*metric);
                let family = self.engine.catalog().narrower(root).len().max(1);
                let pointed = said.mentions.narrowed(root);
                let found = if pointed.len() < family { pointed } else { carrier.mentions.narrowed(*metric) };
                leaves.extend(found.into_iter().filter(|leaf| !leaves.contains(leaf)).collect::<Vec<_>>());
            }
            return (leaves, named.len() == 1);
        }
        (Vec::new(), false)
    }

    fn leaves(&self, said: &Said<'a>, named: &[MetricRef]) -> Vec<MetricRef> {
        let mut leaves: Vec<MetricRef> = Vec::new();
        for metric in named {
            for leaf in said.mentions.narrowed(*metric) {
                if !leaves.contains(&leaf) {
                    leaves.push(leaf);
                }
            }
        }
        leaves
    }

    fn entities(
        &self,
        phrase: &Phrase,
        said: &Said<'a>,
        before: &[usize],
        carriers: &mut Vec<usize>,
    ) -> Vec<EntityRef> {
        let own = said.mentions.entities();
        if !own.is_empty() {
            return nearest_first(&own, phrase.folded.start.saturating_sub(said.offset));
        }
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let mut found = carrier.mentions.entities();
            if self.is_host(*other, phrase) {
                // Only what stands before the bracket.
                let place = phrase.folded.start.saturating_sub(carrier.offset);
                let earlier: Vec<_> = found.iter().filter(|named| named.range.end <= place).cloned().collect();
                if let Some(last) = earlier.into_iter().max_by_key(|named| named.range.end) {
                    found = vec![last];
                }
            }
            if found.is_empty() {
                continue;
            }
            if !carriers.contains(other) {
                carriers.push(*other);
            }
            return nearest_first(&found, usize::MAX);
        }
        Vec::new()
    }

    fn is_host(&self, segment: usize, phrase: &Phrase) -> bool {
        self.segment_of(phrase).and_then(|own| self.segments[own].host) == Some(segment)
    }

    /// `one eightieth of B`, B의 80분의 1: the thing beside the number.
    fn object(&self, phrase: &Phrase, said: &Said<'a>) -> Option<EntityRef> {
        let entities = said.mentions.entities();
        let start = phrase.folded.start.checked_sub(said.offset)?;
        let end = phrase.folded.end.checked_sub(said.offset)?;
        let korean = self.text[said.range.clone()].chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
        if korean {
            entities
                .iter()
                .filter(|named| named.range.end <= start)
                .max_by_key(|named| named.range.end)
                .map(|named| named.what)
        } else {
            entities
                .iter()
                .filter(|named| named.range.start >= end)
                .min_by_key(|named| named.range.start)
                .map(|named| named.what)
        }
    }

    fn when(&self, phrase: &Phrase, own: usize, said: &Said<'a>, before: &[usize]) -> (When, Vec<Asked>) {
        let sentence = self.segments[own].sentence;
        let all: Vec<Asked> = self
            .sentences
            .get(sentence)
            .map(|sentence| sentence.segments.clone())
            .into_iter()
            .flatten()
            .filter_map(|segment| self.said(segment))
            .flat_map(|said| said.mentions.periods())
            .filter_map(|place| place.what)
            .fold(Vec::new(), |mut all, asked| {
                if !all.contains(&asked) {
                    all.push(asked);
                }
                all
            });
        let dated = |what: Option<Asked>| what.map_or(When::Open, When::At);
        let periods = said.mentions.periods();
        let place = phrase.folded.start.saturating_sub(said.offset)..phrase.folded.end.saturating_sub(said.offset);
        if let Some(period) = beside(&periods, &place, &self.neighbours(said), &self.text[said.offset..]) {
            return (dated(period.what), all);
        }
        if let Some(period) = periods.first() {
            return (period.what.map_or(When::Open, When::Carried), all);
        }
        for other in before {
            let Some(carrier) = self.said(*other) else { continue };
            let periods = carrier.mentions.periods();
            let host = self.is_host(*other, phrase);
            let bracket = phrase.folded.start.saturating_sub(carrier.offset);
            let found = if host { periods.iter().rfind(|period| period.range.end <= bracket) } else { periods.last() };
            if let Some(period) = found {
                let when = match period.what {
                    Some(asked) if host => When::At(asked),
                    Some(asked) => When::Carried(asked),
                    None => When::Open,
                };
                return (when, all);
            }
        }
        (When::Newest, all)
    }

    /// The phrases of a segment, counted from where its text begins.
    fn neighbours(&self, said: &Said<'a>) -> Vec<Range<usize>> {
        clause::inside(self.phrases, &said.range)
            .iter()
            .map(|phrase| phrase.folded.start - said.offset..phrase.folded.end - said.offset)
            .collect()
    }

    fn doubt(&self, sentence: usize, carriers: &[usize]) -> Doubt {
        let blocks = |segment: &usize| {
            self.said(*segment).is_none_or(|said| said.strange || said.places || said.negated || said.extra)
        };
        let mut sentences: Vec<usize> = carriers.iter().map(|carrier| self.segments[*carrier].sentence).collect();
        sentences.push(sentence);
        sentences.sort_unstable();
        sentences.dedup();
        if carriers.iter().any(blocks) || sentences.iter().any(|sentence| self.supposes(*sentence)) {
            return Doubt::Much;
        }
        let others = sentences.iter().flat_map(|sentence| self.sentences[*sentence].segments.clone());
        let mut doubt = Doubt::None;
        for other in others.filter(|other| !carriers.contains(other)) {
            match self.said(other) {
                Some(said) if said.places || said.negated => return Doubt::Much,
                Some(said) if said.strange || said.extra => doubt = Doubt::Some,
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

    /// Whether a sentence supposes, wishes or passes on an allegation, or is a question.
    fn supposes(&self, sentence: usize) -> bool {
        let Some(cell) = self.doubted.get(sentence) else { return false };
        *cell.get_or_init(|| {
            let range = self.sentence_range(sentence);
            let asks = self.text[range.end..].starts_with('?');
            asks || lexicon::words(&self.text[range]).any(|word| lexicon::is(Tone::Doubt, word) || is_conditional(word))
        })
    }

    fn said(&self, segment: usize) -> Option<&Said<'a>> {
        self.said.get(segment)?.get_or_init(|| self.look_up(segment)).as_ref()
    }

    fn look_up(&self, position: usize) -> Option<Said<'a>> {
        let segment = &self.segments[position];
        let mut start = segment.range.start;
        let mut brackets = segment.brackets.clone();
        // "In Korea, ..." and "China, Britain and ...": names alone belong to what follows.
        if segment.host.is_none() {
            let first = self.sentences[segment.sentence].segments.start;
            let mut earlier: Vec<usize> =
                (first..position).filter(|other| self.segments[*other].host.is_none()).collect();
            while let Some(other) = earlier.pop() {
                let has_numbers = !clause::inside(self.phrases, &self.segments[other].range).is_empty();
                if has_numbers || !self.said(other).is_some_and(|said| said.mentions.is_bare()) {
                    break;
                }
                start = self.segments[other].range.start;
                brackets.extend(self.segments[other].brackets.iter().cloned());
            }
        }
        let range = start..segment.range.end;
        let slice = self.blanked.get(range.clone())?;
        let mentions = if brackets.is_empty() {
            self.engine.mentions(slice, self.date)?
        } else {
            // Closing brackets keep a particle behind them attached: 마이크로소프트(15만 개)는.
            let mut bytes = slice.as_bytes().to_vec();
            for bracket in &brackets {
                let inside = bracket.start.saturating_sub(start)..bracket.end.saturating_sub(start).min(bytes.len());
                bytes.get_mut(inside)?.fill(b')');
            }
            self.engine.mentions(&String::from_utf8(bytes).ok()?, self.date)?
        };
        let at = |range: Range<usize>| range.start + start..range.end + start;
        let is_strange = |range: Range<usize>| {
            let text = self.text.get(at(range)).unwrap_or_default();
            lexicon::words(text).any(|word| !lexicon::is_plain(word))
        };
        let strange = mentions.unexplained().into_iter().any(is_strange);
        let places = !mentions.unknown_places().is_empty();
        let subject: Vec<Range<usize>> = mentions.subject().into_iter().map(at).collect();
        let negated = mentions.that(Does::Negate).into_iter().map(at).any(|range| !subject.contains(&range));
        let names: Vec<Range<usize>> = mentions
            .named_metrics()
            .into_iter()
            .map(|place| at(place.range))
            .chain(mentions.entities().into_iter().map(|place| at(place.range)))
            .collect();
        let (mut extra, mut ahead) = (false, false);
        for (word, place) in placed_words(&self.blanked, &range) {
            if brackets.iter().any(|bracket| bracket.contains(&place)) {
                continue;
            }
            let named = names.iter().any(|range| range.contains(&place));
            extra |= !named && (lexicon::is(Tone::Extra, word) || is_per(word));
            ahead |= lexicon::is(Tone::Ahead, word);
        }
        Some(Said { mentions, offset: start, range, strange, places, negated, extra, ahead })
    }
}

/// A noun behind a number has no more words than this.
const WORDS_COUNTED: usize = 3;
/// What ends the words that a number counts.
const ENDS_OF_NOUNS: [&str; 22] = [
    "at", "in", "of", "by", "for", "from", "to", "with", "on", "and", "or", "while", "that", "which", "is", "are",
    "was", "were", "held", "bought", "has", "than",
];
/// Something is said of each year, not of a span.
const YEARLY: [&str; 9] =
    ["a year", "per year", "annual", "yearly", "each year", "every year", "연평균", "매년", "해마다"];

/// Words with their places.
fn placed_words<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = (&'t str, usize)> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let base = text.as_ptr() as usize;
    lexicon::words(slice).map(move |word| (word, word.as_ptr() as usize - base))
}

/// Words that compare and change nothing: 많은, `higher`.
fn is_comparative(word: &str) -> bool {
    const WORDS: [&str; 5] = ["more", "higher", "lower", "less", "fewer"];
    let korean = ["많은", "많다", "많았", "높은", "높다", "높았", "적은", "적다", "적었"];
    WORDS.contains(&word) || korean.iter().any(|stem| word.starts_with(stem))
}

/// 보유하면, 이라면: a condition; not 따르면, 반면.
fn is_conditional(word: &str) -> bool {
    const CONDITIONS: [&str; 7] = ["라면", "다면", "하면", "되면", "으면", "려면", "자면"];
    const OTHER: [&str; 8] = ["따르면", "의하면", "비하면", "비교하면", "환산하면", "감안하면", "고려하면", "반면"];
    CONDITIONS.iter().any(|ending| word.ends_with(ending)) && !OTHER.iter().any(|other| word.ends_with(other))
}

/// 기업당, 1인당: one figure for each.
fn is_per(word: &str) -> bool {
    const PER: [&str; 9] = ["인당", "기업당", "곳당", "개당", "명당", "가구당", "대당", "장당", "업체당"];
    PER.iter().any(|per| word.ends_with(per))
}

fn nearest_first(named: &[Place<EntityRef>], place: usize) -> Vec<EntityRef> {
    let mut named: Vec<&Place<EntityRef>> = named.iter().collect();
    named.sort_by_key(|named| {
        let before = named.range.end <= place;
        (!before, if before { place - named.range.end } else { named.range.start.saturating_sub(place) })
    });
    named.into_iter().map(|named| named.what).collect()
}

/// The period that stands beside a phrase, with no other number between: behind it in English (`14,736 in 2020`), otherwise
/// before it.
fn beside<'p>(
    periods: &'p [Place<Option<Asked>>],
    phrase: &Range<usize>,
    numbers: &[Range<usize>],
    text: &str,
) -> Option<&'p Place<Option<Asked>>> {
    let free = |from: usize, to: usize| {
        !numbers.iter().any(|number| number.start >= from && number.end <= to && *number != *phrase)
    };
    let behind = periods.iter().find(|period| period.range.start >= phrase.end && free(phrase.end, period.range.start));
    let before =
        periods.iter().rfind(|period| period.range.end <= phrase.start && free(period.range.end, phrase.start));
    match (before, behind) {
        (Some(before), Some(behind)) => {
            let gap = text.get(phrase.end..behind.range.start).unwrap_or_default().trim_start();
            let bound = gap.len() <= CLOSE_BYTES
                && PREPOSITIONS.iter().any(|word| gap.starts_with(word) || gap.contains(&format!(" {word}")));
            Some(if bound { behind } else { before })
        }
        (before, behind) => before.or(behind),
    }
}

/// What binds an English number to the period behind it.
const PREPOSITIONS: [&str; 5] = ["in ", "by ", "at ", "as of ", "during "];
/// ` H100s at the end of ` is about this long.
const CLOSE_BYTES: usize = 24;

/// The text with zeros in place of the phrases. Zeros are no word, no year and no name, and particles stay attached to them.
fn blanked(text: &str, phrases: &[Phrase]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut at = 0;
    for phrase in phrases {
        blanked.push_str(&text[at..phrase.folded.start]);
        blanked.extend(std::iter::repeat_n('0', phrase.folded.len()));
        at = phrase.folded.end;
    }
    blanked.push_str(&text[at..]);
    blanked
}
