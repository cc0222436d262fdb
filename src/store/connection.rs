//! Connections: made when they are needed, given up when they are broken, and made again by the next call.
//!
//! Nothing here is opened once for all. A store whose database is missing today is the same value as one whose database
//! is there: each call tries, within a time limit, and what fails is told as it is. So the program starts without its
//! database, goes on when it is lost, and finds it again when it is back, with nobody restarting anything.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Once};
use std::time::Duration;

use secrecy::ExposeSecret;
use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions as _, Connection as _, Executor as _, Transaction};
use tokio::sync::Mutex;

use super::error::StoreError;
use super::location::Location;
use super::migrate::{MIGRATIONS, migrate};

/// The pause before a database that somebody else sets up is looked at again.
const LOCKED_PAUSE: Duration = Duration::from_millis(25);

/// How long the end waits for connections that were let go in the middle of something. They close in threads of the
/// library's own, which nothing else can be asked about.
const STRAY_LIMIT: Duration = Duration::from_millis(500);

/// The pause between two looks for such connections.
const STRAY_PAUSE: Duration = Duration::from_millis(10);

/// How the store behaves besides where it is.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// How long one call may take, connecting included.
    pub patience: Duration,
    /// How long SQLite waits for another writer.
    pub busy_timeout: Duration,
    /// The most connections that are open at the same time.
    pub connections: u32,
    /// Makes a chosen statement fail, in tests.
    pub fail_point: FailPoint,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            patience: Duration::from_secs(5),
            busy_timeout: Duration::from_secs(3),
            // Calls are short, and SQLite has one writer anyway; a small PostgreSQL allows 100 connections in all.
            connections: 4,
            fail_point: FailPoint::default(),
        }
    }
}

/// Counts statements and commits, and makes the n-th fail. Never armed outside of tests.
#[derive(Clone, Debug, Default)]
pub struct FailPoint(Arc<AtomicI64>);

impl FailPoint {
    /// Makes the `n`-th statement from now on fail, counted from 1, and none after it.
    pub fn arm(&self, n: i64) {
        self.0.store(n, Ordering::SeqCst);
    }

    /// Whether the failure is still to come; disarms it.
    pub fn disarm(&self) -> bool {
        self.0.swap(0, Ordering::SeqCst) > 0
    }

    fn pass(&self) -> Result<(), StoreError> {
        // Zero, the usual state, is left as it is.
        let count = |left: i64| (left > 0).then(|| left - 1);
        match self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, count) {
            Ok(1) => Err(StoreError::Unreachable("a test cut the connection".to_owned())),
            _ => Ok(()),
        }
    }
}

/// The connections of one store.
#[derive(Debug)]
pub(super) struct Connections {
    location: Location,
    pub(super) options: StoreOptions,
    open: Mutex<Option<Open>>,
    /// How often connections were made anew.
    generation: AtomicU64,
    /// Whether no more connections are made.
    ended: AtomicBool,
}

#[derive(Debug)]
struct Open {
    pool: AnyPool,
    generation: u64,
    /// Which file was opened.
    file: Option<FileId>,
}

impl Connections {
    pub(super) fn new(location: Location, options: StoreOptions) -> Self {
        Self { location, options, open: Mutex::new(None), generation: AtomicU64::new(0), ended: AtomicBool::new(false) }
    }

    pub(super) fn location(&self) -> &Location {
        &self.location
    }

    /// Does something within the time limit, and gives up broken connections.
    pub(super) async fn within<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        let generation = self.generation.load(Ordering::SeqCst);
        let result = match tokio::time::timeout(self.options.patience, work).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::Slow(self.options.patience)),
        };
        if let Err(error) = &result
            && error.spoils_connections()
        {
            self.give_up(generation).await;
        }
        result
    }

    /// A transaction that may write. On SQLite it holds the write lock from its start: one that reads first and then
    /// wants to write would be refused without waiting.
    pub(super) async fn begin(&self) -> Result<Work, StoreError> {
        let pool = self.pool().await?;
        self.options.fail_point.pass()?;
        let transaction = match self.location {
            Location::Server(_) => pool.begin().await?,
            _ => pool.begin_with("BEGIN IMMEDIATE").await?,
        };
        Ok(Work { transaction, fail_point: self.options.fail_point.clone() })
    }

    /// A transaction that only reads: what it sees is of one moment.
    pub(super) async fn look(&self) -> Result<Work, StoreError> {
        let pool = self.pool().await?;
        let transaction = match self.location {
            Location::Server(_) => pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            _ => pool.begin().await?,
        };
        Ok(Work { transaction, fail_point: FailPoint::default() })
    }

    /// The open pool, opened if it is not.
    async fn pool(&self) -> Result<AnyPool, StoreError> {
        let mut open = self.open.lock().await;
        if let Some(found) = open.as_ref() {
            // A file that was taken away or replaced would go on to be written, where nobody can find it.
            if found.file == FileId::of(&self.location) {
                return Ok(found.pool.clone());
            }
            tracing::warn!("the database file was taken away or replaced; opening what is there now");
            close(open.take());
        }
        if self.ended.load(Ordering::SeqCst) {
            return Err(StoreError::Unreachable("the program ends".to_owned()));
        }
        let pool = self.connect().await?;
        let generation = self.generation.fetch_add(1, Ordering::SeqCst) + 1;
        *open = Some(Open { pool: pool.clone(), generation, file: FileId::of(&self.location) });
        Ok(pool)
    }

    pub(super) async fn close(&self) {
        if let Some(open) = self.open.lock().await.take() {
            open.pool.close().await;
        }
    }

    /// Closes everything and makes no more connections. A file of SQLite is whole without the one beside it then, unless
    /// another program has it open.
    pub(super) async fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        self.close().await;
        let Location::File(path) = &self.location else { return };
        let mut beside = path.clone().into_os_string();
        beside.push("-wal");
        let give_up = tokio::time::Instant::now() + STRAY_LIMIT;
        while Path::new(&beside).exists() && tokio::time::Instant::now() < give_up {
            // The last one to leave takes the file beside away.
            if let Ok(options) = self.location.url().expose_secret().parse::<AnyConnectOptions>()
                && let Ok(mut connection) = options.disable_statement_logging().connect().await
            {
                let _ = prepare(&mut connection, Some("PRAGMA wal_checkpoint(TRUNCATE);")).await;
                let _ = connection.close().await;
            }
            tokio::time::sleep(STRAY_PAUSE).await;
        }
    }

    /// Closes the connections that a call which began in `generation` has failed on. Newer ones, which somebody else has
    /// made in the meantime, stay: otherwise of many calls that fail together each would take the others' new start away.
    async fn give_up(&self, generation: u64) {
        // What is in memory would be lost with its connection.
        if matches!(self.location, Location::Memory) {
            return;
        }
        let mut open = self.open.lock().await;
        if open.as_ref().is_some_and(|open| open.generation <= generation.max(1)) {
            close(open.take());
        }
    }

    async fn connect(&self) -> Result<AnyPool, StoreError> {
        install_drivers();
        if let Location::File(path) = &self.location
            && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
            && !folder.is_dir()
        {
            return Err(StoreError::Unreachable(format!("there is no folder {}", folder.display())));
        }
        let options: AnyConnectOptions = self.location.url().expose_secret().parse()?;
        // Statements are logged nowhere; they would say what people have stored.
        let options = options.disable_statement_logging();
        let is_server = self.location.is_server();
        let pragmas = (!is_server).then(|| self.pragmas());
        if !matches!(self.location, Location::Memory) {
            self.make_ready(&options, pragmas.as_deref()).await?;
        }
        let mut pool = AnyPoolOptions::new().acquire_timeout(self.options.patience);
        if matches!(self.location, Location::Memory) {
            // Each connection would be a database of its own, and closing the last would forget everything.
            pool = pool.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        } else {
            pool = pool.max_connections(self.options.connections);
        }
        let pool = pool.after_connect(move |connection, _| {
            let pragmas = pragmas.clone();
            Box::pin(async move { prepare(connection, pragmas.as_deref()).await })
        });
        let pool = pool.connect_lazy_with(options);
        if matches!(self.location, Location::Memory) {
            migrate(&mut *pool.acquire().await?, is_server, MIGRATIONS).await?;
        }
        Ok(pool)
    }

    /// Looks at the database through a connection made by hand: a pool tries again and again, and in the end says only that it
    /// has no connection. SQLite does not wait for others while the journal is set up, so here it is waited for.
    async fn make_ready(&self, options: &AnyConnectOptions, pragmas: Option<&str>) -> Result<(), StoreError> {
        let give_up = tokio::time::Instant::now() + self.options.busy_timeout;
        loop {
            let attempt = async {
                let mut connection = options.connect().await?;
                prepare(&mut connection, pragmas).await?;
                if let Location::File(_) = self.location {
                    prepare(&mut connection, Some("PRAGMA journal_mode = WAL;")).await?;
                }
                migrate(&mut connection, self.location.is_server(), MIGRATIONS).await?;
                connection.close().await.map_err(StoreError::from)
            };
            match attempt.await {
                Err(StoreError::Locked) if tokio::time::Instant::now() < give_up => {
                    tokio::time::sleep(LOCKED_PAUSE).await
                }
                other => return other,
            }
        }
    }

    /// What each connection to an SQLite file is told. Each commit is on the disk when it is done: a ledger that forgets its
    /// last lines when the power fails would have messages sent twice.
    fn pragmas(&self) -> String {
        format!(
            "PRAGMA busy_timeout = {}; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
            self.options.busy_timeout.as_millis()
        )
    }
}

async fn prepare(connection: &mut AnyConnection, pragmas: Option<&str>) -> Result<(), sqlx::Error> {
    if let Some(pragmas) = pragmas {
        connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(pragmas))).await?;
    }
    Ok(())
}

/// Makes both databases known to the library.
pub(super) fn install_drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

/// Closes a pool without waiting for what still hangs in it.
fn close(open: Option<Open>) {
    if let Some(Open { pool, .. }) = open {
        tokio::spawn(async move { pool.close().await });
    }
}

/// Which file stands behind a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileId(u64, u64);

impl FileId {
    /// None if there is no file, or where files have no number that lasts.
    fn of(location: &Location) -> Option<Self> {
        #[cfg(unix)]
        if let Location::File(path) = location {
            use std::os::unix::fs::MetadataExt as _;
            let found = std::fs::metadata(path).ok()?;
            return Some(Self(found.dev(), found.ino()));
        }
        let _ = location;
        None
    }
}

/// A statement with its values.
pub(super) type Query<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

/// A transaction. It leaves no trace unless it is committed.
#[derive(Debug)]
pub(super) struct Work {
    transaction: Transaction<'static, Any>,
    fail_point: FailPoint,
}

impl Work {
    /// Carries out a statement; the number of rows that it changed.
    pub(super) async fn run(&mut self, query: Query<'_>) -> Result<u64, StoreError> {
        self.fail_point.pass()?;
        Ok(query.execute(&mut *self.transaction).await?.rows_affected())
    }

    /// The rows that a statement finds or returns.
    pub(super) async fn rows(&mut self, query: Query<'_>) -> Result<Vec<AnyRow>, StoreError> {
        self.fail_point.pass()?;
        Ok(query.fetch_all(&mut *self.transaction).await?)
    }

    /// The one row that a statement finds or returns, if it does.
    pub(super) async fn row(&mut self, query: Query<'_>) -> Result<Option<AnyRow>, StoreError> {
        self.fail_point.pass()?;
        // All rows are read, so that a statement that writes is carried out to its end.
        Ok(query.fetch_all(&mut *self.transaction).await?.into_iter().next())
    }

    /// Makes all of it hold.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        self.fail_point.pass()?;
        Ok(self.transaction.commit().await?)
    }
}
