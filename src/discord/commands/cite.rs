//! `/cite`: a citation of a figure to copy, in the format of the asker's field.

use super::{Command, CommandOption, FixedChoice, Invocation, OptionKind, Reply, Run, Words, complete_figure};
use crate::figure::Language;
use crate::reply::{Format, pages};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "cite", ko: "인용" },
    description: Words {
        en: "Copy-ready citation for a figure", ko: "바로 쓸 수 있는 인용문을 만듭니다"
    },
    options: &[
        CommandOption {
            name: Words { en: "figure", ko: "수치" },
            description: Words {
                en: "A figure, or the answer id under a reply", ko: "수치 이름 또는 답변 아래의 ID"
            },
            required: true,
            kind: OptionKind::Completed(complete_figure),
        },
        CommandOption {
            name: Words { en: "format", ko: "형식" },
            description: Words { en: "The citation format", ko: "인용 형식" },
            required: false,
            kind: OptionKind::Choice(formats),
        },
    ],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let format = invocation
        .options
        .text("format")
        .and_then(|word| word.parse().ok())
        .unwrap_or(Format::usual(invocation.language));
    match invocation.figure(invocation.options.text("figure").unwrap_or_default()) {
        Ok(figure) => pages::cite(invocation.answerer.catalog(), invocation.language, figure, format),
        Err(card) => *card,
    }
    .into()
}

fn formats() -> Vec<FixedChoice> {
    let choice = |format: &Format| FixedChoice {
        value: format.word(),
        en: format.name(Language::English),
        ko: format.name(Language::Korean),
    };
    Format::ALL.iter().map(choice).collect()
}
