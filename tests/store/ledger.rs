//! The ledger: one row for a key, claims that end by themselves, and what a crash leaves behind.

use std::collections::BTreeSet;
use std::time::Duration;

use datum::store::{
    NewPart, NewPost, Place, PostFile, PostKey, PostState, Reason, Setback, ShownFigure, Store, StoreError,
};

use crate::both::{at, on_both};
use crate::records::schedule;

const GUILD: u64 = 1_100_000_000_000_000_001;
const LEASE: Duration = Duration::from_secs(60);

/// A post of two messages, one with a file.
pub fn post(guild: u64, brief: &str, period: &str) -> NewPost {
    let part = |text: &str, figure: &str, shown: &str| NewPart {
        body: format!("{{\"content\":\"{text}\"}}"),
        files: Vec::new(),
        figures: vec![ShownFigure { figure: figure.to_owned(), shown: shown.to_owned() }],
    };
    let mut parts = vec![part("하나", "korea-h100", "1961"), part("two", "us-h100", "150000")];
    parts[1].files.push(PostFile {
        name: "figures.csv".to_owned(),
        description: "표".to_owned(),
        bytes: vec![0, 255, 10],
    });
    NewPost {
        key: PostKey { guild, brief: brief.to_owned(), period: period.to_owned() },
        template: "ai-compute".to_owned(),
        schedule: None,
        author: Some(42),
        place: Place::Inside(77),
        title: "AI compute".to_owned(),
        parts,
    }
}

on_both! {
    async fn one_key_is_one_post(case: Case) {
        let store = &case.store;
        let first = store.plan_post(&post(GUILD, "manual/1", "once"), at(0)).await.unwrap();
        let mut other = post(GUILD, "manual/1", "once");
        other.parts.pop();
        let again = case.another().plan_post(&other, at(1)).await.unwrap();
        assert_eq!((first.is_new, again.is_new, again.post), (true, false, first.post));
        let kept = store.post(first.post).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.parts.len()), (PostState::Planned, 2), "the first one stays as it is");
        assert_eq!(kept.parts[1].files, post(GUILD, "manual/1", "once").parts[1].files);
        for (other, period) in [(GUILD + 1, "once"), (GUILD, "twice")] {
            assert!(store.plan_post(&post(other, "manual/1", period), at(1)).await.unwrap().is_new);
        }
    }

    async fn what_nothing_needs_any_more_is_deleted_after_half_a_year(case: Case) {
        const DAY: i64 = 24 * 60 * 60;
        let store = &case.store;
        // One whose message shows figures, one that shows none, one that was given up, one that is open.
        let mut posts = Vec::new();
        for name in ["shows", "silent", "failed", "open"] {
            let mut post = post(GUILD, name, "once");
            if name == "silent" {
                post.parts.iter_mut().for_each(|part| part.figures.clear());
            }
            posts.push(store.plan_post(&post, at(0)).await.unwrap().post);
        }
        for number in &posts[..2] {
            store.claim_post(*number, "a", at(0), LEASE).await.unwrap();
            store.note_message(*number, 0, 1000 + *number).await.unwrap();
            store.finish_post(*number, at(1)).await.unwrap();
        }
        let failed = store.claim_post(posts[2], "a", at(0), LEASE).await.unwrap().unwrap();
        store.fail_post(&failed, Reason::Unreachable, at(1)).await.unwrap();
        store.notice_once(GUILD, "schedule/1 channel-gone", at(0)).await.unwrap();
        assert_eq!(store.prune(at(179 * DAY)).await, Ok(0), "too early");
        assert_eq!(store.prune(at(181 * DAY)).await, Ok(3));
        let mut left = Vec::new();
        for number in &posts {
            left.push(store.post(*number).await.unwrap().is_some());
        }
        assert_eq!(left, [true, false, false, true]);
        assert_eq!(store.showing_otherwise("korea-h100", "2000").await.unwrap().len(), 1, "it can still be corrected");
    }

    async fn a_claim_ends_by_itself(case: Case) {
        let store = &case.store;
        let planned = store.plan_post(&post(GUILD, "manual/1", "once"), at(0)).await.unwrap();
        let claimed = store.claim_posts("first", at(10), LEASE, 10).await.unwrap();
        assert_eq!((claimed.len(), claimed[0].state), (1, PostState::Posting));
        let other = case.another();
        assert_eq!(other.claim_posts("second", at(69), LEASE, 10).await, Ok(vec![]));
        assert_eq!(other.claim_post(planned.post, "second", at(69), LEASE).await, Ok(None));
        assert_eq!(other.next_open_post().await, Ok(Some(at(70))));
        // Sending lengthens it.
        store.try_part(planned.post, 0, "first", at(60), LEASE).await.unwrap();
        assert_eq!(other.claim_posts("second", at(100), LEASE, 10).await, Ok(vec![]));
        let taken = other.claim_posts("second", at(120), LEASE, 10).await.unwrap();
        assert_eq!(taken[0].parts[0].tried, Some(at(60)), "the successor knows what was tried");
        // Whoever lost it sends nothing more.
        assert_eq!(store.try_part(planned.post, 1, "first", at(121), LEASE).await, Err(StoreError::Missing));
        assert_eq!(store.try_thread(planned.post, "first", at(121), LEASE).await, Err(StoreError::Missing));
        other.note_message(planned.post, 0, 1001).await.unwrap();
        other.note_message(planned.post, 1, 1002).await.unwrap();
        other.finish_post(planned.post, at(122)).await.unwrap();
        let done = store.post(planned.post).await.unwrap().unwrap();
        assert_eq!((done.state, done.ended), (PostState::Posted, Some(at(122))));
        assert!(done.parts.iter().all(|part| part.body.is_empty() && part.files.is_empty()), "nothing is kept of it");
        assert_eq!(store.claim_posts("third", at(9999), LEASE, 10).await, Ok(vec![]));
        assert_eq!(store.next_open_post().await, Ok(None));
    }

    async fn a_due_schedule_is_claimed_by_one_of_many(case: Case) {
        for guild in 1..=40 {
            case.store.add_schedule(&schedule(guild), at(0)).await.unwrap();
        }
        let claims: Vec<_> = (0..8)
            .map(|number| {
                let store = case.another();
                tokio::spawn(async move { claim_all(&store, &format!("process {number}")).await })
            })
            .collect();
        let mut all = Vec::new();
        for claim in claims {
            all.extend(claim.await.unwrap());
        }
        assert_eq!(all.len(), 40, "nothing is claimed twice");
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 40, "and nothing is left out");
    }

    async fn a_run_is_planned_and_moved_on_in_one(case: Case) {
        let store = &case.store;
        let added = store.add_schedule(&schedule(GUILD), at(0)).await.unwrap();
        let run = NewPost { schedule: Some(added.id), ..post(GUILD, "schedule/1", "2026-W36") };
        assert_eq!(store.claim_due("first", at(99), LEASE, 10).await, Ok(vec![]), "not before it is due");
        assert_eq!(store.claim_due("first", at(100), LEASE, 10).await.unwrap().len(), 1);
        // The first one hangs, the second takes over and runs; then the first one wakes up.
        assert_eq!(store.claim_due("second", at(160), LEASE, 10).await.unwrap().len(), 1);
        assert!(store.plan_run(added.id, "second", &run, at(1000), at(161)).await.unwrap().is_new);
        assert_eq!(store.plan_run(added.id, "first", &run, at(2000), at(162)).await, Err(StoreError::Missing));
        let moved = store.schedule(GUILD, added.id).await.unwrap().unwrap();
        assert_eq!((moved.next_due, moved.last_run), (at(1000), Some(at(161))));
        assert_eq!(store.claim_posts("x", at(170), LEASE, 10).await.unwrap().len(), 1);
    }

    async fn three_failures_pause_a_schedule_and_a_success_forgets_them(case: Case) {
        let store = &case.store;
        let added = store.add_schedule(&schedule(GUILD), at(0)).await.unwrap();
        let mut number = 0;
        let mut run = async |fails: bool| {
            number += 1;
            let key = format!("run {number}");
            let new = NewPost { schedule: Some(added.id), ..post(GUILD, "schedule/1", &key) };
            let planned = store.plan_post(&new, at(number)).await.unwrap();
            let claimed = store.claim_post(planned.post, "a", at(number), LEASE).await.unwrap().unwrap();
            if fails {
                return store.fail_post(&claimed, Reason::ChannelGone, at(number)).await.unwrap();
            }
            store.finish_post(planned.post, at(number)).await.unwrap();
            None
        };
        let setback = |failures, paused| Some(Setback { schedule: added.id, failures, paused });
        assert_eq!(run(true).await, setback(1, false));
        assert_eq!(run(true).await, setback(2, false));
        assert_eq!(run(false).await, None);
        assert_eq!(run(true).await, setback(1, false));
        assert_eq!(run(true).await, setback(2, false));
        assert_eq!(run(true).await, setback(3, true));
        let paused = store.schedule(GUILD, added.id).await.unwrap().unwrap();
        assert_eq!((paused.paused, paused.failures), (Some(Reason::ChannelGone), 3));
        store.resume_schedule(GUILD, added.id, at(500)).await.unwrap();
        assert_eq!(store.schedule(GUILD, added.id).await.unwrap().unwrap().failures, 0);
    }

    async fn a_post_moves_once_and_is_new_there(case: Case) {
        let store = &case.store;
        let planned = store.plan_post(&post(GUILD, "manual/1", "once"), at(0)).await.unwrap();
        let claimed = store.claim_post(planned.post, "a", at(0), LEASE).await.unwrap().unwrap();
        store.try_part(planned.post, 0, "a", at(1), LEASE).await.unwrap();
        store.note_message(planned.post, 0, 1001).await.unwrap();
        let place = Place::NewThread(88);
        store.move_post(&claimed, "a", &place, Reason::ThreadClosed).await.unwrap();
        let moved = store.post(planned.post).await.unwrap().unwrap();
        assert_eq!((moved.place.clone(), moved.fell_back, moved.reason), (place.clone(), true, Some(Reason::ThreadClosed)));
        assert_eq!((moved.parts[0].tried, moved.parts[0].message), (None, None));
        assert_ne!(moved.parts[0].nonce, claimed.parts[0].nonce);
        assert_eq!(store.move_post(&moved, "a", &place, Reason::ThreadClosed).await, Err(StoreError::Missing));
    }

    async fn what_was_shown_is_found_for_the_next_brief_and_for_corrections(case: Case) {
        let store = &case.store;
        for (number, period) in [(0, "first"), (10, "second"), (20, "failed")] {
            let planned = store.plan_post(&post(GUILD, "schedule/1", period), at(number)).await.unwrap();
            let claimed = store.claim_post(planned.post, "a", at(number), LEASE).await.unwrap().unwrap();
            if period == "failed" {
                store.fail_post(&claimed, Reason::Refused, at(number)).await.unwrap();
                continue;
            }
            store.note_message(planned.post, 0, 1000 + planned.post).await.unwrap();
            store.note_message(planned.post, 1, 2000 + planned.post).await.unwrap();
            store.finish_post(planned.post, at(number)).await.unwrap();
        }
        let last = store.last_shown(GUILD, "ai-compute", at(99)).await.unwrap().unwrap();
        assert_eq!((last.planned, last.figures.len()), (at(10), 2));
        assert_eq!(store.last_shown(GUILD, "ai-compute", at(10)).await.unwrap().unwrap().planned, at(0));
        assert_eq!(store.last_shown(GUILD, "ai-compute", at(0)).await, Ok(None));
        assert_eq!(store.last_shown(GUILD, "other", at(99)).await, Ok(None));

        assert_eq!(store.shown_figures("", 1).await, Ok(vec!["korea-h100".to_owned()]));
        assert_eq!(store.shown_figures("korea-h100", 9).await, Ok(vec!["us-h100".to_owned()]));
        assert_eq!(store.showing_otherwise("korea-h100", "1961").await, Ok(vec![]));
        let wrong = store.showing_otherwise("korea-h100", "2000").await.unwrap();
        assert_eq!(wrong.len(), 2);
        assert_eq!((wrong[0].channel, wrong[0].figure.shown.as_str()), (77, "1961"));
        store.note_correction(&wrong[0], "2000").await.unwrap();
        assert_eq!(store.showing_otherwise("korea-h100", "2000").await.unwrap().len(), 1);
        store.forget_message(wrong[1].post, wrong[1].position).await.unwrap();
        assert_eq!(store.showing_otherwise("korea-h100", "2000").await, Ok(vec![]));
    }
}

/// Claims until nothing is due, a few at a time.
async fn claim_all(store: &Store, owner: &str) -> Vec<u64> {
    let mut all = Vec::new();
    loop {
        let claimed = store.claim_due(owner, at(200), LEASE, 3).await.unwrap();
        if claimed.is_empty() {
            return all;
        }
        all.extend(claimed.into_iter().map(|schedule| schedule.id));
    }
}
