//! Numbers written in words: `twenty-nine thousand`, `one in eighty`, `fivefold`, 두 배, 세 번째, 십만, 절반, 80분의 1.

mod english;
mod korean;
mod of_ten;
mod order;

pub(crate) use english::{english, in_every, ranked_digits};
pub(crate) use korean::{korean, korean_part, korean_part_in_words};
pub(crate) use of_ten::korean_of_ten;

use crate::figure::Decimal;
use crate::lang::number::Number;

/// A number from two to twenty in one word at the beginning of a text, with where it ends: three, 세.
pub(crate) fn small_alone(text: &str) -> Option<(u32, usize)> {
    english::small_alone(text).or_else(|| korean::small_alone(text))
}

/// A number in words, with what kind it is if the words say so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Worded {
    pub number: Number,
    pub kind: Kind,
}

/// What words make of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number like one in digits.
    Plain,
    /// Times as many.
    Times,
    /// A part of one.
    Part,
    /// A place in an order.
    Rank,
}

fn worded(value: Decimal, step: Decimal, start: usize, end: usize, kind: Kind) -> Worded {
    Worded { number: Number { value, step, start, end, bare_digits: 0 }, kind }
}

fn part(numerator: u32, denominator: u32, start: usize, end: usize) -> Option<Worded> {
    let value = Decimal::from(numerator).checked_div(Decimal::from(denominator))?;
    (denominator > 1 && numerator < denominator).then(|| worded(value, Decimal::ZERO, start, end, Kind::Part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, Kind, &str)>) {
        let counter =
            |at: usize| ["개", "명", "배", "곳", "원", "퍼센트"].iter().any(|counter| text[at..].starts_with(counter));
        let found = if text.is_ascii() {
            english(text, 0)
        } else {
            korean_part_in_words(text, 0).or_else(|| korean(text, 0, counter))
        };
        let found =
            found.map(|found| (found.number.value.normalize().to_string(), found.kind, &text[found.number.end..]));
        assert_eq!(found, expected.map(|(value, kind, rest)| (value.to_owned(), kind, rest)), "{text}");
    }

    #[test]
    fn english_words() {
        check("twenty-nine thousand of", Some(("29000", Kind::Plain, " of")));
        check("one hundred and fifty thousand GPUs", Some(("150000", Kind::Plain, " GPUs")));
        check("a hundred and fifty thousand GPUs", Some(("150000", Kind::Plain, " GPUs")));
        check("two million three hundred thousand x", Some(("2300000", Kind::Plain, " x")));
        check("half a million H100s", Some(("500000", Kind::Plain, " H100s")));
        check("a million", Some(("1000000", Kind::Plain, "")));
        check("one in eighty", Some(("0.0125", Kind::Part, "")));
        check("four out of five firms", Some(("0.8", Kind::Part, " firms")));
        check("one eightieth of", Some(("0.0125", Kind::Part, " of")));
        check("two thirds of", Some(("0.6666666666666666666666666667", Kind::Part, " of")));
        check("a quarter of", Some(("0.25", Kind::Part, " of")));
        check("a quarter later", None);
        check("half of", Some(("0.5", Kind::Part, " of")));
        check("fivefold rise", Some(("5", Kind::Times, " rise")));
        check("five-fold", Some(("5", Kind::Times, "")));
        check("doubled", Some(("2", Kind::Times, "")));
        check("double-check", None);
        check("third-largest owner", Some(("3", Kind::Rank, " owner")));
        check("third quarter", None);
        check("thirty-second largest", Some(("32", Kind::Rank, "")));
        check("twenty-first century", None);
        check("forty-third", None);
        check("two dozen boats", Some(("24", Kind::Plain, " boats")));
        check("half a dozen", Some(("6", Kind::Plain, "")));
        check("dozens of", None);
        check("six million and a half", Some(("6500000", Kind::Plain, "")));
        check("two and a third", Some(("2.3333333333333333333333333333", Kind::Plain, "")));
        check("seven thousand and three", Some(("7003", Kind::Plain, "")));
        check("first place", None);
        check("two of them", None);
        check("two percent", Some(("2", Kind::Plain, " percent")));
        check("one thing", None);
        check("twelve islands", Some(("12", Kind::Plain, " islands")));
    }

    #[test]
    fn korean_words() {
        check("두 배 가까이", Some(("2", Kind::Times, " 가까이")));
        check("세 번째로 많은", Some(("3", Kind::Rank, "로 많은")));
        check("절반", Some(("0.5", Kind::Part, "")));
        check("십만 명", Some(("100000", Kind::Plain, " 명")));
        check("이천 개", Some(("2000", Kind::Plain, " 개")));
        check("삼만 오천 명", Some(("35000", Kind::Plain, " 명")));
        check("백만 원", Some(("1000000", Kind::Plain, " 원")));
        check("만 나이", None);
        check("열두 곳", Some(("12", Kind::Plain, " 곳")));
        check("삼분의 일", Some(("0.3333333333333333333333333333", Kind::Part, "")));
        check("스물네 곳", Some(("24", Kind::Plain, " 곳")));
        check("예순여덟 명", Some(("68", Kind::Plain, " 명")));
        check("이십일점칠 퍼센트", Some(("21.7", Kind::Plain, " 퍼센트")));
        check("영점삼 퍼센트", Some(("0.3", Kind::Plain, " 퍼센트")));
        check("구 점 이오 퍼센트", None);
        check("삼십 점 오 배", Some(("30.5", Kind::Plain, " 배")));
        check("열대 곳", None);
        check("이 명제", None);
        check("세계 1위", None);
        check("두뇌 유출", None);
    }
}
