//! In the running text: `Producer (year), as cited in Newspaper (year)`.

use super::Work;
use crate::reply::say;

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>) -> String {
    let short = |work: &Work<'_>| say!(work.language, "cite-inline", "publisher" => work.publisher.as_str(), "year" => work.year());
    match via {
        Some(via) => say!(work.language, "cite-inline-via", "source" => short(work), "via" => short(via)),
        None => short(work),
    }
}
