//! What somebody said about a table, as a TOML file that the next import reads.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What an import is told. Everything may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The encoding of a text file, by a name of the Encoding Standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the headers, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// `.` or `,`: what stands before decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<String>,
    /// Who or what all figures are about, if no column says it: a name or a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// What kind of thing the entities are that are no known places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_kind: Option<String>,
    /// What the table is about, in a few words; its columns mean parts of it. Empty for a table that says so itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What is measured, if neither a column nor a header says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// What whoever describes tables calls them, by their files. Not written.
    #[serde(skip)]
    pub titles: BTreeMap<String, String>,
    /// When, if neither a column nor a header says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The unit of all that has none of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where the table was published.
    pub source: SourceMapping,
    /// Headers to what their columns hold: entity, code, period, value, metric, metric-code, unit, multiplier, flag, note,
    /// dimension or ignore.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// What is measured, by its name or code in the table.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metrics: BTreeMap<String, MetricMapping>,
    /// Entities by their name or code in the table: a code of ISO 3166, the id of an entity of the pack, or `ignore`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entities: BTreeMap<String, String>,
}

/// Where a table was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceMapping {
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The table's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// When it was published: `2024`, `2024-04` or `2024-04-15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<String>,
}

/// What is known of something measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricMapping {
    /// Its id in the pack; an import writes it, so that the next one finds what it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Its Korean name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_ko: Option<String>,
    /// Other names, with `|` between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases_en: Option<String>,
    /// Other Korean names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases_ko: Option<String>,
    /// Its unit: a general one, or a text as in the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its kind: stock, flow, share, multiple, rank, score, price or size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignore: bool,
}

/// Why a mapping cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{file} cannot be read as a mapping: {reason}")]
pub struct MappingError {
    /// The file.
    pub file: String,
    /// What is wrong, with its place.
    pub reason: String,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, MappingError> {
        toml::from_str(text).map_err(|error| MappingError { file: file.to_owned(), reason: error.to_string() })
    }

    /// The file, with a word on what it is.
    #[must_use]
    pub fn text(&self) -> String {
        let body = toml::to_string_pretty(self).unwrap_or_default();
        format!(
            "# What `datum pack import` was told about the tables of this pack; the next import reads it.\n\
             # 이 팩의 표를 어떻게 읽었는지 적은 파일이며, 다음에 가져올 때 다시 쓰입니다.\n\n{body}"
        )
    }

    /// Takes over what another mapping says and this one does not.
    pub fn add(&mut self, other: &Self) {
        let fill = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        fill(&mut self.encoding, &other.encoding);
        fill(&mut self.sheet, &other.sheet);
        fill(&mut self.decimal, &other.decimal);
        fill(&mut self.entity, &other.entity);
        fill(&mut self.entity_kind, &other.entity_kind);
        fill(&mut self.subject, &other.subject);
        fill(&mut self.metric, &other.metric);
        fill(&mut self.period, &other.period);
        fill(&mut self.unit, &other.unit);
        fill(&mut self.source.publisher, &other.source.publisher);
        fill(&mut self.source.title, &other.source.title);
        fill(&mut self.source.url, &other.source.url);
        fill(&mut self.source.licence, &other.source.licence);
        fill(&mut self.source.issued, &other.source.issued);
        self.header_row = self.header_row.or(other.header_row);
        for (header, role) in &other.columns {
            self.columns.entry(header.clone()).or_insert_with(|| role.clone());
        }
        for (label, metric) in &other.metrics {
            self.metrics.entry(label.clone()).or_insert_with(|| metric.clone());
        }
        for (name, entity) in &other.entities {
            self.entities.entry(name.clone()).or_insert_with(|| entity.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_as_it_was_written() {
        let mut mapping = Mapping { decimal: Some(",".to_owned()), ..Mapping::default() };
        mapping.columns.insert("Land".to_owned(), "entity".to_owned());
        mapping
            .metrics
            .insert("GDP".to_owned(), MetricMapping { unit: Some("USD".to_owned()), ..MetricMapping::default() });
        mapping.source.publisher = Some("Office".to_owned());
        assert_eq!(Mapping::read("m.toml", &mapping.text()).ok(), Some(mapping));
        let error = Mapping::read("m.toml", "colour = 1").map_err(|error| error.to_string());
        assert!(error.is_err_and(|error| error.contains("colour") && error.contains("line 1")));
    }
}
