//! `/export`: somebody takes the figures of a topic, or of a question, away as a file.

use super::{
    Command, CommandOption, File, FixedChoice, Invocation, OptionKind, Reply, Run, Words, common, complete_topic,
    topics,
};
use crate::chart::{Chart, Theme};
use crate::discord::limits;
use crate::export::{self, Form};
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::{Outcome, Selection};
use crate::reply::pages::{self, Notice};
use crate::reply::{compose, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "export", ko: "내보내기" },
    description: Words {
        en: "Download figures with their sources", ko: "출처를 포함한 자료를 내려받습니다"
    },
    options: &[
        CommandOption {
            name: Words { en: "topic", ko: "주제" },
            description: Words {
                en: "A topic from the list, or a question", ko: "목록의 주제 또는 찾고 싶은 수치"
            },
            required: true,
            kind: OptionKind::Completed(complete_topic),
        },
        CommandOption {
            name: Words { en: "format", ko: "형식" },
            description: Words { en: "The kind of file", ko: "파일 형식" },
            required: false,
            kind: OptionKind::Choice(forms),
        },
        common::LANGUAGE,
    ],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let catalog = invocation.answerer.catalog();
    let word = invocation.options.text("format");
    let text = invocation.options.text("topic").unwrap_or_default();
    if word == Some(PICTURE) {
        return picture(invocation, text);
    }
    let form = word.and_then(|word| word.parse().ok()).unwrap_or(Form::Csv);
    if let Some(topic) = topics::find(invocation, text) {
        return file(catalog, language, form, &export::of_topic(catalog, topic), Some(&catalog.topic(topic).id), text);
    }
    match Selection::from_token(text, catalog) {
        Some(Selection::Metric(metric)) => {
            let id = &catalog.metric(metric).id;
            return file(catalog, language, form, &export::of_metric(catalog, metric), Some(id), text);
        }
        Some(Selection::Entity(entity)) => {
            let id = &catalog.entity(entity).id;
            return file(catalog, language, form, &export::of_entity(catalog, entity), Some(id), text);
        }
        _ => {}
    }
    let answer = common::answer(invocation, text, None);
    match answer.outcome {
        Outcome::Answer => file(catalog, language, form, &answer.figures, None, text),
        Outcome::Choice => compose(&answer, catalog, invocation.today).into(),
        Outcome::None => pages::notice(language, &Notice::NothingToExport(text.to_owned())).into(),
    }
}

/// The word for a picture that an editor can work on.
const PICTURE: &str = "svg";

/// The reply with the picture of an answer; if there is none, the answer with the reason.
fn picture(invocation: &Invocation<'_>, text: &str) -> Reply {
    let (language, catalog) = (invocation.language, invocation.answerer.catalog());
    let answer = common::answer(invocation, text, None);
    let chart = match Chart::of_answer(&answer, catalog, language) {
        Ok(chart) => chart,
        Err(why) => {
            let mut card = compose(&answer, catalog, invocation.today);
            if answer.outcome == Outcome::Answer {
                card.paragraphs.insert(0, why.sentence(language));
            }
            return card.into();
        }
    };
    let name = format!("{}.{PICTURE}", export::file_stem(catalog, &answer.figures, None));
    let file = File { name, description: chart.alt(), bytes: chart.svg(Theme::Light).into_bytes() };
    Reply { file: Some(file), ..pages::exported(language, answer.figures.len()).into() }
}

/// The reply with a file of figures; a sentence if there are none, or if they do not fit into a file.
pub(in crate::discord) fn file(
    catalog: &Catalog,
    language: Language,
    form: Form,
    figures: &[FigureRef],
    what: Option<&str>,
    asked: &str,
) -> Reply {
    if figures.is_empty() {
        return pages::notice(language, &Notice::NothingToExport(asked.to_owned())).into();
    }
    let bytes = match form.file(catalog, figures) {
        Ok(bytes) if bytes.len() <= limits::FILE_BYTES => bytes,
        Ok(_) => return pages::notice(language, &Notice::FileTooLarge).into(),
        Err(error) => {
            tracing::error!(%error, "an export failed");
            return pages::notice(language, &Notice::Failed).into();
        }
    };
    let name = format!("{}.{}", export::file_stem(catalog, figures, what), form.word());
    let word = form.word().to_uppercase();
    let description = say!(language, "export-description", "form" => word, "count" => figures.len());
    Reply { file: Some(File { name, description, bytes }), ..pages::exported(language, figures.len()).into() }
}

fn forms() -> Vec<FixedChoice> {
    let words = |form: &Form| match form {
        Form::Csv => ("CSV, a table for spreadsheets", "CSV (스프레드시트용 표)"),
        Form::Json => ("JSON, for programs", "JSON (프로그램용)"),
        Form::Zip => ("ZIP, a data package with its description", "ZIP (설명이 든 데이터 패키지)"),
    };
    let mut choices: Vec<FixedChoice> = Form::ALL
        .iter()
        .map(|form| {
            let (en, ko) = words(form);
            FixedChoice { value: form.word(), en: en.into(), ko: ko.into() }
        })
        .collect();
    choices.push(FixedChoice {
        value: PICTURE,
        en: "SVG, the picture of an answer for an editor".into(),
        ko: "SVG (편집할 수 있는 그림)".into(),
    });
    choices
}
