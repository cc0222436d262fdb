//! Which figures of a cell answer: by period, date of knowledge, source and status.

use super::catalogue::Catalogue;
use super::series::speak_of_one_time;
use crate::figure::{EntityRef, Figure, FigureRef, MetricKind, MetricRef, PartialDate, Period, SourceRef, Status};
use crate::lang::Asked;

/// What narrows a look-up besides metric and entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub asked: Option<Asked>,
    pub as_of: Option<PartialDate>,
    /// Any of these sources; empty means all.
    pub sources: Vec<SourceRef>,
    /// Plans and forecasts are asked for.
    pub outlook: bool,
}

/// What a cell has to say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The figures of the newest period that fits, the one to answer first in front.
    pub figures: Vec<FigureRef>,
    /// They were not asked for by period: this is the newest.
    pub newest: bool,
    /// Only plans or forecasts exist.
    pub outlook_only: Option<Status>,
}

/// Why a cell has nothing to say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Missing {
    /// There is no figure at all.
    Cell,
    /// None was public on the day.
    NotYetKnown,
    /// None is from the source.
    Source,
    /// None lies in the period; these do, oldest first.
    Period(Vec<Period>),
    /// A plan or forecast was asked for, and all figures speak of what was.
    Outlook,
}

impl Filter {
    /// Whether a figure was public on the day, and had not been replaced by one that was public too.
    pub fn is_visible(&self, catalog: &dyn Catalogue, figure: FigureRef) -> bool {
        self.was_public(catalog, figure)
            && !catalog.superseded_by(figure).iter().any(|newer| self.was_public(catalog, *newer))
    }

    /// Whether a figure was public on the day. Without a day everything is; a figure whose publication is not dated was
    /// not provably public on any day.
    pub fn was_public(&self, catalog: &dyn Catalogue, figure: FigureRef) -> bool {
        let Some(as_of) = self.as_of else { return true };
        let figure = catalog.figure(figure);
        let known = figure
            .known_from
            .or_else(|| figure.via.and_then(|via| catalog.source(via).issued))
            .or_else(|| catalog.source(figure.source).issued);
        known.is_some_and(|known| known.last_day() <= as_of.last_day())
    }

    fn of_source(&self, figure: &Figure) -> bool {
        self.sources.is_empty()
            || self.sources.contains(&figure.source)
            || figure.via.is_some_and(|via| self.sources.contains(&via))
    }
}

/// The figures of a cell that may be shown, oldest first: public, not replaced, no headline version of another one.
fn shown(
    catalog: &dyn Catalogue,
    metric: MetricRef,
    entity: EntityRef,
    filter: &Filter,
) -> Result<Vec<FigureRef>, Missing> {
    let all = catalog.cell(metric, entity);
    if all.is_empty() {
        return Err(Missing::Cell);
    }
    let visible: Vec<FigureRef> = all.iter().copied().filter(|figure| filter.is_visible(catalog, *figure)).collect();
    if visible.is_empty() {
        return Err(Missing::NotYetKnown);
    }
    let is_headline = |figure: FigureRef| {
        let headline = catalog.figure(figure);
        headline.status == Status::Rounded
            && visible.iter().any(|other| {
                let other = catalog.figure(*other);
                other.status != Status::Rounded && speak_of_one_time(&other.period, &headline.period)
            })
    };
    let sourced: Vec<FigureRef> = visible
        .iter()
        .copied()
        .filter(|figure| !is_headline(*figure) && filter.of_source(catalog.figure(*figure)))
        .collect();
    if sourced.is_empty() { Err(Missing::Source) } else { Ok(sourced) }
}

/// The figures of a cell for what was asked: all periods if a series was asked, otherwise see [`newest`].
pub(crate) fn series(
    catalog: &dyn Catalogue,
    metric: MetricRef,
    entity: EntityRef,
    filter: &Filter,
) -> Result<Vec<FigureRef>, Missing> {
    let shown = shown(catalog, metric, entity, filter)?;
    let known = |figures: &[FigureRef]| {
        let mut periods: Vec<Period> = figures.iter().map(|figure| catalog.figure(*figure).period).collect();
        periods.dedup();
        periods
    };
    let fitting: Vec<FigureRef> = shown
        .iter()
        .copied()
        .filter(|figure| filter.asked.is_none_or(|asked| asked.admits(&catalog.figure(*figure).period)))
        .collect();
    if fitting.is_empty() {
        return Err(Missing::Period(known(&shown)));
    }
    let status = |figure: &FigureRef| catalog.figure(*figure).status;
    if filter.outlook {
        // What was announced is decided and not yet there: who asks for a plan means that too.
        let wanted = [Status::is_outlook, |status| status == Status::Announced].into_iter().find_map(|is_wanted| {
            let wanted: Vec<FigureRef> = fitting.iter().copied().filter(|figure| is_wanted(status(figure))).collect();
            (!wanted.is_empty()).then_some(wanted)
        });
        return wanted.ok_or(Missing::Outlook);
    }
    let observed: Vec<FigureRef> = fitting.iter().copied().filter(|figure| !status(figure).is_outlook()).collect();
    Ok(if observed.is_empty() { fitting } else { observed })
}

/// The same for one side of a comparison: a plan on one side does not ask for one on the other.
pub(crate) fn newest_beside(
    catalog: &dyn Catalogue,
    metric: MetricRef,
    entity: EntityRef,
    filter: &Filter,
) -> Result<Found, Missing> {
    match newest(catalog, metric, entity, filter) {
        Err(Missing::Outlook) => newest(catalog, metric, entity, &Filter { outlook: false, ..filter.clone() }),
        found => found,
    }
}

/// The figures of the newest period that fits, with those of other sources for the same time.
pub(crate) fn newest(
    catalog: &dyn Catalogue,
    metric: MetricRef,
    entity: EntityRef,
    filter: &Filter,
) -> Result<Found, Missing> {
    let series = series(catalog, metric, entity, filter)?;
    let Some(last) = series.iter().max_by_key(|figure| catalog.figure(**figure).period) else {
        return Err(Missing::Cell);
    };
    let last = catalog.figure(*last);
    let flow = catalog.metric(metric).kind == MetricKind::Flow;
    let same_time =
        |period: &Period| if flow { *period == last.period } else { speak_of_one_time(period, &last.period) };
    let mut figures: Vec<FigureRef> =
        series.into_iter().filter(|figure| same_time(&catalog.figure(*figure).period)).collect();
    figures.sort_by_key(|figure| {
        let item = catalog.figure(*figure);
        (!item.featured, item.status == Status::Rounded, *figure)
    });
    let outlook_only = (!filter.outlook && last.status.is_outlook()).then_some(last.status);
    Ok(Found { figures, newest: filter.asked.is_none(), outlook_only })
}

/// The figure that [`newest`] puts in front, with the status of the cell where only plans or forecasts exist; none where it
/// finds nothing. Composes nothing, for orders and tables over many cells.
pub(crate) fn first(
    catalog: &dyn Catalogue,
    metric: MetricRef,
    cell: &[FigureRef],
    filter: &Filter,
) -> Option<(FigureRef, Option<Status>)> {
    let read = |figure: &FigureRef| catalog.figure(*figure);
    if filter.outlook {
        let found = newest(catalog, metric, read(cell.first()?).entity, filter).ok()?;
        return found.figures.first().map(|first| (*first, found.outlook_only));
    }
    let visible = || cell.iter().filter(|figure| filter.is_visible(catalog, **figure));
    let is_headline = |headline: &Figure| {
        headline.status == Status::Rounded
            && visible()
                .map(read)
                .any(|other| other.status != Status::Rounded && speak_of_one_time(&other.period, &headline.period))
    };
    let fits = |figure: &&FigureRef| {
        let one = read(figure);
        filter.asked.is_none_or(|asked| asked.admits(&one.period)) && filter.of_source(one) && !is_headline(one)
    };
    let is_observed = |figure: &&FigureRef| !read(figure).status.is_outlook();
    let plans_alone = !visible().filter(fits).any(|figure| is_observed(&figure));
    let counting = || visible().filter(fits).filter(|figure| plans_alone || is_observed(figure));
    let last = read(counting().max_by_key(|figure| read(figure).period)?);
    let flow = catalog.metric(metric).kind == MetricKind::Flow;
    let same_time =
        |period: &Period| if flow { *period == last.period } else { speak_of_one_time(period, &last.period) };
    let first = counting().filter(|figure| same_time(&read(figure).period)).min_by_key(|figure| {
        let one = read(figure);
        (!one.featured, one.status == Status::Rounded, **figure)
    })?;
    Some((*first, last.status.is_outlook().then_some(last.status)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack;

    #[test]
    fn the_first_of_a_cell_is_the_same_with_and_without_the_rest() {
        let catalog = pack::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
        let source = catalog.figures()[0].source;
        let mut filters = vec![Filter::default(), Filter { outlook: true, ..Filter::default() }];
        filters.extend(
            [2015, 2022, 2024].map(|year| Filter { as_of: Some(PartialDate::Year(year)), ..Filter::default() }),
        );
        filters.extend([2020, 2023, 2030].map(|year| {
            let asked = Some(Asked::Within(Period::at(PartialDate::Year(year))));
            Filter { asked, ..Filter::default() }
        }));
        filters.push(Filter { sources: vec![source], ..Filter::default() });
        let mut found_some = 0;
        for metric in (0..catalog.metrics().len()).map(MetricRef::from) {
            for cell in catalog.cells_of(metric) {
                let entity = catalog.figure(cell[0]).entity;
                for filter in &filters {
                    let whole = newest(&catalog, metric, entity, filter).ok();
                    let expected = whole.and_then(|found| Some((*found.figures.first()?, found.outlook_only)));
                    assert_eq!(first(&catalog, metric, cell, filter), expected, "{filter:?}");
                    found_some += usize::from(expected.is_some());
                }
            }
        }
        assert!(found_some > 500, "{found_some}");
    }
}
