//! What stands with a number and says what kind of number it is: `%`, 명, `$`, 배, `times`, 위, `GB`.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};

use super::everyday::is_scale;
use crate::figure::{Language, Unit, UnitKind, UnitRef};
use crate::lang::concepts::Lexicon;
use crate::lang::{Measure, hedge, ko};
use crate::pack::Catalog;

/// Korean counters that every text may use, besides those of the packs' units.
pub(super) const COUNTERS: &[&str] = &[
    "명",
    "개사",
    "개국",
    "개소",
    "개월",
    "개",
    "곳",
    "대",
    "장",
    "건",
    "척",
    "회",
    "편",
    "종",
    "가구",
    "세대",
    "쌍",
    "톤",
    "킬로그램",
    "미터",
    "킬로미터",
    "시간",
    "주",
    "군데",
    "마리",
    "그루",
    "인",
    "건",
    "차례",
    "번",
    "기",
    "팀",
    "점",
    "사",
    "달러",
    "원",
    "유로",
    "엔",
    "위안",
    "파운드",
    "도",
    "살",
];

/// Words that begin with a counter and are none: 개발, 대학, 위안.
const OTHER_WORDS: &[&str] = &[
    "명령",
    "명칭",
    "명절",
    "명확",
    "개년",
    "개발",
    "개선",
    "개인",
    "개혁",
    "개최",
    "개정",
    "개통",
    "개항",
    "개봉",
    "개념",
    "대학",
    "대비",
    "대표",
    "대기업",
    "대형",
    "대규모",
    "대회",
    "대통령",
    "대한",
    "대출",
    "대금",
    "대상",
    "대체",
    "대략",
    "대신",
    "장비",
    "장소",
    "장치",
    "장관",
    "장기",
    "장애",
    "장학",
    "장벽",
    "회사",
    "회원",
    "회의",
    "회복",
    "회장",
    "번지",
    "번호",
    "번째",
    "번가",
    "기업",
    "기관",
    "기간",
    "기준",
    "기록",
    "기반",
    "기여",
    "기존",
    "기술",
    "기대",
    "기자",
    "주년",
    "주요",
    "주식",
    "주택",
    "주간",
    "주민",
    "주의",
    "주당",
    "사람",
    "사업",
    "사이",
    "사용",
    "사례",
    "사실",
    "사회",
    "사상",
    "건물",
    "건설",
    "건강",
    "건축",
    "종류",
    "종합",
    "종목",
    "종사",
    "점유",
    "점검",
    "점포",
    "점차",
    "인당",
    "인분",
    "인용",
    "인공",
    "인재",
    "인력",
    "인구",
    "인프라",
    "인상",
    "인하",
    "인도",
    "원년",
    "원칙",
    "원자",
    "원인",
    "엔진",
    "엔비",
    "시간당",
    "시장",
    "도시",
    "도입",
    "도달",
    "도움",
    "팀장",
    "편의",
    "편집",
    "가구당",
    "세대별",
    "개당",
    "대당",
    "장당",
];
/// 3대 강국, 5대 과제: a group of things that belong together, not a count.
const GREAT_THINGS: &[&str] = &[
    "강국",
    "요소",
    "과제",
    "그룹",
    "전략",
    "핵심",
    "시장",
    "은행",
    "국가",
    "분야",
    "도시",
    "기업",
    "리스크",
    "원칙",
    "변수",
];
/// What may stand behind a counter besides particles, the copula and hedges: 명당, 개씩, 원짜리, 달러어치, 명대.
const BEHIND_COUNTERS: &[&str] =
    &["당", "씩", "짜리", "째", "간", "대", "선", "중", "분", "급", "여", "어치", "수", "들"];
/// So many digits or scale words before a counter make a large number.
const MANY_DIGITS: usize = 2;
/// A noun that is glued to a counter has so many syllables at least: 3배증가, 5개업체.
const LEAST_NOUN: usize = 2;
const RANK_OTHER: &[&str] = &["위안", "위원", "위험", "위치", "위해", "위성", "위한", "위협", "위기"];
/// The words of all units of a catalogue, as texts write them behind a number.
#[derive(Debug)]
pub(crate) struct Units {
    by_word: FxHashMap<Box<str>, Vec<UnitRef>>,
    /// Words of units that count whole things.
    counted: FxHashSet<Box<str>>,
    /// Korean counters, general ones and those of the packs.
    counters: AhoCorasick,
    counter_words: Vec<Box<str>>,
}

impl Units {
    pub fn new(catalog: &Catalog) -> Self {
        let mut by_word: FxHashMap<Box<str>, Vec<UnitRef>> = FxHashMap::default();
        let mut counted: FxHashSet<Box<str>> = FxHashSet::default();
        let mut counter_words: Vec<Box<str>> = COUNTERS.iter().map(|word| (*word).into()).collect();
        let mut put = |word: &str, unit: UnitRef| {
            let word = word.trim().to_lowercase();
            if !word.is_empty() {
                let units = by_word.entry(word.into()).or_default();
                if !units.contains(&unit) {
                    units.push(unit);
                }
            }
        };
        // A day is written as a date and never counted: "$87 billion when".
        let counting = catalog.units().iter().enumerate().filter(|(_, unit)| unit.kind != UnitKind::Date);
        for (position, unit) in counting {
            let unit_ref = UnitRef::from(position);
            for word in words_of(unit) {
                put(word, unit_ref);
                if unit.kind == UnitKind::Count {
                    counted.insert(word.trim().to_lowercase().into());
                }
            }
            for counter in korean_counters(unit) {
                put(counter, unit_ref);
                if !counter.is_empty() && counter.chars().all(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')) {
                    counter_words.push(counter.into());
                }
            }
        }
        counter_words.sort();
        counter_words.dedup();
        let counters = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(aho_corasick::StartKind::Anchored)
            .build(counter_words.iter().map(|word| word.as_bytes()))
            .unwrap_or_else(|_| unreachable!("a list of short words always builds"));
        Self { by_word, counted, counters, counter_words }
    }

    /// The units that a word means.
    pub fn named(&self, word: &str) -> &[UnitRef] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The Korean counter at a place, and where it ends.
    pub fn counter(&self, text: &str, at: usize) -> Option<(&str, usize)> {
        let rest = text.get(at..)?;
        let input = aho_corasick::Input::new(rest).anchored(aho_corasick::Anchored::Yes);
        let found = self.counters.find(input)?;
        let word = self.counter_words.get(found.pattern().as_usize())?;
        // 1691개인가 asks, 개인 is somebody.
        let asks = ["인가", "인지", "인데", "인 "].iter().any(|ending| rest[word.len()..].starts_with(ending));
        let behind = &rest[word.len()..];
        let other = OTHER_WORDS.iter().any(|other| rest.starts_with(other) && other.len() >= word.len());
        // 40도입니다, 2회의: glued to its digits, a counter with an ending is no other word.
        let glued = text[..at].ends_with(|c: char| c.is_ascii_digit() || is_scale(c)) && is_ending(behind);
        if !asks && other && !glued {
            return None;
        }
        // 4대보험 is a name, 1000대규모 a number of machines.
        let many = text[..at].chars().rev().take(MANY_DIGITS).all(|c| c.is_ascii_digit() || is_scale(c));
        let syllable = word.chars().nth(1).is_none();
        if !asks && syllable && &**word != "개" && !closes(behind, many || &**word != "대") {
            return None;
        }
        let behind = rest[word.len()..].trim_start();
        if &**word == "대" && GREAT_THINGS.iter().any(|thing| behind.starts_with(thing)) {
            return None;
        }
        Some((word, at + word.len()))
    }
}

fn words_of(unit: &Unit) -> impl Iterator<Item = &str> {
    let names = [&*unit.one_en, &*unit.many_en];
    names.into_iter().chain(unit.words.get(Language::English).split('|'))
}

/// What a Korean text writes behind a number: the counter itself, and what the asking words count with (몇 장, 대수).
fn korean_counters(unit: &Unit) -> impl Iterator<Item = &str> {
    let asked = unit.words.ko.split('|').filter_map(|word| {
        let word = word.trim();
        word.strip_prefix("몇 ")
            .or_else(|| word.strip_prefix("몇"))
            .or_else(|| {
                word.strip_suffix('수').filter(|stem| stem.chars().count() == 1 && unit.kind == UnitKind::Count)
            })
            .or(Some(word).filter(|word| word.chars().count() == 1 || unit.kind != UnitKind::Count))
    });
    std::iter::once(&*unit.counter_ko).chain(asked)
}

/// Whether a run of Hangul behind what counts leaves it whole: 명이다, 배가량, 명당, 배증가, and not 배우, 점슛, 편성표. A `noun` may be glued
/// to it, but not where the two make a name: 4대보험.
fn closes(behind: &str, noun: bool) -> bool {
    let run = hangul(behind);
    let hedged = || hedge::behind(behind, 0).is_some() || BEHIND_COUNTERS.iter().any(|tail| run.starts_with(tail));
    run.is_empty() || is_ending(behind) || hedged() || noun && begins_with_a_noun(run)
}

/// Whether a run of Hangul begins with a noun of the general lexicon, or is a verb in a form that no noun has.
fn begins_with_a_noun(run: &str) -> bool {
    let syllables: Vec<char> = run.chars().collect();
    let is_verb = ko::ends_as_verb(&syllables);
    let mut found = false;
    Lexicon::get().in_hangul(&syllables, |word| {
        found |= word.start == 0 && word.end >= LEAST_NOUN && (!word.verb || is_verb);
    });
    found
}

/// Whether a text begins with a run of Hangul that is nothing but particles or the copula.
fn is_ending(text: &str) -> bool {
    let run = hangul(text);
    // 30배다: the copula loses its first syllable behind a vowel.
    let ends = |run: String| ko::endings(&run.chars().collect::<Vec<char>>(), true).any(|tail| tail == 0);
    !run.is_empty() && (ends(run.to_owned()) || ends(format!("이{run}")))
}

fn hangul(text: &str) -> &str {
    let end = text.find(|c| !matches!(c, '\u{AC00}'..='\u{D7A3}')).unwrap_or(text.len());
    &text[..end]
}

/// The measure behind a number, and where the phrase ends with it.
pub(crate) fn behind(text: &str, at: usize, units: &Units) -> (Measure, usize) {
    let Some(rest) = text.get(at..) else { return (Measure::Bare, at) };
    let gap = usize::from(rest.starts_with([' ', '-']));
    let word = &rest[gap..];
    let hyphen = rest.starts_with('-');
    let place = at + gap;
    if let Some(found) = percent(word) {
        return (found.0, place + found.1);
    }
    if let Some(length) = times(word, gap == 1 && !hyphen) {
        return (Measure::Times, place + length);
    }
    if hyphen {
        return (Measure::Bare, at);
    }
    if word.starts_with('위') && !RANK_OTHER.iter().any(|other| word.starts_with(other)) {
        return (Measure::Rank, place + '위'.len_utf8());
    }
    // 1등 is a place, 명 등 is "and so on".
    if gap == 0 && word.starts_with('등') && !word[3..].starts_with(['급', '의', '을', '에']) {
        return (Measure::Rank, place + '등'.len_utf8());
    }
    for word_for in ["번째", "번 째"] {
        if word.starts_with(word_for) {
            return (Measure::Rank, place + word_for.len());
        }
    }
    if let Some((counter, end)) = units.counter(text, place) {
        return (Measure::Unit(counter.into()), end);
    }
    // 29세: behind a blank, 세 is three.
    if gap == 0
        && let Some(behind) = word.strip_prefix('세')
        && text[..at].ends_with(|c: char| c.is_ascii_digit())
        && closes(behind, false)
    {
        return (Measure::Unit("세".into()), place + '세'.len_utf8());
    }
    english_unit(text, at, place, units).unwrap_or((Measure::Bare, at))
}

fn percent(word: &str) -> Option<(Measure, usize)> {
    let begins_with = |name: &str| word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if let Some(rest) = word.strip_prefix('%') {
        for points in ["포인트", " 포인트", "p", "P"] {
            let letters = points.len() == 1;
            if rest.starts_with(points) && !(letters && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic())) {
                return Some((Measure::PercentagePoints, 1 + points.len()));
            }
        }
        return Some((Measure::Percent, 1));
    }
    const POINTS: [&str; 8] = [
        "percentage points",
        "percentage point",
        "percentage-point",
        "percent points",
        "per cent points",
        "퍼센트포인트",
        "퍼센트 포인트",
        "%포인트",
    ];
    if let Some(points) = POINTS.iter().find(|points| begins_with(points)) {
        return Some((Measure::PercentagePoints, points.len()));
    }
    // 24pp, 3 ppt
    if let Some(points) = ["ppts", "ppt", "pps", "pp"]
        .iter()
        .find(|points| begins_with(points) && !word[points.len()..].starts_with(|c: char| c.is_ascii_alphanumeric()))
    {
        return Some((Measure::PercentagePoints, points.len()));
    }
    const PERCENT: [&str; 5] = ["percent", "per cent", "pct", "퍼센트", "프로"];
    let ends = |length: usize| !word[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let found = PERCENT.iter().find(|percent| begins_with(percent) && ends(percent.len()))?;
    // 프로 begins many words: 프로젝트, 프로그램.
    let other = *found == "프로"
        && ["젝", "그", "필", "세", "토", "모", "듀", "야", "축", "선"]
            .iter()
            .any(|next| word[found.len()..].starts_with(next));
    (!other).then_some((Measure::Percent, found.len()))
}

fn times(word: &str, spaced: bool) -> Option<usize> {
    if word.starts_with('배') {
        let behind = &word['배'.len_utf8()..];
        return closes(behind, true).then_some('배'.len_utf8());
    }
    for name in ["times", "time", "fold", "x", "X", "×"] {
        let fits = word.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !word[name.len()..].starts_with(|c: char| c.is_alphanumeric());
        // `5 x 3` multiplies, `5x` is a multiple.
        if fits && !(spaced && name.len() <= 2) && name != "time" {
            return Some(name.len());
        }
    }
    None
}

/// A unit in English letters. Names of money and measures belong to the phrase; a counted thing (`people`, `boats`) is
/// noted, and the phrase ends before it.
fn english_unit(text: &str, number_end: usize, at: usize, units: &Units) -> Option<(Measure, usize)> {
    let rest = text.get(at..)?;
    let length = rest
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '²' | '³' | '°' | '℃' | '$' | '€')))
        .map_or(rest.len(), |(index, _)| index);
    let longest = rest.get(..length.min(24))?.trim_end_matches('/');
    if longest.is_empty() {
        return None;
    }
    let word = longest.to_lowercase();
    let end = if units.counted.contains(word.as_str()) { number_end } else { at + longest.len() };
    let known = !units.named(&word).is_empty() || at == number_end && is_metric(longest);
    known.then(|| (Measure::Unit(word.into()), end))
}

/// `ml`, `kWh`, `µm`: a prefix of the metric system with one of its units.
fn is_metric(word: &str) -> bool {
    const BASES: [&str; 12] = ["m", "g", "l", "L", "W", "Wh", "V", "A", "Hz", "J", "Pa", "t"];
    let prefixed = word.strip_prefix(['k', 'c', 'm', 'M', 'G', 'T', 'h', 'd']);
    prefixed.is_some_and(|base| BASES.contains(&base))
}
