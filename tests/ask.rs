//! `datum ask` as a user or a script calls it: exit statuses, one answer a line, bad lines, no colours in a pipe.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

#[path = "support/call.rs"]
mod call;

use std::process::Output;

use call::text;

fn datum(arguments: &[&str], input: &[u8]) -> Output {
    call::end(call::start(None, &[&["ask", "--today", "2026-11-23"], arguments].concat()), input)
}

#[test]
fn the_exit_status_says_what_came_of_it() {
    // A figure's id, which no engine reads in two ways; an entity alone; nothing known; misuse.
    let table: [(&[&str], i32); 6] = [
        (&["korea-h100-held-2023"], 0),
        (&["korea-h100-held-2023@korea-ai-poverty"], 0),
        (&["South Korea"], 3),
        (&["weather", "tomorrow"], 4),
        (&["--as-of", "yesterday", "x"], 2),
        (&["--packs", "/nonexistent/pack", "x"], 1),
    ];
    for (arguments, status) in table {
        let output = datum(arguments, b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {output:?}");
        assert_eq!(output.stdout.is_empty(), status == 1 || status == 2, "{arguments:?}");
    }
}

#[test]
fn an_answer_for_people_has_no_colours_in_a_pipe() {
    insta::assert_snapshot!(text(&datum(&["--lang", "en", "korea-h100-held-2023"], b"")));
    insta::assert_snapshot!(text(&datum(&["--lang", "ko", "korea-h100-held-2023"], b"")));
}

#[test]
fn a_stream_gives_one_line_a_line_and_goes_on() {
    let long = vec![b'x'; (1 << 20) + 1];
    let input = [b"korea-h100-held-2023\r\n\n\xFF\xFE\n".as_slice(), &long, b"\n@everyone\nmicrosoft-h100-bought-2023"]
        .concat();
    let output = datum(&["--json"], &input);
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<serde_json::Value> = text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0]["figures"][0]["id"], "korea-h100-held-2023");
    assert_eq!(lines[0]["figures"][0]["value"].to_string(), "1961");
    assert_eq!(lines[1]["outcome"], "none");
    assert!(lines[2]["error"].is_string() && lines[3]["error"].is_string());
    assert_eq!(lines[4]["outcome"], "none");
    assert_eq!(lines[5]["figures"][0]["id"], "microsoft-h100-bought-2023");
    for line in lines.iter().filter(|line| line["error"].is_null()) {
        for key in [
            "question",
            "outcome",
            "operation",
            "figures",
            "derived",
            "assumptions",
            "suggestions",
            "text",
            "elapsed_us",
        ] {
            assert!(!line[key].is_null(), "{key} in {line}");
        }
    }

    let plain = datum(&["--lang", "ko"], &input);
    assert_eq!(plain.status.code(), Some(0));
    assert_eq!(text(&plain).lines().count(), 6);
    assert!(!text(&plain).contains('\u{1B}'));
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let mut child = call::start(None, &["ask", "--today", "2026-11-23"]);
    drop(child.stdout.take());
    let output = call::end(child, "korea-h100-held-2023\n".repeat(2_000).as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_answer_can_be_drawn_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.png");
    let path = file.to_str().unwrap();
    // What is drawn, what cannot be drawn although there is an answer, a choice, nothing, an unwritable file, misuse.
    let unwritable = folder.path().join("missing/chart.png");
    let other = folder.path().join("chart.jpg");
    let other = other.to_str().unwrap();
    let table: [(&[&str], i32, &str); 9] = [
        (&["--chart", path, "Microsoft vs Korea H100"], 0, ""),
        (&["--chart", path, "korea-h100-held-2023"], 4, "One figure needs no picture."),
        (&["--chart", path, "South Korea"], 3, ""),
        (&["--chart", path, "weather tomorrow"], 4, ""),
        (
            &["--chart", unwritable.to_str().unwrap(), "--lang", "en", "Microsoft vs Korea H100"],
            1,
            "could not be written",
        ),
        (&["--chart", path], 2, "QUESTION"),
        (&["--chart", other, "Microsoft vs Korea H100"], 2, "neither .png nor .svg"),
        (&["--chart", other, "--lang", "ko", "Microsoft vs Korea H100"], 2, ".png도 .svg도 아닙니다"),
        (&["--theme", "dark", "Microsoft vs Korea H100"], 2, "--chart"),
    ];
    for (arguments, status, sentence) in table {
        let output = datum(arguments, b"");
        let said = String::from_utf8(output.stderr.clone()).unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {said}");
        assert!(said.contains(sentence), "{arguments:?} {said}");
        // The text answer is there in any case.
        assert_eq!(output.stdout.is_empty(), status == 2, "{arguments:?}");
        assert_eq!(file.exists(), status == 0, "{arguments:?}");
        if status == 0 {
            let bytes = std::fs::read(&file).unwrap();
            let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
            assert_eq!(reader.info().width, datum::chart::WIDTH_PX * datum::chart::SCALE);
            // The same call gives the same bytes.
            assert_eq!(datum(arguments, b"").status.code(), Some(0));
            assert!(std::fs::read(&file).unwrap() == bytes);
            std::fs::remove_file(&file).unwrap();
        }
    }
    assert!(!folder.path().join("chart.jpg").exists());
    // The same picture for an editor: its words are words, and those who cannot see it hear the finding.
    let drawn = folder.path().join("chart.SVG");
    let call = ["--chart", drawn.to_str().unwrap(), "--theme", "dark", "--lang", "en", "Microsoft vs Korea H100"];
    assert_eq!(datum(&call, b"").status.code(), Some(0));
    let svg = std::fs::read_to_string(&drawn).unwrap();
    assert!(svg.starts_with("<svg ") && svg.contains(r##"fill="#222222""##), "{svg}");
    assert!(
        svg.contains("<title>Microsoft bought about 76 times as many H100 GPUs as South Korea held</title>"),
        "{svg}"
    );
    assert!(svg.contains("<desc>Bar chart: Microsoft bought about 76 times"), "{svg}");
}

#[test]
fn lines_are_a_conversation_only_where_that_is_asked() {
    let lines = b"how many H100 did Microsoft buy?\nand Google?\n\nand Google?\nas a chart";
    let said = datum(&["--json", "--conversation"], lines);
    let said: Vec<serde_json::Value> = text(&said).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(said[1]["figures"][0]["id"], "google-h100-bought-2023");
    assert!(said[1]["assumptions"][0].as_str().unwrap().starts_with("Still about"));
    // An empty line begins anew.
    assert_eq!(said[3]["reason"], "nothing-before");
    assert_eq!(said[0]["wish"], serde_json::Value::Null);
    let apart = datum(&["--json"], lines);
    let apart: Vec<serde_json::Value> = text(&apart).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(apart[1]["outcome"], "none");
    assert!(apart[0].get("wish").is_none());
}
