//! What the bot counts, as Prometheus reads it. One value holds all counters of one bot, so that several bots in one
//! process, as in tests, do not count together.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::report::Report;

/// Upper bounds in seconds. An answer takes about a millisecond, a picture tens of them; Discord waits for three seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0];
/// Upper bounds in seconds for waits that Discord orders.
const WAITS: [f64; 8] = [0.05, 0.25, 1.0, 2.5, 5.0, 15.0, 60.0, 600.0];

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Question {
    by: &'static str,
    outcome: &'static str,
    language: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Call {
    route: &'static str,
    status: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct ShardNumber {
    shard: u32,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct State {
    state: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct PackVersion {
    pack: String,
    version: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Build {
    version: String,
    commit: String,
}

type Seconds<L> = Family<L, Histogram, fn() -> Histogram>;
type Fractions<L> = Family<L, Gauge<f64, std::sync::atomic::AtomicU64>>;

/// Whom a rate limit held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// One route.
    Route,
    /// Every call, because of a global limit or because too many were refused.
    All,
}

/// The counters of one bot.
pub struct Metrics {
    registry: Registry,
    questions: Family<Question, Counter>,
    handled: Seconds<Kind>,
    events: Family<Kind, Counter>,
    connections: Family<Kind, Counter>,
    losses: Counter,
    calls: Family<Call, Counter>,
    call_seconds: Seconds<Route>,
    waits: Seconds<Kind>,
    reloads: Family<Kind, Counter>,
    corrections: Counter,
    shard_up: Family<ShardNumber, Gauge>,
    heartbeat_age: Fractions<ShardNumber>,
    heartbeat_latency: Fractions<ShardNumber>,
    database_up: Gauge,
    posts: Family<State, Gauge>,
    late: Gauge,
    packs: Family<PackVersion, Gauge>,
    build: Family<Build, Gauge>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

fn of_seconds() -> Histogram {
    Histogram::new(SECONDS)
}

fn of_waits() -> Histogram {
    Histogram::new(WAITS)
}

impl Metrics {
    /// Counters at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("datum"),
            questions: Family::default(),
            handled: Family::new_with_constructor(of_seconds),
            events: Family::default(),
            connections: Family::default(),
            losses: Counter::default(),
            calls: Family::default(),
            call_seconds: Family::new_with_constructor(of_seconds),
            waits: Family::new_with_constructor(of_waits),
            reloads: Family::default(),
            corrections: Counter::default(),
            shard_up: Family::default(),
            heartbeat_age: Family::default(),
            heartbeat_latency: Family::default(),
            database_up: Gauge::default(),
            posts: Family::default(),
            late: Gauge::default(),
            packs: Family::default(),
            build: Family::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let all = &mut self.registry;
        all.register(
            "questions",
            "Questions by what asked them, what became of them, and language",
            self.questions.clone(),
        );
        let help = "From the moment that something came in until it was answered, by what it was";
        all.register_with_unit("handling", help, Unit::Seconds, self.handled.clone());
        all.register("gateway_events", "Events from the gateway by kind", self.events.clone());
        let help = "Connections to the gateway by how they were made: identified or resumed";
        all.register("gateway_connections", help, self.connections.clone());
        all.register("gateway_losses", "How often the gateway connection was lost", self.losses.clone());
        all.register("rest_calls", "Attempts of calls to Discord by class of route and status", self.calls.clone());
        let help = "How long attempts of calls to Discord took, waiting for rate limits within the library included";
        all.register_with_unit("rest", help, Unit::Seconds, self.call_seconds.clone());
        let help = "Waits for rate limits that Discord answered with, by whom they held back";
        all.register_with_unit("rest_limit_wait", help, Unit::Seconds, self.waits.clone());
        all.register("pack_reloads", "How often packs were loaded anew, by how it ended", self.reloads.clone());
        all.register("corrections", "Posted messages that were corrected", self.corrections.clone());
        all.register("gateway_shard_up", "Whether a shard hears Discord", self.shard_up.clone());
        let help = "Since Discord last acknowledged a heartbeat";
        all.register_with_unit("gateway_heartbeat_age", help, Unit::Seconds, self.heartbeat_age.clone());
        let help = "How long Discord took to acknowledge the last heartbeat";
        all.register_with_unit("gateway_heartbeat_latency", help, Unit::Seconds, self.heartbeat_latency.clone());
        all.register("database_up", "Whether the database answers", self.database_up.clone());
        all.register("posts", "Posts of the ledger by state", self.posts.clone());
        all.register("briefs_late", "Briefs that are not out five minutes after they were due", self.late.clone());
        all.register("pack_figures", "Figures of each pack that is loaded", self.packs.clone());
        all.register("build_info", "The program's version and commit; always 1", self.build.clone());
    }

    /// Which program this is.
    pub fn built(&self, version: &str, commit: &str) {
        let build = Build { version: version.to_owned(), commit: commit.to_owned() };
        self.build.get_or_create(&build).set(1);
    }

    /// A question was understood, or not.
    pub fn question(&self, by: &'static str, outcome: &'static str, language: &'static str) {
        self.questions.get_or_create(&Question { by, outcome, language }).inc();
    }

    /// Something that came in was dealt with.
    pub fn handled(&self, kind: &'static str, took: Duration) {
        self.handled.get_or_create(&Kind { kind }).observe(took.as_secs_f64());
    }

    /// The gateway sent an event.
    pub fn event(&self, kind: &'static str) {
        self.events.get_or_create(&Kind { kind }).inc();
    }

    /// The gateway connection stands.
    pub fn connected(&self, how: &'static str) {
        self.connections.get_or_create(&Kind { kind: how }).inc();
    }

    /// The gateway connection was lost.
    pub fn lost(&self) {
        self.losses.inc();
    }

    /// An attempt of a call to Discord ended with a status, or with a word for why there is none.
    pub fn called(&self, route: &'static str, status: &str, took: Duration) {
        self.calls.get_or_create(&Call { route, status: status.to_owned() }).inc();
        self.call_seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }

    /// A rate limit is waited for.
    pub fn waited(&self, who: Waited, wait: Duration) {
        let kind = match who {
            Waited::Route => "route",
            Waited::All => "all",
        };
        self.waits.get_or_create(&Kind { kind }).observe(wait.as_secs_f64());
    }

    /// Packs were loaded anew, or could not be.
    pub fn reloaded(&self, taken: bool) {
        self.reloads.get_or_create(&Kind { kind: if taken { "taken" } else { "refused" } }).inc();
    }

    /// So many posted messages were corrected.
    pub fn corrected(&self, count: usize) {
        self.corrections.inc_by(u64::try_from(count).unwrap_or(u64::MAX));
    }

    /// Everything in Prometheus' text format, with how the bot is now.
    pub(super) fn text(&self, report: &Report) -> Result<String, fmt::Error> {
        self.note(report);
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }

    fn note(&self, report: &Report) {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        self.shard_up.clear();
        self.heartbeat_age.clear();
        self.heartbeat_latency.clear();
        for shard in &report.shards {
            let number = ShardNumber { shard: shard.number };
            self.shard_up.get_or_create(&number).set(i64::from(shard.problem.is_none()));
            if let Some(age) = shard.acknowledged {
                self.heartbeat_age.get_or_create(&number).set(age.as_secs_f64());
            }
            if let Some(latency) = shard.latency {
                self.heartbeat_latency.get_or_create(&number).set(latency.as_secs_f64());
            }
        }
        self.database_up.set(i64::from(report.database.problem.is_none()));
        // What is not known is not shown.
        self.posts.clear();
        for (state, posts) in &report.database.posts {
            self.posts.get_or_create(&State { state: state.clone() }).set(count(*posts));
        }
        self.late.set(count(report.database.late));
        self.packs.clear();
        for pack in &report.packs.loaded {
            let labels = PackVersion { pack: pack.name.clone(), version: pack.version.clone() };
            self.packs.get_or_create(&labels).set(count(pack.figures));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_what_prometheus_reads() {
        let metrics = Metrics::new();
        metrics.question("fact", "answer", "ko");
        metrics.called("message", "429", Duration::from_millis(2));
        metrics.waited(Waited::All, Duration::from_secs(2));
        metrics.event("MESSAGE_CREATE");
        metrics.built("1.0.0", "abc");
        let text = metrics.text(&Report::default()).unwrap();
        for line in [
            "# TYPE datum_questions_total counter",
            "datum_questions_total{by=\"fact\",outcome=\"answer\",language=\"ko\"} 1",
            "datum_rest_calls_total{route=\"message\",status=\"429\"} 1",
            "datum_rest_seconds_bucket{route=\"message\",le=\"0.0025\"} 1",
            "datum_rest_limit_wait_seconds_count{kind=\"all\"} 1",
            "datum_gateway_events_total{kind=\"MESSAGE_CREATE\"} 1",
            "datum_build_info{version=\"1.0.0\",commit=\"abc\"} 1",
            "datum_database_up 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
