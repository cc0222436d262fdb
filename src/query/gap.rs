//! Questions that got no answer: the words by which they are counted, and what would have answered them.
//!
//! Nobody can say what a stranger meant; but it can be tried. The words that a question leaves open are given to the metric or
//! entity that is nearest, as a further name, and the question is asked again: only a name with which it is answered is proposed.

use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use super::{Answer, Engine, Outcome, Question, Reason, Selection};
use crate::decide::Weighed;
use crate::figure::{EntityRef, MetricRef};
use crate::lang::ko;
use crate::pack;
use crate::read::interpret::{self, Reading};
use crate::read::link::{Linked, Mask};

/// Characters of a question that are kept.
const MAX_CHARS: usize = 120;
/// A longer run of digits may be somebody's number.
const MAX_DIGITS: usize = 6;
/// So probable a candidate is worth a try: whether a name for it would have answered is tried before it is proposed.
const LIKELY_FROM: f32 = 0.1;
/// A candidate that stands lower shares hardly a word with the question.
const NEAR_FROM: f32 = 2.0;
/// So many metrics are tried for a question.
const MAX_TRIED: usize = 3;

/// A question that got no answer, as it stands with the packs of today.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Its words.
    pub words: String,
    /// Whether it has an answer by now.
    pub is_answered: bool,
    /// The metric or entity that is nearest.
    pub nearest: Option<Selection>,
    /// The name that would have answered it.
    pub name: Option<Name>,
}

/// A further name of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The metric or entity.
    pub of: Named,
    /// The name.
    pub text: String,
}

/// What can be given a further name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A metric.
    Metric(MetricRef),
    /// An entity.
    Entity(EntityRef),
}

/// The words by which a question that got this answer is counted; none where the packs lack nothing. Whatever may lead to a person
/// is left out: addresses, names of accounts, long numbers.
#[must_use]
pub fn counted_words(answer: &Answer, text: &str) -> Option<String> {
    let lacks = match (answer.outcome, &answer.reason) {
        (Outcome::Choice, Some(Reason::UnknownWords(_))) => true,
        (
            Outcome::None,
            Some(
                Reason::Empty
                | Reason::TooLong { .. }
                | Reason::SmallTalk
                | Reason::NothingBefore { .. }
                | Reason::NothingBeside
                | Reason::SeveralQuestions
                | Reason::Negation
                | Reason::TooManyCompared { .. }
                | Reason::UnlikeUnits(..),
            ),
        ) => false,
        (outcome, _) => outcome == Outcome::None,
    };
    let words = if lacks { normalised(text) } else { String::new() };
    (!words.is_empty()).then_some(words)
}

/// A text in lower case, one blank between words, without signs and without what may lead to a person.
fn normalised(text: &str) -> String {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut kept = String::new();
    for word in text.split_whitespace() {
        let leads_to_somebody = word.contains('@')
            || word.contains("://")
            || word.chars().filter(char::is_ascii_digit).count() > MAX_DIGITS;
        if leads_to_somebody {
            continue;
        }
        let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '.' | ',' | '-' | '+');
        for part in word.split(is_sign).map(|part| part.trim_matches(['.', ',', '-'])).filter(|part| !part.is_empty()) {
            if kept.chars().count() + part.chars().count() >= MAX_CHARS {
                return kept;
            }
            if !kept.is_empty() {
                kept.push(' ');
            }
            kept.push_str(part);
        }
    }
    kept
}

impl Engine {
    /// What is nearest to each question that got no answer, and which name would have answered it. Takes a moment: the packs are
    /// read anew with the names that are tried.
    #[must_use]
    pub fn gaps(&self, asked: &[String], today: Date) -> Vec<Gap> {
        let mut open: Vec<(Gap, Vec<Name>)> = asked.iter().map(|words| self.gap(words, today)).collect();
        for turn in 0..MAX_TRIED {
            let tried: Vec<(usize, Name)> = open
                .iter()
                .enumerate()
                .filter(|(_, (gap, _))| gap.name.is_none())
                .filter_map(|(position, (_, names))| Some((position, names.get(turn)?.clone())))
                .collect();
            if tried.is_empty() {
                break;
            }
            let engine = self.with_names(tried.iter().map(|(_, name)| name));
            for (position, name) in tried {
                let gap = &mut open[position].0;
                if engine.is_answered_by(&gap.words, name.of, today) {
                    gap.nearest = Some(name.of.selection());
                    gap.name = Some(name);
                }
            }
        }
        open.into_iter().map(|(gap, _)| gap).collect()
    }

    /// A question with the names that may answer it, the likeliest first.
    fn gap(&self, words: &str, today: Date) -> (Gap, Vec<Name>) {
        let question = question(words, today);
        let mut gap = Gap { words: words.to_owned(), is_answered: false, nearest: None, name: None };
        let answer = self.ask(&question);
        gap.is_answered = answer.outcome == Outcome::Answer;
        let Some(linked) = Linked::new(words, today, self.vocabulary(), false).filter(|_| !gap.is_answered) else {
            return (gap, Vec::new());
        };
        let reading = interpret::read(&linked, self.catalog(), self.vocabulary());
        let is_near = |one: &&Weighed<Answer>| {
            one.score >= NEAR_FROM && self.lore().chance(&one.evidence, &one.context) >= LIKELY_FROM
        };
        let weighed = self.weighed(&question).candidates;
        let near = weighed.iter().take(MAX_TRIED).filter(is_near);
        let metrics: Vec<MetricRef> = near.filter_map(|one| self.catalog().find_metric(&one.metric)).collect();
        let known = reading.metrics.first().copied();
        let about = reading.entities.first().copied();
        let nearest = known.or(metrics.first().copied()).map(Selection::Metric);
        gap.nearest = nearest.or(about.map(Selection::Entity));
        // A place that the packs do not know is no name of anything that they do.
        if reading.unexplained == 0 || reading.unexplained & linked.places() != 0 {
            return (gap, Vec::new());
        }
        let names = if known.is_some() && reading.entities.is_empty() {
            self.entity_names(&linked, &reading)
        } else {
            metric_names(&linked, &reading, &known.into_iter().chain(metrics).collect::<Vec<_>>())
        };
        (gap, names)
    }

    /// The measure is known and nobody has the name that stands beside it: the entity whose name is nearest to it.
    fn entity_names(&self, linked: &Linked, reading: &Reading) -> Vec<Name> {
        let typed = linked.quote(reading.unexplained).join(" ");
        let entities = || self.catalog().entities().iter().enumerate();
        let named = || {
            entities().flat_map(|(position, entity)| {
                let names = [&entity.name.en, &entity.name.ko].into_iter().chain(&entity.aliases);
                names.map(move |name| (EntityRef::from(position), &**name))
            })
        };
        let text = bare(&typed);
        let near = pack::nearest(&text, named().map(|(_, name)| name));
        let found = near.and_then(|near| named().find(|(_, name)| *name == near));
        found.map(|(entity, _)| Name { of: Named::Entity(entity), text }).into_iter().collect()
    }

    /// The same with further names.
    fn with_names<'a>(&self, names: impl Iterator<Item = &'a Name>) -> Self {
        let (mut metrics, mut entities) = (Vec::new(), Vec::new());
        for name in names {
            match name.of {
                Named::Metric(metric) => metrics.push((metric, name.text.as_str())),
                Named::Entity(entity) => entities.push((entity, name.text.as_str())),
            }
        }
        Self::new(Arc::new(self.catalog().with_names(&metrics, &entities)))
    }

    /// Whether a question is answered with a figure of this.
    fn is_answered_by(&self, words: &str, of: Named, today: Date) -> bool {
        let answer = self.ask(&question(words, today));
        let Some(figure) = answer.figures.first().map(|figure| self.catalog().figure(*figure)) else { return false };
        let is_of = match of {
            Named::Metric(metric) => {
                figure.metric == metric || self.catalog().metric(figure.metric).broader == Some(metric)
            }
            Named::Entity(entity) => figure.entity == entity,
        };
        answer.outcome == Outcome::Answer && is_of
    }
}

impl Named {
    /// What it is, to be named.
    #[must_use]
    pub fn selection(self) -> Selection {
        match self {
            Self::Metric(metric) => Selection::Metric(metric),
            Self::Entity(entity) => Selection::Entity(entity),
        }
    }
}

/// The measure is not known, or not by these words: what is left of the question without names, times and general words, as a name
/// of each metric.
fn metric_names(linked: &Linked, reading: &Reading, metrics: &[MetricRef]) -> Vec<Name> {
    let named = linked.entities.iter().filter(|one| reading.entities.contains(&one.what));
    let of_entities = named.fold(0, |mask, one| mask | one.mask) & !reading.unexplained;
    let general = linked.explained() | linked.periods_at() | linked.numbers();
    let words: Mask = linked.all() & !of_entities & !general;
    if words & reading.unexplained == 0 {
        return Vec::new();
    }
    let text = bare(&linked.quote(words).join(" "));
    let mut names: Vec<Name> = Vec::new();
    for metric in metrics {
        let name = Name { of: Named::Metric(*metric), text: text.clone() };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(MAX_TRIED);
    names
}

/// A name without what stands behind a Korean noun.
fn bare(typed: &str) -> String {
    let typed = typed.to_lowercase();
    let chars: Vec<char> = typed.chars().collect();
    let start = chars.iter().rposition(|c| !matches!(c, '\u{AC00}'..='\u{D7A3}')).map_or(0, |place| place + 1);
    let attached = start.checked_sub(1).and_then(|place| chars.get(place)).is_some_and(|c| !c.is_whitespace());
    let ending = ko::endings(chars.get(start..).unwrap_or_default(), attached).next();
    ending.map_or(typed.clone(), |place| chars.iter().take(start + place).collect())
}

fn question(words: &str, today: Date) -> Question<'_> {
    Question { text: words, language: None, as_of: None, source: None, today }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_lead_to_a_person_is_left_out() {
        for (text, kept) in [
            ("  H100   Count, of KOREA?! ", "h100 count of korea"),
            ("ｈ100 몇 개야？", "h100 몇 개야"),
            ("ask kim@example.org about <@123456789012345678> at https://example.org/x", "ask about at"),
            ("call 010-1234-5678 re 53.2%", "call re 53.2%"),
            ("…", ""),
        ] {
            assert_eq!(normalised(text), kept, "{text}");
        }
        assert!(normalised(&"word ".repeat(100)).chars().count() <= MAX_CHARS);
        assert!(normalised(&"가".repeat(500)).chars().count() <= MAX_CHARS);
    }

    #[test]
    fn a_name_goes_without_its_particle() {
        assert_eq!(bare("칩머릿수는"), "칩머릿수");
        assert_eq!(bare("Chip Headcount"), "chip headcount");
        assert_eq!(bare(""), "");
    }
}
