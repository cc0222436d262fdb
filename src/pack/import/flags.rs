//! Marks beside a value: estimated, provisional, a break in the series.

use super::words;
use crate::figure::Status;

/// What the marks of a value say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flags {
    pub(super) status: Status,
    /// What is worth a note, in English and Korean; empty if nothing is.
    pub(super) note: Option<(String, String)>,
}

/// A cell's number and the marks behind it: `123 p`, `1,234(p)`, `52.3e`, `12.5*`.
pub(super) fn split(cell: &str) -> (&str, &str) {
    let cell = cell.trim();
    let is_number = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | ',' | '-' | '−' | '+' | ' ' | '\'' | '\u{a0}' | '\u{202f}' | '(' | '△' | '▲' | '–' | '%'
            )
    };
    let Some(last_digit) = cell.rfind(|c: char| c.is_ascii_digit()) else { return (cell, "") };
    let (number, mark) = cell.split_at(last_digit + 1);
    let mark_text =
        mark.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '*' | '.' | ','));
    // Letters that are no known mark may be a scale or a unit, which would change the value: the cell is then no number.
    let is_mark = (mark_text.is_empty() || is_attached(mark_text)) && !number.contains(|c| !is_number(c));
    // A bracket that closes what opened before the number is a minus sign.
    if mark.trim() == ")" && number.starts_with('(') {
        return (cell, "");
    }
    if mark.trim() == "%" {
        return (number.trim(), "%");
    }
    if is_mark { (number.trim(), mark_text) } else { (cell, "") }
}

/// What marks say. A letter may stand with others: `bp` is a break in a provisional value.
pub(super) fn read(marks: &[&str]) -> Flags {
    let mut flags = Flags { status: Status::Reported, note: None };
    let (mut en, mut ko): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for mark in marks.iter().map(|mark| mark.trim()).filter(|mark| !mark.is_empty()) {
        let parts: Vec<String> = if is_known(mark) {
            vec![mark.to_owned()]
        } else if mark.contains([',', ';', '|', ' ']) {
            mark.split([',', ';', '|', ' ']).map(str::to_owned).collect()
        } else if mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_lowercase()) {
            mark.chars().map(String::from).collect()
        } else {
            vec![mark.to_owned()]
        };
        for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
            let mut say = |english: &str, korean: &str| {
                en.push(english.to_owned());
                ko.push(korean.to_owned());
            };
            match part {
                _ if words::is("forecast", part) => flags.status = Status::Forecast,
                _ if words::is("provisional", part) => flags.status = Status::Provisional,
                _ if words::is("estimated", part) => flags.status = Status::Estimated,
                _ if words::is("break", part) => {
                    say("There is a break in the series here.", "여기서 시계열이 단절된다.")
                }
                _ if words::is("definition", part) => {
                    say("The definition is another than that of most values.", "정의가 다른 값과 다르다.");
                }
                _ if words::is("unreliable", part) => {
                    say("The source calls it of low reliability.", "원자료가 신뢰도가 낮다고 밝힌 값이다.")
                }
                _ if words::is("revised", part) => {
                    say("The source marks it as revised.", "원자료에 수정된 값으로 표시돼 있다.")
                }
                _ if words::is("reported", part) || words::is("total", part) => {}
                other if outlook(other).is_some() => flags.status = outlook(other).unwrap_or(Status::Reported),
                other => {
                    say(&format!("The source marks it with `{other}`."), &format!("원자료에 `{other}` 표시가 있다."))
                }
            }
        }
    }
    if !en.is_empty() {
        flags.note = Some((en.join(" "), ko.join(" ")));
    }
    flags
}

/// The status of what is yet to come, in the word that packs have for it.
fn outlook(mark: &str) -> Option<Status> {
    mark.parse::<Status>().ok().filter(|status| status.is_outlook())
}

/// Whether the marks say that the value is withheld.
pub(super) fn is_withheld(mark: &str) -> bool {
    words::is("confidential", mark)
}

/// Whether letters right behind a number are marks: one that is known, or several of one small letter each.
fn is_attached(mark: &str) -> bool {
    let is_one = |mark: &str| {
        let kinds =
            ["forecast", "provisional", "estimated", "break", "definition", "unreliable", "revised", "confidential"];
        kinds.iter().any(|kind| words::is(kind, mark))
    };
    let is_small = mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_lowercase());
    is_one(mark) && (is_small || mark.chars().count() > 3 || !mark.is_ascii())
        || is_small && mark.chars().all(|c| is_one(c.encode_utf8(&mut [0; 4])))
}

fn is_known(mark: &str) -> bool {
    ["forecast", "provisional", "estimated", "break", "definition", "unreliable", "revised", "reported", "total"]
        .iter()
        .any(|kind| words::is(kind, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_from_numbers() {
        for (cell, number, mark) in [
            ("123 p", "123", "p"),
            ("1,234(p)", "1,234", "p"),
            ("52.3e", "52.3", "e"),
            ("12.5*", "12.5", ""),
            ("(12)", "(12)", ""),
            ("-3.5 bp", "-3.5", "bp"),
            ("12%", "12", "%"),
            ("about 5", "about 5", ""),
            ("1e5", "1e5", ""),
            ("5 GB/s", "5 GB/s", ""),
            ("12.5 M", "12.5 M", ""),
            ("12.5bn", "12.5bn", ""),
            ("3 k", "3 k", ""),
            ("5 t", "5 t", ""),
            ("7억", "7억", ""),
            ("7 추정", "7", "추정"),
            (":", ":", ""),
        ] {
            assert_eq!(split(cell), (number, mark), "{cell}");
        }
    }

    #[test]
    fn marks_become_a_status_and_notes() {
        assert_eq!(read(&["p"]).status, Status::Provisional);
        assert_eq!(read(&["Estimated value"]).status, Status::Estimated);
        assert_eq!(read(&["A"]), Flags { status: Status::Reported, note: None });
        let both = read(&["bp"]);
        assert_eq!(both.status, Status::Provisional);
        assert!(both.note.is_some_and(|(en, ko)| en.contains("break") && ko.contains("단절")));
        assert!(read(&["Q"]).note.is_some());
    }
}
