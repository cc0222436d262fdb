//! The REST API below `/api/v10`: reads a request, lets a scripted fault have it or hands it to its
//! route, and writes both into the log.

mod application;
mod body;
mod channels;
mod commands;
mod guilds;
mod interactions;
mod messages;
pub(crate) mod post;
mod threads;
mod webhooks;

use std::collections::HashMap;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use futures_util::stream;
use serde_json::{Value, json};

use super::buckets::Turn;
use super::error::ApiError;
use super::faults::{Fault, LimitScope, segments};
use super::log::RequestRecord;
use super::shared::Shared;
use super::state::Id;
use super::validate::message::Upload;

/// A request as the routes see it.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Value,
    pub(crate) uploads: Vec<Upload>,
}

/// What a route answers: a status and, except for 204, a JSON body.
pub(crate) type Answer = Result<(u16, Value), ApiError>;

/// 204 without a body.
pub(crate) const NO_CONTENT: (u16, Value) = (204, Value::Null);

/// Answers one HTTP request.
pub(crate) async fn serve(shared: Arc<Shared>, request: Request) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    if let Some(file) = path.strip_prefix("/attachments/") {
        return attachment(&shared, file);
    }
    let Some(api_path) = path.strip_prefix("/api/v10").map(str::to_owned) else {
        record_unexpected(&shared, method, path);
        return to_response(&Err(ApiError::not_found()));
    };
    let query = query_of(request.uri().query().unwrap_or_default());
    let authorization =
        request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let read = body::read(request).await;
    let (body, uploads, refused) = match read {
        Ok((body, uploads)) => (body, uploads, None),
        Err(error) => (Value::Null, Vec::new(), Some(error)),
    };

    let path_segments = segments(&api_path);
    let index = {
        let mut log = shared.log();
        log.push(RequestRecord {
            method: method.clone(),
            path: api_path,
            body: body.clone(),
            files: uploads.iter().map(|upload| upload.filename.clone()).collect(),
            status: 0,
            code: 0,
            refusal: Value::Null,
            unexpected: false,
            scripted: false,
        });
        log.len() - 1
    };
    shared.touch();
    let fault = shared.faults().take(&method, &path_segments);
    match &fault {
        Some(Fault::Respond { status, headers, body }) => {
            note(&shared, index, |record| {
                record.status = *status;
                record.scripted = true;
            });
            return scripted(*status, headers, body.clone());
        }
        Some(Fault::ResetMidBody) => {
            note(&shared, index, |record| record.scripted = true);
            return cut();
        }
        Some(Fault::Stall(gate)) => gate.pass().await,
        Some(Fault::Delay(time)) => tokio::time::sleep(*time).await,
        Some(Fault::LoseAnswer) | None => {}
    }

    let turn = shared.faults().buckets.as_mut().map(|buckets| buckets.take(&method, &path_segments));
    if let Some(Turn { retry_after: Some(wait), global, headers }) = &turn {
        note(&shared, index, |record| record.status = 429);
        let scope = if *global { LimitScope::Global } else { LimitScope::User };
        let mut response = answer_of(&Fault::rate_limited(scope, *wait));
        add_headers(&mut response, headers);
        return response;
    }
    let call = Call { shared: &shared, query, body, uploads };
    let answer = match refused {
        Some(error) => Err(error),
        None => route(&call, &method, &path_segments, authorization.as_deref()),
    };
    let lost = matches!(fault, Some(Fault::LoseAnswer));
    note(&shared, index, |record| {
        record.scripted = fault.is_some();
        match &answer {
            Ok((status, _)) => record.status = *status,
            Err(error) => {
                record.status = error.status;
                record.code = u64::from(error.code);
                record.refusal = error.body();
                record.unexpected = *error == ApiError::not_found();
            }
        }
        if lost {
            record.status = 0;
        }
    });
    if lost {
        return cut();
    }
    let mut response = to_response(&answer);
    add_headers(&mut response, &turn.map(|turn| turn.headers).unwrap_or_default());
    response
}

/// The answer that a fault gives in place of the real one.
fn answer_of(fault: &Fault) -> Response {
    match fault {
        Fault::Respond { status, headers, body } => scripted(*status, headers, body.clone()),
        _ => cut(),
    }
}

fn add_headers(response: &mut Response, headers: &[(&'static str, String)]) {
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}

fn route(call: &Call<'_>, method: &str, path: &[String], authorization: Option<&str>) -> Answer {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match (method, path.as_slice()) {
        ("GET", ["gateway"]) => return application::gateway(call),
        ("POST", ["interactions", id, token, "callback"]) => {
            return interactions::callback(call, id, token);
        }
        (_, ["webhooks", app, token, rest @ ..]) => {
            return webhooks::route(call, method, app, token, rest);
        }
        _ => {}
    }
    let expected = format!("Bot {}", call.shared.state().application.token);
    if authorization != Some(expected.as_str()) {
        return Err(ApiError::unauthorized());
    }
    match (method, path.as_slice()) {
        ("GET", ["gateway", "bot"]) => application::gateway_bot(call),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => application::current(call),
        ("PATCH", ["applications", "@me"]) => application::change(call),
        (_, ["applications", app, rest @ ..]) => commands::route(call, method, app, rest),
        (_, ["channels", channel, rest @ ..]) => channels::route(call, method, channel, rest),
        (_, ["guilds", guild, rest @ ..]) => guilds::route(call, method, guild, rest),
        (_, ["users", rest @ ..]) => application::users(call, method, rest),
        _ => Err(ApiError::not_found()),
    }
}

/// A snowflake in a path or body.
pub(crate) fn id(text: &str) -> Result<Id, ApiError> {
    text.parse().map_err(|_| {
        let mut form = super::error::Form::default();
        form.add("id", "NUMBER_TYPE_COERCE", format!("Value \"{text}\" is not snowflake."));
        form.finish().err().unwrap_or_else(ApiError::not_found)
    })
}

fn query_of(text: &str) -> HashMap<String, String> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

fn note(shared: &Shared, index: usize, change: impl FnOnce(&mut RequestRecord)) {
    if let Some(record) = shared.log().get_mut(index) {
        change(record);
    }
    shared.touch();
}

fn record_unexpected(shared: &Shared, method: String, path: String) {
    shared.log().push(RequestRecord {
        method,
        path,
        body: Value::Null,
        files: Vec::new(),
        status: 404,
        code: 0,
        refusal: Value::Null,
        unexpected: true,
        scripted: false,
    });
    shared.touch();
}

fn to_response(answer: &Answer) -> Response {
    let (status, body) = match answer {
        Ok((status, body)) => (*status, body.clone()),
        Err(error) => (error.status, error.body()),
    };
    let body = if status == 204 { Body::empty() } else { Body::from(body.to_string()) };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn scripted(status: u16, headers: &[(String, String)], body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Half of a body, then a broken connection.
fn cut() -> Response {
    let half: Result<Bytes, std::io::Error> = Ok(Bytes::from_static(b"{\"id\":\"1"));
    let broken = Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
    let mut response = Response::new(Body::from_stream(stream::iter([half, broken])));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A file as Discord's content network gives it out.
fn attachment(shared: &Shared, path: &str) -> Response {
    let wanted = path.split('/').nth(1).and_then(|id| id.parse::<Id>().ok());
    let state = shared.state();
    let uploads = state.uploads.iter().map(|(_, file)| file);
    let found = state
        .messages
        .values()
        .flat_map(|message| &message.attachments)
        .chain(uploads)
        .find(|file| Some(file.id) == wanted);
    match found {
        Some(file) => {
            let kind = file.content_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
            scripted(200, &[("content-type".to_owned(), kind)], file.bytes.to_vec())
        }
        None => to_response(&Ok((404, json!({"message": "404: Not Found", "code": 0})))),
    }
}
