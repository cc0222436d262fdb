//! The real bot, through the real gateway client, against the stand-in for Discord: what somebody does, and what they
//! then see.
//!
//! Each test has a world of its own on ports of its own. At its end every request that the bot made is held against
//! Discord's rules by a library that is not ours, and a message that nobody has read fails the test.

// A test that cannot go on fails; that is what it is for.
#![allow(clippy::unwrap_used)]

mod asking;
mod briefs;
mod buttons;
#[path = "../support/changed.rs"]
mod changed;
mod changing;
mod checking;
mod commands;
mod comparing;
mod completion;
#[path = "../support/docx.rs"]
mod docx;
mod exporting;
mod faults;
mod gapping;
mod gateway;
mod health;
mod leading;
mod managing;
mod packing;
mod payload;
mod picturing;
mod posting;
mod process;
mod production;
mod reloading;
mod reporting;
mod secure;
mod stage;
mod starting;
mod talking;
#[path = "../support/tls.rs"]
mod tls;
mod waiting;
mod watching;
