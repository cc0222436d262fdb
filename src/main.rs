//! The `datum` program.

use std::process::ExitCode;

use dlmalloc::GlobalDlmalloc;

/// One heap for all threads, the same on every system (`ARCHITECTURE.md`, "One heap").
#[global_allocator]
static HEAP: GlobalDlmalloc = GlobalDlmalloc;

fn main() -> ExitCode {
    datum::cli::main()
}
