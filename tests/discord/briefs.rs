//! Briefs: seen first, then posted once, to a new thread, a thread, or a forum; and answers taken to a thread.

use std::path::Path;
use std::sync::Arc;

use datum::app::App;
use datum::sandbox::state::permissions as p;
use datum::sandbox::{Message, Sandbox, Seen, View, World};
use datum::store::{Location, Store};
use jiff::Timestamp;

use crate::stage::{Stage, message, seen};

/// The moment of the tests: 1 September 2026, 12:00 in Seoul.
pub fn now() -> Timestamp {
    "2026-09-01T03:00:00Z".parse().unwrap()
}

/// A stage whose clock stands still, and whose bot posts only when somebody asks.
pub async fn stage(world: World, store: Store) -> Stage {
    Stage::with(world, |options| {
        options.store = store;
        options.clock = Arc::new(now);
        options.pace.by_itself = false;
    })
    .await
}

/// What somebody sees in the end, also if the bot needed a moment.
pub async fn settled(stage: &Stage, seen: &Seen) -> Message {
    stage.sandbox.settled(seen).await.unwrap()
}

/// The bot's messages in a channel, answers to commands aside; read.
pub async fn posted(stage: &Stage, channel: &str) -> Vec<Message> {
    let unread: Vec<_> = stage.sandbox.unread().iter().map(|message| message.id).collect();
    let is_posted = |sent: &Message| sent.interaction.is_none() && sent.author == stage.sandbox.bot_id();
    let sent: Vec<Message> = stage.sandbox.messages(channel).into_iter().filter(is_posted).collect();
    for one in sent.iter().filter(|one| unread.contains(&one.id)) {
        stage.sandbox.wait_for_message("", |it| it.id == one.id).await.unwrap();
    }
    sent
}

pub const THREAD: &str = "AI compute – 1 September 2026";

#[tokio::test]
async fn a_brief_is_seen_first_and_then_posted_into_a_new_thread() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("general", "brief", &[("template", "ai-compute")]).await.unwrap();
    assert!(preview.is_ephemeral());
    let shown = settled(&stage, &preview).await;
    assert!(stage.sandbox.messages(THREAD).is_empty(), "nothing is posted yet");
    let done = alex.click(&shown, "Post").await.unwrap();
    let done = settled(&stage, &done).await;
    let first = posted(&stage, "general").await;
    let rest = posted(&stage, THREAD).await;
    assert_eq!(first.len(), 1, "the thread begins at one message in the channel");
    assert!(!rest.is_empty());
    let files: Vec<&str> =
        first.iter().chain(&rest).flat_map(|one| &one.attachments).map(|file| &*file.filename).collect();
    assert!(files.contains(&"datum-ai-compute-2026-09-01.csv"), "{files:?}");
    assert!(done.text().contains("Posted"), "{}", done.text());
    // The thread has the id of its first message, which follows from the time.
    let done = done.text().replace(&first[0].id.to_string(), "ID");
    insta::assert_snapshot!(format!("{}\n===\n{done}\n===\n{}", message(&shown), first[0].text()));
    stage.end().await;
}

#[tokio::test]
async fn the_preview_gives_way_to_what_came_of_it_however_long_posting_takes() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("general", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let gate = stage.sandbox.stall("POST", "/channels/*/messages");
    let held = async {
        let told_to_wait = |body: &serde_json::Value| body["type"] == 6;
        let waits = |sandbox: &Sandbox| {
            sandbox.bodies("POST", "/interactions/*/*/callback").iter().any(told_to_wait).then_some(())
        };
        stage.sandbox.wait_for(waits).await.unwrap();
        gate.open();
    };
    let (pressed, ()) = tokio::join!(alex.click(&shown, "Post"), held);
    pressed.unwrap();
    let done = stage.sandbox.wait_for_message("general", |it| it.id == shown.id && it.text().contains("Posted")).await;
    let done = done.unwrap();
    assert!(!message(&done).contains("Post]"), "{}", message(&done));
    assert!(stage.sandbox.bodies("POST", "/webhooks/*/*").is_empty(), "nothing is said a second time");
    assert!(!posted(&stage, "general").await.is_empty() && !posted(&stage, THREAD).await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_korean_reader_sees_it_in_korean() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let jiwoo = stage.sandbox.user("Jiwoo");
    let options = [("template", "ai-talent"), ("title", "이번 주 AI 인재"), ("thread", "weekly report")];
    let preview = jiwoo.slash("general", "brief", &options).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = jiwoo.click(&shown, "올리기").await.unwrap();
    let done = settled(&stage, &done).await;
    let sent = posted(&stage, "weekly report").await;
    assert!(sent[0].text().contains("이번 주 AI 인재"), "{}", sent[0].text());
    insta::assert_snapshot!(format!("{}\n===\n{}", message(&shown), done.text()));
    stage.end().await;
}

#[tokio::test]
async fn pressed_twice_it_is_posted_once() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("weekly report", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let both = [alex.start_click(&shown, "Post").unwrap(), alex.start_click(&shown, "Post").unwrap()];
    for id in both {
        let seen = alex.answer_to(id).await.unwrap();
        settled(&stage, &seen).await;
    }
    let sent = posted(&stage, "weekly report").await;
    let tables = sent.iter().flat_map(|one| &one.attachments).filter(|file| file.filename.ends_with(".csv")).count();
    assert_eq!(tables, 1, "the table goes with one message");
    // Somebody else means the same brief, and is shown where it is.
    let jiwoo = stage.sandbox.user("Jiwoo");
    let options = [("template", "ai-compute"), ("language", "en")];
    let again = jiwoo.slash("weekly report", "brief", &options).await.unwrap();
    let again = settled(&stage, &again).await;
    let done = jiwoo.click(&again, "Post").await.unwrap();
    settled(&stage, &done).await;
    assert_eq!(posted(&stage, "weekly report").await.len(), sent.len());
    stage.end().await;
}

#[tokio::test]
async fn a_preview_is_posted_after_a_restart() {
    let store = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", store.path().join("datum.db").display());
    let open = || Store::new(Location::parse(&url.clone().into()).unwrap());
    let mut stage = stage(World::demo("Datum"), open()).await;
    let alex = stage.sandbox.user("Alex");
    let options = [("template", "ai-compute"), ("title", "Chips"), ("thread", "weekly report")];
    let preview = alex.slash("general", "brief", &options).await.unwrap();
    let shown = settled(&stage, &preview).await;
    stage.restart_with(|options| options.store = open()).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    settled(&stage, &done).await;
    assert!(posted(&stage, "weekly report").await[0].text().contains("Chips"));
    stage.end().await;
}

#[tokio::test]
async fn cancelled_is_not_posted() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("weekly report", "brief", &[("template", "ai-talent")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = alex.click(&shown, "Cancel").await.unwrap();
    assert_eq!(done.text().trim(), "Nothing was posted.");
    assert!(posted(&stage, "weekly report").await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn a_forum_gets_a_post_with_its_tags() {
    let world = World::demo("Datum").with(|state| {
        for channel in state.channels.values_mut().filter(|channel| channel.name == "briefings") {
            channel.flags |= 1 << 4;
        }
    });
    let stage = stage(world, Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let mut all = String::new();
    for (person, tag) in [(&alex, None), (&jiwoo, None), (&alex, Some("weekly, sports"))] {
        let mut options = vec![("template", "ai-compute"), ("thread", "briefings")];
        options.extend(tag.map(|tag| ("tag", tag)));
        let refused = person.slash("general", "brief", &options).await.unwrap();
        all.push_str(&format!("{}\n", seen(&refused)));
    }
    insta::assert_snapshot!(all);
    let typed = [("template", "ai-compute"), ("thread", "briefings"), ("tag", "weekly, ma")];
    let tags = alex.autocomplete("general", "brief", &typed).await.unwrap();
    assert_eq!(tags.choices().iter().map(|tag| &*tag.name).collect::<Vec<_>>(), ["weekly, markets"]);
    let options = [("template", "ai-compute"), ("thread", "briefings"), ("tag", "weekly, markets")];
    let preview = alex.slash("general", "brief", &options).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    settled(&stage, &done).await;
    assert!(!posted(&stage, THREAD).await.is_empty());
    let requests = stage.sandbox.requests();
    let made = requests.iter().find(|request| request.path.ends_with("/threads")).expect("a forum post");
    assert_eq!(made.body["applied_tags"].as_array().unwrap().len(), 2);
    stage.end().await;
}

#[tokio::test]
async fn missing_permissions_are_named_before_anything_is_posted() {
    let mut world = World::demo("Datum");
    let (guild, owner) = world.guild_named("Newsroom").unwrap();
    let closed = world.text(guild, "closed");
    world.deny_bot(closed, p::SEND_MESSAGES | p::CREATE_PUBLIC_THREADS);
    let staff = world.text(guild, "staff");
    world.deny_everyone(staff, p::SEND_MESSAGES);
    let locked = world.thread(staff, "last year", owner);
    let world = world.with(|state| {
        if let Some(thread) = state.channels.get_mut(&locked).and_then(|channel| channel.thread.as_mut()) {
            thread.locked = true;
            thread.archived = true;
        }
    });
    let stage = stage(world, Store::in_memory()).await;
    let mut all = String::new();
    for person in ["Alex", "Jiwoo"] {
        let person = stage.sandbox.user(person);
        for channel in ["closed", "staff", "last year"] {
            let options = [("template", "ai-compute"), ("thread", channel)];
            let refused = person.slash("general", "brief", &options).await.unwrap();
            all.push_str(&format!("{channel}: {}\n", seen(&refused)));
        }
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn without_embeds_it_comes_as_text_and_without_files_it_says_so() {
    let mut world = World::demo("Datum");
    let (guild, _) = world.guild_named("Newsroom").unwrap();
    let bare = world.text(guild, "bare");
    world.deny_bot(bare, p::EMBED_LINKS | p::ATTACH_FILES);
    let stage = stage(world, Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("general", "brief", &[("template", "ai-compute"), ("thread", "bare")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    assert!(
        shown.text().contains("Embed Links is missing") && shown.text().contains("Attach Files is missing"),
        "{}",
        shown.text()
    );
    let done = alex.click(&shown, "Post").await.unwrap();
    settled(&stage, &done).await;
    let mut sent = posted(&stage, "bare").await;
    sent.extend(posted(&stage, THREAD).await);
    assert!(sent.len() > 2);
    assert!(sent.iter().all(|one| one.embeds.is_empty() && one.attachments.is_empty()));
    let text: String = sent.iter().map(Message::text).collect();
    assert!(text.contains("1,961 GPUs") && text.contains("Attach Files"), "{text}");
    stage.end().await;
}

#[tokio::test]
async fn a_thread_that_is_deleted_meanwhile_is_said_to_be_gone() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview =
        alex.slash("general", "brief", &[("template", "ai-talent"), ("thread", "weekly report")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    stage.sandbox.delete_channel("weekly report");
    let done = alex.click(&shown, "Post").await.unwrap();
    let done = settled(&stage, &done).await;
    assert!(done.text().contains("The channel or thread is gone"), "{}", done.text());
    stage.end().await;
}

#[tokio::test]
async fn without_the_store_nothing_is_posted_and_questions_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    // A folder cannot be opened as a database.
    let url = format!("sqlite:{}", folder.path().display());
    let stage = stage(World::demo("Datum"), Store::new(Location::parse(&url.into()).unwrap())).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("weekly report", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    let done = settled(&stage, &done).await;
    assert!(done.text().contains("Nothing was saved"), "{}", done.text());
    assert!(posted(&stage, "weekly report").await.is_empty());
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(answer.text().contains("1,961"));
    let morgan = stage.sandbox.user("Morgan");
    let refused = morgan.slash("general", "settings language", &[("spoken", "ko")]).await.unwrap();
    let refused = settled(&stage, &refused).await;
    assert!(refused.text().contains("Nothing was saved"), "{}", refused.text());
    stage.end().await;
}

#[tokio::test]
async fn an_unknown_template_names_those_that_there_are() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let mut all = String::new();
    for person in ["Alex", "Jiwoo"] {
        let person = stage.sandbox.user(person);
        let refused = person.slash("general", "brief", &[("template", "weather")]).await.unwrap();
        let listed = person.autocomplete("general", "brief", &[("template", "")]).await.unwrap();
        all.push_str(&format!("{}\n{}\n", seen(&refused), seen(&listed)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn in_a_direct_message_a_brief_can_be_read() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("dm", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    assert!(shown.text().contains("1,961") && shown.buttons().iter().all(|button| button.label != "Post"));
    stage.end().await;
}

#[tokio::test]
async fn an_answer_is_taken_to_a_thread_once() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    let answer = answer.message().unwrap().clone();
    let which = alex.message_menu(&answer, "Post to thread").await.unwrap();
    assert_eq!(which.buttons().iter().map(|button| &*button.label).collect::<Vec<_>>(), ["#weekly report"]);
    let which_message = settled(&stage, &which).await;
    let first = alex.click(&which_message, "#weekly report").await.unwrap();
    settled(&stage, &first).await;
    let again = stage.sandbox.user("Jiwoo").message_menu(&answer, "Post to thread").await.unwrap();
    let again_message = settled(&stage, &again).await;
    let again = stage.sandbox.user("Jiwoo").click(&again_message, "#weekly report").await.unwrap();
    settled(&stage, &again).await;
    let sent = posted(&stage, "weekly report").await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].text().contains("1,961 GPUs"), "{}", sent[0].text());
    // A person's words are not repeated.
    let said = alex.say("general", "1,961").await.unwrap();
    let refused = alex.message_menu(&said, "Post to thread").await.unwrap();
    assert!(refused.text().contains("Only answers of Datum"), "{}", seen(&refused));
    stage.end().await;
}

#[tokio::test]
async fn what_was_posted_is_corrected_once_when_the_packs_change() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("datum.db").display());
    let open = || Store::new(Location::parse(&url.clone().into()).unwrap());
    let mut stage = stage(World::demo("Datum"), open()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("weekly report", "brief", &[("template", "ai-compute")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    let done = alex.click(&shown, "Post").await.unwrap();
    settled(&stage, &done).await;
    let before = posted(&stage, "weekly report").await;

    let packs = changed_packs(folder.path());
    for round in 0..2 {
        let app = App::load(std::slice::from_ref(&packs)).unwrap_or_else(|problems| panic!("{problems}"));
        stage
            .restart_with(|options| {
                options.answerer = Arc::new(app);
                options.store = open();
            })
            .await;
        if round == 0 {
            let notice =
                |it: &Message| it.text().contains("has been corrected") || it.text().contains("have been corrected");
            let told = stage.sandbox.wait_for_message("weekly report", notice).await.unwrap();
            let corrected: Vec<Message> = posted(&stage, "weekly report").await;
            let with_line =
                corrected.iter().filter(|one| one.id != told.id && one.text().contains("Corrected on")).count();
            assert_eq!(with_line, 1);
            assert_eq!(corrected.len(), before.len() + 1);
            insta::assert_snapshot!(told.text());
        } else {
            stage.sandbox.quiesce(std::time::Duration::from_millis(300)).await;
            assert_eq!(posted(&stage, "weekly report").await.len(), before.len() + 1, "nothing is corrected twice");
        }
    }
    stage.end().await;
}

/// A copy of a built-in pack with another value.
fn changed_packs(folder: &Path) -> std::path::PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/korea-ai-poverty");
    let to = folder.join("korea-ai-poverty");
    std::fs::create_dir(&to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        if path.ends_with("figures.csv") {
            let text = String::from_utf8(bytes).unwrap();
            bytes = text.replace("h100-units-held,kr,1961,", "h100-units-held,kr,1962,").into_bytes();
        }
        std::fs::write(to.join(path.file_name().unwrap()), bytes).unwrap();
    }
    to
}

#[tokio::test]
async fn a_private_preview_shows_the_whole_brief_as_a_file() {
    let stage = stage(World::demo("Datum"), Store::in_memory()).await;
    let alex = stage.sandbox.user("Alex");
    let preview = alex.slash("general", "brief", &[("template", "korea-ai-poverty")]).await.unwrap();
    let shown = settled(&stage, &preview).await;
    assert!(matches!(preview.view, View::Message(_)) || preview.is_thinking());
    let file = shown.attachments.iter().find(|file| file.filename.ends_with(".txt")).expect("a file");
    let text = String::from_utf8(file.bytes.to_vec()).unwrap();
    assert!(text.contains("== People ==") && text.contains("[1]"), "{text}");
    stage.end().await;
}
