//! `datum check` as a user or a script calls it: marks under the phrases, JSON, one line a text, bad input.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

#[path = "support/call.rs"]
mod call;
#[path = "support/docx.rs"]
mod docx;

use std::process::Output;

use call::text;

use serde_json::Value;

fn datum(arguments: &[&str], input: &[u8]) -> Output {
    call::end(call::start(None, &[&["check", "--today", "2026-11-23"], arguments].concat()), input)
}

const ENGLISH: &str = "Korea holds 1,691 H100s, one eightieth of Microsoft. Japan holds 5,000.";
const KOREAN: &str =
    "국내 AI 부족 인력은 8579명이다.\n2023년 국내 기업이 보유한 H100은 1691개로, 마이크로소프트의 80분의 1 수준이다.";

#[test]
fn marks_stand_under_the_phrases() {
    insta::assert_snapshot!(text(&datum(&[ENGLISH], b"")));
    insta::assert_snapshot!(text(&datum(&[], KOREAN.as_bytes())));
}

#[test]
fn json_has_places_values_and_verdicts() {
    let output = datum(&["--json", ENGLISH], b"");
    assert_eq!(output.status.code(), Some(0));
    let mut value: Value = serde_json::from_slice(&output.stdout).unwrap();
    for claim in value["claims"].as_array().unwrap() {
        let place = |name: &str| usize::try_from(claim[name].as_u64().unwrap()).unwrap();
        assert_eq!(&ENGLISH[place("start")..place("end")], claim["quote"].as_str().unwrap());
    }
    value["elapsed_us"] = Value::Null;
    insta::assert_snapshot!(format!("{value:#}"));
}

#[test]
fn reviews_are_json_ld() {
    let output = datum(&["--claimreview", ENGLISH], b"");
    insta::assert_snapshot!(text(&output));
}

#[test]
fn lines_are_answered_one_by_one_whatever_is_in_them() {
    let input = [b"Korea holds 1,961 H100s.\n\nno number here\n\xFF\n".as_slice(), b"a\0b\n".as_slice()].concat();
    let plain = text(&datum(&["--lines"], &input));
    assert_eq!(plain.lines().count(), 5, "{plain}");
    let json = text(&datum(&["--lines", "--json"], &input));
    let values: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(values[0]["claims"][0]["verdict"], "matches");
    assert_eq!(values[1]["claims"], serde_json::json!([]));
    assert_eq!(values[2]["claims"], serde_json::json!([]));
    assert!(values[3]["error"].is_string() && values[4]["error"].is_string());
}

#[test]
fn bad_input_gets_a_sentence_and_a_status() {
    let long = "Korea holds 1,961 H100s. ".repeat(4_000);
    let soup = "<div><p>5</p><b>1,961</".repeat(2_000);
    let table: [(&[&str], &[u8], i32); 7] = [
        (&[], b"", 2),
        (&[], b" \n ", 2),
        (&[], b"\xFF\xFE1\x009\x00", 2),
        (&[], b"\0\0\0\x01binary", 2),
        (&[], b"nothing to see", 0),
        (&["--json"], soup.as_bytes(), 0),
        (&["--date", "yesterday", "x"], b"", 2),
    ];
    for (arguments, input, status) in table {
        let output = datum(arguments, input);
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {output:?}");
        assert_eq!(output.stderr.is_empty(), status == 0, "{arguments:?}");
    }
    let output = datum(&["--json"], long.as_bytes());
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["claims"].as_array().unwrap().len(), 4_000);
}

#[test]
fn files_are_checked_each_by_itself() {
    let folder = std::env::temp_dir().join(format!("datum-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let html = file("story.html", b"<nav>99</nav><p>Korea holds <b>1,691</b> H100s.</p><script>var a = 7;</script>");
    let plain = file("story.txt", "국내 AI 부족 인력은 2023년 8579명이다.".as_bytes());
    let binary = file("story.bin", b"\x00\xFF1961");
    let output = datum(&["--json", &html, &binary, &plain], b"");
    let lines: Vec<Value> = text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["file"], html.as_str());
    assert_eq!(lines[0]["claims"][0]["verdict"], "differs");
    assert_eq!(lines[1]["claims"][0]["verdict"], "matches");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("story.bin"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn documents_are_read_and_what_cannot_be_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let story = [
        "# H100s, 99 of them",
        "It rained. South Korea held 1,691 H100s at the end of 2023, R&D aside.",
        "국내 AI 부족 인력은 2023년 8579명이다.",
    ];
    let story = file("story.docx", &docx::document(&story));
    insta::assert_snapshot!(text(&datum(&[&story], b"")));
    let json: Value = serde_json::from_slice(&datum(&["--json", &story], b"").stdout).unwrap();
    let places: Vec<_> =
        json["claims"].as_array().unwrap().iter().map(|one| (&one["paragraph"], &one["sentence"])).collect();
    assert_eq!(places, [(&Value::from(1), &Value::from(2)), (&Value::from(2), &Value::from(1))]);
    for (name, bytes, said) in docx::bad() {
        let output = datum(&[&file(name, &bytes)], b"");
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(name) && told.contains(said), "{name}: {told}");
    }
}
