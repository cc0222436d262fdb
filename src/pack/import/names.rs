//! Names, ids and other names for what a table measures and whom it is about.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::words;
use crate::lang::names::{self, Keys};

/// The longest name, in characters.
const MAX_NAME: usize = 80;
/// The longest slug of one part of an id, so that three of them fit an id.
const MAX_SLUG: usize = 36;

/// Which names are taken by which id, as the checks compare them.
#[derive(Debug, Default)]
pub(super) struct Taken {
    owners: FxHashMap<String, String>,
}

impl Taken {
    /// Whether a name may still be given to an id.
    pub(super) fn is_free(&self, name: &str, id: &str) -> bool {
        let Keys { squeezed, word_set } = Keys::of(name);
        let owned = |key: &String| self.owners.get(key).is_none_or(|owner| owner == id);
        !squeezed.is_empty() && owned(&squeezed) && owned(&word_set)
    }

    /// Gives a name to an id.
    pub(super) fn take(&mut self, name: &str, id: &str) {
        let Keys { squeezed, word_set } = Keys::of(name);
        for key in [squeezed, word_set] {
            self.owners.entry(key).or_insert_with(|| id.to_owned());
        }
    }

    /// The names of a list that are still free, each taken.
    pub(super) fn free(&mut self, list: impl IntoIterator<Item = String>, id: &str) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for name in list {
            let name = name.trim().to_owned();
            if self.is_free(&name, id)
                && name.chars().count() <= MAX_NAME
                && !name.contains('|')
                && !kept.contains(&name)
            {
                self.take(&name, id);
                kept.push(name);
            }
        }
        kept
    }
}

/// A label without the brackets behind it that say its unit or who estimated it. The first that says something else is taken for the unit.
pub(super) fn without_unit(label: &str) -> String {
    let mut base = label.trim();
    while let Some(open) = base.rfind(['(', '[']).filter(|open| *open > 0 && base.ends_with([')', ']'])) {
        let is_note = base.get(open..).is_some_and(|inner| inner.to_lowercase().contains("estimate"));
        base = base.get(..open).unwrap_or_default().trim_end();
        if !is_note {
            break;
        }
    }
    if let Some((before, _)) = base.rsplit_once(" - ").filter(|(_, unit)| super::units::general(unit).is_some()) {
        base = before;
    }
    base.trim_end_matches([',', ':', '-']).trim().to_owned()
}

/// A label without the details behind dashes, and those that narrow it: of "Deaths - Sex: Women - Age: All ages (Number)" there are
/// deaths, of women.
pub(super) fn without_details(label: &str) -> (String, Vec<String>) {
    let (label, bracket) = label.rfind(" (").map_or((label, ""), |open| label.split_at(open));
    let is_counted = words::is("counted", bracket.trim().trim_matches(['(', ')']));
    let bracket = if is_counted { "" } else { bracket };
    let whole = || (format!("{label}{bracket}"), Vec::new());
    let mut pieces = label.split(" - ");
    let base = pieces.next().unwrap_or_default().trim();
    let mut details = Vec::new();
    for piece in pieces {
        let Some((key, value)) = piece.split_once(':') else { return whole() };
        if base.is_empty() || value.trim().is_empty() || key.split_whitespace().count() > 3 {
            return whole();
        }
        if !words::is("total", value) {
            details.push(value.trim().to_owned());
        }
    }
    (format!("{base}{bracket}"), details)
}

/// A name as it is shown.
pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A label without its unit. What values are per is no unit where the name alone would be a number of things: physicians per
/// 1,000 people are no physicians.
pub(super) fn base_of(label: &str) -> String {
    match super::terms::apart(label) {
        (base, Some(per)) if !is_rate(&base) => format!("{base} {per}"),
        _ => without_unit(label),
    }
}

/// Whether a name says by itself that it is a part or a ratio.
pub(super) fn is_rate(name: &str) -> bool {
    let words = names::words(name);
    words.iter().any(|word| words::is("rate", word) || word.ends_with('율') || word.ends_with('률'))
}

/// A name without years, which belong to the figure, and without the names of entities; short enough to be shown.
pub(super) fn clean(label: &str, is_entity: &dyn Fn(&str) -> bool) -> String {
    let is_year = |word: &str| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits: String = core.chars().take(4).collect();
        digits.len() == 4
            && digits.bytes().all(|b| b.is_ascii_digit())
            && (digits.starts_with("19") || digits.starts_with("20"))
            && core.get(4..).is_some_and(|rest| rest.is_empty() || rest.starts_with('년'))
    };
    let has_year = |word: &str| word.split(['-', '/', '=', '(', ')', ',']).any(is_year);
    let kept: Vec<&str> = label.split_whitespace().filter(|word| !has_year(word)).collect();
    let mut name = kept.join(" ");
    // Whole runs of words that name an entity go, the longest first.
    let parts = names::words(&name);
    for length in (1..=parts.len().min(4)).rev() {
        for run in parts.windows(length) {
            if is_entity(&run.join(" ")) {
                let pattern = run.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join(r"\W+");
                if let Ok(found) = regex::RegexBuilder::new(&format!(r"(?:\b(?:in|of|for)\s+)?{pattern}(?:'s)?"))
                    .case_insensitive(true)
                    .build()
                {
                    name = found.replace(&name, "").into_owned();
                }
            }
        }
    }
    let name = name.replace("()", "").replace("( )", "").replace("|", "/").replace(" ,", ",");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    shorten(name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-')), MAX_NAME)
}

/// A text of so many characters at most, cut between words, that no spreadsheet takes for a formula.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
    });
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let end = cut.rfind(' ').filter(|end| *end > most / 2).unwrap_or(cut.len());
    cut.get(..end).unwrap_or(&cut).trim_end_matches([',', '(', ' ', ';']).to_owned()
}

/// Other names for something measured, from the way in which its label is built: "Population, total" is also called
/// "total population" and "population"; "GDP (current US$)" is also GDP.
pub(super) fn other_names(name: &str, label: &str, parts: &[String], code: &str) -> Vec<String> {
    let mut others = Vec::new();
    let base = base_of(label);
    // A comma inside a number parts nothing.
    if let Some((first, last)) = base.rsplit_once(", ") {
        let (first, last) = (first.trim(), last.trim());
        if words::is("total", last) {
            others.push(first.to_owned());
        }
        if !last.is_empty() && last.split(' ').count() < 4 {
            others.push(format!("{last} {first}"));
        }
    }
    if parts.is_empty() {
        others.push(base.clone());
    } else {
        others.push(format!("{} {base}", parts.join(" ")));
        others.push(format!("{base} {}", parts.join(" ")));
    }
    let short = base.split(" at ").next().unwrap_or_default();
    if short.split(' ').count() > 1 {
        others.push(short.to_owned());
    }
    if code.contains(['.', '_']) && parts.is_empty() {
        others.push(code.to_owned());
    }
    others.retain(|other| Keys::of(other).squeezed != Keys::of(name).squeezed && !other.trim().is_empty());
    others
}

/// Whether a code is an id as packs have them.
pub(super) fn is_id(code: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    code.len() <= MAX_SLUG && code.contains(|c: char| c.is_ascii_lowercase()) && code.split('-').all(is_part)
}

/// A part of an id: lower-case letters, digits and hyphens; Hangul letter by letter, and what is left of nothing by a mark.
pub(super) fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in text.chars() {
        match romanized(c) {
            Some(syllable) => slug.push_str(&syllable),
            None => {
                for c in c.to_lowercase().flat_map(|c| c.nfkd()) {
                    if c.is_ascii_alphanumeric() {
                        slug.push(c);
                    } else if !('\u{300}'..='\u{36f}').contains(&c)
                        && !slug.is_empty()
                        && !slug.ends_with('-')
                        && c != '\''
                    {
                        slug.push('-');
                    }
                }
            }
        }
    }
    let slug = slug.trim_matches('-').to_owned();
    if slug.is_empty() || slug.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return format!("x{}", mark(text));
    }
    if slug.len() > MAX_SLUG {
        let cut = slug.get(..MAX_SLUG - 9).unwrap_or(&slug).trim_end_matches('-');
        return format!("{cut}-{}", mark(text));
    }
    slug
}

/// Eight letters and digits that stand for a text.
fn mark(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// A Hangul syllable in Latin letters, by the letters of the official romanisation without its changes of sound.
fn romanized(c: char) -> Option<String> {
    const FIRST: [&str; 19] =
        ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
        "eu", "ui", "i",
    ];
    const LAST: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng",
        "t", "t", "k", "t", "p", "t",
    ];
    let at = u32::from(c).checked_sub(0xAC00).filter(|at| *at < 11_172)? as usize;
    Some(format!("{}{}{}", FIRST.get(at / 588)?, VOWELS.get(at % 588 / 28)?, LAST.get(at % 28)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_names_ids_and_other_names() {
        let none = |_: &str| false;
        assert_eq!(clean("GDP per capita (constant 2015 US$)", &none), "GDP per capita (constant US$)");
        assert_eq!(clean("Exports of South Korea, total", &|name| name == "south korea"), "Exports, total");
        assert_eq!(without_unit("GDP (current US$)"), "GDP");
        assert_eq!(slug("GDP (current US$)"), "gdp-current-us");
        assert_eq!(slug("총인구수"), "chongingusu");
        assert_eq!(slug("Côte d’Ivoire"), "cote-d-ivoire");
        assert!(slug(&"long ".repeat(30)).len() <= MAX_SLUG);
        assert!(slug("日本").starts_with('x'));
        let others = other_names("Population, total", "Population, total", &[], "SP.POP.TOTL");
        assert_eq!(others, ["Population", "total Population", "SP.POP.TOTL"]);
        let women = ["Women".to_owned()];
        assert!(other_names("Population (Women)", "Population", &women, "").contains(&"Women Population".to_owned()));
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut taken = Taken::default();
        taken.take("GDP", "gdp");
        assert_eq!(taken.free(["G.D.P.".to_owned(), "Output".to_owned()], "other"), ["Output"]);
        assert!(taken.is_free("gdp", "gdp"));
    }
}
