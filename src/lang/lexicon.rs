//! The general words of the two languages: what is no subject, but says what is wanted of one.
//!
//! They lie in `data/lexicon` as data. A [`Role`] says what a word does in a question.

/// What a general word does in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Role {
    /// Articles and prepositions: say nothing, also inside a pack's names.
    Function,
    /// Politeness, question words, "number of": change nothing.
    Padding,
    /// Greetings and thanks.
    Chatter,
    /// "and"
    Several,
    /// "not", "except": look-ups cannot do that.
    Negation,
    /// "versus", "difference"
    Compare,
    /// "how many times"
    Ratio,
    /// "in total", "combined": of several things, their sum.
    Sum,
    /// "over time", "growth"
    Trend,
    /// "most", "top", "rank"
    Most,
    /// "fewest", "lowest"
    Least,
    /// "definition of"
    Definition,
    /// "says who"
    Source,
    /// "plan", "forecast"
    Outlook,
    /// "is it true that"
    Quoted,
    /// Korean particles: attach to a word.
    Particle,
    /// Korean verb endings: attach to a word.
    Ending,
    /// "number of", "count": may be left out of a metric's name.
    Count,
    /// "how many": asks for a number of things.
    Many,
    /// "it": a general word only where it is not typed in capitals (IT).
    Lower,
    /// "country", "company", "island": what kind of thing a ranking is over.
    Kind,
    /// "which": what stands behind it is the kind of thing that is asked for.
    Which,
    /// "country": the ranking is over countries alone.
    Country,
    /// "company": the ranking is over companies alone.
    Company,
    /// "region", "city": the ranking is over regions alone, where there are several.
    Region,
}

impl Role {
    /// Every role with its name, in the order of their numbers.
    pub const ALL: [(Self, &'static str); 25] = [
        (Self::Function, "function"),
        (Self::Padding, "padding"),
        (Self::Chatter, "chatter"),
        (Self::Several, "several"),
        (Self::Negation, "negation"),
        (Self::Compare, "compare"),
        (Self::Ratio, "ratio"),
        (Self::Sum, "sum"),
        (Self::Trend, "trend"),
        (Self::Most, "most"),
        (Self::Least, "least"),
        (Self::Definition, "definition"),
        (Self::Source, "source"),
        (Self::Outlook, "outlook"),
        (Self::Quoted, "quoted"),
        (Self::Particle, "particle"),
        (Self::Ending, "ending"),
        (Self::Count, "count"),
        (Self::Many, "many"),
        (Self::Lower, "lower"),
        (Self::Kind, "kind"),
        (Self::Which, "which"),
        (Self::Country, "country"),
        (Self::Company, "company"),
        (Self::Region, "region"),
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(role, _)| *role)
    }
}

/// A set of roles: one word may do several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles(u32);

impl Roles {
    /// One role alone.
    pub fn of(role: Role) -> Self {
        Self(1 << role as u8)
    }

    /// Adds a role.
    pub fn add(&mut self, role: Role) {
        self.0 |= 1 << role as u8;
    }

    /// The numbers of all of them.
    pub fn places(self) -> impl Iterator<Item = usize> {
        (0..Role::ALL.len()).filter(move |place| self.0 & (1 << place) != 0)
    }

    /// Whether a role is among them.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role as u8) != 0
    }

    /// Whether nothing but a kind of thing is among them.
    pub fn only_kinds(self) -> bool {
        let kinds =
            [Role::Kind, Role::Country, Role::Company, Role::Region].iter().fold(0, |all, kind| all | 1 << *kind as u8);
        self.0 != 0 && self.0 & !kinds == 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether nothing but attaching to another word is among them.
    pub fn only_attaches(self) -> bool {
        let attaching = 1 << Role::Particle as u8 | 1 << Role::Ending as u8;
        self.0 != 0 && self.0 & !attaching == 0
    }
}

const WORDS: &str = include_str!("../../data/lexicon/words.csv");
const PLACES: &str = include_str!("../../data/lexicon/places.csv");

/// Particles that the list of words needs no forms with.
const PLAIN_PARTICLES: [char; 6] = ['은', '는', '이', '가', '을', '를'];

/// Every general word with its role. A word with a plain particle is left out where the word itself is there: the particle
/// is read by itself, and the longer form would hide a pack's word (`목표는` the word `목표`).
pub(crate) fn words() -> Vec<(String, Role)> {
    let mut words: Vec<(String, Role)> = Vec::new();
    for row in rows(WORDS) {
        let Some(role) = Role::from_word(&row[0]) else { continue };
        let own: Vec<String> = items(&row[2]).collect();
        let is_form = |word: &String| {
            let is_own = |stem: &str| own.iter().any(|other| other == stem);
            // 국가 is no 국 with a particle.
            let is_noun = word.chars().count() == 2 && word.ends_with(['이', '가']);
            role != Role::Particle
                && role != Role::Ending
                && !is_noun
                && word.strip_suffix(PLAIN_PARTICLES).is_some_and(is_own)
        };
        words.extend(own.iter().filter(|word| !is_form(word)).map(|word| (word.clone(), role)));
    }
    words
}

/// The names of each country or region, in both languages.
pub(crate) fn places() -> Vec<Vec<String>> {
    rows(PLACES).map(|row| items(&row[1]).chain(items(&row[2])).collect()).collect()
}

/// Rows of an embedded table; the tests below prove that all of them have three cells.
fn rows(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok).filter(|row| row.len() == 3)
}

fn items(cell: &str) -> impl Iterator<Item = String> + use<> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_every_role_is_used() {
        assert_eq!(rows(WORDS).count(), WORDS.lines().count() - 1);
        assert_eq!(rows(PLACES).count(), PLACES.lines().count() - 1);
        for row in rows(WORDS) {
            assert!(Role::from_word(&row[0]).is_some(), "{row:?}");
        }
        let used = words();
        for (role, name) in Role::ALL {
            assert!(used.iter().any(|(_, used)| *used == role), "{name}");
        }
    }

    #[test]
    fn a_noun_is_no_form_of_a_shorter_one() {
        assert!(words().iter().any(|(word, role)| word == "국가" && *role == Role::Kind));
    }

    #[test]
    fn roles_that_only_attach_are_told_apart() {
        let mut roles = Roles::default();
        roles.add(Role::Particle);
        assert!(roles.only_attaches());
        roles.add(Role::Padding);
        assert!(!roles.only_attaches());
    }
}
