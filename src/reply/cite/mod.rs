//! Citations of a figure, ready to paste.
//!
//! The original producer comes first; where the figure was read in another publication, that one follows as "as cited
//! in", 재인용. Nothing is made up: what a pack does not know (an author, a day, an address) is left out. CSL-JSON is the
//! hub of the fields; each format is one file.

mod apa;
mod author;
mod bibtex;
mod csl;
mod inline;
mod press;
mod ris;

use std::fmt;
use std::str::FromStr;

use crate::figure::{Bilingual, Figure, FigureRef, Language, PartialDate, Source};
use crate::pack::Catalog;

use self::author::Author;
use super::card::CopyText;
use super::wording::Wording;
use super::{escape, say};

/// A format of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// In the running text: `Author (year)`, the producer where no author is known.
    Inline,
    /// APA style, 7th edition.
    Apa,
    /// BibTeX.
    Bibtex,
    /// CSL-JSON, which Zotero, Mendeley and pandoc read.
    CslJson,
    /// RIS, which EndNote and most libraries read.
    Ris,
    /// The Korean press's way, in Korean whatever the language.
    PressKo,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Inline, Self::Apa, Self::Bibtex, Self::CslJson, Self::Ris, Self::PressKo];

    /// The word that commands use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Apa => "apa",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::Ris => "ris",
            Self::PressKo => "press-ko",
        }
    }

    /// What a reader sees.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        match self {
            Self::Inline => say!(language, "format-inline"),
            Self::Apa => "APA".into(),
            Self::Bibtex => "BibTeX".into(),
            Self::CslJson => "CSL-JSON".into(),
            Self::Ris => "RIS".into(),
            Self::PressKo => say!(language, "format-press-ko"),
        }
    }

    /// The format that a reader of the language most likely wants.
    #[must_use]
    pub fn usual(language: Language) -> Self {
        match language {
            Language::English => Self::Inline,
            Language::Korean => Self::PressKo,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Format {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|format| format.word() == word).ok_or(())
    }
}

/// A figure's citation in a format.
#[must_use]
pub fn cite(catalog: &Catalog, language: Language, figure: FigureRef, format: Format) -> CopyText {
    let language = if format == Format::PressKo { Language::Korean } else { language };
    let wording = Wording { catalog, language };
    let figure = catalog.figure(figure);
    let work = Work::new(wording, catalog.source(figure.source));
    let via = figure.via.map(|via| Work::new(wording, catalog.source(via)));
    let said = Said { wording, figure };
    let (text, syntax) = match format {
        Format::Inline => (inline::cite(&work, via.as_ref()), ""),
        Format::Apa => (apa::cite(&work, via.as_ref()), ""),
        Format::Bibtex => (bibtex::cite(&work, via.as_ref(), &said), "bibtex"),
        Format::CslJson => (csl::cite(&work, via.as_ref(), &said), "json"),
        Format::Ris => (ris::cite(&work, via.as_ref(), &said), ""),
        Format::PressKo => (press::cite(&work, via.as_ref()), ""),
    };
    CopyText { text, syntax }
}

/// The authors of a source as people say them, with commas between them.
pub(super) fn in_reading_order(authors: &str) -> String {
    author::authors(authors).iter().map(Author::read).collect::<Vec<_>>().join(", ")
}

/// A source as citations need it: in one language, cleaned.
struct Work<'a> {
    language: Language,
    id: &'a str,
    /// A CSL item type.
    csl_type: &'a str,
    publisher: String,
    /// Empty where the publisher is the author.
    authors: Vec<Author>,
    title: String,
    issued: Option<PartialDate>,
    accessed: Option<PartialDate>,
    url: &'a str,
    archived_url: &'a str,
}

impl<'a> Work<'a> {
    fn new(wording: Wording<'a>, source: &'a Source) -> Self {
        let text = |text: &Bilingual| escape::clean(text.get(wording.language));
        Self {
            language: wording.language,
            id: &source.id,
            csl_type: &source.csl_type,
            publisher: text(&source.publisher),
            authors: author::authors(&escape::clean(&source.author)),
            title: text(&source.title),
            issued: source.issued,
            accessed: source.accessed,
            url: &source.url,
            archived_url: &source.archived_url,
        }
    }

    /// A piece in a newspaper, magazine or journal: its publisher is what it stands in.
    fn is_article(&self) -> bool {
        self.csl_type.starts_with("article-")
    }

    /// Who answers for it in the running text: its authors by their family names, or its publisher.
    fn by(&self) -> String {
        match self.authors.as_slice() {
            [] => self.publisher.clone(),
            [only] => only.short(),
            [first, second] => {
                say!(self.language, "cite-two-authors", "first" => first.short(), "second" => second.short())
            }
            [first, ..] => say!(self.language, "cite-many-authors", "first" => first.short()),
        }
    }

    /// The year, or that there is none.
    fn year(&self) -> String {
        match (self.issued, self.language) {
            (Some(issued), _) => issued.year().to_string(),
            (None, language) => say!(language, "cite-no-date"),
        }
    }
}

/// What the figure says, for a citation's note.
struct Said<'a> {
    wording: Wording<'a>,
    figure: &'a Figure,
}

impl Said<'_> {
    /// Metric, entity, period, value, status and id on one line.
    fn note(&self) -> String {
        let Self { wording, figure } = self;
        say!(wording.language, "cite-figure",
            "name" => wording.name(figure),
            "value" => wording.value(figure),
            "status" => wording.status(figure.status),
            "id" => wording.answer_id(figure))
    }

    /// Page, table or paragraph.
    fn locator(&self) -> String {
        self.wording.locator(&self.figure.locator)
    }
}
