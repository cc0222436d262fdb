//! The clauses of a question: which of them asks, and which only say why somebody asks.

use super::link::{Linked, Mask};
use super::vocabulary::Vocabulary;
use crate::lang::concepts::{Effect, Lexicon, Meaning};
use crate::lang::lexicon::Role;

/// Signs that part clauses.
const CLAUSE_ENDS: [char; 10] = ['.', ',', ':', ';', '!', '?', '–', '—', '…', '\n'];
/// Endings of Korean behind which the main clause comes.
const CONNECTIVES: [&str; 11] =
    ["는데", "는데요", "인데", "인데요", "려고", "려는데", "니까", "느라", "라서", "해서", "때문에"];
/// What asks.
const ASKING: [Role; 2] = [Role::Many, Role::Ratio];

/// A clause of a question.
#[derive(Clone, Copy, Debug, Default)]
struct Clause {
    mask: Mask,
    asks: bool,
}

impl Linked {
    /// Whether a clause ends behind a piece.
    pub(super) fn ends_clause(&self, position: usize) -> bool {
        let next = self.pieces.get(position + 1).and_then(|next| self.text.gaps.get(next.start));
        next.is_none_or(|gap| CLAUSE_ENDS.contains(gap))
    }

    /// The words of clauses that ask nothing, where another clause asks: first of those that name nothing ("for a school project:"), then
    /// of those that name something ("I'm writing about Jeju: how many animals ...").
    pub fn asides(&self, vocabulary: &Vocabulary) -> (Mask, Mask) {
        let lexicon = Lexicon::get();
        let named = self.named();
        let (mut clauses, mut clause) = (Vec::new(), Clause::default());
        for (position, piece) in self.pieces.iter().enumerate() {
            let gap = self.text.gaps.get(piece.start).copied().unwrap_or_default();
            if position > 0 && CLAUSE_ENDS.contains(&gap) {
                clauses.push(std::mem::take(&mut clause));
            }
            let bit = 1 << position;
            clause.mask |= bit;
            let asking =
                |meaning: &Meaning| meaning.groups.iter().any(|group| lexicon.group(*group).effect == Effect::Ask);
            let counted = ASKING.iter().any(|role| self.with_role(*role) & bit != 0);
            clause.asks |= counted || self.meaning_at(position, vocabulary).is_some_and(asking);
            // A verb that goes on says why somebody asks, unless something is named that it is told of.
            let goes_on = CONNECTIVES.iter().any(|ending| self.typed(position).ends_with(ending));
            if goes_on && clause.mask & named == 0 && !clause.asks {
                clauses.push(std::mem::take(&mut clause));
            }
        }
        clauses.push(clause);
        let asks = clauses.iter().any(|clause| clause.asks);
        let quiet = |clause: &&Clause| !clause.asks && (asks || clause.mask & named == 0);
        let subject = asks || clauses.iter().any(|clause| clause.mask & named != 0);
        let (mut aside, mut told) = (0, 0);
        for clause in clauses.iter().filter(quiet).filter(|_| subject && clauses.len() > 1) {
            let mask = if clause.mask & named == 0 { &mut aside } else { &mut told };
            *mask |= clause.mask;
        }
        (aside, told)
    }
}
