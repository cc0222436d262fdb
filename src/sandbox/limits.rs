//! Every number that Discord puts on a request, with the page of Discord's developer documentation
//! that states it. Lengths are in Unicode characters unless the name says otherwise.

use std::time::Duration;

/// Longest message content (resources/message, "Create Message").
pub const MESSAGE_CONTENT: usize = 2000;
/// Most embeds on one message (resources/message, "Create Message").
pub const MESSAGE_EMBEDS: usize = 10;
/// Most files on one message (resources/message, "Create Message").
pub const MESSAGE_FILES: usize = 10;
/// Largest request body in bytes (reference, "Uploading Files").
pub const REQUEST_BYTES: usize = 25 * 1024 * 1024;
/// Largest single file in bytes without a boost (reference, "Uploading Files").
pub const FILE_BYTES: usize = 10 * 1024 * 1024;
/// Longest attachment description, the alternative text (resources/message, "Attachment").
pub const ATTACHMENT_DESCRIPTION: usize = 1024;
/// Longest nonce (resources/message, "Create Message").
pub const NONCE: usize = 25;
/// How long an enforced nonce is remembered (resources/message: "the past few minutes").
pub const NONCE_MEMORY: Duration = Duration::from_secs(3 * 60);

/// Longest embed title (resources/message, "Embed Limits").
pub const EMBED_TITLE: usize = 256;
/// Longest embed description (resources/message, "Embed Limits").
pub const EMBED_DESCRIPTION: usize = 4096;
/// Most fields in one embed (resources/message, "Embed Limits").
pub const EMBED_FIELDS: usize = 25;
/// Longest field name (resources/message, "Embed Limits").
pub const EMBED_FIELD_NAME: usize = 256;
/// Longest field value (resources/message, "Embed Limits").
pub const EMBED_FIELD_VALUE: usize = 1024;
/// Longest footer text (resources/message, "Embed Limits").
pub const EMBED_FOOTER: usize = 2048;
/// Longest author name (resources/message, "Embed Limits").
pub const EMBED_AUTHOR: usize = 256;
/// Sum of title, description, field names and values, footer and author over all embeds of a
/// message (resources/message, "Embed Limits").
pub const EMBED_TOTAL: usize = 6000;
/// Longest URL in an embed (resources/message, "Embed").
pub const EMBED_URL: usize = 2048;
/// Largest colour (resources/message, "Embed").
pub const EMBED_COLOR: u64 = 0x00FF_FFFF;

/// Most top-level components without Components V2 (components/reference, "Legacy Message Component Behavior").
pub const LEGACY_ROWS: usize = 5;
/// Most buttons in one action row (components/reference, "Action Row").
pub const ROW_BUTTONS: usize = 5;
/// Most components of a Components V2 message, nested ones included (components/reference; change-log 2025-04-22).
pub const V2_COMPONENTS: usize = 40;
/// Longest `custom_id` (components/reference, "Custom ID").
pub const CUSTOM_ID: usize = 100;
/// Longest button label (components/reference, "Button").
pub const BUTTON_LABEL: usize = 80;
/// Longest button URL (components/reference, "Button").
pub const BUTTON_URL: usize = 512;
/// Most options of a select menu (components/reference, "String Select").
pub const SELECT_OPTIONS: usize = 25;
/// Longest select placeholder (components/reference, "String Select").
pub const SELECT_PLACEHOLDER: usize = 150;
/// Longest label, value and description of a select option (components/reference, "Select Option Structure").
pub const SELECT_OPTION_TEXT: usize = 100;
/// Longest text over all text displays of a Components V2 message (components/reference, "Text Display").
pub const V2_TEXT: usize = 4000;

/// Longest modal title (interactions/receiving-and-responding, "Modal").
pub const MODAL_TITLE: usize = 45;
/// Most components of a modal (interactions/receiving-and-responding, "Modal").
pub const MODAL_COMPONENTS: usize = 5;
/// Longest label of a text input or label component (components/reference, "Text Input").
pub const MODAL_LABEL: usize = 45;
/// Longest value of a text input (components/reference, "Text Input").
pub const TEXT_INPUT_VALUE: usize = 4000;
/// Longest placeholder of a text input (components/reference, "Text Input").
pub const TEXT_INPUT_PLACEHOLDER: usize = 100;

/// Most autocomplete choices in one answer (interactions/application-commands, "Autocomplete").
pub const AUTOCOMPLETE_CHOICES: usize = 25;
/// Longest name of a choice (interactions/application-commands, "Application Command Option Choice").
pub const CHOICE_NAME: usize = 100;
/// Longest string value of a choice (interactions/application-commands, "Application Command Option Choice").
pub const CHOICE_VALUE: usize = 100;

/// Most global slash commands of an application, and again for each guild (interactions/application-commands, "Registering a Command").
pub const SLASH_COMMANDS: usize = 100;
/// Most user context menu commands, likewise (interactions/application-commands; raised from 5 to 15).
pub const USER_COMMANDS: usize = 15;
/// Most message context menu commands, likewise (interactions/application-commands; raised from 5 to 15).
pub const MESSAGE_COMMANDS: usize = 15;
/// Longest name of a command or option (interactions/application-commands, "Application Command Naming").
pub const COMMAND_NAME: usize = 32;
/// Longest description of a command or option (interactions/application-commands).
pub const COMMAND_DESCRIPTION: usize = 100;
/// Most options of a command (interactions/application-commands).
pub const COMMAND_OPTIONS: usize = 25;
/// Most fixed choices of an option (interactions/application-commands).
pub const OPTION_CHOICES: usize = 25;
/// Sum of names, descriptions and values of a command, the longest localisation counting
/// (interactions/application-commands, "maximum of 8000 characters").
pub const COMMAND_TOTAL: usize = 8000;
/// Longest string that a string option may ask for (interactions/application-commands, `max_length`).
pub const OPTION_STRING: usize = 6000;
/// Names of slash commands and options (interactions/application-commands, "Application Command Naming").
pub const COMMAND_NAME_PATTERN: &str = r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$";

/// Time for the first answer to an interaction (interactions/receiving-and-responding).
pub const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// Life of an interaction token (interactions/receiving-and-responding).
pub const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// Most follow-ups where the application is not installed in the server (interactions/receiving-and-responding).
pub const USER_INSTALL_FOLLOWUPS: u32 = 5;

/// Longest thread name (resources/channel, "Start Thread").
pub const THREAD_NAME: usize = 100;
/// Minutes after which a thread may be archived (resources/channel).
pub const THREAD_ARCHIVE_MINUTES: [u64; 4] = [60, 1440, 4320, 10080];
/// Most tags on a forum post (resources/channel, `applied_tags`).
pub const FORUM_APPLIED_TAGS: usize = 5;

/// Sends that one gateway connection may make in [`GATEWAY_SEND_WINDOW`] (events/gateway, "Rate Limiting").
pub const GATEWAY_SENDS: usize = 120;
/// The window of [`GATEWAY_SENDS`].
pub const GATEWAY_SEND_WINDOW: Duration = Duration::from_secs(60);
/// Largest payload that a client may send to the gateway, in bytes (events/gateway, "Sending Events").
pub const GATEWAY_PAYLOAD_BYTES: usize = 4096;
/// Usual heartbeat interval (events/gateway, "Hello Event").
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_millis(41_250);
/// Identifies that an application has in 24 hours (events/gateway, "Session Start Limit Object").
pub const SESSION_STARTS: u64 = 1000;

/// The locales that Discord knows (reference, "Locales").
pub const LOCALES: [&str; 34] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "ar",
    "he",
];
