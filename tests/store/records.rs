//! Settings, templates, schedules, notices; what can be taken away and deleted.

use datum::figure::Language;
use datum::store::{Mentions, NewSchedule, Place, Reason, Settings, StoreError, StoredTemplate, Visibility};

use crate::both::{at, on_both};
use crate::ledger::post;
use crate::watches::watch_of;

const GUILD: u64 = 1_100_000_000_000_000_001;
/// Larger than any signed number.
const HUGE: u64 = u64::MAX - 1;

fn settings() -> Settings {
    Settings {
        language: Some(Language::Korean),
        mentions: Mentions::Chosen(vec![3, 5]),
        visibility: Some(Visibility::Asker),
        reporting: Some(Place::Forum { channel: HUGE, tags: vec![7] }),
        notices: Some(HUGE),
        gaps: true,
    }
}

pub fn schedule(guild: u64) -> NewSchedule {
    NewSchedule {
        guild,
        template: "ai-compute".to_owned(),
        place: Place::Inside(77),
        recurrence: "0 9 * * 1".to_owned(),
        zone: "Asia/Seoul".to_owned(),
        language: None,
        author: Some(42),
        next_due: at(100),
    }
}

fn template(name: &str) -> StoredTemplate {
    StoredTemplate {
        guild: GUILD,
        name: name.to_owned(),
        body: "title = \"주간\"".to_owned(),
        author: Some(42),
        changed: at(0),
    }
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

on_both! {
    async fn settings_come_back_as_they_were_saved(case: Case) {
        let store = &case.store;
        assert_eq!(store.settings(GUILD).await, Ok(Settings::default()));
        store.save_settings(GUILD, &settings(), at(0)).await.unwrap();
        assert_eq!(store.settings(GUILD).await, Ok(settings()));
        assert_eq!(case.another().settings(GUILD).await, Ok(settings()));
        assert_eq!(store.settings(GUILD + 1).await, Ok(Settings::default()));
        let nowhere = Settings { mentions: Mentions::Nowhere, ..Settings::default() };
        store.save_settings(GUILD, &nowhere, at(1)).await.unwrap();
        assert_eq!(store.settings(GUILD).await, Ok(nowhere));
        store.reset_settings(GUILD).await.unwrap();
        assert_eq!(store.settings(GUILD).await, Ok(Settings::default()));
    }

    async fn settings_are_kept_for_answers_until_they_change(case: Case) {
        let (store, other) = (&case.store, case.another());
        assert_eq!(store.recent_settings(GUILD).await, Settings::default());
        other.save_settings(GUILD, &settings(), at(0)).await.unwrap();
        assert_eq!(store.recent_settings(GUILD).await, Settings::default(), "read a moment ago");
        assert_eq!(store.settings(GUILD).await, Ok(settings()), "whoever must know asks the database");
        assert_eq!(store.recent_settings(GUILD).await, settings(), "and what was read is kept");
        let nowhere = Settings { mentions: Mentions::Nowhere, ..Settings::default() };
        store.save_settings(GUILD, &nowhere, at(1)).await.unwrap();
        assert_eq!(store.recent_settings(GUILD).await, nowhere, "a change of its own holds at once");
        store.reset_settings(GUILD).await.unwrap();
        assert_eq!(store.recent_settings(GUILD).await, Settings::default());
    }

    async fn templates_are_saved_by_name(case: Case) {
        let store = &case.store;
        store.save_template(&template("weekly")).await.unwrap();
        store.save_template(&template("주간")).await.unwrap();
        let changed = StoredTemplate { body: "title = \"2\"".to_owned(), changed: at(9), ..template("weekly") };
        store.save_template(&changed).await.unwrap();
        assert_eq!(store.template(GUILD, "weekly").await, Ok(Some(changed.clone())));
        assert_eq!(store.templates(GUILD).await, Ok(vec![changed, template("주간")]));
        assert_eq!(store.templates(GUILD + 1).await, Ok(vec![]));
        store.remove_template(GUILD, "weekly").await.unwrap();
        assert_eq!(store.remove_template(GUILD, "weekly").await, Err(StoreError::Missing));
    }

    async fn schedules_are_paused_resumed_and_removed(case: Case) {
        let store = &case.store;
        let added = store.add_schedule(&schedule(GUILD), at(0)).await.unwrap();
        assert_eq!((added.guild, added.next_due, added.paused, added.failures), (GUILD, at(100), None, 0));
        assert_eq!(store.schedules(GUILD).await, Ok(vec![added.clone()]));
        // Another server cannot touch it.
        assert_eq!(store.pause_schedule(GUILD + 1, added.id, Reason::ByPerson).await, Err(StoreError::Missing));
        assert_eq!(store.schedule(GUILD + 1, added.id).await, Ok(None));
        store.pause_schedule(GUILD, added.id, Reason::ByPerson).await.unwrap();
        assert_eq!(store.schedule(GUILD, added.id).await.unwrap().unwrap().paused, Some(Reason::ByPerson));
        assert_eq!(store.claim_due("a", at(200), std::time::Duration::from_secs(60), 10).await, Ok(vec![]));
        assert_eq!(store.next_due().await, Ok(None));
        store.resume_schedule(GUILD, added.id, at(300)).await.unwrap();
        assert_eq!(store.next_due().await, Ok(Some(at(300))));
        store.remove_schedule(GUILD, added.id).await.unwrap();
        assert_eq!(store.remove_schedule(GUILD, added.id).await, Err(StoreError::Missing));
    }

    async fn a_cause_is_told_once_until_it_is_settled(case: Case) {
        let store = &case.store;
        assert_eq!(store.notice_once(GUILD, "schedule/1 channel-gone", at(0)).await, Ok(true));
        assert_eq!(case.another().notice_once(GUILD, "schedule/1 channel-gone", at(1)).await, Ok(false));
        assert_eq!(store.notice_once(GUILD + 1, "schedule/1 channel-gone", at(1)).await, Ok(true));
        store.settle_notices(GUILD, "schedule/1 ").await.unwrap();
        assert_eq!(store.notice_once(GUILD, "schedule/1 channel-gone", at(2)).await, Ok(true));
    }

    async fn everything_about_a_server_and_a_person_is_exported_and_deleted(case: Case) {
        let store = &case.store;
        store.save_settings(GUILD, &settings(), at(0)).await.unwrap();
        store.save_template(&template("weekly")).await.unwrap();
        store.add_schedule(&schedule(GUILD), at(0)).await.unwrap();
        store.add_schedule(&schedule(GUILD + 1), at(0)).await.unwrap();
        store.plan_post(&post(GUILD, "manual/9", "once"), at(0)).await.unwrap();
        store.notice_once(GUILD, "x", at(0)).await.unwrap();
        store.add_watch(&watch_of(GUILD, 7, "kr"), 9, at(0)).await.unwrap();
        store.add_watch(&watch_of(GUILD + 1, 7, "kr"), 9, at(0)).await.unwrap();
        store.note_gap(GUILD, "squirrels of busan", 9, at(0)).await.unwrap();
        insta::assert_snapshot!("export_of_a_server", pretty(&store.export_guild(GUILD).await.unwrap()));
        insta::assert_snapshot!("export_of_a_person", pretty(&store.export_user(42).await.unwrap()));

        assert_eq!(store.delete_user(42).await, Ok(6));
        let left = store.export_user(42).await.unwrap();
        let nothing = serde_json::json!({"user": "42", "templates": [], "schedules": [], "watches": [], "posts": []});
        assert_eq!(left, nothing);
        assert_eq!(store.schedules(GUILD).await.unwrap().len(), 1, "what is a server's stays");

        assert_eq!(store.delete_guild(GUILD).await, Ok(7));
        let empty = case.another().export_guild(GUILD + 2).await.unwrap().to_string();
        let left = store.export_guild(GUILD).await.unwrap().to_string();
        assert_eq!(left.replace(&GUILD.to_string(), ""), empty.replace(&(GUILD + 2).to_string(), ""));
        assert_eq!(store.schedules(GUILD + 1).await.unwrap().len(), 1, "other servers keep theirs");
        assert_eq!(store.watches(GUILD + 1).await.unwrap().len(), 1);
    }

    async fn two_processes_may_start_at_the_same_moment(case: Case) {
        let stores: Vec<_> = (0..6).map(|_| case.another()).collect();
        let opened: Vec<_> = stores
            .into_iter()
            .map(|store| tokio::spawn(async move { store.open().await }))
            .collect();
        for task in opened {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
    }
}
