//! The store, every case on both databases, and each way in which a database can fail.

#![allow(clippy::unwrap_used)]

mod both;
mod connection;
mod disk;
mod gaps;
mod halves;
mod ledger;
#[path = "../support/postgres.rs"]
mod postgres;
mod proxy;
mod records;
mod schema;
mod watches;
