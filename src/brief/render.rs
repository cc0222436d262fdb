//! A template becomes a brief.

use jiff::civil::Date;

use super::changes::{Change, since_before};
use super::document::{Block, Brief, Group, Line, Mark, Picture, Reference};
use super::last::{Last, Shown};
use super::pictures;
use crate::export;
use crate::figure::{FigureRef, Language, PartialDate};
use crate::pack::{Item, Template};
use crate::query::{Answer, Assumption, Engine, Operation, Outcome, Question, Selection};
use crate::reply::card::{Card, FactKind};
use crate::reply::shorten::shorten;
use crate::reply::wording::{Sources, Wording};
use crate::reply::{compose, escape, say};

/// Characters of a title that people give. With a date behind it, it fits the name of a thread (100).
pub const MAX_TITLE_CHARS: usize = 80;

/// What a brief is made from, besides the packs.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What to look up.
    pub template: &'a Template,
    /// The language to write in.
    pub language: Language,
    /// The day on which it is made, for "last year" and the as-of date.
    pub today: Date,
    /// The brief of this template before, in the same place.
    pub last: Option<&'a Last>,
    /// A title in place of the template's.
    pub title: Option<&'a str>,
}

/// Makes a brief.
#[must_use]
pub fn render(engine: &Engine, request: &Request<'_>) -> Brief {
    let Request { template, language, today, last, title } = *request;
    let catalog = engine.catalog();
    let wording = Wording { catalog, language };
    let mut writer = Writer {
        engine,
        wording,
        today,
        last,
        sources: Sources::new(wording),
        figures: Vec::new(),
        shown: Vec::new(),
        said: Vec::new(),
    };
    let mut answers: Vec<(usize, Answer)> = Vec::new();
    let mut blocks = Vec::new();
    for (position, section) in template.sections.iter().enumerate() {
        let mut groups = Vec::new();
        for item in &section.items {
            let (group, answer) = writer.group(item);
            groups.push(group);
            answers.extend(answer.map(|answer| (position, answer)));
        }
        blocks.push(Block {
            heading: escape::clean(section.heading.get(language)),
            text: escape::clean(section.text.get(language)),
            groups,
        });
    }
    let Writer { sources, figures, shown, .. } = writer;
    let title = title.map(escape::clean).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| escape::clean(template.title.get(language)));
    let citations = sources.into_list();
    let references: Vec<Reference> = citations
        .into_iter()
        .map(|citation| {
            let from_it =
                shown.iter().filter(|figure| *catalog.source(wording.figure(**figure).source).id == *citation.id);
            let answer_ids = from_it.map(|figure| wording.answer_id(wording.figure(*figure))).collect();
            Reference { citation, answer_ids }
        })
        .collect();
    let pictures: Vec<Picture> = pictures::choose(catalog, answers);
    Brief {
        language,
        template: template.id.clone(),
        title: shorten(&title, MAX_TITLE_CHARS).into_owned(),
        day: today,
        headline: headline(&blocks),
        lead: escape::clean(template.text.get(language)),
        changes: changes(wording, last, &blocks, &shown),
        sources_label: match references.len() {
            1 => say!(language, "label-source"),
            _ => say!(language, "label-sources"),
        },
        references,
        footer: footer(wording, today, &figures),
        pictures,
        csv: export::csv_for_spreadsheets(catalog, &figures),
        file_name: file_name(&template.id, today),
        shown: shown.iter().map(|figure| Shown::now(catalog, wording.figure(*figure))).collect(),
        figures,
        blocks,
    }
}

/// What is carried from item to item.
struct Writer<'a> {
    engine: &'a Engine,
    wording: Wording<'a>,
    today: Date,
    last: Option<&'a Last>,
    sources: Sources<'a>,
    /// The figures of all answers, each once.
    figures: Vec<FigureRef>,
    /// The figures that stand on a line, each once.
    shown: Vec<FigureRef>,
    /// Scopes and notes that were said.
    said: Vec<String>,
}

/// Periods of a series that are said one by one, the newest ones. The chart has them all.
const MAX_SERIES_LINES: usize = 8;

impl Writer<'_> {
    /// What an item gives; with its answer if it is one.
    fn group(&mut self, item: &Item) -> (Group, Option<Answer>) {
        let Some(mut answer) = self.answer(item) else {
            let sentence = say!(self.wording.language, "brief-gone", "item" => self.wording.quoted(&item.to_string()));
            return (Group { said: vec![sentence], ..Group::default() }, None);
        };
        answer.wants_source = false;
        if answer.operation == Operation::Trend {
            // Each line says its change; first against last may lead over a break.
            answer.derived.clear();
        }
        // Each line says its period and whom it is about.
        answer.assumptions.retain(|assumption| {
            !matches!(
                assumption,
                Assumption::NewestPeriod(_)
                    | Assumption::NewestOfEach { .. }
                    | Assumption::OnlyEntity(_)
                    | Assumption::WholeEntity(_)
                    | Assumption::AllEntities
            )
        });
        let card = compose(&answer, self.wording.catalog, self.today);
        if answer.outcome != Outcome::Answer || answer.figures.is_empty() {
            return (self.unanswered(item, &card), None);
        }
        for figure in &answer.figures {
            if !self.figures.contains(figure) {
                self.figures.push(*figure);
            }
        }
        (self.answered(&answer, &card), Some(answer))
    }

    fn answer(&self, item: &Item) -> Option<Answer> {
        let Self { engine, wording, today, .. } = self;
        let (catalog, language) = (wording.catalog, wording.language);
        Some(match item {
            Item::Figure(id) => engine.select(Selection::Figure(catalog.find_figure(id)?), language, None),
            Item::Top { count, metric } => engine.top(catalog.find_metric(metric)?, *count, language, None),
            Item::Question(text) => {
                engine.ask(&Question { text, language: Some(language), as_of: None, source: None, today: *today })
            }
        })
    }

    /// An item without an answer is said to be one.
    fn unanswered(&self, item: &Item, card: &Card) -> Group {
        let reason = card.paragraphs.first().unwrap_or(&card.title);
        let item = self.wording.quoted(&item.to_string());
        let sentence = say!(self.wording.language, "brief-no-answer", "item" => item, "reason" => reason.as_str());
        Group { said: vec![sentence], ..Group::default() }
    }

    fn answered(&mut self, answer: &Answer, card: &Card) -> Group {
        let wording = self.wording;
        let mut group = Group { said: card.assumptions.clone(), ..Group::default() };
        let is_series = answer.operation == Operation::Trend && answer.figures.len() > 1;
        if let [figure_ref] = answer.figures.as_slice() {
            let name = wording.cell(wording.figure(*figure_ref));
            let change = since_before(self.engine, wording, *figure_ref);
            group.lines.push(self.line(*figure_ref, name, None));
            group.lines.iter_mut().for_each(|line| {
                line.change = change.as_ref().map(|(Change::Said(text) | Change::Break(text))| text.clone());
            });
        } else if is_series {
            group.title = Some(card.title.clone());
            self.series(answer, card, &mut group);
        } else {
            group.title = Some(card.title.clone());
            for row in &card.rows {
                let Some(figure) = wording.catalog.find_figure(&row.id) else { continue };
                let line = self.line(figure, row.name.clone(), row.position);
                group.lines.push(line);
            }
            group.notes.extend(card.more.clone());
        }
        if !is_series {
            // What a card says of a whole series, each line of it says here.
            let paragraphs: Vec<String> = card.paragraphs.iter().map(|text| self.renumbered(text, card)).collect();
            group.notes.extend(paragraphs);
        }
        for fact in card.facts.iter().filter(|fact| matches!(fact.kind, FactKind::Scope | FactKind::Note)) {
            // The same note may stand under a figure alone, and behind its name under several.
            let is_said = self.said.iter().any(|said| fact.value.ends_with(said) || said.ends_with(&fact.value));
            if !is_said {
                self.said.push(fact.value.clone());
                group.notes.push(format!("{}: {}", fact.label, fact.value));
            }
        }
        group
    }

    /// The newest periods of a series, oldest first. A line's older value stands above it, so a break is said once.
    fn series(&mut self, answer: &Answer, card: &Card, group: &mut Group) {
        let wording = self.wording;
        let total = answer.figures.len();
        let shown = answer.figures.get(total.saturating_sub(MAX_SERIES_LINES)..).unwrap_or_default();
        let mut breaks = false;
        for figure_ref in shown {
            let figure = wording.figure(*figure_ref);
            let row = card.rows.iter().find(|row| row.id == figure.id);
            let name = row.map_or_else(|| wording.period(&figure.period), |row| row.name.clone());
            let mut line = self.line(*figure_ref, name, None);
            match since_before(self.engine, wording, *figure_ref) {
                Some(Change::Said(text)) => line.change = Some(text),
                Some(Change::Break(_)) => breaks = true,
                None => {}
            }
            group.lines.push(line);
        }
        if shown.len() < total {
            group.notes.push(say!(wording.language, "rows-cut", "shown" => shown.len(), "total" => total));
        }
        if breaks {
            group.notes.push(say!(wording.language, "brief-change-gaps"));
        }
    }

    fn line(&mut self, figure_ref: FigureRef, name: String, position: Option<usize>) -> Line {
        let wording = self.wording;
        let figure = wording.figure(figure_ref);
        if !self.shown.contains(&figure_ref) {
            self.shown.push(figure_ref);
        }
        let row = wording.row(figure, name, &mut self.sources);
        Line {
            position,
            name: row.name,
            value: row.value,
            period: row.period,
            status: row.status,
            sources: [row.source].into_iter().chain(row.via).collect(),
            change: None,
            mark: self.last.map(|last| last.mark(wording, figure_ref)),
            id: row.id,
        }
    }

    /// A card's paragraph with the numbers of this brief's sources in place of the card's own.
    fn renumbered(&mut self, text: &str, card: &Card) -> String {
        let mut renumbered = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            renumbered.push_str(before);
            let number = after.split_once(']').and_then(|(number, behind)| {
                let citation =
                    number.parse::<usize>().ok().and_then(|number| card.sources.get(number.checked_sub(1)?))?;
                Some((self.sources.named(self.wording.catalog.find_source(&citation.id)?), behind))
            });
            match number {
                Some((number, behind)) => {
                    renumbered.push_str(&format!("[{number}]"));
                    rest = behind;
                }
                None => {
                    renumbered.push('[');
                    rest = after;
                }
            }
        }
        renumbered.push_str(rest);
        renumbered
    }
}

/// The first line that is new or revised where others are not; otherwise the first line. Of a series its newest one.
fn headline(blocks: &[Block]) -> Option<String> {
    let groups = || blocks.iter().flat_map(|block| &block.groups);
    let is_series = |group: &Group| group.lines.len() > 1 && group.lines.iter().all(|line| line.name == line.period);
    let leading = |group: &'_ Group| if is_series(group) { group.lines.len() - 1 } else { 0 };
    let is_news = |line: &Line| matches!(line.mark, Some(Mark::New | Mark::Revised { .. }));
    let has_old = groups().flat_map(|group| &group.lines).any(|line| line.mark == Some(Mark::Unchanged));
    let news =
        groups().find_map(|group| Some((group, group.lines.iter().rev().find(|line| has_old && is_news(line))?)));
    let (group, line) = news.or_else(|| groups().find_map(|group| Some((group, group.lines.get(leading(group))?))))?;
    let name = match &group.title {
        Some(title) if line.name == line.period => title.clone(),
        Some(title) => format!("{title}, {}", line.name),
        None => line.name.clone(),
    };
    let when = [&line.period, &line.status].into_iter().filter(|part| **part != line.value);
    Some(format!("{name}: {} ({})", line.value, when.map(String::as_str).collect::<Vec<_>>().join(", ")))
}

/// What has changed since the last brief, in a sentence or two.
fn changes(wording: Wording<'_>, last: Option<&Last>, blocks: &[Block], shown: &[FigureRef]) -> String {
    let language = wording.language;
    let Some(last) = last else { return say!(language, "brief-first") };
    let date = crate::reply::date::date(language, PartialDate::Day(last.day));
    let (mut new, mut revised, mut unchanged) = (0, 0, 0);
    for figure in shown {
        match last.mark(wording, *figure) {
            Mark::New => new += 1,
            Mark::Revised { .. } => revised += 1,
            Mark::Unchanged => unchanged += 1,
        }
    }
    let withdrawn = last.withdrawn(wording.catalog, shown);
    let mut sentence = if new == 0 && revised == 0 && blocks.iter().any(|block| !block.groups.is_empty()) {
        say!(language, "brief-unchanged", "date" => date, "count" => unchanged)
    } else {
        say!(language, "brief-changes", "date" => date, "new" => new, "revised" => revised, "unchanged" => unchanged)
    };
    if !withdrawn.is_empty() {
        let names: Vec<String> = withdrawn
            .iter()
            .map(|old| format!("{} ({}, {})", old.name(wording), old.value(wording), wording.period(&old.period)))
            .collect();
        sentence =
            format!("{sentence} {}", say!(language, "brief-withdrawn", "names" => escape::clean(&names.join("; "))));
    }
    sentence
}

/// The name of the table's file, in ASCII: people name their templates in any script.
fn file_name(template: &str, today: Date) -> String {
    let kept: String = template.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let kept = kept.trim_matches('-');
    if kept.is_empty() { format!("datum-brief-{today}.csv") } else { format!("datum-{kept}-{today}.csv") }
}

/// The as-of date, and the packs with their versions.
fn footer(wording: Wording<'_>, today: Date, figures: &[FigureRef]) -> String {
    let mut packs: Vec<_> = figures.iter().map(|figure| wording.figure(*figure).pack).collect();
    packs.sort_unstable();
    packs.dedup();
    let packs: Vec<String> = packs
        .into_iter()
        .map(|pack| {
            let pack = wording.catalog.pack(pack);
            format!("{} {}", pack.name, pack.version)
        })
        .collect();
    let date = crate::reply::date::date(wording.language, PartialDate::Day(today));
    if packs.is_empty() {
        return say!(wording.language, "brief-as-of", "date" => date);
    }
    say!(wording.language, "brief-footer", "date" => date, "packs" => packs.join(", "))
}
