//! An answer becomes a card.
//!
//! Which kind of card it is follows from the answer alone; the words are made by one file per kind.

mod assumption;
mod caution;
mod check;
mod derived;
mod many;
mod reason;
mod short;
mod single;
mod turn;

use jiff::civil::Date;

use crate::figure::{FigureRef, MetricRef, SourceRef};
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Outcome, Selection};

use super::action::Action;
use super::card::{Card, CardKind, FactKind, Footer, MAX_SUGGESTIONS};
use super::fit::fit;
use super::shown::{self, Shown};
use super::sketch::Sketch;
use super::wording::Wording;
use super::{pages, say, suggestions};

pub(super) use assumption::sentences as assumptions;
pub(super) use caution::sentences as cautions;
pub(super) use check::sentence as check;
pub(crate) use derived::value as derived_value;
pub(super) use derived::{calculation, sentence};
pub(super) use reason::{examples, word as reason_word};
pub use turn::compose_turn;

/// A pack older than this, in days, is said to be old.
const OLD_DAYS: i32 = 365;

/// The reply to an answer. `today` is the day on which it is said; it decides whether the data are called old.
#[must_use]
pub fn compose(answer: &Answer, catalog: &Catalog, today: Date) -> Card {
    composed(answer, catalog, today, false)
}

/// The same in short, as it is said in a chat: the value first, and whatever is left out behind *More*.
#[must_use]
pub fn compose_short(answer: &Answer, catalog: &Catalog, today: Date) -> Card {
    composed(answer, catalog, today, true)
}

fn composed(answer: &Answer, catalog: &Catalog, today: Date, short: bool) -> Card {
    let wording = Wording { catalog, language: answer.language };
    let mut leaves_out = false;
    let mut take = |short: short::Short| {
        leaves_out = short.leaves_out;
        short.card
    };
    let mut card = match (answer.outcome, answer.figures.as_slice()) {
        (Outcome::Choice, _) => reason::choice(answer, wording),
        (Outcome::None, _) => reason::none(answer, wording),
        (Outcome::Answer, []) => match asked_metric(answer) {
            Some(metric) if answer.wants_definition => pages::definition(catalog, answer.language, metric),
            _ => reason::none(answer, wording),
        },
        (Outcome::Answer, [figure]) if answer.wants_source => pages::figure_sources(catalog, answer.language, *figure),
        (Outcome::Answer, [figure]) if short && !answer.wants_definition => take(short::one(answer, wording, *figure)),
        (Outcome::Answer, [figure]) => single::card(answer, wording, *figure),
        (Outcome::Answer, _) if short && !answer.wants_definition => take(short::several(answer, wording)),
        (Outcome::Answer, _) => many::card(answer, wording),
    };
    if card.short {
        // What makes it another figure than the one asked for stands before it; the rest below.
        let part = |waits: bool| {
            let of = answer.assumptions.iter().filter(|one| short::may_wait(one) == waits).cloned().collect();
            Answer { assumptions: of, as_of: answer.as_of.filter(|_| !waits), ..answer.clone() }
        };
        card.assumptions = assumption::sentences(&part(false), wording);
        // One figure says so beside its period.
        let below = assumption::sentences(&part(true), wording);
        let newest = |one: &Assumption| matches!(one, Assumption::NewestPeriod(_));
        let waiting = answer.assumptions.iter().filter(|one| short::may_wait(one));
        let has_period = card.facts.iter().any(|fact| fact.kind == FactKind::Period);
        let closer = short::closer(answer, wording);
        let said = |one: &Assumption| newest(one) && has_period || closer.is_some() && *one == Assumption::AllEntities;
        let kept = below.into_iter().zip(waiting).filter(|(_, one)| !said(one));
        card.paragraphs.extend(kept.map(|(sentence, _)| sentence));
        let lists = answer.assumptions.contains(&Assumption::AllEntities);
        card.paragraphs.extend(closer.filter(|_| lists));
    } else {
        card.assumptions = assumption::sentences(answer, wording);
    }
    if card.suggestions.is_empty() {
        card.suggestions = suggestions(&answer.suggestions, catalog, answer.language);
        if card.suggestions.is_empty() && answer.figures.len() > 1 {
            let figures: Vec<Selection> =
                answer.figures.iter().copied().take(MAX_SUGGESTIONS).map(Selection::Figure).collect();
            card.suggestions = suggestions(&figures, catalog, answer.language);
        }
    }
    if card.suggestions_label.is_empty() && !card.suggestions.is_empty() {
        card.suggestions_label = match answer.outcome {
            Outcome::Answer => say!(answer.language, "menu-narrow"),
            Outcome::Choice => say!(answer.language, "menu-choose"),
            Outcome::None => say!(answer.language, "menu-instead"),
        };
    }
    if answer.outcome == Outcome::Answer {
        card.footer = footer(wording, &answer.figures, Some(today)).or(card.footer);
    }
    offer(answer, wording, &mut card);
    if leaves_out {
        let more = Sketch::of(answer, catalog).map(Action::More);
        let at = card.actions.iter().position(|action| matches!(action, Action::Working(_))).unwrap_or(0);
        more.into_iter().for_each(|more| card.actions.insert(at, more));
    }
    let total = if card.rows.is_empty() { 0 } else { answer.total() };
    if card.short { short::fit(card, total) } else { fit(card, total) }
}

/// What can be done with the figures of an answer: follow them, take them away, see how they were calculated with.
fn offer(answer: &Answer, wording: Wording<'_>, card: &mut Card) {
    let Some(first) = answer.figures.first().filter(|_| answer.outcome == Outcome::Answer) else { return };
    let figure = wording.figure(*first);
    let one_cell = common(&answer.figures, |figure| {
        let figure = wording.figure(figure);
        (figure.metric, figure.entity)
    });
    if one_cell.is_some() && card.kind != CardKind::Trend && shown::has_series(wording.catalog, *first) {
        card.actions.push(Action::Trend { figure: figure.id.clone(), as_of: answer.as_of });
    }
    let Some(shown) = Shown::of(answer, wording.catalog) else { return };
    if !answer.derived.is_empty() || (answer.figures.len() == 1 && figure.formula.is_some()) {
        card.actions.push(Action::Working(shown.clone()));
    }
    card.actions.push(Action::Csv(shown));
    card.actions.push(Action::Report { figure: figure.id.clone() });
}

/// The metric that a question about a meaning is about.
fn asked_metric(answer: &Answer) -> Option<MetricRef> {
    let broad = answer.assumptions.iter().find_map(|assumption| match assumption {
        Assumption::Broad(metric) => Some(*metric),
        _ => None,
    });
    let chosen = answer.suggestions.iter().find_map(|selection| match selection {
        Selection::Metric(metric) => Some(*metric),
        _ => None,
    });
    broad.or(chosen)
}

/// The answer id, and how old the data are.
pub(super) fn footer(wording: Wording<'_>, figures: &[FigureRef], today: Option<Date>) -> Option<Footer> {
    let figure = wording.figure(*figures.first()?);
    let pack = wording.catalog.pack(figure.pack);
    let id = wording.answer_id(figure);
    let updated = pack.created.to_string();
    let mut text = match figures.len() {
        1 => say!(wording.language, "footer-one", "id" => id.as_str(), "date" => updated),
        count => say!(wording.language, "footer-more", "id" => id.as_str(), "count" => count - 1, "date" => updated),
    };
    let age_days = today.and_then(|today| today.since(pack.created).ok()).map_or(0, |age| age.get_days());
    if age_days > OLD_DAYS {
        text = format!("{text} · {}", say!(wording.language, "footer-old"));
    }
    Some(Footer { answer_id: Some(id), text })
}

/// The one thing that all figures share, if they do.
fn common<T: PartialEq>(figures: &[FigureRef], thing: impl Fn(FigureRef) -> T) -> Option<T> {
    let mut things = figures.iter().map(|figure| thing(*figure));
    let first = things.next()?;
    things.all(|other| other == first).then_some(first)
}

/// How many different sources the figures have.
fn sources_count(wording: Wording<'_>, figures: &[FigureRef]) -> usize {
    let mut sources: Vec<SourceRef> = figures.iter().map(|figure| wording.figure(*figure).source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.len()
}
