//! Chosen figures with their sum, as an answer.

use super::{Answer, Operation, Outcome};
use crate::facts::{cautions, sum};
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;

/// Figures with their sum as an answer; none if they have none.
#[must_use]
pub fn add_up(catalog: &Catalog, figures: &[FigureRef], language: Language) -> Option<Answer> {
    let derived = vec![sum::sum(catalog, figures).ok()?];
    let cautions = cautions(catalog, figures);
    let (outcome, operation) = (Outcome::Answer, Operation::Compare);
    Some(Answer { outcome, operation, figures: figures.to_vec(), derived, cautions, ..Answer::new(language) })
}
