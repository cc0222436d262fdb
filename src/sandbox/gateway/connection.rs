//! One websocket connection: Hello, Identify or Resume, heartbeats, and the close codes of
//! topics/opcodes-and-status-codes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::event::Event;
use super::{Out, intent};
use crate::sandbox::limits;
use crate::sandbox::shared::Shared;
use crate::sandbox::state::json;

/// Where a session is to be resumed, below the gateway's address: Discord names another address for that, too.
pub(crate) const RESUME_PATH: &str = "/resume";

/// Why a connection ends.
enum End {
    /// With a close frame.
    Close(u16, &'static str),
    /// Without one.
    Drop,
}

struct Connection {
    shared: Arc<Shared>,
    id: u64,
    session: Option<String>,
    /// It is open on one side only.
    is_mute: bool,
    /// It was opened at the address for resuming.
    for_resuming: bool,
    sends: VecDeque<Instant>,
}

/// Serves one connection until either side ends it.
pub(crate) async fn serve(shared: Arc<Shared>, mut socket: WebSocket, for_resuming: bool) {
    let (out, mut orders) = unbounded_channel();
    let id = {
        let mut hub = shared.hub();
        let id = hub.next_number();
        hub.connections.insert(id, out);
        hub.counts.connections += 1;
        id
    };
    shared.touch();
    let sends = VecDeque::new();
    let mut connection =
        Connection { shared: Arc::clone(&shared), id, session: None, is_mute: false, for_resuming, sends };
    let end = connection.run(&mut socket, &mut orders).await;
    let clean = matches!(end, End::Close(1000 | 1001, _));
    {
        let mut hub = shared.hub();
        hub.connections.remove(&id);
        if let Some(session_id) = connection.session {
            if clean {
                hub.sessions.remove(&session_id);
            } else if let Some(session) = hub.sessions.get_mut(&session_id)
                && session.connection == Some(id)
            {
                session.connection = None;
            }
        }
    }
    if let End::Close(code, reason) = end {
        let frame = CloseFrame { code, reason: reason.into() };
        // The other side may be gone already.
        let _ = socket.send(Message::Close(Some(frame))).await;
        let drain = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = tokio::time::timeout(std::time::Duration::from_millis(500), drain).await;
    }
    shared.touch();
}

impl Connection {
    async fn run(&mut self, socket: &mut WebSocket, orders: &mut UnboundedReceiver<Out>) -> End {
        let faults = self.shared.faults().gateway.clone();
        if !faults.hello_delay.is_zero() {
            tokio::time::sleep(faults.hello_delay).await;
        }
        if !faults.no_hello {
            let interval = u64::try_from(self.shared.heartbeat.as_millis()).unwrap_or(u64::MAX);
            let hello = json!({"op": 10, "t": null, "s": null, "d": {"heartbeat_interval": interval, "_trace": []}});
            if socket.send(Message::text(hello.to_string())).await.is_err() {
                return End::Drop;
            }
        }
        loop {
            tokio::select! {
                // What was on its way arrives before a close of the other side is confirmed.
                biased;
                order = orders.recv() => match order {
                    Some(Out::Text(_) | Out::Bytes(_)) if self.is_mute => {}
                    Some(Out::Mute) => self.is_mute = true,
                    Some(Out::Text(text)) => {
                        if socket.send(Message::text(text)).await.is_err() {
                            return End::Drop;
                        }
                    }
                    Some(Out::Bytes(bytes)) => {
                        if socket.send(Message::binary(bytes)).await.is_err() {
                            return End::Drop;
                        }
                    }
                    Some(Out::Close(code, reason)) => return End::Close(code, reason),
                    Some(Out::Drop) | None => return End::Drop,
                },
                message = socket.recv() => match message {
                    Some(Ok(_)) if self.is_mute => {}
                    Some(Ok(Message::Text(text))) => {
                        let answers = match self.receive(text.as_str()) {
                            Ok(answers) => answers,
                            Err(end) => return end,
                        };
                        for answer in answers {
                            if socket.send(Message::text(answer.to_string())).await.is_err() {
                                return End::Drop;
                            }
                        }
                    }
                    Some(Ok(Message::Close(frame))) => {
                        return match frame.map(|frame| frame.code) {
                            Some(1000 | 1001) => End::Close(1000, ""),
                            _ => End::Drop,
                        };
                    }
                    Some(Ok(Message::Binary(_))) => return End::Close(4002, "Error while decoding payload."),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return End::Drop,
                },
            }
        }
    }

    fn receive(&mut self, text: &str) -> Result<Vec<Value>, End> {
        self.count_send()?;
        let payload: Value = match serde_json::from_str(text) {
            Ok(payload) if text.len() <= limits::GATEWAY_PAYLOAD_BYTES => payload,
            _ => return Err(End::Close(4002, "Error while decoding payload.")),
        };
        let result = match payload["op"].as_u64() {
            Some(1) => Ok(self.heartbeat()),
            Some(2) => self.identify(&payload["d"]),
            Some(6) => self.resume(&payload["d"]),
            Some(3 | 4 | 8 | 31) if self.session.is_some() => Ok(Vec::new()),
            Some(3 | 4 | 8 | 31) => Err(End::Close(4003, "Not authenticated.")),
            _ => Err(End::Close(4001, "Unknown opcode.")),
        };
        self.shared.touch();
        result
    }

    fn count_send(&mut self) -> Result<(), End> {
        let now = Instant::now();
        while self.sends.front().is_some_and(|sent| now.duration_since(*sent) > limits::GATEWAY_SEND_WINDOW) {
            self.sends.pop_front();
        }
        self.sends.push_back(now);
        if self.sends.len() > limits::GATEWAY_SENDS {
            return Err(End::Close(4008, "You are being rate limited."));
        }
        Ok(())
    }

    fn heartbeat(&self) -> Vec<Value> {
        self.shared.hub().counts.heartbeats += 1;
        if self.shared.faults().gateway.no_acks {
            return Vec::new();
        }
        vec![json!({"op": 11, "t": null, "s": null, "d": null})]
    }

    fn identify(&mut self, data: &Value) -> Result<Vec<Value>, End> {
        let faults = self.shared.faults().gateway.clone();
        let state = self.shared.state();
        let mut hub = self.shared.hub();
        hub.counts.identifies += 1;
        if let Some(code) = faults.close_on_identify {
            return Err(End::Close(code, "Scripted."));
        }
        if self.session.is_some() {
            return Err(End::Close(4005, "Already authenticated."));
        }
        if data["token"].as_str().map(without_prefix) != Some(state.application.token.as_str()) {
            return Err(End::Close(4004, "Authentication failed."));
        }
        let Some(intents) = data["intents"].as_u64().filter(|bits| bits & !intent::ALL == 0) else {
            return Err(End::Close(4013, "Invalid intent(s)."));
        };
        if intents & state.application.denied_intents != 0 {
            return Err(End::Close(4014, "Disallowed intent(s)."));
        }
        let shard = match &data["shard"] {
            Value::Null => (0, 1),
            shard => match (shard[0].as_u64(), shard[1].as_u64()) {
                (Some(id), Some(count)) if id < count => (id, count),
                _ => {
                    hub.counts.invalid_shards += 1;
                    return Err(End::Close(4010, "Invalid shard."));
                }
            },
        };
        let session_id = hub.begin(self.id, intents, shard);
        self.session = Some(session_id.clone());
        if faults.no_ready {
            return Ok(Vec::new());
        }
        let guilds: Vec<_> = state
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&state.bot()) && (guild.id >> 22) % shard.1 == shard.0)
            .collect();
        let unavailable: Vec<Value> =
            guilds.iter().map(|guild| json!({"id": guild.id.to_string(), "unavailable": true})).collect();
        let ready = json!({
            "v": 10,
            "user_settings": {},
            "user": state.users.get(&state.bot()).map_or(Value::Null, json::current_user),
            "session_type": "normal",
            "session_id": session_id,
            "resume_gateway_url": format!("{}{RESUME_PATH}", state.gateway_url),
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "guilds": unavailable,
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "shard": [shard.0, shard.1],
            "application": {"id": state.application.id.to_string(), "flags": 0},
            "_trace": [],
        });
        let plain = |name, data| Event { name, data, intent: 0, guild: 0, hides_content: false };
        hub.send_to(&session_id, &plain("READY", ready));
        if intents & intent::GUILDS != 0 {
            for guild in guilds {
                hub.send_to(&session_id, &plain("GUILD_CREATE", json::guild_create(&state, guild)));
            }
        }
        Ok(Vec::new())
    }

    fn resume(&mut self, data: &Value) -> Result<Vec<Value>, End> {
        let refuse = self.shared.faults().gateway.refuse_resume;
        let state = self.shared.state();
        let mut hub = self.shared.hub();
        if data["token"].as_str().map(without_prefix) != Some(state.application.token.as_str()) {
            return Err(End::Close(4004, "Authentication failed."));
        }
        let session_id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let seq = data["seq"].as_u64().unwrap_or(0);
        let known = if refuse { None } else { hub.sessions.get(&session_id) };
        if known.is_some_and(|session| seq > session.seq) {
            return Err(End::Close(4007, "Invalid seq."));
        }
        let Some(missed) = known.and_then(|session| session.missed_since(seq)) else {
            hub.sessions.remove(&session_id);
            hub.counts.refused_resumes += 1;
            return Ok(vec![json!({"op": 9, "t": null, "s": null, "d": false})]);
        };
        hub.counts.resumes += 1;
        hub.counts.resumes_where_asked += u64::from(self.for_resuming);
        let id = self.id;
        if let Some(out) = hub.connections.get(&id) {
            for frame in missed {
                let _ = out.send(Out::Text(frame));
            }
        }
        if let Some(session) = hub.sessions.get_mut(&session_id) {
            session.connection = Some(id);
        }
        self.session = Some(session_id.clone());
        let resumed = Event { name: "RESUMED", data: json!({"_trace": []}), intent: 0, guild: 0, hides_content: false };
        hub.send_to(&session_id, &resumed);
        Ok(Vec::new())
    }
}

/// A token without the word `Bot`, with which some clients send it.
fn without_prefix(token: &str) -> &str {
    token.strip_prefix("Bot ").unwrap_or(token)
}
