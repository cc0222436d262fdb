//! The gateway: one websocket for each connection, sessions that outlive their connections, and the
//! events that they get.

mod connection;
pub(crate) mod event;
mod hub;

pub(crate) use connection::{RESUME_PATH, serve};
pub use hub::GatewayCounts;
pub(crate) use hub::{Hub, Out};

/// Gateway intents (events/gateway, "Gateway Intents").
pub mod intent {
    /// Servers, channels and threads.
    pub const GUILDS: u64 = 1 << 0;
    /// Members; privileged.
    pub const GUILD_MEMBERS: u64 = 1 << 1;
    /// Presences; privileged.
    pub const GUILD_PRESENCES: u64 = 1 << 8;
    /// Messages in servers.
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    /// Reactions in servers.
    pub const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
    /// Who is typing in servers.
    pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
    /// Direct messages.
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    /// Reactions in direct messages.
    pub const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
    /// Who is typing in direct messages.
    pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
    /// The content of messages that do not concern the bot; privileged.
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
    /// The privileged intents, which an application has only when they are granted.
    pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
    /// Every bit that has a meaning.
    pub const ALL: u64 = (1 << 26) - 1;
}
