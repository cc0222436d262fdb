//! `datum pack links`: the addresses of sources with their grades, and on demand whether they are still there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::pack::count;
use super::{Exit, run};
use crate::figure::Grade;
use crate::links::{self, Link, Probed, Prober};
use crate::pack::{self, Catalog, PackSource};

/// Arguments of `datum pack links`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A pack's folder, or a folder that holds packs (several can be given). Without one: the embedded packs.
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Go out and ask each address whether it is still there, each host at most once a second.
    #[arg(long)]
    probe: bool,
    /// Write what was found to this file, as a table.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// How many seconds an answer may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
    /// Also ask addresses of this machine and of private networks.
    #[arg(long)]
    local: bool,
}

pub(super) fn run(arguments: &Arguments, further: &[PathBuf]) -> Exit {
    match links(arguments, further) {
        Ok((text, exit)) => {
            // A reader that has gone has seen enough.
            let _ = io::stdout().lock().write_all(text.as_bytes());
            exit
        }
        Err(problem) => {
            let _ = writeln!(io::stderr(), "{problem}");
            Exit::Failure
        }
    }
}

fn links(arguments: &Arguments, further: &[PathBuf]) -> Result<(String, Exit), String> {
    let folders: Vec<PathBuf> = further.iter().chain(&arguments.folders).cloned().collect();
    let catalog = pack::load(&folders).map_err(|problems| problems.to_string())?;
    // Only what was named: whoever writes a pack looks after its own addresses.
    let names: Vec<String> =
        arguments.folders.iter().flat_map(|folder| PackSource::in_folder(folder)).map(|pack| pack.name).collect();
    let links = links::list(&catalog, &names);
    let probed = if arguments.probe { probe(&links, arguments)? } else { Vec::new() };
    if let Some(file) = &arguments.report {
        write_report(file, &links, &probed)?;
    }
    let is_dead = probed.iter().any(|one| one.outcome.is_dead());
    Ok((in_words(&links, &probed), if is_dead { Exit::Failure } else { Exit::Answer }))
}

fn probe(links: &[Link], arguments: &Arguments) -> Result<Vec<Probed>, String> {
    let urls: Vec<String> = links.iter().filter(|link| !link.url.is_empty()).map(|link| link.url.clone()).collect();
    let prober = Prober { timeout: Duration::from_secs(arguments.timeout), local: arguments.local };
    let runtime = run::runtime().map_err(|error| format!("nothing was asked: {error}"))?;
    let mut count = 0;
    let told = |probed: &Probed| {
        count += 1;
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr(), "{count} of {}: {} {}", urls.len(), probed.outcome.word(), probed.url);
    };
    runtime
        .block_on(links::probe(&urls, prober, told))
        .map_err(|error| format!("nothing was asked, because the client for the web could not be made: {error}"))
}

fn found<'a>(link: &Link, probed: &'a [Probed]) -> Option<&'a Probed> {
    probed.iter().find(|one| one.url == link.url)
}

/// One line for each address, and one for each grade.
fn in_words(links: &[Link], probed: &[Probed]) -> String {
    let grade = |link: &Link| link.grade.map_or("-", Grade::word);
    let width = links.iter().map(|link| grade(link).len()).max().unwrap_or(0);
    let mut text = String::new();
    for link in links {
        let outcome = match found(link, probed) {
            Some(one) => {
                let status = one.status.map(|status| format!(" {status}")).unwrap_or_default();
                let last = one.last.as_ref().map(|last| format!(" -> {last}")).unwrap_or_default();
                format!("  {}{status}{last}", one.outcome.word())
            }
            None => String::new(),
        };
        let url = if link.url.is_empty() { "(no address)" } else { &link.url };
        let figures = count(link.figures, "figure", "figures");
        text.push_str(&format!("{:width$}  {}  {}, {figures}{outcome}\n", grade(link), url, link.sources.join(", ")));
    }
    let with = links.iter().filter(|link| !link.url.is_empty()).count();
    let mut parts = vec![count(with, "address", "addresses")];
    let without = links.iter().filter(|link| link.url.is_empty()).map(|link| link.sources.len()).sum::<usize>();
    parts.push(format!("{} without one", count(without, "source", "sources")));
    if !probed.is_empty() {
        let dead = probed.iter().filter(|one| one.outcome.is_dead()).count();
        parts.push(format!("{} asked, {dead} to look after", probed.len()));
    }
    text.push_str(&parts.join("; "));
    text.push('\n');
    text
}

fn write_report(file: &Path, links: &[Link], probed: &[Probed]) -> Result<(), String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["address", "archived", "grade", "sources", "figures", "outcome", "status", "last"];
    let mut written = writer.write_record(header).is_ok();
    for link in links {
        let one = found(link, probed);
        written &= writer
            .write_record([
                link.url.as_str(),
                if link.is_archived { "yes" } else { "" },
                link.grade.map_or("", Grade::word),
                &link.sources.join("|"),
                &link.figures.to_string(),
                one.map_or("", |one| one.outcome.word()),
                &one.and_then(|one| one.status).map(|status| status.to_string()).unwrap_or_default(),
                one.and_then(|one| one.last.as_deref()).unwrap_or_default(),
            ])
            .is_ok();
    }
    debug_assert!(written, "a row is as long as the header");
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    fs::write(file, bytes).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}

/// Counts for `pack check --strict`: what the figures rest on, and what could not be confirmed.
pub(super) fn counts(catalog: &Catalog) -> String {
    let links = links::list(catalog, &[]);
    let of = |grade: Option<Grade>| -> usize {
        links.iter().filter(|link| link.grade == grade && !link.is_archived).map(|link| link.figures).sum()
    };
    let second_hand = catalog.figures().iter().filter(|figure| figure.via.is_some()).count();
    let withdrawn = catalog.figures().iter().filter(|figure| figure.status == crate::figure::Status::Withdrawn).count();
    let grades: Vec<String> = Grade::ALL.iter().map(|grade| format!("{} {}", of(Some(*grade)), grade.word())).collect();
    format!(
        "Read in: {}, {} ungraded. Second-hand: {second_hand}. From a copy or a weak page: {}. Withdrawn: {withdrawn}.\n",
        grades.join(", "),
        of(None),
        of(Some(Grade::Repost)) + of(Some(Grade::Weak)),
    )
}
