//! The entry "Cite this answer" in a message's menu: a citation of the figure that the message shows.

use super::{Command, Invocation, Kind, Reply, Run, Words};
use crate::discord::interactions::notice;
use crate::reply::{Format, pages, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "Cite this answer", ko: "이 답변 인용" },
    description: Words { en: "", ko: "" },
    kind: Kind::Message,
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    match invocation.target.as_ref().and_then(|target| target.figures.first()) {
        Some(figure) => pages::cite(invocation.answerer.catalog(), language, *figure, Format::usual(language)).into(),
        None => notice(language, say!(language, "discord-no-answer-id")).into(),
    }
}
