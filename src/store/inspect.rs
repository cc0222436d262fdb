//! Looks at a database as it is, without making or changing anything in it: whether it can be reached and written, and
//! which schema it has.

use std::fs::OpenOptions;
use std::path::Path;

use secrecy::ExposeSecret as _;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, ConnectOptions as _, Connection as _, Executor as _, Row as _};

use super::connection::install_drivers;
use super::migrate::MIGRATIONS;
use super::{Location, Store, StoreError};

/// The schema of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// The number of the newest step that was taken; none if there is no schema yet.
    pub found: Option<i64>,
    /// The number of the newest step that is known here.
    pub known: i64,
}

impl Store {
    /// The schema that the database has once it was opened.
    #[must_use]
    pub fn known_schema() -> i64 {
        MIGRATIONS.last().map_or(0, |last| last.number)
    }

    /// What the next start would find, without changing it.
    ///
    /// # Errors
    /// What would keep the start from using the database.
    pub async fn inspect(&self) -> Result<Schema, StoreError> {
        let patience = self.connections.options.patience;
        let found = tokio::time::timeout(patience, inspect(self.location())).await;
        let (found, known) = (found.map_err(|_| StoreError::Slow(patience))??, Self::known_schema());
        match found {
            Some(found) if found > known => Err(StoreError::NewerSchema { found, known }),
            found => Ok(Schema { found, known }),
        }
    }
}

async fn inspect(location: &Location) -> Result<Option<i64>, StoreError> {
    let url = match location {
        Location::Memory => return Ok(None),
        Location::File(path) if !path.exists() => return can_be_made(path).map(|()| None),
        // Without `c` nothing is made.
        Location::File(_) => location.url().expose_secret().replace("?mode=rwc", "?mode=rw"),
        Location::Server(_) => location.url().expose_secret().to_owned(),
    };
    install_drivers();
    let options: AnyConnectOptions = url.parse()?;
    let mut connection = options.disable_statement_logging().connect().await?;
    if location.is_server() {
        let row = sqlx::query("SELECT current_setting('transaction_read_only') AS setting").fetch_one(&mut connection);
        if row.await?.try_get::<String, _>("setting")? == "on" {
            return Err(StoreError::ReadOnly);
        }
    } else {
        // Holding the right to write for a moment shows that there is one.
        connection.execute("PRAGMA busy_timeout = 1000").await?;
        connection.execute("BEGIN IMMEDIATE").await?;
        connection.execute("ROLLBACK").await?;
    }
    let found = newest(&mut connection, location.is_server()).await?;
    connection.close().await?;
    Ok(found)
}

/// The newest step that was taken; none if the table of them is not there.
async fn newest(connection: &mut AnyConnection, is_server: bool) -> Result<Option<i64>, StoreError> {
    let known = if is_server {
        "SELECT COUNT(*) AS tables FROM information_schema.tables WHERE table_name = 'datum_schema'"
    } else {
        "SELECT COUNT(*) AS tables FROM sqlite_master WHERE name = 'datum_schema'"
    };
    let tables: i64 = sqlx::query(known).fetch_one(&mut *connection).await?.try_get("tables")?;
    if tables == 0 {
        return Ok(None);
    }
    let row = sqlx::query("SELECT MAX(number) AS newest FROM datum_schema").fetch_one(connection).await?;
    Ok(row.try_get("newest")?)
}

/// Whether a file can be made in the folder of this one. The only way to know is to make one.
fn can_be_made(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(StoreError::Unreachable(format!("there is no folder {}", folder.display())));
    }
    let trial = folder.join(format!(".datum-check-{}", std::process::id()));
    OpenOptions::new().write(true).create_new(true).open(&trial).map_err(|_| StoreError::ReadOnly)?;
    std::fs::remove_file(&trial).map_err(|_| StoreError::ReadOnly)
}
