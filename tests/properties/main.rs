//! What must hold for every question, found by making questions and not by thinking them up.
//!
//! The questions are made from the packs themselves, embedded ones and a field that the program knows nothing about, and
//! from arbitrary text. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` (a number, or `random`) widen the search; left alone, each
//! run makes the same cases, so that a red suite is always about a change.

mod absent;
mod claims;
mod findable;
mod form;
mod panics;
mod same;
mod typing;
mod world;
