//! `datum config check`: everything that `datum run` will need, looked at without connecting to Discord and without
//! changing anything. All problems are told at once.

use std::io::{self, Write};
use std::net::TcpListener;

use super::{Exit, PackArguments, run, version};
use crate::chart::Fonts;
use crate::config::{DATABASE_URL, Reading};
use crate::pack;
use crate::store::{Store, StoreError};

/// What can be done with the settings.
#[derive(Clone, Copy, Debug, clap::Subcommand)]
pub enum ConfigCommand {
    /// Check everything that `run` needs, without connecting to Discord: settings, secrets, packs, database, fonts.
    ///
    /// Ends with 0 if `run` can start, with 2 if not; standard error then has all problems.
    Check,
}

/// What was found: lines about what is well, what is worth mending, and what is wrong.
#[derive(Debug, Default)]
struct Found {
    well: Vec<String>,
    warnings: Vec<String>,
    problems: Vec<String>,
}

pub(super) fn run(command: &ConfigCommand, packs: &PackArguments) -> Exit {
    let ConfigCommand::Check = command;
    let found = look(packs);
    let written = found.write();
    match (found.problems.is_empty(), written) {
        (false, _) => Exit::Misuse,
        (true, Ok(())) => Exit::Answer,
        (true, Err(error)) => Exit::of_stream("config check", Err(error)),
    }
}

impl Found {
    fn write(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for line in &self.well {
            writeln!(out, "{line}")?;
        }
        drop(out);
        let mut err = io::stderr().lock();
        for warning in &self.warnings {
            writeln!(err, "warning: {warning}")?;
        }
        for problem in &self.problems {
            writeln!(err, "{problem}")?;
        }
        Ok(())
    }
}

fn look(packs: &PackArguments) -> Found {
    let mut reading = Reading::of_environment();
    let mut found = Found::default();
    found.well.push(format!("datum {} (commit {})", version::VERSION, version::commit()));
    found.warnings.append(&mut reading.config.warnings);
    found.problems.extend(reading.problems.iter().map(ToString::to_string));
    if reading.problems.is_empty() {
        found.well.push("settings: all are understood, and the token has a token's form".to_owned());
    }
    match run::packs_of(&reading.config, packs).load_all() {
        Ok(app) => {
            let catalog = app.engine.catalog();
            found.well.push(format!("packs: {}", version::packs(catalog)));
            found.warnings.extend(version::clock_is_behind(catalog, pack::today()));
        }
        Err(problems) => found.problems.push(problems.to_string()),
    }
    // What the address of the database should be was said above.
    if !reading.is_wrong(DATABASE_URL) {
        match database(&run::store_of(&reading.config)) {
            Ok(line) => found.well.push(format!("database: {line}")),
            Err(problem) => found.problems.push(problem),
        }
    }
    match Fonts::system() {
        Ok(fonts) => found.well.push(format!("fonts: {}", fonts.families().join(", "))),
        Err(error) => found.problems.push(error.to_string()),
    }
    if let Some(address) = reading.config.http {
        match TcpListener::bind(address) {
            Ok(_) => found.well.push(format!("health and metrics: http://{address}")),
            // A bot that runs beside this call has the port, and nothing is wrong.
            Err(error) => found.warnings.push(format!(
                "DATUM_HTTP: nothing can listen on {address} ({error}): unless it is this bot that listens there already, choose another port"
            )),
        }
    }
    found
}

/// What is said of the database.
fn database(store: &Store) -> Result<String, String> {
    let failed = |error: StoreError| error.to_string();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("the program could not start its threads: {error}"))?;
    let schema = runtime.block_on(store.inspect()).map_err(failed)?;
    let kind = store.location().kind();
    Ok(match schema.found {
        None => format!("{kind}, empty; the start makes schema {}", schema.known),
        Some(found) if found < schema.known => {
            format!("{kind}, schema {found}; the start makes {} of it", schema.known)
        }
        Some(found) => format!("{kind}, schema {found}"),
    })
}
