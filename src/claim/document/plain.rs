//! Paragraphs of plain text.

use super::squeezed;

/// Blocks between empty lines. A text without empty lines is one of lines: each is a paragraph, as in texts that were copied
/// out of a page.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    let is_blank = |line: &str| line.trim().is_empty();
    let trimmed = text.trim();
    if !trimmed.lines().any(is_blank) {
        return trimmed.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
    }
    let mut paragraphs = Vec::new();
    let mut block = String::new();
    for line in text.lines().chain([""]) {
        if !is_blank(line) {
            block.push_str(line);
            block.push('\n');
        } else if !block.is_empty() {
            paragraphs.push(squeezed(&block));
            block.clear();
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_belong_together_only_where_empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\nb\n\n\nc\r\nd"), ["a b", "c d"]);
        assert_eq!(paragraphs("\u{FEFF}a\nb\n"), ["a", "b"]);
        assert!(paragraphs("\n \n").is_empty());
    }
}
