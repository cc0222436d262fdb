//! What the stand-in remembers, as plain data: people, servers, channels, messages, commands and
//! interactions. Nothing here sends or validates anything.

mod find;
mod interaction;
pub mod json;
pub(crate) mod message;
pub mod permissions;

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

pub use interaction::{Ack, Interaction, InteractionKind};
pub use message::{Attachment, Button, Choice, InteractionMeta, Message, Select, SelectOption, Target};

use super::clock::Clock;

/// A Discord snowflake; JSON carries it as a string.
pub type Id = u64;

/// Milliseconds between 1970 and Discord's own epoch.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// How long somebody is shown as typing (resources/channel, "Trigger Typing Indicator").
const TYPING_MS: i64 = 10_000;

/// Everything the stand-in knows.
#[derive(Debug)]
pub struct State {
    /// The clock that all times come from.
    pub clock: Clock,
    /// The application and its bot.
    pub application: Application,
    /// Users by id, the bot included.
    pub users: BTreeMap<Id, User>,
    /// Servers by id.
    pub guilds: BTreeMap<Id, Guild>,
    /// Channels, threads and conversations by id.
    pub channels: BTreeMap<Id, Channel>,
    /// Messages by id, in the order of their creation.
    pub messages: BTreeMap<Id, Message>,
    /// Commands as registered; `None` is the global set.
    pub commands: HashMap<Option<Id>, Vec<Value>>,
    /// Interactions by id.
    pub interactions: BTreeMap<Id, Interaction>,
    /// Files that users have uploaded and not yet sent, with their owners.
    pub uploads: Vec<(Id, Attachment)>,
    /// Who is shown as typing in which channel, and until when in milliseconds since 1970.
    pub typing: BTreeMap<(Id, Id), i64>,
    /// Messages that were deleted while somebody had begun to answer them, with their channels.
    pub(crate) gone: HashMap<Id, Id>,
    /// Up to which revision the test has seen each message.
    pub(crate) taken: HashMap<Id, u32>,
    /// Where files and the gateway are served, filled in at start.
    pub(crate) rest_url: String,
    pub(crate) gateway_url: String,
    last_id: Id,
}

/// The application that the bot belongs to.
#[derive(Clone, Debug)]
pub struct Application {
    /// Application id; the bot's user has the same.
    pub id: Id,
    /// Name of the application and of its bot.
    pub name: String,
    /// Text of the profile.
    pub description: String,
    /// The user who owns it.
    pub owner: Id,
    /// The bot's token.
    pub token: String,
    /// Intents that the gateway refuses with 4014: the privileged ones that are not granted.
    pub denied_intents: u64,
}

/// A person or a bot.
#[derive(Clone, Debug)]
pub struct User {
    /// Snowflake.
    pub id: Id,
    /// Unique name.
    pub name: String,
    /// Name as shown, when it differs.
    pub display_name: Option<String>,
    /// Whether this is a bot.
    pub bot: bool,
    /// The language of the user's client, `ko` or `en-US` for example.
    pub locale: String,
    /// Whether the user has installed the application for themself.
    pub installed_app: bool,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Guild {
    /// Snowflake; also the id of the role of everyone.
    pub id: Id,
    /// Name.
    pub name: String,
    /// The owner, who may do everything.
    pub owner_id: Id,
    /// Roles; the one with the server's own id is everyone's.
    pub roles: Vec<Role>,
    /// Members by user id.
    pub members: BTreeMap<Id, Member>,
    /// The server's language.
    pub locale: String,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Snowflake.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Permission bits.
    pub permissions: u64,
    /// Whether everybody may mention it.
    pub mentionable: bool,
}

/// A user in a server.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Name in this server.
    pub nick: Option<String>,
    /// Roles besides everyone's.
    pub roles: Vec<Id>,
}

/// The kinds of channels that the stand-in knows, with Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// A text channel of a server.
    Text = 0,
    /// A conversation of two.
    Dm = 1,
    /// A conversation of several people.
    GroupDm = 3,
    /// A public thread, also a post in a forum.
    PublicThread = 11,
    /// A private thread.
    PrivateThread = 12,
    /// A forum.
    Forum = 15,
}

impl ChannelKind {
    /// Whether it is a thread of either kind.
    pub fn is_thread(self) -> bool {
        matches!(self, Self::PublicThread | Self::PrivateThread)
    }
}

/// Whom an overwrite is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverwriteKind {
    /// A role.
    Role = 0,
    /// A member.
    Member = 1,
}

/// A channel's exception from the roles' permissions.
#[derive(Clone, Debug)]
pub struct Overwrite {
    /// Role or user.
    pub id: Id,
    /// Which of the two.
    pub kind: OverwriteKind,
    /// Bits given.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

/// A tag of a forum.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Snowflake.
    pub id: Id,
    /// Name.
    pub name: String,
}

/// What only threads have.
#[derive(Clone, Debug)]
pub struct ThreadData {
    /// Closed; a message from a person opens it again.
    pub archived: bool,
    /// Only moderators can open it again.
    pub locked: bool,
    /// Minutes of silence until it is archived.
    pub archive_minutes: u64,
    /// Milliseconds since 1970 of the last change of `archived`.
    pub changed_ms: i64,
}

/// A channel, thread or conversation.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Snowflake.
    pub id: Id,
    /// Kind.
    pub kind: ChannelKind,
    /// The server, none for conversations.
    pub guild_id: Option<Id>,
    /// The channel of a thread.
    pub parent_id: Option<Id>,
    /// Name, empty for conversations of two.
    pub name: String,
    /// Topic line.
    pub topic: Option<String>,
    /// Exceptions from the roles' permissions.
    pub overwrites: Vec<Overwrite>,
    /// People in a conversation or private thread.
    pub recipients: Vec<Id>,
    /// Who started the thread.
    pub owner_id: Option<Id>,
    /// What only threads have.
    pub thread: Option<ThreadData>,
    /// Tags that a forum offers.
    pub tags: Vec<Tag>,
    /// Tags on a post.
    pub applied_tags: Vec<Id>,
    /// Channel flags; `1 << 4` asks for a tag on each post.
    pub flags: u64,
    /// The last message.
    pub last_message_id: Option<Id>,
    /// Messages in a thread.
    pub message_count: u64,
}

impl Channel {
    /// A channel without anything special.
    pub fn new(id: Id, kind: ChannelKind, guild_id: Option<Id>, name: &str) -> Self {
        Self {
            id,
            kind,
            guild_id,
            parent_id: None,
            name: name.to_owned(),
            topic: None,
            overwrites: Vec::new(),
            recipients: Vec::new(),
            owner_id: None,
            thread: None,
            tags: Vec::new(),
            applied_tags: Vec::new(),
            flags: 0,
            last_message_id: None,
            message_count: 0,
        }
    }
}

impl State {
    /// An empty state for one application; the bot's user is added.
    pub fn new(clock: Clock, application: Application) -> Self {
        let bot = User {
            id: application.id,
            name: application.name.clone(),
            display_name: None,
            bot: true,
            locale: "en-US".to_owned(),
            installed_app: false,
        };
        Self {
            clock,
            users: BTreeMap::from([(bot.id, bot)]),
            application,
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            commands: HashMap::new(),
            interactions: BTreeMap::new(),
            uploads: Vec::new(),
            typing: BTreeMap::new(),
            gone: HashMap::new(),
            taken: HashMap::new(),
            rest_url: String::new(),
            gateway_url: String::new(),
            last_id: 0,
        }
    }

    /// A fresh snowflake; later ones are always larger.
    pub fn next_id(&mut self) -> Id {
        let from_clock = u64::try_from(self.clock.now_ms() - DISCORD_EPOCH_MS).unwrap_or(0) << 22;
        self.last_id = from_clock.max(self.last_id + 1);
        self.last_id
    }

    /// Shows a user as typing for the ten seconds that Discord does.
    pub(crate) fn note_typing(&mut self, channel: Id, user: Id) {
        let until = self.clock.now_ms() + TYPING_MS;
        self.typing.insert((channel, user), until);
    }

    /// The bot's user id.
    pub fn bot(&self) -> Id {
        self.application.id
    }

    /// Permission bits of the bot in a channel.
    pub fn bot_permissions(&self, channel: &Channel) -> u64 {
        permissions::in_channel(self, self.bot(), channel)
    }

    /// Whether the bot is a member of a server.
    pub fn bot_in_guild(&self, guild: Id) -> bool {
        self.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&self.bot()))
    }
}
