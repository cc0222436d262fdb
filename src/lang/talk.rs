//! What words do in a conversation, in no field's terms: they open a follow-up ("what about"), point at what was said before
//! ("both", 그거), or ask for the same answer in another form ("as a chart", 영어로).
//!
//! They lie in `data/lexicon/talk.csv`. A cue is a whole phrase; where it may stand is decided by who reads the question.

use once_cell::sync::Lazy;

use super::text::Text;

const TALK: &str = include_str!("../../data/lexicon/talk.csv");

static CUES: Lazy<Vec<(Vec<char>, Cue)>> = Lazy::new(read);

/// What a phrase does in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Cue {
    /// "What about", 그럼: what follows belongs to what was said before.
    Opening,
    /// "Both": the last two things that were spoken of.
    Pair,
    /// "Them": the things that were spoken of.
    Them,
    /// "The three": so many of the things that were spoken of.
    Three,
    /// "The four".
    Four,
    /// "It", "that": what was said last.
    This,
    /// Where it is from.
    Source,
    /// A citation to copy.
    Cite,
    /// A picture.
    Chart,
    /// A table with all rows.
    Table,
    /// A file.
    Csv,
    /// How it came about.
    Why,
    /// The answer in English.
    English,
    /// The answer in Korean.
    Korean,
    /// "Who": asks for a name and names none.
    Who,
    /// "More", 더: of the things that were spoken of, one beside the other; alone it asks for more rows.
    Comparative,
    /// "The latest": no longer of the time that was spoken of.
    Newest,
    /// "The same year": that of the figure that was shown.
    SameYear,
    /// "The year before": before that of the figure that was shown.
    YearBefore,
    /// "The year after".
    YearAfter,
    /// What the program is, and how to ask it.
    Help,
    /// What came lately.
    News,
    /// How old the data are.
    Updated,
    /// "Another question": what follows does not belong to what was said before.
    Change,
}

impl Cue {
    const ALL: [(Self, &'static str); 24] = [
        (Self::Change, "change"),
        (Self::Opening, "opening"),
        (Self::Pair, "pair"),
        (Self::Them, "them"),
        (Self::Three, "three"),
        (Self::Four, "four"),
        (Self::This, "this"),
        (Self::Source, "source"),
        (Self::Cite, "cite"),
        (Self::Chart, "chart"),
        (Self::Table, "table"),
        (Self::Csv, "csv"),
        (Self::Why, "why"),
        (Self::English, "english"),
        (Self::Korean, "korean"),
        (Self::Who, "who"),
        (Self::Comparative, "comparative"),
        (Self::Newest, "newest"),
        (Self::SameYear, "same-year"),
        (Self::YearBefore, "year-before"),
        (Self::YearAfter, "year-after"),
        (Self::Help, "help"),
        (Self::News, "news"),
        (Self::Updated, "updated"),
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(cue, _)| *cue)
    }
}

/// Every cue with the letters of its phrase, without spaces; longer ones first.
pub(crate) fn cues() -> &'static [(Vec<char>, Cue)] {
    &CUES
}

fn rows() -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(TALK.as_bytes()).into_records().filter_map(Result::ok).filter(|row| row.len() == 3)
}

fn read() -> Vec<(Vec<char>, Cue)> {
    let mut cues: Vec<(Vec<char>, Cue)> = Vec::new();
    for row in rows() {
        let Some(cue) = Cue::from_word(&row[0]) else { continue };
        let phrases = row[2].split('|').map(|phrase| (Text::new(phrase).chars, cue));
        // What is written with and without an apostrophe is one phrase.
        for (chars, cue) in phrases.filter(|(chars, _)| !chars.is_empty()) {
            if !cues.contains(&(chars.clone(), cue)) {
                cues.push((chars, cue));
            }
        }
    }
    cues.sort_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_cue_is_used() {
        assert_eq!(rows().count(), TALK.lines().count() - 1);
        for row in rows() {
            assert!(Cue::from_word(&row[0]).is_some(), "{row:?}");
        }
        for (cue, name) in Cue::ALL {
            assert!(cues().iter().any(|(_, used)| *used == cue), "{name}");
        }
    }

    #[test]
    fn no_phrase_does_two_things() {
        let mut phrases: Vec<&Vec<char>> = cues().iter().map(|(chars, _)| chars).collect();
        phrases.sort();
        for pair in phrases.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
    }
}
