//! Text made to fit: cut after a sentence where one ends in time, otherwise at a word or a character, never inside one.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// What stands where a text was cut inside a sentence.
const ELLIPSIS: char = '…';

/// The text, or as much of it as fits into `max_chars` characters.
///
/// Between a combined character and its base, inside an escape (`\*`) or a masked link (`[text](address)`) nothing is cut.
#[must_use]
pub fn shorten(text: &str, max_chars: usize) -> Cow<'_, str> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    if characters.len() <= max_chars {
        return Cow::Borrowed(text);
    }
    if max_chars == 0 {
        return Cow::Borrowed("");
    }
    let whole = whole_until(&characters);
    // A sentence that fits and does not give away more than half of the room.
    let sentence = (max_chars / 2..=max_chars).rev().find(|&end| whole(end) && ends_sentence(&characters, end));
    if let Some(end) = sentence.filter(|end| *end > 0) {
        return Cow::Borrowed(text[..characters[end].0].trim_end());
    }
    let room = max_chars - 1;
    let word = (room.saturating_sub(WORD_LOOK_BACK)..=room).rev().find(|&end| whole(end) && characters[end].1 == ' ');
    let end = word.filter(|end| *end > 0).or_else(|| (0..=room).rev().find(|&end| whole(end))).unwrap_or(0);
    let mut cut = text[..characters[end].0].trim_end().to_owned();
    cut.push(ELLIPSIS);
    Cow::Owned(cut)
}

/// How far back a word's end is looked for, in characters, before a word is cut.
const WORD_LOOK_BACK: usize = 20;

/// Says for a position whether the text may be cut before it.
fn whole_until(characters: &[(usize, char)]) -> impl Fn(usize) -> bool {
    let mut allowed = vec![true; characters.len()];
    let at = |position: usize| characters.get(position).map(|(_, c)| *c);
    let mut position = 0;
    let mut flags = 0;
    while position < characters.len() {
        let c = characters[position].1;
        // Regional indicators make a flag in pairs.
        flags = if is_flag_half(c) { flags + 1 } else { 0 };
        if position > 0 && (is_extension(c) || at(position - 1) == Some('\u{200D}') || (flags > 0 && flags % 2 == 0)) {
            allowed[position] = false;
        }
        let end = match c {
            '\\' => position + 2,
            '[' => link_end(characters, position).unwrap_or(position + 1),
            _ => position + 1,
        };
        let inside = allowed.iter_mut().take(end).skip(position + 1);
        inside.for_each(|allowed| *allowed = false);
        position = end;
    }
    move |position| allowed.get(position).copied().unwrap_or(true)
}

/// The position behind a masked link that begins at `start`.
fn link_end(characters: &[(usize, char)], start: usize) -> Option<usize> {
    let mut position = start + 1;
    while characters.get(position)?.1 != ']' {
        position += if characters[position].1 == '\\' { 2 } else { 1 };
    }
    if characters.get(position + 1)?.1 != '(' {
        return None;
    }
    characters.iter().enumerate().skip(position + 2).find(|(_, (_, c))| *c == ')').map(|(end, _)| end + 1)
}

/// Whether a character belongs to the one before it.
fn is_extension(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{1160}'..='\u{11FF}')
}

fn is_flag_half(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// Whether a sentence ends before the position: a full stop and then a space.
fn ends_sentence(characters: &[(usize, char)], end: usize) -> bool {
    let at = |position: usize| characters.get(position).map(|(_, c)| *c);
    let Some(last) = end.checked_sub(1).and_then(at) else { return false };
    let before = end.checked_sub(2).and_then(at);
    match last {
        '。' | '！' | '？' => true,
        // `No. 6` and `1. ` end no sentence.
        '.' => {
            at(end) == Some(' ')
                && before.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
                && !after_short_word(characters, end - 1)
        }
        '?' | '!' => at(end) == Some(' '),
        _ => false,
    }
}

/// Whether the word before the full stop is a Latin one of up to two letters: an abbreviation, most likely.
fn after_short_word(characters: &[(usize, char)], stop: usize) -> bool {
    let letters = characters[..stop].iter().rev().take_while(|(_, c)| c.is_ascii_alphabetic()).count();
    (1..=2).contains(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_text_ends_at_a_sentence_or_a_word() {
        let table = [
            ("short", 10, "short"),
            ("One sentence here. And another one that is long.", 30, "One sentence here."),
            ("No. 6 of the list is rather long for this", 20, "No. 6 of the list…"),
            ("조사에서 나온 수치입니다. 다음 판에서 바뀌었습니다.", 20, "조사에서 나온 수치입니다."),
            ("abcdefghij", 5, "abcd…"),
            (r"aaaa\*b", 6, "aaaa…"),
            (r"ab [link](https://x.example) cd", 12, "ab…"),
            ("cafe\u{301}s", 5, "caf…"),
            ("ab👩\u{200D}🚀cd", 5, "ab…"),
            ("a🇰🇷🇺🇸", 3, "a…"),
            ("abc", 0, ""),
        ];
        for (text, max, expected) in table {
            assert_eq!(shorten(text, max), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_always_fits(text in "\\PC{0,60}", max in 0usize..60) {
            let cut = shorten(&text, max);
            prop_assert!(cut.chars().count() <= max);
            prop_assert!(text.starts_with(cut.trim_end_matches(ELLIPSIS)));
        }

        #[test]
        fn an_escaped_text_stays_escaped(text in "[a*_\\[ ]{0,40}", max in 0usize..40) {
            let escaped = crate::reply::escape::markdown(&text);
            let cut = shorten(&escaped, max);
            prop_assert!(!cut.trim_end_matches(ELLIPSIS).ends_with('\\') || cut.trim_end_matches(ELLIPSIS).ends_with("\\\\"));
        }
    }
}
