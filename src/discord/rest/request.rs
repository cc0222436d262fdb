//! What goes into a request.

use serde::Serialize;
use serenity::builder::CreateAttachment;
use serenity::http::{Multipart, MultipartUpload, Request, Route};
use serenity::model::id::{ApplicationId, GuildId};

use crate::discord::commands::File;
use crate::discord::errors::RestError;
use crate::discord::limits;

pub(in crate::discord) fn with_body<'a>(
    request: Request<'a>,
    body: &(impl Serialize + ?Sized),
) -> Result<Request<'a>, RestError> {
    let bytes = serde_json::to_vec(body).map_err(|error| RestError::Unreadable(error.to_string()))?;
    Ok(request.body(Some(bytes)))
}

/// A message with one file; the first response to an interaction holds its message `below` the key `data`. The library fills
/// in the list of attachments only in calls of its own.
pub(super) fn with_file<'a>(
    request: Request<'a>,
    message: &impl Serialize,
    file: &File,
    below: bool,
) -> Result<Request<'a>, RestError> {
    let unreadable = |error: serde_json::Error| RestError::Unreadable(error.to_string());
    let mut body = serde_json::to_value(message).map_err(unreadable)?;
    let description = limits::cut(&file.description, limits::FILE_DESCRIPTION_CHARS);
    // The id is the number in the name of the part, which the library makes 0 for the first file, as text like all ids.
    let attachment = serde_json::json!({"id": "0", "filename": file.name, "description": description});
    let message = if below { body.get_mut("data") } else { Some(&mut body) };
    if let Some(data) = message.and_then(serde_json::Value::as_object_mut) {
        data.insert("attachments".to_owned(), serde_json::json!([attachment]));
    }
    let upload = MultipartUpload::Attachments(vec![CreateAttachment::bytes(file.bytes.clone(), file.name.clone())]);
    let payload_json = Some(serde_json::to_string(&body).map_err(unreadable)?);
    Ok(request.multipart(Some(Multipart { upload, fields: Vec::new(), payload_json })))
}

/// Where commands are registered: for a server, or everywhere.
pub(super) fn commands_route(application_id: ApplicationId, guild_id: Option<GuildId>) -> Route<'static> {
    match guild_id {
        Some(guild_id) => Route::GuildCommands { application_id, guild_id },
        None => Route::Commands { application_id },
    }
}
