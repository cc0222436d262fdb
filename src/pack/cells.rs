//! Cells on their way into files that spreadsheet programs open, and back.
//!
//! A cell that begins with one of `= + - @`, a tab or a line break may be run as a formula there. As OWASP advises, such a
//! cell gets an apostrophe before it, which is taken away again when the file is read here. A cell that already has
//! apostrophes before such a character gets one more, so that every cell is read back as it was. Numbers stay numbers.

use std::borrow::Cow;

use super::checks::decimal;

/// The cell as a spreadsheet may open it.
pub(crate) fn safe(cell: &str) -> Cow<'_, str> {
    if is_risky(cell.trim_start_matches('\'')) && decimal(cell).is_none() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell that [`safe`] was given.
pub(crate) fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_risky(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Marks that are not seen but change what is: direction marks, zero-width blanks, a byte order mark inside a text. The
/// zero-width joiner is none of them, as emoji and some scripts need it.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a spreadsheet may take the text for a formula; some take full-width signs for one as well.
fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        let table = [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1 (800)", "'+1 (800)"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("-0.36", "-0.36"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("Korea", "Korea"),
            ("", ""),
        ];
        for (cell, shown) in table {
            assert_eq!(safe(cell), shown);
            assert_eq!(plain(shown), cell);
        }
    }

    proptest! {
        #[test]
        fn every_cell_is_read_back_as_it_was(cell in "['=+@\\-\t a-c0-9]{0,8}") {
            let shown = safe(&cell);
            prop_assert_eq!(plain(&shown), cell.as_str());
        }
    }
}
