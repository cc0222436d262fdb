//! Briefs: summaries that say where a set of figures stands, and what has changed.
//!
//! A brief is made of a [`Template`](crate::pack::Template), which packs bring or people make ([`made`]); [`render`] looks
//! its items up and gives a [`Brief`], which is data; [`pages`] cuts it into messages and [`plain`] writes it for a terminal.
//! Everything here is a pure function of the template, the packs, the day and what the last brief showed.
//!
//! What a brief promises: it says no figure that an answer would not say, with the same value, period, status and source;
//! an item that has no answer is named as such and never left out; a change is calculated only where the series has no
//! break; what is new or revised since the last brief is marked, and that nothing changed is said too; each source has one
//! number throughout; and nothing is cut without a word.

mod changes;
mod check;
mod document;
pub mod json;
mod last;
pub mod made;
pub mod pages;
mod pictures;
pub mod plain;
mod render;
mod watch;

pub use check::{CHECK, check};
pub use document::{Block, Brief, Group, Line, Mark, Picture, Reference};
pub use last::{Last, Shown, revision};
pub use render::{MAX_TITLE_CHARS, Request, render};
pub use watch::{News, Watched};
