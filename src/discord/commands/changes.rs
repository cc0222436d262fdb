//! `/changes`: what was added, revised or withdrawn between versions of the data.

use super::{Command, CommandOption, Invocation, OptionKind, Reply, Run, Words, common, complete_topic, topics};
use crate::reply::pages::{self, Notice};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "changes", ko: "변경" },
    description: Words {
        en: "What was added, revised or withdrawn", ko: "추가·수정·철회된 수치를 봅니다"
    },
    options: &[
        CommandOption {
            name: Words { en: "since", ko: "이후" },
            description: Words {
                en: "From this date on: 2024, 2024-06 or 2024-06-30",
                ko: "이 날짜부터: 2024, 2024-06, 2024-06-30",
            },
            required: false,
            kind: OptionKind::Text,
        },
        CommandOption {
            name: Words { en: "topic", ko: "주제" },
            description: Words { en: "Only figures of this topic", ko: "이 주제의 수치만" },
            required: false,
            kind: OptionKind::Completed(complete_topic),
        },
        common::LANGUAGE,
    ],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let since = match common::date(invocation, "since") {
        Ok(since) => since,
        Err(card) => return (*card).into(),
    };
    let topic = match invocation.options.text("topic") {
        None => None,
        Some(text) => match topics::find(invocation, text) {
            Some(topic) => Some(topic),
            None => return pages::notice(language, &Notice::UnknownTopic(text.to_owned())).into(),
        },
    };
    pages::changes(invocation.answerer.catalog(), language, since, topic, 1).into()
}
