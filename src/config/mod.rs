//! What `datum run` is told by its environment.
//!
//! Every variable is read once, at the start, from the process's environment or from a `.env` file in the working
//! folder (the environment wins). Either all of them are good, or all problems are told at once, each in a sentence
//! that names its variable; a variable that begins with `DATUM_` and is not known is a problem too, because a misspelt
//! setting that is silently ignored is the one that costs an evening. Values are never printed: two are secrets, which may
//! stand in files instead.

mod file;
mod forms;
mod log;
mod problems;
mod reading;
mod secrets;
mod shards;
mod variables;

use std::net::SocketAddr;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};

pub use log::{DEFAULT_LOG_FILTER, LogFormat, LogSettings};
pub use problems::{ConfigProblem, ConfigProblems};
pub use reading::Reading;
pub use shards::ShardRange;
pub use variables::{
    DATABASE_URL, DATABASE_URL_FILE, DEV_GUILD, EMBEDDED_PACKS, HTTP, KOREAN_NAMES, LOG, LOG_FORMAT, OPERATOR_CHANNEL,
    OPERATORS, PACKS, PACKS_WATCH, PROXY, SHARDS, TOKEN, TOKEN_FILE, VARIABLES, Variable,
};

/// Everything that `datum run` can be told.
#[derive(Debug)]
pub struct Config {
    /// `DISCORD_TOKEN`, required: the bot token of the application.
    pub token: SecretString,
    /// `DISCORD_PROXY`: an HTTP proxy for Discord's REST API, `http://host:port`, without a slash at the end.
    pub proxy: Option<String>,
    /// `DATUM_DEV_GUILD`: the id of the one server to register the commands for, instead of everywhere.
    pub dev_guild: Option<u64>,
    /// `DATUM_OPERATOR_CHANNEL`: the id of the channel into which reports of wrong figures go.
    pub operator_channel: Option<u64>,
    /// `DATUM_OPERATORS`: the ids of those who run the bot, with commas between them; the owner of the application if it is empty.
    pub operators: Vec<u64>,
    /// `DATUM_PACKS_WATCH`, default `off`: whether the folders of packs are looked at for changes.
    pub packs_watch: bool,
    /// `DATUM_PACKS`: folders of further packs, separated as in `PATH`.
    pub packs: Vec<PathBuf>,
    /// `DATUM_EMBEDDED_PACKS`, default `all`: which packs in the program are read, `none` or names with commas between.
    pub embedded: Option<String>,
    /// `DATUM_KOREAN_NAMES`, default `on`: whether commands also carry Korean names.
    pub korean_names: bool,
    /// `DATABASE_URL`: where settings, schedules and the ledger are kept, `sqlite:PATH` or `postgres://...`.
    pub database: Option<SecretString>,
    /// `STATE_DIRECTORY`, which systemd sets: the folder of the database file unless `DATABASE_URL` is set.
    pub state_folder: Option<String>,
    /// `DATUM_SHARDS`: which shards this process runs; all of them if it is not set.
    pub shards: Option<ShardRange>,
    /// `DATUM_HTTP`: where health and metrics can be asked for, an IP address and a port; nowhere if it is not set.
    pub http: Option<SocketAddr>,
    /// How and what to log.
    pub log: LogSettings,
    /// What is allowed and still worth mending, one sentence each.
    pub warnings: Vec<String>,
}

impl Config {
    /// Reads the process's environment, and the file `.env` in the working folder if there is one.
    ///
    /// # Errors
    /// All problems at once.
    pub fn from_environment() -> Result<Self, ConfigProblems> {
        Reading::of_environment().finish()
    }

    /// The token itself, for the client that is built with it and for nothing else.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.expose_secret()
    }
}

#[cfg(test)]
mod tests;
