//! A turn after one that was not answered: which of the offered figures is meant, and what is spoken of although nothing was shown.

use super::complete::Completing;
use super::frame::{Frame, MAX_OFFERED, last_of};
use super::{Kept, Turn};
use crate::facts::lookup::{self, Filter};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::lang::text::{Class, Text, class_of};
use crate::pack::Catalog;
use crate::query::answering::Taken;
use crate::query::{Answer, Operation, Outcome, Reason, Selection};
use crate::read::interpret::Reading;
use crate::read::link::{Linked, positions};

impl Frame {
    /// What is spoken of after a question that got no figure; none where nothing was asked.
    ///
    /// Where one figure stood out, it is spoken of. Else nothing can be said to have been shown: names and measure that were named
    /// count, and so does what was offered; `open` says that the words may have asked for another measure. But "source?" or "compare them" have nothing to be about.
    pub(super) fn of_missed(
        catalog: &Catalog,
        previous: Option<&Self>,
        answer: &Answer,
        exact: &Reading,
        linked: &Linked,
        open: bool,
    ) -> Option<Self> {
        if matches!(answer.reason, Some(Reason::SmallTalk | Reason::TooLong { .. })) {
            return None;
        }
        let entities: Vec<EntityRef> = match exact.entities.as_slice() {
            [] => previous.map(|frame| frame.entities.clone()).unwrap_or_default(),
            named => named.to_vec(),
        };
        // A measure that was offered stands for its figures of those who were named.
        let of_metric = |metric: MetricRef| {
            let found = entities.iter().filter_map(move |entity| {
                lookup::newest(catalog, metric, *entity, &Filter::default()).ok()?.figures.first().copied()
            });
            found.collect::<Vec<FigureRef>>()
        };
        let offered = answer.suggestions.iter().flat_map(|one| match one {
            Selection::Figure(figure) => vec![*figure],
            Selection::Metric(metric) => of_metric(*metric),
            _ => Vec::new(),
        });
        let figures: Vec<FigureRef> = offered.take(MAX_OFFERED).collect();
        let recent = previous.map(|frame| frame.recent.clone()).unwrap_or_default();
        let language = answer.language;
        if let Some(figure) = figures.first().filter(|figure| stands_out(catalog, answer, exact, linked, **figure)) {
            let mut frame = Self::of_figures(catalog, &[*figure], Some(Operation::Lookup), language)?;
            let heads = frame.recent.clone();
            frame.periods = linked.periods.clone();
            frame.offered = figures;
            frame.remember(&recent, &heads);
            return Some(frame);
        }
        let metrics: Vec<MetricRef> = match exact.metrics.as_slice() {
            // Words that nobody understood may have named another measure.
            [] if open => Vec::new(),
            [] => previous.map(|frame| frame.metrics.clone()).unwrap_or_default(),
            [first, ..] => vec![*first],
        };
        if entities.is_empty() && metrics.is_empty() && figures.is_empty() {
            return None;
        }
        Some(Self {
            metrics,
            entities,
            periods: match previous {
                Some(frame) if linked.periods.is_empty() => frame.periods.clone(),
                _ => linked.periods.clone(),
            },
            sources: exact.sources.clone(),
            outlook: linked.with_role(Role::Outlook) & !exact.subject != 0,
            operation: Operation::Lookup,
            as_of: previous.and_then(|frame| frame.as_of),
            language,
            figures: Vec::new(),
            recent,
            guarded: false,
            missed: true,
            offered: figures,
            denied: false,
            named: last_of(catalog, &exact.entities),
        })
    }
}

/// Whether the first of what was offered is what was meant: nothing but a word stood in the way, and it is of whom and when was asked.
fn stands_out(catalog: &Catalog, answer: &Answer, exact: &Reading, linked: &Linked, figure: FigureRef) -> bool {
    let by_words = matches!(answer.reason, Some(Reason::UnknownWords(_)));
    let figure = catalog.figure(figure);
    let whom = exact.entities.as_slice() == [figure.entity];
    by_words && whom && linked.periods.iter().all(|asked| asked.admits(&figure.period)) && linked.places() == 0
}

impl Completing<'_> {
    /// The one of the offered figures that the text tells from the others.
    pub(super) fn chosen(&self, frame: &Frame) -> Option<Turn> {
        let linked = self.linked;
        if frame.offered.len() < 2 || linked.with_role(Role::Negation) | linked.places() != 0 {
            return None;
        }
        let idle = self.heard.consumed | linked.carrying(&[Role::Chatter, Role::Which]);
        let said = linked.all() & !idle & !linked.periods_at();
        let words: Vec<String> = positions(said)
            .map(|position| {
                let piece = &linked.pieces[position];
                linked.text.slice(piece.start, piece.end)
            })
            .collect();
        if words.is_empty() && linked.periods.is_empty() {
            return None;
        }
        let catalog = self.catalog;
        let fits = |figure: &&FigureRef| {
            let figure = catalog.figure(**figure);
            let names = names_of(catalog, figure.metric, figure.entity);
            let told = words.iter().all(|word| names.iter().any(|name| holds(name, word)));
            let known = |asked: &Asked| {
                let mut cell = catalog.cell(figure.metric, figure.entity).iter();
                cell.any(|figure| asked.admits(&catalog.figure(*figure).period))
            };
            told && linked.periods.iter().all(known)
        };
        let fitting: Vec<FigureRef> = frame.offered.iter().filter(fits).copied().collect();
        let cell = |figure: &FigureRef| (catalog.figure(*figure).metric, catalog.figure(*figure).entity);
        let first = fitting.first()?;
        let one = fitting.len() < frame.offered.len() && fitting.iter().all(|figure| cell(figure) == cell(first));
        let (metric, entity) = cell(first);
        if !one {
            return None;
        }
        let reading =
            Reading { metrics: vec![metric], entities: vec![entity], subject: linked.all(), ..Reading::default() };
        let periods = if linked.periods.is_empty() { frame.periods.clone() } else { linked.periods.clone() };
        let kept = Kept { metrics: vec![metric], entities: vec![entity], ..Kept::default() };
        let turn = self.asked(frame, &reading, Taken::default(), kept, periods, false);
        (turn.answer.outcome == Outcome::Answer).then_some(turn)
    }
}

/// The names of a measure and of whom it is about, in both languages.
fn names_of(catalog: &Catalog, metric: MetricRef, entity: EntityRef) -> Vec<Text> {
    let (metric, entity) = (catalog.metric(metric), catalog.entity(entity));
    let names = [&metric.name.en, &metric.name.ko, &entity.name.en, &entity.name.ko];
    let names = names.into_iter().map(|name| &**name);
    let aliases = metric.aliases.iter().chain(entity.aliases.iter()).chain(metric.keywords.iter());
    names.chain(aliases.map(|alias| &**alias)).map(Text::new).collect()
}

/// Whether a word stands in a name: as a whole word, or in Korean at the beginning or end of one.
fn holds(name: &Text, word: &str) -> bool {
    let wanted: Vec<char> = word.chars().collect();
    let hangul = wanted.iter().all(|c| class_of(*c) == Some(Class::Hangul));
    (0..name.len()).any(|start| {
        let end = start + wanted.len();
        name.chars.get(start..end) == Some(wanted.as_slice())
            && (name.is_border(start) || hangul)
            && (name.is_border(end) || hangul)
    })
}
