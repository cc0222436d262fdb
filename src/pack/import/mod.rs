//! Tables as people have them → the tables of a pack.
//!
//! The way of a file: bytes → `grid` (cells, whatever the format) → `layout` (what each column and header row says) →
//! `observe` (one observation a value) → `write` (metrics, entities, figures). Nothing is guessed at for one cell: number
//! marks and dates are read by the evidence of their whole column, places by a list of names and codes, units by what the
//! table says; what cannot be understood becomes a row of problems and stops nothing. What an import needs to know and the
//! table does not say stands in a [`Mapping`], which is written out so that the next import is one call.

mod codes;
mod compose;
mod dimensions;
mod encoding;
mod flags;
mod grid;
mod jsonstat;
mod layout;
mod mapping;
mod names;
mod numbers;
mod observe;
mod old;
mod periods;
mod places;
mod terms;
mod units;
mod words;
mod write;

use jiff::civil::Date;

pub use encoding::EncodingError;
pub use mapping::{Mapping, MappingError, MetricMapping, SourceMapping};

use super::location::PackSource;

/// A file to import.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name, which says what it is where its bytes do not.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What an import is told besides its files.
#[derive(Clone, Debug)]
pub struct Options {
    /// The pack's name.
    pub pack: String,
    /// The day of the import.
    pub today: Date,
    /// What somebody said about the table, now or at an earlier import.
    pub mapping: Mapping,
}

/// Asks a person for what a table does not say. Without a person there is no answer, and the import says what it did instead.
pub trait Ask {
    /// A short answer to a question, or nothing.
    fn ask(&mut self, question: &str, choices: &[&str]) -> Option<String>;

    /// Tells how far a long file is read.
    fn progress(&mut self, _done: usize, _total: usize) {}
}

/// Asks nobody.
#[derive(Debug)]
pub struct Nobody;

impl Ask for Nobody {
    fn ask(&mut self, _question: &str, _choices: &[&str]) -> Option<String> {
        None
    }
}

/// A part of a table that was not understood and is not in the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The file, and the sheet if it has several.
    pub file: String,
    /// The row in it, from 1; 0 if the file as a whole is meant.
    pub row: u32,
    /// The column's header, or empty.
    pub column: String,
    /// What stands there.
    pub cell: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files of the pack to write, in an order in which the pack is whole after each of them.
    pub files: Vec<(String, String)>,
    /// What was not understood.
    pub problems: Vec<Unread>,
    /// What was taken for granted, in sentences, each with what to do if it is wrong.
    pub assumed: Vec<String>,
    /// Figures that are as they were.
    pub unchanged: usize,
    /// Figures that are new.
    pub added: usize,
    /// Figures that replace one with another value.
    pub revised: usize,
    /// Figures that the table has no more.
    pub withdrawn: usize,
    /// What is measured, by the names that the pack gives it.
    pub metrics: Vec<String>,
    /// How many entities the pack has.
    pub entities: usize,
}

/// Why nothing could be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is in no form that is read here.
    #[error("{file} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The bytes are text in an unknown encoding.
    #[error("{file}: {reason}")]
    Encoding {
        /// The file.
        file: String,
        /// Why, and what to do.
        reason: EncodingError,
    },
    /// The table does not say what is needed and nobody could be asked.
    #[error("{file}: {what}")]
    Unclear {
        /// The file.
        file: String,
        /// What is not said, and how to say it.
        what: String,
    },
    /// Nothing in the files is a figure.
    #[error("no figure was found in the table: {0}")]
    Nothing(String),
    /// The pack that exists cannot be read.
    #[error("{0}")]
    Pack(String),
}

/// Takes what the lines above a table say of its source.
fn from_preamble(lines: &[(String, String)], mapping: &mut Mapping, collected: &mut observe::Collected) {
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        match words::fold(name.trim_end_matches(':')).as_str() {
            "data source" | "source" | "dataset" | "title" | "출처" | "통계표명" => {
                mapping.source.title.get_or_insert_with(|| value.clone());
            }
            "last updated date" | "last updated" | "updated" | "갱신일" | "수정일" | "최종수정일" => {
                collected.issued.get_or_insert_with(|| value.replace(['.', '/'], "-"));
            }
            "publisher" | "작성기관" | "제공기관" => {
                mapping.source.publisher.get_or_insert_with(|| value.clone());
            }
            _ => {}
        }
    }
}

/// Imports files into a new pack, or into one that exists.
///
/// # Errors
/// When nothing at all can be imported; the sentence says what to do.
pub fn import(
    inputs: Vec<Input>,
    options: &Options,
    old: Option<&PackSource>,
    ask: &mut dyn Ask,
) -> Result<Imported, ImportError> {
    let mut mapping = options.mapping.clone();
    let mut problems = Vec::new();
    let mut assumed = Vec::new();
    let mut collected = observe::Collected::default();
    let mut tables = Vec::new();
    for input in inputs {
        tables.extend(grid::archive::unpacked(input)?);
    }
    let has_several_files = tables.len() > 1;
    for input in tables {
        let file = input.name.clone();
        let grids = grid::read(input, &mut mapping, ask)?;
        let has_several = grids.len() > 1;
        let mut refused = None;
        let before = collected.files.len();
        for grid in grids {
            let layout = match layout::find(&grid, &mut mapping, ask) {
                Ok(layout) => layout,
                // A workbook holds sheets of explanations too.
                Err(why) if has_several => {
                    refused.get_or_insert(why);
                    continue;
                }
                Err(why) => return Err(why),
            };
            from_preamble(&layout.preamble, &mut mapping, &mut collected);
            let is_unnamed = mapping.metric.is_none() && layout.values.iter().all(|value| value.metric.is_none());
            if is_unnamed {
                mapping.metric = Some(label_of(&file, &grid, &layout, &mapping, &mut assumed));
            }
            observe::collect(&grid, &layout, &mut mapping, ask, &mut collected, &mut problems)?;
            // What one table measures is not what another does.
            if is_unnamed && has_several_files {
                mapping.metric = None;
            }
        }
        if let Some(why) = refused.filter(|_| collected.files.len() == before) {
            return Err(why);
        }
    }
    assumed.append(&mut collected.assumed);
    if collected.observations.is_empty() {
        let first = problems.first().map(|one: &Unread| format!("{}: {}", one.problem, one.remedy));
        return Err(ImportError::Nothing(first.unwrap_or_else(|| {
            "say with --map which column holds the values, the years and who they are about".to_owned()
        })));
    }
    let subject = subject(&collected, &mut mapping, old.is_none(), ask);
    write::write(collected, &mut mapping, options, old, problems, assumed, &subject)
}

/// What a table measures where none of its cells says it: what was told, or what its publisher's code in its file's name stands
/// for, or what whoever describes it calls it, or that name.
fn label_of(
    file: &str,
    grid: &grid::Grid,
    layout: &layout::Layout,
    mapping: &Mapping,
    assumed: &mut Vec<String>,
) -> String {
    let told = mapping.subject.clone().filter(|subject| !subject.trim().is_empty());
    let known = codes::dataset(file, grid, layout).map(names::capital);
    let stem = file.rsplit('/').next().unwrap_or(file).split('.').next().unwrap_or(file);
    let titled = mapping.titles.get(file).cloned();
    let is_told = told.is_some() || known.is_some() || titled.is_some();
    let label = told.or(known).or(titled).unwrap_or_else(|| stem.replace(['_', '-'], " "));
    if !is_told && layout.metric.is_none() && layout.metric_code.is_none() {
        assumed.push(format!(
            "nothing says what is measured, so it is called `{label}` after the file; name it with --metric"
        ));
    }
    label
}

/// What the tables are about: what was told, or their title, or the names of their files. A person is asked where none of them says
/// anything.
fn subject(collected: &observe::Collected, mapping: &mut Mapping, is_new: bool, ask: &mut dyn Ask) -> compose::Subject {
    let labels: Vec<&str> = collected.metrics.iter().map(|key| key.label.as_str()).collect();
    if let Some(told) = &mapping.subject {
        return compose::subject(told, true, &labels);
    }
    let mut titles: Vec<&str> = mapping.source.title.as_deref().into_iter().collect();
    // The name of a file that is its publisher's code names nothing more.
    let files = collected.files.iter().filter(|file| !codes::is_dataset(file));
    titles.extend(files.map(|file| file.split(['.', '/']).next().unwrap_or(file)));
    let found = titles.iter().map(|title| compose::subject(title, false, &labels)).find(compose::Subject::is_said);
    if let Some(found) = found {
        return found;
    }
    let question = "What is the table about, in a few words (\"traffic accidents\", \"시도별 교통사고\")? Leave it empty where its \
                    columns say so.";
    if !is_new {
        return compose::Subject::default();
    }
    let Some(answer) = ask.ask(question, &[]) else { return compose::Subject::default() };
    let found = compose::subject(&answer, true, &labels);
    mapping.subject = Some(answer);
    found
}
