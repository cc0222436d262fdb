//! Which figures a reply shows, in so few characters that a button can hold them.

use super::action::id;
use super::marks;
use crate::facts::DerivedKind;
use crate::figure::{FigureRef, PartialDate, Period, Status};
use crate::pack::Catalog;
use crate::query::{Answer, Operation};

/// The figures of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// One figure.
    One {
        /// Its id.
        figure: Box<str>,
    },
    /// The series that a figure is part of.
    Series {
        /// Its id.
        figure: Box<str>,
        /// The date as of which it was followed.
        as_of: Option<PartialDate>,
    },
    /// Several figures.
    Several {
        /// Their marks.
        marks: Box<str>,
        /// They were added up.
        added: bool,
    },
}

impl Shown {
    /// Some figures, as many as a button holds.
    #[must_use]
    pub fn several(catalog: &Catalog, figures: &[FigureRef]) -> Self {
        let few = figures.get(..marks::MOST).unwrap_or(figures);
        Self::Several { marks: marks::write(catalog, few), added: false }
    }

    /// The figures of an answer. Of a long list the first ones, as many as a card shows and more.
    pub(super) fn of(answer: &Answer, catalog: &Catalog) -> Option<Self> {
        let first = &catalog.figure(*answer.figures.first()?).id;
        let few = answer.figures.get(..marks::MOST).unwrap_or(&answer.figures);
        Some(match (answer.operation, answer.figures.len()) {
            (_, 1) => Self::One { figure: first.clone() },
            // A series that was cut by dates is held as it is; a long one as a whole.
            (Operation::Trend, count) if count > marks::MOST && !is_one_cell(catalog, &answer.figures) => {
                // The newest figures of each, as they come in the order of time.
                let last = answer.figures.get(count - marks::MOST..).unwrap_or(few);
                Self::Several { marks: marks::write(catalog, last), added: false }
            }
            (Operation::Trend, count) if count > marks::MOST => {
                Self::Series { figure: first.clone(), as_of: answer.as_of }
            }
            _ => {
                let added = answer.derived.iter().any(|derived| derived.kind == DerivedKind::Sum);
                Self::Several { marks: marks::write(catalog, few), added }
            }
        })
    }

    /// A letter, and ids. At most 95 characters.
    #[must_use]
    pub fn token(&self) -> String {
        match self {
            Self::One { figure } => format!("f:{figure}"),
            Self::Series { figure, as_of } => series(figure, *as_of),
            Self::Several { marks, added: false } => format!("b:{marks}"),
            Self::Several { marks, added: true } => format!("a:{marks}"),
        }
    }

    /// What a token stands for; none for anything else.
    #[must_use]
    pub fn from_token(token: &str) -> Option<Self> {
        let (kind, rest) = token.split_once(':')?;
        match kind {
            "f" => Some(Self::One { figure: id(rest)? }),
            "s" => {
                let (date, figure) = rest.split_once(':')?;
                let as_of = if date.is_empty() { None } else { Some(date.parse().ok()?) };
                Some(Self::Series { figure: id(figure)?, as_of })
            }
            "a" | "b" => marks::is_marks(rest).then(|| Self::Several { marks: rest.into(), added: kind == "a" }),
            _ => None,
        }
    }

    /// The figures that are named: all of several, one of a series. None if the packs no longer have one of them.
    #[must_use]
    pub fn figures(&self, catalog: &Catalog) -> Option<Vec<FigureRef>> {
        match self {
            Self::One { figure } | Self::Series { figure, .. } => Some(vec![catalog.find_figure(figure)?]),
            Self::Several { marks, .. } => marks::read(catalog, marks),
        }
    }
}

fn is_one_cell(catalog: &Catalog, figures: &[FigureRef]) -> bool {
    let cell = |figure: &FigureRef| (catalog.figure(*figure).metric, catalog.figure(*figure).entity);
    figures.windows(2).all(|pair| matches!(pair, [one, other] if cell(one) == cell(other)))
}

/// The token of a series.
pub(super) fn series(figure: &str, as_of: Option<PartialDate>) -> String {
    match as_of {
        Some(date) => format!("s:{date}:{figure}"),
        None => format!("s::{figure}"),
    }
}

/// Whether more than one period is known of the cell of a figure, replaced figures and rounded versions aside.
pub(super) fn has_series(catalog: &Catalog, figure: FigureRef) -> bool {
    let figure = catalog.figure(figure);
    let counts = |other: &&FigureRef| {
        catalog.superseded_by(**other).is_empty() && catalog.figure(**other).status != Status::Rounded
    };
    let mut periods: Vec<Period> = catalog
        .cell(figure.metric, figure.entity)
        .iter()
        .filter(counts)
        .map(|other| catalog.figure(*other).period)
        .collect();
    periods.dedup();
    periods.len() > 1
}
