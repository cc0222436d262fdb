//! What can happen to a figure from one version of a pack to the next, in words that packs and people share.

use std::str::FromStr;

use jiff::civil::Date;

use crate::figure::{Bilingual, PackRef};

/// What happened to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Something that it says is another than before.
    Revised,
    /// It is gone.
    Withdrawn,
    /// Another figure takes its place; it stays, so that what is cited is found.
    Superseded,
}

impl ChangeKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Added, Self::Revised, Self::Withdrawn, Self::Superseded];

    /// The kinds that a pack's table of changes holds. What is superseded stands in the table of figures.
    pub const IN_TABLE: [Self; 3] = [Self::Added, Self::Revised, Self::Withdrawn];

    /// The word in packs and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Revised => "revised",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        }
    }
}

impl FromStr for ChangeKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.word() == word).ok_or(())
    }
}

/// What of a figure can be revised: all that a reader would quote. A note or a locator may be mended without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// What is measured.
    Metric,
    /// Whom it is about.
    Entity,
    /// The value.
    Value,
    /// The lower bound.
    Low,
    /// The upper bound.
    High,
    /// The period.
    Period,
    /// How it came about.
    Status,
    /// How exact it is.
    Precision,
    /// What is counted.
    Scope,
    /// Where it was published.
    Source,
    /// Where it was read.
    Via,
}

impl Field {
    /// All fields, in the order of a figure's columns.
    pub const ALL: [Self; 11] = [
        Self::Metric,
        Self::Entity,
        Self::Value,
        Self::Low,
        Self::High,
        Self::Period,
        Self::Status,
        Self::Precision,
        Self::Scope,
        Self::Source,
        Self::Via,
    ];

    /// The word in packs and in JSON: the column's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Metric => "metric",
            Self::Entity => "entity",
            Self::Value => "value",
            Self::Low => "low",
            Self::High => "high",
            Self::Period => "period",
            Self::Status => "status",
            Self::Precision => "precision",
            Self::Scope => "scope",
            Self::Source => "source",
            Self::Via => "via",
        }
    }

    /// Whether it holds a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Value | Self::Low | Self::High)
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|field| field.word() == word).ok_or(())
    }
}

/// A change that a pack tells of in its own table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastChange {
    /// The pack that tells of it.
    pub pack: PackRef,
    /// The version of the pack with which it came.
    pub version: Box<str>,
    /// The day on which it was made.
    pub date: Date,
    /// The figure's id. Of a figure that was withdrawn, nothing else is left.
    pub figure: Box<str>,
    /// What happened.
    pub kind: ChangeKind,
    /// What was revised; none for other kinds.
    pub field: Option<Field>,
    /// What stood there before, as packs write it; may be empty.
    pub from: Box<str>,
    /// What stands there since, as packs write it; may be empty.
    pub to: Box<str>,
    /// Why; may be empty.
    pub reason: Bilingual,
}
