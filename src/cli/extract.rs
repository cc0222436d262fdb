//! `datum extract`: drafts a pack from an article, for a person to finish.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Exit, PackArguments};
use crate::app::App;
use crate::claim::Reader;
use crate::claim::document::{Form, paragraphs};
use crate::claim::draft::source::{self, SourceError};
use crate::claim::draft::{Draft, Fate, Found};
use crate::figure::PartialDate;
use crate::pack::draft::{self, DraftPack};
use crate::pack::{self, Catalog};

/// A longer article is refused: no article is so long.
const MAX_BYTES: usize = 16 << 20;
/// From so many paragraphs on, a terminal is told how far the reading is.
const LONG_PARAGRAPHS: usize = 200;

/// Arguments of `datum extract`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if a draft was written, 4 if the article has no numbers, 2 if it cannot be read, 1 on failure."
)]
pub struct Arguments {
    /// The article: text, Markdown (.md) or a web page (.html); without it, or as -, standard input is read.
    #[arg(value_name = "ARTICLE")]
    article: Option<PathBuf>,
    /// What the article is: a JSON file with type, publisher, title, issued and URL, as CSL-JSON or with the columns of
    /// sources.csv.
    #[arg(long, value_name = "FILE")]
    source: PathBuf,
    /// The day on which it was written (2024-06-20), for "last year" and 작년. Default: the source's `issued`, if it is a day.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// The folder to write the pack to; it must not exist. Default: the source's id, here.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print what was found as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Why there is no draft.
#[derive(Debug, thiserror::Error)]
enum ExtractError {
    #[error("{path} cannot be read: {reason}")]
    Unreadable { path: String, reason: io::Error },
    #[error("the article is longer than {} MiB: give one article at a time", MAX_BYTES >> 20)]
    TooLong,
    #[error("the article is not text in UTF-8: save it as .txt, .md or .html in UTF-8")]
    NotText,
    #[error("the article is empty: give a file with text, or text on standard input")]
    Empty,
    #[error("{path} does not describe a source: {reason}")]
    Source { path: String, reason: SourceError },
    #[error("{0} exists already: name another folder with --output, so that no work is lost")]
    Exists(String),
    #[error("the draft could not be written to {path}: {reason}")]
    Unwritten { path: String, reason: io::Error },
}

impl ExtractError {
    fn exit(&self) -> Exit {
        match self {
            Self::Unwritten { .. } => Exit::Failure,
            _ => Exit::Misuse,
        }
    }
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    match extract(arguments, &app) {
        Ok(text) => {
            // A reader that has gone, such as `head`, has seen enough.
            let _ = io::stdout().lock().write_all(text.as_bytes());
            Exit::Answer
        }
        Err(Stop::Nothing) => {
            let _ = writeln!(io::stderr(), "The article has no numbers: there is nothing to draft.");
            Exit::None
        }
        Err(Stop::Error(error)) => {
            let _ = writeln!(io::stderr(), "{error}");
            error.exit()
        }
    }
}

/// Why the call ends without a draft.
enum Stop {
    Nothing,
    Error(ExtractError),
}

impl From<ExtractError> for Stop {
    fn from(error: ExtractError) -> Self {
        Self::Error(error)
    }
}

fn extract(arguments: &Arguments, app: &App) -> Result<String, Stop> {
    let path = arguments.article.as_deref().filter(|path| *path != Path::new("-"));
    let article = read_article(path)?;
    let source_path = arguments.source.display().to_string();
    let described = fs::read_to_string(&arguments.source)
        .map_err(|reason| ExtractError::Unreadable { path: source_path.clone(), reason })?;
    let source =
        source::read(&described).map_err(|reason| ExtractError::Source { path: source_path.clone(), reason })?;
    let folder = arguments.output.clone().unwrap_or_else(|| PathBuf::from(&source.id));
    if folder.exists() {
        return Err(ExtractError::Exists(folder.display().to_string()).into());
    }
    let date = arguments.date.or(match source.issued {
        Some(PartialDate::Day(day)) => Some(day),
        _ => None,
    });
    let form = Form::of(path.and_then(Path::to_str), &article);
    let reader = Reader::new(&app.engine);
    let mut draft = Draft::new(&reader, source, date, pack::today());
    let paragraphs = paragraphs(form, &article);
    let progress = paragraphs.len() >= LONG_PARAGRAPHS && io::stderr().is_terminal();
    for (position, paragraph) in paragraphs.iter().enumerate() {
        draft.read(paragraph);
        if progress && position % 50 == 0 {
            let _ = write!(io::stderr(), "\rread {} of {} paragraphs", position + 1, paragraphs.len());
        }
    }
    if progress {
        let _ = writeln!(io::stderr(), "\rread {0} of {0} paragraphs", paragraphs.len());
    }
    let (mut pack, found) = draft.finish();
    if found.is_empty() {
        return Err(Stop::Nothing);
    }
    let catalog = app.engine.catalog();
    if !pack.figures.is_empty() {
        // A pack is named like its folder.
        if let Some(name) = folder.file_name().and_then(|name| name.to_str()) {
            name.clone_into(&mut pack.name);
        }
        write(&pack, catalog, &folder)
            .map_err(|reason| ExtractError::Unwritten { path: folder.display().to_string(), reason })?;
    }
    let report = Report { pack: &pack, found: &found, catalog, folder: &folder };
    Ok(if arguments.json { format!("{}\n", report.json()) } else { report.text() })
}

fn read_article(path: Option<&Path>) -> Result<String, ExtractError> {
    let name = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
    let unreadable = |reason| ExtractError::Unreadable { path: name.clone(), reason };
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    match path {
        Some(path) => fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)),
        None => io::stdin().lock().take(limit).read_to_end(&mut bytes),
    }
    .map_err(unreadable)?;
    if bytes.len() > MAX_BYTES {
        return Err(ExtractError::TooLong);
    }
    let text = String::from_utf8(bytes).map_err(|_| ExtractError::NotText)?;
    if text.contains('\0') {
        return Err(ExtractError::NotText);
    }
    if text.trim().is_empty() { Err(ExtractError::Empty) } else { Ok(text) }
}

/// Writes the files into a new folder.
fn write(pack: &DraftPack, catalog: &Catalog, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    draft::files(pack, catalog).into_iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
}

/// What was found, for the one who called.
struct Report<'a> {
    pack: &'a DraftPack,
    found: &'a [Found],
    catalog: &'a Catalog,
    folder: &'a Path,
}

impl Report<'_> {
    fn count(&self, fits: impl Fn(&Fate) -> bool) -> usize {
        self.found.iter().filter(|found| fits(&found.fate)).count()
    }

    fn text(&self) -> String {
        let folder = self.folder.display();
        let mut text = String::new();
        for found in self.found {
            let fate = match &found.fate {
                Fate::Same(figure) => format!("known    {}", self.catalog.figure(*figure).id),
                Fate::Follows(formula) => format!("follows  {formula}"),
                Fate::Differs { figure, id } => {
                    let known = self.catalog.figure(*figure);
                    format!("differs  {} says {}; drafted as {id}", known.id, known.value.normalize())
                }
                Fate::Drafted(id) => format!("draft    {id}{}", self.guess(id)),
            };
            text.push_str(&format!("{}: {} — {fate}\n", found.locator, found.quote));
        }
        let known = self.count(|fate| matches!(fate, Fate::Same(_) | Fate::Follows(_)));
        let differs = self.count(|fate| matches!(fate, Fate::Differs { .. }));
        let drafted = self.pack.figures.len();
        text.push_str(&format!(
            "{drafted} drafted ({differs} of them differ from a known figure), {known} known already.\n"
        ));
        if drafted > 0 {
            text.push_str(&format!("Written to {folder}. What is still to fill in: datum pack check {folder}\n"));
        }
        text
    }

    /// What a draft is probably about.
    fn guess(&self, id: &str) -> String {
        let Some(figure) = self.pack.figures.iter().find(|figure| figure.id == id) else { return String::new() };
        let metric = figure.metric.map(|metric| self.catalog.metric(metric).name.en.to_string());
        let entity = figure.entity.map(|entity| self.catalog.entity(entity).name.en.to_string());
        let period = figure.period.map(|period| period.to_string());
        let parts: Vec<String> = [metric, entity, period].into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    fn json(&self) -> Value {
        let found = |found: &Found| {
            let mut entry = json!({"quote": found.quote, "locator": found.locator});
            match &found.fate {
                Fate::Same(figure) => {
                    entry["result"] = json!("known");
                    entry["figure"] = json!(self.catalog.figure(*figure).id);
                }
                Fate::Follows(formula) => {
                    entry["result"] = json!("follows");
                    entry["formula"] = json!(formula);
                }
                Fate::Differs { figure, id } => {
                    entry["result"] = json!("differs");
                    entry["figure"] = json!(self.catalog.figure(*figure).id);
                    entry["draft"] = json!(id);
                }
                Fate::Drafted(id) => {
                    entry["result"] = json!("draft");
                    entry["draft"] = json!(id);
                }
            }
            entry
        };
        json!({
            "folder": (!self.pack.figures.is_empty()).then(|| self.folder.display().to_string()),
            "drafted": self.pack.figures.len(),
            "found": self.found.iter().map(found).collect::<Vec<_>>(),
        })
    }
}
