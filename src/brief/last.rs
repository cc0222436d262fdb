//! What a brief showed, kept to be compared with the next one.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::document::Mark;
use crate::figure::{Decimal, Figure, FigureRef, Period};
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

/// A figure as it was shown. It must be understood when the packs no longer have it, so it holds names and no references.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The figure's id.
    pub figure: Box<str>,
    /// The metric's id.
    pub metric: Box<str>,
    /// The entity's id.
    pub entity: Box<str>,
    /// The value in the metric's unit.
    pub value: Decimal,
    /// The period.
    pub period: Period,
    /// Metric and entity, in the words of the brief.
    pub name: String,
    /// The value with its unit, in the words of the brief.
    pub text: String,
}

/// A text that is no list of what was shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what the last brief showed cannot be read: the next one is compared with nothing")]
pub struct UnreadableShown;

/// What was shown, as JSON text.
#[must_use]
pub fn write_shown(shown: &[Shown]) -> String {
    let one = |one: &Shown| {
        json!({
            "figure": one.figure, "metric": one.metric, "entity": one.entity, "value": one.value.to_string(),
            "period": one.period.to_string(), "name": one.name, "text": one.text,
        })
    };
    Value::Array(shown.iter().map(one).collect()).to_string()
}

/// Reads what [`write_shown`] wrote.
///
/// # Errors
/// If it is something else.
pub fn read_shown(text: &str) -> Result<Vec<Shown>, UnreadableShown> {
    let one = |value: &Value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Some(Shown {
            figure: text("figure")?.into(),
            metric: text("metric")?.into(),
            entity: text("entity")?.into(),
            value: Decimal::from_str_exact(text("value")?).ok()?,
            period: text("period")?.parse().ok()?,
            name: text("name")?.to_owned(),
            text: text("text")?.to_owned(),
        })
    };
    let value: Value = serde_json::from_str(text).map_err(|_| UnreadableShown)?;
    value.as_array().and_then(|list| list.iter().map(one).collect()).ok_or(UnreadableShown)
}

impl Shown {
    pub(super) fn new(wording: Wording<'_>, figure: &Figure) -> Self {
        let catalog = wording.catalog;
        Self {
            figure: figure.id.clone(),
            metric: catalog.metric(figure.metric).id.clone(),
            entity: catalog.entity(figure.entity).id.clone(),
            value: figure.value,
            period: figure.period,
            name: wording.cell(figure),
            text: wording.value(figure),
        }
    }

    /// Whether it says the same as a figure does.
    fn agrees(&self, figure: &Figure) -> bool {
        self.value == figure.value && self.period == figure.period
    }

    /// The value in the words of a reader's language, if the metric is still known; otherwise as it was said.
    fn in_words(&self, wording: Wording<'_>, now: &Figure) -> String {
        let value = match wording.catalog.find_metric(&self.metric) {
            Some(metric) if !wording.is_date(now) => {
                number::quantity(wording.language, self.value, wording.catalog.unit_of(metric))
            }
            _ => self.text.clone(),
        };
        if self.period == now.period || wording.is_date(now) {
            return value;
        }
        format!("{value} ({})", wording.period(&self.period))
    }
}

impl Last {
    /// What a figure is since this brief.
    pub(super) fn mark(&self, wording: Wording<'_>, figure_ref: FigureRef) -> Mark {
        let figure = wording.figure(figure_ref);
        match self.before(wording.catalog, figure_ref) {
            None => Mark::New,
            Some(old) if old.agrees(figure) => Mark::Unchanged,
            Some(old) => Mark::Revised { from: old.in_words(wording, figure) },
        }
    }

    /// What was shown in a figure's place: itself, the figure that it replaces, or one of its cell and period whose id
    /// is gone.
    fn before(&self, catalog: &Catalog, figure_ref: FigureRef) -> Option<&Shown> {
        let figure = catalog.figure(figure_ref);
        let itself = self.shown.iter().find(|old| old.figure == figure.id);
        itself.or_else(|| {
            let in_place = |old: &&Shown| match catalog.find_figure(&old.figure) {
                Some(known) => catalog.superseded_by(known).contains(&figure_ref),
                None => {
                    *old.metric == *catalog.metric(figure.metric).id
                        && *old.entity == *catalog.entity(figure.entity).id
                        && old.period == figure.period
                }
            };
            self.shown.iter().find(in_place)
        })
    }

    /// What was shown and is in no pack any more, and has nothing in its place.
    pub(super) fn withdrawn<'a>(&'a self, catalog: &Catalog, now: &[FigureRef]) -> Vec<&'a Shown> {
        let in_place: Vec<&Shown> = now.iter().filter_map(|figure| self.before(catalog, *figure)).collect();
        self.shown.iter().filter(|old| catalog.find_figure(&old.figure).is_none() && !in_place.contains(old)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_shown_is_read_as_it_was_written() {
        let shown = vec![Shown {
            figure: "held-2023".into(),
            metric: "held".into(),
            entity: "port".into(),
            value: Decimal::from_str_exact("-0.360").unwrap(),
            period: "2023-01/2023-06".parse().unwrap(),
            name: "보유 \"잔\"".into(),
            text: "1만 개".into(),
        }];
        assert_eq!(read_shown(&write_shown(&shown)), Ok(shown));
        assert_eq!(read_shown(&write_shown(&[])), Ok(Vec::new()));
        for broken in ["", "{}", "[{}]", "[{\"figure\": 1}]", "[1]"] {
            assert_eq!(read_shown(broken), Err(UnreadableShown), "{broken}");
        }
    }
}
