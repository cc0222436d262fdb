//! What stands around a chart: subtitle, notes and sources.

use crate::facts::{self, BreakCause, Caution, LeftOut, NotAdded};
use crate::figure::{EntityRef, FigureRef, Language, MetricRef, Period, SourceRef, UnitKind};
use crate::query::{Answer, Operation};
use crate::reply::wording::Wording;
use crate::reply::{escape, say};

use super::{ends, shared};

/// Sources that are named; the others are counted.
const MAX_SOURCES: usize = 4;
/// Measures that a subtitle names.
const MAX_MEASURES: usize = 2;
/// Names of those who are left out of an order.
const MAX_LEFT_OUT: usize = 5;

/// The measure, its unit, then what all figures share of period and status.
pub(super) fn subtitle(wording: Wording<'_>, figures: &[FigureRef], over_time: bool) -> String {
    let mut parts = Vec::new();
    let mut metrics: Vec<MetricRef> = Vec::new();
    for figure in figures {
        let metric = wording.figure(*figure).metric;
        if !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    if metrics.len() <= MAX_MEASURES {
        parts.push(metrics.iter().map(|metric| wording.metric(*metric)).collect::<Vec<_>>().join(" / "));
    }
    // Places are their own unit.
    let is_place = |metric: &&MetricRef| wording.catalog.unit_of(**metric).kind == UnitKind::Rank;
    if let Some(metric) = metrics.first().filter(|metric| !is_place(metric)) {
        parts.push(format!("{}: {}", say!(wording.language, "label-unit"), wording.unit(*metric)));
    }
    if over_time {
        if let Some((first, last)) = ends(wording, figures) {
            let (from, to) = (wording.figure(first).period, wording.figure(last).period);
            // Of a period of several years one end is the end of the picture's.
            let in_one_year = |period: &Period| period.first_day().year() == period.last_day().year();
            let word = |period: Period, end| if in_one_year(&period) { period } else { Period::at(end) };
            let first = wording.period(&word(from, from.start()));
            let last = wording.period(&word(to, to.end().unwrap_or(to.start())));
            parts.push(if first == last {
                first
            } else {
                say!(wording.language, "span", "first" => first, "last" => last)
            });
        }
    } else {
        parts.extend(shared(wording, figures, |figure| figure.period).map(|period| wording.period(&period)));
    }
    parts.extend(shared(wording, figures, |figure| figure.status).map(|status| wording.status(status)));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// What is measured and counted, and what to mind. That periods and statuses differ is written at the marks.
pub(super) fn notes(wording: Wording<'_>, answer: &Answer, figures: &[FigureRef], over_time: bool) -> Vec<String> {
    let language = wording.language;
    let mut notes = Vec::new();
    if let Some(metric) = shared(wording, figures, |figure| figure.metric) {
        let definition = escape::clean(wording.catalog.metric(metric).definition.get(language));
        notes.extend(first_sentence(&definition).map(str::to_owned));
    }
    if let Some(scope) = shared(wording, figures, |figure| figure.scope.clone()).filter(|scope| !scope.is_empty()) {
        let scope = escape::clean(scope.get(language));
        let stop = if scope.ends_with('.') { "" } else { "." };
        notes.push(format!("{}: {scope}{stop}", say!(language, "label-scope")));
    }
    // What makes figures unlike follows from the figures, so that a picture drawn again says the same.
    let unlike = if over_time { Vec::new() } else { facts::cautions(wording.catalog, &answer.figures) };
    let cautions: Vec<String> = unlike.iter().filter_map(|caution| to_mind(wording, caution)).collect();
    if !cautions.is_empty() {
        notes.push(say!(language, "chart-caution", "list" => cautions.join("; ")));
    }
    let is_place = |figure: &FigureRef| wording.catalog.unit_of(wording.figure(*figure).metric).kind == UnitKind::Rank;
    let is_published = answer.cautions.contains(&Caution::PublishedOrder) || figures.iter().any(is_place);
    if answer.operation == Operation::Rank && !is_published {
        notes.push(say!(language, "chart-order-computed"));
    }
    notes.extend(answer.cautions.iter().filter_map(|caution| sentence(wording, caution)));
    notes
}

/// Up to its first full stop that ends a sentence.
fn first_sentence(text: &str) -> Option<&str> {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text.get(..end).filter(|sentence| !sentence.is_empty())
}

/// What makes figures unlike, in a few words; none where the picture shows it.
fn to_mind(wording: Wording<'_>, caution: &Caution) -> Option<String> {
    let language = wording.language;
    Some(match caution {
        Caution::StockBesideFlow => say!(language, "chart-caution-stock-flow"),
        Caution::Kinds => say!(language, "chart-caution-kinds"),
        Caution::Measures => say!(language, "chart-caution-measures"),
        Caution::Scopes => say!(language, "chart-caution-scopes"),
        Caution::Publishers => say!(language, "chart-caution-publishers"),
        Caution::Broken(one) => match one.why {
            BreakCause::Scope => say!(language, "chart-caution-scopes"),
            BreakCause::Publisher => say!(language, "chart-caution-publishers"),
            _ => say!(language, "chart-caution-broken"),
        },
        _ => return None,
    })
}

/// What a ranking or a sum is to be said with.
fn sentence(wording: Wording<'_>, caution: &Caution) -> Option<String> {
    let language = wording.language;
    Some(match caution {
        Caution::NotAdded(NotAdded::Unlike) => say!(language, "caution-not-added-unlike"),
        Caution::NotAdded(NotAdded::Overlap) => say!(language, "caution-not-added-overlap"),
        Caution::PublishedOrder => say!(language, "caution-order-published"),
        Caution::NotRanked { why, entities } => {
            let names = names(wording, entities);
            match why {
                LeftOut::Period => say!(language, "caution-not-ranked", "names" => names),
                LeftOut::Outlook => say!(language, "caution-not-ranked-outlook", "names" => names),
                LeftOut::Whole => say!(language, "caution-not-ranked-whole", "names" => names),
            }
        }
        _ => return None,
    })
}

fn names(wording: Wording<'_>, entities: &[EntityRef]) -> String {
    let named = entities.iter().take(MAX_LEFT_OUT).map(|entity| wording.entity(*entity)).collect::<Vec<_>>().join(", ");
    match entities.len().saturating_sub(MAX_LEFT_OUT) {
        0 => named,
        more => say!(wording.language, "names-more", "names" => named, "more" => more),
    }
}

/// Who published the figures with the years of publication, and where they were read.
pub(super) fn sources(wording: Wording<'_>, figures: &[FigureRef]) -> String {
    let language = wording.language;
    let mut producers = Publishers::default();
    let mut read = Publishers::default();
    for figure in figures.iter().map(|figure| wording.figure(*figure)) {
        producers.add(wording, figure.source);
        if let Some(via) = figure.via {
            read.add(wording, via);
        }
    }
    read.0.retain(|publisher| !producers.0.contains(publisher));
    let label = match producers.0.as_slice() {
        [_] => say!(language, "label-source"),
        _ => say!(language, "label-sources"),
    };
    let mut text = format!("{label}: {}", producers.in_words(language));
    if !read.0.is_empty() {
        text = format!("{text} · {} {}", say!(language, "source-read-in"), read.in_words(language));
    }
    text
}

/// Publishers in the order of first mention, each with the years of its publications.
#[derive(Default)]
struct Publishers(Vec<(String, Vec<i16>)>);

impl Publishers {
    fn add(&mut self, wording: Wording<'_>, source: SourceRef) {
        let name = wording.publisher(source);
        let year = wording.catalog.source(source).issued.map(|issued| issued.year());
        let position = self.0.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.0.push((name, Vec::new()));
            self.0.len() - 1
        });
        if let (Some((_, years)), Some(year)) = (self.0.get_mut(position), year)
            && !years.contains(&year)
        {
            years.push(year);
            years.sort_unstable();
        }
    }

    fn in_words(&self, language: Language) -> String {
        let name = |(name, years): &(String, Vec<i16>)| match years.as_slice() {
            [] => name.clone(),
            years => format!("{name} ({})", years.iter().map(i16::to_string).collect::<Vec<_>>().join(", ")),
        };
        let text = self.0.iter().take(MAX_SOURCES).map(name).collect::<Vec<_>>().join("; ");
        match self.0.len().saturating_sub(MAX_SOURCES) {
            0 => text,
            more => format!("{text} {}", say!(language, "menu-more", "count" => more)),
        }
    }
}
