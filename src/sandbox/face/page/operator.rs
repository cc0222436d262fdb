//! What an operator wants to see and to break: the bot's requests and refusals, its connection, and faults as switches.

use std::time::Duration;

use serde_json::{Value, json};

use crate::sandbox::faults::{Fault, LimitScope, Rule};
use crate::sandbox::gateway::{Out, event};
use crate::sandbox::log::RequestRecord;
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Id, Overwrite, OverwriteKind, permissions as p};

/// Requests that are listed.
const LISTED: usize = 40;
/// How much later a slow REST API answers; still within the three seconds of a first answer.
const SLOW: Duration = Duration::from_millis(1500);
/// Later than Discord waits for a first answer.
const LATE: Duration = Duration::from_millis(3500);
/// Seconds that a bot is asked to wait.
const WAIT_SECONDS: f64 = 1.0;

/// The faults that stay on until they are switched off.
const STANDING: [&str; 4] = ["slow", "late", "limited", "broken"];

fn rule(name: &str) -> Option<Rule> {
    Some(match name {
        "slow" => Rule::new("*", "/**", Fault::Delay(SLOW)),
        "late" => Rule::new("POST", "/interactions/**", Fault::Delay(LATE)),
        "limited" => Rule::new("*", "/**", Fault::rate_limited(LimitScope::User, WAIT_SECONDS)),
        "broken" => Rule::new("*", "/**", Fault::status(502)),
        _ => return None,
    })
}

/// Switches a fault on or off. False for a name that there is not.
pub(super) fn switch(shared: &Shared, name: &str, on: bool) -> bool {
    match (name, rule(name)) {
        ("away", _) => {
            shared.faults().gateway.refuse_connections = on;
            if on {
                shared.hub().tell_all(&Out::Drop);
            }
        }
        ("drop", _) => {
            shared.hub().tell_all(&Out::Drop);
        }
        (_, Some(rule)) => shared.faults().keep(name, on.then_some(rule)),
        (_, None) => return false,
    }
    shared.touch();
    true
}

/// Gives the bot a permission in a channel or takes it. False for a name or channel that there is not.
pub(super) fn permit(shared: &Shared, channel: Id, name: &str, on: bool) -> bool {
    let bits = match name {
        "send" => p::SEND_MESSAGES | p::SEND_MESSAGES_IN_THREADS,
        "embed" => p::EMBED_LINKS,
        "attach" => p::ATTACH_FILES,
        "threads" => p::CREATE_PUBLIC_THREADS,
        _ => return false,
    };
    let mut state = shared.state();
    let bot = state.bot();
    // A thread has its parent's permissions.
    let holder = state.channels.get(&channel).and_then(|it| it.parent_id).unwrap_or(channel);
    let Some(place) = state.channels.get_mut(&holder) else { return false };
    let known = |it: &&mut Overwrite| it.kind == OverwriteKind::Member && it.id == bot;
    match place.overwrites.iter_mut().find(known) {
        Some(own) if on => {
            own.deny &= !bits;
            own.allow |= bits;
        }
        Some(own) => {
            own.deny |= bits;
            own.allow &= !bits;
        }
        None => {
            let (allow, deny) = if on { (bits, 0) } else { (0, bits) };
            place.overwrites.push(Overwrite { id: bot, kind: OverwriteKind::Member, allow, deny });
        }
    }
    let told = state.channels.get(&holder).and_then(|place| event::channel(&state, "CHANNEL_UPDATE", place));
    if let Some(event) = told {
        shared.hub().dispatch(&event);
    }
    drop(state);
    shared.touch();
    true
}

/// Everything on the operator's panel.
pub(super) fn view(shared: &Shared, channel: Option<Id>) -> Value {
    let (online, counts) = {
        let hub = shared.hub();
        (hub.is_online(), hub.counts)
    };
    let switches: serde_json::Map<String, Value> = {
        let faults = shared.faults();
        let standing = STANDING.iter().map(|name| ((*name).to_owned(), json!(faults.keeps(name))));
        standing.chain([("away".to_owned(), json!(faults.gateway.refuse_connections))]).collect()
    };
    let log = shared.log();
    let requests: Vec<Value> = log.iter().rev().take(LISTED).map(request).collect();
    json!({
        "channel": channel.map(|id| id.to_string()),
        "online": online,
        "connections": counts.connections,
        "resumes": counts.resumes,
        "switches": switches,
        "requests": requests,
        "total": log.len(),
    })
}

fn request(record: &RequestRecord) -> Value {
    json!({
        "method": record.method,
        "path": short(&record.path),
        "status": record.status,
        "scripted": record.scripted,
        "refusal": if record.refusal.is_null() { Value::Null } else { refusal(record) },
    })
}

/// A refusal with its code, and each field that is wrong with its path.
pub(super) fn refusal(record: &RequestRecord) -> Value {
    let mut fields = Vec::new();
    walk(&record.refusal["errors"], &mut Vec::new(), &mut fields);
    json!({
        "method": record.method,
        "path": short(&record.path),
        "status": record.status,
        "code": record.refusal["code"],
        "message": record.refusal["message"],
        "fields": fields,
    })
}

fn walk<'a>(node: &'a Value, path: &mut Vec<&'a str>, out: &mut Vec<Value>) {
    for (key, child) in node.as_object().into_iter().flatten() {
        if key == "_errors" {
            for error in child.as_array().into_iter().flatten() {
                out.push(json!({"path": path.join("."), "code": error["code"], "message": error["message"]}));
            }
        } else {
            path.push(key);
            walk(child, path, out);
            path.pop();
        }
    }
}

/// A path without the tokens in it, which say nothing to a reader.
fn short(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let hidden = match parts.get(1) {
        Some(&("interactions" | "webhooks")) => 3,
        _ => usize::MAX,
    };
    let part = |(index, part): (usize, &&str)| if index == hidden { "…".to_owned() } else { (*part).to_owned() };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_field_has_its_path() {
        let error = json!({"embeds": {"0": {"title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}]}}}});
        let mut fields = Vec::new();
        walk(&error, &mut Vec::new(), &mut fields);
        assert_eq!(fields.len(), 1);
        assert_eq!(fields[0]["path"], "embeds.0.title");
    }

    #[test]
    fn tokens_are_left_out() {
        assert_eq!(short("/interactions/12/secret/callback"), "/interactions/12/…/callback");
        assert_eq!(short("/webhooks/12/secret/messages/@original"), "/webhooks/12/…/messages/@original");
        assert_eq!(short("/channels/1/messages"), "/channels/1/messages");
    }
}
