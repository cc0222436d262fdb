//! Money that stands before a number: signs, codes and letters.

use crate::lang::number;

/// Signs of money with the word that stands for them in the table of units.
const SIGNS: &[(&str, &str)] =
    &[("us$", "$"), ("usd", "usd"), ("krw", "krw"), ("eur", "eur"), ("gbp", "gbp"), ("jpy", "jpy"), ("cny", "cny")];
/// Dollars and pounds of others, which no word in the table of units means.
const OTHER_MONEY: &[&str] = &["a$", "c$", "hk$", "nt$", "s$", "r$", "nz$"];
/// Money in letters that is no code: ringgit, rupees.
const MONEY_IN_LETTERS: &[(&str, &str)] = &[("RM", "rm"), ("Rs", "rs"), ("Rs.", "rs")];

/// The sign of money before a number: where it begins, and its word.
pub(crate) fn money_before(text: &str, start: usize) -> Option<(usize, Box<str>)> {
    let before = text.get(..start)?;
    let sign = before.chars().next_back()?;
    if is_money_sign(sign) {
        let place = start - sign.len_utf8();
        let tail = before[..place].bytes().rev().take_while(u8::is_ascii_alphabetic).count().min(3);
        let letters = &before[place - tail..];
        let lower = letters.to_ascii_lowercase();
        if OTHER_MONEY.contains(&lower.as_str()) {
            return Some((place - tail, lower.into()));
        }
        return Some(match lower.as_str() {
            "us$" => (place - tail, "$".into()),
            _ => (place, sign.to_string().into()),
        });
    }
    let trimmed = before.trim_end_matches(' ');
    let free =
        |from: usize| !trimmed[..from].ends_with(|c: char| c.is_alphanumeric()) && before.len() - trimmed.len() <= 1;
    if let Some((letters, word)) = MONEY_IN_LETTERS.iter().find(|(letters, _)| trimmed.ends_with(letters)) {
        let from = trimmed.len() - letters.len();
        return free(from).then(|| (from, (*word).into()));
    }
    let (from, code) = trimmed.len().checked_sub(3).and_then(|from| trimmed.get(from..).map(|code| (from, code)))?;
    let known = SIGNS.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, word)| *word);
    let upper = code.bytes().all(|byte| byte.is_ascii_uppercase());
    let word = known.filter(|_| upper).map(Into::into);
    let word = word.or_else(|| number::is_currency(code).then(|| code.to_ascii_lowercase().into()))?;
    free(from).then_some((from, word))
}

/// Whether a character is the sign of a currency.
pub(super) fn is_money_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}')
}

/// How many letters before a number are money that is glued to it (`USD1.3bn`, `RM42`).
pub(super) fn glued_money(word: &str) -> Option<usize> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let money =
        number::is_currency(&word[..letters]) || MONEY_IN_LETTERS.iter().any(|(known, _)| *known == &word[..letters]);
    (money && word[letters..].starts_with(|c: char| c.is_ascii_digit())).then_some(letters)
}
