//! Paragraphs of a word processor's document (Office Open XML, `.docx`): a ZIP archive whose text lies in one XML file.
//!
//! What a reader sees as running text is read: paragraphs and rows of tables. Headings, what was struck out or moved away in a
//! tracked change, field codes and the second form of a text box are passed over. Nothing is unpacked beyond a limit, whatever the archive says of
//! its sizes, and no entity is expanded.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{FileError, squeezed};

/// Where the text lies.
const TEXT: &str = "word/document.xml";
/// Bytes of XML that are unpacked at the most: twenty characters of markup for each of text is usual.
const MAX_XML_BYTES: u64 = 32 << 20;
/// How an archive begins.
const MAGIC: &[u8] = b"PK\x03\x04";
/// How a document begins that has a password, or is of an older kind.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// Whether bytes begin as a document of this kind does, or as one of its older or locked kin.
pub(super) fn looks_like_it(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC) || bytes.starts_with(COMPOUND)
}

/// The paragraphs of a document.
pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<String>, FileError> {
    if bytes.starts_with(COMPOUND) {
        return Err(FileError::Locked);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileError::Broken)?;
    let part = archive.by_name(TEXT).map_err(|error| match error {
        ZipError::FileNotFound => FileError::NoDocument,
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileError::Locked,
        _ => FileError::Broken,
    })?;
    let mut xml = Vec::new();
    part.take(MAX_XML_BYTES + 1).read_to_end(&mut xml).map_err(|_| FileError::Broken)?;
    if xml.len() as u64 > MAX_XML_BYTES {
        return Err(FileError::TooLarge);
    }
    let xml = String::from_utf8(xml).map_err(|_| FileError::Broken)?;
    read(&xml)
}

fn read(xml: &str) -> Result<Vec<String>, FileError> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{FEFF}'));
    let mut gathered = Gathered::default();
    loop {
        match reader.read_event().map_err(|_| FileError::Broken)? {
            Event::Start(element) => gathered.start(&element),
            Event::Empty(element) => {
                gathered.start(&element);
                gathered.end(element.local_name().as_ref());
            }
            Event::End(element) => gathered.end(element.local_name().as_ref()),
            Event::Text(text) => gathered.text(&text.xml10_content()),
            Event::CData(text) => gathered.text(&text.xml10_content()),
            Event::GeneralRef(reference) => gathered.reference(&reference),
            Event::Eof => break,
            _ => {}
        }
    }
    if gathered.depth > 0 {
        return Err(FileError::Broken);
    }
    gathered.end_block();
    Ok(gathered.paragraphs)
}

#[derive(Default)]
struct Gathered {
    paragraphs: Vec<String>,
    block: String,
    /// Open elements.
    depth: usize,
    /// Open elements up to and with the one that is passed over.
    passed_over: Option<usize>,
    /// Rows of tables that are open: their cells are one line.
    rows: usize,
    in_text: bool,
    is_heading: bool,
}

impl Gathered {
    fn start(&mut self, element: &BytesStart<'_>) {
        self.depth += 1;
        if self.passed_over.is_some() {
            return;
        }
        match element.local_name().as_ref() {
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => self.passed_over = Some(self.depth),
            "p" if self.rows == 0 => self.end_block(),
            "tr" => {
                if self.rows == 0 {
                    self.end_block();
                }
                self.rows += 1;
            }
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.block.push(' '),
            "noBreakHyphen" => self.block.push('-'),
            "pStyle" => self.is_heading |= self.rows == 0 && is_heading(element),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let passed_over = self.passed_over;
        if passed_over == Some(self.depth) {
            self.passed_over = None;
        }
        self.depth = self.depth.saturating_sub(1);
        if passed_over.is_some() {
            return;
        }
        match name {
            "p" if self.rows == 0 => self.end_block(),
            "p" | "tc" => self.block.push(' '),
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                if self.rows == 0 {
                    self.end_block();
                }
            }
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.passed_over.is_none() {
            self.block.push_str(text);
        }
    }

    /// `&amp;` and `&#8217;`; an entity that the document declares itself is nothing that a word processor writes.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        let named = match &*reference.xml10_content() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        };
        if let Some(c) = named.or_else(|| reference.resolve_char_ref().ok().flatten()) {
            self.text(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_block(&mut self) {
        let text = squeezed(&self.block);
        self.block.clear();
        let is_heading = std::mem::take(&mut self.is_heading);
        if !text.is_empty() && !is_heading {
            self.paragraphs.push(text);
        }
    }
}

/// Whether a paragraph's style is that of a heading: the ids of the built-in ones are the same in every language.
fn is_heading(style: &BytesStart<'_>) -> bool {
    let value = style.attributes().flatten().find(|one| one.key.local_name().as_ref() == "val");
    value.is_some_and(|value| {
        let value = value.value.to_ascii_lowercase();
        value.starts_with("heading") || value == "title" || value == "subtitle"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Result<Vec<String>, FileError> {
        read(&format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>"))
    }

    #[test]
    fn running_text_is_read_and_the_rest_is_not() {
        let body = "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Title 99</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>It was </w:t></w:r><w:del><w:r><w:delText>11</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t> mm &amp;&#160;more.</w:t><w:instrText>PAGE 7</w:instrText></w:r></w:p>\
            <w:moveFrom><w:r><w:t>5</w:t></w:r></w:moveFrom><w:p/>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:r><w:t>작년 강수일은 12일이다.</w:t></w:r></w:p>";
        assert_eq!(of(body).unwrap(), ["It was 12 mm & more.", "a 1", "작년 강수일은 12일이다."]);
        assert_eq!(of(""), Ok(vec![]));
    }

    #[test]
    fn what_is_broken_is_said_to_be() {
        for broken in ["<w:p>", "</w:p>", "<w:p><w:t>1</w:p></w:t>", "<", "<w:p a=>&"] {
            assert_eq!(of(broken), Err(FileError::Broken), "{broken}");
        }
        assert_eq!(read("<w:document><w:body>"), Err(FileError::Broken));
        assert_eq!(paragraphs(b"PK\x03\x04 and nothing more"), Err(FileError::Broken));
        assert_eq!(paragraphs(b"\xD0\xCF\x11\xE0\xA1\xB1"), Err(FileError::Locked));
        // Entities that name each other are never expanded.
        let laughs = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><w:p><w:t>&c;1</w:t></w:p>";
        assert_eq!(read(laughs), Ok(vec!["1".to_owned()]));
    }

    #[test]
    fn depth_does_no_harm() {
        let deep = format!("{}<w:t>12</w:t>{}", "<w:p><w:r>".repeat(50_000), "</w:r></w:p>".repeat(50_000));
        assert_eq!(of(&deep).unwrap(), ["12"]);
    }
}
