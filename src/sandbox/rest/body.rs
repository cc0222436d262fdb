//! Reads a request's body: JSON, or multipart with `payload_json` and `files[n]`.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header;
use serde_json::Value;

use crate::sandbox::error::ApiError;
use crate::sandbox::limits;
use crate::sandbox::validate::message::Upload;

/// The JSON and the files of a body.
///
/// # Errors
/// 40005 for a body over 25 MiB, 50109 for broken JSON.
pub(super) async fn read(request: Request) -> Result<(Value, Vec<Upload>), ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, limits::REQUEST_BYTES).await.map_err(|_| ApiError::too_large())?;
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Ok((json(&bytes)?, Vec::new()));
    }
    let mut request = Request::from_parts(parts, Body::from(bytes));
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| ApiError::bad_json())?;
    let mut payload = Value::Null;
    let mut uploads = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::bad_json())? {
        let name = field.name().unwrap_or_default().to_owned();
        let filename = field.file_name().map(str::to_owned);
        let content_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| ApiError::bad_json())?;
        if name == "payload_json" {
            payload = json(&bytes)?;
        } else if let Some(filename) = filename {
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            let number = digits.parse().unwrap_or(uploads.len() as u64);
            uploads.push(Upload { number, filename, content_type, bytes: Arc::from(bytes.as_ref()) });
        }
    }
    if payload.is_null() {
        payload = serde_json::json!({});
    }
    Ok((payload, uploads))
}

fn json(bytes: &[u8]) -> Result<Value, ApiError> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(bytes).map_err(|_| ApiError::bad_json())
}
