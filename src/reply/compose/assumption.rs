//! What was taken for granted, in sentences.

use crate::figure::{FigureRef, Status};
use crate::query::{Answer, Assumption, Kept, Outcome};

use super::common;
use super::reason::asked_period;
use crate::reply::say;
use crate::reply::wording::Wording;

/// The sentences to be read before the figure.
pub(in crate::reply) fn sentences(answer: &Answer, wording: Wording<'_>) -> Vec<String> {
    let language = wording.language;
    let mut sentences: Vec<String> =
        answer.assumptions.iter().filter_map(|assumption| sentence(assumption, wording, &answer.figures)).collect();
    if let Some(date) = answer.as_of {
        sentences.insert(0, say!(language, "as-of", "date" => wording.date(date)));
    }
    // A figure that was asked for by its id may have been replaced since.
    if let (Outcome::Answer, [figure], None) = (answer.outcome, answer.figures.as_slice(), answer.as_of) {
        let said = answer.assumptions.iter().any(|assumption| matches!(assumption, Assumption::Superseded { .. }));
        if let Some(new) = wording.catalog.superseded_by(*figure).first().filter(|_| !said) {
            sentences.push(superseded(wording, *figure, *new));
        }
    }
    sentences
}

fn sentence(assumption: &Assumption, wording: Wording<'_>, figures: &[FigureRef]) -> Option<String> {
    let language = wording.language;
    Some(match assumption {
        Assumption::NewestPeriod(period) => say!(language, "assumed-newest", "period" => wording.period(period)),
        Assumption::NewestOfEach { first, last } => say!(language, "assumed-newest-each",
            "first" => wording.period(first), "last" => wording.period(last)),
        Assumption::OnlyEntity(entity) => say!(language, "assumed-only-entity", "entity" => wording.entity(*entity)),
        Assumption::WholeEntity(entity) => {
            say!(language, "assumed-whole-entity", "entity" => wording.entity(*entity))
        }
        Assumption::AllEntities => say!(language, "assumed-all-entities"),
        Assumption::ReadAs { typed, read } => say!(language, "assumed-read-as",
            "typed" => wording.quoted(typed), "read" => wording.quoted(read)),
        Assumption::Understood(metric) => say!(language, "assumed-understood", "metric" => wording.metric(*metric)),
        Assumption::OtherNumber(typed) => say!(language, "assumed-other-number", "number" => wording.quoted(typed)),
        Assumption::OutlookOnly(Status::Forecast) => say!(language, "assumed-forecast-only"),
        Assumption::OutlookOnly(Status::Planned) => say!(language, "assumed-plan-only"),
        Assumption::OutlookOnly(status) => {
            say!(language, "assumed-outlook-only", "status" => wording.status(*status))
        }
        // The card says the period itself; what is said here is that there is no other.
        Assumption::OnePeriod(_) => say!(language, "trend-one-period"),
        Assumption::OneCompared => say!(language, "assumed-one-compared"),
        // What lines say needs lines.
        Assumption::Broad(_) if figures.is_empty() => return None,
        Assumption::Broad(metric) if figures.len() == 1 => {
            say!(language, "assumed-broad-one", "metric" => wording.metric(*metric))
        }
        Assumption::Broad(metric) if common(figures, |figure| wording.figure(figure).metric).is_some() => {
            say!(language, "assumed-broad-all", "metric" => wording.metric(*metric))
        }
        Assumption::Broad(metric) => say!(language, "assumed-broad", "metric" => wording.metric(*metric)),
        Assumption::Still(kept) => still(kept, wording),
        Assumption::Superseded { old, new } => superseded(wording, *old, *new),
        // Said below the rows, where the eye is when they end.
        Assumption::Cut { .. } => return None,
    })
}

/// What was taken from the conversation, in the order of a title.
fn still(kept: &Kept, wording: Wording<'_>) -> String {
    let metrics = kept.metrics.iter().map(|metric| wording.metric(*metric));
    let entities = kept.entities.iter().map(|entity| wording.entity(*entity));
    let periods = kept.periods.iter().map(|period| asked_period(wording, period));
    let sources = kept.sources.iter().map(|source| wording.publisher(*source));
    let all: Vec<String> = metrics.chain(entities).chain(periods).chain(sources).collect();
    say!(wording.language, "assumed-still", "what" => all.join(", "))
}

/// A figure is never named without all that belongs to it, here neither.
fn superseded(wording: Wording<'_>, old: FigureRef, new: FigureRef) -> String {
    let (old, new) = (wording.figure(old), wording.figure(new));
    say!(wording.language, "assumed-superseded",
        "old" => wording.value(old),
        "value" => wording.value(new),
        "period" => wording.period(&new.period),
        "status" => wording.status(new.status),
        "publisher" => wording.publisher(new.source),
        "id" => &*new.id)
}
