//! Log lines: one event a line on standard error, as text for people or as JSON for machines.
//!
//! A line names things by their ids. What people wrote appears at level `debug` and below only, and the token nowhere:
//! it is kept in a type that does not print. A panic is logged with its place alone, since its message may quote what
//! somebody wrote.

use std::io::IsTerminal;

use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry};

use crate::config::{LogFormat, LogSettings};

/// Starts logging for the whole process. Later calls change nothing.
///
/// `libraries` are filter directives for libraries that would say too much; what the settings say of them comes first.
pub fn start(settings: &LogSettings, libraries: &str) {
    let directives = match settings.filter.as_str() {
        "off" => "off".to_owned(),
        wanted => format!("{libraries},{wanted}"),
    };
    // The settings were checked when they were read; should the filter be refused here all the same, log as usual.
    let filter = || EnvFilter::builder().parse(&directives).unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log: Box<dyn Layer<Registry> + Send + Sync> = match settings.format {
        LogFormat::Text => lines.with_ansi(colours).with_filter(filter()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter()).boxed(),
    };
    if tracing_subscriber::registry().with(log).try_init().is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, "panic");
            tracing::debug!(place, message = panic.payload_as_str().unwrap_or_default(), "panic message");
        }));
    }
}
