//! How a question is put: in which language, and whether it wants a part or a multiple.

use super::link::{Linked, Mask};
use super::segment::Kind;
use super::vocabulary::Vocabulary;
use crate::lang::concepts::Lexicon;
use crate::lang::lexicon::Role;
use crate::lang::text::Class;

/// Roles of what only carries a sentence.
const CARRYING: [Role; 6] = [Role::Padding, Role::Function, Role::Particle, Role::Ending, Role::Count, Role::Many];

impl Linked {
    /// The pieces that only carry a sentence, and those with one of some roles besides.
    pub fn carrying(&self, besides: &[Role]) -> Mask {
        CARRYING.iter().chain(besides).fold(0, |mask, role| mask | self.with_role(*role))
    }

    /// Whether a word of Latin letters is one of the language, and none of the packs' or of a place.
    pub fn has_general_words(&self) -> bool {
        let general = self.explained() | self.with_role(Role::Negation);
        (0..self.pieces.len()).any(|position| {
            let piece = self.pieces[position];
            let letters = self.text.classes[piece.start] == Class::Letter;
            let known = general & (1 << position) != 0 || matches!(piece.kind, Kind::Everyday(_));
            letters && known && self.word_at(position).is_none() && self.places() & (1 << position) == 0
        })
    }

    /// Whether a ratio is asked for as a part of one: "what fraction", 몇 분의 1.
    pub fn asks_for_a_part(&self, vocabulary: &Vocabulary) -> bool {
        if self.with_role(Role::Ratio) | self.with_role(Role::Compare) == 0 {
            return false;
        }
        let fraction = Lexicon::get().find_group("fraction");
        let asks = |position: usize| {
            let part = self.typed(position).replace(' ', "").contains("분의");
            part || self.meaning_at(position, vocabulary).is_some_and(|it| it.shares(fraction.as_slice()))
        };
        (0..self.pieces.len()).any(asks)
    }
}
