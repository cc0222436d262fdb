//! Briefs as people read them: the built-in ones in both languages, a pack of another field, and what has changed since
//! an earlier one.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

#[path = "../support/changed.rs"]
mod changed;
mod watching;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datum::brief::{self, Brief, Last, Mark, Request, pages};
use datum::figure::Language;
use datum::pack::{self, PackSource, Template};
use datum::query::Engine;
use jiff::civil::{Date, date};
use once_cell::sync::Lazy;
use proptest::prelude::*;

const TODAY: Date = date(2026, 9, 1);

static BUILT_IN: Lazy<Engine> = Lazy::new(|| Engine::new(Arc::new(pack::load(&[]).unwrap())));

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// An engine over the packs of a folder and no other, some of whose text is replaced first.
fn engine(name: &str, replace: &[(&str, &str)]) -> Engine {
    let mut sources = PackSource::in_folder(&folder(name));
    for source in &mut sources {
        for (_, file) in &mut source.files {
            let pack::PackFile::Bytes(bytes) = file else { continue };
            let mut text = String::from_utf8(bytes.to_vec()).unwrap();
            for (old, new) in replace {
                text = text.replace(old, new);
            }
            *bytes = text.into_bytes().into();
        }
    }
    Engine::new(Arc::new(pack::load_sources(sources, date(2026, 1, 1)).unwrap_or_else(|problems| panic!("{problems}"))))
}

fn render(engine: &Engine, template: &Template, language: Language, last: Option<&Last>) -> Brief {
    brief::render(engine, &Request { template, language, today: TODAY, last, title: None })
}

fn of(engine: &Engine, id: &str, language: Language, last: Option<&Last>) -> Brief {
    render(engine, engine.catalog().find_template(id).unwrap(), language, last)
}

fn last(brief: &Brief) -> Last {
    Last { day: date(2026, 8, 25), shown: brief.shown.clone() }
}

#[test]
fn the_built_in_briefs_read_well() {
    let ids: Vec<&str> = BUILT_IN.catalog().templates().iter().map(|template| &*template.id).collect();
    assert_eq!(ids, ["korea-ai-poverty", "ai-compute", "ai-talent"]);
    for id in ids {
        for language in Language::ALL {
            let brief = of(&BUILT_IN, id, language, None);
            insta::assert_snapshot!(format!("{id}-{language}"), brief::plain::text(&brief));
        }
    }
}

#[test]
fn a_pack_of_another_field_has_briefs_too() {
    let engine = engine("tests/packs/sorrel-isles", &[]);
    assert!(brief::check(&engine, TODAY).is_empty());
    for language in Language::ALL {
        insta::assert_snapshot!(
            format!("sorrel-year-{language}"),
            brief::plain::text(&of(&engine, "sorrel-year", language, None))
        );
    }
}

#[test]
fn messages_of_the_built_in_briefs_keep_the_limits_and_say_everything() {
    for template in BUILT_IN.catalog().templates() {
        for language in Language::ALL {
            let brief = render(&BUILT_IN, template, language, None);
            check_pages(&brief);
            let pages = pages::embeds(&brief);
            let text: String = pages.iter().map(page_text).collect::<Vec<_>>().join("\n=====\n");
            insta::assert_snapshot!(format!("pages-{}-{language}", template.id), text);
        }
    }
}

fn page_text(page: &pages::Page) -> String {
    let embed = |embed: &pages::PageEmbed| {
        let picture = embed.picture.map_or(String::new(), |picture| format!("\n[chart {picture}]"));
        let footer = if embed.footer.is_empty() { String::new() } else { format!("\n({})", embed.footer) };
        format!("# {}\n{}{picture}{footer}", embed.title, embed.description)
    };
    let table = if page.table { "\n[table]" } else { "" };
    page.embeds.iter().map(embed).collect::<Vec<_>>().join("\n---\n") + table
}

/// Every message keeps Discord's limits, and all of them together say every line, note and source.
fn check_pages(brief: &Brief) {
    let chars = |text: &str| text.chars().count();
    let mut all = String::new();
    for page in pages::embeds(brief) {
        assert!((1..=10).contains(&page.embeds.len()));
        let total: usize = page
            .embeds
            .iter()
            .map(|embed| chars(&embed.title) + chars(&embed.description) + chars(&embed.footer))
            .sum();
        assert!(total <= 6_000, "{total}");
        for embed in &page.embeds {
            assert!(chars(&embed.title) <= 256 && chars(&embed.description) <= 4_096 && chars(&embed.footer) <= 2_048);
            assert!(!embed.title.is_empty() && !embed.description.is_empty());
            all.push_str(&format!("{}\n{}\n", embed.title, embed.description));
        }
    }
    let mut texts = String::new();
    for page in pages::texts(brief) {
        assert!((1..=2_000).contains(&chars(&page.text)), "{}", chars(&page.text));
        texts.push_str(&page.text);
        texts.push('\n');
    }
    // Neither blanks nor the place of a border change what is said.
    let plain = |text: &str| text.replace(['\\', '\u{200B}'], "").split_whitespace().collect::<String>();
    let (all, texts) = (plain(&all), plain(&texts));
    for block in &brief.blocks {
        for group in &block.groups {
            let lines = group.lines.iter().flat_map(|line| [&line.name, &line.value, &line.period]);
            for text in lines.chain(&group.notes).chain(&group.said) {
                assert!(all.contains(&plain(text)), "{text}");
                assert!(texts.contains(&plain(text)), "{text}");
            }
        }
    }
    for reference in &brief.references {
        assert!(texts.contains(&plain(&reference.citation.text)), "{}", reference.citation.text);
    }
    for (position, picture) in brief.pictures.iter().enumerate() {
        assert!(picture.block < brief.blocks.len());
        for pages in [pages::embeds(brief), pages::texts(brief)] {
            let with = pages.iter().flat_map(|page| &page.pictures).filter(|one| **one == position).count();
            assert_eq!(with, 1, "a chart goes with one message");
            assert_eq!(pages.iter().filter(|page| page.table).count(), 1);
        }
    }
}

#[test]
fn citations_resolve_and_each_source_has_one_number() {
    for template in BUILT_IN.catalog().templates() {
        let brief = render(&BUILT_IN, template, Language::English, None);
        let numbers: Vec<usize> = brief.references.iter().map(|reference| reference.citation.number).collect();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
        let ids: HashSet<&str> = brief.references.iter().map(|reference| &*reference.citation.id).collect();
        assert_eq!(ids.len(), numbers.len());
        let catalog = BUILT_IN.catalog();
        for line in brief.blocks.iter().flat_map(|block| &block.groups).flat_map(|group| &group.lines) {
            let figure = catalog.figure(catalog.find_figure(&line.id).unwrap());
            let cited: Vec<&str> =
                line.sources.iter().map(|number| &*brief.references[number - 1].citation.id).collect();
            let expected =
                [Some(figure.source), figure.via].into_iter().flatten().map(|source| &*catalog.source(source).id);
            assert_eq!(cited, expected.collect::<Vec<_>>(), "{}", line.id);
            // Every figure can be asked for by the id that stands under its source.
            let answer_id = format!("{}@{}", figure.id, catalog.pack(figure.pack).name);
            assert!(brief.references[line.sources[0] - 1].answer_ids.contains(&answer_id), "{answer_id}");
        }
        for line in brief.csv.lines().skip(1) {
            let id = line.split(',').next().unwrap();
            assert!(brief.figures.iter().any(|figure| *catalog.figure(*figure).id == *id), "{id}");
        }
        assert_eq!(brief.csv.lines().count(), brief.figures.len() + 1);
    }
}

#[test]
fn nothing_new_is_said_to_be_nothing_new() {
    let first = of(&BUILT_IN, "ai-talent", Language::English, None);
    let second = of(&BUILT_IN, "ai-talent", Language::English, Some(&last(&first)));
    let count = first.shown.len();
    assert_eq!(
        second.changes,
        format!("Nothing has changed since the last brief of 25 August 2026: all {count} figures are the same.")
    );
    let korean = of(&BUILT_IN, "ai-talent", Language::Korean, Some(&last(&first)));
    assert_eq!(
        korean.changes,
        format!("지난 브리핑(2026년 8월 25일) 이후 바뀐 수치가 없습니다. {count}개 모두 같습니다.")
    );
    assert!(
        second
            .blocks
            .iter()
            .flat_map(|block| &block.groups)
            .flat_map(|group| &group.lines)
            .all(|line| line.mark == Some(Mark::Unchanged))
    );
}

#[test]
fn new_revised_and_withdrawn_figures_are_marked() {
    let before = of(&engine("tests/packs_bad/good", &[]), "tea-year", Language::English, None);
    let changed = [
        // Revised in place.
        ("drunk-2023,cups-drunk,arvia,500", "drunk-2023,cups-drunk,arvia,520"),
        // Another id in the place of one that is gone, with another value.
        ("held-2022,cups-held,arvia,1000", "held-2022b,cups-held,arvia,1100"),
        ("held-2023 / held-2022,held-2023|held-2022", "held-2023 / held-2022b,held-2023|held-2022b"),
        ("growth-2023,tea-growth,arvia,2.0", "growth-2023,tea-growth,arvia,1.82"),
    ];
    let now = engine("tests/packs_bad/good", &changed);
    for language in Language::ALL {
        let brief = of(&now, "tea-year", language, Some(&last(&before)));
        insta::assert_snapshot!(format!("revised-{language}"), brief::plain::text(&brief));
    }
    // A figure that was never shown is new beside those that were.
    let mut earlier = last(&before);
    earlier.shown.retain(|shown| &*shown.figure != "drunk-2023");
    let brief = of(&engine("tests/packs_bad/good", &[]), "tea-year", Language::English, Some(&earlier));
    assert!(brief.headline.unwrap().starts_with("Cups drunk"));
}

#[test]
fn the_json_of_a_brief_is_what_the_next_one_is_compared_with() {
    let brief = of(&BUILT_IN, "ai-compute", Language::Korean, None);
    let read = brief::json::read_last(&brief::json::brief(&brief).to_string()).unwrap();
    assert_eq!(read, Last { day: TODAY, shown: brief.shown });
    assert!(brief::json::read_last("{}").is_err());
}

#[test]
fn what_has_no_answer_is_named_and_not_left_out() {
    let lines = "H100 count of Japan\n# Other\ngone-figure-2023\ntop 3: gone-metric\nwho are you\nkorea-h100-held-2023";
    let template = brief::made::make("g1", "Questions", lines, BUILT_IN.catalog()).unwrap();
    for language in Language::ALL {
        let brief = render(&BUILT_IN, &template, language, None);
        insta::assert_snapshot!(format!("unanswered-{language}"), brief::plain::text(&brief));
        check_pages(&brief);
    }
}

#[test]
fn a_question_without_an_answer_is_a_problem_of_its_pack() {
    let engine = engine(
        "tests/packs_bad/good",
        &[("Cups held in Arvia trend", "Cups held in Narnia"), ("top 3: cups-drunk", "top 3: opening-date")],
    );
    insta::assert_snapshot!(pack::Problems::of(brief::check(&engine, TODAY)));
    let bad = pack::load(&[folder("tests/packs_bad/good")]).unwrap();
    assert!(brief::check(&Engine::new(Arc::new(bad)), TODAY).is_empty());
}

#[test]
fn at_most_two_charts_each_of_its_own_section() {
    for template in BUILT_IN.catalog().templates() {
        let brief = render(&BUILT_IN, template, Language::English, None);
        assert!((1..=2).contains(&brief.pictures.len()), "{}", template.id);
        let blocks: HashSet<usize> = brief.pictures.iter().map(|picture| picture.block).collect();
        assert_eq!(blocks.len(), brief.pictures.len());
        for picture in &brief.pictures {
            datum::chart::Chart::of_answer(&picture.answer, BUILT_IN.catalog(), Language::English).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_make_a_template_of_discord_takes_it(
        title in "[a-z가-힣*_\\[@ ]{1,60}",
        lines in prop::collection::vec(prop_oneof![
            "# [a-z가-힣*_ ]{0,70}", "\\PC{0,120}",
            prop::sample::select(vec!["H100 held", "AI staff shortage trend", "top 10: h100-units-bought", "Microsoft vs Korea H100", "notable AI models Korea"]).prop_map(str::to_owned),
        ], 1..24),
    ) {
        if let Ok(template) = brief::made::make("g1", &title, &lines.join("\n"), BUILT_IN.catalog()) {
            let brief = render(&BUILT_IN, &template, Language::Korean, None);
            check_pages(&brief);
            prop_assert_eq!(brief::made::parse("g1", &brief::made::write(&template), BUILT_IN.catalog()).unwrap(), template);
        }
    }
}
