//! A pack of any size about trade between made-up towns, and questions about it. The same on every machine and in every run.

use std::fmt::Write;

use datum::pack::PackSource;

use super::cases::Case;

/// How many of each there are; figures are their product.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// At most 200.
    pub metrics: usize,
    /// At most 50,000.
    pub entities: usize,
    /// The last one is 2024.
    pub years: usize,
}

const LAST_YEAR: usize = 2024;

const GOODS: [(&str, &str); 20] = [
    ("wheat", "밀"),
    ("salmon", "연어"),
    ("copper", "구리"),
    ("timber", "목재"),
    ("barley", "보리"),
    ("wool", "양모"),
    ("marble", "대리석"),
    ("honey", "벌꿀"),
    ("cotton", "면화"),
    ("silver", "은괴"),
    ("pepper", "후추"),
    ("cement", "시멘트"),
    ("linen", "아마포"),
    ("butter", "버터"),
    ("walnut", "호두"),
    ("saffron", "사프란"),
    ("herring", "청어"),
    ("granite", "화강암"),
    ("paper", "종이"),
    ("glass", "유리"),
];
const MEASURES: [(&str, &str); 10] = [
    ("harvest", "수확고"),
    ("exports", "수출고"),
    ("imports", "수입고"),
    ("storage", "저장고"),
    ("turnover", "매출고"),
    ("freight", "화물고"),
    ("demand", "수요고"),
    ("auctions", "경매고"),
    ("deliveries", "배달고"),
    ("surplus", "잉여고"),
];
const HEADS: [(&str, &str); 20] = [
    ("Bar", "바르"),
    ("Cal", "칼"),
    ("Dun", "던"),
    ("Elm", "엘름"),
    ("Fen", "펜"),
    ("Gar", "가르"),
    ("Hol", "홀"),
    ("Kir", "키르"),
    ("Lor", "로르"),
    ("Mor", "모르"),
    ("Nor", "노르"),
    ("Orm", "오름"),
    ("Pel", "펠"),
    ("Quin", "퀸"),
    ("Ros", "로스"),
    ("Sel", "셀"),
    ("Tor", "토르"),
    ("Ul", "울"),
    ("Ver", "베르"),
    ("Wes", "웨스"),
];
const TAILS: [(&str, &str); 20] = [
    ("astead", "아스테드"),
    ("brook", "브룩"),
    ("cester", "체스터"),
    ("denby", "덴비"),
    ("eworth", "이워스"),
    ("field", "필드"),
    ("gate", "게이트"),
    ("hampton", "햄프턴"),
    ("ingdale", "잉데일"),
    ("kirk", "커크"),
    ("lington", "링턴"),
    ("mouth", "머스"),
    ("ness", "네스"),
    ("overton", "오버턴"),
    ("pool", "풀"),
    ("quay", "키"),
    ("ridge", "리지"),
    ("stoke", "스토크"),
    ("thwaite", "스웨이트"),
    ("vale", "베일"),
];

/// A metric or an entity.
struct Thing {
    id: String,
    english: String,
    korean: String,
}

fn metric(number: usize) -> Thing {
    let (good, measure) = (GOODS[number % GOODS.len()], MEASURES[number / GOODS.len()]);
    Thing {
        id: format!("{}-{}", good.0, measure.0),
        english: format!("{}{} {}", good.0[..1].to_uppercase(), &good.0[1..], measure.0),
        korean: format!("{} {}", good.1, measure.1),
    }
}

fn entity(number: usize) -> Thing {
    let (head, tail) = (HEADS[number % HEADS.len()], TAILS[number / HEADS.len() % TAILS.len()]);
    let (english_end, korean_end) = ending(number / HEADS.len() / TAILS.len());
    let english = format!("{}{}{english_end}", head.0, tail.0);
    Thing { id: english.to_lowercase(), english, korean: format!("{}{}{korean_end}", head.1, tail.1) }
}

/// What tells towns of one name apart, from the second on: three of five syllables each.
fn ending(number: usize) -> (String, String) {
    let Some(number) = number.checked_sub(1) else { return (String::new(), String::new()) };
    let places = [number % 5, number / 5 % 5, number / 25];
    let of = |syllables: [[&str; 5]; 3]| places.iter().zip(syllables).map(|(place, of)| of[*place]).collect();
    let english =
        of([["bo", "du", "ka", "mi", "ze"], ["la", "no", "pe", "ri", "su"], ["fex", "gim", "hud", "jot", "vab"]]);
    let korean = of([["보", "두", "카", "미", "제"], ["라", "노", "페", "리", "수"], ["펙", "김", "훗", "졷", "밥"]]);
    (english, korean)
}

fn id(metric: &Thing, entity: &Thing, year: usize) -> String {
    format!("{}-{}-{year}", entity.id, metric.id)
}

/// Numbers that look arbitrary (a linear congruence, Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// The pack as files in memory.
pub fn pack(extent: Extent) -> PackSource {
    let mut metrics = String::from(
        "id,topic,broader,kind,unit,name_en,name_ko,aliases_en,aliases_ko,keywords_en,keywords_ko,definition_en,definition_ko\n",
    );
    for number in 0..extent.metrics {
        let Thing { id, english, korean } = metric(number);
        let _ = writeln!(metrics, "{id},trade,,flow,t,{english},{korean},,,,,Made up.,지어낸 값.");
    }
    let mut entities = String::from("id,kind,name_en,name_ko,aliases_en,aliases_ko,part_of\n");
    for number in 0..extent.entities {
        let Thing { id, english, korean } = entity(number);
        let _ = writeln!(entities, "{id},region,{english},{korean},,,");
    }
    let mut figures = String::from(
        "id,metric,entity,value,low,high,period,status,precision,featured,scope_en,scope_ko,source,via,locator,known_from,supersedes,formula,inputs,note_en,note_ko\n",
    );
    let entity_names: Vec<Thing> = (0..extent.entities).map(entity).collect();
    let mut numbers = Numbers(1);
    for metric in (0..extent.metrics).map(metric) {
        for entity in &entity_names {
            for year in LAST_YEAR + 1 - extent.years..=LAST_YEAR {
                let (value, id) = (numbers.below(900_000) + 100_000, id(&metric, entity, year));
                let _ = writeln!(
                    figures,
                    "{id},{},{},{value},,,{year},reported,exact,,,,ledger,,,,,,,,",
                    metric.id, entity.id
                );
            }
        }
    }
    let resources: Vec<String> = ["topics", "entities", "metrics", "sources", "figures"]
        .iter()
        .map(|name| format!(r#"{{"name": "{name}", "path": "{name}.csv"}}"#))
        .collect();
    let descriptor = format!(
        r#"{{"name": "towns", "title": "Towns", "description": "Invented.", "version": "1.0.0", "created": "2025-01-01T00:00:00Z",
        "licenses": [{{"name": "CC0-1.0"}}], "contributors": [{{"title": "Datum"}}], "sources": [{{"title": "Invented"}}],
        "datum": {{"order": 10, "title_ko": "고을"}}, "resources": [{}]}}"#,
        resources.join(", ")
    );
    let topics = "id,name_en,name_ko,aliases_en,aliases_ko\ntrade,Trade,교역,,\n".to_owned();
    let sources = "id,type,publisher_en,publisher_ko,author,title_en,title_ko,issued,accessed,url,archived_url,licence,aliases_en,aliases_ko,note_en,note_ko\n\
        ledger,dataset,Ledger Office,장부청,,The ledger,장부,2025,,https://example.org/ledger,,,,,,\n";
    PackSource::new(
        "towns",
        [
            ("datapackage.json", descriptor),
            ("topics.csv", topics),
            ("entities.csv", entities),
            ("metrics.csv", metrics),
            ("sources.csv", sources.to_owned()),
            ("figures.csv", figures),
        ],
    )
}

/// Questions that name one cell, in both languages: with the year, without it (the newest answers), mistyped, and with a
/// year before the first one (no figure).
pub fn questions(extent: Extent, count: usize) -> Vec<Case> {
    let mut numbers = Numbers(2);
    let case = |number: usize| {
        let (metric, entity) = (metric(numbers.below(extent.metrics)), entity(numbers.below(extent.entities)));
        let year = LAST_YEAR - numbers.below(extent.years);
        let before = LAST_YEAR - extent.years - numbers.below(20);
        let (what, whom) = (&metric.english, &entity.english);
        let (korean_what, korean_whom) = (&metric.korean, &entity.korean);
        // The last two letters change places; a doubled letter at the end would make that no error.
        let mut letters: Vec<char> = whom.chars().collect();
        let last = letters.len() - 1;
        letters.swap(last - 1, last);
        let mistyped: String = letters.into_iter().collect();
        let (text, year) = match number % 8 {
            0 => (format!("{what} {whom} {year}"), Some(year)),
            1 => (format!("what was the {} of {whom} in {year}?", what.to_lowercase()), Some(year)),
            2 => (format!("{whom} {what}"), Some(LAST_YEAR)),
            3 => (format!("{year}년 {korean_whom}의 {korean_what}"), Some(year)),
            4 => (format!("{korean_whom} {korean_what} 얼마야?"), Some(LAST_YEAR)),
            5 => (format!("{korean_whom} {what} {year}"), Some(year)),
            6 => (format!("{what} {mistyped} {year}"), Some(year)),
            _ => (format!("{what} of {whom} in {before}"), None),
        };
        Case { text, first: year.map(|year| id(&metric, &entity, year)) }
    };
    (0..count).map(case).collect()
}

/// Questions that ask for many figures at once: the whole metric, and its order.
pub fn tables(extent: Extent, count: usize) -> Vec<String> {
    let mut numbers = Numbers(3);
    (0..count)
        .map(|number| {
            let metric = metric(numbers.below(extent.metrics));
            if number % 2 == 0 { metric.english } else { format!("top 5 {}", metric.english) }
        })
        .collect()
}
