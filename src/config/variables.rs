//! The variables that are read, and which of them a misspelt one was meant to be.

use super::log::DEFAULT_LOG_FILTER;

/// A variable that is read, for the check against unknown ones and for the `.env.example`.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What holds without it; none if it is required or its absence is itself the setting.
    pub default: Option<&'static str>,
}

/// All variables that are read.
pub const VARIABLES: &[Variable] = &[
    Variable { name: TOKEN, default: None },
    Variable { name: TOKEN_FILE, default: None },
    Variable { name: PROXY, default: None },
    Variable { name: DEV_GUILD, default: None },
    Variable { name: OPERATOR_CHANNEL, default: None },
    Variable { name: OPERATORS, default: None },
    Variable { name: PACKS, default: None },
    Variable { name: EMBEDDED_PACKS, default: Some("all") },
    Variable { name: PACKS_WATCH, default: Some("off") },
    Variable { name: KOREAN_NAMES, default: Some("on") },
    Variable { name: DATABASE_URL, default: None },
    Variable { name: DATABASE_URL_FILE, default: None },
    Variable { name: SHARDS, default: None },
    Variable { name: HTTP, default: None },
    Variable { name: LOG, default: Some(DEFAULT_LOG_FILTER) },
    Variable { name: LOG_FORMAT, default: Some("text") },
];

/// The bot token of the application.
pub const TOKEN: &str = "DISCORD_TOKEN";
/// The file that holds the bot token.
pub const TOKEN_FILE: &str = "DISCORD_TOKEN_FILE";
/// An HTTP proxy for Discord's REST API.
pub const PROXY: &str = "DISCORD_PROXY";
/// The one server to register the commands for.
pub const DEV_GUILD: &str = "DATUM_DEV_GUILD";
/// The channel for reports of wrong figures.
pub const OPERATOR_CHANNEL: &str = "DATUM_OPERATOR_CHANNEL";
/// Who runs the bot.
pub const OPERATORS: &str = "DATUM_OPERATORS";
/// Folders of further packs.
pub const PACKS: &str = "DATUM_PACKS";
/// Which packs in the program are read.
pub const EMBEDDED_PACKS: &str = "DATUM_EMBEDDED_PACKS";
/// Whether the folders of packs are looked at for changes.
pub const PACKS_WATCH: &str = "DATUM_PACKS_WATCH";
/// Whether commands carry Korean names.
pub const KOREAN_NAMES: &str = "DATUM_KOREAN_NAMES";
/// Where settings, schedules and the ledger are kept.
pub const DATABASE_URL: &str = "DATABASE_URL";
/// The file that holds the address of the database.
pub const DATABASE_URL_FILE: &str = "DATABASE_URL_FILE";
/// The folder of secrets, which systemd sets.
pub(super) const CREDENTIALS_DIRECTORY: &str = "CREDENTIALS_DIRECTORY";
/// The folder for state, which systemd sets.
pub(super) const STATE_DIRECTORY: &str = "STATE_DIRECTORY";
/// Which shards this process runs.
pub const SHARDS: &str = "DATUM_SHARDS";
/// Where health and metrics can be asked for.
pub const HTTP: &str = "DATUM_HTTP";
/// Log filter.
pub const LOG: &str = "DATUM_LOG";
/// Log format.
pub const LOG_FORMAT: &str = "DATUM_LOG_FORMAT";

/// Variables of this prefix belong to this program, so an unknown one is a mistake.
pub(super) const OWN_PREFIX: &str = "DATUM_";

pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with(OWN_PREFIX) || is_known(name)
}

pub(super) fn is_known(name: &str) -> bool {
    VARIABLES.iter().any(|variable| variable.name == name)
}

/// How many letters of a misspelt variable may differ from the one that it is taken for.
const MAX_EDITS: usize = 2;

/// The known variable that a misspelt one was probably meant to be.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let known = VARIABLES.iter().map(|variable| (edits(name, variable.name), variable.name)).min()?;
    (1..=MAX_EDITS).contains(&known.0).then_some(known.1)
}

/// How many letters must be inserted, removed or replaced to make one text the other.
fn edits(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(to.bytes()) {
            let above = *cell;
            left = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
