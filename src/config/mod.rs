//! What `datum run` is told by its environment.
//!
//! Every variable is read once, at the start, from the process's environment or from a `.env` file in the working
//! folder (the environment wins). Either all of them are good, or all problems are told at once, each in a sentence
//! that names its variable; a variable that begins with `DATUM_` and is not known is a problem too, because a misspelt
//! setting that is silently ignored is the one that costs an evening. Values are never printed: one is a secret.

mod file;
mod forms;
mod log;
mod problems;
mod shards;
mod variables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};

pub use log::{DEFAULT_LOG_FILTER, LogFormat, LogSettings};
pub use problems::{ConfigProblem, ConfigProblems};
pub use shards::ShardRange;
pub use variables::{
    DATABASE_URL, DEV_GUILD, EMBEDDED_PACKS, KOREAN_NAMES, LOG, LOG_FORMAT, OPERATOR_CHANNEL, PACKS, PROXY, SHARDS,
    TOKEN, VARIABLES, Variable,
};

use file::read_file;
use forms::{is_database_url, is_token, proxy_address, switch};
use variables::{OWN_PREFIX, STATE_DIRECTORY, is_known, is_ours, nearest};

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
    /// How and what to log.
    pub log: LogSettings,
}

impl Config {
    /// Reads the process's environment, and the file `.env` in the working folder if there is one.
    ///
    /// # Errors
    /// All problems at once.
    pub fn from_environment() -> Result<Self, ConfigProblems> {
        let mut problems = Vec::new();
        let mut variables = read_file(Path::new(".env"), &mut problems);
        for (name, value) in std::env::vars_os() {
            let Ok(name) = name.into_string() else { continue };
            match value.into_string() {
                Ok(value) => drop(variables.insert(name, value)),
                Err(_) if is_ours(&name) => problems.push(ConfigProblem::NotText(name)),
                Err(_) => {}
            }
        }
        Self::from_variables(&variables, problems)
    }

    /// Reads a set of variables; pure.
    ///
    /// # Errors
    /// `problems`, which were found before, and all that are found here.
    pub fn from_variables(
        variables: &BTreeMap<String, String>,
        mut problems: Vec<ConfigProblem>,
    ) -> Result<Self, ConfigProblems> {
        // A variable that is set to nothing is one that is not set: that is how `.env` files switch one off.
        let get = |name: &str| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());

        for name in variables.keys().filter(|name| name.starts_with(OWN_PREFIX) && !is_known(name)) {
            let hint = nearest(name).map(|known| format!(", did you mean {known}?")).unwrap_or_default();
            problems.push(ConfigProblem::Unknown { name: name.clone(), hint });
        }
        let token = match get(TOKEN) {
            None => {
                let is_alike = |name: &str| name.contains("DISCORD") && name.contains("TOKEN");
                let alike =
                    variables.keys().find(|name| !is_known(name) && (nearest(name) == Some(TOKEN) || is_alike(name)));
                let hint = alike.map(|name| format!(" ({name} is set: is it misspelt?)")).unwrap_or_default();
                problems.push(ConfigProblem::TokenMissing { hint });
                None
            }
            Some(text) if is_token(text) => Some(SecretString::from(text.to_owned())),
            Some(_) => {
                problems.push(ConfigProblem::TokenMalformed);
                None
            }
        };
        let mut value = |name: &'static str, expected: &'static str, good: bool| {
            if !good {
                problems.push(ConfigProblem::Value { name, expected });
            }
        };
        let proxy = get(PROXY).map(proxy_address);
        value(PROXY, "the address of an HTTP proxy such as http://127.0.0.1:8080", proxy != Some(None));
        let dev_guild = get(DEV_GUILD).map(|text| u64::from_str(text).ok().filter(|id| *id > 0));
        value(DEV_GUILD, "the id of a server, a number such as 1234567890123456789", dev_guild != Some(None));
        let operator_channel = get(OPERATOR_CHANNEL).map(|text| u64::from_str(text).ok().filter(|id| *id > 0));
        value(
            OPERATOR_CHANNEL,
            "the id of a channel, a number such as 1234567890123456789",
            operator_channel != Some(None),
        );
        let korean_names = get(KOREAN_NAMES).map(switch);
        value(KOREAN_NAMES, "on or off", korean_names != Some(None));
        let database = get(DATABASE_URL);
        value(
            DATABASE_URL,
            "sqlite:PATH or postgres://user:password@host/database",
            database.is_none_or(is_database_url),
        );
        let shards = get(SHARDS).map(|text| text.parse::<ShardRange>().ok());
        value(SHARDS, "first-last/total, counted from 0, such as 0-3/16", shards != Some(None));
        let format = get(LOG_FORMAT).map(|text| match text {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        });
        value(LOG_FORMAT, "text or json", format != Some(None));
        let filter = log::filter(get(LOG).unwrap_or(DEFAULT_LOG_FILTER));
        value(
            LOG,
            "one of off, error, warn, info, debug, trace, or such a level with others for parts of the program, as in info,datum=debug",
            filter.is_some(),
        );

        match token {
            Some(token) if problems.is_empty() => Ok(Self {
                token,
                proxy: proxy.flatten(),
                dev_guild: dev_guild.flatten(),
                operator_channel: operator_channel.flatten(),
                packs: get(PACKS).map(|paths| std::env::split_paths(paths).collect()).unwrap_or_default(),
                embedded: get(EMBEDDED_PACKS).map(str::to_owned),
                korean_names: korean_names.flatten().unwrap_or(true),
                database: database.map(|url| SecretString::from(url.to_owned())),
                state_folder: get(STATE_DIRECTORY).map(str::to_owned),
                shards: shards.flatten(),
                log: LogSettings { filter: filter.unwrap_or_default(), format: format.flatten().unwrap_or_default() },
            }),
            _ => Err(ConfigProblems(problems)),
        }
    }
}

impl Config {
    /// The token itself, for the client that is built with it and for nothing else.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.expose_secret()
    }
}

#[cfg(test)]
mod tests;
