//! What a text asks for beside its subject: the same answer in another form, or the things that were spoken of.

use super::Wish;
use crate::figure::{Language, PartialDate, Period};
use crate::lang::Asked;
use crate::lang::ko;
use crate::lang::lexicon::Role;
use crate::lang::talk::{self, Cue};
use crate::lang::text::Class;
use crate::read::link::{Linked, Mask};

/// The cues of a text.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// It opens like a follow-up.
    pub opens: bool,
    /// "Both".
    pub pair: bool,
    /// "Them".
    pub them: bool,
    /// "The three": how many of them.
    pub several: Option<usize>,
    /// "It".
    pub this: bool,
    /// "The latest".
    pub newest: bool,
    /// "Who".
    pub who: bool,
    /// "More", "larger".
    pub comparative: bool,
    /// "Where is that from".
    pub source: bool,
    /// The language that is asked for.
    pub language: Option<Language>,
    /// How many years after the one that was shown is asked for: "the same year" none, "the year before" one back.
    pub years_on: Option<i16>,
    wishes: Vec<Wish>,
    /// The pieces that say this and nothing of the subject.
    pub consumed: Mask,
}

impl Heard {
    pub fn new(linked: &Linked) -> Self {
        let mut heard = Self::default();
        let mut position = 0;
        while position < linked.pieces.len() {
            match cue_at(linked, position) {
                Some((cue, next)) if heard.hears(linked, cue, position, next) => {
                    let before = (1 << position) - 1;
                    let until = Mask::MAX.checked_shr(Mask::BITS - next as u32).unwrap_or(0);
                    heard.consumed |= until & !before;
                    position = next;
                }
                _ => position += 1,
            }
        }
        heard
    }

    /// Notes a cue, if it may stand where it does.
    fn hears(&mut self, linked: &Linked, cue: Cue, start: usize, end: usize) -> bool {
        let all = linked.all();
        let before = (1 << start) - 1;
        let behind = all & !before & !Mask::MAX.checked_shr(Mask::BITS - end as u32).unwrap_or(0);
        let idle = linked.with_role(Role::Padding) | linked.with_role(Role::Chatter) | linked.with_role(Role::Function);
        let idle = idle | linked.with_role(Role::Particle) | linked.with_role(Role::Ending) | self.consumed;
        let only = |mask: Mask| mask & !idle == 0;
        match cue {
            Cue::Opening => {
                if !only(before) || behind == 0 {
                    return false;
                }
                self.opens = true;
            }
            // A language is asked for at the end, or by itself: "in Korean firms" asks for none.
            Cue::English | Cue::Korean => {
                if !only(behind) {
                    return false;
                }
                self.language = Some(if cue == Cue::Korean { Language::Korean } else { Language::English });
            }
            Cue::Pair => self.pair = true,
            Cue::Them => self.them = true,
            Cue::Three | Cue::Four => {
                self.them = true;
                self.several = Some(if cue == Cue::Three { 3 } else { 4 });
            }
            Cue::This => self.this = true,
            // A whole text asks about the program, or it does not.
            Cue::Help | Cue::News | Cue::Updated | Cue::Change => return false,
            // Who is asked for is no wish; the word stays what it is.
            Cue::Who => {
                self.who = true;
                return false;
            }
            // "More" by itself asks for rows; "which is more" sets things beside each other, and the word stays what it is.
            Cue::Comparative => {
                let chatter = linked.with_role(Role::Chatter) | linked.with_role(Role::Ending);
                if (before | behind) & !chatter == 0 {
                    self.wishes.push(Wish::Table);
                    return true;
                }
                self.comparative = true;
                return false;
            }
            Cue::Table if !is_name_of_form(linked, start, end) && !only(before | behind) => return false,
            // In Korean it may stand anywhere: 마지막에 왜 줄었어.
            Cue::Why if !only(before) && linked.text.classes[linked.pieces[start].start] != Class::Hangul => {
                return false;
            }
            Cue::Newest => {
                // "The latest" by itself, after a course of years: what is asked for with a name means that anyway.
                if linked.named() & (before | behind) & !self.consumed != 0 {
                    return false;
                }
                self.newest = true;
            }
            Cue::SameYear => self.years_on = Some(0),
            Cue::YearBefore => self.years_on = Some(-1),
            Cue::YearAfter => self.years_on = Some(1),
            Cue::Source => self.source = true,
            Cue::Cite => self.wishes.push(Wish::Cite),
            Cue::Chart => self.wishes.push(Wish::Chart),
            Cue::Table => self.wishes.push(Wish::Table),
            Cue::Csv => self.wishes.push(Wish::Csv),
            Cue::Why => self.wishes.push(Wish::Why),
        }
        true
    }

    /// Whether the answer is asked for in some form, language, or with its source.
    pub fn asks(&self) -> bool {
        !self.wishes.is_empty() || self.language.is_some() || self.source
    }

    /// The form that is wanted; of several the first.
    pub fn wish(&self) -> Option<Wish> {
        self.wishes.first().copied()
    }

    /// The year that is asked for by its distance from the one of the figure that was shown.
    pub fn year_from(&self, shown: Option<i16>) -> Option<Asked> {
        let year = shown?.checked_add(self.years_on?)?;
        Some(Asked::Within(Period::at(PartialDate::Year(year))))
    }

    /// Takes away what is named inside a cue: the Korea of "in Korean".
    pub fn hide(&self, linked: &mut Linked) {
        let inside = |mask: Mask| mask & !self.consumed == 0;
        linked.metrics.retain(|named| !inside(named.mask));
        linked.shorter.retain(|named| !inside(named.mask));
        linked.entities.retain(|named| !inside(named.mask));
        linked.sources.retain(|named| !inside(named.mask));
        linked.topics.retain(|named| !inside(named.mask));
    }
}

/// What a text asks about the program itself, where it asks for nothing else.
pub(super) fn about_itself(linked: &Linked) -> Option<Wish> {
    let polite = linked.with_role(Role::Chatter) | linked.with_role(Role::Particle) | linked.with_role(Role::Ending);
    (0..linked.pieces.len()).find_map(|position| {
        let (cue, next) = cue_at(linked, position)?;
        let wish = match cue {
            Cue::Help => Wish::Help,
            Cue::News => Wish::News,
            Cue::Updated => Wish::Updated,
            _ => return None,
        };
        let inside = (position..next).fold(0, |mask, piece| mask | 1 << piece);
        let padding = linked.with_role(Role::Padding) | linked.with_role(Role::Function);
        (linked.all() & !inside & !polite & !padding == 0).then_some(wish)
    })
}

/// The words that say that something else is asked from now on.
pub(super) fn change_of_subject(linked: &Linked) -> Mask {
    (0..linked.pieces.len()).fold(0, |mask, position| match cue_at(linked, position) {
        Some((Cue::Change, next)) => (position..next).fold(mask, |mask, piece| mask | 1 << piece),
        _ => mask,
    })
}

/// Whether a word for a table names the form and not more of something ("as a table", 표로).
fn is_name_of_form(linked: &Linked, start: usize, end: usize) -> bool {
    (start..end).all(|position| {
        let mask = 1 << position;
        (linked.with_role(Role::Most) | linked.with_role(Role::Least)) & mask == 0
    }) && linked.with_role(Role::Many) == 0
        && linked.metrics.iter().all(|named| {
            let inside = (start..end).fold(0, |mask, position| mask | 1 << position);
            named.mask & inside == 0
        })
}

/// The longest cue that begins at a piece, and the piece behind it.
fn cue_at(linked: &Linked, position: usize) -> Option<(Cue, usize)> {
    let start = linked.pieces.get(position)?.start;
    if !linked.text.is_border(start) {
        return None;
    }
    let chars = &linked.text.chars;
    talk::cues().iter().find_map(|(phrase, cue)| {
        let end = start + phrase.len();
        if chars.get(start..end) != Some(phrase.as_slice()) {
            return None;
        }
        let next = (position..linked.pieces.len()).find(|next| linked.pieces[*next].end >= end)? + 1;
        let reached = linked.pieces[next - 1].end;
        // 그래프로, 표를: a noun may have its particles with it.
        let hangul = linked.text.classes[end - 1] == Class::Hangul;
        let whole = reached == end && (linked.text.is_border(end) || hangul && is_attached(linked, end));
        let with_ending = hangul && reached > end && ko::endings(&chars[end..reached], true).any(|tail| tail == 0);
        (whole || with_ending).then_some((*cue, next))
    })
}

/// Whether what follows inside a run of Hangul is particles and endings alone.
fn is_attached(linked: &Linked, place: usize) -> bool {
    let end = linked.text.run_end(place);
    ko::endings(&linked.text.chars[place..end], true).any(|tail| tail == 0)
}
