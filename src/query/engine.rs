//! The engine: a catalogue with the indexes that link words to it.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::answering::{Answering, Span};
use super::complete;
use super::talk::{self, Frame, Turn};
use super::{Answer, Question, Selection};
use crate::decide::{Lore, Support, Weighing};
use crate::facts::{Derived, derive};
use crate::figure::{FigureRef, Language, MetricRef, PartialDate};
use crate::pack::Catalog;
use crate::read::link::Linked;
use crate::read::vocabulary::Vocabulary;
use crate::read::{Mentions, OnceRead};

/// Answers questions from a catalogue. Cheap to share, never changes after it is made.
#[derive(Debug)]
pub struct Engine {
    catalog: Arc<Catalog>,
    lore: Lore,
    /// Made when it is first asked for: the command line never completes.
    completions: OnceCell<complete::Index>,
}

/// One line of an autocompletion list. Worded in the reply room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What choosing the line means.
    pub selection: Selection,
}

impl Engine {
    /// Makes the indexes over a catalogue.
    #[must_use]
    pub fn new(catalog: Arc<Catalog>) -> Self {
        let lore = Lore::new(&catalog);
        Self { catalog, lore, completions: OnceCell::new() }
    }

    /// The catalogue that answers refer to.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// What can be calculated from two figures of one unit: how many times the larger is, and the difference.
    #[must_use]
    pub fn beside(&self, first: FigureRef, second: FigureRef) -> Vec<Derived> {
        derive::beside(&*self.catalog, first, second)
    }

    /// What changed from an older figure to a newer one of the same metric.
    #[must_use]
    pub fn over_time(&self, older: FigureRef, newer: FigureRef) -> Vec<Derived> {
        derive::over_time(&*self.catalog, older, newer)
    }

    pub(in crate::query) fn lore(&self) -> &Lore {
        &self.lore
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.lore.vocabulary
    }

    /// Every candidate for a question with its evidence, the answer that it would give, and what the decision sees besides: what
    /// the trainer of the weights learns from. The best candidate by today's weights comes first.
    #[must_use]
    pub fn weighed(&self, question: &Question) -> Weighing<Answer> {
        Answering::new(&self.catalog, &self.lore, question).weighed()
    }

    /// Answers a question. Never panics, whatever the text; the same question gives the same answer.
    #[must_use]
    pub fn ask(&self, question: &Question) -> Answer {
        Answering::new(&self.catalog, &self.lore, question).answer()
    }

    /// Answers a question in a conversation: what it does not say is taken from what was said before, if anything was. A question
    /// that is complete by itself is answered as by [`ask`](Self::ask).
    #[must_use]
    pub fn converse(&self, question: &Question<'_>, previous: Option<&Frame>) -> Turn {
        self.converse_read(question, previous, &self.read(question.text, question.today))
    }

    /// As [`converse`](Self::converse), of a text that may have been read already.
    #[must_use]
    pub fn converse_read(&self, question: &Question<'_>, previous: Option<&Frame>, read: &OnceRead) -> Turn {
        if read.is_of(question.text, question.today, &self.lore.vocabulary) {
            return talk::turn(&self.catalog, &self.lore, question, previous, read);
        }
        self.converse(question, previous)
    }

    /// A text to be read, on a day, once for all who look at it.
    #[must_use]
    pub fn read(&self, text: &str, today: jiff::civil::Date) -> OnceRead {
        OnceRead::new(text, today, &self.lore.vocabulary)
    }

    /// The language that a text is written in; none where it has names alone, which are the same in both ("H100 Microsoft").
    #[must_use]
    pub fn spoken_in(&self, read: &OnceRead) -> Option<Language> {
        if Language::of_text(read.text()) == Language::Korean {
            return Some(Language::Korean);
        }
        read.linked(false)?.has_general_words().then_some(Language::English)
    }

    /// Answers what was chosen from a menu or a completion.
    #[must_use]
    pub fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer {
        let today = jiff::civil::Date::ZERO;
        let question = Question { text: "", language: Some(language), as_of, source: None, today };
        Answering::new(&self.catalog, &self.lore, &question).selected(selection)
    }

    /// Follows the cell of a figure over time: all known periods, or those from `since` to `until`, both included.
    #[must_use]
    pub fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer {
        let today = jiff::civil::Date::ZERO;
        let question = Question { text: "", language: Some(language), as_of, source: None, today };
        Answering::new(&self.catalog, &self.lore, &question).followed(figure, span)
    }

    /// The first `count` places of a metric over its entities, in the year that most of them share.
    #[must_use]
    pub fn top(&self, metric: MetricRef, count: usize, language: Language, as_of: Option<PartialDate>) -> Answer {
        let today = jiff::civil::Date::ZERO;
        let question = Question { text: "", language: Some(language), as_of, source: None, today };
        Answering::new(&self.catalog, &self.lore, &question).topped(metric, count)
    }

    /// What a stretch of running text names; none if it has more words than a sentence has. `today` is the day on which
    /// the text was written: without it, relative periods ("last year") stay open.
    ///
    /// The text must be [`Folded`](crate::lang::Folded) for the places to be right.
    #[must_use]
    pub fn mentions(&self, text: &str, today: Option<jiff::civil::Date>) -> Option<Mentions<'_>> {
        Mentions::of(text, today, &self.catalog, &self.lore.vocabulary)
    }

    /// How well the words of a stretch of running text speak of metrics.
    pub(crate) fn support<'a>(&'a self, mentions: &'a Mentions<'_>) -> Support<'a> {
        self.lore.support(&self.catalog, mentions.linked(), mentions.reading())
    }

    /// How a question's words were understood, for people who write aliases: each piece with what it may mean.
    #[must_use]
    pub fn explain(&self, text: &str, today: jiff::civil::Date) -> String {
        Linked::new(text, today, &self.lore.vocabulary, false).map_or_else(
            || "too many words for a question".to_owned(),
            |linked| linked.explain(&self.catalog, &self.lore.vocabulary),
        )
    }

    /// What could be meant by a half-typed text, best first, at most `limit`. An empty text gives featured figures first.
    #[must_use]
    pub fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        complete::complete(&self.catalog, self.completions(), text, limit)
    }

    /// Makes the index for completions now, and not for the first that types.
    pub fn prepare(&self) {
        self.completions();
    }

    fn completions(&self) -> &complete::Index {
        self.completions.get_or_init(|| complete::Index::new(&self.catalog))
    }
}

impl Selection {
    /// A token for buttons, menus and completions: `f:`, `m:`, `e:` or `t:` and the id. At most 82 characters.
    #[must_use]
    pub fn token(self, catalog: &Catalog) -> String {
        match self {
            Self::Figure(figure) => format!("f:{}", catalog.figure(figure).id),
            Self::Metric(metric) => format!("m:{}", catalog.metric(metric).id),
            Self::Entity(entity) => format!("e:{}", catalog.entity(entity).id),
            Self::Topic(topic) => format!("t:{}", catalog.topic(topic).id),
        }
    }

    /// What a token stands for, if the catalogue still has it.
    #[must_use]
    pub fn from_token(token: &str, catalog: &Catalog) -> Option<Self> {
        let (kind, id) = token.split_once(':')?;
        match kind {
            "f" => catalog.find_figure(id).map(Self::Figure),
            "m" => catalog.find_metric(id).map(Self::Metric),
            "e" => catalog.find_entity(id).map(Self::Entity),
            "t" => catalog.find_topic(id).map(Self::Topic),
            _ => None,
        }
    }
}
