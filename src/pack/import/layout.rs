//! What the columns and header rows of a table say: who, when, what, in which unit.

use rustc_hash::FxHashSet;

use super::grid::Grid;
use super::words;
use super::{Ask, ImportError, Mapping, flags, numbers, periods, places};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Entity,
    Code,
    Period,
    Value,
    Metric,
    MetricCode,
    /// The Korean names beside English ones.
    MetricKorean,
    EntityKorean,
    Unit,
    Multiplier,
    Flag,
    Note,
    Dimension,
    Ignore,
}

impl Role {
    /// The role with a word, as mappings and the table of headers write it.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word.replace('_', "-").as_str() {
            "entity" => Self::Entity,
            "code" => Self::Code,
            "period" => Self::Period,
            "value" => Self::Value,
            "metric" => Self::Metric,
            "metric-code" => Self::MetricCode,
            "metric-ko" => Self::MetricKorean,
            "entity-ko" => Self::EntityKorean,
            "unit" => Self::Unit,
            "multiplier" => Self::Multiplier,
            "flag" => Self::Flag,
            "note" => Self::Note,
            "dimension" => Self::Dimension,
            "ignore" => Self::Ignore,
            _ => return None,
        })
    }
}

/// A column with values, and what its headers say of all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct ValueColumn {
    pub(super) column: usize,
    pub(super) header: String,
    pub(super) period: Option<String>,
    pub(super) entity: Option<String>,
    pub(super) metric: Option<String>,
}

/// What the columns of a table hold.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The first row with data.
    pub(super) first: usize,
    pub(super) entity: Vec<usize>,
    pub(super) code: Option<usize>,
    pub(super) period: Option<usize>,
    pub(super) metric: Option<usize>,
    pub(super) metric_code: Option<usize>,
    pub(super) metric_korean: Option<usize>,
    pub(super) entity_korean: Option<usize>,
    pub(super) unit: Option<usize>,
    pub(super) multiplier: Option<usize>,
    pub(super) flags: Vec<usize>,
    pub(super) notes: Vec<usize>,
    pub(super) dimensions: Vec<(usize, String)>,
    pub(super) values: Vec<ValueColumn>,
    /// The header of the column that says who, for the kind of things that they are.
    pub(super) entity_header: String,
    /// The header of the column with their codes.
    pub(super) code_header: String,
    /// What stands before the headers, by its first cell.
    pub(super) preamble: Vec<(String, String)>,
}

/// Rows that are looked at to see what a column holds: the first ones, and as many again spread over the rest.
const SAMPLE: usize = 400;
/// Header rows are among the first rows.
const MAX_HEADER_ROW: usize = 40;

/// Finds out what a table's columns hold; asks, or says how to tell, where the table does not say it.
pub(super) fn find(grid: &Grid, mapping: &mut Mapping, ask: &mut dyn Ask) -> Result<Layout, ImportError> {
    let unclear = |what: &str| ImportError::Unclear { file: grid.file.clone(), what: what.to_owned() };
    let header = header_row(grid, mapping).ok_or_else(|| {
        unclear("no row looks like the headers of a table: name it with --header-row, counted from 1")
    })?;
    let first = first_data_row(grid, header);
    let width = (header..(first + SAMPLE).min(grid.len())).map(|row| grid.width(row)).max().unwrap_or(0);
    let mut layout = Layout { first, preamble: preamble(grid, header), ..Layout::default() };
    let mut columns: Vec<Column> = (0..width).map(|column| Column::of(grid, header, first, column)).collect();
    let mut later: FxHashSet<String> = FxHashSet::default();
    for column in columns.iter_mut().rev().filter(|column| column.filled > 0) {
        let is_new = later.insert(column.folded.clone());
        // The same header over two columns of numbers is a slip, not a code and its meaning.
        column.has_label = !is_new && !column.is_numeric();
    }
    let with_language: Vec<String> =
        columns.iter().filter_map(|column| column.folded.strip_suffix(" en").map(str::to_owned)).collect();
    let is_export = ["metric", "entity"].iter().all(|name| with_language.iter().any(|known| known == name));
    for column in &mut columns {
        column.has_name = with_language.contains(&column.folded);
        column.is_of_export = is_export;
    }
    let mut unknown: Vec<usize> = Vec::new();
    for column in &columns {
        layout.place(column, mapping, &mut unknown);
    }
    layout.settle_unknown(grid, &columns, &unknown, mapping);
    if layout.entity.is_empty()
        && layout.code.is_none()
        && layout.values.iter().all(|value| value.entity.is_none())
        && mapping.entity.is_none()
    {
        mapping.entity = ask.ask("Whom or what are all these figures about (a country, a company ...)?", &[]);
        if mapping.entity.is_none() {
            return Err(unclear(
                "no column says whom the figures are about: name it with --entity (for example --entity KR), or a column in \
                 [columns] of a map",
            ));
        }
    }
    let has_values = !layout.values.is_empty();
    if !has_values {
        return Err(unclear("no column holds numbers: name one in [columns] of a map, as in \"Sales\" = \"value\""));
    }
    let says_when = layout.period.is_some() || layout.values.iter().any(|value| value.period.is_some());
    if !says_when && mapping.period.is_none() {
        mapping.period = ask.ask("Of which year, month or day are these figures?", &[]);
        if mapping.period.is_none() {
            return Err(unclear("no column or header says when: name it with --period (for example --period 2023)"));
        }
    }
    Ok(layout)
}

/// The first rows of data, and as many again spread over the rest.
fn sampled(grid: &Grid, first: usize) -> impl Iterator<Item = usize> {
    let end = grid.len().min(first + SAMPLE);
    let step = (grid.len() - end.min(grid.len())) / SAMPLE + 1;
    (first..end).chain((end..grid.len()).step_by(step))
}

/// A column's headers, and what its cells look like.
struct Column {
    at: usize,
    /// The name as headers are compared.
    folded: String,
    /// Whether a later column has the same header: then this one holds codes, and that one what they mean.
    has_label: bool,
    /// Whether another column has the same header with a language behind it, as exports of packs do: then this one holds ids.
    has_name: bool,
    /// Whether the table is an export of a pack, whose columns are known.
    is_of_export: bool,
    /// The headers, without repetitions.
    parts: Vec<String>,
    name: String,
    filled: usize,
    numeric: usize,
    periods: usize,
    places: usize,
    codes: usize,
}

impl Column {
    fn of(grid: &Grid, header: usize, first: usize, at: usize) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for row in header..first {
            let mut part = grid.cell(row, at);
            // Upper headers of several rows span the columns to their right.
            if part.is_empty() && row + 1 < first && at > 0 {
                part = (0..at).rev().map(|left| grid.cell(row, left)).find(|left| !left.is_empty()).unwrap_or("");
            }
            if !part.is_empty() && !parts.iter().any(|known| known == part) {
                parts.push(part.to_owned());
            }
        }
        let name = parts.join(" ");
        let folded = words::fold(&name);
        let mut column = Self {
            at,
            folded,
            has_label: false,
            has_name: false,
            is_of_export: false,
            parts,
            name,
            filled: 0,
            numeric: 0,
            periods: 0,
            places: 0,
            codes: 0,
        };
        for row in sampled(grid, first) {
            let cell = grid.cell(row, at);
            if words::is_missing(cell) {
                continue;
            }
            column.filled += 1;
            let (number, _) = flags::split(cell);
            column.numeric += usize::from(numbers::looks_like_number(number));
            column.periods += usize::from(periods::is_period(cell));
            column.places += usize::from(places::by_name(cell).is_some());
            column.codes += usize::from(places::by_code(cell).is_some());
        }
        column
    }

    fn mostly(&self, count: usize) -> bool {
        self.filled > 0 && count * 10 >= self.filled * 7
    }

    /// Whether the cells are numbers; some may be spoilt.
    fn is_numeric(&self) -> bool {
        self.filled > 0 && self.numeric * 2 >= self.filled
    }

    /// What the header names it, in the table of headers; a header in two rows may say it in either.
    fn role(&self) -> Option<Role> {
        let role = words::role(&self.name).or_else(|| self.parts.iter().find_map(|part| words::role(part)));
        match role {
            _ if self.is_of_export && words::is("export", &self.folded) => Some(Role::Ignore),
            _ if self.is_of_export && self.folded == "status" => Some(Role::Flag),
            _ if self.is_of_export && matches!(self.folded.as_str(), "note en" | "scope en") => Some(Role::Note),
            Some(Role::Metric) if self.has_name => Some(Role::MetricCode),
            Some(Role::Entity) if self.has_name => Some(Role::Code),
            role => role,
        }
    }
}

impl Layout {
    /// Gives a column its place by its headers; what they do not tell is left for later.
    fn place(&mut self, column: &Column, mapping: &Mapping, unknown: &mut Vec<usize>) {
        let told = mapping.columns.get(&column.name).and_then(|word| Role::from_word(word));
        let period = column.parts.iter().find(|part| periods::is_period(part)).cloned();
        if told.is_none()
            && let Some(period) = period
        {
            // A year above the column: its cells are values, whatever else stands in the headers.
            let rest: Vec<&str> = column.parts.iter().filter(|part| **part != period).map(String::as_str).collect();
            let is_place = rest.iter().find(|part| places::by_name(part).is_some());
            // 계 above a header says that all of it is meant.
            let says = |part: &&&str| Some(*part) != is_place && (rest.len() == 1 || !words::is("total", part));
            let metric: Vec<&str> = rest.iter().filter(says).copied().collect();
            self.values.push(ValueColumn {
                column: column.at,
                header: column.name.clone(),
                period: Some(period),
                entity: is_place.map(|place| (*place).to_owned()),
                metric: Some(metric.join(" ")).filter(|metric| !metric.is_empty()),
            });
            return;
        }
        if told.is_none() && column.filled == 0 {
            return;
        }
        let Some(role) = told.or_else(|| column.role()) else {
            unknown.push(column.at);
            return;
        };
        let has_label = column.has_label;
        let once = |place: &mut Option<usize>| {
            place.get_or_insert(column.at);
        };
        match role {
            Role::Entity if column.is_numeric() => unknown.push(column.at),
            Role::Entity => {
                // The first one says what the things are; a second one is a part of them.
                if self.entity.is_empty() {
                    self.entity_header.clone_from(&column.name);
                }
                if self.entity.len() < 2 {
                    self.entity.push(column.at);
                } else {
                    self.dimensions.push((column.at, column.name.clone()));
                }
            }
            Role::Code => {
                if self.code.is_none() {
                    self.code_header.clone_from(&column.name);
                }
                once(&mut self.code);
            }
            Role::Period if column.mostly(column.periods) || told.is_some() => once(&mut self.period),
            Role::Period => {}
            Role::Value => self.values.push(ValueColumn {
                column: column.at,
                header: column.name.clone(),
                ..ValueColumn::default()
            }),
            Role::Metric if has_label => once(&mut self.metric_code),
            Role::Metric if column.is_numeric() => unknown.push(column.at),
            Role::Metric if self.metric.is_some() => self.dimensions.push((column.at, column.name.clone())),
            Role::Metric => once(&mut self.metric),
            Role::MetricCode => once(&mut self.metric_code),
            Role::MetricKorean => once(&mut self.metric_korean),
            Role::EntityKorean => once(&mut self.entity_korean),
            // The later one has words where the first has codes.
            Role::Unit => self.unit = Some(column.at),
            Role::Multiplier => once(&mut self.multiplier),
            Role::Flag => self.flags.push(column.at),
            Role::Note => self.notes.push(column.at),
            Role::Dimension if has_label => {}
            Role::Dimension => self.dimensions.push((column.at, column.name.clone())),
            Role::Ignore => {}
        }
    }

    /// Gives the columns whose headers say nothing a place by their cells.
    fn settle_unknown(&mut self, grid: &Grid, columns: &[Column], unknown: &[usize], mapping: &Mapping) {
        let has_periods_above = self.values.iter().any(|value| value.period.is_some());
        let is_value_alone = self.values.iter().all(|value| value.period.is_none() && value.metric.is_none());
        let unknown: Vec<&Column> = unknown.iter().filter_map(|at| columns.get(*at)).collect();
        let has_value = !self.values.is_empty();
        // Countries above columns of numbers: the columns say who.
        let numeric: Vec<&&Column> = unknown.iter().filter(|column| column.is_numeric()).collect();
        let named = numeric.iter().filter(|column| places::by_name(&column.name).is_some()).count();
        let who_above = self.entity.is_empty() && named > 1 && named * 10 >= numeric.len() * 6;
        for column in &unknown {
            if column.has_label {
                continue;
            }
            if self.period.is_none() && !has_periods_above && column.mostly(column.periods) {
                self.period = Some(column.at);
            } else if column.is_numeric() {
                if has_value && is_value_alone {
                    // A column of values was named; further numbers beside it are codes of something.
                    continue;
                }
                let header = column.name.clone();
                if header.is_empty() {
                    continue;
                }
                let (entity, metric) =
                    if who_above { (Some(header.clone()), None) } else { (None, Some(header.clone())) };
                self.values.push(ValueColumn { column: column.at, header, period: None, entity, metric });
            } else if self.entity.is_empty() && column.mostly(column.places) {
                self.entity.push(column.at);
                self.entity_header.clone_from(&column.name);
            } else if self.code.is_none() && column.mostly(column.codes) && column.filled > 0 {
                self.code = Some(column.at);
            } else {
                self.dimensions.push((column.at, column.name.clone()));
            }
        }
        if self.values.iter().any(|value| value.metric.is_none() && value.period.is_none() && value.entity.is_none())
            && self.values.len() > 1
        {
            // A column called "Value" beside others with names of their own.
            for value in self.values.iter_mut().filter(|value| value.metric.is_none() && value.entity.is_none()) {
                if words::role(&value.header) != Some(Role::Value) {
                    value.metric = Some(value.header.clone());
                }
            }
        }
        // Nothing names who: the first column of text does, if its cells differ from row to row.
        if self.entity.is_empty()
            && self.code.is_none()
            && mapping.entity.is_none()
            && self.values.iter().all(|value| value.entity.is_none())
        {
            let varies = |at: usize| {
                let first = grid.cell(self.first, at);
                (self.first..(self.first + SAMPLE).min(grid.len())).any(|row| grid.cell(row, at) != first)
            };
            if let Some(position) = self.dimensions.iter().position(|(at, _)| varies(*at)) {
                let (at, name) = self.dimensions.remove(position);
                self.entity.push(at);
                self.entity_header = name;
            }
        }
    }
}

/// The row of the headers: the first of the first rows that is filled as far as the table is wide and holds no numbers but years.
fn header_row(grid: &Grid, mapping: &Mapping) -> Option<usize> {
    if let Some(row) = mapping.header_row {
        return (0..grid.len()).find(|at| grid.line(*at) == row);
    }
    let rows = 0..grid.len().min(MAX_HEADER_ROW);
    let filled = |row: usize| (0..grid.width(row)).filter(|column| !grid.cell(row, *column).is_empty()).count();
    let most = (0..grid.len().min(MAX_HEADER_ROW * 2)).map(filled).max()?;
    let is_header = |row: usize| {
        let cells = (0..grid.width(row)).map(|column| grid.cell(row, column)).filter(|cell| !cell.is_empty());
        let odd = cells.filter(|cell| numbers::looks_like_number(cell) && !periods::is_period(cell)).count();
        filled(row) >= 2 && filled(row) * 2 >= most && odd == 0
    };
    rows.clone().find(|row| is_header(*row))
}

/// The first row behind the headers. Headers go on in a second row where the first spans several columns.
fn first_data_row(grid: &Grid, header: usize) -> usize {
    let mut next = header + 1;
    while next < grid.len() && next < header + 5 {
        let cells: Vec<&str> = (0..grid.width(next - 1)).map(|column| grid.cell(next - 1, column)).collect();
        let spans = cells.iter().enumerate().skip(1).any(|(at, cell)| {
            // An empty cell inside the headers, or the same header twice, stands above several columns.
            (cell.is_empty() && at + 1 < cells.len()) || (!cell.is_empty() && cells.get(at - 1) == Some(cell))
        });
        let row: Vec<&str> = (0..grid.width(next)).map(|column| grid.cell(next, column)).collect();
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let odd = row.iter().filter(|cell| {
            words::is_missing(cell) && !cell.is_empty()
                || numbers::looks_like_number(flags::split(cell).0) && !periods::is_period(cell)
        });
        if !spans || odd.count() > 0 || filled * 2 < row.len() {
            break;
        }
        next += 1;
    }
    next
}

/// What stands above the headers: a title, a date, a unit.
fn preamble(grid: &Grid, header: usize) -> Vec<(String, String)> {
    let rows = (0..header).map(|row| (grid.cell(row, 0).to_owned(), grid.cell(row, 1).to_owned()));
    rows.filter(|(first, second)| !first.is_empty() || !second.is_empty()).collect()
}
