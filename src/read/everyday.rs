//! Everyday words of the two languages in a text, in whatever form the grammar gives them, and what stands behind a noun.
//!
//! They compete with the words of the packs and lose against them where both fit: a pack knows better what its words mean.

use super::segment::{Kind, is_attached};
use crate::lang::concepts::Lexicon;
use crate::lang::ko;
use crate::lang::text::{Class, Text};

/// From, to, what it is, and what it costs.
type Edge = (usize, usize, Kind, u32);

/// Costs beside those of the packs' words (10 each, 7 for what attaches to them).
mod cost {
    pub const WORD: u32 = 13;
    pub const INSIDE: u32 = 2;
    /// Dearer than a noun of the packs with an ending: 부족한 is 부족 with 한.
    pub const VERB: u32 = 18;
    /// A verb glued to what stands before it.
    pub const VERB_INSIDE: u32 = 30;
    pub const SYLLABLE: u32 = 20;
    pub const ENDING: u32 = 7;
    /// For each word of a phrase, and one more: known words by themselves win, one unknown word loses.
    pub const OF_PHRASE: u32 = 10;
}

/// Phrases have no more words than this.
const MAX_PHRASE: usize = 5;

/// Adds every everyday word of a text.
pub(super) fn edges(text: &Text, edges: &mut Vec<Edge>) {
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        match text.classes[start] {
            Class::Hangul => hangul(text, start, end, edges),
            Class::Letter => latin(text, start, end, edges),
            _ => {}
        }
        start = end;
    }
}

fn hangul(text: &Text, start: usize, end: usize, edges: &mut Vec<Edge>) {
    let run = &text.chars[start..end];
    let whole = run.len();
    let tails: Vec<usize> = ko::endings(run, is_attached(text, start)).collect();
    edges.extend(tails.iter().map(|tail| (start + tail, end, Kind::Ending, cost::ENDING)));
    Lexicon::get().in_hangul(run, |found| {
        let length = found.end - found.start;
        let first = found.start == 0;
        let cost = match (found.verb, length) {
            (true, 1) if !first => return,
            (true, 1) => cost::SYLLABLE,
            (true, _) if first => cost::VERB,
            (true, _) => cost::VERB_INSIDE,
            // A syllable is a word only where it stands alone or with an ending.
            (false, 1) if first && (found.end == whole || tails.contains(&found.end)) => cost::SYLLABLE,
            (false, 1) => return,
            (false, _) if first => cost::WORD,
            (false, _) => cost::WORD + cost::INSIDE,
        };
        edges.push((start + found.start, start + found.end, Kind::Everyday(found.word), cost));
    });
}

fn latin(text: &Text, start: usize, end: usize, edges: &mut Vec<Edge>) {
    if text.classes[start..end].iter().any(|class| *class != Class::Letter) {
        return;
    }
    let lexicon = Lexicon::get();
    let form = text.slice(start, end);
    if let Some(word) = lexicon.english_word(&form) {
        edges.push((start, end, Kind::Everyday(word), cost::WORD));
    }
    if !lexicon.begins_phrase(&form) {
        return;
    }
    let mut forms = vec![form];
    let mut ends = vec![end];
    while forms.len() < MAX_PHRASE {
        let place = ends[ends.len() - 1];
        let goes_on = place < text.len() && matches!(text.gaps[place], ' ' | '-') && text.classes[place] == Class::Letter;
        if !goes_on {
            break;
        }
        let next = text.run_end(place);
        forms.push(text.slice(place, next));
        ends.push(next);
    }
    for (words, number) in lexicon.phrases(&forms) {
        let cost = cost::OF_PHRASE * words as u32 + 1;
        edges.push((start, ends[words - 1], Kind::Everyday(number), cost));
    }
}
