//! The body of a message that is sent or edited.

use std::sync::Arc;

use serde_json::Value;

use super::{component, embed, list, text};
use crate::sandbox::error::{ApiError, Form};
use crate::sandbox::limits;
use crate::sandbox::state::message::flag;
use crate::sandbox::state::{Attachment, Id};

/// A file as it came in the request.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The number in `files[n]`.
    pub number: u64,
    /// File name.
    pub filename: String,
    /// Media type.
    pub content_type: Option<String>,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// A message as the sender wants it; `None` leaves a part of an edited message as it is.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Text, trimmed.
    pub content: Option<String>,
    /// Embeds.
    pub embeds: Option<Vec<Value>>,
    /// Components.
    pub components: Option<Vec<Value>>,
    /// Ids of the files that stay, when the edit says so.
    pub kept_files: Option<Vec<Id>>,
    /// New files.
    pub files: Vec<Attachment>,
    /// Message flags.
    pub flags: Option<u64>,
    /// Read aloud.
    pub tts: bool,
    /// The sender's mark.
    pub nonce: Option<Value>,
    /// Whether an earlier message with the same mark is returned instead.
    pub enforce_nonce: bool,
    /// Who may be pinged; none for the default.
    pub allowed_mentions: Option<Value>,
    /// The message that is answered, and whether its absence is an error.
    pub reference: Option<(Id, bool)>,
}

/// Where the message goes, which decides about the flags it may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A channel.
    Channel,
    /// An answer to an interaction.
    Interaction,
}

/// Reads and checks a message body. `prefix` is put before the path of each error: empty, or `data`
/// inside an interaction response.
///
/// # Errors
/// 50035 with all bad fields, 40005 for a file that is too large.
pub fn read(body: &Value, uploads: &[Upload], place: Place) -> Result<Draft, ApiError> {
    let mut form = Form::default();
    if !body.is_object() {
        form.add("", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return form.finish().map(|()| Draft::default());
    }
    let mut draft = Draft {
        content: present(body, "content")
            .then(|| text(&mut form, "", body, "content").unwrap_or_default().trim().to_owned()),
        tts: body["tts"] == true,
        enforce_nonce: body["enforce_nonce"] == true,
        nonce: (!body["nonce"].is_null()).then(|| body["nonce"].clone()),
        allowed_mentions: (!body["allowed_mentions"].is_null()).then(|| body["allowed_mentions"].clone()),
        flags: body["flags"].as_u64(),
        ..Draft::default()
    };
    let second_generation = draft.flags.unwrap_or(0) & flag::COMPONENTS_V2 != 0;
    form.at_most("content", draft.content.as_deref().unwrap_or_default(), limits::MESSAGE_CONTENT);
    if present(body, "embeds") {
        let all = list(&mut form, "", body, "embeds");
        embed::embeds(&mut form, all);
        draft.embeds = Some(all.iter().map(normal_embed).collect());
    }
    if present(body, "components") {
        let all = list(&mut form, "", body, "components");
        component::components(&mut form, all, second_generation);
        draft.components = Some(component::numbered(all));
    }
    if second_generation {
        for key in ["content", "embeds", "poll", "sticker_ids"] {
            let value = &body[key];
            let empty = value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
            if !empty {
                let message = format!("The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                form.add(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
            }
        }
    }
    if let Some(nonce) = &draft.nonce {
        form.at_most("nonce", nonce.as_str().unwrap_or_default(), limits::NONCE);
    }
    flags(&mut form, draft.flags.unwrap_or(0), place);
    allowed_mentions(&mut form, body);
    if let Some(id) = body["message_reference"]["message_id"].as_str() {
        match id.parse() {
            Ok(id) => draft.reference = Some((id, body["message_reference"]["fail_if_not_exists"] != false)),
            Err(_) => form.add(
                "message_reference/message_id",
                "NUMBER_TYPE_COERCE",
                format!("Value \"{id}\" is not snowflake."),
            ),
        }
    }
    files(&mut form, body, uploads, &mut draft);
    form.finish()?;
    if uploads.iter().any(|upload| upload.bytes.len() > limits::FILE_BYTES) {
        return Err(ApiError::too_large());
    }
    Ok(draft)
}

/// Whether a message shows anything at all.
pub fn shows_something(content: &str, embeds: &[Value], components: &[Value], files: usize, flags: u64) -> bool {
    let second_generation = flags & flag::COMPONENTS_V2 != 0;
    !content.trim().is_empty()
        || embeds.iter().any(embed::shows_something)
        || files > 0
        || (second_generation && !components.is_empty())
}

fn flags(form: &mut Form, flags: u64, place: Place) {
    let mut allowed = flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS | flag::COMPONENTS_V2;
    if place == Place::Interaction {
        allowed |= flag::EPHEMERAL;
    }
    if flags & !allowed != 0 {
        form.add("flags", "MESSAGE_FLAGS_INVALID", "Some of these message flags cannot be set here.");
    }
}

fn allowed_mentions(form: &mut Form, body: &Value) {
    let allowed = &body["allowed_mentions"];
    for (index, kind) in list(form, "allowed_mentions", allowed, "parse").iter().enumerate() {
        if !matches!(kind.as_str(), Some("users" | "roles" | "everyone")) {
            form.choices(&format!("allowed_mentions/parse/{index}"), "'users', 'roles', 'everyone'");
        }
        for key in ["users", "roles"] {
            let listed = allowed[key].as_array().is_some_and(|list| !list.is_empty());
            if kind.as_str() == Some(key) && listed {
                let message = format!("parse:[\"{key}\"] and {key}: [ids...] are mutually exclusive.");
                form.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
            }
        }
    }
    for key in ["users", "roles"] {
        if allowed[key].as_array().is_some_and(|list| list.len() > 100) {
            form.between(&format!("allowed_mentions/{key}"), 101, 0, 100);
        }
    }
}

fn files(form: &mut Form, body: &Value, uploads: &[Upload], draft: &mut Draft) {
    let described = list(form, "", body, "attachments");
    if uploads.len() > limits::MESSAGE_FILES || described.len() > limits::MESSAGE_FILES {
        let most = limits::MESSAGE_FILES;
        form.add("attachments", "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
    }
    let mut kept = Vec::new();
    for (index, attachment) in described.iter().enumerate() {
        let Some(id) = number_of(attachment) else {
            form.required(&format!("attachments/{index}/id"));
            continue;
        };
        if let Some(description) = attachment["description"].as_str() {
            form.at_most(&format!("attachments/{index}/description"), description, limits::ATTACHMENT_DESCRIPTION);
        }
        if uploads.iter().all(|upload| upload.number != id) {
            kept.push(id);
        }
    }
    for upload in uploads {
        let described = described.iter().find(|attachment| number_of(attachment) == Some(upload.number));
        let of = |key: &str| described.and_then(|it| it[key].as_str()).map(str::to_owned);
        draft.files.push(Attachment {
            id: 0,
            filename: of("filename").unwrap_or_else(|| upload.filename.clone()),
            description: of("description"),
            content_type: upload.content_type.clone(),
            bytes: Arc::clone(&upload.bytes),
        });
    }
    draft.kept_files = present(body, "attachments").then_some(kept);
}

/// The `id` of an entry in `attachments`, a number or a snowflake as text.
fn number_of(attachment: &Value) -> Option<u64> {
    let id = &attachment["id"];
    id.as_u64().or_else(|| id.as_str().and_then(|id| id.parse().ok()))
}

/// An embed as Discord gives it back: trimmed, with its kind.
fn normal_embed(embed: &Value) -> Value {
    fn trim(value: &mut Value) {
        match value {
            Value::String(text) if text.trim().len() != text.len() => *text = text.trim().to_owned(),
            Value::Object(map) => map.values_mut().for_each(trim),
            Value::Array(list) => list.iter_mut().for_each(trim),
            _ => {}
        }
    }
    let mut embed = embed.clone();
    trim(&mut embed);
    if let Value::Object(map) = &mut embed {
        map.retain(|_, value| !value.is_null());
        map.insert("type".to_owned(), Value::from("rich"));
        for field in map.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten() {
            if field["inline"].is_null() {
                field["inline"] = Value::Bool(false);
            }
        }
    }
    embed
}

fn present(body: &Value, key: &str) -> bool {
    body.get(key).is_some()
}
