//! The calls that posting takes: sending a message with files under a nonce, making threads, and finding both again.

use serde::Deserialize;
use serde_json::{Value, json};
use serenity::builder::CreateAttachment;
use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use crate::discord::errors::RestError;
use crate::discord::limits;
use crate::discord::rest::{Rest, with_body};
use crate::store::PostFile;

/// A thread was made from this message before.
const THREAD_EXISTS: u64 = 160_004;
/// Threads stay open for three days without a message.
const ARCHIVE_MINUTES: u32 = 4_320;
/// Messages that are read with one call, at most (resources/channel).
pub(super) const PAGE: usize = 100;

/// A message, as far as posting needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Found {
    id: MessageId,
    author: Author,
    #[serde(default)]
    content: String,
    #[serde(default)]
    embeds: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Author {
    id: serenity::model::id::UserId,
}

impl Found {
    pub(super) fn id(&self) -> u64 {
        self.id.get()
    }

    pub(super) fn author(&self) -> u64 {
        self.author.id.get()
    }

    /// Whether a mark stands under it.
    pub(super) fn bears(&self, mark: &str) -> bool {
        let footers = self.embeds.iter().filter_map(|embed| embed["footer"]["text"].as_str());
        footers.chain([self.content.as_str()]).any(|text| text.ends_with(mark))
    }
}

/// A thread, as far as posting needs it.
#[derive(Debug, Deserialize)]
pub(super) struct FoundThread {
    pub(super) id: ChannelId,
    #[serde(default)]
    pub(super) parent_id: Option<ChannelId>,
    #[serde(default)]
    pub(super) owner_id: Option<serenity::model::id::UserId>,
}

#[derive(Debug, Deserialize)]
struct Threads {
    threads: Vec<FoundThread>,
}

#[derive(Debug, Deserialize)]
struct WithId {
    id: MessageId,
}

#[derive(Debug, Deserialize)]
struct Channel {
    #[serde(default)]
    last_message_id: Option<MessageId>,
}

impl Rest {
    /// Sends a message under its nonce; sent again within minutes, it is the same message.
    pub(in crate::discord) async fn send(
        &self,
        channel: u64,
        body: &Value,
        files: &[PostFile],
    ) -> Result<u64, RestError> {
        let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
        let request = with_files(Request::new(route, LightMethod::Post), body.clone(), None, files)?;
        let sent = self.call(request, self.usual()).await.map_err(|(error, _)| error)?;
        read::<WithId>(&sent).map(|message| message.id.get())
    }

    /// Opens a thread at a message; it has the message's id. Done twice, it is the same thread.
    pub(super) async fn open_thread(&self, channel: u64, message: u64, name: &str) -> Result<u64, RestError> {
        let route =
            Route::ChannelMessageThreads { channel_id: ChannelId::new(channel), message_id: MessageId::new(message) };
        let body = json!({"name": name, "auto_archive_duration": ARCHIVE_MINUTES});
        let request = with_body(Request::new(route, LightMethod::Post), &body)?;
        match self.call(request, self.usual()).await {
            Ok(_) => Ok(message),
            Err((error, _)) if error.is_code(THREAD_EXISTS) => Ok(message),
            Err((error, _)) => Err(error),
        }
    }

    /// Makes a post in a forum with its first message, which has the thread's id. Done twice, these are two posts.
    pub(super) async fn open_forum_post(
        &self,
        forum: u64,
        name: &str,
        tags: &[u64],
        message: Value,
        files: &[PostFile],
    ) -> Result<u64, RestError> {
        let route = Route::ChannelForumPosts { channel_id: ChannelId::new(forum) };
        let tags: Vec<String> = tags.iter().map(u64::to_string).collect();
        let mut body = json!({"name": name, "auto_archive_duration": ARCHIVE_MINUTES, "message": message});
        if let Some(fields) = body.as_object_mut().filter(|_| !tags.is_empty()) {
            fields.insert("applied_tags".to_owned(), json!(tags));
        }
        let request = with_files(Request::new(route, LightMethod::Post), body, Some("message"), files)?;
        let made = self.call(request, self.usual().once()).await.map_err(|(error, _)| error)?;
        read::<WithId>(&made).map(|thread| thread.id.get())
    }

    /// A page of messages, the newest first, all older than `before` if that is given.
    pub(super) async fn messages(&self, channel: u64, before: Option<u64>) -> Result<Vec<Found>, RestError> {
        let mut params = vec![("limit", PAGE.to_string())];
        params.extend(before.map(|before| ("before", before.to_string())));
        let route = Route::ChannelMessages { channel_id: ChannelId::new(channel) };
        self.get(Request::new(route, LightMethod::Get).params(Some(params))).await
    }

    /// One message.
    pub(super) async fn message(&self, channel: u64, message: u64) -> Result<Found, RestError> {
        let route = Route::ChannelMessage { channel_id: ChannelId::new(channel), message_id: MessageId::new(message) };
        self.get(Request::new(route, LightMethod::Get)).await
    }

    /// The newest message of a channel, whether it can be read or not.
    pub(super) async fn last_message(&self, channel: u64) -> Result<Option<u64>, RestError> {
        let route = Route::Channel { channel_id: ChannelId::new(channel) };
        let channel: Channel = self.get(Request::new(route, LightMethod::Get)).await?;
        Ok(channel.last_message_id.map(MessageId::get))
    }

    /// The threads of a forum: the open ones, and those that were archived last.
    pub(super) async fn forum_posts(&self, guild: u64, forum: u64) -> Result<Vec<FoundThread>, RestError> {
        let route = Route::GuildThreadsActive { guild_id: GuildId::new(guild) };
        let active: Threads = self.get(Request::new(route, LightMethod::Get)).await?;
        let route = Route::ChannelArchivedPublicThreads { channel_id: ChannelId::new(forum) };
        let params = Some(vec![("limit", "50".to_owned())]);
        let archived: Threads = self.get(Request::new(route, LightMethod::Get).params(params)).await?;
        Ok(active.threads.into_iter().chain(archived.threads).collect())
    }
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, RestError> {
    serde_json::from_slice(body).map_err(|error| RestError::Unreadable(error.to_string()))
}

/// A message with files; where it is a part of something larger, `below` is its key.
fn with_files<'a>(
    request: Request<'a>,
    mut body: Value,
    below: Option<&str>,
    files: &[PostFile],
) -> Result<Request<'a>, RestError> {
    if files.is_empty() {
        return with_body(request, &body);
    }
    // The ids are the numbers in the names of the parts, which the library counts from 0, as text like all ids.
    let attachments: Vec<Value> = files
        .iter()
        .enumerate()
        .map(|(id, file)| {
            let description = limits::cut(&file.description, limits::FILE_DESCRIPTION_CHARS);
            json!({"id": id.to_string(), "filename": file.name, "description": description})
        })
        .collect();
    let message = match below {
        Some(key) => body.get_mut(key),
        None => Some(&mut body),
    };
    if let Some(fields) = message.and_then(Value::as_object_mut) {
        fields.insert("attachments".to_owned(), Value::Array(attachments));
    }
    let uploads = files.iter().map(|file| CreateAttachment::bytes(file.bytes.clone(), file.name.clone())).collect();
    let payload_json = Some(body.to_string());
    Ok(request.multipart(Some(Multipart {
        upload: MultipartUpload::Attachments(uploads),
        fields: Vec::new(),
        payload_json,
    })))
}
