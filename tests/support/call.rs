//! Calls the program as a user or a script does, with the embedded packs unless the call names others.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// A call under way, with pipes for all three streams.
pub fn start(folder: Option<&Path>, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_datum"));
    command.args(arguments).env_remove("DATUM_PACKS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(folder) = folder {
        command.current_dir(folder);
    }
    command.spawn().expect("the program can be called")
}

/// Gives a call its input and waits for its end.
pub fn end(mut child: Child, input: &[u8]) -> Output {
    // A call that does not read its input may be gone before all is written.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    child.wait_with_output().expect("a call ends")
}

/// What a call printed.
#[allow(dead_code, reason = "not every test reads it alone")]
pub fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8 is printed")
}
