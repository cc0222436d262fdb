//! `datum pack import`: tables as people have them into a pack, and again when the table is newer.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Exit, PackArguments, fetch, files};
use crate::pack::import::{Ask, Imported, Input, Mapping, Nobody, Options, SourceMapping, import};
use crate::pack::{self, PackSource};

/// A larger table is given in parts.
const MAX_BYTES: u64 = 2 << 30;
/// The mapping in a pack's folder.
const MAP_FILE: &str = "import.toml";
/// Assumptions that are shown; more are counted.
const MAX_SHOWN: usize = 8;

/// Arguments of `datum pack import`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if figures were imported, 3 if the table does not say what is needed and nobody could be asked, 4 if it holds no figure, 2 if it cannot be read, 1 on failure."
)]
pub struct Arguments {
    /// Tables: CSV, TSV, XLSX, JSON-stat, a Frictionless package's datapackage.json, or web addresses of such.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// The pack's folder; a new one is made, one that exists is updated.
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// A TOML file that says how the table is to be read. Each import writes one into the pack, which the next one reads.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Who or what all figures are about, if no column says it: a name, or a code such as KR.
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,
    /// What kind of thing the entities are that are no known places: company, region, product, organisation ...
    #[arg(long, value_name = "KIND")]
    entity_kind: Option<String>,
    /// What the table is about, in a few words, where neither its title nor its file says it: "traffic accidents".
    #[arg(long, value_name = "TEXT")]
    about: Option<String>,
    /// What is measured, if neither a column nor a header says it.
    #[arg(long, value_name = "NAME")]
    metric: Option<String>,
    /// When, if neither a column nor a header says it: 2023, 2023-06, 2023-12-31.
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// The unit of what has none of its own: people, percent, USD, KRW, years, or a word as in the table.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// What stands before decimals.
    #[arg(long, value_name = "MARK", value_parser = [".", ","])]
    decimal: Option<String>,
    /// The encoding of a text file, such as euc-kr or windows-1252.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The sheet of a workbook.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row of the headers, from 1.
    #[arg(long, value_name = "ROW")]
    header_row: Option<u32>,
    /// Who published the table.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The table's title.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The table's address.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The table's licence, such as CC-BY-4.0.
    #[arg(long, value_name = "NAME")]
    licence: Option<String>,
    /// When the table was published: 2024, 2024-04 or 2024-04-15.
    #[arg(long, value_name = "DATE")]
    issued: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Why nothing was imported, and how the call ends.
pub(super) struct Refusal(pub(super) Exit, pub(super) String);

impl Refusal {
    fn misuse(sentence: String) -> Self {
        Self(Exit::Misuse, sentence)
    }
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> (String, Exit) {
    match imported(arguments, packs) {
        Ok(text) => (text, Exit::Answer),
        Err(Refusal(exit, sentence)) => (format!("{sentence}\n"), exit),
    }
}

fn imported(arguments: &Arguments, packs: &PackArguments) -> Result<String, Refusal> {
    let folder = &arguments.into;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !pack::is_pack_name(&name) {
        let sentence = format!(
            "`{name}` cannot be the name of a pack: give a folder whose name has lower-case letters, digits and single \
             hyphens"
        );
        return Err(Refusal::misuse(sentence));
    }
    let mut mapping = told(arguments)?;
    let finished = files::finish(folder);
    finished.map_err(|error| {
        let sentence = format!("an earlier import into {} cannot be finished: {error}", folder.display());
        Refusal(Exit::Failure, sentence)
    })?;
    let old = existing(folder)?;
    if old.is_some()
        && let Ok(text) = fs::read_to_string(folder.join(MAP_FILE))
    {
        let known = Mapping::read(&folder.join(MAP_FILE).display().to_string(), &text);
        mapping.add(&known.map_err(|error| Refusal::misuse(error.to_string()))?);
    }
    let mut inputs = Vec::new();
    for file in &arguments.files {
        read(file, &mut inputs, &mut mapping)?;
    }
    let is_terminal = io::stdin().is_terminal() && io::stderr().is_terminal() && !arguments.json;
    let mut person = Person { last: 0 };
    let ask: &mut dyn Ask = if is_terminal { &mut person } else { &mut Nobody };
    if is_terminal && mapping.source.publisher.is_none() && old.is_none() {
        mapping.source.publisher = ask.ask("Who published the table?", &[]);
    }
    let options = Options { pack: name, today: super::ask::today(), mapping };
    let done = import(inputs, &options, old.as_ref(), ask).map_err(|error| {
        use crate::pack::import::ImportError;
        let exit = match error {
            ImportError::Unclear { .. } | ImportError::Encoding { .. } => Exit::Choice,
            ImportError::Nothing(_) => Exit::None,
            ImportError::Unreadable { .. } => Exit::Misuse,
            ImportError::Pack(_) => Exit::Failure,
        };
        Refusal(exit, error.to_string())
    })?;
    let is_new = old.is_none();
    // A pack that would not load is a mistake of ours, and must not take the place of one that does.
    check(&done, &options.pack, folder, packs)?;
    let written =
        if is_new { files::create_folder(folder, &done.files) } else { files::replace_files(folder, &done.files) };
    written.map_err(|error| Refusal(Exit::Failure, format!("{} could not be written: {error}", folder.display())))?;
    Ok(if arguments.json { in_json(&done, folder) } else { in_words(&done, folder, is_new) })
}

/// What the call says of the table, before what a map says.
fn told(arguments: &Arguments) -> Result<Mapping, Refusal> {
    let mut mapping = Mapping {
        encoding: arguments.encoding.clone(),
        sheet: arguments.sheet.clone(),
        header_row: arguments.header_row,
        decimal: arguments.decimal.clone(),
        entity: arguments.entity.clone(),
        entity_kind: arguments.entity_kind.clone(),
        subject: arguments.about.clone(),
        metric: arguments.metric.clone(),
        period: arguments.period.clone(),
        unit: arguments.unit.clone(),
        source: SourceMapping {
            publisher: arguments.publisher.clone(),
            title: arguments.title.clone(),
            url: arguments.url.clone(),
            licence: arguments.licence.clone(),
            issued: arguments.issued.clone(),
        },
        ..Mapping::default()
    };
    if let Some(path) = &arguments.map {
        let file = path.display().to_string();
        let text =
            fs::read_to_string(path).map_err(|error| Refusal::misuse(format!("{file} cannot be read: {error}")))?;
        mapping.add(&Mapping::read(&file, &text).map_err(|error| Refusal::misuse(error.to_string()))?);
    }
    Ok(mapping)
}

/// The pack in a folder; none if there is no such folder, or nothing in it.
fn existing(folder: &Path) -> Result<Option<PackSource>, Refusal> {
    if !folder.exists() {
        return Ok(None);
    }
    let mut packs = PackSource::in_folder(folder);
    match (packs.pop(), packs.is_empty()) {
        (Some(pack), true) if pack.files.iter().any(|(name, _)| name == "datapackage.json") => Ok(Some(pack)),
        _ => Err(Refusal::misuse(format!(
            "{} is a folder without a pack: name a folder that does not exist, or a pack's folder",
            folder.display()
        ))),
    }
}

/// Reads a file, the files of a package, or a web address.
fn read(file: &str, inputs: &mut Vec<Input>, mapping: &mut Mapping) -> Result<(), Refusal> {
    if file.starts_with("http://") || file.starts_with("https://") {
        let bytes = fetch::bytes(file).map_err(|error| Refusal(Exit::Failure, error.to_string()))?;
        mapping.source.url.get_or_insert_with(|| file.to_owned());
        let name =
            file.split(['?', '#']).next().unwrap_or(file).trim_end_matches('/').rsplit('/').next().unwrap_or(file);
        inputs.push(Input { name: name.to_owned(), bytes });
        return Ok(());
    }
    let path = Path::new(file);
    let bytes = bytes_of(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name != "datapackage.json" {
        inputs.push(Input { name, bytes });
        return Ok(());
    }
    let descriptor: Value =
        serde_json::from_slice(&bytes).map_err(|error| Refusal::misuse(format!("{file} is no JSON: {error}")))?;
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let source = SourceMapping {
        publisher: text(&descriptor["sources"][0]["title"]).or_else(|| text(&descriptor["contributors"][0]["title"])),
        title: text(&descriptor["title"]).or_else(|| text(&descriptor["name"])),
        url: text(&descriptor["homepage"])
            .or_else(|| text(&descriptor["sources"][0]["path"]))
            .filter(|url| url.starts_with("http")),
        licence: text(&descriptor["licenses"][0]["name"]),
        issued: None,
    };
    mapping.add(&Mapping { source, ..Mapping::default() });
    let folder = path.parent().unwrap_or(Path::new("."));
    for resource in descriptor["resources"].as_array().into_iter().flatten() {
        let Some(table) = resource["path"].as_str() else { continue };
        // A package names files in its own folder only.
        if table.starts_with('/') || table.split(['/', '\\']).any(|part| part == "..") || table.contains("://") {
            return Err(Refusal::misuse(format!(
                "{file} names `{table}`, which is not in its folder: give that file itself"
            )));
        }
        let is_table = ["csv", "tsv", "xlsx", "json"].iter().any(|ending| table.to_lowercase().ends_with(ending));
        if is_table {
            if let Some(title) = [&resource["title"], &resource["name"]].into_iter().find_map(Value::as_str) {
                mapping.titles.insert(table.to_owned(), names_of(title));
            }
            inputs.push(Input { name: table.to_owned(), bytes: bytes_of(&folder.join(table))? });
        }
    }
    if inputs.is_empty() {
        return Err(Refusal::misuse(format!("{file} lists no table in `resources`")));
    }
    Ok(())
}

/// A title, or the words of a name in one piece.
fn names_of(title: &str) -> String {
    if title.contains(' ') { title.to_owned() } else { title.replace(['_', '-'], " ") }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Refusal> {
    let unreadable = |error: io::Error| Refusal::misuse(format!("{} cannot be read: {error}", path.display()));
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Refusal::misuse(format!("{} is no file: give a table", path.display())));
    }
    if metadata.len() > MAX_BYTES {
        return Err(Refusal::misuse(format!("{} is larger than 2 GB: divide it", path.display())));
    }
    fs::read(path).map_err(unreadable)
}

/// Loads what would be written, beside the packs of the call.
fn check(done: &Imported, name: &str, folder: &Path, packs: &PackArguments) -> Result<(), Refusal> {
    let files = done
        .files
        .iter()
        .filter(|(file, _)| file == "datapackage.json" || file.ends_with(".csv") && file != "problems.csv");
    let mut source = PackSource::new(name, files.map(|(file, text)| (file.clone(), text.clone().into_bytes())));
    // Tables that an import does not write stay as they are.
    let kept = PackSource::in_folder(folder).into_iter().flat_map(|pack| pack.files);
    for (file, bytes) in kept.filter(|_| folder.exists()) {
        if source.files.iter().all(|(known, _)| *known != file) {
            source.files.push((file, bytes));
        }
    }
    let others =
        pack::sources(&[], &packs.embedded()).map_err(|problems| Refusal(Exit::Failure, problems.to_string()))?;
    let sources = others.into_iter().filter(|pack| pack.name != name).chain([source]).collect();
    pack::check_sources(sources, pack::today()).map_err(|problems| {
        Refusal(Exit::Failure, format!("nothing was written, as the pack would not load:\n{problems}"))
    })
}

fn in_words(done: &Imported, folder: &Path, is_new: bool) -> String {
    let place = folder.display();
    let mut text = String::new();
    for assumed in done.assumed.iter().take(MAX_SHOWN) {
        text.push_str(&format!("note: {assumed}\n"));
    }
    if done.assumed.len() > MAX_SHOWN {
        text.push_str(&format!("note: ... and {} more\n", done.assumed.len() - MAX_SHOWN));
    }
    for metric in done.metrics.iter().take(MAX_SHOWN) {
        text.push_str(&format!("metric: {metric}\n"));
    }
    if done.metrics.len() > MAX_SHOWN {
        text.push_str(&format!("metric: ... and {} more\n", done.metrics.len() - MAX_SHOWN));
    }
    text.push_str(&format!(
        "{place}: {} new, {} unchanged, {} revised, {} withdrawn; {} entities.\n",
        done.added, done.unchanged, done.revised, done.withdrawn, done.entities
    ));
    if !done.problems.is_empty() {
        text.push_str(&format!(
            "{} cells were not understood: {place}/problems.csv has each with what to do.\n",
            done.problems.len()
        ));
    }
    if is_new {
        text.push_str(&format!(
            "How it was read stands in {place}/{MAP_FILE}; change it and import again.\n  datum ask --packs {place} \"...\"\n  datum pack try {place}\n"
        ));
    }
    text
}

fn in_json(done: &Imported, folder: &Path) -> String {
    let object = json!({
        "pack": folder.display().to_string(),
        "added": done.added,
        "unchanged": done.unchanged,
        "revised": done.revised,
        "withdrawn": done.withdrawn,
        "entities": done.entities,
        "metrics": done.metrics,
        "assumed": done.assumed,
        "problems": done.problems.len(),
    });
    format!("{object}\n")
}

/// Asks at the terminal.
struct Person {
    /// The per cent that were shown last.
    last: usize,
}

impl Ask for Person {
    fn ask(&mut self, question: &str, choices: &[&str]) -> Option<String> {
        let mut terminal = io::stderr().lock();
        let list = if choices.is_empty() { String::new() } else { format!(" [{}]", choices.join("/")) };
        // Whoever is gone answers nothing.
        write!(terminal, "{question}{list} ").and_then(|()| terminal.flush()).ok()?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).ok()?;
        let answer = line.trim();
        let chosen = choices.iter().find(|choice| choice.starts_with(answer)).copied().unwrap_or(answer);
        (!answer.is_empty()).then(|| chosen.to_owned())
    }

    fn progress(&mut self, done: usize, total: usize) {
        const LONG: usize = 50_000;
        if total < LONG {
            return;
        }
        let percent = done * 100 / total.max(1);
        if percent != self.last {
            self.last = percent;
            let bar = "█".repeat(percent / 4);
            let end = if done == total { "\n" } else { "" };
            // A bar that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{bar:25} {percent:3} %{end}");
        }
    }
}
