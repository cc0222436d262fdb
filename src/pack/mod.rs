//! Data packs: raw rows in, a checked [`Catalog`] out.
//!
//! A pack is read as loose text first and becomes figures only when every named check has passed; after that nobody
//! checks again. Either a set of packs loads whole, or all of its problems are reported at once and nothing is loaded.
//! The way of a pack: [`PackSource`] (bytes), `raw` (cells), `identity` (ids that are unique over all packs), `checks`
//! (problems), `assemble` (figures), [`Catalog`].

mod absent;
mod assemble;
mod build;
mod catalog;
mod cells;
mod change;
mod checks;
mod compact;
mod diff;
pub mod draft;
mod further_names;
mod history;
mod identity;
pub mod import;
mod location;
mod needed;
mod new;
mod notes;
pub(crate) mod of_catalog;
mod problems;
mod raw;
mod schema;
mod suggest;
mod template;
pub(crate) mod write;

pub use build::build;
pub use catalog::{Catalog, CatalogParts, PackInfo};
pub(crate) use cells::safe as safe_cell;
pub use change::{ChangeKind, Field, PastChange};
pub use checks::{CHECKS, Check};
pub use compact::{CompactError, compact, open};
pub use diff::{Difference, FieldDifference, diff};
pub use further_names::rows_with_names;
pub use history::{Event, history};
pub use location::{Embedded, MAX_FILE_BYTES, PackFile, PackSource};
pub use needed::Needed;
pub use new::new_pack;
pub use notes::Note;
pub use problems::{Problem, Problems};
pub(crate) use raw::TableKind;
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
    load_with(folders, &Embedded::All)
}

/// Loads some of the embedded packs and those in `folders`, all or nothing.
///
/// # Errors
/// All problems of all packs, and names of embedded packs that there are not.
pub fn load_with(folders: &[PathBuf], embedded: &Embedded) -> Result<Catalog, Problems> {
    let chosen = location::sources(folders, embedded)?;
    load_beside(chosen, location::left_out(embedded), today())
}

/// The chosen embedded packs, and those in `folders` in place of embedded ones with the same name, not yet read.
///
/// # Errors
/// Names of embedded packs that there are not.
pub fn sources(folders: &[PathBuf], embedded: &Embedded) -> Result<Vec<PackSource>, Problems> {
    location::sources(folders, embedded)
}

/// Loads packs whose files are already in memory, all or nothing; nothing embedded is added. What was observed, issued
/// or known after `today` is refused.
///
/// # Errors
/// All problems of all packs.
pub fn load_sources(sources: Vec<PackSource>, today: Date) -> Result<Catalog, Problems> {
    load_beside(sources, Vec::new(), today)
}

/// Loads packs while others are left out: what is said of the figures of those is left out as well.
fn load_beside(sources: Vec<PackSource>, left_out: Vec<PackSource>, today: Date) -> Result<Catalog, Problems> {
    let ranked = sources.into_iter().enumerate();
    let mut packs: Vec<raw::Pack> = ranked.map(|(rank, source)| raw::Pack::read(source, rank)).collect();
    packs.sort_by(|a, b| (a.descriptor.order(), &a.name).cmp(&(b.descriptor.order(), &b.name)));
    let left_out: Vec<raw::Pack> = left_out.into_iter().map(|source| raw::Pack::read(source, 0)).collect();
    let mut notes = Vec::new();
    if !left_out.is_empty() {
        notes.extend(absent::leave_out(&mut packs, &absent::figure_ids(&left_out)));
    }
    notes.extend(identity::settle(&mut packs));
    let context = checks::Context::new(&packs, today);
    let problems = checks::run(&context);
    if !problems.is_empty() {
        return Err(problems);
    }
    notes.extend(checks::notes(&context));
    notes.sort();
    let mut parts = assemble::assemble(&context).ok_or_else(Problems::unexpected)?;
    parts.notes = notes;
    drop(context);
    // The raw text goes before the indexes come, so that both are never in memory together.
    drop(packs);
    Ok(Catalog::new(parts))
}

/// All that is wrong with packs; none of them is put together, so that this needs half the memory of loading them.
///
/// # Errors
/// All problems of all packs.
pub fn check_sources(sources: Vec<PackSource>, today: Date) -> Result<(), Problems> {
    let ranked = sources.into_iter().enumerate();
    let mut packs: Vec<raw::Pack> = ranked.map(|(rank, source)| raw::Pack::read(source, rank)).collect();
    identity::settle(&mut packs);
    let problems = checks::run(&checks::Context::new(&packs, today));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Whether a text may be the name of a pack: lower-case letters, digits and single hyphens between them, at most 80.
#[must_use]
pub fn is_pack_name(name: &str) -> bool {
    name.len() <= 80 && checks::is_id(name)
}

/// The latest day that it is anywhere on Earth, so that a report of this morning in Seoul is not from the future.
#[must_use]
pub fn today() -> Date {
    const FARTHEST_AHEAD: Offset = Offset::constant(14);
    FARTHEST_AHEAD.to_datetime(Timestamp::now()).date()
}
