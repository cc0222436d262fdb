//! Tables of the full size and in the shape of those that statistical offices hand out: headers, marks, flags, codes, encodings.
//! Every figure is invented.

use std::fmt::Write as _;

/// A file, the question that a newcomer asks of it, and the value that answers it.
pub struct Shape {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub question: &'static str,
    pub value: f64,
}

/// The countries of `data/places`: three-letter code, two-letter code and English name.
fn countries() -> Vec<(String, String, String)> {
    let mut reader = csv::Reader::from_reader(include_str!("../../data/places/places.csv").as_bytes());
    let rows = reader.records().map_while(Result::ok).filter(|row| &row[1] == "country");
    rows.filter_map(|row| {
        let (two, three) = row[3].split_once('|')?;
        Some((three.split('|').next()?.to_owned(), two.to_owned(), row[4].to_owned()))
    })
    .collect()
}

/// A number that looks arbitrary and is the same in every run.
fn number(parts: [usize; 3], below: usize) -> usize {
    let mixed =
        parts.iter().fold(0x9e37_79b9_usize, |mixed, part| (mixed ^ part).wrapping_mul(0x0100_0193).rotate_left(13));
    mixed % below
}

fn position(countries: &[(String, String, String)], code: &str) -> usize {
    countries.iter().position(|(_, two, _)| two == code).unwrap_or(0)
}

/// All four, of their full size or, for a program that is not optimised, with fewer years and ages.
pub fn all(is_full: bool) -> Vec<Shape> {
    let (first_year, ages) = if is_full { (1750, 100) } else { (1980, 6) };
    vec![world_bank(), our_world_in_data(first_year), kosis(), eurostat(ages)]
}

/// One indicator, all countries, years as columns from 1960 on, every cell in quotes.
pub fn world_bank() -> Shape {
    let countries = countries();
    let cell = |country: usize, year: usize| 1_000_000 + number([country, year, 1], 90_000_000);
    let mut text = "\u{feff}\"Data Source\",\"World Development Indicators\",\r\n\r\n\"Last Updated Date\",\"2025-07-01\",\r\n\r\n\
                    \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\","
        .to_owned();
    (1960..2025).for_each(|year| write!(text, "\"{year}\",").unwrap());
    for (at, (three, _, name)) in countries.iter().enumerate() {
        write!(text, "\r\n\"{name}\",\"{three}\",\"Population, total\",\"SP.POP.TOTL\",").unwrap();
        (1960..2025).for_each(|year| write!(text, "\"{}\",", cell(at, year)).unwrap());
    }
    Shape {
        name: "API_SP.POP.TOTL_DS2_en_csv_v2_1.csv",
        bytes: text.into_bytes(),
        question: "population of South Korea in 2023",
        value: cell(position(&countries, "KR"), 2023) as f64,
    }
}

/// One row for each country and year.
pub fn our_world_in_data(first_year: usize) -> Shape {
    let countries = countries();
    let cell = |country: usize, year: usize| number([country, year, 2], 900_000) as f64 / 10.0;
    let mut text = "Entity,Code,Year,Annual CO₂ emissions (tonnes)\n".to_owned();
    for (at, (three, _, name)) in countries.iter().enumerate() {
        let name = if name.contains(',') { format!("\"{name}\"") } else { name.clone() };
        (first_year..2025).for_each(|year| writeln!(text, "{name},{three},{year},{:.1}", cell(at, year)).unwrap());
    }
    Shape {
        name: "annual-co2-emissions-per-country.csv",
        bytes: text.into_bytes(),
        question: "CO2 emissions of Germany in 1995",
        value: cell(position(&countries, "DE"), 1995),
    }
}

/// Provinces with their cities and counties, years above items, in the encoding of Korean offices.
pub fn kosis() -> Shape {
    const PROVINCES: [&str; 17] = [
        "서울특별시",
        "부산광역시",
        "대구광역시",
        "인천광역시",
        "광주광역시",
        "대전광역시",
        "울산광역시",
        "세종특별자치시",
        "경기도",
        "강원특별자치도",
        "충청북도",
        "충청남도",
        "전북특별자치도",
        "전라남도",
        "경상북도",
        "경상남도",
        "제주특별자치도",
    ];
    const ITEMS: [&str; 4] = ["출생아 수 (명)", "사망자 수 (명)", "혼인 건수 (건)", "이혼 건수 (건)"];
    let years: Vec<usize> = (2000..2025).collect();
    let cell = |province: usize, part: usize, at: usize| 100 + number([province, part, at], 90_000);
    let mut text = "행정구역별(1),행정구역별(2)".to_owned();
    years.iter().for_each(|year| ITEMS.iter().for_each(|_| write!(text, ",{year}").unwrap()));
    text.push_str("\r\n행정구역별(1),행정구역별(2)");
    years.iter().for_each(|_| ITEMS.iter().for_each(|item| write!(text, ",{item}").unwrap()));
    for (province, name) in PROVINCES.iter().enumerate() {
        for part in 0..15 {
            let below = if part == 0 { "소계".to_owned() } else { format!("제{part}구") };
            write!(text, "\r\n{name},{below}").unwrap();
            (0..years.len() * ITEMS.len()).for_each(|at| write!(text, ",{}", cell(province, part, at)).unwrap());
        }
    }
    let (bytes, ..) = encoding_rs::EUC_KR.encode(&text);
    Shape {
        name: "시군구별_인구동태.csv",
        bytes: bytes.into_owned(),
        question: "2022년 부산 출생아 수",
        value: cell(1, 0, 22 * ITEMS.len()) as f64,
    }
}

/// Countries and their groups by sex and age, years as columns, flags behind the numbers.
pub fn eurostat(oldest: usize) -> Shape {
    const GEO: [&str; 38] = [
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EA19",
        "EA20",
        "EE",
        "EL",
        "ES",
        "EU27_2020",
        "EU28",
        "FI",
        "FR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "UK",
    ];
    let mut ages = vec!["TOTAL".to_owned(), "Y_LT1".to_owned()];
    ages.extend((1..oldest).map(|age| format!("Y{age}")));
    let cell = |sex: usize, age: usize, geo: usize, year: usize| number([sex * 200 + age, geo, year], 9_000_000);
    let mut text = "freq,unit,age,sex,geo\\TIME_PERIOD".to_owned();
    (1990..2025).for_each(|year| write!(text, "\t{year} ").unwrap());
    for (age_at, age) in ages.iter().enumerate() {
        for (sex_at, sex) in ["F", "M", "T"].iter().enumerate() {
            for (geo_at, geo) in GEO.iter().enumerate() {
                write!(text, "\nA,NR,{age},{sex},{geo}").unwrap();
                for year in 1990..2025 {
                    let flag = ["", "", "", "b", "e", "p", "", ""][number([age_at, geo_at, year], 8)];
                    write!(text, "\t{} {flag}", cell(sex_at, age_at, geo_at, year)).unwrap();
                }
            }
        }
    }
    Shape {
        name: "estat_demo_pjan.tsv",
        bytes: text.into_bytes(),
        question: "population of Greece in 2021",
        value: cell(2, 0, 11, 2021) as f64,
    }
}
