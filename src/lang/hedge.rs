//! Words that let go of the exact value: `about`, `nearly`, `at least`, 약, 가까이, 넘는, 이상.

use super::phrase::Hedge;

/// English and Korean words before a number; the longest that fits counts. They end where the number begins.
const BEFORE: &[(&str, Hedge)] = &[
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("roughly", Hedge::About),
    ("approximately", Hedge::About),
    ("approx.", Hedge::About),
    ("some", Hedge::About),
    ("an estimated", Hedge::About),
    ("estimated at", Hedge::About),
    ("close to", Hedge::About),
    ("nearly", Hedge::Nearly),
    ("almost", Hedge::Nearly),
    ("just under", Hedge::Nearly),
    ("just below", Hedge::Nearly),
    ("just short of", Hedge::Nearly),
    ("a little under", Hedge::Nearly),
    ("slightly under", Hedge::Nearly),
    ("slightly less than", Hedge::Nearly),
    ("nearing", Hedge::Nearly),
    ("approaching", Hedge::Nearly),
    ("over", Hedge::Over),
    ("above", Hedge::Over),
    ("more than", Hedge::Over),
    ("greater than", Hedge::Over),
    ("higher than", Hedge::Over),
    ("at least", Hedge::Over),
    ("no less than", Hedge::Over),
    ("no fewer than", Hedge::Over),
    ("not less than", Hedge::Over),
    ("upwards of", Hedge::Over),
    ("in excess of", Hedge::Over),
    ("exceeding", Hedge::Over),
    ("exceeded", Hedge::Over),
    ("well over", Hedge::Over),
    ("just over", Hedge::Over),
    ("slightly over", Hedge::Over),
    ("slightly more than", Hedge::Over),
    ("a little over", Hedge::Over),
    ("topped", Hedge::Over),
    ("under", Hedge::Under),
    ("below", Hedge::Under),
    ("less than", Hedge::Under),
    ("fewer than", Hedge::Under),
    ("lower than", Hedge::Under),
    ("at most", Hedge::Under),
    ("no more than", Hedge::Under),
    ("not more than", Hedge::Under),
    ("up to", Hedge::Under),
    ("as many as", Hedge::Under),
    ("as much as", Hedge::Under),
    ("~", Hedge::About),
    ("≈", Hedge::About),
    (">", Hedge::Over),
    ("<", Hedge::Under),
    ("약", Hedge::About),
    ("대략", Hedge::About),
    ("어림잡아", Hedge::About),
    ("거의", Hedge::Nearly),
    ("최소", Hedge::Over),
    ("최소한", Hedge::Over),
    ("적어도", Hedge::Over),
    ("최대", Hedge::Under),
    ("많아야", Hedge::Under),
    ("기껏해야", Hedge::Under),
];

/// Korean and English words behind a number with its unit; the longest that fits counts.
const BEHIND: &[(&str, Hedge)] = &[
    ("가까이", Hedge::Nearly),
    ("에 가까운", Hedge::Nearly),
    ("에 가까웠", Hedge::Nearly),
    ("에 육박", Hedge::Nearly),
    ("에 조금 못 미", Hedge::Nearly),
    ("에 약간 못 미", Hedge::Nearly),
    ("가량", Hedge::About),
    ("정도", Hedge::About),
    ("쯤", Hedge::About),
    ("안팎", Hedge::About),
    ("내외", Hedge::About),
    ("전후", Hedge::About),
    ("수준", Hedge::About),
    ("꼴", Hedge::About),
    ("남짓", Hedge::From),
    ("이상", Hedge::Over),
    ("을 넘", Hedge::Over),
    ("를 넘", Hedge::Over),
    ("이 넘", Hedge::Over),
    ("가 넘", Hedge::Over),
    ("을 웃도", Hedge::Over),
    ("를 웃도", Hedge::Over),
    ("을 웃돌", Hedge::Over),
    ("를 웃돌", Hedge::Over),
    ("을 초과", Hedge::Over),
    ("를 초과", Hedge::Over),
    ("을 돌파", Hedge::Over),
    ("를 돌파", Hedge::Over),
    ("넘는", Hedge::Over),
    ("넘게", Hedge::Over),
    ("초과", Hedge::Over),
    ("이하", Hedge::Under),
    ("미만", Hedge::Under),
    ("에 못 미", Hedge::Under),
    ("을 밑도", Hedge::Under),
    ("를 밑도", Hedge::Under),
    ("을 밑돌", Hedge::Under),
    ("를 밑돌", Hedge::Under),
    ("도 안 되", Hedge::Under),
    ("도 안 된", Hedge::Under),
    ("도 채 안", Hedge::Under),
    ("or more", Hedge::Over),
    ("or higher", Hedge::Over),
    ("or less", Hedge::Under),
    ("or fewer", Hedge::Under),
    ("or so", Hedge::About),
    ("+", Hedge::Over),
];

/// The longest word before a number is no longer than this.
const LONGEST_BYTES: usize = 24;

/// The hedge before a place, and where it begins.
pub(crate) fn before(text: &str, start: usize) -> Option<(Hedge, usize)> {
    let mut from = start.saturating_sub(LONGEST_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text[from..start].to_ascii_lowercase();
    let trimmed = window.trim_end_matches([' ', '\u{A0}']);
    if window.len() - trimmed.len() > 1 {
        return None;
    }
    let last = trimmed.bytes().next_back();
    let fits = |word: &str| {
        if word.bytes().next_back() != last {
            return false;
        }
        let Some(rest) = trimmed.strip_suffix(word) else { return false };
        // A sign needs no border; a word does.
        !word.starts_with(char::is_alphabetic) || !rest.ends_with(char::is_alphanumeric)
    };
    let found = BEFORE.iter().filter(|(word, _)| fits(word)).max_by_key(|(word, _)| word.len())?;
    Some((found.1, from + trimmed.len() - found.0.len()))
}

/// The hedge behind a place, and where it ends.
pub(crate) fn behind(text: &str, end: usize) -> Option<(Hedge, usize)> {
    let rest = text.get(end..)?;
    let gap = usize::from(rest.starts_with(' '));
    let fits = |(word, _): &&(&str, Hedge)| {
        let place = if word.starts_with('+') { rest } else { &rest[gap..] };
        // `or so` must end where it ends.
        place.starts_with(word)
            && !(word.is_ascii() && place[word.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    let (word, hedge) = BEHIND.iter().filter(fits).max_by_key(|(word, _)| word.len())?;
    let start = if word.starts_with('+') { end } else { end + gap };
    // A word that goes on (넘는, 넘었다, 미치는) is taken to its end, so that nothing of it is left.
    let cut =
        matches!(word.chars().next_back(), Some('넘' | '도' | '돌' | '미' | '되' | '된' | '안' | '박' | '운' | '웠'));
    let tail: usize = if cut {
        text[start + word.len()..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum()
    } else {
        0
    };
    Some((*hedge, start + word.len() + tail))
}
