//! From variables to settings: every value read, every problem kept, so that all of them are told at once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::str::FromStr;

use secrecy::SecretString;

use super::file::read_file;
use super::forms::{is_database_url, is_token, proxy_address, switch};
use super::problems::{ConfigProblem, ConfigProblems};
use super::secrets::read_secrets;
use super::variables::{
    DATABASE_URL, DEV_GUILD, EMBEDDED_PACKS, HTTP, KOREAN_NAMES, LOG, LOG_FORMAT, OPERATOR_CHANNEL, OPERATORS,
    OWN_PREFIX, PACKS, PACKS_WATCH, PROXY, SHARDS, STATE_DIRECTORY, TOKEN, is_known, is_ours, nearest,
};
use super::{Config, DEFAULT_LOG_FILTER, LogFormat, LogSettings, ShardRange, log};

/// What the environment says, as far as it could be understood, and what could not.
#[derive(Debug)]
pub struct Reading {
    /// The settings. Where a value is a problem, its default stands in its place, and an empty text in that of the token.
    pub config: Config,
    /// All that is wrong.
    pub problems: Vec<ConfigProblem>,
}

impl Reading {
    /// Reads the process's environment, the file `.env` in the working folder if there is one, and secrets in files.
    #[must_use]
    pub fn of_environment() -> Self {
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
        let mut warnings = Vec::new();
        read_secrets(&mut variables, &mut problems, &mut warnings);
        let mut reading = Self::of_variables(&variables, problems);
        reading.config.warnings.splice(0..0, warnings);
        reading
    }

    /// Reads a set of variables, after `problems` were found with them; pure.
    #[must_use]
    pub fn of_variables(variables: &BTreeMap<String, String>, mut problems: Vec<ConfigProblem>) -> Self {
        // A variable that is set to nothing is one that is not set: that is how `.env` files switch one off.
        let get = |name: &str| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());

        for name in variables.keys().filter(|name| name.starts_with(OWN_PREFIX) && !is_known(name)) {
            let hint = nearest(name).map(|known| format!(", did you mean {known}?")).unwrap_or_default();
            problems.push(ConfigProblem::Unknown { name: name.clone(), hint });
        }
        let token = match get(TOKEN) {
            // Why there is none was said already.
            None if problems.iter().any(|problem| problem.is_about(TOKEN)) => None,
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
        let operators: Option<Option<Vec<u64>>> = get(OPERATORS)
            .map(|text| text.split(',').map(|id| u64::from_str(id.trim()).ok().filter(|id| *id > 0)).collect());
        value(OPERATORS, "ids of users with commas between them, such as 1234567890123456789", operators != Some(None));
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

        let http = get(HTTP).map(|text| text.parse::<SocketAddr>().ok());
        value(HTTP, "an IP address and a port, such as 127.0.0.1:9464", http != Some(None));
        let http = http.flatten();
        let packs_watch = get(PACKS_WATCH).map(switch);
        value(PACKS_WATCH, "on or off", packs_watch != Some(None));
        let mut warnings = Vec::new();
        if let Some(address) = http.filter(|address| !address.ip().is_loopback()) {
            warnings.push(format!(
                "{HTTP} is {address}, which other machines may reach: health and metrics have no password, so see that a firewall or a container network stands before it"
            ));
        }
        let config = Config {
            token: token.unwrap_or_default(),
            proxy: proxy.flatten(),
            dev_guild: dev_guild.flatten(),
            operator_channel: operator_channel.flatten(),
            operators: operators.flatten().unwrap_or_default(),
            packs_watch: packs_watch.flatten().unwrap_or(false),
            packs: get(PACKS).map(|paths| std::env::split_paths(paths).collect()).unwrap_or_default(),
            embedded: get(EMBEDDED_PACKS).map(str::to_owned),
            korean_names: korean_names.flatten().unwrap_or(true),
            database: database.filter(|url| is_database_url(url)).map(|url| SecretString::from(url.to_owned())),
            state_folder: get(STATE_DIRECTORY).map(str::to_owned),
            shards: shards.flatten(),
            http,
            log: LogSettings {
                filter: filter.unwrap_or_else(|| DEFAULT_LOG_FILTER.to_owned()),
                format: format.flatten().unwrap_or_default(),
            },
            warnings,
        };
        Self { config, problems }
    }

    /// The settings, if nothing is wrong.
    ///
    /// # Errors
    /// All problems at once.
    pub fn finish(self) -> Result<Config, ConfigProblems> {
        if self.problems.is_empty() { Ok(self.config) } else { Err(ConfigProblems(self.problems)) }
    }

    /// Whether something is wrong with a variable.
    #[must_use]
    pub fn is_wrong(&self, name: &str) -> bool {
        self.problems.iter().any(|problem| problem.is_about(name))
    }
}
