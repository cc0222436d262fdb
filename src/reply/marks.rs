//! Short marks for figures, so that several fit into a button's id.
//!
//! A mark is six characters made from a figure's id by a hash, so it means the same after a restart and in any process
//! with the same packs. Where two ids of a catalogue share a mark (one chance in millions for packs of this size), it
//! stands for none of them.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::figure::FigureRef;
use crate::pack::Catalog;

/// Characters of a mark.
const MARK_CHARS: usize = 6;
/// Each stands for six bits.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// This many fit into a custom id with what stands before them (Discord: 100 characters).
pub(super) const MOST: usize = 15;

/// The mark of an id.
fn mark(id: &str) -> String {
    let hash = Sha256::digest(id.as_bytes());
    let bits = hash.iter().take(5).fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let six = |place: usize| usize::try_from((bits >> (6 * place)) & 63).unwrap_or_default();
    (0..MARK_CHARS).filter_map(|place| ALPHABET.get(six(place)).map(|byte| char::from(*byte))).collect()
}

/// The marks of figures, one behind the other.
pub(super) fn write(catalog: &Catalog, figures: &[FigureRef]) -> Box<str> {
    figures.iter().map(|figure| mark(&catalog.figure(*figure).id)).collect::<String>().into()
}

/// Whether a text is one that [`write`] makes.
pub(super) fn is_marks(text: &str) -> bool {
    let count = text.len() / MARK_CHARS;
    text.len().is_multiple_of(MARK_CHARS) && (1..=MOST).contains(&count) && text.bytes().all(|b| ALPHABET.contains(&b))
}

/// The figures that marks stand for; none if one of them stands for nothing, or for several.
pub(super) fn read(catalog: &Catalog, marks: &str) -> Option<Vec<FigureRef>> {
    if !is_marks(marks) {
        return None;
    }
    let mut by_mark: FxHashMap<String, Option<FigureRef>> = FxHashMap::default();
    for (position, figure) in catalog.figures().iter().enumerate() {
        let figure_ref = FigureRef::from(position);
        by_mark.entry(mark(&figure.id)).and_modify(|known| *known = None).or_insert(Some(figure_ref));
    }
    let mut figures = Vec::new();
    let mut rest = marks;
    while let Some((first, behind)) = rest.split_at_checked(MARK_CHARS) {
        figures.push(by_mark.get(first).copied().flatten()?);
        rest = behind;
    }
    Some(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_what_they_are() {
        // Buttons of years ago hold them: a change would break those.
        assert_eq!(mark("korea-h100-held-2023"), "tAPfa9");
        assert!(is_marks("abcDEF"));
        for text in ["", "abc", "abcde!", "abcdef1"] {
            assert!(!is_marks(text), "{text}");
        }
    }
}
