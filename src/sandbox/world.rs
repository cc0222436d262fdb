//! The world that a sandbox starts with: servers, channels and people, built by name.

use std::collections::BTreeMap;

use super::clock::Clock;
use super::gateway::intent;
use super::state::permissions as p;
use super::state::{
    Application, Channel, ChannelKind, Guild, Id, Member, Overwrite, OverwriteKind, Role, State, Tag, ThreadData, User,
};

/// Permissions that a bot asks for when it answers questions and posts into threads.
pub const BOT_PERMISSIONS: u64 = p::VIEW_CHANNEL
    | p::SEND_MESSAGES
    | p::SEND_MESSAGES_IN_THREADS
    | p::CREATE_PUBLIC_THREADS
    | p::EMBED_LINKS
    | p::ATTACH_FILES
    | p::READ_MESSAGE_HISTORY;

const APPLICATION_ID: Id = 1_100_000_000_000_000_001;
const FIRST_ID: Id = 1_100_000_000_000_001_000;

/// A world under construction. Ids are given in order, so that the same world has the same ids.
#[derive(Debug)]
pub struct World {
    pub(crate) state: State,
    next: Id,
}

impl World {
    /// A world with a bot and nobody else. Its clock stands still; see [`World::with_clock`].
    pub fn new(bot_name: &str) -> Self {
        let application = Application {
            id: APPLICATION_ID,
            name: bot_name.to_owned(),
            description: String::new(),
            owner: 0,
            token: token(APPLICATION_ID),
            denied_intents: intent::PRIVILEGED,
        };
        Self { state: State::new(Clock::manual(), application), next: FIRST_ID }
    }

    /// The world that the terminal face shows: one server with `#general`, `#ai-desk` and its thread
    /// `weekly report`, the forum `briefings`, `#plain` where the bot may not embed links, and the
    /// people Jiwoo (Korean), Alex (English) and Morgan, who owns the server. The bot has
    /// [`BOT_PERMISSIONS`].
    pub fn demo(bot_name: &str) -> Self {
        let mut world = Self::new(bot_name);
        let owner = world.user("Morgan", "en-US");
        let jiwoo = world.user("Jiwoo", "ko");
        let alex = world.user("Alex", "en-US");
        let guild = world.guild("Newsroom", owner, &[jiwoo, alex], Some(BOT_PERMISSIONS));
        world.text(guild, "general");
        let desk = world.text(guild, "ai-desk");
        world.thread(desk, "weekly report", alex);
        world.forum(guild, "briefings", &["weekly", "markets"]);
        let plain = world.text(guild, "plain");
        world.deny_bot(plain, p::EMBED_LINKS);
        world.state.application.owner = owner;
        world
    }

    /// Uses another clock, [`Clock::system`] for a world that lives in real time.
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.state.clock = clock;
        self
    }

    /// Grants privileged intents, such as the one for message content.
    #[must_use]
    pub fn granting_intents(mut self, intents: u64) -> Self {
        self.state.application.denied_intents &= !intents;
        self
    }

    /// Adds a person whose client speaks `locale`.
    pub fn user(&mut self, name: &str, locale: &str) -> Id {
        let id = self.id();
        let user = User {
            id,
            name: name.to_lowercase(),
            display_name: Some(name.to_owned()),
            bot: false,
            locale: locale.to_owned(),
            installed_app: false,
        };
        self.state.users.insert(id, user);
        if self.state.application.owner == 0 {
            self.state.application.owner = id;
        }
        id
    }

    /// Lets a person install the application for themself.
    pub fn install_for(&mut self, user: Id) {
        if let Some(user) = self.state.users.get_mut(&user) {
            user.installed_app = true;
        }
    }

    /// Whatever is added from now on is younger: its ids are so far from those before that a server falls to the next shard.
    pub fn pass_time(&mut self) {
        self.next += 1 << 22;
    }

    /// Adds a server; the bot is a member when it has permissions.
    pub fn guild(&mut self, name: &str, owner: Id, members: &[Id], bot: Option<u64>) -> Id {
        let id = self.id();
        let everyone = Role { id, name: "@everyone".to_owned(), permissions: p::EVERYONE, mentionable: false };
        let mut guild = Guild {
            id,
            name: name.to_owned(),
            owner_id: owner,
            roles: vec![everyone],
            members: BTreeMap::from([(owner, Member::default())]),
            locale: "en-US".to_owned(),
        };
        guild.members.extend(members.iter().map(|user| (*user, Member::default())));
        if let Some(permissions) = bot {
            let role = self.id();
            let name = self.state.application.name.clone();
            guild.roles.push(Role { id: role, name, permissions, mentionable: false });
            let bot = self.state.bot();
            guild.members.insert(bot, Member { nick: None, roles: vec![role] });
        }
        self.state.guilds.insert(id, guild);
        id
    }

    /// Adds a role to a server and gives it to people.
    pub fn role(&mut self, guild: Id, name: &str, permissions: u64, members: &[Id]) -> Id {
        let id = self.id();
        if let Some(guild) = self.state.guilds.get_mut(&guild) {
            guild.roles.push(Role { id, name: name.to_owned(), permissions, mentionable: true });
            for member in members {
                if let Some(member) = guild.members.get_mut(member) {
                    member.roles.push(id);
                }
            }
        }
        id
    }

    /// Adds a text channel.
    pub fn text(&mut self, guild: Id, name: &str) -> Id {
        self.channel(Some(guild), ChannelKind::Text, name)
    }

    /// Adds a forum with tags.
    pub fn forum(&mut self, guild: Id, name: &str, tags: &[&str]) -> Id {
        let id = self.channel(Some(guild), ChannelKind::Forum, name);
        let tags: Vec<Tag> = tags.iter().map(|name| Tag { id: self.id(), name: (*name).to_owned() }).collect();
        if let Some(channel) = self.state.channels.get_mut(&id) {
            channel.tags = tags;
        }
        id
    }

    /// Adds an open public thread below a text channel.
    pub fn thread(&mut self, parent: Id, name: &str, owner: Id) -> Id {
        let guild = self.state.channels.get(&parent).and_then(|channel| channel.guild_id);
        let id = self.channel(guild, ChannelKind::PublicThread, name);
        let now = self.state.clock.now_ms();
        if let Some(channel) = self.state.channels.get_mut(&id) {
            channel.parent_id = Some(parent);
            channel.owner_id = Some(owner);
            channel.thread =
                Some(ThreadData { archived: false, locked: false, archive_minutes: 1440, changed_ms: now });
        }
        id
    }

    /// Adds a conversation of several people, without the bot: commands reach it through a user install.
    pub fn group(&mut self, name: &str, people: &[Id]) -> Id {
        let id = self.channel(None, ChannelKind::GroupDm, name);
        if let Some(channel) = self.state.channels.get_mut(&id) {
            channel.recipients = people.to_vec();
        }
        id
    }

    /// A server of this name, with its owner.
    pub fn guild_named(&self, name: &str) -> Option<(Id, Id)> {
        let guild = self.state.guilds.values().find(|guild| guild.name == name)?;
        Some((guild.id, guild.owner_id))
    }

    /// Takes permissions from everybody without a role of their own, in one channel.
    pub fn deny_everyone(&mut self, channel: Id, bits: u64) {
        if let Some(channel) = self.state.channels.get_mut(&channel)
            && let Some(id) = channel.guild_id
        {
            channel.overwrites.push(Overwrite { id, kind: OverwriteKind::Role, allow: 0, deny: bits });
        }
    }

    /// Takes permissions from the bot in one channel.
    pub fn deny_bot(&mut self, channel: Id, bits: u64) {
        let bot = self.state.bot();
        if let Some(channel) = self.state.channels.get_mut(&channel) {
            channel.overwrites.push(Overwrite { id: bot, kind: OverwriteKind::Member, allow: 0, deny: bits });
        }
    }

    /// Changes anything else in the state before it starts.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut State)) -> Self {
        change(&mut self.state);
        self
    }

    fn channel(&mut self, guild: Option<Id>, kind: ChannelKind, name: &str) -> Id {
        let id = self.id();
        self.state.channels.insert(id, Channel::new(id, kind, guild, name));
        id
    }

    fn id(&mut self) -> Id {
        self.next += 1;
        self.next
    }
}

/// A token in the form of a real one: the application's id in base 64, a time, a signature. It opens
/// nothing outside of the sandbox.
fn token(application: Id) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for chunk in application.to_string().as_bytes().chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for digit in 0..=chunk.len() {
            let index = (bits >> (18 - 6 * digit)) & 63;
            encoded.push(char::from(DIGITS.get(index as usize).copied().unwrap_or(b'A')));
        }
    }
    format!("{encoded}.GSandb.{}", "sandbox-token-that-opens-nothing-00000")
}
