//! Names that are made for what a table measures: in the other language, and in the words that people use.
//!
//! A label that is known word by word (`terms`) is put together again in both languages, with the other names of each of its
//! terms. The subject of the table, which its title or its file says, is a part of what its columns mean: the accidents of a
//! table of traffic accidents are traffic accidents.

use rustc_hash::FxHashMap;

use super::terms::{self, Part, Token};
use crate::lang::names::Keys;

/// Names that are made for a metric, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) en: Vec<String>,
    pub(super) ko: Vec<String>,
    /// The first names in both languages, which another metric may have too: then its unit tells it apart.
    pub(super) first: (String, String),
}

/// What a table is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    tokens: Vec<Token>,
    /// Words that say nothing beside the figures of the table.
    pub(super) field_words: Vec<String>,
}

impl Subject {
    /// Whether there is one.
    pub(super) fn is_said(&self) -> bool {
        !self.tokens.is_empty()
    }
}

/// Other names of one term that are tried, and names that are made in each language.
const MAX_OTHERS: usize = 5;
const MAX_MADE: usize = 16;

/// The subject that a title says, for metrics with these labels. What a metric is by itself is no subject of the others where the
/// title names several things: "GDP and population".
pub(super) fn subject(title: &str, is_told: bool, labels: &[&str]) -> Subject {
    let mut tokens = terms::within(title, is_told);
    tokens.dedup_by(|a, b| a.ko.last() == b.ko.last());
    let read: Vec<Vec<Token>> = labels.iter().filter_map(|label| terms::read(label)).collect();
    let is_metric = |token: &Token| read.iter().flatten().any(|other| same(token, other));
    let lists_several = tokens.len() > 1;
    if lists_several {
        tokens.retain(|token| !is_metric(token));
    }
    // Nor is what stands within a label, as the labour force in its participation rate.
    if lists_several {
        let folded: Vec<String> = labels.iter().map(|label| Keys::of(label).squeezed).collect();
        let stands = |name: &String| folded.iter().any(|label| label.contains(&Keys::of(name).squeezed));
        tokens.retain(|token| !token.en.iter().chain(&token.ko).any(stands));
    }
    // What every label says already needs no saying.
    let in_all =
        |token: &Token| !read.is_empty() && read.iter().all(|label| label.iter().any(|other| same(token, other)));
    tokens.retain(|token| !in_all(token));
    let mut field_words: Vec<String> = Vec::new();
    for token in &tokens {
        let modifiers =
            token.en.first().and_then(|name| name.rsplit_once(' ')).map(|(before, _)| terms::within(before, true));
        let all = [token.clone()].into_iter().chain(modifiers.into_iter().flatten());
        for word in all.flat_map(|token| token.en.into_iter().chain(token.ko)) {
            if !field_words.contains(&word) {
                field_words.push(word);
            }
        }
    }
    Subject { tokens, field_words }
}

/// The names of each label, without those that several labels would have.
pub(super) fn names(labels: &[(String, Vec<String>)], subject: &Subject) -> Vec<Made> {
    let mut made: Vec<Made> = labels.iter().map(|(label, parts)| names_of(label, parts, subject)).collect();
    let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (position, one) in made.iter().enumerate() {
        for name in one.en.iter().chain(&one.ko) {
            let owners = owners.entry(Keys::of(name).word_set).or_default();
            if !owners.contains(&position) {
                owners.push(position);
            }
        }
    }
    let is_own = |name: &String| owners.get(&Keys::of(name).word_set).is_none_or(|owners| owners.len() < 2);
    for one in &mut made {
        one.en.retain(is_own);
        one.ko.retain(is_own);
    }
    made
}

fn names_of(label: &str, parts: &[String], subject: &Subject) -> Made {
    let Some(mut tokens) = terms::read(label) else { return Made::default() };
    for (number, part) in parts.iter().enumerate() {
        let Some(more) = terms::part(part) else { return Made::default() };
        // A category stands before what it narrows in both languages.
        let stretch = tokens.iter().map(|token| token.stretch).max().unwrap_or(0) + number + 1;
        tokens.extend(more.into_iter().map(|token| Token { stretch, ..token }));
    }
    let mut made = Made { en: variants(&tokens, false), ko: variants(&tokens, true), ..Made::default() };
    made.first = (made.en.first().cloned().unwrap_or_default(), made.ko.first().cloned().unwrap_or_default());
    for about in &subject.tokens {
        if tokens.iter().any(|token| same(token, about)) {
            continue;
        }
        let with = with_subject(&tokens, about);
        for (names, is_korean) in [(&mut made.en, false), (&mut made.ko, true)] {
            for name in variants(&with, is_korean) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    made
}

/// The terms of a label in the light of what its table is about: "accidents" become traffic accidents, "deaths" deaths in traffic.
fn with_subject(tokens: &[Token], about: &Token) -> Vec<Token> {
    let is_head = |token: &Token| {
        let ends = |whole: &String, end: &String| {
            let (whole, end) = (Keys::of(whole).squeezed, Keys::of(end).squeezed);
            end.chars().count() > 1 && whole.ends_with(&end)
        };
        token.part == Part::Term
            && (about.ko.iter().any(|whole| token.ko.iter().any(|end| ends(whole, end)))
                || about.en.iter().any(|whole| token.en.iter().any(|end| ends(whole, end))))
    };
    if tokens.iter().any(is_head) {
        return tokens
            .iter()
            .map(|token| if is_head(token) { Token { stretch: token.stretch, ..about.clone() } } else { token.clone() })
            .collect();
    }
    let mut with = Vec::with_capacity(tokens.len() + 1);
    let mut is_said = false;
    for token in tokens {
        if token.part == Part::Term && !is_said {
            is_said = true;
            // What both are together may have a name of its own: 교통사고 사망자 수, "road deaths".
            let together = about
                .ko
                .iter()
                .find_map(|about| token.ko.iter().find_map(|name| terms::whole(&format!("{about}{name}"))));
            match together {
                Some(one) => with.push(Token { stretch: token.stretch, ..one }),
                None => {
                    with.push(Token { stretch: token.stretch, ..about.clone() });
                    with.push(token.clone());
                }
            }
        } else {
            with.push(token.clone());
        }
    }
    with
}

/// Whether two terms are one.
fn same(one: &Token, other: &Token) -> bool {
    let key = |name: &String| Keys::of(name).squeezed;
    one.ko.iter().any(|name| other.ko.iter().any(|known| key(known) == key(name)))
}

/// The label in one language, with each of its terms by its other names, the nearest to the label first.
fn variants(tokens: &[Token], is_korean: bool) -> Vec<String> {
    let is_per = |token: &&Token| matches!(token.part, Part::Per | Part::Time);
    let (share, tokens): (Vec<&Token>, Vec<&Token>) = tokens.iter().partition(|token| token.part == Part::Share);
    let (per, mut others): (Vec<&Token>, Vec<&Token>) = tokens.into_iter().partition(is_per);
    // What stands behind a preposition or a comma in English stands before the rest in Korean.
    let ordered: Vec<&Token> = if is_korean {
        others.sort_by_key(|token| std::cmp::Reverse(token.stretch));
        per.into_iter().chain(others).chain(share).collect()
    } else {
        others.into_iter().chain(share).chain(per).collect()
    };
    let mut made: Vec<String> = Vec::new();
    for with_light in [true, false] {
        let kept: Vec<&[String]> = ordered
            .iter()
            .filter(|token| !matches!(token.part, Part::Light | Part::Time | Part::Share) || with_light)
            .map(|token| {
                let names = if is_korean { token.ko.as_slice() } else { token.en.as_slice() };
                // What may be left out needs no other names.
                let most = if token.part == Part::Light { 1 } else { MAX_OTHERS };
                names.get(..names.len().min(most)).unwrap_or(names)
            })
            .filter(|names| !names.is_empty())
            .collect();
        for choice in choices(&kept) {
            let words: Vec<&str> =
                kept.iter().zip(choice).filter_map(|(names, at)| names.get(at).map(String::as_str)).collect();
            let name = words.join(" ");
            if !name.is_empty() && !made.contains(&name) {
                made.push(name);
            }
        }
    }
    made
}

/// One place in each list, those nearest to the first of all lists first.
fn choices(lists: &[&[String]]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for list in lists {
        all = all
            .into_iter()
            .flat_map(|choice| {
                (0..list.len()).map(move |at| {
                    let mut longer = choice.clone();
                    longer.push(at);
                    longer
                })
            })
            .collect();
        all.sort_by_key(|choice| choice.iter().sum::<usize>());
        all.truncate(MAX_MADE);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(label: &str, title: &str) -> Made {
        let subject = subject(title, false, &[label]);
        names_of(label, &[], &subject)
    }

    #[test]
    fn names_are_put_together_in_both_languages() {
        let beds = of("Hospital beds (per 1,000 people)", "");
        assert_eq!(beds.ko.first().map(String::as_str), Some("인구 천 명당 병상 수"));
        assert!(beds.en.contains(&"hospital beds per 1000".to_owned()), "{:?}", beds.en);
        let share = of("Share of electricity production from coal (%)", "");
        assert_eq!(share.ko.first().map(String::as_str), Some("석탄 발전량 비중"));
        let crime = of("범죄건수", "");
        assert_eq!(crime.en.first().map(String::as_str), Some("crimes"));
        assert_eq!(of("Wombats", ""), Made::default());
    }

    #[test]
    fn the_subject_of_a_table_is_a_part_of_its_names() {
        let accidents = of("사고건수", "시도별 교통사고");
        assert!(accidents.en.contains(&"road accidents".to_owned()) && accidents.ko.contains(&"교통사고".to_owned()));
        let deaths = of("Deaths", "traffic accidents by region");
        assert!(deaths.en.contains(&"road deaths".to_owned()), "{:?}", deaths.en);
        assert!(deaths.ko.contains(&"교통사고 사망자".to_owned()), "{:?}", deaths.ko);
        let injured = subject("Traffic accidents", false, &["Injured", "Deaths"]);
        assert!(injured.field_words.contains(&"교통".to_owned()), "{:?}", injured.field_words);
        // A title that lists what the columns are names no subject of each.
        assert!(subject("GDP and population", false, &["GDP", "Population"]).field_words.is_empty());
    }

    #[test]
    fn what_several_would_be_called_is_a_name_of_none() {
        let labels = [("Births, annual".to_owned(), vec![]), ("Births, total".to_owned(), vec![])];
        let made = names(&labels, &Subject::default());
        assert!(made.iter().all(|one| !one.en.contains(&"births".to_owned())), "{made:?}");
    }
}
