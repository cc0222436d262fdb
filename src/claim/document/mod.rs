//! An article as paragraphs, whatever it was written in.
//!
//! A figure's `locator` says `paragraph 8, sentence 2`, counted as a reader of the article counts. So headings, menus,
//! captions of buttons, scripts and other furniture of a page are no paragraphs, and the same article gives the same
//! paragraphs as plain text, Markdown and HTML.

mod docx;
mod html;
mod markdown;
mod plain;

/// Why a file has no text that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is no text in UTF-8, and no document either.
    NotText,
    /// There is no text in it.
    Empty,
    /// It is a document that cannot be unpacked or read.
    Broken,
    /// It has a password, or is of an older kind.
    Locked,
    /// It is an archive without a document's text.
    NoDocument,
    /// It unpacks to more than is read.
    TooLarge,
}

/// The text of a file of any kind that is known, a paragraph a block; plain text as it is.
///
/// # Errors
/// Why there is none.
pub fn text_of(name: Option<&str>, bytes: &[u8]) -> Result<String, FileError> {
    let text = if docx::looks_like_it(bytes) {
        docx::paragraphs(bytes)?.join("\n\n")
    } else {
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).ok_or(FileError::NotText)?;
        match Form::of(name, text) {
            Form::Plain => text.trim_start_matches('\u{FEFF}').to_owned(),
            form => paragraphs(form, text).join("\n\n"),
        }
    };
    if text.trim().is_empty() { Err(FileError::Empty) } else { Ok(text) }
}

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

/// The paragraphs of an article, in order, each on one line. Nothing is refused: soup of tags gives what text there is in it.
#[must_use]
pub fn paragraphs(form: Form, text: &str) -> Vec<String> {
    match form {
        Form::Plain => plain::paragraphs(text),
        Form::Markdown => markdown::paragraphs(text),
        Form::Html => html::paragraphs(text),
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
    fn the_same_article_gives_the_same_paragraphs_in_every_form() {
        let plain = paragraphs(Form::Plain, PLAIN);
        assert_eq!(plain.len(), 2);
        for (form, text) in [(Form::Markdown, MARKDOWN), (Form::Html, HTML)] {
            assert_eq!(paragraphs(form, text), plain, "{form:?}");
        }
    }

    #[test]
    fn the_form_is_known_by_name_or_by_its_first_letters() {
        assert_eq!(Form::of(Some("a/b.HTML"), ""), Form::Html);
        assert_eq!(Form::of(Some("notes.md"), "<p>"), Form::Markdown);
        assert_eq!(Form::of(None, "  <!DOCTYPE html><p>x"), Form::Html);
        assert_eq!(Form::of(Some("story"), "3 < 4 and 5 > 4"), Form::Plain);
    }

    #[test]
    fn nothing_has_no_paragraphs_and_soup_keeps_its_text() {
        for form in [Form::Plain, Form::Markdown, Form::Html] {
            assert!(paragraphs(form, " \n\t\n ").is_empty());
        }
        let soup = paragraphs(Form::Html, "<p>one <div>two <table><tr><td>three</p></b> four <").join(" ");
        assert!(["one", "two", "three", "four"].iter().all(|word| soup.contains(word)), "{soup}");
    }
}
