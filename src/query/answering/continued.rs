//! A reading that was completed from a conversation, answered like any other.

use super::Answering;
use crate::lang::Asked;
use crate::query::{Answer, Operation};
use crate::read::interpret::Reading;
use crate::read::link::Linked;

/// What goes without saying, because it was said before.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::query) struct Taken {
    /// What is done with the figures where the text asks for nothing else.
    pub operation: Operation,
    /// A plan or forecast is asked for.
    pub outlook: bool,
}

impl Answering<'_> {
    /// Answers a whole reading of a text, of these periods if some are given and else of those that the text names.
    pub fn continued(mut self, linked: &Linked, reading: &Reading, taken: Taken, periods: Option<&[Asked]>) -> Answer {
        self.taken = taken;
        match periods {
            Some(periods) if periods != linked.periods => {
                let mut linked = linked.clone();
                linked.periods = periods.to_vec();
                self.interpreted(&linked, reading)
            }
            _ => self.interpreted(linked, reading),
        }
    }
}
