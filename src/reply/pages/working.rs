//! How the calculations of an answer follow from its figures: each formula, and each input with its citation.

use crate::figure::FigureRef;
use crate::pack::Catalog;
use crate::query::{Answer, Outcome};

use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind, CopyText, MAX_ROWS};
use crate::reply::compose::{calculation, footer, sentence};
use crate::reply::fit::fit;
use crate::reply::say;
use crate::reply::wording::{Sources, Wording};

/// The working of an answer; a sentence if nothing was calculated.
#[must_use]
pub fn working(catalog: &Catalog, answer: &Answer) -> Card {
    let language = answer.language;
    let wording = Wording { catalog, language };
    let Some(first) = answer.figures.first() else {
        let mut card = Card::new(language, CardKind::Notice, Outcome::None, "");
        card.paragraphs.push(say!(language, "working-none"));
        return card;
    };
    let first = wording.figure(*first);
    let title = say!(language, "title-working", "name" => wording.cell(first));
    let mut card = Card::new(language, CardKind::Working, Outcome::Answer, title);
    let inputs = inputs(wording, answer);
    let mut sources = Sources::new(wording);
    let mut names: Vec<(FigureRef, String)> = Vec::new();
    for input in inputs.iter().take(MAX_ROWS) {
        let figure = wording.figure(*input);
        let name = wording.cell(figure);
        card.rows.push(wording.row(figure, name, &mut sources));
        names.push((*input, format!("{}, {}", wording.entity(figure.entity), wording.period(&figure.period))));
    }
    let mut formulas: Vec<String> = Vec::new();
    for figure in &answer.figures {
        let figure = wording.figure(*figure);
        if let Some(formula) = &figure.formula {
            let words = calculation(wording, formula.text(), &names, &mut sources);
            card.paragraphs.push(say!(language, "working-published",
                "value" => wording.value(figure), "formula" => words));
            formulas.push(format!("{} = {}", figure.id, formula.text()));
        }
    }
    for derived in &answer.derived {
        card.paragraphs.push(sentence(wording, derived, &names, &mut sources));
        formulas.push(format!("{} {} = {}", derived.value, derived.unit, derived.formula));
    }
    if formulas.is_empty() {
        card.paragraphs.push(say!(language, "working-none"));
    } else {
        card.copy = Some(CopyText { text: formulas.join("\n"), syntax: "" });
    }
    card.sources = sources.into_list();
    card.sources_label =
        if card.sources.len() == 1 { say!(language, "label-source") } else { say!(language, "label-sources") };
    card.actions = inputs
        .first()
        .filter(|_| inputs.len() == 1)
        .map(|input| Action::Cite { figure: wording.figure(*input).id.clone() })
        .into_iter()
        .collect();
    card.footer = footer(wording, &answer.figures, None);
    let total = inputs.len();
    fit(card, total)
}

/// The figures that go into the calculations, in the order of first use, each once.
fn inputs(wording: Wording<'_>, answer: &Answer) -> Vec<FigureRef> {
    let published = answer.figures.iter().flat_map(|figure| &wording.figure(*figure).inputs);
    let calculated = answer.derived.iter().flat_map(|derived| &derived.inputs);
    let mut inputs: Vec<FigureRef> = Vec::new();
    for input in published.chain(calculated) {
        if !inputs.contains(input) {
            inputs.push(*input);
        }
    }
    inputs
}
