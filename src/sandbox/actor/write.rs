//! What a person writes: messages, replies, files, threads and posts in forums.

use std::sync::Arc;

use serde_json::json;

use super::{Actor, ActorError};
use crate::sandbox::gateway::event;
use crate::sandbox::limits;
use crate::sandbox::rest::post::{self, DefaultMentions, Frame};
use crate::sandbox::state::{Attachment, Channel, ChannelKind, Id, Message, State, ThreadData, permissions};
use crate::sandbox::validate::message::Draft;

/// Minutes of silence until a thread that a person opens is archived.
const ARCHIVE_MINUTES: u64 = 1440;
/// Files that a person has uploaded and not sent; older ones are forgotten.
const KEPT_UPLOADS: usize = 30;
/// Channel flag of a forum whose posts need a tag (resources/channel, "Channel Flags").
const REQUIRE_TAG: u64 = 1 << 4;

/// A message that a person is about to send.
#[derive(Clone, Debug, Default)]
pub struct Note<'a> {
    /// The text; `@Name` of anybody in this world becomes a mention, as in the client.
    pub text: &'a str,
    /// The message that it answers, and whether that one's author is pinged.
    pub answers: Option<(Id, bool)>,
    /// Files that the person has uploaded before.
    pub files: &'a [Id],
}

impl Actor {
    /// Writes a message. `@Name` of anybody in this world becomes a mention, as in the client.
    ///
    /// # Errors
    /// When the person may not write there, or the text is too long.
    pub async fn say(&self, channel: &str, text: &str) -> Result<Message, ActorError> {
        self.write(channel, &Note { text, ..Note::default() })
    }

    /// Answers a message; its author is mentioned when `pings` is set.
    ///
    /// # Errors
    /// As [`Actor::say`].
    pub async fn reply(&self, message: &Message, text: &str, pings: bool) -> Result<Message, ActorError> {
        let note = Note { text, answers: Some((message.id, pings)), ..Note::default() };
        self.write(&message.channel_id.to_string(), &note)
    }

    /// Writes to the bot directly.
    ///
    /// # Errors
    /// As [`Actor::say`].
    pub async fn dm(&self, text: &str) -> Result<Message, ActorError> {
        self.say("dm", text).await
    }

    /// Uploads a file that a message or an attachment option can then name.
    pub fn upload(&self, filename: &str, content_type: &str, bytes: &[u8]) -> Id {
        let mut state = self.shared.state();
        let id = state.next_id();
        let file = Attachment {
            id,
            filename: filename.to_owned(),
            description: None,
            content_type: Some(content_type.to_owned()),
            bytes: Arc::from(bytes),
        };
        state.uploads.push((self.id, file));
        let own = state.uploads.iter().filter(|(owner, _)| *owner == self.id).count();
        if own > KEPT_UPLOADS
            && let Some(oldest) = state.uploads.iter().position(|(owner, _)| *owner == self.id)
        {
            state.uploads.remove(oldest);
        }
        id
    }

    /// Writes a message with whatever it carries.
    ///
    /// # Errors
    /// When the person may not write there, the text is too long, or a file is not theirs.
    pub fn write(&self, channel: &str, note: &Note<'_>) -> Result<Message, ActorError> {
        let message = {
            let mut state = self.shared.state();
            let place = self.place(&mut state, channel)?;
            self.may_write(&state, &place)?;
            if place.kind == ChannelKind::Forum {
                return Err(ActorError::Forbidden);
            }
            let draft = self.draft(&mut state, &place, note)?;
            let kind = if note.answers.is_some() { 19 } else { 0 };
            let id = post::create(&self.shared, &mut state, draft, self.frame(place.id, kind)).map_err(|_| {
                ActorError::BadLength { what: "text".to_owned(), least: 1, most: limits::MESSAGE_CONTENT }
            })?;
            state.messages.get(&id).cloned().ok_or(ActorError::UnknownMessage(id))?
        };
        self.shared.touch();
        Ok(message)
    }

    /// Opens a public thread, from a message or without one, and returns its id.
    ///
    /// # Errors
    /// When the person may not, the name has the wrong length, or the message has a thread already.
    pub fn start_thread(&self, channel: &str, message: Option<Id>, name: &str) -> Result<Id, ActorError> {
        let id = {
            let mut state = self.shared.state();
            let parent = self.place(&mut state, channel)?;
            let bits = permissions::in_channel(&state, self.id, &parent);
            if parent.kind != ChannelKind::Text || bits & permissions::CREATE_PUBLIC_THREADS == 0 {
                return Err(ActorError::Forbidden);
            }
            let name = named(name)?;
            let id = match message {
                Some(id) => id,
                None => state.next_id(),
            };
            if let Some(id) = message {
                let found = self.visible(&state, id)?;
                if found.channel_id != parent.id || found.thread.is_some() || found.visible_to.is_some() {
                    return Err(ActorError::Forbidden);
                }
                if let Some(starter) = state.messages.get_mut(&id) {
                    // A thread from a message has the message's id.
                    starter.thread = Some(id);
                }
            }
            self.open(&mut state, &parent, id, name, Vec::new());
            id
        };
        self.shared.touch();
        Ok(id)
    }

    /// Starts a post in a forum and returns the id of its thread.
    ///
    /// # Errors
    /// When the person may not, the title has the wrong length, or a tag is missing or unknown.
    pub fn start_post(&self, forum: &str, title: &str, tags: &[Id], note: &Note<'_>) -> Result<Id, ActorError> {
        let id =
            {
                let mut state = self.shared.state();
                let parent = self.place(&mut state, forum)?;
                self.may_write(&state, &parent)?;
                let title = named(title)?;
                let known = tags.iter().all(|tag| parent.tags.iter().any(|it| it.id == *tag));
                if parent.kind != ChannelKind::Forum || !known || tags.len() > limits::FORUM_APPLIED_TAGS {
                    return Err(ActorError::Forbidden);
                }
                if parent.flags & REQUIRE_TAG != 0 && tags.is_empty() {
                    return Err(ActorError::TagNeeded);
                }
                let draft = self.draft(&mut state, &parent, note)?;
                let id = state.next_id();
                // The first message of a post has the post's id.
                let mut message = post::blank(&mut state, &self.frame(id, 0));
                message.id = id;
                post::apply(&mut state, &mut message, draft, DefaultMentions::All).map_err(|_| {
                    ActorError::BadLength { what: "text".to_owned(), least: 1, most: limits::MESSAGE_CONTENT }
                })?;
                self.open(&mut state, &parent, id, title, tags.to_vec());
                post::insert(&self.shared, &mut state, message);
                id
            };
        self.shared.touch();
        Ok(id)
    }

    /// Shows the person as typing in a channel, for as long as Discord does.
    ///
    /// # Errors
    /// When the person may not write there.
    pub fn type_in(&self, channel: &str) -> Result<(), ActorError> {
        {
            let mut state = self.shared.state();
            let place = self.place(&mut state, channel)?;
            self.may_write(&state, &place)?;
            state.note_typing(place.id, self.id);
            let event = event::typing(&state, &place, self.id);
            self.shared.hub().dispatch(&event);
        }
        self.shared.touch();
        Ok(())
    }

    fn may_write(&self, state: &State, place: &Channel) -> Result<(), ActorError> {
        let bits = permissions::in_channel(state, self.id, place);
        let needed =
            if place.kind.is_thread() { permissions::SEND_MESSAGES_IN_THREADS } else { permissions::SEND_MESSAGES };
        if bits & needed == 0 || post::thread_is_open(place, bits).is_err() {
            return Err(ActorError::Forbidden);
        }
        Ok(())
    }

    fn draft(&self, state: &mut State, place: &Channel, note: &Note<'_>) -> Result<Draft, ActorError> {
        let text = with_mentions(state, note.text.trim());
        if text.chars().count() > limits::MESSAGE_CONTENT {
            let most = limits::MESSAGE_CONTENT;
            return Err(ActorError::BadLength { what: "text".to_owned(), least: 1, most });
        }
        let may_attach = permissions::in_channel(state, self.id, place) & permissions::ATTACH_FILES != 0;
        if !note.files.is_empty() && (!may_attach || note.files.len() > limits::MESSAGE_FILES) {
            return Err(ActorError::Forbidden);
        }
        let gone = note.answers.is_some_and(|(id, _)| state.gone.get(&id) == Some(&place.id));
        if let Some((id, _)) = note.answers
            && !gone
            && self.visible(state, id)?.channel_id != place.id
        {
            return Err(ActorError::UnknownMessage(id));
        }
        let own = |state: &State, id: Id| {
            let found = state.uploads.iter().find(|(owner, file)| *owner == self.id && file.id == id);
            found.map(|(_, file)| file.clone()).ok_or(ActorError::UnknownFile(id))
        };
        let files = note.files.iter().map(|id| own(state, *id)).collect::<Result<Vec<_>, _>>()?;
        state.uploads.retain(|(_, file)| !note.files.contains(&file.id));
        let pings = |pings: bool| json!({"parse": ["users", "roles", "everyone"], "replied_user": pings});
        Ok(Draft {
            content: Some(text),
            files,
            reference: note.answers.map(|(id, _)| (id, !gone)),
            allowed_mentions: note.answers.map(|(_, it)| pings(it)),
            ..Draft::default()
        })
    }

    fn frame(&self, channel: Id, kind: u8) -> Frame {
        Frame { channel, author: self.id, kind, interaction: None, visible_to: None, mentions: DefaultMentions::All }
    }

    fn open(&self, state: &mut State, parent: &Channel, id: Id, name: &str, tags: Vec<Id>) {
        let mut thread = Channel::new(id, ChannelKind::PublicThread, parent.guild_id, name);
        thread.parent_id = Some(parent.id);
        thread.owner_id = Some(self.id);
        thread.applied_tags = tags;
        let changed_ms = state.clock.now_ms();
        thread.thread =
            Some(ThreadData { archived: false, locked: false, archive_minutes: ARCHIVE_MINUTES, changed_ms });
        if let Some(event) = event::channel(state, "THREAD_CREATE", &thread) {
            self.shared.hub().dispatch(&event);
        }
        state.channels.insert(id, thread);
    }
}

/// A name for a thread or post, trimmed.
fn named(name: &str) -> Result<&str, ActorError> {
    let name = name.trim();
    let fits = (1..=limits::THREAD_NAME).contains(&name.chars().count());
    let most = limits::THREAD_NAME;
    if fits { Ok(name) } else { Err(ActorError::BadLength { what: "name".to_owned(), least: 1, most }) }
}

/// Replaces `@Name` by the mention of that user, upper and lower case alike, the longest name first.
fn with_mentions(state: &State, text: &str) -> String {
    let mut names: Vec<(String, Id)> = state
        .users
        .values()
        .flat_map(|user| {
            [Some(user.name.clone()), user.display_name.clone()].into_iter().flatten().map(|name| (name, user.id))
        })
        .collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let tail = after.get(1..).unwrap_or_default();
        let already = before.ends_with('<');
        let named = names.iter().find(|(name, _)| {
            let head: String = tail.chars().take(name.chars().count()).collect();
            !already && head.to_lowercase() == name.to_lowercase()
        });
        if let Some((name, id)) = named {
            out.push_str(&format!("<@{id}>"));
            rest =
                tail.char_indices().nth(name.chars().count()).map_or("", |(at, _)| tail.get(at..).unwrap_or_default());
        } else {
            out.push('@');
            rest = tail;
        }
    }
    out.push_str(rest);
    out
}
