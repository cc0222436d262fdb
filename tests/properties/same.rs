//! The same question gets the same bytes.

use std::collections::BTreeSet;

use datum::app::App;

use super::world::{LANGUAGES, WORLDS, question};

#[test]
fn twice_asked_and_freshly_loaded_give_the_same_bytes() {
    let world = &WORLDS[1];
    let fresh = App::load(&world.folders).unwrap_or_else(|problems| panic!("{problems}"));
    let mut texts = BTreeSet::new();
    for figure in world.figures() {
        for language in LANGUAGES {
            let names = world.names(figure, language);
            texts.extend([names.metric.to_owned(), names.entity.to_owned()]);
            // Every third cell is enough for the rest: wording a reply is most of the work here.
            if figure.index() % 3 == 0 {
                texts.insert(format!("{} {}", names.entity, names.metric));
                texts.insert(format!("{} {} {}", names.metric, names.entity, names.period));
            }
        }
    }
    for text in texts {
        let first = world.json(&text, &world.ask(&text));
        assert_eq!(world.ask(&text), world.ask(&text), "asked twice: {text}");
        assert_eq!(first, world.json(&text, &fresh.engine.ask(&question(&text))), "freshly loaded: {text}");
    }
}
