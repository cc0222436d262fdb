//! To be written.

use super::{Exit, PackArguments};

/// Arguments of `datum ask`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

pub(super) fn run(_arguments: &Arguments, _packs: &PackArguments) -> Exit {
    Exit::Failure
}
