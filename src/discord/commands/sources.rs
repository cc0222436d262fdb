//! `/sources`: where figures come from, with dates and licences: of one figure, of a topic, or of everything.

use super::{Command, CommandOption, Invocation, OptionKind, Reply, Run, Words, complete_figure, complete_topic};
use crate::reply::pages::{self, Notice};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "sources", ko: "출처" },
    description: Words {
        en: "List sources, dates and licences", ko: "출처·날짜·이용 조건을 보여 줍니다"
    },
    options: &[
        CommandOption {
            name: Words { en: "topic", ko: "주제" },
            description: Words { en: "The sources of this topic", ko: "이 주제의 출처" },
            required: false,
            kind: OptionKind::Completed(complete_topic),
        },
        CommandOption {
            name: Words { en: "figure", ko: "수치" },
            description: Words {
                en: "The sources of this figure, or an answer id",
                ko: "이 수치의 출처 (답변 ID도 됩니다)",
            },
            required: false,
            kind: OptionKind::Completed(complete_figure),
        },
    ],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let catalog = invocation.answerer.catalog();
    let language = invocation.language;
    if let Some(text) = invocation.options.text("figure") {
        return match invocation.figure(text) {
            Ok(figure) => pages::figure_sources(catalog, language, figure),
            Err(card) => *card,
        }
        .into();
    }
    let Some(text) = invocation.options.text("topic") else {
        return pages::sources(catalog, language, None, 1).into();
    };
    match super::topics::find(invocation, text) {
        Some(topic) => pages::sources(catalog, language, Some(topic), 1),
        None => pages::notice(language, &Notice::UnknownTopic(text.to_owned())),
    }
    .into()
}
