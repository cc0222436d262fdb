//! What is read without a network: questions, claims, articles, packs, tables.

use std::path::Path;

use datum::claim::Reader;
use datum::claim::document::{Form, paragraphs, text_of};
use datum::claim::draft::{Draft, source};
use datum::figure::{Language, PartialDate};
use datum::pack::import::{Mapping, Nobody, Options, import};
use datum::pack::{self, PackFile, PackSource, draft};
use datum::query::{Question, Selection};
use datum::reply;

use crate::drive::{Input, run};
use crate::stage::{APP, today};

fn text(input: &Input) -> String {
    String::from_utf8_lossy(&input.bytes).into_owned()
}

#[test]
fn question() {
    run("question", |input| {
        let text = text(input);
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
    });
}

#[test]
fn claim() {
    run("claim", |input| {
        let text = text(input);
        for claim in APP.reader().check(&text, Some(today())) {
            let range = claim.phrase.range.clone();
            assert!(text.get(range.clone()).is_some(), "a claim stands at {range:?}, which is no place in the text");
        }
    });
}

#[test]
fn extract() {
    let described = source::read(include_str!("corpus/source.json")).unwrap();
    let reader = Reader::new(&APP.engine);
    run("extract", |input| {
        let Ok(text) = text_of(Some(&input.name), &input.bytes) else { return };
        let mut draft = Draft::new(&reader, described.clone(), None, today());
        for paragraph in paragraphs(Form::of(Some(&input.name), &text), &text) {
            draft.read(&paragraph);
        }
        let (pack, _) = draft.finish();
        let _ = draft::files(&pack, APP.engine.catalog());
    });
    run_source();
}

/// What an article is said to be is read, too.
fn run_source() {
    let whole = include_str!("corpus/source.json");
    for cut in 0..whole.len() {
        if let Some(text) = whole.get(..cut) {
            let _ = source::read(text);
        }
    }
}

#[test]
fn pack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/sorrel-isles");
    let whole = PackSource::in_folder(&folder).into_iter().next().unwrap();
    run("pack", |input| {
        // One file of a good pack is another one.
        let mut pack = whole.clone();
        let bytes = PackFile::Bytes(input.bytes.clone().into());
        match pack.files.iter_mut().find(|(name, _)| *name == input.name) {
            Some((_, file)) => *file = bytes,
            None => pack.files.push((input.name.clone(), bytes)),
        }
        if let Err(problems) = pack::load_sources(vec![pack], today()) {
            assert!(!problems.list().is_empty());
            let _ = problems.to_string();
        }
    });
}

#[test]
fn import_of_tables() {
    run("import", |input| {
        let options = Options { pack: "trial".to_owned(), today: today(), mapping: Mapping::default() };
        let table = pack::import::Input { name: input.name.clone(), bytes: input.bytes.clone() };
        if let Err(why) = import(vec![table], &options, None, &mut Nobody) {
            assert!(!why.to_string().is_empty());
        }
    });
}
