//! The program as it is called.

use std::process::Command;

/// Runs `datum` with the packs in the program: exit status, standard output, standard error.
pub fn datum(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.args(arguments).env_remove("DATUM_PACKS").env_remove("DATUM_EMBEDDED_PACKS");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
