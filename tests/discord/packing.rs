//! `/pack`: what those who run the bot see of its packs and how they load them anew; and that nobody else does.

use std::path::{Path, PathBuf};

use datum::sandbox::{Actor, ActorError, Fault, Rule, Sandbox, World};

use crate::process::{Process, spawn};
use crate::reloading::{QUESTION, copy, revise};
use crate::stage::{Stage, seen};

/// The program with one pack from a folder.
struct Run {
    sandbox: Sandbox,
    child: Process,
    pack: PathBuf,
    _folders: [tempfile::TempDir; 2],
}

impl Run {
    async fn new(more: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pack = copy(folder.path());
        let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
        let mut variables = vec![("DATUM_PACKS", pack.to_str().unwrap())];
        variables.extend(more);
        let (own, child) = spawn(&sandbox, &variables);
        sandbox.wait_for_command("pack").await.unwrap();
        Self { sandbox, child, pack, _folders: [folder, own] }
    }

    async fn told(&self, actor: &Actor, command: &str) -> String {
        let reply = actor.slash("general", command, &[]).await.unwrap();
        let reply = self.sandbox.settled(&reply).await.unwrap();
        assert!(reply.is_ephemeral(), "{}", reply.text());
        let mut text = without_time(&reply.text());
        for file in &reply.attachments {
            text.push_str(&format!("\n[{}]\n{}", file.filename, String::from_utf8_lossy(&file.bytes)));
        }
        text
    }

    async fn end(self) {
        self.child.signal("-TERM");
        assert_eq!(self.child.ended().await.status.code(), Some(0));
    }
}

fn without_time(text: &str) -> String {
    regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC").unwrap().replace_all(text, "TIME").into_owned()
}

/// Writes another version into a pack.
fn raise(pack: &Path, from: &str, to: &str) {
    let path = pack.join("datapackage.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let (old, new) = (format!("\"version\": \"{from}\""), format!("\"version\": \"{to}\""));
    assert!(text.contains(&old), "the pack has version {from}");
    std::fs::write(&path, text.replacen(&old, &new, 1)).unwrap();
}

#[tokio::test]
async fn the_operator_sees_what_would_change_and_loads_it() {
    let run = Run::new(&[]).await;
    let morgan = run.sandbox.user("Morgan");
    let mut all = String::new();
    let mut note = async |what: &str, command: &str| {
        let told = run.told(&morgan, command).await;
        all.push_str(&format!("== {what}: /{command}\n{told}\n\n"));
        told
    };
    note("at the start", "pack status").await;
    note("nothing is different", "pack diff").await;
    revise(&run.pack, "1961", "1962");
    raise(&run.pack, "1.1.0", "1.2.0");
    note("a figure is revised", "pack diff").await;
    // A look changes nothing.
    let asked = morgan.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(asked.text().contains("1,961"), "{}", seen(&asked));
    let told = note("it is taken", "pack reload").await;
    assert!(told.contains("1961 → 1962"), "{told}");
    let asked = morgan.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(asked.text().contains("1,962"), "{}", seen(&asked));
    revise(&run.pack, "1962", "1x962");
    note("a figure is none", "pack diff").await;
    note("it is refused", "pack reload").await;
    note("and the state says why", "pack status").await;
    let asked = morgan.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(asked.text().contains("1,962"), "{}", seen(&asked));
    insta::assert_snapshot!(all);
    run.end().await;
}

#[tokio::test]
async fn nobody_else_may_look_or_load() {
    // By the settings Jiwoo runs the bot, and the owner of the application does not.
    let world = World::demo("Datum");
    let sandbox = Sandbox::start(world).await.unwrap();
    let jiwoo = sandbox.user("Jiwoo").id();
    let stage = Stage::in_sandbox(sandbox, |options| options.operators = vec![jiwoo]).await;
    let (alex, morgan) = (stage.sandbox.user("Alex"), stage.sandbox.user("Morgan"));
    let hidden = alex.slash("general", "pack status", &[]).await;
    assert!(matches!(hidden, Err(ActorError::UnknownCommand(_))), "{hidden:?}");
    let refused = morgan.slash("general", "pack status", &[]).await.unwrap();
    assert!(refused.is_ephemeral());
    insta::assert_snapshot!(seen(&refused), @r"
    [only you see this]
    This command is for those who run Datum.
    ");
    stage.end().await;
}

#[tokio::test]
async fn without_an_owner_or_a_reader_of_packs_it_is_said() {
    let stage = Stage::new().await;
    let morgan = stage.sandbox.user("Morgan");
    let told = morgan.slash("general", "pack reload", &[]).await.unwrap();
    insta::assert_snapshot!(seen(&told), @r"
    [only you see this]
    This bot was started in a way that loads no packs anew, or several calls wait for that already.
    ");
    let gone = Rule::new("GET", "/oauth2/applications/@me", Fault::json(403, 50_001, "Missing Access"));
    stage.sandbox.fault(gone);
    let told = morgan.slash("general", "pack status", &[]).await.unwrap();
    insta::assert_snapshot!(seen(&told), @r"
    [only you see this]
    Discord did not say who owns this application. Try again in a minute, or name who runs the bot in DATUM\_OPERATORS.
    ");
    stage.end().await;
}
