//! The sizes that Discord accepts, each with the page of its documentation that says so.
//!
//! All counts are in Unicode characters. What the bot sends is cut to these sizes where it is made, so that no text,
//! however long, is ever refused.

/// Characters of a message (resources/message).
pub const CONTENT_CHARS: usize = 2_000;
/// Characters of an embed's title (resources/message, embed limits).
pub const EMBED_TITLE_CHARS: usize = 256;
/// Characters of an embed's description (resources/message, embed limits).
pub const EMBED_DESCRIPTION_CHARS: usize = 4_096;
/// Fields of an embed (resources/message, embed limits).
pub const EMBED_FIELDS: usize = 25;
/// Characters of a field's name (resources/message, embed limits).
pub const EMBED_FIELD_NAME_CHARS: usize = 256;
/// Characters of a field's value (resources/message, embed limits).
pub const EMBED_FIELD_VALUE_CHARS: usize = 1_024;
/// Characters of a footer (resources/message, embed limits).
pub const EMBED_FOOTER_CHARS: usize = 2_048;
/// Characters of all texts of all embeds of a message (resources/message, embed limits).
pub const EMBED_TOTAL_CHARS: usize = 6_000;
/// Action rows of a message (components/reference, legacy message component behaviour).
pub const ACTION_ROWS: usize = 5;
/// Buttons of an action row (components/reference).
pub const ROW_BUTTONS: usize = 5;
/// Characters of a button's label (components/reference).
pub const BUTTON_LABEL_CHARS: usize = 80;
/// Characters of a custom id (components/reference).
pub const CUSTOM_ID_CHARS: usize = 100;
/// Options of a select menu (components/reference).
pub const SELECT_OPTIONS: usize = 25;
/// Characters of a select option's label, description and value (components/reference).
pub const SELECT_OPTION_CHARS: usize = 100;
/// Characters of a select menu's placeholder (components/reference).
pub const SELECT_PLACEHOLDER_CHARS: usize = 150;
/// Characters of a form's title (components/reference, modals: interactions/receiving-and-responding).
pub const FORM_TITLE_CHARS: usize = 45;
/// Characters of a form field's label (components/reference, text input).
pub const FORM_LABEL_CHARS: usize = 45;
/// Characters of a form field's placeholder (components/reference, text input).
pub const FORM_PLACEHOLDER_CHARS: usize = 100;
/// Characters of a thread's name (topics/threads).
pub const THREAD_NAME_CHARS: usize = 100;
/// Choices of an autocompletion (interactions/receiving-and-responding).
pub const AUTOCOMPLETE_CHOICES: usize = 25;
/// Characters of a choice's name and of its value (interactions/application-commands).
pub const CHOICE_CHARS: usize = 100;
/// Characters of a message's nonce (resources/message).
pub const NONCE_CHARS: usize = 25;
/// Characters of a command's or an option's name (interactions/application-commands).
pub const COMMAND_NAME_CHARS: usize = 32;
/// Characters of a command's or an option's description (interactions/application-commands).
pub const COMMAND_DESCRIPTION_CHARS: usize = 100;
/// Characters of the names, descriptions and values of a command with all its options (application-commands).
pub const COMMAND_TOTAL_CHARS: usize = 8_000;
/// Characters that a user may type into an option for text: as many as into a message.
pub const QUERY_CHARS: u16 = 2_000;

/// Bytes of a file (reference, uploading files: 10 MiB, more only on boosted servers).
pub const FILE_BYTES: usize = 10 * 1024 * 1024;
/// Characters of a file's description, its alternative text (resources/message, attachment).
pub const FILE_DESCRIPTION_CHARS: usize = 1_024;

/// The text, cut at a character if it is longer, with an ellipsis as its last one.
#[must_use]
pub fn cut(text: &str, max_chars: usize) -> String {
    crate::reply::shorten::shorten(text, max_chars).into_owned()
}
