//! A typing error never leads to another metric or another entity.

use std::collections::BTreeSet;

use datum::figure::{EntityRef, FigureRef, MetricRef};
use datum::query::{Answer, Outcome};
use proptest::prelude::*;
use proptest::sample::Index;

use super::world::{WORLDS, World, cases};

/// Words of at least this many letters are mistyped.
const LETTERS: usize = 5;

/// One way to hit a wrong key.
#[derive(Clone, Copy, Debug)]
enum Slip {
    Left(usize),
    Swapped(usize),
    Wrong(usize, char),
    Added(usize, char),
}

fn any_slip() -> impl Strategy<Value = (u8, Index, char)> {
    (0u8..4, any::<Index>(), proptest::char::range('a', 'z'))
}

fn slip(kind: u8, place: Index, letter: char, letters: usize) -> Slip {
    match kind {
        0 => Slip::Left(place.index(letters)),
        1 => Slip::Swapped(place.index(letters - 1)),
        2 => Slip::Wrong(place.index(letters), letter),
        _ => Slip::Added(place.index(letters + 1), letter),
    }
}

fn mistyped(word: &str, slip: Slip) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    match slip {
        Slip::Left(place) => drop(letters.remove(place)),
        Slip::Swapped(place) => letters.swap(place, place + 1),
        Slip::Wrong(place, letter) => letters[place] = letter,
        Slip::Added(place, letter) => letters.insert(place, letter),
    }
    letters.into_iter().collect()
}

/// The longest word of ASCII letters alone, with where it stands.
fn longest_word(text: &str) -> Option<(usize, &str)> {
    let mut longest: Option<(usize, &str)> = None;
    let mut start = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let plain = word.chars().all(|c| c.is_ascii_alphabetic()) && word.len() >= LETTERS;
        if plain && longest.is_none_or(|(_, found)| word.len() > found.len()) {
            longest = Some((start, word));
        }
        start += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    longest
}

fn cells(world: &World, answer: &Answer) -> BTreeSet<(MetricRef, EntityRef)> {
    let cell = |figure: &FigureRef| {
        let figure = world.catalog().figure(*figure);
        (figure.metric, figure.entity)
    };
    answer.figures.iter().map(cell).collect()
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn one_slip_never_answers_something_else(
        figure in any::<Index>(),
        in_entity in any::<bool>(),
        (kind, place, letter) in any_slip(),
    ) {
        for world in WORLDS.iter() {
            let figure = FigureRef::from(figure.index(world.catalog().figures().len()));
            let names = world.names(figure, datum::figure::Language::English);
            let name = if in_entity { names.entity } else { names.metric };
            let Some((start, word)) = longest_word(name) else { continue };
            let typed = mistyped(word, slip(kind, place, letter, word.len()));
            let wrong_name = format!("{}{typed}{}", &name[..start], &name[start + word.len()..]);
            let (entity, metric) = if in_entity { (&*wrong_name, names.metric) } else { (names.entity, &*wrong_name) };
            let intact = world.ask(&format!("{} {}", names.entity, names.metric));
            let text = format!("{entity} {metric}");
            let answer = world.ask(&text);
            if intact.outcome != Outcome::Answer || answer.outcome != Outcome::Answer {
                continue;
            }
            prop_assert!(
                cells(world, &answer).is_subset(&cells(world, &intact)) && answer.figures.first() == intact.figures.first(),
                "{}\n  {} {}\n    {}\n  {text}\n    {}",
                world.name,
                names.entity,
                names.metric,
                world.told(&intact),
                world.told(&answer)
            );
        }
    }
}
