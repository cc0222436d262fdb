//! Citations as other programs read them: BibTeX, RIS and CSL-JSON are given to readers that know nothing of this project.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;

use biblib::{CitationParser, RisParser};
use citationberg::json::{Item, NameValue, Value};
use datum::figure::Language;
use datum::pack::{self, Catalog, PackSource};
use datum::reply::cite::{Format, cite};

/// A source as somebody may write it, and what every reader has to find in it.
struct Case {
    author: &'static str,
    title: &'static str,
    /// Family name with its particle, given name, suffix, of each author; the family name alone where the name is whole.
    people: &'static [(&'static str, &'static str, &'static str)],
    inline_en: &'static str,
    inline_ko: &'static str,
}

const CASES: [Case; 10] = [
    Case {
        author: "",
        title: "Rows {of tulips",
        people: &[("Floral Trade Institute", "", "")],
        inline_en: "Floral Trade Institute (2026)",
        inline_ko: "국제화훼무역연구소(2026)",
    },
    Case {
        author: "Kim, Yuna",
        title: r#"Rows} and "rows" } \ 100% $5 #1 a_b ^c ~d & e"#,
        people: &[("Kim", "Yuna", "")],
        inline_en: "Kim (2026)",
        inline_ko: "Kim(2026)",
    },
    Case {
        author: "홍길동, 김철수",
        title: "절화 {무역",
        people: &[("홍길동", "", ""), ("김철수", "", "")],
        inline_en: "홍길동 and 김철수 (2026)",
        inline_ko: "홍길동·김철수(2026)",
    },
    Case {
        author: "홍길동, 김철수, 남궁민수",
        title: "Tulips",
        people: &[("홍길동", "", ""), ("김철수", "", ""), ("남궁민수", "", "")],
        inline_en: "홍길동 et al. (2026)",
        inline_ko: "홍길동 외(2026)",
    },
    Case {
        author: "홍, 길동; 남궁, 민수",
        title: "Tulips",
        people: &[("홍", "길동", ""), ("남궁", "민수", "")],
        inline_en: "홍길동 and 남궁민수 (2026)",
        inline_ko: "홍길동·남궁민수(2026)",
    },
    Case {
        author: "Kim Yuna, Lee Su-ho",
        title: "Tulips",
        people: &[("Kim Yuna", "", ""), ("Lee Su-ho", "", "")],
        inline_en: "Kim Yuna and Lee Su-ho (2026)",
        inline_ko: "Kim Yuna·Lee Su-ho(2026)",
    },
    Case {
        author: "Jan van der Berg",
        title: "Tulips",
        people: &[("van der Berg", "Jan", "")],
        inline_en: "van der Berg (2026)",
        inline_ko: "van der Berg(2026)",
    },
    Case {
        author: "van der Berg, Jan; de la Cruz, María; King, Martin, Jr.",
        title: "Tulips",
        people: &[("van der Berg", "Jan", ""), ("de la Cruz", "María", ""), ("King", "Martin", "Jr.")],
        inline_en: "van der Berg et al. (2026)",
        inline_ko: "van der Berg 외(2026)",
    },
    Case {
        author: "García Márquez, Gabriel José;",
        title: "Tulips",
        people: &[("García Márquez", "Gabriel José", "")],
        inline_en: "García Márquez (2026)",
        inline_ko: "García Márquez(2026)",
    },
    Case {
        author: "Guild of Flower Growers",
        title: "Tulips",
        people: &[("Guild of Flower Growers", "", "")],
        inline_en: "Guild of Flower Growers (2026)",
        inline_ko: "Guild of Flower Growers(2026)",
    },
];

/// A pack of invented flowers, with the case's author and title on its newest source.
fn catalog(case: &Case) -> Catalog {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/cut-flowers");
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("cut-flowers");
    fs::create_dir(&pack).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), pack.join(file.file_name())).unwrap();
    }
    let path = pack.join("sources.csv");
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
    let (author, en, ko, url) = (column("author"), column("title_en"), column("title_ko"), column("url"));
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            if cells[0] == "fti-2026" {
                cells[author] = case.author.into();
                cells[en] = case.title.into();
                cells[ko] = case.title.into();
                cells[url] = "https://flowers.example/a_b?c=%20d#e".into();
            }
            cells
        })
        .collect();
    let mut writer = csv::Writer::from_path(&path).unwrap();
    writer.write_record(&header).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.flush().unwrap();
    pack::load_sources(PackSource::in_folder(&pack), pack::today()).unwrap_or_else(|problems| {
        panic!("{problems}");
    })
}

/// The citation of a figure that has the case's source.
fn cited(case: &Case, language: Language, format: Format) -> String {
    let catalog = catalog(case);
    let figure = catalog.find_figure("world-export-value-2022").unwrap();
    cite(&catalog, language, figure, format).text
}

fn people(case: &Case) -> Vec<(String, String, String)> {
    case.people.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

#[test]
fn bibtex_is_read() {
    for case in &CASES {
        let text = cited(case, Language::English, Format::Bibtex);
        let read = biblatex::Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let entry = read.get("fti-2026").unwrap();
        let found: Vec<_> = entry
            .author()
            .unwrap()
            .into_iter()
            .map(|person| {
                let parts = [person.prefix.as_str(), &person.name];
                let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                (name, person.given_name, person.suffix)
            })
            .collect();
        assert_eq!(found, people(case), "{text}");
        use biblatex::ChunksExt;
        assert_eq!(entry.title().unwrap().format_verbatim(), case.title, "{text}");
        assert_eq!(entry.url().unwrap(), "https://flowers.example/a_b?c=%20d#e");
        let biblatex::PermissiveType::Typed(date) = entry.date().unwrap() else { panic!("no date\n{text}") };
        let biblatex::DateValue::At(day) = date.value else { panic!("no day\n{text}") };
        assert_eq!((day.year, day.month, day.day), (2026, Some(4), Some(11)), "{text}");
    }
}

#[test]
fn ris_is_read() {
    for case in &CASES {
        let text = cited(case, Language::English, Format::Ris);
        let read = RisParser::new().parse(&text).unwrap();
        let [record] = read.as_slice() else { panic!("not one record\n{text}") };
        assert_eq!(record.title, case.title, "{text}");
        assert_eq!(record.urls, ["https://flowers.example/a_b?c=%20d#e"], "{text}");
        assert_eq!(record.date.as_ref().unwrap().year, 2026);
        // RIS has no field for a family name: the rows say it by their commas.
        let rows: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("AU  - ")).map(str::to_owned).collect();
        let listed = |(family, given, suffix): &(String, String, String)| {
            [family.as_str(), given, suffix].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(rows, people(case).iter().map(listed).collect::<Vec<_>>(), "{text}");
        assert_eq!(record.authors.len(), case.people.len(), "{text}");
    }
}

#[test]
fn csl_json_is_read() {
    for case in &CASES {
        let text = cited(case, Language::English, Format::CslJson);
        let items: Vec<Item> = serde_json::from_str(&text).unwrap();
        let [item] = items.as_slice() else { panic!("not one item\n{text}") };
        let Some(Value::Names(names)) = item.0.get("author") else { panic!("no names\n{text}") };
        let found: Vec<_> = names
            .iter()
            .map(|name| match name {
                NameValue::Literal(name) => (name.literal.clone(), String::new(), String::new()),
                NameValue::Item(name) => {
                    let parts = [name.non_dropping_particle.clone().unwrap_or_default(), name.family.clone()];
                    let family = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                    (family, name.given.clone().unwrap_or_default(), name.suffix.clone().unwrap_or_default())
                }
            })
            .collect();
        assert_eq!(found, people(case), "{text}");
        assert_eq!(item.0.get("title").unwrap().to_str().unwrap(), case.title, "{text}");
    }
}

#[test]
fn the_running_text_names_the_authors() {
    for case in &CASES {
        assert_eq!(cited(case, Language::English, Format::Inline), case.inline_en);
        assert_eq!(cited(case, Language::Korean, Format::Inline), case.inline_ko);
    }
}

#[test]
fn apa_keeps_each_author_apart() {
    let apa = |position: usize| cited(&CASES[position], Language::English, Format::Apa);
    for (position, start) in [
        (1, "Kim, Y. (2026)."),
        (2, "홍길동, & 김철수. (2026)."),
        (5, "Kim Yuna, & Lee Su-ho. (2026)."),
        (6, "van der Berg, J. (2026)."),
        (7, "van der Berg, J., de la Cruz, M., & King, M., Jr. (2026)."),
    ] {
        let text = apa(position);
        assert!(text.starts_with(start), "{text}");
    }
}

#[test]
fn shipped_citations_are_read() {
    let catalog = pack::load(&[]).unwrap();
    for figure in catalog.figures() {
        let figure = catalog.find_figure(&figure.id).unwrap();
        for language in Language::ALL {
            let text = |format| cite(&catalog, language, figure, format).text;
            let bibtex = text(Format::Bibtex);
            assert!(biblatex::Bibliography::parse(&bibtex).is_ok(), "{bibtex}");
            let items: Vec<Item> = serde_json::from_str(&text(Format::CslJson)).unwrap();
            assert!((1..=2).contains(&items.len()));
            let ris = text(Format::Ris);
            assert_eq!(RisParser::new().parse(&ris).unwrap().len(), items.len(), "{ris}");
        }
    }
}
