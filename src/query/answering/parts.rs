//! A comparison whose two sides are whole questions by themselves: "H100s held in Korea against those bought by Microsoft".
//!
//! Read as one question, the words of both sides are mixed up, and the outcome is a choice or nothing. Then the text is cut
//! at the word that compares ("against", 대비) or joins ("and", 와), and each side is asked by itself. Only if both sides are
//! answered, each with one figure, and only at one such word, is the comparison made: nothing is guessed.

use super::Answering;
use crate::decide::Lore;
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::query::compare_selected::{Compared, compare_selected};
use crate::query::{Answer, Assumption, Operation, Outcome, Question, Reason};
use crate::read::link::{Linked, Mask, positions};

/// At most so many words are tried as the border between the sides.
const MAX_BORDERS: usize = 4;

/// Whether a comparison was asked that made no sense as one question.
pub(super) fn may_be_compared(answer: &Answer) -> bool {
    let hopeless = matches!(
        answer.reason,
        Some(Reason::Negation | Reason::UnlikeUnits(..) | Reason::TooManyCompared { .. } | Reason::NotYetKnown { .. })
    );
    // "Workforce against workforce shortage" names the longer of two names alone.
    let one_side = answer.assumptions.contains(&Assumption::OneCompared);
    one_side || answer.operation == Operation::Compare && answer.outcome != Outcome::Answer && !hopeless
}

/// The comparison of the two sides of a text, if there is exactly one way to cut it.
pub(super) fn compared(catalog: &Catalog, lore: &Lore, question: &Question<'_>, linked: &Linked) -> Option<Answer> {
    let compares = linked.with_role(Role::Compare) | linked.with_role(Role::Ratio);
    let borders = compares | linked.with_role(Role::Several);
    let mut found = None;
    for border in positions(borders).take(MAX_BORDERS) {
        let sides = sides(linked, border, compares);
        if sides.iter().any(String::is_empty) {
            continue;
        }
        let ask = |text: &String| {
            let part = Question { text, ..question.clone() };
            Answering::new(catalog, lore, &part).whole().0
        };
        let answers: Vec<Answer> = sides.iter().map(ask).collect();
        // A side without a name of its own is about the other side's, not about the only one with figures.
        let entity = |answer: &Answer| answer.figures.first().map(|figure| catalog.figure(*figure).entity);
        let taken = |answer: &Answer| answer.assumptions.iter().any(|one| matches!(one, Assumption::OnlyEntity(_)));
        let same_entity = answers.iter().all(|answer| entity(answer) == answers.first().and_then(entity));
        let is_clear = |answer: &Answer| answer.outcome == Outcome::Answer && (same_entity || !taken(answer));
        if !answers.iter().all(is_clear) {
            continue;
        }
        let language = question.language.unwrap_or_else(|| crate::figure::Language::of_text(question.text));
        let Compared::Done(answer) = compare_selected(catalog, answers, language, question.as_of) else { continue };
        if found.replace(*answer).is_some() {
            return None;
        }
    }
    found
}

/// What stands before and behind a piece, without the words that compare. A period that only one side names is meant for both.
fn sides(linked: &Linked, border: usize, compares: Mask) -> [String; 2] {
    let before = (1 << border) - 1;
    let sides = [before, linked.all() & !before & !(1 << border)];
    let periods = linked.periods_at();
    let names_period = sides.map(|side| side & periods != 0);
    let shared = if names_period[0] == names_period[1] { 0 } else { periods };
    sides.map(|side| {
        if side & !compares == 0 {
            return String::new();
        }
        let pieces = positions((side | shared) & !compares);
        pieces.map(|position| linked.typed(position)).collect::<Vec<_>>().join(" ")
    })
}
