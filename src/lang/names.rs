//! How names and aliases are compared: without case, width, spaces and punctuation, and as a set of words in any order.

use unicode_normalization::UnicodeNormalization;

/// The ways in which a name is compared.
pub(crate) struct Keys {
    /// Letters and digits only.
    pub(crate) squeezed: String,
    /// The words in alphabetical order, each once.
    pub(crate) word_set: String,
}

impl Keys {
    /// Both keys of a text; empty ones for a text without letters and digits.
    pub(crate) fn of(text: &str) -> Self {
        let folded = folded(text);
        let mut words: Vec<&str> = split(&folded).collect();
        let squeezed = words.concat();
        words.sort_unstable();
        words.dedup();
        Self { squeezed, word_set: words.join(" ") }
    }
}

/// The words of a text, in one case and width, in their order.
pub(crate) fn words(text: &str) -> Vec<String> {
    split(&folded(text)).map(str::to_owned).collect()
}

/// One case and width. Most text is plain, and finding that out is much cheaper than normalising it.
fn folded(text: &str) -> String {
    if is_plain(text) { text.to_ascii_lowercase() } else { text.nfkc().flat_map(char::to_lowercase).collect() }
}

/// Whether a text has only ASCII and whole Hangul syllables, and so is in every normal form already.
pub(crate) fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_syllable(c))
}

fn is_syllable(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

fn split(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !is_syllable(c) && !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The items of a cell with several.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_that_does_not_matter_is_taken_away() {
        assert_eq!(Keys::of("Ｈ１００  count!").squeezed, "h100count");
        assert_eq!(Keys::of("count of H100, count").word_set, "count h100 of");
        assert_eq!(words("Tea, in 2023년"), ["tea", "in", "2023년"]);
        assert_eq!(Keys::of("?!").word_set, "");
        assert_eq!(items("a||b | c|").collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
