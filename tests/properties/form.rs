//! How a question is written changes nothing: case, width, spaces, composition, particles, politeness.

use std::collections::HashSet;

use datum::figure::Language;
use proptest::prelude::*;
use proptest::sample::Index;
use unicode_normalization::UnicodeNormalization;

use super::world::{LANGUAGES, WORLDS, World, cases, essence, none_of};

/// The words of a question about a cell, in order: about whom, what, and every other time when.
fn questions(world: &World, languages: &[Language]) -> Vec<Vec<String>> {
    let mut seen = HashSet::new();
    let mut questions = Vec::new();
    for (number, figure) in world.figures().enumerate() {
        for language in languages {
            let names = world.names(figure, *language);
            let mut words = vec![names.entity.to_owned(), names.metric.to_owned()];
            if !seen.insert(words.clone()) {
                continue;
            }
            if number % 2 == 0 {
                words.push(names.period);
            }
            questions.push(words);
        }
    }
    questions
}

/// What is found where another form of a question is answered in another way.
fn differs(world: &World, plain: &str, other: &str) -> Option<String> {
    let (first, second) = (world.ask(plain), world.ask(other));
    let told = |text: &str, answer| format!("  {text}\n    {}", world.told(answer));
    (essence(&first) != essence(&second)).then(|| [told(plain, &first), told(other, &second)].join("\n"))
}

/// Compares every question with its other forms.
fn check(property: &str, languages: &[Language], forms: impl Fn(&[String]) -> Vec<String>) {
    let world = &WORLDS[1];
    let mut findings = Vec::new();
    for words in questions(world, languages) {
        let plain = words.join(" ");
        findings.extend(forms(&words).iter().filter_map(|other| differs(world, &plain, other)));
    }
    none_of(&findings, property);
}

/// ASCII as the wide letters of East Asian keyboards.
fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
}

/// Each letter in the case that the bits say.
fn mixed_case(text: &str, bits: u64) -> String {
    let turned = |(place, c): (usize, char)| {
        if bits >> (place % 64) & 1 == 1 { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().enumerate().map(turned).collect()
}

/// A word with a particle in the form that its last syllable asks for.
fn with_particle(word: &str, particle: (&str, &str)) -> String {
    let closed = word.chars().last().is_some_and(|last| match u32::from(last).checked_sub(0xAC00) {
        Some(offset) if offset < 11172 => offset % 28 != 0,
        _ => matches!(last.to_ascii_lowercase(), 'l' | 'm' | 'n' | '0' | '1' | '3' | '6' | '7' | '8'),
    });
    format!("{word}{}", if closed { particle.0 } else { particle.1 })
}

/// Behind a closed and behind an open syllable.
const PARTICLES: [(&str, &str); 7] =
    [("은", "는"), ("이", "가"), ("을", "를"), ("의", "의"), ("에", "에"), ("에서", "에서"), ("에는", "에는")];

/// What stands before and behind a question out of politeness.
const PADDING: [(&str, &str); 12] = [
    ("please ", ""),
    ("", " please"),
    ("", "?"),
    ("", " ?!"),
    ("hey does anyone know ", "?"),
    ("hey, does anyone know the ", ""),
    ("can you tell me ", ", please?"),
    ("I would like to know ", "."),
    ("", " 알려줘"),
    ("", " 좀 알려주세요"),
    ("", " 얼마야?"),
    ("혹시 ", " 아시나요?"),
];

#[test]
fn case_changes_nothing() {
    check("case changes nothing", &LANGUAGES, |words| {
        let plain = words.join(" ");
        vec![plain.to_lowercase(), plain.to_uppercase()]
    });
}

#[test]
fn width_and_composition_change_nothing() {
    check("width and composition change nothing", &LANGUAGES, |words| {
        let plain = words.join(" ");
        vec![full_width(&plain), plain.nfd().collect(), plain.nfkd().collect()]
    });
}

#[test]
fn more_space_changes_nothing() {
    check("more space changes nothing", &LANGUAGES, |words| {
        let plain = words.join(" ");
        vec![plain.replace(' ', "  "), plain.replace(' ', "\u{3000}"), format!(" \t{plain}\u{A0}\n")]
    });
}

#[test]
fn particles_change_nothing() {
    check("particles change nothing", &[Language::Korean], |words| {
        let attached = |place: usize, particle| {
            let mut words = words.to_vec();
            words[place] = with_particle(&words[place], particle);
            words.join(" ")
        };
        let places = 0..words.len();
        places
            .flat_map(|place| PARTICLES.iter().map(move |particle| (place, *particle)))
            .map(|(place, particle)| attached(place, particle))
            .collect()
    });
}

#[test]
fn politeness_changes_nothing() {
    check("politeness changes nothing", &LANGUAGES, |words| {
        let plain = words.join(" ");
        PADDING.iter().map(|(before, behind)| format!("{before}{plain}{behind}")).collect()
    });
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_case_and_any_space_change_nothing(which in any::<Index>(), bits in any::<u64>(), space in "[ \t\u{A0}\u{2003}\u{3000}]{1,4}") {
        let world = &WORLDS[1];
        let questions = questions(world, &LANGUAGES);
        let plain = which.get(&questions).join(" ");
        let other = mixed_case(&plain, bits).replace(' ', &space);
        prop_assert_eq!(differs(world, &plain, &other), None);
    }
}
