//! Paragraphs of Markdown, read as the page that it stands for.

use pulldown_cmark::{Options, Parser, html};

/// Paragraphs, items of lists and rows of tables.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{FEFF}');
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = String::with_capacity(text.len() + text.len() / 2);
    html::push_html(&mut page, Parser::new_ext(text, options));
    super::html::paragraphs(&page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_tables_are_read_line_by_line_and_front_matter_is_not() {
        let text = "---\ntitle: 2024\n---\n\nText of\ntwo lines.\n\n- one 1\n- two 2\n\n| a | b |\n|---|---|\n| 3 | 4 |\n\n```\ncode 5\n```\n";
        assert_eq!(paragraphs(text), ["Text of two lines.", "one 1", "two 2", "a b", "3 4"]);
    }
}
