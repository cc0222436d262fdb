//! The store, every case on both databases.

mod both;
mod ledger;
#[path = "../support/postgres.rs"]
mod postgres;
mod records;
