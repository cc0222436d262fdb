//! Several figures: a table, a disagreement, a comparison, a trend or a ranking.

use crate::facts::{Check, Derived};
use crate::figure::{EntityRef, FigureRef, MetricRef};
use crate::query::{Answer, Assumption, Operation, Outcome};

use super::derived::{self, sentence};
use super::{caution, check, common, sources_count};
use crate::reply::action::Action;
use crate::reply::card::{Card, CardKind, Fact, FactKind, MAX_ROWS, MAX_VISIBLE_CHARS, Row};
use crate::reply::fit::visible_chars;
use crate::reply::shorten::shorten;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{escape, number, say};

/// Notes that are said below several figures. More would hide the figures.
const MAX_NOTES: usize = 3;

/// What the figures of a table share.
pub(super) struct Shared {
    pub metric: Option<MetricRef>,
    pub entity: Option<EntityRef>,
    cell: bool,
}

impl Shared {
    pub fn of(figures: &[FigureRef], wording: Wording<'_>) -> Self {
        Self {
            metric: common(figures, |figure| wording.figure(figure).metric),
            entity: common(figures, |figure| wording.figure(figure).entity),
            cell: common(figures, |figure| {
                let figure = wording.figure(figure);
                (figure.metric, figure.entity, figure.period)
            })
            .is_some(),
        }
    }
}

pub(super) fn card(answer: &Answer, wording: Wording<'_>) -> Card {
    let language = wording.language;
    let figures = &answer.figures;
    let shared = Shared::of(figures, wording);
    let kind = kind(answer, &shared);
    let mut card = Card::new(language, kind, Outcome::Answer, title(answer, wording, &shared));
    // Rows that would be cut again are not made; how many there are is said below the rows.
    // A trend is oldest first, and its end is what people look for.
    let first = if kind == CardKind::Trend { figures.len().saturating_sub(MAX_ROWS) } else { 0 };
    let shown = figures.get(first..figures.len().min(first + MAX_ROWS)).unwrap_or(figures);
    let mut sources = Sources::new(wording);
    card.rows = shown.iter().map(|&figure| row(wording, figure, kind, &shared, &mut sources)).collect();
    tell_apart(&mut card.rows, wording, shown);
    if let Some(ranked) = &answer.ranked {
        for (row, place) in card.rows.iter_mut().zip(&ranked.places) {
            row.position = Some(*place);
        }
        card.headline = place(answer, wording);
    }
    if kind == CardKind::Trend {
        mark_breaks(&mut card.rows, wording, answer, shown);
    }
    mark_spreads(&mut card.rows, wording, answer, shown);
    if let (true, Some(metric)) = (answer.wants_definition, shared.metric) {
        card.paragraphs.push(escape::clean(wording.catalog.metric(metric).definition.get(language)));
    }
    match kind {
        CardKind::Disagreement => {
            card.headline = spread(wording, figures);
            card.paragraphs.push(say!(language, "disagreement-all",
                "count" => figures.len(), "sources" => sources_count(wording, figures)));
        }
        _ if answer.disagreement => card.paragraphs.push(say!(language, "disagreement-some")),
        _ => {}
    }
    // Where several pairs are compared, nobody could tell which one a large number is about.
    let is_of_all = |first: &&Derived| {
        answer.derived.iter().all(|other| other.inputs.iter().all(|input| first.inputs.contains(input)))
    };
    if let Some(first) = answer.derived.first().filter(|_| kind == CardKind::Compare).filter(is_of_all) {
        card.headline = Some(derived::value(wording, first));
    }
    let names = names(wording, shown, &card.rows);
    // Where a card is too long, its last paragraphs go: a caution stays as long as the figures do.
    card.paragraphs.extend(caution::sentences(answer, wording));
    let is_checked = |derived: &Derived| {
        let formula = |check: &Check| wording.figure(check.published).formula.as_ref().map(|formula| formula.text());
        answer.checks.iter().any(|check| formula(check) == Some(derived.formula.as_str()))
    };
    let calculated: Vec<&Derived> = answer.derived.iter().filter(|derived| !is_checked(derived)).collect();
    let first_calculated = card.paragraphs.len();
    for derived in &calculated {
        let text = sentence(wording, derived, &names, &mut sources);
        card.paragraphs.push(match answer.is_across_break(derived) {
            true => say!(language, "derived-across", "text" => text),
            false => text,
        });
    }
    let calculations = first_calculated..card.paragraphs.len();
    card.paragraphs.extend(answer.checks.iter().filter_map(|one| check::sentence(wording, one, &names, &mut sources)));
    card.facts = notes(wording, shown, &card.rows, kind);
    card.sources = sources.into_list();
    card.sources_label =
        if card.sources.len() == 1 { say!(language, "label-source") } else { say!(language, "label-sources") };
    if let Some(metric) = shared.metric.filter(|_| !answer.wants_definition) {
        card.actions.push(Action::Define { metric: wording.catalog.metric(metric).id.clone() });
    }
    // Rather all results without their formulas, which the working shows, than formulas cut in the middle.
    if calculations.len() > 1 && visible_chars(&card) > MAX_VISIBLE_CHARS {
        card.paragraphs.splice(calculations, results(answer, wording, &calculated, &names));
    }
    card
}

/// What was calculated without the formulas: a sentence for each two figures, with their names where there are others, and
/// one for what leads across a break.
fn results(
    answer: &Answer,
    wording: Wording<'_>,
    calculated: &[&Derived],
    names: &[(FigureRef, String)],
) -> Vec<String> {
    let language = wording.language;
    let mut groups: Vec<(bool, Vec<FigureRef>, Vec<String>)> = Vec::new();
    for derived in calculated {
        let across = answer.is_across_break(derived);
        let mut inputs = derived.inputs.clone();
        inputs.sort_by_key(|input| answer.figures.iter().position(|figure| figure == input));
        let result = derived::short(wording, derived);
        match groups.iter_mut().find(|(known, figures, _)| *known == across && *figures == inputs) {
            Some((_, _, results)) => results.push(result),
            None => groups.push((across, inputs, vec![result])),
        }
    }
    let several = groups.iter().filter(|(across, ..)| !across).count() > 1;
    let name = |figure: &FigureRef| names.iter().find(|(known, _)| known == figure).map(|(_, name)| name.as_str());
    let sentence = |(across, figures, results): (bool, Vec<FigureRef>, Vec<String>)| {
        let list = results.join("; ");
        let about: Vec<&str> = figures.iter().filter_map(name).collect();
        match (across, several) {
            (true, _) => say!(language, "derived-results-across", "list" => list),
            (false, true) => say!(language, "derived-results-named", "names" => about.join(" – "), "list" => list),
            (false, false) => say!(language, "derived-results", "list" => list),
        }
    };
    groups.into_iter().map(sentence).collect()
}

pub(super) fn kind(answer: &Answer, shared: &Shared) -> CardKind {
    if answer.disagreement && shared.cell {
        return CardKind::Disagreement;
    }
    match answer.operation {
        Operation::Lookup => CardKind::Table,
        Operation::Compare => CardKind::Compare,
        Operation::Trend => CardKind::Trend,
        Operation::Rank => CardKind::Rank,
    }
}

/// Names of figures in a title; more are not a title.
const MAX_TITLE_NAMES: usize = 2;

pub(super) fn title(answer: &Answer, wording: Wording<'_>, shared: &Shared) -> String {
    let broad = answer.assumptions.iter().find_map(|assumption| match assumption {
        Assumption::Broad(metric) => Some(*metric),
        _ => None,
    });
    let metric = shared.metric.or(broad).map(|metric| wording.metric(metric));
    let entity = shared.entity.map(|entity| wording.entity(entity));
    match (metric, entity) {
        (Some(metric), Some(entity)) => format!("{metric} – {entity}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) if answer.figures.len() <= MAX_TITLE_NAMES => {
            let cells = answer.figures.iter().map(|figure| wording.cell(wording.figure(*figure)));
            cells.collect::<Vec<_>>().join(" / ")
        }
        (None, None) => say!(wording.language, "title-figures"),
    }
}

/// Characters of a name in a calculation.
const MAX_FORMULA_NAME_CHARS: usize = 40;

/// What the figures are called in a calculation: short where the rows say the rest.
pub(super) fn names(wording: Wording<'_>, figures: &[FigureRef], rows: &[Row]) -> Vec<(FigureRef, String)> {
    let entity = |figure: FigureRef| wording.figure(figure).entity;
    let is_alone = |figure: FigureRef| figures.iter().filter(|other| entity(**other) == entity(figure)).count() == 1;
    let name = |(figure, row): (&FigureRef, &Row)| {
        let name = if is_alone(*figure) { wording.entity(entity(*figure)) } else { row.name.clone() };
        (*figure, shorten(&name, MAX_FORMULA_NAME_CHARS).into_owned())
    };
    figures.iter().zip(rows).map(name).collect()
}

/// A line is named by what its neighbours do not share.
pub(super) fn row(
    wording: Wording<'_>,
    figure_ref: FigureRef,
    kind: CardKind,
    shared: &Shared,
    sources: &mut Sources<'_>,
) -> Row {
    let figure = wording.figure(figure_ref);
    let name = if kind == CardKind::Disagreement {
        wording.publisher(figure.source)
    } else {
        match (shared.metric, shared.entity) {
            (Some(_), Some(_)) => wording.period(&figure.period),
            (Some(_), None) => wording.entity(figure.entity),
            (None, Some(_)) => wording.metric(figure.metric),
            (None, None) => format!("{} – {}", wording.entity(figure.entity), wording.metric(figure.metric)),
        }
    };
    wording.row(figure, name, sources)
}

/// Two lines that would read alike get their scope, or their publisher, behind the name.
pub(super) fn tell_apart(rows: &mut [Row], wording: Wording<'_>, figures: &[FigureRef]) {
    let keys: Vec<(String, String)> = rows.iter().map(|row| (row.name.clone(), row.period.clone())).collect();
    for (position, (row, figure)) in rows.iter_mut().zip(figures).enumerate() {
        let alike = |other: usize| other != position && keys[other] == keys[position];
        if !(0..keys.len()).any(alike) {
            continue;
        }
        let figure = wording.figure(*figure);
        let scope = escape::clean(figure.scope.get(wording.language));
        let scopes_differ = (0..keys.len())
            .filter(|&other| alike(other))
            .any(|other| figures.get(other).is_some_and(|other| wording.figure(*other).scope != figure.scope));
        let publisher = wording.publisher(figure.source);
        if scopes_differ && !scope.is_empty() {
            row.name = format!("{} ({})", row.name, shorten(&scope, MAX_SCOPE_CHARS));
        } else if publisher != row.name {
            row.name = format!("{} ({publisher})", row.name);
        }
    }
}

/// Characters of a scope behind a name.
const MAX_SCOPE_CHARS: usize = 60;

/// Marks the rows behind a break.
pub(super) fn mark_breaks(rows: &mut [Row], wording: Wording<'_>, answer: &Answer, figures: &[FigureRef]) {
    for (row, figure) in rows.iter_mut().zip(figures) {
        if let Some(found) = answer.breaks.iter().find(|one| one.after == *figure) {
            let status = row.status.as_str();
            row.status = match found.continues {
                Some(earlier) => {
                    let period = wording.period(&wording.figure(earlier).period);
                    say!(wording.language, "break-row-continues", "status" => status, "period" => period)
                }
                None => {
                    let why = caution::why(found.why, wording);
                    say!(wording.language, "break-row", "status" => status, "why" => why)
                }
            };
        }
    }
}

/// Marks the rows of which another source says something else.
pub(super) fn mark_spreads(rows: &mut [Row], wording: Wording<'_>, answer: &Answer, figures: &[FigureRef]) {
    for (row, figure) in rows.iter_mut().zip(figures) {
        let Some(spread) = answer.spreads.iter().find(|one| one.figure == *figure) else { continue };
        let unit = wording.catalog.unit_of(wording.figure(*figure).metric);
        if let Some(range) = number::range(wording.language, Some(spread.low), Some(spread.high), unit) {
            row.status =
                say!(wording.language, "row-sources-differ", "status" => row.status.as_str(), "range" => range);
        }
    }
}

/// The place that was asked for: `South Korea: 9th of 12`.
pub(super) fn place(answer: &Answer, wording: Wording<'_>) -> Option<String> {
    let ranked = answer.ranked.as_ref()?;
    let asked = ranked.asked?;
    let position = answer.figures.iter().position(|figure| *figure == asked)?;
    let place = number::place(wording.language, *ranked.places.get(position)?);
    let name = wording.entity(wording.figure(asked).entity);
    Some(say!(wording.language, "rank-place-named", "name" => name, "place" => place, "of" => ranked.of))
}

/// The smallest and the largest of values that disagree.
pub(super) fn spread(wording: Wording<'_>, figures: &[FigureRef]) -> Option<String> {
    let first = wording.figure(*figures.first()?);
    let values = || figures.iter().map(|figure| wording.figure(*figure).value);
    let (low, high) = (values().min()?, values().max()?);
    if wording.is_date(first) || low == high {
        return Some(wording.value(first));
    }
    number::range(wording.language, Some(low), Some(high), wording.catalog.unit_of(first.metric))
}

/// The scope that all share and the notes of each, a note once.
fn notes(wording: Wording<'_>, figures: &[FigureRef], rows: &[Row], kind: CardKind) -> Vec<Fact> {
    let language = wording.language;
    let mut facts = Vec::new();
    if let Some(scope) =
        common(figures, |figure| wording.figure(figure).scope.clone()).filter(|scope| !scope.is_empty())
    {
        let value = escape::clean(scope.get(language));
        facts.push(Fact { kind: FactKind::Scope, label: say!(language, "label-scope"), value });
    }
    let mut said: Vec<String> = Vec::new();
    for (figure, row) in figures.iter().zip(rows) {
        let note = escape::clean(wording.figure(*figure).note.get(language));
        // Notes matter most where sources disagree; a plain table of many entities has room for none.
        let room = kind == CardKind::Disagreement || figures.len() <= MAX_NOTES;
        if note.is_empty() || said.contains(&note) || said.len() == MAX_NOTES || !room {
            continue;
        }
        facts.push(Fact {
            kind: FactKind::Note,
            label: say!(language, "label-note"),
            value: say!(language, "note-on", "name" => row.name.as_str(), "note" => note.as_str()),
        });
        said.push(note);
    }
    facts
}
