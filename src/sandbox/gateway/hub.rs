//! The sessions: who gets which event, and what a session that resumes has missed.

use std::collections::{BTreeMap, VecDeque};

use serde_json::json;
use tokio::sync::mpsc::UnboundedSender;

use super::event::Event;

/// Events that are kept for a session that may resume.
const KEPT_EVENTS: usize = 10_000;

/// What a connection is told to do.
#[derive(Clone, Debug)]
pub(crate) enum Out {
    /// Send this text.
    Text(String),
    /// Send these bytes, as on a connection that is compressed.
    Bytes(Vec<u8>),
    /// Close with this code.
    Close(u16, &'static str),
    /// Cut the connection without a close frame.
    Drop,
    /// Go silent without ending: what is sent from now on does not arrive, and nothing is answered.
    Mute,
}

/// All sessions and connections of one sandbox.
#[derive(Debug, Default)]
pub(crate) struct Hub {
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) connections: BTreeMap<u64, UnboundedSender<Out>>,
    pub(crate) counts: GatewayCounts,
    next: u64,
}

/// How often the bot did what on the gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatewayCounts {
    /// Connections that were opened.
    pub connections: u64,
    /// Identifies that were accepted or refused.
    pub identifies: u64,
    /// Identifies with a shard that cannot be (closed with 4010).
    pub invalid_shards: u64,
    /// Resumes that replayed what was missed.
    pub resumes: u64,
    /// Resumes that came to the address that Ready names for them.
    pub resumes_where_asked: u64,
    /// Resumes that were refused with op 9.
    pub refused_resumes: u64,
    /// Heartbeats.
    pub heartbeats: u64,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) intents: u64,
    pub(crate) shard: (u64, u64),
    pub(crate) seq: u64,
    pub(crate) connection: Option<u64>,
    kept: VecDeque<(u64, String)>,
}

impl Session {
    fn wants(&self, event: &Event) -> bool {
        let shard_of_event = if event.guild == 0 { 0 } else { (event.guild >> 22) % self.shard.1.max(1) };
        shard_of_event == self.shard.0 && (event.intent == 0 || self.intents & event.intent != 0)
    }

    /// The frames that are kept, oldest first.
    pub(crate) fn frames(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(_, text)| text.as_str())
    }

    /// The events after `seq`; nothing when some of them are forgotten or `seq` is from the future.
    pub(crate) fn missed_since(&self, seq: u64) -> Option<Vec<String>> {
        let oldest = self.kept.front().map_or(self.seq + 1, |(seq, _)| *seq);
        (seq <= self.seq && seq + 1 >= oldest)
            .then(|| self.kept.iter().filter(|(kept, _)| *kept > seq).map(|(_, text)| text.clone()).collect())
    }
}

impl Hub {
    /// A number for a new connection or session.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Begins a session on a connection. Sessions that lost their connection on the same shard end.
    pub(crate) fn begin(&mut self, connection: u64, intents: u64, shard: (u64, u64)) -> String {
        self.sessions.retain(|_, session| session.connection.is_some() || session.shard != shard);
        let id = format!("session{:024x}", self.next_number());
        let session = Session { intents, shard, seq: 0, connection: Some(connection), kept: VecDeque::new() };
        self.sessions.insert(id.clone(), session);
        id
    }

    /// Sends an event to the one session.
    pub(crate) fn send_to(&mut self, session_id: &str, event: &Event) {
        let Some(session) = self.sessions.get_mut(session_id) else {
            return;
        };
        session.seq += 1;
        let frame =
            json!({"op": 0, "t": event.name, "s": session.seq, "d": event.data_for(session.intents)}).to_string();
        session.kept.push_back((session.seq, frame.clone()));
        if session.kept.len() > KEPT_EVENTS {
            session.kept.pop_front();
        }
        if let Some(out) = session.connection.and_then(|id| self.connections.get(&id)) {
            // A connection that has just closed is noticed by its own task.
            let _ = out.send(Out::Text(frame));
        }
    }

    /// Sends an event to every session that wants it, and says how many those are.
    pub(crate) fn dispatch(&mut self, event: &Event) -> usize {
        let wanting: Vec<String> =
            self.sessions.iter().filter(|(_, session)| session.wants(event)).map(|(id, _)| id.clone()).collect();
        for id in &wanting {
            self.send_to(id, event);
        }
        wanting.len()
    }

    /// Tells every connection to do something, and says how many there are.
    pub(crate) fn tell_all(&mut self, out: &Out) -> usize {
        self.connections.values().filter(|connection| connection.send(out.clone()).is_ok()).count()
    }

    /// Whether a session is connected.
    pub(crate) fn is_online(&self) -> bool {
        self.sessions.values().any(|session| session.connection.is_some())
    }
}
