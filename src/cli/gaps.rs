//! `datum gaps`: what was asked on servers that have it counted and not answered, for whoever edits packs.
//!
//! The database is the one that `datum run` uses. The call ends with 0 whether something was asked in vain or not.

use std::io::{self, Write};

use jiff::Timestamp;
use serde_json::json;

use super::ask::{LanguageChoice, today};
use super::{Exit, PackArguments};
use crate::config::{self, ConfigProblems, Reading};
use crate::query::{Named, Selection};
use crate::reply::pages::{self, Counted};
use crate::reply::say;
use crate::store::{GAP_DAYS, Location, Store};

/// So many of the questions asked most often are listed.
const MAX_LISTED: u32 = 200;

/// Arguments of `datum gaps`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Only what was asked on the server with this id; without it, all servers together.
    #[arg(long, value_name = "ID")]
    server: Option<u64>,
    /// Print one JSON object: `questions`, each with words, count, answered, nearest, name.
    #[arg(long)]
    json: bool,
    /// The language of the list.
    #[arg(long, value_enum, default_value_t = LanguageChoice::Auto)]
    lang: LanguageChoice,
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    // Nothing but the database is needed here: what else is wrong is no matter of this call.
    let Reading { config, problems } = Reading::of_environment();
    let (url, file) = (config::DATABASE_URL, config::DATABASE_URL_FILE);
    let problems: Vec<_> =
        problems.into_iter().filter(|problem| [url, file].iter().any(|name| problem.is_about(name))).collect();
    if !problems.is_empty() {
        let _ = writeln!(io::stderr(), "{}", ConfigProblems(problems));
        return Exit::Misuse;
    }
    let location = config.database.as_ref().and_then(Location::parse);
    let location = location.unwrap_or_else(|| Location::standard(config.state_folder.as_deref()));
    if let Location::File(path) = &location
        && !path.exists()
    {
        let _ = writeln!(
            io::stderr(),
            "there is no database at {}: name the one that `datum run` uses in DATABASE_URL",
            path.display()
        );
        return Exit::Failure;
    }
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let counted = super::run::runtime().map_err(|error| error.to_string()).and_then(|runtime| {
        let store = Store::new(location);
        let counted = runtime.block_on(store.gaps(arguments.server, Timestamp::now(), MAX_LISTED));
        counted.map_err(|error| error.to_string())
    });
    let counted = match counted {
        Ok(counted) => counted,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            return Exit::Failure;
        }
    };
    let language = arguments.lang.language().unwrap_or_default();
    let words: Vec<String> = counted.iter().map(|one| one.words.clone()).collect();
    let gaps = app.engine.gaps(&words, today());
    let listed: Vec<Counted> = gaps.into_iter().zip(counted.iter().map(|one| one.count)).collect();
    let catalog = app.engine.catalog();
    let text = if arguments.json {
        let token = |selection: Selection| selection.token(catalog);
        let questions = listed.iter().map(|(gap, count)| {
            json!({
                "words": gap.words,
                "count": count,
                "answered": gap.is_answered,
                "nearest": gap.nearest.map(token),
                "name": gap.name.as_ref().map(|name| json!({
                    "of": token(match name.of {
                        Named::Metric(metric) => Selection::Metric(metric),
                        Named::Entity(entity) => Selection::Entity(entity),
                    }),
                    "text": name.text,
                })),
            })
        });
        format!("{}\n", json!({"days": GAP_DAYS, "questions": questions.collect::<Vec<_>>()}))
    } else if listed.is_empty() {
        format!("{}\n", say!(language, "gaps-none", "days" => GAP_DAYS))
    } else {
        pages::gaps_text(catalog, language, &listed, GAP_DAYS)
    };
    let written = anstream::stdout().write_all(text.as_bytes()).map(|()| Exit::Answer);
    Exit::of_stream("gaps", written)
}
