//! What `datum run` is told by its environment.
//!
//! Every variable is read once, at the start, from the process's environment or from a `.env` file in the working
//! folder (the environment wins). Either all of them are good, or all problems are told at once, each in a sentence
//! that names its variable; a variable that begins with `DATUM_` and is not known is a problem too, because a misspelt
//! setting that is silently ignored is the one that costs an evening. Values are never printed: one is a secret.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use once_cell::sync::Lazy;
use regex::Regex;
use secrecy::{ExposeSecret, SecretString};

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

/// Which shards a process runs, of how many that all processes run together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRange {
    /// The first one, from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// How many there are in all.
    pub total: u32,
}

impl ShardRange {
    /// All of so many; at least one.
    #[must_use]
    pub fn all(total: u32) -> Self {
        let total = total.max(1);
        Self { first: 0, last: total - 1, total }
    }

    /// How many these are.
    #[must_use]
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }
}

impl FromStr for ShardRange {
    type Err = ();

    /// Reads `0-3/16`, or `5/16` for a single one.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (range, total) = text.split_once('/').ok_or(())?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| ());
        let range = Self { first: number(first)?, last: number(last)?, total: number(total)? };
        if range.first <= range.last && range.last < range.total { Ok(range) } else { Err(()) }
    }
}

/// How and what to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// `DATUM_LOG`: which events are logged, as filter directives.
    pub filter: String,
    /// `DATUM_LOG_FORMAT`, default `text`.
    pub format: LogFormat,
}

/// What is logged unless `DATUM_LOG` says otherwise.
pub const DEFAULT_LOG_FILTER: &str = "info";

impl Default for LogSettings {
    fn default() -> Self {
        Self { filter: DEFAULT_LOG_FILTER.to_owned(), format: LogFormat::Text }
    }
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for machines.
    Json,
}

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
    Variable { name: PROXY, default: None },
    Variable { name: DEV_GUILD, default: None },
    Variable { name: OPERATOR_CHANNEL, default: None },
    Variable { name: PACKS, default: None },
    Variable { name: EMBEDDED_PACKS, default: Some("all") },
    Variable { name: KOREAN_NAMES, default: Some("on") },
    Variable { name: DATABASE_URL, default: None },
    Variable { name: SHARDS, default: None },
    Variable { name: LOG, default: Some(DEFAULT_LOG_FILTER) },
    Variable { name: LOG_FORMAT, default: Some("text") },
];

/// The bot token of the application.
pub const TOKEN: &str = "DISCORD_TOKEN";
/// An HTTP proxy for Discord's REST API.
pub const PROXY: &str = "DISCORD_PROXY";
/// The one server to register the commands for.
pub const DEV_GUILD: &str = "DATUM_DEV_GUILD";
/// The channel for reports of wrong figures.
pub const OPERATOR_CHANNEL: &str = "DATUM_OPERATOR_CHANNEL";
/// Folders of further packs.
pub const PACKS: &str = "DATUM_PACKS";
/// Which packs in the program are read.
pub const EMBEDDED_PACKS: &str = "DATUM_EMBEDDED_PACKS";
/// Whether commands carry Korean names.
pub const KOREAN_NAMES: &str = "DATUM_KOREAN_NAMES";
/// Where settings, schedules and the ledger are kept.
pub const DATABASE_URL: &str = "DATABASE_URL";
/// The folder for state, which systemd sets.
const STATE_DIRECTORY: &str = "STATE_DIRECTORY";
/// Which shards this process runs.
pub const SHARDS: &str = "DATUM_SHARDS";
/// Log filter.
pub const LOG: &str = "DATUM_LOG";
/// Log format.
pub const LOG_FORMAT: &str = "DATUM_LOG_FORMAT";

/// Variables of this prefix belong to this program, so an unknown one is a mistake.
const OWN_PREFIX: &str = "DATUM_";

/// All that is wrong with the environment, one sentence each.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub struct ConfigProblems(pub Vec<ConfigProblem>);

impl fmt::Display for ConfigProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, problem) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong with the environment.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigProblem {
    /// The token is missing.
    #[error(
        "DISCORD_TOKEN is not set: copy the bot token from the application's Bot page at https://discord.com/developers/applications into the environment or a .env file{hint}"
    )]
    TokenMissing {
        /// A variable that looks like a misspelling of it, as a sentence, or empty.
        hint: String,
    },
    /// The token does not look like one.
    #[error(
        "DISCORD_TOKEN does not look like a bot token, which is three parts of letters, digits, - and _ with dots between them: copy it again from the application's Bot page (it is neither the client secret nor the public key)"
    )]
    TokenMalformed,
    /// A variable that is not known.
    #[error("{name} is not a variable of this program{hint}: correct or remove it")]
    Unknown {
        /// The variable.
        name: String,
        /// The known one that it resembles, as a clause, or empty.
        hint: String,
    },
    /// A variable with a value that cannot be used.
    #[error("{name} must be {expected}")]
    Value {
        /// The variable.
        name: &'static str,
        /// What it must be, with an example.
        expected: &'static str,
    },
    /// The variable's bytes are no text.
    #[error("{0} is not valid UTF-8: type its value again")]
    NotText(String),
    /// The `.env` file cannot be read.
    #[error("the file {file} cannot be read: {reason}")]
    File {
        /// Its path.
        file: String,
        /// What the reader said, without the content.
        reason: String,
    },
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

    /// Where the database is, for calls that need nothing else: `DATABASE_URL` and `STATE_DIRECTORY`.
    ///
    /// # Errors
    /// What is wrong with `.env` or with `DATABASE_URL`.
    pub fn database_from_environment() -> Result<(Option<SecretString>, Option<String>), ConfigProblems> {
        let mut problems = Vec::new();
        let mut variables = read_file(Path::new(".env"), &mut problems);
        for name in [DATABASE_URL, STATE_DIRECTORY] {
            variables.extend(std::env::var(name).ok().map(|value| (name.to_owned(), value)));
        }
        let get = |name: &str| variables.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let database = get(DATABASE_URL);
        if !database.is_none_or(is_database_url) {
            let expected = "sqlite:PATH or postgres://user:password@host/database";
            problems.push(ConfigProblem::Value { name: DATABASE_URL, expected });
        }
        if problems.is_empty() {
            let database = database.map(|url| SecretString::from(url.to_owned()));
            Ok((database, get(STATE_DIRECTORY).map(str::to_owned)))
        } else {
            Err(ConfigProblems(problems))
        }
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
        let filter = get(LOG).unwrap_or(DEFAULT_LOG_FILTER).to_owned();
        let filter_reads = tracing_subscriber::EnvFilter::builder().parse(&filter).is_ok();
        value(LOG, "a log filter such as info or info,datum=debug", filter_reads);

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
                log: LogSettings { filter, format: format.flatten().unwrap_or_default() },
            }),
            _ => Err(ConfigProblems(problems)),
        }
    }
}

/// The variables of a `.env` file; none if there is no such file.
fn read_file(path: &Path, problems: &mut Vec<ConfigProblem>) -> BTreeMap<String, String> {
    let mut variables = BTreeMap::new();
    let mut problem = |reason: String| {
        problems.push(ConfigProblem::File { file: path.display().to_string(), reason });
    };
    match dotenvy::from_path_iter(path) {
        Ok(lines) => {
            for line in lines {
                match line {
                    Ok((name, value)) => drop(variables.insert(name, value)),
                    // The message of a line that cannot be parsed quotes the line, and with it perhaps the token.
                    Err(dotenvy::Error::LineParse(..)) => {
                        problem(
                            "a line is not of the form NAME=value (quote a value that holds spaces or #)".to_owned(),
                        );
                    }
                    Err(dotenvy::Error::Io(error)) => {
                        problem(error.to_string());
                        break;
                    }
                    Err(_) => problem("a line cannot be understood".to_owned()),
                }
            }
        }
        Err(dotenvy::Error::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(dotenvy::Error::Io(error)) => problem(error.to_string()),
        Err(_) => problem("it is not a file of NAME=value lines".to_owned()),
    }
    variables
}

fn is_ours(name: &str) -> bool {
    name.starts_with(OWN_PREFIX) || is_known(name)
}

fn is_known(name: &str) -> bool {
    VARIABLES.iter().any(|variable| variable.name == name)
}

/// Whether a text has a bot token's form: three parts of base64url with dots between them.
fn is_token(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.split('.').count() == 3 && text.split('.').all(part)
}

/// The address of an HTTP proxy: a name or an IP address, perhaps a port, and nothing behind it.
static PROXY_ADDRESS: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r"^https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?$").ok());

/// `http://host:port` without a slash at the end, if that is what the text is.
fn proxy_address(text: &str) -> Option<String> {
    let form = PROXY_ADDRESS.as_ref()?;
    form.is_match(text).then(|| text.trim_end_matches('/').to_owned())
}

/// Whether a text begins like a database URL of either kind, and goes on.
fn is_database_url(text: &str) -> bool {
    ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
}

fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Some(true),
        "off" | "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// How many letters of a misspelt variable may differ from the one that it is taken for.
const MAX_EDITS: usize = 2;

/// The known variable that a misspelt one was probably meant to be.
fn nearest(name: &str) -> Option<&'static str> {
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

impl Config {
    /// The token itself, for the client that is built with it and for nothing else.
    #[must_use]
    pub fn token(&self) -> &str {
        self.token.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD_TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.G1x2y3.abcdefghijklmnopqrstuvwxyz-_0123456789AB";

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigProblems> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::from_variables(&variables, Vec::new())
    }

    fn problems(variables: &[(&str, &str)]) -> String {
        read(variables).unwrap_err().to_string()
    }

    #[test]
    fn a_token_alone_is_enough() {
        let config = read(&[(TOKEN, GOOD_TOKEN), ("PATH", "/bin"), (PROXY, " ")]).unwrap();
        assert!(config.korean_names);
        assert_eq!((config.proxy, config.dev_guild, config.log), (None, None, LogSettings::default()));
    }

    #[test]
    fn good_values_are_read() {
        let config = read(&[
            (TOKEN, GOOD_TOKEN),
            (PROXY, "http://127.0.0.1:8080/"),
            (DEV_GUILD, "42"),
            (KOREAN_NAMES, "off"),
            (LOG, "warn,datum=debug"),
            (LOG_FORMAT, "json"),
            (PACKS, "a:b"),
            (DATABASE_URL, "postgres://datum:sesame@localhost/datum"),
            (SHARDS, "4-7/16"),
        ])
        .unwrap();
        assert_eq!(config.proxy.as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(config.shards, Some(ShardRange { first: 4, last: 7, total: 16 }));
        assert!(config.database.is_some() && !format!("{config:?}").contains("sesame"));
        assert_eq!(config.dev_guild, Some(42));
        assert!(!config.korean_names);
        assert_eq!(config.log, LogSettings { filter: "warn,datum=debug".to_owned(), format: LogFormat::Json });
        assert_eq!(config.packs.len(), 2);
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let text = problems(&[
            (PROXY, "localhost"),
            (DEV_GUILD, "home"),
            (KOREAN_NAMES, "perhaps"),
            (LOG, "info,=what=="),
            (LOG_FORMAT, "xml"),
            ("DATUM_DEVGUILD", "42"),
            ("DATUM_COLOUR", "blue"),
        ]);
        insta::assert_snapshot!(text, @r"
        DATUM_COLOUR is not a variable of this program: correct or remove it
        DATUM_DEVGUILD is not a variable of this program, did you mean DATUM_DEV_GUILD?: correct or remove it
        DISCORD_TOKEN is not set: copy the bot token from the application's Bot page at https://discord.com/developers/applications into the environment or a .env file
        DISCORD_PROXY must be the address of an HTTP proxy such as http://127.0.0.1:8080
        DATUM_DEV_GUILD must be the id of a server, a number such as 1234567890123456789
        DATUM_KOREAN_NAMES must be on or off
        DATUM_LOG_FORMAT must be text or json
        DATUM_LOG must be a log filter such as info or info,datum=debug
        ");
    }

    #[test]
    fn what_is_no_address_of_a_proxy_is_refused() {
        for address in ["localhost:80", "ftp://host", "http://", "http://host/path", "http://user@host", "http://a b"] {
            assert!(problems(&[(TOKEN, GOOD_TOKEN), (PROXY, address)]).starts_with("DISCORD_PROXY"), "{address}");
        }
        for address in ["http://127.0.0.1:8080", "http://[::1]:1", "https://proxy.example/"] {
            assert!(read(&[(TOKEN, GOOD_TOKEN), (PROXY, address)]).is_ok(), "{address}");
        }
    }

    #[test]
    fn a_database_and_shards_are_checked_early() {
        for url in ["datum.sqlite", "mysql://localhost/x", "sqlite:", "postgres://"] {
            assert!(problems(&[(TOKEN, GOOD_TOKEN), (DATABASE_URL, url)]).starts_with("DATABASE_URL must be"), "{url}");
        }
        for shards in ["3-1/4", "0-4/4", "0-1", "a-b/c", "-1/3"] {
            assert!(problems(&[(TOKEN, GOOD_TOKEN), (SHARDS, shards)]).starts_with("DATUM_SHARDS must be"), "{shards}");
        }
        assert_eq!("2/3".parse(), Ok(ShardRange { first: 2, last: 2, total: 3 }));
    }

    #[test]
    fn a_misspelt_token_variable_is_pointed_at() {
        assert!(problems(&[("DISCORD_TOKN", GOOD_TOKEN)]).ends_with("(DISCORD_TOKN is set: is it misspelt?)"));
    }

    #[test]
    fn what_is_no_token_is_refused_and_not_repeated() {
        for token in ["abc", "a.b", "a..c", "a.b.c.d", "a b.c.d", "ä.b.c", "\"a.b.c\""] {
            let text = problems(&[(TOKEN, token)]);
            assert!(text.starts_with("DISCORD_TOKEN does not look like a bot token"), "{token}");
            assert!(!text.contains(token) || token == "abc", "{token}");
        }
    }

    #[test]
    fn a_config_does_not_print_its_token() {
        let config = read(&[(TOKEN, GOOD_TOKEN)]).unwrap();
        assert!(!format!("{config:?}").contains(GOOD_TOKEN));
    }

    #[test]
    fn a_broken_line_of_a_file_is_told_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        std::fs::write(&path, format!("DATUM_LOG=warn\n{TOKEN} {GOOD_TOKEN} x\n")).unwrap();
        let mut problems = Vec::new();
        let variables = read_file(&path, &mut problems);
        assert_eq!(variables.get(LOG).map(String::as_str), Some("warn"));
        let text = ConfigProblems(problems).to_string();
        assert!(text.contains("NAME=value") && !text.contains(GOOD_TOKEN), "{text}");
    }

    #[test]
    fn the_example_file_and_the_variables_are_in_step() {
        let example = include_str!("../.env.example");
        let assigned: Vec<(&str, &str)> = example
            .lines()
            .map(|line| line.strip_prefix('#').unwrap_or(line))
            .filter(|line| ["DISCORD_", "DATABASE_", OWN_PREFIX].iter().any(|prefix| line.starts_with(prefix)))
            .filter_map(|line| line.split_once('='))
            .collect();
        let names: Vec<&str> = assigned.iter().map(|(name, _)| *name).collect();
        let known: Vec<&str> = VARIABLES.iter().map(|variable| variable.name).collect();
        assert_eq!(names, known);
        for variable in VARIABLES {
            let (_, value) = assigned.iter().find(|(name, _)| *name == variable.name).unwrap();
            assert_eq!(*value, variable.default.unwrap_or_default(), "{}", variable.name);
        }
    }
}
