//! Draws every kind of picture from the embedded packs, in both languages, and a page that shows them.
//!
//! ```text
//! cargo run --example gallery [FOLDER]
//! ```
//!
//! Writes `docs/gallery`, or another folder: a PNG for each picture, one as SVG, and `index.html`. The embedded fonts alone are
//! used, so the files are the same on every machine until the packs or the drawing change.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use datum::app::App;
use datum::chart::{Chart, Fonts, Theme};
use datum::facts;
use datum::figure::{Bilingual, Figure, FigureRef, Language};
use datum::pack::Catalog;
use datum::query::{Answer, Operation, Outcome, Question};
use jiff::civil::{Date, date};

/// The day on which the questions are asked, so that "newest" stays the same.
const TODAY: Date = date(2026, 11, 23);

/// What a picture is made of.
enum Of {
    /// A question, in both languages.
    Asked([&'static str; 2]),
    /// The figures of a measure about these entities (all, if none is named) in these years, oldest first.
    Figures(Operation, &'static str, &'static [&'static str], std::ops::RangeInclusive<i16>),
}

/// One picture of the gallery.
struct Shown {
    name: &'static str,
    of: Of,
    theme: Theme,
    /// What it is there to show.
    why: [&'static str; 2],
}

fn all() -> Vec<Shown> {
    let light = |name, of, why| Shown { name, of, theme: Theme::Light, why };
    vec![
        light(
            "compare",
            Of::Asked(["Microsoft vs Korea H100", "마이크로소프트와 한국의 H100 비교"]),
            ["Two figures side by side, one of them an estimate", "추정치와 공표치를 나란히"],
        ),
        light(
            "rank",
            Of::Asked(["who bought the most H100s", "H100 구매량 순위"]),
            ["A ranking; whoever is first is set apart", "순위와 1위"],
        ),
        light(
            "rank-asked",
            Of::Asked(["rank of Tesla in H100 purchases", "H100 구매량에서 테슬라는 몇 위야"]),
            ["Whose place was asked", "물어본 곳의 순위"],
        ),
        light(
            "measures",
            Of::Asked(["compare AI workforce and AI talent shortage of Korea", "한국 AI 인력과 AI 부족 인력 비교"]),
            ["Two measures of one country", "한 나라의 두 지표"],
        ),
        light(
            "negative",
            Of::Figures(Operation::Lookup, "ai-talent-net-migration", &[], 2024..=2024),
            ["Values on both sides of zero", "0보다 크고 작은 값"],
        ),
        light(
            "other-source",
            Of::Asked(["notable AI models 2024", "2024년 주목할 만한 AI 모델 수"]),
            ["Bars, with what another source says", "다른 출처의 값을 함께"],
        ),
        light(
            "lines",
            Of::Asked(["US China UK Korea private AI investment trend", "미국 중국 영국 한국 민간 AI 투자 추이"]),
            ["Several lines, named where they end", "여러 나라의 추이"],
        ),
        light(
            "line",
            Of::Asked(["EU AI adoption trend", "유럽연합 기업 AI 이용률 추이"]),
            ["One line, with a restated value", "한 계열의 추이와 수정 발표된 값"],
        ),
        light(
            "surveys",
            Of::Asked(["Korea AI workforce trend", "한국 AI 인력 추이"]),
            ["Figures that do not all continue each other", "모두 이어지지는 않는 수치"],
        ),
        light(
            "forecast",
            Of::Figures(Operation::Trend, "ai-staff-shortage", &["kr"], 2019..=2027),
            ["Breaks are noted, and what is forecast is hollow", "끊긴 계열과 전망치"],
        ),
        light(
            "slope",
            Of::Figures(Operation::Trend, "private-ai-investment", &["cn", "uk", "de", "ca", "kr"], 2023..=2024),
            ["Two periods", "두 시점"],
        ),
        light(
            "dots",
            Of::Figures(Operation::Lookup, "notable-ai-models", &["us"], 2024..=2024),
            ["Sources that differ", "출처마다 다른 값"],
        ),
        light(
            "places",
            Of::Figures(Operation::Lookup, "ai-vibrancy-rank", &[], 2024..=2024),
            ["A published order", "발표된 순위"],
        ),
        Shown {
            name: "rank-dark",
            of: Of::Asked(["who bought the most H100s", "H100 구매량 순위"]),
            theme: Theme::Dark,
            why: ["On dark paper", "어두운 바탕"],
        },
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("docs/gallery"), PathBuf::from);
    fs::create_dir_all(&folder)?;
    let app = App::load(&[]).map_err(|problems| problems.to_string())?;
    let catalog = app.engine.catalog();
    let fonts = Fonts::embedded()?;
    let mut page = String::from(HEAD);
    for shown in all() {
        let _ = writeln!(
            page,
            "<h2>{} · <span lang=\"ko\">{}</span></h2>\n<div class=\"pair\">",
            shown.why[0], shown.why[1]
        );
        for (language, tag) in [(Language::English, "en"), (Language::Korean, "ko")] {
            // Dark paper changes colours alone.
            if shown.theme == Theme::Dark && language == Language::Korean {
                continue;
            }
            let answer = answer(&app, &shown.of, language)?;
            let chart = Chart::of_answer(&answer, catalog, language).map_err(|why| format!("{}: {why}", shown.name))?;
            let picture = chart.draw(shown.theme, &fonts)?;
            let file = format!("{}-{tag}.png", shown.name);
            fs::write(folder.join(&file), &picture.png)?;
            println!("{file}: {} bytes, {} x {}", picture.png.len(), picture.width_px, picture.height_px);
            let (width, height) = (picture.width_px / 2, picture.height_px / 2);
            let alt = picture.alt.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            let _ = writeln!(
                page,
                "<img lang=\"{tag}\" src=\"{file}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" alt=\"{alt}\">"
            );
            if shown.name == "compare" && language == Language::English {
                fs::write(folder.join("compare-en.svg"), chart.svg(shown.theme))?;
            }
        }
        page.push_str("</div>\n");
    }
    page.push_str("<p>The first one <a href=\"compare-en.svg\">as SVG</a>.</p>\n</html>\n");
    fs::write(folder.join("index.html"), page)?;
    Ok(())
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pictures of Datum</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1240px; padding: 0 1em; color: #222233; }
h2 { font-size: 1.1em; margin: 2em 0 .5em; }
.pair { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
img { max-width: 100%; height: auto; }
</style>
<h1>Pictures of Datum</h1>
<p>Every kind of picture, in English and Korean, from the packs that are part of the program. Written by <code>cargo run --example gallery</code>; what they promise stands in <a href="../pictures.md">pictures.md</a>.</p>
"#;

fn answer(app: &App, of: &Of, language: Language) -> Result<Answer, String> {
    let catalog = app.engine.catalog();
    match of {
        Of::Asked(texts) => {
            let text = Bilingual::new(texts[0], texts[1]);
            let question = Question {
                text: text.get(language),
                language: Some(language),
                as_of: None,
                source: None,
                today: TODAY,
            };
            let answer = app.engine.ask(&question);
            if answer.outcome == Outcome::Answer { Ok(answer) } else { Err(format!("no answer: {}", question.text)) }
        }
        Of::Figures(operation, metric, entities, years) => {
            let metric = catalog.find_metric(metric).ok_or_else(|| format!("no measure {metric}"))?;
            let chosen = |figure: &&Figure| {
                let entity = &*catalog.entity(figure.entity).id;
                years.contains(&figure.period.start().year()) && (entities.is_empty() || entities.contains(&entity))
            };
            let mut figures: Vec<&Figure> =
                catalog.figures_of_metric(metric).iter().map(|figure| catalog.figure(*figure)).filter(chosen).collect();
            match operation {
                Operation::Trend => figures.sort_by_key(|figure| figure.period),
                _ => figures.sort_by_key(|figure| std::cmp::Reverse(figure.value)),
            }
            Ok(of_figures(catalog, *operation, &figures, language))
        }
    }
}

fn of_figures(catalog: &Catalog, operation: Operation, figures: &[&Figure], language: Language) -> Answer {
    let figures: Vec<FigureRef> = figures.iter().filter_map(|figure| catalog.find_figure(&figure.id)).collect();
    let cell = |figure: &FigureRef| {
        let figure = catalog.figure(*figure);
        (figure.metric, figure.entity, figure.period)
    };
    let disagreement = (1..figures.len())
        .any(|at| figures.get(..at).is_some_and(|before| before.iter().any(|one| cell(one) == cell(&figures[at]))));
    // The bar of a comparison is one figure; what another source says is found by the drawing.
    let mut shown = Vec::new();
    for figure in &figures {
        if operation != Operation::Compare || !shown.iter().any(|one| cell(one) == cell(figure)) {
            shown.push(*figure);
        }
    }
    Answer {
        outcome: Outcome::Answer,
        operation,
        disagreement,
        breaks: if operation == Operation::Trend { facts::breaks(catalog, &shown) } else { Vec::new() },
        cautions: if operation == Operation::Trend { Vec::new() } else { facts::cautions(catalog, &shown) },
        figures: shown,
        ..Answer::new(language)
    }
}
