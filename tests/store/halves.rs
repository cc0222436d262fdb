//! Nothing is ever half written: each statement of each call fails in turn, and the store is as it was before the call.

use std::pin::Pin;
use std::time::Duration;

use datum::figure::Language;
use datum::store::{FailPoint, Mentions, NewPost, Place, Reason, Settings, Store, StoreError, StoreOptions};
use serde_json::Value;

use crate::both::{Case, at};
use crate::ledger::post;
use crate::records::schedule;

const GUILD: u64 = 7;
const LEASE: Duration = Duration::from_secs(60);

type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// A call that writes, by name.
struct Call {
    name: &'static str,
    call: for<'a> fn(&'a Store) -> Doing<'a>,
}

fn settings(channel: u64) -> Settings {
    Settings {
        language: Some(Language::Korean),
        mentions: Mentions::Chosen(vec![channel, channel + 1]),
        ..Settings::default()
    }
}

fn run() -> NewPost {
    NewPost { schedule: Some(1), ..post(GUILD, "schedule/1", "a run") }
}

/// All calls that write more than one row, each possible after [`prepare`].
const CALLS: &[Call] = &[
    Call {
        name: "save_settings",
        call: |store| Box::pin(async { store.save_settings(GUILD, &settings(5), at(9)).await }),
    },
    Call {
        name: "plan_post",
        call: |store| Box::pin(async { store.plan_post(&post(GUILD, "manual/2", "x"), at(9)).await.map(drop) }),
    },
    Call {
        name: "plan_run",
        call: |store| Box::pin(async { store.plan_run(1, "a", &run(), at(900), at(9)).await.map(drop) }),
    },
    Call {
        name: "fail_run",
        call: |store| Box::pin(async { store.fail_run(1, "a", Reason::TemplateGone, at(900), at(9)).await.map(drop) }),
    },
    Call { name: "try_part", call: |store| Box::pin(async { store.try_part(1, 1, "a", at(9), LEASE).await }) },
    Call { name: "finish_post", call: |store| Box::pin(async { store.finish_post(1, at(9)).await }) },
    Call {
        name: "move_post",
        call: |store| {
            Box::pin(async {
                let held = store.post(1).await?.ok_or(StoreError::Missing)?;
                store.move_post(&held, "a", &Place::NewThread(3), Reason::ThreadClosed).await.map(drop)
            })
        },
    },
    Call {
        name: "fail_post",
        call: |store| {
            Box::pin(async {
                let held = store.post(1).await?.ok_or(StoreError::Missing)?;
                store.fail_post(&held, Reason::Refused, at(9)).await.map(drop)
            })
        },
    },
    Call { name: "delete_guild", call: |store| Box::pin(async { store.delete_guild(GUILD).await.map(drop) }) },
    Call { name: "delete_user", call: |store| Box::pin(async { store.delete_user(42).await.map(drop) }) },
];

/// A server with something of everything; a schedule and a post are claimed by `a`.
async fn prepare(store: &Store) {
    store.save_settings(GUILD, &settings(1), at(0)).await.unwrap();
    store.add_schedule(&schedule(GUILD), at(0)).await.unwrap();
    let held = NewPost { schedule: Some(1), ..post(GUILD, "manual/1", "x") };
    store.plan_post(&held, at(0)).await.unwrap();
    store.claim_posts("a", at(200), LEASE, 9).await.unwrap();
    store.claim_due("a", at(200), LEASE, 9).await.unwrap();
    store.notice_once(GUILD, "x", at(0)).await.unwrap();
}

/// Everything that can be seen of the store.
async fn all(store: &Store) -> (Value, String) {
    let posts = [store.post(1).await.unwrap(), store.post(2).await.unwrap()];
    (store.export_guild(GUILD).await.unwrap(), format!("{posts:?} {:?}", store.settings(GUILD).await.unwrap()))
}

async fn each_statement_fails(on: impl AsyncFn(StoreOptions) -> Option<Case>) {
    for Call { name, call } in CALLS {
        let fail_point = FailPoint::default();
        let options = StoreOptions { fail_point: fail_point.clone(), ..StoreOptions::default() };
        let Some(case) = on(options).await else { return };
        prepare(&case.store).await;
        // What is seen is read by somebody else, whom the failures do not hit.
        let reader = case.another();
        let before = all(&reader).await;
        let mut n = 1;
        loop {
            fail_point.arm(n);
            let result = call(&case.store).await;
            if fail_point.disarm() {
                assert_eq!(result, Ok(()), "{name}");
                break;
            }
            assert!(result.is_err(), "{name}: statement {n} failed and nobody was told");
            assert_eq!(all(&reader).await, before, "{name}: statement {n} failed");
            n += 1;
        }
        assert!(n > 2, "{name} has {n} statements");
        assert_ne!(all(&reader).await, before, "{name} changes something");
    }
}

#[tokio::test]
async fn nothing_is_half_written_on_sqlite() {
    each_statement_fails(async |options| Some(Case::on_file(options))).await;
}

#[tokio::test]
async fn nothing_is_half_written_on_postgres() {
    each_statement_fails(async |options| Case::on_server("nothing_is_half_written", options).await).await;
}
