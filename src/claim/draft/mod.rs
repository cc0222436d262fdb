//! From an article to the draft of a pack: every number with its place, and what it is probably about.
//!
//! A number that repeats a figure of the packs is recognised and not drafted again; one that says something else is drafted
//! and told. Numbers that only follow from known figures are not drafted either. No sentence of the article is copied: what
//! leaves this room are values, names of known things, and places.

pub mod source;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::check::Claim;
use super::guess::Guess;
use super::reader::Reader;
use super::verdict::{Ground, Verdict};
use crate::figure::{FigureRef, Precision};
use crate::lang::{Amount, Hedge, Measure};
use crate::pack::draft::{DraftFigure, DraftPack, DraftSource};

/// A number of an article, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where it stands: `paragraph 3, sentence 2`.
    pub locator: String,
    /// The number as it was written.
    pub quote: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A figure of the packs says the same.
    Same(FigureRef),
    /// It follows from figures of the packs, in this way.
    Follows(String),
    /// A figure of the packs says something else; it is drafted under this id.
    Differs {
        /// The figure.
        figure: FigureRef,
        /// The draft's id.
        id: String,
    },
    /// It is drafted under this id.
    Drafted(String),
}

/// The draft of a pack that grows paragraph by paragraph.
#[derive(Debug)]
pub struct Draft<'a> {
    reader: &'a Reader<'a>,
    date: Option<Date>,
    pack: DraftPack,
    found: Vec<Found>,
    paragraphs: usize,
    /// How many drafts each sentence has.
    drafted: BTreeMap<(usize, usize), usize>,
}

impl<'a> Draft<'a> {
    /// A draft of figures from a source. `date` is the day on which the article was written, for "last year"; `today` the
    /// day on which the draft is made.
    #[must_use]
    pub fn new(reader: &'a Reader<'a>, source: DraftSource, date: Option<Date>, today: Date) -> Self {
        let pack = DraftPack { name: source.id.clone(), created: today, source, figures: Vec::new() };
        Self { reader, date, pack, found: Vec::new(), paragraphs: 0, drafted: BTreeMap::new() }
    }

    /// Reads the next paragraph. Subjects carry on within a paragraph only, so each can be read by itself.
    pub fn read(&mut self, paragraph: &str) {
        self.paragraphs += 1;
        for (claim, guess) in self.reader.check_and_guess(paragraph, self.date) {
            let quote = paragraph.get(claim.phrase.range.clone()).unwrap_or_default().to_owned();
            let locator = format!("paragraph {}, sentence {}", self.paragraphs, claim.sentence);
            let fate = match &claim.verdict {
                Verdict::Matches(Ground::Figure(figure)) | Verdict::Outdated { was: figure, .. } => Fate::Same(*figure),
                Verdict::Matches(Ground::Calculation(calculation)) => Fate::Follows(calculation.formula.clone()),
                Verdict::Differs { ground: Ground::Figure(figure), .. } => {
                    let known = self.reader.engine().catalog().figure(*figure);
                    let guess = Guess { metric: Some(known.metric), entity: Some(known.entity), ..guess };
                    Fate::Differs { figure: *figure, id: self.add(&claim, guess, &locator) }
                }
                Verdict::Differs { ground: Ground::Calculation(_), .. } | Verdict::Unknown => {
                    Fate::Drafted(self.add(&claim, guess, &locator))
                }
            };
            self.found.push(Found { locator, quote, fate });
        }
    }

    /// The draft, and every number with what became of it, in the article's order.
    #[must_use]
    pub fn finish(self) -> (DraftPack, Vec<Found>) {
        (self.pack, self.found)
    }

    /// Drafts a figure and gives its id.
    fn add(&mut self, claim: &Claim, guess: Guess, locator: &str) -> String {
        let number = self.drafted.entry((self.paragraphs, claim.sentence)).or_default();
        *number += 1;
        let id = format!("{}-p{}-s{}-{number}", self.pack.name, self.paragraphs, claim.sentence);
        let (value, low, high) = match claim.phrase.amount {
            Amount::One(value) => (Some(value), None, None),
            Amount::Between(low, high) => (None, Some(low), Some(high)),
        };
        let figure = DraftFigure {
            id: id.clone(),
            metric: guess.metric,
            entity: guess.entity,
            value,
            low,
            high,
            period: guess.period,
            precision: precision(claim.phrase.hedge),
            locator: locator.to_owned(),
            unit: if guess.metric.is_some() { String::new() } else { self.unit(claim) },
        };
        self.pack.figures.push(figure);
        id
    }

    /// The unit that was read, by its id where it is known, or as it was written.
    fn unit(&self, claim: &Claim) -> String {
        let catalog = self.reader.engine().catalog();
        match (claim.unit, &claim.phrase.measure) {
            (Some(unit), _) => catalog.unit(unit).id.to_string(),
            (None, Measure::Unit(word)) => word.to_string(),
            (None, _) => String::new(),
        }
    }
}

fn precision(hedge: Hedge) -> Precision {
    match hedge {
        Hedge::Plain => Precision::Exact,
        Hedge::About | Hedge::Nearly => Precision::About,
        Hedge::Over | Hedge::From => Precision::AtLeast,
        Hedge::Under => Precision::AtMost,
    }
}
