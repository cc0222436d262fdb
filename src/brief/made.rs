//! Templates that people make: a title and one question a line.
//!
//! What is typed becomes a [`Template`] like those of the packs, and is kept as JSON text. A line that starts with `#`
//! begins a section; every other line is an item ([`Item::read`]). Nothing is refused for what the packs do not know today,
//! because packs change; who makes a template is shown at once what each line gives.

use serde_json::{Value, json};

use crate::figure::Bilingual;
use crate::pack::{Catalog, Item, MAX_ITEMS, MAX_SECTIONS, Section, Template};
use crate::reply::escape;

use super::render::MAX_TITLE_CHARS;

/// Characters of a heading.
const MAX_HEADING_CHARS: usize = 80;
/// Characters of an item, as in packs.
const MAX_ITEM_CHARS: usize = 200;

/// Why a template cannot be made of what was typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MadeError {
    /// There is no title.
    #[error("there is no title: write what the brief is about")]
    NoTitle,
    /// The title, a heading or an item is too long.
    #[error("the line `{line}` is too long: write at most {limit_chars} characters")]
    TooLong {
        /// The beginning of the line.
        line: String,
        /// The most that it may have.
        limit_chars: usize,
    },
    /// There is no question.
    #[error("there is no question: write one a line")]
    NoItems,
    /// A section without a question.
    #[error("the section `{heading}` has no question: write one below it, or remove it")]
    EmptySection {
        /// Its heading.
        heading: String,
    },
    /// More than a brief holds.
    #[error("that is more than a brief holds: at most {sections} sections with {items} questions each")]
    TooMany {
        /// The most sections.
        sections: usize,
        /// The most items of each.
        items: usize,
    },
    /// A stored text that is no template.
    #[error("the stored template cannot be read: make it again")]
    Unreadable,
}

/// Makes a template of a title and lines. A section without a heading gets the title as its own.
///
/// # Errors
/// What is missing or too much.
pub fn make(id: &str, title: &str, lines: &str, catalog: &Catalog) -> Result<Template, MadeError> {
    let title = fitting(title, MAX_TITLE_CHARS)?;
    if title.is_empty() {
        return Err(MadeError::NoTitle);
    }
    let mut sections: Vec<Section> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !escape::clean(line).is_empty()) {
        if let Some(heading) = line.strip_prefix('#') {
            let heading = fitting(heading.trim_start_matches('#'), MAX_HEADING_CHARS)?;
            sections.push(section(&if heading.is_empty() { title.clone() } else { heading }));
            continue;
        }
        let item = fitting(line.trim_start_matches(['-', '*', '•']), MAX_ITEM_CHARS)?;
        if sections.is_empty() {
            sections.push(section(&title));
        }
        if let Some(section) = sections.last_mut().filter(|_| !item.is_empty()) {
            section.items.push(read(&item, catalog));
        }
    }
    if sections.iter().all(|section| section.items.is_empty()) {
        return Err(MadeError::NoItems);
    }
    if let Some(empty) = sections.iter().find(|section| section.items.is_empty()) {
        return Err(MadeError::EmptySection { heading: empty.heading.en.to_string() });
    }
    if sections.len() > MAX_SECTIONS || sections.iter().any(|section| section.items.len() > MAX_ITEMS) {
        return Err(MadeError::TooMany { sections: MAX_SECTIONS, items: MAX_ITEMS });
    }
    Ok(Template { id: id.into(), pack: None, title: both(&title), text: Bilingual::default(), sections })
}

/// An item. One word in small letters is an id only if there is such a figure.
fn read(text: &str, catalog: &Catalog) -> Item {
    match Item::read(text) {
        Item::Figure(id) if catalog.find_figure(&id).is_none() => Item::Question(id),
        item => item,
    }
}

fn section(heading: &str) -> Section {
    Section { heading: both(heading), text: Bilingual::default(), items: Vec::new(), line: 0 }
}

/// People write in one language, which both kinds of readers then see.
fn both(text: &str) -> Bilingual {
    Bilingual::new(text, text)
}

fn fitting(text: &str, limit_chars: usize) -> Result<String, MadeError> {
    let text = escape::clean(text);
    if text.chars().count() <= limit_chars {
        return Ok(text);
    }
    Err(MadeError::TooLong { line: text.chars().take(40).collect(), limit_chars })
}

/// The lines of a template, as [`make`] takes them.
#[must_use]
pub fn lines(template: &Template) -> String {
    let mut lines = Vec::new();
    for section in &template.sections {
        if template.sections.len() > 1 || section.heading != template.title {
            lines.push(format!("# {}", section.heading.en));
        }
        lines.extend(section.items.iter().map(Item::to_string));
    }
    lines.join("\n")
}

/// A template as JSON text, to be stored.
#[must_use]
pub fn write(template: &Template) -> String {
    let text = |text: &Bilingual| json!({"en": text.en, "ko": text.ko});
    let section = |section: &Section| {
        let items: Vec<String> = section.items.iter().map(Item::to_string).collect();
        json!({"heading": text(&section.heading), "text": text(&section.text), "items": items})
    };
    let sections: Vec<Value> = template.sections.iter().map(section).collect();
    json!({"title": text(&template.title), "text": text(&template.text), "sections": sections}).to_string()
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// If it is something else.
pub fn parse(id: &str, text: &str, catalog: &Catalog) -> Result<Template, MadeError> {
    let value: Value = serde_json::from_str(text).map_err(|_| MadeError::Unreadable)?;
    template(id, &value, catalog).ok_or(MadeError::Unreadable)
}

fn template(id: &str, value: &Value, catalog: &Catalog) -> Option<Template> {
    let text = |value: &Value, key: &str| {
        let text = value.get(key)?;
        Some(Bilingual::new(text.get("en")?.as_str()?, text.get("ko")?.as_str()?))
    };
    let section = |value: &Value| {
        let items = value.get("items")?.as_array()?;
        let items: Option<Vec<Item>> = items.iter().map(|item| Some(read(item.as_str()?, catalog))).collect();
        Some(Section { heading: text(value, "heading")?, text: text(value, "text")?, items: items?, line: 0 })
    };
    let sections: Vec<Section> = value.get("sections")?.as_array()?.iter().map(section).collect::<Option<_>>()?;
    let is_whole = !sections.is_empty() && sections.iter().all(|section| !section.items.is_empty());
    is_whole.then_some(Template {
        id: id.into(),
        pack: None,
        title: text(value, "title")?,
        text: text(value, "text")?,
        sections,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::CatalogParts;

    fn catalog() -> Catalog {
        Catalog::new(CatalogParts::default())
    }

    #[test]
    fn a_title_and_lines_make_a_template_that_is_stored_whole() {
        let typed = "보유 잔\n\n# Drunk\n- cups drunk trend\n top 5: cups-drunk \n";
        let template = make("g1", "  Tea  weekly ", typed, &catalog()).unwrap();
        assert_eq!(lines(&template), "# Tea weekly\n보유 잔\n# Drunk\ncups drunk trend\ntop 5: cups-drunk");
        assert_eq!(parse("g1", &write(&template), &catalog()), Ok(template));
    }

    #[test]
    fn one_section_needs_no_heading() {
        let template = make("g1", "Tea", "tea\nmore tea", &catalog()).unwrap();
        assert_eq!(lines(&template), "tea\nmore tea");
        // A word in small letters is a question where no figure has that id.
        assert_eq!(template.sections[0].items[0], Item::Question("tea".into()));
    }

    #[test]
    fn what_is_missing_or_too_much_is_said() {
        let error = |title: &str, lines: &str| make("g1", title, lines, &catalog()).unwrap_err();
        assert_eq!(error(" \u{200B}", "tea"), MadeError::NoTitle);
        assert_eq!(error("Tea", "\n \n"), MadeError::NoItems);
        assert_eq!(error("Tea", "# A\n# B\ntea"), MadeError::EmptySection { heading: "A".into() });
        assert!(matches!(error(&"한".repeat(81), "tea"), MadeError::TooLong { limit_chars: 80, .. }));
        assert!(matches!(error("Tea", &"tea\n".repeat(13)), MadeError::TooMany { .. }));
        for broken in [
            "",
            "[]",
            "{\"title\": 1}",
            "{\"title\":{\"en\":\"a\",\"ko\":\"a\"},\"text\":{\"en\":\"\",\"ko\":\"\"},\"sections\":[]}",
        ] {
            assert_eq!(parse("g1", broken, &catalog()), Err(MadeError::Unreadable), "{broken}");
        }
    }
}
