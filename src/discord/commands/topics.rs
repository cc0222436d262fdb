//! `/topics`: what the bot knows, topic by topic.

use super::{Command, CommandOption, Invocation, OptionKind, Reply, Run, Words, complete_topic};
use crate::figure::TopicRef;
use crate::query::Selection;
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, say};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "topics", ko: "주제" },
    description: Words { en: "Browse what the bot knows", ko: "볼 수 있는 자료를 둘러봅니다" },
    options: &[
        CommandOption {
            name: Words { en: "topic", ko: "주제" },
            description: Words { en: "Show what belongs to this topic", ko: "이 주제의 자료를 봅니다" },
            required: false,
            kind: OptionKind::Completed(complete_topic),
        },
        CommandOption {
            name: Words { en: "page", ko: "쪽" },
            description: Words { en: "Which page of the list", ko: "목록의 쪽 번호" },
            required: false,
            kind: OptionKind::Count,
        },
    ],
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let catalog = invocation.answerer.catalog();
    let page = invocation.options.count("page").unwrap_or(1);
    let Some(text) = invocation.options.text("topic") else {
        return pages::topics(catalog, invocation.language, page).into();
    };
    match find(invocation, text) {
        Some(topic) => pages::topic(catalog, invocation.language, topic, page),
        None if meant(invocation, text).is_some() => corrected(invocation, text, page),
        None => pages::notice(invocation.language, &Notice::UnknownTopic(text.to_owned())),
    }
    .into()
}

/// The topic that a misspelt text is nearest to, with the name that it is near.
fn meant<'a>(invocation: &Invocation<'a>, text: &str) -> Option<(TopicRef, &'a str)> {
    let topics = || invocation.answerer.catalog().topics().iter().enumerate();
    let named = || {
        topics().flat_map(|(position, topic)| {
            let names = [&topic.name.en, &topic.name.ko].into_iter().chain(&topic.aliases);
            names.map(move |name| (TopicRef::from(position), &**name))
        })
    };
    // "talnt" for "AI talent": a word of a name is near enough.
    let words = || named().flat_map(|(_, name)| std::iter::once(name).chain(name.split(' ')));
    let near = crate::pack::nearest(text, words())?;
    named().find(|(_, name)| *name == near || name.split(' ').any(|word| word == near))
}

fn corrected(invocation: &Invocation<'_>, text: &str, page: usize) -> Card {
    let language = invocation.language;
    let Some((topic, name)) = meant(invocation, text) else { return pages::gone(language) };
    let mut card = pages::topic(invocation.answerer.catalog(), language, topic, page);
    let typed = crate::discord::limits::cut(&crate::reply::escape::clean(text), 60);
    card.assumptions.insert(0, say!(language, "assumed-read-as", "typed" => typed, "read" => name));
    card
}

/// The topic that a text names: a completion, an id or a name.
pub(super) fn find(invocation: &Invocation<'_>, text: &str) -> Option<TopicRef> {
    let catalog = invocation.answerer.catalog();
    if let Some(Selection::Topic(topic)) = Selection::from_token(text, catalog) {
        return Some(topic);
    }
    catalog.find_topic(text).or_else(|| {
        let wanted = text.to_lowercase();
        let position = catalog.topics().iter().position(|topic| {
            let names = [&topic.name.en, &topic.name.ko];
            names.into_iter().chain(&topic.aliases).any(|name| name.to_lowercase() == wanted)
        })?;
        Some(TopicRef::from(position))
    })
}
