//! What a page has been sent already, and what is new for it. The state is compared with what was sent, so that
//! nothing is lost or sent twice, however slowly a page reads.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use serde_json::{Value, json};

use super::{files, operator, view};
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Id, Message, State, json as as_json, permissions};

/// Messages that are sent at once, and with each look further back.
const PAGE: usize = 50;

/// Requests without an answer that are looked at again.
const OPEN: usize = 100;

/// One page's view of the world.
#[derive(Debug, Default)]
pub(super) struct News {
    user: Id,
    channel: Option<Id>,
    /// The oldest message that is loaded.
    from: Id,
    more: bool,
    fresh: bool,
    sent: BTreeMap<Id, u64>,
    world: Value,
    typing: Value,
    /// Requests of the log that were looked at, and those among them that had no answer yet.
    looked: usize,
    open: Vec<usize>,
    watches: bool,
    operator: Value,
}

impl News {
    /// The person that the page shows the world to.
    pub(super) fn user(&self) -> Id {
        self.user
    }

    /// Becomes a person in a channel. Everything is sent anew.
    pub(super) fn open(&mut self, shared: &Shared, user: Id, channel: Option<Id>) {
        let looked = if self.user == 0 { shared.log().len() } else { self.looked };
        let open = std::mem::take(&mut self.open);
        *self = Self { user, channel, fresh: true, looked, open, watches: self.watches, ..Self::default() };
        self.look_back(&shared.state(), Id::MAX);
    }

    /// Loads the messages before the oldest one.
    pub(super) fn older(&mut self, shared: &Shared) {
        let before = self.from;
        self.look_back(&shared.state(), before);
    }

    /// Whether the page shows what the bot asks of REST.
    pub(super) fn watch(&mut self, on: bool) {
        self.watches = on;
        self.operator = Value::Null;
    }

    fn look_back(&mut self, state: &State, before: Id) {
        let Some(channel) = self.channel else { return };
        let ids: Vec<Id> = visible(state, self.user, channel).map(|it| it.id).filter(|id| *id < before).collect();
        let kept = ids.len().saturating_sub(PAGE);
        self.more = kept > 0;
        self.from = match ids.get(kept) {
            Some(id) if self.more => *id,
            _ => 0,
        };
    }

    /// What is new since the last call.
    pub(super) fn take(&mut self, shared: &Shared) -> Vec<Value> {
        if self.user == 0 {
            return Vec::new();
        }
        let mut news = Vec::new();
        let world = view::world(shared, self.user);
        if world != self.world {
            news.push(json!({"t": "world", "world": world}));
            self.world = world;
        }
        {
            let state = shared.state();
            news.extend(self.messages(&state));
            news.extend(self.typing(&state));
        }
        news.extend(self.refusals(shared));
        if self.watches {
            let operator = operator::view(shared, self.channel);
            if operator != self.operator {
                news.push(json!({"t": "operator", "operator": operator}));
                self.operator = operator;
            }
        }
        news
    }

    fn messages(&mut self, state: &State) -> Option<Value> {
        let channel = self.channel?;
        let sees = state
            .channels
            .get(&channel)
            .is_some_and(|it| permissions::in_channel(state, self.user, it) & permissions::VIEW_CHANNEL != 0);
        if !sees {
            self.channel = None;
            return Some(json!({"t": "closed", "channel": channel.to_string()}));
        }
        let mut present = BTreeMap::new();
        let mut put = Vec::new();
        for it in visible(state, self.user, channel).filter(|it| it.id >= self.from) {
            let mark = mark(state, it);
            if self.sent.get(&it.id) != Some(&mark) {
                put.push(message(state, it));
            }
            present.insert(it.id, mark);
        }
        let gone: Vec<String> = self.sent.keys().filter(|id| !present.contains_key(id)).map(Id::to_string).collect();
        self.sent = present;
        let fresh = std::mem::take(&mut self.fresh);
        (fresh || !put.is_empty() || !gone.is_empty()).then(|| {
            json!({
                "t": "messages", "channel": channel.to_string(), "fresh": fresh, "more": self.more,
                "put": put, "gone": gone,
            })
        })
    }

    fn typing(&mut self, state: &State) -> Option<Value> {
        let (channel, now) = (self.channel?, state.clock.now_ms());
        let here = state
            .typing
            .iter()
            .filter(|((place, user), until)| *place == channel && *user != self.user && **until > now);
        let who: Vec<Value> =
            here.map(|((_, user), until)| json!({"user": user.to_string(), "until": until})).collect();
        let typing = json!(who);
        if typing == self.typing || (self.typing.is_null() && who.is_empty()) {
            return None;
        }
        self.typing = typing;
        let left = |it: &Value| json!({"user": it["user"], "ms": it["until"].as_i64().unwrap_or(now) - now});
        Some(json!({
            "t": "typing", "channel": channel.to_string(), "who": who.iter().map(left).collect::<Vec<_>>(),
        }))
    }

    fn refusals(&mut self, shared: &Shared) -> Option<Value> {
        let log = shared.log();
        // A log that was emptied begins anew.
        let looked = self.looked.min(log.len());
        let mut fresh = Vec::new();
        let mut open = Vec::new();
        for index in std::mem::take(&mut self.open).into_iter().chain(looked..log.len()) {
            let Some(record) = log.get(index) else { continue };
            if !record.refusal.is_null() {
                fresh.push(operator::refusal(record));
            } else if record.status == 0 && !record.scripted {
                open.push(index);
            }
        }
        // Some are never answered, because the bot went away before.
        self.open = open.split_off(open.len().saturating_sub(OPEN));
        self.looked = log.len();
        (!fresh.is_empty()).then(|| json!({"t": "refused", "list": fresh}))
    }
}

/// The messages of a channel that a person sees, in order.
fn visible(state: &State, user: Id, channel: Id) -> impl Iterator<Item = &Message> {
    state.messages_in(channel).filter(move |it| it.visible_to.is_none_or(|only| only == user))
}

/// Changes whenever a message looks different.
fn mark(state: &State, message: &Message) -> u64 {
    let mut hasher = DefaultHasher::new();
    (message.revision, message.flags, message.edited_ms, &message.reactions).hash(&mut hasher);
    let thread = message.thread.and_then(|id| state.channels.get(&id));
    thread.map(|it| (&it.name, it.message_count)).hash(&mut hasher);
    message.reference.map(|id| state.messages.get(&id).map(|it| it.revision)).hash(&mut hasher);
    hasher.finish()
}

/// A message as the page gets it: Discord's JSON, with files where the page finds them.
fn message(state: &State, message: &Message) -> Value {
    let mut value = as_json::message(state, message);
    for (shown, file) in value["attachments"].as_array_mut().into_iter().flatten().zip(&message.attachments) {
        shown["url"] = json!(files::address(file));
        shown["content_type"] = json!(files::kind(&file.filename));
    }
    value["sent_ms"] = json!(message.sent_ms);
    value["edited_ms"] = json!(message.edited_ms);
    value
}
