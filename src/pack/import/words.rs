//! The words by which tables of statistical offices say what a column or a cell is.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

use super::layout::Role;

/// Header words, folded, to what their column holds.
static ROLES: Lazy<FxHashMap<String, Role>> = Lazy::new(|| {
    let rows = rows(include_str!("../../../data/import/columns.csv"));
    let pairs = rows.iter().filter_map(|row| Some((Role::from_word(row.first()?)?, row.get(1)?)));
    pairs.flat_map(|(role, names)| names.split('|').map(move |name| (fold(name), role))).collect()
});

/// Words of cells by what they say.
static WORDS: Lazy<FxHashMap<String, FxHashSet<String>>> = Lazy::new(|| {
    let rows = rows(include_str!("../../../data/import/words.csv"));
    let pairs = rows.iter().filter_map(|row| Some((row.first()?.clone(), row.get(1)?)));
    pairs.map(|(kind, words)| (kind, words.split('|').map(|word| word.trim().to_lowercase()).collect())).collect()
});

/// What a column with this header holds.
pub(super) fn role(header: &str) -> Option<Role> {
    ROLES.get(&fold(header)).copied()
}

/// Whether a cell says something of a kind: `missing`, `total`, `estimated` ...
pub(super) fn is(kind: &str, cell: &str) -> bool {
    WORDS.get(kind).is_some_and(|words| words.contains(&cell.trim().to_lowercase()))
}

/// Whether a cell says that there is no value. Eurostat writes a colon, with its flag behind it.
pub(super) fn is_missing(cell: &str) -> bool {
    is("missing", cell) || cell.starts_with(": ")
}

/// The rows of a small table of ours, without its header.
pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// A header without case, marks of ids and blanks around it.
pub(super) fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = text.nfkc().flat_map(char::to_lowercase).collect();
    plain.replace(['_', '\u{a0}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_both_languages_are_known() {
        for (header, role) in [
            ("Country Name", Role::Entity),
            ("REF_AREA", Role::Code),
            ("TIME_PERIOD", Role::Period),
            ("OBS_VALUE", Role::Value),
            ("시도별", Role::Entity),
            ("시점", Role::Period),
            ("단위", Role::Unit),
        ] {
            assert_eq!(super::role(header), Some(role), "{header}");
        }
        assert!(is("missing", "..") && is("missing", "") && is("total", "합계") && !is("missing", "0"));
    }
}
