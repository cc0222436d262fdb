//! Where sentences end.

use std::ops::Range;

/// Words before whose full stop no sentence ends.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nos", "fig", "approx", "ca", "cf", "e.g", "i.e", "etc", "inc",
    "ltd", "co", "corp", "u.s", "u.k", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec",
];

/// The sentences of a paragraph, in order, with nothing left out but blanks between them.
pub(super) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut places = paragraph.char_indices().peekable();
    while let Some((place, c)) = places.next() {
        let is_end = match c {
            '.' => {
                let next = places.peek().map(|(_, next)| *next);
                ends_at_stop(&paragraph[start..place], next)
            }
            '!' | '?' => true,
            '。' | '！' | '？' => true,
            _ => false,
        };
        if !is_end {
            continue;
        }
        // Quotation marks and brackets that close belong to the sentence.
        let mut end = place + c.len_utf8();
        while let Some((at, closing)) = places
            .next_if(|(_, next)| matches!(next, '"' | '\'' | '”' | '’' | ')' | ']' | '」' | '』' | '.' | '!' | '?'))
        {
            end = at + closing.len_utf8();
        }
        let wide = matches!(c, '。' | '！' | '？');
        let goes_on = places.peek().is_some_and(|(_, next)| !next.is_whitespace());
        if goes_on && !wide {
            continue;
        }
        push(&mut sentences, paragraph, start..end);
        start = end;
    }
    push(&mut sentences, paragraph, start..paragraph.len());
    sentences
}

fn push(sentences: &mut Vec<Range<usize>>, paragraph: &str, range: Range<usize>) {
    let text = &paragraph[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    let end = range.end - (text.len() - text.trim_end().len());
    if start < end {
        sentences.push(start..end);
    }
}

/// Whether a full stop behind a text ends a sentence.
fn ends_at_stop(before: &str, next: Option<char>) -> bool {
    if next.is_some_and(|next| next.is_ascii_digit() || next.is_alphabetic()) {
        return false;
    }
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or_default();
    let word = word.to_lowercase();
    let is_initial = word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_lowercase());
    !(is_initial || ABBREVIATIONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(paragraph).into_iter().map(|range| &paragraph[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check("One. Two? Three!", &["One.", "Two?", "Three!"]);
        check("It rose 5.3 times. “So far.” he said.", &["It rose 5.3 times.", "“So far.”", "he said."]);
        check("Mr. Kim of Acme Inc. has 3. J. Doe has 4.", &["Mr. Kim of Acme Inc. has 3.", "J. Doe has 4."]);
        check("13곳이다. 작년엔 12곳(11.5%)이었다", &["13곳이다.", "작년엔 12곳(11.5%)이었다"]);
        check("多い。少ない！", &["多い。", "少ない！"]);
        check("See example.org/a.b for No. 7.", &["See example.org/a.b for No. 7."]);
        check("", &[]);
        check(" ... ", &["..."]);
    }
}
