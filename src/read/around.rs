//! What stands right before or behind a number and decides what it is: a sign, the name of whom it is told, a street.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::money;
use crate::figure::EntityKind;
use crate::pack::Catalog;

/// What makes a number negative before it, and where it begins: `-5`, `minus 5`, 마이너스 5, 영하 5, △5, △ 5, `$-3.2 million`. At the
/// beginning of a line a dash begins an item of a list.
pub(super) fn negative(text: &str, start: usize) -> Option<(usize, Option<Box<str>>)> {
    const WORDS: [&str; 6] = ["minus ", "negative ", "마이너스 ", "마이너스", "영하 ", "영하"];
    const SIGNS: [char; 4] = ['-', '−', '△', '▼'];
    let before = &text[..start];
    if let Some(word) = WORDS.iter().find(|word| {
        let place = before.len().checked_sub(word.len());
        place.and_then(|place| before.get(place..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
    }) {
        let free = !text[..start - word.len()].ends_with(|c: char| c.is_alphanumeric());
        return free.then_some((start - word.len(), None));
    }
    let tight = before.strip_suffix(' ').filter(|tight| tight.ends_with(['△', '▼'])).unwrap_or(before);
    let sign = tight.chars().next_back().filter(|c| SIGNS.contains(c))?;
    let rest = &tight[..tight.len() - sign.len_utf8()];
    if sign == '-' && rest.ends_with(money::is_money_sign) {
        let (from, money) = money::money_before(text, start - 1)?;
        return Some((from, Some(money)));
    }
    let listed = sign == '-' && rest.ends_with('\n') && !text[start..].starts_with("0.");
    let free = rest.is_empty() || rest.ends_with([' ', '(', '\n', '[', ':']) || !matches!(sign, '-' | '−');
    (free && !listed).then_some((rest.len(), None))
}

/// The last words of names without digits, with whether they are of countries; of things and groups none.
pub(super) fn told_of(catalog: &Catalog) -> FxHashMap<Box<str>, bool> {
    let mut names: FxHashMap<Box<str>, bool> = FxHashMap::default();
    for entity in catalog.entities() {
        let country = entity.kind == EntityKind::Country;
        if !country && !matches!(entity.kind, EntityKind::Company | EntityKind::Organisation) {
            continue;
        }
        let all = [&entity.name.en].into_iter().chain(&entity.aliases);
        for name in all.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())) {
            let last = name.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if last.chars().count() > 1 && last.chars().all(char::is_alphabetic) {
                *names.entry(last.to_lowercase().into()).or_default() |= country;
            }
        }
    }
    names
}

/// Whether a street's name stands behind a number.
pub(super) fn is_street(behind: &str) -> bool {
    let Some(rest) = behind.strip_prefix(' ').filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase())) else {
        return false;
    };
    let name = rest.split([' ', ',', '.']).next().unwrap_or_default();
    let next = rest[name.len()..].trim_start_matches(' ').split([' ', ',', '.']).next().unwrap_or_default();
    ["-ro", "-gil", "-daero"].iter().any(|ending| name.ends_with(ending))
        || ["Street", "St", "Road", "Rd", "Avenue", "Ave", "Lane", "Boulevard", "Blvd"].contains(&next)
}

/// Whether digits are the number of a list in one line: `1. Check 2. Reboot 3. Try again`, `1) check 2) reboot`.
pub(super) fn is_in_a_list(text: &str, digits: Range<usize>) -> bool {
    let Ok(number) = text[digits.clone()].parse::<u32>() else { return false };
    let behind = text[digits.end..].strip_prefix(['.', ')']).and_then(|rest| rest.strip_prefix(' '));
    if !behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) || !(1..=MOST_ITEMS).contains(&number) {
        return false;
    }
    let mut from = digits.start.saturating_sub(MAX_ITEM_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = text.len().min(digits.end + MAX_ITEM_BYTES);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let stands = |within: &str, number: u32| ['.', ')'].iter().any(|mark| within.contains(&format!("{number}{mark} ")));
    if number == 1 { stands(&text[digits.end..to], 2) } else { stands(&text[from..digits.start], number - 1) }
}

/// An item of a list in one line is no longer than this.
const MAX_ITEM_BYTES: usize = 300;
/// And it has no more items.
const MOST_ITEMS: u32 = 30;

/// Whether the marks around a number set it in another type: `__54,000__`.
pub(super) fn is_emphasised(before: &str, behind: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    before.ends_with('_')
        && behind.starts_with('_')
        && !is_word(before.trim_end_matches('_').chars().next_back())
        && !is_word(behind.trim_start_matches('_').chars().next())
}
