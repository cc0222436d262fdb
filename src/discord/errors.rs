//! What Discord's refusals mean, and what is done about each.
//!
//! One table says for every code that the bot can meet whether it is an everyday thing (the asker was faster, the
//! message is gone) or a failure, so that an error is logged once, at the right level, and never shown to a reader
//! as something internal.

use std::time::Duration;

/// A call to Discord's REST API that did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestError {
    /// Discord answered and said no.
    #[error("Discord refused with status {status}, code {code}: {message}{}", at(path))]
    Refused {
        /// HTTP status.
        status: u16,
        /// Discord's JSON error code; 0 if the body was not JSON.
        code: u64,
        /// Discord's text.
        message: String,
        /// The first field of the request that was wrong, and why; empty if none was named.
        path: String,
    },
    /// Still limited when no more time was left to wait.
    #[error("Discord limits the rate of this call for another {:.1} s, longer than it can wait", .0.as_secs_f64())]
    Limited(Duration),
    /// No answer in time.
    #[error("Discord did not answer within {:.1} s", .0.as_secs_f64())]
    Timeout(Duration),
    /// The connection could not be made, or broke.
    #[error("the connection to Discord failed: {0}")]
    Connection(String),
    /// An answer that could not be read.
    #[error("Discord's answer could not be read: {0}")]
    Unreadable(String),
}

fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" (at {path})") }
}

/// What to make of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The interaction or message is gone or was answered already: nobody can be told, and nothing is broken.
    TooLate,
    /// A permission is missing, or the channel cannot be seen or is closed.
    NotAllowed,
    /// The bot token is not accepted.
    BadToken,
    /// The request was malformed: a mistake in this program.
    OurMistake,
    /// Anything else.
    Failure,
}

impl RestError {
    /// What to make of it.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        let Self::Refused { status, code, .. } = self else { return Meaning::Failure };
        match (status, code) {
            // Unknown message, unknown webhook, unknown interaction, already acknowledged, webhook token expired
            // (15 minutes after the interaction). The last comes with status 401, too, and says nothing about the bot.
            (_, 10_008 | 10_015 | 10_062 | 40_060 | 50_027) => Meaning::TooLate,
            // Unknown channel, missing access, cannot message this user, missing permissions, thread archived, thread
            // locked.
            (_, 10_003 | 50_001 | 50_007 | 50_013 | 50_083 | 160_005) => Meaning::NotAllowed,
            (401, _) => Meaning::BadToken,
            (400 | 404 | 405 | 413, _) => Meaning::OurMistake,
            _ => Meaning::Failure,
        }
    }

    /// Whether it is this code of Discord's.
    #[must_use]
    pub fn is_code(&self, wanted: u64) -> bool {
        matches!(self, Self::Refused { code, .. } if *code == wanted)
    }
}

/// Missing permissions.
pub(super) const MISSING_PERMISSIONS: u64 = 50_013;
/// The interaction was answered already.
pub(super) const ALREADY_ACKNOWLEDGED: u64 = 40_060;
/// The message that a reply refers to is gone ("Invalid Form Body", at `message_reference`).
pub(super) const INVALID_FORM_BODY: u64 = 50_035;

/// Logs that something could not be said, once, with the age of what it would have answered.
pub(super) fn log_unsaid(error: &RestError, what: &'static str, id: u64, age: Duration) {
    let age_ms = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
    match error.meaning() {
        Meaning::TooLate => tracing::info!(what, id, age_ms, %error, "too late to answer"),
        Meaning::NotAllowed => tracing::warn!(what, id, age_ms, %error, "not allowed to answer there"),
        Meaning::BadToken | Meaning::OurMistake | Meaning::Failure => {
            tracing::error!(what, id, age_ms, %error, "an answer was lost");
        }
    }
}

/// The first wrong field of a "form body" refusal, as `embeds.0.title: ...`, or nothing.
pub(super) fn first_wrong_field(errors: &serde_json::Value) -> String {
    let mut path = String::new();
    let mut place = errors;
    // Discord nests a handful of levels; a body that nests deeper is not worth following.
    for _ in 0..16 {
        let Some(fields) = place.as_object() else { break };
        if let Some(first) = fields.get("_errors").and_then(|list| list.get(0)) {
            let message = first.get("message").and_then(serde_json::Value::as_str).unwrap_or_default();
            return format!("{path}: {message}");
        }
        let Some((name, below)) = fields.iter().next() else { break };
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        place = below;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: u64) -> RestError {
        RestError::Refused { status, code, message: "no".to_owned(), path: String::new() }
    }

    #[test]
    fn codes_have_their_meanings() {
        let cases = [
            (404, 10_062, Meaning::TooLate),
            (400, 40_060, Meaning::TooLate),
            (404, 10_015, Meaning::TooLate),
            (401, 50_027, Meaning::TooLate),
            (403, 50_013, Meaning::NotAllowed),
            (403, 50_001, Meaning::NotAllowed),
            (401, 0, Meaning::BadToken),
            (400, 50_035, Meaning::OurMistake),
            (503, 0, Meaning::Failure),
        ];
        for (status, code, meaning) in cases {
            assert_eq!(refused(status, code).meaning(), meaning, "{status} {code}");
        }
    }

    #[test]
    fn the_wrong_field_is_named() {
        let errors = serde_json::json!({
            "embeds": {"0": {"title": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Too long."}]}}}
        });
        assert_eq!(first_wrong_field(&errors), "embeds.0.title: Too long.");
        assert_eq!(first_wrong_field(&serde_json::json!("?")), "");
    }
}
