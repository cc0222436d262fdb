//! Documents of a word processor, whole and broken.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive with one file.
pub fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A document of these paragraphs; those that begin with `#` are headings.
pub fn document(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| {
        let style = if text.starts_with('#') { "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>" } else { "" };
        format!("<w:p>{style}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", text.replace('&', "&amp;"))
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>"
    );
    archive("word/document.xml", xml.as_bytes())
}

/// Files that nothing can be read of, each with what is said of it in English.
pub fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let bomb = archive("word/document.xml", &vec![b' '; 40 << 20]);
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    vec![
        ("bomb.docx", bomb, "unpacks to more"),
        ("broken.docx", archive("word/document.xml", b"<w:document><w:p><w:t>1,961</w:p>"), "damaged"),
        ("cut.docx", document(&["Korea holds 1,961 H100s."])[..60].to_vec(), "damaged"),
        ("bytes.docx", archive("word/document.xml", b"<w:document>\xFF\xFE</w:document>"), "damaged"),
        ("other.docx", archive("xl/workbook.xml", b"<a/>"), "holds no document"),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 1961".to_vec(), "has a password, or is of an older kind"),
        ("picture.png", b"\x89PNG\r\n\x1A\n\0\0\0\r1961".to_vec(), "not text in UTF-8"),
        ("korean.txt", b"\xC7\xD1\xB1\xB9 1961".to_vec(), "not text in UTF-8"),
        ("empty.docx", document(&["# Only a heading"]), "no text in the file"),
        ("empty.txt", b" \n\t".to_vec(), "no text in the file"),
    ]
}
