//! `/fact`: somebody types what they want to know and gets the figure with its unit, date and source.

use super::{
    Audience, Choice, Command, CommandOption, Completing, Invocation, OptionKind, Reply, Run, Words, common, export,
    help, holds,
};
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::discord::picture::{self, Wanted};
use crate::export::Form;
use crate::figure::{FigureRef, SourceRef};
use crate::query::{Frame, Outcome, Question, Selection, Turn, Wish, counted_words};
use crate::reply::{Card, compose_turn, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "fact", ko: "수치" },
    description: Words {
        en: "Get a figure with its unit, date and source",
        ko: "단위·기준일·출처와 함께 수치를 찾습니다",
    },
    options: &[
        CommandOption {
            name: Words { en: "query", ko: "질의" },
            description: Words {
                en: "What you want to know, in English or Korean", ko: "알고 싶은 것 (한국어·영어)"
            },
            required: true,
            kind: OptionKind::Completed(common::complete_query),
        },
        common::AS_OF,
        CommandOption {
            name: Words { en: "source", ko: "출처" },
            description: Words { en: "Only figures from this source", ko: "이 출처의 수치만 찾습니다" },
            required: false,
            kind: OptionKind::Completed(complete_source),
        },
        common::LANGUAGE,
        common::VISIBILITY,
    ],
    audience: Audience::EverybodyOnHit,
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let catalog = invocation.answerer.catalog();
    let as_of = match common::date(invocation, "as_of") {
        Ok(date) => date,
        Err(card) => return (*card).into(),
    };
    let source = match invocation.options.text("source").map(|text| (text, find_source(invocation, text))) {
        None => None,
        Some((_, Some(source))) => Some(source),
        Some((text, None)) => return unknown_source(invocation, text).into(),
    };
    let text = invocation.options.text("query").unwrap_or_default();
    let selection = Selection::from_token(text, catalog);
    let turn = match (selection, source) {
        (Some(selection), None) => {
            let answer = invocation.answerer.select(selection, language, as_of);
            Turn { frame: Frame::of_shown(catalog, &answer), ..Turn::alone(answer) }
        }
        (selection, source) => {
            let text = selection.map_or(text, |selection| name(invocation, selection));
            let question = Question { text, language: Some(language), as_of, source, today: invocation.today };
            invocation.answerer.converse(&question, invocation.previous.as_ref(), invocation.read.as_ref())
        }
    };
    let answer = &turn.answer;
    let mut card = match turn.wish {
        Some(Wish::Help) => help::overview(invocation.answerer, language),
        _ => compose_turn(&turn, catalog, invocation.today),
    };
    let reply = match turn.wish.filter(|_| answer.outcome == Outcome::Answer) {
        Some(Wish::Chart) => Reply { picture: Some(Wanted { answer: answer.clone(), explicit: true }), ..card.into() },
        Some(Wish::Csv) => export::file(catalog, answer.language, Form::Csv, &answer.figures, None, text),
        _ => {
            picture::offer(&mut card, answer, catalog);
            card.into()
        }
    };
    let unanswered = turn.wish.is_none().then(|| counted_words(answer, text)).flatten();
    Reply { as_of, frame: turn.frame, unanswered, ..reply }
}

/// What a completion is called, to be asked again together with a source.
fn name<'a>(invocation: &Invocation<'a>, selection: Selection) -> &'a str {
    let catalog = invocation.answerer.catalog();
    match selection {
        Selection::Figure(figure) => &catalog.figure(figure).id,
        Selection::Metric(metric) => catalog.metric(metric).name.get(invocation.language),
        Selection::Entity(entity) => catalog.entity(entity).name.get(invocation.language),
        Selection::Topic(topic) => catalog.topic(topic).name.get(invocation.language),
    }
}

/// The source that a text names: by its id, or by a name that is its own or its publisher's.
fn find_source(invocation: &Invocation<'_>, text: &str) -> Option<SourceRef> {
    let catalog = invocation.answerer.catalog();
    catalog.find_source(text).or_else(|| {
        let wanted = text.to_lowercase();
        let position = catalog.sources().iter().position(|source| {
            let names = [&source.title.en, &source.title.ko, &source.publisher.en, &source.publisher.ko];
            names.into_iter().chain(&source.aliases).any(|name| name.to_lowercase() == wanted)
        })?;
        Some(SourceRef::from(position))
    })
}

fn unknown_source(invocation: &Invocation<'_>, text: &str) -> Card {
    let text = limits::cut(&crate::reply::escape::clean(text), 60);
    let sentence = say!(invocation.language, "discord-unknown-source", "source" => text);
    notice(invocation.language, sentence)
}

/// The sources that have something to say on what is asked; none where that is not clear yet.
fn fitting(completing: &Completing<'_>) -> Vec<SourceRef> {
    let (answerer, language) = (completing.answerer, completing.language);
    let Some(query) = completing.query else { return Vec::new() };
    let catalog = answerer.catalog();
    let answer = match Selection::from_token(query, catalog) {
        Some(selection) => answerer.select(selection, language, None),
        None => {
            let today = jiff::civil::Date::ZERO;
            answerer.ask(&Question { text: query, language: Some(language), as_of: None, source: None, today })
        }
    };
    let offered = answer.suggestions.iter().filter_map(|selection| match selection {
        Selection::Figure(figure) => Some(*figure),
        _ => None,
    });
    let figures: Vec<FigureRef> = answer.figures.iter().copied().chain(offered).collect();
    let mut sources: Vec<SourceRef> = Vec::new();
    for figure in figures.into_iter().map(|figure| catalog.figure(figure)) {
        for other in catalog.cell(figure.metric, figure.entity).iter().map(|figure| catalog.figure(*figure)) {
            sources.extend(
                std::iter::once(other.source)
                    .chain(other.via)
                    .filter(|source| !sources.contains(source))
                    .collect::<Vec<_>>(),
            );
        }
    }
    sources
}

fn complete_source(completing: &Completing<'_>) -> Vec<Choice> {
    let language = completing.language;
    let catalog = completing.answerer.catalog();
    let fitting = fitting(completing);
    let fits = |position: usize| fitting.is_empty() || fitting.contains(&SourceRef::from(position));
    let sources = catalog.sources().iter().enumerate().filter(|(position, _)| fits(*position));
    let sources = sources.map(|(_, source)| source).filter(|source| {
        let names = [
            &source.title.en,
            &source.title.ko,
            &source.publisher.en,
            &source.publisher.ko,
            &source.author,
            &source.id,
        ];
        holds(names.into_iter().chain(&source.aliases).map(AsRef::as_ref), completing.typed)
    });
    sources
        .take(limits::AUTOCOMPLETE_CHOICES)
        .map(|source| Choice {
            name: format!("{} – {}", source.publisher.get(language), source.title.get(language)),
            value: source.id.to_string(),
        })
        .collect()
}
