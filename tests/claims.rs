//! Claims as data: every text of `tests/claims*` is checked, and no verdict may be wrong.
//!
//! The format is described in `tests/claims/README.md`. Phrases that are missed or found too often, and verdicts that stay
//! unknown, are counted and printed; a wrong "matches", "differs" or "outdated" fails the suite.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use datum::app::App;
use datum::claim::{Claim, Reader};
use datum::figure::Decimal;
use datum::lang::Amount;
use datum::reply::claims::{figure_of, word};
use jiff::civil::Date;
use serde::Deserialize;

/// The share of phrases that must be found with the right value, and of phrases found that must be expected.
const LEAST_FOUND: f64 = 0.97;
/// The share of claims with an expected verdict that must get it; the rest stays unknown.
const LEAST_JUDGED: f64 = 0.90;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: String,
    text: String,
    date: Option<String>,
    /// Whether every phrase of the text is listed.
    #[serde(default = "yes")]
    complete: bool,
    claims: Vec<String>,
}

fn yes() -> bool {
    true
}

/// One line of `claims`: phrase, value, verdict, figure.
struct Expected {
    quote: String,
    value: (Decimal, Decimal),
    verdict: String,
    figure: Option<String>,
}

impl Expected {
    fn new(line: &str) -> Self {
        let mut cells = line.rsplitn(4, " | ").collect::<Vec<_>>();
        if !matches!(cells.first(), Some(cell) if cell.contains('-') && !cell.contains(' ')) {
            cells = std::iter::once("").chain(line.rsplitn(3, " | ")).collect();
        }
        let [figure, verdict, value, quote] = cells.as_slice() else {
            panic!("{line}: phrase | value | verdict | figure")
        };
        let number = |text: &str| text.parse::<Decimal>().unwrap_or_else(|error| panic!("{line}: {error}"));
        let (low, high) = value.split_once("..").unwrap_or((value, value));
        Self {
            quote: (*quote).to_owned(),
            value: (number(low), number(high)),
            verdict: (*verdict).to_owned(),
            figure: (!figure.is_empty()).then(|| (*figure).to_owned()),
        }
    }
}

#[derive(Default)]
struct Tally {
    texts: usize,
    expected: usize,
    found: usize,
    actual: usize,
    surplus: usize,
    table: BTreeMap<(String, String), usize>,
    lines: Vec<String>,
    wrong: usize,
}

#[test]
fn embedded_packs_are_never_wrong() {
    run("claims", &[], 250);
}

#[test]
fn unknown_fields_work_as_well() {
    run("claims-sorrel-isles", &[PathBuf::from("tests/packs/sorrel-isles")], 0);
}

#[test]
fn an_invented_field_works_as_well() {
    run("claims-tea", &[PathBuf::from("tests/packs_bad/good")], 0);
}

/// Texts that the weights are learned from, the pack that each is about, how many numbers get the wanted verdict at the least and a
/// false one at the most. Whoever reaches more raises it.
const LEARNED: &[(&str, &str, usize, usize)] = &[
    ("claims-embedded-1", "", 509, 2),
    ("claims-embedded-2", "", 54, 0),
    ("claims-public-libraries", "public-libraries", 36, 0),
    ("claims-embedded-3", "", 175, 0),
    ("claims-sea-harvest", "sea-harvest", 32, 0),
    ("claims-rail-travel", "rail-travel", 86, 0),
    ("claims-embedded-4", "", 176, 1),
    ("claims-embedded-5", "", 261, 0),
    ("claims-embedded-6", "", 206, 5),
    ("claims-wastewater-halvaria", "wastewater-halvaria", 87, 0),
    ("claims-wine-growing", "wine-growing", 86, 0),
];

#[test]
fn what_was_learned_from_is_judged() {
    let mut worse = Vec::new();
    for (name, pack, least_right, most_false) in LEARNED {
        let packs: Vec<PathBuf> = if pack.is_empty() { Vec::new() } else { vec![format!("tests/packs/{pack}").into()] };
        let app = App::load(&packs).unwrap_or_else(|problems| panic!("{problems}"));
        let reader = Reader::new(&app.engine);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/training").join(format!("{name}.jsonl"));
        let (mut all, mut right, mut wrong) = (0, 0, 0);
        for line in std::fs::read_to_string(&path).expect("the texts are readable").lines() {
            let case: serde_json::Value = serde_json::from_str(line).expect("a line is one object");
            let body = case["text"].as_str().unwrap_or_default();
            let date: Option<Date> = case["date"].as_str().and_then(|date| date.parse().ok());
            let found = reader.check(body, date);
            for truth in case["claims"].as_array().into_iter().flatten() {
                let [quote, want] = ["quote", "verdict"].map(|key| truth[key].as_str().unwrap_or_default());
                let start = body.find(quote).unwrap_or_else(|| panic!("{body}: no {quote}"));
                let hit =
                    |claim: &&Claim| claim.phrase.range.start < start + quote.len() && claim.phrase.range.end > start;
                let got = found.iter().find(hit).map_or("missed", |claim| word(&claim.verdict));
                let changed = ["differs", "outdated"];
                let harmless = changed.contains(&got) && changed.contains(&want);
                all += 1;
                right += usize::from(got == want);
                wrong += usize::from(got != want && !harmless && !matches!(got, "unknown" | "missed"));
            }
        }
        let _ = writeln!(std::io::stderr(), "{name}: {all} numbers, {right} right, {wrong} false");
        if right < *least_right || wrong > *most_false {
            worse.push(format!(
                "{name}: {right} right of at least {least_right}, {wrong} false of at most {most_false}"
            ));
        }
    }
    assert!(worse.is_empty(), "{}", worse.join("\n"));
}

fn run(folder: &str, packs: &[PathBuf], least_claims: usize) {
    let app = App::load(packs).unwrap_or_else(|problems| panic!("{problems}"));
    let reader = Reader::new(&app.engine);
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder), &mut files);
    files.sort();
    let mut names: BTreeMap<String, PathBuf> = BTreeMap::new();
    let mut tally = Tally::default();
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a case file is readable");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in file.text {
            if let Some(other) = names.insert(case.name.clone(), path.clone()) {
                panic!("the name {} is in {} and {}", case.name, other.display(), path.display());
            }
            judge(&case, &reader, &mut tally);
        }
    }
    report(folder, &tally);
    let share = |part: usize, all: usize| if all == 0 { 1.0 } else { part as f64 / all as f64 };
    assert_eq!(tally.wrong, 0, "wrong verdicts: see the list above");
    assert!(tally.expected >= least_claims, "{} claims are too few", tally.expected);
    assert!(share(tally.found, tally.expected) >= LEAST_FOUND, "phrases are missed: see the list above");
    assert!(share(tally.actual - tally.surplus, tally.actual) >= LEAST_FOUND, "too many phrases: see the list above");
    let judged: usize =
        tally.table.iter().filter(|((want, got), _)| want == got && want != "unknown").map(|(_, count)| count).sum();
    let wanted: usize = tally.table.iter().filter(|((want, _), _)| want != "unknown").map(|(_, count)| count).sum();
    assert!(share(judged, wanted) >= LEAST_JUDGED, "{judged} of {wanted} claims got their verdict: see the list above");
}

fn judge(case: &Text, reader: &Reader, tally: &mut Tally) {
    tally.texts += 1;
    let date: Option<Date> =
        case.date.as_ref().map(|date| date.parse().unwrap_or_else(|error| panic!("{}: {error}", case.name)));
    let claims = reader.check(&case.text, date);
    let explain = |lines: &mut Vec<String>| {
        if std::env::var_os("EXPLAIN_CLAIMS").is_some() {
            lines.push(reader.explain(&case.text, date));
        }
    };
    for claim in &claims {
        let range = claim.phrase.range.clone();
        assert!(case.text.get(range.clone()).is_some_and(|quote| !quote.is_empty()), "{}: {range:?}", case.name);
    }
    let mut used = vec![false; claims.len()];
    let mut from = 0;
    for line in &case.claims {
        let expected = Expected::new(line);
        tally.expected += 1;
        let start = case.text[from..]
            .find(&expected.quote)
            .map(|at| at + from)
            .unwrap_or_else(|| panic!("{}: {} is not in the text", case.name, expected.quote));
        let end = start + expected.quote.len();
        from = end;
        let overlaps = |claim: &Claim| claim.phrase.range.start < end && start < claim.phrase.range.end;
        let Some(position) = claims.iter().position(overlaps) else {
            tally.lines.push(format!("missed   {}: {}", case.name, expected.quote));
            continue;
        };
        used[position] = true;
        let claim = &claims[position];
        let value = match claim.phrase.amount {
            Amount::One(value) => (value, value),
            Amount::Between(low, high) => (low, high),
        };
        let close = |a: Decimal, b: Decimal| (a - b).abs() < Decimal::new(1, 6);
        if close(value.0, expected.value.0) && close(value.1, expected.value.1) {
            tally.found += 1;
        } else {
            tally.lines.push(format!("misread  {}: {} as {} {}", case.name, expected.quote, value.0, value.1));
        }
        let got = word(&claim.verdict);
        let figure = figure_of(&claim.verdict).map(|figure| reader.engine().catalog().figure(figure).id.to_string());
        *tally.table.entry((expected.verdict.clone(), got.to_owned())).or_default() += 1;
        let figure_fits = expected.figure.is_none() || expected.figure == figure;
        if got != "unknown" && (got != expected.verdict || !figure_fits) {
            tally.wrong += 1;
            tally.lines.push(format!(
                "WRONG    {}: {} {got} {figure:?}, not {} {:?}",
                case.name, expected.quote, expected.verdict, expected.figure
            ));
            explain(&mut tally.lines);
        } else if got != expected.verdict {
            tally.lines.push(format!("declined {}: {} is {}", case.name, expected.quote, expected.verdict));
            explain(&mut tally.lines);
        }
    }
    if case.complete {
        tally.actual += claims.len();
        for (claim, _) in claims.iter().zip(&used).filter(|(_, used)| !**used) {
            tally.surplus += 1;
            let verdict = word(&claim.verdict);
            let wrong = if verdict == "unknown" { "surplus " } else { "WRONG   " };
            tally.wrong += usize::from(verdict != "unknown");
            tally.lines.push(format!("{wrong} {}: {} {verdict}", case.name, &case.text[claim.phrase.range.clone()]));
        }
    }
}

fn report(folder: &str, tally: &Tally) {
    let mut out = String::new();
    for line in &tally.lines {
        out.push_str(&format!("{line}\n"));
    }
    out.push_str(&format!(
        "{folder}: {} texts, {} claims expected, {} found with the right value (recall {:.3}); {} phrases found, {} too many (precision {:.3})\n",
        tally.texts,
        tally.expected,
        tally.found,
        tally.found as f64 / tally.expected.max(1) as f64,
        tally.actual,
        tally.surplus,
        1.0 - tally.surplus as f64 / tally.actual.max(1) as f64,
    ));
    const VERDICTS: [&str; 4] = ["matches", "differs", "outdated", "unknown"];
    out.push_str(&format!(
        "{:>20} {:>8} {:>8} {:>8} {:>8}\n",
        "expected \\ said", "matches", "differs", "outdated", "unknown"
    ));
    for want in VERDICTS {
        let count = |got: &str| tally.table.get(&(want.to_owned(), got.to_owned())).copied().unwrap_or_default();
        let row: Vec<String> = VERDICTS.iter().map(|got| format!("{:>8}", count(got))).collect();
        out.push_str(&format!("{want:>20} {}\n", row.join(" ")));
    }
    // Straight to standard error, so that the table is seen when the suite passes.
    let _ = std::io::stderr().write_all(out.as_bytes());
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

/// A long text is judged by several threads; what comes of it must not show that.
#[test]
fn a_long_text_is_judged_like_its_paragraphs() {
    let app = App::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let reader = Reader::new(&app.engine);
    let one = "Korea holds 1,691 H100s. That is one eightieth of Microsoft, not 5 or 7.\n\n국내 AI 부족 인력은 8579명이다.\n\n";
    let alone = reader.check(one, None);
    let places: Vec<_> = alone.iter().map(|claim| (claim.paragraph, claim.sentence)).collect();
    assert_eq!(places, [(1, 1), (1, 2), (1, 2), (1, 2), (2, 1)]);
    for times in [1, 70, 129, 1_000] {
        let together = reader.check(&one.repeat(times), None);
        assert_eq!(together.len(), times * alone.len());
        for (position, claim) in together.iter().enumerate() {
            let (time, expected) = (position / alone.len(), &alone[position % alone.len()]);
            assert_eq!(claim.verdict, expected.verdict);
            assert_eq!(claim.paragraph, expected.paragraph + 2 * time);
            assert_eq!(claim.sentence, expected.sentence);
            assert_eq!(claim.phrase.range.start, expected.phrase.range.start + time * one.len());
        }
    }
}
