//! Cuts a text into sentences and segments, so that a number is read with the words that belong to it.
//!
//! A segment ends at a comma, a semicolon, a dash or a bracket; a bracket makes a segment inside its host. Where numbers
//! stand on both sides of "and", "while", 며 or 지만, those words end one too. Numbers are never cut.

use std::ops::Range;

use crate::lang::Phrase;

/// A sentence, by its segments, with where it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub segments: Range<usize>,
    /// From 1.
    pub paragraph: usize,
    /// From 1, within the paragraph.
    pub number: usize,
}

/// A stretch of words that belong together.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub range: Range<usize>,
    pub sentence: usize,
    /// The segment that a bracket stands in; the bracket begins at this segment's start.
    pub host: Option<usize>,
    /// Brackets inside, which are segments of their own.
    pub brackets: Vec<Range<usize>>,
}

/// Words that end a segment if there are numbers on both sides.
const JOINTS: [&str; 11] = [
    " and ",
    " while ",
    " whereas ",
    " but ",
    " compared with ",
    " compared to ",
    " against ",
    " versus ",
    " vs ",
    " up from ",
    " down from ",
];
/// Endings that join Korean clauses; what follows is a clause of its own.
const KOREAN_JOINTS: [&str; 8] = ["으며 ", "이며 ", "지만 ", "는데 ", "으나 ", "이고 ", "했고 ", "반면 "];
/// A full stop behind these ends no sentence.
const ABBREVIATIONS: [&str; 16] =
    ["mr", "mrs", "ms", "dr", "no", "st", "vs", "e.g", "i.e", "inc", "corp", "co", "ltd", "approx", "u.s", "u.k"];

/// The sentences and segments of a folded text.
pub(super) fn split(text: &str, phrases: &[Phrase]) -> (Vec<Sentence>, Vec<Segment>) {
    let mut cutter = Cutter { text, ..Cutter::default() };
    let mut next_phrase = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        while phrases.get(next_phrase).is_some_and(|phrase| phrase.folded.end <= at) {
            next_phrase += 1;
        }
        if let Some(phrase) = phrases.get(next_phrase).filter(|phrase| phrase.folded.start <= at) {
            at = phrase.folded.end;
            continue;
        }
        let byte = bytes[at];
        match byte {
            b'\n' => {
                let rest = &text[at + 1..];
                let blank = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
                if blank || !wraps(text, at) {
                    cutter.end_sentence(at);
                    cutter.start_sentence(at + 1);
                }
                if blank {
                    cutter.end_paragraph();
                }
            }
            b'.' | b'!' | b'?' if ends_sentence(text, at) => {
                cutter.end_sentence(at);
                cutter.start_sentence(at + 1);
            }
            b',' | b';' | b':' if bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => cutter.cut(at, at + 1),
            b' ' if is_dash(&text[at..]) => cutter.cut(at, at + 1),
            b'(' | b'[' => cutter.open(at),
            b')' | b']' => cutter.close(at),
            0xE3 if text[at..].starts_with('。') => {
                cutter.end_sentence(at);
                cutter.start_sentence(at + '。'.len_utf8());
            }
            _ => {}
        }
        at += 1;
    }
    cutter.end_sentence(text.len());
    joints(text, phrases, &mut cutter);
    (cutter.sentences, cutter.segments)
}

/// A dash between spaces, in any of its forms.
fn is_dash(rest: &str) -> bool {
    [" – ", " — ", " - ", " -- "].iter().any(|dash| rest.starts_with(dash))
}

/// Whether a line goes on: hard-wrapped English.
fn wraps(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\r']).chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(|c| c.is_ascii_lowercase() || matches!(c, ',' | ';'))
        && after.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

fn ends_sentence(text: &str, at: usize) -> bool {
    let after = text[at + 1..].chars().next();
    let closes = after.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | ')' | '」') || matches!(c, '\u{AC00}'..='\u{D7A3}')
    });
    if !closes {
        return false;
    }
    if text.as_bytes()[at] != b'.' {
        return true;
    }
    let tail: usize =
        text[..at].chars().rev().take(8).take_while(|c| c.is_ascii_alphabetic() || *c == '.').map(char::len_utf8).sum();
    let word = text[at - tail..at].to_ascii_lowercase();
    let initial = word.len() == 1 && text[at - 1..at].chars().all(|c| c.is_ascii_uppercase());
    !(ABBREVIATIONS.contains(&word.as_str()) || initial)
}

#[derive(Default)]
struct Cutter<'t> {
    text: &'t str,
    sentences: Vec<Sentence>,
    segments: Vec<Segment>,
    /// Where the open segments begin, the host last but one; with the brackets inside.
    open: Vec<(usize, Vec<Range<usize>>)>,
    sentence_start: usize,
    first_segment: usize,
    paragraph: usize,
    number: usize,
    /// Segments that wait for the index of their host.
    waiting: Vec<(usize, usize)>,
}

/// More brackets than this in one segment are not told whose they are.
const MAX_PARTS: usize = 64;
/// Brackets deeper than this are read as plain text.
const MAX_DEPTH: usize = 3;

impl Cutter<'_> {
    fn start_sentence(&mut self, at: usize) {
        self.sentence_start = at;
    }

    fn end_paragraph(&mut self) {
        self.paragraph += usize::from(self.number > 0);
        self.number = 0;
    }

    fn current(&mut self) -> &mut (usize, Vec<Range<usize>>) {
        if self.open.is_empty() {
            self.open.push((self.sentence_start, Vec::new()));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn push(&mut self, range: Range<usize>, brackets: Vec<Range<usize>>) -> usize {
        self.segments.push(Segment { range, sentence: self.sentences.len(), host: None, brackets });
        self.segments.len() - 1
    }

    fn cut(&mut self, at: usize, next: usize) {
        let depth = self.open.len();
        let (start, brackets) = std::mem::replace(self.current(), (next, Vec::new()));
        let segment = self.push(start..at, brackets);
        self.settle(depth, segment);
    }

    /// Tells the brackets that were opened inside a segment who their host is.
    fn settle(&mut self, depth: usize, host: usize) {
        let depth = depth.max(1);
        let segments = &mut self.segments;
        self.waiting.retain(|(segment, inside)| {
            let mine = *inside == depth;
            if mine && *segment != host {
                segments[*segment].host = Some(host);
            }
            !mine
        });
    }

    fn open(&mut self, at: usize) {
        self.current();
        if self.open.len() < MAX_DEPTH {
            self.open.push((at + 1, Vec::new()));
        }
    }

    fn close(&mut self, at: usize) {
        if self.open.len() < 2 {
            return;
        }
        let Some((start, brackets)) = self.open.pop() else { return };
        let segment = self.push(start..at, brackets);
        self.settle(self.open.len() + 1, segment);
        if self.waiting.len() < MAX_PARTS {
            self.waiting.push((segment, self.open.len()));
        }
        if let Some((_, brackets)) = self.open.last_mut() {
            brackets.push(start.saturating_sub(1)..at + 1);
        }
    }

    fn end_sentence(&mut self, at: usize) {
        // What stands between a full stop and a new line is no sentence.
        let start = self.open.first().map_or(self.sentence_start, |(start, _)| *start);
        let is_empty = self.first_segment == self.segments.len() && self.open.len() < 2;
        if is_empty && self.text.get(start..at).is_none_or(|text| text.trim().is_empty()) {
            self.open.clear();
            return;
        }
        self.current();
        while let Some((start, brackets)) = self.open.pop() {
            let depth = self.open.len() + 1;
            let segment = self.push(start.min(at)..at, brackets);
            self.settle(depth, segment);
        }
        self.waiting.clear();
        let segments = self.first_segment..self.segments.len();
        self.first_segment = self.segments.len();
        self.number += 1;
        self.sentences.push(Sentence { segments, paragraph: self.paragraph + 1, number: self.number });
    }
}

/// Cuts segments at joining words with numbers on both sides.
fn joints(text: &str, phrases: &[Phrase], cutter: &mut Cutter<'_>) {
    let segments = std::mem::take(&mut cutter.segments);
    // Where each old segment's first and last part went.
    let mut moved: Vec<Range<usize>> = Vec::with_capacity(segments.len());
    let mut cut: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments {
        let first = cut.len();
        let inside = inside(phrases, &segment.range);
        if inside.len() < 2 {
            cut.push(segment);
            moved.push(first..cut.len());
            continue;
        }
        let mut start = segment.range.start;
        for pair in inside.windows(2) {
            let gap = pair[0].folded.end..pair[1].folded.start;
            if let Some(place) = joint(text, &gap) {
                cut.push(Segment { range: start..place, ..segment.clone() });
                start = place;
            }
        }
        cut.push(Segment { range: start..segment.range.end, ..segment });
        moved.push(first..cut.len());
    }
    for segment in &mut cut {
        segment.host = segment.host.and_then(|host| moved.get(host)).map(|parts| parts.start);
        let range = segment.range.clone();
        segment.brackets.retain(|bracket| range.start <= bracket.start && bracket.end <= range.end);
    }
    // A bracket belongs to the part of its host that it stands in.
    for position in 0..cut.len() {
        let Some(host) = cut[position].host else { continue };
        let place = cut[position].range.start;
        let sentence = cut[position].sentence;
        let part = (host..cut.len()).take(MAX_PARTS).take_while(|at| cut[*at].sentence == sentence).find(|at| {
            *at != position && cut[*at].host.is_none() && cut[*at].range.start <= place && place <= cut[*at].range.end
        });
        cut[position].host = part.or(Some(host));
    }
    for sentence in &mut cutter.sentences {
        let start = moved.get(sentence.segments.start).map_or(cut.len(), |parts| parts.start);
        let end =
            sentence.segments.end.checked_sub(1).and_then(|last| moved.get(last)).map_or(start, |parts| parts.end);
        sentence.segments = start..end.max(start);
    }
    cutter.segments = cut;
}

/// The phrases inside a range.
pub(super) fn inside<'a>(phrases: &'a [Phrase], range: &Range<usize>) -> &'a [Phrase] {
    let start = phrases.partition_point(|phrase| phrase.folded.start < range.start);
    let end = phrases.partition_point(|phrase| phrase.folded.end <= range.end);
    phrases.get(start..end.max(start)).unwrap_or(&[])
}

/// Where a joining word between two numbers ends the segment.
fn joint(text: &str, gap: &Range<usize>) -> Option<usize> {
    let between = &text[gap.clone()];
    let english = JOINTS.iter().filter_map(|joint| between.find(joint)).min();
    let korean = KOREAN_JOINTS.iter().filter_map(|joint| between.find(joint).map(|at| at + joint.len() - 1)).min();
    match (english, korean) {
        (Some(a), Some(b)) => Some(gap.start + a.min(b)),
        (a, b) => a.or(b).map(|at| gap.start + at),
    }
}
