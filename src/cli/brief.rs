//! `datum brief`: a summary on the terminal, as it would be posted.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::ask::today;
use super::{Exit, PackArguments};
use crate::app::App;
use crate::brief::json::NoBrief;
use crate::brief::{self, Last, Request};
use crate::figure::Language;
use crate::reply::say;

/// Arguments of `datum brief`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which brief: its id; see --list.
    #[arg(value_name = "TEMPLATE", required_unless_present = "list")]
    template: Option<String>,
    /// Print the id and the title of each brief.
    #[arg(long)]
    list: bool,
    /// The language of the brief.
    #[arg(long, value_enum, default_value_t = BriefLanguage::En)]
    lang: BriefLanguage,
    /// Say what has changed since an earlier brief; the file is the output of --json.
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Take this day for today.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BriefLanguage {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl From<BriefLanguage> for Language {
    fn from(language: BriefLanguage) -> Self {
        match language {
            BriefLanguage::En => Self::English,
            BriefLanguage::Ko => Self::Korean,
        }
    }
}

/// Why there is no brief.
#[derive(Debug, thiserror::Error)]
enum BriefError {
    #[error("{path}: {reason}")]
    Unreadable { path: String, reason: io::Error },
    #[error("{path}: it is no output of `datum brief --json`: make one first ({reason})")]
    NoBrief { path: String, reason: NoBrief },
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let (text, exit) = match answer(&app, arguments) {
        Ok(done) => done,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            return Exit::Failure;
        }
    };
    // A reader that has gone, such as `head`, has seen enough.
    let _ = match exit {
        Exit::Answer => writeln!(io::stdout(), "{text}"),
        _ => writeln!(io::stderr(), "{text}"),
    };
    exit
}

fn answer(app: &App, arguments: &Arguments) -> Result<(String, Exit), BriefError> {
    let language: Language = arguments.lang.into();
    let catalog = app.engine.catalog();
    let Some(id) = arguments.template.as_deref().filter(|_| !arguments.list) else {
        return Ok((list(app, language), Exit::Answer));
    };
    let Some(template) = catalog.find_template(id) else {
        return Ok((say!(language, "brief-unknown", "id" => id, "list" => list(app, language)), Exit::None));
    };
    let last = arguments.since.as_ref().map(read).transpose()?;
    let today = arguments.today.unwrap_or_else(today);
    let request = Request { template, language, today, last: last.as_ref(), title: None };
    let brief = brief::render(&app.engine, &request);
    let text = if arguments.json { brief::json::brief(&brief).to_string() } else { brief::plain::text(&brief) };
    Ok((text, Exit::Answer))
}

/// One line for each template.
fn list(app: &App, language: Language) -> String {
    let templates = app.engine.catalog().templates();
    let width = templates.iter().map(|template| template.id.len()).max().unwrap_or(0);
    let line = |template: &crate::pack::Template| format!("{:width$}  {}", template.id, template.title.get(language));
    templates.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn read(path: &PathBuf) -> Result<Last, BriefError> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|reason| BriefError::Unreadable { path: shown.clone(), reason })?;
    brief::json::read_last(&text).map_err(|reason| BriefError::NoBrief { path: shown, reason })
}
