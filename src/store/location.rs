//! Where the database is: a file, memory, or a PostgreSQL server.

use std::fmt;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

/// The name of the file unless `DATABASE_URL` says otherwise.
const FILE: &str = "datum.sqlite";

/// Where the database is. Its `Debug` never shows a password.
#[derive(Clone)]
pub enum Location {
    /// One SQLite file; it is made when it is not there.
    File(PathBuf),
    /// An SQLite database that is gone with the store: for tests and the stand-in.
    Memory,
    /// A PostgreSQL server, as a `postgres://` URL.
    Server(SecretString),
}

impl Location {
    /// Reads `sqlite:PATH`, `sqlite::memory:` or `postgres://user:password@host:port/database`; none if it is neither.
    #[must_use]
    pub fn parse(url: &SecretString) -> Option<Self> {
        let text = url.expose_secret();
        if let Some(rest) = text.strip_prefix("sqlite:") {
            let path = rest.strip_prefix("//").unwrap_or(rest);
            return match path {
                "" => None,
                ":memory:" => Some(Self::Memory),
                path => Some(Self::File(PathBuf::from(path))),
            };
        }
        let host = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"))?;
        (!host.is_empty()).then(|| Self::Server(url.clone()))
    }

    /// The default: the file `datum.sqlite` in `state_folder`, which systemd names in `STATE_DIRECTORY`, or in the
    /// working folder.
    #[must_use]
    pub fn standard(state_folder: Option<&str>) -> Self {
        // systemd separates several folders with colons; the first is ours.
        let folder = state_folder.and_then(|folders| folders.split(':').next()).filter(|folder| !folder.is_empty());
        Self::File(folder.map_or_else(|| PathBuf::from(FILE), |folder| Path::new(folder).join(FILE)))
    }

    /// Whether this is a PostgreSQL server.
    #[must_use]
    pub fn is_server(&self) -> bool {
        matches!(self, Self::Server(_))
    }

    /// What it is, for people: a file with its path, or a server without its address.
    #[must_use]
    pub fn kind(&self) -> String {
        match self {
            Self::File(path) => format!("SQLite file {}", path.display()),
            Self::Memory => "SQLite in memory".to_owned(),
            Self::Server(_) => "PostgreSQL".to_owned(),
        }
    }

    /// The URL for the driver.
    pub(super) fn url(&self) -> SecretString {
        match self {
            Self::File(path) => {
                let mut url = String::from("sqlite:");
                for byte in path.as_os_str().as_encoded_bytes() {
                    if byte.is_ascii_alphanumeric() || b"/._-:\\".contains(byte) {
                        url.push(char::from(*byte));
                    } else {
                        // Writing to a string cannot fail.
                        let _ = write!(url, "%{byte:02X}");
                    }
                }
                url.push_str("?mode=rwc");
                url.into()
            }
            Self::Memory => "sqlite::memory:".to_owned().into(),
            Self::Server(url) => url.clone(),
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Memory => f.write_str("Memory"),
            Self::Server(_) => f.write_str("Server"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> String {
        format!("{:?}", Location::parse(&url.to_owned().into()))
    }

    #[test]
    fn both_databases_are_named_by_url() {
        assert_eq!(parse("sqlite:a b/c.sqlite"), "Some(File(a b/c.sqlite))");
        assert_eq!(parse("sqlite:///var/lib/datum.sqlite"), "Some(File(/var/lib/datum.sqlite))");
        assert_eq!(parse("sqlite::memory:"), "Some(Memory)");
        assert_eq!(parse("postgres://datum:secret@localhost/datum"), "Some(Server)");
        assert_eq!(parse("mysql://localhost/datum"), "None");
        assert_eq!(parse("sqlite:"), "None");
    }

    #[test]
    fn the_default_is_a_file_in_the_folder_for_state() {
        assert_eq!(format!("{:?}", Location::standard(None)), "File(datum.sqlite)");
        assert_eq!(format!("{:?}", Location::standard(Some("/var/lib/datum:/x"))), "File(/var/lib/datum/datum.sqlite)");
    }

    #[test]
    fn a_path_is_escaped_for_the_driver() {
        let url = Location::File(PathBuf::from("a?b #1.sqlite")).url();
        assert_eq!(url.expose_secret(), "sqlite:a%3Fb%20%231.sqlite?mode=rwc");
    }
}
