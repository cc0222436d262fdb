//! `/check`: somebody pastes a sentence and sees which of its numbers the sources bear out.

use jiff::civil::Date;

use super::{Command, CommandOption, File, Invocation, OptionKind, Reply, Run, Words};
use crate::reply::claims::{Checked, to_json};
use crate::reply::say;

/// Characters of a text that is pasted into the option. A longer one is sent as a message and checked from its menu.
const TEXT_CHARS: u16 = 1_000;

pub(super) const COMMAND: Command = Command {
    name: Words { en: "check", ko: "검증" },
    description: Words { en: "Check the numbers in a sentence", ko: "문장 속 수치를 자료와 대조합니다" },
    options: &[CommandOption {
        name: Words { en: "text", ko: "문장" },
        description: Words { en: "What to check, in English or Korean", ko: "대조할 글 (한국어·영어)" },
        required: true,
        kind: OptionKind::Passage(TEXT_CHARS),
    }],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    checked(invocation, invocation.options.text("text").unwrap_or_default(), None)
}

/// The findings on a text: those that matter most on the card, all of them in a file if they do not fit.
pub(super) fn checked(invocation: &Invocation<'_>, text: &str, written: Option<Date>) -> Reply {
    let language = invocation.language;
    let claims = invocation.answerer.check(text, written);
    let checked = Checked { text, claims: &claims, language, catalog: invocation.answerer.catalog() };
    if claims.is_empty() || checked.fits_on_a_card() {
        return checked.card(false).into();
    }
    let file = File {
        name: "figures-checked.json".to_owned(),
        description: say!(language, "claim-file"),
        bytes: format!("{:#}", to_json(&checked, None)).into_bytes(),
    };
    Reply { file: Some(file), ..checked.card(true).into() }
}
