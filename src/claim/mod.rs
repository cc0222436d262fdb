//! Number claims in any text.
pub mod document;
pub mod draft;
