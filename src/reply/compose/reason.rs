//! Why there is a choice or nothing, and what to do next.

use crate::figure::{Language, MetricRef, PartialDate, Period, TopicRef};
use crate::pack::Catalog;
use crate::query::{Answer, Outcome, Reason};

use crate::reply::card::{Card, CardKind};
use crate::reply::wording::Wording;
use crate::reply::{escape, say};

/// Words of the question that are quoted back at the most.
const MAX_WORDS: usize = 5;
/// Periods that are listed; of more only the first and the last are named.
const MAX_PERIODS: usize = 8;
/// Examples of a question that are made from the packs.
const MAX_EXAMPLES: usize = 3;

/// A question back.
pub(super) fn choice(answer: &Answer, wording: Wording<'_>) -> Card {
    let language = wording.language;
    let title = match answer.reason {
        Some(Reason::EntityAlone(entity)) => wording.entity(entity),
        Some(Reason::TopicAlone(topic)) => topic_name(wording, topic),
        _ => say!(language, "title-choice"),
    };
    let mut card = Card::new(language, CardKind::Choice, Outcome::Choice, title);
    let sentence = answer.reason.as_ref().map(|reason| sentence(reason, wording));
    card.paragraphs.push(sentence.unwrap_or_else(|| say!(language, "reason-several")));
    card
}

/// No figure, why, and what to ask instead.
pub(super) fn none(answer: &Answer, wording: Wording<'_>) -> Card {
    let language = wording.language;
    let title = match answer.reason {
        Some(Reason::SmallTalk | Reason::NothingBefore { .. } | Reason::NothingBeside) => String::new(),
        Some(Reason::Empty) => say!(language, "title-ask"),
        _ => say!(language, "title-none"),
    };
    let mut card = Card::new(language, CardKind::None, Outcome::None, title);
    let sentence = answer.reason.as_ref().map(|reason| sentence(reason, wording));
    card.paragraphs.push(sentence.unwrap_or_else(|| say!(language, "reason-nothing")));
    if matches!(answer.reason, Some(Reason::UnlikeUnits(..))) && !answer.suggestions.is_empty() {
        card.paragraphs.push(say!(language, "next-comparable"));
    } else if !answer.suggestions.is_empty() {
        card.paragraphs.push(say!(language, "next-suggestions"));
    } else if needs_topics(answer.reason.as_ref()) {
        card.paragraphs.push(next_topics(wording));
    }
    card
}

/// Whether the sentence leaves open what to ask instead.
fn needs_topics(reason: Option<&Reason>) -> bool {
    match reason {
        None | Some(Reason::UnknownWords(_) | Reason::UnknownPlace { .. } | Reason::NoCell { .. }) => true,
        Some(Reason::NoPeriod { known, .. }) => known.is_empty(),
        Some(_) => false,
    }
}

/// What there are figures about.
fn next_topics(wording: Wording<'_>) -> String {
    let topics: Vec<String> =
        wording.catalog.topics().iter().map(|topic| escape::clean(topic.name.get(wording.language))).collect();
    say!(wording.language, "next-topics", "topics" => topics.join(", "))
}

/// Questions that the packs can answer, made of the names of featured figures.
pub(in crate::reply) fn examples(catalog: &Catalog, language: Language) -> Vec<String> {
    let wording = Wording { catalog, language };
    let mut examples: Vec<String> = Vec::new();
    let featured = catalog.figures().iter().filter(|figure| figure.featured);
    for figure in featured.chain(catalog.figures()) {
        let metric = catalog.metric(figure.metric);
        // A figure of a broader family is found by the family's shorter name.
        let asked = metric.broader.unwrap_or(figure.metric);
        let example = say!(language, "example",
            "entity" => wording.entity(figure.entity), "metric" => wording.metric(asked));
        if examples.len() < MAX_EXAMPLES && !examples.contains(&example) {
            examples.push(example);
        }
    }
    examples
}

fn topic_name(wording: Wording<'_>, topic: TopicRef) -> String {
    escape::clean(wording.catalog.topic(topic).name.get(wording.language))
}

fn sentence(reason: &Reason, wording: Wording<'_>) -> String {
    let language = wording.language;
    let metric = |metric: &MetricRef| wording.metric(*metric);
    let example = || examples(wording.catalog, language).into_iter().next().unwrap_or_default();
    match reason {
        Reason::Empty => say!(language, "reason-empty", "example" => example()),
        Reason::TooLong { limit_chars } => say!(language, "reason-too-long", "limit" => *limit_chars),
        Reason::SmallTalk => say!(language, "reason-small-talk", "example" => example()),
        Reason::NothingBefore { about: Some(entity) } => {
            say!(language, "reason-nothing-before-about", "entity" => wording.entity(*entity), "example" => example())
        }
        Reason::NothingBefore { about: None } => say!(language, "reason-nothing-before", "example" => example()),
        Reason::NothingBeside => say!(language, "reason-nothing-beside"),
        Reason::UnknownWords(words) => {
            let quoted: Vec<String> = words
                .iter()
                .take(MAX_WORDS)
                .map(|word| say!(language, "quoted", "text" => wording.quoted(word)))
                .collect();
            say!(language, "reason-unknown-words", "words" => quoted.join(", "))
        }
        Reason::UnknownPlace { place, metric: Some(asked) } => say!(language, "reason-unknown-place-metric",
            "place" => wording.quoted(place), "metric" => metric(asked)),
        Reason::UnknownPlace { place, metric: None } => {
            say!(language, "reason-unknown-place", "place" => wording.quoted(place))
        }
        Reason::NoCell { metric: asked, entity } => {
            say!(language, "reason-no-cell", "metric" => metric(asked), "entity" => wording.entity(*entity))
        }
        Reason::NoPeriod { metric: asked, entity, period, known } => {
            let name = match entity {
                Some(entity) => format!("{} – {}", metric(asked), wording.entity(*entity)),
                None => metric(asked),
            };
            let period = asked_period(wording, period);
            if known.is_empty() {
                say!(language, "reason-no-period", "name" => name, "period" => period)
            } else {
                say!(language, "reason-no-period-known", "name" => name, "period" => period, "known" => periods(wording, known))
            }
        }
        Reason::NoOutlook { metric: asked, entity } => {
            let name = match entity {
                Some(entity) => format!("{} – {}", metric(asked), wording.entity(*entity)),
                None => metric(asked),
            };
            say!(language, "reason-no-outlook", "name" => name)
        }
        Reason::NotYetKnown { as_of } => say!(language, "reason-not-yet-known", "date" => wording.date(*as_of)),
        Reason::NoSource { source } => say!(language, "reason-no-source", "source" => wording.publisher(*source)),
        Reason::WrongUnit { metric: asked } => {
            let unit = wording.unit(*asked);
            say!(language, "reason-wrong-unit", "metric" => metric(asked), "unit" => unit)
        }
        Reason::SeveralMetrics => say!(language, "reason-several-metrics"),
        Reason::SeveralEntities => say!(language, "reason-several-entities"),
        Reason::EntityAlone(entity) => say!(language, "reason-entity-alone", "entity" => wording.entity(*entity)),
        Reason::TopicAlone(topic) => say!(language, "reason-topic-alone", "topic" => topic_name(wording, *topic)),
        Reason::SeveralQuestions => say!(language, "reason-several-questions"),
        Reason::Negation => say!(language, "reason-negation"),
        Reason::UnexplainedNumber(number) => {
            say!(language, "reason-unexplained-number", "number" => wording.quoted(number))
        }
        Reason::TooManyCompared { most } => say!(language, "reason-too-many-compared", "most" => *most),
        Reason::UnlikeUnits(first, second) => say!(language, "reason-unlike-units",
            "first" => metric(first), "first-unit" => wording.unit(*first),
            "second" => metric(second), "second-unit" => wording.unit(*second)),
    }
}

/// A period as it was asked: `2023`, `2020/2023`, and open at one side `2020/..` or `../2020`.
pub(super) fn asked_period(wording: Wording<'_>, asked: &str) -> String {
    let date = |text: &str| text.parse::<PartialDate>().ok().map(|date| wording.date(date));
    let open = match asked.split_once('/') {
        Some((since, "..")) => date(since).map(|date| say!(wording.language, "date-at-least", "date" => date)),
        Some(("..", until)) => date(until).map(|date| say!(wording.language, "date-at-most", "date" => date)),
        _ => asked.parse::<Period>().ok().map(|period| wording.period(&period)),
    };
    open.unwrap_or_else(|| wording.quoted(asked))
}

fn periods(wording: Wording<'_>, known: &[Period]) -> String {
    let words = |period: &Period| wording.period(period);
    match known {
        [first, .., last] if known.len() > MAX_PERIODS => say!(wording.language, "periods-many",
            "first" => words(first), "last" => words(last), "count" => known.len()),
        _ => known.iter().map(words).collect::<Vec<_>>().join(", "),
    }
}

/// The word for a reason in JSON.
pub(in crate::reply) fn word(reason: &Reason) -> &'static str {
    match reason {
        Reason::Empty => "empty",
        Reason::TooLong { .. } => "too-long",
        Reason::SmallTalk => "small-talk",
        Reason::NothingBefore { .. } => "nothing-before",
        Reason::NothingBeside => "nothing-beside",
        Reason::UnknownWords(_) => "unknown-words",
        Reason::UnknownPlace { .. } => "unknown-place",
        Reason::NoCell { .. } => "no-cell",
        Reason::NoPeriod { .. } => "no-period",
        Reason::NoOutlook { .. } => "no-outlook",
        Reason::NotYetKnown { .. } => "not-yet-known",
        Reason::NoSource { .. } => "no-source",
        Reason::WrongUnit { .. } => "wrong-unit",
        Reason::SeveralMetrics => "several-metrics",
        Reason::SeveralEntities => "several-entities",
        Reason::EntityAlone(_) => "entity-alone",
        Reason::TopicAlone(_) => "topic-alone",
        Reason::SeveralQuestions => "several-questions",
        Reason::Negation => "negation",
        Reason::UnexplainedNumber(_) => "unexplained-number",
        Reason::TooManyCompared { .. } => "too-many-compared",
        Reason::UnlikeUnits(..) => "unlike-units",
    }
}
