//! An answer that can be drawn as a picture again, in so few characters that a button can hold them.

use super::shown::Shown;
use crate::figure::Language;
use crate::pack::Catalog;
use crate::query::{Answer, Operation, places};

/// What a picture is made from again: which figures, and what is done with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sketch {
    /// What is done with the figures.
    pub operation: Operation,
    /// It is an order whose places follow from its figures alone, from the first place on.
    pub numbered: bool,
    /// The language of the answer.
    pub language: Language,
    /// How many figures fit the question. Not all of them were shown, or fit into a button.
    pub total: u16,
    /// The figures.
    pub shown: Shown,
}

impl Sketch {
    /// What is needed to draw an answer again; none if it has no figure.
    #[must_use]
    pub fn of(answer: &Answer, catalog: &Catalog) -> Option<Self> {
        let numbered = answer.ranked.as_ref().is_some_and(|ranked| ranked.places == places(catalog, &answer.figures));
        Some(Self {
            operation: answer.operation,
            numbered,
            language: answer.language,
            total: answer.total().try_into().unwrap_or(u16::MAX),
            shown: Shown::of(answer, catalog)?,
        })
    }

    /// Two letters, a number, and ids. At most 99 characters less the one that tells the button's kind.
    pub(super) fn token(&self) -> String {
        let operation = match self.operation {
            Operation::Lookup => 'l',
            Operation::Compare => 'c',
            Operation::Trend => 't',
            Operation::Rank if self.numbered => 'r',
            Operation::Rank => 'o',
        };
        let language = match self.language {
            Language::English => 'e',
            Language::Korean => 'k',
        };
        // Three digits have room; nobody counts further in a picture.
        format!("{operation}{language}{}{}", self.total.min(MAX_TOTAL), self.shown.token())
    }

    /// What a token stands for; none for anything else.
    pub(super) fn from_token(token: &str) -> Option<Self> {
        let numbered = token.starts_with('r');
        let mut letters = token.chars();
        let operation = match letters.next()? {
            'l' => Operation::Lookup,
            'c' => Operation::Compare,
            't' => Operation::Trend,
            'r' | 'o' => Operation::Rank,
            _ => return None,
        };
        let language = match letters.next()? {
            'e' => Language::English,
            'k' => Language::Korean,
            _ => return None,
        };
        let rest = letters.as_str();
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (total, shown) = rest.split_at(digits);
        let total = total.parse().ok().filter(|total| *total <= MAX_TOTAL)?;
        Some(Self { operation, numbered, language, total, shown: Shown::from_token(shown)? })
    }
}

/// The largest number of figures that a token holds.
const MAX_TOTAL: u16 = 999;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::Action;

    #[test]
    fn a_token_means_what_it_was_made_from_and_fits_into_a_button() {
        let shown = [
            Shown::One { figure: "x".repeat(80).into() },
            Shown::Series { figure: "x".repeat(80).into(), as_of: Some("2024-12-31".parse().unwrap()) },
            Shown::Several { marks: "Ab-_09".repeat(15).into(), added: true },
        ];
        for shown in shown {
            let kinds = [
                (Operation::Lookup, false),
                (Operation::Compare, false),
                (Operation::Trend, false),
                (Operation::Rank, false),
                (Operation::Rank, true),
            ];
            for (operation, numbered) in kinds {
                for language in Language::ALL {
                    let sketch = Sketch { operation, numbered, language, total: 999, shown: shown.clone() };
                    for action in [Action::Chart(sketch.clone()), Action::ShareChart(sketch)] {
                        let token = action.token();
                        assert!(token.chars().count() <= 100, "{token}");
                        assert_eq!(Action::from_token(&token), Some(action), "{token}");
                    }
                }
            }
        }
        for token in ["g", "gt", "gte", "gte12", "gte12x:y", "gxe12f:y", "gtx12f:y", "gte1000f:y", "gtef:y", "h"] {
            assert_eq!(Action::from_token(token), None, "{token}");
        }
    }
}
