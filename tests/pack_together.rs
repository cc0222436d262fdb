//! Packs of strangers, read together: no name or id of one makes another wrong.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use datum::app::App;
use datum::figure::Period;
use datum::pack::{self, Catalog, Embedded, PackSource};
use jiff::civil::date;

/// The tables of a small pack, without their headers.
#[derive(Default)]
struct Small<'a> {
    name: &'a str,
    units: &'a str,
    entities: &'a str,
    metrics: &'a str,
    figures: &'a str,
    datum: &'a str,
}

impl Small<'_> {
    fn files(&self) -> Vec<(String, String)> {
        let name = self.name;
        let datum = if self.datum.is_empty() { r#""order": 500"# } else { self.datum };
        let resources: Vec<String> = ["topics", "units", "entities", "metrics", "sources", "figures"]
            .iter()
            .map(|table| format!(r#"{{"name": "{table}", "path": "{table}.csv"}}"#))
            .collect();
        let table = |header: &str, rows: &str| {
            let rows: Vec<&str> = rows.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
            format!("{header}\n{}\n", rows.join("\n"))
        };
        let descriptor = format!(
            r#"{{"name": "{name}", "title": "{name}", "description": "Invented.", "version": "1.0.0",
            "created": "2025-01-01T00:00:00Z", "licenses": [{{"name": "CC0-1.0"}}], "contributors": [{{"title": "T"}}],
            "sources": [{{"title": "S"}}], "datum": {{{datum}}}, "resources": [{}]}}"#,
            resources.join(",")
        );
        vec![
            ("datapackage.json".into(), descriptor),
            (
                "topics.csv".into(),
                table("id,name_en,name_ko,aliases_en,aliases_ko", &format!("{name}-topic,{name} topic,{name} 주제,,")),
            ),
            ("units.csv".into(), table("id,kind,one_en,many_en,counter_ko,words_en,words_ko", self.units)),
            (
                "entities.csv".into(),
                table("id,kind,name_en,name_ko,aliases_en,aliases_ko,part_of,same_as", self.entities),
            ),
            (
                "metrics.csv".into(),
                table(
                    "id,topic,broader,kind,unit,name_en,name_ko,aliases_en,aliases_ko,keywords_en,keywords_ko,definition_en,definition_ko",
                    self.metrics,
                ),
            ),
            (
                "sources.csv".into(),
                table(
                    "id,type,publisher_en,publisher_ko,author,title_en,title_ko,issued,accessed,url,archived_url,licence,aliases_en,aliases_ko,note_en,note_ko",
                    &format!("{name}-report,report,{name} office,,,{name} report,,2024,,,,,,,,"),
                ),
            ),
            (
                "figures.csv".into(),
                table(
                    "id,metric,entity,value,low,high,period,status,precision,featured,scope_en,scope_ko,source,via,locator,known_from,supersedes,formula,inputs,note_en,note_ko",
                    self.figures,
                ),
            ),
        ]
    }

    fn source(&self) -> PackSource {
        PackSource::new(self.name, self.files())
    }

    fn write(&self, folder: &Path) {
        let place = folder.join(self.name);
        fs::create_dir_all(&place).unwrap();
        for (name, text) in self.files() {
            fs::write(place.join(name), text).unwrap();
        }
    }
}

fn figure(id: &str, metric: &str, entity: &str, value: &str, pack: &str) -> String {
    format!("{id},{metric},{entity},{value},,,2023,reported,exact,,,,{pack}-report,,,,,,,,\n")
}

fn load(packs: &[Small<'_>]) -> Catalog {
    let sources = packs.iter().map(Small::source).collect();
    pack::load_sources(sources, date(2026, 1, 1)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn value(catalog: &Catalog, id: &str) -> String {
    let figure = catalog.find_figure(id).unwrap_or_else(|| panic!("no figure {id}"));
    catalog.figure(figure).value.to_string()
}

#[test]
fn the_same_id_may_mean_two_things() {
    let bikes = figure("start-2023", "start-date", "sk", "2023", "bikes");
    let trains = figure("start-2023", "start-date", "sk", "7", "trains");
    let catalog = load(&[
        Small {
            name: "bikes",
            entities: "sk,company,SK Group,SK그룹,,,,",
            metrics: "start-date,bikes-topic,,date,date,Start date,시작일,,,,,Made up.,지어냈다.",
            figures: &bikes,
            ..Small::default()
        },
        Small {
            name: "trains",
            entities: "sk,country,Slovakia,슬로바키아,,,,iso3166:SK",
            metrics: "start-date,trains-topic,,stock,people,Starters,출발자,,,,,Made up.,지어냈다.",
            figures: &trains,
            ..Small::default()
        },
    ]);
    assert_eq!((catalog.entities().len(), catalog.metrics().len(), catalog.figures().len()), (2, 2, 2));
    // The first pack keeps its ids, with and without its name before them.
    for (id, expected) in [("start-2023", "2023"), ("bikes/start-2023", "2023"), ("trains/start-2023", "7")] {
        assert_eq!(value(&catalog, id), expected, "{id}");
    }
    let name = |id: &str| catalog.entity(catalog.find_entity(id).unwrap()).name.en.to_string();
    assert_eq!(
        (name("sk"), name("bikes/sk"), name("trains/sk")),
        ("SK Group".into(), "SK Group".into(), "Slovakia".into())
    );
    let notes: Vec<String> = catalog.notes().iter().map(ToString::to_string).collect();
    assert!(notes.iter().any(|note| note.contains("trains/entities.csv:2  `sk` is another thing")), "{notes:#?}");
}

#[test]
fn what_carries_the_same_external_id_is_one() {
    let one = figure("a-2023", "a-count", "korea", "1", "one") + &figure("a-seoul", "a-count", "seoul", "2", "one");
    let two = figure("b-2023", "b-count", "kor", "3", "two") + &figure("b-seoul", "b-count", "capital", "4", "two");
    let three = figure("c-2023", "c-count", "han", "5", "three");
    let metric = |name: &str| {
        format!(
            "{name}-count,{pack}-topic,,stock,people,Count {name},{name} 수,,,,,Made up.,지어냈다.",
            pack = match name {
                "a" => "one",
                "b" => "two",
                _ => "three",
            }
        )
    };
    let catalog = load(&[
        Small {
            name: "one",
            entities: "korea,country,South Korea,한국,,,,iso3166:KR\nseoul,region,Seoul,서울,,,korea,iso3166-2:KR-11",
            metrics: &metric("a"),
            figures: &one,
            ..Small::default()
        },
        Small {
            name: "two",
            // The capital is a part of another region here: the first pack is believed, and neither is refused.
            entities: "kor,country,\"Korea, Rep.\",대한민국,,,,iso3166:KR|wikidata:Q884\ncapital,region,Seoul city,서울시,,,area,iso3166-2:KR-11\narea,region,Capital area,수도권,,,kor,",
            metrics: &metric("b"),
            figures: &two,
            ..Small::default()
        },
        Small {
            name: "three",
            entities: "han,country,Hanguk,한국,,,,two/kor",
            metrics: &metric("c"),
            figures: &three,
            ..Small::default()
        },
    ]);
    assert_eq!(catalog.entities().len(), 3, "{:#?}", catalog.entities());
    let korea = catalog.find_entity("korea").unwrap();
    for id in ["kor", "han", "two/kor", "three/han", "one/korea"] {
        assert_eq!(catalog.find_entity(id), Some(korea), "{id}");
    }
    assert_eq!(catalog.metrics_of(korea).len(), 3);
    let entity = catalog.entity(korea);
    assert!(entity.aliases.iter().any(|alias| **alias == *"Korea, Rep."), "{entity:?}");
    let seoul = catalog.entity(catalog.find_entity("seoul").unwrap());
    assert_eq!(seoul.part_of, Some(korea));
}

#[test]
fn figures_of_another_pack_are_named_with_it() {
    let one = figure("x", "a-count", "town", "10", "one");
    let two = figure("x", "b-count", "town", "30", "two")
        + "half,b-count,town,3,,,2023,computed,exact,,,,two-report,,,,,x / one/x,x|one/x,,\n";
    let catalog = load(&[
        Small {
            name: "one",
            entities: "town,region,Town,마을,,,,",
            metrics: "a-count,one-topic,,stock,people,Count a,가 수,,,,,Made up.,지어냈다.",
            figures: &one,
            ..Small::default()
        },
        Small {
            name: "two",
            entities: "town,region,Town,마을,,,,",
            metrics: "b-count,two-topic,,stock,people,Count b,나 수,,,,,Made up.,지어냈다.",
            figures: &two,
            ..Small::default()
        },
    ]);
    let half = catalog.figure(catalog.find_figure("half").unwrap());
    let inputs: Vec<&str> = half.inputs.iter().map(|input| &*catalog.figure(*input).id).collect();
    assert_eq!(inputs, ["two/x", "x"]);
    assert_eq!(half.formula.as_ref().unwrap().text(), "two/x / x");
}

#[test]
fn a_figure_that_two_packs_have_word_for_word_is_one() {
    let row = figure("x", "a-count", "town", "10", "one");
    let small = |name| Small {
        name,
        entities: "town,region,Town,마을,,,,",
        metrics: "a-count,t,,stock,people,Count a,가 수,,,,,Made up.,지어냈다.",
        figures: &row,
        ..Small::default()
    };
    let files = |name| {
        let files = small(name).files().into_iter();
        files.map(|(file, text)| {
            let text = text
                .replace("two-report", "one-report")
                .replace("two office", "one office")
                .replace("two report", "one report");
            (file, text.replace("-topic,", "_topic,").replace("one_topic", "t").replace("two_topic", "t"))
        })
    };
    let sources = vec![PackSource::new("one", files("one")), PackSource::new("two", files("two"))];
    let catalog = pack::load_sources(sources, date(2026, 1, 1)).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(catalog.figures().len(), 1);
    assert!(catalog.notes().iter().any(|note| note.what.contains("1 rows say the same")), "{:?}", catalog.notes());
}

/// Companies with names of everyday words: whatever they are called, the embedded packs stay as they are.
#[test]
fn no_name_of_a_pack_makes_the_embedded_packs_wrong() {
    let words = [
        "Target", "Size", "Power", "Share", "Count", "Rate", "Growth", "Talent", "Memory", "Chip", "Price", "Date",
        "Model", "Korea AI", "Number",
    ];
    let entities: String = words
        .iter()
        .map(|word| {
            let id = word.to_lowercase().replace(' ', "-");
            format!("{id},company,{word},{word},,,,\n")
        })
        .collect();
    let figures: String = words
        .iter()
        .map(|word| {
            let id = word.to_lowercase().replace(' ', "-");
            figure(&format!("staff-{id}"), "staff", &id, "100", "firms")
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    Small {
        name: "firms",
        entities: &entities,
        metrics: "staff,firms-topic,,stock,people,Payroll staff,급여 직원,payroll,,,,Made up.,지어냈다.",
        figures: &figures,
        ..Small::default()
    }
    .write(folder.path());
    let app = App::load(&[folder.path().to_owned()]).unwrap_or_else(|problems| panic!("{problems}"));
    let embedded = pack::load(&[]).unwrap();
    assert_eq!(app.engine.catalog().figures().len(), embedded.figures().len() + words.len());
    for figure in embedded.figures() {
        let now = app.engine.catalog().find_figure(&figure.id).map(|now| app.engine.catalog().figure(now));
        assert!(now.is_some_and(|now| now.value == figure.value && now.period == figure.period), "{}", figure.id);
    }
}

#[test]
fn no_pack_takes_an_id_away_from_an_embedded_one() {
    let embedded = pack::load(&[]).unwrap();
    let first = embedded.figures().first().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let figures = figure(&first.id, "h100-units-held", "kr", "99", "early");
    Small {
        name: "early",
        entities: "kr,region,Kranj,크란,,,,",
        metrics: "h100-units-held,early-topic,,stock,people,Early risers,일찍 일어난 사람,,,,,Made up.,지어냈다.",
        figures: &figures,
        // Read before all embedded packs, and yet second.
        datum: r#""order": -5"#,
        ..Small::default()
    }
    .write(folder.path());
    let app = App::load(&[folder.path().to_owned()]).unwrap_or_else(|problems| panic!("{problems}"));
    let catalog = app.engine.catalog();
    assert_eq!(value(catalog, &first.id), first.value.to_string());
    assert_eq!(value(catalog, &format!("early/{}", first.id)), "99");
    assert_eq!(&*catalog.entity(catalog.find_entity("kr").unwrap()).name.en, "South Korea");
    assert_eq!(
        catalog.figure(catalog.find_figure(&first.id).unwrap()).period,
        "2019".parse::<Period>().map_or(first.period, |_| first.period)
    );
}

#[test]
fn embedded_packs_can_be_switched_off() {
    let all = pack::load(&[]).unwrap().packs().len();
    let names = |embedded: &Embedded| pack::load_with(&[], embedded).map(|catalog| catalog.packs().len());
    assert_eq!(names(&Embedded::read("all")).unwrap(), all);
    assert_eq!(names(&Embedded::read("none")).unwrap(), 0);
    assert_eq!(names(&Embedded::read("ai-talent, ai-adoption")).unwrap(), 2);
    for pack in pack::load(&[]).unwrap().packs() {
        let alone = names(&Embedded::read(&pack.name)).unwrap_or_else(|problems| panic!("{}: {problems}", pack.name));
        assert_eq!(alone, 1, "{}", pack.name);
    }
    let problems = names(&Embedded::read("ai-talnt")).unwrap_err().to_string();
    assert!(problems.contains("did you mean `ai-talent`?"), "{problems}");

    let datum = |arguments: &[&str], variable: Option<&str>| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
        command.args(arguments).env_remove("DATUM_PACKS").env_remove("DATUM_EMBEDDED_PACKS");
        if let Some(value) = variable {
            command.env("DATUM_EMBEDDED_PACKS", value);
        }
        command.output().unwrap()
    };
    let question = ["ask", "H100 count Korea"];
    assert_eq!(datum(&question, None).status.code(), Some(0));
    assert_eq!(datum(&question, Some("none")).status.code(), Some(4));
    assert_eq!(datum(&["--no-embedded", "ask", "H100 count Korea"], None).status.code(), Some(4));
    assert_eq!(datum(&question, Some("ai-compute,korea-ai-poverty")).status.code(), Some(0));
    let output = datum(&question, Some("nonsense"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no embedded pack has this name"), "{output:?}");
}

#[test]
fn a_word_of_the_field_says_nothing_beside_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let figures = figure("orders-north", "orders", "north", "55", "coffee");
    Small {
        name: "coffee",
        entities: "north,region,North Hill,북쪽 언덕,,,,",
        metrics: "orders,coffee-topic,,flow,people,Cafe orders,카페 주문,,,,,Made up.,지어냈다.",
        figures: &figures,
        datum: r#""order": 500, "field_words": ["flat white", "플랫화이트"]"#,
        ..Small::default()
    }
    .write(folder.path());
    let app =
        App::load_with(&[folder.path().to_owned()], &Embedded::None).unwrap_or_else(|problems| panic!("{problems}"));
    let ask = |text: &str| {
        let today = date(2026, 1, 1);
        let answer = app.engine.ask(&datum::query::Question { text, language: None, as_of: None, source: None, today });
        answer.outcome
    };
    for question in ["flat white cafe orders in North Hill", "북쪽 언덕 플랫화이트 카페 주문"] {
        assert_eq!(ask(question), datum::query::Outcome::Answer, "{question}");
    }
    assert_ne!(ask("espresso martini cafe orders in North Hill"), datum::query::Outcome::Answer);
}
