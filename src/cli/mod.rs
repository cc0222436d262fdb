//! The command line: what can be called, and with which exit status it ends.
//!
//! Each call is one file. A call returns an [`Exit`]; nothing below `main` ends the process.

mod ask;
mod pack;
mod run;
mod sandbox;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

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
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Answer => 0,
            Exit::Failure => 1,
            Exit::Misuse => 2,
            Exit::Choice => 3,
            Exit::None => 4,
        })
    }
}

/// Figures with their dates and sources. Without a command: try the bot here, no account needed.
#[derive(Debug, Parser)]
#[command(name = "datum", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    packs: PackArguments,
}

/// Which packs are read besides the embedded ones.
#[derive(Clone, Debug, Default, Args)]
pub struct PackArguments {
    /// Read a further data pack from this folder (repeatable).
    #[arg(long = "packs", value_name = "DIR", global = true)]
    pub packs: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one question, or one a line from standard input.
    Ask(ask::Arguments),
    /// Check data packs.
    #[command(subcommand)]
    Pack(pack::PackCommand),
    /// Connect to Discord; needs DISCORD_TOKEN.
    Run(run::Arguments),
}

/// Runs the call that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let misuse = error.use_stderr();
            // Nobody is left to be told when the terminal is gone.
            let _ = error.print();
            return if misuse { Exit::Misuse } else { Exit::Answer }.into();
        }
    };
    match cli.command {
        None => sandbox::run(&cli.packs),
        Some(Command::Ask(arguments)) => ask::run(&arguments, &cli.packs),
        Some(Command::Pack(command)) => pack::run(&command, &cli.packs),
        Some(Command::Run(arguments)) => run::run(&arguments, &cli.packs),
    }
    .into()
}
