//! To be written.

use super::{Exit, PackArguments};

pub(super) fn run(_packs: &PackArguments) -> Exit {
    Exit::Failure
}
