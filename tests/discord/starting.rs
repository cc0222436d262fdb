//! What an operator sees before and at the start: the version, the check of the settings, secrets in files, and the one
//! line that says what runs.

use std::path::Path;
use std::process::Command;

use datum::sandbox::{Sandbox, World};

use crate::process::{Process, datum, said, spawn};

const TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.G1x2y3.abcdefghijklmnopqrstuvwxyz-_0123456789AB";

/// A file that only its owner can read.
fn secret(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    chmod("600", &path);
    path.display().to_string()
}

fn chmod(mode: &str, path: &Path) {
    assert!(Command::new("chmod").arg(mode).arg(path).status().unwrap().success());
}

/// A call of the program other than `run`, to its end.
fn call(arguments: &[&str], variables: &[(&str, &str)]) -> (tempfile::TempDir, i32, String) {
    let (folder, prepared) = datum(variables);
    let mut command = Command::new(prepared.get_program());
    command.args(arguments).current_dir(folder.path()).env_clear().envs(variables.iter().copied());
    let output = command.output().unwrap();
    (folder, output.status.code().unwrap(), said(&output))
}

#[test]
fn the_version_names_the_commit_and_the_packs() {
    let (_, code, said) = call(&["--version"], &[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with(&format!("datum {} (commit ", env!("CARGO_PKG_VERSION"))), "{said}");
    assert!(said.contains("\npacks: ") && said.contains("ai-compute ") && said.contains(" figures)\n"), "{said}");
}

#[test]
fn a_check_of_good_settings_changes_nothing() {
    let secrets = tempfile::tempdir().unwrap();
    let token = secret(secrets.path(), "discord_token", &format!("{TOKEN}\n"));
    let credentials = secrets.path().display().to_string();
    for given in [("DISCORD_TOKEN_FILE", token.as_str()), ("CREDENTIALS_DIRECTORY", credentials.as_str())] {
        let (folder, code, said) = call(&["config", "check"], &[given, ("DATUM_HTTP", "127.0.0.1:0")]);
        assert_eq!(code, 0, "{said}");
        for line in ["settings: all", "packs: ", "database: SQLite file datum.sqlite, empty", "fonts: ", "health and"] {
            assert!(said.contains(&format!("\n{line}")), "{line}: {said}");
        }
        assert!(!said.contains(TOKEN) && !said.contains("warning"), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
    }
}

#[test]
fn a_check_tells_all_problems_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let token = secret(folder.path(), "token", &format!("{TOKEN}\n{TOKEN}\n"));
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let database = secret(folder.path(), "url", &format!("sqlite:{}/none/datum.sqlite", folder.path().display()));
    chmod("644", Path::new(&database));
    let (_, code, said) = call(
        &["config", "check"],
        &[
            ("DISCORD_TOKEN_FILE", &token),
            ("DATUM_PACKS", empty.to_str().unwrap()),
            ("DATABASE_URL_FILE", &database),
            ("DATUM_SHARDS", "4/4"),
            ("DATUM_LOG", "loud"),
        ],
    );
    assert_eq!(code, 2, "{said}");
    for part in [
        "more than one line",
        "DATUM_SHARDS must be",
        "DATUM_LOG must be",
        "empty",
        "there is no folder",
        "which holds DATABASE_URL, can be read by everybody",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains(TOKEN) && !said.contains("DISCORD_TOKEN is not set"), "{said}");
}

#[tokio::test]
async fn the_start_says_in_one_line_what_runs() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let secrets = tempfile::tempdir().unwrap();
    let token = secret(secrets.path(), "token", &format!("{}\r\n", sandbox.token()));
    chmod("644", Path::new(&token));
    let (folder, child) =
        spawn(&sandbox, &[("DISCORD_TOKEN", ""), ("DISCORD_TOKEN_FILE", &token), ("DATUM_SHARDS", "0/1")]);
    sandbox.wait_for_command("fact").await.unwrap();
    child.signal("-TERM");
    let said = said(&child.ended().await);
    let line = said.lines().find(|line| line.contains("starting")).unwrap_or_else(|| panic!("{said}"));
    let database = format!("SQLite file datum.sqlite, schema {}", datum::store::MIGRATIONS.len());
    for part in ["version=", "commit=", "packs=", "figures)", &database, "0-0/1", "listeners="] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(said.contains("which holds DISCORD_TOKEN, can be read by everybody"), "{said}");
    let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.collect::<Vec<_>>(), ["datum.sqlite"], "the file is whole by itself at the end");
}

#[tokio::test]
async fn a_secret_that_is_given_twice_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let token = secret(folder.path(), "token", TOKEN);
    let (_folder, mut command) = datum(&[("DISCORD_TOKEN", TOKEN), ("DISCORD_TOKEN_FILE", &token)]);
    let output = Process(Some(command.spawn().unwrap())).ended().await;
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(said(&output), @"DISCORD_TOKEN is given twice, by DISCORD_TOKEN and by DISCORD_TOKEN_FILE: remove one of them");
}
