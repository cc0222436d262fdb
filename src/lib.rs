//! Datum answers questions with figures, their dates and their sources.
//!
//! The rooms and the direction in which they may use each other are described in `ARCHITECTURE.md`.

pub mod app;
pub mod brief;
pub mod calendar;
pub mod chart;
pub mod claim;
pub mod cli;
pub mod config;
pub mod decide;
pub mod discord;
pub mod export;
pub mod facts;
pub mod figure;
pub mod health;
pub mod lang;
pub mod links;
pub mod pack;
pub mod query;
pub mod read;
pub mod reply;
pub mod sandbox;
pub mod store;
pub mod telemetry;
