//! Hangul taken apart into the letters of syllables, each at its place: the first, the middle and the last letter of a
//! syllable are different characters (`U+1100`, `U+1161`, `U+11A7` and up), so that a border inside a syllable is a
//! border between characters.

/// A letter of a syllable, at its place in it.
pub type Jamo = char;

const FIRST_SYLLABLE: u32 = 0xAC00;
const MEDIALS: u32 = 21;
const FINALS: u32 = 28;
const LEAD: u32 = 0x1100;
const VOWEL: u32 = 0x1161;
const TAIL: u32 = 0x11A7;

/// Compatibility letters that may stand at the beginning of an ending, and their numbers as last letters of a syllable.
const TAILS: [(char, u32); 7] = [('ㄴ', 4), ('ㄹ', 8), ('ㅁ', 16), ('ㅂ', 17), ('ㅆ', 20), ('ㅅ', 19), ('ㅎ', 27)];

/// A syllable by the numbers of its letters; the last is 0 where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syllable {
    pub lead: u32,
    pub vowel: u32,
    pub tail: u32,
}

impl Syllable {
    /// Takes a syllable apart; none for anything else.
    pub fn of(c: char) -> Option<Self> {
        let offset = u32::from(c).checked_sub(FIRST_SYLLABLE)?;
        let lead = offset / (MEDIALS * FINALS);
        (lead < 19).then_some(Self { lead, vowel: offset / FINALS % MEDIALS, tail: offset % FINALS })
    }

    /// The syllable as a character.
    pub fn char(self) -> char {
        char::from_u32(FIRST_SYLLABLE + (self.lead * MEDIALS + self.vowel) * FINALS + self.tail).unwrap_or('\0')
    }
}

/// The letters of a text; a lone consonant that can close a syllable is read as closing one.
pub(super) fn letters(text: &str) -> Vec<Jamo> {
    let mut letters = Vec::with_capacity(text.len());
    text.chars().for_each(|c| push(c, &mut letters));
    letters
}

/// Appends the letters of one character.
pub(super) fn push(c: char, letters: &mut Vec<Jamo>) {
    let number = |base: u32, offset: u32| char::from_u32(base + offset).unwrap_or('\0');
    match Syllable::of(c) {
        Some(Syllable { lead, vowel, tail }) => {
            letters.push(number(LEAD, lead));
            letters.push(number(VOWEL, vowel));
            if tail > 0 {
                letters.push(number(TAIL, tail));
            }
        }
        None => letters.push(TAILS.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, tail)| number(TAIL, *tail))),
    }
}
