//! Dialogues as data: every conversation of `tests/dialogues` is held, and no figure may be wrong.
//!
//! The format is described in `tests/dialogues/README.md`. A follow-up that is not understood is counted and printed; a wrong
//! figure fails the suite.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use datum::app::App;
use datum::pack::Catalog;
use datum::query::{Assumption, Frame, Outcome, Question, Turn, Wish};
use datum::reply::{compose_turn, json};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dialogue: Vec<Dialogue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dialogue {
    name: String,
    #[serde(default)]
    packs: Vec<String>,
    today: Option<String>,
    turn: Vec<Said>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    say: String,
    outcome: Option<String>,
    #[serde(default)]
    any: Vec<String>,
    first: Option<String>,
    figures: Option<Vec<String>>,
    #[serde(default)]
    includes: Vec<String>,
    operation: Option<String>,
    wish: Option<String>,
    language: Option<String>,
    still: Option<bool>,
    reason: Option<String>,
    definition: Option<bool>,
    source: Option<bool>,
}

/// How a turn came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    /// Understood in part: nothing wrong was said, but not what was expected.
    Missed,
    /// A figure that must not be shown.
    Wrong,
}

/// The share of follow-up turns that must come out right.
const LEAST_RIGHT: f64 = 0.97;

#[test]
fn follow_ups_are_understood_and_never_wrong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files = Vec::new();
    collect(&root.join("dialogues"), &mut files);
    assert!(!files.is_empty());
    let mut apps: BTreeMap<Vec<String>, App> = BTreeMap::new();
    let (mut turns, mut right, mut wrong, mut dialogues) = (0, 0, Vec::new(), 0);
    let mut missed = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let read: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for dialogue in read.dialogue {
            dialogues += 1;
            let app = apps.entry(dialogue.packs.clone()).or_insert_with(|| {
                let folders: Vec<PathBuf> = dialogue.packs.iter().map(|pack| root.join("packs").join(pack)).collect();
                App::load(&folders).unwrap_or_else(|problems| panic!("{problems}"))
            });
            for (position, verdict, line) in hold(app, &dialogue) {
                // The first turn opens the conversation: it is no follow-up, but must be right for the rest to mean anything.
                if position > 0 {
                    turns += 1;
                    right += usize::from(verdict == Verdict::Right);
                }
                match verdict {
                    Verdict::Right => {}
                    Verdict::Missed => missed.push(line),
                    Verdict::Wrong => wrong.push(line),
                }
            }
        }
    }
    println!("{dialogues} dialogues, {turns} follow-up turns, {right} right, {} wrong", wrong.len());
    missed.iter().for_each(|line| println!("missed  {line}"));
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    let share = right as f64 / f64::from(turns);
    assert!(share >= LEAST_RIGHT, "{share:.3} of the follow-ups are right");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

/// Says all turns of a dialogue, each after what was said before.
fn hold(app: &App, dialogue: &Dialogue) -> Vec<(usize, Verdict, String)> {
    let today = dialogue.today.as_deref().map_or(Date::constant(2026, 9, 1), |day| day.parse().expect("a day"));
    let catalog = app.engine.catalog();
    let mut frame: Option<Frame> = None;
    let mut out = Vec::new();
    for (position, said) in dialogue.turn.iter().enumerate() {
        let question = Question { text: &said.say, language: None, as_of: None, source: None, today };
        let turn = app.engine.converse(&question, frame.as_ref());
        // Whatever was said, a card can be made of it.
        let card = compose_turn(&turn, catalog, today);
        assert!(
            !json::answer(&said.say, &turn.answer, catalog, &card, 0)["text"].as_str().unwrap_or_default().is_empty()
        );
        let verdict = verdict(said, &turn, catalog);
        let line = format!("{} / {:?}: expected {said:?}\n    got {}", dialogue.name, said.say, got(&turn, catalog));
        out.push((position, verdict, line));
        frame = turn.frame.or(frame);
    }
    out
}

fn verdict(said: &Said, turn: &Turn, catalog: &Catalog) -> Verdict {
    let answer = &turn.answer;
    let ids: Vec<&str> = answer.figures.iter().map(|figure| &*catalog.figure(*figure).id).collect();
    let outcome = said.outcome.as_deref().unwrap_or("answer");
    let allowed: Vec<&str> =
        if said.any.is_empty() { vec![outcome] } else { said.any.iter().map(String::as_str).collect() };
    let shows = answer.outcome == Outcome::Answer;
    if shows {
        let first = said.first.as_deref().is_none_or(|first| ids.first() == Some(&first));
        let all = said.figures.as_ref().is_none_or(|figures| {
            figures.len() == ids.len() && figures.iter().all(|figure| ids.contains(&figure.as_str()))
        });
        let some = said.includes.iter().all(|figure| ids.contains(&figure.as_str()));
        if !allowed.contains(&"answer") || !first || !all || !some {
            return Verdict::Wrong;
        }
    } else if !allowed.contains(&answer.outcome.word()) {
        return Verdict::Missed;
    }
    let still = answer.assumptions.iter().any(|one| matches!(one, Assumption::Still(_)));
    let reason = || json_reason(turn, catalog);
    let fits = said.operation.as_deref().is_none_or(|operation| answer.operation.word() == operation)
        && said.wish.as_deref() == turn.wish.map(Wish::word)
        && said.language.as_deref().is_none_or(|language| answer.language.tag() == language)
        && said.still.is_none_or(|expected| expected == still)
        && said.definition.is_none_or(|expected| expected == answer.wants_definition)
        && said.source.is_none_or(|expected| expected == answer.wants_source)
        && said.reason.as_deref().is_none_or(|expected| reason() == expected);
    if fits { Verdict::Right } else { Verdict::Missed }
}

fn json_reason(turn: &Turn, catalog: &Catalog) -> String {
    let card = compose_turn(turn, catalog, Date::constant(2026, 9, 1));
    let object = json::answer("", &turn.answer, catalog, &card, 0);
    object["reason"].as_str().unwrap_or_default().to_owned()
}

fn got(turn: &Turn, catalog: &Catalog) -> String {
    let answer = &turn.answer;
    let ids: Vec<&str> = answer.figures.iter().map(|figure| &*catalog.figure(*figure).id).collect();
    format!(
        "{} {} {ids:?} {:?} {:?} wish {:?} {} definition {} source {}",
        answer.outcome.word(),
        answer.operation.word(),
        answer.reason,
        answer.assumptions,
        turn.wish,
        answer.language.tag(),
        answer.wants_definition,
        answer.wants_source
    )
}
