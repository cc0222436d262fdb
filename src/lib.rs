//! Datum: a Discord bot that answers questions with figures, their dates and their sources.

pub mod sandbox;
