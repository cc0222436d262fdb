//! Makes briefs for posting: from a template to the messages that go into the ledger.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use once_cell::sync::OnceCell;
use serde_json::{Map, Value, json};

use super::briefs::{Compose, Composed, Order};
use super::limits;
use super::loaded::LoadedPacks;
use crate::brief::{self, Brief, Last, Request, Shown, pages};
use crate::chart::{self, Fonts};
use crate::figure::PartialDate;
use crate::pack::{Catalog, Template};
use crate::reply::{date, escape, say};
use crate::store::{LastShown, NewPart, PostFile, Reason, ShownFigure, StoredTemplate};

/// Makes briefs of the templates that the packs and servers have.
pub(super) struct Composer {
    loaded: LoadedPacks,
    /// Read when the first chart is drawn; none if no font is installed.
    fonts: OnceCell<Option<Fonts>>,
}

impl Composer {
    pub(super) fn new(loaded: LoadedPacks) -> Self {
        Self { loaded, fonts: OnceCell::new() }
    }

    fn fonts(&self) -> Option<&Fonts> {
        let load = || Fonts::system().inspect_err(|error| tracing::warn!(%error, "briefs go without charts")).ok();
        self.fonts.get_or_init(load).as_ref()
    }
}

/// The template of a name: the server's own, or one of the packs'.
pub(super) fn template(catalog: &Catalog, name: &str, stored: Option<&StoredTemplate>) -> Option<Template> {
    match stored {
        Some(stored) => brief::made::parse(&stored.name, &stored.body, catalog).ok(),
        None => catalog.find_template(name).cloned(),
    }
}

/// What the ledger remembers of the last brief, as briefs compare with it.
pub(super) fn last(shown: &LastShown, zone: &TimeZone) -> Last {
    let day: Date = zone.to_datetime(shown.planned).date();
    let read = |figure: &ShownFigure| Shown::read(&figure.figure, &figure.shown);
    Last { day, shown: shown.figures.iter().filter_map(read).collect() }
}

impl Compose for Composer {
    fn compose(&self, order: &Order) -> Result<Composed, Reason> {
        let answerer = self.loaded.now().answerer;
        let catalog = answerer.catalog();
        let template = template(catalog, &order.template, order.stored.as_ref()).ok_or(Reason::TemplateGone)?;
        let last = order.last.as_ref().map(|shown| last(shown, &order.zone));
        let request = Request {
            template: &template,
            language: order.language,
            today: order.day,
            last: last.as_ref(),
            title: order.title.as_deref(),
        };
        let brief = answerer.brief(&request);
        let missed = order.missed.map(|due| {
            let due = order.zone.to_datetime(due).date();
            say!(order.language, "brief-missed", "date" => date::date(order.language, PartialDate::Day(due)))
        });
        Ok(Composed { title: thread_name(&brief), parts: self.parts(catalog, &brief, order.embeds, missed) })
    }
}

/// The name of a brief's thread: its title and its day.
pub(super) fn thread_name(brief: &Brief) -> String {
    let day = date::date(brief.language, PartialDate::Day(brief.day));
    let room = limits::THREAD_NAME_CHARS.saturating_sub(day.chars().count() + 3);
    format!("{} – {day}", limits::cut(&brief.title, room))
}

impl Composer {
    fn parts(&self, catalog: &Catalog, brief: &Brief, embeds: bool, missed: Option<String>) -> Vec<NewPart> {
        let pictures: Vec<Option<PostFile>> = (1..)
            .zip(&brief.pictures)
            .map(|(number, picture)| {
                let drawn = chart::draw(&picture.answer, catalog, self.fonts()?);
                let drawn = drawn.inspect_err(|error| tracing::warn!(%error, "a brief goes without a chart")).ok()?;
                let name = format!("chart-{number}.png");
                Some(PostFile { name, description: drawn.alt, bytes: drawn.png })
            })
            .collect();
        let mut pages = if embeds { pages::embeds(brief) } else { pages::texts(brief) };
        if let (Some(missed), Some(page)) = (missed, pages.first_mut()) {
            let missed = escape::markdown(&missed);
            match page.embeds.first_mut() {
                Some(embed) => embed.description = format!("{missed}\n{}", embed.description),
                None => page.text = format!("{missed}\n{}", page.text),
            }
        }
        pages.iter().map(|page| part(brief, page, &pictures)).collect()
    }
}

fn part(brief: &Brief, page: &pages::Page, pictures: &[Option<PostFile>]) -> NewPart {
    let picture = |position: usize| pictures.get(position).and_then(Option::as_ref);
    let mut body = Map::new();
    if !page.text.is_empty() {
        body.insert("content".to_owned(), json!(page.text));
    }
    if !page.embeds.is_empty() {
        let embeds: Vec<Value> = page
            .embeds
            .iter()
            .map(|embed| {
                let mut object = json!({"type": "rich", "title": embed.title, "description": embed.description});
                if !embed.footer.is_empty() {
                    object["footer"] = json!({"text": embed.footer});
                }
                if let Some(file) = embed.picture.and_then(picture) {
                    object["image"] = json!({"url": format!("attachment://{}", file.name)});
                }
                object
            })
            .collect();
        body.insert("embeds".to_owned(), Value::Array(embeds));
    }
    let mut files: Vec<PostFile> = page.pictures.iter().filter_map(|position| picture(*position)).cloned().collect();
    if page.table {
        let description = say!(brief.language, "brief-table", "count" => brief.figures.len());
        files.push(PostFile { name: brief.file_name.clone(), description, bytes: brief.csv.clone().into_bytes() });
    }
    let shown = |id: &str| brief.shown.iter().find(|shown| *shown.figure == *id);
    let figures = page.figures.iter().filter_map(|id| shown(id));
    let figures = figures.map(|shown| ShownFigure { figure: shown.figure.to_string(), shown: shown.text() });
    NewPart { body: Value::Object(body).to_string(), files, figures: figures.collect() }
}
