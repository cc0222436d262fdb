//! What a typed line means.

use serde_json::Value;

use crate::sandbox::actor::goes_by;

/// A line, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing.
    Empty,
    /// `? `or `help`.
    Help,
    /// `quit`.
    Quit,
    /// `/name ...`, without the slash.
    Command(&'a str),
    /// `tab TEXT`: list the completions of TEXT.
    Tab(&'a str),
    /// `dm TEXT`.
    Dm(&'a str),
    /// `lang ko`.
    Language(&'a str),
    /// `channel NAME`.
    Channel(&'a str),
    /// `user NAME`.
    User(&'a str),
    /// `menu NAME`: a command of the last message's context menu.
    Menu(&'a str),
    /// A number: a button or an option of the last message.
    Number(usize),
    /// Anything else is a message.
    Say(&'a str),
}

impl<'a> Line<'a> {
    /// Reads a line.
    pub(super) fn read(line: &'a str) -> Self {
        let line = line.trim_start();
        if let Some(typed) = line.strip_prefix("tab ") {
            return Self::Tab(typed.trim_start());
        }
        let line = line.trim_end();
        if let Some(command) = line.strip_prefix('/') {
            return Self::Command(command.trim_end());
        }
        if let Ok(number) = line.parse() {
            return Self::Number(number);
        }
        match line {
            "" => return Self::Empty,
            "?" | "help" => return Self::Help,
            "quit" | "exit" => return Self::Quit,
            _ => {}
        }
        match line.split_once(' ').map(|(word, rest)| (word, rest.trim())) {
            Some(("dm", rest)) => Self::Dm(rest),
            Some(("lang", rest)) => Self::Language(rest),
            Some(("channel", rest)) => Self::Channel(rest),
            Some(("user", rest)) => Self::User(rest),
            Some(("menu", rest)) => Self::Menu(rest),
            _ => Self::Say(line),
        }
    }
}

/// Splits a command line into the command's name (as long as `known` says it goes on) and the rest.
pub(super) fn split_name<'a>(text: &'a str, known: &[String]) -> (&'a str, &'a str) {
    let by_length = known
        .iter()
        .filter(|name| text.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        .max_by_key(|name| name.len());
    match by_length {
        Some(name) => text.split_at(name.len()),
        None => text.split_once(' ').unwrap_or((text, "")),
    }
}

/// An option as typed: its name, and where its value begins in the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) value_at: usize,
    /// Whether the name was typed; without it the value belongs to the first option.
    pub(super) named: bool,
}

/// Splits `query:H100 count as_of:2025` at the names that the command knows; a value reaches to the
/// next known name. Text without any name belongs to the command's first option.
pub(super) fn split_options<'a>(text: &'a str, options: &'a [Value]) -> Vec<Typed<'a>> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut at_word = true;
    for (at, character) in text.char_indices() {
        if at_word && !character.is_whitespace() {
            let word = text.get(at..).unwrap_or_default();
            let name = word.split_once(':').map(|(name, _)| name).filter(|name| !name.contains(char::is_whitespace));
            if let Some(name) = name
                && options.iter().any(|option| goes_by(option, name))
            {
                starts.push((at, name));
            }
        }
        at_word = character.is_whitespace();
    }
    let first = starts.first().map_or(text.len(), |(at, _)| *at);
    let mut typed = Vec::new();
    let head = text.get(..first).unwrap_or_default();
    if !head.trim().is_empty()
        && let Some(name) = options.first().and_then(|option| option["name"].as_str())
    {
        let value_at = head.len() - head.trim_start().len();
        typed.push(Typed { name, value: head.trim(), value_at, named: false });
    }
    for (index, (at, name)) in starts.iter().enumerate() {
        let begin = at + name.len() + 1;
        let end = starts.get(index + 1).map_or(text.len(), |(at, _)| *at);
        let raw = text.get(begin..end).unwrap_or_default();
        let value_at = begin + raw.len() - raw.trim_start().len();
        typed.push(Typed { name, value: raw.trim(), value_at, named: true });
    }
    typed
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lines_are_told_apart() {
        assert_eq!(Line::read("/fact query:x "), Line::Command("fact query:x"));
        assert_eq!(Line::read(" 2 "), Line::Number(2));
        assert_eq!(Line::read("dm  hello you"), Line::Dm("hello you"));
        assert_eq!(Line::read("@Bot dm me"), Line::Say("@Bot dm me"));
        assert_eq!(Line::read("tab /fact "), Line::Tab("/fact "));
        assert_eq!(Line::read("help"), Line::Help);
        assert_eq!(Line::read("help me"), Line::Say("help me"));
    }

    #[test]
    fn values_reach_to_the_next_known_name() {
        let options = [
            json!({"name": "query", "name_localizations": {"ko": "질의"}}),
            json!({"name": "as_of", "name_localizations": {"ko": "기준일"}}),
        ];
        let pairs = |text: &str| -> Vec<(String, String)> {
            split_options(text, &options).iter().map(|it| (it.name.to_owned(), it.value.to_owned())).collect()
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs("query:H100 count: all as_of:2025"),
            [pair("query", "H100 count: all"), pair("as_of", "2025")]
        );
        assert_eq!(pairs(" 질의:국내 H100 기준일: 2025 "), [pair("질의", "국내 H100"), pair("기준일", "2025")]);
        assert_eq!(pairs("H100 count as_of:2025"), [pair("query", "H100 count"), pair("as_of", "2025")]);
        assert_eq!(pairs("note: this as_of:"), [pair("query", "note: this"), pair("as_of", "")]);
        let typed = split_options("질의: 국내", &options);
        assert_eq!(typed[0].value_at, "질의: ".len());
    }

    #[test]
    fn names_of_several_words_win_over_shorter_ones() {
        let known = ["settings show".to_owned(), "fact".to_owned()];
        assert_eq!(split_name("settings show x:1", &known), ("settings show", " x:1"));
        assert_eq!(split_name("facts x", &known), ("facts", "x"));
    }
}
