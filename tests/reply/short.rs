//! The kinds of card that are asked for most, as they are said in a chat, with their size beside that of the whole card: lines of a
//! phone and characters.

use std::fmt::Write;

use datum::app::App;
use datum::query::Question;
use datum::reply::{Card, compose, compose_short, markdown};
use jiff::civil::date;
use unicode_width::UnicodeWidthStr;

/// Columns of a phone.
const PHONE: usize = 42;
/// Characters that a reader sees without asking for more.
const MOST_CHARS: usize = 1_200;

const ASKED: [&str; 20] = [
    "H100 count",
    "국내 H100 몇 개야?",
    "how many H100 did Microsoft buy?",
    "Microsoft vs Korea H100",
    "마이크로소프트 한국 H100 몇 배 차이?",
    "US vs China vs UK private AI investment 2024",
    "AI staff shortage of Korea since 2020",
    "국내 AI 인력 추이",
    "한국 민간 AI 투자 추이",
    "AI adoption trend korea",
    "who bought the most H100s",
    "AI 투자 순위 top 3",
    "한국 민간 AI 투자 몇 위?",
    "notable AI models of China in 2024",
    "GPU count",
    "AI talent shortage 2023",
    "memory of the H100 SXM",
    "H100 80분의 1",
    "한국 H100은 마이크로소프트의 몇 분의 1?",
    "korea-ai-shortage-growth-2020-2023",
];

/// What a reader sees, without addresses and marks.
fn visible(card: &Card) -> String {
    let parts = markdown::render(card);
    let mut text = format!("{}\n{}\n", parts.title, parts.description);
    for field in parts.fields {
        writeln!(text, "{}\n{}", field.name, field.value).unwrap();
    }
    text.push_str(&parts.footer.unwrap_or_default());
    let mut seen = String::new();
    let mut rest = text.as_str();
    // [text](address) shows the text.
    while let Some((before, after)) = rest.split_once("](") {
        seen.push_str(before);
        rest = after.split_once(')').map_or("", |(_, behind)| behind);
    }
    seen.push_str(rest);
    seen.replace(['\\', '*', '[', ']'], "")
        .lines()
        .map(|line| line.trim_start_matches("# ").trim_start_matches("-# "))
        .collect::<Vec<_>>()
        .join("\n")
}

fn size(text: &str) -> (usize, usize) {
    let lines = text.lines().map(|line| line.width().div_ceil(PHONE).max(1)).sum();
    (lines, text.chars().count())
}

#[test]
fn what_is_asked_most_is_said_in_short() {
    let app = App::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let catalog = app.engine.catalog();
    let today = date(2026, 11, 23);
    let mut all = String::new();
    let mut sizes = String::new();
    for text in ASKED {
        let answer = app.engine.ask(&Question { text, language: None, as_of: None, source: None, today });
        let (long, short) = (compose(&answer, catalog, today), compose_short(&answer, catalog, today));
        let shown = visible(&short);
        let ((long_lines, long_chars), (lines, chars)) = (size(&visible(&long)), size(&shown));
        assert!(chars <= MOST_CHARS, "{text}: {chars} characters");
        writeln!(sizes, "{lines:>3} lines {chars:>5} characters, whole {long_lines:>3} and {long_chars:>5}: {text}")
            .unwrap();
        let labels: Vec<String> = short.actions.iter().map(|action| action.label(short.language)).collect();
        writeln!(all, "##### {text}\n\n{}\n[{}]\n", shown, labels.join("] [")).unwrap();
    }
    insta::assert_snapshot!(format!("{sizes}\n{all}"));
}
