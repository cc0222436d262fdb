//! The faults, each with the row of the README's table that it proves.

use std::time::Duration;

use datum::discord::Options;
use datum::sandbox::{Fault, LimitScope, Rule, Sandbox};
use datum::store::{Location, Store};
use serde_json::json;

const CALLBACK: &str = "/interactions/*/*/callback";
const MESSAGES: &str = "/channels/*/messages";
/// A name for a fault that stays until it is taken back.
const STANDING: &str = "row";

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
    pub end: fn(&Sandbox),
    /// The session cannot be resumed: until there is a new one, Discord has nobody to deliver to.
    pub ends_session: bool,
    /// So many answers Discord refuses for good.
    pub refused_for_good: usize,
}

const LOST: &str = "the connection is lost";
const STALLS: &str = "a REST call stalls";
const FAILS: &str = "Discord answers with an error, or breaks off";
const LIMITED: &str = "429";

const PLAIN: Row = Row {
    fault: "",
    when: "",
    options: |_| (),
    heartbeat: None,
    twice: false,
    begin: |_| (),
    end: |_| (),
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
        ..PLAIN
    },
    Row {
        fault: "no database",
        when: "the database is missing, locked, full, read-only, cut off, or newer than the program",
        options: |options| options.store = Store::new(Location::File("/dev/null/datum.sqlite".into())),
        ..PLAIN
    },
];
