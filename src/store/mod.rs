//! What must outlive a restart: the settings of servers, their templates and schedules, and the ledger of what was posted.
//!
//! One SQLite file, or a PostgreSQL server when several processes work together; the same statements run on both. This
//! room knows ids and times only. What a figure is, what stands in a template and how a message looks is decided
//! elsewhere; no other room sees the database library.
//!
//! - **All or nothing.** Each call is one transaction. A call that fails has changed nothing.
//! - **Never in the way.** A [`Store`] exists whether its database can be reached or not. Each call tries, within a time
//!   limit, and tells what is wrong as a [`StoreError`]; settings for answers come from memory meanwhile.
//! - **It heals by itself.** The next call after a failure connects anew.
//! - **Time is an argument.** Nothing here reads the clock but for time limits.
//! - **Passwords stay here.** No error, log line or `Debug` shows the address of a server.

mod connection;
mod data;
mod error;
mod gaps;
mod health;
mod inspect;
mod ledger;
mod location;
mod migrate;
mod notices;
mod place;
mod post;
mod prune;
mod reason;
mod row;
mod schedules;
mod settings;
mod shown;
mod standing;
mod templates;
mod watches;

use std::fmt;
use std::sync::Arc;

pub use connection::{FailPoint, StoreOptions};
pub use error::StoreError;
pub use gaps::{GAP_DAYS, GapCount};
pub use inspect::Schema;
pub use location::Location;
pub use migrate::{MIGRATIONS, Migration};
pub use place::Place;
pub use post::{NewPart, NewPost, Part, Planned, Post, PostFile, PostKey, PostState, ShownFigure};
pub use reason::Reason;
pub use schedules::{MAX_FAILURES, NewSchedule, Schedule, Setback};
pub use settings::{Mentions, Settings, Visibility};
pub use shown::{LastShown, Showing};
pub use standing::Standing;
pub use templates::StoredTemplate;
pub use watches::{AddedWatch, NewWatch, Watch};

use connection::{Connections, Query};
use health::Health;
use settings::{Kept, LastKnown};

/// The store. A clone is the same store.
#[derive(Clone)]
pub struct Store {
    connections: Arc<Connections>,
    last_known: Arc<LastKnown>,
    kept: Arc<Kept>,
    health: Arc<Health>,
}

impl Store {
    /// A store at a place. Nothing is opened yet.
    #[must_use]
    pub fn new(location: Location) -> Self {
        Self::with_options(location, StoreOptions::default())
    }

    /// A store with other options. Nothing is opened yet.
    #[must_use]
    pub fn with_options(location: Location, options: StoreOptions) -> Self {
        Self {
            connections: Arc::new(Connections::new(location, options)),
            last_known: Arc::default(),
            kept: Arc::default(),
            health: Arc::default(),
        }
    }

    /// A store that is gone with this value: for tests and the stand-in.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::new(Location::Memory)
    }

    /// Connects and brings the schema up to date. There is no need to call it; it tells early what is wrong.
    ///
    /// # Errors
    /// What is wrong with the database. Later calls try again.
    pub async fn open(&self) -> Result<(), StoreError> {
        self.connections.within(async { self.connections.look().await.map(drop) }).await
    }

    /// Closes all connections. The next call makes new ones.
    pub async fn close(&self) {
        self.connections.close().await;
    }

    /// Closes all connections for good: whoever calls from now on is told that the program ends. A file of SQLite is then
    /// whole without the files beside it.
    pub async fn end(&self) {
        self.connections.end().await;
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> &Location {
        self.connections.location()
    }

    /// The one of two statements that this database understands.
    fn for_server(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        if self.location().is_server() { postgres } else { sqlite }
    }

    /// Carries out a statement that must find a record.
    async fn change_one(&self, query: Query<'_>) -> Result<(), StoreError> {
        self.connections
            .within(async {
                let mut work = self.connections.begin().await?;
                if work.run(query).await? == 0 {
                    return Err(StoreError::Missing);
                }
                work.commit().await
            })
            .await
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("location", self.location()).finish_non_exhaustive()
    }
}
