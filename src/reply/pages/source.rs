//! Where figures are from: the list of sources, one figure's sources in full, and citations to copy.

use crate::figure::{Figure, FigureRef, Language, Source, SourceRef, TopicRef};
use crate::pack::Catalog;
use crate::query::Outcome;

use super::topics::turn;
use super::{SOURCE_LINES, page_of};
use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind, Citation, CitationRole};
use crate::reply::cite::{self, Format, cite as citation};
use crate::reply::compose::{calculation, footer};
use crate::reply::fit::fit;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{escape, say};

/// All sources, or those of a topic, a page of them: publisher, title, date, licence, number of figures.
#[must_use]
pub fn sources(catalog: &Catalog, language: Language, topic: Option<TopicRef>, page: usize) -> Card {
    let wording = Wording { catalog, language };
    let mut counts = vec![0usize; catalog.sources().len()];
    for figure in catalog.figures() {
        if topic.is_some_and(|topic| catalog.metric(figure.metric).topic != topic) {
            continue;
        }
        for source in [Some(figure.source), figure.via].into_iter().flatten() {
            if let Some(count) = counts.get_mut(source.index()) {
                *count += 1;
            }
        }
    }
    let all: Vec<SourceRef> = (0..counts.len()).filter(|position| counts[*position] > 0).map(SourceRef::from).collect();
    let (page, pages, shown) = page_of(&all, page, SOURCE_LINES);
    let title = match topic {
        Some(topic) => say!(language, "title-sources-topic",
            "topic" => escape::clean(catalog.topic(topic).name.get(language))),
        None => say!(language, "title-sources"),
    };
    let mut card = Card::new(language, CardKind::Sources, Outcome::Answer, title);
    for (position, source) in shown.iter().enumerate() {
        let data = catalog.source(*source);
        let mut detail = published(wording, data);
        detail.extend(wording.doubt(data));
        detail.push(say!(language, "source-figures", "count" => counts[source.index()]));
        if !data.licence.is_empty() {
            detail.push(escape::clean(&data.licence));
        }
        card.sources.push(entry(wording, data, (page - 1) * SOURCE_LINES + position + 1, &detail));
    }
    card.paragraphs.push(match all.len() {
        0 => say!(language, "topic-empty"),
        count => say!(language, "sources-count", "count" => count),
    });
    card.sources_label = say!(language, "label-sources");
    turn(&mut card, page, pages, |page, back| match topic {
        Some(topic) => Action::TopicSourcesPage { topic: catalog.topic(topic).id.clone(), page, back },
        None => Action::SourcesPage { page, back },
    });
    fit(card, 0)
}

/// The sources of one figure in full: producer, where it was read, page, dates, licence, caveats, and how it was
/// calculated.
#[must_use]
pub fn figure_sources(catalog: &Catalog, language: Language, figure_ref: FigureRef) -> Card {
    let wording = Wording { catalog, language };
    let figure = catalog.figure(figure_ref);
    let mut card = Card::new(language, CardKind::Source, Outcome::Answer, wording.cell(figure));
    card.headline = Some(wording.value(figure));
    card.paragraphs.push(when_and_how(wording, figure));
    let mut list = Sources::new(wording);
    list.of(figure, &figure.locator);
    if let Some(formula) = &figure.formula {
        let formula = calculation(wording, formula.text(), &[], &mut list);
        card.paragraphs.push(say!(language, "figure-calculation", "formula" => formula));
    }
    if let Some(known) = figure.known_from {
        card.paragraphs.push(say!(language, "source-known-from", "date" => wording.date(known)));
    }
    card.sources = list.into_list();
    for (source, citation) in [Some(figure.source), figure.via].into_iter().flatten().zip(&mut card.sources) {
        let data = catalog.source(source);
        let mut detail = vec![citation.detail.clone()];
        if let Some(accessed) = data.accessed {
            detail.push(say!(language, "source-accessed", "date" => wording.date(accessed)));
        }
        detail.push(if data.licence.is_empty() {
            String::new()
        } else {
            say!(language, "source-licence", "licence" => escape::clean(&data.licence))
        });
        if !data.author.is_empty() {
            detail.insert(
                0,
                say!(language, "source-author", "author" => cite::in_reading_order(&escape::clean(&data.author))),
            );
        }
        citation.detail = detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let note = escape::clean(data.note.get(language));
        if !note.is_empty() {
            card.paragraphs.push(format!("[{}] {note}", citation.number));
        }
    }
    card.sources_label =
        if card.sources.len() == 1 { say!(language, "label-source") } else { say!(language, "label-sources") };
    card.actions = vec![
        Action::Cite { figure: figure.id.clone() },
        Action::Define { metric: catalog.metric(figure.metric).id.clone() },
    ];
    card.footer = footer(wording, &[figure_ref], None);
    fit(card, 0)
}

/// A citation of a figure to copy, with the other formats a press away.
#[must_use]
pub fn cite(catalog: &Catalog, language: Language, figure_ref: FigureRef, format: Format) -> Card {
    let wording = Wording { catalog, language };
    let figure = catalog.figure(figure_ref);
    let title = say!(language, "title-cite", "format" => format.name(language), "name" => wording.cell(figure));
    let mut card = Card::new(language, CardKind::Citation, Outcome::Answer, title);
    card.paragraphs.push(format!("{} · {}", wording.value(figure), when_and_how(wording, figure)));
    card.copy = Some(citation(catalog, language, figure_ref, format));
    let others = Format::ALL.into_iter().filter(|other| *other != format);
    card.actions = others.map(|format| Action::CiteAs { figure: figure.id.clone(), format }).collect();
    card.footer = footer(wording, &[figure_ref], None);
    fit(card, 0)
}

fn when_and_how(wording: Wording<'_>, figure: &Figure) -> String {
    let status = wording.status(figure.status);
    if wording.is_date(figure) { status } else { format!("{} · {status}", wording.period(&figure.period)) }
}

fn published(wording: Wording<'_>, source: &Source) -> Vec<String> {
    source
        .issued
        .map(|issued| say!(wording.language, "source-published", "date" => wording.date(issued)))
        .into_iter()
        .collect()
}

fn entry(wording: Wording<'_>, source: &Source, number: usize, detail: &[String]) -> Citation {
    Citation {
        number,
        text: wording.source(source),
        detail: detail.join(", "),
        url: [&source.url, &source.archived_url].into_iter().find_map(|url| escape::address(url)),
        role: CitationRole::Producer,
        id: source.id.clone(),
    }
}
