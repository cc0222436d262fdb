//! Text from users and packs, made harmless: cleaned when it enters a card, escaped when it leaves for Discord.

/// A text on one line without control characters, direction overrides and other characters that nobody sees.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}') {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !is_unseen(c) {
            cleaned.push(c);
        }
    }
    if cleaned.ends_with(' ') {
        cleaned.pop();
    }
    cleaned
}

/// Characters that change how their neighbours look, or hide in a text. The joiners that emoji and some scripts need stay.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{061C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// A text for Discord's markdown: shown as it is, whatever it holds. No formatting, link, invitation or mention comes of it.
#[must_use]
pub fn markdown(text: &str) -> String {
    let text = clean(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut characters = text.char_indices().peekable();
    let mut before = None;
    while let Some((position, c)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        match c {
            '\\' | '*' | '_' | '~' | '|' | '>' | '#' | '[' | ']' | '(' | ')' | '<' | '`' => escaped.extend(['\\', c]),
            // A space that has no width keeps the sign and takes its meaning.
            '@' => escaped.extend(['@', '\u{200B}']),
            // `://` makes an address of what stands around it.
            '/' if before == Some(':') => escaped.extend(['\\', c]),
            // A point between letters may be an address or an invitation without `https://`.
            '.' if before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| c.is_ascii_alphabetic()) => {
                escaped.extend(['\\', c]);
            }
            // `- ` and `1. ` begin a list at the beginning of a line.
            '-' | '+' if position == 0 && after == Some(' ') => escaped.extend(['\\', c]),
            '.' if after == Some(' ') && text[..position].bytes().all(|b| b.is_ascii_digit()) => {
                escaped.extend(['\\', c]);
            }
            _ => escaped.push(c),
        }
        before = Some(c);
    }
    escaped
}

/// A masked link, or the escaped text alone where the address cannot be linked.
#[must_use]
pub fn link(text: &str, url: &str) -> String {
    let text = markdown(text);
    match address(url) {
        Some(url) if !text.is_empty() => format!("[{text}]({url})"),
        _ => text,
    }
}

/// An https address in a form that can stand in a masked link; none if it is no such address or too long.
#[must_use]
pub fn address(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://")?;
    if rest.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let mut address = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'"' | b'\'' | b'\\' | b'`' | b'|' | b'*' => {
                address.push_str(&format!("%{byte:02X}"));
            }
            0x21..=0x7E => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    (address.len() <= super::card::MAX_URL_BYTES).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_means_something_to_discord_is_escaped() {
        let table = [
            ("H100 *GPUs* __held__", r"H100 \*GPUs\* \_\_held\_\_"),
            ("||spoiler|| ~~x~~ `code`", r"\|\|spoiler\|\| \~\~x\~\~ \`code\`"),
            ("@everyone <@1> <@&2> <#3>", "@\u{200B}everyone \\<@\u{200B}1\\> \\<@\u{200B}&2\\> \\<\\#3\\>"),
            ("[x](https://evil.example)", r"\[x\]\(https:\//evil\.example\)"),
            ("discord.gg/abc", r"discord\.gg/abc"),
            ("# title", r"\# title"),
            ("- item", r"\- item"),
            ("1. item", r"1\. item"),
            ("-0.36 and 1,961.5", "-0.36 and 1,961.5"),
            ("다음. 문장", "다음. 문장"),
            ("a\u{202E}b\u{0007}c\n\nd\u{FEFF}", "abc d"),
        ];
        for (text, expected) in table {
            assert_eq!(markdown(text), expected);
        }
    }

    #[test]
    fn only_https_addresses_are_linked() {
        assert_eq!(link("a [b]", "https://x.example/(1) 한"), r"[a \[b\]](https://x.example/%281%29%20%ED%95%9C)");
        assert_eq!(link("a", "javascript:alert(1)"), "a");
        assert_eq!(link("a", "http://x.example"), "a");
        assert_eq!(link("a", &format!("https://x.example/{}", "한".repeat(200))), "a");
    }

    proptest! {
        #[test]
        fn nothing_special_is_left_bare(text in "\\PC{0,40}|[-@*_~|>#\\[\\]()<`\\\\:/.a1 ]{0,40}") {
            let escaped = markdown(&text);
            let mut escape = false;
            for c in escaped.chars() {
                if escape {
                    escape = false;
                } else if c == '\\' {
                    escape = true;
                } else {
                    prop_assert!(!"*_~|>#[]()<`".contains(c), "{}", escaped);
                }
            }
            prop_assert!(!escape);
            prop_assert!(!escaped.contains("://") && !escaped.contains("@e"));
        }
    }
}
