//! The parts of a figure in words: value, period, status, names, source. The one place that cards, pages and JSON share.

use crate::figure::{
    EntityRef, Figure, FigureRef, Grade, Language, MetricRef, PartialDate, Period, Precision, Source, SourceRef,
    Status, UnitKind,
};
use crate::pack::Catalog;

use super::card::{Citation, CitationRole, MAX_QUOTED_CHARS, Row};
use super::{date, escape, number, period, say, shorten::shorten};

/// Words for the things of one catalogue in one language.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) language: Language,
}

impl<'a> Wording<'a> {
    pub(crate) fn figure(&self, figure: FigureRef) -> &'a Figure {
        self.catalog.figure(figure)
    }

    pub(crate) fn metric(&self, metric: MetricRef) -> String {
        escape::clean(self.catalog.metric(metric).name.get(self.language))
    }

    pub(crate) fn entity(&self, entity: EntityRef) -> String {
        escape::clean(self.catalog.entity(entity).name.get(self.language))
    }

    /// The value with its unit and how exact it is; for a figure of a date kind, the date.
    pub(crate) fn value(&self, figure: &Figure) -> String {
        let unit = self.catalog.unit_of(figure.metric);
        if unit.kind != UnitKind::Date {
            return number::measured(self.language, figure.value, unit, figure.precision);
        }
        let date = period::period(self.language, &figure.period);
        match figure.precision {
            Precision::Exact => date,
            Precision::About => say!(self.language, "date-about", "date" => date),
            Precision::AtLeast => say!(self.language, "date-at-least", "date" => date),
            Precision::AtMost => say!(self.language, "date-at-most", "date" => date),
        }
    }

    pub(crate) fn period(&self, period: &Period) -> String {
        period::period(self.language, period)
    }

    pub(crate) fn date(&self, date: PartialDate) -> String {
        date::date(self.language, date)
    }

    pub(super) fn range(&self, figure: &Figure) -> Option<String> {
        number::range(self.language, figure.low, figure.high, self.catalog.unit_of(figure.metric))
    }

    pub(crate) fn status(&self, status: Status) -> String {
        match status {
            Status::Reported => say!(self.language, "status-reported"),
            Status::Estimated => say!(self.language, "status-estimated"),
            Status::Provisional => say!(self.language, "status-provisional"),
            Status::Announced => say!(self.language, "status-announced"),
            Status::Planned => say!(self.language, "status-planned"),
            Status::Forecast => say!(self.language, "status-forecast"),
            Status::Computed => say!(self.language, "status-computed"),
            Status::Rounded => say!(self.language, "status-rounded"),
            Status::Withdrawn => say!(self.language, "status-withdrawn"),
        }
    }

    pub(crate) fn publisher(&self, source: SourceRef) -> String {
        escape::clean(self.catalog.source(source).publisher.get(self.language))
    }

    /// Publisher and title.
    pub(super) fn source(&self, source: &Source) -> String {
        let publisher = escape::clean(source.publisher.get(self.language));
        let title = escape::clean(source.title.get(self.language));
        if title.is_empty() || title == publisher {
            return publisher;
        }
        say!(self.language, "source-name", "publisher" => publisher, "title" => title)
    }

    /// Two words about a source that answers for nothing, or that is a copy. None for any other source, and where the pack
    /// grades none; that a figure was read elsewhere than at its producer's is said by the citation's role.
    pub(super) fn doubt(&self, source: &Source) -> Option<String> {
        match source.grade? {
            Grade::Weak => Some(say!(self.language, "source-weak")),
            Grade::Repost => Some(say!(self.language, "source-repost")),
            Grade::Primary | Grade::OfficialStatistics | Grade::Research | Grade::Press => None,
        }
    }

    /// Metric – entity.
    pub(crate) fn cell(&self, figure: &Figure) -> String {
        format!("{} – {}", self.metric(figure.metric), self.entity(figure.entity))
    }

    /// Metric – entity – period; of a date kind the period is the answer and is left out.
    pub(super) fn name(&self, figure: &Figure) -> String {
        if self.is_date(figure) {
            return self.cell(figure);
        }
        format!("{} – {}", self.cell(figure), self.period(&figure.period))
    }

    pub(crate) fn is_date(&self, figure: &Figure) -> bool {
        self.catalog.unit_of(figure.metric).kind == UnitKind::Date
    }

    /// A metric's unit by itself: `GPUs`, 개; for a rank or a date, what it is.
    pub(crate) fn unit(&self, metric: MetricRef) -> String {
        let unit = self.catalog.unit_of(metric);
        let name = match self.language {
            Language::English => &unit.many_en,
            Language::Korean => &unit.counter_ko,
        };
        match unit.kind {
            UnitKind::Rank => say!(self.language, "unit-rank"),
            UnitKind::Date => say!(self.language, "unit-date"),
            _ if name.is_empty() => unit.id.to_string(),
            _ => escape::clean(name),
        }
    }

    /// Page, table or paragraph. Packs write it in English; the usual forms are said in the reader's language.
    pub(super) fn locator(&self, locator: &str) -> String {
        let locator = escape::clean(locator);
        let (kind, number) = locator.split_once(' ').unwrap_or_default();
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return locator;
        }
        match kind {
            "page" => say!(self.language, "locator-page", "number" => number),
            "paragraph" => say!(self.language, "locator-paragraph", "number" => number),
            "table" => say!(self.language, "locator-table", "number" => number),
            "figure" => say!(self.language, "locator-figure", "number" => number),
            _ => locator,
        }
    }

    /// `id@pack`, which people paste back to ask for exactly this figure.
    pub(crate) fn answer_id(&self, figure: &Figure) -> String {
        format!("{}@{}", figure.id, self.catalog.pack(figure.pack).name)
    }

    /// Text that somebody typed, to be quoted back.
    pub(crate) fn quoted(&self, text: &str) -> String {
        shorten(&escape::clean(text), MAX_QUOTED_CHARS).into_owned()
    }

    /// A row with all that a figure must be said with.
    pub(crate) fn row(&self, figure: &Figure, name: String, sources: &mut Sources<'_>) -> Row {
        let (source, via) = sources.of(figure, "");
        Row {
            position: None,
            name,
            value: match self.range(figure) {
                Some(range) => {
                    say!(self.language, "number-with-range", "number" => self.value(figure), "range" => range)
                }
                None => self.value(figure),
            },
            period: self.period(&figure.period),
            status: self.status(figure.status),
            source,
            via,
            id: figure.id.clone(),
        }
    }
}

/// The sources of a card, numbered as they are mentioned.
#[derive(Clone)]
pub(crate) struct Sources<'a> {
    wording: Wording<'a>,
    list: Vec<Citation>,
    /// The page or table of each, as long as all figures from it stand there.
    locators: Vec<String>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(wording: Wording<'a>) -> Self {
        Self { wording, list: Vec::new(), locators: Vec::new() }
    }

    /// The numbers of a figure's source and of the source in which it was read. The page or table is that of the text
    /// which was read.
    pub(crate) fn of(&mut self, figure: &Figure, locator: &str) -> (usize, Option<usize>) {
        let (own, read) = if figure.via.is_some() { ("", locator) } else { (locator, "") };
        let source = self.number(figure.source, CitationRole::Producer, own);
        let via = figure.via.map(|via| self.number(via, CitationRole::ReadIn, read));
        (source, via)
    }

    fn number(&mut self, source: SourceRef, role: CitationRole, locator: &str) -> usize {
        let wording = self.wording;
        let data = wording.catalog.source(source);
        if let Some(known) = self.list.iter_mut().find(|citation| citation.id == data.id) {
            if role == CitationRole::Producer {
                known.role = role;
            }
            let number = known.number;
            if let Some(known) =
                self.locators.get_mut(number - 1).filter(|known| !locator.is_empty() && *known != locator)
            {
                known.clear();
            }
            return number;
        }
        let mut detail = Vec::new();
        if let Some(issued) = data.issued {
            detail.push(say!(wording.language, "source-published", "date" => wording.date(issued)));
        }
        detail.extend(wording.doubt(data));
        self.locators.push(locator.to_owned());
        let number = self.list.len() + 1;
        let url = [&data.url, &data.archived_url].into_iter().find_map(|url| escape::address(url));
        self.list.push(Citation {
            number,
            text: wording.source(data),
            detail: detail.join(", "),
            url,
            role,
            id: data.id.clone(),
        });
        number
    }

    /// The number of a source that is cited for a calculation.
    pub(crate) fn named(&mut self, source: SourceRef) -> usize {
        self.number(source, CitationRole::Producer, "")
    }

    pub(crate) fn into_list(mut self) -> Vec<Citation> {
        for (citation, locator) in self.list.iter_mut().zip(&self.locators).filter(|(_, locator)| !locator.is_empty()) {
            let parts = [std::mem::take(&mut citation.detail), self.wording.locator(locator)];
            citation.detail =
                parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ");
        }
        self.list
    }
}
