//! Korean: stem and ending, told apart by rule.
//!
//! A run of Hangul is read as words of a lexicon, each with what the grammar lets stand behind it. Nothing is guessed: what
//! is no word with a whole chain of endings is not read.

mod conjugate;
mod ending;
mod jamo;

use conjugate::Base;

use super::keys::Keys;

/// Longer runs of Hangul are no single word with endings; they are not read.
const MAX_RUN_SYLLABLES: usize = 24;

/// Words of Korean, each with a number, ready to be found with their endings.
#[derive(Debug, Default)]
pub struct Words {
    /// Bases of verbs by their letters, each with the verb's number and the kind of base ([`based`]).
    verbs: Keys,
    /// Nouns by their text.
    nouns: Keys,
    longest_verb: usize,
    longest_noun: usize,
}

/// A word in a run, from syllable `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its first syllable.
    pub start: usize,
    /// The first syllable behind it, endings of a verb included.
    pub end: usize,
    /// Its number.
    pub word: u32,
    /// A verb or adjective with its endings, not a noun.
    pub verb: bool,
}

impl Words {
    /// Adds a word in the form of a dictionary: verbs and adjectives with 다.
    pub fn add(&mut self, word: &str, number: u32) {
        if word.ends_with('다') && word.chars().count() > 1 && !conjugate::is_noun(word) {
            let stem = word.strip_suffix('다').unwrap_or(word);
            for (form, base) in conjugate::bases(stem) {
                let letters = bytes_of(&jamo::letters(&form));
                self.longest_verb = self.longest_verb.max(letters.len());
                self.verbs.add(letters, based(number, base));
            }
        } else {
            let syllables: String = word.chars().filter(|c| !c.is_whitespace()).collect();
            self.longest_noun = self.longest_noun.max(syllables.chars().count());
            self.nouns.add(syllables, number);
        }
    }

    /// Every word in a run of Hangul: nouns wherever they stand, verbs that reach with their endings to the end of the run.
    pub fn find(&self, run: &[char], mut found: impl FnMut(Found)) {
        if run.len() > MAX_RUN_SYLLABLES {
            return;
        }
        let (letters, starts) = letters_of(run);
        let bytes = bytes_of(&letters);
        let text: String = run.iter().collect();
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut numbers = Vec::new();
        for start in 0..run.len() {
            for end in start + 1..=run.len().min(start + self.longest_noun) {
                in_order(&self.nouns, &text.as_bytes()[borders[start]..borders[end]], &mut numbers);
                for word in &numbers {
                    found(Found { start, end, word: *word, verb: false });
                }
            }
            let (rest, keys) = (&letters[starts[start]..], &bytes[starts[start]..]);
            for length in 2..=rest.len().min(self.longest_verb) {
                in_order(&self.verbs, &keys[..length], &mut numbers);
                for (word, base) in numbers.iter().map(|number| unbased(*number)) {
                    if ending::ends_verb(base, &rest[length..]) {
                        found(Found { start, end: run.len(), word, verb: true });
                    }
                }
            }
        }
    }

    /// The numbers of a word that stands alone: a noun as it is, or a verb in any form.
    pub fn of(&self, word: &str) -> Vec<u32> {
        let run: Vec<char> = word.chars().collect();
        let mut numbers = Vec::new();
        in_order(&self.nouns, word.as_bytes(), &mut numbers);
        self.find(&run, |one| {
            if one.verb && one.start == 0 && !numbers.contains(&one.word) {
                numbers.push(one.word);
            }
        });
        numbers
    }

    /// Lets go of what was kept for more words.
    pub fn shrink(&mut self) {
        self.verbs.shrink();
        self.nouns.shrink();
    }
}

/// The numbers of a key, in the order in which words were numbered.
fn in_order(keys: &Keys, key: &[u8], numbers: &mut Vec<u32>) {
    numbers.clear();
    numbers.extend(keys.all(key));
    numbers.sort_unstable();
}

/// The number of a verb with the kind of its base, in one number.
fn based(number: u32, base: Base) -> u32 {
    number << 2 | base as u32
}

fn unbased(number: u32) -> (u32, Base) {
    let base = match number & 3 {
        0 => Base::Plain,
        1 => Base::Soft,
        _ => Base::Vowel,
    };
    (number >> 2, base)
}

/// Letters in a byte each: those that syllables are made of lie within `U+1100` to `U+11FF`. Others become 0, which none of those is,
/// since the first of them stands for `ㄱ` at the beginning and is counted from one.
fn bytes_of(letters: &[char]) -> Vec<u8> {
    let byte = |letter: &char| u32::from(*letter).checked_sub(0x10FF).and_then(|place| u8::try_from(place).ok());
    letters.iter().map(|letter| byte(letter).unwrap_or(0)).collect()
}

/// Whether a syllable is the mark of what somebody will do (하겠다).
#[must_use]
pub fn is_future(syllable: char) -> bool {
    syllable == '겠'
}

/// Whether a run of Hangul ends as a verb does and no noun can: in the past, in what is intended, on its way to the main clause.
#[must_use]
pub fn ends_as_verb(run: &[char]) -> bool {
    // 잡았어, 잃어버렸는데: a syllable that closes with ㅆ, but for 있다 and what somebody will do, and an ending behind it.
    let past = |two: &[char]| {
        let place = (two[0] as u32).checked_sub(0xAC00);
        let closed = place.is_some_and(|place| place % 28 == 20 && PAST_VOWELS.contains(&(place / 28 % 21)));
        closed && !matches!(two[0], '있' | '겠') && BEHIND_PAST.contains(two[1])
    };
    let text: String = run.iter().collect();
    let ending = |ending: &&str| text.len() > ending.len() && text.ends_with(*ending);
    run.get(1..).is_some_and(|rest| rest.windows(2).any(past)) || VERBAL.iter().any(ending)
}

/// The vowels that the past closes with ㅆ: ㅏ ㅐ ㅓ ㅔ ㅕ ㅘ ㅙ ㅝ ㅞ, by their place in a syllable.
const PAST_VOWELS: [u32; 9] = [0, 1, 4, 5, 6, 9, 10, 14, 15];
/// What endings behind the past begin with.
const BEHIND_PAST: &str = "어다는던지고네습을나니으대거잖군더단답든음기죠자소냐도";

/// Endings that no noun has.
const VERBAL: [&str; 16] = [
    "는데",
    "는데요",
    "는지",
    "려고",
    "려고요",
    "려다",
    "다가",
    "으면",
    "으니까",
    "습니다",
    "는다",
    "는대",
    "는다며",
    "었대",
    "았대",
    "고사는",
];

/// Where in a run of Hangul everything up to the end can stand behind a noun: from its second syllable on, or from the first if
/// the run is `attached` to the word before it.
pub fn endings(run: &[char], attached: bool) -> impl Iterator<Item = usize> {
    let (letters, starts) = if run.len() > MAX_RUN_SYLLABLES { (Vec::new(), Vec::new()) } else { letters_of(run) };
    (usize::from(!attached)..starts.len()).filter(move |start| ending::ends_noun(&letters[starts[*start]..]))
}

/// The letters of a run, and where each syllable begins among them.
fn letters_of(run: &[char]) -> (Vec<char>, Vec<usize>) {
    let mut letters = Vec::with_capacity(3 * run.len());
    let mut starts = Vec::with_capacity(run.len());
    for c in run {
        starts.push(letters.len());
        jamo::push(*c, &mut letters);
    }
    (letters, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(word: &str, forms: &[&str]) {
        let mut words = Words::default();
        words.add(word, 7);
        for form in forms {
            assert_eq!(words.of(form), [7], "{form} is a form of {word}");
        }
    }

    fn reads_not(word: &str, forms: &[&str]) {
        let mut words = Words::default();
        words.add(word, 7);
        for form in forms {
            assert!(words.of(form).is_empty(), "{form} is no form of {word}");
        }
    }

    #[test]
    fn verbs_are_known_by_their_stem() {
        reads("사다", &["샀대", "샀다며", "샀다던데", "사는", "산", "살까", "샀는지", "샀나요", "사겠다고", "샀었지"]);
        reads("사들이다", &["사들였다", "사들인", "사들였대", "사들이는", "사들였나", "사들였는데"]);
        reads("늘다", &["늘었대", "늘었다던데", "늘었나", "느는", "는", "늘어", "늘었는지", "늘었더라"]);
        reads("늘어나다", &["늘어났대", "늘어난", "늘어났나요", "늘어나는", "늘어날까"]);
        reads("모자라다", &["모자라", "모자란", "모자란대", "모자랐다", "모자라던데", "모자랄까", "모자라는지"]);
        reads("돕다", &["도왔다", "도와", "도우면", "돕는", "도운"]);
        reads("짓다", &["지었대", "짓는", "지은", "지었나"]);
        reads("듣다", &["들었는데", "들은", "듣는"]);
        reads("모르다", &["몰라", "모르는", "몰랐던", "모르겠는데"]);
        reads("만들다", &["만든", "만드는", "만들었다", "만들면", "만듭니까", "만들었다더라"]);
        reads("많다", &["많아", "많나", "많은", "많대", "많다던데", "많은가요", "많았지"]);
        reads("크다", &["커", "큰", "컸나", "크던데"]);
        reads("벌다", &["벌었대", "번", "버는", "벌었으려나"]);
        reads("쏟아붓다", &["쏟아부었다", "쏟아부은", "쏟아붓는"]);
        reads("알리다", &["알려줘", "알려줄래", "알려주세요", "알려진", "알려주시겠어요"]);
        reads("되다", &["됐대", "되나요", "된다던데", "돼", "될라나", "되려나", "됐을까"]);
        reads("궁금하다", &["궁금한데", "궁금해", "궁금합니다", "궁금하네요"]);
    }

    #[test]
    fn a_verb_is_known_by_its_end() {
        let is_verb = |word: &str| ends_as_verb(&word.chars().collect::<Vec<_>>());
        for word in ["잡았어", "잃어버렸는데", "넣으려고요", "뽑으려다", "걷다가", "어려워하는지"]
        {
            assert!(is_verb(word), "{word}");
        }
        for word in ["네오위즈", "국방부", "있다", "삼성전자", "다가구"] {
            assert!(!is_verb(word), "{word}");
        }
    }

    #[test]
    fn denial_is_no_ending() {
        reads_not("늘다", &["늘지않은", "늘지못한"]);
    }

    #[test]
    fn what_stands_behind_a_noun() {
        let ends = |run: &str| endings(&run.chars().collect::<Vec<_>>(), false).collect::<Vec<_>>();
        for (run, at) in [
            ("한국은", 2),
            ("한국에서는", 2),
            ("부족하다던데", 2),
            ("투자했다며", 2),
            ("증가했나", 2),
            ("얼마라고", 2),
            ("기업들에서", 2),
            ("보유한", 2),
            ("한국이라던데", 2),
            ("인력이었나", 2),
            ("확보하겠다고", 2),
            ("투자된", 2),
        ] {
            assert!(ends(run).contains(&at), "{run}: {:?}", ends(run));
        }
        for run in ["한국군", "한국어", "인도네시아", "구글코리아"] {
            assert_eq!(ends(run), [] as [usize; 0], "{run}");
        }
    }
}
