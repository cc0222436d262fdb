//! Phrases of several words in one piece of memory, found by their first word.

use super::keys::Keys;

/// Phrases, each with a number that the caller gave it.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    /// The places of the phrases that begin with a word.
    firsts: Keys,
    /// The words behind the first ones with spaces between, one phrase behind the other.
    rest: String,
    /// For each phrase where its words end, and its number.
    entries: Vec<(u32, u32)>,
}

impl Sayings {
    /// The phrases that begin with a word, in the order in which they were added: the words behind it, and the number.
    pub(super) fn of(&self, first: &str) -> impl Iterator<Item = (&str, u32)> {
        let mut places: Vec<u32> = self.firsts.all(first.as_bytes()).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.at(place))
    }

    /// Whether some phrase begins with a word.
    pub(super) fn begin_with(&self, first: &str) -> bool {
        self.firsts.get(first).is_some()
    }

    /// Adds a phrase that is not there yet.
    pub(super) fn add(&mut self, first: &str, rest: &str, number: u32) {
        let Ok(place) = u32::try_from(self.entries.len()) else { return };
        let Ok(end) = u32::try_from(self.rest.len() + rest.len()) else { return };
        self.rest.push_str(rest);
        self.entries.push((end, number));
        self.firsts.add(first, place);
    }

    /// Lets go of what was kept for more.
    pub(super) fn shrink(&mut self) {
        self.firsts.shrink();
        self.rest.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    fn at(&self, place: u32) -> Option<(&str, u32)> {
        let place = place as usize;
        let begin = place.checked_sub(1).map_or(Some(0), |before| Some(self.entries.get(before)?.0))?;
        let (end, number) = *self.entries.get(place)?;
        Some((self.rest.get(begin as usize..end as usize)?, number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_by_their_first_word_in_their_order() {
        let mut sayings = Sayings::default();
        for number in 0..300 {
            sayings.add("how", &format!("many {number}"), number * 2);
            sayings.add(&format!("first{number}"), "second", number * 2 + 1);
        }
        sayings.shrink();
        let found: Vec<(String, u32)> = sayings.of("how").map(|(rest, number)| (rest.to_owned(), number)).collect();
        let expected: Vec<(String, u32)> = (0..300).map(|number| (format!("many {number}"), number * 2)).collect();
        assert_eq!(found, expected);
        assert_eq!(sayings.of("first0").collect::<Vec<_>>(), [("second", 1)]);
        assert!(sayings.begin_with("first299") && !sayings.begin_with("second"));
    }
}
