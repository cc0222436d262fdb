//! What must hold for every text that is checked: places on borders between characters, in order, without overlaps; no panic;
//! the same text the same verdicts; nothing is found in a text without digits and number words.

use datum::claim::Reader;
use datum::claim::document::text_of;
use datum::reply::claims::{Checked, marked, marked_text, reviews, to_json};
use proptest::prelude::*;
use proptest::sample::select;

use super::world::{LANGUAGES, TODAY, WORLDS, World, cases};

/// Bits that texts with numbers are made of, and bits that break readers.
const SCRAPS: [&str; 72] = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    "(",
    ")",
    "[",
    "]",
    "~",
    "-",
    "–",
    "/",
    ":",
    "<",
    ">",
    "<b>",
    "&#1;",
    "\0",
    "\u{200B}",
    "\u{301}",
    "\u{1112}",
    "\u{1161}",
    "１２",
    "½",
    "👨‍👩‍👧",
    "$",
    "€",
    "%",
    "%p",
    "1",
    "23",
    "1,961",
    "1961",
    "2023",
    "5.3",
    "15만",
    "7조 7,600억",
    "8천",
    "80분의 1",
    "두 배",
    "세 번째",
    "절반",
    "십만",
    "개",
    "명",
    "배",
    "원",
    "약 ",
    " 가까이",
    "를 넘는",
    " 이상",
    "about ",
    "nearly ",
    "between ",
    " and ",
    " to ",
    "from ",
    "one in eighty",
    "fivefold",
    "third-largest",
    "half a million",
    " million",
    "bn",
    " percent",
    " times",
    "Korea ",
    "국내 ",
    " H100s",
    "99999999999999999999999999999999",
];

/// How files of some kinds begin.
const BEGINNINGS: [&[u8]; 3] = [b"", b"PK\x03\x04", b"<p>"];

fn survives(world: &World, text: &str) {
    let reader = Reader::new(world.engine());
    let claims = reader.check(text, Some(TODAY));
    let mut last = 0;
    for claim in &claims {
        let range = claim.phrase.range.clone();
        assert!(text.get(range.clone()).is_some_and(|quote| !quote.is_empty()), "{range:?} of {text:?}");
        assert!(range.start >= last, "{range:?} begins before {last} in {text:?}");
        last = range.end;
    }
    assert_eq!(claims, reader.check(text, Some(TODAY)), "{text:?}");
    let _ = reader.check(text, None);
    for language in LANGUAGES {
        let checked = Checked { text, claims: &claims, language, catalog: world.catalog() };
        let _ = (checked.card(true), checked.line(), marked(&checked), marked_text(&checked));
        let json = to_json(&checked, None).to_string();
        assert!(json.contains("\"claims\""));
        let _ = reviews(&checked, "2026-01-01").to_string();
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn scraps_of_numbers(scraps in prop::collection::vec(select(SCRAPS.as_slice()), 0..24)) {
        let text: String = scraps.concat();
        for world in WORLDS.iter() {
            survives(world, &text);
        }
    }

    #[test]
    fn arbitrary_text(text in any::<String>()) {
        survives(&WORLDS[0], &text);
    }

    #[test]
    fn arbitrary_files(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in select(BEGINNINGS.as_slice())) {
        let bytes = [magic, &bytes].concat();
        for name in [None, Some("a.docx"), Some("a.md"), Some("a.html")] {
            let _ = text_of(name, &bytes);
        }
    }

    #[test]
    fn words_without_numbers_claim_nothing(text in "[bcgijklmpqruvwxyz ]{0,60}") {
        prop_assert!(Reader::new(WORLDS[0].engine()).read(&text).is_empty());
    }
}
