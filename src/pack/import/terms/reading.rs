//! The words of a label, one after the other, as terms.

use once_cell::sync::Lazy;

use super::{MAX_SYLLABLES, MAX_WORDS, Part, TERMS, Token, singulars};
use crate::lang::names;

/// "per 1,000 people" and 인구 천 명당 in the ways in which people write them.
fn per_number(number: u64) -> Option<Token> {
    let (english, korean): (&[&str], &[&str]) = match number {
        100 => (&["hundred people"], &["100"]),
        1_000 => (&["thousand people", "thousand"], &["천 ", "1000"]),
        10_000 => (&["ten thousand"], &["만 ", "1만 "]),
        100_000 => (&["100k", "hundred thousand"], &["10만 ", "십만 "]),
        1_000_000 => (&["million people", "million"], &["100만 ", "백만 "]),
        _ => return None,
    };
    let mut en = vec![format!("per {number} people"), format!("per {number}")];
    en.extend(english.iter().map(|words| format!("per {words}")));
    let mut ko: Vec<String> = korean.iter().map(|number| format!("인구 {number}명당")).collect();
    ko.extend(korean.iter().map(|number| format!("{number}명당")));
    Some(Token { part: Part::Per, en, ko, stretch: 0, is_subject: false, is_term: true, unit: String::new() })
}

/// "ages 15-24", "aged 65 and above": of which age, and how many words say it.
fn ages(words: &[String], stretch: usize) -> Option<(Token, usize)> {
    let number = |at: usize| words.get(at)?.parse::<u8>().ok().filter(|age| *age <= 120);
    let is = |at: usize, known: &[&str]| words.get(at).is_some_and(|word| known.contains(&word.as_str()));
    if !is(0, &["age", "ages", "aged"]) {
        return None;
    }
    if is(1, &["under", "below"]) {
        let most = number(2)?;
        let (en, ko) = (
            vec![format!("ages under {most}"), format!("under {most}"), format!("under {most}s")],
            vec![format!("{most}세 미만")],
        );
        let length = 3 + usize::from(is(3, &["year", "years"]));
        return Some((age_token(en, ko, stretch), length));
    }
    let first = number(1)?;
    let mut length = 2;
    let last = number(2);
    length += usize::from(last.is_some());
    length += usize::from(is(length, &["year", "years"]));
    let is_open = is(length, &["and"]) && is(length + 1, &["above", "over", "older", "up"]);
    length += if is_open { 2 } else { 0 };
    let (en, ko) = match last {
        // Statistical offices call those of 15 to 24 years the youth.
        Some(24) if first == 15 => (
            vec!["ages 15-24".to_owned(), "15-24 year olds".to_owned(), "youth".to_owned()],
            vec!["15-24세".to_owned(), "15~24세".to_owned(), "청년".to_owned()],
        ),
        Some(last) => (
            vec![format!("ages {first}-{last}"), format!("{first}-{last} year olds")],
            vec![format!("{first}-{last}세"), format!("{first}~{last}세")],
        ),
        None if is_open => {
            (vec![format!("ages {first} and above"), format!("{first} and over")], vec![format!("{first}세 이상")])
        }
        None => (vec![format!("ages {first}")], vec![format!("{first}세")]),
    };
    Some((age_token(en, ko, stretch), length))
}

fn age_token(en: Vec<String>, ko: Vec<String>, stretch: usize) -> Token {
    Token { part: Part::Term, en, ko, stretch: stretch + 1, is_subject: false, is_term: true, unit: String::new() }
}

pub(super) fn english(text: &str, skips: bool) -> Option<Vec<Token>> {
    let text = text.replace('/', " per ").replace('%', " percent ").replace('&', "");
    let mut all: Vec<String> = Vec::new();
    // Words behind a comma narrow what stands before it.
    let mut behind: Vec<usize> = Vec::new();
    for stretch in text.split([',', ';']) {
        behind.push(all.len());
        for word in names::words(stretch) {
            // "1,000" is one number.
            let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
            match all.last_mut().filter(|last| is_number(last) && word.len() == 3 && is_number(&word)) {
                Some(last) => last.push_str(&word),
                None => all.push(word),
            }
        }
    }
    let mut tokens = Vec::new();
    let (mut at, mut stretch) = (0, 0);
    while let Some(word) = all.get(at) {
        stretch += usize::from(at > 0 && behind.contains(&at));
        if word == "per"
            && let Some(token) = all.get(at + 1).and_then(|number| per_number(number.parse().ok()?))
        {
            let is_people =
                |word: &String| matches!(word.as_str(), "people" | "persons" | "inhabitants" | "population");
            at += if all.get(at + 2).is_some_and(is_people) { 3 } else { 2 };
            tokens.push(token);
            continue;
        }
        if let Some((token, length)) = ages(all.get(at..).unwrap_or_default(), stretch) {
            tokens.push(token);
            at += length;
            continue;
        }
        let entry_of = |from: usize, to: usize| TERMS.english.get(&singulars(&all.get(from..to)?.join(" "))).copied();
        // Of "cancer death rate" the last two words belong together.
        let is_rate_behind = |end: usize| {
            all.get(end).is_some_and(|word| matches!(word.as_str(), "rate" | "ratio"))
                && entry_of(end - 1, end + 1).is_some()
                && entry_of(at, end - 1).is_some()
        };
        let found = (1..=MAX_WORDS.min(all.len() - at)).rev().find_map(|length| {
            let entry = entry_of(at, at + length).filter(|_| length == 1 || !is_rate_behind(at + length))?;
            let run = all.get(at..at + length)?.join(" ");
            TERMS.token(entry, &run, false, stretch).map(|token| (token, length))
        });
        match found {
            Some((token, length)) => {
                tokens.push(token);
                at += length;
            }
            None if matches!(
                word.as_str(),
                "of" | "from" | "in" | "for" | "at" | "to" | "with" | "on" | "among" | "who" | "using" | "having"
            ) =>
            {
                stretch += 1;
                at += 1;
            }
            // "by region" says how the table is ordered, and nothing of what is in it.
            None if word == "by" && skips => at += 2,
            None if matches!(word.as_str(), "the" | "a" | "an" | "and" | "by" | "are" | "is" | "or") || skips => {
                at += 1
            }
            None => return None,
        }
    }
    Some(tokens)
}

pub(super) fn korean(text: &str, skips: bool) -> Option<Vec<Token>> {
    static PER: Lazy<Option<regex::Regex>> =
        Lazy::new(|| regex::Regex::new(r"^(?:인구)?([0-9]*)([십백]?[천만]?)(?:명|인)당").ok());
    let squeezed = names::Keys::of(text).squeezed;
    let mut tokens = Vec::new();
    let mut rest = squeezed.as_str();
    while !rest.is_empty() {
        let per = PER.as_ref().and_then(|per| {
            let found = per.captures(rest)?;
            let digits = found.get(1).map_or("", |digits| digits.as_str());
            let scale = match found.get(2).map_or("", |scale| scale.as_str()) {
                "" => 1,
                "천" => 1_000,
                "만" => 10_000,
                "십만" => 100_000,
                "백만" => 1_000_000,
                _ => return None,
            };
            let number = if digits.is_empty() { 1 } else { digits.parse::<u64>().ok()? };
            let token = per_number(number.checked_mul(scale)?)?;
            Some((token, found.get(0)?.len()))
        });
        if let Some((token, length)) = per {
            tokens.push(token);
            rest = rest.get(length..)?;
            continue;
        }
        let borders: Vec<usize> =
            rest.char_indices().map(|(byte, _)| byte).skip(1).chain([rest.len()]).take(MAX_SYLLABLES).collect();
        let found = borders.iter().enumerate().rev().find_map(|(position, end)| {
            let own = rest.get(..*end)?;
            // A single syllable stands inside too many words.
            let is_counter = !skips && borders.len() == 1 && matches!(own, "수" | "량");
            if position == 0 && !is_counter && (skips || borders.len() > 1 || !tokens.is_empty()) {
                return None;
            }
            let entry = *TERMS.korean.get(own)?;
            TERMS.token(entry, own, true, 0).map(|token| (token, *end))
        });
        match (found, borders.first()) {
            (Some((token, end)), _) => {
                tokens.push(token);
                rest = rest.get(end..)?;
            }
            (None, Some(next)) if skips => rest = rest.get(*next..)?,
            (None, _) => return None,
        }
    }
    Some(tokens)
}
