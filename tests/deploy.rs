//! What is in `deploy` and in the release: everything is read by whoever it is for, as far as the machine has them, and names
//! only settings and metrics that there are.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use datum::config::VARIABLES;
use datum::health::{self, Database, Metrics, Pack, Packs, Probe, Report, Shard, Waited};
use datum::sandbox::{Sandbox, World};
use futures_util::future::BoxFuture;
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file of YAML as the same values that JSON has.
fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn list(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Runs a tool of the machine; none, and said so, if it is not there.
fn tool(name: &str, arguments: &[&str]) -> Option<Output> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) => {
            note(&format!("SKIPPED: {name} cannot be called ({error})"));
            None
        }
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn containers_have_no_rights_and_their_secrets_in_files() {
    let compose = yaml("deploy/compose.yaml");
    let datum = &compose["services"]["datum"];
    assert_eq!(datum["read_only"], true);
    assert_eq!(datum["user"], "65532:65532");
    assert_eq!(list(&datum["cap_drop"]).collect::<Vec<_>>(), ["ALL"]);
    assert!(list(&datum["security_opt"]).any(|option| option == "no-new-privileges:true"));
    assert!(list(&datum["ports"]).all(|port| port.starts_with("127.0.0.1:")), "{datum:#}");
    let declared = compose["secrets"].as_object().unwrap();
    for service in compose["services"].as_object().unwrap().values() {
        assert!(list(&service["secrets"]).all(|secret| declared.contains_key(secret)), "{service:#}");
        for (name, value) in service["environment"].as_object().unwrap() {
            assert!(!["PASSWORD", "TOKEN", "URL"].iter().any(|secret| name.ends_with(secret)), "{name}");
            let file = name.ends_with("_FILE");
            let secret = value.as_str().and_then(|value| value.strip_prefix("/run/secrets/"));
            assert_eq!(file, secret.is_some_and(|secret| declared.contains_key(secret)), "{name}");
        }
    }
    let known: Vec<&str> = VARIABLES.iter().map(|variable| variable.name).collect();
    for name in datum["environment"].as_object().unwrap().keys() {
        assert!(known.contains(&name.as_str()), "{name} is no setting");
    }
    let build = &datum["build"];
    let file =
        root().join("deploy").join(build["context"].as_str().unwrap()).join(build["dockerfile"].as_str().unwrap());
    let containerfile = std::fs::read_to_string(file).unwrap();
    assert!(containerfile.contains("\nUSER 65532:65532\n") && containerfile.contains("\nCMD [\"run\"]\n"));
    // What the image is built from must not hold what is secret or large.
    let ignored = text("deploy/Containerfile.dockerignore");
    for name in [".git", ".env", "target", "deploy"] {
        assert!(ignored.lines().any(|line| line == name), "{name}");
    }
}

/// A copy of the unit that starts the program of this build.
fn unit(folder: &Path) -> PathBuf {
    let unit = text("deploy/datum.service").replace("/usr/local/bin/datum", env!("CARGO_BIN_EXE_datum"));
    let path = folder.join("datum.service");
    std::fs::write(&path, unit).unwrap();
    path
}

#[test]
fn the_unit_is_understood_by_systemd_and_reaches_little() {
    let folder = tempfile::tempdir().unwrap();
    let path = unit(folder.path()).display().to_string();
    let Some(output) = tool("systemd-analyze", &["verify", "--man=no", "--recursive-errors=no", &path]) else { return };
    assert!(output.status.success() && said(&output).trim().is_empty(), "{}", said(&output));
    // In tenths of "exposure": a service without any limits has 96.
    let Some(output) = tool("systemd-analyze", &["security", "--offline=true", "--threshold=20", &path]) else {
        return;
    };
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn the_unit_names_the_secrets_that_are_read() {
    let unit = text("deploy/datum.service");
    for credential in ["LoadCredential=discord_token:", "LoadCredential=database_url:"] {
        assert!(unit.contains(credential), "{credential}");
    }
    assert!(!unit.lines().any(|line| line.starts_with("Environment=")), "settings stand in a file");
}

#[test]
fn a_release_has_programs_for_both_machines_with_checksums_and_contents() {
    let workflow = yaml(".github/workflows/release.yml");
    let machines = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    let targets: Vec<&str> = machines.iter().filter_map(|machine| machine["target"].as_str()).collect();
    assert_eq!(targets, ["x86_64-unknown-linux-musl", "aarch64-unknown-linux-musl"]);
    let steps: Vec<String> = workflow["jobs"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|job| job["steps"].as_array().unwrap())
        .filter_map(|step| step["run"].as_str().map(str::to_owned))
        .collect();
    for part in [".ci/run", "--locked", "cargo cyclonedx", "sha256sum", "gh release create"] {
        assert!(steps.iter().any(|step| step.contains(part)), "{part}");
    }
    // Each step is a script that the shell can read.
    for step in &steps {
        let Some(output) = tool("bash", &["-n", "-c", step]) else { return };
        assert!(output.status.success(), "{step}\n{}", said(&output));
    }
}

/// A bot that has everything that can be shown.
struct Everything;

impl Probe for Everything {
    fn look(&self) -> BoxFuture<'_, Report> {
        let second = Some(Duration::from_secs(1));
        let shard = Shard { number: 0, state: "connected", acknowledged: second, latency: second, problem: None };
        let pack = Pack { name: "a".to_owned(), version: "1.0.0".to_owned(), figures: 1 };
        let posts = vec![("posted".to_owned(), 1)];
        let report = Report {
            shards: vec![shard],
            database: Database { posts, ..Database::default() },
            packs: Packs { loaded: vec![pack], ..Packs::default() },
        };
        Box::pin(async { report })
    }
}

/// The names of all metrics, as Prometheus stores them.
async fn names() -> BTreeSet<String> {
    let (metrics, second) = (Arc::new(Metrics::new()), Duration::from_secs(1));
    metrics.question("fact", "answer", "en");
    metrics.handled("command", second);
    metrics.event("READY");
    metrics.connected("identified");
    metrics.called("message", "200", second);
    metrics.waited(Waited::Route, second);
    metrics.reloaded(true);
    metrics.built("1", "2");
    let listening = health::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = format!("http://{}/metrics", listening.address);
    tokio::spawn(health::serve(listening, metrics, Arc::new(Everything)));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let text = client.get(address).send().await.unwrap().text().await.unwrap();
    check_metrics(&text);
    let samples = text.lines().filter(|line| !line.starts_with('#'));
    samples.map(|line| line.split(['{', ' ']).next().unwrap().to_owned()).collect()
}

/// Has Prometheus' own tool read the text, where it is there.
fn check_metrics(text: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metrics");
    std::fs::write(&path, text).unwrap();
    let call = format!("promtool check metrics < {}", path.display());
    if tool("promtool", &["--version"]).is_some()
        && let Some(output) = tool("sh", &["-c", &call])
    {
        assert!(output.status.success(), "{}", said(&output));
    }
}

/// The metrics that an expression is about.
fn named(expression: &str) -> impl Iterator<Item = &str> {
    expression.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| word.starts_with("datum_"))
}

#[tokio::test]
async fn the_dashboard_shows_metrics_that_there_are_and_all_of_them() {
    let names = names().await;
    let dashboard: Value = serde_json::from_str(&text("deploy/grafana.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels.iter().map(|panel| panel["id"].as_u64()).collect();
    assert_eq!(ids.len(), panels.len(), "an id stands twice");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let shown: BTreeSet<&str> = targets.flat_map(|target| named(target["expr"].as_str().unwrap())).collect();
    for name in &shown {
        assert!(names.contains(*name), "{name} is no metric; there are {names:?}");
    }
    let base = |name: &str| name.replace("_bucket", "").replace("_count", "").replace("_sum", "");
    let shown: BTreeSet<String> = shown.iter().map(|name| base(name)).collect();
    for name in &names {
        assert!(shown.contains(&base(name)), "{name} is on no panel");
    }
}

#[tokio::test]
async fn alerts_are_about_metrics_that_there_are_and_say_why_and_what_to_do() {
    let names = names().await;
    let rules = yaml("deploy/alerts.yml");
    let rules: Vec<&Value> =
        rules["groups"].as_array().unwrap().iter().flat_map(|group| group["rules"].as_array().unwrap()).collect();
    assert!(rules.len() >= 10);
    let mut alerts = BTreeSet::new();
    for rule in rules {
        assert!(alerts.insert(rule["alert"].as_str().unwrap()), "an alert stands twice: {rule:#}");
        for name in named(rule["expr"].as_str().unwrap()) {
            assert!(names.contains(name), "{name} is no metric");
        }
        for part in ["summary", "reason", "action"] {
            assert!(rule["annotations"][part].as_str().is_some_and(|text| text.len() > 20), "{part}: {rule:#}");
        }
        assert!(matches!(rule["labels"]["severity"].as_str(), Some("page" | "warn")), "{rule:#}");
    }
    if let Some(output) = tool("promtool", &["check", "rules", &root().join("deploy/alerts.yml").display().to_string()])
    {
        assert!(output.status.success(), "{}", said(&output));
    }
}

#[test]
fn the_page_on_deployment_names_files_that_there_are() {
    let page = text("deploy/README.md");
    for file in ["datum.service", "compose.yaml", "grafana.json", "alerts.yml"] {
        assert!(page.contains(&format!("{file}`")) || page.contains(file), "{file} is not named");
        assert!(root().join("deploy").join(file).exists(), "{file}");
    }
    for part in ["**Upgrade**", "**Back up**", "**Restore**"] {
        assert_eq!(page.matches(part).count(), 3, "{part} for each of the three ways");
    }
}

/// What the last stage of the container gives the program: a root that cannot be written, with nothing in it but the program, /tmp
/// and the folder for its state; no shell, no certificates, no time zones, no fonts.
const IN_A_BARE_ROOT: &str = r#"
set -e
root=$1; shift
mount --bind "$root" "$root"
mount -t tmpfs none "$root/tmp"
mount -t tmpfs none "$root/var/lib/datum"
mount -o remount,ro,bind "$root"
cd "$root"
exec chroot "$root" "$@"
"#;

/// An image may be as large.
const MOST_BYTES: u64 = 60 * 1_024 * 1_024;

/// Says something although the test passes.
fn note(text: &str) {
    #[allow(clippy::explicit_write, reason = "seen although the test passes")]
    writeln!(std::io::stdout(), "{text}").unwrap();
}

/// The commands of the stage that builds, as the Containerfile has them, with the image's root at `root`.
fn commands_of_the_build(root: &Path) -> Vec<String> {
    let text = text("deploy/Containerfile").replace("\\\n", " ");
    let stage = text.split("\nFROM ").find(|stage| stage.contains(" AS build")).unwrap().to_owned();
    let runs = stage.lines().filter_map(|line| line.strip_prefix("RUN "));
    runs.map(|command| command.replace("/root-of-image", &root.display().to_string())).collect()
}

/// The root of the image: by the commands of the Containerfile with `DATUM_IMAGE=1`, which builds the static program;
/// otherwise with the program of this build and the libraries that it needs.
fn image(root: &Path) -> bool {
    for inside in ["tmp", "var/lib/datum"] {
        std::fs::create_dir_all(root.join(inside)).unwrap();
    }
    if std::env::var_os("DATUM_IMAGE").is_some() {
        for command in commands_of_the_build(root) {
            // Alpine's own package of the compiler for musl; elsewhere it is called musl-tools, and installed by hand.
            if command.starts_with("apk ") && !Path::new("/sbin/apk").exists() {
                note(&format!("not run here: {command}"));
                continue;
            }
            let status = Command::new("sh")
                .args(["-ec", &command])
                .current_dir(self::root())
                .env("COMMIT", "")
                .status()
                .unwrap();
            assert!(status.success(), "{command}");
        }
        let bytes = std::fs::metadata(root.join("datum")).unwrap().len();
        note(&format!("the image holds {:.1} MiB", bytes as f64 / 1_048_576.0));
        assert!(bytes < MOST_BYTES, "{bytes} bytes");
        let linked = tool("ldd", &[&root.join("datum").display().to_string()]).map(|output| said(&output));
        assert!(linked.is_none_or(|text| text.contains("statically linked") || text.contains("not a dynamic")));
        return true;
    }
    std::fs::copy(env!("CARGO_BIN_EXE_datum"), root.join("datum")).unwrap();
    let Some(libraries) = tool("ldd", &[env!("CARGO_BIN_EXE_datum")]) else { return false };
    for library in said(&libraries).split_whitespace().filter(|word| word.starts_with('/')) {
        let inside = root.join(library.trim_start_matches('/'));
        std::fs::create_dir_all(inside.parent().unwrap()).unwrap();
        std::fs::copy(library, inside).unwrap();
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_needs_nothing_of_the_image_that_it_runs_in() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    if !image(root) {
        return;
    }
    let prepared = |arguments: &[&str]| {
        let mut all = vec!["--user", "--map-root-user", "--mount", "--", "sh", "-c", IN_A_BARE_ROOT, "sh"];
        all.extend([root.to_str().unwrap(), "/datum"]);
        all.extend(arguments);
        let mut command = Command::new("unshare");
        command.args(all).env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command.env("DISCORD_TOKEN", "YQ.YQ.YQ").env("STATE_DIRECTORY", "/var/lib/datum");
        command
    };
    let call = |arguments: &[&str]| prepared(arguments).output();
    let version = call(&["--version"]);
    if !version.as_ref().is_ok_and(|output| said(output).contains("packs: ")) {
        note(&format!("SKIPPED: no root of its own can be made here ({version:?})"));
        return;
    }
    let answer = call(&["ask", "--chart", "/tmp/a.png", "국내 H100 몇 개야? Microsoft"]).unwrap();
    assert!(said(&answer).contains("1,961"), "{}", said(&answer));
    let zones = call(&["config", "check"]).unwrap();
    assert!(zones.status.success(), "{}", said(&zones));
    assert!(said(&zones).contains("Datum Sans"), "{}", said(&zones));
    // It goes online from there, too, and answers.
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let mut bot = prepared(&["run"]);
    bot.env("DISCORD_TOKEN", sandbox.token()).env("DISCORD_PROXY", sandbox.rest_url());
    let mut bot = bot.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sandbox.wait_for_command("fact").await.unwrap();
    let seen = sandbox.user("Alex").slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(seen.text().contains("1,961"), "{}", seen.text());
    bot.kill().unwrap();
    bot.wait().unwrap();
}
