//! What can be wrong with the store, sorted by what a person can do about it.
//!
//! The wording here is for the operator's log. What a user is told is chosen from the variant, in their language. Neither
//! holds the address, because that may carry a password.

use std::time::Duration;

/// Why the store did not do what it was asked. Nothing was saved, not even in part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no way to the database: no such folder, no server at that address, a connection cut.
    #[error("the database cannot be reached ({0}): see that it runs and that DATABASE_URL is right")]
    Unreachable(String),
    /// The database does not let us in.
    #[error("the database refuses the login ({0}): check the user, password and database name in DATABASE_URL")]
    Refused(String),
    /// A newer program has changed the database.
    #[error(
        "the database has schema {found} and this program knows schemas up to {known}: start the newer program, or restore a copy from before"
    )]
    NewerSchema {
        /// The number of the newest migration in the database.
        found: i64,
        /// The number of the newest migration that is known here.
        known: i64,
    },
    /// There is no room left.
    #[error("the disk of the database is full: make room on it")]
    Full,
    /// Somebody else holds the database for too long.
    #[error("the database is locked by another program: end what holds it")]
    Locked,
    /// The database cannot be written.
    #[error("the database is read-only: give this program the right to write it and its folder")]
    ReadOnly,
    /// The file is no database or is broken.
    #[error("the database is damaged ({0}): put it aside, and start with a copy from before or with none")]
    Damaged(String),
    /// The database does not answer in time.
    #[error("the database did not answer within {} ms", .0.as_millis())]
    Slow(Duration),
    /// The record that should change is not there (any more).
    #[error("there is no such record")]
    Missing,
    /// A mistake of this program.
    #[error("the database could not carry out a statement ({0}): please report this")]
    Mistake(String),
}

impl StoreError {
    /// Whether the same call can succeed later without anybody changing the call.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        !matches!(self, Self::Missing | Self::Mistake(_) | Self::NewerSchema { .. })
    }

    /// Whether the connections should be given up, so that the next call makes new ones.
    pub(super) fn spoils_connections(&self) -> bool {
        // After an error like a full disk SQLite has rolled back by itself, which the library does not notice: it would go
        // on to count a transaction that is none.
        !matches!(self, Self::NewerSchema { .. } | Self::Locked | Self::Missing)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                let message = database.message().to_owned();
                match code.parse::<u32>() {
                    // SQLite's codes are numbers of at most four digits, PostgreSQL's are five characters.
                    Ok(number) if code.len() < 5 => from_sqlite(number, message),
                    _ => from_postgres(&code, message),
                }
            }
            sqlx::Error::Io(error) => Self::Unreachable(error.kind().to_string()),
            sqlx::Error::Tls(_) => Self::Unreachable("no TLS connection could be made".to_owned()),
            sqlx::Error::PoolTimedOut => Self::Unreachable("no connection came free".to_owned()),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Unreachable("connection closed".to_owned()),
            sqlx::Error::Protocol(_) => Self::Unreachable("the connection was cut".to_owned()),
            sqlx::Error::Configuration(_) => Self::Refused("its address cannot be read".to_owned()),
            sqlx::Error::RowNotFound => Self::Missing,
            other => Self::Mistake(other.to_string()),
        }
    }
}

/// By the result codes of SQLite; the lowest byte is the kind (sqlite.org/rescode.html).
fn from_sqlite(code: u32, message: String) -> StoreError {
    match code & 0xff {
        3 | 8 => StoreError::ReadOnly,
        5 | 6 => StoreError::Locked,
        10 | 14 => StoreError::Unreachable(message),
        11 | 26 => StoreError::Damaged(message),
        13 => StoreError::Full,
        _ => StoreError::Mistake(message),
    }
}

/// By the condition codes of PostgreSQL (its manual, appendix A).
fn from_postgres(code: &str, message: String) -> StoreError {
    match code {
        "25006" | "42501" => StoreError::ReadOnly,
        "53100" => StoreError::Full,
        "55P03" | "40P01" | "40001" => StoreError::Locked,
        "3D000" => StoreError::Refused(message),
        "XX001" | "XX002" => StoreError::Damaged(message),
        _ if code.starts_with("28") => StoreError::Refused("the server does not accept the user".to_owned()),
        _ if code.starts_with("08") || code.starts_with("53") || code.starts_with("57P") || code.starts_with("58") => {
            StoreError::Unreachable(message)
        }
        _ => StoreError::Mistake(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extended_codes_count_as_their_kind() {
        // SQLITE_READONLY_DIRECTORY, SQLITE_BUSY_SNAPSHOT, SQLITE_CANTOPEN_ISDIR.
        assert_eq!(from_sqlite(1544, String::new()), StoreError::ReadOnly);
        assert_eq!(from_sqlite(517, String::new()), StoreError::Locked);
        assert_eq!(from_sqlite(526, "x".to_owned()), StoreError::Unreachable("x".to_owned()));
    }
}
