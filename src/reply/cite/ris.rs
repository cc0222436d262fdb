//! RIS: one record for the source and, where the figure was read elsewhere, one for that.

use super::{Said, Work};
use crate::figure::PartialDate;

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>, said: &Said<'_>) -> String {
    let locator = said.locator();
    match via {
        None => record(work, &said.note(), &locator),
        Some(via) => format!("{}\n{}", record(work, &said.note(), ""), record(via, "", &locator)),
    }
}

fn record(work: &Work<'_>, note: &str, locator: &str) -> String {
    let kind = match work.csl_type {
        "report" => "RPRT",
        "dataset" => "DATA",
        "book" => "BOOK",
        "webpage" => "ELEC",
        "post-weblog" | "post" => "BLOG",
        "article-newspaper" => "NEWS",
        "article-magazine" => "MGZN",
        "article-journal" => "JOUR",
        _ => "GEN",
    };
    let mut text = format!("TY  - {kind}\n");
    // A value ends at the line's end, and all text here is on one line already.
    let mut put = |tag: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("{tag}  - {value}\n"));
        }
    };
    put("ID", work.id);
    if work.authors.is_empty() {
        put("AU", &work.publisher);
    }
    for author in &work.authors {
        put("AU", &author.listed());
    }
    put("TI", &work.title);
    put(if work.is_article() { "T2" } else { "PB" }, &work.publisher);
    if let Some(issued) = work.issued {
        put("PY", &issued.year().to_string());
        put("DA", &date(issued));
    }
    if let Some(accessed) = work.accessed {
        put("Y2", &date(accessed));
    }
    put("UR", work.url);
    put("N1", note);
    put("SE", locator);
    put("LA", work.language.tag());
    put("ER", " ");
    text.replace("ER  -  \n", "ER  - \n")
}

/// `YYYY/MM/DD`, with what is not known left empty.
fn date(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("{year:04}//"),
        PartialDate::Month(year, month) => format!("{year:04}/{month:02}/"),
        PartialDate::Day(day) => format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day()),
    }
}
