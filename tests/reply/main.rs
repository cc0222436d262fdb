//! What people read: every kind of card, every reason and every assumption, in both languages.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up has failed")]

mod asked;
mod catalog;
mod short;

use std::fmt::Write;

use catalog::*;
use datum::facts::{Caution, Derived, DerivedKind, cautions};
use datum::figure::{FigureRef, Language, Period, Status, TopicRef};
use datum::pack::Catalog;
use datum::query::{Answer, Assumption, Operation, Outcome, Ranked, Reason, Selection};
use datum::reply::pages::{self, Notice};
use datum::reply::{Action, Card, Format, Shown, compose, json, markdown, plain, suggestions};
use jiff::civil::date;

const TODAY: jiff::civil::Date = date(2024, 11, 23);

fn empty(language: Language, outcome: Outcome) -> Answer {
    Answer { outcome, ..Answer::new(language) }
}

fn answer(catalog: &Catalog, language: Language, ids: &[&str]) -> Answer {
    Answer { figures: ids.iter().map(|id| figure(catalog, id)).collect(), ..empty(language, Outcome::Answer) }
}

fn figures(catalog: &Catalog, ids: &[&str]) -> Vec<FigureRef> {
    ids.iter().map(|id| figure(catalog, id)).collect()
}

/// The card in both languages, as text and as Discord's markdown.
fn both(make: impl Fn(Language) -> Card) -> String {
    let mut text = String::new();
    for language in Language::ALL {
        let card = make(language);
        let parts = markdown::render(&card);
        writeln!(text, "=== {language}\n{}\n", plain::text(&card)).unwrap();
        writeln!(text, "--- {language}, markdown\n{}\n{}", parts.title, parts.description).unwrap();
        for field in &parts.fields {
            writeln!(text, "[{}{}] {}", field.name, if field.inline { ", inline" } else { "" }, field.value).unwrap();
        }
        writeln!(text, "{}", parts.footer.unwrap_or_default()).unwrap();
        let buttons: Vec<String> =
            card.actions.iter().map(|action| format!("({} {})", action.label(language), action.token())).collect();
        writeln!(text, "{}\n", buttons.join(" ")).unwrap();
    }
    text
}

fn composed(catalog: &Catalog, make: impl Fn(Language) -> Answer) -> String {
    both(|language| compose(&make(language), catalog, TODAY))
}

#[test]
fn one_figure() {
    let catalog = catalog();
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        assumptions: vec![Assumption::NewestPeriod("2023-12-31".parse().unwrap())],
        ..answer(&catalog, language, &["northport-bikes-owned-2023"])
    }));
}

#[test]
fn one_figure_with_bounds_a_formula_or_a_date() {
    let catalog = catalog();
    let mut text = String::new();
    for id in
        ["southvale-bikes-owned-2023-census", "northport-share-growth", "northport-opened", "northport-budget-2023"]
    {
        for language in Language::ALL {
            text.push_str(&plain::text(&compose(&answer(&catalog, language, &[id]), &catalog, TODAY)));
            text.push_str("\n\n=====\n\n");
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_table_over_entities() {
    let catalog = catalog();
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        assumptions: vec![
            Assumption::AllEntities,
            Assumption::Broad(metric(0)),
            Assumption::Cut { shown: 3, total: 9 }
        ],
        ..answer(
            &catalog,
            language,
            &["northport-bikes-owned-2023", "northport-bikes-sold-2023", "eastham-bikes-sold-2023"]
        )
    }));
}

#[test]
fn sources_that_disagree() {
    let catalog = catalog();
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        disagreement: true,
        ..answer(&catalog, language, &["southvale-bikes-owned-2023", "southvale-bikes-owned-2023-census"])
    }));
}

#[test]
fn a_comparison() {
    let catalog = catalog();
    let derived = |kind, value: &str, unit: &str, formula: &str| Derived {
        kind,
        value: value.parse().unwrap(),
        unit: unit.into(),
        formula: formula.into(),
        inputs: vec![figure(&catalog, "southvale-bikes-owned-2023"), figure(&catalog, "northport-bikes-owned-2023")],
    };
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        operation: Operation::Compare,
        derived: vec![
            derived(DerivedKind::Ratio, "76.5", "times", "southvale-bikes-owned-2023 / northport-bikes-owned-2023"),
            derived(
                DerivedKind::Difference,
                "148039",
                "bikes",
                "southvale-bikes-owned-2023 - northport-bikes-owned-2023"
            ),
            derived(
                DerivedKind::Share,
                "98.7",
                "percent",
                "100 * southvale-bikes-owned-2023 / (southvale-bikes-owned-2023 + northport-bikes-owned-2022)"
            ),
        ],
        cautions: cautions(&catalog, &figures(&catalog, &["southvale-bikes-owned-2023", "northport-bikes-owned-2023"])),
        ..answer(&catalog, language, &["southvale-bikes-owned-2023", "northport-bikes-owned-2023"])
    }));
}

#[test]
fn a_comparison_of_unlike_things() {
    let catalog = catalog();
    let ids = ["northport-bikes-owned-2023", "southvale-bikes-sold-2023-h1"];
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        operation: Operation::Compare,
        cautions: cautions(&catalog, &figures(&catalog, &ids)),
        ..answer(&catalog, language, &ids)
    }));
}

#[test]
fn a_trend() {
    let catalog = catalog();
    let derived = |kind, value: &str, formula: &str| Derived {
        kind,
        value: value.parse().unwrap(),
        unit: "percent".into(),
        formula: formula.into(),
        inputs: vec![],
    };
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        operation: Operation::Trend,
        derived: vec![
            derived(
                DerivedKind::Change,
                "82.2",
                "100 * (northport-share-2023 - northport-share-2020) / northport-share-2020"
            ),
            derived(
                DerivedKind::GrowthPerYear,
                "27.4",
                "100 * (northport-share-2023 - northport-share-2020) / northport-share-2020 / 3"
            ),
        ],
        ..answer(&catalog, language, &["northport-share-2020", "northport-share-2023"])
    }));
}

#[test]
fn a_ranking() {
    let catalog = catalog();
    let ids = ["eastham-bikes-sold-2023", "southvale-bikes-sold-2023-h1", "northport-bikes-sold-2023"];
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        operation: Operation::Rank,
        ranked: Some(Ranked { places: vec![1, 2, 2], of: 4, asked: Some(figure(&catalog, ids[2])) }),
        cautions: [Caution::ComputedOrder].into_iter().chain(cautions(&catalog, &figures(&catalog, &ids))).collect(),
        ..answer(&catalog, language, &ids)
    }));
}

#[test]
fn a_choice() {
    let catalog = catalog();
    insta::assert_snapshot!(composed(&catalog, |language| Answer {
        reason: Some(Reason::SeveralMetrics),
        suggestions: vec![
            Selection::Metric(metric(OWNED)),
            Selection::Metric(metric(SOLD)),
            Selection::Figure(figure(&catalog, "northport-bikes-owned-2023")),
            Selection::Entity(entity(SOUTHVALE)),
            Selection::Topic(TopicRef(1)),
        ],
        ..empty(language, Outcome::Choice)
    }));
}

#[test]
fn a_definition_and_a_source_asked_for() {
    let catalog = catalog();
    let ids = ["northport-bikes-owned-2023"];
    let definition =
        composed(&catalog, |language| Answer { wants_definition: true, ..answer(&catalog, language, &ids) });
    let source = composed(&catalog, |language| Answer { wants_source: true, ..answer(&catalog, language, &ids) });
    let broad = composed(&catalog, |language| Answer {
        wants_definition: true,
        assumptions: vec![Assumption::Broad(metric(0))],
        ..empty(language, Outcome::Answer)
    });
    insta::assert_snapshot!(format!("{definition}\n{source}\n{broad}"));
}

#[test]
fn every_assumption() {
    let catalog = catalog();
    let at = |id: &str| figure(&catalog, id);
    let assumptions = [
        Assumption::NewestPeriod("2023-01/2023-06".parse().unwrap()),
        Assumption::OnlyEntity(entity(NORTHPORT)),
        Assumption::AllEntities,
        Assumption::ReadAs { typed: "bycicles <@1>".into(), read: "bicycles".into() },
        Assumption::OutlookOnly(Status::Planned),
        Assumption::OutlookOnly(Status::Forecast),
        Assumption::OutlookOnly(Status::Announced),
        Assumption::OnePeriod("2023".parse().unwrap()),
        Assumption::OneCompared,
        Assumption::Broad(metric(0)),
        Assumption::Superseded { old: at("northport-bikes-owned-2022"), new: at("northport-bikes-owned-2022-final") },
    ];
    let mut text = String::new();
    for language in Language::ALL {
        let answer = Answer {
            assumptions: assumptions.to_vec(),
            as_of: Some("2024-06".parse().unwrap()),
            ..answer(&catalog, language, &["northport-budget-2023"])
        };
        text.push_str(&compose(&answer, &catalog, TODAY).assumptions.join("\n"));
        text.push_str("\n\n");
        // A figure that was replaced says so even where nobody assumed anything.
        let replaced = self::answer(&catalog, language, &["northport-bikes-owned-2022"]);
        text.push_str(&compose(&replaced, &catalog, TODAY).assumptions.join("\n"));
        text.push_str("\n\n");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_reason() {
    let catalog = catalog();
    let known = |periods: &[&str]| periods.iter().map(|period| period.parse::<Period>().unwrap()).collect::<Vec<_>>();
    let reasons = [
        Reason::Empty,
        Reason::TooLong { limit_chars: 500 },
        Reason::SmallTalk,
        Reason::UnknownWords(vec!["unicycles".into(), "@everyone [x](https://evil.example)".into()]),
        Reason::UnknownPlace { place: "Atlantis".into(), metric: None },
        Reason::UnknownPlace { place: "아틀란티스".into(), metric: Some(metric(OWNED)) },
        Reason::NoCell { metric: metric(BUDGET), entity: entity(SOUTHVALE) },
        Reason::NoPeriod {
            metric: metric(OWNED),
            entity: Some(entity(NORTHPORT)),
            period: "2019".into(),
            known: known(&["2022-12-31", "2023-12-31"]),
        },
        Reason::NoPeriod { metric: metric(OWNED), entity: None, period: "2019/".into(), known: vec![] },
        Reason::NoPeriod {
            metric: metric(SHARE),
            entity: None,
            period: "1999".into(),
            known: known(&["2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017", "2018"]),
        },
        Reason::NoOutlook { metric: metric(OWNED), entity: Some(entity(NORTHPORT)) },
        Reason::NoOutlook { metric: metric(SHARE), entity: None },
        Reason::NotYetKnown { as_of: "2023-06".parse().unwrap() },
        Reason::NoSource { source: source(2) },
        Reason::WrongUnit { metric: metric(BUDGET) },
        Reason::WrongUnit { metric: metric(OPENED) },
        Reason::SeveralMetrics,
        Reason::SeveralEntities,
        Reason::EntityAlone(entity(NORTHPORT)),
        Reason::TopicAlone(TopicRef(0)),
        Reason::SeveralQuestions,
        Reason::Negation,
        Reason::UnexplainedNumber("150000".into()),
        Reason::TooManyCompared { most: 8 },
        Reason::UnlikeUnits(metric(OWNED), metric(SHARE)),
    ];
    let mut text = String::new();
    for reason in reasons {
        let outcome = match reason {
            Reason::SeveralMetrics | Reason::SeveralEntities | Reason::EntityAlone(_) | Reason::TopicAlone(_) => {
                Outcome::Choice
            }
            _ => Outcome::None,
        };
        for language in Language::ALL {
            let answer = Answer { reason: Some(reason.clone()), ..empty(language, outcome) };
            let card = compose(&answer, &catalog, TODAY);
            writeln!(text, "{}: {}", card.title, card.paragraphs.join(" / ")).unwrap();
        }
        text.push('\n');
    }
    let suggested = Answer {
        reason: Some(Reason::NoCell { metric: metric(OWNED), entity: entity(EASTHAM) }),
        suggestions: vec![Selection::Figure(figure(&catalog, "northport-bikes-owned-2023"))],
        ..empty(Language::Korean, Outcome::None)
    };
    text.push_str(&plain::text(&compose(&suggested, &catalog, TODAY)));
    insta::assert_snapshot!(text);
}

#[test]
fn pages_beside_answers() {
    let catalog = catalog();
    let figure = figure(&catalog, "northport-bikes-owned-2023");
    let mut text = String::new();
    text.push_str(&both(|language| pages::topics(&catalog, language, 1)));
    text.push_str(&both(|language| pages::topic(&catalog, language, TopicRef(0), 99)));
    text.push_str(&both(|language| pages::sources(&catalog, language, None, 1)));
    text.push_str(&both(|language| pages::sources(&catalog, language, Some(TopicRef(1)), 1)));
    text.push_str(&both(|language| pages::figure_sources(&catalog, language, figure)));
    text.push_str(&both(|language| pages::definition(&catalog, language, metric(0))));
    text.push_str(&both(|language| pages::cite(&catalog, language, figure, Format::usual(language))));
    text.push_str(&both(|language| pages::help(&catalog, language)));
    insta::assert_snapshot!(text);
}

#[test]
fn notices() {
    let notices = [
        Notice::Failed,
        Notice::Gone,
        Notice::BadDate("yesterday **x**".into()),
        Notice::UnknownFigure("x".repeat(200)),
        Notice::UnknownTopic("a".into()),
        Notice::MissingPermission("Embed Links".into()),
    ];
    let mut text = String::new();
    for notice in notices {
        for language in Language::ALL {
            writeln!(text, "{}", markdown::message(&pages::notice(language, &notice))).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn citations_of_a_figure_with_and_without_via() {
    let catalog = catalog();
    let mut text = String::new();
    for id in ["northport-bikes-owned-2023", "southvale-bikes-owned-2023", "northport-opened"] {
        for format in Format::ALL {
            for language in Language::ALL {
                let copy = datum::reply::cite::cite(&catalog, language, figure(&catalog, id), format);
                writeln!(text, "--- {id} {format} {language}\n{}", copy.text).unwrap();
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn citations_of_real_figures() {
    let catalog = datum::pack::load(&[]).unwrap();
    let mut text = String::new();
    for id in [
        "korea-h100-held-2023",
        "microsoft-h100-bought-2023",
        "cn-private-ai-investment-2023",
        "korea-ai-shortage-2023",
    ] {
        for format in Format::ALL {
            for language in Language::ALL {
                let copy = datum::reply::cite::cite(&catalog, language, figure(&catalog, id), format);
                writeln!(text, "--- {id} {format} {language}\n{}", copy.text).unwrap();
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn one_line_and_json() {
    let catalog = catalog();
    let mut text = String::new();
    let ids: [&[&str]; 2] =
        [&["northport-bikes-owned-2023"], &["southvale-bikes-owned-2023", "northport-share-growth"]];
    for ids in ids {
        for language in Language::ALL {
            let answer = answer(&catalog, language, ids);
            let card = compose(&answer, &catalog, TODAY);
            writeln!(text, "{}", plain::line(&card)).unwrap();
            let object = json::answer("bikes?", &answer, &catalog, &card, 42);
            writeln!(text, "{}\n", serde_json::to_string_pretty(&object).unwrap()).unwrap();
        }
    }
    writeln!(text, "{}", json::error("bad line")).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn values_in_json_have_the_digits_of_the_pack() {
    let mut parts = parts();
    for (value, written) in [
        ("24.0", "24.0"),
        ("-0.36", "-0.36"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
        ("0.1000000000000000055511151231", "0.1000000000000000055511151231"),
    ] {
        parts.figures[0].value = value.parse().unwrap();
        let catalog = Catalog::new(parts.clone());
        let answer = answer(&catalog, Language::English, &["northport-bikes-owned-2023"]);
        let card = compose(&answer, &catalog, TODAY);
        let text = json::answer("", &answer, &catalog, &card, 0).to_string();
        assert!(text.contains(&format!("\"value\":{written},")), "{text}");
    }
}

#[test]
fn actions_read_back_and_answer() {
    let catalog = catalog();
    let id = "northport-bikes-owned-2023";
    let mut actions = vec![
        Action::Sources { figure: id.into() },
        Action::Cite { figure: id.into() },
        Action::Define { metric: "bikes".into() },
        Action::Share,
        Action::Trend { figure: id.into(), as_of: None },
        Action::Trend { figure: "x".repeat(80).into(), as_of: Some("2024-06-30".parse().unwrap()) },
        Action::Csv(Shown::One { figure: id.into() }),
        Action::Csv(Shown::Several { marks: "abcDEF".repeat(15).into(), added: true }),
        Action::Working(Shown::Series { figure: "x".repeat(80).into(), as_of: Some("2024-06-30".parse().unwrap()) }),
        Action::TopicsPage { page: 2, back: true },
        Action::TopicPage { topic: "money".into(), page: 1, back: false },
        Action::SourcesPage { page: 3, back: false },
        Action::TopicSourcesPage { topic: "money".into(), page: 1, back: true },
    ];
    actions.extend(Format::ALL.map(|format| Action::CiteAs { figure: "x".repeat(80).into(), format }));
    for action in actions {
        let token = action.token();
        assert!(token.len() <= 100, "{token}");
        assert_eq!(Action::from_token(&token).as_ref(), Some(&action));
        for language in Language::ALL {
            assert!(action.label(language).chars().count() <= 80);
            let asks_again =
                matches!(action, Action::Share | Action::Trend { .. } | Action::Csv(_) | Action::Working(_));
            assert_eq!(action.respond(&catalog, language).is_none(), asks_again);
        }
    }
    for token in
        ["", "s:", "s:A", "c", "ca:mla:x", "tl:n:0", "tl:n:70000", "tl:x:1", "tp:n:1", "f:x", "s:x\n", "sp:p:1:é"]
    {
        assert_eq!(Action::from_token(token), None, "{token}");
    }
}

#[test]
fn labels_of_suggestions_are_unique_and_short() {
    let mut parts = parts();
    for metric in &mut parts.metrics {
        metric.name.en = "long ".repeat(60).into();
    }
    let catalog = Catalog::new(parts);
    let figures: Vec<Selection> = (0..catalog.figures().len()).map(|n| Selection::Figure(FigureRef::from(n))).collect();
    let list = suggestions(&figures, &catalog, Language::English);
    let labels: std::collections::BTreeSet<_> = list.iter().map(|one| one.label.clone()).collect();
    assert_eq!(labels.len(), figures.len());
    assert!(list.iter().all(|one| one.label.chars().count() <= 100 && one.description.chars().count() <= 100));
}

/// Every text of the packs is as long as it can be and full of what means something to Discord.
#[test]
fn cards_keep_discords_limits_whatever_the_packs_say() {
    let evil = "@everyone **[x](https://evil.example)** `_~|>#<@1>\u{202E} discord.gg/abc. ".repeat(60);
    let mut parts = parts();
    let text = || datum::figure::Bilingual::new(evil.clone(), evil.clone());
    parts.metrics.iter_mut().for_each(|one| (one.name, one.definition) = (text(), text()));
    parts.entities.iter_mut().for_each(|one| one.name = text());
    parts.topics.iter_mut().for_each(|one| one.name = text());
    for (number, one) in parts.sources.iter_mut().enumerate() {
        (one.publisher, one.title, one.note, one.author) = (text(), text(), text(), evil.clone().into());
        one.url = format!("https://x.example/{number}{}", "y".repeat(480)).into();
    }
    let figures: Vec<_> = parts.figures.clone();
    for round in 0..40 {
        for figure in &figures {
            let mut figure = figure.clone();
            figure.id = format!("{}-{round}", figure.id).into();
            parts.figures.push(figure);
        }
    }
    parts.figures.iter_mut().for_each(|one| (one.scope, one.note, one.locator) = (text(), text(), evil.clone().into()));
    let catalog = Catalog::new(parts);
    let many: Vec<FigureRef> = (0..catalog.figures().len()).map(FigureRef::from).collect();
    for language in Language::ALL {
        let mut cards = vec![
            pages::topics(&catalog, language, 1),
            pages::topic(&catalog, language, TopicRef(0), 1),
            pages::sources(&catalog, language, None, 1),
            pages::figure_sources(&catalog, language, many[8]),
            pages::definition(&catalog, language, metric(0)),
            pages::help(&catalog, language),
        ];
        cards.extend(Format::ALL.map(|format| pages::cite(&catalog, language, many[0], format)));
        for operation in [Operation::Lookup, Operation::Compare, Operation::Trend, Operation::Rank] {
            for count in [1, 2, 11, many.len()] {
                let answer = Answer {
                    operation,
                    figures: many[..count].to_vec(),
                    assumptions: vec![Assumption::ReadAs { typed: evil.clone(), read: evil.clone() }; 5],
                    wants_definition: true,
                    ..empty(language, Outcome::Answer)
                };
                cards.push(compose(&answer, &catalog, TODAY));
            }
        }
        let reason = Some(Reason::UnknownWords(vec![evil.clone(); 100]));
        cards.push(compose(&Answer { reason, ..empty(language, Outcome::None) }, &catalog, TODAY));
        for card in cards {
            check_limits(&card);
        }
    }
}

#[track_caller]
fn check_limits(card: &Card) {
    let chars = |text: &str| text.chars().count();
    let parts = markdown::render(card);
    assert!(chars(&parts.title) <= 256 && chars(&parts.description) <= 4096, "{:?}", card.kind);
    assert!(parts.fields.len() <= 25);
    let mut total = chars(&parts.title) + chars(&parts.description) + parts.footer.as_deref().map_or(0, chars);
    for field in &parts.fields {
        assert!((1..=256).contains(&chars(&field.name)) && (1..=1024).contains(&chars(&field.value)), "{field:?}");
        total += chars(&field.name) + chars(&field.value);
    }
    assert!(total <= 6000, "{:?}: {total}", card.kind);
    let message = markdown::message(card);
    assert!(chars(&message) <= 2000, "{:?}", card.kind);
    assert!(card.suggestions.len() <= 25 && card.facts.len() < 6 && card.actions.len() <= 10);
    if card.copy.is_none() {
        for text in [&parts.title, &parts.description, &message] {
            assert!(!text.contains("@everyone") && !text.contains("](https://evil"), "{text}");
        }
        let visible = chars(&plain::line(&Card { suggestions: vec![], ..card.clone() }));
        assert!(visible <= 2000, "{:?}: {visible}", card.kind);
    }
}
