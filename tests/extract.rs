//! `datum extract` as somebody calls it who makes a pack of an article: the draft, what the checks say of it, and the same
//! draft once a person has finished it.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

#[path = "support/call.rs"]
mod call;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

const SOURCE: &str = r#"{"type": "article-newspaper", "publisher": "The Skerry Post", "title": "Nets fuller than ever",
    "issued": "2025-03-02", "URL": "https://example.org/nets"}"#;
const ARTICLE: &str = "Herring landings of Brightholm were 13,618 tonnes in 2024. Herring landings of Anselm were 3,566 \
    tonnes in 2024.\n\nHerring landings of Eskeld were 4,321 tonnes in 2019. The harbour of Quillby saw 17 storms.\n";

/// Calls datum in a folder, with the pack of an unknown field.
fn datum(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles");
    call::end(call::start(Some(folder), &[&["--packs", pack], arguments].concat()), input)
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("source.json"), SOURCE).unwrap();
    fs::write(folder.path().join("article.txt"), ARTICLE).unwrap();
    folder
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn an_article_becomes_a_draft_that_the_checks_list() {
    let folder = folder();
    let drafted = datum(folder.path(), &["extract", "article.txt", "--source", "source.json"], b"");
    assert_eq!(drafted.status.code(), Some(0), "{}", said(&drafted));
    insta::assert_snapshot!("what_was_found", said(&drafted));
    let figures = fs::read_to_string(folder.path().join("the-skerry-post-2025-03-02/figures.csv")).unwrap();
    insta::assert_snapshot!("figures", figures);
    assert!(!figures.contains("storms") && !figures.contains("harbour"), "words of the article were copied: {figures}");
    let checked = datum(folder.path(), &["pack", "check", "the-skerry-post-2025-03-02"], b"");
    assert_eq!(checked.status.code(), Some(1));
    insta::assert_snapshot!("still_to_fill_in", said(&checked));
}

#[test]
fn a_finished_draft_is_a_pack() {
    let folder = folder();
    let article = b"Herring landings of Eskeld were 4,321 tonnes in 2019.";
    let drafted = datum(folder.path(), &["extract", "--source", "source.json", "-o", "skerry"], article);
    assert_eq!(drafted.status.code(), Some(0), "{}", said(&drafted));
    let path = folder.path().join("skerry/figures.csv");
    let draft = fs::read_to_string(&path).unwrap();
    fs::write(&path, draft.replace(",draft,", ",reported,")).unwrap();
    let checked = datum(folder.path(), &["pack", "check", "skerry"], b"");
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    let asked = datum(folder.path(), &["--packs", "skerry", "ask", "--json", "Eskeld herring landings 2019"], b"");
    let answer: Value = serde_json::from_slice(&asked.stdout).unwrap();
    assert_eq!(answer["figures"][0]["value"].to_string(), "4321", "{answer:#}");
    assert_eq!(answer["figures"][0]["source"]["publisher"], "The Skerry Post");
}

#[test]
fn the_same_article_gives_the_same_draft_in_every_form() {
    let folder = folder();
    let paragraphs: Vec<&str> = ARTICLE.trim().split("\n\n").collect();
    let page = format!("<!doctype html><title>2025</title><h1>7 nets</h1><p>{}</p>", paragraphs.join("</p>\n<p>"));
    fs::write(folder.path().join("article.html"), page).unwrap();
    fs::write(folder.path().join("article.md"), format!("# 7 nets\n\n{ARTICLE}")).unwrap();
    let mut drafts = Vec::new();
    for name in ["article.txt", "article.html", "article.md"] {
        let arguments = ["extract", name, "--source", "source.json", "-o", "skerry", "--json"];
        let found: Value = serde_json::from_slice(&datum(folder.path(), &arguments, b"").stdout).unwrap();
        drafts.push((found, fs::read_to_string(folder.path().join("skerry/figures.csv")).unwrap()));
        fs::remove_dir_all(folder.path().join("skerry")).unwrap();
    }
    assert_eq!(drafts[0], drafts[1]);
    assert_eq!(drafts[0], drafts[2]);
    assert_eq!(drafts[0].0["drafted"], 3, "{}", drafts[0].0);
}

#[test]
fn what_cannot_be_drafted_gets_a_sentence_and_loses_nothing() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("broken.txt", b"\xff\xfe 12 boats");
    write("binary.bin", b"12\0\0boats");
    write("empty.txt", b" \n ");
    write("none.txt", b"No number stands in this text.");
    write("bad.json", b"{\"title\": \"x\"}");
    fs::create_dir(folder.path().join("taken")).unwrap();
    let table: [(&[&str], i32, &str); 8] = [
        (&["broken.txt", "--source", "source.json"], 2, "UTF-8"),
        (&["binary.bin", "--source", "source.json"], 2, "UTF-8"),
        (&["empty.txt", "--source", "source.json"], 2, "empty"),
        (&["none.txt", "--source", "source.json"], 4, "no numbers"),
        (&["missing.txt", "--source", "source.json"], 2, "missing.txt cannot be read"),
        (&["article.txt", "--source", "nowhere.json"], 2, "nowhere.json cannot be read"),
        (&["article.txt", "--source", "bad.json"], 2, "`publisher` is missing"),
        (&["article.txt", "--source", "source.json", "-o", "taken"], 2, "taken exists already"),
    ];
    for (arguments, status, sentence) in table {
        let output = datum(folder.path(), &[&["extract"], arguments].concat(), b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {}", said(&output));
        assert!(said(&output).contains(sentence), "{arguments:?} {}", said(&output));
    }
    assert_eq!(fs::read_dir(folder.path().join("taken")).unwrap().count(), 0);
}
