//! How a number stands to a figure that it does not say, and how the figure stands to those beside it: whether a text can mean it at all.

use rust_decimal::prelude::ToPrimitive;

use super::evidence::{Evidence, Name};
use crate::claim::context::{Context, When};
use crate::claim::verdict::Judge;
use crate::figure::{Decimal, FigureRef};
use crate::lang::Asked;

impl Judge<'_> {
    /// How a number, in the metric's unit and without its sign, stands to the figure that it does not say.
    pub(super) fn of_distance(&self, claimed: Decimal, figure: FigureRef, evidence: &mut Evidence) {
        let item = self.catalog.figure(figure);
        let value = item.value.abs();
        let (small, large) = (claimed.min(value), claimed.max(value));
        let within = |times: Decimal| small.saturating_mul(times) >= large;
        evidence.mark(Name::Close, within(Decimal::new(115, 2)));
        evidence.mark(Name::Far, !within(Decimal::from(3)));
        let digits = Digits::of(claimed).zip(Digits::of(value));
        evidence.mark(Name::SameLength, digits.as_ref().is_some_and(|(own, other)| own.point == other.point));
        evidence.mark(
            Name::SameDigits,
            digits.as_ref().is_some_and(|(own, other)| own.written.len() == other.written.len()),
        );
        evidence.mark(Name::OneDigit, digits.is_some_and(|(own, other)| own.is_one_apart(&other)));
        let [near, far] = [small, large].map(|number| number.to_f64().unwrap_or_default());
        let distance = if near > 0.0 { (far / near).ln() } else { f64::MAX };
        evidence.set(Name::Distance, distance.min(MOST_DISTANCE) as f32);
        let claimed = claimed.to_f64().unwrap_or(f64::MAX);
        let own = self.catalog.cell(item.metric, item.entity);
        let is_own = own.iter().any(|figure| is_same(self.reader.value(*figure), claimed));
        evidence.mark(Name::SaidOfOthers, !is_own && self.reader.has_value(item.metric, claimed));
    }

    /// How a figure stands to the others of its cell and of its family.
    pub(super) fn of_neighbours(&self, context: &Context, figure: FigureRef, evidence: &mut Evidence) {
        let item = self.catalog.figure(figure);
        let cell = self.catalog.cell(item.metric, item.entity);
        let newest = cell.iter().map(|figure| self.catalog.figure(*figure).period.last_day()).max();
        evidence.mark(Name::NewestOfCell, newest == Some(item.period.last_day()));
        evidence.mark(Name::OnlyOfCell, cell.len() == 1);
        let whole = match context.when {
            When::At(Asked::Within(asked)) | When::Told(Asked::Within(asked)) | When::Carried(Asked::Within(asked)) => {
                (asked.first_day(), asked.last_day()) == (item.period.first_day(), item.period.last_day())
            }
            _ => false,
        };
        evidence.mark(Name::PeriodWhole, whole);
        let broader = self.catalog.metric(item.metric).broader;
        let siblings = broader.map_or(&[][..], |broader| self.catalog.narrower(broader)).iter();
        let siblings =
            siblings.filter(|other| **other != item.metric && !self.catalog.cell(**other, item.entity).is_empty());
        evidence.set(Name::Siblings, (siblings.count() as f32).ln_1p());
    }
}

/// Two values, roughly kept, are one.
pub(in crate::claim) fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= one.abs() * 1e-9
}

/// A number that is farther away is so far away that it does not matter how far (about a hundred times).
const MOST_DISTANCE: f64 = 4.6;

/// The digits of a number that is not nought, without noughts at either end, and where its point is.
struct Digits {
    written: Vec<u8>,
    /// How many digits stand before the point; below nought for a small number.
    point: i64,
}

impl Digits {
    fn of(number: Decimal) -> Option<Self> {
        let number = number.normalize();
        let written = number.mantissa().unsigned_abs().to_string();
        let point = written.len() as i64 - i64::from(number.scale());
        let written = written.trim_end_matches('0').as_bytes().to_vec();
        (!written.is_empty()).then_some(Self { written, point })
    }

    /// Whether one digit is another one, and nothing else is.
    fn is_one_apart(&self, other: &Self) -> bool {
        let length = self.written.len().max(other.written.len());
        let digit = |of: &Self, place: usize| of.written.get(place).copied().unwrap_or(b'0');
        let unlike = (0..length).filter(|place| digit(self, *place) != digit(other, *place)).count();
        self.point == other.point && unlike == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_compared_by_their_place() {
        let of = |number: &str| Digits::of(number.parse().expect("a number")).expect("not nought");
        assert!(of("1961").is_one_apart(&of("1861")));
        assert!(of("150000").is_one_apart(&of("250000")));
        assert!(of("5.2").is_one_apart(&of("5")));
        assert!(!of("1961").is_one_apart(&of("1961")));
        assert!(!of("1961").is_one_apart(&of("1691")));
        assert!(!of("19610").is_one_apart(&of("1961")));
        assert!(!of("0.15").is_one_apart(&of("15")));
        assert!(Digits::of(Decimal::ZERO).is_none());
        assert!(is_same(1961.0, 1961.0) && !is_same(1961.0, 1961.1));
    }
}
