//! Checks on ids, within a pack and across packs.

use rustc_hash::FxHashSet;

use super::{Context, Report, quote};
use crate::figure::general_units;
use crate::pack::raw::{EntityRow, MetricRow, Pack, Place, Row, SourceRow, TableKind, TopicRow, UnitRow};

/// The longest id, in characters: Discord's buttons carry 100, with a few of ours before it.
const MAX_CHARACTERS: usize = 80;

pub(super) fn pattern(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, id| {
        let is_unit = place.table == TableKind::Units;
        if column != "id" || (id.len() <= MAX_CHARACTERS && if is_unit { is_unit_id(id) } else { is_id(id) }) {
            return;
        }
        let remedy = if is_unit {
            "use at most 80 letters, digits, `/` and single hyphens between them"
        } else {
            "use at most 80 lower-case letters, digits and single hyphens between them"
        };
        report.row(place, format!("{} is no id", quote(id)), remedy);
    });
}

pub(super) fn duplicate(context: &Context<'_>, report: &mut Report<'_>) {
    for table in TableKind::ALL {
        let mut in_further_packs = FxHashSet::default();
        for (first, again) in &context.ids(table).again {
            let id = id_at(context, *again);
            let line = context.packs.get(first.pack as usize).map_or(0, |pack| pack.table(table).line(first.row));
            let what = if first.pack == again.pack {
                format!("the id {} stands on line {line} already", quote(id))
            } else if !in_further_packs.insert((again.pack, id)) {
                format!("the id {} stands in this table already", quote(id))
            } else if let Some(thing) = in_one_pack(table)
                && name_of(context, *first) != name_of(context, *again)
            {
                format!(
                    "the {thing} {} is in the pack {} already, line {line}",
                    quote(id),
                    quote(name_of(context, *first))
                )
            } else {
                continue;
            };
            report.row(*again, what, "remove one row, or give it another id");
        }
    }
}

/// What a row of a table is whose id stands in one pack only.
fn in_one_pack(table: TableKind) -> Option<&'static str> {
    match table {
        TableKind::Figures => Some("figure"),
        TableKind::Briefs => Some("brief"),
        TableKind::BriefSections => Some("section"),
        _ => None,
    }
}

pub(super) fn agree(context: &Context<'_>, report: &mut Report<'_>) {
    agree_in(context, report, |row: TopicRow<'_>| vec![("name_en", row.name_en), ("name_ko", row.name_ko)]);
    agree_in(context, report, |row: UnitRow<'_>| {
        vec![("kind", row.kind), ("one_en", row.one_en), ("many_en", row.many_en), ("counter_ko", row.counter_ko)]
    });
    agree_in(context, report, |row: EntityRow<'_>| {
        vec![("kind", row.kind), ("name_en", row.name_en), ("name_ko", row.name_ko), ("part_of", row.part_of)]
    });
    agree_in(context, report, |row: MetricRow<'_>| {
        vec![
            ("topic", row.topic),
            ("broader", row.broader),
            ("kind", row.kind),
            ("unit", row.unit),
            ("name_en", row.name_en),
            ("name_ko", row.name_ko),
            ("definition_en", row.definition_en),
            ("definition_ko", row.definition_ko),
        ]
    });
    agree_in(context, report, |row: SourceRow<'_>| {
        vec![
            ("type", row.csl_type),
            ("publisher_en", row.publisher_en),
            ("publisher_ko", row.publisher_ko),
            ("author", row.author),
            ("title_en", row.title_en),
            ("title_ko", row.title_ko),
            ("issued", row.issued),
            ("url", row.url),
            ("archived_url", row.archived_url),
            ("licence", row.licence),
            ("grade", row.grade),
        ]
    });
}

pub(super) fn general_unit(context: &Context<'_>, report: &mut Report<'_>) {
    let general = general_units();
    for row in context.rows::<UnitRow<'_>>() {
        if general.iter().any(|unit| *unit.id == *row.id) {
            let what = format!("{} is a general unit, which needs no row", quote(row.id));
            report.row(row.place, what, "remove the row, or give the unit another id");
        }
    }
}

/// Columns in which an empty cell says something: that there is nothing above.
const EMPTY_COUNTS: [&str; 2] = ["broader", "part_of"];

/// Compares each further row of an id in another pack with the first. Elsewhere an empty cell says nothing and so agrees.
fn agree_in<'a, R: Row<'a>>(
    context: &Context<'a>,
    report: &mut Report<'_>,
    cells_of: impl Fn(R) -> Vec<(&'static str, &'a str)>,
) {
    for (first, again) in &context.ids(R::TABLE).again {
        let (Some(one), Some(other)) = (context.row::<R>(*first), context.row::<R>(*again)) else { continue };
        if first.pack == again.pack {
            continue;
        }
        for ((column, one), (_, other)) in cells_of(one).into_iter().zip(cells_of(other)) {
            if one != other && (EMPTY_COUNTS.contains(&column) || !(one.is_empty() || other.is_empty())) {
                let what = format!(
                    "{} has the `{column}` {}, but {} in the pack {}",
                    quote(id_at(context, *again)),
                    quote(other),
                    quote(one),
                    quote(name_of(context, *first))
                );
                report.row(*again, what, "write the same in both, or use another id");
            }
        }
    }
}

fn name_of<'a>(context: &Context<'a>, place: Place) -> &'a str {
    let packs: &'a [Pack] = context.packs;
    packs.get(place.pack as usize).map_or("", |pack| &pack.name)
}

fn id_at<'a>(context: &Context<'a>, place: Place) -> &'a str {
    // The id is the first column of every table.
    let packs: &'a [Pack] = context.packs;
    packs.get(place.pack as usize).and_then(|pack| pack.table(place.table).cells(place.row).next()).unwrap_or_default()
}

/// Lower-case letters, digits and single hyphens between them.
fn is_id(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Letters, digits, `/` and single hyphens between them.
fn is_unit_id(id: &str) -> bool {
    id.split(['-', '/']).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_the_first_column() {
        assert!(TableKind::ALL.iter().all(|table| table.columns().first() == Some(&"id")));
    }

    #[test]
    fn ids_are_lower_case_words_and_single_hyphens() {
        assert!(["a", "h100-held-2023", "2023"].into_iter().all(is_id));
        assert!(!["", "-a", "a-", "a--b", "A", "a_b", "가"].into_iter().any(is_id));
        assert!(["GB/s", "per-10k", "H100e"].into_iter().all(is_unit_id));
        assert!(!["", "GB/", "a b"].into_iter().any(is_unit_id));
    }
}
