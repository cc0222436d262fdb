//! Files: what people upload, and what messages carry.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::sandbox::shared::Shared;
use crate::sandbox::state::{Attachment, Id};

/// Kinds that the browser gets under their own name; everything else is bytes to save.
const KNOWN: [(&str, &str); 13] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("log", "text/plain"),
    ("json", "application/json"),
];
/// Longest name that is kept.
const NAME: usize = 120;

/// The media type of a file, by its name; the sender's word is not taken.
pub(super) fn kind(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, it)| it.to_lowercase()).unwrap_or_default();
    KNOWN.iter().find(|(known, _)| *known == extension).map_or("application/octet-stream", |(_, kind)| kind)
}

/// Where the page finds a file, relative to its own address.
pub(super) fn address(file: &Attachment) -> String {
    format!("files/{}", file.id)
}

/// A file name without what a name must not have.
pub(super) fn clean_name(name: &str) -> String {
    let good = |it: char| !it.is_control() && !matches!(it, '/' | '\\' | ':' | '"' | '<' | '>' | '|' | '?' | '*');
    let name: String = name.chars().map(|it| if good(it) { it } else { '_' }).take(NAME).collect();
    if name.trim().is_empty() { "file".to_owned() } else { name }
}

/// Gives out a file. Pictures are shown; a document, SVG included, may do nothing in the browser.
pub(super) fn give(shared: &Shared, id: &str) -> Option<Response> {
    let wanted: Id = id.parse().ok()?;
    let state = shared.state();
    let sent = state.messages.values().flat_map(|message| &message.attachments);
    let file = sent.chain(state.uploads.iter().map(|(_, file)| file)).find(|file| file.id == wanted)?.clone();
    drop(state);
    let kind = kind(&file.filename);
    let mut response = Response::new(Body::from(file.bytes.to_vec()));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    if !kind.starts_with("image/") || kind == "image/svg+xml" {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    Some(response)
}

/// The font that whoever serves the page has given along; none if none was given.
pub(super) fn font(bytes: &'static [u8]) -> Option<Response> {
    if bytes.is_empty() {
        return None;
    }
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("font/ttf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_never_shown_as_one() {
        assert_eq!(kind("a.html"), "application/octet-stream");
        assert_eq!(kind("a.SVG"), "image/svg+xml");
        assert_eq!(kind("noextension"), "application/octet-stream");
    }

    #[test]
    fn names_are_only_names() {
        assert_eq!(clean_name("../../etc/passwd"), ".._.._etc_passwd");
        assert_eq!(clean_name("a\"b\u{0}<c>.csv"), "a_b__c_.csv");
        assert_eq!(clean_name(" "), "file");
        assert_eq!(clean_name(&"x".repeat(500)).len(), 120);
    }
}
