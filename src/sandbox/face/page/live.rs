//! The live connection of one page: what it asks for, and the news that it gets.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::news::News;
use super::{Desk, calls};
use crate::sandbox::actor::Actor;
use crate::sandbox::state::Id;

/// The largest frame that a page may send, in bytes.
pub(super) const LARGEST_FRAME: usize = 256 * 1024;
/// Changes that follow each other as quickly are told together.
const TOGETHER: Duration = Duration::from_millis(8);
/// Answers that wait for a page that does not read; whoever acts then waits too.
const WAITING: usize = 64;

/// Serves one page until it closes.
pub(super) async fn serve(desk: Arc<Desk>, mut socket: WebSocket) {
    let mut changes = desk.shared.changes();
    let (answers, mut answered) = mpsc::channel::<Value>(WAITING);
    let mut news = News::default();
    if send(&mut socket, &hello(&desk)).await.is_err() {
        return;
    }
    loop {
        let answer = tokio::select! {
            frame = socket.recv() => match frame {
                Some(Ok(Message::Text(text))) => receive(&desk, &mut news, text.as_str(), &answers),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_))) => None,
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
            },
            answer = answered.recv() => answer,
            changed = changes.changed() => {
                if changed.is_err() {
                    return;
                }
                tokio::time::sleep(TOGETHER).await;
                changes.mark_unchanged();
                None
            }
        };
        // What an answer speaks of is there before it.
        for item in news.take(&desk.shared).into_iter().chain(answer) {
            if send(&mut socket, &item).await.is_err() {
                return;
            }
        }
    }
}

async fn send(socket: &mut WebSocket, value: &Value) -> Result<(), axum::Error> {
    socket.send(Message::text(value.to_string())).await
}

/// Who there is, before the page is anybody.
fn hello(desk: &Desk) -> Value {
    let state = desk.shared.state();
    let first = state.find_user(&desk.options.user).filter(|user| !user.bot);
    let first = first.or_else(|| state.users.values().find(|user| !user.bot)).map(|user| user.id);
    let guides: Vec<Value> =
        desk.options.guides.iter().map(|(locale, guide)| json!({"locale": locale, "guide": guide.json()})).collect();
    json!({
        "t": "hello",
        "user": first.map(|id| id.to_string()),
        "channel": desk.options.channel,
        "guides": guides,
    })
}

/// Does what a frame asks for. What takes time is answered later.
fn receive(desk: &Arc<Desk>, news: &mut News, text: &str, answers: &mpsc::Sender<Value>) -> Option<Value> {
    let Ok(asked) = serde_json::from_str::<Value>(text) else {
        return Some(json!({"re": null, "error": {"name": "frame"}}));
    };
    let re = asked["id"].clone();
    match asked["do"].as_str().unwrap_or_default() {
        "open" => Some(open(desk, news, &asked, re)),
        "older" => {
            news.older(&desk.shared);
            Some(json!({"re": re, "ok": null}))
        }
        "watch" => {
            news.watch(asked["on"] == true);
            Some(json!({"re": re, "ok": null}))
        }
        _ => {
            let actor = Actor::new(Arc::clone(&desk.shared), news.user());
            let (desk, answers) = (Arc::clone(desk), answers.clone());
            tokio::spawn(async move {
                let answer = match calls::call(&desk.shared, &actor, &asked).await {
                    Ok(ok) => json!({"re": re, "ok": ok}),
                    Err(error) => json!({"re": re, "error": error}),
                };
                // A page that has closed needs no answer.
                let _ = answers.send(answer).await;
            });
            None
        }
    }
}

/// Becomes a person in a channel: the one that is named, or the first one that they see.
fn open(desk: &Desk, news: &mut News, asked: &Value, re: Value) -> Value {
    let id = |key: &str| asked[key].as_str().and_then(|it| it.parse::<Id>().ok());
    let person = id("user").filter(|id| desk.shared.state().users.get(id).is_some_and(|user| !user.bot));
    let Some(user) = person else {
        return json!({"re": re, "error": {"name": "forbidden"}});
    };
    let actor = Actor::new(Arc::clone(&desk.shared), user);
    let wanted = asked["channel"].as_str().unwrap_or_default();
    let channel = calls::channel_id(&actor, wanted)
        .or_else(|| calls::channel_id(&actor, &desk.options.channel))
        .or_else(|| calls::first_channel(&desk.shared, user));
    news.open(&desk.shared, user, channel);
    json!({"re": re, "ok": {"channel": channel.map(|id| id.to_string())}})
}
