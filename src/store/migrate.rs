//! The schema, as numbered steps that are the same for both databases.
//!
//! A step that was released never changes: what must change later is a new step (a test keeps the sum of each). All
//! missing steps are taken in one transaction under a lock, so that of several processes that start together one takes
//! them and the others find them taken. A database with a step that is not known here belongs to a newer program and is
//! left alone.

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};

use super::error::StoreError;

/// One step: its number, and what it does on each database.
#[derive(Debug)]
pub struct Migration {
    /// 1, 2, 3 ...
    pub number: i64,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $file:literal) => {
        Migration {
            number: $number,
            sqlite: include_str!(concat!("migrations/sqlite/", $file)),
            postgres: include_str!(concat!("migrations/postgres/", $file)),
        }
    };
}

/// All steps in order.
pub const MIGRATIONS: &[Migration] =
    &[migration!(1, "0001_start.sql"), migration!(2, "0002_watches.sql"), migration!(3, "0003_gaps.sql")];

/// The number of this program's own advisory lock in PostgreSQL: "datum" in ASCII.
const LOCK: i64 = 0x0064_6174_756d;

/// Takes all missing steps of `migrations`.
///
/// # Errors
/// [`StoreError::NewerSchema`], or what the database says.
pub(super) async fn migrate(
    connection: &mut AnyConnection,
    is_server: bool,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    let known = migrations.last().map_or(0, |last| last.number);
    // Most starts find nothing to do, and must not wait for whoever writes.
    if let Ok(found) = newest(&mut *connection).await
        && found >= known
    {
        return check(found, known);
    }
    let mut transaction = if is_server {
        let mut transaction = connection.begin().await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
        transaction
    } else {
        connection.begin_with("BEGIN IMMEDIATE").await?
    };
    sqlx::query("CREATE TABLE IF NOT EXISTS datum_schema (number BIGINT NOT NULL PRIMARY KEY)")
        .execute(&mut *transaction)
        .await?;
    let found = newest(&mut transaction).await?;
    check(found, known)?;
    for migration in migrations.iter().filter(|migration| migration.number > found) {
        let text = if is_server { migration.postgres } else { migration.sqlite };
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO datum_schema (number) VALUES ($1)")
            .bind(migration.number)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await?;
    Ok(())
}

fn check(found: i64, known: i64) -> Result<(), StoreError> {
    if found > known { Err(StoreError::NewerSchema { found, known }) } else { Ok(()) }
}

async fn newest(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT MAX(number) AS newest FROM datum_schema").fetch_one(connection).await?;
    Ok(row.try_get::<Option<i64>, _>("newest")?.unwrap_or(0))
}
