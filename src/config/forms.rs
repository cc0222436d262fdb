//! The forms that values must have: token, proxy, database, switch.

use once_cell::sync::Lazy;
use regex::Regex;

/// Whether a text has a bot token's form: three parts of base64url with dots between them.
pub(super) fn is_token(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.split('.').count() == 3 && text.split('.').all(part)
}

/// The address of an HTTP proxy: a name or an IP address, perhaps a port, and nothing behind it.
static PROXY_ADDRESS: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?$").ok());

/// `http://host:port` without a slash at the end, if that is what the text is.
pub(super) fn proxy_address(text: &str) -> Option<String> {
    let form = PROXY_ADDRESS.as_ref()?;
    form.is_match(text).then(|| text.trim_end_matches('/').to_owned())
}

/// Whether a text begins like a database URL of either kind, and goes on.
pub(super) fn is_database_url(text: &str) -> bool {
    ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
}

pub(super) fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Some(true),
        "off" | "false" | "no" | "0" => Some(false),
        _ => None,
    }
}
