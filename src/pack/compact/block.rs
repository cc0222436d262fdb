//! Figures in columns: one list for each of their properties.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::figure::{
    Bilingual, Decimal, EntityRef, Figure, FigureExtra, MetricRef, PackRef, PartialDate, Period, Precision, SourceRef,
    Status,
};
use crate::lang::names::items;
use crate::pack::raw::{BriefSectionRow, ChangeRow, FigureRow, Pack, Place, Row, TableKind};
use crate::pack::write::TableText;

/// No row, no date, no text.
const NONE: u32 = u32::MAX;

/// Figures that nothing else refers to. Metrics, entities and sources are named by their rows in the tables of the pack.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(in crate::pack) struct Block {
    ids: Texts,
    metrics: Vec<u32>,
    entities: Vec<u32>,
    sources: Vec<u32>,
    vias: Vec<u32>,
    /// Digits and how many of them stand behind the point.
    digits: Vec<i128>,
    scales: Vec<u8>,
    starts: Vec<u32>,
    ends: Vec<u32>,
    known: Vec<u32>,
    /// Status and precision, by their places among all.
    states: Vec<u8>,
    precisions: Vec<u8>,
    locators: Texts,
    /// Scopes and notes, by their places in `texts`.
    scopes: Vec<u32>,
    notes: Vec<u32>,
    texts: Vec<(String, String)>,
}

/// Many texts in one.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Texts {
    text: String,
    lengths: Vec<u16>,
}

impl Texts {
    fn push(&mut self, text: &str) -> Option<()> {
        self.lengths.push(u16::try_from(text.len()).ok()?);
        self.text.push_str(text);
        Some(())
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.lengths.iter().map(move |length| {
            let end = start + usize::from(*length);
            let text = self.text.get(start..end).unwrap_or_default();
            start = end;
            text
        })
    }

    fn is_consistent(&self, count: usize) -> bool {
        let mut end = 0;
        let fits = self.lengths.iter().all(|length| {
            end += usize::from(*length);
            self.text.is_char_boundary(end)
        });
        fits && end == self.text.len() && self.lengths.len() == count
    }
}

impl std::fmt::Debug for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Block").field("figures", &self.metrics.len()).finish()
    }
}

impl Block {
    /// The figures of a pack in columns, and the table of those that are not among them. None if a row is not as the checks want it.
    pub(super) fn of(pack: &Pack) -> Option<(Self, String)> {
        let places = |kind: TableKind| -> FxHashMap<&str, u32> { pack.table(kind).column("id").zip(0..).collect() };
        let (metrics, entities, sources) =
            (places(TableKind::Metrics), places(TableKind::Entities), places(TableKind::Sources));
        let named = named(pack);
        let columns = TableKind::Figures.columns();
        let has_pack = columns.iter().position(|column| *column == "pack");
        let mut rest = TableText::new(TableKind::Figures);
        let mut rows: Vec<(u32, u32, Period, FigureRow<'_>)> = Vec::new();
        for row in rows_of::<FigureRow<'_>>(pack) {
            let is_plain = [row.low, row.high, row.featured, row.supersedes, row.formula, row.inputs]
                .iter()
                .all(|cell| cell.is_empty())
                && !named.contains(row.id)
                && row.locator.len() <= usize::from(u16::MAX);
            if is_plain {
                rows.push((*metrics.get(row.metric)?, *entities.get(row.entity)?, row.period.parse().ok()?, row));
            } else {
                let cells = pack.table(TableKind::Figures).cells(row.place.row).enumerate();
                rest.add_row(cells.filter(|(at, _)| Some(*at) != has_pack).map(|(_, cell)| cell));
            }
        }
        // In this order a catalogue need not sort them.
        rows.sort_by_key(|(metric, entity, period, _)| (*metric, *entity, *period));
        let mut block = Self::default();
        let mut known_texts: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        for (metric, entity, period, row) in &rows {
            let value = Decimal::from_str_exact(row.value).ok()?;
            block.ids.push(row.id)?;
            block.metrics.push(*metric);
            block.entities.push(*entity);
            block.sources.push(*sources.get(row.source)?);
            block.vias.push(if row.via.is_empty() { NONE } else { *sources.get(row.via)? });
            block.digits.push(value.mantissa());
            block.scales.push(u8::try_from(value.scale()).ok()?);
            block.starts.push(date_number(period.start()));
            block.ends.push(period.end().map_or(NONE, date_number));
            let known: Option<PartialDate> =
                if row.known_from.is_empty() { None } else { Some(row.known_from.parse().ok()?) };
            block.known.push(known.map_or(NONE, date_number));
            let (status, precision): (Status, Precision) = (row.status.parse().ok()?, row.precision.parse().ok()?);
            block.states.push(u8::try_from(Status::ALL.iter().position(|one| *one == status)?).ok()?);
            block.precisions.push(u8::try_from(Precision::ALL.iter().position(|one| *one == precision)?).ok()?);
            block.locators.push(row.locator)?;
            for (texts, list) in
                [((row.scope_en, row.scope_ko), &mut block.scopes), ((row.note_en, row.note_ko), &mut block.notes)]
            {
                if texts.0.is_empty() && texts.1.is_empty() {
                    list.push(NONE);
                    continue;
                }
                let at = *known_texts.entry(texts).or_insert_with(|| {
                    block.texts.push((texts.0.to_owned(), texts.1.to_owned()));
                    u32::try_from(block.texts.len() - 1).unwrap_or(NONE)
                });
                list.push(at);
            }
        }
        Some((block, rest.into_text()))
    }

    /// How many figures there are.
    pub(in crate::pack) fn len(&self) -> usize {
        self.metrics.len()
    }

    /// Whether all columns are of one length and hold what such columns hold.
    pub(super) fn is_consistent(&self) -> bool {
        let count = self.len();
        let lists = [
            &self.entities,
            &self.sources,
            &self.vias,
            &self.starts,
            &self.ends,
            &self.known,
            &self.scopes,
            &self.notes,
        ];
        lists.iter().all(|list| list.len() == count)
            && self.digits.len() == count
            && [&self.scales, &self.states, &self.precisions].iter().all(|list| list.len() == count)
            && self.ids.is_consistent(count)
            && self.locators.is_consistent(count)
    }

    /// The figures, for a pack whose rows of metrics, entities and sources are these. None if a column names what there is not.
    pub(in crate::pack) fn figures<'a>(
        &'a self,
        pack: PackRef,
        metrics: &'a [MetricRef],
        entities: &'a [EntityRef],
        sources: &'a [SourceRef],
    ) -> impl Iterator<Item = Option<Figure>> + 'a {
        let mut at = 0;
        self.ids.iter().zip(self.locators.iter()).map(move |(id, locator)| {
            let figure = self.figure(at, id, locator, pack, metrics, entities, sources);
            at += 1;
            figure
        })
    }

    #[expect(clippy::too_many_arguments, reason = "each is a thing of its own, and this is called once")]
    fn figure(
        &self,
        at: usize,
        id: &str,
        locator: &str,
        pack: PackRef,
        metrics: &[MetricRef],
        entities: &[EntityRef],
        sources: &[SourceRef],
    ) -> Option<Figure> {
        let via = *self.vias.get(at)?;
        let start = number_date(*self.starts.get(at)?)?;
        let end = *self.ends.get(at)?;
        let known = *self.known.get(at)?;
        let (scope, note) = (*self.scopes.get(at)?, *self.notes.get(at)?);
        let texts = |at: u32| -> Option<Bilingual> {
            if at == NONE {
                return Some(Bilingual::default());
            }
            let (en, ko) = self.texts.get(at as usize)?;
            Some(Bilingual::new(en.as_str(), ko.as_str()))
        };
        let mut figure = Figure {
            id: id.into(),
            pack,
            metric: *metrics.get(*self.metrics.get(at)? as usize)?,
            entity: *entities.get(*self.entities.get(at)? as usize)?,
            value: Decimal::try_from_i128_with_scale(*self.digits.get(at)?, u32::from(*self.scales.get(at)?)).ok()?,
            period: if end == NONE { Period::at(start) } else { Period::between(start, number_date(end)?).ok()? },
            status: *Status::ALL.get(usize::from(*self.states.get(at)?))?,
            precision: *Precision::ALL.get(usize::from(*self.precisions.get(at)?))?,
            featured: false,
            source: *sources.get(*self.sources.get(at)? as usize)?,
            locator: locator.into(),
            known_from: if known == NONE { None } else { Some(number_date(known)?) },
            extra: None,
        };
        if via != NONE || scope != NONE || note != NONE {
            figure.extra = Some(Box::new(FigureExtra {
                via: if via == NONE { None } else { Some(*sources.get(via as usize)?) },
                scope: texts(scope)?,
                note: texts(note)?,
                ..FigureExtra::default()
            }));
        }
        Some(figure)
    }
}

/// Figures of the pack that other rows of it name.
fn named(pack: &Pack) -> FxHashSet<&str> {
    let mut named: FxHashSet<&str> = FxHashSet::default();
    for row in rows_of::<FigureRow<'_>>(pack) {
        named.extend(items(row.supersedes).chain(items(row.inputs)));
    }
    named.extend(rows_of::<BriefSectionRow<'_>>(pack).flat_map(|row| items(row.items)));
    named.extend(rows_of::<ChangeRow<'_>>(pack).map(|row| row.figure));
    named
}

fn rows_of<'a, R: Row<'a>>(pack: &'a Pack) -> impl Iterator<Item = R> {
    let table = pack.table(R::TABLE);
    let count = u32::try_from(table.len()).unwrap_or(u32::MAX);
    (0..count).map(move |row| R::new(Place { pack: 0, table: R::TABLE, row }, table.cells(row)))
}

/// A date as a number: the year from a thousand years before ours on, twelve months and no month, thirty-one days and no day.
fn date_number(date: PartialDate) -> u32 {
    let (year, month, day) = match date {
        PartialDate::Year(year) => (year, 0, 0),
        PartialDate::Month(year, month) => (year, month, 0),
        PartialDate::Day(date) => (date.year(), date.month(), date.day()),
    };
    let year = u32::try_from(i32::from(year) + 32_768).unwrap_or(0);
    let (month, day) = (u32::try_from(month).unwrap_or(0), u32::try_from(day).unwrap_or(0));
    (year * 13 + month) * 32 + day
}

fn number_date(number: u32) -> Option<PartialDate> {
    let (rest, day) = (number / 32, i8::try_from(number % 32).ok()?);
    let (year, month) = (rest / 13, i8::try_from(rest % 13).ok()?);
    let year = i16::try_from(i32::try_from(year).ok()? - 32_768).ok()?;
    match (month, day) {
        (0, 0) => Some(PartialDate::Year(year)),
        (0, _) => None,
        (_, 0) => Some(PartialDate::Month(year, month)),
        _ => Some(PartialDate::Day(jiff::civil::Date::new(year, month, day).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_from_their_numbers() {
        for text in ["2023", "1969-07", "2024-02-29", "0001", "9999-12-31"] {
            let date: PartialDate = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(number_date(date_number(date)), Some(date), "{text}");
        }
        assert_eq!(number_date(date_number(PartialDate::Year(2023)) + 5), None);
    }
}
