//! The entry "Check figures" in a message's menu: which of the message's numbers the sources bear out.
//!
//! Discord hands the message over with the call, so that no privileged intent is needed. What it calls "last year" is
//! reckoned from the day on which it was written.

use super::{Command, Invocation, Kind, Reply, Run, Words, check};

pub(super) const COMMAND: Command = Command {
    name: Words { en: "Check figures", ko: "수치 대조" },
    kind: Kind::Message,
    run: Run::Answers(run),
    ..Command::READER
};

fn run(invocation: &Invocation<'_>) -> Reply {
    let (text, written) =
        invocation.target.as_ref().map_or(("", None), |target| (target.text.as_str(), target.written));
    check::checked(invocation, text, written)
}
