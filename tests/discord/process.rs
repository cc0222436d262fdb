//! The program itself: `datum run` as a process, with its exit status and what it says.

use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use datum::sandbox::{Rule, Sandbox, World};
use tokio::time::MissedTickBehavior;

/// The program, with nothing in its environment but what is given.
pub fn datum(variables: &[(&str, &str)]) -> (tempfile::TempDir, Command) {
    // A folder of its own, so that no `.env` is read by accident.
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.arg("run").current_dir(folder.path()).env_clear().envs(variables.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (folder, command)
}

pub fn spawn(sandbox: &Sandbox, more: &[(&str, &str)]) -> (tempfile::TempDir, Process) {
    let (token, proxy) = (sandbox.token(), sandbox.rest_url());
    let mut variables = vec![("DISCORD_TOKEN", token.as_str()), ("DISCORD_PROXY", proxy.as_str())];
    variables.extend(more);
    let (folder, mut command) = datum(&variables);
    (folder, Process(Some(command.spawn().unwrap())))
}

/// Everything that the program said.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A program that was started. It does not outlive its test.
pub struct Process(pub Option<Child>);

impl Process {
    pub fn signal(&self, signal: &str) {
        let id = self.0.as_ref().unwrap().id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end.
    pub async fn ended(mut self) -> Output {
        let child = self.0.take().unwrap();
        tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
        }
    }
}

#[tokio::test]
async fn all_problems_of_the_settings_are_told_at_once() {
    let token = "this-is-not-a-token";
    let (folder, mut command) =
        datum(&[("DISCORD_TOKEN", token), ("DATUM_DEV_GILD", "1"), ("DATUM_LOG_FORMAT", "xml")]);
    std::fs::write(folder.path().join(".env"), "DATUM_KOREAN_NAMES=perhaps\n").unwrap();
    let output = Process(Some(command.spawn().unwrap())).ended().await;
    assert_eq!(output.status.code(), Some(2));
    assert!(!said(&output).contains(token));
    insta::assert_snapshot!(said(&output));
}

#[tokio::test]
async fn without_a_token_it_says_where_to_get_one() {
    let (_folder, mut command) = datum(&[]);
    let output = Process(Some(command.spawn().unwrap())).ended().await;
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(said(&output));
}

#[tokio::test]
async fn a_token_that_discord_does_not_accept_ends_it() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let token = "MTIz.abcdef.ghijkl-mnopq";
    let (_folder, child) = spawn(&sandbox, &[("DISCORD_TOKEN", token)]);
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("DISCORD_TOKEN"), "{}", said(&output));
    assert!(!said(&output).contains(token));
}

#[tokio::test]
async fn each_fatal_close_code_ends_it_with_a_sentence() {
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
        sandbox.close_on_identify(Some(code));
        // Even if the log is off, the code is noticed.
        let (_folder, child) = spawn(&sandbox, &[("DATUM_LOG", "off")]);
        let output = child.ended().await;
        assert_eq!(output.status.code(), Some(1), "{code}: {}", said(&output));
        assert!(said(&output).contains(&format!("close code {code}")), "{code}: {}", said(&output));
        assert_eq!(sandbox.gateway_counts().identifies, 1, "{code} is not tried again");
    }
}

#[tokio::test]
async fn after_a_close_as_not_identified_it_connects_anew() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(&sandbox, &[]);
    sandbox.wait_for_command("fact").await.unwrap();
    // The code may mean that the session is gone; then there is none to resume.
    sandbox.refuse_resume(true);
    sandbox.close_gateway(4003);
    let again = |sandbox: &Sandbox| (sandbox.gateway_counts().identifies == 2).then_some(());
    sandbox.wait_for(again).await.unwrap();
    sandbox.wait_until_ready().await.unwrap();
    let alex = sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(!reply.text().is_empty());
    child.signal("-TERM");
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("close code 4003"), "{}", said(&output));
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn a_level_spelt_as_elsewhere_does_not_silence_the_log() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(&sandbox, &[("DATUM_LOG", "warning")]);
    sandbox.wait_for_command("fact").await.unwrap();
    sandbox.send_event("INTERACTION_CREATE", serde_json::json!({"id": "xylophone"}));
    sandbox.send_event("SOMETHING_NEW", serde_json::json!({"anything": "xylophone"}));
    let alex = sandbox.user("Alex");
    alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    child.signal("-TERM");
    let said = said(&child.ended().await);
    assert!(said.contains("could not be read") && said.contains("INTERACTION_CREATE"), "{said}");
    assert!(!said.contains("SOMETHING_NEW") && !said.contains("xylophone") && !said.contains("INFO"), "{said}");
}

#[tokio::test]
async fn it_answers_names_its_invitation_and_never_its_token() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(
        &sandbox,
        &[("DATUM_LOG", "trace,serenity=trace,serenity::gateway::ws=trace"), ("DATUM_LOG_FORMAT", "json")],
    );
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(!reply.text().is_empty());
    child.signal("-TERM");
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("https://discord.com/oauth2/authorize?client_id="));
    assert!(!said(&output).contains(&sandbox.token()), "the token is in the log");
    sandbox.assert_no_unread();
}

#[tokio::test]
async fn the_usual_log_holds_nothing_that_people_wrote() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(&sandbox, &[]);
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    alex.slash("general", "fact", &[("query", "xylophone secrets of Korea")]).await.unwrap();
    let asked = alex.say("general", "@Datum xylophone secrets of Korea").await.unwrap();
    sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    sandbox.send_raw("{\"op\": 0, \"xylophone\": ");
    alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    child.signal("-TERM");
    let output = child.ended().await;
    assert!(!said(&output).contains("xylophone"), "{}", said(&output));
    assert!(said(&output).contains("could not be read"), "a broken frame is noted: {}", said(&output));
}

#[tokio::test]
async fn told_to_stop_it_finishes_what_is_under_way() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(&sandbox, &[]);
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    let gate = sandbox.stall("POST", "/interactions/*/*/callback");
    let asked = alex.start_slash("general", "fact", &[("query", "H100 count of Korea")]).unwrap();
    let begun = |sandbox: &Sandbox| (!sandbox.bodies("POST", "/interactions/*/*/callback").is_empty()).then_some(());
    sandbox.wait_for(begun).await.unwrap();
    let told = Instant::now();
    child.signal("-TERM");
    gate.open();
    let reply = alex.answer_to(asked).await.unwrap();
    assert!(!reply.text().is_empty());
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}

#[tokio::test]
async fn told_to_stop_it_answers_what_still_arrives() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, child) = spawn(&sandbox, &[]);
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    // One answer hangs, so that the end takes a while.
    let gate = sandbox.stall("POST", "/channels/*/messages");
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    let begun = |sandbox: &Sandbox| sandbox.requests().last().filter(|it| it.status == 0).map(|_| ());
    sandbox.wait_for(begun).await.unwrap();
    child.signal("-TERM");
    let mut sent = Vec::new();
    let mut pace = tokio::time::interval(Duration::from_millis(5));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // Until Discord knows that the bot is gone.
    while let Ok(interaction) = alex.start_slash("general", "fact", &[("query", "H100 count of Korea")]) {
        sent.push(interaction);
        pace.tick().await;
        assert!(sent.len() < 1_000, "the gateway is not closed");
    }
    gate.open();
    for interaction in &sent {
        let reply = alex.answer_to(*interaction).await.unwrap();
        assert!(!reply.text().is_empty(), "one of {} was swallowed", sent.len());
    }
    sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    assert_eq!(child.ended().await.status.code(), Some(0));
}

#[tokio::test]
async fn told_to_stop_it_ends_in_time_whatever_hangs() {
    for hanging in ["a reply", "the gateway's address"] {
        let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
        let mut gates = Vec::new();
        if hanging == "the gateway's address" {
            gates.push(sandbox.stall("GET", "/gateway/bot"));
        }
        let (_folder, child) = spawn(&sandbox, &[]);
        if hanging == "a reply" {
            sandbox.wait_for_command("fact").await.unwrap();
            gates.push(sandbox.stall("POST", "/channels/*/messages"));
            sandbox.user("Alex").say("general", "@Datum H100 count of Korea").await.unwrap();
        }
        let begun = |sandbox: &Sandbox| sandbox.requests().last().filter(|it| it.status == 0).map(|_| ());
        sandbox.wait_for(begun).await.unwrap();
        let told = Instant::now();
        child.signal("-INT");
        let output = child.ended().await;
        assert_eq!(output.status.code(), Some(0), "{hanging}: {}", said(&output));
        assert!(told.elapsed() < Duration::from_secs(5), "{hanging}: {:?}", told.elapsed());
        drop(gates);
    }
}

#[tokio::test]
async fn a_bad_pack_stops_the_start() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (_folder, child) = spawn(&sandbox, &[("DATUM_PACKS", folder.path().to_str().unwrap())]);
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!said(&output).is_empty());
    assert!(sandbox.requests().is_empty(), "Discord was not called");
}

#[tokio::test]
async fn what_cannot_be_reached_is_tried_again() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    sandbox.fault(Rule::new("GET", "/gateway/bot", datum::sandbox::Fault::status(503)).times(2));
    let (_folder, child) = spawn(&sandbox, &[]);
    sandbox.wait_for_command("fact").await.unwrap();
    child.signal("-TERM");
    assert_eq!(child.ended().await.status.code(), Some(0));
}

#[tokio::test]
async fn alone_it_holds_a_conversation_from_a_pipe() {
    use std::io::Write as _;
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("/fact query:H100 count of Korea\n@Datum 국내 H100 몇 개야?\n".as_bytes()).unwrap();
    // The end of the input is the end of the conversation.
    drop(input);
    let output = Process(Some(child)).ended().await;
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("1,961 GPUs") && said.contains("1,961개"), "{said}");
}

#[tokio::test]
async fn two_processes_with_the_same_shard_answer_once_and_one_of_them_says_so() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_one_folder, one) = spawn(&sandbox, &[("DATUM_SHARDS", "0/1")]);
    let (_other_folder, other) = spawn(&sandbox, &[("DATUM_SHARDS", "0/1")]);
    sandbox.wait_for(|it| (it.gateway_counts().identifies >= 2).then_some(())).await.unwrap();
    sandbox.wait_for_command("fact").await.unwrap();
    let alex = sandbox.user("Alex");
    let callbacks = |it: &Sandbox| it.requests().iter().filter(|request| request.path.ends_with("/callback")).count();
    for number in 1..=5 {
        let seen = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
        assert!(seen.text().contains("1,961"), "{}", seen.text());
        // Both have tried; one came too late.
        sandbox.wait_for(|it| (callbacks(it) >= 2 * number).then_some(())).await.unwrap();
    }
    let said_first = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    let posts = |it: &Sandbox| {
        it.requests().iter().filter(|request| request.method == "POST" && request.path.ends_with("/messages")).count()
    };
    sandbox.wait_for(|it| (posts(it) >= 2).then_some(())).await.unwrap();
    let replies = sandbox.messages("general").into_iter().filter(|it| it.reference == Some(said_first.id)).count();
    assert_eq!(replies, 1, "a message is answered once");
    let mut logs = String::new();
    for child in [one, other] {
        child.signal("-TERM");
        logs.push_str(&said(&child.ended().await));
    }
    assert!(logs.contains("runs the same shard"), "{logs}");
}
