//! What happened to figures over time, as far as the packs tell: their tables of changes, and figures that replace
//! others and say since when. A pack without either has no history, and works as well.

use jiff::civil::Date;

use crate::figure::{Bilingual, FigureRef, PackRef, PartialDate};

use super::catalog::Catalog;
use super::change::{ChangeKind, Field};
use super::diff::cell;

/// Something that happened to a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// When.
    pub date: PartialDate,
    /// The pack that tells of it.
    pub pack: PackRef,
    /// The version of the pack with which it came, if it is told.
    pub version: Option<&'a str>,
    /// What happened.
    pub kind: ChangeKind,
    /// The figure's id.
    pub figure: &'a str,
    /// The figure, if there is one with this id.
    pub known: Option<FigureRef>,
    /// What was revised, if something was.
    pub field: Option<Field>,
    /// What stood there before, as packs write it; may be empty.
    pub from: String,
    /// What stands there since, as packs write it; may be empty.
    pub to: String,
    /// Why; may be empty.
    pub reason: &'a Bilingual,
}

/// All that happened from a day on, newest first; on one day in the order of packs and rows.
#[must_use]
pub fn history(catalog: &Catalog, since: Option<Date>) -> Vec<Event<'_>> {
    let told = catalog.changes().iter().map(|change| Event {
        date: PartialDate::Day(change.date),
        pack: change.pack,
        version: Some(&change.version),
        kind: change.kind,
        figure: &change.figure,
        known: catalog.find_figure(&change.figure),
        field: change.field,
        from: change.from.to_string(),
        to: change.to.to_string(),
        reason: &change.reason,
    });
    let replaced = (0..catalog.figures().len()).map(FigureRef::from).flat_map(|by| {
        let figure = catalog.figure(by);
        figure.known_from.into_iter().flat_map(move |date| {
            figure.supersedes.iter().map(move |old_ref| {
                let old = catalog.figure(*old_ref);
                Event {
                    date,
                    pack: figure.pack,
                    version: None,
                    kind: ChangeKind::Superseded,
                    figure: &old.id,
                    known: Some(*old_ref),
                    field: Some(Field::Value),
                    from: cell(catalog, old, Field::Value),
                    to: cell(catalog, figure, Field::Value),
                    reason: &figure.note,
                }
            })
        })
    });
    let is_late = |event: &Event<'_>| since.is_none_or(|since| event.date.last_day() >= since);
    let mut events: Vec<Event<'_>> = told.chain(replaced).filter(is_late).collect();
    events.sort_by_key(|event| (std::cmp::Reverse(event.date.first_day()), event.pack));
    events
}
