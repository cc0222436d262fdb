//! The grammar of a title: names of packs as parts of a sentence.
//!
//! Nothing here knows a subject. A name that does not fit one of the forms below stands by itself, before a colon.

use crate::figure::{Language, Metric, MetricRef, Period};
use crate::lang::concepts::Lexicon;
use crate::lang::en;
use crate::reply::say;
use crate::reply::wording::Wording;

/// Groups of everyday words for what somebody does who is named with a measure: who bought and who owns is plain. Of other
/// verbs it is not: people killed in a country were not killed by it.
const DOERS: [&str; 2] = ["buy", "own"];
/// Words behind which a name is no noun that could belong to somebody.
const LINKS: [&str; 16] = [
    "of", "in", "by", "with", "for", "to", "per", "at", "on", "from", "who", "that", "after", "under", "without",
    "than",
];

/// A measure split into what is counted and what is done with it: `H100 GPUs` and `bought`, H100 and 구매량.
pub(super) struct Split {
    pub things: String,
    pub did: String,
}

/// Splits the names of two measures, or of one, if that makes a sentence.
pub(super) fn split(wording: Wording<'_>, first: MetricRef, second: MetricRef) -> Option<(Split, Split)> {
    match wording.language {
        Language::English => {
            let (one, other) = (english(wording, first)?, english(wording, second)?);
            (one.things == other.things).then_some((one, other))
        }
        Language::Korean if first == second => None,
        Language::Korean => {
            let (one, other) = (wording.metric(first), wording.metric(second));
            let (a, b): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
            let alike = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
            let parts = |words: &[&str]| {
                let (things, did) = words.split_at_checked(alike)?;
                (!things.is_empty() && !did.is_empty()).then(|| Split { things: things.join(" "), did: did.join(" ") })
            };
            Some((parts(&a)?, parts(&b)?))
        }
    }
}

fn english(wording: Wording<'_>, metric: MetricRef) -> Option<Split> {
    let name = in_sentence(wording, metric);
    let (things, did) = name.rsplit_once(' ')?;
    let lexicon = Lexicon::get();
    // The form must be another one than the verb's own: "bought", not "buy".
    let verb = en::lemmas(did).iter().skip(1).find_map(|verb| lexicon.english_form(verb))?;
    let meaning = lexicon.meaning(verb);
    let does = DOERS.iter().filter_map(|id| lexicon.find_group(id)).any(|group| meaning.groups.contains(&group));
    (does && is_past(did)).then(|| Split { things: things.to_owned(), did: did.to_owned() })
}

/// Whether a form of a verb may be its past: not "buying", not "buys".
fn is_past(form: &str) -> bool {
    !form.ends_with("ing") && !form.ends_with('s')
}

/// A measure's name as it stands inside a sentence: without the capital that only its beginning has. The pack says which
/// words are names: a word that it also writes small is none.
pub(super) fn in_sentence(wording: Wording<'_>, metric: MetricRef) -> String {
    let name = wording.metric(metric);
    if wording.language == Language::Korean {
        return name;
    }
    let first = name.split([' ', ',', '-']).next().unwrap_or_default();
    let small = first.to_lowercase();
    let is_plain_word = first.chars().skip(1).all(char::is_lowercase) && first.chars().count() > 1;
    if is_plain_word && first != small && writes(wording.catalog.metric(metric), &small) {
        return format!("{small}{}", name.get(first.len()..).unwrap_or_default());
    }
    name
}

/// Whether a word stands in a measure's names or definition just so.
fn writes(metric: &Metric, word: &str) -> bool {
    let texts = metric.aliases.iter().chain(&metric.keywords).map(|text| &**text).chain([&*metric.definition.en]);
    texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).any(|found| found == word)
}

/// Whether a measure can belong to somebody: "Korea’s AI workforce", not "Korea’s GPUs shipped".
fn is_noun(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', ',']).collect();
    let last = words.last().copied().unwrap_or_default();
    let lexicon = Lexicon::get();
    let is_form = last.ends_with("ing") || last.ends_with("ed") || last.ends_with(')');
    let is_irregular = lexicon.english_form(last).is_none()
        && last.chars().all(char::is_lowercase)
        && !last.ends_with('s')
        && lexicon.english_word(last).is_some();
    !is_form && !is_irregular && !words.iter().any(|word| LINKS.contains(word)) && !name.contains(',')
}

/// Whose a measure is: "South Korea’s AI workforce", 한국 AI 인력.
pub(super) fn whose(wording: Wording<'_>, name: &str, metric: MetricRef) -> String {
    match wording.language {
        Language::Korean => format!("{name} {}", wording.metric(metric)),
        Language::English => {
            let measure = in_sentence(wording, metric);
            match english(wording, metric) {
                Some(split) => format!(
                    "{} {} by {name}",
                    wording.metric(metric).trim_end_matches(&split.did).trim_end(),
                    split.did
                ),
                None if is_noun(&measure) => format!("{} {measure}", of(name)),
                None => format!("{} – {name}", wording.metric(metric)),
            }
        }
    }
}

/// Whether [`whose`] makes one phrase of a name and a measure.
pub(super) fn can_belong(wording: Wording<'_>, metric: MetricRef) -> bool {
    match wording.language {
        Language::Korean => true,
        Language::English => english(wording, metric).is_none() && is_noun(&in_sentence(wording, metric)),
    }
}

/// The form of a name before what is its own: South Korea’s, United States’. In Korean nothing stands there.
pub(super) fn of(name: &str) -> String {
    if name.ends_with(['s', 'S']) { format!("{name}’") } else { format!("{name}’s") }
}

/// When something was so, as part of a sentence: "in 2023", "on 1 June 2024", 2023년.
pub(super) fn when(wording: Wording<'_>, period: &Period) -> String {
    let text = wording.period(period);
    if wording.language == Language::English && text.starts_with(|c: char| c.is_lowercase()) {
        return say!(wording.language, "chart-in-part", "period" => text);
    }
    if period.first_day() == period.last_day() {
        say!(wording.language, "chart-on", "period" => text)
    } else {
        say!(wording.language, "chart-in", "period" => text)
    }
}

/// A value with the particle of what is reached: 5만 7,000명으로, 81.9%로. In English the value.
pub(super) fn reached(language: Language, value: &str) -> String {
    match language {
        Language::English => value.to_owned(),
        Language::Korean => format!("{value}{}", if closes(value) { "으로" } else { "로" }),
    }
}

/// Whether a Korean text ends in a closed syllable, one in ㄹ not counted, as it is read aloud.
fn closes(text: &str) -> bool {
    /// Letters and digits whose Korean names end in such a syllable.
    const CLOSED: [char; 7] = ['0', '3', '6', 'm', 'n', 'M', 'N'];
    /// The last consonant of a syllable, as its place among the 28.
    const TAILS: u32 = 28;
    const RIEUL: u32 = 8;
    match text.chars().rev().find(|c| c.is_alphanumeric() || *c == '%') {
        Some(c @ '가'..='힣') => {
            let tail = (u32::from(c) - u32::from('가')) % TAILS;
            tail != 0 && tail != RIEUL
        }
        Some(c) => CLOSED.contains(&c),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_particle_follows_how_a_value_is_read() {
        for (value, expected) in [
            ("5만 7,000명", "5만 7,000명으로"),
            ("81.9%", "81.9%로"),
            ("1조 4,590억 원", "1조 4,590억 원으로"),
            ("1,961개", "1,961개로"),
            ("11위", "11위로"),
            ("80GB", "80GB로"),
            ("3km", "3km으로"),
            ("1,000명 이하", "1,000명 이하로"),
            ("7", "7로"),
            ("1,000명(전망치)", "1,000명(전망치)로"),
        ] {
            assert_eq!(reached(Language::Korean, value), expected);
        }
        assert_eq!(reached(Language::English, "81.9%"), "81.9%");
    }

    #[test]
    fn names_take_the_form_of_an_owner() {
        assert_eq!([of("South Korea"), of("United States")], ["South Korea’s", "United States’"]);
        for (name, noun) in [
            ("AI workforce", true),
            ("private AI investment", true),
            ("GPUs shipped", false),
            ("firms using AI", true),
            ("top AI researchers by country of origin", false),
            ("private AI investment, cumulative", false),
            ("GPU power (TDP)", false),
            ("die size", true),
        ] {
            assert_eq!(is_noun(name), noun, "{name}");
        }
    }
}
