//! One observation a value: who, when, what, how much, and how it came about.

use rustc_hash::FxHashMap;

use super::codes::{Codes, Meaning};
use super::grid::Grid;
use super::layout::{Layout, ValueColumn};
use super::numbers::{Evidence, Marks};
use super::units::{self, UnitText};
use super::{Ask, ImportError, Mapping, Unread, dimensions, flags, names, numbers, periods, terms, words};
use crate::figure::{Decimal, Period, Status};

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Observation {
    pub(super) entity: u32,
    pub(super) metric: u32,
    pub(super) period: Period,
    pub(super) value: Decimal,
    pub(super) status: Status,
    /// Its note's place in the list of notes, from 1; 0 for none.
    pub(super) note: u32,
    /// Its file's place in the list of files, and the row in it.
    pub(super) file: u32,
    pub(super) row: u32,
}

/// Who or what, as the table says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct EntityKey {
    pub(super) name: String,
    pub(super) code: String,
    /// Its Korean name, where a column has it beside the name.
    pub(super) korean: String,
    /// The header of its column, which may say what kind of thing it is.
    pub(super) header: String,
}

/// What is measured, as the table says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct MetricKey {
    pub(super) label: String,
    pub(super) code: String,
    /// Its Korean name, where a column has it beside the label.
    pub(super) korean: String,
    /// Categories that tell it from others of its label: women, 15 to 24 years.
    pub(super) parts: Vec<String>,
    /// What holds for all of the table.
    pub(super) scope: String,
    pub(super) unit: Option<UnitText>,
}

/// What the tables of an import say.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) observations: Vec<Observation>,
    pub(super) entities: Vec<EntityKey>,
    pub(super) metrics: Vec<MetricKey>,
    /// Notes in English and Korean.
    pub(super) notes: Vec<(String, String)>,
    pub(super) files: Vec<String>,
    pub(super) assumed: Vec<String>,
    /// When the table says that it was published.
    pub(super) issued: Option<String>,
    /// Sentences below the table.
    pub(super) footnotes: Vec<String>,
    /// Figures that the table has although they could not be read: they are not withdrawn.
    pub(super) unread: usize,
    /// Metrics by the cells that name them, so that a label is taken apart once.
    metric_of: FxHashMap<String, Option<u32>>,
    entity_at: FxHashMap<EntityKey, u32>,
    metric_at: FxHashMap<MetricKey, u32>,
    note_at: FxHashMap<(String, String), u32>,
}

/// Problems beyond this many are counted and not kept.
const MAX_PROBLEMS: usize = 100_000;
/// Rows between two reports of how far the reading is.
const PROGRESS_EVERY: usize = 20_000;

impl Collected {
    fn entity(&mut self, key: EntityKey) -> u32 {
        intern(&mut self.entities, &mut self.entity_at, key)
    }

    fn metric(&mut self, key: MetricKey) -> u32 {
        intern(&mut self.metrics, &mut self.metric_at, key)
    }

    fn note(&mut self, note: Option<(String, String)>) -> u32 {
        note.map_or(0, |note| intern(&mut self.notes, &mut self.note_at, note) + 1)
    }
}

fn intern<K: Clone + Eq + std::hash::Hash>(list: &mut Vec<K>, at: &mut FxHashMap<K, u32>, key: K) -> u32 {
    *at.entry(key).or_insert_with_key(|key| {
        list.push(key.clone());
        u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
    })
}

/// Reads the values of a table.
pub(super) fn collect(
    grid: &Grid,
    layout: &Layout,
    mapping: &mut Mapping,
    ask: &mut dyn Ask,
    collected: &mut Collected,
    problems: &mut Vec<Unread>,
) -> Result<(), ImportError> {
    let file = u32::try_from(collected.files.len()).unwrap_or(u32::MAX);
    collected.files.push(grid.file.clone());
    problems.extend(grid.unread.iter().cloned());
    collected.unread += grid.unread.len();
    let marks = marks_of(grid, layout, mapping, ask);
    let codes = Codes::of(grid, layout);
    for (header, some) in &codes.unknown {
        collected.assumed.push(format!(
            "`{header}` holds codes that are not known here and stay as they are: {}; give what they tell apart a name in \
             [metrics] of import.toml",
            some.join(", ")
        ));
    }
    let split = dimensions::split(grid, layout, &codes);
    let usual_mark = usual_mark(grid, layout);
    let in_percent = usual_mark.as_deref() == Some("%");
    let table_unit = table_unit(layout, mapping).or_else(|| if in_percent { units::general("%") } else { None });
    let mut periods_read: FxHashMap<String, Option<Period>> = FxHashMap::default();
    let mut reader = Reader { grid, layout, mapping, file, table_unit, usual_mark, split, codes, row: 0 };
    for row in layout.first..grid.len() {
        if row % PROGRESS_EVERY == 0 {
            ask.progress(row, grid.len());
        }
        reader.row = row;
        let filled = || layout.values.iter().filter(|value| !words::is_missing(grid.cell(row, value.column)));
        if filled().next().is_none() {
            let text: Vec<&str> =
                (0..grid.width(row)).map(|at| grid.cell(row, at)).filter(|cell| !cell.is_empty()).collect();
            if let [only] = text.as_slice()
                && row > layout.first
                && collected.footnotes.len() < 5
                && only.chars().count() > 10
            {
                collected.footnotes.push((*only).to_owned());
            }
            continue;
        }
        for value in filled() {
            let marks = marks.get(&value.column).copied().unwrap_or(Marks::Point);
            if let Err(problem) = reader.observe(value, marks, &mut periods_read, collected) {
                collected.unread += 1;
                if problems.len() < MAX_PROBLEMS {
                    problems.push(*problem);
                }
            }
        }
    }
    ask.progress(grid.len(), grid.len());
    Ok(())
}

struct Reader<'a> {
    grid: &'a Grid,
    layout: &'a Layout,
    mapping: &'a Mapping,
    file: u32,
    table_unit: Option<UnitText>,
    /// What stands behind almost every number, as a unit does and a flag does not.
    usual_mark: Option<String>,
    split: dimensions::Split,
    codes: Codes,
    row: usize,
}

impl Reader<'_> {
    fn at(&self, column: Option<usize>) -> &str {
        column.map_or("", |column| self.grid.cell(self.row, column))
    }

    fn problem(&self, header: &str, cell: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Box<Unread> {
        Box::new(Unread {
            file: self.grid.file.clone(),
            row: self.grid.line(self.row),
            column: header.to_owned(),
            cell: cell.chars().take(120).collect(),
            problem: problem.into(),
            remedy: remedy.into(),
        })
    }

    /// Adds one value; an entity that is to be left out gives none.
    fn observe(
        &self,
        value: &ValueColumn,
        marks: Marks,
        periods_read: &mut FxHashMap<String, Option<Period>>,
        collected: &mut Collected,
    ) -> Result<(), Box<Unread>> {
        let cell = self.grid.cell(self.row, value.column);
        let (text, mark) = flags::split(cell);
        if flags::is_withheld(mark) && !numbers::looks_like_number(text) {
            return Ok(());
        }
        let Some(mut number) = numbers::number(text, marks) else {
            let (problem, remedy) = match marks {
                Marks::Unclear | Marks::Both if numbers::looks_like_number(text) => (
                    "its mark may stand for thousands or for decimals, and the column does not tell which",
                    "say what stands before decimals with --decimal . or --decimal ,",
                ),
                _ => ("it is no number", "write the number alone, or leave the cell empty"),
            };
            return Err(self.problem(&value.header, cell, problem, remedy));
        };
        let Some(entity) = self.entity(value)? else { return Ok(()) };
        let when = value.period.as_deref().unwrap_or_else(|| self.at(self.layout.period));
        let when = if when.is_empty() { self.mapping.period.as_deref().unwrap_or_default() } else { when };
        let period = match periods_read.get(when) {
            Some(known) => *known,
            None => *periods_read.entry(when.to_owned()).or_insert_with(|| periods::period(when)),
        };
        let Some(period) = period else {
            let remedy = "write it as 2023, 2023-06, 2023-12-31 or 2023-Q2";
            return Err(self.problem("period", when, "it is no period that can be read in one way", remedy));
        };
        let power = self.at(self.layout.multiplier);
        if !power.is_empty() && power != "0" {
            let Some(times) = power_of_ten(power) else {
                let remedy = "write the power of ten (3 for thousands, 6 for millions)";
                return Err(self.problem("multiplier", power, "it says no power of ten", remedy));
            };
            let Some(multiplied) = number.checked_mul(times) else {
                return Err(self.problem(&value.header, cell, "the number is too large", "write it in a larger unit"));
            };
            number = multiplied;
        }
        let named = self.naming(value);
        let metric = match collected.metric_of.get(&named) {
            Some(known) => *known,
            None => {
                let metric = self.metric(value).map(|key| collected.metric(key));
                collected.metric_of.insert(named, metric);
                metric
            }
        };
        let Some(metric) = metric else { return Ok(()) };
        let unit = collected.metrics.get(metric as usize).and_then(|key| key.unit.as_ref());
        let in_percent = unit.is_some_and(|unit| unit.general.as_deref() == Some("percent"));
        let is_usual = !mark.is_empty() && self.usual_mark.as_deref() == Some(mark);
        if (mark == "%" && !in_percent) || (mark != "%" && is_usual) {
            let problem = format!("`{mark}` stands behind the number, and the table does not say that it is the unit");
            let remedy = "say the unit with --unit, and write the numbers alone";
            return Err(self.problem(&value.header, cell, problem, remedy));
        }
        let mark = if mark == "%" { "" } else { mark };
        let flag_cells: Vec<&str> =
            self.layout.flags.iter().map(|column| self.grid.cell(self.row, *column)).chain([mark]).collect();
        if flag_cells.contains(&Status::Withdrawn.word()) {
            return Ok(());
        }
        let read = flags::read(&flag_cells);
        let own: Vec<&str> = self.layout.notes.iter().map(|column| self.grid.cell(self.row, *column)).collect();
        let own = own.iter().filter(|note| !note.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let note = match (read.note, own.is_empty()) {
            (note, true) => note,
            (None, false) => Some((own.clone(), own)),
            (Some((en, ko)), false) => Some((format!("{en} {own}"), format!("{ko} {own}"))),
        };
        let observation = Observation {
            entity: collected.entity(entity),
            metric,
            period,
            value: number.normalize(),
            status: read.status,
            note: collected.note(note),
            file: self.file,
            row: self.grid.line(self.row),
        };
        collected.observations.push(observation);
        Ok(())
    }

    fn entity(&self, value: &ValueColumn) -> Result<Option<EntityKey>, Box<Unread>> {
        let code = self.at(self.layout.code).to_owned();
        let mut names = self.layout.entity.iter().map(|column| self.grid.cell(self.row, *column));
        let first = names.next().unwrap_or_default();
        let second = names.next().unwrap_or_default();
        let name = match &value.entity {
            Some(header) => header.clone(),
            None if second.is_empty() || words::is("total", second) || second == first => first.to_owned(),
            None => format!("{first} {second}"),
        };
        let is_told = |key: &str| self.mapping.entities.get(key).is_some_and(|word| word == "ignore");
        if is_told(&name) || is_told(&code) {
            return Ok(None);
        }
        if name.is_empty() && code.is_empty() {
            return match &self.mapping.entity {
                Some(entity) => {
                    let (korean, header) = (String::new(), String::new());
                    Ok(Some(EntityKey { name: entity.clone(), code: entity.clone(), korean, header }))
                }
                None => Err(self.problem(
                    &self.layout.entity_header,
                    "",
                    "the row does not say whom it is about",
                    "fill the cell in, also where the one above says the same",
                )),
            };
        }
        let header = if self.layout.entity.is_empty() { &self.layout.code_header } else { &self.layout.entity_header };
        let korean = self.at(self.layout.entity_korean).to_owned();
        Ok(Some(EntityKey { name, code, korean, header: header.clone() }))
    }

    /// All cells that say what the value measures.
    fn naming(&self, value: &ValueColumn) -> String {
        let mut named = format!("{}\u{1f}", self.file);
        for cell in [self.layout.metric, self.layout.metric_code, self.layout.unit].map(|column| self.at(column)) {
            named.push_str(cell);
            named.push('\u{1f}');
        }
        named.push_str(value.metric.as_deref().unwrap_or_default());
        for part in self.split.parts(self.grid, self.row, &self.codes) {
            named.push('\u{1f}');
            named.push_str(&part);
        }
        named
    }

    /// What the value measures; none if it is to be left out.
    fn metric(&self, value: &ValueColumn) -> Option<MetricKey> {
        let mut label = self.at(self.layout.metric).to_owned();
        let mut code = self.at(self.layout.metric_code).to_owned();
        if let Some(meaning) = self.codes.meaning(self.layout.metric, &label) {
            code = if code.is_empty() { label } else { code };
            label = names::capital(&meaning.label);
        }
        if let Some(header) = &value.metric {
            label = if label.is_empty() { header.clone() } else { format!("{label} {header}") };
        }
        if label.is_empty() {
            label.clone_from(if code.is_empty() { self.mapping.metric.as_ref()? } else { &code });
        }
        let told = self.mapping.metrics.get(&label).or_else(|| self.mapping.metrics.get(&code));
        if told.is_some_and(|told| told.ignore) {
            return None;
        }
        let (label, details) = names::without_details(&label);
        let stated = self.at(self.layout.unit);
        let Meaning { label: about, unit: stated } =
            self.codes.meaning(self.layout.unit, stated).cloned().unwrap_or_else(|| units::relative(stated));
        let unit = told.and_then(|told| told.unit.as_deref()).map(units::stated);
        let says_nothing = |text: &str| text.is_empty() || words::is("total", text) || words::is("counted", text);
        let unit = unit
            .or_else(|| (!says_nothing(&stated)).then(|| units::stated(&stated)))
            .or_else(|| units::in_label(&label))
            .or_else(|| self.table_unit.clone());
        let mut parts = self.split.parts(self.grid, self.row, &self.codes);
        parts.extend(details);
        let label = self.with_unit(label, &about, unit.as_ref(), &mut parts);
        let korean = self.at(self.layout.metric_korean).to_owned();
        Some(MetricKey { label, code, korean, parts, scope: self.split.scope.clone(), unit })
    }

    /// A label with what its unit says beside the unit: "GDP per inhabitant", "Debt (% of GDP)". At which prices an amount is
    /// counted is said where the table has several.
    fn with_unit(&self, label: String, about: &str, unit: Option<&UnitText>, parts: &mut Vec<String>) -> String {
        let in_people = unit.and_then(|unit| unit.general.as_deref()) == Some("people");
        if in_people && self.codes.differ(self.layout.unit) && !label.ends_with(')') {
            return format!("{label} (people)");
        }
        if about.is_empty() || label.to_lowercase().contains(&about.to_lowercase()) {
            return label;
        }
        match about.split(' ').next().unwrap_or_default() {
            "%" if !label.ends_with(')') => return format!("{label} ({about})"),
            "per" if !label.ends_with(')') => return format!("{label} {about}"),
            "growth" => return format!("{label} {about}"),
            _ => {}
        }
        if self.codes.differ(self.layout.unit) || !terms::is_light(about) {
            parts.push(about.to_owned());
        }
        label
    }
}

/// How the numbers of each column are written, by what all of them show together, or each for itself where they differ.
fn marks_of(grid: &Grid, layout: &Layout, mapping: &mut Mapping, ask: &mut dyn Ask) -> FxHashMap<usize, Marks> {
    let told = match mapping.decimal.as_deref() {
        Some(",") => Some(Marks::Comma),
        Some(".") => Some(Marks::Point),
        _ => None,
    };
    let columns = || layout.values.iter().map(|value| value.column);
    if let Some(told) = told {
        return columns().map(|column| (column, told)).collect();
    }
    let mut each: Vec<(usize, Evidence)> = columns().map(|column| (column, Evidence::default())).collect();
    for row in layout.first..grid.len() {
        for (column, evidence) in &mut each {
            let cell = grid.cell(row, *column);
            if !words::is_missing(cell) {
                evidence.add(flags::split(cell).0);
            }
        }
    }
    let mut all = Evidence::default();
    each.iter().for_each(|(_, evidence)| all.join(evidence));
    let together = all.marks(grid.comma_between_fields);
    if together == Marks::Unclear {
        let answer = ask.ask(
            "Does a mark before three digits, as in 1,234, stand for thousands or for decimals?",
            &["thousands", "decimals"],
        );
        let has_comma = all.has_commas();
        let decimal = match answer.as_deref() {
            Some("thousands") => Some(if has_comma { "." } else { "," }),
            Some("decimals") => Some(if has_comma { "," } else { "." }),
            _ => None,
        };
        if let Some(decimal) = decimal {
            mapping.decimal = Some(decimal.to_owned());
            return marks_of(grid, layout, mapping, ask);
        }
    }
    each.into_iter()
        .map(|(column, evidence)| {
            let own = if together == Marks::Both { evidence.marks(grid.comma_between_fields) } else { together };
            (column, own)
        })
        .collect()
}

/// The letters or sign behind at least nine of ten numbers.
fn usual_mark(grid: &Grid, layout: &Layout) -> Option<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let mut total = 0usize;
    for row in layout.first..grid.len() {
        for value in &layout.values {
            let (number, mark) = flags::split(grid.cell(row, value.column));
            if numbers::looks_like_number(number) {
                total += 1;
                *counts.entry(mark).or_default() += 1;
            }
        }
    }
    let most = counts.into_iter().filter(|(mark, _)| !mark.is_empty()).max_by_key(|(mark, count)| (*count, *mark));
    most.filter(|(_, count)| total > 2 && count * 10 >= total * 9).map(|(mark, _)| mark.to_owned())
}

/// The unit that holds for all of a table: told, or written above it.
fn table_unit(layout: &Layout, mapping: &Mapping) -> Option<UnitText> {
    if let Some(unit) = &mapping.unit {
        return Some(units::stated(unit));
    }
    layout.preamble.iter().flat_map(|(first, second)| [first, second]).find_map(|cell| {
        let lower = cell.to_lowercase();
        let at = ["단위", "unit"].iter().find_map(|word| lower.find(word).map(|at| at + word.len()))?;
        let rest = lower.get(at..)?.trim_start_matches(['s', ' ', ':', '：', '=']);
        let rest = rest.trim_end_matches([')', ']', '>']).trim();
        units::general(rest.split([',', '/']).next().unwrap_or_default().trim())
    })
}

/// `3` and `Thousands` are a thousand.
fn power_of_ten(text: &str) -> Option<Decimal> {
    let power = match words::fold(text).as_str() {
        "units" | "unit" | "ones" => 0,
        "thousands" | "thousand" => 3,
        "millions" | "million" => 6,
        "billions" | "billion" => 9,
        other => other.parse::<u32>().ok()?,
    };
    (power <= 15).then(|| Decimal::from(10u64.pow(power)))
}
