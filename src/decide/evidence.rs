//! What speaks for and against one candidate, each by a name.
//!
//! Every evidence is a number, most of them from 0 to 1. None is about a field: they say how well the words of a question are
//! explained, what is left over and of which kind, and whether there is a figure for what was asked.

/// What can be said about a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Name {
    /// The part of a name of the metric that the question has, words of the same concept included.
    NameFound,
    /// The part of it that the question has word by word.
    NameExact,
    /// A whole name stands in the question.
    NameWhole,
    /// The part of the question's telling words that names or keywords of the metric explain.
    ExplainedByName,
    /// The part that words of the same concept explain.
    ExplainedByConcept,
    /// The part that the definition or a scope explains.
    ExplainedByDefinition,
    /// Pieces of words shared with the metric's text.
    Near,
    /// The same, beside the nearest metric.
    NearestPart,
    /// Words of packs that are left over.
    LeftPackWords,
    /// Everyday words left over that name another thing.
    LeftConcepts,
    /// Words left over that narrow or change a measure.
    LeftQualifiers,
    /// Words left over that nobody knows.
    LeftUnknown,
    /// Names left over.
    LeftNames,
    /// Words with a digit left over: models, codes.
    LeftModels,
    /// Numbers left over.
    LeftNumbers,
    /// Words left over that may mean nothing.
    LeftMaybe,
    /// Any word is left over.
    LeftAny,
    /// A word of the question is against a concept of the metric.
    Clash,
    /// All entities that were named have figures of the metric.
    Cell,
    /// An entity was named and has none.
    NoCell,
    /// No entity was named, and the metric has figures for one alone.
    OnlyEntity,
    /// No entity was named, and the metric has several.
    ManyEntities,
    /// A figure of the period that was asked exists.
    PeriodMet,
    /// None of that period exists.
    PeriodMissed,
    /// A source was named and has figures of the metric.
    SourceMet,
    /// A source was named and has none.
    SourceMissed,
    /// The question asks for the metric's unit.
    UnitMet,
    /// The question asks for another unit.
    UnitMissed,
    /// The figure is one to be answered first.
    Featured,
    /// The metric stands for several narrower ones.
    Broad,
    /// Reading by known words alone takes this metric.
    ReadExactly,
    /// Only plans exist, and none was asked for.
    PlannedOnly,
    /// A plan was asked for and exists.
    PlanMet,
    /// A trend was asked for and there are several periods.
    SeriesMet,
    /// An order was asked for and there are several entities.
    OrderMet,
    /// The metric is a published rank.
    IsRank,
    /// The metric is a multiple of something.
    IsMultiple,
    /// How many words of the name the question lacks.
    NameLacks,
    /// Entities that were named and are set aside, because the metric or what is kept speaks of them.
    SetAside,
    /// Sources that were named and are set aside, because the metric speaks of them.
    SourceAside,
    /// The question asks for a place, a multiple or a day, and the metric is of that kind.
    KindMet,
    /// It asks for one, and the metric is of another kind.
    KindMissed,
    /// A number of the question is the value.
    ValueMet,
    /// The question asks for a kind of number (a share, money, a multiple), and the metric is counted so.
    FormMet,
    /// It asks for one, and the metric is counted otherwise.
    FormMissed,
    /// It asks how many there are, and the metric counts nothing.
    CountMissed,
    /// Words left over that another candidate with figures explains.
    LeftElsewhere,
    /// Telling words left over that no candidate explains.
    LeftNowhere,
    /// Words that this candidate alone explains.
    ExplainedAlone,
    /// Words left over that nobody knows, in a script without capitals: they may be names.
    LeftUnwritten,
    /// Words left over that nobody knows, where no entity was named: one of them may be the entity.
    LeftNobody,
    /// Everyday words of another thing or act left over, where no entity was named.
    LeftConceptsNobody,
    /// The whole name stands in the question and nothing is left over.
    Whole,
    /// Everyday words left over that mostly carry a sentence and nothing else.
    LeftLight,
    /// Everyday words left over of something that is done to what is counted.
    LeftActs,
    /// Words left over that name the field of a whole pack.
    LeftField,
    /// Everyday words left over in a clause that asks nothing, beside one that asks.
    LeftAside,
    /// Words left over that stand right before one of the measure, or in a clause before the question that names what it is about: they may
    /// tell its kind.
    LeftBefore,
    /// Words that deny or exclude, where nothing in the metric's own text does: "firms that do not use AI".
    LeftNegation,
    /// No entity was named, and one that the metric has figures of holds others of them: the country of its regions.
    WholeEntity,
    /// Words left over that pick some of the people who are counted, or that count for each of something: "women", "per household".
    LeftPart,
    /// Words left over that the definition says are not counted.
    LeftExcluded,
    /// The part of the nearest name that the question lacks and that makes the measure what it is: an act, a kind.
    NameLacksActs,
    /// The asked span of time is the very one that a figure is about: all of 2013 to 2024.
    SpanMet,
    /// Things left over that stand right behind an entity, which only says whose they are: "US universities".
    LeftOfEntity,
    /// Acts left over that stand right before what is counted and tell its kind: 없앤 건널목, "stolen bikes".
    ActsBefore,
    /// Words left over that belong to the whole name of another measure, which the question has: the "power" of computing power.
    LeftNamed,
    /// Words that nobody knows, in a script without capitals, right beside a name or a word that is explained: they may be a name.
    UnwrittenBeside,
    /// Words left over in a clause before the question that names what it is about: "Murder: how many cases ...".
    LeftTopic,
    /// Words that deny or exclude stand right beside a word of the measure or a name: "firms not using AI", 한국 빼고.
    DenialNear,
    /// They stand right beside an act that is left over: "could not fill".
    DenialOfAct,
    /// Words that the names of the entity, or the scope or source of its figures, have: where a site stands, who owns it.
    ToldOfEntity,
    /// Only plans exist, and what is there already was asked for: "actually spent", 지금 돌아가는.
    FactAsked,
    /// An order was asked for of no kind in particular, and places stand among firms, sites or things.
    MixedKinds,
    /// A figure of several years ends in the one that was asked, and stands for it: a plan for "by 2027", a share of 2015 to 2023.
    EditionMet,
    /// A share is asked for and the metric is no part of anything, or an amount ("how much is", "how much did they pay") and things are
    /// counted.
    AmountMissed,
}

/// How many there are.
pub const COUNT: usize = 76;

/// Every name in the order of the vector, as it stands in the weights.
pub const NAMES: [&str; COUNT] = [
    "name-found",
    "name-exact",
    "name-whole",
    "explained-by-name",
    "explained-by-concept",
    "explained-by-definition",
    "near",
    "nearest-part",
    "left-pack-words",
    "left-concepts",
    "left-qualifiers",
    "left-unknown",
    "left-names",
    "left-models",
    "left-numbers",
    "left-maybe",
    "left-any",
    "clash",
    "cell",
    "no-cell",
    "only-entity",
    "many-entities",
    "period-met",
    "period-missed",
    "source-met",
    "source-missed",
    "unit-met",
    "unit-missed",
    "featured",
    "broad",
    "read-exactly",
    "planned-only",
    "plan-met",
    "series-met",
    "order-met",
    "is-rank",
    "is-multiple",
    "name-lacks",
    "set-aside",
    "source-aside",
    "kind-met",
    "kind-missed",
    "value-met",
    "form-met",
    "form-missed",
    "count-missed",
    "left-elsewhere",
    "left-nowhere",
    "explained-alone",
    "left-unwritten",
    "left-nobody",
    "left-concepts-nobody",
    "whole",
    "left-light",
    "left-acts",
    "left-field",
    "left-aside",
    "left-before",
    "left-negation",
    "whole-entity",
    "left-part",
    "left-excluded",
    "name-lacks-acts",
    "span-met",
    "left-of-entity",
    "acts-before",
    "left-named",
    "unwritten-beside",
    "left-topic",
    "denial-near",
    "denial-of-act",
    "told-of-entity",
    "fact-asked",
    "mixed-kinds",
    "edition-met",
    "amount-missed",
];

/// Left over, the figure is not about what was asked: a name, a place, a model, a number, or a word that nobody knows and that stands
/// where any of them would; some of the people who are counted; what the definition excludes; it counts otherwise than was asked; or a word
/// denies just this.
const CLOSING: [Name; 12] = [
    Name::LeftNumbers,
    Name::LeftNames,
    Name::LeftModels,
    Name::LeftUnknown,
    Name::UnwrittenBeside,
    Name::CountMissed,
    Name::KindMissed,
    Name::LeftPart,
    Name::LeftExcluded,
    Name::LeftTopic,
    Name::DenialNear,
    Name::AmountMissed,
];

/// Left over, the figure may not be about what was asked: an act that may make another measure, a word that may pick a part or kind,
/// one that denies, one of another measure's name, one of Korean that nobody knows.
const RAISING: [Name; 5] =
    [Name::LeftActs, Name::LeftQualifiers, Name::LeftNegation, Name::LeftNamed, Name::LeftUnwritten];

/// How sure the decision has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// As sure as usual.
    Usual,
    /// Surer than usual: something is left over that often makes another measure of it, or a thing stands right before a word of the
    /// measure and may tell its kind ("espresso orders").
    Raised,
    /// However sure it is, the figure is not given: it is about something else than was asked.
    Closed,
}

/// A value for each name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence(pub [f32; COUNT]);

impl Default for Evidence {
    fn default() -> Self {
        Self([0.0; COUNT])
    }
}

impl Evidence {
    /// The value of one.
    #[must_use]
    pub fn get(&self, name: Name) -> f32 {
        self.0[name as usize]
    }

    /// Sets one.
    pub fn set(&mut self, name: Name, value: f32) {
        self.0[name as usize] = value;
    }

    /// Sets one to 1 where something holds.
    pub fn mark(&mut self, name: Name, holds: bool) {
        self.0[name as usize] = f32::from(u8::from(holds));
    }

    /// What keeps a figure back however well the rest of the question fits it.
    #[must_use]
    pub fn bar(&self) -> Bar {
        let any = |names: &[Name]| names.iter().any(|name| self.get(*name) > 0.0);
        let before = self.get(Name::LeftBefore) > 0.0 && self.get(Name::LeftConcepts) > 0.0;
        if any(&CLOSING) {
            Bar::Closed
        } else if any(&RAISING) || before {
            Bar::Raised
        } else {
            Bar::Usual
        }
    }

    /// Adds to one.
    pub fn add(&mut self, name: Name, value: f32) {
        self.0[name as usize] += value;
    }
}
