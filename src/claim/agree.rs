//! Whether a written number agrees with a value, after the rounding that its digits and hedge show.

use crate::figure::{Decimal, Figure, Precision};
use crate::lang::{Amount, Hedge, Phrase};

/// How a written number stands to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// It says the value.
    Equal,
    /// It may be a rounding of the value; nobody can tell.
    Possible,
    /// It says something else.
    Off,
}

/// Per cent by which "about" may differ from what was rounded and still be said; ten times as much is still possible.
const ABOUT_PERCENT: u32 = 1;
/// Per cent below a number at which "nearly" still holds.
const NEARLY_PERCENT: u32 = 10;
/// A value that is itself only roughly known cannot contradict a number within this many per cent.
const ROUGH_PERCENT: u32 = 10;
/// "Over 10,000" says little about a value that is farther above than the place of its last digit and than so many per cent.
const OVER_PERCENT: u32 = 10;
/// Halves and thirds are said of what lies within this many parts in a hundred, and "over half" of what lies below the next one.
const PART_STEP: u32 = 8;
const PART_OVER: u32 = 25;

/// How a phrase stands to a figure. `factor` turns the phrase's unit into the figure's (a part into per cent).
pub(super) fn with_figure(phrase: &Phrase, figure: &Figure, factor: Decimal) -> Agreement {
    let agreement = with_value(phrase, figure.value, factor);
    if agreement != Agreement::Off {
        return agreement;
    }
    let Some(claimed) = phrase.value().and_then(|value| value.checked_mul(factor)) else {
        return Agreement::Off;
    };
    let bounded = figure.low.is_some_and(|low| low <= claimed) && figure.high.is_some_and(|high| claimed <= high);
    let open = match figure.precision {
        Precision::Exact => false,
        Precision::About => near(claimed, figure.value, ROUGH_PERCENT),
        Precision::AtLeast => claimed >= figure.value,
        Precision::AtMost => claimed <= figure.value,
    };
    if bounded || open { Agreement::Possible } else { Agreement::Off }
}

/// How a phrase stands to a value.
pub(super) fn with_value(phrase: &Phrase, value: Decimal, factor: Decimal) -> Agreement {
    match phrase.amount {
        Amount::One(claimed) => {
            let scale = |number: Decimal| number.checked_mul(factor).unwrap_or(Decimal::MAX);
            one(scale(claimed), scale(phrase.step).abs(), scale(phrase.coarse).abs(), phrase.hedge, value)
        }
        Amount::Between(low, high) => {
            let (low, high) = (low.saturating_mul(factor), high.saturating_mul(factor));
            let half = phrase.step.saturating_mul(factor) / Decimal::TWO;
            if low - half <= value && value <= high + half { Agreement::Equal } else { Agreement::Off }
        }
    }
}

/// A part of one (`1/80`) is compared by its denominator, which is what was rounded.
pub(super) fn part(claimed: Decimal, value: Decimal, hedge: Hedge) -> Agreement {
    let inverse = |number: Decimal| Decimal::ONE.checked_div(number).map(|inverse| inverse.round_dp(4));
    match (inverse(claimed), inverse(value)) {
        (Some(denominator), Some(exact)) if denominator.fract().is_zero() && denominator >= Decimal::TEN => {
            let coarse = crate::lang::number::coarse(denominator, Decimal::ONE);
            let hedge = match hedge {
                Hedge::Over => Hedge::Under,
                Hedge::Under => Hedge::Over,
                Hedge::Nearly => Hedge::About,
                other => other,
            };
            one(denominator, coarse, coarse, hedge, exact)
        }
        _ => {
            let of_hundred = |parts: u32| Decimal::from(parts) / Decimal::ONE_HUNDRED;
            let coarse = if matches!(hedge, Hedge::Over | Hedge::Under) { PART_OVER } else { PART_STEP };
            one(claimed, of_hundred(PART_STEP), of_hundred(coarse), hedge, value)
        }
    }
}

fn one(claimed: Decimal, step: Decimal, coarse: Decimal, hedge: Hedge, value: Decimal) -> Agreement {
    let distance = value.saturating_sub(claimed).abs();
    let half = step / Decimal::TWO;
    let rounded = distance <= half;
    // Below zero, "more" lies on the other side.
    let above = if claimed.is_sign_negative() { value <= claimed } else { value >= claimed };
    let beyond = distance < coarse || near(value, claimed, OVER_PERCENT);
    let verdict = |equal: bool, possible: bool| {
        if equal {
            Agreement::Equal
        } else if possible {
            Agreement::Possible
        } else {
            Agreement::Off
        }
    };
    match hedge {
        Hedge::Plain => {
            // Rounded, or cut off: 36,689 as 36,000.
            let cut = value.abs() > claimed.abs() && distance < coarse;
            verdict(rounded, distance <= coarse / Decimal::TWO || distance < step || cut)
        }
        Hedge::About => verdict(
            rounded
                || distance <= coarse / Decimal::TWO && near(value, claimed, ROUGH_PERCENT)
                || near(value, claimed, ABOUT_PERCENT),
            near(value, claimed, ROUGH_PERCENT) || distance <= coarse / Decimal::TWO,
        ),
        Hedge::Nearly => verdict(
            (!above || value == claimed) && near(value, claimed, NEARLY_PERCENT),
            near(value, claimed, 2 * NEARLY_PERCENT) && !above || rounded,
        ),
        Hedge::Over => verdict(above && beyond, above || rounded),
        Hedge::Under => verdict((!above || value == claimed) && beyond, !above || rounded),
        Hedge::From => verdict(above && distance < coarse, false),
    }
}

/// Whether two values differ by no more than so many per cent of the second.
fn near(a: Decimal, b: Decimal, percent: u32) -> bool {
    let allowed = b.abs().saturating_mul(percent.into()) / Decimal::ONE_HUNDRED;
    a.saturating_sub(b).abs() <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(claimed: &str, step: &str, coarse: &str, hedge: Hedge, value: &str, expected: Agreement) {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(
            one(number(claimed), number(step), number(coarse), hedge, number(value)),
            expected,
            "{hedge:?} {claimed} {value}"
        );
    }

    #[test]
    fn rounding_that_the_digits_show() {
        use Agreement::{Equal, Off, Possible};
        check("1961", "1", "1", Hedge::Plain, "1961", Equal);
        check("1691", "1", "1", Hedge::Plain, "1961", Off);
        check("150000", "10000", "10000", Hedge::Plain, "150000", Equal);
        check("150000", "10000", "10000", Hedge::Plain, "148000", Equal);
        check("2000", "1", "1000", Hedge::Plain, "1961", Possible);
        check("53", "1", "1", Hedge::Plain, "53.2", Equal);
        check("54", "1", "1", Hedge::Plain, "53.2", Possible);
        check("55", "1", "1", Hedge::Plain, "53.2", Off);
        check("36000", "1", "1000", Hedge::Plain, "36689", Possible);
        check("1900", "100", "100", Hedge::Plain, "1961", Possible);
    }

    #[test]
    fn what_hedges_allow() {
        use Agreement::{Equal, Off, Possible};
        check("2000", "1", "1000", Hedge::About, "1961", Equal);
        check("3000", "1", "1000", Hedge::About, "1961", Off);
        check("3.85", "0.01", "0.01", Hedge::About, "3.76", Possible);
        check("2000", "1", "1000", Hedge::Nearly, "1961", Equal);
        check("2000", "1", "1000", Hedge::Nearly, "2040", Off);
        check("2", "1", "1", Hedge::Nearly, "1.82", Equal);
        check("1900", "1", "100", Hedge::Over, "1961", Equal);
        check("2000", "1", "1000", Hedge::Over, "1961", Off);
        check("100", "1", "100", Hedge::Over, "1961", Possible);
        check("12", "1", "1", Hedge::Over, "23.1", Possible);
        check("72", "1", "1", Hedge::Under, "52", Possible);
        check("50", "1", "10", Hedge::Under, "46", Equal);
        check("2000", "1", "1000", Hedge::Under, "1961", Equal);
        check("1900", "1", "100", Hedge::Under, "1961", Off);
        check("1900", "1", "100", Hedge::From, "1961", Equal);
        check("1900", "1", "100", Hedge::From, "2000", Off);
        check("50", "1", "10", Hedge::From, "53.2", Equal);
    }

    #[test]
    fn parts_are_compared_by_their_denominator() {
        let part = |denominator: u32, value: &str| {
            super::part(Decimal::ONE / Decimal::from(denominator), value.parse().unwrap(), Hedge::Plain)
        };
        assert_eq!(part(80, "0.013073"), Agreement::Equal);
        assert_eq!(part(76, "0.013073"), Agreement::Equal);
        assert_eq!(part(50, "0.013073"), Agreement::Off);
        assert_eq!(part(2, "0.532"), Agreement::Equal);
        assert_eq!(part(2, "0.40"), Agreement::Off);
    }
}
