//! Questions that got no answer: counted by their words, for thirty days, and only so many of them.

use datum::store::{GAP_DAYS, GapCount, Settings};

use crate::both::{at, on_both};

const GUILD: u64 = 1_100_000_000_000_000_001;
const DAY: i64 = 24 * 60 * 60;

fn counts(found: &[(&str, u64)]) -> Vec<GapCount> {
    found.iter().map(|(words, count)| GapCount { words: (*words).to_owned(), count: *count }).collect()
}

on_both! {
    async fn questions_are_counted_over_the_days_that_are_kept(case: Case) {
        let store = &case.store;
        for (words, day) in [("a b", 0), ("a b", 0), ("한국 수", 0), ("a b", 3)] {
            store.note_gap(GUILD, words, 99, at(day * DAY)).await.unwrap();
        }
        store.note_gap(GUILD + 1, "a b", 99, at(0)).await.unwrap();
        let listed = async |guild, day: i64| store.gaps(guild, at(day * DAY), 9).await.unwrap();
        assert_eq!(listed(Some(GUILD), 3).await, counts(&[("a b", 3), ("한국 수", 1)]));
        assert_eq!(listed(None, 3).await, counts(&[("a b", 4), ("한국 수", 1)]));
        assert_eq!(store.gaps(Some(GUILD), at(3 * DAY), 1).await.unwrap(), counts(&[("a b", 3)]));
        assert_eq!(listed(Some(GUILD), GAP_DAYS - 1).await, counts(&[("a b", 3), ("한국 수", 1)]));
        // What is too old is passed over before it is removed, and removed everywhere.
        assert_eq!(listed(Some(GUILD), GAP_DAYS).await, counts(&[("a b", 1)]));
        store.forget_old_gaps(at(GAP_DAYS * DAY)).await.unwrap();
        assert_eq!(listed(None, 3).await, counts(&[("a b", 1)]));
        store.note_gap(GUILD, "later", 99, at(99 * DAY)).await.unwrap();
        assert_eq!(listed(None, 3).await, counts(&[("later", 1)]));
    }

    async fn the_rarest_give_way(case: Case) {
        let store = &case.store;
        for words in ["often", "often", "rare", "new", "newer"] {
            store.note_gap(GUILD, words, 3, at(0)).await.unwrap();
        }
        let left = store.gaps(Some(GUILD), at(0), 9).await.unwrap();
        assert_eq!(left.len(), 3);
        assert!(left[0] == counts(&[("often", 2)])[0] && left.iter().any(|one| one.words == "newer"), "{left:?}");
    }

    async fn whoever_switches_it_off_forgets_what_was_counted(case: Case) {
        let store = &case.store;
        let on = Settings { gaps: true, ..Settings::default() };
        store.save_settings(GUILD, &on, at(0)).await.unwrap();
        store.note_gap(GUILD, "a", 9, at(0)).await.unwrap();
        store.save_settings(GUILD, &on, at(1)).await.unwrap();
        assert_eq!(store.gaps(Some(GUILD), at(1), 9).await.unwrap().len(), 1);
        store.save_settings(GUILD, &Settings::default(), at(2)).await.unwrap();
        assert_eq!(store.gaps(Some(GUILD), at(2), 9).await.unwrap(), []);
        store.note_gap(GUILD, "a", 9, at(0)).await.unwrap();
        store.reset_settings(GUILD).await.unwrap();
        assert_eq!(store.gaps(None, at(2), 9).await.unwrap(), []);
    }
}
