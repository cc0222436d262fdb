//! One figure: the value large, then when, how, from where.

use crate::figure::{FigureRef, MetricKind};
use crate::query::{Answer, Outcome};

use super::{calculation, caution, check};
use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind, Fact, FactKind};
use crate::reply::wording::{Sources, Wording};
use crate::reply::{escape, number, say};

pub(super) fn card(answer: &Answer, wording: Wording<'_>, figure_ref: FigureRef) -> Card {
    let language = wording.language;
    let figure = wording.figure(figure_ref);
    let metric = wording.catalog.metric(figure.metric);
    let kind = if answer.wants_definition { CardKind::Definition } else { CardKind::Figure };
    let mut card = Card::new(language, kind, Outcome::Answer, wording.cell(figure));
    card.headline = Some(wording.value(figure));
    if answer.wants_definition {
        card.paragraphs.push(escape::clean(metric.definition.get(language)));
    }
    let mut sources = Sources::new(wording);
    sources.of(figure, &figure.locator);
    card.facts = facts(wording, figure_ref);
    let checked = answer.checks.iter().find(|check| check.published == figure_ref);
    if let Some(sentence) = checked.and_then(|one| check::sentence(wording, one, &[], &mut sources)) {
        card.paragraphs.push(sentence);
    } else if let Some(formula) = &figure.formula {
        let calculation = calculation(wording, formula.text(), &[], &mut sources);
        card.paragraphs.push(say!(language, "figure-calculation", "formula" => calculation));
    }
    if let Some(ranked) = &answer.ranked
        && let Some(place) = ranked.places.first()
    {
        let place = number::place(language, *place);
        card.paragraphs.push(say!(language, "rank-place", "place" => place, "of" => ranked.of));
    }
    card.paragraphs.extend(caution::sentences(answer, wording));
    card.sources = sources.into_list();
    card.sources_label = say!(language, "label-source");
    card.actions = vec![
        Action::Sources { figure: figure.id.clone() },
        Action::Cite { figure: figure.id.clone() },
        Action::Define { metric: metric.id.clone() },
    ];
    if answer.wants_definition {
        card.actions.pop();
    }
    card
}

/// When, how, how exact, what counts, what to mind.
pub(in crate::reply) fn facts(wording: Wording<'_>, figure_ref: FigureRef) -> Vec<Fact> {
    let language = wording.language;
    let figure = wording.figure(figure_ref);
    let mut facts = Vec::new();
    let mut say = |kind, label, value: String| {
        if !value.is_empty() {
            facts.push(Fact { kind, label, value });
        }
    };
    if !wording.is_date(figure) {
        let moment = wording.catalog.metric(figure.metric).kind == MetricKind::Stock && figure.period.end().is_none();
        let label = if moment { say!(language, "label-as-of") } else { say!(language, "label-period") };
        say(FactKind::Period, label, wording.period(&figure.period));
    }
    say(FactKind::Status, say!(language, "label-status"), wording.status(figure.status));
    say(FactKind::Range, say!(language, "label-range"), wording.range(figure).unwrap_or_default());
    say(FactKind::Scope, say!(language, "label-scope"), escape::clean(figure.scope.get(language)));
    say(FactKind::Note, say!(language, "label-note"), escape::clean(figure.note.get(language)));
    facts
}
