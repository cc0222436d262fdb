//! What was added, revised, withdrawn or superseded, newest first.

use crate::figure::{Decimal, Figure, Language, PartialDate, Period, Status, TopicRef};
use crate::pack::{Catalog, ChangeKind, Event, Field, history};
use crate::query::Outcome;

use super::topics::turn;
use super::{CHANGE_LINES, page_of};
use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind};
use crate::reply::fit::fit;
use crate::reply::wording::Wording;
use crate::reply::{escape, number, say, shorten::shorten};

/// Characters of a reason on a line.
const MAX_REASON_CHARS: usize = 120;
/// Characters of what stood there before or stands there since.
const MAX_CELL_CHARS: usize = 80;

/// What happened from a date on, of a topic or of all, a page of it.
#[must_use]
pub fn changes(
    catalog: &Catalog,
    language: Language,
    since: Option<PartialDate>,
    topic: Option<TopicRef>,
    page: usize,
) -> Card {
    let wording = Wording { catalog, language };
    let mut all = history(catalog, since.map(PartialDate::first_day));
    all.retain(|event| topic.is_none_or(|topic| is_of(catalog, event, topic)));
    let (page, pages, shown) = page_of(&all, page, CHANGE_LINES);
    let mut card = Card::new(language, CardKind::Changes, Outcome::Answer, title(wording, since, topic));
    card.paragraphs.extend(shown.iter().map(|event| line(wording, event)));
    if all.is_empty() {
        card.paragraphs.push(say!(language, "changes-none"));
        card.paragraphs.extend(newest(wording, since, topic));
    }
    if page == pages {
        card.paragraphs.push(versions(wording, topic));
    }
    let topic = topic.map(|topic| catalog.topic(topic).id.clone());
    turn(&mut card, page, pages, |page, back| Action::ChangesPage { page, back, since, topic: topic.clone() });
    fit(card, 0)
}

/// How old the data are: each pack with its day, the newest first.
#[must_use]
pub fn updated(catalog: &Catalog, language: Language) -> Card {
    let wording = Wording { catalog, language };
    let title = say!(language, "title-updated");
    let mut card = Card::new(language, CardKind::Changes, Outcome::Answer, title);
    card.headline =
        catalog.packs().iter().map(|pack| pack.created).max().map(|day| wording.date(PartialDate::Day(day)));
    card.paragraphs.push(versions(wording, None));
    card.paragraphs.extend(newest(wording, None, None));
    fit(card, 0)
}

/// The figures that became public last, where no change is told: what is new to a reader.
fn newest(wording: Wording<'_>, since: Option<PartialDate>, topic: Option<TopicRef>) -> Vec<String> {
    let catalog = wording.catalog;
    let mut public: Vec<(PartialDate, &Figure)> = catalog
        .figures()
        .iter()
        .filter(|figure| topic.is_none_or(|topic| catalog.metric(figure.metric).topic == topic))
        .filter_map(|figure| Some((figure.known_from.or(catalog.source(figure.source).issued)?, figure)))
        .filter(|(day, _)| since.is_none_or(|since| day.last_day() >= since.first_day()))
        .collect();
    // Of one day in the order of the packs.
    public.sort_by_key(|(day, _)| std::cmp::Reverse(day.last_day()));
    let mut lines: Vec<String> = public
        .iter()
        .take(CHANGE_LINES)
        .map(|(day, figure)| {
            say!(wording.language, "changes-new-line", "date" => wording.date(*day),
                "name" => wording.name(figure), "value" => wording.value(figure))
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(0, say!(wording.language, "changes-new"));
    }
    lines
}

fn title(wording: Wording<'_>, since: Option<PartialDate>, topic: Option<TopicRef>) -> String {
    let language = wording.language;
    let title = match since {
        Some(since) => say!(language, "title-changes-since", "date" => wording.date(since)),
        None => say!(language, "title-changes"),
    };
    match topic {
        Some(topic) => {
            format!("{title} – {}", escape::clean(wording.catalog.topic(topic).name.get(language)))
        }
        None => title,
    }
}

/// Whether an event is about a topic. Of a figure that is gone only the pack is known.
fn is_of(catalog: &Catalog, event: &Event<'_>, topic: TopicRef) -> bool {
    let topic_of = |figure: &Figure| catalog.metric(figure.metric).topic;
    match event.known {
        Some(figure) => topic_of(catalog.figure(figure)) == topic,
        None => catalog.figures().iter().any(|figure| figure.pack == event.pack && topic_of(figure) == topic),
    }
}

fn line(wording: Wording<'_>, event: &Event<'_>) -> String {
    let language = wording.language;
    let figure = event.known.map(|figure| wording.figure(figure));
    let name = match figure {
        Some(figure) => format!("{}, {}", wording.cell(figure), wording.period(&figure.period)),
        None => escape::clean(event.figure),
    };
    let cell = |text: &str| worded(wording, figure, event.field.unwrap_or(Field::Value), text);
    let (from, to) = (cell(&event.from), cell(&event.to));
    let what = match event.kind {
        ChangeKind::Added => match figure {
            Some(figure) => say!(language, "change-added", "name" => name, "value" => wording.value(figure)),
            None => say!(language, "change-added", "name" => name, "value" => to),
        },
        ChangeKind::Revised => {
            let field = field(language, event.field.unwrap_or(Field::Value));
            say!(language, "change-revised", "name" => name, "field" => field, "from" => from, "to" => to)
        }
        ChangeKind::Withdrawn => say!(language, "change-withdrawn", "name" => name, "value" => from),
        ChangeKind::Superseded => say!(language, "change-superseded", "name" => name, "from" => from, "to" => to),
    };
    let mut when = wording.date(event.date);
    if let Some(version) = event.version {
        when = format!("{when} · {} {version}", wording.catalog.pack(event.pack).name);
    }
    let reason = escape::clean(event.reason.get(language));
    let reason = shorten(&reason, MAX_REASON_CHARS);
    format!("{when} – {what} {reason}").trim_end().to_owned()
}

/// A cell as a reader reads it.
fn worded(wording: Wording<'_>, figure: Option<&Figure>, field: Field, cell: &str) -> String {
    let catalog = wording.catalog;
    let read = match field {
        _ if cell.is_empty() => Some(say!(wording.language, "change-nothing")),
        Field::Value | Field::Low | Field::High => figure.and_then(|figure| {
            let value = Decimal::from_str_exact(cell).ok()?;
            Some(number::quantity(wording.language, value, catalog.unit_of(figure.metric)))
        }),
        Field::Period => cell.parse::<Period>().ok().map(|period| wording.period(&period)),
        Field::Status => cell.parse::<Status>().ok().map(|status| wording.status(status)),
        Field::Source | Field::Via => catalog.find_source(cell).map(|source| wording.source(catalog.source(source))),
        Field::Metric => catalog.find_metric(cell).map(|metric| wording.metric(metric)),
        Field::Entity => catalog.find_entity(cell).map(|entity| wording.entity(entity)),
        Field::Precision | Field::Scope => None,
    };
    let read = read.unwrap_or_else(|| escape::clean(cell));
    shorten(&read, MAX_CELL_CHARS).into_owned()
}

fn field(language: Language, field: Field) -> String {
    match field {
        Field::Metric => say!(language, "field-metric"),
        Field::Entity => say!(language, "field-entity"),
        Field::Value => say!(language, "field-value"),
        Field::Low => say!(language, "field-low"),
        Field::High => say!(language, "field-high"),
        Field::Period => say!(language, "field-period"),
        Field::Status => say!(language, "label-status"),
        Field::Precision => say!(language, "field-precision"),
        Field::Scope => say!(language, "label-scope"),
        Field::Source => say!(language, "label-source"),
        Field::Via => say!(language, "field-via"),
    }
}

/// The packs that there are now, with their versions.
fn versions(wording: Wording<'_>, topic: Option<TopicRef>) -> String {
    let catalog = wording.catalog;
    let mut counts = vec![0usize; catalog.packs().len()];
    for figure in catalog.figures() {
        let counts_here = topic.is_none_or(|topic| catalog.metric(figure.metric).topic == topic);
        if let Some(count) = counts.get_mut(figure.pack.index()).filter(|_| counts_here) {
            *count += 1;
        }
    }
    let pack = |(info, count): (&crate::pack::PackInfo, usize)| {
        say!(wording.language, "changes-pack", "pack" => &*info.name, "version" => &*info.version,
            "date" => info.created.to_string(), "count" => count)
    };
    let packs: Vec<String> = catalog.packs().iter().zip(counts).filter(|(_, count)| *count > 0).map(pack).collect();
    say!(wording.language, "changes-versions", "packs" => packs.join("; "))
}
