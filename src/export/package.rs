//! A data package of chosen figures: a zip archive that any Frictionless tool can read and check, and that is a pack itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::readme;
use crate::figure::{FigureRef, PackRef};
use crate::pack::of_catalog::{self, Aliases};
use crate::pack::write::TableText;
use crate::pack::{Catalog, Needed, TableKind};

/// Why a package could not be packed.
#[derive(Debug, thiserror::Error)]
#[error("the figures could not be packed into an archive: {0}; export them as csv or json instead")]
pub struct PackageError(#[from] zip::result::ZipError);

/// The name of a package of chosen figures.
const NAME: &str = "datum-export";
/// Packages are read after all other packs.
const ORDER: u32 = 900;

/// The bytes of the archive: `datapackage.json`, `README.md` and six tables.
///
/// # Errors
/// When the archive cannot be written, which is not known to happen in memory.
pub fn zip(catalog: &Catalog, figures: &[FigureRef]) -> Result<Vec<u8>, PackageError> {
    archive(catalog, figures, None)
}

/// The bytes of an archive with the figures of one pack, which has its name, so that it can take its place.
///
/// # Errors
/// When the archive cannot be written, which is not known to happen in memory.
pub fn zip_of_pack(catalog: &Catalog, pack: PackRef) -> Result<Vec<u8>, PackageError> {
    archive(catalog, &super::of_pack(catalog, pack), Some(pack))
}

fn archive(catalog: &Catalog, figures: &[FigureRef], whole: Option<PackRef>) -> Result<Vec<u8>, PackageError> {
    let needed = Needed::by(catalog, figures);
    let tables = tables(catalog, figures, &needed);
    let texts: Vec<(&str, Value, String)> = tables
        .into_iter()
        .map(|table| {
            let (file, mut resource) = (table.file(), table.resource());
            let text = table.into_text();
            resource["bytes"] = json!(text.len());
            (file, resource, text)
        })
        .collect();
    let descriptor = descriptor(catalog, &needed, &texts, whole);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time, so that the same figures give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut add = |name: &str, text: &str| {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes()).map_err(zip::result::ZipError::from)
    };
    add("datapackage.json", &format!("{descriptor:#}\n"))?;
    add("README.md", &readme::text(catalog, figures, &needed))?;
    for (file, _, text) in &texts {
        add(file, text)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn descriptor(catalog: &Catalog, needed: &Needed, tables: &[(&str, Value, String)], whole: Option<PackRef>) -> Value {
    let packs = || needed.packs.iter().map(|pack| catalog.pack(*pack));
    let licences: BTreeSet<&str> = packs().map(|pack| &*pack.licence).filter(|name| is_licence_name(name)).collect();
    let mut licences: Vec<Value> = licences.into_iter().map(|name| json!({"name": name})).collect();
    if licences.is_empty() {
        licences.push(json!({"name": "notspecified", "title": "Licence not specified"}));
    }
    let sources: Vec<Value> = needed
        .sources
        .iter()
        .map(|source| {
            let source = catalog.source(*source);
            let mut entry = json!({"title": format!("{}: {}", source.publisher.en, source.title.en)});
            if !source.url.is_empty() {
                entry["path"] = json!(source.url);
            }
            entry
        })
        .collect();
    let from: Vec<String> = packs().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    let whole = whole.map(|pack| catalog.pack(pack));
    let newest = packs().map(|pack| pack.created).max().unwrap_or_default();
    let title = whole.map_or("Figures with their sources", |pack| &pack.title.en);
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": whole.map_or(NAME, |pack| &pack.name),
        "title": title,
        "description": format!("Figures from these packs of Datum: {}.", from.join(", ")),
        "version": whole.map_or("1.0.0", |pack| &pack.version),
        "created": format!("{newest}T00:00:00Z"),
        "licenses": licences,
        "contributors": [{"title": "Datum", "roles": ["publisher"]}],
        "sources": sources,
        "datum": {
            "order": ORDER,
            "title_ko": whole.map_or("수치와 출처", |pack| &pack.title.ko),
            "safe_cells": true,
        },
        "resources": tables.iter().map(|(_, resource, _)| resource.clone()).collect::<Vec<_>>(),
    })
}

/// Whether a licence can be named in a descriptor, which takes names such as `CC0-1.0`.
fn is_licence_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
}

fn tables(catalog: &Catalog, figures: &[FigureRef], needed: &Needed) -> Vec<TableText> {
    let ids = Ids::of(catalog, figures, needed);
    let id: of_catalog::Written<'_> = &|id| ids.written(id);
    let table = TableText::for_spreadsheets;
    let (mut topics, mut units, mut entities) =
        (table(TableKind::Topics), table(TableKind::Units), table(TableKind::Entities));
    let (mut metrics, mut sources, mut rows) =
        (table(TableKind::Metrics), table(TableKind::Sources), table(TableKind::Figures));
    let aliases = Aliases::With;
    needed.topics.iter().for_each(|one| of_catalog::add_topic(&mut topics, catalog, *one, aliases, id));
    needed.units.iter().for_each(|one| of_catalog::add_unit(&mut units, catalog, *one, aliases, id));
    needed.entities.iter().for_each(|one| of_catalog::add_entity(&mut entities, catalog, *one, aliases, id));
    needed.metrics.iter().for_each(|one| of_catalog::add_metric(&mut metrics, catalog, *one, aliases, id));
    needed.sources.iter().for_each(|one| of_catalog::add_source(&mut sources, catalog, *one, aliases, id));
    figures.iter().for_each(|one| of_catalog::add_figure(&mut rows, catalog, *one, id));
    vec![topics, units, entities, metrics, sources, rows]
}

/// Ids in one package. An id that holds its pack loses it, and where two things would then have one id, joins it.
struct Ids {
    written: BTreeMap<String, String>,
}

impl Ids {
    fn of(catalog: &Catalog, figures: &[FigureRef], needed: &Needed) -> Self {
        let mut all: Vec<&str> = figures.iter().map(|one| &*catalog.figure(*one).id).collect();
        all.extend(needed.topics.iter().map(|one| &*catalog.topic(*one).id));
        all.extend(needed.entities.iter().map(|one| &*catalog.entity(*one).id));
        all.extend(needed.metrics.iter().map(|one| &*catalog.metric(*one).id));
        all.extend(needed.sources.iter().map(|one| &*catalog.source(*one).id));
        all.extend(needed.units.iter().map(|one| &*catalog.unit(*one).id));
        let with_pack = |id: &str| {
            catalog.packs().iter().any(|pack| id.strip_prefix(&*pack.name).is_some_and(|rest| rest.starts_with('/')))
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let own = |id: &'_ str| id.split_once('/').map_or(0, |(pack, _)| pack.len() + 1);
        for id in &all {
            let start = if with_pack(id) { own(id) } else { 0 };
            *counts.entry(id.get(start..).unwrap_or_default()).or_default() += 1;
        }
        let written = all.iter().filter(|id| with_pack(id)).map(|id| {
            let short = id.get(own(id)..).unwrap_or_default();
            let is_one = counts.get(short).is_some_and(|count| *count < 2);
            ((*id).to_owned(), if is_one { short.to_owned() } else { id.replace('/', "-") })
        });
        Self { written: written.collect() }
    }

    fn written(&self, id: &str) -> String {
        self.written.get(id).map_or(id, String::as_str).to_owned()
    }
}
