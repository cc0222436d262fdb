//! A picture in words, for people who cannot see it.

use crate::reply::{period, say, shorten::shorten};

use super::spec::{Body, Chart, Point, Series};

/// Characters of an alternative text (Discord: an attachment's description).
pub const MAX_ALT_CHARS: usize = 1_024;
/// Characters that what stands behind the figures may take of them.
const MAX_TAIL_CHARS: usize = 400;
/// Of a line with more points only the first, lowest, highest and last are said.
const MAX_POINTS_SAID: usize = 8;

impl Chart {
    /// What the picture shows, in the chart's language. At most [`MAX_ALT_CHARS`].
    #[must_use]
    pub fn alt(&self) -> String {
        let head = match self.body {
            Body::Bars(_) => say!(self.language, "chart-alt-bars", "title" => self.title.as_str()),
            Body::Lines(_) => say!(self.language, "chart-alt-lines", "title" => self.title.as_str()),
        };
        let mut head = vec![head, sentence(&self.subtitle)];
        head.extend(self.statement.as_deref().map(sentence));
        let figures = sentence(&self.figures_in_words().join("; "));
        let mut tail: Vec<String> = self.notes.iter().map(|note| sentence(note)).collect();
        tail.extend([sentence(&self.source), self.footer.clone()]);
        let tail = tail.join(" ");
        let tail = shorten(tail.trim(), MAX_TAIL_CHARS);
        let head = head.join(" ");
        let head = shorten(head.trim(), MAX_TAIL_CHARS);
        // Two spaces join the three parts.
        let room = MAX_ALT_CHARS - 2 - head.chars().count() - tail.chars().count();
        [head, shorten(&figures, room), tail].join(" ").trim().to_owned()
    }

    fn figures_in_words(&self) -> Vec<String> {
        match &self.body {
            Body::Bars(bars) => bars
                .iter()
                .map(|bar| match bar.detail.as_str() {
                    "" => format!("{}: {}", bar.name, bar.value_text),
                    detail => format!("{}: {} ({detail})", bar.name, bar.value_text),
                })
                .collect(),
            Body::Lines(series) => series.iter().flat_map(|line| self.line_in_words(line, series.len() > 1)).collect(),
        }
    }

    fn line_in_words(&self, line: &Series, named: bool) -> Vec<String> {
        let point = |point: &Point| {
            let when = period::period(self.language, &point.period);
            format!("{when}: {} ({})", point.value_text, point.status_text)
        };
        let points = &line.points;
        let mut words = Vec::new();
        if points.len() > MAX_POINTS_SAID {
            words.push(say!(self.language, "chart-alt-points", "count" => points.len()));
            let ends = [
                points.first(),
                points.iter().min_by_key(|point| point.value),
                points.iter().max_by_key(|point| point.value),
                points.last(),
            ];
            words.extend(ends.into_iter().flatten().map(point));
            words.dedup();
        } else {
            words.extend(points.iter().map(point));
        }
        if let Some(first) = words.first_mut().filter(|_| named) {
            *first = format!("{} – {first}", line.name);
        }
        words
    }
}

/// With a full stop, if there is anything.
fn sentence(text: &str) -> String {
    match text.chars().last() {
        None => String::new(),
        Some('.' | '?' | '!' | '。') => text.to_owned(),
        Some(_) => format!("{text}."),
    }
}
