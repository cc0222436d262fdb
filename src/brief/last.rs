//! What a brief showed, kept to be compared with the next one.

use jiff::civil::Date;

use super::document::Mark;
use crate::figure::{Decimal, Figure, FigureRef, Language, Period, UnitKind};
use crate::pack::Catalog;
use crate::reply::number;
use crate::reply::wording::Wording;

/// The brief before.
#[derive(Clone, Debug, PartialEq)]
pub struct Last {
    /// The day on which it was made.
    pub day: Date,
    /// What it showed.
    pub shown: Vec<Shown>,
}

/// A figure as it was shown. It must be understood when the packs no longer have it, so it holds ids and no references.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The figure's id.
    pub figure: Box<str>,
    /// The metric's id.
    pub metric: Box<str>,
    /// The entity's id.
    pub entity: Box<str>,
    /// The period.
    pub period: Period,
    /// The value in the metric's unit.
    pub value: Decimal,
}

impl Shown {
    /// How a figure is shown now.
    #[must_use]
    pub fn now(catalog: &Catalog, figure: &Figure) -> Self {
        Self {
            figure: figure.id.clone(),
            metric: catalog.metric(figure.metric).id.clone(),
            entity: catalog.entity(figure.entity).id.clone(),
            period: figure.period,
            value: figure.value.normalize(),
        }
    }

    /// What was shown, apart from the figure's id, as text: metric, entity, period and value. The same in every language,
    /// and the same as long as the figure says the same.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}|{}|{}|{}", self.metric, self.entity, self.period, self.value)
    }

    /// Reads what [`text`](Self::text) wrote; none if it is something else.
    #[must_use]
    pub fn read(figure: &str, text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let mut next = || parts.next();
        let shown = Self {
            figure: figure.into(),
            metric: next()?.into(),
            entity: next()?.into(),
            period: next()?.parse().ok()?,
            value: Decimal::from_str_exact(next()?).ok()?.normalize(),
        };
        next().is_none().then_some(shown)
    }

    /// Its name and its value in words, as far as the packs still know them.
    #[must_use]
    pub fn in_words(&self, catalog: &Catalog, language: Language) -> (String, String) {
        let wording = Wording { catalog, language };
        (self.name(wording), format!("{} ({})", self.value(wording), wording.period(&self.period)))
    }

    /// Metric and entity in words, as far as they are still known.
    pub(super) fn name(&self, wording: Wording<'_>) -> String {
        let catalog = wording.catalog;
        let metric = catalog.find_metric(&self.metric);
        let entity = catalog.find_entity(&self.entity);
        let metric = metric.map_or_else(|| self.metric.to_string(), |metric| wording.metric(metric));
        let entity = entity.map_or_else(|| self.entity.to_string(), |entity| wording.entity(entity));
        format!("{metric} – {entity}")
    }

    /// The value in words, with its unit if the metric is still known.
    pub(super) fn value(&self, wording: Wording<'_>) -> String {
        let catalog = wording.catalog;
        match catalog.find_metric(&self.metric).map(|metric| catalog.unit_of(metric)) {
            Some(unit) if unit.kind == UnitKind::Date => wording.period(&self.period),
            Some(unit) => number::quantity(wording.language, self.value, unit),
            None => number::digits(self.value),
        }
    }

    /// The value in words, with its period if that is another one than a figure's.
    fn beside(&self, wording: Wording<'_>, figure: &Figure) -> String {
        let value = self.value(wording);
        if self.period == figure.period || wording.is_date(figure) {
            return value;
        }
        format!("{value} ({})", wording.period(&self.period))
    }
}

/// How a figure that was shown as `before` is shown now: its name, and both values in words. None if it says the same.
#[must_use]
pub fn revision(
    catalog: &Catalog,
    language: Language,
    before: &Shown,
    now: FigureRef,
) -> Option<(String, String, String)> {
    let wording = Wording { catalog, language };
    let figure = catalog.figure(now);
    let same = before.text() == Shown::now(catalog, figure).text();
    (!same).then(|| (wording.cell(figure), before.beside(wording, figure), wording.value(figure)))
}

impl Last {
    /// What a figure is since this brief.
    pub(super) fn mark(&self, wording: Wording<'_>, figure_ref: FigureRef) -> Mark {
        let figure = wording.figure(figure_ref);
        match self.before(wording.catalog, figure_ref) {
            None => Mark::New,
            Some(old) if old.value == figure.value && old.period == figure.period => Mark::Unchanged,
            Some(old) => Mark::Revised { from: old.beside(wording, figure) },
        }
    }

    /// What was shown in a figure's place: itself, the figure that it replaces, or one of its cell and period whose id
    /// is gone.
    fn before(&self, catalog: &Catalog, figure_ref: FigureRef) -> Option<&Shown> {
        let figure = catalog.figure(figure_ref);
        let itself = self.shown.iter().find(|old| old.figure == figure.id);
        itself.or_else(|| {
            let now = Shown::now(catalog, figure);
            let in_place = |old: &&Shown| match catalog.find_figure(&old.figure) {
                Some(known) => catalog.superseded_by(known).contains(&figure_ref),
                None => (&old.metric, &old.entity, old.period) == (&now.metric, &now.entity, now.period),
            };
            self.shown.iter().find(in_place)
        })
    }

    /// What was shown and is in no pack any more, and has nothing in its place.
    pub(super) fn withdrawn<'a>(&'a self, catalog: &Catalog, now: &[FigureRef]) -> Vec<&'a Shown> {
        let in_place: Vec<&Shown> = now.iter().filter_map(|figure| self.before(catalog, *figure)).collect();
        let is_gone = |old: &&Shown| catalog.find_figure(&old.figure).is_none() && !in_place.contains(old);
        self.shown.iter().filter(is_gone).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_is_read_as_it_was_written() {
        for text in ["held|port|2023-01/2023-06|-0.36", "cups-held|arvia|2023|2000"] {
            assert_eq!(Shown::read("id", text).unwrap().text(), text);
        }
        // Zeros behind the point are no other value.
        assert_eq!(Shown::read("id", "a|b|2023|24.0").unwrap().text(), "a|b|2023|24");
        for broken in ["", "a|b|2023", "a|b|2023|x", "a|b|then|1", "a|b|2023|1|2"] {
            assert_eq!(Shown::read("id", broken), None, "{broken}");
        }
    }
}
