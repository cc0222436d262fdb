//! `/check`: somebody pastes a text or attaches a file, and sees which of its numbers the sources bear out.

use std::sync::Arc;

use jiff::civil::Date;
use serenity::model::channel::Attachment;

use super::{
    Acting, Command, CommandOption, Doing, Field, File, Form, Invocation, OptionKind, Reply, Response, Run, Step,
    Words, custom_id,
};
use crate::claim::document::text_of;
use crate::discord::answerer::Answerer;
use crate::discord::interactions::notice;
use crate::figure::Language;
use crate::reply::claims::{Checked, marked_text, unread};
use crate::reply::{Card, say};

const NAME: &str = "check";
/// Characters of a text that is typed into the option.
const TEXT_CHARS: u16 = 1_000;
/// Characters of a text that is pasted into the form, as many as Discord takes.
const FORM_CHARS: u16 = 4_000;
/// The largest file.
const FILE_MB: usize = 1;
/// The field of the form.
const TEXT: &str = "text";

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "검증" },
    description: Words {
        en: "Check the numbers in a text or a file", ko: "글이나 파일 속 수치를 자료와 대조합니다"
    },
    options: &[
        CommandOption {
            name: Words { en: "text", ko: "문장" },
            description: Words {
                en: "What to check, in English or Korean; without it a form opens for a longer text",
                ko: "대조할 글 (한국어·영어), 비우면 긴 글을 넣을 창이 열립니다",
            },
            required: false,
            kind: OptionKind::Passage(TEXT_CHARS),
        },
        CommandOption {
            name: Words { en: "file", ko: "파일" },
            description: Words {
                en: "A text, Markdown, HTML or .docx file of up to 1 MB",
                ko: "1 MB까지의 텍스트, 마크다운, HTML, .docx 파일",
            },
            required: false,
            kind: OptionKind::File,
        },
    ],
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let language = acting.invocation.language;
        match step {
            Step::Called => {
                let options = &acting.invocation.options;
                let typed = options.text("text").unwrap_or_default();
                match options.file("file") {
                    Some(file) => match of_file(acting, file).await {
                        Ok(text) if typed.is_empty() => check(acting, text, true).await.into(),
                        Ok(text) => check(acting, format!("{typed}\n\n{text}"), true).await.into(),
                        Err(card) => (*card).into(),
                    },
                    None if typed.is_empty() => Response::Form(form(language)),
                    None => check(acting, typed.to_owned(), false).await.into(),
                }
            }
            Step::Submitted { fields, .. } => {
                let text = fields.iter().find(|(id, _)| *id == TEXT).map_or("", |(_, text)| *text);
                check(acting, text.to_owned(), false).await.into()
            }
            Step::Pressed { .. } => notice(language, say!(language, "discord-unknown-button")).into(),
        }
    })
}

fn form(language: Language) -> Form {
    Form {
        custom_id: custom_id(NAME, TEXT),
        title: say!(language, "claim-form"),
        fields: vec![Field {
            id: TEXT,
            label: say!(language, "claim-form-text"),
            placeholder: say!(language, "claim-form-example"),
            value: String::new(),
            required: true,
            long: true,
            max_chars: FORM_CHARS,
        }],
    }
}

/// The text of an attached file, or the card that says why there is none.
async fn of_file(acting: &Acting<'_>, file: &Attachment) -> Result<String, Box<Card>> {
    let language = acting.invocation.language;
    let refused = |sentence: String| Box::new(notice(language, sentence));
    let most = FILE_MB << 20;
    if usize::try_from(file.size).unwrap_or(usize::MAX) > most {
        return Err(refused(say!(language, "claim-file-large", "limit" => FILE_MB)));
    }
    let Some(bytes) = acting.bot.rest.download(&file.url, most).await else {
        return Err(refused(say!(language, "claim-file-unreachable")));
    };
    let name = file.filename.clone();
    // Unpacking takes a moment, which others should not wait for.
    let work = move || text_of(Some(&name), &bytes);
    let text = acting.bot.workshop.run(NAME, acting.user.get(), work).await;
    text.map_err(|undone| Box::new(undone.card(language)))?.map_err(|error| refused(unread(language, error)))
}

/// The findings on a text. A long one takes a moment, which others should not wait for.
async fn check(acting: &Acting<'_>, text: String, with_file: bool) -> Reply {
    let (answerer, language) = (Arc::clone(&acting.bot.answerer), acting.invocation.language);
    let work = move || findings(&*answerer, language, &text, None, with_file);
    let found = acting.bot.workshop.run(NAME, acting.user.get(), work).await;
    found.unwrap_or_else(|undone| undone.card(language).into())
}

/// The findings on a message.
pub(super) fn checked(invocation: &Invocation<'_>, text: &str, written: Option<Date>) -> Reply {
    findings(invocation.answerer, invocation.language, text, written, false)
}

/// The findings on a text: those that matter most on the card, all of them below the marked text in a file if they do not fit, or
/// `with_file`.
fn findings(answerer: &dyn Answerer, language: Language, text: &str, written: Option<Date>, with_file: bool) -> Reply {
    let claims = answerer.check(text, written);
    let checked = Checked { text, claims: &claims, language, catalog: answerer.catalog() };
    if claims.is_empty() || (checked.fits_on_a_card() && !with_file) {
        return checked.card(false).into();
    }
    let file = File {
        name: "checked.txt".to_owned(),
        description: say!(language, "claim-file"),
        bytes: marked_text(&checked).into_bytes(),
    };
    Reply { file: Some(file), ..checked.card(true).into() }
}
