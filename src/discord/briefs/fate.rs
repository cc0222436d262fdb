//! What a failure means for a post: try again later, give it up or move it, or leave it to whoever has it now.

use crate::discord::errors::RestError;
use crate::store::{Reason, StoreError};

/// Why a post was not finished.
#[derive(Debug)]
pub(super) enum Fate {
    /// It can succeed later as it is.
    Later(RestError),
    /// It cannot succeed there.
    Refused(Reason, Option<RestError>),
    /// Another process has it now.
    Lost,
    /// The ledger cannot be written, so nothing may be sent; whoever finds it later goes on.
    Store(StoreError),
}

impl From<StoreError> for Fate {
    fn from(error: StoreError) -> Self {
        if error == StoreError::Missing { Self::Lost } else { Self::Store(error) }
    }
}

impl From<RestError> for Fate {
    fn from(error: RestError) -> Self {
        match reason(&error) {
            Some(reason) => Self::Refused(reason, Some(error)),
            None => Self::Later(error),
        }
    }
}

/// Why Discord refused for good; none if it may be otherwise later.
fn reason(error: &RestError) -> Option<Reason> {
    let RestError::Refused { status, code, path, .. } = error else { return None };
    Some(match (status, code) {
        // Unknown channel; a channel of a kind that takes no messages, as after it was made anew.
        (_, 10_003 | 50_008 | 50_024) => Reason::ChannelGone,
        // Archived and locked; locked.
        (_, 50_083 | 160_005) => Reason::ThreadClosed,
        // Unknown server (the bot was removed), missing access, missing permissions.
        (_, 10_004 | 50_001 | 50_013) => Reason::NotAllowed,
        (_, 40_067) => Reason::TagNeeded,
        (_, 160_006) => Reason::TooManyThreads,
        (400, 50_035) if path.starts_with("applied_tags") => Reason::TagNeeded,
        // A token that is not accepted ends the bot elsewhere; a limit passes; the rest are Discord's own troubles.
        (401 | 408 | 429, _) => return None,
        (400..500, _) => Reason::Refused,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: u64, path: &str) -> RestError {
        RestError::Refused { status, code, message: String::new(), path: path.to_owned() }
    }

    #[test]
    fn what_passes_is_tried_again_and_what_does_not_is_named() {
        for (error, expected) in [
            (refused(404, 10_003, ""), Some(Reason::ChannelGone)),
            (refused(400, 50_083, ""), Some(Reason::ThreadClosed)),
            (refused(403, 50_001, ""), Some(Reason::NotAllowed)),
            (refused(400, 50_035, "applied_tags: Unknown tag"), Some(Reason::TagNeeded)),
            (refused(400, 50_035, "embeds.0.title: too long"), Some(Reason::Refused)),
            (refused(401, 0, ""), None),
            (refused(503, 0, ""), None),
            (RestError::Timeout(std::time::Duration::from_secs(1)), None),
        ] {
            assert_eq!(reason(&error), expected, "{error}");
        }
    }
}
