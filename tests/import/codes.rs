//! Codes of statistical offices, labels with details, and names that are codes of something else.

use datum::pack::Catalog;
use datum::pack::import::Mapping;

use super::{catalog, imported, text};

/// Names of the metrics in both languages, with their units.
fn metrics(catalog: &Catalog) -> Vec<String> {
    catalog
        .metrics()
        .iter()
        .map(|metric| format!("{} | {} | {}", metric.name.en, metric.name.ko, catalog.unit(metric.unit).id))
        .collect()
}

/// The values of a metric, each with its entity.
fn values(catalog: &Catalog, name: &str) -> Vec<String> {
    let of = |metric| &*catalog.metric(metric).name.en == name;
    let figures = catalog.figures().iter().filter(|figure| of(figure.metric));
    figures.map(|figure| format!("{} {}", catalog.entity(figure.entity).id, figure.value)).collect()
}

#[test]
fn national_accounts_are_named_and_counted_in_their_units() {
    let table = "freq,unit,na_item,geo\\TIME_PERIOD\t2021 \t2022 \n\
                 A,CP_MEUR,B1GQ,EL\t181500.3 \t206620.1 p\n\
                 A,CP_MEUR,B1GQ,EU28\t15000000.0 \t: \n\
                 A,CP_MEUR,B1GQ,EU27_2020\t14600000.0 \t15900000.0 \n\
                 A,CP_MEUR,B1GQ,EA19\t12300000.0 \t13300000.0 \n\
                 A,CP_MEUR,B1GQ,DE1\t540000.0 \t: \n\
                 A,CP_EUR_HAB,B1GQ,EL\t17010.0 \t19640.0 \n\
                 A,PC_GDP,P6,EL\t40.3 \t48.9 \n\
                 A,CP_MEUR,P119,EL\t5.0 \t6.0 \n";
    let done = imported(vec![text("estat_nama_10_gdp.tsv", table)], Mapping::default());
    let catalog = catalog(&done);
    assert_eq!(
        metrics(&catalog),
        [
            "GDP (current prices) | 경상 GDP | EUR",
            "GDP per inhabitant | 1인당 GDP | EUR",
            "Exports of goods and services (% of GDP) | GDP 대비 수출 | percent",
            "P119 (current prices) | P119 (current prices) | EUR",
        ]
    );
    assert!(values(&catalog, "GDP (current prices)").contains(&"gr 181500300000".to_owned()));
    let note = done.assumed.iter().find(|note| note.contains("na_item")).unwrap();
    assert!(note.contains("P119") && !note.contains("B1GQ"), "{note}");
    // Each state of a group is a group of its own; what has only one state here is also called as the group is.
    let kind = |id: &str| {
        let entity = catalog.entity(catalog.find_entity(id).unwrap());
        let whole = entity.part_of.map(|whole| catalog.entity(whole).id.to_string());
        let aliases: Vec<String> = entity.aliases.iter().map(|alias| alias.to_string()).collect();
        (entity.name.en.to_string(), whole, aliases.contains(&"Eurozone".to_owned()))
    };
    assert_eq!(kind("european-union-28"), ("European Union of 28 countries".to_owned(), None, false));
    assert_eq!(kind("euro-area-19"), ("Euro area of 19 countries".to_owned(), None, true));
    assert_eq!(kind("de1"), ("DE1".to_owned(), Some("de".to_owned()), false));
}

#[test]
fn categories_and_relative_units_are_words_of_both_languages() {
    let table = "freq,age,unit,sex,geo\\TIME_PERIOD\t2022 \n\
                 A,Y15-74,PC_ACT,T,ES\t12.9 \nA,Y15-74,PC_ACT,F,ES\t14.8 \nA,Y15-24,PC_ACT,T,ES\t29.8 \n\
                 A,Y15-74,THS_PER,T,ES\t3024 \nA,Y_GE65,THS_PER,T,ES\t31 u\nA,HHX,THS_PER,T,ES\t7 \n";
    let catalog = catalog(&imported(vec![text("estat_une_rt_a_en.tsv", table)], Mapping::default()));
    let named = metrics(&catalog);
    for expected in ["15-24세 실업률 | percent", "여성 15-74세 실업률 | percent", "65세 이상 실업자 수 | people"]
    {
        assert!(named.iter().any(|name| name.ends_with(expected)), "{expected}: {named:?}");
    }
    let young = catalog.metrics().iter().find(|metric| metric.name.ko.starts_with("15-24세")).unwrap();
    assert!(young.aliases.iter().any(|alias| &**alias == "청년 실업률"), "{:?}", young.aliases);
    assert!(named.iter().any(|name| name.contains("HHX")), "{named:?}");
}

#[test]
fn a_second_table_is_not_called_as_the_first() {
    let rows = |value: usize| format!("Country,Code,Year,Value\nKorea,KOR,2020,{value}\nJapan,JPN,2020,{value}\n");
    let files = vec![text("marriages.csv", &rows(5)), text("divorces.csv", &rows(7))];
    let catalog = catalog(&imported(files, Mapping::default()));
    assert_eq!(values(&catalog, "Marriages"), [""; 0]);
    assert_eq!((values(&catalog, "marriages").len(), values(&catalog, "divorces")[0].as_str()), (2, "kr 7"));
}

#[test]
fn details_shares_and_scales_in_a_label_are_understood() {
    let table = "Entity,Code,Year,Share of adults who smoke,Deaths from malaria - Sex: Both - Age: All Ages (Number),\
                 Air freight (million ton-km),Trust (0-10 scale),\"Cancer death rate (per 100,000 people)\"\n\
                 Korea,KOR,2020,15.5,12,3.5,6.1,88.1\nJapan,JPN,2020,16.5,10,4.5,5.1,90.2\n";
    let done = imported(vec![text("t.csv", table)], Mapping::default());
    let catalog = catalog(&done);
    assert_eq!(
        metrics(&catalog)[..4],
        [
            "Share of adults who smoke | 성인 흡연율 | percent",
            "Deaths from malaria | 말라리아 사망자 수 | people",
            "Air freight | 항공 화물 | ton-km",
            "Trust | 신뢰 | score",
        ]
    );
    assert!(metrics(&catalog)[4].starts_with("Cancer death rate | 인구 10만 명당 암 사망률"));
    assert!(values(&catalog, "Air freight").contains(&"kr 3500000".to_owned()));
    assert!(done.assumed.iter().any(|note| note.contains("taken as per cent")), "{:?}", done.assumed);
}

#[test]
fn a_company_is_no_country_of_its_letters() {
    let table = "Company,Year,Revenue (USD)\nSK,2020,5\nJordan,2020,6\nShare,2020,7\n";
    let catalog = catalog(&imported(vec![text("t.csv", table)], Mapping::default()));
    let found: Vec<String> = catalog.entities().iter().map(|one| format!("{} {:?}", one.name.en, one.kind)).collect();
    assert_eq!(found, ["Jordan Company", "Share Company", "SK Company"]);
    assert!(catalog.entities().iter().all(|entity| entity.same_as.is_empty()));
    // A lone pair of letters among names is a name; where most are codes, they are codes.
    let kinds = |table: &str| {
        let catalog = super::catalog(&imported(vec![text("t.csv", table)], Mapping::default()));
        catalog.entities().iter().filter(|entity| !entity.same_as.is_empty()).count()
    };
    assert_eq!(kinds("Name,Year,Score (points)\nSK,2020,5\nKTX,2020,6\nAlpha,2020,7\n"), 0);
    assert_eq!(kinds("Country,Year,Score (points)\nSK,2020,5\nKR,2020,6\nFR,2020,7\n"), 3);
}

#[test]
fn an_export_is_imported_with_its_ids_and_names() {
    let table = "\u{feff}id,metric,metric_en,metric_ko,entity,entity_en,entity_ko,value,low,high,unit,period,status,precision,scope_en,\
                 source,publisher_en,title_en,url,note_en,pack\n\
                 a-1,visits,Library visits,도서관 방문자 수,old-mill,Old Mill,옛 방앗간,12,,,people,2023,reported,exact,,survey,Town,\
                 Report,https://example.org/a,,town@1.0.0\n\
                 a-2,visits,Library visits,도서관 방문자 수,kr-seoul,Seoul,서울,13,,,people,2024,planned,exact,branches,other,City,\
                 Plan,,A plan.,town@1.0.0\n\
                 a-3,visits,Library visits,도서관 방문자 수,kr-seoul,Seoul,서울,14,,,people,2022,withdrawn,exact,,survey,Town,Report,,,x@1.0.0\n";
    let catalog = catalog(&imported(vec![text("town.csv", table)], Mapping::default()));
    assert_eq!(metrics(&catalog), ["Library visits | 도서관 방문자 수 | people"]);
    assert_eq!(&*catalog.metrics()[0].id, "visits");
    let mut found: Vec<String> = catalog
        .figures()
        .iter()
        .map(|figure| {
            let entity = catalog.entity(figure.entity);
            format!("{} {} {} {}", figure.id, entity.name.ko, figure.value, figure.status.word())
        })
        .collect();
    found.sort_unstable();
    assert_eq!(found, ["visits-kr-seoul-2024 서울 13 planned", "visits-old-mill-2023 옛 방앗간 12 reported"]);
}
