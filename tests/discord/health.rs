//! What whoever runs the bot sees of it over HTTP: whether it is well and why not, and what it has done.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{ChildStderr, Command};
use std::sync::Arc;
use std::time::Duration;

use datum::health::{self, Metrics};
use datum::sandbox::{Fault, LimitScope, Rule, Sandbox, World};
use datum::store::{Location, Store};
use serde_json::{Value, json};

use crate::process::{said, spawn};
use crate::stage::Stage;

/// How often something is asked for again until it is as it should be.
const AGAIN: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(20);

/// The listener of a bot.
pub struct Health {
    base: String,
    client: reqwest::Client,
}

impl Health {
    pub fn at(base: String) -> Self {
        Self { base, client: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    /// Opens one for a bot in this process.
    async fn of(stage: &Stage, metrics: &Arc<Metrics>) -> Self {
        let listening = health::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let base = format!("http://{}", listening.address);
        tokio::spawn(health::serve(listening, Arc::clone(metrics), stage.bot.probe()));
        Self::at(base)
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Asks whether the bot is ready until it is, or is not; then what was said.
    pub async fn until(&self, status: u16) -> Value {
        let asking = async {
            let mut again = tokio::time::interval(AGAIN);
            loop {
                again.tick().await;
                let (found, text) = self.get("/readyz").await;
                let value: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(value["ready"], found == 200, "{value:#}");
                if found == status {
                    return value;
                }
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.expect("the status in time")
    }

    pub async fn metrics(&self) -> String {
        let (status, text) = self.get("/metrics").await;
        assert_eq!(status, 200, "{text}");
        text
    }
}

/// The value of a line of metrics; none if it is not there.
pub fn value(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[tokio::test]
async fn a_bot_is_ready_until_it_does_not_hear_discord() {
    let metrics = Arc::new(Metrics::new());
    let stage = Stage::with(World::demo("Datum"), |options| options.metrics = Arc::clone(&metrics)).await;
    let health = Health::of(&stage, &metrics).await;
    assert_eq!(health.get("/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(health.get("/elsewhere").await.0, 404);
    let ready = health.until(200).await;
    assert_eq!(ready["shards"][0]["state"], "connected", "{ready:#}");
    assert_eq!(ready["database"], json!({"kind": "sqlite", "problem": null}));
    let packs = ready["packs"]["loaded"].as_array().unwrap();
    assert!(packs.iter().all(|pack| pack["figures"].as_u64() > Some(0) && pack["version"] == "1.1.0"), "{ready:#}");

    stage.sandbox.refuse_connections(true);
    stage.sandbox.drop_gateway();
    let ill = health.until(503).await;
    assert!(ill["reasons"][0].as_str().unwrap().starts_with("shard 0: "), "{ill:#}");
    assert_eq!(value(&health.metrics().await, "datum_gateway_shard_up{shard=\"0\"}"), Some(0.0));
    stage.sandbox.refuse_connections(false);
    health.until(200).await;
    let text = health.metrics().await;
    for (name, expected) in [
        ("datum_gateway_shard_up{shard=\"0\"}", 1.0),
        ("datum_gateway_connections_total{kind=\"identified\"}", 1.0),
        ("datum_gateway_connections_total{kind=\"resumed\"}", 1.0),
        ("datum_gateway_losses_total", 1.0),
        ("datum_gateway_events_total{kind=\"RESUMED\"}", 1.0),
    ] {
        assert_eq!(value(&text, name), Some(expected), "{name}\n{text}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_heartbeat_that_was_acknowledged_is_seen() {
    let stage = Stage::with_heartbeat(Duration::from_millis(200)).await;
    let health = Health::of(&stage, &Arc::default()).await;
    let seen = async {
        loop {
            let ready = health.until(200).await;
            let shard = &ready["shards"][0];
            if let Some(age) = shard["heartbeat_acknowledged_seconds_ago"].as_f64() {
                assert!(age < 20.0 && shard["heartbeat_seconds"].as_f64().is_some(), "{ready:#}");
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.unwrap();
    assert!(health.metrics().await.contains("datum_gateway_heartbeat_age_seconds{shard=\"0\"}"));
    stage.end().await;
}

#[tokio::test]
async fn a_database_that_is_gone_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none").join("datum.sqlite");
    let stage = Stage::with(World::demo("Datum"), |options| options.store = Store::new(Location::File(missing))).await;
    let health = Health::of(&stage, &Arc::default()).await;
    let ill = health.until(503).await;
    let why = ill["reasons"].to_string();
    assert!(why.contains("database: ") && why.contains("there is no folder"), "{ill:#}");
    assert_eq!(value(&health.metrics().await, "datum_database_up"), Some(0.0));
    stage.end().await;
}

#[tokio::test]
async fn what_is_counted_has_no_ids_and_nothing_that_people_wrote() {
    let metrics = Arc::new(Metrics::new());
    let stage = Stage::with(World::demo("Datum"), |options| options.metrics = Arc::clone(&metrics)).await;
    let health = Health::of(&stage, &metrics).await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let limited = Fault::rate_limited(LimitScope::User, 0.05);
    stage.sandbox.fault(Rule::new("POST", "/interactions/*/*/callback", limited));
    let shown = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    jiwoo.slash("general", "수치", &[("질의", "한국 H100 보유량")]).await.unwrap();
    alex.slash("general", "fact", &[("query", "xylophone secrets")]).await.unwrap();
    alex.click(shown.message().unwrap(), "CSV").await.unwrap();
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    stage.sandbox.send_event("INTERACTION_CREATE", json!({"id": "xylophone"}));
    stage.sandbox.send_event("SOMETHING_NEW", json!({}));
    // What came last is counted last.
    alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    let counted = async {
        let mut again = tokio::time::interval(AGAIN);
        loop {
            again.tick().await;
            let text = health.metrics().await;
            if value(&text, "datum_handling_seconds_count{kind=\"command\"}") == Some(4.0) {
                return text;
            }
        }
    };
    let text = tokio::time::timeout(PATIENCE, counted).await.expect("all is counted in time");
    for (name, expected) in [
        ("datum_questions_total{by=\"fact\",outcome=\"answer\",language=\"en\"}", 2.0),
        ("datum_questions_total{by=\"fact\",outcome=\"answer\",language=\"ko\"}", 1.0),
        ("datum_questions_total{by=\"fact\",outcome=\"none\",language=\"en\"}", 1.0),
        ("datum_questions_total{by=\"mention\",outcome=\"answer\",language=\"en\"}", 1.0),
        ("datum_handling_seconds_count{kind=\"component\"}", 1.0),
        ("datum_handling_seconds_count{kind=\"message\"}", 1.0),
        ("datum_gateway_events_total{kind=\"unreadable\"}", 1.0),
        ("datum_gateway_events_total{kind=\"unknown\"}", 1.0),
        ("datum_gateway_connections_total{kind=\"identified\"}", 1.0),
        ("datum_rest_calls_total{route=\"interaction\",status=\"429\"}", 1.0),
        ("datum_rest_limit_wait_seconds_count{kind=\"route\"}", 1.0),
        ("datum_database_up", 1.0),
        ("datum_briefs_late", 0.0),
    ] {
        assert_eq!(value(&text, name), Some(expected), "{name}\n{text}");
    }
    assert!(value(&text, "datum_pack_figures{pack=\"korea-ai-poverty\",version=\"1.1.0\"}") > Some(0.0), "{text}");
    assert!(!text.contains("xylophone") && !text.contains("SOMETHING_NEW"), "{text}");
    let labels = text.lines().filter_map(|line| line.split_once('{')?.1.split_once('}')).map(|(labels, _)| labels);
    let longest = labels.flat_map(|labels| labels.split(|c: char| !c.is_ascii_digit()).map(str::len)).max();
    assert!(longest < Some(17), "an id of Discord's has 17 digits or more: {text}");
    stage.end().await;
}

/// Reads what a program says until a line holds a text; the rest is read and dropped, so that the program never waits.
async fn line_with(stderr: ChildStderr, text: &'static str) -> String {
    let reading = tokio::task::spawn_blocking(move || {
        let mut lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let found = lines.find(|line| line.contains(text));
        std::thread::spawn(move || lines.for_each(drop));
        found
    });
    reading.await.unwrap().unwrap_or_else(|| panic!("no line with {text:?}"))
}

#[tokio::test]
async fn the_program_says_where_it_listens_and_answers_there_whoever_hangs() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (_folder, mut child) = spawn(&sandbox, &[("DATUM_HTTP", "127.0.0.1:0"), ("DATUM_LOG_FORMAT", "json")]);
    let stderr = child.0.as_mut().unwrap().stderr.take().unwrap();
    let line: Value = serde_json::from_str(&line_with(stderr, "starting").await).unwrap();
    let base = line["listeners"].as_str().unwrap().split(' ').next().unwrap().to_owned();
    sandbox.wait_for_command("fact").await.unwrap();
    let address = base.strip_prefix("http://").unwrap().to_owned();
    // Connections that ask for nothing.
    let hanging: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(&address).unwrap()).collect();
    let health = Health::at(base);
    health.until(200).await;
    let text = health.metrics().await;
    assert!(text.contains(&format!("datum_build_info{{version=\"{}\",commit=\"", env!("CARGO_PKG_VERSION"))), "{text}");
    drop(hanging);
    // The program itself can ask, where there is nothing else.
    let mut call = Command::new(env!("CARGO_BIN_EXE_datum"));
    call.args(["ready", "--address", &address]);
    let asked = tokio::task::spawn_blocking(move || (call.output().unwrap(), call)).await.unwrap();
    let (output, mut call) = asked;
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), "ready\n"));
    child.signal("-TERM");
    assert_eq!(child.ended().await.status.code(), Some(0));
    let output = call.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("nothing answers on 127.0.0.1:"), "{}", said(&output));
}

#[tokio::test]
async fn a_port_in_use_stops_the_start_with_a_sentence() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (_folder, child) = spawn(&sandbox, &[("DATUM_HTTP", &address)]);
    let output = child.ended().await;
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains(&format!("nothing can listen on {address}")), "{}", said(&output));
    assert!(sandbox.requests().is_empty(), "Discord was not called");
}
