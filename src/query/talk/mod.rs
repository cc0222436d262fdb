//! Conversations: a question that takes what it does not say from what was said before.
//!
//! [`turn`] is pure: a [`Frame`] holds what the last answer was about as typed parts (measure, names, periods, sources, what was
//! done with them), and a follow-up ("and Meta?", 그럼 2024년엔?, "source?", "compare them") fills the parts that it does not name
//! from there. Texts are never joined: the completed reading goes the ordinary way, so that whatever blocks a question blocks a
//! follow-up. A question that is complete by itself takes nothing, and what was taken is said before the figure.

mod again;
mod by_value;
mod complete;
mod cut;
mod frame;
mod heard;
mod meaning;
mod nearby;
mod offered;
mod pair;
mod reckon;
mod unnamed;

use crate::decide::Lore;
use crate::figure::{EntityRef, MetricRef, SourceRef};
use crate::lang::lexicon::Role;
use crate::pack::Catalog;
use crate::query::answering::{Answering, MAX_QUESTION_CHARS};
use crate::query::{Answer, Assumption, Outcome, Question, Reason};
use crate::read::OnceRead;
use crate::read::interpret::{self, Reading};
use crate::read::link::Linked;

pub use frame::Frame;

use complete::Completing;
use heard::Heard;

/// In which form an answer is wanted, where a question says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wish {
    /// As a picture.
    Chart,
    /// With all rows.
    Table,
    /// As a file.
    Csv,
    /// A citation to copy.
    Cite,
    /// How it came about.
    Why,
    /// No figure: what can be asked.
    Help,
    /// No figure: what came lately.
    News,
    /// No figure: how old the data are.
    Updated,
}

impl Wish {
    /// The word in JSON: `chart`, `table`, `csv`, `cite`, `why`, `help`, `news`, `updated`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chart => "chart",
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Cite => "cite",
            Self::Why => "why",
            Self::Help => "help",
            Self::News => "news",
            Self::Updated => "updated",
        }
    }
}

/// What came of a question in a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// The answer.
    pub answer: Answer,
    /// In which form it is wanted.
    pub wish: Option<Wish>,
    /// What the conversation is about now; none if that did not change.
    pub frame: Option<Frame>,
}

impl Turn {
    /// A turn that is no part of a conversation.
    #[must_use]
    pub fn alone(answer: Answer) -> Self {
        Self { answer, wish: None, frame: None }
    }
}

/// Answers a question after what was said before, if anything was.
pub(in crate::query) fn turn(
    catalog: &Catalog,
    lore: &Lore,
    question: &Question<'_>,
    previous: Option<&Frame>,
    read: &OnceRead,
) -> Turn {
    let alone = Answering::new(catalog, lore, question).read_as(read).answer();
    let (turn, said) = said(catalog, lore, question, previous, read, &alone);
    let settled = turn.answer.outcome == Outcome::Answer || matches!(turn.answer.reason, Some(Reason::SmallTalk));
    let Some(said) = said.filter(|_| !settled) else { return turn };
    let Said { linked, heard, exact } = &said;
    let completing = Completing { catalog, lore, question, linked, heard, exact };
    if let Some(other) = previous.and_then(|frame| completing.another_way(frame)) {
        return other;
    }
    if let Some(found) = completing.by_value() {
        return found;
    }
    // What comes before the question: "right, something else: ...".
    for (behind, ends_sentence) in cut::clauses(question.text).take(MAX_CLAUSES) {
        let (before, rest) = question.text.split_at(behind);
        let before = Linked::new(before, question.today, &lore.vocabulary, false);
        if !before.is_some_and(|before| cut::asks_nothing(&before, ends_sentence)) {
            break;
        }
        let read = OnceRead::new(rest, question.today, &lore.vocabulary);
        let rest = self::turn(catalog, lore, &Question { text: rest, ..question.clone() }, previous, &read);
        if rest.answer.outcome == Outcome::Answer {
            return rest;
        }
    }
    let open = completing.asks_for_another();
    let missed = || Frame::of_missed(catalog, previous, &turn.answer, exact, linked, open);
    let frame = turn.frame.clone().or_else(missed);
    Turn { frame, ..turn }
}

/// So many clauses before a question are looked at.
const MAX_CLAUSES: usize = 3;

/// A text as it was read.
struct Said {
    linked: Linked,
    heard: Heard,
    exact: Reading,
}

fn said(
    catalog: &Catalog,
    lore: &Lore,
    question: &Question<'_>,
    previous: Option<&Frame>,
    read: &OnceRead,
    alone: &Answer,
) -> (Turn, Option<Said>) {
    let mut own = None;
    // Where a general phrase holds words of the packs ("how many times"), it is read as a phrase second.
    for phrases in [false, true] {
        let linked = read.linked(phrases).filter(|linked| linked.text.len() <= MAX_QUESTION_CHARS);
        let Some(mut linked) = linked.cloned() else {
            return (Turn::alone(alone.clone()), None);
        };
        if let Some(about) = heard::about_itself(&linked) {
            let answer = Answer { reason: Some(Reason::SmallTalk), ..Answer::new(alone.language) };
            return (Turn { answer, wish: Some(about), frame: None }, None);
        }
        let heard = Heard::new(&linked);
        heard.hide(&mut linked);
        let exact = interpret::read(&linked, catalog, &lore.vocabulary);
        let completing = Completing { catalog, lore, question, linked: &linked, heard: &heard, exact: &exact };
        let turn = match (exact.metrics.is_empty(), previous) {
            (false, previous) => completing.named(previous, alone),
            (true, Some(frame)) => completing.unnamed(frame, alone),
            (true, None) => None,
        };
        // Nothing was shown that it could be about.
        let nothing = || {
            let open = exact.metrics.is_empty() && previous.is_none_or(|frame| frame.missed);
            (open && asks_about_nothing(&linked, &heard, &exact, alone))
                .then(|| Turn::alone(about_nothing(alone, exact.entities.first().copied())))
        };
        if let Some(turn) = turn.or_else(nothing) {
            return (turn, Some(Said { linked, heard, exact }));
        }
        let frame = Frame::of_answer(catalog, alone, &linked, &exact, question);
        let wish = heard.wish().filter(|_| frame.is_some());
        let again = linked.passed_over;
        let said = Said { linked, heard, exact };
        // What was read first stands; in another way the text is read with its phrases.
        own = Some(match own {
            Some((wish, frame, _)) => (wish, frame, said),
            None => (wish, frame, said),
        });
        if !again {
            break;
        }
    }
    let Some((wish, frame, said)) = own else { return (Turn::alone(alone.clone()), None) };
    (Turn { answer: alone.clone(), wish, frame }, Some(said))
}

/// The question back, what about.
fn about_nothing(alone: &Answer, about: Option<EntityRef>) -> Answer {
    let answer = Answer { suggestions: Vec::new(), assumptions: Vec::new(), ..alone.clone() };
    Answer { outcome: Outcome::None, reason: Some(Reason::NothingBefore { about }), ..answer }
}

/// Whether a text can only be understood after something else, and nothing was said before.
fn asks_about_nothing(linked: &Linked, heard: &Heard, exact: &Reading, alone: &Answer) -> bool {
    let left = exact.unexplained & !heard.consumed;
    if left != 0 || alone.outcome == Outcome::Answer || linked.numbers() & !linked.periods_at() != 0 {
        return false;
    }
    let does = [
        Role::Compare,
        Role::Ratio,
        Role::Trend,
        Role::Most,
        Role::Least,
        Role::Source,
        Role::Definition,
        Role::Outlook,
    ];
    let points = heard.opens || heard.pair || heard.them || heard.asks();
    let bare = exact.entities.is_empty() && exact.sources.is_empty() && linked.topics.is_empty();
    let acts = bare && does.into_iter().any(|role| linked.with_role(role) & !heard.consumed != 0);
    let when = bare && !linked.periods.is_empty();
    // "Hello, and thanks" opens nothing.
    let says = !bare || when || acts || heard.pair || heard.them || heard.asks();
    (points && linked.topics.is_empty() && says) || acts || when
}

/// What was taken from what was said before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The measure.
    pub metrics: Vec<MetricRef>,
    /// The names.
    pub entities: Vec<EntityRef>,
    /// The periods, in ISO form.
    pub periods: Vec<String>,
    /// The sources.
    pub sources: Vec<SourceRef>,
}

impl Kept {
    fn said(self) -> Assumption {
        Assumption::Still(self)
    }
}
