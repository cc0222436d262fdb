//! The faults, each with the row of the README's table that it proves.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use datum::discord::Options;
use datum::health::{self, Metrics};
use datum::sandbox::{Fault, LimitScope, Rule, Sandbox};
use datum::store::{Location, Store};
use jiff::civil::Date;
use serde_json::json;

use crate::stage::{APP, Stage};
use crate::wires;

const CALLBACK: &str = "/interactions/*/*/callback";
const MESSAGES: &str = "/channels/*/messages";
/// A name for a fault that stays until it is taken back.
const STANDING: &str = "row";

/// Something that is kept while a fault holds.
pub type Held = Box<dyn std::any::Any + Send>;

/// A fault.
pub struct Row {
    pub fault: &'static str,
    /// What the README calls it.
    pub when: &'static str,
    pub options: fn(&mut Options),
    pub heartbeat: Option<Duration>,
    /// Each command is delivered twice.
    pub twice: bool,
    pub begin: fn(&Sandbox),
    /// What happens to the bot itself when the fault begins; what it gives stays until all is sent.
    pub during: fn(&Stage) -> Option<Held>,
    pub end: fn(&Sandbox),
    /// Whether the fault was met at all, as far as the stand-in can tell.
    pub met: fn(&Sandbox) -> bool,
    /// By how many years the bot's clock is off: before the fault, during it, and behind it.
    pub years: [i64; 3],
    /// Briefs that are due, one a week; the first in the middle of the fault.
    pub briefs: usize,
    /// The session cannot be resumed: until there is a new one, Discord has nobody to deliver to.
    pub ends_session: bool,
    /// So many answers Discord refuses for good.
    pub refused_for_good: usize,
}

const LOST: &str = "the connection is lost";
const STALLS: &str = "a REST call stalls";
const FAILS: &str = "Discord answers with an error, or breaks off";
const LIMITED: &str = "429";
const NAMES: &str = "a name cannot be resolved, or TLS fails";
const CLOCK: &str = "the clock jumps, or is years off";
const PACKS: &str = "packs are loaded anew while briefs are posted and questions answered";
const SCRAPER: &str = "whoever asks for metrics or health hangs";

const PLAIN: Row = Row {
    fault: "",
    when: "",
    options: |_| (),
    heartbeat: None,
    twice: false,
    begin: |_| (),
    during: |_| None,
    end: |_| (),
    met: |_| true,
    years: [0; 3],
    briefs: 1,
    ends_session: false,
    refused_for_good: 0,
};

fn keep(sandbox: &Sandbox, method: &str, path: &str, fault: Fault) {
    sandbox.keep_fault(STANDING, Some(Rule::new(method, path, fault)));
}

fn release(sandbox: &Sandbox) {
    sandbox.keep_fault(STANDING, None);
}

fn limited(sandbox: &Sandbox, path: &str, scope: LimitScope, seconds: f64, times: usize) {
    sandbox.fault(Rule::new("POST", path, Fault::rate_limited(scope, seconds)).times(times));
}

/// A close with this code in the middle.
macro_rules! closed {
    ($fault:literal, $code:literal, $ends_session:literal) => {
        Row { fault: $fault, when: LOST, begin: |it| it.close_gateway($code), ends_session: $ends_session, ..PLAIN }
    };
}

/// Every row.
pub const ROWS: &[Row] = &[
    Row { fault: "none", ..PLAIN },
    Row { fault: "socket cut", when: LOST, begin: Sandbox::drop_gateway, ..PLAIN },
    Row {
        fault: "socket cut three times",
        when: LOST,
        begin: Sandbox::drop_gateway,
        end: Sandbox::drop_gateway,
        ..PLAIN
    },
    Row {
        fault: "socket cut, and no new one for a while",
        when: LOST,
        begin: |it| {
            it.refuse_connections(true);
            it.drop_gateway();
        },
        end: |it| it.refuse_connections(false),
        ..PLAIN
    },
    Row {
        fault: "socket open on one side only",
        when: LOST,
        heartbeat: Some(Duration::from_millis(200)),
        begin: Sandbox::mute_gateway,
        ..PLAIN
    },
    Row {
        fault: "heartbeats without an answer",
        when: LOST,
        heartbeat: Some(Duration::from_millis(200)),
        begin: |it| it.acknowledge_heartbeats(false),
        end: |it| it.acknowledge_heartbeats(true),
        ..PLAIN
    },
    Row {
        fault: "a slow Hello",
        when: LOST,
        begin: |it| {
            it.delay_hello(Duration::from_millis(400));
            it.drop_gateway();
        },
        ..PLAIN
    },
    Row { fault: "op 7", when: LOST, begin: Sandbox::ask_to_reconnect, ..PLAIN },
    Row { fault: "op 9, resumable", when: LOST, begin: |it| it.invalidate_session(true), ..PLAIN },
    Row {
        fault: "op 9, not resumable",
        when: LOST,
        begin: |it| it.invalidate_session(false),
        ends_session: true,
        ..PLAIN
    },
    Row {
        fault: "resume refused",
        when: LOST,
        begin: |it| {
            it.refuse_resume(true);
            it.drop_gateway();
        },
        ends_session: true,
        ..PLAIN
    },
    closed!("close 1001", 1001, true),
    closed!("close 4000", 4000, false),
    closed!("close 4001", 4001, false),
    closed!("close 4002", 4002, false),
    closed!("close 4003", 4003, false),
    closed!("close 4005", 4005, false),
    closed!("close 4007", 4007, true),
    closed!("close 4008", 4008, false),
    closed!("close 4009", 4009, true),
    Row {
        fault: "broken frames, unknown events, a flood",
        begin: |it| {
            it.send_raw("{\"op\": 0, \"t\": \"MESSAGE_CREATE\", ");
            it.send_event("SOMETHING_NEW", json!({"anything": [1, 2, 3]}));
            it.send_event("INTERACTION_CREATE", json!({"id": "not an interaction"}));
            it.ask_for_heartbeat();
            it.flood(500);
        },
        ..PLAIN
    },
    Row { fault: "every command delivered twice", when: LOST, twice: true, ..PLAIN },
    Row {
        fault: "429 on answers",
        when: LIMITED,
        begin: |it| limited(it, CALLBACK, LimitScope::User, 0.3, 12),
        ..PLAIN
    },
    Row { fault: "429 shared", when: LIMITED, begin: |it| limited(it, CALLBACK, LimitScope::Shared, 0.3, 12), ..PLAIN },
    Row { fault: "429 global", when: LIMITED, begin: |it| limited(it, CALLBACK, LimitScope::Global, 0.5, 1), ..PLAIN },
    Row {
        fault: "429 by Discord's network, without JSON",
        when: LIMITED,
        begin: |it| it.fault(Rule::new("POST", CALLBACK, Fault::cloudflare(1))),
        ..PLAIN
    },
    Row {
        fault: "429 on messages, 30 times",
        when: LIMITED,
        begin: |it| limited(it, MESSAGES, LimitScope::User, 0.05, 30),
        ..PLAIN
    },
    Row {
        fault: "502 everywhere",
        when: FAILS,
        begin: |it| keep(it, "*", "/**", Fault::status(502)),
        end: release,
        ..PLAIN
    },
    Row {
        fault: "500, 503, 504 on answers",
        when: FAILS,
        begin: |it| {
            for status in [500, 503, 504] {
                it.fault(Rule::new("POST", CALLBACK, Fault::status(status)).times(4));
                it.fault(Rule::new("POST", MESSAGES, Fault::status(status)));
            }
        },
        ..PLAIN
    },
    Row {
        fault: "connection reset in an answer",
        when: FAILS,
        begin: |it| {
            it.fault(Rule::new("POST", CALLBACK, Fault::ResetMidBody).times(8));
            it.fault(Rule::new("POST", MESSAGES, Fault::ResetMidBody).times(2));
        },
        ..PLAIN
    },
    Row {
        fault: "applied, but the confirmation is lost",
        when: FAILS,
        begin: |it| {
            it.fault(Rule::new("POST", CALLBACK, Fault::LoseAnswer).times(8));
            it.fault(Rule::new("POST", MESSAGES, Fault::LoseAnswer).times(2));
        },
        ..PLAIN
    },
    Row {
        fault: "first attempts stall, and arrive in the end",
        when: STALLS,
        begin: |it| (0..4).for_each(|_| drop(it.stall("POST", CALLBACK))),
        ..PLAIN
    },
    Row {
        fault: "answers take a second to arrive",
        when: STALLS,
        begin: |it| keep(it, "POST", CALLBACK, Fault::Delay(Duration::from_secs(1))),
        end: release,
        ..PLAIN
    },
    Row {
        fault: "10062, 40060, 10015 for three commands",
        begin: |it| {
            for (status, code) in [(404, 10_062), (400, 40_060), (404, 10_015)] {
                it.fault(Rule::new("POST", CALLBACK, Fault::json(status, code, "too late")));
            }
        },
        refused_for_good: 3,
        ..PLAIN
    },
    Row {
        fault: "Embed Links is missing",
        when: "Embed Links is missing in a channel",
        begin: |it| it.fault(Rule::new("POST", MESSAGES, Fault::json(403, 50_013, "Missing Permissions"))),
        // The one refusal is meant for an answer.
        briefs: 0,
        ..PLAIN
    },
    Row {
        fault: "no database",
        when: "the database is missing, locked, full, read-only, cut off, or newer than the program",
        options: |options| options.store = Store::new(Location::File("/dev/null/datum.sqlite".into())),
        ..PLAIN
    },
    Row {
        fault: "frames in bytes, as if compressed",
        begin: |it| {
            it.send_bytes(&[0x78, 0x9c, 0, 0, 0xff, 0xff]);
            it.send_bytes(b"{\"op\": 7}");
        },
        ..PLAIN
    },
    Row {
        fault: "one call to a route in 400 ms, fifty a second in all",
        when: LIMITED,
        begin: |it| it.keep_buckets(Some((1, Duration::from_millis(400)))),
        met: |it| it.requests().iter().any(|request| request.status == 429),
        ..PLAIN
    },
    Row { fault: "names are slow, and each fifth is not found", when: NAMES, options: wires::slow_names, ..PLAIN },
    Row {
        fault: "TLS fails for a while",
        when: NAMES,
        options: wires::behind_tls,
        begin: |_| wires::BROKEN.store(true, Ordering::SeqCst),
        end: |_| wires::BROKEN.store(false, Ordering::SeqCst),
        ..PLAIN
    },
    Row { fault: "the clock jumps ten years ahead and back", when: CLOCK, years: [0, 10, 0], briefs: 2, ..PLAIN },
    Row { fault: "the clock jumps ten years back and ahead", when: CLOCK, years: [0, -10, 0], briefs: 2, ..PLAIN },
    Row {
        fault: "the clock is ten years ahead",
        when: CLOCK,
        options: |options| options.today = || Date::constant(2036, 9, 1),
        years: [10; 3],
        ..PLAIN
    },
    Row {
        fault: "the clock is ten years behind",
        when: CLOCK,
        options: |options| options.today = || Date::constant(2016, 9, 1),
        years: [-10; 3],
        ..PLAIN
    },
    Row {
        fault: "packs are exchanged three times",
        when: PACKS,
        during: |stage| {
            let packs = stage.bot.packs();
            (0..3).for_each(|_| packs.replace(Arc::new(APP.clone())));
            None
        },
        ..PLAIN
    },
    Row { fault: "forty scrapers that ask and never read", when: SCRAPER, during: |it| Some(hang(it, 40)), ..PLAIN },
];

/// Opens so many connections to the listener for metrics that ask for them and never read.
fn hang(stage: &Stage, connections: usize) -> Held {
    let probe = stage.bot.probe();
    let task = tokio::spawn(async move {
        let listening = health::listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listening.address;
        let served = tokio::spawn(health::serve(listening, Arc::<Metrics>::default(), probe));
        let mut held = Vec::new();
        for _ in 0..connections {
            let connection = tokio::net::TcpStream::connect(address).await.unwrap();
            // Half of a request on every second one.
            let asked: &[u8] =
                if held.len() % 2 == 0 { b"GET /metrics HTTP/1.1\r\nhost: it\r\n\r\n" } else { b"GET /rea" };
            connection.try_write(asked).unwrap();
            held.push(connection);
        }
        let _ = served.await;
    });
    Box::new(Abort(task))
}

/// Ends a task when it is dropped.
struct Abort(tokio::task::JoinHandle<()>);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
