//! The forms that a Korean verb or adjective takes before its endings.
//!
//! Each stem has three bases: the plain one (먹-고, 돕-고), the soft one before endings that want a vowel between
//! consonants (먹으-면, 도우-면), and the one with 아 or 어 (먹어, 도와). Where spelling does not tell whether a stem is
//! irregular, the classes of `data/lexicon/ko/irregular.csv` do; where they do not know a stem, both ways are read. A form that
//! nobody writes does no harm: forms are only ever recognised.

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

use super::jamo::Syllable;

/// What stands before an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Base {
    /// 먹-, 사-, 돕-
    Plain,
    /// 먹으-, 사-, 도우-
    Soft,
    /// 먹어, 사, 도와
    Vowel,
}

const IRREGULAR: &str = include_str!("../../../data/lexicon/ko/irregular.csv");

static CLASSES: Lazy<Classes> = Lazy::new(Classes::read);

#[derive(Default)]
struct Classes {
    d: FxHashSet<&'static str>,
    d_only: FxHashSet<&'static str>,
    s: FxHashSet<&'static str>,
    b_regular: FxHashSet<&'static str>,
    h_regular: FxHashSet<&'static str>,
    nouns: FxHashSet<&'static str>,
}

/// Whether a stem is one of a class, or is made of something and one of them (쏟아붓다).
fn ends_in(class: &FxHashSet<&str>, stem: &str) -> bool {
    stem.char_indices().any(|(start, _)| class.contains(&stem[start..]))
}

/// Whether a word ends in 다 and is a noun all the same.
pub(super) fn is_noun(word: &str) -> bool {
    CLASSES.nouns.contains(word)
}

impl Classes {
    fn read() -> Self {
        let mut classes = Self::default();
        for line in IRREGULAR.lines().skip(1) {
            let Some((class, stems)) = line.split_once(',') else { continue };
            let set = match class {
                "d" => &mut classes.d,
                "d-only" => &mut classes.d_only,
                "s" => &mut classes.s,
                "b-regular" => &mut classes.b_regular,
                "noun" => &mut classes.nouns,
                _ => &mut classes.h_regular,
            };
            set.extend(stems.split('|'));
        }
        classes
    }
}

// Numbers of letters in Unicode's order of Hangul syllables.
const A: u32 = 0;
const AE: u32 = 1;
const YA: u32 = 2;
const EO: u32 = 4;
const E: u32 = 5;
const YEO: u32 = 6;
const O: u32 = 8;
const WA: u32 = 9;
const WAE: u32 = 10;
const OE: u32 = 11;
const U: u32 = 13;
const WO: u32 = 14;
const EU: u32 = 18;
const I: u32 = 20;
const T_D: u32 = 7;
const T_R: u32 = 8;
const T_B: u32 = 17;
const T_S: u32 = 19;
const T_H: u32 = 27;
const L_R: u32 = 5;

/// Every base of a stem, as text.
pub(super) fn bases(stem: &str) -> Vec<(String, Base)> {
    let mut bases: Vec<(String, Base)> = Vec::new();
    let mut chars: Vec<char> = stem.chars().collect();
    let Some(last) = chars.pop() else { return bases };
    let before: String = chars.iter().collect();
    let Some(syllable) = Syllable::of(last) else { return bases };
    let with = |c: char| format!("{before}{c}");
    let bare = Syllable { tail: 0, ..syllable };
    bases.push((stem.to_owned(), Base::Plain));
    let mut soft = |form: String| bases.push((form, Base::Soft));
    let mut vowel: Vec<String> = Vec::new();
    if last == '하' {
        soft(stem.to_owned());
        vowel.extend([with('해'), format!("{stem}여")]);
    } else if syllable.tail == 0 {
        soft(stem.to_owned());
        vowel.extend(open(&before, syllable));
    } else {
        let light = matches!(syllable.vowel, A | YA | O);
        let joined = if light { '아' } else { '어' };
        let drop = with(bare.char());
        match syllable.tail {
            T_R => {
                // Both 만들면 and 만드니; before 는 the letter is dropped too.
                soft(stem.to_owned());
                soft(drop.clone());
                bases.push((drop, Base::Plain));
                vowel.push(format!("{stem}{joined}"));
            }
            T_B if !ends_in(&CLASSES.b_regular, stem) => {
                soft(format!("{drop}우"));
                soft(format!("{stem}으"));
                vowel.extend([format!("{drop}워"), format!("{drop}와"), format!("{stem}{joined}")]);
            }
            T_D if ends_in(&CLASSES.d, stem) => {
                let changed = with(Syllable { tail: T_R, ..syllable }.char());
                soft(format!("{changed}으"));
                vowel.push(format!("{changed}{joined}"));
                if !ends_in(&CLASSES.d_only, stem) {
                    soft(format!("{stem}으"));
                    vowel.push(format!("{stem}{joined}"));
                }
            }
            T_S if ends_in(&CLASSES.s, stem) => {
                soft(format!("{drop}으"));
                vowel.push(format!("{drop}{joined}"));
            }
            T_H if !ends_in(&CLASSES.h_regular, stem) => {
                soft(drop);
                soft(format!("{stem}으"));
                vowel.extend([with(Syllable { vowel: AE, tail: 0, ..syllable }.char()), format!("{stem}{joined}")]);
            }
            _ => {
                soft(format!("{stem}으"));
                vowel.push(format!("{stem}{joined}"));
            }
        }
    }
    bases.extend(vowel.into_iter().map(|form| (form, Base::Vowel)));
    bases
}

/// The forms with 아 or 어 of a stem that ends in a vowel.
fn open(before: &str, syllable: Syllable) -> Vec<String> {
    let as_is = syllable.char();
    let to = |vowel: u32| format!("{before}{}", Syllable { vowel, ..syllable }.char());
    match syllable.vowel {
        A | EO | YEO => vec![format!("{before}{as_is}")],
        AE | E => vec![format!("{before}{as_is}"), format!("{before}{as_is}어")],
        O => vec![to(WA), format!("{before}{as_is}아")],
        U => vec![to(WO), format!("{before}{as_is}어"), to(EO)],
        I => vec![to(YEO), format!("{before}{as_is}어")],
        OE => vec![to(WAE), format!("{before}{as_is}어")],
        EU => {
            let previous = before.chars().last().and_then(Syllable::of);
            let light = previous.is_some_and(|previous| matches!(previous.vowel, A | YA | O));
            let mut forms = vec![to(if light { A } else { EO })];
            // 모르다, 몰라; 이르다, 이르러.
            if syllable.lead == L_R
                && let Some(previous) = previous.filter(|previous| previous.tail == 0)
            {
                let head: String = before.chars().take(before.chars().count() - 1).collect();
                let closed = Syllable { tail: T_R, ..previous }.char();
                forms.push(format!("{head}{closed}{}", if light { '라' } else { '러' }));
                forms.push(format!("{before}르러"));
            }
            forms
        }
        _ => vec![format!("{before}{as_is}어")],
    }
}
