//! What is another between two catalogues: two versions of a pack, or a pack and what is embedded.
//!
//! A figure is known by its id, which is stable for ever. Numbers are compared by their value, so that `2.0` is `2`.

use std::fmt;

use crate::figure::{Bilingual, Decimal, Figure, FigureRef};

use super::catalog::Catalog;
use super::change::{ChangeKind, Field};

/// A figure that is not the same in both catalogues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The figure's id.
    pub figure: Box<str>,
    /// What happened to it.
    pub kind: ChangeKind,
    /// What was revised; for a figure that was added or withdrawn, all that it says.
    pub fields: Vec<FieldDifference>,
    /// The figures that take its place, if it was superseded.
    pub by: Vec<Box<str>>,
}

/// A field of a figure before and after, as packs write it; empty if there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDifference {
    /// Which field.
    pub field: Field,
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}

/// The figure and what happened to it, in one line, as packs write it.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_nothing = |text: &str| if text.is_empty() { "(nothing)".to_owned() } else { text.to_owned() };
        let details: Vec<String> = match self.kind {
            ChangeKind::Revised => self
                .fields
                .iter()
                .map(|it| format!("{}: {} → {}", it.field.word(), or_nothing(&it.from), or_nothing(&it.to)))
                .collect(),
            ChangeKind::Superseded => vec![format!("by {}", self.by.join(", "))],
            ChangeKind::Added | ChangeKind::Withdrawn => {
                let wanted = [Field::Value, Field::Period, Field::Status, Field::Source];
                let found = wanted.iter().filter_map(|field| self.fields.iter().find(|it| it.field == *field));
                let said = found.map(|it| if it.to.is_empty() { it.from.as_str() } else { it.to.as_str() });
                vec![said.collect::<Vec<_>>().join(", ")]
            }
        };
        write!(f, "{}  {}", self.figure, details.join("; "))
    }
}

/// What is another in `new` than in `old`, by kind and then by id. Looks only at packs with one of these names, or at all
/// packs if there are none. A figure that was revised and superseded is listed as both.
#[must_use]
pub fn diff(old: &Catalog, new: &Catalog, packs: &[String]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (position, figure) in figures(old, packs) {
        let before = FigureRef::from(position);
        match new.find_figure(&figure.id) {
            None => found.push(Difference {
                figure: figure.id.clone(),
                kind: ChangeKind::Withdrawn,
                fields: said(old, figure).into_iter().map(|(field, from)| to(field, from, String::new())).collect(),
                by: Vec::new(),
            }),
            Some(after) => {
                let revised = revised(old, figure, new, new.figure(after));
                if !revised.is_empty() {
                    let kind = ChangeKind::Revised;
                    found.push(Difference { figure: figure.id.clone(), kind, fields: revised, by: Vec::new() });
                }
                let by: Vec<Box<str>> = new.superseded_by(after).iter().map(|by| new.figure(*by).id.clone()).collect();
                if !by.is_empty() && old.superseded_by(before).is_empty() {
                    let kind = ChangeKind::Superseded;
                    found.push(Difference { figure: figure.id.clone(), kind, fields: Vec::new(), by });
                }
            }
        }
    }
    for (_, figure) in figures(new, packs).filter(|(_, figure)| old.find_figure(&figure.id).is_none()) {
        found.push(Difference {
            figure: figure.id.clone(),
            kind: ChangeKind::Added,
            fields: said(new, figure).into_iter().map(|(field, now)| to(field, String::new(), now)).collect(),
            by: Vec::new(),
        });
    }
    found.sort_by(|one, other| (one.kind, &one.figure).cmp(&(other.kind, &other.figure)));
    found
}

fn to(field: Field, from: String, to: String) -> FieldDifference {
    FieldDifference { field, from, to }
}

/// The figures of packs with these names, with their positions.
fn figures<'a>(catalog: &'a Catalog, packs: &'a [String]) -> impl Iterator<Item = (usize, &'a Figure)> {
    let belongs =
        move |figure: &Figure| packs.is_empty() || packs.iter().any(|name| **name == *catalog.pack(figure.pack).name);
    catalog.figures().iter().enumerate().filter(move |(_, figure)| belongs(figure))
}

fn revised(old: &Catalog, before: &Figure, new: &Catalog, after: &Figure) -> Vec<FieldDifference> {
    let pair = |field| to(field, cell(old, before, field), cell(new, after, field));
    Field::ALL.into_iter().map(pair).filter(|field| field.from != field.to).collect()
}

/// All fields of a figure that are not empty.
fn said(catalog: &Catalog, figure: &Figure) -> Vec<(Field, String)> {
    let cells = Field::ALL.into_iter().map(|field| (field, cell(catalog, figure, field)));
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

/// A field as packs write it.
pub(super) fn cell(catalog: &Catalog, figure: &Figure, field: Field) -> String {
    let number = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    match field {
        Field::Metric => catalog.metric(figure.metric).id.to_string(),
        Field::Entity => catalog.entity(figure.entity).id.to_string(),
        Field::Value => number(Some(figure.value)),
        Field::Low => number(figure.low),
        Field::High => number(figure.high),
        Field::Period => figure.period.to_string(),
        Field::Status => figure.status.word().to_owned(),
        Field::Precision => figure.precision.word().to_owned(),
        Field::Scope => both(&figure.scope),
        Field::Source => catalog.source(figure.source).id.to_string(),
        Field::Via => figure.via.map(|via| catalog.source(via).id.to_string()).unwrap_or_default(),
    }
}

/// A text in both languages; once, if they are the same.
fn both(text: &Bilingual) -> String {
    if text.en == text.ko || text.ko.is_empty() { text.en.to_string() } else { format!("{} / {}", text.en, text.ko) }
}
