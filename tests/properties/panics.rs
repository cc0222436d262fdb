//! No text makes the program panic, and no text gets a figure without a source of words for it.

use datum::figure::{EntityRef, MetricRef, TopicRef};
use datum::query::{Answer, Selection};
use datum::reply;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::world::{LANGUAGES, TODAY, WORLDS, World, cases};

/// Everything that is done with a text or an answer.
fn survives(world: &World, text: &str) {
    let answer = world.ask(text);
    renders(world, text, &answer);
    let lines = world.engine().complete(text, 25);
    assert!(lines.len() <= 25, "{} completions", lines.len());
    let _ = Selection::from_token(text, world.catalog());
    let _ = world.engine().explain(text, TODAY);
}

fn renders(world: &World, text: &str, answer: &Answer) {
    let card = reply::compose(answer, world.catalog(), TODAY);
    let _ = reply::json::answer(text, answer, world.catalog(), &card, 0).to_string();
    let plain = reply::plain::text(&card);
    assert!(!plain.trim().is_empty(), "nothing is said to {text:?}");
    let _ = (reply::plain::styled(&card), reply::plain::line(&card));
    let _ = (reply::markdown::render(&card), reply::markdown::message(&card));
}

/// Bits that questions, attacks and accidents are made of, besides the packs' own words.
const SCRAPS: [&str; 60] = [
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "\0",
    "\u{7F}",
    "\u{1B}[31m",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{301}",
    "\u{300}\u{300}",
    "\u{345}",
    "\u{FE0F}",
    "👨‍👩‍👧‍👦",
    "🇰🇷",
    "ㄱ",
    "ㅏ",
    "ㅎㄱ",
    "ᄒ",
    "ᅡᆫ",
    "힣",
    "가",
    "은",
    "는",
    "의",
    "에서",
    "몇",
    "개",
    "명",
    "억",
    "조",
    "2023",
    "'23",
    "2023년",
    "Q3",
    "23-",
    "1,961",
    "0.5",
    "99999999999999999999",
    "٣",
    "½",
    "%",
    "$",
    "@everyone",
    "<@1>",
    "`",
    "```",
    "**",
    "||",
    "](",
    "ß",
    "İ",
    "ǅ",
    "漢",
    "H100",
];

/// A mixture of the packs' words and of scraps, with and without spaces.
fn any_mixture(pieces: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(SCRAPS.to_vec()).prop_map(str::to_owned),
        2 => any::<Index>().prop_map(pack_word),
        1 => any::<char>().prop_map(String::from),
        1 => "[0-9]{1,6}[./~-]?[0-9]{0,4}",
    ];
    proptest::collection::vec((piece, any::<bool>()), 0..pieces).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(&piece);
            text.push_str(if space { " " } else { "" });
        }
        text.chars().take(5000).collect()
    })
}

/// A name, alias or id out of a pack.
fn pack_word(index: Index) -> String {
    let catalog = WORLDS[1].catalog();
    let words: Vec<&str> = match index.index(4) {
        0 => catalog.metrics().iter().flat_map(|one| [&*one.name.en, &*one.name.ko, &*one.id]).collect(),
        1 => catalog.entities().iter().flat_map(|one| [&*one.name.en, &*one.name.ko, &*one.id]).collect(),
        2 => {
            catalog.metrics().iter().flat_map(|one| one.aliases.iter().chain(&one.keywords)).map(|one| &**one).collect()
        }
        _ => catalog.figures().iter().map(|one| &*one.id).collect(),
    };
    words[index.index(words.len())].to_owned()
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn arbitrary_text_gets_a_reply(text in ".{0,300}", token in "[fmet]:[a-z0-9-]{0,90}") {
        survives(&WORLDS[1], &text);
        let _ = Selection::from_token(&token, WORLDS[1].catalog());
    }

    #[test]
    fn arbitrary_mixtures_get_a_reply(text in any_mixture(24)) {
        survives(&WORLDS[1], &text);
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn long_text_gets_a_reply(text in any_mixture(1500), scrap in select(SCRAPS.to_vec()), times in 1usize..5000) {
        survives(&WORLDS[1], &text);
        survives(&WORLDS[1], &scrap.repeat(times).chars().take(5000).collect::<String>());
    }
}

#[test]
fn everything_that_can_be_chosen_gets_a_reply_and_keeps_its_token() {
    for world in WORLDS.iter() {
        let catalog = world.catalog();
        let selections = world
            .figures()
            .map(Selection::Figure)
            .chain((0..catalog.metrics().len()).map(|place| Selection::Metric(MetricRef::from(place))))
            .chain((0..catalog.entities().len()).map(|place| Selection::Entity(EntityRef::from(place))))
            .chain((0..catalog.topics().len()).map(|place| Selection::Topic(TopicRef::from(place))));
        for selection in selections {
            let token = selection.token(catalog);
            assert!(token.len() <= 82, "{token} is too long for a button");
            assert_eq!(Selection::from_token(&token, catalog), Some(selection), "{token}");
            for language in LANGUAGES {
                renders(world, &token, &world.engine().select(selection, language, None));
            }
        }
    }
}
