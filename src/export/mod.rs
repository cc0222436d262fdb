//! Chosen figures on their way out: a table, JSON, or a data package, always with sources.
//!
//! Every form holds the chosen figures and no other, with the names, units and sources that they need to be cited, and
//! is a pure function of them: the same figures of the same packs give the same bytes. A table is for people, JSON for
//! programs, and the package ([Frictionless](https://datapackage.org)) for both and for the archive.

mod json;
mod package;
mod readme;
mod table;

use std::str::FromStr;

use crate::figure::{EntityRef, FigureRef, MetricRef, PackRef, Status, TopicRef};
use crate::pack::Catalog;

pub use json::json;
pub use package::{PackageError, zip, zip_of_pack};
pub use table::{csv, csv_for_spreadsheets};

/// In which form figures leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// One table, a figure a line.
    Csv,
    /// One JSON object.
    Json,
    /// A data package: tables of figures, metrics, entities, sources, units and topics, with their description.
    Zip,
}

impl Form {
    /// All forms, the one for people first.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Zip];

    /// The word that stands for it, which is also the ending of its files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Zip => "zip",
        }
    }

    /// The bytes of a file with these figures. A table starts with a byte order mark: without it spreadsheet programs
    /// garble Korean.
    ///
    /// # Errors
    /// When a package cannot be packed.
    pub fn file(self, catalog: &Catalog, figures: &[FigureRef]) -> Result<Vec<u8>, PackageError> {
        match self {
            Self::Csv => Ok(csv_for_spreadsheets(catalog, figures).into_bytes()),
            Self::Json => Ok(json(catalog, figures).into_bytes()),
            Self::Zip => zip(catalog, figures),
        }
    }
}

impl FromStr for Form {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|form| form.word() == word).ok_or(())
    }
}

/// The figures of a topic.
#[must_use]
pub fn of_topic(catalog: &Catalog, topic: TopicRef) -> Vec<FigureRef> {
    chosen(catalog, |figure| catalog.metric(catalog.figure(figure).metric).topic == topic)
}

/// The figures of a metric and of the narrower ones below it.
#[must_use]
pub fn of_metric(catalog: &Catalog, metric: MetricRef) -> Vec<FigureRef> {
    chosen(catalog, |figure| {
        let mut above = Some(catalog.figure(figure).metric);
        while let Some(one) = above {
            if one == metric {
                return true;
            }
            above = catalog.metric(one).broader;
        }
        false
    })
}

/// The figures about an entity.
#[must_use]
pub fn of_entity(catalog: &Catalog, entity: EntityRef) -> Vec<FigureRef> {
    chosen(catalog, |figure| catalog.figure(figure).entity == entity)
}

/// The figures of a pack, those that were withdrawn among them: it is written whole.
#[must_use]
pub fn of_pack(catalog: &Catalog, pack: PackRef) -> Vec<FigureRef> {
    (0..catalog.figures().len()).map(FigureRef::from).filter(|figure| catalog.figure(*figure).pack == pack).collect()
}

/// In the order of packs and rows, without what was withdrawn.
fn chosen(catalog: &Catalog, fits: impl Fn(FigureRef) -> bool) -> Vec<FigureRef> {
    let is_live = |figure: &FigureRef| catalog.figure(*figure).status != Status::Withdrawn;
    (0..catalog.figures().len()).map(FigureRef::from).filter(|figure| is_live(figure) && fits(*figure)).collect()
}

/// The name of a file with these figures, without its ending: ASCII, named after `what` or after the first figure.
#[must_use]
pub fn file_stem(catalog: &Catalog, figures: &[FigureRef], what: Option<&str>) -> String {
    let first = figures.first().map(|figure| &*catalog.figure(*figure).id);
    format!("datum-{}", what.or(first).unwrap_or("empty")).replace('/', "-")
}
