//! Every figure is found by its own name, and by its id.

use datum::figure::{Figure, FigureRef, Language, Status};
use datum::query::Outcome;

use super::world::{LANGUAGES, Names, WORLDS, World, none_of};

/// Ways to name a cell and a time, in any order, the time in words and as the packs write it. A name that ends in a
/// number is not put in front of a month: "Colossus 2 August 2026" is a day to people, too.
fn wordings(names: &Names<'_>, language: Language, iso: &str) -> Vec<String> {
    let Names { metric, entity, period } = names;
    let reads_as_a_day = entity.ends_with(|c: char| c.is_ascii_digit()) && period.starts_with(char::is_alphabetic);
    match language {
        Language::English if reads_as_a_day => vec![format!("{period}: {metric} of {entity}")],
        Language::English => vec![
            format!("{metric} {entity} {period}"),
            format!("{entity} {metric} {period}"),
            format!("{period}: {metric} of {entity}"),
            format!("{metric} in {entity}, {iso}"),
        ],
        Language::Korean => vec![
            format!("{metric} {entity} {period}"),
            format!("{entity} {metric} {period}"),
            format!("{period} {entity}의 {metric}"),
            format!("{entity} {metric} {iso}"),
        ],
    }
}

#[test]
fn an_id_gives_exactly_its_figure() {
    let mut findings = Vec::new();
    for world in WORLDS.iter() {
        for figure in world.figures() {
            let id = &world.catalog().figure(figure).id;
            let answer = world.ask(id);
            if (answer.outcome, answer.figures.as_slice()) != (Outcome::Answer, &[figure]) {
                findings.push(format!("{} | {id} | {}", world.name, world.told(&answer)));
            }
        }
    }
    none_of(&findings, "the figure of an id is the answer");
}

#[test]
fn metric_entity_and_period_find_the_figure_in_both_languages() {
    let mut findings = Vec::new();
    let mut exceptions = 0;
    let mut asked = 0;
    for world in WORLDS.iter() {
        let stands = |figure: &FigureRef| world.catalog().figure(*figure).status != Status::Withdrawn;
        for figure in world.figures().filter(stands) {
            for language in LANGUAGES {
                let iso = world.catalog().figure(figure).period.to_string();
                for text in wordings(&world.names(figure, language), language, &iso) {
                    asked += 1;
                    let answer = world.ask(&text);
                    if answer.figures.iter().any(|found| !is_same_cell(world, figure, *found)) {
                        let id = &world.catalog().figure(figure).id;
                        findings.push(format!("{} | {id} | {text} | OTHER CELL {}", world.name, world.told(&answer)));
                        continue;
                    }
                    if answer.outcome == Outcome::Answer && answer.figures.contains(&figure) {
                        continue;
                    }
                    // One that was replaced for another time leaves its time to the others of the cell.
                    if !world.catalog().superseded_by(figure).is_empty() {
                        exceptions += 1;
                        continue;
                    }
                    let instead = stands_for(world, figure);
                    if answer.outcome == Outcome::Answer && answer.figures.iter().any(|found| instead.contains(found)) {
                        exceptions += 1;
                        continue;
                    }
                    let id = &world.catalog().figure(figure).id;
                    findings.push(format!("{} | {id} | {text} | {}", world.name, world.told(&answer)));
                }
            }
        }
    }
    println!("{asked} asked, {exceptions} answered by the figure that stands for the one named");
    none_of(&findings, "metric, entity and period find the figure");
}

/// Whether two figures say the same thing about the same one, at whatever time.
fn is_same_cell(world: &World, one: FigureRef, other: FigureRef) -> bool {
    let (one, other) = (world.catalog().figure(one), world.catalog().figure(other));
    (one.metric, one.entity) == (other.metric, other.entity)
}

/// The figures of the same cell that answer in place of this one, by the rules of the engine:
/// - one that replaces it,
/// - the exact one, where it is a headline version,
/// - an observed one of the same time, where it is a plan or a forecast.
fn stands_for(world: &World, figure_ref: FigureRef) -> Vec<FigureRef> {
    let catalog = world.catalog();
    let figure = catalog.figure(figure_ref);
    let mut instead = catalog.superseded_by(figure_ref).to_vec();
    let same_time = |other: &Figure| other.period.contains(&figure.period) || figure.period.contains(&other.period);
    for other_ref in catalog.cell(figure.metric, figure.entity) {
        let other = catalog.figure(*other_ref);
        let exact = figure.status == Status::Rounded && other.status != Status::Rounded;
        let observed = figure.status.is_outlook() && !other.status.is_outlook();
        if (exact || observed) && same_time(other) {
            instead.push(*other_ref);
        }
    }
    instead
}
