//! A brief as data: what is said, not how it is drawn.
//!
//! All text is plain, cleaned and not escaped, as on a [`Card`](crate::reply::Card).

use jiff::civil::Date;

use super::last::Shown;
use crate::figure::{FigureRef, Language};
use crate::query::Answer;
use crate::reply::Citation;

/// A brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The language it is written in.
    pub language: Language,
    /// The id of its template.
    pub template: Box<str>,
    /// What it is about.
    pub title: String,
    /// The day that it speaks of.
    pub day: Date,
    /// What matters most: the first figure that is new or revised, or else the first one.
    pub headline: Option<String>,
    /// What its template says before the sections; may be empty.
    pub lead: String,
    /// What has changed since the last brief, in a sentence; that nothing has, or that this is the first one.
    pub changes: String,
    /// Its sections.
    pub blocks: Vec<Block>,
    /// The label above the sources.
    pub sources_label: String,
    /// The sources of every figure, numbered from 1 in the order of first mention.
    pub references: Vec<Reference>,
    /// As-of date and versions of the packs, on one line.
    pub footer: String,
    /// At most two charts, for the chart room to draw.
    pub pictures: Vec<Picture>,
    /// Every figure in the brief and in its answers, once.
    pub figures: Vec<FigureRef>,
    /// What it shows, to compare the next brief with.
    pub shown: Vec<Shown>,
    /// All figures as a table, UTF-8 behind a byte order mark.
    pub csv: String,
    /// The name of the table's file.
    pub file_name: String,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is about.
    pub heading: String,
    /// What its template says before the figures; may be empty.
    pub text: String,
    /// What its items gave.
    pub groups: Vec<Group>,
}

/// What one item gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What its lines are about; none for a single figure, whose line says it.
    pub title: Option<String>,
    /// To be read before the figures: what was taken for granted, or that there is no figure.
    pub said: Vec<String>,
    /// The figures.
    pub lines: Vec<Line>,
    /// To be read behind them: how many were left out, calculations, cautions, scope and note.
    pub notes: Vec<String>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Place in an order, from 1.
    pub position: Option<usize>,
    /// What tells it from its neighbours.
    pub name: String,
    /// The value with its unit, in words.
    pub value: String,
    /// The period, in words.
    pub period: String,
    /// The status, in words.
    pub status: String,
    /// The numbers of its sources.
    pub sources: Vec<usize>,
    /// The change since the period before, in words.
    pub change: Option<String>,
    /// What it is since the last brief; none if there was none.
    pub mark: Option<Mark>,
    /// The figure's id.
    pub id: Box<str>,
}

/// What a figure is since the last brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was not shown.
    New,
    /// It was shown with another value.
    Revised {
        /// That value, in words.
        from: String,
    },
    /// It was shown like this.
    Unchanged,
}

/// A source, with the answer ids of the figures that are from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The source as cards cite it.
    pub citation: Citation,
    /// `id@pack` of each figure.
    pub answer_ids: Vec<String>,
}

/// A chart to draw.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it shows.
    pub answer: Answer,
    /// The position of the section that it belongs to.
    pub block: usize,
}
