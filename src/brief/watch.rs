//! What a watched figure says now against what it said before: the one place that decides whether there is news.
//!
//! A watch follows a cell, a metric of an entity, and remembers the figure that answered last. It is compared with a catalogue
//! and with nothing else, so that it makes no difference whether new packs came with a start or while the bot ran, nor how many
//! versions lie between.

use super::last::Shown;
use crate::facts::lookup::{self, Filter};
use crate::figure::{EntityRef, Figure, FigureRef, Language, MetricRef, Status};
use crate::pack::Catalog;
use crate::reply::say;
use crate::reply::wording::Wording;

/// What a watched figure said. It must be understood when the packs no longer have it, so it holds ids and no references.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    shown: Shown,
    status: Status,
}

/// What there is to tell about a watched figure, with the figure that answers now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// There is a figure of a later period.
    Newer(FigureRef),
    /// It says something else of the same time.
    Revised(FigureRef),
    /// It is gone, and the newest one left is of an earlier period.
    Withdrawn(FigureRef),
}

impl News {
    /// The figure that answers now.
    #[must_use]
    pub fn figure(self) -> FigureRef {
        match self {
            Self::Newer(figure) | Self::Revised(figure) | Self::Withdrawn(figure) => figure,
        }
    }
}

impl Watched {
    /// What the newest figure of a cell says, with that figure; none if the cell has none.
    #[must_use]
    pub fn newest(catalog: &Catalog, metric: MetricRef, entity: EntityRef) -> Option<(FigureRef, Self)> {
        let figure = newest(catalog, metric, entity).first().copied()?;
        Some((figure, Self::of(catalog, catalog.figure(figure))))
    }

    /// What a figure says.
    #[must_use]
    pub fn of(catalog: &Catalog, figure: &Figure) -> Self {
        Self { shown: Shown::now(catalog, figure), status: figure.status }
    }

    /// The figure's id.
    #[must_use]
    pub fn figure(&self) -> &str {
        &self.shown.figure
    }

    /// The metric's id and the entity's.
    #[must_use]
    pub fn cell(&self) -> (&str, &str) {
        (&self.shown.metric, &self.shown.entity)
    }

    /// What it said, apart from the figure's id, as text; the same in every language.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}|{}", self.shown.text(), self.status.word())
    }

    /// Reads what [`text`](Self::text) wrote; none if it is something else.
    #[must_use]
    pub fn read(figure: &str, text: &str) -> Option<Self> {
        let (shown, status) = text.rsplit_once('|')?;
        Some(Self { shown: Shown::read(figure, shown)?, status: status.parse().ok()? })
    }

    /// Its name, and its value with period and status, as far as the packs still know them.
    #[must_use]
    pub fn in_words(&self, catalog: &Catalog, language: Language) -> (String, String) {
        let wording = Wording { catalog, language };
        let status = wording.status(self.status);
        let (value, period) = (self.shown.value(wording), wording.period(&self.shown.period));
        let said = say!(language, "watch-value", "value" => value, "period" => period, "status" => status);
        (self.shown.name(wording), said)
    }

    /// What there is to tell since; none if it says the same, or if the packs have nothing in its place.
    #[must_use]
    pub fn news(&self, catalog: &Catalog) -> Option<News> {
        let (metric, entity) = (catalog.find_metric(&self.shown.metric)?, catalog.find_entity(&self.shown.entity)?);
        let found = newest(catalog, metric, entity);
        // Another source beside it is no revision: as long as it answers itself, it is held against itself.
        let itself = catalog.find_figure(&self.shown.figure).map(|figure| current(catalog, figure));
        let now = itself.filter(|figure| found.contains(figure)).or_else(|| found.first().copied())?;
        let said = Self::of(catalog, catalog.figure(now));
        let period = said.shown.period;
        if said.text() == self.text() {
            None
        } else if period == self.shown.period {
            Some(News::Revised(now))
        } else if period > self.shown.period {
            Some(News::Newer(now))
        } else {
            Some(News::Withdrawn(now))
        }
    }
}

fn newest(catalog: &Catalog, metric: MetricRef, entity: EntityRef) -> Vec<FigureRef> {
    lookup::newest(catalog, metric, entity, &Filter::default()).map(|found| found.figures).unwrap_or_default()
}

/// The figure that now says what a figure said: itself, or the one that replaces it.
fn current(catalog: &Catalog, mut figure: FigureRef) -> FigureRef {
    // A figure replaces others, never itself, so this ends.
    while let Some(newer) = catalog.superseded_by(figure).last() {
        figure = *newer;
    }
    figure
}
