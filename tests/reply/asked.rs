//! Whole cards of questions that compare, follow, rank or check, as a reader of each language gets them. The packs are the
//! embedded ones and one of a field that the program knows nothing about.

use std::fmt::Write;
use std::path::PathBuf;

use datum::app::App;
use datum::query::Question;
use datum::reply::{compose, plain};
use jiff::civil::date;

fn cards(packs: &[PathBuf], questions: &[(&str, Option<&str>)]) -> String {
    let app = App::load(packs).unwrap_or_else(|problems| panic!("{problems}"));
    let today = date(2026, 11, 23);
    let mut text = String::new();
    for (question, as_of) in questions {
        let as_of = as_of.map(|date| date.parse().unwrap());
        let answer = app.engine.ask(&Question { text: question, language: None, as_of, source: None, today });
        let card = compose(&answer, app.engine.catalog(), today);
        let at = as_of.map(|date| format!(" (as of {date})")).unwrap_or_default();
        writeln!(text, "##### {question}{at}\n\n{}\n", plain::text(&card)).unwrap();
    }
    text
}

fn sorrel() -> Vec<PathBuf> {
    vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/sorrel-isles"))]
}

#[test]
fn comparisons() {
    insta::assert_snapshot!(cards(
        &[],
        &[
            ("Microsoft vs Korea H100", None),
            ("마이크로소프트 한국 H100 몇 배 차이?", None),
            ("2020년 대비 2023년 AI 부족 인력", None),
            ("US vs China vs Sweden private AI investment", None),
            ("AI staff shortage of Korea 2023 vs 2027 forecast", None),
            ("한국 H100 보유량과 마이크로소프트 H100 구매량 비교", None),
            ("compare the H100 count of Korea", None),
            ("한국 H100 보유량 대비 미국 민간 AI 투자", None),
            ("H100 count of Korea vs AI investment of the US", None),
        ]
    ));
}

#[test]
fn trends() {
    insta::assert_snapshot!(cards(
        &[],
        &[
            ("AI staff shortage of Korea since 2020", None),
            ("국내 AI 인력 추이", None),
            ("trend of notable AI models of the United States", None),
            ("한국 AI 도입 기업 비율 추이", None),
            ("H100 count of Korea over time", None),
            ("private AI investment of China over time", Some("2025-06")),
        ]
    ));
}

#[test]
fn rankings() {
    insta::assert_snapshot!(cards(
        &[],
        &[
            ("who bought the most H100s", None),
            ("AI 투자 순위 top 5", None),
            ("한국 민간 AI 투자 몇 위?", None),
            ("AI vibrancy ranking", None),
            ("which country has the least private AI investment", Some("2024-12-31")),
        ]
    ));
}

#[test]
fn published_calculations() {
    insta::assert_snapshot!(cards(
        &[],
        &[
            ("AI shortage fivefold?", None),
            ("korea-ai-shortage-growth-2020-2023", None),
            ("korea-h100-share-of-microsoft-headline", None),
            ("H100 80분의 1", None),
            ("korea-ai-workforce-added-2020-2023", None),
            ("korea-nvidia-gpu-announced-2025", None),
        ]
    ));
}

#[test]
fn in_a_field_that_nobody_thought_of() {
    insta::assert_snapshot!(cards(
        &sorrel(),
        &[
            ("Hollin vs Keldoon herring landings", None),
            ("브라이트홀름 청어 어획량 추이", None),
            ("most herring landings", None),
            ("herring landings ranking top 3", Some("2023-12-31")),
            ("herring growth of Brightholm", None),
            ("herring landings vs fishing jobs of Hollin", None),
        ]
    ));
}
