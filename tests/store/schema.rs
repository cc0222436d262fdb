//! Schemas: the steps never change, an old database is brought up to date, a newer one is left alone.

use datum::store::{Location, MIGRATIONS, Schema, Settings, Store, StoreError};
use sha2::{Digest as _, Sha256};
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions as _, Executor as _};

use crate::both::{Case, at, on_both};
use crate::postgres;

/// The sum of each step that was released, SQLite's and PostgreSQL's. A line is added with each new step and never changed.
const RELEASED: &[(&str, &str)] = &[
    ("cd577988207f67ab", "65c71e3f9ff04191"),
    ("c54874f8cfc1a9fd", "ede91ac85b094b8a"),
    ("461c5f0253bcac6f", "461c5f0253bcac6f"),
];

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn released_steps_never_change() {
    let found: Vec<(String, String)> = MIGRATIONS.iter().map(|step| (sum(step.sqlite), sum(step.postgres))).collect();
    let known: Vec<(String, String)> = RELEASED.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, known, "a step that was released was changed, or a new one has no line here");
    let numbers: Vec<i64> = MIGRATIONS.iter().map(|step| step.number).collect();
    assert_eq!(numbers, (1..=i64::try_from(MIGRATIONS.len()).unwrap()).collect::<Vec<_>>());
}

#[test]
fn both_databases_get_the_same_tables_and_columns() {
    let plain = |text: &str| {
        text.replace("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "ID")
            .replace("INTEGER PRIMARY KEY AUTOINCREMENT", "ID")
            .replace("BYTEA", "BLOB")
    };
    for step in MIGRATIONS {
        assert_eq!(plain(step.sqlite), plain(step.postgres), "step {}", step.number);
    }
}

/// A connection beside the store's.
async fn beside(case: &Case) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let url = match (&case.location, postgres::server()) {
        (Location::File(path), _) => format!("sqlite:{}?mode=rwc", path.display()),
        (Location::Server(url), _) => secrecy::ExposeSecret::expose_secret(url).to_owned(),
        (Location::Memory, _) => unreachable!(),
    };
    url.parse::<AnyConnectOptions>().unwrap().connect().await.unwrap()
}

/// Takes all tables away.
async fn empty(connection: &mut AnyConnection, is_server: bool) {
    if is_server {
        connection.execute("DROP SCHEMA public CASCADE").await.unwrap();
        connection.execute("CREATE SCHEMA public").await.unwrap();
        return;
    }
    connection.execute("PRAGMA foreign_keys = OFF").await.unwrap();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    for row in connection.fetch_all(tables).await.unwrap() {
        let name: String = sqlx::Row::get(&row, 0);
        connection.execute(AssertSqlSafe(format!("DROP TABLE {name}"))).await.unwrap();
    }
}

on_both! {
    async fn an_old_database_is_brought_up_to_date(case: Case) {
        // As each older program has left it: with the first steps only.
        for count in 0..MIGRATIONS.len() {
            let mut connection = beside(&case).await;
            empty(&mut connection, case.location.is_server()).await;
            connection.execute("CREATE TABLE datum_schema (number BIGINT NOT NULL PRIMARY KEY)").await.unwrap();
            for step in &MIGRATIONS[..count] {
                let text = if case.location.is_server() { step.postgres } else { step.sqlite };
                connection.execute(sqlx::raw_sql(text)).await.unwrap();
                let note = format!("INSERT INTO datum_schema (number) VALUES ({})", step.number);
                connection.execute(AssertSqlSafe(note)).await.unwrap();
            }
            let store = case.another();
            assert_eq!(store.settings(1).await, Ok(Settings::default()));
            store.close().await;
            let row = connection.fetch_one("SELECT COUNT(*) FROM datum_schema").await.unwrap();
            let steps: i64 = sqlx::Row::get(&row, 0);
            assert_eq!(usize::try_from(steps).unwrap(), MIGRATIONS.len());
        }
    }

    async fn a_look_at_a_database_says_what_a_start_would_find_and_makes_nothing(case: Case) {
        let known = Store::known_schema();
        assert_eq!(case.store.inspect().await, Ok(Schema { found: None, known }));
        assert_eq!(case.another().inspect().await, Ok(Schema { found: None, known }), "the first look made nothing");
        case.store.open().await.unwrap();
        assert_eq!(case.another().inspect().await, Ok(Schema { found: Some(known), known }));
        let mut connection = beside(&case).await;
        connection.execute("INSERT INTO datum_schema (number) VALUES (999)").await.unwrap();
        assert_eq!(case.another().inspect().await, Err(StoreError::NewerSchema { found: 999, known }));
    }

    async fn a_newer_database_is_left_alone(case: Case) {
        let store = &case.store;
        store.save_settings(1, &Settings { notices: Some(5), ..Settings::default() }, at(0)).await.unwrap();
        let mut connection = beside(&case).await;
        connection.execute("INSERT INTO datum_schema (number) VALUES (999)").await.unwrap();
        let old_program = case.another();
        let newer = StoreError::NewerSchema { found: 999, known: i64::try_from(MIGRATIONS.len()).unwrap() };
        assert_eq!(old_program.open().await, Err(newer.clone()));
        assert_eq!(old_program.save_settings(1, &Settings::default(), at(1)).await, Err(newer.clone()));
        assert_eq!(old_program.settings_or_last(1).await, Settings::default(), "questions are answered with defaults");
        assert!(newer.to_string().contains("start the newer program"), "{newer}");
        connection.execute("DELETE FROM datum_schema WHERE number = 999").await.unwrap();
        assert_eq!(old_program.settings(1).await.unwrap().notices, Some(5), "nothing was touched");
    }
}

#[tokio::test]
async fn a_store_in_memory_works_and_forgets() {
    let store = Store::in_memory();
    let settings = Settings { notices: Some(5), ..Settings::default() };
    store.save_settings(1, &settings, at(0)).await.unwrap();
    assert_eq!(store.clone().settings(1).await, Ok(settings));
    assert_eq!(Store::in_memory().settings(1).await, Ok(Settings::default()));
}
