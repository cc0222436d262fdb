//! `/trend`: somebody names a figure, or two ("A vs B"), and sees how they changed.

use once_cell::sync::Lazy;
use regex::Regex;

use super::{Audience, Command, CommandOption, Invocation, OptionKind, Reply, Run, Words, common};
use crate::figure::{FigureRef, PartialDate};
use crate::query::{Answer, Assumption, Operation, Outcome, Span, along, counted_words};
use crate::reply::compose_short;
use crate::reply::pages::{self, Notice};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "trend", ko: "추이" },
    description: Words { en: "Show how a figure changed over time", ko: "수치의 변화를 보여 줍니다" },
    options: &[
        CommandOption {
            name: Words { en: "query", ko: "질의" },
            description: Words {
                en: "What you want to follow, in English or Korean",
                ko: "변화를 보고 싶은 것 (한국어·영어)",
            },
            required: true,
            kind: OptionKind::Completed(common::complete_query),
        },
        CommandOption {
            name: Words { en: "from", ko: "시작" },
            description: Words {
                en: "Not before this date: 2020, 2020-06 or 2020-06-30",
                ko: "이 날짜부터: 2020, 2020-06, 2020-06-30",
            },
            required: false,
            kind: OptionKind::Text,
        },
        CommandOption {
            name: Words { en: "to", ko: "끝" },
            description: Words {
                en: "Not after this date: 2024, 2024-06 or 2024-06-30",
                ko: "이 날짜까지: 2024, 2024-06, 2024-06-30",
            },
            required: false,
            kind: OptionKind::Text,
        },
        common::CHART,
        common::AS_OF,
        common::LANGUAGE,
        common::VISIBILITY,
    ],
    audience: Audience::EverybodyOnHit,
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let (since, until, as_of) =
        match (common::date(invocation, "from"), common::date(invocation, "to"), common::date(invocation, "as_of")) {
            (Ok(since), Ok(until), Ok(as_of)) => (since, until, as_of),
            (Err(card), ..) | (_, Err(card), _) | (.., Err(card)) => return (*card).into(),
        };
    let span = Span { since, until };
    if span.is_backwards() {
        return pages::notice(language, &Notice::BackwardsSpan).into();
    }
    let text = invocation.options.text("query").unwrap_or_default();
    let asked = common::answer(invocation, text, as_of);
    let asked = match asked.outcome {
        Outcome::Answer => asked,
        _ => one_by_one(invocation, text, as_of).unwrap_or(asked),
    };
    let answer = follow(invocation, asked, span);
    let catalog = invocation.answerer.catalog();
    let card = compose_short(&answer, catalog, invocation.today);
    let unanswered = counted_words(&answer, text);
    Reply { as_of, unanswered, ..common::pictured(invocation, card, answer) }
}

/// Things that make no question together, such as measures with nothing in common, asked one by one: "A vs B". None unless each of
/// them is one thing.
fn one_by_one(invocation: &Invocation<'_>, text: &str, as_of: Option<PartialDate>) -> Option<Answer> {
    let sides: Vec<&str> = VERSUS.as_ref()?.split(text).map(str::trim).filter(|side| !side.is_empty()).collect();
    if sides.len() < 2 {
        return None;
    }
    let mut asked = sides.into_iter().map(|side| common::answer(invocation, side, as_of));
    let mut all = asked.next().filter(|first| first.outcome == Outcome::Answer)?;
    for one in asked {
        if one.outcome != Outcome::Answer {
            return None;
        }
        all.figures.extend(one.figures);
    }
    all.operation = Operation::Compare;
    Some(all)
}

/// What stands between things that are compared.
static VERSUS: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r"(?i)\s(?:vs\.?|versus|대)\s").ok());

/// The series behind an answer, if it is about one thing; of several that are compared each by each; else a question back.
fn follow(invocation: &Invocation<'_>, mut answer: Answer, span: Span) -> Answer {
    let whole = span == Span::default();
    let Some(first) = answer.figures.first().copied().filter(|_| answer.outcome == Outcome::Answer) else {
        return answer;
    };
    let catalog = invocation.answerer.catalog();
    let cell = |figure| {
        let figure = catalog.figure(figure);
        (figure.metric, figure.entity)
    };
    let several = answer.figures.iter().any(|figure| cell(*figure) != cell(first));
    if answer.operation == Operation::Compare && several {
        let mut heads: Vec<FigureRef> = Vec::new();
        for figure in &answer.figures {
            if heads.iter().all(|known| cell(*known) != cell(*figure)) {
                heads.push(*figure);
            }
        }
        let trend = |figure| invocation.answerer.trend(figure, span, answer.language, answer.as_of);
        let mut followed = along(catalog, heads.into_iter().map(trend).collect(), answer.language, answer.as_of);
        let corrected = answer.assumptions.into_iter().filter(|one| matches!(one, Assumption::ReadAs { .. }));
        followed.assumptions.extend(corrected);
        return followed;
    }
    if answer.operation == Operation::Trend && whole {
        return answer;
    }
    if !several {
        return invocation.answerer.trend(first, span, answer.language, answer.as_of);
    }
    answer.outcome = Outcome::Choice;
    answer.reason = None;
    answer.suggestions = answer.figures.drain(..).map(crate::query::Selection::Figure).collect();
    answer.derived.clear();
    answer.assumptions.clear();
    answer
}
