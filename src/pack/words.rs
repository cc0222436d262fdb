//! How names and aliases are compared: without case, width, spaces and punctuation, and as a set of words in any order.

use unicode_normalization::UnicodeNormalization;

/// Letters and digits only, in one case and width.
pub(super) fn squeezed(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a text, in one case and width, in their order.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a text in alphabetical order, each once.
pub(super) fn word_set(text: &str) -> String {
    let mut words = words(text);
    words.sort();
    words.dedup();
    words.join(" ")
}

/// The items of a cell with several.
pub(super) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_that_does_not_matter_is_taken_away() {
        assert_eq!(squeezed("Ｈ１００  count!"), "h100count");
        assert_eq!(word_set("count of H100, count"), "count h100 of");
        assert_eq!(items("a||b | c|").collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
