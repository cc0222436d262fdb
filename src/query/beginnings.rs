//! Which metrics and entities have a name that begins with what was typed so far.
//!
//! All words of all names lie in one sorted list of letters, so that the beginnings are found by bisection: a half-typed
//! word costs as much as it has matches, however many names there are.

use super::jamo;
use super::text::Text;
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::pack::Catalog;

/// The names of a catalogue by how they begin.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// The letters of all keys, one behind the other.
    letters: String,
    /// Sorted by their letters.
    keys: Vec<Key>,
    metrics: usize,
    entities: usize,
    /// Featured figures of each metric, by entity and then oldest first.
    featured: Vec<Vec<FigureRef>>,
}

/// A word of a name, a whole name without spaces, or its first letters.
#[derive(Clone, Copy, Debug)]
struct Key {
    start: u32,
    end: u32,
    /// Metrics first, then entities.
    owner: u32,
}

/// At most this many typed words are told apart.
pub(super) const MAX_WORDS: usize = 64;

/// For a metric or an entity, the typed words that one of its names has a beginning for, as bits.
pub(super) struct Fitting {
    /// In the catalogue's order.
    pub metrics: Vec<(u64, MetricRef)>,
    /// In the catalogue's order.
    pub entities: Vec<(u64, EntityRef)>,
}

impl Beginnings {
    /// Sorts the names of a catalogue.
    pub fn new(catalog: &Catalog) -> Self {
        let metrics = catalog.metrics().iter().map(|metric| (&metric.name, &metric.aliases));
        let entities = catalog.entities().iter().map(|entity| (&entity.name, &entity.aliases));
        let (mut letters, mut keys) = (String::new(), Vec::new());
        for (owner, (name, aliases)) in (0u32..).zip(metrics.chain(entities)) {
            for name in [&name.en, &name.ko].into_iter().chain(aliases) {
                add(name, owner, &mut letters, &mut keys);
            }
        }
        let word = |key: &Key| &letters[key.start as usize..key.end as usize];
        keys.sort_unstable_by(|a, b| word(a).cmp(word(b)).then(a.owner.cmp(&b.owner)));
        keys.dedup_by(|a, b| a.owner == b.owner && word(a) == word(b));
        keys.shrink_to_fit();
        letters.shrink_to_fit();
        let is_featured = |figure: &FigureRef| catalog.figure(*figure).featured;
        let featured = (0..catalog.metrics().len())
            .map(|metric| catalog.figures_of_metric(metric.into()).iter().copied().filter(is_featured).collect())
            .collect();
        Self { letters, keys, metrics: catalog.metrics().len(), entities: catalog.entities().len(), featured }
    }

    /// What fits any of the typed words; the words are those of [`typed_words`].
    pub fn fitting(&self, words: &[String]) -> Fitting {
        let mut fits = vec![0u64; self.metrics + self.entities];
        for (position, word) in words.iter().enumerate().take(MAX_WORDS) {
            let from = self.keys.partition_point(|key| self.word(key) < word.as_str());
            for key in self.keys[from..].iter().take_while(|key| self.word(key).starts_with(word.as_str())) {
                fits[key.owner as usize] |= 1 << position;
            }
        }
        let (metrics, entities) = fits.split_at(self.metrics);
        Fitting { metrics: nonzero(metrics), entities: nonzero(entities) }
    }

    /// The featured figures of a metric.
    pub fn featured(&self, metric: MetricRef) -> &[FigureRef] {
        self.featured.get(metric.index()).map_or(&[], Vec::as_slice)
    }

    fn word(&self, key: &Key) -> &str {
        &self.letters[key.start as usize..key.end as usize]
    }
}

fn nonzero<R: From<usize>>(fits: &[u64]) -> Vec<(u64, R)> {
    let places = fits.iter().copied().enumerate().filter(|(_, fits)| *fits != 0);
    places.map(|(place, fits)| (fits, R::from(place))).collect()
}

/// The typed words as letters, in a form in which a beginning can be found.
pub(super) fn typed_words(typed: &str) -> Vec<String> {
    let text = Text::new(typed);
    runs(&text).map(|(start, end)| jamo::letters(&text.chars[start..end]).iter().collect()).collect()
}

fn runs(text: &Text) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let from = start;
        start = if from < text.len() { text.run_end(from) } else { from };
        (from < start).then_some((from, start))
    })
}

fn add(name: &str, owner: u32, letters: &mut String, keys: &mut Vec<Key>) {
    let text = Text::new(name);
    let mut push = |word: &[char]| {
        // All names of a catalogue together stay far below 4 GiB; if not, the rest is not offered.
        let Ok(start) = u32::try_from(letters.len()) else { return };
        letters.extend(word);
        let Ok(end) = u32::try_from(letters.len()) else { return };
        if end > start {
            keys.push(Key { start, end, owner });
        }
    };
    for (start, end) in runs(&text) {
        push(&jamo::letters(&text.chars[start..end]));
    }
    push(&jamo::letters(&text.chars));
    push(&jamo::initials(&text.chars));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_are_letters() {
        assert_eq!(typed_words("H100 하"), ["h100", "ㅎㅏ"]);
        assert!(typed_words(" ?").is_empty());
    }

    #[test]
    fn a_name_is_found_by_its_words_the_whole_and_first_letters() {
        let (mut letters, mut keys) = (String::new(), Vec::new());
        add("한국 GPU", 0, &mut letters, &mut keys);
        let words: Vec<&str> = keys.iter().map(|key| &letters[key.start as usize..key.end as usize]).collect();
        assert_eq!(words, ["ㅎㅏㄴㄱㅜㄱ", "gpu", "ㅎㅏㄴㄱㅜㄱgpu", "ㅎㄱgpu"]);
    }
}
