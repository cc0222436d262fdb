//! Paragraphs of a web page.
//!
//! Text is gathered in blocks: an element that starts on a new line in a browser starts a paragraph. What is not the
//! article (navigation, scripts, forms, headings, code, captions of pictures that are only seen on hover) is passed over.
//! Where a page has an `article` or `main` element with text in it, nothing else is read.

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::squeezed;

/// Elements that a browser starts on a new line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
/// Elements that hold nothing of an article.
const PASSED_OVER: &[&str] = &[
    "audio", "button", "canvas", "code", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "iframe", "input", "label", "math", "nav", "noscript", "object", "option", "pre", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
];
/// Elements deeper than this are read as text of the one above: no article nests so deep, and soup may.
const MAX_DEPTH: usize = 256;

/// Whether a text begins as a page does.
pub(super) fn looks_like_it(text: &str) -> bool {
    let start: String = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).chars().take(64).collect();
    let start = start.to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<div"].iter().any(|tag| start.starts_with(tag))
}

/// The paragraphs of the article on a page.
pub(super) fn paragraphs(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    for name in ["article", "main", "body"] {
        let Ok(selector) = Selector::parse(name) else { continue };
        let mut gathered = Gathered::default();
        for element in page.select(&selector).filter(|element| !is_inside(*element, name)) {
            gathered.element(element);
        }
        let paragraphs = gathered.finished();
        if !paragraphs.is_empty() {
            return paragraphs;
        }
    }
    Vec::new()
}

/// Whether an element lies in another one of the same name, whose text holds its own.
fn is_inside(element: ElementRef<'_>, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == name)
}

#[derive(Default)]
struct Gathered {
    paragraphs: Vec<String>,
    block: String,
}

impl Gathered {
    /// Walks through an element without recursion, so that no page is too deep.
    fn element(&mut self, root: ElementRef<'_>) {
        let mut walk = vec![Step::Enter(*root, 0)];
        while let Some(step) = walk.pop() {
            let (node, depth) = match step {
                Step::Leave => {
                    self.end_block();
                    continue;
                }
                Step::Enter(node, depth) => (node, depth),
            };
            match node.value() {
                Node::Text(text) => self.block.push_str(text),
                Node::Element(element) => {
                    let name = element.name();
                    if PASSED_OVER.contains(&name) || element.attr("hidden").is_some() {
                        continue;
                    }
                    let is_block = BLOCKS.contains(&name) && depth < MAX_DEPTH;
                    if is_block {
                        self.end_block();
                        walk.push(Step::Leave);
                    } else if matches!(name, "br" | "td" | "th" | "wbr") {
                        self.block.push(' ');
                    }
                    walk.extend(node.children().rev().map(|child| Step::Enter(child, depth + 1)));
                }
                _ => {}
            }
        }
        self.end_block();
    }

    fn end_block(&mut self) {
        let text = squeezed(&self.block);
        self.block.clear();
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
    }

    fn finished(mut self) -> Vec<String> {
        self.end_block();
        self.paragraphs
    }
}

/// A step of the walk through a page.
enum Step<'a> {
    Enter(ego_tree::NodeRef<'a, Node>, usize),
    Leave,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_read_without_what_stands_around_it() {
        let page = "<div>Most read 1</div><article><h2>Title 2</h2><p>Text 3.</p><aside hidden>4</aside>\
            <article><p>Inner 5.</p></article></article><div>Also 6</div>";
        assert_eq!(paragraphs(page), ["Text 3.", "Inner 5."]);
        let table = "<table><tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr></table>";
        assert_eq!(paragraphs(table), ["a 1", "b 2"]);
    }

    #[test]
    fn depth_does_no_harm() {
        let deep = format!("{}12{}", "<div><b>".repeat(1_000), "</b></div>".repeat(1_000));
        assert_eq!(paragraphs(&deep), ["12"]);
    }
}
