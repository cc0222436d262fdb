//! Drafts.
pub mod source;
