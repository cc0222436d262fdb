//! `/compare`: somebody names two to four things and sees their figures side by side, with what follows from them.

use super::{Audience, Command, CommandOption, Invocation, OptionKind, Reply, Run, Words, common, complete_figure};
use crate::figure::FigureRef;
use crate::query::{Answer, Compared, Operation, Outcome, Question, Selection, compare_selected};
use crate::reply::pages::{self, Notice};
use crate::reply::{Shown, compose_short, say};

/// The options that hold the things, in order.
const THINGS: [&str; 4] = ["first", "second", "third", "fourth"];

pub(super) const COMMAND: Command = Command {
    name: Words { en: "compare", ko: "비교" },
    description: Words { en: "Compare figures side by side", ko: "여러 수치를 나란히 비교합니다" },
    options: &[
        thing(Words { en: THINGS[0], ko: "첫째" }, true),
        thing(Words { en: THINGS[1], ko: "둘째" }, true),
        thing(Words { en: THINGS[2], ko: "셋째" }, false),
        thing(Words { en: THINGS[3], ko: "넷째" }, false),
        common::CHART,
        common::AS_OF,
        common::LANGUAGE,
        common::VISIBILITY,
    ],
    audience: Audience::EverybodyOnHit,
    run: Run::Answers(run),
    ..Command::READER
};

const fn thing(name: Words, required: bool) -> CommandOption {
    CommandOption {
        name,
        description: Words {
            en: "A figure: what, for whom, when", ko: "비교할 수치 (무엇을, 누구의, 언제)"
        },
        required,
        kind: OptionKind::Completed(complete_figure),
    }
}

fn run(invocation: &Invocation<'_>) -> Reply {
    let language = invocation.language;
    let catalog = invocation.answerer.catalog();
    let as_of = match common::date(invocation, "as_of") {
        Ok(date) => date,
        Err(card) => return (*card).into(),
    };
    let texts: Vec<&str> = THINGS.iter().filter_map(|name| invocation.options.text(name)).collect();
    let answers: Vec<Answer> = texts.iter().map(|text| common::answer(invocation, text, as_of)).collect();
    let done = |answer: Answer| {
        let card = compose_short(&answer, catalog, invocation.today);
        Reply { as_of, ..common::pictured(invocation, card, answer) }
    };
    let clear: Vec<Option<FigureRef>> = answers.iter().map(one_figure).collect();
    let mut beside = None;
    let card = match compare_selected(catalog, answers, language, as_of) {
        Compared::Done(answer) => return done(*answer),
        Compared::Alike => {
            let name = texts.first().copied().unwrap_or_default();
            let found = Selection::from_token(name, catalog);
            let named = crate::reply::suggestions(found.as_slice(), catalog, language).into_iter().next();
            let name = named.map_or_else(|| name.to_owned(), |named| named.label);
            pages::notice(language, &Notice::OneThing(name))
        }
        Compared::Unclear { position, answer } => match together(invocation, &texts, as_of) {
            Some(answer) => return done(answer),
            None => {
                let mut card = compose_short(&answer, catalog, invocation.today);
                let text = texts.get(position).copied().unwrap_or_default();
                let text = crate::discord::limits::cut(&crate::reply::escape::clean(text), 60);
                let sentence = match answer.outcome {
                    Outcome::None => say!(language, "compare-none", "text" => text),
                    _ => say!(language, "compare-unclear", "text" => text),
                };
                card.paragraphs.insert(0, sentence);
                // The other things are kept while it is asked which one is meant.
                let mut others = clear.clone();
                others.remove(position);
                let others: Option<Vec<FigureRef>> = others.into_iter().collect();
                beside = others.map(|others| (position, Shown::several(catalog, &others)));
                card
            }
        },
    };
    Reply { as_of, beside, ..card.into() }
}

/// The figure that answers; none where it is a choice.
fn one_figure(answer: &Answer) -> Option<FigureRef> {
    answer.figures.first().copied().filter(|_| answer.outcome == Outcome::Answer)
}

/// The things as one question: "Korea" says enough beside "H100 count of Microsoft".
fn together(invocation: &Invocation<'_>, texts: &[&str], as_of: Option<crate::figure::PartialDate>) -> Option<Answer> {
    let is_token = |text: &&str| Selection::from_token(text, invocation.answerer.catalog()).is_some();
    if texts.iter().any(is_token) {
        return None;
    }
    let text = texts.join(" vs ");
    let language = Some(invocation.language);
    let answer =
        invocation.answerer.ask(&Question { text: &text, language, as_of, source: None, today: invocation.today });
    let fits = answer.outcome == Outcome::Answer
        && answer.operation == Operation::Compare
        && answer.figures.len() == texts.len();
    fits.then_some(answer)
}
