//! APA style, 7th edition, as its CSL style sets it.

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode, Style};
use hayagriva::types::{ChunkedString, Date, EntryType, FormatString, Person, Publisher, QualifiedUrl, StringChunk};
use hayagriva::{BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, Entry};
use once_cell::sync::Lazy;

use super::Work;
use super::author::Author;
use crate::figure::{Language, PartialDate};
use crate::reply::date::date as worded;
use crate::reply::say;

/// The style is unpacked once; it takes some milliseconds.
static APA: Lazy<Option<IndependentStyle>> =
    Lazy::new(|| match ArchivedStyle::AmericanPsychologicalAssociation.get() {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    });

static LOCALES: Lazy<Vec<Locale>> = Lazy::new(locales);

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>) -> String {
    let own = reference(work);
    match via {
        Some(via) => say!(work.language, "cite-apa-via", "source" => own, "via" => reference(via)),
        None => own,
    }
}

/// One entry of a list of references.
fn reference(work: &Work<'_>) -> String {
    set(work).unwrap_or_else(|| {
        // Without the style there is still a whole reference, in the same order.
        format!("{}. ({}). {}. {}", work.publisher, work.year(), work.title, work.url).trim_end().to_owned()
    })
}

fn set(work: &Work<'_>) -> Option<String> {
    let style = APA.as_ref()?;
    let locale = LocaleCode(match work.language {
        Language::English => "en-US".to_owned(),
        Language::Korean => "ko-KR".to_owned(),
    });
    let entry = entry(work);
    let mut driver = BibliographyDriver::new();
    let items = vec![CitationItem::with_entry(&entry)];
    driver.citation(CitationRequest::new(items, style, Some(locale.clone()), &LOCALES, None));
    let rendered = driver.finish(BibliographyRequest::new(style, Some(locale), &LOCALES));
    let bibliography = rendered.bibliography?;
    let mut text = String::new();
    bibliography.items.first()?.content.write_buf(&mut text, BufWriteFormat::Plain).ok()?;
    Some(mend(work, text))
}

/// What the style leaves undone: a date in Korean order, and "Retrieved" where it is not known when.
fn mend(work: &Work<'_>, text: String) -> String {
    let text = if work.accessed.is_none() { text.replace("Retrieved https://", "https://") } else { text };
    let Some(issued) = work.issued.filter(|_| work.language == Language::Korean) else { return text };
    let set = match issued {
        PartialDate::Year(_) => return text,
        PartialDate::Month(year, month) => format!("({year}, {month}월)"),
        PartialDate::Day(day) => format!("({}, {}월 {})", day.year(), day.month(), day.day()),
    };
    text.replacen(&set, &format!("({})", worded(work.language, issued)), 1)
}

fn entry(work: &Work<'_>) -> Entry {
    let article = work.is_article();
    let kind = match work.csl_type {
        "report" => EntryType::Report,
        "book" => EntryType::Book,
        "webpage" | "post-weblog" | "post" => EntryType::Web,
        _ if article => EntryType::Article,
        _ => EntryType::Misc,
    };
    let mut entry = Entry::new(work.id, kind);
    entry.set_title(text(&work.title));
    let publisher_is_author = work.authors.is_empty();
    entry.set_authors(if publisher_is_author {
        vec![literal(&work.publisher)]
    } else {
        work.authors.iter().map(person).collect()
    });
    if let Some(issued) = work.issued {
        entry.set_date(date(issued));
    }
    if let Ok(mut url) = work.url.parse::<QualifiedUrl>() {
        url.visit_date = work.accessed.map(date);
        entry.set_url(url);
    }
    if article && !publisher_is_author {
        let newspaper = work.csl_type == "article-newspaper";
        let mut parent = Entry::new("", if newspaper { EntryType::Newspaper } else { EntryType::Periodical });
        parent.set_title(text(&work.publisher));
        entry.set_parents(vec![parent]);
    } else if !publisher_is_author {
        entry.set_publisher(Publisher::new(Some(text(&work.publisher)), None));
    }
    entry
}

/// Text whose capitals stay: a title is full of names.
fn text(text: &str) -> FormatString {
    FormatString { value: ChunkedString(vec![StringChunk::verbatim(text)]), short: None }
}

/// An organisation, or a name whose parts are not known: printed as it is.
fn literal(name: &str) -> Person {
    Person { name: name.to_owned(), given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None }
}

/// The style prints a particle in front of the family name as a part of it, and a given name by its initials.
fn person(author: &Author) -> Person {
    if !author.is_apart() {
        return literal(&author.family);
    }
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Person {
        given_name: known(&author.given),
        suffix: known(&author.suffix),
        comma_suffix: true,
        ..literal(&author.with_particle())
    }
}

fn date(date: PartialDate) -> Date {
    let zero_based = |number: i8| u8::try_from(number - 1).ok();
    let mut set = Date::from_year(i32::from(date.year()));
    match date {
        PartialDate::Year(_) => {}
        PartialDate::Month(_, month) => set.month = zero_based(month),
        PartialDate::Day(day) => {
            set.month = zero_based(day.month());
            set.day = zero_based(day.day());
        }
    }
    set
}
