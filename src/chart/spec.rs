//! What a picture shows, in words and numbers, before anything has a place.

use std::fmt;

use crate::figure::{Decimal, Language, Period, Unit};
use crate::reply::say;

/// A chart with all its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The language of its words.
    pub language: Language,
    /// What is shown.
    pub title: String,
    /// Unit, and the period and the status if all figures share them.
    pub subtitle: String,
    /// What follows from the figures, to be drawn large: `76.5 times`.
    pub statement: Option<String>,
    /// The unit of all values; decides how the axis is labelled.
    pub unit: Unit,
    /// The figures.
    pub body: Body,
    /// What to mind. Sentences.
    pub notes: Vec<String>,
    /// Where the figures are from.
    pub source: String,
    /// Answer id and age of the data.
    pub footer: String,
}

/// The figures of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Side by side, from top to bottom.
    Bars(Vec<Bar>),
    /// Over time.
    Lines(Vec<Series>),
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Who or what it is about.
    pub name: String,
    /// Its length.
    pub value: Decimal,
    /// Published bounds.
    pub bounds: Option<(Decimal, Decimal)>,
    /// The value in words, with its unit.
    pub value_text: String,
    /// Period and status where the bars differ in them; may be empty.
    pub detail: String,
    /// Counted or measured; otherwise it is drawn hollow and dashed.
    pub firm: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Whom or what it is about.
    pub name: String,
    /// Its points, oldest first.
    pub points: Vec<Point>,
    /// Positions of points that do not continue what comes before them, to be marked.
    pub gaps: Vec<usize>,
}

/// One point of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// When it was so; its middle is the point's place.
    pub period: Period,
    /// How high it is.
    pub value: Decimal,
    /// Published bounds.
    pub bounds: Option<(Decimal, Decimal)>,
    /// The value in words, without its unit.
    pub value_text: String,
    /// The status in words.
    pub status_text: String,
    /// Counted or measured; otherwise it is drawn hollow, and the line to it dashed.
    pub firm: bool,
    /// The value replaces one that was published as final.
    pub restated: bool,
    /// The position of the earlier point that a line leads here from. None for the first point and behind a break.
    pub from: Option<usize>,
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
    /// Days and places in an order have no length.
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
