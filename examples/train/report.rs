//! What came of questions that the weights had not seen.

use std::collections::BTreeMap;

use crate::case::{Sample, Verdict};
use crate::fit::Said;

/// From which probability on candidates are answered.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Where nothing speaks against it.
    pub usual: f32,
    /// Where the bar is raised.
    pub raised: f32,
}

/// What comes of a sample where candidates are answered from a probability on.
fn outcome(sample: &Sample, said: Option<Said>, from: Bounds) -> Verdict {
    if sample.exact_answers {
        return sample.exact;
    }
    let Some(said) = said else { return sample.exact };
    let best = &sample.candidates[said.best];
    let from = if best.raised { from.raised } else { from.usual };
    if best.answers && said.chance >= from { best.verdict } else { sample.exact }
}

/// From which probability on candidates are answered: as low as the bounds on wrong answers allow (where nothing speaks against it, and
/// where the bar is raised), counted over all questions.
pub fn bounds(samples: &[Sample], said: &[Option<Said>], most_wrong: [f64; 2]) -> Bounds {
    let [usual, raised] = [false, true].map(|raised| {
        let mut open: Vec<(f32, bool)> = samples
            .iter()
            .zip(said)
            .filter(|(sample, _)| !sample.exact_answers)
            .filter_map(|(sample, said)| {
                let said = (*said)?;
                let candidate = &sample.candidates[said.best];
                let counts = candidate.answers && candidate.raised == raised;
                counts.then_some((said.chance, candidate.verdict == Verdict::Wrong))
            })
            .collect();
        open.sort_by(|one, other| other.0.total_cmp(&one.0));
        let allowed = (most_wrong[usize::from(raised)] * samples.len() as f64) as usize;
        let mut wrong = 0;
        let mut from = 1.0;
        for (chance, is_wrong) in open {
            wrong += usize::from(is_wrong);
            if wrong > allowed {
                break;
            }
            from = chance;
        }
        from
    });
    Bounds { usual, raised: raised.max(usual) }
}

/// Prints right, offered, declined and wrong, by file and kind, and how reliable the probabilities are.
pub fn print(title: &str, samples: &[Sample], said: &[Option<Said>], most_wrong: [f64; 2]) {
    let from = bounds(samples, said, most_wrong);
    println!("== {title}: answered from {:.3}, with the bar raised from {:.3}", from.usual, from.raised);
    let mut table: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    for (sample, said) in samples.iter().zip(said) {
        let verdict = outcome(sample, *said, from) as usize;
        let korean = sample.question.chars().any(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c));
        let keys = [
            "all".to_owned(),
            format!("file {}", sample.file),
            format!("kind {}", sample.kind),
            format!("file {} {}", sample.file, if korean { "ko" } else { "en" }),
        ];
        keys.into_iter().for_each(|key| table.entry(key).or_default()[verdict] += 1);
        if sample.exact_answers {
            table.entry("known words".to_owned()).or_default()[verdict] += 1;
        }
    }
    println!("{:20}   right  partly offered declined  wrong      n", "");
    for (key, row) in table {
        let all: usize = row.iter().sum();
        let part = |count: usize| 100.0 * count as f64 / all as f64;
        println!(
            "{key:20} {:6.1} {:7.1} {:7.1} {:8.1} {:6.2} {all:6}",
            part(row[0]),
            part(row[1]),
            part(row[2]),
            part(row[3]),
            part(row[4])
        );
    }
    let firsts = samples.iter().zip(said).filter(|(sample, _)| {
        sample.candidates.iter().any(|one| one.verdict == Verdict::Right) && sample.kind != "none"
    });
    let (mut top, mut all) = (0, 0);
    for (sample, said) in firsts {
        all += 1;
        top += usize::from(said.is_some_and(|said| sample.candidates[said.best].verdict == Verdict::Right));
    }
    println!("right candidate first: {top} of {all} that have one");
    println!("probability   n   right");
    let mut bins = [(0usize, 0usize); 10];
    for (sample, said) in samples.iter().zip(said) {
        if let Some(said) = said.filter(|said| sample.candidates[said.best].answers && !sample.exact_answers) {
            let bin = &mut bins[((said.chance * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += usize::from(sample.candidates[said.best].verdict == Verdict::Right);
        }
    }
    for (bin, (count, right)) in bins.iter().enumerate() {
        println!(
            "{:.1}-{:.1} {count:6} {:6.1}",
            bin as f64 / 10.0,
            (bin + 1) as f64 / 10.0,
            100.0 * *right as f64 / (*count).max(1) as f64
        );
    }
}

/// A wrong answer that is at least so probable is printed although it was not given.
const RISKY: f32 = 0.4;

/// Prints the questions that did not come out right, or nearly so.
pub fn misses(samples: &[Sample], said: &[Option<Said>], from: Bounds) {
    for (sample, said) in samples.iter().zip(said) {
        let verdict = outcome(sample, *said, from);
        let risky = said.is_some_and(|said| {
            let one = &sample.candidates[said.best];
            !sample.exact_answers && one.answers && one.verdict == Verdict::Wrong && said.chance >= RISKY
        });
        if verdict == Verdict::Right && !risky {
            continue;
        }
        let place = sample.candidates.iter().position(|one| one.verdict == Verdict::Right);
        let best = said.map(|said| {
            let one = &sample.candidates[said.best];
            format!(
                "{:.2} {} {:?} left {:?} {}{}",
                said.chance,
                one.metric,
                one.verdict,
                one.left,
                if one.has_answer { "" } else { &one.why },
                if one.answers { "" } else { " (no answer)" }
            )
        });
        let right = place.map_or("-", |place| &sample.candidates[place].metric);
        println!(
            "{}{verdict:?}{} {}:{} [{}] {} | best {} | right {right} | {}",
            if risky { "Risk " } else { "" },
            if sample.exact_answers { "!" } else { "" },
            sample.file,
            sample.line + 1,
            sample.kind,
            sample.question,
            best.unwrap_or_default(),
            sample.exact_reason
        );
    }
}

/// Writes a line of JSON for each question: its best candidate and that one's evidence.
pub fn dump(path: &str, samples: &[Sample], said: &[Option<Said>]) -> std::io::Result<()> {
    let mut text = String::new();
    for (sample, said) in samples.iter().zip(said) {
        let Some(said) = said else { continue };
        let one = &sample.candidates[said.best];
        let evidence: BTreeMap<&str, f32> = datum::decide::evidence::NAMES
            .iter()
            .copied()
            .zip(one.evidence.0)
            .filter(|(_, value)| *value != 0.0)
            .collect();
        let row = serde_json::json!({
            "file": sample.file, "line": sample.line + 1, "q": sample.question, "kind": sample.kind,
            "exact_answers": sample.exact_answers, "exact": format!("{:?}", sample.exact), "reason": sample.exact_reason,
            "metric": one.metric, "verdict": format!("{:?}", one.verdict), "answers": one.answers, "left": one.left,
            "chance": said.chance, "raised": one.raised, "context": one.context, "evidence": evidence,
        });
        text.push_str(&row.to_string());
        text.push('\n');
    }
    std::fs::write(path, text)
}
