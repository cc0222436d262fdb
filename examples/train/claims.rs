//! Texts with known claims: what each number was read as, and which weights judge it best.
//!
//! A true number is learned from twice: as it stands, and altered by rules, so that the weights see numbers that differ. An altered
//! text is held out together with its original.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datum::claim::weigh::evidence::COUNT;
use datum::claim::weigh::settle::{self, Forest, SETTLING, WIDTH};
use datum::claim::weigh::{Candidate, Kind, Model, first_of, weigh};
use datum::claim::{Reader, Verdict};
use datum::pack::Catalog;
use datum::query::Engine;
use jiff::civil::Date;
use serde::Deserialize;

use crate::alter::alterations;
use crate::boost::{self, Row};
use crate::fit::descend;

/// A text with its claims, one JSON object a line.
#[derive(Debug, Deserialize)]
pub struct Text {
    pub text: String,
    #[serde(default)]
    pub date: Option<String>,
    pub claims: Vec<Truth>,
}

/// What is known of a claim.
#[derive(Clone, Debug, Deserialize)]
pub struct Truth {
    pub quote: String,
    pub verdict: String,
    #[serde(default)]
    pub fact: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
}

/// A number of a text with its candidates, and what is known of it.
pub struct Sample {
    pub file: usize,
    pub line: usize,
    /// How the number was altered; empty for one as it was written.
    pub altered: &'static str,
    /// It is a case of the ordinary suite, none of which may be wrong.
    pub strict: bool,
    pub korean: bool,
    pub quote: String,
    pub truth: Truth,
    /// What known words alone say.
    pub settled: &'static str,
    pub candidates: Vec<Candidate>,
    /// Whether each candidate is right.
    pub right: Vec<bool>,
}

impl Sample {
    /// Whether it was made from another by a mistake.
    pub fn is_altered(&self) -> bool {
        !self.altered.is_empty()
    }

    /// Whether a verdict is the wanted one. An altered number may be one that was true once.
    pub fn is_wanted(&self, verdict: &str) -> bool {
        verdict == self.truth.verdict || self.is_altered() && verdict == "outdated"
    }
}

/// Reads the texts of a file with one JSON object a line, or of the TOML files below a folder.
pub fn read(path: &Path) -> Result<Vec<Text>, Box<dyn std::error::Error>> {
    if !path.is_dir() {
        let text = std::fs::read_to_string(path)?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        return lines.map(|line| Ok(serde_json::from_str(line)?)).collect();
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    entries.sort();
    let mut texts = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            texts.extend(read(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "toml") {
            let suite: Suite = toml::from_str(&std::fs::read_to_string(&entry)?)?;
            texts.extend(suite.text.into_iter().map(SuiteText::plain));
        }
    }
    Ok(texts)
}

#[derive(Debug, Deserialize)]
struct Suite {
    text: Vec<SuiteText>,
}

/// A text of the ordinary suite; its claims are `phrase | value | verdict | figure`.
#[derive(Debug, Deserialize)]
struct SuiteText {
    text: String,
    date: Option<String>,
    claims: Vec<String>,
}

impl SuiteText {
    fn plain(self) -> Text {
        let claim = |line: String| {
            let cells: Vec<&str> = line.split(" | ").collect();
            let verdict = cells.iter().rposition(|cell| VERDICTS.contains(cell)).unwrap_or(0);
            Truth {
                quote: cells[..verdict.saturating_sub(1)].join(" | "),
                verdict: (*cells.get(verdict).unwrap_or(&"unknown")).to_owned(),
                fact: cells.get(verdict + 1).map(|fact| (*fact).to_owned()),
                also: Vec::new(),
            }
        };
        Text { claims: self.claims.into_iter().map(claim).collect(), text: self.text, date: self.date }
    }
}

const VERDICTS: [&str; 4] = ["matches", "differs", "outdated", "unknown"];

/// The samples of the texts of a file, the altered ones among them.
pub fn samples(engine: &Arc<Engine>, texts: &[Text], file: usize, strict: bool) -> Vec<Sample> {
    let reader = Reader::new(engine);
    let mut samples = Vec::new();
    for (line, text) in texts.iter().enumerate() {
        let body = text.text.replace('\n', " ");
        let places: Vec<Option<usize>> = text.claims.iter().map(|truth| body.find(&truth.quote)).collect();
        samples.extend(of_text(&reader, &body, text, &text.claims, &places, (file, line, "")));
        for (place, truth) in text.claims.iter().enumerate().filter(|(_, truth)| truth.verdict == "matches") {
            let figure = truth.fact.as_ref().and_then(|id| engine.catalog().find_figure(id));
            for (kind, altered) in alterations(&reader, &truth.quote, figure) {
                let Some(at) = places[place] else { continue };
                let changed = format!("{}{altered}{}", &body[..at], &body[at + truth.quote.len()..]);
                let truth = Truth { quote: altered, verdict: "differs".to_owned(), ..text.claims[place].clone() };
                // The new number may stand elsewhere in the text as well, and be true there.
                samples.extend(of_text(&reader, &changed, text, &[truth], &[Some(at)], (file, line, kind)));
            }
        }
    }
    samples.iter_mut().for_each(|sample: &mut Sample| sample.strict = strict && !sample.is_altered());
    samples
}

fn of_text(
    reader: &Reader<'_>,
    body: &str,
    text: &Text,
    claims: &[Truth],
    places: &[Option<usize>],
    (file, line, altered): (usize, usize, &'static str),
) -> Vec<Sample> {
    let date: Option<Date> = text.date.as_ref().and_then(|date| date.parse().ok());
    let mut weighed = reader.weighed(body, date);
    let korean = body.chars().any(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c));
    let mut samples = Vec::new();
    for (truth, start) in claims.iter().zip(places) {
        let Some(start) = *start else { continue };
        let end = start + truth.quote.len();
        let Some(hit) =
            weighed.iter().position(|(claim, _)| claim.phrase.range.start < end && claim.phrase.range.end > start)
        else {
            samples.push(sample(reader, truth, None, (file, line, altered, korean)));
            continue;
        };
        let (claim, weighing) = weighed.remove(hit);
        let settled = datum::reply::claims::word(&claim.verdict);
        samples.push(Sample {
            settled: if claim.verdict == Verdict::Unknown { "unknown" } else { settled },
            ..sample(reader, truth, Some(weighing.candidates), (file, line, altered, korean))
        });
    }
    samples
}

fn sample(
    reader: &Reader<'_>,
    truth: &Truth,
    candidates: Option<Vec<Candidate>>,
    (file, line, altered, korean): (usize, usize, &'static str, bool),
) -> Sample {
    let catalog = reader.engine().catalog();
    let settled = if candidates.is_some() { "unknown" } else { "(missed)" };
    let candidates = candidates.unwrap_or_default();
    let right = candidates.iter().map(|candidate| is_right(catalog, truth, candidate, !altered.is_empty())).collect();
    Sample {
        file,
        line,
        altered,
        strict: false,
        korean,
        quote: truth.quote.clone(),
        truth: truth.clone(),
        settled,
        candidates,
        right,
    }
}

fn is_right(catalog: &Catalog, truth: &Truth, candidate: &Candidate, altered: bool) -> bool {
    let kind = word(candidate.kind);
    let wanted = kind == truth.verdict || altered && candidate.kind == Kind::Outdated;
    if !wanted {
        return false;
    }
    let known: Vec<_> = truth.fact.iter().chain(&truth.also).filter_map(|id| catalog.find_figure(id)).collect();
    // Of a text whose figure is not told only the verdict is known.
    known.is_empty()
        || known.iter().any(|known| {
            let item = catalog.figure(*known);
            let same_value = catalog.figure(candidate.figure).value == item.value && item.entity == candidate.entity;
            *known == candidate.figure
                || (item.metric, item.entity) == (candidate.metric, candidate.entity)
                || same_value
        })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Matches => "matches",
        Kind::Outdated => "outdated",
        Kind::Differs => "differs",
    }
}

fn side(kind: Kind) -> usize {
    usize::from(kind == Kind::Differs)
}

/// What of a candidate is not nought, whether it is right, and what it counts.
type Present = (Vec<(usize, f64)>, f64, f64);

const SHRINK: f64 = 0.001;
/// A candidate that is wrong counts less than one that is right: there are many more of them.
const WRONG_COUNTS: f64 = 0.5;
/// The same for a case of the suite, which was written to mislead.
const STRICT_COUNTS: f64 = 1.5;
/// What an altered number counts: there are up to five of each.
const ALTERED_COUNTS: f64 = 0.5;

/// Weights from samples; those that known words settled are learned from as well.
pub fn fit(samples: &[&Sample]) -> Model {
    let mut model = Model::blank();
    (model.weights, model.bias) = rank(samples);
    for at in [0, 1] {
        let rows: Vec<Row<WIDTH>> = samples.iter().filter_map(|sample| settled(&model, sample, at)).collect();
        model.settling[at] = settle(&rows);
    }
    model
}

/// What the rows of a side are settled by.
fn settle(rows: &[Row<WIDTH>]) -> Forest {
    const N: usize = SETTLING.len() + 1;
    let plain = std::env::var_os("PLAIN").is_some();
    let values = |row: &Row<WIDTH>| -> [f64; N] {
        std::array::from_fn(|place| row.values.get(COUNT + place).map_or(1.0, |value| f64::from(*value)))
    };
    let weights = descend::<N>(SHRINK / 4.0, |weights, gradient| {
        for row in rows {
            let values = values(row);
            let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
            let pull = row.counts * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.right)));
            gradient.iter_mut().zip(values).for_each(|(slot, value)| *slot += pull * value);
        }
        rows.len()
    });
    let sums = rows.iter().map(|row| values(row).iter().zip(&weights).map(|(value, weight)| value * weight).sum());
    let trees = if plain { Vec::new() } else { boost::grow(rows, sums.collect()) };
    let start = weights[N - 1] as f32;
    Forest { start, weights: std::array::from_fn(|place| weights[place] as f32), trees }
}

/// What puts the candidates in order, for each side, with where each starts from.
fn rank(samples: &[&Sample]) -> ([[f32; COUNT]; 2], [f32; 2]) {
    let (mut weights_of, mut bias) = ([[0.0; COUNT]; 2], [0.0; 2]);
    for at in [0, 1] {
        let rows: Vec<Present> = samples
            .iter()
            .flat_map(|sample| {
                let wrong = if sample.strict { STRICT_COUNTS } else { WRONG_COUNTS };
                let whole = if sample.is_altered() { ALTERED_COUNTS } else { 1.0 };
                let counts = move |right: bool| whole * if right { 1.0 } else { wrong };
                sample.candidates.iter().zip(&sample.right).map(move |(one, right)| (one, *right, counts(*right)))
            })
            .filter(|(candidate, _, _)| side(candidate.kind) == at)
            .map(|(candidate, right, counts)| (sparse(&candidate.evidence.0), f64::from(u8::from(right)), counts))
            .collect();
        let weights = descend::<{ COUNT + 1 }>(SHRINK, |weights, gradient| {
            for (values, right, counts) in &rows {
                let sum: f64 =
                    values.iter().map(|(place, value)| value * weights[*place]).sum::<f64>() + weights[COUNT];
                let pull = counts * (1.0 / (1.0 + (-sum).exp()) - right);
                values.iter().for_each(|(place, value)| gradient[*place] += pull * value);
                gradient[COUNT] += pull;
            }
            rows.len()
        });
        weights_of[at].iter_mut().zip(weights).for_each(|(slot, weight)| *slot = weight as f32);
        bias[at] = weights[COUNT] as f32;
    }
    (weights_of, bias)
}

fn sparse(values: &[f32; COUNT]) -> Vec<(usize, f64)> {
    values
        .iter()
        .enumerate()
        .filter(|(_, value)| **value != 0.0)
        .map(|(place, value)| (place, f64::from(*value)))
        .collect()
}

/// What is seen of the best candidate of a side, and whether it is right.
fn settled(model: &Model, sample: &Sample, at: usize) -> Option<Row<WIDTH>> {
    let scores = model.scores(&sample.candidates);
    let best = first_of(at, &sample.candidates, &scores)?;
    let counts = if sample.is_altered() { ALTERED_COUNTS } else { 1.0 };
    Some(Row { values: settle::row(&sample.candidates, &scores, best), right: sample.right[best], counts })
}

/// For each sample what a model says that has not seen its part: the best of each side with its probability.
pub type Said = [Option<(usize, f32)>; 2];

/// The same for all samples, each part by the others.
pub fn cross(samples: &[Sample], parts: usize, part: impl Fn(&Sample) -> usize) -> Vec<Said> {
    let mut said = vec![[None, None]; samples.len()];
    for held in 0..parts {
        let seen: Vec<&Sample> = samples.iter().filter(|sample| part(sample) != held).collect();
        let model = fit(&seen);
        for (sample, said) in samples.iter().zip(&mut said).filter(|(sample, _)| part(sample) == held) {
            *said = weigh(&model, &sample.candidates);
        }
    }
    said
}

/// The verdict of a sample by the bounds.
pub fn verdict<'s>(sample: &'s Sample, said: &Said, from: &[f32; 3]) -> &'s str {
    if sample.settled != "unknown" {
        return sample.settled;
    }
    for (position, chance) in said.iter().flatten() {
        let kind = sample.candidates[*position].kind;
        if *chance >= from[kind as usize] {
            return word(kind);
        }
    }
    "unknown"
}

/// Whether a verdict is a definite one that is false. `differs` for `outdated` and the other way round is no harm.
pub fn is_false(truth: &str, verdict: &str) -> bool {
    let pair = |one: &str, other: &str| truth == one && verdict == other;
    !matches!(verdict, "unknown" | "(missed)")
        && truth != verdict
        && !pair("differs", "outdated")
        && !pair("outdated", "differs")
}

/// From which probabilities on there is a verdict, by some of the samples: as low as the bounds on false ones allow, each kind by itself.
/// Altered numbers count as if they were so large a part of all as `ALTERED` says.
pub fn bounds_where(
    samples: &[Sample],
    said: &[Said],
    most_false: [f64; 3],
    holds: impl Fn(&Sample) -> bool,
) -> [f32; 3] {
    let altered = samples.iter().filter(|sample| holds(sample) && sample.is_altered()).count() as f64;
    let count = samples.iter().filter(|sample| holds(sample)).count() as f64 - altered;
    let one_altered = ALTERED * count / altered.max(1.0);
    let mut from = [2.0f32; 3];
    for kind in [Kind::Matches, Kind::Outdated, Kind::Differs] {
        let mut open: Vec<(f32, f64)> = samples
            .iter()
            .zip(said)
            .filter(|(sample, _)| holds(sample) && sample.settled == "unknown")
            .filter_map(|(sample, said)| {
                let (position, chance) = said[side(kind)]?;
                let harm = f64::from(u8::from(is_false(&sample.truth.verdict, word(kind))));
                let harm = harm * if sample.is_altered() { one_altered } else { 1.0 };
                (sample.candidates[position].kind == kind).then_some((chance, harm))
            })
            .collect();
        open.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut harm = 0.0;
        for (chance, harms) in open {
            harm += harms;
            if harm > most_false[kind as usize] * count {
                break;
            }
            from[kind as usize] = chance;
        }
        from[kind as usize] = from[kind as usize].max(LEAST);
    }
    from
}

/// How many altered numbers there are taken to be beside those as they were written.
const ALTERED: f64 = 0.1;
/// Nothing is said that is less probable than this.
const LEAST: f32 = 0.8;

/// Raises the bounds until none of the cases of the suite gets a false verdict by a model that has seen them.
pub fn keep_the_suite(samples: &[Sample], model: &mut Model) {
    for sample in samples.iter().filter(|sample| sample.strict && sample.settled == "unknown") {
        for (position, chance) in weigh(model, &sample.candidates).into_iter().flatten() {
            let kind = sample.candidates[position].kind;
            if is_false(&sample.truth.verdict, word(kind)) && chance >= model.from[kind as usize] {
                println!("raised to {chance:.3} for {}: {}", word(kind), sample.quote);
                model.from[kind as usize] = chance + 0.0005;
            }
        }
    }
}

/// The numbers that come nearest to a false verdict, of each kind.
pub fn nearest_to_false<'s>(samples: &'s [Sample], said: &[Said]) -> Vec<(f32, &'static str, &'s Sample)> {
    let mut all: Vec<(f32, &'static str, &Sample)> = Vec::new();
    for (sample, said) in samples.iter().zip(said).filter(|(sample, _)| sample.settled == "unknown") {
        for (position, chance) in said.iter().flatten() {
            let kind = word(sample.candidates[*position].kind);
            if is_false(&sample.truth.verdict, kind) {
                all.push((*chance, kind, sample));
            }
        }
    }
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all
}
