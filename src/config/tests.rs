//! What the environment may say, and what is said of it when it is wrong.

use super::variables::OWN_PREFIX;
use super::*;

const GOOD_TOKEN: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.G1x2y3.abcdefghijklmnopqrstuvwxyz-_0123456789AB";

fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigProblems> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Reading::of_variables(&variables, Vec::new()).finish()
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
        (HTTP, "127.0.0.1:0"),
        (PACKS_WATCH, "1"),
    ])
    .unwrap();
    assert_eq!(config.proxy.as_deref(), Some("http://127.0.0.1:8080"));
    assert_eq!(config.shards, Some(ShardRange { first: 4, last: 7, total: 16 }));
    assert!(config.database.is_some() && !format!("{config:?}").contains("sesame"));
    assert_eq!(config.dev_guild, Some(42));
    assert!(!config.korean_names);
    assert_eq!(config.log, LogSettings { filter: "warn,datum=debug".to_owned(), format: LogFormat::Json });
    assert_eq!(config.packs.len(), 2);
    assert!(config.packs_watch && config.http.is_some() && config.warnings.is_empty());
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
    DATUM_LOG must be one of off, error, warn, info, debug, trace, or such a level with others for parts of the program, as in info,datum=debug
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
fn the_example_file_and_the_variables_are_in_step() {
    let example = include_str!("../../.env.example");
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

#[test]
fn a_listener_for_other_machines_is_warned_of() {
    let config = read(&[(TOKEN, GOOD_TOKEN), (HTTP, "0.0.0.0:9464")]).unwrap();
    assert!(config.warnings[0].starts_with("DATUM_HTTP is 0.0.0.0:9464"), "{:?}", config.warnings);
    for address in ["9464", "localhost:9464", "127.0.0.1", ":9464", "127.0.0.1:99999"] {
        assert!(problems(&[(TOKEN, GOOD_TOKEN), (HTTP, address)]).starts_with("DATUM_HTTP must be"), "{address}");
    }
}
