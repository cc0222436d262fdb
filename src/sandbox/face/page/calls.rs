//! What a page asks for on behalf of its person. Everything goes the way that tests and the terminal go, through
//! [`Actor`], so that the page can do nothing that a person could not.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{answers, operator, view};
use crate::sandbox::actor::{Actor, ActorError, Modal, Note, Seen, View};
use crate::sandbox::limits;
use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Ack, Id, Message, permissions};

/// Does one thing.
///
/// # Errors
/// Why it could not be done, as the page gets it.
pub(super) async fn call(shared: &Arc<Shared>, actor: &Actor, asked: &Value) -> Result<Value, Value> {
    let done = match asked["do"].as_str().unwrap_or_default() {
        "switch" => return known(operator::switch(shared, text(asked, "name"), asked["on"] == true)),
        "permit" => {
            let channel = id(&asked["channel"]).unwrap_or(0);
            return known(operator::permit(shared, channel, text(asked, "name"), asked["on"] == true));
        }
        "locale" => return known(set_locale(shared, actor, text(asked, "locale"))),
        "commands" => commands(shared, actor, asked),
        "say" => say(actor, asked),
        "typing" => actor.type_in(text(asked, "channel")).map(|()| Value::Null),
        "thread" => actor
            .start_thread(text(asked, "channel"), id(&asked["message"]), text(asked, "name"))
            .map(|id| json!(id.to_string())),
        "post" => post(actor, asked),
        "slash" => start_slash(actor, asked),
        "answer" => seen(actor.answer_to(id(&asked["interaction"]).unwrap_or(0)).await),
        "complete" => complete(actor, asked).await,
        "click" => {
            let message = message(shared, asked)?;
            seen(actor.click(&message, text(asked, "component")).await)
        }
        "select" => {
            let message = message(shared, asked)?;
            let values = texts(&asked["values"]);
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            seen(actor.select(&message, text(asked, "component"), &values).await)
        }
        "modal" => submit(shared, actor, asked).await,
        "menu" => {
            let message = message(shared, asked)?;
            seen(actor.message_menu(&message, text(asked, "command")).await)
        }
        "user_menu" => seen(actor.user_menu(text(asked, "channel"), text(asked, "user"), text(asked, "command")).await),
        _ => return Err(json!({"name": "frame"})),
    };
    done.map_err(|error| answers::problem(&error))
}

/// A channel that the person sees, by name or id.
pub(super) fn channel_id(actor: &Actor, name: &str) -> Option<Id> {
    if name.is_empty() { None } else { actor.channel(name).ok() }
}

/// The first text channel that a person sees.
pub(super) fn first_channel(shared: &Shared, user: Id) -> Option<Id> {
    let state = shared.state();
    let seen = state.channels.values().filter(|it| !it.kind.is_thread());
    seen.into_iter().find(|it| permissions::in_channel(&state, user, it) != 0).map(|it| it.id)
}

fn known(is_known: bool) -> Result<Value, Value> {
    if is_known { Ok(Value::Null) } else { Err(json!({"name": "frame"})) }
}

fn set_locale(shared: &Shared, actor: &Actor, locale: &str) -> bool {
    let known = limits::LOCALES.contains(&locale);
    if known {
        actor.set_locale(locale);
        shared.touch();
    }
    known
}

fn commands(shared: &Shared, actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let channel = actor.channel(text(asked, "channel"))?;
    Ok(view::commands(&shared.state(), actor.id(), channel))
}

fn say(actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let files = ids(&asked["files"]);
    let answers = id(&asked["answers"]).map(|id| (id, asked["pings"] == true));
    let message = actor.write(text(asked, "channel"), &Note { text: text(asked, "text"), answers, files: &files })?;
    Ok(json!(message.id.to_string()))
}

fn post(actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let (files, tags) = (ids(&asked["files"]), ids(&asked["tags"]));
    let note = Note { text: text(asked, "text"), answers: None, files: &files };
    actor.start_post(text(asked, "channel"), text(asked, "title"), &tags, &note).map(|id| json!(id.to_string()))
}

fn start_slash(actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let options = options(asked);
    let given: Vec<(&str, &str)> = options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let id = actor.start_slash(text(asked, "channel"), text(asked, "name"), &given)?;
    Ok(json!(id.to_string()))
}

async fn complete(actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let options = options(asked);
    let given: Vec<(&str, &str)> = options.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    seen(actor.autocomplete(text(asked, "channel"), text(asked, "name"), &given).await)
}

async fn submit(shared: &Shared, actor: &Actor, asked: &Value) -> Result<Value, ActorError> {
    let opened = id(&asked["interaction"]).unwrap_or(0);
    let modal = {
        let state = shared.state();
        let interaction = state.interactions.get(&opened).filter(|it| it.user == actor.id());
        match interaction.and_then(|it| it.ack.as_ref()) {
            Some(Ack::Modal(raw)) => Modal::from_json(raw),
            _ => return Err(ActorError::UnknownComponent("modal".to_owned())),
        }
    };
    let values: Vec<(String, String)> = pairs(&asked["values"]);
    let given: Vec<(&str, &str)> = values.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
    seen(actor.submit_modal(&Seen { interaction: opened, view: View::Modal(modal) }, &given).await)
}

fn seen(result: Result<Seen, ActorError>) -> Result<Value, ActorError> {
    result.map(|it| answers::seen(&it))
}

/// The message that something is done to; whether the person sees it is checked where it is done.
fn message(shared: &Shared, asked: &Value) -> Result<Message, Value> {
    let id = id(&asked["message"]).unwrap_or(0);
    let found = shared.state().messages.get(&id).cloned();
    found.ok_or_else(|| answers::problem(&ActorError::UnknownMessage(id)))
}

fn options(asked: &Value) -> Vec<(String, String)> {
    pairs(&asked["options"])
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()))).collect()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

fn ids(list: &Value) -> Vec<Id> {
    list.as_array().into_iter().flatten().filter_map(id).collect()
}

fn id(value: &Value) -> Option<Id> {
    value.as_str().and_then(|it| it.parse().ok())
}

fn text<'a>(asked: &'a Value, key: &str) -> &'a str {
    asked[key].as_str().unwrap_or_default()
}
