//! How and what is logged.

/// How and what to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// `DATUM_LOG`: which events are logged, as filter directives.
    pub filter: String,
    /// `DATUM_LOG_FORMAT`, default `text`.
    pub format: LogFormat,
}

/// What is logged unless `DATUM_LOG` says otherwise.
pub const DEFAULT_LOG_FILTER: &str = "info";

impl Default for LogSettings {
    fn default() -> Self {
        Self { filter: DEFAULT_LOG_FILTER.to_owned(), format: LogFormat::Text }
    }
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for machines.
    Json,
}
