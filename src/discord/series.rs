//! Series that stood side by side in a reply, followed once more for what stands under it.

use super::bot::Bot;
use crate::figure::{FigureRef, Language, Period};
use crate::query::{Answer, Span, along};

/// Series side by side, once more; none if the figures are no such.
pub(super) fn along_again(bot: &Bot, figures: &[FigureRef], language: Language) -> Option<Answer> {
    let catalog = bot.answerer.catalog();
    let cell = |figure: FigureRef| (catalog.figure(figure).metric, catalog.figure(figure).entity);
    let mut cells: Vec<Vec<FigureRef>> = Vec::new();
    for figure in figures {
        match cells.iter_mut().find(|known| known.first().is_some_and(|first| cell(*first) == cell(*figure))) {
            Some(known) => known.push(*figure),
            None => cells.push(vec![*figure]),
        }
    }
    let periods = |known: &[FigureRef]| known.iter().map(|figure| catalog.figure(*figure).period).collect::<Vec<_>>();
    let is_series = |known: &Vec<FigureRef>| periods(known).windows(2).any(|pair| pair.first() != pair.last());
    if cells.len() < 2 || !cells.iter().any(is_series) {
        return None;
    }
    let trend = |known: &Vec<FigureRef>| {
        let periods = periods(known);
        let since = periods.iter().min_by_key(|period| period.first_day()).map(Period::start);
        let last = periods.iter().max_by_key(|period| period.last_day());
        let until = last.map(|period| period.end().unwrap_or(period.start()));
        Some(bot.answerer.trend(*known.first()?, Span { since, until }, language, None))
    };
    Some(along(catalog, cells.iter().filter_map(trend).collect(), language, None))
}
