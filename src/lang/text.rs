//! A question's text as the engine reads it: composed, lower case, without spaces, with its borders remembered.
//!
//! Spacing must not matter (`H 100보유량`, `H100 보유 량`), yet a word must not be found in the middle of another one
//! (`rain` in `Ukraine`). So the text is kept as one run of characters, and beside each character stands what separated
//! it from the one before.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// What kind of character stands at a place. Borders between kinds are borders between words, except that Latin letters
/// and digits make words together (`h100`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A letter of an alphabet.
    Letter,
    /// A digit.
    Digit,
    /// A Hangul syllable or letter.
    Hangul,
    /// A Chinese character or kana.
    Ideograph,
    /// A sign that is a word by itself: `%`, `$`.
    Sign,
}

/// A text without spaces and punctuation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    /// The text as composed characters, with spaces, case kept: what is shown when a word is quoted.
    clean: String,
    /// The characters that count.
    pub chars: Vec<char>,
    /// Their kinds.
    pub classes: Vec<Class>,
    /// What stood before each: `\0` nothing, a space, or a punctuation mark.
    pub gaps: Vec<char>,
    /// Whether each was typed as a capital.
    pub capitals: Vec<bool>,
    /// Where each begins in `clean`.
    origins: Vec<usize>,
}

impl Text {
    /// Reads a text.
    pub fn new(raw: &str) -> Self {
        let clean: String = if raw.chars().all(is_plain) {
            raw.to_owned()
        } else {
            // Marks are dropped so that `Jülich` and `Julich` agree; composing afterwards puts Hangul together again.
            raw.chars().filter(|c| !is_invisible(*c)).flat_map(decomposed).filter(|c| !is_mark(*c)).nfc().collect()
        };
        let most = clean.len();
        let mut text = Self {
            clean: String::new(),
            chars: Vec::with_capacity(most),
            classes: Vec::with_capacity(most),
            gaps: Vec::with_capacity(most),
            capitals: Vec::with_capacity(most),
            origins: Vec::with_capacity(most),
        };
        let mut gap = '\0';
        for (origin, original) in clean.char_indices() {
            match class_of(original) {
                None => {
                    let blank = original.is_whitespace() || original.is_control();
                    gap = match gap {
                        // A comma or point before a blank ends a clause; without one it stands inside a number.
                        ',' | '.' if blank => ' ',
                        '\0' | ' ' if !blank => original,
                        '\0' => ' ',
                        _ => gap,
                    };
                }
                Some(class) => {
                    let mut push = |lower: char, capital: bool| {
                        text.chars.push(lower);
                        text.classes.push(class);
                        text.gaps.push(std::mem::replace(&mut gap, '\0'));
                        text.capitals.push(capital);
                        text.origins.push(origin);
                    };
                    match original {
                        '\u{AC00}'..='\u{D7A3}' => push(original, false),
                        c if c.is_ascii() => push(c.to_ascii_lowercase(), c.is_ascii_uppercase()),
                        c => c.to_lowercase().filter(|c| !is_mark(*c)).for_each(|lower| push(lower, c.is_uppercase())),
                    }
                }
            }
        }
        text.clean = clean;
        text
    }

    /// How many characters count.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether a word may begin or end before this place.
    pub fn is_border(&self, place: usize) -> bool {
        if place == 0 || place >= self.len() || self.gaps[place] != '\0' {
            return true;
        }
        let (before, after) = (self.classes[place - 1], self.classes[place]);
        let wordlike = |class| matches!(class, Class::Letter | Class::Digit);
        match (before, after) {
            (Class::Sign, _) | (_, Class::Sign) => true,
            // What laughs or weeps behind a word (ㅋㅋ, ㅠㅠ) is no part of it.
            (Class::Hangul, Class::Hangul) => is_single(self.chars[place - 1]) != is_single(self.chars[place]),
            _ => before != after && !(wordlike(before) && wordlike(after)),
        }
    }

    /// The next border behind a place.
    pub fn run_end(&self, place: usize) -> usize {
        (place + 1..=self.len()).find(|end| self.is_border(*end)).unwrap_or(self.len())
    }

    /// The characters between two places.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// What was typed between two places, for quoting it back.
    pub fn typed(&self, start: usize, end: usize) -> &str {
        &self.clean[self.range(start, end)]
    }

    /// Where the characters between two places stand in the text, in bytes, if the text was folded before.
    pub fn range(&self, start: usize, end: usize) -> Range<usize> {
        let Some(&from) = self.origins.get(start) else { return 0..0 };
        let last = self.origins[end - 1];
        from..last + self.clean[last..].chars().next().map_or(0, char::len_utf8)
    }
}

/// A text in the one form in which words are compared (composed, without marks, width and invisible characters), with the
/// way back to the text as it was given. Case, spaces and punctuation stay.
#[derive(Debug)]
pub struct Folded {
    text: String,
    /// Stretches in order; none if nothing had to be changed.
    stretches: Vec<Stretch>,
}

/// Characters that belong together in both forms.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    folded: usize,
    start: usize,
    end: usize,
    /// Both forms are the same, byte for byte.
    same: bool,
}

impl Folded {
    /// Folds a text.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        if raw.chars().all(is_plain) {
            return Self { text: raw.to_owned(), stretches: Vec::new() };
        }
        let mut folded = Self { text: String::with_capacity(raw.len()), stretches: Vec::new() };
        let mut chars = raw.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(_, next)| belongs_to_the_one_before(*next)) {
                end = at + next.len_utf8();
            }
            let cluster = &raw[start..end];
            let plain = cluster.chars().all(is_plain);
            match folded.stretches.last_mut() {
                Some(last) if plain && last.same && last.end == start => last.end = end,
                _ => folded.stretches.push(Stretch { folded: folded.text.len(), start, end, same: plain }),
            }
            // A raised digit behind a digit is the mark of a footnote.
            if folded.text.ends_with(|c: char| c.is_ascii_digit()) && cluster.chars().all(is_raised) {
                continue;
            }
            // 2½ is no twenty-one halves.
            if folded.text.ends_with(|c: char| c.is_ascii_digit()) && is_fraction(c) {
                folded.text.push(' ');
            }
            folded.text.extend(
                cluster.chars().filter(|c| !is_invisible(*c)).flat_map(decomposed).filter(|c| !is_mark(*c)).nfc(),
            );
        }
        folded
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the folded text stands in the text as it was given: whole characters with their marks.
    #[must_use]
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let position = self.stretches.partition_point(|stretch| stretch.folded <= byte);
            position.checked_sub(1).and_then(|position| self.stretches.get(position))
        };
        let Some(first) = at(range.start) else { return range };
        let start = if first.same { first.start + (range.start - first.folded) } else { first.start };
        let end = match at(range.end.saturating_sub(1)) {
            Some(last) if last.same => last.start + (range.end - last.folded),
            Some(last) => last.end,
            None => range.end,
        };
        start..end.max(start)
    }

    /// Whether a range of the folded text holds whole characters of the text as it was given: one that is written as several
    /// (`½` is `1⁄2`) is not cut.
    #[must_use]
    pub fn is_whole(&self, range: &Range<usize>) -> bool {
        let is_border = |byte: usize| {
            let after = self.stretches.partition_point(|stretch| stretch.folded <= byte);
            let found = after.checked_sub(1).and_then(|position| self.stretches.get(position));
            byte == self.text.len() || found.is_none_or(|stretch| stretch.same || stretch.folded == byte)
        };
        is_border(range.start) && is_border(range.end)
    }
}

/// Marks, and the letters of Hangul that make a syllable with the one before.
fn belongs_to_the_one_before(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}') || (!c.is_ascii() && canonical_combining_class(c) != 0)
}

/// The kind of a character; none for spaces and punctuation.
pub(crate) fn class_of(c: char) -> Option<Class> {
    match c {
        '0'..='9' => Some(Class::Digit),
        '%' | '$' | '€' | '£' | '¥' | '₩' => Some(Class::Sign),
        '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' => Some(Class::Hangul),
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
            Some(Class::Ideograph)
        }
        _ if c.is_alphanumeric() => Some(Class::Letter),
        _ => None,
    }
}

/// A letter of Hangul that stands by itself.
pub(crate) fn is_single(c: char) -> bool {
    matches!(c, '\u{3131}'..='\u{318E}')
}

/// A character taken apart; single letters of Hangul stay as they are typed (`ㅎㄱ`).
fn decomposed(c: char) -> impl Iterator<Item = char> {
    let letter = is_single(c);
    let (kept, apart) = if letter { (Some(c), None) } else { (None, Some(c)) };
    kept.into_iter().chain(apart.into_iter().nfkd())
}

/// Characters that normalising leaves as they are, which almost all names and questions are made of.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{3131}'..='\u{318E}' | '·' | '‘' | '’' | '“' | '”' | '–' | '—')
}

/// Fractions in one character.
fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '\u{2150}'..='\u{215E}')
}

/// Digits above the line.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// Combining diacritical marks, which carry no meaning that a name in a pack would hang on.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Zero-width and direction characters, which must not split a word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        let mut runs = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = text.run_end(start);
            runs.push(text.slice(start, end));
            start = end;
        }
        runs
    }

    #[test]
    fn words_are_cut_at_gaps_and_between_scripts() {
        assert_eq!(runs("Ｈ１００은 국내에 몇 개?"), ["h100", "은", "국내에", "몇", "개"]);
        assert_eq!(runs("24%p"), ["24", "%", "p"]);
    }

    #[test]
    fn composed_and_decomposed_text_agree() {
        let decomposed: String = "한국 Jülich".nfd().collect();
        assert_eq!(runs(&decomposed), ["한국", "julich"]);
        assert_eq!(runs("H\u{200B}100"), ["h100"]);
    }

    #[test]
    fn a_folded_text_knows_the_way_back() {
        for raw in [
            "한국 1,961",
            "H１００ · Ｈ",
            "Ju\u{308}lich é",
            "\u{1112}\u{1161}\u{11AB}국 1",
            "½ of",
            "\u{200B}\u{200B}",
            "",
        ] {
            let folded = Folded::new(raw);
            let expected: String =
                raw.chars().filter(|c| !is_invisible(*c)).flat_map(decomposed).filter(|c| !is_mark(*c)).nfc().collect();
            assert_eq!(folded.text(), expected);
            assert_eq!(Text::new(folded.text()).clean, folded.text(), "folding twice changes nothing");
            for (at, c) in folded.text().char_indices() {
                let range = folded.original(at..at + c.len_utf8());
                assert!(raw.get(range.clone()).is_some_and(|text| !text.is_empty()), "{raw} {range:?}");
            }
        }
        let folded = Folded::new("(１９６１)");
        assert_eq!(folded.original(1..5), 1..13);
    }

    #[test]
    fn what_was_typed_is_quoted_as_typed() {
        let text = Text::new("the Atlantis, now");
        assert_eq!(text.typed(3, 11), "Atlantis");
    }
}
