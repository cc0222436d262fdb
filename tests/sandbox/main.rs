//! The stand-in against a real client library: what it sends is understood, what it refuses is refused
//! as Discord does.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod face;
mod faults;
mod limits;
mod peer;
mod rest;
mod shapes;
mod talk;
mod write;
