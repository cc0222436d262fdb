//! The same question gets the same bytes.

use datum::app::App;

use super::world::{LANGUAGES, WORLDS, question};

#[test]
fn twice_asked_and_freshly_loaded_give_the_same_bytes() {
    for world in WORLDS.iter() {
        let fresh = App::load(&world.folders).unwrap_or_else(|problems| panic!("{problems}"));
        for figure in world.figures() {
            for language in LANGUAGES {
                let names = world.names(figure, language);
                for text in
                    [names.metric.to_owned(), names.entity.to_owned(), format!("{} {}", names.entity, names.metric)]
                {
                    let first = world.json(&text, &world.ask(&text));
                    assert_eq!(first, world.json(&text, &world.ask(&text)), "asked twice: {text}");
                    assert_eq!(first, world.json(&text, &fresh.engine.ask(&question(&text))), "freshly loaded: {text}");
                }
            }
        }
    }
}
