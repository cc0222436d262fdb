//! The page in a real browser: everything that a person does there, done as a person does it.
//!
//! Needs Chromium and its WebDriver (`apt-get install chromium chromium-driver`). Without them the tests say so.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod access;
mod asking;
mod browser;
mod drawing;
mod living;
mod markdown;
mod owning;
mod pictures;
mod places;
mod stage;
