//! `datum pack try`: the ordinary questions about a pack, asked, and what would mend those that get no answer.

mod questions;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use self::questions::{Asked, Wanted};
use super::{Exit, PackArguments, files};
use crate::figure::{MetricRef, PackRef};
use crate::pack::{Catalog, PackSource};
use crate::query::{Answer, Operation, Outcome, Question, Reason, Selection};

/// Remedies that fit a screen.
const MAX_SHOWN: usize = 12;

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Answered,
    /// Figures of something else than was asked.
    Other,
    AskedBack,
    Declined,
}

impl Fate {
    const ALL: [Self; 4] = [Self::Answered, Self::Other, Self::AskedBack, Self::Declined];

    fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Other => "something else",
            Self::AskedBack => "asked back",
            Self::Declined => "declined",
        }
    }
}

/// A question with what came of it.
struct Tried {
    asked: Asked,
    fate: Fate,
    remedy: String,
}

/// Tries the packs of a folder; the summary, or all of it as JSON.
pub(super) fn run(folder: &Path, details: Option<&Path>, as_json: bool, packs: &PackArguments) -> (String, Exit) {
    let folders: Vec<PathBuf> = packs.packs.iter().cloned().chain([folder.to_owned()]).collect();
    let app = match packs.load_packs(&folders) {
        Ok(app) => app,
        Err(problems) => return (format!("{problems}\n"), Exit::Failure),
    };
    let catalog = app.engine.catalog();
    let names: Vec<String> = PackSource::in_folder(folder).into_iter().map(|pack| pack.name).collect();
    let chosen: Vec<PackRef> = (0u32..)
        .zip(catalog.packs())
        .filter(|(_, pack)| names.iter().any(|name| **name == *pack.name))
        .map(|(position, _)| PackRef(position))
        .collect();
    let today = super::ask::today();
    let (asked, metrics_left_out) = questions::all(catalog, &chosen);
    let tried: Vec<Tried> = asked
        .into_iter()
        .map(|asked| {
            let question = Question { text: &asked.text, language: None, as_of: None, source: None, today };
            let answer = app.engine.ask(&question);
            // Whoever asks in Korean uses a Korean word, and the pack has none.
            let is_nameless = asked.language == "ko" && !has_korean_name(catalog, asked.wanted.metric);
            let fate = if is_nameless { Fate::Declined } else { fate(catalog, &asked.wanted, &answer) };
            let remedy = if fate == Fate::Answered { String::new() } else { remedy(catalog, &asked, &answer, fate) };
            Tried { asked, fate, remedy }
        })
        .collect();
    if let Some(path) = details {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let place = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if let Err(error) = files::replace_file(&place.join(file), in_csv(catalog, &tried).as_bytes()) {
            return (format!("{} could not be written: {error}\n", path.display()), Exit::Failure);
        }
    }
    let text = if as_json { format!("{}\n", in_json(catalog, &tried)) } else { in_words(&tried, metrics_left_out) };
    (text, Exit::Answer)
}

/// Whether an answer is what was wanted.
fn fate(catalog: &Catalog, wanted: &Wanted, answer: &Answer) -> Fate {
    match answer.outcome {
        Outcome::Choice => return Fate::AskedBack,
        Outcome::None => return Fate::Declined,
        Outcome::Answer => {}
    }
    let Some(first) = answer.figures.first().map(|figure| catalog.figure(*figure)) else { return Fate::Declined };
    let is_metric = first.metric == wanted.metric || catalog.metric(first.metric).broader == Some(wanted.metric);
    let has = |entity| answer.figures.iter().any(|figure| catalog.figure(*figure).entity == entity);
    let is_entity = wanted.entities.iter().all(|entity| has(*entity));
    let is_year = wanted.year.is_none_or(|year| {
        answer.figures.iter().any(|figure| {
            let period = catalog.figure(*figure).period;
            period.first_day().year() <= year && year <= period.last_day().year()
        })
    });
    let is_operation = match wanted.operation.as_str() {
        "trend" => answer.operation == Operation::Trend,
        "compare" => answer.operation == Operation::Compare,
        "rank" => answer.operation == Operation::Rank,
        "growth" => !answer.derived.is_empty(),
        "source" => answer.wants_source,
        "definition" => answer.wants_definition,
        _ => true,
    };
    if is_metric && is_entity && is_year && is_operation { Fate::Answered } else { Fate::Other }
}

/// What would mend a question that was not answered.
fn remedy(catalog: &Catalog, asked: &Asked, answer: &Answer, fate: Fate) -> String {
    let metric = catalog.metric(asked.wanted.metric);
    let name = &metric.name.en;
    if asked.language == "ko" && !has_korean_name(catalog, asked.wanted.metric) {
        return format!("metrics.csv: give `{}` a Korean name in name_ko, and one or two in aliases_ko", metric.id);
    }
    if let Some(Reason::UnknownWords(words)) = &answer.reason {
        let of_name =
            |word: &&String| asked.names.iter().any(|name| name.to_lowercase().contains(&word.to_lowercase()));
        let own: Vec<&str> = words.iter().filter(of_name).map(|word| word.trim()).collect();
        if !own.is_empty() {
            return format!(
                "metrics.csv: give `{}` an alias without {}, or list it in field_words",
                metric.id,
                quoted(&own)
            );
        }
        let others: Vec<&str> = words.iter().map(String::as_str).collect();
        return format!("nothing in the pack: {} is no word that is known beside a metric", quoted(&others));
    }
    let offered: Vec<&str> = answer
        .suggestions
        .iter()
        .filter_map(|selection| metric_of(catalog, selection))
        .filter(|other| *other != asked.wanted.metric)
        .map(|other| &*catalog.metric(other).name.en)
        .collect();
    let answered = answer.figures.first().map(|figure| catalog.metric(catalog.figure(*figure).metric));
    match (fate, answered, offered.first()) {
        (Fate::Other, Some(other), _) if other.id != metric.id => {
            format!(
                "metrics.csv: `{name}` is taken for `{}`: add an alias that only `{}` has",
                other.name.en, metric.id
            )
        }
        (Fate::Other, ..) => format!(
            "nothing in the pack: `{}` of `{name}` was read as another operation or period",
            asked.wanted.operation
        ),
        (Fate::AskedBack, _, Some(other)) => {
            format!(
                "metrics.csv: `{name}` may also mean `{other}`: add an alias that only `{}` has, or put both below a `broader` one",
                metric.id
            )
        }
        _ => format!("metrics.csv: add the short name that people use for `{name}` to the aliases of `{}`", metric.id),
    }
}

/// Whether a metric has a name in Hangul.
fn has_korean_name(catalog: &Catalog, metric: MetricRef) -> bool {
    let metric = catalog.metric(metric);
    let has_hangul = |text: &str| text.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
    has_hangul(&metric.name.ko) || metric.aliases.iter().any(|alias| has_hangul(alias))
}

fn metric_of(catalog: &Catalog, selection: &Selection) -> Option<MetricRef> {
    match selection {
        Selection::Figure(figure) => Some(catalog.figure(*figure).metric),
        Selection::Metric(metric) => Some(*metric),
        _ => None,
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// One screen: how many questions of each kind were answered, and the remedies that mend most.
fn in_words(tried: &[Tried], metrics_left_out: usize) -> String {
    let count =
        |fate: Fate, fits: &dyn Fn(&Tried) -> bool| tried.iter().filter(|one| one.fate == fate && fits(one)).count();
    let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in tried {
        *kinds.entry((one.asked.language, one.asked.wanted.operation.as_str())).or_default() += 1;
    }
    let mut text = format!("{:<16}{:>7}", "", "asked");
    Fate::ALL.iter().for_each(|fate| text.push_str(&format!("{:>16}", fate.word())));
    text.push('\n');
    for ((language, operation), asked) in &kinds {
        text.push_str(&format!("{:<16}{asked:>7}", format!("{language} {operation}")));
        for fate in Fate::ALL {
            let fits = |one: &Tried| one.asked.language == *language && one.asked.wanted.operation == *operation;
            text.push_str(&format!("{:>16}", count(fate, &fits)));
        }
        text.push('\n');
    }
    let answered = count(Fate::Answered, &|_| true);
    let percent = if tried.is_empty() { 0 } else { answered * 100 / tried.len() };
    text.push_str(&format!("{answered} of {} questions answered ({percent} %).\n", tried.len()));
    if metrics_left_out > 0 {
        text.push_str(&format!("{metrics_left_out} further metrics were not tried; name a pack with fewer.\n"));
    }
    let remedies = remedies(tried);
    if !remedies.is_empty() {
        text.push_str("What would mend the rest, most first:\n");
    }
    for (remedy, count) in remedies.iter().take(MAX_SHOWN) {
        text.push_str(&format!("{count:>5}  {remedy}\n"));
    }
    if remedies.len() > MAX_SHOWN {
        text.push_str(&format!("       ... and {} more: --details FILE writes all\n", remedies.len() - MAX_SHOWN));
    }
    text
}

/// Remedies and how many questions each would mend, most first.
fn remedies(tried: &[Tried]) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in tried.iter().filter(|one| !one.remedy.is_empty()) {
        *counts.entry(one.remedy.as_str()).or_default() += 1;
    }
    let mut remedies: Vec<(&str, usize)> = counts.into_iter().collect();
    remedies.sort_by_key(|(remedy, count)| (std::cmp::Reverse(*count), *remedy));
    remedies
}

/// One row a question.
fn in_csv(catalog: &Catalog, tried: &[Tried]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut written = writer.write_record(["language", "operation", "metric", "question", "outcome", "remedy"]).is_ok();
    for one in tried {
        let metric = catalog.metric(one.asked.wanted.metric).id.to_string();
        let row =
            [one.asked.language, &one.asked.wanted.operation, &metric, &one.asked.text, one.fate.word(), &one.remedy];
        written &= writer.write_record(row.map(|cell| crate::pack::safe_cell(cell).into_owned())).is_ok();
    }
    debug_assert!(written, "rows are of one length");
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn in_json(catalog: &Catalog, tried: &[Tried]) -> Value {
    let count = |fate: Fate| tried.iter().filter(|one| one.fate == fate).count();
    let questions: Vec<Value> = tried
        .iter()
        .map(|one| {
            json!({
                "language": one.asked.language,
                "operation": one.asked.wanted.operation,
                "metric": catalog.metric(one.asked.wanted.metric).id,
                "question": one.asked.text,
                "outcome": one.fate.word(),
                "remedy": one.remedy,
            })
        })
        .collect();
    let remedies: Vec<Value> =
        remedies(tried).into_iter().map(|(remedy, count)| json!({"remedy": remedy, "questions": count})).collect();
    json!({
        "asked": tried.len(),
        "answered": count(Fate::Answered),
        "something_else": count(Fate::Other),
        "asked_back": count(Fate::AskedBack),
        "declined": count(Fate::Declined),
        "remedies": remedies,
        "questions": questions,
    })
}
