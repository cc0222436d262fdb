//! A new pack to start from: every table with one example row, and a page for its editors.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::raw::{DESCRIPTOR, TableKind};
use super::write::TableText;

/// The page for editors, in two languages.
const README: &str = include_str!("new/README.md");
/// New packs are read after the embedded ones.
const ORDER: u32 = 500;

/// The files of a new pack. `name` has the form of an id.
#[must_use]
pub fn new_pack(name: &str, today: Date) -> Vec<(String, String)> {
    let tables: Vec<TableText> = TableKind::ALL.into_iter().map(|kind| example(kind, today)).collect();
    let descriptor = json!({
        "name": name,
        "title": name,
        "description": "What this pack is about, in a sentence.",
        "version": "0.1.0",
        "created": format!("{today}T00:00:00Z"),
        "licenses": [{"name": "CC-BY-4.0"}],
        "contributors": [{"title": "Your name"}],
        "sources": [{"title": "Where the figures are from"}],
        "datum": {"order": ORDER, "title_ko": name, "field_words": []},
        "resources": tables.iter().map(TableText::short_resource).collect::<Vec<Value>>(),
    });
    let mut files = vec![
        (DESCRIPTOR.to_owned(), format!("{descriptor:#}\n")),
        ("README.md".to_owned(), README.replace("NAME", name)),
    ];
    files.extend(tables.into_iter().map(|table| (table.file().to_owned(), table.into_text())));
    files
}

/// A table with one row that shows how it is filled in.
fn example(kind: TableKind, today: Date) -> TableText {
    let mut table = TableText::new(kind);
    let day = today.to_string();
    let row: &[(&str, &str)] = match kind {
        TableKind::Topics => &[("id", "example-topic"), ("name_en", "Example topic"), ("name_ko", "예시 주제")],
        TableKind::Units => &[
            ("id", "example-visits"),
            ("kind", "count"),
            ("one_en", "example visit"),
            ("many_en", "example visits"),
            ("counter_ko", "회"),
        ],
        TableKind::Entities => &[
            ("id", "example-town"),
            ("kind", "region"),
            ("name_en", "Example Town"),
            ("name_ko", "예시 마을"),
            ("aliases_en", "the example town"),
        ],
        TableKind::Metrics => &[
            ("id", "example-library-visits"),
            ("topic", "example-topic"),
            ("kind", "flow"),
            ("unit", "example-visits"),
            ("name_en", "Example library visits"),
            ("name_ko", "예시 도서관 방문"),
            ("aliases_en", "visits to the example library|example library visit count"),
            ("aliases_ko", "예시 도서관 방문 횟수|예시 도서관 이용 횟수"),
            (
                "definition_en",
                "Each time that somebody enters the example library; one person may count several times.",
            ),
            ("definition_ko", "예시 도서관에 들어온 횟수이며 한 사람이 여러 번 집계될 수 있다."),
        ],
        TableKind::Sources => &[
            ("id", "example-report"),
            ("type", "report"),
            ("publisher_en", "Example Town Council"),
            ("publisher_ko", "예시 마을 의회"),
            ("title_en", "Example library report"),
            ("title_ko", "예시 도서관 보고서"),
            ("issued", "2024"),
            ("url", "https://example.org/library-report"),
        ],
        TableKind::Figures => &[
            ("id", "example-town-library-visits-2023"),
            ("metric", "example-library-visits"),
            ("entity", "example-town"),
            ("value", "12345"),
            ("period", "2023"),
            ("status", "reported"),
            ("precision", "exact"),
            ("source", "example-report"),
            ("locator", "page 1"),
        ],
        TableKind::Briefs => &[("id", "example-brief"), ("title_en", "Example summary"), ("title_ko", "예시 요약")],
        TableKind::BriefSections => &[
            ("id", "example-brief-visits"),
            ("brief", "example-brief"),
            ("heading_en", "Visits"),
            ("heading_ko", "방문"),
            ("items", "example-town-library-visits-2023"),
        ],
        TableKind::Changes => &[
            ("id", "example-change"),
            ("version", "0.1.0"),
            ("date", &day),
            ("figure", "example-town-library-visits-2023"),
            ("kind", "added"),
            ("reason_en", "The first figure."),
            ("reason_ko", "첫 수치를 넣었다."),
        ],
    };
    table.add(row);
    table
}
