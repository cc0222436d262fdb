//! The page's addresses: the files of the page, the files of messages, uploads, and the live connection.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts as _, Query, Request, State, WebSocketUpgrade};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::serve::ListenerExt as _;
use serde_json::json;
use tokio::net::TcpListener;

use super::{Desk, assets, files, guard, live};
use crate::sandbox::actor::Actor;
use crate::sandbox::limits;

/// The font that the page's styles name.
const FONT: &str = "korean.ttf";
const NO_TOKEN: &str = "This address is not complete. Use the one that was printed when the program started.";
const NOT_HERE: &str = "There is nothing here.";
const TOO_LARGE: &str = "A file may have 10 MiB.";

/// Serves the page until the task is aborted.
pub(super) async fn run(listener: TcpListener, desk: Arc<Desk>) {
    let app = Router::new().fallback(answer).with_state(desk);
    // News are small and follow each other: held back until the one before is acknowledged, each would wait 40 ms.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    // A listener on loopback has no other end than that of its task.
    let _ = axum::serve(listener, app).await;
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let address = desk.address;
    let mut response = match guard::admit(address, request.method(), request.headers()) {
        Ok(()) => route(desk, request).await,
        Err((status, sentence)) => refusal(status, sentence),
    };
    guard::dress(address, response.headers_mut());
    response
}

async fn route(desk: Arc<Desk>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let inside = path.strip_prefix('/').and_then(|path| path.strip_prefix(desk.token.as_str()));
    let Some(inside) = inside.and_then(|path| path.strip_prefix('/')) else {
        return refusal(StatusCode::NOT_FOUND, NO_TOKEN);
    };
    let found = match (request.method(), inside) {
        (&Method::GET, "") => assets::get("index.html"),
        (&Method::GET, FONT) => files::font(desk.options.font),
        (&Method::GET, "live") => return connect(desk, request).await,
        (&Method::POST, "files") => return upload(&desk, request).await,
        (&Method::GET, path) => match path.strip_prefix("files/") {
            Some(id) => files::give(&desk.shared, id),
            None => assets::get(path),
        },
        _ => None,
    };
    found.unwrap_or_else(|| refusal(StatusCode::NOT_FOUND, NOT_HERE))
}

async fn connect(desk: Arc<Desk>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => {
            upgrade.max_message_size(live::LARGEST_FRAME).on_upgrade(move |socket| live::serve(desk, socket))
        }
        Err(refused) => refused.into_response(),
    }
}

/// Takes a file that a person is about to send.
async fn upload(desk: &Desk, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(Query(query)) = Query::<HashMap<String, String>>::from_request_parts(&mut parts, &()).await else {
        return refusal(StatusCode::BAD_REQUEST, NOT_HERE);
    };
    let user = query.get("user").and_then(|id| id.parse().ok()).unwrap_or(0);
    let person = desk.shared.state().users.get(&user).is_some_and(|user| !user.bot);
    if !person {
        return refusal(StatusCode::BAD_REQUEST, NOT_HERE);
    }
    let Ok(bytes) = to_bytes(body, limits::FILE_BYTES).await else {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE);
    };
    let name = files::clean_name(query.get("name").map_or("", String::as_str));
    let id = Actor::new(Arc::clone(&desk.shared), user).upload(&name, files::kind(&name), &bytes);
    let body = json!({"id": id.to_string(), "name": name, "size": bytes.len()});
    let mut response = Response::new(Body::from(body.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn refusal(status: StatusCode, sentence: &'static str) -> Response {
    let mut response = Response::new(Body::from(format!("{sentence}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
