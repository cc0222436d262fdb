//! The Korean press's way: 소프트웨어정책연구소, ‘2023 인공지능산업 실태조사’(2024년 4월). 한국경제 2024년 6월 20일 보도에서 재인용.
//!
//! The sentence is Korean for every reader, because it is pasted into Korean copy.

use super::Work;
use crate::reply::{date, say};

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>) -> String {
    let name = named(work);
    let Some(via) = via else { return name };
    match via.issued {
        Some(issued) if via.is_article() => say!(via.language, "cite-press-via-report",
            "source" => name, "publisher" => via.publisher.as_str(), "date" => date::date(via.language, issued)),
        _ => say!(via.language, "cite-press-via", "source" => name, "via" => named(via)),
    }
}

/// Publisher, title and date.
fn named(work: &Work<'_>) -> String {
    let issued = match work.issued {
        Some(issued) => date::date(work.language, issued),
        None => say!(work.language, "cite-no-date"),
    };
    say!(work.language, "cite-press", "publisher" => work.publisher.as_str(), "title" => work.title.as_str(), "date" => issued)
}
