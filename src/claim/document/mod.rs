//! An article as numbered paragraphs and sentences, whatever it was written in.
//!
//! A place in a document is what a figure's `locator` says: `paragraph 8, sentence 2`, counted as a reader of the article
//! counts. So headings, menus, captions of buttons, scripts and other furniture of a page are no paragraphs, and the same
//! article gives the same places as plain text, Markdown and HTML.

mod html;
mod markdown;
mod plain;
mod sentence;

use std::fmt;
use std::ops::Range;

/// How an article is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Paragraphs with empty lines between them; where there are none, each line is a paragraph.
    Plain,
    /// Markdown (CommonMark).
    Markdown,
    /// A web page.
    Html,
}

impl Form {
    /// The form that a file's name says, or else its first letters.
    #[must_use]
    pub fn of(name: Option<&str>, text: &str) -> Self {
        let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("md" | "markdown") => Self::Markdown,
            Some("txt" | "text") => Self::Plain,
            _ if html::looks_like_it(text) => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The paragraphs one after the other, with an empty line between two.
    text: String,
    paragraphs: Vec<Range<usize>>,
    sentences: Vec<(Place, Range<usize>)>,
}

/// Where something stands, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The paragraph.
    pub paragraph: usize,
    /// The sentence in it.
    pub sentence: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "paragraph {}, sentence {}", self.paragraph, self.sentence)
    }
}

impl Document {
    /// Reads an article. Nothing is refused: soup of tags gives what text there is in it.
    #[must_use]
    pub fn read(form: Form, text: &str) -> Self {
        let paragraphs = match form {
            Form::Plain => plain::paragraphs(text),
            Form::Markdown => markdown::paragraphs(text),
            Form::Html => html::paragraphs(text),
        };
        Self::of(&paragraphs)
    }

    fn of(paragraphs: &[String]) -> Self {
        let mut document = Self::default();
        for (position, paragraph) in paragraphs.iter().enumerate() {
            if position > 0 {
                document.text.push_str("\n\n");
            }
            let start = document.text.len();
            document.text.push_str(paragraph);
            document.paragraphs.push(start..document.text.len());
            for (number, range) in sentence::sentences(paragraph).into_iter().enumerate() {
                let place = Place { paragraph: position + 1, sentence: number + 1 };
                document.sentences.push((place, start + range.start..start + range.end));
            }
        }
        document
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many paragraphs there are.
    #[must_use]
    pub fn paragraphs(&self) -> usize {
        self.paragraphs.len()
    }

    /// The place of a byte of the [text](Self::text); that of the last sentence for a byte behind it.
    #[must_use]
    pub fn place(&self, byte: usize) -> Place {
        let after = self.sentences.partition_point(|(_, range)| range.start <= byte);
        let found = after.checked_sub(1).and_then(|position| self.sentences.get(position));
        found.map_or(Place { paragraph: 1, sentence: 1 }, |(place, _)| *place)
    }
}

/// A text with every run of white space as one blank, and none around it.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str =
        "Rain fell on 12 days. It was 3.5 mm on average.\n\n작년 강수일은 12일이다. 평균은 3.5㎜였다.\n";
    const MARKDOWN: &str = "# Weather\n\nRain fell on **12** days.\nIt was 3.5 mm on average.\n\n작년 강수일은 [12일](https://example.org/a)이다. 평균은 3.5㎜였다.\n";
    const HTML: &str = "<html><head><title>99</title><style>p{margin:1px}</style></head><body><nav><p>Menu 7</p></nav><h1>Weather</h1>\
        <p>Rain fell on <b>12</b> days.\n It was 3.5&nbsp;mm on average.</p><script>var a = 42;</script>\
        <p>작년 강수일은 <a href='#'>12일</a>이다.<br>평균은 3.5㎜였다.</p></body></html>";

    #[test]
    fn the_same_article_gives_the_same_places_in_every_form() {
        let plain = Document::read(Form::Plain, PLAIN);
        assert_eq!(plain.paragraphs(), 2);
        for (form, text) in [(Form::Markdown, MARKDOWN), (Form::Html, HTML)] {
            assert_eq!(Document::read(form, text), plain, "{form:?}");
        }
        let place = |needle: &str| plain.place(plain.text().find(needle).unwrap()).to_string();
        assert_eq!(place("12 days"), "paragraph 1, sentence 1");
        assert_eq!(place("3.5 mm"), "paragraph 1, sentence 2");
        assert_eq!(place("평균"), "paragraph 2, sentence 2");
    }

    #[test]
    fn the_form_is_known_by_name_or_by_its_first_letters() {
        assert_eq!(Form::of(Some("a/b.HTML"), ""), Form::Html);
        assert_eq!(Form::of(Some("notes.md"), "<p>"), Form::Markdown);
        assert_eq!(Form::of(None, "  <!DOCTYPE html><p>x"), Form::Html);
        assert_eq!(Form::of(Some("story"), "3 < 4 and 5 > 4"), Form::Plain);
    }

    #[test]
    fn nothing_is_a_document_without_paragraphs() {
        for form in [Form::Plain, Form::Markdown, Form::Html] {
            let nothing = Document::read(form, " \n\t\n ");
            assert_eq!((nothing.text(), nothing.paragraphs()), ("", 0));
            assert_eq!(nothing.place(5), Place { paragraph: 1, sentence: 1 });
        }
        let soup = Document::read(Form::Html, "<p>one <div>two <table><tr><td>three</p></b> four <");
        assert!(["one", "two", "three", "four"].iter().all(|word| soup.text().contains(word)), "{}", soup.text());
    }
}
