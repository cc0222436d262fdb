//! A picture in words, for people who cannot see it.

use crate::reply::{period, say, shorten::shorten};

use super::spec::{Chart, Kind, Mark, Series};

/// Characters of an alternative text (Discord: an attachment's description).
pub const MAX_ALT_CHARS: usize = 1_024;
/// Characters that what stands behind the figures may take of them.
const MAX_TAIL_CHARS: usize = 400;
/// Of a line with more marks only the first, lowest, highest and last are said.
const MAX_MARKS_SAID: usize = 8;

impl Chart {
    /// What the picture shows, in the chart's language. At most [`MAX_ALT_CHARS`].
    #[must_use]
    pub fn alt(&self) -> String {
        let title = self.title.trim_end_matches('.');
        let head = match self.kind {
            Kind::Bars => say!(self.language, "chart-alt-bars", "title" => title),
            Kind::Lines => say!(self.language, "chart-alt-lines", "title" => title),
            Kind::Slope => say!(self.language, "chart-alt-slope", "title" => title),
            Kind::Dots => say!(self.language, "chart-alt-dots", "title" => title),
            Kind::Places => say!(self.language, "chart-alt-places", "title" => title),
        };
        let head = [head, sentence(&self.subtitle)];
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
        match self.kind {
            Kind::Lines => self.series.iter().flat_map(|line| self.line_in_words(line)).collect(),
            Kind::Bars | Kind::Slope | Kind::Dots | Kind::Places => {
                self.series.iter().map(|series| self.row_in_words(series)).collect()
            }
        }
    }

    fn row_in_words(&self, series: &Series) -> String {
        let mark = |mark: &Mark| {
            let when = (self.kind == Kind::Slope).then(|| period::period(self.language, &mark.period));
            let aside: Vec<&str> = [when.as_deref(), Some(mark.by.as_str())]
                .into_iter()
                .flatten()
                .filter(|word| !word.is_empty() && *word != series.name)
                .collect();
            if aside.is_empty() {
                mark.value_text.clone()
            } else {
                format!("{} ({})", mark.value_text, aside.join(", "))
            }
        };
        let marks = series.marks.iter().map(mark).collect::<Vec<_>>().join(", ");
        match series.detail.as_str() {
            "" => format!("{}: {marks}", series.name),
            detail => format!("{}: {marks} ({detail})", series.name),
        }
    }

    fn line_in_words(&self, line: &Series) -> Vec<String> {
        let mark = |mark: &Mark| {
            let when = period::period(self.language, &mark.period);
            format!("{when}: {} ({})", mark.value_text, mark.status_text)
        };
        let marks = &line.marks;
        let mut words = Vec::new();
        if marks.len() > MAX_MARKS_SAID {
            words.push(say!(self.language, "chart-alt-points", "count" => marks.len()));
            let ends = [
                marks.first(),
                marks.iter().min_by_key(|mark| mark.value),
                marks.iter().max_by_key(|mark| mark.value),
                marks.last(),
            ];
            words.extend(ends.into_iter().flatten().map(mark));
            words.dedup();
        } else {
            words.extend(marks.iter().map(mark));
        }
        if let Some(first) = words.first_mut().filter(|_| self.series.len() > 1) {
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
