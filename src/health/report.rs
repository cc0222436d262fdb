//! Whether the bot is well, as plain data: what it heard of the gateway, its database and its packs.

use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::{Value, json};

/// Looks how the bot is.
pub trait Probe: Send + Sync {
    /// How it is now, found out in bounded time.
    fn look(&self) -> BoxFuture<'_, Report>;
}

/// How the bot is.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The shards of this process; none before the first connection is tried.
    pub shards: Vec<Shard>,
    /// The database.
    pub database: Database,
    /// The packs.
    pub packs: Packs,
}

/// A connection to the gateway.
#[derive(Clone, Debug)]
pub struct Shard {
    /// Its number, from 0.
    pub number: u32,
    /// Its state in a word: `connected`, `resuming`, `disconnected` ...
    pub state: &'static str,
    /// How long ago Discord acknowledged a heartbeat; none if it has not yet on this connection.
    pub acknowledged: Option<Duration>,
    /// How long Discord took for that.
    pub latency: Option<Duration>,
    /// What is wrong, as a clause; none if it hears Discord.
    pub problem: Option<String>,
}

/// The database.
#[derive(Clone, Debug, Default)]
pub struct Database {
    /// `sqlite` or `postgresql`.
    pub kind: &'static str,
    /// What is wrong; none if it answers.
    pub problem: Option<String>,
    /// How many posts of the ledger are in each state.
    pub posts: Vec<(String, u64)>,
    /// Briefs that are not out five minutes after they were due.
    pub late: u64,
}

/// The packs that questions are answered from.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    /// Each of them.
    pub loaded: Vec<Pack>,
    /// When they were loaded, as a moment in UTC.
    pub since: String,
    /// Why the last change of theirs was not taken over; none if it was.
    pub problem: Option<String>,
}

/// A pack.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// How many figures it holds.
    pub figures: u64,
}

impl Report {
    /// Why the bot does not do all that it should; none if it does. Packs that could not be loaded anew are no reason: those
    /// before are still answered from.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        let mut reasons = Vec::new();
        if self.shards.is_empty() {
            reasons.push("gateway: no connection was tried yet".to_owned());
        }
        for shard in &self.shards {
            reasons.extend(shard.problem.as_ref().map(|problem| format!("shard {}: {problem}", shard.number)));
        }
        reasons.extend(self.database.problem.as_ref().map(|problem| format!("database: {problem}")));
        if self.packs.loaded.is_empty() {
            reasons.push("packs: none is loaded".to_owned());
        }
        reasons
    }

    /// All of it, for `/readyz`.
    pub(super) fn json(&self) -> Value {
        let seconds = |time: Option<Duration>| time.map(|time| (time.as_secs_f64() * 1_000.0).round() / 1_000.0);
        let reasons = self.reasons();
        let shards = self.shards.iter().map(|shard| {
            json!({
                "shard": shard.number,
                "state": shard.state,
                "heartbeat_acknowledged_seconds_ago": seconds(shard.acknowledged),
                "heartbeat_seconds": seconds(shard.latency),
                "problem": shard.problem,
            })
        });
        let packs = self.packs.loaded.iter();
        let packs = packs.map(|pack| json!({"name": pack.name, "version": pack.version, "figures": pack.figures}));
        json!({
            "ready": reasons.is_empty(),
            "reasons": reasons,
            "shards": shards.collect::<Vec<_>>(),
            "database": {"kind": self.database.kind, "problem": self.database.problem},
            "packs": {
                "loaded": packs.collect::<Vec<_>>(),
                "since": self.packs.since,
                "problem": self.packs.problem,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn well() -> Report {
        let pack = Pack { name: "a".to_owned(), version: "1.0.0".to_owned(), figures: 1 };
        let shard = Shard {
            number: 0,
            state: "connected",
            acknowledged: None,
            latency: Some(Duration::from_millis(12)),
            problem: None,
        };
        Report {
            shards: vec![shard],
            database: Database { kind: "sqlite", ..Database::default() },
            packs: Packs { loaded: vec![pack], ..Packs::default() },
        }
    }

    #[test]
    fn all_is_well_or_the_reasons_say_what_is_not() {
        assert_eq!(well().reasons(), Vec::<String>::new());
        assert_eq!(well().json()["ready"], true);
        assert_eq!(well().json()["shards"][0]["heartbeat_seconds"], 0.012);
        let mut ill = well();
        ill.shards[0].problem = Some("resuming".to_owned());
        ill.database.problem = Some("it is full".to_owned());
        ill.packs.problem = Some("a pack is wrong".to_owned());
        assert_eq!(ill.reasons(), ["shard 0: resuming", "database: it is full"]);
        assert_eq!(Report::default().reasons().len(), 2);
    }
}
