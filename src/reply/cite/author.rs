//! Authors as a pack writes them, taken apart as far as that is certain.
//!
//! Names are parted by semicolons; `Family, Given` says which part is which. What people write beside that is understood
//! where it has one reading: Korean full names parted by commas, a row of names parted by commas, a particle in small
//! letters. A name whose parts are not certain stays whole, in the order in which it was written. A semicolon anywhere says
//! that a comma parts no names: `García Márquez, Gabriel José;` is one.

/// One author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// The family name, or the whole name where its parts are not known.
    pub(super) family: String,
    /// The given name; empty where the name is whole.
    pub(super) given: String,
    /// What stands in front of the family name and is a part of it: `van der`, `de la`.
    pub(super) particle: String,
    /// What stands behind: `Jr.`, `III`.
    pub(super) suffix: String,
}

/// Korean family names of two syllables; all others have one.
const LONG_FAMILY_NAMES: [&str; 8] = ["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"];

/// The authors of a work.
pub(super) fn authors(text: &str) -> Vec<Author> {
    let named = text.split(';').map(str::trim).filter(|name| name.contains(char::is_alphanumeric));
    // Where a semicolon parts the names, a comma only stands within one.
    let is_parted = text.contains(';');
    named.flat_map(|name| if is_parted { vec![one(name)] } else { several(name) }).collect()
}

/// Names that a comma may part.
fn several(text: &str) -> Vec<Author> {
    let dotted: Vec<&str> = text.split('·').map(str::trim).collect();
    if dotted.len() > 1 && dotted.iter().all(|name| is_hangul(name)) {
        return dotted.into_iter().map(one).collect();
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_row = match parts.as_slice() {
        [_] | [] => false,
        // `Kim, Yuna` and `남궁, 민수` are one name, `홍길동, 김철수` are two, and so are `Kim Yuna, Lee Su-ho`.
        [first, second] if is_hangul(first) => !is_korean_family(first) && is_hangul(second),
        [first, second] => words(first) > 1 && words(second) > 1 && particle_of(first).is_none(),
        [_, _, third] if is_suffix(third) => false,
        _ => true,
    };
    if is_row { parts.into_iter().map(one).collect() } else { vec![one(text)] }
}

fn one(name: &str) -> Author {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let made = |particle: &str, family: &str, given: &str, suffix: &str| Author {
        family: family.to_owned(),
        given: given.to_owned(),
        particle: particle.to_owned(),
        suffix: suffix.to_owned(),
    };
    match parts.as_slice() {
        [family, given] => {
            let (particle, family) = particle_of(family).unwrap_or(("", family));
            made(particle, family, given, "")
        }
        [family, given, suffix] if is_suffix(suffix) => {
            let (particle, family) = particle_of(family).unwrap_or(("", family));
            made(particle, family, given, suffix)
        }
        _ => match within(name) {
            Some((given, particle, family)) => made(particle, family, given, ""),
            None => made("", name, "", ""),
        },
    }
}

/// A family name with its particle taken off: `van der Berg` is `van der` and `Berg`.
fn particle_of(family: &str) -> Option<(&str, &str)> {
    let at = family.split_inclusive(' ').take_while(|word| is_small(word)).map(str::len).sum::<usize>();
    let (particle, rest) = family.split_at_checked(at)?;
    (at > 0 && !rest.is_empty()).then(|| (particle.trim_end(), rest))
}

/// A name in reading order with a particle between: `Jan van der Berg`. Without one it is not known where the family name begins.
fn within(name: &str) -> Option<(&str, &str, &str)> {
    let at = name.split_inclusive(' ').take_while(|word| !is_small(word)).map(str::len).sum::<usize>();
    let (given, rest) = name.split_at_checked(at).filter(|(given, _)| !given.is_empty())?;
    let (particle, family) = particle_of(rest)?;
    // A name of an organisation has small words too (`Institute for Wells`), but not in front of its last word alone.
    (words(family) == 1 && words(given) <= 3 && !particle.is_empty() && is_particle(particle))
        .then(|| (given.trim_end(), particle, family))
}

/// Words that stand before family names in the languages that use them. `of`, `for`, `and` are not among them: those make the
/// names of organisations.
fn is_particle(words: &str) -> bool {
    const PARTICLES: [&str; 26] = [
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le",
        "el", "al", "bin", "ibn", "ter", "ten", "te", "zu", "af", "av",
    ];
    words.split(' ').all(|word| PARTICLES.contains(&word))
}

fn is_small(word: &str) -> bool {
    word.trim().chars().next().is_some_and(char::is_lowercase)
}

fn is_suffix(part: &str) -> bool {
    matches!(part, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn is_hangul(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '가'..='힣' | ' '))
}

/// Whether a part is a family name alone, so that what follows the comma is the given name.
fn is_korean_family(part: &str) -> bool {
    part.chars().count() == 1 || LONG_FAMILY_NAMES.contains(&part)
}

impl Author {
    /// Whether its parts are known.
    pub(super) fn is_apart(&self) -> bool {
        !self.given.is_empty()
    }

    /// The family name with its particle, as it stands in the running text. A Korean name stays whole there.
    pub(super) fn short(&self) -> String {
        if is_hangul(&self.family) && is_hangul(&self.given) {
            return format!("{}{}", self.family, self.given);
        }
        self.with_particle()
    }

    /// The name as it is said: `Martin King Jr.`, `김철수`.
    pub(super) fn read(&self) -> String {
        match is_hangul(&self.family) && is_hangul(&self.given) {
            true => self.short(),
            false => together([self.given.as_str(), &self.with_particle(), &self.suffix], " "),
        }
    }

    /// The family name with its particle in front.
    pub(super) fn with_particle(&self) -> String {
        together([self.particle.as_str(), &self.family], " ")
    }

    /// `particle Family, Suffix, Given`, or the whole name: what BibTeX reads.
    pub(super) fn sorted(&self) -> String {
        together([self.with_particle().as_str(), &self.suffix, &self.given], ", ")
    }

    /// `particle Family, Given, Suffix`, or the whole name: what RIS reads.
    pub(super) fn listed(&self) -> String {
        together([self.with_particle().as_str(), &self.given, &self.suffix], ", ")
    }
}

fn together<const N: usize>(parts: [&str; N], by: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_where_that_is_certain() {
        let read = |text: &str| -> Vec<String> {
            authors(text)
                .iter()
                .map(|author| format!("{}|{}|{}|{}", author.particle, author.family, author.given, author.suffix))
                .collect()
        };
        for (text, expected) in [
            ("Kim, Yuna", vec!["|Kim|Yuna|"]),
            ("Kim, Yuna; Lee, Su-ho", vec!["|Kim|Yuna|", "|Lee|Su-ho|"]),
            ("홍길동, 김철수", vec!["|홍길동||", "|김철수||"]),
            ("홍길동·김철수·이영희", vec!["|홍길동||", "|김철수||", "|이영희||"]),
            ("홍길동", vec!["|홍길동||"]),
            ("김, 철수", vec!["|김|철수|"]),
            ("남궁, 민수", vec!["|남궁|민수|"]),
            ("Kim Yuna, Lee Su-ho", vec!["|Kim Yuna||", "|Lee Su-ho||"]),
            ("Pilz, Sanders, Rahman, Heim", vec!["|Pilz||", "|Sanders||", "|Rahman||", "|Heim||"]),
            ("Jan van der Berg", vec!["van der|Berg|Jan|"]),
            ("van der Berg, Jan", vec!["van der|Berg|Jan|"]),
            ("Ludwig van Beethoven; de la Cruz, María", vec!["van|Beethoven|Ludwig|", "de la|Cruz|María|"]),
            ("García Márquez, Gabriel", vec!["|García Márquez|Gabriel|"]),
            ("King, Martin Luther, Jr.", vec!["|King|Martin Luther|Jr."]),
            ("Kim Joo-wan", vec!["|Kim Joo-wan||"]),
            ("Institute for Wells", vec!["|Institute for Wells||"]),
            ("Bank of Arvia", vec!["|Bank of Arvia||"]),
            ("", vec![]),
            (" ; , ", vec![]),
            ("García Márquez, Gabriel José;", vec!["|García Márquez|Gabriel José|"]),
            ("Kim Yuna, L. S.-ho.", vec!["|Kim Yuna||", "|L. S.-ho.||"]),
            ("Coŀlegi Major·Barcelona", vec!["|Coŀlegi Major·Barcelona||"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_is_said_as_its_place_needs_it() {
        let first = |text: &str| authors(text).remove(0);
        assert_eq!(first("Jan van der Berg").short(), "van der Berg");
        assert_eq!(first("Jan van der Berg").sorted(), "van der Berg, Jan");
        assert_eq!(first("King, Martin, Jr.").sorted(), "King, Jr., Martin");
        assert_eq!(first("King, Martin, Jr.").listed(), "King, Martin, Jr.");
        assert_eq!(first("King, Martin, Jr.").read(), "Martin King Jr.");
        assert_eq!(first("van der Berg, Jan").read(), "Jan van der Berg");
        assert_eq!(first("김, 철수").read(), "김철수");
        assert_eq!(first("Kim Joo-wan").read(), "Kim Joo-wan");
        assert_eq!(first("김, 철수").short(), "김철수");
        assert_eq!(first("Kim Joo-wan").sorted(), "Kim Joo-wan");
    }
}
