//! What a stretch of running text names: for readers of texts, who ask nothing.
//!
//! The same words, names, particles and periods are recognised as in a question, with three differences: typing errors
//! are not corrected, because a text that is checked must say itself what it means; every mention keeps its place in the
//! text; and nothing is looked up. What no word of the packs or of the two languages explains is handed back, so that the
//! caller decides what it makes of it.

use std::ops::Range;

use jiff::civil::Date;

use super::interpret::{self, Reading, leaves, pointed_to};
use super::link::{Linked, Mask, positions};
use super::segment::Kind;
use super::vocabulary::Vocabulary;
use crate::figure::{EntityRef, MetricRef, UnitRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::pack::Catalog;

/// Relative periods resolved from the year 0 lie before this year: that is how they are told from dated ones.
const FIRST_DATED_YEAR: i16 = 100;

/// What a general word does in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// "not", "except": turns the statement round.
    Negate,
    /// "plan", "forecast": speaks of what is to come.
    LookAhead,
    /// "grew", "over time": speaks of a change.
    Change,
    /// "versus", "than", "times as many": sets one thing against another.
    Compare,
    /// "most", "lowest": speaks of a place in an order.
    Order,
    /// "and": joins several things.
    Join,
}

/// A thing with the place where a text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<T> {
    /// The thing.
    pub what: T,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// What a stretch of running text names.
#[derive(Debug)]
pub struct Mentions<'a> {
    catalog: &'a Catalog,
    vocabulary: &'a Vocabulary,
    linked: Linked,
    reading: Reading,
    relative_is_open: bool,
}

impl<'a> Mentions<'a> {
    /// What a stretch of running text names; none if it has more words than a sentence has. `today` is the day on which
    /// the text was written: without it, relative periods ("last year") stay open.
    ///
    /// The text must be [`Folded`](crate::lang::Folded) for the places to be right.
    pub(crate) fn of(
        text: &str,
        today: Option<Date>,
        catalog: &'a Catalog,
        vocabulary: &'a Vocabulary,
    ) -> Option<Self> {
        let day = today.unwrap_or(Date::ZERO);
        let mut linked = Linked::running(text, day, vocabulary, false)?;
        let mut reading = interpret::read(&linked, catalog, vocabulary);
        if linked.passed_over
            && (reading.unexplained != 0 || reading.metrics.is_empty())
            && let Some(other) = Linked::running(text, day, vocabulary, true)
        {
            let second = interpret::read(&other, catalog, vocabulary);
            if second.unexplained.count_ones() < reading.unexplained.count_ones() {
                (linked, reading) = (other, second);
            }
        }
        Some(Self { catalog, vocabulary, linked, reading, relative_is_open: today.is_none() })
    }
}

impl Mentions<'_> {
    /// The pieces of the text with all that they may mean.
    pub(crate) fn linked(&self) -> &Linked {
        &self.linked
    }

    /// The reading by known words alone.
    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The metrics that the words name best. More than one if the same words name several, or several are named apart.
    #[must_use]
    pub fn metrics(&self) -> Vec<MetricRef> {
        self.reading.metrics.iter().chain(&self.reading.rivals).copied().collect()
    }

    /// Every metric that is named, also inside the name of a longer one, with its place.
    #[must_use]
    pub fn named_metrics(&self) -> Vec<Place<MetricRef>> {
        let named = self.linked.metrics.iter().chain(&self.linked.shorter);
        named.filter_map(|named| Some(Place { what: named.what, range: self.range(named.mask)? })).collect()
    }

    /// The metrics with figures that a metric stands for, and to which the words of this text point most.
    #[must_use]
    pub fn narrowed(&self, metric: MetricRef) -> Vec<MetricRef> {
        pointed_to(&self.linked, self.vocabulary, metric, leaves(self.catalog, metric))
    }

    /// The words of this text that point to a metric, also where another text names it.
    #[must_use]
    pub fn pointing_to(&self, metric: MetricRef) -> Vec<Range<usize>> {
        self.ranges(interpret::own_keywords(&self.linked, self.vocabulary, metric))
    }

    /// The entities that stand beside the metric, in the order of the text.
    #[must_use]
    pub fn entities(&self) -> Vec<Place<EntityRef>> {
        let place = |entity: &EntityRef| {
            let masks = self.linked.entities.iter().filter(|named| named.what == *entity);
            let mask = masks.fold(0, |mask, named| mask | named.mask);
            Some(Place { what: *entity, range: self.range(mask)? })
        };
        self.reading.entities.iter().filter_map(place).collect()
    }

    /// The periods, in the order of the text; one that depends on the day of writing is none where that is not known.
    #[must_use]
    pub fn periods(&self) -> Vec<Place<Option<Asked>>> {
        let pieces = self.linked.pieces.iter().filter(|piece| matches!(piece.kind, Kind::Period(_)));
        let place = |(piece, asked): (&super::segment::Piece, &Asked)| {
            let open = self.relative_is_open && asked.first_year() < FIRST_DATED_YEAR;
            Place { what: (!open).then_some(*asked), range: self.linked.text.range(piece.start, piece.end) }
        };
        pieces.zip(&self.linked.periods).map(place).collect()
    }

    /// What nothing explains: no name, no keyword of the metric, no general word, no period, no number.
    #[must_use]
    pub fn unexplained(&self) -> Vec<Range<usize>> {
        self.ranges(self.reading.unexplained)
    }

    /// The names of metric and entities, and the keywords of the metric.
    #[must_use]
    pub fn subject(&self) -> Vec<Range<usize>> {
        self.ranges(self.reading.subject)
    }

    /// Names of countries and regions that no pack speaks of.
    #[must_use]
    pub fn unknown_places(&self) -> Vec<Range<usize>> {
        self.ranges(self.reading.unexplained & self.linked.places())
    }

    /// Where a general word does something, outside the names of metric and entities.
    #[must_use]
    pub fn that(&self, does: Does) -> Vec<Range<usize>> {
        let roles: &[Role] = match does {
            Does::Negate => &[Role::Negation],
            Does::LookAhead => &[Role::Outlook],
            Does::Change => &[Role::Trend],
            Does::Compare => &[Role::Compare, Role::Ratio],
            Does::Order => &[Role::Most, Role::Least],
            Does::Join => &[Role::Several],
        };
        let mask = roles.iter().fold(0, |mask, role| mask | self.linked.with_role(*role));
        self.ranges(mask & !self.reading.subject)
    }

    /// The units that a word at a place asks for.
    #[must_use]
    pub fn units_at(&self, place: usize) -> Vec<UnitRef> {
        let at = |piece: &&super::segment::Piece| self.linked.text.range(piece.start, piece.end).contains(&place);
        let Some(position) = self.linked.pieces.iter().position(|piece| at(&piece)) else { return Vec::new() };
        self.linked.units_at(position).to_vec()
    }

    /// Whether there is nothing but names of entities, periods and words that say nothing.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.reading.metrics.is_empty()
            && self.reading.unexplained == 0
            && self.linked.numbers() == 0
            && self.linked.pieces.len() <= BARE_PIECES
            && !(self.reading.entities.is_empty() && self.linked.periods.is_empty())
    }

    fn ranges(&self, mask: Mask) -> Vec<Range<usize>> {
        let piece = |position: usize| self.linked.pieces.get(position);
        positions(mask).filter_map(piece).map(|piece| self.linked.text.range(piece.start, piece.end)).collect()
    }

    fn range(&self, mask: Mask) -> Option<Range<usize>> {
        let ranges = self.ranges(mask);
        Some(ranges.first()?.start..ranges.last()?.end)
    }
}

/// A name with its particles and articles has no more pieces than this.
const BARE_PIECES: usize = 8;
