//! The packs that questions are made from, and the questions that name a cell of them.

use std::path::PathBuf;
use std::sync::LazyLock;

use datum::app::App;
use datum::figure::{FigureRef, Language};
use datum::pack::Catalog;
use datum::query::{Answer, Engine, Outcome, Question};
use datum::reply;
use jiff::civil::{Date, date};
use proptest::test_runner::{Config, RngSeed};

/// The day on which all questions are asked.
pub const TODAY: Date = date(2026, 11, 23);

/// Both languages.
pub const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

/// The packs of a test.
pub struct World {
    /// For messages.
    pub name: &'static str,
    /// The packs from disk besides the embedded ones.
    pub folders: Vec<PathBuf>,
    /// Over the packs.
    pub app: App,
}

/// The embedded packs alone, and together with a field that the program knows nothing about.
pub static WORLDS: LazyLock<[World; 2]> = LazyLock::new(|| {
    let sorrel = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles"));
    [World::new("embedded", Vec::new()), World::new("with sorrel-isles", vec![sorrel])]
});

impl World {
    fn new(name: &'static str, folders: Vec<PathBuf>) -> Self {
        let app = App::load(&folders).unwrap_or_else(|problems| panic!("{problems}"));
        Self { name, folders, app }
    }

    /// What questions are asked of.
    pub fn engine(&self) -> &Engine {
        &self.app.engine
    }

    /// What answers refer to.
    pub fn catalog(&self) -> &Catalog {
        self.app.engine.catalog()
    }

    /// Asks a question.
    pub fn ask(&self, text: &str) -> Answer {
        self.engine().ask(&question(text))
    }

    /// All figures.
    pub fn figures(&self) -> impl Iterator<Item = FigureRef> {
        (0..self.catalog().figures().len()).map(FigureRef::from)
    }

    /// The names of a figure's metric and entity, and its period in words.
    pub fn names(&self, figure: FigureRef, language: Language) -> Names<'_> {
        let catalog = self.catalog();
        let figure = catalog.figure(figure);
        Names {
            metric: catalog.metric(figure.metric).name.get(language),
            entity: catalog.entity(figure.entity).name.get(language),
            period: reply::period::period(language, &figure.period),
        }
    }

    /// The answer in a line, for messages.
    pub fn told(&self, answer: &Answer) -> String {
        let ids: Vec<&str> = answer.figures.iter().take(4).map(|one| &*self.catalog().figure(*one).id).collect();
        let reason = answer.reason.as_ref().map(|reason| format!(" {reason:?}")).unwrap_or_default();
        let read: Vec<String> = answer
            .assumptions
            .iter()
            .filter_map(|one| match one {
                datum::query::Assumption::ReadAs { typed, read } => Some(format!("{typed}->{read}")),
                _ => None,
            })
            .collect();
        format!("{} {} {ids:?}{reason} {read:?}", answer.outcome.word(), answer.operation.word())
    }

    /// The reply as JSON, the time that it took left out.
    pub fn json(&self, text: &str, answer: &Answer) -> String {
        let card = reply::compose(answer, self.catalog(), TODAY);
        reply::json::answer(text, answer, self.catalog(), &card, 0).to_string()
    }
}

/// The words for a cell.
pub struct Names<'a> {
    pub metric: &'a str,
    pub entity: &'a str,
    pub period: String,
}

/// A question as everybody asks it: nothing but the text.
pub fn question(text: &str) -> Question<'_> {
    Question { text, language: None, as_of: None, source: None, today: TODAY }
}

/// What two answers must share to be the same answer.
pub fn essence(answer: &Answer) -> (Outcome, &[FigureRef]) {
    (answer.outcome, &answer.figures)
}

/// The same cases in each run, unless the environment asks for others.
pub fn cases(count: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = count;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(0x0DA7);
    }
    config
}

/// Fails with all findings at once.
pub fn none_of(findings: &[String], property: &str) {
    assert!(findings.is_empty(), "{property}: {} times not\n{}", findings.len(), findings.join("\n"));
}
