//! Questions as data: every case of `tests/questions*` is asked, and no figure may be wrong.
//!
//! The format is described in `tests/questions/README.md`. A case that is declined or offered as a choice where a figure
//! was expected is counted and printed; a wrong figure fails the suite.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use datum::app::App;
use datum::figure::{Decimal, PartialDate};
use datum::pack::Catalog;
use datum::query::{Answer, Outcome, Question, Selection};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    question: String,
    outcome: Option<String>,
    #[serde(default)]
    any: Vec<String>,
    operation: Option<String>,
    first: Option<String>,
    figures: Option<Vec<String>>,
    #[serde(default)]
    includes: Vec<String>,
    #[serde(default)]
    excludes: Vec<String>,
    /// Calculations that the answer holds.
    #[serde(default)]
    derived: Vec<Expected>,
    /// Kinds of calculation that it must not hold.
    #[serde(default)]
    no_derived: Vec<String>,
    /// Cautions that it holds.
    #[serde(default)]
    cautions: Vec<String>,
    as_of: Option<String>,
    today: Option<String>,
    #[serde(default)]
    #[allow(dead_code, reason = "read by people")]
    note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    value: String,
    unit: String,
}

/// How a case came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Right,
    /// A choice that offers the expected figure.
    Choice,
    /// Nothing, or a choice without the expected figure.
    Declined,
    /// A figure that must not be shown.
    Wrong,
}

/// The share of cases that must come out right; what is missing to 1 is declined or offered, never wrong.
const LEAST_RIGHT: f64 = 0.90;

#[test]
fn embedded_packs_answer_and_are_never_wrong() {
    run("questions", &[], LEAST_RIGHT);
}

#[test]
fn an_unknown_field_works_as_well() {
    run("questions-sorrel-isles", &[PathBuf::from("tests/packs/sorrel-isles")], LEAST_RIGHT);
}

fn run(folder: &str, packs: &[PathBuf], least_right: f64) {
    let app = App::load(packs).unwrap_or_else(|problems| panic!("{problems}"));
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder), &mut files);
    files.sort();
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut lines = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a case file is readable");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in file.case {
            if let Some(other) = names.insert(case.name.clone(), path.clone()) {
                panic!("the name {} is in {} and {}", case.name, other.display(), path.display());
            }
            let answer = app.engine.ask(&question(&case));
            let verdict = judge(&case, &answer, app.engine.catalog());
            *counts.entry(verdict).or_default() += 1;
            if verdict != Verdict::Right {
                lines.push((
                    verdict,
                    format!(
                        "{verdict:?}: {} | {} | {}",
                        case.name,
                        case.question.chars().take(90).collect::<String>(),
                        got(&answer, app.engine.catalog())
                    ),
                ));
            }
        }
    }
    lines.sort();
    let all: usize = counts.values().sum();
    let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
    let (right, choice, declined, wrong) =
        (count(Verdict::Right), count(Verdict::Choice), count(Verdict::Declined), count(Verdict::Wrong));
    let list: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    println!("{list}");
    // Straight to standard error, so that the table is seen when the suite passes.
    let _ = writeln!(
        std::io::stderr(),
        "{folder}: {all} cases, {right} right, {choice} choice, {declined} declined, {wrong} wrong"
    );
    assert!(all > 0, "no case was found in {folder}");
    assert_eq!(wrong, 0, "{wrong} wrong answers, listed above");
    let share = right as f64 / all as f64;
    assert!(share >= least_right, "{:.1} % right, at least {:.1} % expected", share * 100.0, least_right * 100.0);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of cases is there") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

fn question(case: &Case) -> Question<'_> {
    let today: Date = case.today.as_deref().unwrap_or("2026-11-23").parse().expect("today is a date");
    let as_of: Option<PartialDate> = case.as_of.as_deref().map(|date| date.parse().expect("as_of is a date"));
    Question { text: &case.question, language: None, as_of, source: None, today }
}

fn judge(case: &Case, answer: &Answer, catalog: &Catalog) -> Verdict {
    let got: Vec<&str> = answer.figures.iter().map(|figure| &*catalog.figure(*figure).id).collect();
    let allowed: Vec<&str> = case.outcome.iter().chain(&case.any).map(String::as_str).collect();
    assert!(!allowed.is_empty(), "{}: the case names no outcome", case.name);
    let as_expected = case.first.as_deref().is_none_or(|first| got.first() == Some(&first))
        && case.figures.as_ref().is_none_or(|expected| {
            let (mut expected, mut got): (Vec<&str>, Vec<&str>) =
                (expected.iter().map(String::as_str).collect(), got.clone());
            expected.sort_unstable();
            got.sort_unstable();
            expected == got
        })
        && case.includes.iter().all(|id| got.contains(&id.as_str()))
        && !case.excludes.iter().any(|id| got.contains(&id.as_str()))
        && case.operation.as_deref().is_none_or(|operation| operation == answer.operation.word());
    let calculated = case.derived.iter().all(|expected| {
        let value: Decimal = expected.value.parse().expect("a decimal");
        answer
            .derived
            .iter()
            .any(|one| one.kind.word() == expected.kind && one.value == value && *one.unit == *expected.unit)
    });
    let cautioned =
        case.cautions.iter().all(|word| answer.cautions.iter().any(|caution| caution.word() == word.as_str()));
    let calculated_too_much =
        answer.derived.iter().any(|one| case.no_derived.iter().any(|kind| kind.as_str() == one.kind.word()));
    if calculated_too_much {
        return Verdict::Wrong;
    }
    if answer.outcome == Outcome::Answer {
        if !(calculated && cautioned) && as_expected {
            return Verdict::Wrong;
        }
        let first_known = case
            .first
            .iter()
            .chain(case.figures.iter().flatten())
            .chain(&case.includes)
            .any(|id| got.first() == Some(&id.as_str()));
        return match (allowed.contains(&"answer"), as_expected) {
            (true, true) => Verdict::Right,
            // The figure that answers first is right, the rest of the table is not as expected.
            (true, false)
                if first_known
                    && case.first.as_deref().is_none_or(|first| got.first() == Some(&first))
                    && !case.excludes.iter().any(|id| got.contains(&id.as_str())) =>
            {
                Verdict::Declined
            }
            _ => Verdict::Wrong,
        };
    }
    if allowed.contains(&answer.outcome.word()) {
        return Verdict::Right;
    }
    let expected = case
        .first
        .as_ref()
        .or_else(|| case.figures.as_ref().and_then(|figures| figures.first()))
        .or_else(|| case.includes.first());
    let offered = answer.suggestions.iter().any(|selection| match selection {
        Selection::Figure(figure) => expected.is_some_and(|id| **id == *catalog.figure(*figure).id),
        _ => false,
    });
    if answer.outcome == Outcome::Choice && (offered || !allowed.contains(&"answer")) {
        Verdict::Choice
    } else {
        Verdict::Declined
    }
}

fn got(answer: &Answer, catalog: &Catalog) -> String {
    let figures: Vec<&str> = answer.figures.iter().map(|figure| &*catalog.figure(*figure).id).collect();
    let offered: Vec<String> = answer.suggestions.iter().take(4).map(|selection| selection.token(catalog)).collect();
    let derived: Vec<String> =
        answer.derived.iter().map(|one| format!("{} {} {}", one.kind.word(), one.value, one.unit)).collect();
    let (outcome, operation) = (answer.outcome.word(), answer.operation.word());
    format!("{outcome} {operation} {figures:?} {derived:?} {:?} offers {offered:?}", answer.reason)
}
