//! What several commands take: a date, a language, who sees the reply, a question.

use super::{Choice, CommandOption, Completing, FixedChoice, Invocation, OptionKind, Reply, Words, choices};
use crate::discord::limits;
use crate::discord::picture::{self, Wanted};
use crate::figure::PartialDate;
use crate::query::{Answer, Frame, Outcome, Question, Selection};
use crate::reply::Card;
use crate::reply::pages::{self, Notice};

/// As of when.
pub(super) const AS_OF: CommandOption = CommandOption {
    name: Words { en: "as_of", ko: "기준일" },
    description: Words {
        en: "Answer as it was known on this date: 2024, 2024-06 or 2024-06-30",
        ko: "이 날짜에 알려진 대로 답합니다: 2024, 2024-06, 2024-06-30",
    },
    required: false,
    kind: OptionKind::Text,
};

/// The language of the reply.
pub(super) const LANGUAGE: CommandOption = CommandOption {
    name: Words { en: "language", ko: "언어" },
    description: Words { en: "The language of the reply", ko: "답변 언어" },
    required: false,
    kind: OptionKind::Choice(languages),
};

/// Who sees the reply.
pub(super) const VISIBILITY: CommandOption = CommandOption {
    name: Words { en: "visibility", ko: "공개범위" },
    description: Words { en: "Who sees the reply", ko: "답변을 볼 사람" },
    required: false,
    kind: OptionKind::Choice(audiences),
};

/// Whether the answer is drawn.
pub(super) const CHART: CommandOption = CommandOption {
    name: Words { en: "chart", ko: "차트" },
    description: Words {
        en: "Draw a picture; yes unless you say no", ko: "그림 그리기 (고르지 않으면 그립니다)"
    },
    required: false,
    kind: OptionKind::Flag,
};

/// The reply with an answer: with a picture, or with a button for one if the caller wants none now.
pub(super) fn pictured(invocation: &Invocation<'_>, card: Card, answer: Answer) -> Reply {
    let frame = Frame::of_shown(invocation.answerer.catalog(), &answer);
    let mut reply = Reply { frame, ..card.into() };
    if answer.outcome != Outcome::Answer {
        return reply;
    }
    match invocation.options.flag("chart") {
        Some(false) => picture::offer(&mut reply.card, &answer, invocation.answerer.catalog()),
        asked => reply.picture = Some(Wanted { answer, explicit: asked.is_some() }),
    }
    reply
}

/// The date in an option, or the card that says that it is none.
pub(super) fn date(invocation: &Invocation<'_>, option: &str) -> Result<Option<PartialDate>, Box<Card>> {
    let Some(text) = invocation.options.text(option) else { return Ok(None) };
    let bad = |_| Box::new(pages::notice(invocation.language, &Notice::BadDate(text.to_owned())));
    text.parse().map(Some).map_err(bad)
}

/// The answer to what was typed or chosen from a completion.
pub(super) fn answer(invocation: &Invocation<'_>, text: &str, as_of: Option<PartialDate>) -> Answer {
    let language = invocation.language;
    match Selection::from_token(text, invocation.answerer.catalog()) {
        Some(selection) => invocation.answerer.select(selection, language, as_of),
        None => invocation.answerer.ask(&Question {
            text,
            language: Some(language),
            as_of,
            source: None,
            today: invocation.today,
        }),
    }
}

/// Suggests what could be meant by a half-typed question.
pub(super) fn complete_query(completing: &Completing<'_>) -> Vec<Choice> {
    let completions = completing.answerer.complete(completing.typed, limits::AUTOCOMPLETE_CHOICES);
    let mut selections: Vec<Selection> = Vec::new();
    // Nothing typed yet: what was asked before is often asked again.
    if completing.typed.trim().is_empty() {
        selections.extend(completing.recent.iter().copied().map(Selection::Figure));
    }
    for completion in completions {
        if !selections.contains(&completion.selection) {
            selections.push(completion.selection);
        }
    }
    selections.truncate(limits::AUTOCOMPLETE_CHOICES);
    choices(&selections, completing)
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
