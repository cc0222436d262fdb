//! `/pack`: which packs are answered from, what would be different if they were read anew, and reading them anew. For those who
//! run the bot.

use std::sync::Arc;
use std::time::Duration;

use super::{Acting, Branch, Callers, Command, Doing, File, Reply, Response, Run, Step, Words};
use crate::discord::answerer::Answerer;
use crate::discord::interactions::notice;
use crate::discord::limits;
use crate::figure::Language;
use crate::pack::{self, Catalog, ChangeKind, Difference};
use crate::query::Outcome;
use crate::reply::escape::clean;
use crate::reply::shorten::shorten;
use crate::reply::{Card, CardKind, say};

const NAME: &str = "pack";
/// Lines on a card; the rest is in the file.
const LINES: usize = 10;
/// Characters of a line on a card. So many lines fit whatever they say.
const LINE_CHARS: usize = 200;
/// How long packs may be read. A network drive that is gone should not keep anybody waiting for ever.
const PATIENCE: Duration = Duration::from_mins(2);

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "자료팩" },
    description: Words {
        en: "Look at the data packs and load them anew", ko: "자료팩을 보고 다시 불러옵니다"
    },
    branches: &[
        Branch {
            name: Words { en: "status", ko: "상태" },
            description: Words {
                en: "Show which packs are answered from, and since when",
                ko: "지금 답하는 자료팩과 불러온 때를 보여 줍니다",
            },
            options: &[],
        },
        Branch {
            name: Words { en: "diff", ko: "차이" },
            description: Words {
                en: "Show what would be different if the packs were loaded anew",
                ko: "다시 불러오면 무엇이 달라지는지 보여 줍니다",
            },
            options: &[],
        },
        Branch {
            name: Words { en: "reload", ko: "다시읽기" },
            description: Words {
                en: "Load the packs anew, all or nothing", ko: "자료팩을 모두 다시 불러옵니다"
            },
            options: &[],
        },
    ],
    callers: Callers::Operators,
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, _step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        match acting.invocation.options.subcommand() {
            Some("reload") => read(acting, true).await,
            Some("diff") => read(acting, false).await,
            _ => status(acting).into(),
        }
    })
}

fn page(language: Language) -> Card {
    Card::new(language, CardKind::Notice, Outcome::Answer, say!(language, "packs-title"))
}

fn status(acting: &Acting<'_>) -> Card {
    let language = acting.invocation.language;
    let set = acting.bot.loaded.now();
    let mut card = page(language);
    let time = set.since.strftime("%Y-%m-%d %H:%M UTC").to_string();
    card.assumptions.push(say!(language, "packs-since", "time" => time));
    let packs = crate::discord::status::packs(set.answerer.catalog());
    if packs.len() > LINES {
        card.more = Some(say!(language, "packs-further", "count" => packs.len() - LINES));
    }
    card.paragraphs = packs
        .into_iter()
        .take(LINES)
        .map(|it| say!(language, "packs-line", "name" => it.name, "version" => it.version, "figures" => it.figures))
        .collect();
    if let Some(why) = acting.bot.loaded.problem() {
        card.paragraphs.push(say!(language, "packs-refused", "why" => line(&why)));
    }
    card
}

/// Reads the packs anew, and says what is different from those that this call began with.
async fn read(acting: &Acting<'_>, take: bool) -> Response {
    let language = acting.invocation.language;
    let sentence = |text| notice(language, text).into();
    match tokio::time::timeout(PATIENCE, acting.bot.loaded.read(take)).await {
        Err(_) => sentence(say!(language, "packs-slow", "seconds" => PATIENCE.as_secs())),
        Ok(None) => sentence(say!(language, "packs-nobody")),
        Ok(Some(Err(problems))) => refused(language, &problems, take).into(),
        Ok(Some(Ok(new))) => {
            let old: Arc<dyn Answerer> = Arc::clone(&acting.bot.answerer);
            let work = move || compared(language, old.catalog(), new.catalog(), take);
            let made = acting.bot.workshop.run(NAME, acting.user.get(), work).await;
            made.map_or_else(|undone| undone.card(language).into(), Response::from)
        }
    }
}

/// All problems: the first ones on the card.
fn refused(language: Language, problems: &[String], take: bool) -> Reply {
    let mut card = page(language);
    card.outcome = Outcome::None;
    card.assumptions.push(if take { say!(language, "packs-unread") } else { say!(language, "packs-would-not") });
    let shown = problems.iter().map(|problem| line(problem)).collect();
    with_file(card, language, shown, problems.join("\n"), say!(language, "packs-problems-file"))
}

fn compared(language: Language, old: &Catalog, new: &Catalog, taken: bool) -> Reply {
    let mut card = page(language);
    if taken {
        card.assumptions.push(say!(language, "packs-reloaded"));
    }
    let mut lines = versions(language, old, new);
    let found = pack::diff(old, new, &[]);
    if lines.is_empty() && found.is_empty() {
        card.paragraphs.push(say!(language, "packs-same"));
        return card.into();
    }
    if !taken {
        card.assumptions.push(say!(language, "packs-would"));
    }
    let count = |kind: ChangeKind| found.iter().filter(|it| it.kind == kind).count();
    lines.push(say!(language, "packs-counts",
        "added" => count(ChangeKind::Added), "revised" => count(ChangeKind::Revised),
        "withdrawn" => count(ChangeKind::Withdrawn), "superseded" => count(ChangeKind::Superseded)));
    let said = |it: &Difference| say!(language, "packs-difference", "kind" => it.kind.word(), "what" => it.to_string());
    lines.extend(found.iter().map(said));
    let shown = lines.iter().map(|text| line(text)).collect();
    with_file(card, language, shown, lines.join("\n"), say!(language, "packs-file"))
}

/// Which packs came, went, or have another version.
fn versions(language: Language, old: &Catalog, new: &Catalog) -> Vec<String> {
    let version = |catalog: &Catalog, name: &str| {
        let pack = catalog.packs().iter().find(|pack| *pack.name == *name);
        pack.map_or_else(|| say!(language, "packs-none"), |pack| pack.version.to_string())
    };
    let mut names: Vec<&str> = old.packs().iter().chain(new.packs()).map(|pack| &*pack.name).collect();
    names.sort_unstable();
    names.dedup();
    let changes = names.into_iter().map(|name| (name, version(old, name), version(new, name)));
    changes
        .filter(|(_, from, to)| from != to)
        .map(|(name, from, to)| say!(language, "packs-version", "name" => name, "from" => from, "to" => to))
        .collect()
}

/// A line as a card shows it.
fn line(text: &str) -> String {
    shorten(&clean(text), LINE_CHARS).into_owned()
}

/// The first lines on the card, and all of them in a file if there are more.
fn with_file(mut card: Card, language: Language, lines: Vec<String>, all: String, description: String) -> Reply {
    let more = lines.len().saturating_sub(LINES);
    card.paragraphs.extend(lines.into_iter().take(LINES));
    if more == 0 {
        return card.into();
    }
    card.more = Some(say!(language, "packs-more", "count" => more));
    let mut reply = Reply::from(card);
    let mut bytes = all.into_bytes();
    bytes.truncate(limits::FILE_BYTES);
    reply.file = Some(File { name: "datum-packs.txt".to_owned(), description, bytes });
    reply
}
