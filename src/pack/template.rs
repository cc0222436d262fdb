//! The template of a brief: what a summary is made of, before a figure is looked up.
//!
//! Packs bring templates, and so do the people who run a server. Nothing in a template is a number: an item names a
//! figure, or asks a question, so that a brief can say no more than an answer would.

use std::fmt;

use crate::figure::{Bilingual, PackRef};

/// Sections of one brief. More are several briefs.
pub const MAX_SECTIONS: usize = 12;
/// Items of one section.
pub const MAX_ITEMS: usize = 12;
/// Places that a ranking in a brief has at least and at most.
pub const MIN_TOP: usize = 2;
/// See [`MIN_TOP`].
pub const MAX_TOP: usize = 10;

/// What a brief is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Stable: schedules refer to it.
    pub id: Box<str>,
    /// The pack that brings it; none if people made it.
    pub pack: Option<PackRef>,
    /// What it is about.
    pub title: Bilingual,
    /// What is said before the sections; may be empty.
    pub text: Bilingual,
    /// Its sections, never none.
    pub sections: Vec<Section>,
}

/// A part of a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub heading: Bilingual,
    /// What is said before the figures; may be empty.
    pub text: Bilingual,
    /// What is looked up, in this order.
    pub items: Vec<Item>,
    /// The line of the pack's table, from 1; 0 elsewhere. Only for telling people where a problem is.
    pub line: u32,
}

/// Something that a section looks up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// The figure with this id.
    Figure(Box<str>),
    /// The first places of a metric.
    Top {
        /// How many places.
        count: usize,
        /// The metric's id.
        metric: Box<str>,
    },
    /// A question as people ask it.
    Question(Box<str>),
}

impl Item {
    /// Reads an item: `top 5: metric-id`, the id of a figure, or else a question.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if let Some((count, metric)) = text.strip_prefix("top ").and_then(|rest| rest.split_once(':'))
            && let (Ok(count), true) = (count.trim().parse(), is_id(metric.trim()))
        {
            return Self::Top { count, metric: metric.trim().into() };
        }
        if is_id(text) { Self::Figure(text.into()) } else { Self::Question(text.into()) }
    }
}

impl fmt::Display for Item {
    /// The text that [`Item::read`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(text) | Self::Question(text) => f.write_str(text),
            Self::Top { count, metric } => write!(f, "top {count}: {metric}"),
        }
    }
}

/// Lower-case letters, digits and single hyphens between them, as ids are written, perhaps with a pack before it.
fn is_id(text: &str) -> bool {
    text.matches('/').count() <= 1
        && text
            .split(['-', '/'])
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_and_written_alike() {
        let top = |count, metric: &str| Item::Top { count, metric: metric.into() };
        let table = [
            ("held-2023", Item::Figure("held-2023".into())),
            ("top 5: cups-held", top(5, "cups-held")),
            ("top 3:rainfall", top(3, "rainfall")),
            ("top 5 of cups held", Item::Question("top 5 of cups held".into())),
            ("top five: cups-held", Item::Question("top five: cups-held".into())),
            ("Cups held trend", Item::Question("Cups held trend".into())),
            ("보유 잔", Item::Question("보유 잔".into())),
        ];
        for (text, item) in table {
            assert_eq!(Item::read(text), item);
            assert_eq!(Item::read(&item.to_string()), item);
        }
    }
}
