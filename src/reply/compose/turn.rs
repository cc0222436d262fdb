//! A turn of a conversation becomes a card: the answer in the form that was asked for.

use jiff::civil::Date;

use crate::figure::FigureRef;
use crate::pack::Catalog;
use crate::query::{Answer, Outcome, Turn, Wish};

use super::{assumption, compose, compose_short};
use crate::reply::card::Card;
use crate::reply::cite::Format;
use crate::reply::pages;
use crate::reply::wording::Wording;

/// The reply to a turn, in short. Files and pictures are added by who can send them.
#[must_use]
pub fn compose_turn(turn: &Turn, catalog: &Catalog, today: Date) -> Card {
    let answer = &turn.answer;
    let figure: Option<FigureRef> = answer.figures.first().copied().filter(|_| answer.outcome == Outcome::Answer);
    let said_first = |mut card: Card| {
        card.assumptions = assumption::sentences(answer, Wording { catalog, language: answer.language });
        card
    };
    match (turn.wish, figure) {
        (Some(Wish::Help), _) => pages::help(catalog, answer.language),
        (Some(Wish::News), _) => pages::changes(catalog, answer.language, None, None, 1),
        (Some(Wish::Updated), _) => pages::updated(catalog, answer.language),
        (Some(Wish::Cite), Some(figure)) => {
            let format = Format::usual(answer.language);
            said_first(pages::cite(catalog, answer.language, figure, format))
        }
        (Some(Wish::Why), Some(_)) if !answer.derived.is_empty() => said_first(pages::working(catalog, answer)),
        (Some(Wish::Why), Some(_)) => compose(&Answer { wants_definition: true, ..answer.clone() }, catalog, today),
        (Some(Wish::Table), _) => compose(answer, catalog, today),
        _ => compose_short(answer, catalog, today),
    }
}
