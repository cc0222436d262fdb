//! Damaged input for everything that reads what comes from outside: questions, texts, articles, packs, tables, frames of the
//! gateway, answers of the REST API. Nothing may panic, and nothing may take long.
//!
//! Inputs are made from those in `corpus`, by a driver of our own (`drive`): it runs on stable Rust, needs no library, and gives the
//! same inputs for the same seed. It does not look at what code they reach, as libFuzzer does with the same targets (`fuzz`); what
//! either finds goes into the corpus.
//! `FUZZ_SECONDS` says how long each target runs, `FUZZ_SEED` where it begins; see `docs/fuzzing.md`.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod drive;
mod network;
#[path = "../discord/payload.rs"]
#[allow(dead_code, reason = "shared with the tests of what people see")]
mod payload;
mod pure;
#[path = "../discord/stage.rs"]
#[allow(dead_code, reason = "shared with the tests of what people see")]
mod stage;
mod targets;
mod wire;
