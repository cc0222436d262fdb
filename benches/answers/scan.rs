//! The comparison: a text search over every figure, as a program without an index would do it.
//!
//! Each figure is one line of lower-case text (names in both languages, period). The line that holds the most words of the
//! question wins, the newest of several. Making the lines is not timed, and neither typing errors nor particles are
//! understood, so the comparison flatters the scan.

use datum::pack::Catalog;

/// All figures as text.
pub struct Scan {
    lines: Vec<String>,
}

impl Scan {
    /// Writes the lines.
    pub fn new(catalog: &Catalog) -> Self {
        let line = |figure: &datum::figure::Figure| {
            let (metric, entity) = (&catalog.metric(figure.metric).name, &catalog.entity(figure.entity).name);
            format!("{} {} {} {} {}", metric.en, entity.en, figure.period, metric.ko, entity.ko).to_lowercase()
        };
        Self { lines: catalog.figures().iter().map(line).collect() }
    }

    /// The place of the best line; none if no word is found.
    pub fn best(&self, question: &str) -> Option<usize> {
        let question = question.to_lowercase();
        let words: Vec<&str> = question.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let found = |line: &String| words.iter().filter(|word| line.contains(**word)).count();
        let counts = self.lines.iter().map(found).enumerate();
        counts.filter(|(_, count)| *count > 0).max_by_key(|(place, count)| (*count, *place)).map(|(place, _)| place)
    }
}
