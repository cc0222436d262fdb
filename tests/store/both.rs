//! Runs a case on both databases.

use datum::store::{Location, Store, StoreOptions};
use jiff::Timestamp;

use crate::postgres;

/// A store of a test, and what keeps its database there.
pub struct Case {
    pub store: Store,
    pub location: Location,
    /// The file's folder.
    _folder: Option<tempfile::TempDir>,
}

impl Case {
    /// On a file of its own.
    pub fn on_file(options: StoreOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("datum.sqlite"));
        let store = Store::with_options(location.clone(), options);
        Self { store, location, _folder: Some(folder) }
    }

    /// On a database of its own; none, and said so, if there is no server.
    pub async fn on_server(what: &str, options: StoreOptions) -> Option<Self> {
        match postgres::server() {
            Ok(server) => {
                let location = Location::parse(&server.database().await.into()).unwrap();
                let store = Store::with_options(location.clone(), options);
                Some(Self { store, location, _folder: None })
            }
            Err(why) => {
                postgres::skipped(what, &why);
                None
            }
        }
    }

    /// A second process, as it were: another store on the same database.
    pub fn another(&self) -> Store {
        Store::new(self.location.clone())
    }
}

/// Makes two tests of a case: one on SQLite, one on PostgreSQL.
macro_rules! on_both {
    ($(async fn $name:ident($case:ident: Case) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            use crate::both::Case;

            async fn case($case: Case) $body

            #[tokio::test]
            async fn sqlite() {
                case(Case::on_file(Default::default())).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(found) = Case::on_server(stringify!($name), Default::default()).await {
                    case(found).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both;

/// A moment, in seconds after the tests' beginning of time.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_788_000_000 + seconds).unwrap()
}
