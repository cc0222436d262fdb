//! What disks and files do to an SQLite database: each is told as what it is, answers go on, and it heals by itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use datum::store::{Location, PostFile, Settings, Store, StoreError, StoreOptions};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::both::at;
use crate::ledger::post;

const GUILD: u64 = 7;

fn some() -> Settings {
    Settings { notices: Some(5), ..Settings::default() }
}

fn store(path: &Path) -> Store {
    let options = StoreOptions { busy_timeout: Duration::from_millis(50), ..StoreOptions::default() };
    Store::with_options(Location::File(path.to_owned()), options)
}

async fn save(store: &Store) -> Result<(), StoreError> {
    store.save_settings(GUILD, &some(), at(0)).await
}

#[tokio::test]
async fn a_folder_that_is_missing_and_then_there() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("later");
    let store = store(&inner.join("datum.sqlite"));
    let error = save(&store).await.unwrap_err();
    assert!(matches!(error, StoreError::Unreachable(_)) && error.to_string().contains("later"), "{error}");
    assert_eq!(store.settings_or_last(GUILD).await, Settings::default());
    std::fs::create_dir(&inner).unwrap();
    assert_eq!(save(&store).await, Ok(()));
    assert_eq!(store.settings(GUILD).await, Ok(some()));
}

#[tokio::test]
async fn a_file_that_is_taken_away_while_it_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("datum.sqlite");
    let store = store(&path);
    save(&store).await.unwrap();
    for name in ["datum.sqlite", "datum.sqlite-wal", "datum.sqlite-shm"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    // A new one is made, and what is saved from now on is found by others.
    assert_eq!(store.settings(GUILD).await, Ok(Settings::default()));
    save(&store).await.unwrap();
    assert_eq!(self::store(&path).settings(GUILD).await, Ok(some()));
}

#[tokio::test]
async fn a_file_is_whole_by_itself_at_the_end_whoever_was_in_the_middle_of_something() {
    for round in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(store(&folder.path().join("datum.sqlite")));
        store.open().await.unwrap();
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let store = Arc::clone(&store);
                tokio::spawn(async move { while save(&store).await.is_ok() {} })
            })
            .collect();
        // Each round is left a little later, from before the first call to the middle of writing.
        for _ in 0..round * 20 {
            tokio::task::yield_now().await;
        }
        tasks.iter().take(3).for_each(tokio::task::JoinHandle::abort);
        store.end().await;
        assert!(
            matches!(save(&store).await, Err(StoreError::Unreachable(_))),
            "round {round}: nothing is opened again"
        );
        let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = left.filter(|name| name != "datum.sqlite").collect();
        assert!(left.is_empty(), "round {round}: {left:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("datum.sqlite");
    let garbage = "this is a letter to the editor, and no database. ".repeat(200);
    std::fs::write(&path, &garbage).unwrap();
    let store = store(&path);
    let error = save(&store).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
    assert_eq!(store.settings_or_last(GUILD).await, Settings::default());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), garbage, "it is not overwritten");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(save(&store).await, Ok(()));
}

#[tokio::test]
async fn a_file_that_is_torn_anywhere_never_panics() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("datum.sqlite");
    {
        let store = store(&path);
        save(&store).await.unwrap();
        store.plan_post(&post(GUILD, "manual/1", "x"), at(0)).await.unwrap();
    }
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    connection.close().await.unwrap();
    let whole = std::fs::read(&path).unwrap();
    let mut told = 0;
    for eighth in 0..8 {
        let torn = folder.path().join(format!("torn{eighth}.sqlite"));
        std::fs::write(&torn, &whole[..whole.len() * eighth / 8]).unwrap();
        let store = store(&torn);
        let _ = store.settings_or_last(GUILD).await;
        match store.post(1).await {
            Ok(_) => {}
            Err(StoreError::Damaged(_)) => told += 1,
            Err(other) => panic!("{eighth}/8 of a file: {other:?}"),
        }
    }
    assert!(told > 3, "{told}");
}

#[tokio::test]
async fn a_file_that_another_program_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("datum.sqlite");
    let store = store(&path);
    save(&store).await.unwrap();
    let mut other = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    assert_eq!(save(&store).await, Err(StoreError::Locked));
    assert_eq!(store.settings(GUILD).await, Ok(some()), "it can be read meanwhile");
    other.execute("COMMIT").await.unwrap();
    assert_eq!(save(&store).await, Ok(()));
}

#[tokio::test]
async fn a_disk_that_is_full() {
    let Some(disk) = Disk::new("a_disk_that_is_full") else { return };
    let store = store(&disk.file());
    save(&store).await.unwrap();
    let mut large = post(GUILD, "manual/1", "x");
    large.parts[0].files = vec![PostFile { name: "a".into(), description: String::new(), bytes: vec![7; 4_000_000] }];
    assert_eq!(store.plan_post(&large, at(0)).await.unwrap_err(), StoreError::Full);
    assert_eq!(store.settings(GUILD).await, Ok(some()));
    let mut n = 0;
    // Fill what is left with small posts.
    let error = loop {
        n += 1;
        if let Err(error) = store.plan_post(&post(GUILD, "manual/2", &n.to_string()), at(0)).await {
            break error;
        }
    };
    assert_eq!(error, StoreError::Full);
    let posts = store.export_guild(GUILD).await.unwrap()["posts"].as_array().unwrap().len();
    assert_eq!(posts, n - 1, "all that was said to be written is there, and nothing else");
    disk.remount("size=8m");
    assert_eq!(save(&store).await, Ok(()));
}

#[tokio::test]
async fn a_disk_that_is_read_only() {
    let Some(disk) = Disk::new("a_disk_that_is_read_only") else { return };
    let first = store(&disk.file());
    save(&first).await.unwrap();
    first.close().await;
    disk.remount("ro");
    for store in [first, store(&disk.file())] {
        let error = save(&store).await.unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly | StoreError::Unreachable(_)), "{error:?}");
        let answered = store.settings_or_last(GUILD).await;
        assert!(answered == some() || answered == Settings::default());
        disk.remount("rw");
        assert_eq!(save(&store).await, Ok(()));
        store.close().await;
        disk.remount("ro");
    }
    disk.remount("rw");
}

/// A small disk in memory, for as long as the test runs.
struct Disk(PathBuf, #[allow(dead_code, reason = "it goes with the disk")] tempfile::TempDir);

impl Disk {
    /// None, and said so, where no disk can be mounted.
    fn new(what: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("\nSKIPPED: {what}: no disk can be mounted here; that takes root and the capability SYS_ADMIN\n");
            return None;
        }
        Some(Self(folder.path().to_owned(), folder))
    }

    fn file(&self) -> PathBuf {
        self.0.join("datum.sqlite")
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).output();
    }
}
