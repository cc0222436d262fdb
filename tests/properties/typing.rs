//! A typing error never leads to another metric or another entity, unless it makes another known word (Eskeld and Eskell,
//! world and would): then that word was typed.

use std::collections::{BTreeMap, BTreeSet};

use datum::figure::{EntityRef, FigureRef, Language, MetricRef};
use datum::query::{Answer, Outcome};
use proptest::prelude::*;
use proptest::sample::Index;

use super::world::{Names, TODAY, WORLDS, World, cases, none_of};

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

/// The words of a text that are mistyped, with where they begin: those of ASCII letters alone.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let all = text.split(|c: char| !c.is_alphanumeric()).map(move |word| {
        let at = start;
        start += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (at, word)
    });
    all.filter(|(_, word)| word.len() >= LETTERS && word.chars().all(|c| c.is_ascii_alphabetic()))
}

fn cells(world: &World, answer: &Answer) -> BTreeSet<(MetricRef, EntityRef)> {
    let cell = |figure: &FigureRef| {
        let figure = world.catalog().figure(*figure);
        (figure.metric, figure.entity)
    };
    answer.figures.iter().map(cell).collect()
}

/// Whom a name is about: which of the two names of a cell is mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Metric,
    Entity,
}

/// How a word by itself is read, a line for each piece: its kind, what was typed and the word of the packs.
fn read(world: &World, word: &str) -> Vec<(String, String)> {
    let explained = world.engine().explain(word, TODAY);
    let pieces = explained.lines().filter(|line| line.starts_with(' '));
    let read = pieces.map(|line| {
        let mut columns = line.split_whitespace().skip(1);
        (columns.next().unwrap_or_default().to_owned(), columns.nth(1).unwrap_or_default().to_owned())
    });
    read.collect()
}

/// Whether a slip could mislead: it is read neither as unknown, nor as the word that was meant, nor is it a word itself.
fn misleads(world: &World, word: &str, typed: &str) -> bool {
    match read(world, typed).as_slice() {
        // A slip that makes an everyday word (firms, fires) is that word.
        [(kind, _)] if ["Unknown", "Pattern", "Everyday"].iter().any(|own| kind.starts_with(own)) => false,
        [(kind, meant)] if kind.starts_with("Typo") => read(world, word).first().is_none_or(|(_, own)| own != meant),
        _ => true,
    }
}

/// What is found where a slip is answered with another cell than the intact question, which must have an answer.
fn astray(world: &World, names: &Names<'_>, whose: Whose, start: usize, word: &str, typed: &str) -> Option<String> {
    let name = if whose == Whose::Entity { names.entity } else { names.metric };
    let wrong = format!("{}{typed}{}", &name[..start], &name[start + word.len()..]);
    let intact = format!("{} {}", names.entity, names.metric);
    let text = match whose {
        Whose::Entity => format!("{wrong} {}", names.metric),
        Whose::Metric => format!("{} {wrong}", names.entity),
    };
    let answer = world.ask(&text);
    if answer.outcome != Outcome::Answer {
        return None;
    }
    let meant = world.ask(&intact);
    let is_same =
        cells(world, &answer).is_subset(&cells(world, &meant)) && answer.figures.first() == meant.figures.first();
    (meant.outcome == Outcome::Answer && !is_same)
        .then(|| format!("  {intact}\n    {}\n  {text}\n    {}", world.told(&meant), world.told(&answer)))
}

/// Every slip in every word of every English name. How a slip is read by itself decides which of them are worth a question:
/// one that is read as unknown, or as the word that was meant, cannot lead elsewhere; the property below draws from those.
#[test]
fn no_slip_answers_something_else() {
    let world = &WORLDS[1];
    let mut misleading: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for figure in world.figures() {
        let names = world.names(figure, Language::English);
        for (whose, name) in [(Whose::Metric, names.metric), (Whose::Entity, names.entity)] {
            if !seen.insert((whose, name.to_owned())) {
                continue;
            }
            for (start, word) in words(name) {
                let slips = misleading.entry(word.to_lowercase()).or_insert_with(|| {
                    let typed: BTreeSet<String> = every_slip(word).map(|slip| mistyped(word, slip)).collect();
                    typed.into_iter().filter(|typed| misleads(world, word, typed)).collect()
                });
                findings.extend(slips.iter().filter_map(|typed| astray(world, &names, whose, start, word, typed)));
            }
        }
    }
    assert!(misleading.len() > 100, "{} words are few", misleading.len());
    none_of(&findings, "a slip never answers something else");
}

fn every_slip(word: &str) -> impl Iterator<Item = Slip> + use<'_> {
    (0..word.len()).flat_map(|place| {
        let letters = move |slip: fn(usize, char) -> Slip| ('a'..='z').map(move |letter| slip(place, letter));
        let swapped = (place + 1 < word.len()).then_some(Slip::Swapped(place));
        std::iter::once(Slip::Left(place)).chain(swapped).chain(letters(Slip::Wrong)).chain(letters(Slip::Added))
    })
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn one_slip_never_answers_something_else(
        figure in any::<Index>(),
        in_entity in any::<bool>(),
        (kind, place, letter) in any_slip(),
    ) {
        let world = &WORLDS[1];
        let names = world.names(figure.index(world.catalog().figures().len()).into(), Language::English);
        let whose = if in_entity { Whose::Entity } else { Whose::Metric };
        let name = if in_entity { names.entity } else { names.metric };
        let Some((start, word)) = words(name).max_by_key(|(_, word)| word.len()) else { return Ok(()) };
        let typed = mistyped(word, slip(kind, place, letter, word.len()));
        // A slip that makes another known word (Eskeld and Eskell) is that word.
        let is_word = |kind: &str| kind.starts_with("Pattern") || kind.starts_with("Everyday");
        prop_assume!(!matches!(read(world, &typed).as_slice(), [(kind, _)] if is_word(kind)));
        let found = astray(world, &names, whose, start, word, &typed);
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }
}
