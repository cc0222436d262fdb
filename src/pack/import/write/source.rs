//! Where a table was published.

use crate::pack::import::names::{shorten, slug};
use crate::pack::import::observe::Collected;
use crate::pack::import::old::Old;
use crate::pack::import::{Mapping, Options};
use crate::pack::raw::TableKind;
use crate::pack::write::TableText;

/// The source of an import's figures.
#[derive(Debug)]
pub(in crate::pack::import) struct SourceRows {
    pub(super) id: String,
    is_new: bool,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) url: String,
    pub(super) licence: String,
    pub(super) issued: String,
    accessed: String,
    note: String,
}

/// Settles the source: what was told, or the file's name.
pub(super) fn settle(collected: &Collected, mapping: &mut Mapping, options: &Options, old: &Old) -> SourceRows {
    let file = collected.files.first().map_or("table", String::as_str);
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file).split('.').next().unwrap_or(file);
    let title = mapping.source.title.get_or_insert_with(|| stem.replace(['_', '-'], " ")).clone();
    let publisher = mapping.source.publisher.get_or_insert_with(|| "Publisher not stated".to_owned()).clone();
    let (title, publisher) = (shorten(&title, 300), shorten(&publisher, 160));
    let known = old.source(&title, &publisher).map(str::to_owned);
    let is_new = known.is_none();
    let taken = old.ids(TableKind::Sources);
    let id = known.unwrap_or_else(|| {
        let base = slug(&title);
        let mut id = base.clone();
        let mut number = 2;
        while taken.contains(id.as_str()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    });
    let issued = mapping.source.issued.clone().or_else(|| collected.issued.clone()).unwrap_or_default();
    SourceRows {
        id,
        is_new,
        title,
        publisher,
        url: mapping.source.url.clone().unwrap_or_default(),
        licence: mapping.source.licence.clone().unwrap_or_default(),
        // A date that cannot be read, or lies ahead, says nothing.
        issued: issued
            .parse::<crate::figure::PartialDate>()
            .ok()
            .filter(|date| date.first_day() <= options.today)
            .map(|date| date.to_string())
            .unwrap_or_default(),
        accessed: options.today.to_string(),
        note: shorten(&collected.footnotes.join(" "), 800),
    }
}

impl SourceRows {
    /// The table of sources, with this one.
    pub(super) fn table(&self, old: &Old) -> TableText {
        let mut table = TableText::new(TableKind::Sources);
        old.write(&mut table, TableKind::Sources, |_| false);
        if self.is_new {
            table.add(&[
                ("id", &self.id),
                ("type", "dataset"),
                ("publisher_en", &self.publisher),
                ("title_en", &self.title),
                ("issued", &self.issued),
                ("accessed", &self.accessed),
                ("url", &self.url),
                ("licence", &self.licence),
                ("note_en", &self.note),
                ("note_ko", &self.note),
            ]);
        }
        table
    }
}
