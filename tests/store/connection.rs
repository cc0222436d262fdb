//! What networks and servers do to a PostgreSQL database: each is told as what it is, answers go on, and it heals by
//! itself. The password is told nowhere.

use std::time::Duration;

use datum::store::{Location, Settings, Store, StoreError, StoreOptions};
use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::both::at;
use crate::postgres::{self, PASSWORD, Server};
use crate::proxy::{Mode, Proxy};

const GUILD: u64 = 7;
const PATIENCE: Duration = Duration::from_secs(3);

fn some(channel: u64) -> Settings {
    Settings { notices: Some(channel), ..Settings::default() }
}

fn server(what: &str) -> Option<&'static Server> {
    postgres::server().map_err(|why| postgres::skipped(what, &why)).ok()
}

fn store(url: &str, options: StoreOptions) -> Store {
    let store = Store::with_options(Location::parse(&url.to_owned().into()).unwrap(), options);
    assert!(!format!("{store:?}").contains(PASSWORD));
    store
}

fn impatient() -> StoreOptions {
    StoreOptions { patience: PATIENCE, ..StoreOptions::default() }
}

async fn save(store: &Store, channel: u64) -> Result<(), StoreError> {
    let saved = store.save_settings(GUILD, &some(channel), at(0)).await;
    if let Err(error) = &saved {
        assert!(!format!("{error} {error:?}").contains(PASSWORD), "the password is told");
    }
    saved
}

#[tokio::test]
async fn a_connection_that_is_cut_in_the_middle_of_a_query_and_heals() {
    let Some(server) = server("a cut connection") else { return };
    let url = server.database().await;
    let proxy = Proxy::start(server.port).await;
    let store = store(&url.replace(&format!(":{}/", server.port), &format!(":{}/", proxy.address.port())), impatient());
    save(&store, 1).await.unwrap();
    assert_eq!(store.settings(GUILD).await, Ok(some(1)));
    for (number, mode) in (2..).zip([Mode::CutAnswers, Mode::Stall, Mode::Refuse]) {
        proxy.set(mode);
        if mode == Mode::Refuse {
            proxy.cut();
        }
        let error = save(&store, number).await.unwrap_err();
        assert!(matches!(error, StoreError::Unreachable(_) | StoreError::Slow(_)), "{mode:?}: {error:?}");
        assert_eq!(store.settings_or_last(GUILD).await, some(number - 1), "{mode:?}: answered as last known");
        proxy.set(Mode::Pass);
        assert_eq!(store.settings(GUILD).await, Ok(some(number - 1)), "{mode:?}: nothing was half saved");
        assert_eq!(save(&store, number).await, Ok(()), "{mode:?}: it heals");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_or_lets_nobody_in() {
    let Some(server) = server("a server that lets nobody in") else { return };
    let url = server.database().await;
    let wrong_password = url.replace(PASSWORD, "wrong-word");
    let cases = [
        (wrong_password, "Refused"),
        (server.url("nowhere"), "Refused"),
        (url.replace(&format!(":{}/", server.port), ":1/"), "Unreachable"),
        (url.replace("postgres://", "postgres://x"), "Refused"),
        (format!("{url}?sslmode=require"), "Unreachable"),
    ];
    for (url, expected) in cases {
        let store = store(&url, impatient());
        let error = save(&store, 1).await.unwrap_err();
        let said = format!("{error:?} {error}");
        assert!(said.starts_with(expected) && !said.contains("wrong-word"), "{expected}: {said}");
        assert_eq!(store.settings_or_last(GUILD).await, Settings::default());
    }
}

#[tokio::test]
async fn a_server_that_only_reads() {
    let Some(server) = server("a read-only server") else { return };
    let url = server.database().await;
    let store = store(&url, impatient());
    save(&store, 1).await.unwrap();
    let mut admin = PgConnection::connect(&url).await.unwrap();
    let name = url.rsplit('/').next().unwrap().to_owned();
    let alter =
        |value: &str| sqlx::AssertSqlSafe(format!("ALTER DATABASE {name} SET default_transaction_read_only = {value}"));
    admin.execute(alter("on")).await.unwrap();
    let second = Store::new(store.location().clone());
    assert_eq!(save(&second, 2).await, Err(StoreError::ReadOnly));
    assert_eq!(second.settings(GUILD).await, Ok(some(1)));
    admin.execute("SET default_transaction_read_only = off").await.unwrap();
    admin.execute(alter("off")).await.unwrap();
    assert_eq!(save(&Store::new(store.location().clone()), 2).await, Ok(()));
}

#[tokio::test]
async fn connections_that_are_all_taken_and_come_free() {
    let Some(server) = server("connections that are all taken") else { return };
    let url = server.database().await;
    let store = store(&url, StoreOptions { connections: 2, ..impatient() });
    save(&store, 1).await.unwrap();
    // Somebody holds the table, so whoever writes keeps a connection.
    let mut other = PgConnection::connect(&url).await.unwrap();
    let mut held = other.begin().await.unwrap();
    held.execute("LOCK TABLE settings IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let waiting: Vec<_> = (0..8)
        .map(|channel| {
            let store = store.clone();
            tokio::spawn(async move { save(&store, channel).await })
        })
        .collect();
    for call in waiting {
        let error = call.await.unwrap().unwrap_err();
        assert!(matches!(error, StoreError::Slow(_) | StoreError::Unreachable(_)), "{error:?}");
    }
    assert_eq!(store.settings_or_last(GUILD).await, some(1));
    held.rollback().await.unwrap();
    assert_eq!(save(&store, 2).await, Ok(()));
    // Many at once are only a queue.
    let many: Vec<_> = (0..40)
        .map(|channel| {
            let store = Store::with_options(store.location().clone(), StoreOptions::default());
            tokio::spawn(async move { save(&store, channel).await })
        })
        .collect();
    for call in many {
        assert_eq!(call.await.unwrap(), Ok(()));
    }
}

#[tokio::test]
async fn while_the_database_hangs_questions_wait_once_and_not_each() {
    let Some(server) = server("a hanging database") else { return };
    let url = server.database().await;
    let proxy = Proxy::start(server.port).await;
    let store = store(
        &url.replace(&format!(":{}/", server.port), &format!(":{}/", proxy.address.port())),
        StoreOptions::default(),
    );
    save(&store, 1).await.unwrap();
    proxy.set(Mode::Stall);
    let begun = std::time::Instant::now();
    for _ in 0..50 {
        assert_eq!(store.settings_or_last(GUILD).await, some(1));
    }
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?} for 50 questions", begun.elapsed());
}
