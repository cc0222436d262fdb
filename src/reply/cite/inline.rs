//! In the running text: `Author (year), as cited in Newspaper (year)`.

use super::Work;
use crate::reply::say;

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>) -> String {
    match via {
        Some(via) => say!(work.language, "cite-inline-via", "source" => short(work), "via" => short(via)),
        None => short(work),
    }
}

fn short(work: &Work<'_>) -> String {
    // A name with an abbreviation in brackets takes the year into them: `Institute (ABC, 2024)`.
    let by = work.by();
    match by.strip_suffix(')') {
        Some(open) if open.matches('(').count() == 1 => format!("{open}, {})", work.year()),
        _ => say!(work.language, "cite-inline", "publisher" => by.as_str(), "year" => work.year()),
    }
}
