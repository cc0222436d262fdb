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

/// The directives that a filter as people write it means; none if it means none.
///
/// A level may be spelt as other programs do (`warning`, `ERR`, `none`). A bare word that is no level would be taken for
/// the name of a part of the program, and silence all the others, so it is refused.
pub(super) fn filter(text: &str) -> Option<String> {
    // Whoever names spans and fields knows the grammar.
    let directives = if text.contains('[') {
        text.to_owned()
    } else {
        let written = text.split(',').map(str::trim).filter(|directive| !directive.is_empty());
        written.map(directive).collect::<Option<Vec<String>>>()?.join(",")
    };
    let reads = !directives.is_empty() && tracing_subscriber::EnvFilter::builder().parse(&directives).is_ok();
    reads.then_some(directives)
}

fn directive(text: &str) -> Option<String> {
    match text.split_once('=') {
        Some((part, of)) => Some(format!("{}={}", part.trim(), level(of)?)),
        None => level(text).map(str::to_owned),
    }
}

/// The filter's own word for a level.
fn level(text: &str) -> Option<&'static str> {
    Some(match text.trim().to_ascii_lowercase().as_str() {
        "off" | "none" | "0" => "off",
        "error" | "err" | "1" => "error",
        "warn" | "warning" | "2" => "warn",
        "info" | "information" | "3" => "info",
        "debug" | "4" => "debug",
        "trace" | "5" => "trace",
        _ => return None,
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_understood_as_people_spell_them() {
        for (written, meant) in [
            ("warning", Some("warn")),
            ("WARN", Some("warn")),
            (" Err ", Some("error")),
            ("none", Some("off")),
            ("2", Some("warn")),
            ("warning, datum=Debug ,serenity=off,", Some("warn,datum=debug,serenity=off")),
            ("warn,datum[answer{id=1}]=debug", Some("warn,datum[answer{id=1}]=debug")),
            // Each of these would silence everything but a part of that name.
            ("warnings", None),
            ("datum", None),
            ("info,loud", None),
            ("datum=loud", None),
            ("datum=", None),
            ("info,=what==", None),
            (",", None),
        ] {
            assert_eq!(filter(written).as_deref(), meant, "{written}");
        }
    }
}
