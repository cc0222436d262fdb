//! The command line: what can be called, and with which exit status it ends.
//!
//! Each call is one file. A call returns an [`Exit`]; nothing below `main` ends the process.

mod ask;
mod brief;
mod check;
mod config;
mod explain;
mod export;
mod extract;
mod fetch;
mod files;
mod gaps;
mod pack;
mod pack_diff;
mod pack_import;
mod pack_links;
mod pack_new;
mod pack_try;
mod ready;
mod reload;
mod run;
pub mod sandbox;
mod stopping;
mod version;

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use crate::app::App;
use crate::pack::{Embedded, Problems};

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// An answer, or all is well.
    Answer,
    /// Something failed; standard error says what.
    Failure,
    /// The call was not understood; standard error says how it goes.
    Misuse,
    /// Several things could be meant.
    Choice,
    /// There is no figure for it.
    None,
    /// Two things that were compared are not the same.
    Differs,
}

impl Exit {
    /// The end of a call that wrote its answers one by one.
    fn of_stream(call: &str, done: io::Result<Self>) -> Self {
        match done {
            Ok(exit) => exit,
            // Whoever read the answers has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Self::Answer,
            Err(error) => {
                let _ = writeln!(io::stderr(), "datum {call} stopped: {error}");
                Self::Failure
            }
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Answer => 0,
            Exit::Failure => 1,
            Exit::Misuse => 2,
            Exit::Choice => 3,
            Exit::None => 4,
            Exit::Differs => 5,
        })
    }
}

/// Figures with their dates and sources. Without a command: try the bot here, no account needed.
#[derive(Debug, Parser)]
#[command(name = "datum", version = version::VERSION, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    packs: PackArguments,
}

/// Which packs are read besides the embedded ones.
#[derive(Clone, Debug, Default, Args)]
pub struct PackArguments {
    /// Read further data from this folder, which is a pack or holds packs (repeatable).
    ///
    /// The folders of the environment variable DATUM_PACKS, separated like those of PATH, are read as well, before these.
    #[arg(long = "packs", value_name = "DIR", global = true)]
    pub packs: Vec<PathBuf>,
    /// Read none of the packs that are in the program.
    ///
    /// The environment variable DATUM_EMBEDDED_PACKS says which of them are read: all, none, or names with commas between.
    #[arg(long = "no-embedded", global = true)]
    pub no_embedded: bool,
    /// What the variable says.
    #[arg(skip)]
    pub embedded: Embedded,
}

/// The variable that names folders of packs, separated like those of `PATH`.
pub const PACKS_VARIABLE: &str = "DATUM_PACKS";
/// The variable that says which of the packs in the program are read.
pub const EMBEDDED_VARIABLE: &str = "DATUM_EMBEDDED_PACKS";

impl PackArguments {
    /// Loads the embedded packs and those of the call. What is wrong with them is said on standard error.
    fn load(&self) -> Result<App, Exit> {
        self.load_all().map_err(|problems| {
            // Nobody is left to be told when standard error is gone.
            let _ = writeln!(io::stderr(), "{problems}");
            Exit::Failure
        })
    }

    /// Loads the embedded packs and those of the call.
    fn load_all(&self) -> Result<App, Problems> {
        self.load_packs(&self.packs)
    }

    /// Loads the packs in the program that the call asks for, and those in `folders`.
    fn load_packs(&self, folders: &[PathBuf]) -> Result<App, Problems> {
        App::load_with(folders, &self.embedded())
    }

    /// Which of the packs in the program are read.
    fn embedded(&self) -> Embedded {
        if self.no_embedded { Embedded::None } else { self.embedded.clone() }
    }

    /// Puts the folders of `DATUM_PACKS` before those of the call.
    fn add_variable(&mut self, value: Option<&OsStr>) {
        let named = value.into_iter().flat_map(env::split_paths).filter(|path| !path.as_os_str().is_empty());
        self.packs = named.chain(std::mem::take(&mut self.packs)).collect();
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one question, or one a line from standard input.
    Ask(ask::Arguments),
    /// Summarise where a set of figures stands, and what has changed.
    Brief(brief::Arguments),
    /// Check the figures in a text, given behind the command or on standard input.
    Check(check::Arguments),
    /// Take figures away with their sources: as a table, JSON or a data package.
    Export(export::Arguments),
    /// Check the settings of `run`.
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Draft a data pack from an article, for a person to finish.
    Extract(extract::Arguments),
    /// List what was asked on servers that have it counted and not answered, and which names would have answered it.
    Gaps(gaps::Arguments),
    /// Check data packs, and compare them.
    #[command(subcommand)]
    Pack(pack::PackCommand),
    /// Ask a bot on this machine whether it is ready: 0 if so, 1 with the reasons if not.
    Ready(ready::Arguments),
    /// Connect to Discord; needs DISCORD_TOKEN.
    Run(run::Arguments),
    /// Try the bot here, in the terminal and in a browser; no account needed. This is what happens without a command.
    Sandbox(sandbox::Arguments),
}

/// Runs the call that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    main_with(env::args_os())
}

/// Runs a call that is given as if the process had been started with it; the first part is the program's name.
#[must_use]
pub fn main_with<A: Into<OsString> + Clone>(call: impl IntoIterator<Item = A>) -> ExitCode {
    let mut cli = match Cli::try_parse_from(call) {
        Ok(cli) => cli,
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            // Nobody is left to be told when the terminal is gone.
            let _ = write!(io::stdout(), "{}", version::text());
            return Exit::Answer.into();
        }
        Err(error) => {
            let misuse = error.use_stderr();
            // Nobody is left to be told when the terminal is gone.
            let _ = error.print();
            return if misuse { Exit::Misuse } else { Exit::Answer }.into();
        }
    };
    cli.packs.add_variable(env::var_os(PACKS_VARIABLE).as_deref());
    if let Some(text) = env::var_os(EMBEDDED_VARIABLE) {
        cli.packs.embedded = Embedded::read(&text.to_string_lossy());
    }
    match cli.command {
        None => sandbox::run(&sandbox::Arguments::default(), &cli.packs),
        Some(Command::Ask(arguments)) => ask::run(&arguments, &cli.packs),
        Some(Command::Brief(arguments)) => brief::run(&arguments, &cli.packs),
        Some(Command::Check(arguments)) => check::run(&arguments, &cli.packs),
        Some(Command::Config(command)) => config::run(&command, &cli.packs),
        Some(Command::Export(arguments)) => export::run(&arguments, &cli.packs),
        Some(Command::Extract(arguments)) => extract::run(&arguments, &cli.packs),
        Some(Command::Gaps(arguments)) => gaps::run(&arguments, &cli.packs),
        Some(Command::Pack(command)) => pack::run(&command, &cli.packs),
        Some(Command::Ready(arguments)) => ready::run(&arguments),
        Some(Command::Run(arguments)) => run::run(&arguments, &cli.packs),
        Some(Command::Sandbox(arguments)) => sandbox::run(&arguments, &cli.packs),
    }
    .into()
}
