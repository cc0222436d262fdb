//! The clauses of a question: which of them asks, and which only say why somebody asks.

use super::link::{Linked, Mask};
use super::vocabulary::Vocabulary;
use crate::lang::concepts::{Effect, Lexicon, Meaning};
use crate::lang::lexicon::Role;
use crate::lang::text::Class;

/// Signs that part clauses.
const CLAUSE_ENDS: [char; 10] = ['.', ',', ':', ';', '!', '?', '–', '—', '…', '\n'];
/// Endings of verbs of Korean behind which the main clause comes.
const CONNECTIVES: [&str; 9] = ["는데", "는데요", "려고", "려는데", "니까", "느라", "라서", "해서", "때문에"];
/// The same behind a noun: 만드는 중인데 says what somebody does, 화물인데 what is asked about.
const BEHIND_NOUNS: [&str; 2] = ["인데", "인데요"];
/// Where somebody does or says something: pronouns and common verbs, politeness, what ends a sentence of Korean.
const SPEAKING: [Role; 3] = [Role::Padding, Role::Chatter, Role::Ending];
const DETERMINERS: [&str; 3] = ["a", "an", "the"];
/// What asks.
const ASKING: [Role; 2] = [Role::Many, Role::Ratio];

/// A clause of a question.
#[derive(Clone, Copy, Debug, Default)]
struct Clause {
    mask: Mask,
    asks: bool,
    /// Somebody does or says something in it. "Freight: how many drivers ..." names what is asked about.
    speaks: bool,
    /// "For a caption" is a purpose, "for wheelchairs" what is asked about.
    is_determined: bool,
}

/// The words of clauses that ask nothing, by what they do.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asides {
    /// They say why somebody asks and name nothing: "I need it for school: how many ...".
    pub aside: Mask,
    /// They tell of something that is named: "I'm writing about Jeju: how many animals ...".
    pub told: Mask,
    /// They name what is asked about, and nothing that the packs have a name for: "murder: how many cases ...".
    pub topics: Mask,
}

impl Linked {
    /// Whether a clause ends behind a piece.
    pub fn ends_clause(&self, position: usize) -> bool {
        let next = self.pieces.get(position + 1).and_then(|next| self.text.gaps.get(next.start));
        next.is_none_or(|gap| CLAUSE_ENDS.contains(gap))
    }

    /// The words of clauses that ask nothing, where another clause asks.
    pub fn asides(&self, vocabulary: &Vocabulary) -> Asides {
        let lexicon = Lexicon::get();
        let named = self.named();
        let (mut clauses, mut clause) = (Vec::new(), Clause::default());
        for (position, piece) in self.pieces.iter().enumerate() {
            let gap = self.text.gaps.get(piece.start).copied().unwrap_or_default();
            // The comma of 100,000 parts nothing.
            let in_number = piece.start > 0
                && self.text.classes[piece.start - 1..=piece.start].iter().all(|class| *class == Class::Digit);
            if position > 0 && CLAUSE_ENDS.contains(&gap) && !in_number {
                clauses.push(std::mem::take(&mut clause));
            }
            let bit = 1 << position;
            clause.mask |= bit;
            let asking =
                |meaning: &Meaning| meaning.groups.iter().any(|group| lexicon.group(*group).effect == Effect::Ask);
            let counted = ASKING.iter().any(|role| self.with_role(*role) & bit != 0);
            clause.asks |= counted || self.meaning_at(position, vocabulary).is_some_and(asking);
            let typed = self.typed(position);
            clause.is_determined |= DETERMINERS.iter().any(|word| typed.eq_ignore_ascii_case(word));
            let verb_goes_on = CONNECTIVES.iter().any(|ending| typed.ends_with(ending));
            clause.speaks |= verb_goes_on || SPEAKING.iter().any(|role| self.with_role(*role) & bit != 0);
            // A verb that goes on says why somebody asks, unless something is named that it is told of.
            let noun_goes_on = clause.speaks && BEHIND_NOUNS.iter().any(|ending| typed.ends_with(ending));
            let goes_on = verb_goes_on || noun_goes_on;
            if goes_on && clause.mask & named == 0 && !clause.asks {
                clauses.push(std::mem::take(&mut clause));
            }
        }
        clauses.push(clause);
        let asks = clauses.iter().any(|clause| clause.asks);
        let quiet = |clause: &&Clause| !clause.asks && (asks || clause.mask & named == 0);
        let subject = asks || clauses.iter().any(|clause| clause.mask & named != 0);
        let mut asides = Asides::default();
        for clause in clauses.iter().filter(quiet).filter(|_| subject && clauses.len() > 1) {
            let mask = match (clause.speaks, clause.mask & named == 0) {
                (true, true) => &mut asides.aside,
                (true, false) => &mut asides.told,
                (false, true) if !clause.is_determined => &mut asides.topics,
                (false, _) => continue,
            };
            *mask |= clause.mask;
        }
        asides
    }
}
