//! `datum pack`: what people who write packs call.

use std::io::{self, Write};
use std::path::PathBuf;

use super::{Exit, PackArguments, pack_diff, pack_import, pack_links, pack_new, pack_try};
use crate::brief;
use crate::pack::{CHECKS, Catalog, Note};

/// Calls below `datum pack`.
#[derive(Debug, clap::Subcommand)]
pub enum PackCommand {
    /// Check data packs: every problem at once, with file, line and remedy.
    ///
    /// The embedded packs are checked with the packs of the given folders, as they will be used together; a pack from a
    /// folder takes the place of an embedded pack with the same name. Exit status: 0 if all is well, 1 if not.
    Check {
        /// A pack's folder, or a folder that holds packs (several can be given).
        #[arg(value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// Print the name of each check and what it ensures, and check nothing.
        #[arg(long)]
        list: bool,
        /// Also count what the figures rest on: grades of the pages in which they were read, copies and weak pages.
        #[arg(long)]
        strict: bool,
    },
    /// Start a pack: a folder that passes the check, with one example row in each table and a page for its editors.
    New {
        /// The new pack's folder, whose last part is the pack's name.
        #[arg(value_name = "NAME")]
        folder: PathBuf,
    },
    /// Make a pack of tables as people have them, or bring one up to date.
    Import(Box<pack_import::Arguments>),
    /// Write a pack for other tools, with the schemas of all columns, sizes and hashes, or as one compact file that opens quickly.
    Build {
        /// A pack's folder, or a folder that holds packs.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The folder below which each pack is written, in a folder of its name; or NAME.datum for one compact file, which
        /// `--packs` takes like a folder.
        #[arg(long, value_name = "OUT")]
        into: PathBuf,
    },
    /// Ask the ordinary questions about a pack, and say which alias or field word would mend those without an answer.
    Try {
        /// A pack's folder, or a folder that holds packs.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Write each question with its outcome and remedy into this CSV file.
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
        /// Print one JSON object with all questions.
        #[arg(long)]
        json: bool,
    },
    /// Say which figures were added, revised, withdrawn or superseded between two packs.
    ///
    /// Each side is a pack's folder, a folder that holds packs, or the word `embedded` for what is in the program; beside
    /// a folder, only the embedded packs of the same names are compared. Each side is read together with the embedded
    /// packs, as it will be used. Exit status: 0 if all figures are the same, 5 if some are not, 1 if a side cannot be read.
    Diff {
        /// The earlier side.
        #[arg(value_name = "A")]
        old: PathBuf,
        /// The later side.
        #[arg(value_name = "B")]
        new: PathBuf,
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// List the addresses of the sources with their grades, the best first.
    ///
    /// With --probe each address is asked whether it is still there: HEAD, then GET where a server does not take that,
    /// redirects followed, robots.txt heeded, no host asked more than once a second. Exit status: 0, or 1 if an address
    /// needs somebody to look after it.
    Links(pack_links::Arguments),
}

pub(super) fn run(command: &PackCommand, packs: &PackArguments) -> Exit {
    let (text, exit) = match command {
        PackCommand::Check { list: true, .. } => (checks(), Exit::Answer),
        PackCommand::Links(arguments) => return pack_links::run(arguments, &packs.packs),
        PackCommand::Check { folders, strict, .. } => {
            let folders: Vec<PathBuf> = packs.packs.iter().chain(folders).cloned().collect();
            match packs.load_packs(&folders) {
                Ok(app) => {
                    let catalog = app.engine.catalog();
                    let rests_on = if *strict { pack_links::counts(catalog) } else { String::new() };
                    (format!("{}{}{rests_on}", notes(&app.notes), counts(catalog)), Exit::Answer)
                }
                Err(problems) => (format!("{problems}\n"), Exit::Failure),
            }
        }
        PackCommand::Import(arguments) => pack_import::run(arguments, packs),
        PackCommand::Try { folder, details, json } => pack_try::run(folder, details.as_deref(), *json, packs),
        PackCommand::New { folder } => pack_new::new(folder),
        PackCommand::Build { folder, into } => pack_new::build(folder, into, packs),
        PackCommand::Diff { old, new, json } => pack_diff::run(old, new, *json, &packs.embedded()),
    };
    // A reader that has gone, such as `head`, has seen enough.
    let _ = match exit {
        Exit::Answer | Exit::Differs => io::stdout().lock().write_all(text.as_bytes()),
        _ => io::stderr().lock().write_all(text.as_bytes()),
    };
    exit
}

/// One line for each check.
fn checks() -> String {
    let all = || CHECKS.iter().map(|check| (check.name, check.doc)).chain([brief::CHECK]);
    let width = all().map(|(name, _)| name.len()).max().unwrap_or(0);
    all().map(|(name, doc)| format!("{name:width$}  {doc}\n")).collect()
}

/// One line for each thing that is worth knowing; an author with a thousand of them reads the first.
fn notes(notes: &[Note]) -> String {
    const MAX_SHOWN: usize = 20;
    let mut text: String = notes.iter().take(MAX_SHOWN).map(|note| format!("note: {note}\n")).collect();
    if notes.len() > MAX_SHOWN {
        text.push_str(&format!("note: ... and {} more\n", notes.len() - MAX_SHOWN));
    }
    text
}

/// One line for each pack, and one for all.
fn counts(catalog: &Catalog) -> String {
    let mut figures = vec![0_usize; catalog.packs().len()];
    for figure in catalog.figures() {
        if let Some(count) = figures.get_mut(figure.pack.index()) {
            *count += 1;
        }
    }
    let name_width = catalog.packs().iter().map(|pack| pack.name.len()).max().unwrap_or(0);
    let version_width = catalog.packs().iter().map(|pack| pack.version.len()).max().unwrap_or(0);
    let mut text: String = catalog
        .packs()
        .iter()
        .zip(figures)
        .map(|(pack, figures)| {
            format!(
                "{:name_width$}  {:version_width$}  {}\n",
                pack.name,
                pack.version,
                count(figures, "figure", "figures")
            )
        })
        .collect();
    text.push_str(&format!(
        "All checks passed: {}, {}, {}, {}, {}.\n",
        count(catalog.packs().len(), "pack", "packs"),
        count(catalog.figures().len(), "figure", "figures"),
        count(catalog.metrics().len(), "metric", "metrics"),
        count(catalog.entities().len(), "entity", "entities"),
        count(catalog.sources().len(), "source", "sources"),
    ));
    text
}

pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
