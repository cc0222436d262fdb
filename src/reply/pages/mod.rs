//! Cards of everything that is no answer to a question: topics, sources, citations, definitions, help, notices.

mod changes;
mod definition;
mod exported;
mod gaps;
mod help;
mod notice;
mod source;
mod topics;
mod working;

pub use changes::{changes, updated};
pub use definition::definition;
pub use exported::exported;
pub use gaps::{Counted, gaps, gaps_text};
pub use help::help;
pub use notice::{Notice, gone, notice};
pub use source::{cite, figure_sources, sources};
pub use topics::{topic, topics};
pub use working::working;

/// Topics or metrics on a page.
const TOPIC_LINES: usize = 10;
/// Changes on a page; each takes up to four lines.
const CHANGE_LINES: usize = 4;
/// Sources on a page; each takes two lines.
const SOURCE_LINES: usize = 8;

/// The part of a list that a page shows: the page (clamped into the list), how many pages there are, and the items.
fn page_of<T>(items: &[T], page: usize, lines: usize) -> (usize, usize, &[T]) {
    let pages = items.len().div_ceil(lines).max(1);
    let page = page.clamp(1, pages);
    let start = (page - 1) * lines;
    let end = (start + lines).min(items.len());
    (page, pages, items.get(start..end).unwrap_or_default())
}
