//! Numbers as tables write them, read by what the whole column shows.

use std::str::FromStr;

use once_cell::sync::Lazy;
use regex::Regex;

use crate::figure::Decimal;
use crate::pack::checks::decimal;

/// What the cells of a column show of how its numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Cells in which a point can only be a decimal one.
    point: usize,
    /// Cells in which a comma can only be a decimal one.
    comma: usize,
    /// Cells with one comma before three digits.
    unclear_comma: usize,
    /// Cells with one point before three digits.
    unclear_point: usize,
    /// Whole numbers from a thousand on without any mark.
    unmarked: usize,
    /// Whole numbers below a thousand.
    small: usize,
}

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// A point before decimals; commas mark thousands.
    Point,
    /// A comma before decimals; points mark thousands.
    Comma,
    /// Nothing tells what a mark before three digits means.
    Unclear,
    /// Some cells can only be read one way and some only the other.
    Both,
}

#[expect(clippy::unwrap_used, reason = "the patterns are constants that tests read")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static POINT: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{2})+,\d{3}|\d{1,3}(,\d{3})+\.\d+|\d*\.(\d{1,2}|\d{4,})|0\.\d+|\d{4,}\.\d{3})$",
    )
});
static COMMA: Lazy<Regex> =
    Lazy::new(|| pattern(r"^(\d{1,3}(\.\d{3}){2,}|\d{1,3}(\.\d{3})+,\d+|\d*,(\d{1,2}|\d{4,})|0,\d+|\d{4,},\d{3})$"));
static GROUPED: Lazy<Regex> = Lazy::new(|| pattern(r"^\d{1,3}([ '’\u{a0}\u{2009}\u{202f}]\d{3})+([.,]\d+)?$"));

impl Evidence {
    /// Takes a cell into account.
    pub(super) fn add(&mut self, cell: &str) {
        let digits = without_sign(cell).1;
        let digits = ungrouped(&digits);
        if POINT.is_match(&digits) {
            self.point += 1;
        } else if COMMA.is_match(&digits) {
            self.comma += 1;
        } else if let Some((whole, rest)) = digits.split_once(',')
            && is_group(whole, rest)
        {
            self.unclear_comma += 1;
        } else if let Some((whole, rest)) = digits.split_once('.')
            && is_group(whole, rest)
        {
            self.unclear_point += 1;
        } else if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            if digits.len() > 3 { self.unmarked += 1 } else { self.small += 1 }
        }
    }

    /// Whether it is commas that are unclear.
    pub(super) fn has_commas(&self) -> bool {
        self.unclear_comma > 0
    }

    /// Adds what another column shows.
    pub(super) fn join(&mut self, other: &Self) {
        self.point += other.point;
        self.comma += other.comma;
        self.unclear_comma += other.unclear_comma;
        self.unclear_point += other.unclear_point;
        self.unmarked += other.unmarked;
        self.small += other.small;
    }

    /// How the column writes its numbers. Where the fields are parted by a comma, a bare point is a decimal one, as in
    /// every program that writes such files.
    pub(super) fn marks(&self, comma_between_fields: bool) -> Marks {
        match (self.point > 0, self.comma > 0) {
            (true, true) => Marks::Both,
            (true, false) => Marks::Point,
            (false, true) => Marks::Comma,
            (false, false) if self.unclear_comma == 0 && self.unclear_point == 0 => Marks::Point,
            // A point and a comma each before three digits, or whole numbers that carry no mark at all.
            (false, false) if self.unclear_comma == 0 && (comma_between_fields || self.unmarked > 0) => Marks::Point,
            // Thousands are marked from a thousand on, and numbers below have none; decimals of three digits would go on there.
            (false, false)
                if self.unclear_point == 0 && self.unclear_comma > 2 && self.small > 0 && self.unmarked == 0 =>
            {
                Marks::Point
            }
            (false, false) => Marks::Unclear,
        }
    }
}

/// The number of a cell.
pub(super) fn number(cell: &str, marks: Marks) -> Option<Decimal> {
    let (is_negative, digits) = without_sign(cell);
    let digits = ungrouped(&digits);
    let plain = match marks {
        Marks::Point => digits.replace(',', ""),
        Marks::Comma => digits.replace('.', "").replace(',', "."),
        // What can be read in one way only is read so, whatever the rest of the column is like.
        Marks::Unclear | Marks::Both if POINT.is_match(&digits) => digits.replace(',', ""),
        Marks::Unclear | Marks::Both if COMMA.is_match(&digits) => digits.replace('.', "").replace(',', "."),
        // One mark before three digits is left to a person.
        Marks::Unclear | Marks::Both if digits.contains([',', '.']) => return None,
        Marks::Unclear | Marks::Both => digits.clone(),
    };
    // A column in which commas mark thousands has no comma elsewhere.
    let thousands = if marks == Marks::Comma { '.' } else { ',' };
    if matches!(marks, Marks::Point | Marks::Comma) && digits.contains(thousands) && !are_thousands(&digits, thousands)
    {
        return None;
    }
    let whole = plain.trim_start_matches('0');
    let plain = if whole.is_empty() || whole.starts_with('.') { format!("0{whole}") } else { whole.to_owned() };
    let value = match decimal(&plain) {
        Some(value) => value,
        None if plain.contains(['e', 'E']) => Decimal::from_scientific(&plain).ok()?.normalize(),
        None => return None,
    };
    Some(if is_negative { -value } else { value })
}

/// Digits in groups of three (or, as in India, of two before the last three).
fn are_thousands(digits: &str, mark: char) -> bool {
    let whole = digits.split(if mark == ',' { '.' } else { ',' }).next().unwrap_or_default();
    let mut groups: Vec<&str> = whole.split(mark).collect();
    let last = groups.pop();
    let first = groups.first().copied().unwrap_or_default();
    !digits.rsplit(if mark == ',' { '.' } else { ',' }).next().is_some_and(|rest| rest != digits && rest.contains(mark))
        && last.is_some_and(|last| last.len() == 3)
        && (1..=3).contains(&first.len())
        && groups.iter().skip(1).all(|group| group.len() == 3 || group.len() == 2)
}

/// A minus sign, brackets or a triangle before a number, and the rest without a plus sign.
fn without_sign(cell: &str) -> (bool, String) {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = cell.trim().nfkc().collect();
    let plain = plain.trim();
    if let Some(inner) = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && inner.starts_with(|c: char| c.is_ascii_digit())
    {
        return (true, inner.to_owned());
    }
    match plain.strip_prefix(['-', '−', '–', '△', '▲', '▽']) {
        Some(rest) => (true, rest.trim().to_owned()),
        None => (false, plain.strip_prefix('+').unwrap_or(plain).to_owned()),
    }
}

fn ungrouped(digits: &str) -> String {
    if GROUPED.is_match(digits) {
        digits.replace([' ', '\'', '’', '\u{a0}', '\u{2009}', '\u{202f}'], "")
    } else {
        digits.to_owned()
    }
}

fn is_group(whole: &str, rest: &str) -> bool {
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    are_digits(whole) && are_digits(rest) && rest.len() == 3 && whole.len() <= 3 && !whole.starts_with('0')
}

/// Whether a cell looks like a number in any way of writing.
pub(super) fn looks_like_number(cell: &str) -> bool {
    let (_, digits) = without_sign(cell);
    let digits = ungrouped(&digits);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | 'e' | 'E' | '+' | '-'))
        && digits.contains(|c: char| c.is_ascii_digit())
        && f64::from_str(&digits.replace(',', "")).is_ok()
        || COMMA.is_match(&digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str], comma_between_fields: bool) -> (Marks, String) {
        let mut evidence = Evidence::default();
        cells.iter().for_each(|cell| evidence.add(cell));
        let marks = evidence.marks(comma_between_fields);
        let numbers: Vec<String> =
            cells.iter().map(|cell| number(cell, marks).map_or_else(|| "?".to_owned(), |n| n.to_string())).collect();
        (marks, numbers.join(" "))
    }

    #[test]
    fn a_column_tells_what_its_marks_mean() {
        let table: [(&[&str], bool, Marks, &str); 10] = [
            (&["1,234", "12,345.6"], false, Marks::Point, "1234 12345.6"),
            (&["1.234", "12.345,6"], false, Marks::Comma, "1234 12345.6"),
            (&["10,5", "1,234"], false, Marks::Comma, "10.5 1.234"),
            (&["1.234", "2.5"], false, Marks::Point, "1.234 2.5"),
            (&["1,234"], false, Marks::Unclear, "?"),
            (&["1.234"], true, Marks::Point, "1.234"),
            (&["1,234", "2,345", "9,876", "950"], true, Marks::Point, "1234 2345 9876 950"),
            (&["10,5", "10.5", "1,234"], false, Marks::Both, "10.5 10.5 ?"),
            (&["1 234", "-0.36", "△5", "(12)"], true, Marks::Point, "1234 -0.36 -5 -12"),
            (&["12,34,567", "1e3", "007"], true, Marks::Point, "1234567 1000 7"),
        ];
        for (cells, comma, marks, numbers) in table {
            assert_eq!(read(cells, comma), (marks, numbers.to_owned()), "{cells:?}");
        }
        for odd in ["1,2345", "1,23", "12,3456,789"] {
            assert_eq!(number(odd, Marks::Point), None, "{odd}");
        }
    }
}
