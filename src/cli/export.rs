//! `datum export`: chosen figures as a file, or on standard output.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Exit, PackArguments};
use crate::app::App;
use crate::export::{self, Form};
use crate::figure::{FigureRef, PackRef};
use crate::pack::Catalog;
use crate::query::{Outcome, Question};
use crate::reply::{compose, plain};

/// Arguments of `datum export`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Export the figures that answer this question.
    #[arg(value_name = "QUESTION", conflicts_with_all = ["topic", "metric", "entity"])]
    question: Vec<String>,
    /// Export the figures of the topic with this id.
    #[arg(long, value_name = "TOPIC", conflicts_with_all = ["metric", "entity"])]
    topic: Option<String>,
    /// Export the figures of the metric with this id, and of the narrower ones below it.
    #[arg(long, value_name = "METRIC", conflicts_with = "entity")]
    metric: Option<String>,
    /// Export the figures about the entity with this id.
    #[arg(long, value_name = "ENTITY")]
    entity: Option<String>,
    /// Export the figures of the pack with this name; as a zip it is a pack that can take its place.
    #[arg(long, value_name = "PACK", conflicts_with_all = ["question", "topic", "metric", "entity"])]
    pack: Option<String>,
    /// The kind of file: a table, JSON, or a data package with its description.
    #[arg(long, value_enum, default_value_t = FormChoice::Csv)]
    format: FormChoice,
    /// Write to this file and not to standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The kind of a file.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormChoice {
    /// One table.
    Csv,
    /// One JSON object.
    Json,
    /// A data package.
    Zip,
}

impl FormChoice {
    fn form(self) -> Form {
        match self {
            Self::Csv => Form::Csv,
            Self::Json => Form::Json,
            Self::Zip => Form::Zip,
        }
    }
}

/// Why nothing is exported, and what the call ends with.
struct Refusal(Exit, String);

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    let done = packs
        .load_packs(&packs.packs)
        .map_err(|problems| Refusal(Exit::Failure, problems.to_string()))
        .and_then(|app| export(arguments, &app));
    match done {
        Ok(()) => Exit::Answer,
        Err(Refusal(exit, sentence)) => {
            // Nobody is left to be told when standard error is gone.
            let _ = writeln!(io::stderr(), "{sentence}");
            exit
        }
    }
}

fn export(arguments: &Arguments, app: &App) -> Result<(), Refusal> {
    let catalog = app.engine.catalog();
    let figures = choose(arguments, app)?;
    if figures.is_empty() {
        let sentence = "there is nothing to export for this; `datum ask` says what there is";
        return Err(Refusal(Exit::Misuse, sentence.to_owned()));
    }
    let bytes = bytes(arguments, catalog, &figures)?;
    let failed = |error: io::Error, place: String| {
        // Whoever read the figures has seen enough.
        let gone = error.kind() == io::ErrorKind::BrokenPipe;
        Refusal(if gone { Exit::Answer } else { Exit::Failure }, format!("{place} could not be written: {error}"))
    };
    match &arguments.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| failed(error, format!("`{}`", path.display()))),
        None => {
            let mut output = io::stdout().lock();
            let written = output.write_all(&bytes).and_then(|()| output.flush());
            match written {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written.map_err(|error| failed(error, "standard output".to_owned())),
            }
        }
    }
}

/// A table in a file starts with the mark that spreadsheet programs want; one in a pipe does not.
fn bytes(arguments: &Arguments, catalog: &Catalog, figures: &[FigureRef]) -> Result<Vec<u8>, Refusal> {
    let form = arguments.format.form();
    match (form, &arguments.output) {
        (Form::Csv, None) => Ok(export::csv(catalog, figures).into_bytes()),
        (Form::Zip, None | Some(_))
            if arguments.pack.is_some() && (arguments.output.is_some() || !io::stdout().is_terminal()) =>
        {
            let pack = find_pack(arguments, catalog)?;
            export::zip_of_pack(catalog, pack).map_err(|error| Refusal(Exit::Failure, error.to_string()))
        }
        (Form::Zip, None) if io::stdout().is_terminal() => {
            Err(Refusal(Exit::Misuse, "a zip archive cannot be shown in a terminal: add --output FILE".to_owned()))
        }
        _ => form.file(catalog, figures).map_err(|error| Refusal(Exit::Failure, error.to_string())),
    }
}

/// The pack that the call names.
fn find_pack(arguments: &Arguments, catalog: &Catalog) -> Result<PackRef, Refusal> {
    let name = arguments.pack.as_deref().unwrap_or_default();
    let found = catalog.packs().iter().position(|pack| *pack.name == *name);
    let position = found.and_then(|position| u32::try_from(position).ok()).ok_or_else(|| {
        let known = catalog.packs().iter().map(|pack| &*pack.name).collect::<Vec<_>>().join(", ");
        Refusal(Exit::Misuse, format!("there is no pack `{name}`; there are: {known}"))
    })?;
    Ok(PackRef(position))
}

fn choose(arguments: &Arguments, app: &App) -> Result<Vec<FigureRef>, Refusal> {
    let catalog = app.engine.catalog();
    let unknown = |what: &str, id: &str, known: String| {
        Refusal(Exit::Misuse, format!("there is no {what} `{id}`; there are: {known}"))
    };
    if let Some(id) = &arguments.topic {
        let known = || catalog.topics().iter().map(|topic| &*topic.id).collect::<Vec<_>>().join(", ");
        let topic = catalog.find_topic(id).ok_or_else(|| unknown("topic", id, known()))?;
        return Ok(export::of_topic(catalog, topic));
    }
    if let Some(id) = &arguments.metric {
        let known = || catalog.metrics().iter().map(|metric| &*metric.id).collect::<Vec<_>>().join(", ");
        let metric = catalog.find_metric(id).ok_or_else(|| unknown("metric", id, known()))?;
        return Ok(export::of_metric(catalog, metric));
    }
    if let Some(id) = &arguments.entity {
        let known = || catalog.entities().iter().map(|entity| &*entity.id).collect::<Vec<_>>().join(", ");
        let entity = catalog.find_entity(id).ok_or_else(|| unknown("entity", id, known()))?;
        return Ok(export::of_entity(catalog, entity));
    }
    if arguments.pack.is_some() {
        return Ok(export::of_pack(catalog, find_pack(arguments, catalog)?));
    }
    if arguments.question.is_empty() {
        let sentence =
            "say what to export: --topic, --metric or --entity with an id, --pack with a name, or a question";
        return Err(Refusal(Exit::Misuse, sentence.to_owned()));
    }
    let text = arguments.question.join(" ");
    let today = super::ask::today();
    let answer = app.engine.ask(&Question { text: &text, language: None, as_of: None, source: None, today });
    let said = || plain::text(&compose(&answer, catalog, today));
    match answer.outcome {
        Outcome::Answer => Ok(answer.figures.clone()),
        Outcome::Choice => Err(Refusal(Exit::Choice, said())),
        Outcome::None => Err(Refusal(Exit::Misuse, said())),
    }
}
