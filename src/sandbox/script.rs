//! Faults and time as methods of the sandbox: what a test does to the bot's connection.

use std::time::Duration;

use serde_json::{Value, json};

use super::buckets::Buckets;
use super::faults::{Gate, Rule};
use super::gateway::{GatewayCounts, Out};
use super::state::{Id, State, ThreadData};
use super::{Fault, Sandbox};

impl Sandbox {
    /// Scripts a fault for REST requests.
    pub fn fault(&self, rule: Rule) {
        self.shared.faults().add(rule);
    }

    /// Keeps a fault on for all matching requests until it is taken back with `None`.
    pub fn keep_fault(&self, name: &str, rule: Option<Rule>) {
        self.shared.faults().keep(name, rule);
        self.shared.touch();
    }

    /// Holds the next matching request back until the returned gate is opened.
    pub fn stall(&self, method: &str, path: &str) -> Gate {
        let gate = Gate::closed();
        self.fault(Rule::new(method, path, Fault::Stall(gate.clone())));
        gate
    }

    /// Takes back all scripted faults, those of the gateway included.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// Lets time pass on the sandbox's clock: interactions age, tokens die.
    pub fn advance(&self, by: Duration) {
        self.shared.state().clock.advance(by);
        self.shared.touch();
    }

    /// Cuts every gateway connection without a close frame.
    pub fn drop_gateway(&self) {
        self.shared.hub().tell_all(&Out::Drop);
    }

    /// Leaves every gateway connection open on one side only: the bot hears nothing more, and nobody hears it.
    pub fn mute_gateway(&self) {
        self.shared.hub().tell_all(&Out::Mute);
    }

    /// Closes every gateway connection with a close code.
    pub fn close_gateway(&self, code: u16) {
        let mut hub = self.shared.hub();
        hub.tell_all(&Out::Close(code, "Scripted."));
        if matches!(code, 1000 | 1001 | 4007 | 4009) {
            hub.sessions.clear();
        }
    }

    /// Stops answering heartbeats, or starts again.
    pub fn acknowledge_heartbeats(&self, answers: bool) {
        self.shared.faults().gateway.no_acks = !answers;
    }

    /// Asks the bot to reconnect (op 7).
    pub fn ask_to_reconnect(&self) {
        self.send_raw(&json!({"op": 7, "t": null, "s": null, "d": null}).to_string());
    }

    /// Tells the bot that its session is invalid (op 9). A session that cannot be resumed is gone.
    pub fn invalidate_session(&self, resumable: bool) {
        self.send_raw(&json!({"op": 9, "t": null, "s": null, "d": resumable}).to_string());
        if !resumable {
            self.shared.hub().sessions.clear();
        }
    }

    /// Asks for a heartbeat (op 1).
    pub fn ask_for_heartbeat(&self) {
        self.send_raw(&json!({"op": 1, "t": null, "s": null, "d": null}).to_string());
    }

    /// Sends a text frame as it is: broken JSON, an unknown event.
    pub fn send_raw(&self, text: &str) {
        self.shared.hub().tell_all(&Out::Text(text.to_owned()));
    }

    /// Sends a frame of bytes, as on a connection that is compressed, whether the bot asked for that or not.
    pub fn send_bytes(&self, bytes: &[u8]) {
        self.shared.hub().tell_all(&Out::Bytes(bytes.to_vec()));
    }

    /// Keeps limits by buckets as Discord does, or none any more: so many calls to a route within a time, told in the headers of
    /// each answer; and fifty calls a second in all. Responses to interactions are in no bucket.
    pub fn keep_buckets(&self, each: Option<(usize, Duration)>) {
        self.shared.faults().buckets = each.map(|(calls, window)| Buckets::new(calls, window));
    }

    /// Sends an event with the next sequence number to every session, whatever its intents.
    pub fn send_event(&self, name: &'static str, data: Value) {
        let event = super::gateway::event::Event { name, data, intent: 0, guild: 0, hides_content: false };
        let mut hub = self.shared.hub();
        let ids: Vec<String> = hub.sessions.keys().cloned().collect();
        for id in ids {
            hub.send_to(&id, &event);
        }
    }

    /// Sends an interaction once more, as Discord sometimes does.
    pub fn repeat_interaction(&self, interaction: Id) {
        let payload = self.shared.state().interactions.get(&interaction).map(|it| it.payload.clone());
        if let Some(payload) = payload {
            self.send_event("INTERACTION_CREATE", payload);
        }
    }

    /// Sends `count` typing events at once.
    pub fn flood(&self, count: usize) {
        for index in 0..count {
            let data = json!({"channel_id": "1", "user_id": "2", "timestamp": index});
            self.send_event("TYPING_START", data);
        }
    }

    /// Sends Hello only after this much real time on new connections.
    pub fn delay_hello(&self, time: Duration) {
        self.shared.faults().gateway.hello_delay = time;
    }

    /// Leaves out Hello on new connections.
    pub fn withhold_hello(&self, withhold: bool) {
        self.shared.faults().gateway.no_hello = withhold;
    }

    /// Leaves out Ready after Identify.
    pub fn withhold_ready(&self, withhold: bool) {
        self.shared.faults().gateway.no_ready = withhold;
    }

    /// Refuses new gateway connections with 503.
    pub fn refuse_connections(&self, refuse: bool) {
        self.shared.faults().gateway.refuse_connections = refuse;
    }

    /// Closes with this code on every Identify, or stops doing so.
    pub fn close_on_identify(&self, code: Option<u16>) {
        self.shared.faults().gateway.close_on_identify = code;
    }

    /// Refuses every Resume with op 9, or stops doing so.
    pub fn refuse_resume(&self, refuse: bool) {
        self.shared.faults().gateway.refuse_resume = refuse;
    }

    /// The events that the present sessions were sent, as whole frames (`op`, `t`, `s`, `d`), in order.
    pub fn sent_events(&self) -> Vec<Value> {
        let hub = self.shared.hub();
        hub.sessions
            .values()
            .flat_map(|session| session.frames())
            .filter_map(|text| serde_json::from_str(text).ok())
            .collect()
    }

    /// How often the bot connected, identified, resumed and beat.
    pub fn gateway_counts(&self) -> GatewayCounts {
        self.shared.hub().counts
    }

    /// The shards that are connected, each with the number of all, in order.
    pub fn shards(&self) -> Vec<(u64, u64)> {
        let hub = self.shared.hub();
        let connected = hub.sessions.values().filter(|session| session.connection.is_some());
        let mut shards: Vec<(u64, u64)> = connected.map(|session| session.shard).collect();
        shards.sort_unstable();
        shards
    }

    /// Looks at the state.
    pub fn inspect<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.shared.state())
    }

    /// Changes the state behind everybody's back: permissions, channels, users. No event is sent.
    pub fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.shared.state());
        self.shared.touch();
        result
    }

    /// Forgets all messages, interactions and requests so far, for runs that would fill the memory.
    pub fn forget_history(&self) {
        {
            let mut state = self.shared.state();
            state.messages.clear();
            state.interactions.clear();
            state.taken.clear();
        }
        self.shared.log().clear();
        self.shared.touch();
    }

    /// Archives or locks a thread, by name.
    pub fn set_thread(&self, name: &str, archived: bool, locked: bool) {
        self.change(|state| {
            let now = state.clock.now_ms();
            let found = state.channels.values_mut().find(|channel| channel.name == name);
            if let Some(thread) = found.and_then(|channel| channel.thread.as_mut()) {
                *thread = ThreadData { archived, locked, changed_ms: now, ..thread.clone() };
            }
        });
    }
}
