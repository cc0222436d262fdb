//! Checks on single cells, whatever they mean.

use unicode_normalization::is_nfc;

use super::super::draft::DRAFT;
use super::{Context, Report, quote};
use crate::figure::{EntityKind, Grade, MetricKind, Precision, Status, UnitKind};
use crate::lang::names::{is_plain, words};
use crate::pack::cells::is_invisible;
use crate::pack::change::{ChangeKind, Field};
use crate::pack::raw::{
    BriefRow, BriefSectionRow, ChangeRow, EntityRow, FigureRow, MetricRow, Place, SourceRow, TableKind, TopicRow,
    UnitRow,
};
use crate::pack::suggest::did_you_mean;

/// How long a cell, or each item of a cell with several, may be, in characters, by the column's name without its language.
/// Names fit a line of a Discord menu (100) with a period and a value beside them, and an embed's title (256) with more.
const LIMITS: &[(&str, usize)] = &[
    ("name", 80),
    ("aliases", 80),
    ("keywords", 80),
    ("words", 80),
    ("one", 40),
    ("many", 40),
    ("counter", 40),
    ("scope", 200),
    ("locator", 200),
    ("definition", 600),
    ("note", 800),
    ("from", 200),
    ("to", 200),
    ("reason", 300),
    ("publisher", 160),
    ("author", 200),
    ("title", 300),
    ("licence", 100),
    ("url", 500),
    ("archived_url", 500),
    ("formula", 1_000),
    ("heading", 80),
    ("text", 800),
    ("items", 200),
];

/// Characters of a brief's title: with a date behind it, it fits the name of a thread (100).
const MAX_BRIEF_TITLE: usize = 60;

/// The item types of CSL 1.0.2.
const CSL_TYPES: &[&str] = &[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

pub(super) fn control_characters(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, cell| {
        if let Some(found) = cell.chars().find(|c| is_forbidden(*c)) {
            let what = format!("`{column}` holds the invisible character U+{:04X}", u32::from(found));
            report.row(place, what, "remove it; a cell is one line of plain text");
        }
    });
}

pub(super) fn blanks(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, cell| {
        if cell.trim().len() != cell.len() {
            report.row(place, format!("`{column}` starts or ends with a blank: {}", quote(cell)), "remove the blank");
        }
    });
}

pub(super) fn normal_form(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, cell| {
        if !is_plain(cell) && !is_nfc(cell) {
            let what = format!("`{column}` is not in Unicode's composed form: {}", quote(cell));
            report.row(place, what, "save the file with composed characters (NFC), as keyboards make them");
        }
    });
}

pub(super) fn long(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, cell| {
        // No text is longer in characters than in bytes, and the shortest limit is that of a counter.
        if cell.len() <= 40 {
            return;
        }
        let stem = column.strip_suffix("_en").or_else(|| column.strip_suffix("_ko")).unwrap_or(column);
        let Some((_, limit)) = LIMITS.iter().find(|(name, _)| *name == stem) else { return };
        // A brief's title becomes a thread's name.
        let limit = if place.table == TableKind::Briefs && stem == "title" { &MAX_BRIEF_TITLE } else { limit };
        let is_list = matches!(stem, "aliases" | "keywords" | "words" | "items");
        let longest = cell.split(|c| is_list && c == '|').map(|item| item.chars().count()).max().unwrap_or(0);
        if longest > *limit {
            let what = format!("`{column}` has {longest} characters: {}", quote(cell));
            report.row(place, what, format!("shorten it to {limit} or fewer"));
        }
    });
}

pub(super) fn lists(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, cell| {
        let stem = column.strip_suffix("_en").or_else(|| column.strip_suffix("_ko")).unwrap_or(column);
        if !matches!(stem, "aliases" | "keywords" | "words" | "supersedes" | "inputs" | "items") {
            return;
        }
        let mut items: Vec<&str> = cell.split('|').collect();
        if items.iter().any(|item| item.trim().is_empty()) {
            report.row(place, format!("`{column}` has an empty item: {}", quote(cell)), "remove the `|` too many");
        }
        if let Some(item) = items.iter().find(|item| item.trim().len() != item.len()) {
            let what = format!("`{column}` has a blank beside a `|`: {}", quote(item));
            report.row(place, what, "remove the blank");
        }
        if matches!(stem, "aliases")
            && let Some(item) = items
                .iter()
                .find(|item| !item.trim().is_empty() && !item.contains(char::is_alphanumeric) && words(item).is_empty())
        {
            let what = format!("`{column}` has {}, in which no letter or digit stands", quote(item));
            report.row(place, what, "remove it: punctuation does not count when names are compared");
        }
        items.sort_unstable();
        if let Some(twice) = items.windows(2).find(|pair| pair[0] == pair[1] && !pair[0].is_empty()) {
            report.row(place, format!("`{column}` lists {} twice", quote(twice[0])), "remove one of them");
        }
    });
}

pub(super) fn required(context: &Context<'_>, report: &mut Report<'_>) {
    let mut need = |place: Place, columns: &[(&str, &str)]| {
        for (column, _) in columns.iter().filter(|(_, cell)| cell.is_empty()) {
            report.row(place, format!("`{column}` is empty"), "fill it in; every row needs it");
        }
    };
    for row in context.rows::<TopicRow<'_>>() {
        need(row.place, &[("id", row.id), ("name_en", row.name_en), ("name_ko", row.name_ko)]);
    }
    for row in context.rows::<UnitRow<'_>>() {
        need(row.place, &[("id", row.id), ("kind", row.kind)]);
        if !matches!(row.kind, "rank" | "date") {
            need(row.place, &[("one_en", row.one_en), ("many_en", row.many_en), ("counter_ko", row.counter_ko)]);
        }
    }
    for row in context.rows::<EntityRow<'_>>() {
        need(row.place, &[("id", row.id), ("kind", row.kind), ("name_en", row.name_en), ("name_ko", row.name_ko)]);
    }
    for row in context.rows::<MetricRow<'_>>() {
        need(row.place, &[("id", row.id), ("topic", row.topic), ("kind", row.kind), ("unit", row.unit)]);
        need(row.place, &[("name_en", row.name_en), ("name_ko", row.name_ko)]);
        need(row.place, &[("definition_en", row.definition_en), ("definition_ko", row.definition_ko)]);
    }
    for row in context.rows::<SourceRow<'_>>() {
        need(row.place, &[("id", row.id), ("type", row.csl_type)]);
        need(row.place, &[("publisher_en or publisher_ko", either(row.publisher_en, row.publisher_ko))]);
        need(row.place, &[("title_en or title_ko", either(row.title_en, row.title_ko))]);
    }
    for row in context.rows::<FigureRow<'_>>() {
        need(row.place, &[("id", row.id), ("metric", row.metric), ("entity", row.entity), ("value", row.value)]);
        need(row.place, &[("period", row.period), ("status", row.status), ("precision", row.precision)]);
    }
    for row in context.rows::<BriefRow<'_>>() {
        need(row.place, &[("id", row.id), ("title_en", row.title_en), ("title_ko", row.title_ko)]);
    }
    for row in context.rows::<BriefSectionRow<'_>>() {
        need(row.place, &[("id", row.id), ("brief", row.brief)]);
        need(row.place, &[("heading_en", row.heading_en), ("heading_ko", row.heading_ko)]);
    }
    for row in context.rows::<ChangeRow<'_>>() {
        need(row.place, &[("id", row.id), ("version", row.version), ("date", row.date)]);
        need(row.place, &[("figure", row.figure), ("kind", row.kind)]);
    }
}

pub(super) fn draft(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| row.status == DRAFT) {
        let place = if row.locator.is_empty() { "the source" } else { row.locator };
        let remedy =
            format!("read {place}, fill in what is missing, and write how the figure came about, such as `reported`");
        report.row(row.place, "`status` is `draft`: nobody has looked at this figure".to_owned(), remedy);
    }
}

pub(super) fn known_words(context: &Context<'_>, report: &mut Report<'_>) {
    let mut known = |place: Place, column: &str, cell: &str, words: &mut dyn Iterator<Item = &'static str>| {
        let words: Vec<&str> = words.collect();
        if !cell.is_empty() && !words.contains(&cell) {
            let fallback = match words.as_slice() {
                [only] => format!("write `{only}` or leave it empty"),
                several => format!("write one of {}", several.join(", ")),
            };
            let remedy = did_you_mean(cell, words.iter().copied(), fallback);
            report.row(place, format!("{} is no known `{column}`", quote(cell)), remedy);
        }
    };
    for row in context.rows::<UnitRow<'_>>() {
        known(row.place, "kind", row.kind, &mut UnitKind::ALL.iter().map(|kind| kind.word()));
    }
    for row in context.rows::<EntityRow<'_>>() {
        known(row.place, "kind", row.kind, &mut EntityKind::ALL.iter().map(|kind| kind.word()));
    }
    for row in context.rows::<MetricRow<'_>>() {
        known(row.place, "kind", row.kind, &mut MetricKind::ALL.iter().map(|kind| kind.word()));
    }
    for row in context.rows::<SourceRow<'_>>() {
        known(row.place, "type", row.csl_type, &mut CSL_TYPES.iter().copied());
        known(row.place, "grade", row.grade, &mut Grade::ALL.iter().map(|grade| grade.word()));
    }
    for row in context.rows::<FigureRow<'_>>() {
        if row.status != DRAFT {
            known(row.place, "status", row.status, &mut Status::ALL.iter().map(|status| status.word()));
        }
        known(row.place, "precision", row.precision, &mut Precision::ALL.iter().map(|precision| precision.word()));
        known(row.place, "featured", row.featured, &mut ["yes"].into_iter());
    }
    for row in context.rows::<ChangeRow<'_>>() {
        known(row.place, "kind", row.kind, &mut ChangeKind::IN_TABLE.iter().map(|kind| kind.word()));
        known(row.place, "field", row.field, &mut Field::ALL.iter().map(|field| field.word()));
    }
}

pub(super) fn web_address(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<SourceRow<'_>>() {
        for (column, cell) in [("url", row.url), ("archived_url", row.archived_url)] {
            if !cell.is_empty() && !is_web_address(cell) {
                let what = format!("`{column}` is {}, which is no web address", quote(cell));
                report.row(row.place, what, "start it with https:// (or http://), without blanks, quotes or brackets");
            }
        }
    }
}

fn either<'a>(first: &'a str, second: &'a str) -> &'a str {
    if first.is_empty() { second } else { first }
}

/// Control characters, and marks that are not seen but change what is.
fn is_forbidden(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// An http or https address with a host, in characters that cannot break out of a link.
fn is_web_address(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.')
        && !host.starts_with('.')
        && address.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`'))
}
