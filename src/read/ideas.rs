//! Words and phrases of everyday language in a text, however the text is cut.
//!
//! A text is cut once, and a word of a pack takes its place: "per head" of a question, beside a pack with a "head office", is two words.
//! What the words mean together is still there: these are all words of the lexicon with their places, one over the other.

use crate::lang::concepts::Lexicon;
use crate::lang::text::{Class, Text};

/// Phrases have no more words than this.
const MAX_PHRASE: usize = 5;

/// A word or phrase of the lexicon: its first place in the text, the place behind it, and its number.
pub(crate) type Idea = (usize, usize, u32);

/// All of them: phrases of English, and words inside the runs of Hangul.
pub(crate) fn ideas(text: &Text) -> Vec<Idea> {
    let lexicon = Lexicon::get();
    let mut ideas = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = text.run_end(start);
        match text.classes[start] {
            Class::Letter => phrases(lexicon, text, start, end, &mut ideas),
            Class::Hangul => lexicon.in_hangul(&text.chars[start..end], |found| {
                if found.end - found.start >= 2 && !found.verb {
                    ideas.push((start + found.start, start + found.end, found.word));
                }
            }),
            _ => {}
        }
        start = end;
    }
    ideas
}

fn phrases(lexicon: &Lexicon, text: &Text, start: usize, end: usize, ideas: &mut Vec<Idea>) {
    let form = text.slice(start, end);
    if !lexicon.begins_phrase(&form) {
        return;
    }
    let (forms, ends) = words_from(text, form, end);
    ideas.extend(lexicon.phrases(&forms).map(|(words, number)| (start, ends[words - 1], number)));
}

/// A word that ends at a place and the words right behind it, as many as a phrase may have, each with the place behind it.
pub(super) fn words_from(text: &Text, form: String, end: usize) -> (Vec<String>, Vec<usize>) {
    let (mut forms, mut ends) = (vec![form], vec![end]);
    while forms.len() < MAX_PHRASE {
        let place = ends[ends.len() - 1];
        let goes_on =
            place < text.len() && matches!(text.gaps[place], ' ' | '-') && text.classes[place] == Class::Letter;
        if !goes_on {
            break;
        }
        let next = text.run_end(place);
        forms.push(text.slice(place, next));
        ends.push(next);
    }
    (forms, ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_compounds_are_found() {
        let of = |text: &str| {
            let text = Text::new(text);
            let ideas = ideas(&text);
            let groups = ideas.iter().flat_map(|idea| Lexicon::get().meaning(idea.2).groups.clone());
            groups.map(|group| Lexicon::get().group(group).id.to_string()).collect::<Vec<_>>()
        };
        assert!(of("life expectancy at birth").contains(&"life-expectancy".to_owned()));
        assert!(of("spending per head").contains(&"per-person".to_owned()));
        assert!(of("한국 기대수명은").contains(&"life-expectancy".to_owned()));
    }
}
