//! Shares that Korean says of a round number: 열 곳 중 아홉 곳, 열에 일곱, 100명 중 20명.

use super::korean::native;
use super::{Worded, part};
use crate::lang::number::number;

/// Numbers that shares are said of.
const ROUND: [(&str, u32); 6] = [("열", 10), ("백", 100), ("천", 1000), ("10", 10), ("100", 100), ("1000", 1000)];
/// What stands between such a number and the part of it, behind what is counted.
const AMONG: [&str; 2] = ["중", "가운데"];
/// Counted with nothing behind it; before a counter it is 한, which is most often no number.
const ONE: &str = "하나";
/// What is counted has no more syllables than this.
const MAX_COUNTER: usize = 2;

/// The share at a place where a word begins.
pub(crate) fn korean_of_ten(text: &str, at: usize) -> Option<Worded> {
    let rest = text.get(at..)?;
    let (word, whole) = ROUND.iter().rev().find(|(word, _)| rest.starts_with(word))?;
    let behind = &rest[word.len()..];
    let behind = match behind.strip_prefix("에 ") {
        Some(behind) => behind,
        None => {
            let counted = behind.trim_start_matches(' ');
            let counter = counted.find(|c: char| !is_hangul(c))?;
            let among = counted.get(counter..)?.strip_prefix(' ')?;
            let among = AMONG.iter().find_map(|sign| among.strip_prefix(sign))?;
            let short = (1..=MAX_COUNTER).contains(&counted[..counter].chars().count());
            among.strip_prefix('에').unwrap_or(among).strip_prefix(' ').filter(|_| short)?
        }
    };
    let from = text.len() - behind.len();
    let (numerator, end) = match number(text, from, false) {
        Some(number) => (number.value.try_into().ok()?, number.end),
        None => {
            let one = || behind.starts_with(ONE).then_some((1, ONE.len()));
            let (value, length) = native(behind).or_else(one)?;
            (value, from + length)
        }
    };
    part(numerator, *whole, at, end)
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_a_round_number() {
        let share = |text: &str| {
            korean_of_ten(text, 0)
                .map(|found| (found.number.value.normalize().to_string(), text[found.number.end..].to_owned()))
        };
        assert_eq!(share("열 곳 중 아홉 곳"), Some(("0.9".to_owned(), " 곳".to_owned())));
        assert_eq!(share("열에 일곱이"), Some(("0.7".to_owned(), "이".to_owned())));
        assert_eq!(share("100명 중에 20명"), Some(("0.2".to_owned(), "명".to_owned())));
        assert_eq!(share("열 명 가운데 셋"), Some(("0.3".to_owned(), String::new())));
        assert_eq!(share("열 곳이 문을 닫았다"), None);
        assert_eq!(share("백에 몇"), None);
        assert_eq!(share("10곳 중 12곳"), None, "no part of it");
    }
}
