//! What a picture shows, in words and numbers, before anything has a place.

use std::fmt;

use crate::figure::{Decimal, Language, Period, Status, Unit};
use crate::reply::say;

/// A chart with all its words: a plain value that can be written by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The language of its words.
    pub language: Language,
    /// How its marks are drawn.
    pub kind: Kind,
    /// The finding, in words.
    pub title: String,
    /// The measure, its unit, and the period and the status if all marks share them.
    pub subtitle: String,
    /// The unit of all values; decides how the axis is labelled.
    pub unit: Unit,
    /// Whom or what it shows, from top to bottom.
    pub series: Vec<Series>,
    /// What is measured, and what to mind. Sentences.
    pub notes: Vec<String>,
    /// Where the figures are from.
    pub source: String,
    /// Answer id and age of the data.
    pub footer: String,
}

/// How marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A bar from zero for the first mark of each series; further marks are what other sources say.
    Bars,
    /// A line through the marks of each series, on an axis of time.
    Lines,
    /// A line between the two marks of each series, all of the same two periods.
    Slope,
    /// A dot for each mark of a series, with the range between them: sources that differ.
    Dots,
    /// A list of places in an order; the value of each first mark is a place.
    Places,
}

/// Whom or what some marks are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// What else tells it from its neighbours, such as period and status; may be empty.
    pub detail: String,
    /// The title speaks of it: it is set apart, and the others are grey. If none is, none is grey.
    pub focus: bool,
    /// Its marks; over time, oldest first.
    pub marks: Vec<Mark>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// When it was so; its middle is the mark's place in time.
    pub period: Period,
    /// How long or how high it is.
    pub value: Decimal,
    /// Published bounds.
    pub bounds: Option<(Decimal, Decimal)>,
    /// The value in words.
    pub value_text: String,
    /// The status in words.
    pub status_text: String,
    /// Who says so, where sources differ; otherwise empty.
    pub by: String,
    /// How firm it is.
    pub certainty: Certainty,
    /// The value replaces one that was published as final.
    pub restated: bool,
    /// The position of the earlier mark that a line leads here from. None for the first mark and behind a break.
    pub from: Option<usize>,
    /// Why no line leads here although there are earlier marks, in two words.
    pub gap: Option<String>,
}

/// How firm a figure is. Decides its filling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Counted, measured, or calculated from what was: full.
    Firm,
    /// Estimated or not yet final: lighter.
    Estimate,
    /// Announced, planned or forecast: hollow.
    Plan,
}

impl From<Status> for Certainty {
    fn from(status: Status) -> Self {
        match status {
            Status::Reported | Status::Computed | Status::Rounded => Self::Firm,
            Status::Estimated | Status::Provisional | Status::Withdrawn => Self::Estimate,
            Status::Announced | Status::Planned | Status::Forecast => Self::Plan,
        }
    }
}

impl Chart {
    /// All marks.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.series.iter().flat_map(|series| &series.marks)
    }

    /// Whether some series are set apart from the others.
    pub(super) fn has_focus(&self) -> bool {
        self.series.iter().any(|series| series.focus)
    }
}

/// Why an answer has no chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoChart {
    /// There is no figure.
    NoFigure,
    /// One figure needs no picture.
    OneFigure,
    /// The figures have different units.
    UnlikeUnits,
    /// Days have no length.
    NoLength,
}

impl NoChart {
    /// The reason, in a sentence that says what to do.
    #[must_use]
    pub fn sentence(self, language: Language) -> String {
        match self {
            Self::NoFigure => say!(language, "chart-no-figure"),
            Self::OneFigure => say!(language, "chart-one-figure"),
            Self::UnlikeUnits => say!(language, "chart-unlike-units"),
            Self::NoLength => say!(language, "chart-no-length"),
        }
    }
}

impl fmt::Display for NoChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for NoChart {}
