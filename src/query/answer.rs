//! What is asked and what is answered, as data. Words are made in the reply room.

use jiff::civil::Date;

use crate::facts::{Break, Caution, Check, Derived, Spread};
use crate::figure::{EntityRef, FigureRef, Language, MetricRef, PartialDate, Period, SourceRef, Status, TopicRef};
use crate::query::talk::Kept;

/// A question with all that its answer may depend on besides the packs.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// What was typed.
    pub text: &'a str,
    /// The language to answer in; none means the question's own.
    pub language: Option<Language>,
    /// Answer as it could have been answered at the end of this date.
    pub as_of: Option<PartialDate>,
    /// Only figures from this source.
    pub source: Option<SourceRef>,
    /// The day on which it is asked, for "last year".
    pub today: Date,
}

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Figures that answer it.
    Answer,
    /// Several things could be meant; the asker chooses.
    Choice,
    /// There is no figure for it.
    None,
}

impl Outcome {
    /// The word in JSON: `answer`, `choice`, `none`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Choice => "choice",
            Self::None => "none",
        }
    }
}

/// What is done with the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Say them.
    #[default]
    Lookup,
    /// Set them side by side.
    Compare,
    /// Follow one over time.
    Trend,
    /// Put them in order of size.
    Rank,
}

impl Operation {
    /// The word in JSON: `lookup`, `compare`, `trend`, `rank`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lookup => "lookup",
            Self::Compare => "compare",
            Self::Trend => "trend",
            Self::Rank => "rank",
        }
    }
}

/// An answer. Its figures are references into the catalogue that the engine was made with.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The language to reply in.
    pub language: Language,
    /// What came of the question.
    pub outcome: Outcome,
    /// What is done with the figures.
    pub operation: Operation,
    /// The figures, the one that answers first in front. Empty unless the outcome is an answer.
    pub figures: Vec<FigureRef>,
    /// Figures of one cell that disagree: same metric, entity and period, other sources or scopes. All are in `figures` too.
    pub disagreement: bool,
    /// What other sources say of a figure's cell and time where they are not shown themselves.
    pub spreads: Vec<Spread>,
    /// Where a figure of a series does not continue the one before it, in the order of the figures.
    pub breaks: Vec<Break>,
    /// What was calculated from the figures.
    pub derived: Vec<Derived>,
    /// What to mind about the figures and what was calculated from them, the weightiest first.
    pub cautions: Vec<Caution>,
    /// Published calculations among the figures, calculated again.
    pub checks: Vec<Check>,
    /// What a ranking says besides its figures.
    pub ranked: Option<Ranked>,
    /// What was taken for granted, to be said before the figure.
    pub assumptions: Vec<Assumption>,
    /// Why there is a choice or nothing.
    pub reason: Option<Reason>,
    /// What can be chosen or asked instead, best first.
    pub suggestions: Vec<Selection>,
    /// The question asks for the meaning of a metric ("what is", 뜻): show its definition.
    pub wants_definition: bool,
    /// The question asks where a figure is from ("says who", 출처): show the full citation.
    pub wants_source: bool,
    /// So many rows were asked for ("top 7"); none if no number was named.
    pub rows_asked: Option<usize>,
    /// A ratio is asked for as a part of one (몇 분의 1).
    pub as_part: bool,
    /// The date as of which it was answered.
    pub as_of: Option<PartialDate>,
}

impl Answer {
    /// An answer that says nothing yet.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            outcome: Outcome::None,
            operation: Operation::Lookup,
            figures: Vec::new(),
            disagreement: false,
            spreads: Vec::new(),
            breaks: Vec::new(),
            derived: Vec::new(),
            cautions: Vec::new(),
            checks: Vec::new(),
            ranked: None,
            assumptions: Vec::new(),
            reason: None,
            suggestions: Vec::new(),
            wants_definition: false,
            wants_source: false,
            rows_asked: None,
            as_part: false,
            as_of: None,
        }
    }

    /// How many figures fit the question: more than there are if the answer was cut.
    #[must_use]
    pub fn total(&self) -> usize {
        let cut = self.assumptions.iter().find_map(|assumption| match assumption {
            Assumption::Cut { total, .. } => Some(*total),
            _ => None,
        });
        cut.unwrap_or(0).max(self.figures.len())
    }

    /// Whether a calculation leads across a break of the series.
    #[must_use]
    pub fn is_across_break(&self, derived: &Derived) -> bool {
        self.cautions.iter().any(|caution| match caution {
            Caution::Across { first, last } => derived.inputs.contains(first) && derived.inputs.contains(last),
            _ => false,
        })
    }
}

/// Something that was taken for granted.
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// No period was named: this is the newest one known.
    NewestPeriod(Period),
    /// No period was named: of each entity this is the newest one, and they are of different times.
    NewestOfEach {
        /// The earliest period among them.
        first: Period,
        /// The latest.
        last: Period,
    },
    /// No entity was named: this is the only one with figures.
    OnlyEntity(EntityRef),
    /// No entity was named: this one holds all others that have figures.
    WholeEntity(EntityRef),
    /// No entity was named: the newest figure of each entity is shown, featured ones first.
    AllEntities,
    /// A word was read as another one (a typing error).
    ReadAs {
        /// The word as it was typed.
        typed: String,
        /// The word of the packs.
        read: String,
    },
    /// Only plans or forecasts exist for what was asked.
    OutlookOnly(Status),
    /// Only this period is known: there is no change to show.
    OnePeriod(Period),
    /// A comparison was asked, and one thing was named: it is looked up.
    OneCompared,
    /// Not every word of the question is known; this metric is what it was understood to ask for.
    Understood(MetricRef),
    /// A number stands in the question that is none of the figures: who wrote it should see that first.
    OtherNumber(String),
    /// A broad metric was asked; these are the figures of the narrower ones.
    Broad(MetricRef),
    /// A figure that replaced the one asked for exists.
    Superseded {
        /// The figure that was asked by its id.
        old: FigureRef,
        /// The figure that replaces it.
        new: FigureRef,
    },
    /// The question goes on from what was said before: this was taken from there.
    Still(Kept),
    /// More figures fit than are shown.
    Cut {
        /// How many are shown.
        shown: usize,
        /// How many fit.
        total: usize,
    },
}

/// What a ranking says besides its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The place of each figure of the answer, from 1; equal values share a place.
    pub places: Vec<usize>,
    /// How many were ranked, those that are not shown included.
    pub of: usize,
    /// The one whose place was asked.
    pub asked: Option<FigureRef>,
}

/// Why there is a choice or nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Nothing was asked.
    Empty,
    /// The question is longer than the engine reads.
    TooLong {
        /// How many characters are read at the most.
        limit_chars: usize,
    },
    /// A greeting, thanks or chatter.
    SmallTalk,
    /// The question only makes sense after another one, and there was none.
    NothingBefore {
        /// About whom, if that was named.
        about: Option<EntityRef>,
    },
    /// A comparison was asked, and one thing alone was spoken of.
    NothingBeside,
    /// Words that nothing in the packs explains, as they were typed.
    UnknownWords(Vec<String>),
    /// A country or place that the packs have no figures about for this metric (or at all).
    UnknownPlace {
        /// The place as it was typed.
        place: String,
        /// The metric that was asked, if one was.
        metric: Option<MetricRef>,
    },
    /// The metric is known and the entity is known, but there is no figure for both.
    NoCell {
        /// What was asked for.
        metric: MetricRef,
        /// About whom.
        entity: EntityRef,
    },
    /// There are figures, but not for the period that was asked.
    NoPeriod {
        /// What was asked for.
        metric: MetricRef,
        /// About whom, if it was named.
        entity: Option<EntityRef>,
        /// The period as the question put it, in ISO form.
        period: String,
        /// The periods with figures, oldest first.
        known: Vec<Period>,
    },
    /// A plan or forecast was asked for, and there are only figures of what was.
    NoOutlook {
        /// What was asked for.
        metric: MetricRef,
        /// About whom, if it was named.
        entity: Option<EntityRef>,
    },
    /// There are figures, but none was public on the day that was asked.
    NotYetKnown {
        /// The date asked.
        as_of: PartialDate,
    },
    /// There are figures, but not from the source that was asked.
    NoSource {
        /// The source asked.
        source: SourceRef,
    },
    /// A unit was asked that the metric does not have.
    WrongUnit {
        /// What was asked for.
        metric: MetricRef,
    },
    /// The name fits several metrics.
    SeveralMetrics,
    /// The name fits several entities.
    SeveralEntities,
    /// An entity alone: what is known about it is a choice.
    EntityAlone(EntityRef),
    /// A topic alone.
    TopicAlone(TopicRef),
    /// Several questions in one.
    SeveralQuestions,
    /// The question excludes something ("not", 말고), which look-ups cannot do.
    Negation,
    /// A number stands in the question that is no period: a claim to check, perhaps.
    UnexplainedNumber(String),
    /// More things than can be read side by side.
    TooManyCompared {
        /// The most that are compared.
        most: usize,
    },
    /// The things to compare have unlike units.
    UnlikeUnits(MetricRef, MetricRef),
}

/// Something that can be chosen: from a menu, a completion, or a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Selection {
    /// Exactly this figure.
    Figure(FigureRef),
    /// A metric over its entities.
    Metric(MetricRef),
    /// What is known about an entity.
    Entity(EntityRef),
    /// What is known about a topic.
    Topic(TopicRef),
}
