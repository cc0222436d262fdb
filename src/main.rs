//! The `datum` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    datum::cli::main()
}
