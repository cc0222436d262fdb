//! What is done with one input, for each target that needs no network. Both drivers call these: the one of the suite and libFuzzer's.

use std::path::{Path, PathBuf};

use datum::claim::Reader;
use datum::claim::document::{Form, paragraphs, text_of};
use datum::claim::draft::{Draft, source};
use datum::figure::{Language, PartialDate};
use datum::pack::import::{Mapping, Nobody, Options};
use datum::pack::{self, PackFile, PackSource, draft};
use datum::query::{Question, Selection};
use datum::reply;
use once_cell::sync::Lazy;

use crate::stage::{APP, today};

/// What a target reads: a file of its corpus, or what was made from one.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the file that it was made from; its ending says what it is.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Input {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// The folder of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("tests/fuzz").is_dir()).unwrap_or(here).to_owned()
}

/// A question, its answer in every form, what completes it, a date.
pub fn question(input: &Input) {
    let text = input.text();
    for language in [None, Some(Language::Korean)] {
        let question = Question { text: &text, language, as_of: None, source: None, today: today() };
        let answer = APP.engine.ask(&question);
        let card = reply::compose(&answer, APP.engine.catalog(), today());
        assert!(!reply::plain::text(&card).trim().is_empty(), "nothing is said");
        let _ = reply::json::answer(&text, &answer, APP.engine.catalog(), &card, 0).to_string();
        let _ = reply::markdown::message(&card);
    }
    assert!(APP.engine.complete(&text, 25).len() <= 25);
    let _ = Selection::from_token(&text, APP.engine.catalog());
    let _ = text.parse::<PartialDate>();
}

/// A text with numbers.
pub fn claim(input: &Input) {
    let text = input.text();
    for claim in APP.reader().check(&text, Some(today())) {
        let range = claim.phrase.range.clone();
        assert!(text.get(range.clone()).is_some(), "a claim stands at {range:?}, which is no place in the text");
    }
}

/// An article, in the form that its name says.
pub fn extract(input: &Input) {
    static DESCRIBED: Lazy<draft::DraftSource> =
        Lazy::new(|| source::read(include_str!("corpus/source.json")).expect("a source of our own"));
    let reader = Reader::new(&APP.engine);
    let Ok(text) = text_of(Some(&input.name), &input.bytes) else { return };
    let mut draft = Draft::new(&reader, DESCRIBED.clone(), None, today());
    for paragraph in paragraphs(Form::of(Some(&input.name), &text), &text) {
        draft.read(&paragraph);
    }
    let (pack, _) = draft.finish();
    let _ = draft::files(&pack, APP.engine.catalog());
}

/// A good pack, one file of which is another one.
pub fn pack(input: &Input) {
    static WHOLE: Lazy<PackSource> = Lazy::new(|| {
        PackSource::in_folder(&root().join("tests/packs/sorrel-isles")).into_iter().next().expect("a pack of the tests")
    });
    let mut pack = WHOLE.clone();
    let bytes = PackFile::Bytes(input.bytes.clone().into());
    match pack.files.iter_mut().find(|(name, _)| *name == input.name) {
        Some((_, file)) => *file = bytes,
        None => pack.files.push((input.name.clone(), bytes)),
    }
    if let Err(problems) = pack::load_sources(vec![pack], today()) {
        assert!(!problems.list().is_empty());
        let _ = problems.to_string();
    }
}

/// A table that is to become a pack.
pub fn import(input: &Input) {
    let options = Options { pack: "trial".to_owned(), today: today(), mapping: Mapping::default() };
    let table = pack::import::Input { name: input.name.clone(), bytes: input.bytes.clone() };
    if let Err(why) = pack::import::import(vec![table], &options, None, &mut Nobody) {
        assert!(!why.to_string().is_empty());
    }
}
