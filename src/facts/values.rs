//! What figures say together, as data: calculations, breaks of a series, cautions. Words are made in the reply room.

use crate::figure::{Decimal, EntityRef, FigureRef};

/// Something calculated from figures, with its formula and inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    /// What it is.
    pub kind: DerivedKind,
    /// The exact result, rounded to the inputs' significant digits.
    pub value: Decimal,
    /// Id of the result's unit: `times`, `percent`, or the inputs' own.
    pub unit: Box<str>,
    /// The formula over figure ids.
    pub formula: String,
    /// The figures in it.
    pub inputs: Vec<FigureRef>,
}

/// What a calculation gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DerivedKind {
    /// First divided by second.
    Ratio,
    /// First less second.
    Difference,
    /// All of them added up.
    Sum,
    /// Last less first, in per cent of the first.
    Change,
    /// Average growth per year, in per cent.
    GrowthPerYear,
    /// Part of a whole, in per cent.
    Share,
    /// All of them added up and divided by their number.
    Average,
}

impl DerivedKind {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::Difference => "difference",
            Self::Sum => "sum",
            Self::Change => "change",
            Self::GrowthPerYear => "growth-per-year",
            Self::Share => "share",
            Self::Average => "average",
        }
    }
}

/// A published calculation (a ratio, a share, a sum) and what its inputs give.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The figure as it was published.
    pub published: FigureRef,
    /// What its formula gives, rounded like any other calculation.
    pub recomputed: Decimal,
    /// Where a part of a whole was published (one eightieth): the published whole (80), and the one that was calculated
    /// again.
    pub parts: Option<(Decimal, Decimal)>,
    /// Both are the same within the digits that were published.
    pub agrees: bool,
}

/// A place in a series at which a figure does not continue the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// The figure in front of the break.
    pub before: FigureRef,
    /// The figure behind it.
    pub after: FigureRef,
    /// Why the one does not continue the other.
    pub why: BreakCause,
    /// The earlier figure that the one behind the break does continue, if there is one: two surveys of the same years
    /// alternate.
    pub continues: Option<FigureRef>,
}

/// Why a figure does not continue an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreakCause {
    /// Something else is counted: the scopes differ.
    Scope,
    /// No scope is stated, and the publishers differ.
    Publisher,
    /// Sums over periods of different length.
    Length,
    /// The later value was restated, the earlier one was not.
    Restated,
    /// Several figures speak of one time.
    SameTime,
}

impl BreakCause {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Publisher => "publisher",
            Self::Length => "length",
            Self::Restated => "restated",
            Self::SameTime => "same-time",
        }
    }
}

/// What several sources say of one cell and time, where one of them is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// The figure that is shown.
    pub figure: FigureRef,
    /// The smallest value that a source gives, the one shown included.
    pub low: Decimal,
    /// The largest one.
    pub high: Decimal,
    /// The figures of the other sources.
    pub others: Vec<FigureRef>,
}

/// What to mind about figures that are not alike. What differs is read from the answer's figures.
#[derive(Clone, Debug, PartialEq)]
pub enum Caution {
    /// An amount at one time stands beside a sum over a period: held, and bought.
    StockBesideFlow,
    /// Other different kinds of quantity.
    Kinds,
    /// Different measures of one kind.
    Measures,
    /// What is meant to come stands beside what was observed.
    Outlook,
    /// Counts stand beside estimates, provisional or announced values.
    Statuses,
    /// The periods do not speak of one time.
    Periods,
    /// Something else is counted: the scopes differ.
    Scopes,
    /// The scopes agree or are not stated, and the publishers differ.
    Publishers,
    /// A sum was asked for, and these figures have none.
    NotAdded(NotAdded),
    /// Two figures of one series that were asked for do not continue each other.
    Broken(Break),
    /// The series has breaks: change and growth within it were calculated first, from the first to the last figure of this
    /// stretch.
    Stretch {
        /// The oldest figure of the stretch.
        first: FigureRef,
        /// The newest one.
        last: FigureRef,
    },
    /// The series has breaks, and what was calculated from the first to the last of these two figures leads across one.
    Across {
        /// The oldest figure of the series.
        first: FigureRef,
        /// The newest one.
        last: FigureRef,
    },
    /// The order was calculated over the figures at hand.
    ComputedOrder,
    /// The order was published as such.
    PublishedOrder,
    /// Those who have figures of the measure and are not in the order, with the reason.
    NotRanked {
        /// Why they are not.
        why: LeftOut,
        /// Who they are.
        entities: Vec<EntityRef>,
    },
}

impl Caution {
    /// The word in JSON.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::StockBesideFlow => "stock-beside-flow",
            Self::Kinds => "kinds",
            Self::Measures => "measures",
            Self::Outlook => "outlook",
            Self::Statuses => "statuses",
            Self::Periods => "periods",
            Self::Scopes => "scopes",
            Self::Publishers => "publishers",
            Self::NotAdded(_) => "not-added",
            Self::Broken(_) => "broken-series",
            Self::Stretch { .. } => "stretch",
            Self::Across { .. } => "across-break",
            Self::ComputedOrder => "computed-order",
            Self::PublishedOrder => "published-order",
            Self::NotRanked { why, .. } => why.word(),
        }
    }
}

/// Why somebody is not in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// No figure of the period that was asked for.
    Period,
    /// A group or a whole, which does not compete with single ones or with its parts.
    Whole,
    /// Nothing but a plan or forecast.
    Outlook,
}

impl LeftOut {
    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Period => "not-ranked",
            Self::Whole => "not-ranked-whole",
            Self::Outlook => "not-ranked-outlook",
        }
    }
}

/// Why figures have no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotAdded {
    /// They do not count the same thing in the same way at the same time, or it is nothing that adds up (a share, a rank).
    Unlike,
    /// One may be counted within another.
    Overlap,
}
