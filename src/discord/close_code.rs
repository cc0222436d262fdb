//! Close codes after which connecting again is useless, each with what to do about it.

/// A close code after which connecting again is useless (events/gateway, close event codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FatalClose {
    /// 4004
    #[error(
        "Discord does not accept the token (close code 4004): reset it on the application's Bot page at https://discord.com/developers/applications and put the new one into DISCORD_TOKEN"
    )]
    AuthenticationFailed,
    /// 4010
    #[error(
        "Discord refuses the shard that was asked for (close code 4010): if DISCORD_PROXY is set, check that its gateway belongs to this bot; otherwise report this as a bug"
    )]
    InvalidShard,
    /// 4011
    #[error(
        "the bot is in too many servers for the number of shards that Discord advised (close code 4011): start it again, and if DISCORD_PROXY is set, check that it answers /gateway/bot freshly"
    )]
    ShardingRequired,
    /// 4012
    #[error("Discord no longer speaks gateway version 10 (close code 4012): update this program")]
    InvalidVersion,
    /// 4013
    #[error("Discord does not know one of the requested intents (close code 4013): update this program")]
    InvalidIntents,
    /// 4014
    #[error(
        "Discord does not allow one of the requested intents (close code 4014), although none of them is privileged: check that DISCORD_TOKEN belongs to an application with a bot user, then update this program"
    )]
    DisallowedIntents,
}

impl FatalClose {
    /// The fatal close of this code, if it is one.
    pub(super) fn of(code: u16) -> Option<Self> {
        Some(match code {
            4004 => Self::AuthenticationFailed,
            4010 => Self::InvalidShard,
            4011 => Self::ShardingRequired,
            4012 => Self::InvalidVersion,
            4013 => Self::InvalidIntents,
            4014 => Self::DisallowedIntents,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use twilight_gateway::CloseFrame;
    use twilight_model::gateway::CloseCode;

    use super::*;

    #[test]
    fn they_are_those_after_which_the_library_does_not_connect_again() {
        for code in (CloseFrame::NORMAL.code..1016).chain(4000..5000) {
            let ends = CloseCode::try_from(code).is_ok_and(|code| !code.can_reconnect());
            assert_eq!(FatalClose::of(code).is_some(), ends, "{code}");
        }
    }
}
