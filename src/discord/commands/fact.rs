//! `/fact`: somebody types what they want to know and gets the figure with its unit, date and source.

use super::{
    Audience, Choice, Command, CommandOption, Completing, FixedChoice, Invocation, Kind, OptionKind, Reply, Words,
};
use super::{choices, holds};
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::{PartialDate, SourceRef};
use crate::query::{Question, Selection};
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, compose, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "fact", ko: "수치" },
    description: Words {
        en: "Get a figure with its unit, date and source",
        ko: "단위·기준일·출처와 함께 수치를 찾습니다",
    },
    kind: Kind::Slash,
    options: &[
        CommandOption {
            name: Words { en: "query", ko: "질의" },
            description: Words {
                en: "What you want to know, in English or Korean", ko: "알고 싶은 것 (한국어·영어)"
            },
            required: true,
            kind: OptionKind::Completed(complete_query),
        },
        CommandOption {
            name: Words { en: "as_of", ko: "기준일" },
            description: Words {
                en: "Answer as it was known on this date: 2024, 2024-06 or 2024-06-30",
                ko: "이 날짜에 알려진 대로 답합니다: 2024, 2024-06, 2024-06-30",
            },
            required: false,
            kind: OptionKind::Text,
        },
        CommandOption {
            name: Words { en: "source", ko: "출처" },
            description: Words { en: "Only figures from this source", ko: "이 출처의 수치만 찾습니다" },
            required: false,
            kind: OptionKind::Completed(complete_source),
        },
        CommandOption {
            name: Words { en: "language", ko: "언어" },
            description: Words { en: "The language of the reply", ko: "답변 언어" },
            required: false,
            kind: OptionKind::Choice(languages),
        },
        CommandOption {
            name: Words { en: "visibility", ko: "공개범위" },
            description: Words { en: "Who sees the reply", ko: "답변을 볼 사람" },
            required: false,
            kind: OptionKind::Choice(audiences),
        },
    ],
    audience: Audience::EverybodyOnHit,
    run,
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let catalog = invocation.answerer.catalog();
    let as_of = match invocation.options.text("as_of").map(|text| (text, text.parse::<PartialDate>())) {
        None => None,
        Some((_, Ok(date))) => Some(date),
        Some((text, Err(_))) => return pages::notice(language, &Notice::BadDate(text.to_owned())).into(),
    };
    let source = match invocation.options.text("source").map(|text| (text, find_source(invocation, text))) {
        None => None,
        Some((_, Some(source))) => Some(source),
        Some((text, None)) => return unknown_source(invocation, text).into(),
    };
    let text = invocation.options.text("query").unwrap_or_default();
    let selection = Selection::from_token(text, catalog);
    let answer = match (selection, source) {
        (Some(selection), None) => invocation.answerer.select(selection, language, as_of),
        (selection, source) => {
            let text = selection.map_or(text, |selection| name(invocation, selection));
            let question = Question { text, language: Some(language), as_of, source, today: invocation.today };
            invocation.answerer.ask(&question)
        }
    };
    Reply { card: compose(&answer, catalog, invocation.today), as_of }
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

fn complete_query(completing: &Completing<'_>) -> Vec<Choice> {
    let completions = completing.answerer.complete(completing.typed, limits::AUTOCOMPLETE_CHOICES);
    let selections: Vec<Selection> = completions.into_iter().map(|completion| completion.selection).collect();
    choices(&selections, completing)
}

fn complete_source(completing: &Completing<'_>) -> Vec<Choice> {
    let language = completing.language;
    let sources = completing.answerer.catalog().sources().iter().filter(|source| {
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

fn languages() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "auto", en: "as my Discord".into(), ko: "내 디스코드와 같게".into() },
        FixedChoice { value: "en", en: "English".into(), ko: "English".into() },
        FixedChoice { value: "ko", en: "한국어 (Korean)".into(), ko: "한국어".into() },
    ]
}

fn audiences() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "everyone", en: "everyone here".into(), ko: "모두에게".into() },
        FixedChoice { value: "me", en: "only me".into(), ko: "나에게만".into() },
    ]
}
