//! What whoever runs the bot looks at: whether it is well ([`Report`]), what it has done ([`Metrics`]), and the listener that
//! shows both over HTTP ([`serve`]).
//!
//! Nothing here holds an id of a person, a server or a message, or a word that somebody wrote: labels are names out of the
//! program and out of its packs. The listener answers one request a connection, a bounded number of them at a time and each in
//! bounded time, so that a scraper that hangs costs nothing.

mod metrics;
mod report;
mod server;

pub use metrics::{Metrics, Waited};
pub use report::{Database, Pack, Packs, Probe, Report, Shard};
pub use server::{Listening, listen, serve};
