//! The addresses of sources, and whether they still lead somewhere.
//!
//! [`list`] reads the catalogue and goes nowhere. [`probe`] goes out, for an operator who asks for it: a HEAD, a GET where a
//! server does not take that, redirects followed one by one, what `robots.txt` forbids left alone, and no host asked more
//! than once a second. Nothing of a page is kept but whether it is there.

mod pace;
mod probe;
mod robots;

pub use probe::{Outcome, Probed, Prober, probe};

use std::collections::BTreeMap;

use crate::figure::{Grade, SourceRef, Status};
use crate::pack::Catalog;

/// An address of one or several sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address; empty for a source without one.
    pub url: String,
    /// Whether it is the address of an archived copy.
    pub is_archived: bool,
    /// The grade of its source; none where the pack grades none.
    pub grade: Option<Grade>,
    /// The ids of the sources with this address, in the order of the catalogue.
    pub sources: Vec<String>,
    /// How many figures were read there.
    pub figures: usize,
}

/// All addresses by grade, the best first, then by source; sources without an address at the end. Only sources of figures
/// of packs with these names; of all packs if there are none.
#[must_use]
pub fn list(catalog: &Catalog, packs: &[String]) -> Vec<Link> {
    let mut figures: BTreeMap<SourceRef, usize> = BTreeMap::new();
    for figure in catalog.figures() {
        let is_meant = packs.is_empty() || packs.iter().any(|name| **name == *catalog.pack(figure.pack).name);
        if !is_meant || figure.status == Status::Withdrawn {
            continue;
        }
        figures.entry(figure.source).or_default();
        *figures.entry(figure.via.unwrap_or(figure.source)).or_default() += 1;
    }
    let mut links: Vec<Link> = Vec::new();
    for (source, count) in figures {
        let data = catalog.source(source);
        for (url, is_archived) in [(&data.url, false), (&data.archived_url, true)] {
            if url.is_empty() && is_archived {
                continue;
            }
            match links.iter_mut().find(|link| !url.is_empty() && link.url == **url) {
                Some(known) => {
                    known.sources.push(data.id.to_string());
                    known.figures += count;
                }
                None => links.push(Link {
                    url: url.to_string(),
                    is_archived,
                    grade: data.grade,
                    sources: vec![data.id.to_string()],
                    figures: count,
                }),
            }
        }
    }
    links.sort_by(|one, other| {
        let key = |link: &Link| (link.url.is_empty(), link.grade.is_none(), link.grade);
        key(one).cmp(&key(other)).then_with(|| one.sources.cmp(&other.sources))
    });
    links
}
