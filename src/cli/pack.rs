//! To be written.

use super::{Exit, PackArguments};

/// Calls below `datum pack`.
#[derive(Debug, clap::Subcommand)]
pub enum PackCommand {
    /// Run the named checks on the embedded packs, or on folders.
    Check {
        /// Folders of packs; without one, the embedded packs.
        folders: Vec<std::path::PathBuf>,
    },
}

pub(super) fn run(_command: &PackCommand, _packs: &PackArguments) -> Exit {
    Exit::Failure
}
