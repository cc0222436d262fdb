//! What tables of statistics call things, in both languages: the terms of a label, each with what else it is called.
//!
//! `data/import/terms.csv` has the terms of official statistics, `data/lexicon/concepts.csv` the general words behind them. A
//! label is read whole or not at all: half a translation names something else.

mod reading;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use self::reading::{english, korean};
use super::words;
use crate::lang::names;

/// What a term does in a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// It names what is measured.
    #[default]
    Term,
    /// It may be left out: "total", "annual".
    Light,
    /// It says per what: "per capita", "% of GDP".
    Per,
    /// It says in what time, which may be left out: "per day".
    Time,
    /// It says that the values are a part of something, which people say or leave out: "% of female employment".
    Share,
}

/// A term of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) part: Part,
    /// How it is called in English, as the label has it first.
    pub(super) en: Vec<String>,
    /// How it is called in Korean.
    pub(super) ko: Vec<String>,
    /// Whether a table can be about it.
    pub(super) is_subject: bool,
    /// Whether it is a term of statistics, and not a general word.
    pub(super) is_term: bool,
    /// Which stretch between prepositions it stands in.
    pub(super) stretch: usize,
    /// In which general unit it is counted, or empty.
    pub(super) unit: String,
}

#[derive(Clone, Debug, Default)]
struct Entry {
    part: Part,
    en: Vec<String>,
    ko: Vec<String>,
    /// In which general unit it is counted, or empty.
    unit: String,
    /// Whether a table can be about it.
    is_subject: bool,
    /// Whether it is a term of statistics, and not a general word.
    is_term: bool,
}

#[derive(Default)]
struct Terms {
    entries: Vec<Entry>,
    /// By the English words in the singular, with blanks between them.
    english: FxHashMap<String, usize>,
    /// By the Korean words without blanks.
    korean: FxHashMap<String, usize>,
    /// What a term is called where its values are parts of a whole, by the English words of the term: unemployment in per cent
    /// is the unemployment rate.
    shares: FxHashMap<String, usize>,
    /// What a term is called where it is counted in people, in the same way.
    people: FxHashMap<String, usize>,
}

/// The most words of an English term, and the most syllables of a Korean one.
const MAX_WORDS: usize = 9;
const MAX_SYLLABLES: usize = 24;
/// Groups of words that say how a table is ordered or that it is one.
const ORDERS: [&str; 9] =
    ["region", "country", "city", "continent", "data", "agency", "population", "publish", "measure"];
/// General words stand for their group by so many of its words.
const OF_GROUP: usize = 2;
/// The first words of a group say what it is; what follows is only near to it.
const MEANT: usize = 3;

static TERMS: Lazy<Terms> = Lazy::new(|| {
    let mut terms = Terms::default();
    let list = |cell: &str| names::items(cell).map(str::to_owned).collect::<Vec<String>>();
    for row in words::rows(include_str!("../../../data/import/terms.csv")) {
        let [role, unit, en, ko] = row.as_slice() else { continue };
        let (en, ko, unit) = (list(en), list(ko), unit.clone());
        let part = match role.as_str() {
            "light" => Part::Light,
            "per" => Part::Per,
            "time" => Part::Time,
            _ => Part::Term,
        };
        let entry = Entry { part, en, ko, unit, is_subject: part == Part::Term, is_term: true };
        match (role.strip_prefix("share of "), role.strip_prefix("people of ")) {
            (Some(whole), _) => terms.add_named(whole, entry, |terms| &mut terms.shares),
            (_, Some(what)) => terms.add_named(what, entry, |terms| &mut terms.people),
            _ => terms.add(entry, usize::MAX),
        }
    }
    // What codes stand for tells figures apart; it is no subject of a table.
    for (label, korean) in super::codes::labels() {
        terms.add(Entry { en: vec![label], ko: vec![korean], ..Entry::default() }, usize::MAX);
    }
    // What a group of general words is called first is what its other words are called in the other language. A word of
    // several groups belongs to the one that names it earliest.
    let mut general: Vec<(usize, String, Entry)> = Vec::new();
    for row in words::rows(include_str!("../../../data/lexicon/concepts.csv")) {
        let [group, effect, _, _, en, ko] = row.as_slice() else { continue };
        if !matches!(effect.as_str(), "concept" | "qualify") {
            continue;
        }
        let is_subject = effect == "concept" && !ORDERS.contains(&group.as_str());
        let nouns = |words: Vec<String>| words.into_iter().filter(|word| !word.ends_with('다')).collect::<Vec<_>>();
        let (en, ko) = (list(en), nouns(list(ko)));
        let few = |words: &[String]| words.iter().take(OF_GROUP).cloned().collect::<Vec<_>>();
        let entry = |en, ko| Entry { en, ko, is_subject, ..Entry::default() };
        for (rank, word) in en.iter().enumerate().take(MEANT) {
            general.push((rank, word.clone(), entry(vec![word.clone()], few(&ko))));
        }
        for (rank, word) in ko.iter().enumerate().take(MEANT) {
            general.push((rank, word.clone(), entry(few(&en), vec![word.clone()])));
        }
    }
    general.sort_by_key(|(rank, ..)| *rank);
    for (_, _, entry) in general {
        if !entry.en.is_empty() && !entry.ko.is_empty() {
            terms.add(entry, 1);
        }
    }
    terms
});

impl Terms {
    /// Adds an entry by its first names.
    fn add(&mut self, entry: Entry, most: usize) {
        let at = self.entries.len();
        let by_english = most > 1 || entry.en.len() == 1;
        for name in entry.en.iter().take(if by_english { most } else { 0 }) {
            self.english.entry(singulars(name)).or_insert(at);
        }
        let by_korean = most > 1 || entry.ko.len() == 1;
        for name in entry.ko.iter().take(if by_korean { most } else { 0 }) {
            self.korean.entry(names::Keys::of(name).squeezed).or_insert(at);
        }
        self.entries.push(entry);
    }

    /// Adds what terms are called where they are parts of a whole, or people, and their names as terms of their own.
    fn add_named(&mut self, terms: &str, entry: Entry, to: impl Fn(&mut Self) -> &mut FxHashMap<String, usize>) {
        let at = self.entries.len();
        for term in names::items(terms) {
            to(self).entry(singulars(term)).or_insert(at);
        }
        self.add(entry, usize::MAX);
    }

    fn token(&self, at: usize, own: &str, is_korean: bool, stretch: usize) -> Option<Token> {
        let entry = self.entries.get(at)?;
        let (is_subject, is_term) = (entry.is_subject, entry.is_term);
        let (mut en, mut ko) = (entry.en.clone(), entry.ko.clone());
        let names = if is_korean { &mut ko } else { &mut en };
        let key = names::Keys::of(own).squeezed;
        names.retain(|name| names::Keys::of(name).squeezed != key);
        let own = entry
            .ko
            .iter()
            .find(|name| is_korean && names::Keys::of(name).squeezed == key)
            .map_or_else(|| own.to_owned(), Clone::clone);
        if is_korean {
            ko.insert(0, own)
        } else {
            en.insert(0, own)
        }
        Some(Token { part: entry.part, en, ko, stretch, is_subject, is_term, unit: entry.unit.clone() })
    }
}

/// Whether a label is in Korean.
pub(super) fn is_korean(label: &str) -> bool {
    label.chars().any(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'))
}

/// The terms of a label, all of it; none if a word of it is not known.
pub(super) fn read(label: &str) -> Option<Vec<Token>> {
    let (base, mut inner) = brackets(label);
    inner.iter_mut().for_each(|inner| *inner = inner.to_lowercase());
    let mut tokens = if is_korean(&base) { korean(&base, false)? } else { english(&base, false)? };
    share_of_people(&mut tokens);
    let is_share = inner.iter().any(|inner| inner.split_whitespace().next() == Some("%"));
    let is_said = super::names::is_rate(&base) || english(&base, true).is_some_and(|all| all.iter().any(says_share));
    let head = head_of(&tokens, is_korean(&base)).filter(|_| is_share && !is_said);
    if let Some((at, named)) = head.and_then(|at| Some((at, named_as_share(tokens.get(at)?)?))) {
        if let Some(head) = tokens.get_mut(at) {
            *head = named;
        }
    } else if let Some((at, named)) = counted_people(&tokens, &inner, is_korean(&base)) {
        if let Some(head) = tokens.get_mut(at) {
            *head = named;
        }
    } else if let Some(per) = inner.iter().find(|inner| is_per(inner)) {
        match per.strip_prefix("% of ") {
            Some(whole) => tokens.extend(part_of(whole, &base)),
            None => tokens.extend(english(per, false)?),
        }
    }
    // Brackets say with the unit per whom and in what time: "kilograms per person per year".
    let behind = inner.iter().find_map(|inner| english(inner.get(inner.find("per ")?..)?, true)).unwrap_or_default();
    for more in behind {
        let is_wanted = more.part == Part::Time || (more.part == Part::Per && !super::names::is_rate(&base));
        if is_wanted && tokens.iter().all(|token| token.part != more.part) {
            tokens.push(more);
        }
    }
    tokens.iter().any(|token| token.part == Part::Term).then_some(tokens)
}

/// The terms of what narrows a label, such as a category; none if a word of it is not known.
pub(super) fn part(text: &str) -> Option<Vec<Token>> {
    let tokens = if is_korean(text) { korean(text, false)? } else { english(text, false)? };
    (!tokens.is_empty()).then_some(tokens)
}

/// Whether a text may be left out of a label.
pub(super) fn is_light(text: &str) -> bool {
    part(text).is_some_and(|tokens| tokens.iter().all(|token| token.part == Part::Light))
}

/// "Share of adults who smoke" is the smoking rate: of whom it is a share goes without saying where all people are meant.
fn share_of_people(tokens: &mut Vec<Token>) {
    const ALL: [&str; 5] = ["population", "people", "adults", "persons", "individuals"];
    let Some(at) = tokens.iter().position(says_share) else { return };
    let is_all = |token: &Token| token.en.first().is_some_and(|name| ALL.contains(&name.as_str()));
    if !tokens.get(at + 1).is_some_and(is_all) || tokens.len() < at + 3 {
        return;
    }
    let named = tokens.iter().enumerate().skip(at + 2).find_map(|(at, token)| Some((at, named_as_share(token)?)));
    let behind = tokens.iter().map(|token| token.stretch).max().unwrap_or(0) + 1;
    if let Some(people) = tokens.get_mut(at + 1) {
        people.part = Part::Light;
        people.stretch = behind;
    }
    match named {
        Some((position, named)) => {
            if let Some(term) = tokens.get_mut(position) {
                *term = named;
            }
            tokens.remove(at);
        }
        None => {
            if let (Some(token), Some(share)) = (tokens.get_mut(at), part_of("all", "")) {
                *token = share;
            }
        }
    }
}

/// The place of the term that says what is measured: the last of a Korean label, the last before a preposition or comma of an
/// English one.
fn head_of(tokens: &[Token], is_korean: bool) -> Option<usize> {
    let terms = || tokens.iter().enumerate().filter(|(_, token)| token.part == Part::Term);
    let first = terms().map(|(_, token)| token.stretch).min()?;
    terms().filter(|(_, token)| is_korean || token.stretch == first).map(|(at, _)| at).next_back()
}

/// Whether a term says that the values are parts of a whole.
fn says_share(token: &Token) -> bool {
    token.en.iter().any(|name| matches!(name.as_str(), "share" | "proportion" | "percentage"))
}

/// What a term is called where its values are parts of a whole.
fn named_as_share(token: &Token) -> Option<Token> {
    let at = token.en.iter().find_map(|name| TERMS.shares.get(&singulars(name)))?;
    let name = TERMS.entries.get(*at)?.en.first()?;
    TERMS.token(*at, name, false, token.stretch)
}

/// What a term is called where it is counted in people: unemployment in thousand persons is the unemployed.
fn counted_people(tokens: &[Token], inner: &[String], is_korean: bool) -> Option<(usize, Token)> {
    let counts =
        |text: &String| super::units::general(text).is_some_and(|unit| unit.general.as_deref() == Some("people"));
    let at = head_of(tokens, is_korean).filter(|_| inner.iter().any(counts))?;
    let head = tokens.get(at)?;
    let people = *head.en.iter().find_map(|name| TERMS.people.get(&singulars(name)))?;
    let name = TERMS.entries.get(people)?.en.first()?;
    Some((at, TERMS.token(people, name, false, head.stretch)?))
}

/// "% of GDP" and "% of female employment" behind what has that share. A rate says so by itself.
fn part_of(whole: &str, base: &str) -> Option<Token> {
    if super::names::is_rate(base) {
        return None;
    }
    let known = english(&format!("of {whole}"), false).unwrap_or_default();
    if let Some(known) = known.into_iter().find(|token| token.part == Part::Per) {
        return Some(known);
    }
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    Some(Token {
        part: Part::Share,
        en: names(&["share", "percentage", "rate"]),
        ko: names(&["비율", "비중"]),
        stretch: 0,
        is_subject: false,
        is_term: true,
        unit: String::new(),
    })
}

/// The unit in which a label counts: what it names first is a number of people, and it says of nothing that it is per anything.
pub(super) fn counted_in(label: &str) -> Option<String> {
    let tokens = read(label)?;
    if tokens.iter().any(|token| matches!(token.part, Part::Per | Part::Share | Part::Time)) {
        return None;
    }
    let head = tokens.get(head_of(&tokens, is_korean(label))?)?;
    (!head.unit.is_empty()).then(|| head.unit.clone())
}

/// The terms that stand in a text, whatever else is in it: the subject of a title. General words count where somebody said what the
/// subject is; in the name of a file they may be anybody's name, as in "world bank".
pub(super) fn within(text: &str, is_told: bool) -> Vec<Token> {
    let mut tokens = english(text, true).unwrap_or_default();
    for run in text.split(|c: char| !matches!(c, '\u{AC00}'..='\u{D7A3}')).filter(|run| run.chars().count() > 1) {
        tokens.extend(korean(run, true).unwrap_or_default());
    }
    tokens.retain(|token| token.part == Part::Term && (token.is_term || is_told && token.is_subject));
    tokens
}

/// The term that a Korean name is, whole.
pub(super) fn whole(name: &str) -> Option<Token> {
    let at = *TERMS.korean.get(&names::Keys::of(name).squeezed)?;
    TERMS.token(at, name, true, 0)
}

/// A label without what stands in brackets behind it, and what the brackets say that the values are per.
pub(super) fn apart(label: &str) -> (String, Option<String>) {
    let (base, inner) = brackets(label);
    (base, inner.into_iter().map(|inner| inner.to_lowercase()).find(|inner| is_per(inner)))
}

fn is_per(inner: &str) -> bool {
    inner.starts_with("per ") || inner.starts_with("% of ")
}

/// A label without the brackets at its end, and what stands in each of them: the unit, of what it is a share, who estimated it.
pub(super) fn brackets(label: &str) -> (String, Vec<String>) {
    let mut base = label.trim();
    let mut inner = Vec::new();
    while let Some(open) = base.rfind(['(', '[']).filter(|open| *open > 0 && base.ends_with([')', ']'])) {
        inner.push(base.get(open + 1..base.len() - 1).unwrap_or_default().trim().to_owned());
        base = base.get(..open).unwrap_or_default().trim_end();
    }
    // "Coal consumption - TWh"
    if let Some((before, unit)) = base.rsplit_once(" - ").filter(|(_, unit)| super::units::general(unit).is_some()) {
        inner.push(unit.trim().to_owned());
        base = before.trim_end();
    }
    (base.to_owned(), inner)
}

/// English words in the singular, with blanks between them.
fn singulars(text: &str) -> String {
    let singular = |word: String| match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => format!("{stem}y"),
        _ if word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") => {
            word.strip_suffix('s').map_or_else(|| word.clone(), str::to_owned)
        }
        _ => word,
    };
    names::words(&text.replace('%', " percent ").replace('&', ""))
        .into_iter()
        .map(singular)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn korean_of(label: &str) -> Option<String> {
        let tokens = read(label)?;
        Some(tokens.iter().filter_map(|token| token.ko.first().cloned()).collect::<Vec<_>>().join(" + "))
    }

    #[test]
    fn labels_are_read_whole_or_not_at_all() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(korean_of("Unemployment rate"), some("실업률"));
        assert_eq!(korean_of("Hospital beds (per 1,000 people)"), some("병상 수 + 인구 천 명당"));
        assert_eq!(korean_of("Military expenditure (% of GDP)"), some("국방비 + GDP 대비"));
        assert_eq!(korean_of("Forest area (% of land area)"), some("산림 비율"));
        assert_eq!(korean_of("GDP per capita (constant 2015 US$)"), some("GDP + 1인당"));
        assert_eq!(korean_of("Wombats of the south"), None);
        let tokens = read("인구 10만명당 화재건수").unwrap_or_default();
        assert_eq!(
            tokens.iter().filter_map(|token| token.en.first()).collect::<Vec<_>>(),
            ["per 100000 people", "fires"]
        );
        assert_eq!(read("맑은날수"), None);
    }

    #[test]
    fn a_title_names_its_subject_among_other_words() {
        let subject = |title: &str| {
            within(title, false).into_iter().filter_map(|token| token.en.into_iter().next()).collect::<Vec<_>>()
        };
        assert_eq!(subject("traffic-accidents-by-region-2018-2023"), ["traffic accidents"]);
        assert_eq!(subject("시도별 화재 발생 현황"), ["fires"]);
        assert!(subject("API_DS2_en_csv_v2").is_empty());
    }

    #[test]
    fn each_term_has_one_row() {
        let rows = words::rows(include_str!("../../../data/import/terms.csv"));
        assert!(rows.iter().all(|row| row.len() == 4), "{:?}", rows.iter().find(|row| row.len() != 4));
    }
}
