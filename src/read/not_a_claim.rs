//! Numbers that claim nothing: dates, clock times, addresses, telephone numbers, versions, models, lists, sections, scores.
//!
//! Each rule looks at what stands right before and behind the digits; none knows a field of knowledge. Where a number may
//! be either, it is a claim only if something counts it.

use std::ops::Range;

use super::around::{is_emphasised, is_in_a_list, is_street};
use crate::lang::MONTHS;

/// Before a number these make a label of it: `page 12`, `Section 3`, `Pier 7`.
const LABELS: [&str; 58] = [
    "page",
    "pages",
    "p",
    "pp",
    "section",
    "sections",
    "chapter",
    "chapters",
    "figure",
    "fig",
    "table",
    "article",
    "appendix",
    "annex",
    "room",
    "suite",
    "flight",
    "route",
    "highway",
    "type",
    "phase",
    "stage",
    "step",
    "level",
    "version",
    "ver",
    "part",
    "volume",
    "vol",
    "issue",
    "day",
    "week",
    "class",
    "series",
    "tier",
    "grade",
    "episode",
    "season",
    "gen",
    "generation",
    "no",
    "nr",
    "number",
    "line",
    "gate",
    "platform",
    "unit",
    "apt",
    "box",
    "zip",
    "paragraph",
    "para",
    "note",
    "footnote",
    "formula",
    "eq",
    "item",
    "rule",
];
/// Before a year.
const YEAR_BEFORE: [&str; 34] = [
    "in", "since", "by", "of", "until", "till", "to", "from", "during", "year", "fiscal", "fy", "end", "early", "late",
    "mid", "before", "after", "for", "between", "and", "the", "through", "circa", "summer", "winter", "spring",
    "autumn", "fall", "about", "around", "vs", "versus", "or",
];
/// Plurals that stand behind a year: "the 2023 elections".
const YEARS_BEHIND: [&str; 6] = ["elections", "figures", "results", "sales", "statistics", "accounts"];
/// Before a number that could be a year, these say that it is a quantity.
const COUNT_BEFORE: [&str; 34] = [
    "has",
    "have",
    "had",
    "holds",
    "hold",
    "held",
    "owns",
    "own",
    "owned",
    "bought",
    "only",
    "just",
    "some",
    "nearly",
    "almost",
    "over",
    "approximately",
    "roughly",
    "least",
    "than",
    "total",
    "totals",
    "totalled",
    "totaled",
    "was",
    "were",
    "reached",
    "counted",
    "employs",
    "employed",
    "with",
    "landed",
    "carried",
    "are",
];
/// Behind a number these make time of it.
const TIME_BEHIND: [&str; 13] =
    ["년", "월", "분기", "시에", "시쯤", "시경", "시부터", "시까지", "분경", "세기", "학년", "학기", "주년"];
/// Directly behind digits these make a label of it: 6호기, 2차, 3단계, 12길.
const LABEL_BEHIND: [&str; 24] = [
    "호",
    "차",
    "단계",
    "세대 이동",
    "기가 인",
    "라운드",
    "조 ",
    "조에",
    "항",
    "길",
    "번길",
    "동 ",
    "층",
    "면",
    "쪽",
    "권",
    "부 ",
    "장에서",
    "강 ",
    "교시",
    "번 출구",
    "번 버스",
    "번지",
    "급",
];

/// Stretches in which no number claims anything: addresses of pages and mail, tags of HTML, code.
pub(crate) fn passed_over(text: &str) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let end = match bytes[at] {
            b'<' => tag(text, at),
            b':' if text[at..].starts_with("://") => address(text, at),
            b'@' => mail(text, at),
            b'w' | b'W' if text[at..].get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) => {
                address(text, at)
            }
            b'&' => entity(text, at),
            _ => None,
        };
        match end {
            Some(stretch) => {
                at = stretch.end.max(at + 1);
                stretches.push(stretch);
            }
            None => at += 1,
        }
    }
    stretches
}

/// Four digits before 년 that are a year.
const A_YEAR: std::ops::RangeInclusive<u32> = 1000..=2100;

/// Before a list's number no more than this stands in its line.
const MAX_INDENT_CHARS: usize = 32;
/// The longest tag or address that is looked for: a text full of `<` must not cost its square.
const MAX_STRETCH_BYTES: usize = 2_000;

fn window(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + MAX_STRETCH_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

fn tag(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = window(text, at);
    let first = rest[1..].chars().next()?;
    // A custom emoji or a mention of a chat: <@123>, <#123>, <:name:123>, <t:123>.
    let opens = first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '@' | '#' | ':' | '?');
    let end = if opens { rest.find(['>', '\n']) } else { None }?;
    (rest.as_bytes()[end] == b'>').then_some(at..at + end + 1)
}

fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text[..at]
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let rest = window(text, at);
    let end = rest
        .find(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '<' | '>' | '"' | ')'))
        .unwrap_or(rest.len());
    Some(start.min(at)..at + end)
}

fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let behind = window(text, at + 1).find(|c| !is_part(c)).unwrap_or(window(text, at + 1).len());
    let before: usize = text[..at].chars().rev().take(64).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    (behind > 0).then(|| at - before..at + 1 + behind)
}

fn entity(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text.as_bytes()[at..];
    let length = rest.iter().take(10).position(|byte| *byte == b';')?;
    rest[1..length].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').then_some(at..at + length + 1)
}

/// What is known about digits when it is to be said whether they claim something.
pub(crate) struct Digits<'a> {
    pub text: &'a str,
    pub start: usize,
    /// Behind the digits and their scale.
    pub end: usize,
    /// Behind the unit as well.
    pub unit_end: usize,
    /// Digits without separators, fraction or scale: how many; zero otherwise.
    pub bare: usize,
    /// Nothing counts them: no unit, no hedge, no sign of money.
    pub uncounted: bool,
    /// Money stands before them.
    pub priced: bool,
    /// Right before them stands the name of a country, or in a list that of somebody else of whom numbers are told.
    pub told_of: bool,
}

impl Digits<'_> {
    /// Whether the number claims nothing.
    pub fn claim_nothing(&self) -> bool {
        self.is_glued()
            || self.is_denominator()
            || self.is_dated()
            || self.is_chained()
            || self.is_label()
            || self.is_year()
            || self.is_model()
    }

    fn before(&self) -> &str {
        &self.text[..self.start]
    }

    fn behind(&self) -> &str {
        &self.text[self.end..]
    }

    /// The word before, in lower case, and whether it was written with a capital; only if a space alone stands between.
    fn word_before(&self) -> (String, bool) {
        let before = self.before();
        let trimmed = before.strip_suffix([' ', '\u{A0}']).unwrap_or(before).trim_end_matches('.');
        let tail: usize =
            trimmed.chars().rev().take(24).take_while(|c| c.is_ascii_alphanumeric()).map(char::len_utf8).sum();
        let word = &trimmed[trimmed.len() - tail..];
        (word.to_ascii_lowercase(), word.starts_with(|c: char| c.is_ascii_uppercase()))
    }

    fn word_behind(&self) -> &str {
        let rest = self.behind();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        &rest[..length]
    }

    /// Part of a name: `H100`, `GPT-4`, `v2.1`, `#12`, `3D`.
    fn is_glued(&self) -> bool {
        let mut before = self.before().chars().rev();
        let (last, second) = (before.next(), before.next());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let behind = &self.text[self.unit_end..];
        let emphasised = is_emphasised(self.before(), behind);
        let named = is_letter(last)
            || matches!(last, Some('_' | '#' | '\\' | '=' | '^'))
            || matches!(last, Some('-' | '.' | '\u{2011}' | '+')) && second.is_some_and(|c| c.is_ascii_alphanumeric());
        let goes_on = self.unit_end == self.end && behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        // `1,23`, `1.2.3`, `192.168.0.1`
        let more = behind.starts_with(['.', ',']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
        let after_digit = matches!(last, Some('.' | ',')) && second.is_some_and(|c| c.is_ascii_digit());
        !emphasised && (named && !self.priced || goes_on) || more && behind.starts_with('.') || after_digit
    }

    /// `per 10,000 people`, 인구 10만 명당: what something is counted by.
    fn is_denominator(&self) -> bool {
        let before = self.before().trim_end_matches(' ');
        let per = before.get(before.len().saturating_sub(3)..).is_some_and(|word| word.eq_ignore_ascii_case("per"));
        let word = per && !before[..before.len() - 3].ends_with(|c: char| c.is_alphanumeric());
        let korean = self.text[self.unit_end..].strip_prefix('당');
        word || !self.uncounted && korean.is_some_and(|rest| !rest.starts_with(['했', '한', '하', '시']))
    }

    /// Dates and clock times.
    fn is_dated(&self) -> bool {
        let behind = self.behind();
        let day = behind.starts_with('일')
            && self.bare > 0
            && self.bare <= 2
            && self.text[self.start..self.end].parse::<u32>().is_ok_and(|day| day <= 31);
        let clock =
            behind.strip_prefix(['시', '분', '초']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if day || clock || TIME_BEHIND.iter().any(|word| behind.starts_with(word)) {
            return true;
        }
        let spaced = behind.trim_start_matches(' ');
        // 1988 년에, `3 o'clock`
        let year = self.bare == 4 && self.text[self.start..self.end].parse().is_ok_and(|year| A_YEAR.contains(&year));
        if year && spaced.starts_with('년')
            || self.bare > 0 && ["o'clock", "o’clock"].iter().any(|word| spaced.starts_with(word))
        {
            return true;
        }
        if self.bare > 0
            && (spaced.starts_with("년 ")
                || spaced.starts_with("분기")
                || spaced.starts_with("년간")
                || spaced.starts_with("년 전"))
        {
            return true;
        }
        let (word, _) = self.word_before();
        let next = self.word_behind().to_ascii_lowercase();
        let month = |word: &str| {
            word == "sept" || MONTHS.iter().any(|month| *month == word || word.len() == 3 && month.starts_with(word))
        };
        if self.bare > 0 && self.bare <= 2 && (month(&word) || month(&next)) {
            return true;
        }
        let after_ordinal = behind
            .strip_prefix("st")
            .or_else(|| behind.strip_prefix("nd"))
            .or_else(|| behind.strip_prefix("rd"))
            .or_else(|| behind.strip_prefix("th"));
        if after_ordinal.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
            return true;
        }
        if matches!(next.as_str(), "am" | "pm" | "a" | "p" | "oclock")
            && (next.len() == 2 || behind.trim_start().get(1..3) == Some(".m"))
        {
            return true;
        }
        if self.bare > 0
            && matches!(
                next.as_str(),
                "year"
                    | "years"
                    | "month"
                    | "months"
                    | "day"
                    | "days"
                    | "week"
                    | "weeks"
                    | "hour"
                    | "hours"
                    | "decades"
                    | "quarters"
            )
        {
            let after = behind.trim_start().trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start();
            let later = ["ago", "earlier", "later", "before", "old", "after", "from now", "in a row"]
                .iter()
                .any(|word| after.starts_with(word));
            let spanned = matches!(
                word.as_str(),
                "last"
                    | "past"
                    | "next"
                    | "within"
                    | "every"
                    | "these"
                    | "previous"
                    | "first"
                    | "in"
                    | "for"
                    | "after"
                    | "than"
                    | "recent"
            );
            return later || spanned || matches!(next.as_str(), "year" | "years" | "decades" | "quarters");
        }
        false
    }

    /// `2024-06-20`, `010-1234-5678`, `14:30`, `3-1`, `24/7`: digits bound to digits.
    fn is_chained(&self) -> bool {
        let mut before = self.before().chars().rev();
        let (last, second) = (before.next(), before.next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut behind = self.text[self.unit_end..].chars();
        let (next, after) = (behind.next(), behind.next());
        let joins = |c: Option<char>| matches!(c, Some('-' | '/' | ':' | '–'));
        // A range of quantities is read before this is asked, so that what is left is a date, a score or a number to call.
        (joins(last) && digit(second)) || (joins(next) && digit(after) && self.uncounted)
    }

    /// `[1]`, `(2)`, `3. `, `Section 3`, 제2차, 6호기.
    fn is_label(&self) -> bool {
        let (before, behind) = (self.before(), self.behind());
        let digits = &self.text[self.start..self.end];
        if self.bare > 0 {
            let boxed = matches!(
                (before.chars().next_back(), behind.chars().next()),
                (Some('['), Some(']')) | (Some('('), Some(')')) | (Some('{'), Some('}'))
            );
            if boxed && self.bare <= 3 {
                return true;
            }
            let mark = |c: &char| matches!(c, ' ' | '\t' | '#' | '*' | '-' | '>');
            let line_start = before.chars().rev().take(MAX_INDENT_CHARS).find(|c| !mark(c)).is_none_or(|c| c == '\n');
            if line_start
                && self.bare <= 3
                && (behind.starts_with(". ") || behind.starts_with(") ") || behind.starts_with(".\t"))
            {
                return true;
            }
            if LABEL_BEHIND.iter().any(|word| behind.starts_with(word)) || is_in_a_list(self.text, self.start..self.end)
            {
                return true;
            }
            // 007
            if digits.len() > 1 && digits.starts_with('0') {
                return true;
            }
            // 235 Pangyo-ro, 12 Main Street
            if self.uncounted && is_street(behind) {
                return true;
            }
        }
        if behind.starts_with('절') && self.uncounted {
            return true;
        }
        if before.trim_end_matches(' ').ends_with(['제', '§']) && !before.ends_with("  ") {
            let bound = before.ends_with(['제', '§']) || before.trim_end_matches(' ').ends_with('§');
            if bound {
                return true;
            }
        }
        // 테헤란로 123
        if self.bare > 0 && self.uncounted && before.trim_end_matches(' ').ends_with(['로', '길', '동']) {
            return true;
        }
        let (word, _) = self.word_before();
        let short = !digits.contains(',') && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        short && self.uncounted && LABELS.contains(&word.as_str())
    }

    /// A year without a word for it.
    fn is_year(&self) -> bool {
        let digits = &self.text[self.start..self.end];
        let quoted = self.bare == 2 && self.before().ends_with(['\'', '’', '‘']);
        if quoted {
            return true;
        }
        if self.bare != 4 || !self.uncounted || !digits.parse::<u32>().is_ok_and(|year| (1900..=2100).contains(&year)) {
            return false;
        }
        let (word, _) = self.word_before();
        // "About 1961 chips": something in small letters and in the plural is counted.
        let behind = self.word_behind();
        let plural = behind.len() > 2 && behind.ends_with('s') && behind.starts_with(|c: char| c.is_ascii_lowercase());
        if plural && !YEARS_BEHIND.contains(&behind) && matches!(word.as_str(), "about" | "around") {
            return false;
        }
        if YEAR_BEFORE.contains(&word.as_str()) || MONTHS.contains(&word.as_str()) {
            return true;
        }
        // Something is counted: "has 1961 chips".
        let acted = plural && !YEARS_BEHIND.contains(&behind) && word.ends_with("ed");
        let counted = acted || COUNT_BEFORE.contains(&word.as_str()) && !self.word_behind().is_empty();
        !counted
    }

    /// `RTX 4090`, `Llama 3.1`, `Windows 11`: a name and a short number that nothing counts.
    fn is_model(&self) -> bool {
        let digits = &self.text[self.start..self.end];
        let short = digits.len() <= 5 && !digits.contains(',');
        let scaled = !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !short || scaled || !self.uncounted || self.told_of {
            return false;
        }
        let (word, capital) = self.word_before();
        let before = self.before().trim_end();
        let sentence_start = before.len() == word.len()
            || before[..before.len() - word.len()].trim_end().ends_with(['.', '!', '?', '\n', ':', '"', '“']);
        let counted = self.word_behind().ends_with('s');
        let all_capitals =
            before[before.len() - word.len()..].chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let long = digits.len() > 4 && !all_capitals;
        !word.is_empty() && capital && !counted && !long && (!sentence_start || (all_capitals && word.len() > 1))
    }
}
