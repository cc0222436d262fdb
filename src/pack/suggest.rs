//! "Did you mean": the nearest of a few words to a misspelt one.

/// The most words that are compared: beyond, a suggestion costs more than it helps.
const MAX_CANDIDATES: usize = 1_000;

/// The candidate nearest to `word`, if it is near enough that it was probably meant: one edit in every three letters.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(100).collect();
    let limit = (word.len() / 3).clamp(1, 4);
    let scored = candidates.take(MAX_CANDIDATES).map(|candidate| (distance(&word, candidate), candidate));
    scored.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

/// A half-sentence for a remedy: "did you mean `x`?" or the fallback.
pub(super) fn did_you_mean<'a>(word: &str, candidates: impl Iterator<Item = &'a str>, fallback: String) -> String {
    match nearest(word, candidates) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None => fallback,
    }
}

/// How many letters must be added, taken away or changed (Levenshtein).
fn distance(word: &[char], other: &str) -> usize {
    let mut costs: Vec<usize> = (0..=word.len()).collect();
    for (row, letter) in other.chars().take(100).flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        if let Some(first) = costs.first_mut() {
            *first = left;
        }
        for (cost, own) in costs.iter_mut().skip(1).zip(word) {
            let changed = diagonal + usize::from(*own != letter);
            diagonal = *cost;
            left = changed.min(diagonal + 1).min(left + 1);
            *cost = left;
        }
    }
    costs.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let words = ["reported", "estimated", "forecast"];
        assert_eq!(nearest("reprted", words.into_iter()), Some("reported"));
        assert_eq!(nearest("Forecast", words.into_iter()), Some("forecast"));
        assert_eq!(nearest("banana", words.into_iter()), None);
        assert_eq!(nearest("", words.into_iter()), None);
    }
}
