//! What came of numbers whose texts the weights had not seen.

use std::collections::BTreeMap;

use crate::claims::{Said, Sample, is_false, verdict};

/// Prints right, false and missed verdicts by file and language, and how many altered numbers are caught.
pub fn print(title: &str, samples: &[Sample], said: &[Said], from: &[f32; 3]) {
    println!("== {title}: from {from:.3?}");
    let mut table: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (sample, said) in samples.iter().zip(said) {
        let given = verdict(sample, said, from);
        let whole = if sample.is_altered() { "altered" } else { "all" };
        let language = if sample.korean { "ko" } else { "en" };
        let how = if sample.is_altered() { sample.altered } else { &*sample.truth.verdict };
        let keys = [
            whole.to_owned(),
            format!("{whole} file {}", sample.file),
            format!("{whole} {language}"),
            format!("{whole} {how}"),
        ];
        for key in keys {
            let row = table.entry(key).or_default();
            row[0] += 1;
            row[1] += usize::from(sample.is_wanted(given));
            row[2] += usize::from(is_false(&sample.truth.verdict, given));
        }
    }
    for (key, [count, right, wrong]) in table {
        let part = |some: usize| 100.0 * some as f64 / count as f64;
        println!("{key:20} {count:5}  right {:5.1} %  false {:4.1} % ({wrong})", part(right), part(wrong));
    }
}

/// Prints every number whose verdict is not the wanted one.
pub fn misses(samples: &[Sample], said: &[Said], from: &[f32; 3], names: &[String]) {
    for (sample, said) in samples.iter().zip(said) {
        let given = verdict(sample, said, from);
        if sample.is_wanted(given) || sample.is_altered() && given == "unknown" {
            continue;
        }
        println!(
            "{}:{} {} want {} {} got {given}{}",
            sample.file,
            sample.line + 1,
            sample.quote,
            sample.truth.verdict,
            sample.truth.fact.as_deref().unwrap_or("-"),
            if is_false(&sample.truth.verdict, given) { "  FALSE" } else { "" }
        );
        if sample.right.iter().all(|right| !right) {
            println!("    no right candidate among {} ({})", sample.candidates.len(), sample.settled);
        }
        for (position, chance) in said.iter().flatten() {
            let candidate = &sample.candidates[*position];
            let evidence: Vec<String> = candidate
                .evidence
                .0
                .iter()
                .zip(names)
                .filter(|(value, _)| **value != 0.0)
                .map(|(value, name)| format!("{name} {value:.1}"))
                .collect();
            println!(
                "    {chance:.2} {:?} figure {} right {}: {}",
                candidate.kind,
                candidate.figure.0,
                sample.right[*position],
                evidence.join(", ")
            );
        }
    }
}
