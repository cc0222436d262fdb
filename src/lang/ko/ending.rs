//! What may stand behind a Korean stem or noun: particles, tense, politeness, reported speech, nominal endings.
//!
//! An automaton over letters. Its states and steps lie in `data/lexicon/ko/endings.csv`: `state`, `forms`, `next`. A form that
//! begins with a lone consonant closes the syllable before it.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::conjugate::Base;
use super::jamo::{self, Jamo};

const TABLE: &str = include_str!("../../../data/lexicon/ko/endings.csv");

static ENDINGS: Lazy<Endings> = Lazy::new(Endings::read);

/// A state of the automaton.
pub(super) type State = usize;

struct Endings {
    states: Vec<Vec<(Box<[Jamo]>, State)>>,
    plain: State,
    soft: State,
    vowel: State,
    noun: State,
    end: State,
}

impl Endings {
    fn read() -> Self {
        let mut names: FxHashMap<&str, State> = FxHashMap::default();
        let mut states: Vec<Vec<(Box<[Jamo]>, State)>> = Vec::new();
        let mut state = |name: &'static str, states: &mut Vec<_>| {
            *names.entry(name).or_insert_with(|| {
                states.push(Vec::new());
                states.len() - 1
            })
        };
        for line in TABLE.lines().skip(1) {
            let mut cells = line.split(',');
            let (Some(from), Some(forms), Some(next)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let (from, next) = (state(from, &mut states), state(next, &mut states));
            states[from].extend(forms.split('|').map(|form| (jamo::letters(form).into(), next)));
        }
        let [plain, soft, vowel, noun, end] =
            ["plain", "soft", "vowel", "noun", "end"].map(|name| state(name, &mut states));
        Self { states, plain, soft, vowel, noun, end }
    }

    fn accepts(&self, state: State, rest: &[Jamo], depth: usize) -> bool {
        if state == self.end {
            return rest.is_empty();
        }
        // A chain of endings is never longer; the bound keeps steps without a letter from going in circles.
        depth > 0
            && self.states[state]
                .iter()
                .any(|(form, next)| rest.strip_prefix(&**form).is_some_and(|rest| self.accepts(*next, rest, depth - 1)))
    }
}

const MAX_CHAIN: usize = 9;

/// Whether letters are a whole chain of endings behind a verb's base.
pub(super) fn ends_verb(base: Base, rest: &[Jamo]) -> bool {
    let endings = &*ENDINGS;
    let state = match base {
        Base::Plain => endings.plain,
        Base::Soft => endings.soft,
        Base::Vowel => endings.vowel,
    };
    endings.accepts(state, rest, MAX_CHAIN)
}

/// Whether letters are what may stand behind a noun: particles, 이다, 하다, 되다 with their endings. Nothing is no ending.
pub(super) fn ends_noun(rest: &[Jamo]) -> bool {
    !rest.is_empty() && ENDINGS.accepts(ENDINGS.noun, rest, MAX_CHAIN)
}
