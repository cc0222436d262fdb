//! The rows of each table, with a name for every cell. The lists here are the columns that a pack must have.

use super::{Place, TableKind};

/// A row of a table.
pub(in crate::pack) trait Row<'a>: Sized {
    /// The table that it is a row of.
    const TABLE: TableKind;

    /// Names the cells of a row.
    fn new(place: Place, cells: impl Iterator<Item = &'a str>) -> Self;
}

macro_rules! row {
    ($name:ident of $table:ident { $($field:ident = $column:literal),+ $(,)? } $(may have { $($optional:literal),+ })?) => {
        #[derive(Clone, Copy, Debug)]
        pub(in crate::pack) struct $name<'a> {
            pub(in crate::pack) place: Place,
            $(pub(in crate::pack) $field: &'a str),+
        }

        impl $name<'_> {
            /// The columns, in their order.
            pub(super) const COLUMNS: &'static [&'static str] = &[$($column),+];
            /// Those of them that a table may do without: their cells are then empty.
            pub(super) const OPTIONAL: &'static [&'static str] = &[$($($optional),+)?];
        }

        impl<'a> Row<'a> for $name<'a> {
            const TABLE: TableKind = TableKind::$table;

            fn new(place: Place, mut cells: impl Iterator<Item = &'a str>) -> Self {
                Self { place, $($field: cells.next().unwrap_or_default()),+ }
            }
        }
    };
}

row!(TopicRow of Topics {
    id = "id",
    name_en = "name_en",
    name_ko = "name_ko",
    aliases_en = "aliases_en",
    aliases_ko = "aliases_ko",
});

row!(UnitRow of Units {
    id = "id",
    kind = "kind",
    one_en = "one_en",
    many_en = "many_en",
    counter_ko = "counter_ko",
    words_en = "words_en",
    words_ko = "words_ko",
});

row!(EntityRow of Entities {
    id = "id",
    kind = "kind",
    name_en = "name_en",
    name_ko = "name_ko",
    aliases_en = "aliases_en",
    aliases_ko = "aliases_ko",
    part_of = "part_of",
    same_as = "same_as",
} may have { "same_as" });

row!(MetricRow of Metrics {
    id = "id",
    topic = "topic",
    broader = "broader",
    kind = "kind",
    unit = "unit",
    name_en = "name_en",
    name_ko = "name_ko",
    aliases_en = "aliases_en",
    aliases_ko = "aliases_ko",
    keywords_en = "keywords_en",
    keywords_ko = "keywords_ko",
    definition_en = "definition_en",
    definition_ko = "definition_ko",
});

row!(SourceRow of Sources {
    id = "id",
    csl_type = "type",
    publisher_en = "publisher_en",
    publisher_ko = "publisher_ko",
    author = "author",
    title_en = "title_en",
    title_ko = "title_ko",
    issued = "issued",
    accessed = "accessed",
    url = "url",
    archived_url = "archived_url",
    licence = "licence",
    grade = "grade",
    aliases_en = "aliases_en",
    aliases_ko = "aliases_ko",
    note_en = "note_en",
    note_ko = "note_ko",
} may have { "grade" });

row!(FigureRow of Figures {
    id = "id",
    metric = "metric",
    entity = "entity",
    value = "value",
    low = "low",
    high = "high",
    period = "period",
    status = "status",
    precision = "precision",
    featured = "featured",
    scope_en = "scope_en",
    scope_ko = "scope_ko",
    source = "source",
    via = "via",
    locator = "locator",
    known_from = "known_from",
    supersedes = "supersedes",
    formula = "formula",
    inputs = "inputs",
    note_en = "note_en",
    note_ko = "note_ko",
    _pack = "pack",
} may have { "pack" });

row!(BriefRow of Briefs {
    id = "id",
    title_en = "title_en",
    title_ko = "title_ko",
    text_en = "text_en",
    text_ko = "text_ko",
});

row!(BriefSectionRow of BriefSections {
    id = "id",
    brief = "brief",
    heading_en = "heading_en",
    heading_ko = "heading_ko",
    text_en = "text_en",
    text_ko = "text_ko",
    items = "items",
});

row!(ChangeRow of Changes {
    id = "id",
    version = "version",
    date = "date",
    figure = "figure",
    kind = "kind",
    field = "field",
    from = "from",
    to = "to",
    reason_en = "reason_en",
    reason_ko = "reason_ko",
});
