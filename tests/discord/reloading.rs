//! Packs that are loaded anew while the bot runs: questions under way keep what they began with, conversations and buttons go
//! on, posted figures are corrected, and what cannot be loaded changes nothing.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use datum::app::App;
use datum::chart::{ChartError, Fonts, Picture};
use datum::discord::Pictures;
use datum::pack::Catalog;
use datum::query::Answer;
use datum::sandbox::{Message, Sandbox, World};

use crate::health::{Health, value};
use crate::process::spawn;
use crate::stage::{PICTURES, Stage, seen};

pub const QUESTION: [(&str, &str); 1] = [("query", "H100 count of Korea")];

/// A copy of a built-in pack.
pub fn copy(into: &Path) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/korea-ai-poverty");
    let to = into.join("korea-ai-poverty");
    std::fs::create_dir(&to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
    to
}

/// Changes the value of the figure that the questions are about.
pub fn revise(pack: &Path, from: &str, to: &str) {
    let path = pack.join("figures.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let (old, new) = (format!("h100-units-held,kr,{from},"), format!("h100-units-held,kr,{to},"));
    assert!(text.contains(&old), "the figure is {from}");
    std::fs::write(&path, text.replace(&old, &new)).unwrap();
}

fn load(pack: &Path) -> Arc<App> {
    Arc::new(App::load(&[pack.to_owned()]).unwrap_or_else(|problems| panic!("{problems}")))
}

#[tokio::test]
async fn what_was_posted_is_corrected_and_conversations_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let pack = copy(folder.path());
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let shown = alex.slash("general", "fact", &QUESTION).await.unwrap();
    let which = alex.message_menu(shown.message().unwrap(), "Post to thread").await.unwrap();
    let which = stage.sandbox.settled(&which).await.unwrap();
    let done = alex.click(&which, "#weekly report").await.unwrap();
    stage.sandbox.settled(&done).await.unwrap();
    stage.sandbox.wait_for_message("weekly report", |it| it.text().contains("1,961")).await.unwrap();

    revise(&pack, "1961", "1962");
    stage.bot.packs().replace(load(&pack));
    let corrected = |it: &Message| it.text().contains("Corrected on") && it.text().contains("1,962");
    stage.sandbox.wait_for_message("weekly report", corrected).await.unwrap();
    stage.sandbox.wait_for_message("weekly report", |it| it.text().contains("has been corrected")).await.unwrap();
    // What was last said is still what is spoken of, and the button under it works, both with the new figures.
    let source = alex.say("general", "@Datum how about Microsoft?").await.unwrap();
    let reply = stage.sandbox.wait_for_message("general", |it| it.reference == Some(source.id)).await.unwrap();
    assert!(reply.text().contains("Microsoft") && reply.text().contains("Still about"), "{}", reply.text());
    let file = alex.click(shown.message().unwrap(), "CSV").await.unwrap();
    let bytes = file.message().unwrap().attachments[0].bytes.to_vec();
    assert!(String::from_utf8(bytes).unwrap().contains(",1962,"), "{}", seen(&file));
    stage.end().await;
}

/// Where a picture that is being drawn says so, and where it waits.
static DRAWING: Mutex<Option<(Sender<()>, Receiver<()>)>> = Mutex::new(None);

/// Draws after somebody has said so.
fn draw_late(answer: &Answer, catalog: &Catalog, fonts: &Fonts) -> Result<Picture, ChartError> {
    if let Some((begun, go_on)) = DRAWING.lock().unwrap().take() {
        begun.send(()).unwrap();
        go_on.recv().unwrap();
    }
    (PICTURES.draw)(answer, catalog, fonts)
}

#[tokio::test]
async fn a_question_under_way_is_answered_from_the_packs_that_it_began_with() {
    let folder = tempfile::tempdir().unwrap();
    let pack = copy(folder.path());
    revise(&pack, "1961", "1962");
    let others = load(&pack);
    let pictures = Pictures { draw: draw_late, ..PICTURES };
    let stage = Stage::with(World::demo("Datum"), |options| options.pictures = pictures).await;
    let alex = stage.sandbox.user("Alex");
    let (begun, has_begun) = channel();
    let (go_on, waits) = channel();
    *DRAWING.lock().unwrap() = Some((begun, waits));
    let asked =
        alex.start_slash("general", "compare", &[("first", "Microsoft H100"), ("second", "Korea H100")]).unwrap();
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
    stage.bot.packs().replace(others);
    // Others are answered from the new ones meanwhile.
    let jiwoo = stage.sandbox.user("Jiwoo");
    let now = jiwoo.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(now.text().contains("1,962"), "{}", seen(&now));
    go_on.send(()).unwrap();
    let first = alex.answer_to(asked).await.unwrap();
    let first = stage.sandbox.settled(&first).await.unwrap();
    assert!(first.text().contains("1,961") && !first.text().contains("1,962"), "{}", first.text());
    let alt = first.attachments[0].description.clone().unwrap();
    assert!(alt.contains("about 76 times"), "{alt}");
    stage.end().await;
}

/// The lines that a program writes, as they come.
struct Lines(tokio::sync::mpsc::UnboundedReceiver<String>);

impl Lines {
    fn of(child: &mut crate::process::Process) -> Self {
        let stderr = child.0.as_mut().unwrap().stderr.take().unwrap();
        let (lines, heard) = tokio::sync::mpsc::unbounded_channel();
        std::thread::spawn(move || {
            BufReader::new(stderr).lines().map_while(Result::ok).all(|line| lines.send(line).is_ok())
        });
        Self(heard)
    }

    async fn with(&mut self, text: &str) -> String {
        let reading = async {
            while let Some(line) = self.0.recv().await {
                if line.contains(text) {
                    return line;
                }
            }
            panic!("the program ended before it said {text:?}");
        };
        tokio::time::timeout(Duration::from_secs(60), reading).await.unwrap_or_else(|_| panic!("no {text:?} in time"))
    }
}

#[tokio::test]
async fn a_signal_loads_packs_anew_while_questions_run_and_a_broken_folder_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let pack = copy(folder.path());
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let variables = [("DATUM_PACKS", pack.to_str().unwrap()), ("DATUM_HTTP", "127.0.0.1:0")];
    let (_folder, mut child) = spawn(&sandbox, &variables);
    let mut lines = Lines::of(&mut child);
    let line = lines.with("starting").await;
    let address = line.split_once("listeners=\"").unwrap().1.split(' ').next().unwrap();
    let health = Health::at(address.to_owned());
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    let ask = async |expected: &[&str]| {
        let reply = alex.slash("general", "fact", &QUESTION).await.unwrap().text();
        assert!(expected.iter().any(|value| reply.contains(value)), "{expected:?}: {reply}");
        reply
    };
    ask(&["1,961"]).await;

    revise(&pack, "1961", "1962");
    child.signal("-HUP");
    // Every question meanwhile is answered, from the one or from the other.
    let mut answered = 0;
    while !ask(&["1,961", "1,962"]).await.contains("1,962") {
        answered += 1;
    }
    assert!(answered > 0, "questions were answered while the packs were loaded");
    let line = lines.with("loaded anew").await;
    assert!(line.contains("korea-ai-poverty 1.1.0") && line.contains("SIGHUP"), "{line}");

    revise(&pack, "1962", "1x962");
    child.signal("-HUP");
    let line = lines.with("not loaded anew").await;
    assert!(line.contains("korea-ai-poverty/figures.csv:"), "{line}");
    ask(&["1,962"]).await;
    // It is ready all the same, and says what is wrong.
    let ready = health.until(200).await;
    assert!(ready["packs"]["problem"].as_str().unwrap().contains("figures.csv:"), "{ready:#}");
    let text = health.metrics().await;
    assert_eq!(value(&text, "datum_pack_reloads_total{kind=\"taken\"}"), Some(1.0), "{text}");
    assert_eq!(value(&text, "datum_pack_reloads_total{kind=\"refused\"}"), Some(1.0), "{text}");

    revise(&pack, "1x962", "1963");
    child.signal("-HUP");
    lines.with("loaded anew").await;
    ask(&["1,963"]).await;
    child.signal("-TERM");
    assert_eq!(child.ended().await.status.code(), Some(0));
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn a_watched_folder_is_loaded_anew_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let pack = copy(folder.path());
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let variables = [("DATUM_PACKS", pack.to_str().unwrap()), ("DATUM_PACKS_WATCH", "1")];
    let (_folder, mut child) = spawn(&sandbox, &variables);
    let mut lines = Lines::of(&mut child);
    sandbox.wait_for_command("fact").await.unwrap();
    revise(&pack, "1961", "1962");
    let line = lines.with("loaded anew").await;
    assert!(line.contains("a change in a folder"), "{line}");
    let reply = sandbox.user("Alex").slash("general", "fact", &QUESTION).await.unwrap();
    assert!(reply.text().contains("1,962"), "{}", seen(&reply));
    child.signal("-TERM");
    assert_eq!(child.ended().await.status.code(), Some(0));
}
