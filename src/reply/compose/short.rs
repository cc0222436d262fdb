//! The short form of an answer: the value first, what it is in a line or two, and everything else behind *More*.
//!
//! A phone shows about forty columns. What a reader must not miss stays: the period, the status, the source, and in one line
//! whatever is not alike, and the range where sources differ. Formulas, notes, long lists and further sources are one press away.

use crate::facts::{Caution, Derived, DerivedKind};
use crate::figure::{Decimal, FigureRef};
use crate::query::{Answer, Assumption, Outcome};

use super::derived;
use super::many::{self, Shared};
use super::{caution, check, common, single};
use crate::reply::card::{Card, CardKind, Fact, FactKind, Row};
use crate::reply::shorten::shorten;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{escape, say};

/// Characters that a reader sees without asking for more.
pub(super) const MAX_CHARS: usize = 1_200;
/// Lines of a list.
const MAX_ROWS: usize = 5;
/// Things that somebody named to be compared are all shown.
const MAX_SIDES: usize = 8;
/// Points of a series; it is never cut before everything else is.
const MAX_POINTS: usize = 24;
/// Sources that are named.
const MAX_SOURCES: usize = 3;
/// Characters of a scope, and of a note.
const MAX_SCOPE_CHARS: usize = 90;
const MAX_NOTE_CHARS: usize = 110;
/// Rows that stay however long everything else is.
const FEWEST_ROWS: usize = 3;

/// A short card, and whether it leaves something out.
pub(super) struct Short {
    pub card: Card,
    pub leaves_out: bool,
}

/// One figure: value, scope, period and status, note, source.
pub(super) fn one(answer: &Answer, wording: Wording<'_>, figure: FigureRef) -> Short {
    let mut card = single::card(answer, wording, figure);
    card.short = true;
    let newest = is_newest(answer);
    // A published calculation that agrees is a press away; one that does not is said.
    if answer.checks.iter().any(|check| check.published == figure && check.agrees) && !card.paragraphs.is_empty() {
        card.paragraphs.remove(0);
        card.sources.truncate(1 + usize::from(wording.figure(figure).via.is_some()));
    }
    for fact in &mut card.facts {
        match fact.kind {
            FactKind::Period if newest => {
                fact.value = say!(wording.language, "period-newest", "period" => fact.value.as_str());
            }
            FactKind::Scope => shorten_text(&mut fact.value, MAX_SCOPE_CHARS),
            FactKind::Note => shorten_text(&mut fact.value, MAX_NOTE_CHARS),
            _ => {}
        }
    }
    // Scope first, as a line of its own under the value.
    card.facts.sort_by_key(|fact| match fact.kind {
        FactKind::Scope => 0,
        kind if kind.is_short() => 1,
        _ => 2,
    });
    briefly(&mut card, wording);
    let leaves_out = card.sources.len() > MAX_SOURCES;
    card.sources.truncate(MAX_SOURCES);
    Short { card, leaves_out }
}

/// Several figures: the line that answers, the rows, what follows from them, what is not alike.
pub(super) fn several(answer: &Answer, wording: Wording<'_>) -> Short {
    let language = wording.language;
    let figures = &answer.figures;
    let shared = Shared::of(figures, wording);
    let kind = many::kind(answer, &shared);
    let mut card = Card::new(language, kind, Outcome::Answer, many::title(answer, wording, &shared));
    card.short = true;
    let shown = shown(answer, kind);
    let mut sources = Sources::new(wording);
    card.rows = shown.iter().map(|(figure, _)| many::row(wording, *figure, kind, &shared, &mut sources)).collect();
    let refs: Vec<FigureRef> = shown.iter().map(|(figure, _)| *figure).collect();
    many::tell_apart(&mut card.rows, wording, &refs);
    if let Some(ranked) = &answer.ranked {
        for (row, (_, position)) in card.rows.iter_mut().zip(&shown) {
            row.position = ranked.places.get(*position).copied();
        }
        card.headline = many::place(answer, wording);
    }
    if kind == CardKind::Trend {
        many::mark_breaks(&mut card.rows, wording, answer, &refs);
    }
    many::mark_spreads(&mut card.rows, wording, answer, &refs);
    let names = many::names(wording, &refs, &card.rows);
    if kind == CardKind::Disagreement {
        card.headline = many::spread(wording, figures);
        let count = super::sources_count(wording, figures);
        card.paragraphs.push(say!(language, "disagreement-all", "count" => figures.len(), "sources" => count));
    } else if answer.disagreement {
        card.paragraphs.push(say!(language, "disagreement-some"));
    }
    calculated(&mut card, answer, wording, &names);
    cautions(&mut card, answer, wording);
    let differs = answer.checks.iter().filter(|check| !check.agrees);
    card.paragraphs.extend(differs.filter_map(|one| check::sentence(wording, one, &names, &mut sources)));
    said_once(&mut card, answer, wording, &refs);
    card.sources = sources.into_list();
    card.sources_label =
        if card.sources.len() == 1 { say!(language, "label-source") } else { say!(language, "label-sources") };
    if let Some(metric) = shared.metric {
        let id = wording.catalog.metric(metric).id.clone();
        card.actions.push(crate::reply::Action::Define { metric: id });
    }
    let has_notes = figures.iter().any(|figure| !wording.figure(*figure).note.is_empty());
    let folded = answer.cautions.iter().any(is_folded);
    let hidden = card.sources.len() > MAX_SOURCES || refs.len() < figures.len();
    let leaves_out = hidden || folded || has_notes || !answer.derived.is_empty() || !answer.checks.is_empty();
    briefly(&mut card, wording);
    if card.sources.len() > MAX_SOURCES {
        card.sources_label = say!(language, "sources-of", "label" => card.sources_label.as_str(),
            "shown" => MAX_SOURCES, "all" => card.sources.len());
        card.sources.truncate(MAX_SOURCES);
    }
    Short { card, leaves_out }
}

fn is_newest(answer: &Answer) -> bool {
    answer.assumptions.iter().any(|one| matches!(one, Assumption::NewestPeriod(_)))
}

/// How to ask for one line of a list over unlike measures: the first that is not the first one's.
pub(super) fn closer(answer: &Answer, wording: Wording<'_>) -> Option<String> {
    let figures = || answer.figures.iter().map(|figure| wording.figure(*figure));
    let first = figures().next()?;
    let other = figures().find(|figure| figure.metric != first.metric)?;
    let example = say!(wording.language, "example",
        "entity" => wording.entity(other.entity), "metric" => wording.metric(other.metric));
    Some(say!(wording.language, "ask-closer", "example" => example))
}

/// The figures that are shown, with their places in the answer.
fn shown(answer: &Answer, kind: CardKind) -> Vec<(FigureRef, usize)> {
    let all: Vec<(FigureRef, usize)> = answer.figures.iter().copied().zip(0..).collect();
    let most = match kind {
        CardKind::Trend => {
            // The end of a series is what people look for.
            return all[all.len().saturating_sub(MAX_POINTS)..].to_vec();
        }
        CardKind::Compare => MAX_SIDES,
        _ => answer.rows_asked.unwrap_or(MAX_ROWS).clamp(1, 2 * MAX_ROWS),
    };
    let asked = answer.ranked.as_ref().and_then(|ranked| ranked.asked);
    let mut shown: Vec<(FigureRef, usize)> = all.iter().copied().take(most).collect();
    // Whoever's place was asked is among them.
    let missing = all.iter().find(|(figure, _)| Some(*figure) == asked).filter(|one| !shown.contains(one));
    if let (Some(missing), Some(last)) = (missing, shown.last_mut()) {
        *last = *missing;
    }
    shown
}

/// What follows from the figures, in a line, without their values again.
fn calculated(card: &mut Card, answer: &Answer, wording: Wording<'_>, names: &[(FigureRef, String)]) {
    if card.kind == CardKind::Trend {
        card.paragraphs.extend(changes(answer, wording));
        return;
    }
    let mut pairs: Vec<(Vec<FigureRef>, Vec<&Derived>)> = Vec::new();
    for derived in &answer.derived {
        match pairs.iter_mut().find(|(inputs, _)| derived.inputs.iter().all(|input| inputs.contains(input))) {
            Some((_, results)) => results.push(derived),
            None => pairs.push((derived.inputs.clone(), vec![derived])),
        }
    }
    let alone = pairs.len() == 1;
    for (inputs, results) in pairs {
        let mut texts: Vec<String> = Vec::new();
        let equal = results.iter().any(|one| one.kind == DerivedKind::Difference && one.value.is_zero());
        if equal {
            texts.push(say!(wording.language, "derived-equal"));
        } else {
            for one in &results {
                texts.push(result(wording, one, answer.as_part));
            }
        }
        if alone && card.headline.is_none() && card.kind == CardKind::Compare {
            card.headline = Some(texts.remove(0));
        }
        if texts.is_empty() {
            continue;
        }
        let list = texts.join("; ");
        let mut about = inputs;
        about.sort_by_key(|input| answer.figures.iter().position(|figure| figure == input));
        let name = |figure: &FigureRef| names.iter().find(|(known, _)| known == figure).map(|(_, name)| name.as_str());
        let about: Vec<&str> = about.iter().filter_map(name).collect();
        card.paragraphs.push(match alone || about.is_empty() {
            true => list,
            false => say!(wording.language, "results-between", "names" => about.join(" – "), "list" => list),
        });
    }
}

/// The result with what it is; a ratio turned round where a part was asked for.
fn result(wording: Wording<'_>, derived: &Derived, as_part: bool) -> String {
    let value = derived::value(wording, derived);
    match derived.kind {
        DerivedKind::Ratio if as_part && derived.value > Decimal::ONE => {
            // A half is rounded up, as the press does: 76.5 is one 77th.
            let part = (derived.value + Decimal::new(5, 1)).floor().normalize().to_string();
            say!(wording.language, "result-part", "part" => part, "value" => value)
        }
        DerivedKind::Ratio => value,
        _ => derived::short(wording, derived),
    }
}

/// The changes of a series; of several, each with its name.
fn changes(answer: &Answer, wording: Wording<'_>) -> Vec<String> {
    let figure = |figure: &FigureRef| wording.figure(*figure);
    let cell = |derived: &Derived| derived.inputs.first().map(|one| (figure(one).metric, figure(one).entity));
    let mut cells: Vec<Vec<&Derived>> = Vec::new();
    for derived in &answer.derived {
        match cells.iter_mut().find(|known| known.first().is_some_and(|first| cell(first) == cell(derived))) {
            Some(known) => known.push(derived),
            None => cells.push(vec![derived]),
        }
    }
    let one_metric = super::common(&answer.figures, |one| figure(&one).metric).is_some();
    let several = super::common(&answer.figures, |one| (figure(&one).metric, figure(&one).entity)).is_none();
    let mut lines = Vec::new();
    for derived in cells {
        let first = derived.first().and_then(|one| one.inputs.first()).map(&figure);
        let name = first.map(|first| if one_metric { wording.entity(first.entity) } else { wording.cell(first) });
        lines.extend(changes_of(&derived, answer, wording).into_iter().map(|line| {
            match name.as_ref().filter(|_| several) {
                Some(name) => say!(wording.language, "results-between", "names" => name.as_str(), "list" => line),
                None => line,
            }
        }));
    }
    lines
}

/// One change for each stretch of a series, from and to: how many times where it at least doubled, else by how many per cent.
fn changes_of(derived: &[&Derived], answer: &Answer, wording: Wording<'_>) -> Vec<String> {
    let language = wording.language;
    let mut lines = Vec::new();
    for across in [false, true] {
        let of: Vec<&Derived> =
            derived.iter().copied().filter(|derived| answer.is_across_break(derived) == across).collect();
        let find = |kind: DerivedKind| of.iter().copied().find(|derived| derived.kind == kind);
        let grew = |ratio: &&Derived| {
            let mut ends: Vec<_> = ratio.inputs.iter().map(|figure| wording.figure(*figure)).collect();
            ends.sort_by_key(|figure| figure.period);
            matches!(ends.as_slice(), [first, .., last] if first.value < last.value)
        };
        let doubled = find(DerivedKind::Ratio).filter(|ratio| ratio.value >= Decimal::TWO).filter(grew);
        let Some(main) = doubled.or_else(|| find(DerivedKind::Change)).or_else(|| find(DerivedKind::Difference)) else {
            continue;
        };
        let mut ends = main.inputs.clone();
        ends.sort_by_key(|figure| wording.figure(*figure).period);
        let (Some(first), Some(last)) = (ends.first(), ends.last()) else { continue };
        let said = |figure: &FigureRef| {
            let figure = wording.figure(*figure);
            (wording.value(figure), wording.period(&figure.period))
        };
        let ((from, since), (to, until)) = (said(first), said(last));
        let mut result = derived::value(wording, main);
        if let Some(growth) = find(DerivedKind::GrowthPerYear) {
            result = format!("{result}; {}", derived::short(wording, growth));
        }
        let line = say!(language, "trend-from-to", "result" => result,
            "from" => from, "since" => since, "to" => to, "until" => until);
        lines.push(if across { say!(language, "derived-across", "text" => line) } else { line });
    }
    lines
}

/// What is not alike in one line; whatever else is to be minded as it is.
fn cautions(card: &mut Card, answer: &Answer, wording: Wording<'_>) {
    let folded: Vec<String> =
        answer.cautions.iter().filter_map(|caution| caution::in_short(caution, answer, wording)).collect();
    if !folded.is_empty() {
        card.paragraphs.push(say!(wording.language, "cautions-folded", "list" => folded.join("; ")));
    }
    let sentences = caution::sentences(answer, wording);
    let others = answer.cautions.iter().zip(sentences).filter(|(caution, _)| !is_folded(caution));
    card.paragraphs.extend(others.map(|(_, sentence)| sentence));
}

/// Whether a caution says that figures are not alike.
pub(super) fn is_folded(caution: &Caution) -> bool {
    matches!(
        caution,
        Caution::StockBesideFlow
            | Caution::Kinds
            | Caution::Measures
            | Caution::Outlook
            | Caution::Statuses
            | Caution::Periods
            | Caution::Scopes
            | Caution::Publishers
    )
}

/// What all rows share is said once, below them.
fn said_once(card: &mut Card, answer: &Answer, wording: Wording<'_>, figures: &[FigureRef]) {
    let language = wording.language;
    let same = |what: fn(&Row) -> &String, rows: &[Row]| {
        rows.first().map(what).filter(|first| rows.iter().all(|row| what(row) == *first)).cloned()
    };
    if card.kind != CardKind::Trend
        && let Some(period) = same(|row| &row.period, &card.rows)
    {
        card.rows.iter_mut().for_each(|row| row.period.clear());
        let value = match is_newest(answer) {
            true => say!(language, "period-newest", "period" => period.as_str()),
            false => period,
        };
        card.facts.push(Fact { kind: FactKind::Period, label: say!(language, "label-period"), value });
    }
    if let Some(status) = same(|row| &row.status, &card.rows) {
        card.rows.iter_mut().for_each(|row| row.status.clear());
        card.facts.push(Fact { kind: FactKind::Status, label: say!(language, "label-status"), value: status });
    }
    let scope = common(figures, |figure| wording.figure(figure).scope.clone()).filter(|scope| !scope.is_empty());
    if let Some(scope) = scope {
        let mut value = escape::clean(scope.get(language));
        shorten_text(&mut value, MAX_SCOPE_CHARS);
        card.facts.push(Fact { kind: FactKind::Scope, label: say!(language, "label-scope"), value });
    }
}

/// Sources by publisher and date; the titles are a press away.
fn briefly(card: &mut Card, wording: Wording<'_>) {
    for citation in &mut card.sources {
        let Some(source) = wording.catalog.find_source(&citation.id) else { continue };
        citation.text = wording.publisher(source);
        let source = wording.catalog.source(source);
        let issued = source.issued.map(|day| wording.date(day));
        citation.detail = issued.into_iter().chain(wording.doubt(source)).collect::<Vec<_>>().join(", ");
    }
}

fn shorten_text(text: &mut String, most: usize) {
    if text.chars().count() > most {
        *text = shorten(text, most).into_owned();
    }
}

/// Whether something that was taken for granted may stand below the figures: it makes none of them another one.
pub(super) fn may_wait(assumption: &Assumption) -> bool {
    matches!(
        assumption,
        Assumption::NewestPeriod(_) | Assumption::NewestOfEach { .. } | Assumption::AllEntities | Assumption::Broad(_)
    )
}

/// Keeps a short card short: further sources and texts go before any row of a series does.
pub(super) fn fit(mut card: Card, total: usize) -> Card {
    let is_long = |card: &Card| crate::reply::fit::visible_chars(card) > MAX_CHARS;
    let before = card.rows.len();
    while is_long(&card) && card.sources.len() > 1 {
        card.sources.pop();
    }
    while is_long(&card) && card.facts.last().is_some_and(|fact| !fact.kind.is_short()) {
        card.facts.pop();
    }
    while is_long(&card) && card.paragraphs.len() > 2 {
        card.paragraphs.pop();
    }
    while is_long(&card) && card.rows.len() > FEWEST_ROWS {
        if card.kind == CardKind::Trend {
            card.rows.remove(0);
        } else {
            card.rows.pop();
        }
    }
    if card.rows.len() < total.max(before) && !card.rows.is_empty() {
        let total = total.max(before);
        card.more = Some(say!(card.language, "rows-cut", "shown" => card.rows.len(), "total" => total));
    }
    card
}
