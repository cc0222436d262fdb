//! The two languages, and text that exists in both.

use std::fmt;
use std::str::FromStr;

/// A language that Datum reads and writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, tag `en`.
    #[default]
    English,
    /// Korean, tag `ko`.
    Korean,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Self; 2] = [Self::English, Self::Korean];

    /// The BCP 47 tag: `en` or `ko`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// Korean if the text holds any Hangul, otherwise English.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        if text.chars().any(is_hangul) { Self::Korean } else { Self::English }
    }

    /// The language that a text is written in; none where it tells nothing: names of models ("H100", "GPT-4"), numbers and signs.
    #[must_use]
    pub fn spoken_in(text: &str) -> Option<Self> {
        if Self::of_text(text) == Self::Korean {
            return Some(Self::Korean);
        }
        let is_word = |word: &str| {
            let letters = || word.chars().filter(|c| c.is_alphabetic());
            letters().count() > 1 && letters().any(char::is_lowercase) && !word.chars().any(|c| c.is_ascii_digit())
        };
        text.split(|c: char| !c.is_alphanumeric()).any(is_word).then_some(Self::English)
    }
}

/// Whether a character is a Hangul syllable or letter, in any of Unicode's blocks for them.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = ();

    /// Reads a BCP 47 tag by its primary subtag: `ko`, `ko-KR`, `en-US`.
    fn from_str(tag: &str) -> Result<Self, ()> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Ok(Self::English),
            "ko" => Ok(Self::Korean),
            _ => Err(()),
        }
    }
}

/// The same text in both languages. Either side may be empty; a reader then gets the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: Box<str>,
    /// Korean.
    pub ko: Box<str>,
}

impl Bilingual {
    /// Makes a text from both sides.
    pub fn new(en: impl Into<Box<str>>, ko: impl Into<Box<str>>) -> Self {
        Self { en: en.into(), ko: ko.into() }
    }

    /// The text in a language, or in the other one if that side is empty.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::English => (&self.en, &self.ko),
            Language::Korean => (&self.ko, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether neither side says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ko.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_side_falls_back_to_the_other() {
        let text = Bilingual::new("Korea", "");
        assert_eq!(text.get(Language::Korean), "Korea");
    }

    #[test]
    fn hangul_anywhere_makes_a_text_korean() {
        assert_eq!(Language::of_text("H100 몇 개"), Language::Korean);
        assert_eq!(Language::of_text("H100 count"), Language::English);
    }

    #[test]
    fn names_of_models_are_of_no_language() {
        for text in ["H100", "h100?", "GPT-4, A100", "2024", "", "???", "TPU v5"] {
            assert_eq!(Language::spoken_in(text), None, "{text}");
        }
        assert_eq!(Language::spoken_in("H100 count"), Some(Language::English));
        assert_eq!(Language::spoken_in("H100은?"), Some(Language::Korean));
    }

    #[test]
    fn tags_are_read_by_their_primary_subtag() {
        assert_eq!("ko-KR".parse(), Ok(Language::Korean));
        assert_eq!("en_GB".parse(), Ok(Language::English));
        assert_eq!("fr".parse::<Language>(), Err(()));
    }
}
