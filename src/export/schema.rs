//! The tables of a package: their columns, each with type, meaning, and the column of another table that it points to.

use serde_json::{Value, json};

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) columns: &'static [Column],
}

/// A column.
pub(super) struct Column {
    pub(super) name: &'static str,
    kind: &'static str,
    description: &'static str,
    required: bool,
    /// The table whose `id` it holds.
    points_to: Option<&'static str>,
}

const fn must(name: &'static str, description: &'static str) -> Column {
    Column { name, kind: "string", description, required: true, points_to: None }
}

const fn may(name: &'static str, description: &'static str) -> Column {
    Column { name, kind: "string", description, required: false, points_to: None }
}

const fn number(name: &'static str, description: &'static str, required: bool) -> Column {
    Column { name, kind: "number", description, required, points_to: None }
}

const fn of(name: &'static str, table: &'static str, description: &'static str, required: bool) -> Column {
    Column { name, kind: "string", description, required, points_to: Some(table) }
}

pub(super) const TOPICS: Table = Table {
    name: "topics",
    title: "Topics",
    columns: &[must("id", "Stable id"), must("name_en", "Name in English"), must("name_ko", "Name in Korean")],
};

pub(super) const UNITS: Table = Table {
    name: "units",
    title: "Units",
    columns: &[
        must("id", "As in metrics.csv"),
        must("kind", "What sort of unit"),
        may("one_en", "Stands behind one in English"),
        may("many_en", "Stands behind several in English"),
        may("counter_ko", "Stands behind a number in Korean"),
    ],
};

pub(super) const ENTITIES: Table = Table {
    name: "entities",
    title: "Entities",
    columns: &[
        must("id", "Stable id"),
        must("kind", "What sort of thing"),
        must("name_en", "Name in English"),
        must("name_ko", "Name in Korean"),
        of("part_of", "entities", "The entity that it is a part of", false),
    ],
};

pub(super) const METRICS: Table = Table {
    name: "metrics",
    title: "Metrics",
    columns: &[
        must("id", "Stable id"),
        of("topic", "topics", "The topic that it belongs to", true),
        of("broader", "metrics", "The broader metric above it", false),
        must("kind", "What sort of quantity"),
        of("unit", "units", "The unit of its values", true),
        must("name_en", "Name in English"),
        must("name_ko", "Name in Korean"),
        may("definition_en", "What counts and what does not, in English"),
        may("definition_ko", "What counts and what does not, in Korean"),
    ],
};

pub(super) const SOURCES: Table = Table {
    name: "sources",
    title: "Sources",
    columns: &[
        must("id", "Stable id"),
        must("type", "CSL item type"),
        must("publisher_en", "Who published it, in English"),
        must("publisher_ko", "Who published it, in Korean"),
        may("author", "Author"),
        must("title_en", "Title in English"),
        must("title_ko", "Title in Korean"),
        may("issued", "When it was published: year, month or day"),
        may("accessed", "When it was read"),
        may("url", "Address"),
        may("archived_url", "Address of an archived copy"),
        may("licence", "Licence, if known"),
        may("grade", "How close it is to the producer: primary, official-statistics, research, press, repost, weak"),
        may("note_en", "Caveats in English"),
        may("note_ko", "Caveats in Korean"),
    ],
};

pub(super) const FIGURES: Table = Table {
    name: "figures",
    title: "Figures",
    columns: &[
        must("id", "Stable id, by which the figure is cited"),
        of("metric", "metrics", "What is measured", true),
        of("entity", "entities", "Who or what it is about", true),
        number("value", "The value in the metric's unit", true),
        number("low", "Published lower bound", false),
        number("high", "Published upper bound", false),
        must("period", "When it was so: year, month, day, or an interval of two of them"),
        must("status", "How it came about"),
        must("precision", "How exact it is"),
        may("scope_en", "What is and is not counted, in English"),
        may("scope_ko", "What is and is not counted, in Korean"),
        of("source", "sources", "Who produced it", true),
        of("via", "sources", "Where it was read, if elsewhere", false),
        may("locator", "Page, table or paragraph"),
        may("known_from", "Since when it has been public"),
        may("supersedes", "Ids of figures that it replaces, separated by |; they need not be in this package"),
        may("formula", "How it follows from its inputs"),
        may("inputs", "Ids of the figures in the formula, separated by |; they need not be in this package"),
        may("note_en", "Caveats in English"),
        may("note_ko", "Caveats in Korean"),
        must("pack", "Name and version of the pack that it is from"),
    ],
};

impl Table {
    /// The names of its columns.
    pub(super) fn header(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }

    /// Its entry in `datapackage.json`.
    pub(super) fn resource(&self, bytes: usize) -> Value {
        let fields: Vec<Value> = self.columns.iter().map(Column::field).collect();
        let keys: Vec<Value> = self.columns.iter().filter_map(|column| column.key(self.name)).collect();
        let mut schema = json!({
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "missingValues": [""],
            "primaryKey": ["id"],
        });
        if !keys.is_empty() {
            schema["foreignKeys"] = Value::Array(keys);
        }
        json!({
            "name": self.name,
            "title": self.title,
            "path": format!("{}.csv", self.name),
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": bytes,
            "schema": schema,
        })
    }
}

impl Column {
    fn field(&self) -> Value {
        let mut field = json!({"name": self.name, "type": self.kind, "description": self.description});
        if self.required {
            field["constraints"] = json!({"required": true});
        }
        if self.name == "id" {
            field["constraints"]["unique"] = json!(true);
        }
        field
    }

    fn key(&self, own: &str) -> Option<Value> {
        let table = self.points_to?;
        // A table that points to itself names no resource.
        let reference =
            if table == own { json!({"fields": ["id"]}) } else { json!({"resource": table, "fields": ["id"]}) };
        Some(json!({"fields": [self.name], "reference": reference}))
    }
}
