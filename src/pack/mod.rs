//! Data packs: raw rows in, a checked [`Catalog`] out.
//!
//! A pack is read as loose text first and becomes figures only when every named check has passed; after that nobody
//! checks again. Either a set of packs loads whole, or all of its problems are reported at once and nothing is loaded.
//! The way of a pack: [`PackSource`] (bytes), `raw` (cells), `checks` (problems), `assemble` (figures), [`Catalog`].

mod assemble;
mod catalog;
mod change;
mod checks;
mod diff;
pub mod draft;
mod history;
mod location;
mod needed;
mod problems;
mod raw;
mod suggest;
mod template;

pub use catalog::{Catalog, CatalogParts, PackInfo};
pub use change::{ChangeKind, Field, PastChange};
pub use checks::{CHECKS, Check};
pub use diff::{Difference, FieldDifference, diff};
pub use history::{Event, history};
pub use location::{MAX_FILE_BYTES, PackFile, PackSource};
pub use needed::Needed;
pub use problems::{Problem, Problems};
pub use suggest::nearest;
pub use template::{Item, MAX_ITEMS, MAX_SECTIONS, MAX_TOP, MIN_TOP, Section, Template};

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// Loads the embedded packs and those in `folders`, all or nothing. A pack from a folder takes the place of an embedded
/// pack with the same name. A folder is a pack, or holds packs.
///
/// # Errors
/// All problems of all packs.
pub fn load(folders: &[PathBuf]) -> Result<Catalog, Problems> {
    load_sources(location::sources(folders), today())
}

/// Loads packs whose files are already in memory, all or nothing; nothing embedded is added. What was observed, issued
/// or known after `today` is refused.
///
/// # Errors
/// All problems of all packs.
pub fn load_sources(sources: Vec<PackSource>, today: Date) -> Result<Catalog, Problems> {
    let mut packs: Vec<raw::Pack> = sources.into_iter().map(raw::Pack::read).collect();
    packs.sort_by(|a, b| (a.descriptor.order(), &a.name).cmp(&(b.descriptor.order(), &b.name)));
    let context = checks::Context::new(&packs, today);
    let problems = checks::run(&context);
    if !problems.is_empty() {
        return Err(problems);
    }
    let parts = assemble::assemble(&context).ok_or_else(Problems::unexpected)?;
    drop(context);
    // The raw text goes before the indexes come, so that both are never in memory together.
    drop(packs);
    Ok(Catalog::new(parts))
}

/// The latest day that it is anywhere on Earth, so that a report of this morning in Seoul is not from the future.
#[must_use]
pub fn today() -> Date {
    const FARTHEST_AHEAD: Offset = Offset::constant(14);
    FARTHEST_AHEAD.to_datetime(Timestamp::now()).date()
}
