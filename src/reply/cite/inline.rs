//! In the running text: `Producer (year), as cited in Newspaper (year)`.

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
    match work.publisher.strip_suffix(')') {
        Some(open) if open.matches('(').count() == 1 => format!("{open}, {})", work.year()),
        _ => say!(work.language, "cite-inline", "publisher" => work.publisher.as_str(), "year" => work.year()),
    }
}
