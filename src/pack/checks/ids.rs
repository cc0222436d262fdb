//! Checks on ids, within a pack and across packs.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, Report, quote};
use crate::figure::{Unit, general_units};
use crate::lang::names::items;
use crate::pack::notes::Note;
use crate::pack::raw::{EntityRow, MetricRow, Pack, Place, Row, SourceRow, TableKind, TopicRow, UnitRow};

/// The longest id, in characters: Discord's buttons carry 100, with a few of ours before it.
const MAX_CHARACTERS: usize = 80;

pub(super) fn pattern(context: &Context<'_>, report: &mut Report<'_>) {
    context.each_cell(|place, column, id| {
        let is_unit = place.table == TableKind::Units;
        // Where another pack uses the same id, the one that stands in the file is judged.
        let pack = context.packs.get(place.pack as usize);
        let id = pack
            .filter(|pack| !pack.renamed.is_empty())
            .and_then(|pack| pack.renamed.get(&(place.table, id.to_owned())))
            .map_or(id, String::as_str);
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
            } else {
                continue;
            };
            report.row(*again, what, "remove one row, or give it another id");
        }
    }
}

pub(super) fn same_as(context: &Context<'_>, report: &mut Report<'_>) {
    let mut seen: FxHashMap<(u32, &str), &str> = FxHashMap::default();
    for row in context.rows::<EntityRow<'_>>() {
        for item in items(row.same_as) {
            if !is_external(item) && !is_in_pack(item) {
                let what = format!("`same_as` has {}, which names nothing that Datum knows", quote(item));
                let remedy = "write iso3166:KR, iso3166-2:KR-11, wikidata:Q884, lei: with 20 letters and digits, or the \
                              id of another pack's entity as pack/id";
                report.row(row.place, what, remedy);
            }
            let first = *seen.entry((row.place.pack, item)).or_insert(row.id);
            if first != row.id {
                let what = format!("{} and {} are both {}", quote(first), quote(row.id), quote(item));
                report.row(row.place, what, "leave it to one of them, or make them one row");
            }
        }
    }
}

/// Descriptions of one thing that are not the same in two packs: the first one is shown.
pub(super) fn descriptions_apart(context: &Context<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    apart_in(context, &mut notes, |row: TopicRow<'_>| vec![("name_en", row.name_en), ("name_ko", row.name_ko)]);
    apart_in(context, &mut notes, |row: EntityRow<'_>| {
        vec![("kind", row.kind), ("name_en", row.name_en), ("name_ko", row.name_ko), ("part_of", row.part_of)]
    });
    apart_in(context, &mut notes, |row: MetricRow<'_>| {
        vec![
            ("topic", row.topic),
            ("name_en", row.name_en),
            ("name_ko", row.name_ko),
            ("definition_en", row.definition_en),
            ("definition_ko", row.definition_ko),
        ]
    });
    apart_in(context, &mut notes, |row: SourceRow<'_>| {
        vec![("archived_url", row.archived_url), ("licence", row.licence), ("grade", row.grade)]
    });
    notes
}

pub(super) fn general_unit(context: &Context<'_>, report: &mut Report<'_>) {
    let general = general_units();
    for row in context.rows::<UnitRow<'_>>() {
        // Exports say what a general unit is; whoever says the same changes nothing.
        let says_the_same = |unit: &Unit| {
            (unit.kind.word(), &*unit.one_en, &*unit.many_en, &*unit.counter_ko)
                == (row.kind, row.one_en, row.many_en, row.counter_ko)
        };
        if general.iter().any(|unit| *unit.id == *row.id && !says_the_same(unit)) {
            let what = format!("{} is a general unit, which needs no row", quote(row.id));
            report.row(row.place, what, "remove the row, or give the unit another id");
        }
    }
}

/// Compares each further row of an id in another pack with the first. An empty cell says nothing and so agrees.
fn apart_in<'a, R: Row<'a>>(
    context: &Context<'a>,
    notes: &mut Vec<Note>,
    cells_of: impl Fn(R) -> Vec<(&'static str, &'a str)>,
) {
    for (first, again) in &context.ids(R::TABLE).again {
        let (Some(one), Some(other)) = (context.row::<R>(*first), context.row::<R>(*again)) else { continue };
        for ((column, one), (_, other)) in cells_of(one).into_iter().zip(cells_of(other)) {
            if one != other && !(one.is_empty() || other.is_empty()) {
                let pack = name_of(context, *first);
                let packs: &[Pack] = context.packs;
                notes.push(Note {
                    pack: name_of(context, *again).to_owned(),
                    file: R::TABLE.file().to_owned(),
                    line: packs.get(again.pack as usize).map(|pack| pack.table(again.table).line(again.row)),
                    what: format!(
                        "{} has the `{column}` {}, but {} in the pack {}, which is shown",
                        quote(id_at(context, *again)),
                        quote(other),
                        quote(one),
                        quote(pack)
                    ),
                });
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
pub(in crate::pack) fn is_id(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Letters, digits, `/` and single hyphens between them.
fn is_unit_id(id: &str) -> bool {
    id.split(['-', '/']).all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// An id of a scheme that is kept by others: `iso3166:KR`.
pub(in crate::pack) fn is_external(item: &str) -> bool {
    let Some((scheme, id)) = item.split_once(':') else { return false };
    let are = |text: &str, fits: fn(&u8) -> bool| !text.is_empty() && text.bytes().all(|b| fits(&b));
    match scheme {
        "iso3166" => id.len() == 2 && are(id, u8::is_ascii_uppercase),
        "iso3166-2" => id.split_once('-').is_some_and(|(country, part)| {
            country.len() == 2
                && are(country, u8::is_ascii_uppercase)
                && part.len() <= 3
                && are(part, |b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }),
        "wikidata" => id.strip_prefix('Q').is_some_and(|digits| are(digits, u8::is_ascii_digit)),
        "lei" => id.len() == 20 && are(id, |b| b.is_ascii_uppercase() || b.is_ascii_digit()),
        _ => false,
    }
}

/// `pack/id`.
fn is_in_pack(item: &str) -> bool {
    item.split_once('/').is_some_and(|(pack, id)| is_id(pack) && is_id(id))
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
