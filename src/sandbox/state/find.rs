//! Looking things up by the names that people type.

use super::{Channel, ChannelKind, Id, Message, State, User};

impl State {
    /// A user by name, shown name or id; upper and lower case are alike.
    pub fn find_user(&self, name: &str) -> Option<&User> {
        let name = name.trim_start_matches('@');
        if let Some(user) = name.parse().ok().and_then(|id: Id| self.users.get(&id)) {
            return Some(user);
        }
        let same = |text: &str| text.to_lowercase() == name.to_lowercase();
        self.users.values().find(|user| same(&user.name) || user.display_name.as_deref().is_some_and(same))
    }

    /// A channel or thread by name (`general`, `#general`) or id; `dm` is the user's conversation
    /// with the bot.
    pub fn find_channel(&self, user: Id, name: &str) -> Option<&Channel> {
        if let Some(channel) = name.parse().ok().and_then(|id: Id| self.channels.get(&id)) {
            return Some(channel);
        }
        if name.eq_ignore_ascii_case("dm") {
            return self.dm_of(user);
        }
        let name = name.trim_start_matches('#').to_lowercase();
        self.channels.values().find(|channel| !channel.name.is_empty() && channel.name.to_lowercase() == name)
    }

    /// The conversation of the bot with a user.
    pub fn dm_of(&self, user: Id) -> Option<&Channel> {
        let bot = self.bot();
        self.channels.values().find(|channel| {
            channel.kind == ChannelKind::Dm && channel.recipients.contains(&user) && channel.recipients.contains(&bot)
        })
    }

    /// Opens the conversation of the bot with a user, or finds it.
    pub fn open_dm(&mut self, user: Id) -> (Id, bool) {
        if let Some(channel) = self.dm_of(user) {
            return (channel.id, false);
        }
        let id = self.next_id();
        let mut channel = Channel::new(id, ChannelKind::Dm, None, "");
        channel.recipients = vec![self.bot(), user];
        self.channels.insert(id, channel);
        (id, true)
    }

    /// The messages of a channel in order, including the private ones of all users.
    pub fn messages_in(&self, channel: Id) -> impl Iterator<Item = &Message> {
        self.messages.values().filter(move |message| message.channel_id == channel)
    }

    /// Messages of the bot that nobody has read, or whose last change nobody has read.
    pub fn unread(&self) -> impl Iterator<Item = &Message> {
        self.messages.values().filter(|message| {
            message.author == self.bot()
                && !message.is_loading()
                && self.taken.get(&message.id).is_none_or(|seen| *seen < message.revision)
        })
    }

    /// Marks a message as read in its present form.
    pub fn take(&mut self, message: Id) -> Option<Message> {
        let message = self.messages.get(&message)?.clone();
        self.taken.insert(message.id, message.revision);
        Some(message)
    }
}
