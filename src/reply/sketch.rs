//! An answer that can be drawn as a picture again, in so few characters that a button can hold them.

use super::marks;
use super::shown::Shown;
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::{Answer, Operation, Ranked, places};

/// What a picture is made from again: which figures, and what is done with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sketch {
    /// What is done with the figures.
    pub operation: Operation,
    /// Whose place in an order was asked, and how the places are known again; none if it is no such order.
    pub order: Option<Order>,
    /// The language of the answer.
    pub language: Language,
    /// How many figures fit the question. Not all of them were shown, or fit into a button.
    pub total: u16,
    /// The figures.
    pub shown: Shown,
}

/// An order whose places follow from its figures, from the first place on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Nobody's place was asked.
    Plain,
    /// The place of one of the figures was asked: its position, from 0.
    Asked(u8),
    /// The place of the last figure was asked, and it lies beyond those of the others.
    Beyond(u16),
}

impl Order {
    fn of(ranked: &Ranked, catalog: &Catalog, figures: &[FigureRef]) -> Option<Self> {
        let asked = ranked.asked.and_then(|asked| figures.iter().position(|figure| *figure == asked));
        let is_held = asked.is_some_and(|position| position < marks::MOST);
        if ranked.places == places(catalog, figures) {
            let position = asked.filter(|_| is_held).and_then(|position| u8::try_from(position).ok());
            return Some(position.map_or(Self::Plain, Self::Asked));
        }
        let ((last, before), (_, first)) = (ranked.places.split_last()?, figures.split_last()?);
        let place = u16::try_from(*last).ok().filter(|place| *place <= MAX_PLACE)?;
        let is_last = is_held && asked == Some(first.len());
        (is_last && before == places(catalog, first)).then_some(Self::Beyond(place))
    }
}

impl Sketch {
    /// What is needed to draw an answer again; none if it has no figure.
    #[must_use]
    pub fn of(answer: &Answer, catalog: &Catalog) -> Option<Self> {
        Some(Self {
            operation: answer.operation,
            order: answer.ranked.as_ref().and_then(|ranked| Order::of(ranked, catalog, &answer.figures)),
            language: answer.language,
            total: answer.total().try_into().unwrap_or(u16::MAX),
            shown: Shown::of(answer, catalog)?,
        })
    }

    /// The places of the figures that a token stood for, and whose was asked.
    #[must_use]
    pub fn ranked(&self, catalog: &Catalog, figures: &[FigureRef]) -> Option<Ranked> {
        let (asked, last) = match self.order? {
            Order::Plain => (None, None),
            Order::Asked(position) => (figures.get(usize::from(position)).copied(), None),
            Order::Beyond(place) => (figures.last().copied(), Some(usize::from(place))),
        };
        let mut places = places(catalog, figures);
        if let (Some(known), Some(place)) = (places.last_mut(), last) {
            *known = place;
        }
        Some(Ranked { places, of: usize::from(self.total).max(figures.len()), asked })
    }

    /// Two to four letters, a number, and ids. At most 99 characters less the one that tells the button's kind.
    pub(super) fn token(&self) -> String {
        let operation = match (self.operation, self.order) {
            (Operation::Lookup, _) => 'l',
            (Operation::Compare, _) => 'c',
            (Operation::Trend, _) => 't',
            (Operation::Rank, Some(Order::Plain | Order::Asked(_))) => 'r',
            (Operation::Rank, Some(Order::Beyond(_))) => 'p',
            (Operation::Rank, None) => 'o',
        };
        let order = match self.order.filter(|_| self.operation == Operation::Rank) {
            None | Some(Order::Plain) => String::new(),
            Some(Order::Asked(position)) => char::from(b'A' + position.min(MAX_POSITION)).to_string(),
            Some(Order::Beyond(place)) => {
                [place / DIGITS, place % DIGITS].map(|digit| letter(digit).unwrap_or('0')).into_iter().collect()
            }
        };
        let language = match self.language {
            Language::English => 'e',
            Language::Korean => 'k',
        };
        // Three digits have room; nobody counts further in a picture.
        format!("{operation}{language}{order}{}{}", self.total.min(MAX_TOTAL), self.shown.token())
    }

    /// What a token stands for; none for anything else.
    pub(super) fn from_token(token: &str) -> Option<Self> {
        let mut letters = token.chars();
        let first = letters.next()?;
        let operation = match first {
            'l' => Operation::Lookup,
            'c' => Operation::Compare,
            't' => Operation::Trend,
            'r' | 'o' | 'p' => Operation::Rank,
            _ => return None,
        };
        let language = match letters.next()? {
            'e' => Language::English,
            'k' => Language::Korean,
            _ => return None,
        };
        let mut rest = letters.as_str();
        let order = match (first, rest.chars().next()?) {
            ('r', asked @ 'A'..='O') => {
                rest = rest.get(1..)?;
                Some(Order::Asked(u8::try_from(u32::from(asked) - u32::from('A')).ok()?))
            }
            ('r', _) => Some(Order::Plain),
            ('p', _) => {
                let (place, behind) = rest.split_at_checked(2)?;
                rest = behind;
                let is_written = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
                let place = Some(place).filter(|place| place.chars().all(is_written))?;
                Some(Order::Beyond(u16::from_str_radix(place, DIGITS.into()).ok().filter(|place| *place > 0)?))
            }
            _ => None,
        };
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (total, shown) = rest.split_at(digits);
        let total = total.parse().ok().filter(|total| *total <= MAX_TOTAL)?;
        Some(Self { operation, order, language, total, shown: Shown::from_token(shown)? })
    }
}

/// The largest number of figures that a token holds.
const MAX_TOTAL: u16 = 999;
/// The last position that a token holds: as many figures as it has marks.
const MAX_POSITION: u8 = 14;
/// Two digits of a place are written in this base.
const DIGITS: u16 = 36;
/// The largest place that a token holds.
const MAX_PLACE: u16 = DIGITS * DIGITS - 1;

fn letter(digit: u16) -> Option<char> {
    char::from_digit(digit.into(), DIGITS.into())
}

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
                (Operation::Lookup, None),
                (Operation::Compare, None),
                (Operation::Trend, None),
                (Operation::Rank, None),
                (Operation::Rank, Some(Order::Plain)),
                (Operation::Rank, Some(Order::Asked(0))),
                (Operation::Rank, Some(Order::Asked(MAX_POSITION))),
                (Operation::Rank, Some(Order::Beyond(1))),
                (Operation::Rank, Some(Order::Beyond(37))),
                (Operation::Rank, Some(Order::Beyond(MAX_PLACE))),
            ];
            // An order is never kept as a series.
            let is_series = matches!(shown, Shown::Series { .. });
            for (operation, order) in kinds.into_iter().filter(|(_, order)| order.is_none() || !is_series) {
                for language in Language::ALL {
                    let sketch = Sketch { operation, order, language, total: 999, shown: shown.clone() };
                    for action in [Action::Chart(sketch.clone()), Action::ShareChart(sketch)] {
                        let token = action.token();
                        assert!(token.chars().count() <= 100, "{token}");
                        assert_eq!(Action::from_token(&token), Some(action), "{token}");
                    }
                }
            }
        }
        for token in [
            "g",
            "gt",
            "gte",
            "gte12",
            "gte12x:y",
            "gxe12f:y",
            "gtx12f:y",
            "gte1000f:y",
            "gtef:y",
            "h",
            "grePf:y",
            "greP1f:y",
            "gpe0",
            "gpe001f:y",
            "gpe-11f:y",
            "gpe+11f:y",
        ] {
            assert_eq!(Action::from_token(token), None, "{token}");
        }
    }
}
