//! The stand-in against a real client library: what it sends is understood, what it refuses is refused
//! as Discord does.

mod faults;
mod peer;
mod rest;
mod shapes;
mod talk;
