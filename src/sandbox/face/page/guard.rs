//! Who gets anything at all, and what the browser may do with it: only the page itself, from this machine.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

/// Why a request is turned away, as status and sentence.
pub(super) type Refused = (StatusCode, &'static str);

const NOT_THIS_HOST: Refused =
    (StatusCode::MISDIRECTED_REQUEST, "This page answers under 127.0.0.1 only. Use the address that was printed.");
const NOT_THIS_ORIGIN: Refused =
    (StatusCode::FORBIDDEN, "This page answers itself only. Open the address that was printed.");

/// Checks that a request was meant for this page (`Host`) and was not made by another one (`Origin`,
/// `Sec-Fetch-Site`). What changes anything must say where it comes from.
///
/// # Errors
/// The status and sentence to answer instead.
pub(super) fn admit(address: SocketAddr, method: &Method, headers: &HeaderMap) -> Result<(), Refused> {
    let port = address.port();
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if !text(header::HOST).is_some_and(|host| hosts.iter().any(|own| own == host)) {
        return Err(NOT_THIS_HOST);
    }
    let own_origin = |origin: &str| hosts.iter().any(|host| origin.strip_prefix("http://") == Some(host));
    let changes = *method != Method::GET || headers.contains_key(header::UPGRADE);
    match text(header::ORIGIN) {
        Some(origin) if own_origin(origin) => {}
        None if !changes && !headers.contains_key(header::ORIGIN) => {}
        _ => return Err(NOT_THIS_ORIGIN),
    }
    let site = text(HeaderName::from_static("sec-fetch-site")).unwrap_or("none");
    let opened = text(HeaderName::from_static("sec-fetch-mode")) == Some("navigate") && !changes;
    if opened || matches!(site, "none" | "same-origin") { Ok(()) } else { Err(NOT_THIS_ORIGIN) }
}

/// Puts the rules for the browser on an answer: nothing from outside, no markup out of text, no frames.
pub(super) fn dress(address: SocketAddr, headers: &mut HeaderMap) {
    let port = address.port();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; \
         connect-src 'self' ws://127.0.0.1:{port} ws://localhost:{port}; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    if let (false, Ok(policy)) = (headers.contains_key(header::CONTENT_SECURITY_POLICY), HeaderValue::try_from(policy))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(method: &Method, headers: &[(&str, &str)]) -> Option<StatusCode> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
        }
        admit("127.0.0.1:8080".parse().unwrap(), method, &map).err().map(|(status, _)| status)
    }

    #[test]
    fn only_the_page_itself_is_let_in() {
        let (get, post) = (Method::GET, Method::POST);
        let (host, origin) = (("host", "127.0.0.1:8080"), ("origin", "http://127.0.0.1:8080"));
        let (misdirected, forbidden) = (Some(StatusCode::MISDIRECTED_REQUEST), Some(StatusCode::FORBIDDEN));
        assert_eq!(asks(&get, &[host]), None);
        assert_eq!(asks(&get, &[("host", "localhost:8080")]), None);
        assert_eq!(asks(&post, &[host, origin]), None);
        assert_eq!(asks(&get, &[host, origin, ("upgrade", "websocket")]), None);
        assert_eq!(asks(&get, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]), None);
        assert_eq!(asks(&get, &[]), misdirected);
        assert_eq!(asks(&get, &[("host", "evil.example:8080")]), misdirected, "a name that leads here");
        assert_eq!(asks(&get, &[("host", "127.0.0.1:8081")]), misdirected);
        assert_eq!(asks(&post, &[host]), forbidden, "without saying from where");
        assert_eq!(asks(&get, &[host, ("upgrade", "websocket")]), forbidden);
        for other in ["http://evil.example", "http://127.0.0.1:8081", "null", "https://127.0.0.1:8080"] {
            assert_eq!(asks(&get, &[host, ("origin", other)]), forbidden, "{other}");
        }
        assert_eq!(asks(&get, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")]), forbidden);
    }
}
