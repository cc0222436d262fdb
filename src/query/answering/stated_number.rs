//! Numbers in a question that are neither a period nor a wanted count: somebody states a figure.

use super::{MAX_SUGGESTIONS, unique};
use crate::pack::Catalog;
use crate::query::{Answer, Assumption, Outcome, Reason, Selection};
use crate::read::link::{Linked, Mask, positions};
use crate::read::vocabulary::Vocabulary;

impl Answer {
    /// A number in the question that is neither a period nor a wanted count must be the answer's own value; otherwise
    /// somebody states a figure, and gets the known one to compare as a choice.
    pub(super) fn with_numbers(
        mut self,
        linked: &Linked,
        wanted: Option<usize>,
        subject: Mask,
        vocabulary: &Vocabulary,
        catalog: &Catalog,
    ) -> Self {
        if self.outcome != Outcome::Answer {
            return self;
        }
        // "The page closes in 5 minutes: ..." states no figure.
        let understood = self.assumptions.iter().any(|one| matches!(one, Assumption::Understood(_)));
        let aside = if understood { linked.asides(vocabulary).aside } else { 0 };
        for position in positions(linked.numbers() & !subject & !aside) {
            let typed = linked.typed(position);
            let is_value = linked
                .number_at(position)
                .is_some_and(|number| self.figures.iter().any(|figure| number.may_be(catalog.figure(*figure).value)));
            if wanted == Some(position) || is_value {
                continue;
            }
            // A claim of the figure's size: whoever makes it is told the figure. Others may be labels (pier 7).
            let near = linked.number_at(position).is_some_and(|number| {
                self.figures.iter().any(|figure| number.is_of_the_size_of(catalog.figure(*figure).value))
            });
            let claimed = self.figures.first().is_some_and(|figure| {
                let metric = catalog.figure(*figure).metric;
                linked.is_claimed(position, catalog.metric(metric).unit)
            });
            if (near || claimed) && understood {
                self.assumptions.insert(0, Assumption::OtherNumber(typed.to_owned()));
                continue;
            }
            self.suggestions =
                unique(self.figures.iter().map(|figure| Selection::Figure(*figure)).take(MAX_SUGGESTIONS).collect());
            self.outcome = Outcome::Choice;
            self.reason = Some(Reason::UnexplainedNumber(typed.to_owned()));
            self.figures.clear();
            self.assumptions.retain(|assumption| matches!(assumption, Assumption::ReadAs { .. }));
            break;
        }
        self
    }
}
