//! The named checks that every set of packs passes before it is used.
//!
//! Each check is a few lines, looks at all packs together, and reports everything that it finds. A check may rely on
//! nothing that another check ensures: it passes over cells that it cannot understand, as another check reports them.

mod briefs;
mod cells;
mod changes;
mod descriptor;
mod files;
mod formulas;
mod ids;
mod names;
mod references;
mod sources;
mod times;
mod units;
mod values;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::notes::Note;
use super::problems::{Problem, Problems};
use super::raw::{
    BriefRow, BriefSectionRow, ChangeRow, EntityRow, FigureRow, MetricRow, Pack, Place, Row, SourceRow, TableKind,
    TopicRow, UnitRow,
};
pub(super) use ids::is_id;
pub(super) use values::decimal;

/// Problems of one check beyond this many are counted and not kept, so that a bad file cannot fill the memory.
const MAX_KEPT: usize = 1_000;

/// One named check.
#[derive(Clone, Copy)]
pub struct Check {
    /// The name that a problem ends with.
    pub name: &'static str,
    /// What it ensures.
    pub doc: &'static str,
    run: fn(&Context<'_>, &mut Report<'_>),
}

impl std::fmt::Debug for Check {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.doc)
    }
}

/// All checks, in the order in which they run.
#[rustfmt::skip]
pub const CHECKS: &[Check] = &[
    Check { name: "empty-folder", doc: "Ensure that a folder holds a pack.", run: files::empty_folder },
    Check { name: "pack-twice", doc: "Ensure that no two folders hold a pack of the same name.", run: files::pack_twice },
    Check { name: "missing-file", doc: "Ensure that each pack has its descriptor and its tables; units.csv, changes.csv, briefs.csv and brief-sections.csv may be absent.", run: files::missing },
    Check { name: "unknown-file", doc: "Ensure that each table is one that Datum reads.", run: files::unknown },
    Check { name: "unreadable-file", doc: "Ensure that each file can be read.", run: files::unreadable },
    Check { name: "huge-file", doc: "Ensure that no file is larger than 2 GiB.", run: files::huge },
    Check { name: "utf-8", doc: "Ensure that each file is UTF-8.", run: files::utf8 },
    Check { name: "csv", doc: "Ensure that each table is CSV, with every double quote closed.", run: files::csv },
    Check { name: "unknown-column", doc: "Ensure that a table has no column that Datum does not know, and none twice.", run: files::unknown_column },
    Check { name: "missing-column", doc: "Ensure that a table has all of its columns.", run: files::missing_column },
    Check { name: "column-order", doc: "Ensure that the columns stand in their order.", run: files::column_order },
    Check { name: "row-length", doc: "Ensure that each row has as many cells as there are columns.", run: files::row_length },
    Check { name: "json", doc: "Ensure that datapackage.json is JSON and holds an object.", run: descriptor::json },
    Check { name: "pack-name", doc: "Ensure that a pack is named like its folder.", run: descriptor::name },
    Check { name: "pack-property", doc: "Ensure that datapackage.json says title, description, licences, contributors and sources.", run: descriptor::properties },
    Check { name: "pack-version", doc: "Ensure that the version is a semantic version.", run: descriptor::version },
    Check { name: "pack-created", doc: "Ensure that the day on which the pack was made is known and past.", run: descriptor::created },
    Check { name: "datum-property", doc: "Ensure that the property `datum` holds what Datum knows and nothing else.", run: descriptor::datum },
    Check { name: "pack-resources", doc: "Ensure that datapackage.json lists each table, so that other tools check it too.", run: descriptor::resources },
    Check { name: "control-character", doc: "Ensure that no cell holds a line break, a control character or an invisible mark.", run: cells::control_characters },
    Check { name: "blanks", doc: "Ensure that no cell starts or ends with a blank.", run: cells::blanks },
    Check { name: "normal-form", doc: "Ensure that text is in Unicode's composed form (NFC).", run: cells::normal_form },
    Check { name: "long-cell", doc: "Ensure that no text is too long to be shown.", run: cells::long },
    Check { name: "list", doc: "Ensure that a cell with several items holds none that is empty or repeated.", run: cells::lists },
    Check { name: "required-cell", doc: "Ensure that what every row needs is there.", run: cells::required },
    Check { name: "known-word", doc: "Ensure that kinds, statuses, precisions and types are words that Datum knows.", run: cells::known_words },
    Check { name: "draft", doc: "Ensure that somebody has looked at each figure.", run: cells::draft },
    Check { name: "id", doc: "Ensure that ids are lower-case letters, digits and single hyphens, at most 80.", run: ids::pattern },
    Check { name: "duplicate-id", doc: "Ensure that no id stands twice in a table.", run: ids::duplicate },
    Check { name: "same-as", doc: "Ensure that `same_as` names a thing by a known scheme, and no thing twice in a pack.", run: ids::same_as },
    Check { name: "general-unit", doc: "Ensure that no pack defines a general unit anew.", run: ids::general_unit },
    Check { name: "reference", doc: "Ensure that each id that a row names is in the same pack.", run: references::dangling },
    Check { name: "figure-reference", doc: "Ensure that replaced figures and a formula's inputs exist in some pack.", run: references::figures },
    Check { name: "via", doc: "Ensure that `via` is another source than `source`.", run: references::via },
    Check { name: "part-of-cycle", doc: "Ensure that no entity is a part of itself.", run: references::part_of_cycle },
    Check { name: "broader-level", doc: "Ensure that broad metrics are one level deep.", run: references::broader_level },
    Check { name: "broad-figures", doc: "Ensure that a broad metric has no figures of its own.", run: references::broad_figures },
    Check { name: "supersedes-cell", doc: "Ensure that a figure replaces only figures of its own metric and entity.", run: references::supersedes_cell },
    Check { name: "supersedes-cycle", doc: "Ensure that no figure replaces itself.", run: references::supersedes_cycle },
    Check { name: "name", doc: "Ensure that names are unique within a pack: of metrics, of topics, and of entities of one kind.", run: names::unique },
    Check { name: "alias", doc: "Ensure that no alias belongs to two metrics, two entities or two topics of a pack.", run: names::alias },
    Check { name: "entity-in-metric", doc: "Ensure that no metric has in its own name that of a country, region, company, organisation or person of its pack.", run: names::entity_in_metric },
    Check { name: "year-in-metric", doc: "Ensure that no metric has a year in its name.", run: names::year_in_metric },
    Check { name: "unit-kind", doc: "Ensure that a metric's unit fits its kind.", run: units::fits },
    Check { name: "broad-unit", doc: "Ensure that a metric and its broad metric have units of one kind.", run: units::broad },
    Check { name: "number", doc: "Ensure that values are plain decimals.", run: values::number },
    Check { name: "negative", doc: "Ensure that no count of what is there is below zero.", run: values::negative },
    Check { name: "share", doc: "Ensure that a share lies between 0 and 100 per cent.", run: values::share },
    Check { name: "rank", doc: "Ensure that a rank is a whole number from 1 on.", run: values::rank },
    Check { name: "date-value", doc: "Ensure that a date's value is the year of its period, which is no interval.", run: values::date },
    Check { name: "bounds", doc: "Ensure that a value lies between its bounds.", run: values::bounds },
    Check { name: "period", doc: "Ensure that periods are written in ISO 8601.", run: times::period },
    Check { name: "future-period", doc: "Ensure that only plans, announcements and forecasts speak of the future.", run: times::future_period },
    Check { name: "date", doc: "Ensure that dates are written in ISO 8601.", run: times::date },
    Check { name: "future-date", doc: "Ensure that nothing was published, read or known in the future.", run: times::future_date },
    Check { name: "missing-source", doc: "Ensure that each figure names its source.", run: references::missing_source },
    Check { name: "web-address", doc: "Ensure that addresses are http or https addresses without blanks.", run: cells::web_address },
    Check { name: "source-grade", doc: "Ensure that a pack that grades one of its sources grades each of them.", run: sources::graded },
    Check { name: "source-address", doc: "Ensure that a graded page in which a figure was read has an address.", run: sources::address },
    Check { name: "source-host", doc: "Ensure that a graded page is named after the site on which it stands, and a copy says where it stands.", run: sources::host },
    Check { name: "weak-featured", doc: "Ensure that no featured figure rests on a copy or a weak page alone.", run: sources::weak_featured },
    Check { name: "formula", doc: "Ensure that formulas can be read.", run: formulas::syntax },
    Check { name: "formula-inputs", doc: "Ensure that `inputs` lists just the figures of the formula.", run: formulas::inputs },
    Check { name: "formula-result", doc: "Ensure that a formula gives the published value within its rounding.", run: formulas::result },
    Check { name: "brief-sections", doc: "Ensure that each brief has a section, and no more than can be read.", run: briefs::sections },
    Check { name: "empty-section", doc: "Ensure that each section of a brief has something in it, and no more than 12 items.", run: briefs::empty_section },
    Check { name: "brief-figure", doc: "Ensure that each item in the form of an id is the id of a figure.", run: briefs::figure },
    Check { name: "brief-top", doc: "Ensure that `top N: metric` names 2 to 10 places and a metric.", run: briefs::top },
    Check { name: "change-figure", doc: "Ensure that a change names a figure of the pack, or one that was withdrawn and is gone.", run: changes::figure },
    Check { name: "change-field", doc: "Ensure that a revision says what was revised, from what to what, and that no other change does.", run: changes::field },
    Check { name: "change-date", doc: "Ensure that the day of a change is known and past.", run: changes::date },
    Check { name: "change-version", doc: "Ensure that a change came with a version of the pack that is not later than the present one.", run: changes::version },
    Check { name: "change-current", doc: "Ensure that the newest revision of a figure says what the figure says now.", run: changes::current },
];

/// Runs all checks.
pub(super) fn run(context: &Context<'_>) -> Problems {
    let mut problems = Vec::new();
    let mut uncounted = 0;
    for check in CHECKS {
        let mut report = Report { packs: context.packs, check: check.name, problems: &mut problems, kept: 0, more: 0 };
        (check.run)(context, &mut report);
        uncounted += report.more;
    }
    Problems::new(problems, uncounted)
}

/// What is well and yet worth knowing, found where there are no problems.
pub(super) fn notes(context: &Context<'_>) -> Vec<Note> {
    let mut notes = files::notes(context);
    notes.extend(ids::descriptions_apart(context));
    notes
}

/// What a check looks at: all packs in reading order, where each id stands, and the day.
pub(super) struct Context<'a> {
    pub(super) packs: &'a [Pack],
    pub(super) today: Date,
    ids: [Ids<'a>; TableKind::COUNT],
}

/// Where the ids of a table stand, over all packs.
#[derive(Default)]
pub(super) struct Ids<'a> {
    /// Where an id stands first.
    pub(super) first: FxHashMap<&'a str, Place>,
    /// Ids that stand once more: the first place and the further one.
    pub(super) again: Vec<(Place, Place)>,
    /// Which packs have which ids. Not kept for figures, which are referred to across packs.
    in_pack: FxHashSet<(u32, &'a str)>,
}

impl<'a> Context<'a> {
    pub(super) fn new(packs: &'a [Pack], today: Date) -> Self {
        let mut context = Self { packs, today, ids: Default::default() };
        context.ids = [
            context.index(|row: &TopicRow<'a>| (row.id, row.place)),
            context.index(|row: &UnitRow<'a>| (row.id, row.place)),
            context.index(|row: &EntityRow<'a>| (row.id, row.place)),
            context.index(|row: &MetricRow<'a>| (row.id, row.place)),
            context.index(|row: &SourceRow<'a>| (row.id, row.place)),
            context.index(|row: &FigureRow<'a>| (row.id, row.place)),
            context.index(|row: &BriefRow<'a>| (row.id, row.place)),
            context.index(|row: &BriefSectionRow<'a>| (row.id, row.place)),
            context.index(|row: &ChangeRow<'a>| (row.id, row.place)),
        ];
        context
    }

    fn index<R: Row<'a>>(&self, id_of: impl Fn(&R) -> (&'a str, Place)) -> Ids<'a> {
        let mut ids = Ids::default();
        for row in self.rows::<R>() {
            let (id, place) = id_of(&row);
            // An empty id is reported as missing, and refers to nothing.
            if id.is_empty() {
                continue;
            }
            let first = *ids.first.entry(id).or_insert(place);
            if first != place {
                ids.again.push((first, place));
            }
            if R::TABLE != TableKind::Figures {
                ids.in_pack.insert((place.pack, id));
            }
        }
        ids
    }

    /// The rows of a table in all packs, in reading order.
    pub(super) fn rows<R: Row<'a>>(&self) -> impl Iterator<Item = R> + use<'a, R> {
        let packs: &'a [Pack] = self.packs;
        (0u32..).zip(packs).flat_map(|(pack, raw)| {
            let table = raw.table(R::TABLE);
            let count = u32::try_from(table.len()).unwrap_or(u32::MAX);
            (0..count).map(move |row| R::new(Place { pack, table: R::TABLE, row }, table.cells(row)))
        })
    }

    /// The row at a place.
    pub(super) fn row<R: Row<'a>>(&self, place: Place) -> Option<R> {
        let pack = self.packs.get(place.pack as usize)?;
        (place.table == R::TABLE).then(|| R::new(place, pack.table(R::TABLE).cells(place.row)))
    }

    /// Where the ids of a table stand.
    pub(super) fn ids(&self, table: TableKind) -> &Ids<'a> {
        &self.ids[table as usize]
    }

    /// The first row with an id, in any pack.
    pub(super) fn find<R: Row<'a>>(&self, id: &str) -> Option<R> {
        self.row(*self.ids(R::TABLE).first.get(id)?)
    }

    /// Whether a pack has a row with an id, or has a table that could not be read whole and so might have it.
    fn may_hold(&self, pack: u32, table: TableKind, id: &str) -> bool {
        self.ids(table).in_pack.contains(&(pack, id)) || !self.is_whole(pack, table)
    }

    fn is_whole(&self, pack: u32, table: TableKind) -> bool {
        self.packs.get(pack as usize).is_some_and(|pack| pack.table(table).is_whole)
    }

    /// Shows each cell of all tables that is not empty: place, column, cell.
    fn each_cell(&self, mut show: impl FnMut(Place, &'static str, &'a str)) {
        let packs: &'a [Pack] = self.packs;
        for (pack, raw) in (0u32..).zip(packs) {
            for table in TableKind::ALL {
                let count = u32::try_from(raw.table(table).len()).unwrap_or(u32::MAX);
                for row in 0..count {
                    let place = Place { pack, table, row };
                    for (column, cell) in table.columns().iter().zip(raw.table(table).cells(row)) {
                        if !cell.is_empty() {
                            show(place, column, cell);
                        }
                    }
                }
            }
        }
    }
}

/// Where a check writes down what it finds.
pub(super) struct Report<'a> {
    packs: &'a [Pack],
    check: &'static str,
    problems: &'a mut Vec<Problem>,
    kept: usize,
    more: usize,
}

impl Report<'_> {
    /// Something is wrong with a row.
    fn row(&mut self, place: Place, what: String, remedy: impl Into<String>) {
        let line = self.packs.get(place.pack as usize).map(|pack| pack.table(place.table).line(place.row));
        self.push(place.pack as usize, place.table.file(), line, what, remedy.into());
    }

    /// Something is wrong with a file, or with the pack if `file` is empty.
    fn file(&mut self, pack: usize, file: &str, line: Option<u32>, what: String, remedy: impl Into<String>) {
        self.push(pack, file, line, what, remedy.into());
    }

    fn push(&mut self, pack: usize, file: &str, line: Option<u32>, what: String, remedy: String) {
        if self.kept == MAX_KEPT {
            self.more += 1;
            return;
        }
        self.kept += 1;
        let pack = self.packs.get(pack).map(|pack| pack.name.clone()).unwrap_or_default();
        self.problems.push(Problem { pack, file: file.to_owned(), line, check: self.check, what, remedy });
    }
}

/// A cell as it is quoted in a problem: short, on one line.
fn quote(cell: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    let mut quoted: String = cell.chars().take(MAX_CHARACTERS).flat_map(char::escape_debug).collect();
    if cell.chars().nth(MAX_CHARACTERS).is_some() {
        quoted.push('…');
    }
    format!("`{quoted}`")
}
