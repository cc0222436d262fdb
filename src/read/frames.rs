//! What words do by where they stand: forms that compare, and the verbs of questions about a course.
//!
//! A list of words cannot say that "outgrown" in "how has it ... since" asks for nothing but the course, or that 길어 behind 더
//! compares: the construction says so. Where names of the packs need a word, it stays theirs.

use once_cell::sync::Lazy;

use super::everyday::{self, is_scale};
use super::link::{Linked, Mask, Named, is_part, positions};
use super::nth;
use super::segment::Kind;
use super::vocabulary::Vocabulary;
use crate::figure::EntityRef;
use crate::lang::concepts::{Bearing, GroupId, Lexicon, Meaning};
use crate::lang::degree::{self, Degree, Direction, Scale};
use crate::lang::lexicon::{Role, Roles};
use crate::lang::text::Class;

/// What raises an adjective of Korean to the highest degree.
const HIGHEST: [&str; 3] = ["가장", "제일", "젤"];
/// What a degree puts in order without naming a kind: 많은 순, 적은 곳, 높은 데.
const ORDERED: [&str; 7] = ["순", "곳", "데", "쪽", "건", "게", "것"];
/// A kind of things stands no further behind a degree.
const NEAR: usize = 3;
/// What asks for a course in English begins so: "how has ... developed".
const COURSE: [&str; 4] = ["has", "have", "had", "did"];
/// Endings of what somebody else said.
const SAID: [&str; 8] = ["다던데", "다더니", "다며", "다면서", "다고", "다는데", "단다", "댔는데"];
/// What asks for the value itself.
const NOW: [&str; 5] = ["얼마", "지금", "현재", "정확히", "몇"];
/// What a verb follows.
const HELPERS: [&str; 9] = ["did", "do", "does", "has", "have", "had", "was", "were", "per"];
/// Asks for a course in Korean, right before the verb: 어떻게 달라졌나.
const HOW: &str = "어떻게";
/// Numbers that shares are said of.
const ROUND: [u32; 3] = [10, 100, 1000];
/// What stands between such a number and the part of it.
const AMONG: [&str; 4] = ["중", "중에", "가운데", "에"];
/// What stands before it in English.
const OUT_OF: [&str; 3] = ["in", "of", "every"];
/// A row, and how the verb begins that puts things in one.
const ROW: (&str, &str) = ("줄", "세");
/// What stands behind a verb that says what will be.
const EXPECTED: [&str; 6] = ["것", "거", "게", "전망", "예정", "듯"];
/// Asks for an amount.
const HOW_MUCH: &str = "how much";
/// Behind what puts things in order.
const FIRST: &str = "first";
/// Behind "more", before the number that is the bound.
const THAN: &str = "than";
/// A fifth, a quarter.
static FRACTION: Lazy<Vec<GroupId>> = Lazy::new(|| Lexicon::get().find_group("fraction").into_iter().collect());
/// Behind a kind of things: each of them.
const EACH: &str = "별";
/// Verbs that carry a noun of a calculation: 나다, 보이다, 되다, 지다, 오다, 가다.
const CARRIERS: [&str; 11] = ["나", "난", "났", "보이", "보여", "되", "됐", "졌", "왔", "와", "갔"];
/// Shorter words behind "out" are no verbs.
const SHORTEST_VERB: usize = 3;
/// What counts things has no more syllables than this.
const MAX_COUNTER: usize = 2;
/// A name behind one of these is no verb.
const BEFORE_NOUNS: [Role; 1] = [Role::Function];

/// Gives words the roles that their constructions give them.
pub(super) fn apply(linked: &mut Linked, vocabulary: &Vocabulary) {
    let named = linked.named();
    counters(linked);
    bounds(linked, vocabulary);
    degrees(linked, named);
    narrowing(linked);
    operations(linked, named);
    course(linked, named, vocabulary);
    told(linked, named);
    times(linked);
    by_kind(linked, named, vocabulary);
    carried(linked, named);
    rows(linked);
    nth::apply(linked, named);
    one_time(linked);
}

/// 줄 세워, 할 줄 안다: 줄 by itself is no form of 줄다, unless something is expected behind it (줄 것이다).
fn rows(linked: &mut Linked) {
    for position in positions(linked.with_role(Role::Trend)) {
        let piece = linked.pieces[position];
        let whole = linked.text.is_border(piece.start)
            && linked.pieces.get(position + 1).is_none_or(|next| linked.text.is_border(next.start));
        let next = linked.typed(position + 1);
        if linked.typed(position) != ROW.0 || !whole || EXPECTED.iter().any(|word| next.starts_with(word)) {
            continue;
        }
        let puts = next.starts_with(ROW.1);
        linked.set_roles(position, Roles::of(if puts { Role::Most } else { Role::Padding }));
        if puts {
            linked.set_roles(position + 1, Roles::of(Role::Most));
        }
    }
}

/// "Last year's statistics, so 2024": the year that was typed says better what is meant than words about it. Two times that stand side by
/// side, and those that are compared or followed, are both meant.
fn one_time(linked: &mut Linked) {
    let at: Vec<usize> = positions(linked.periods_at()).collect();
    let [first, second] = at.as_slice() else { return };
    let typed = [first, second].map(|position| linked.typed(*position).contains(|c: char| c.is_ascii_digit()));
    let both = [Role::Compare, Role::Ratio, Role::Trend, Role::Sum, Role::Several];
    let light = linked.with_role(Role::Particle) | linked.with_role(Role::Function);
    let beside = (first + 1..*second).all(|position| light & (1 << position) != 0) && !linked.ends_clause(second - 1);
    let joined = both.iter().any(|role| linked.with_role(*role) != 0) || beside;
    if typed[0] != typed[1] && !joined && linked.periods.len() == 2 {
        linked.periods.remove(usize::from(typed[0]));
    }
}

/// 몇 대: behind what counts a word is a counter, whatever else it may do (대: against).
fn counters(linked: &mut Linked) {
    for position in 0..linked.pieces.len() {
        let joins = (linked.with_role(Role::Compare) | linked.with_role(Role::Several)) & (1 << position) != 0;
        let next = linked.typed(position + 1).to_lowercase();
        // "Most recent" asks for a time and no order.
        let recent = linked.typed(position).eq_ignore_ascii_case(RECENT.0) && next.starts_with(RECENT.1);
        if recent || joins && linked.is_counter(position) {
            linked.set_roles(position, Roles::of(Role::Padding));
        }
    }
}

/// "More than 25 years", "the top fifth": a bound of a number, and no order.
fn bounds(linked: &mut Linked, vocabulary: &Vocabulary) {
    for position in positions(linked.with_role(Role::Most) | linked.with_role(Role::Least)) {
        let next = position + 1;
        let than = linked.typed(next).eq_ignore_ascii_case(THAN);
        let number =
            linked.typed(next + 1).starts_with(|c: char| c.is_ascii_digit()) || linked.numbers() & (4 << position) != 0;
        let is_part = |meaning: &Meaning| meaning.shares(&FRACTION);
        // "Biggest first".
        if linked.typed(next).eq_ignore_ascii_case(FIRST) {
            linked.set_roles(next, Roles::of(Role::Padding));
        }
        if than && number {
            linked.set_roles(position, Roles::of(Role::Padding));
            linked.set_roles(next, Roles::of(Role::Padding));
        } else if next < linked.pieces.len() && linked.meaning_at(next, vocabulary).is_some_and(is_part) {
            linked.set_roles(position, Roles::of(Role::Padding));
        }
    }
}

/// Adjectives that compare or rank: longer, the longest; 더 길어, 가장 긴.
fn degrees(linked: &mut Linked, named: Mask) {
    let whole = |named: &&Named<EntityRef>| !linked.entities.iter().any(|other| is_part(named.mask, other.mask));
    let mut names: Vec<EntityRef> = linked.entities.iter().filter(whole).map(|named| named.what).collect();
    names.sort_unstable();
    names.dedup();
    let several = names.len() > 1;
    for position in 0..linked.pieces.len() {
        let denied = position.checked_sub(1).is_some_and(|before| linked.typed(before).eq_ignore_ascii_case("no"));
        if named & (1 << position) != 0 || denied {
            continue;
        }
        let piece = linked.pieces[position];
        let degree = match piece.kind {
            Kind::Everyday(number) if linked.text.classes[piece.start] == Class::Hangul => {
                korean(linked, position, number)
            }
            Kind::Everyday(_) | Kind::Unknown if linked.text.classes[piece.start] == Class::Letter => {
                let form = linked.text.slice(piece.start, piece.end);
                degree::english(&form).or_else(|| does_more(&form))
            }
            _ => None,
        };
        let (role, own) = match degree {
            Some(Degree::Comparative(scale) | Degree::Superlative(scale)) if scale.own => {
                let role = match degree {
                    Some(Degree::Comparative(_)) if !several => continue,
                    Some(Degree::Comparative(_)) => Role::Compare,
                    _ if scale.direction == Direction::Less => Role::Least,
                    _ => Role::Most,
                };
                (role, true)
            }
            // Of one thing alone it says what somebody believes: "is the share really higher?"
            Some(Degree::Comparative(_)) if !several => (Role::Padding, false),
            Some(Degree::Comparative(_)) => (Role::Compare, false),
            Some(Degree::Superlative(scale)) if scale.direction == Direction::Less => (Role::Least, false),
            Some(Degree::Superlative(_)) => (Role::Most, false),
            None => continue,
        };
        // "The most expensive" asks for an order of prices: what is counted otherwise does not explain the word.
        if own {
            linked.add_wish(position, role);
        } else {
            linked.set_roles(position, Roles::of(role));
        }
        if role == Role::Least
            && let Some(before) = position.checked_sub(1)
            && HIGHEST.contains(&linked.typed(before))
        {
            linked.set_roles(before, Roles::of(Role::Least));
        }
    }
}

/// 작은도서관 is no order of libraries: a degree right before a noun narrows it, unless things of a kind are put in order (많은 나라,
/// 직원 많은 철도 회사, 큰 순).
fn narrowing(linked: &mut Linked) {
    let orders = linked.with_role(Role::Most) | linked.with_role(Role::Least);
    let kinds = [Role::Kind, Role::Which, Role::Country, Role::Company, Role::Region];
    let listed = kinds.iter().fold(orders | linked.numbers(), |mask, role| mask | linked.with_role(*role));
    for position in positions(orders) {
        let piece = linked.pieces[position];
        let hangul = linked.text.classes[piece.start] == Class::Hangul;
        let next = position + 1;
        if !hangul || !is_before_noun(linked.text.chars[piece.end - 1]) || next >= linked.pieces.len() {
            continue;
        }
        let before = position.checked_sub(1).map(|before| linked.typed(before)).unwrap_or_default();
        let begins = linked.typed(position);
        let raised = HIGHEST.iter().any(|word| *word == before || begins.starts_with(word));
        let near = (next..linked.pieces.len().min(next + NEAR)).any(|place| listed & (1 << place) != 0);
        let bare = ORDERED.iter().any(|word| linked.typed(next).starts_with(word));
        if !raised && !near && !bare {
            linked.set_roles(position, Roles::default());
        }
    }
}

/// Whether a form of an adjective ends as one does right before a noun: its last consonant is ㄴ.
fn is_before_noun(last: char) -> bool {
    (last as u32).checked_sub(0xAC00).is_some_and(|place| place % 28 == 4)
}

/// Outsell, outran: whoever does more than somebody else.
fn does_more(form: &str) -> Option<Degree> {
    let verb = form.strip_prefix("out").filter(|verb| verb.len() >= SHORTEST_VERB)?;
    let scale = Scale { direction: Direction::More, own: false };
    Lexicon::get().english_word(verb).map(|_| Degree::Comparative(scale))
}

/// 가장 긴 ranks; 더 길어 and what ends a sentence compare; 긴 before a noun narrows it and is left alone.
fn korean(linked: &Linked, position: usize, number: u32) -> Option<Degree> {
    let scale = degree::korean(number)?;
    let before = position.checked_sub(1).map(|before| linked.typed(before)).unwrap_or_default();
    // 두 번째로 적었던: a place of an order.
    let particle = linked.with_role(Role::Particle);
    let word = (0..position).rev().find(|before| particle & (1 << before) == 0);
    if HIGHEST.contains(&before) || word.is_some_and(|word| nth::is_place(linked, word)) {
        return Some(Degree::Superlative(scale));
    }
    let piece = linked.pieces[position];
    let before_noun = is_before_noun(linked.text.chars[piece.end - 1]);
    (!before_noun || before == "더").then_some(Degree::Comparative(scale))
}

/// Words of the packs that no name needs, and that ask for an order or a course in everyday language.
fn operations(linked: &mut Linked, named: Mask) {
    let lexicon = Lexicon::get();
    for position in 0..linked.pieces.len() {
        let piece = linked.pieces[position];
        if named & (1 << position) != 0 || linked.word_at(position).is_none() || !linked.has_no_role(position) {
            continue;
        }
        let form = linked.text.slice(piece.start, piece.end);
        let word = match linked.text.classes[piece.start] {
            Class::Hangul => lexicon.korean_form(&form),
            _ => lexicon.english_word(&form),
        };
        let Some(roles) = word.map(everyday::roles) else { continue };
        if [Role::Most, Role::Least, Role::Trend, Role::Compare, Role::Ratio].iter().any(|role| roles.has(*role)) {
            linked.set_roles(position, roles);
        }
    }
}

/// 늘었다던데 얼마야: that it rose is what somebody said, and how much it is now is asked.
fn told(linked: &mut Linked, named: Mask) {
    let asks = (0..linked.pieces.len()).any(|position| {
        let typed = linked.typed(position);
        NOW.iter().any(|word| typed.starts_with(word))
    });
    if !asks {
        return;
    }
    for position in positions(linked.with_role(Role::Trend) & !named) {
        if SAID.iter().any(|ending| linked.typed(position).ends_with(ending)) {
            linked.set_roles(position, Roles::of(Role::Padding));
        }
    }
}

/// "How many times did people ...": it counts, and compares nothing.
fn times(linked: &mut Linked) {
    for position in positions(linked.with_role(Role::Ratio)) {
        let counted = linked.typed(position).to_lowercase().starts_with("how many times");
        let next = (position + 1 < linked.pieces.len()).then(|| linked.typed(position + 1).to_lowercase());
        if counted && next.is_some_and(|next| HELPERS.contains(&&*next)) {
            linked.set_roles(position, Roles::of(Role::Many));
        }
    }
}

/// "Countries by railway length", 국가별: an order over things of a kind.
fn by_kind(linked: &mut Linked, named: Mask, vocabulary: &Vocabulary) {
    for position in 0..linked.pieces.len() {
        let piece = linked.pieces[position];
        let form = linked.text.slice(piece.start, piece.end);
        let each = form.strip_suffix(EACH).is_some_and(|kind| vocabulary.roles_of(kind).has(Role::Kind));
        let free = named & (1 << position) == 0 && linked.entities.is_empty();
        let kind = linked.with_role(Role::Kind) & (1 << position) != 0 && free;
        let by = kind && position + 1 < linked.pieces.len() && linked.typed(position + 1).eq_ignore_ascii_case("by");
        if each || by {
            let kind = if each { form.strip_suffix(EACH).unwrap_or_default() } else { &form };
            let mut roles = vocabulary.roles_of(kind);
            roles.add(Role::Most);
            linked.set_roles(position, roles);
        }
    }
}

/// 차이가 나나, 추이를 보이나: the verb that carries a noun of a calculation says nothing more.
fn carried(linked: &mut Linked, named: Mask) {
    let calculates =
        [Role::Compare, Role::Ratio, Role::Trend].iter().fold(0, |mask, role| mask | linked.with_role(*role));
    for position in positions(calculates) {
        let particle = linked.with_role(Role::Particle);
        let behind = position + 1;
        let verb = if behind < linked.pieces.len() && particle & (1 << behind) != 0 { behind + 1 } else { behind };
        let Some(piece) = linked.pieces.get(verb).copied() else { continue };
        let is_verb = matches!(piece.kind, Kind::Everyday(_)) && linked.text.classes[piece.start] == Class::Hangul;
        let carries = CARRIERS.iter().any(|stem| linked.typed(verb).starts_with(stem));
        if is_verb && carries && named & (1 << verb) == 0 && linked.has_no_role(verb) {
            linked.set_roles(verb, Roles::of(Role::Padding));
        }
    }
}

/// What asks for the newest.
const RECENT: (&str, &str) = ("most", "recent");
/// 한 장에 얼마: how much, for, one.
const PRICE: (&str, &str, [&str; 3]) = ("얼마", "에", ["한", "하나", "1"]);

/// The verb of "how has ... developed" and of 어떻게 달라졌나: whatever verb it is, a course is asked for.
fn course(linked: &mut Linked, named: Mask, vocabulary: &Vocabulary) {
    let open = |linked: &Linked, position: usize| {
        let meaning = linked.meaning_at(position, vocabulary);
        let light = meaning.and_then(|meaning| meaning.alone).is_some_and(|alone| alone < Bearing::Narrow);
        named & (1 << position) == 0 && linked.has_no_role(position) && light
    };
    for position in 0..linked.pieces.len() {
        if linked.typed(position) == HOW {
            let verb = position + 1;
            if verb < linked.pieces.len() && open(linked, verb) {
                linked.set_roles(verb, Roles::of(Role::Trend));
                // 변해 왔나: what goes on with it.
                if verb + 1 < linked.pieces.len() && open(linked, verb + 1) {
                    linked.set_roles(verb + 1, Roles::of(Role::Padding));
                }
            }
        }
    }
    let typed = |position: usize| linked.text.slice(linked.pieces[position].start, linked.pieces[position].end);
    let begins = (0..linked.pieces.len()).find(|position| {
        let words = typed(*position);
        let next = if position + 1 < linked.pieces.len() { typed(position + 1) } else { String::new() };
        let helper = |word: &str| COURSE.contains(&word);
        words.strip_prefix("how").is_some_and(|rest| if rest.is_empty() { helper(&next) } else { helper(rest) })
    });
    let Some(begins) = begins else { return };
    // "How have exports changed": what asks for the course is there, and nothing else does.
    if positions(linked.with_role(Role::Trend)).any(|position| position > begins + 1) {
        return;
    }
    let verbs = positions(linked.all()).filter(|position| *position > begins && open(linked, *position));
    let behind_article =
        |position: usize| BEFORE_NOUNS.iter().any(|role| linked.with_role(*role) & (1 << (position - 1)) != 0);
    if let Some(verb) = verbs.filter(|position| !behind_article(*position)).last() {
        linked.set_roles(verb, Roles::of(Role::Trend));
    }
}

impl Linked {
    /// Whether the word at a place asks how much one of something is: 한 장에 얼마.
    pub(crate) fn asks_for_a_price(&self, position: usize) -> bool {
        let [one, counter, at] = [position - 3, position - 2, position - 1].map(|place| self.typed(place));
        PRICE.0 == self.typed(position)
            && PRICE.1 == at
            && PRICE.2.contains(&one)
            && counter.chars().count() <= MAX_COUNTER
    }

    /// Whether "how much" asks for an amount, and not how much there is of something that stands right behind it: "how much is an H100".
    pub(crate) fn asks_how_much_of_one(&self) -> bool {
        (0..self.pieces.len()).any(|position| {
            let behind = position + 1;
            let padding = self.with_role(Role::Padding) | self.with_role(Role::Function);
            let verb = behind < self.pieces.len() && padding & (1 << behind) != 0;
            self.typed(position).eq_ignore_ascii_case(HOW_MUCH) && verb
        })
    }

    /// Whether a magnitude is asked for: 몇 조, 몇 억.
    pub(crate) fn asks_for_a_magnitude(&self) -> bool {
        positions(self.with_role(Role::Many)).any(|position| {
            let typed = self.typed(position);
            let behind = if typed == "몇" { self.typed(position + 1) } else { typed.trim_start_matches('몇') };
            typed.starts_with('몇') && behind.starts_with(is_scale)
        })
    }

    /// The numbers of "nine in ten", 열 곳 중 아홉 곳, 백에 몇: a round number of which so many are meant, and how many are.
    pub(crate) fn parts_of_round_numbers(&self) -> Mask {
        let (numbers, many) = (self.numbers(), self.with_role(Role::Many));
        let counts = |position: usize| (numbers | many) & (1 << position) != 0;
        let mut found = 0;
        for position in positions(numbers) {
            let round = self
                .number_at(position)
                .is_some_and(|number| ROUND.iter().any(|round| number.value == (*round).into()));
            if !round {
                continue;
            }
            let last = self.pieces.len();
            let among = (position + 1..last.min(position + 3)).find(|place| AMONG.contains(&self.typed(*place)));
            let behind = among.and_then(|among| (among + 1..last.min(among + 4)).find(|place| counts(*place)));
            let of =
                position.checked_sub(1).is_some_and(|before| OUT_OF.contains(&&*self.typed(before).to_lowercase()));
            let before = || (0..position - 1).rev().take(NEAR).find(|place| counts(*place));
            let part = behind.or_else(|| if of { before().or((many != 0).then_some(position)) } else { None });
            if let Some(part) = part {
                found |= numbers & (1 << position | 1 << part);
            }
        }
        found
    }

    /// Whether the word at a piece counts what stands elsewhere: 몇 장, 26만 대.
    pub(crate) fn is_counter(&self, position: usize) -> bool {
        let Some(before) = position.checked_sub(1) else { return false };
        let Some(piece) = self.pieces.get(position) else { return false };
        let short = piece.end - piece.start <= MAX_COUNTER && self.text.classes[piece.start] == Class::Hangul;
        let counted = (self.with_role(Role::Many) | self.numbers()) & (1 << before) != 0;
        short && counted && self.typed(before).ends_with(|c: char| c == '몇' || c.is_ascii_digit() || is_scale(c))
    }
}
