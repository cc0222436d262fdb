//! When two rows of different packs with one id are one thing.
//!
//! What tells things apart must be the same; what only describes them need not be, and the pack that comes first is shown.

use super::{Renames, Shared, now};
use crate::lang::names::Keys;
use crate::pack::raw::{EntityRow, MetricRow, Place, SourceRow, TableKind, TopicRow, UnitRow};

macro_rules! shared {
    () => {
        fn id(&self) -> &'a str {
            self.id
        }

        fn place(&self) -> Place {
            self.place
        }
    };
}

impl<'a> Shared<'a> for TopicRow<'a> {
    shared!();

    fn apart(&self, other: &Self, _: &Renames, _: &Renames) -> Option<&'static str> {
        names([self.name_en, self.name_ko], [other.name_en, other.name_ko])
    }
}

impl<'a> Shared<'a> for UnitRow<'a> {
    shared!();

    fn apart(&self, other: &Self, _: &Renames, _: &Renames) -> Option<&'static str> {
        differs(&[
            ("kind", self.kind, other.kind),
            ("one_en", self.one_en, other.one_en),
            ("many_en", self.many_en, other.many_en),
            ("counter_ko", self.counter_ko, other.counter_ko),
        ])
    }
}

impl<'a> Shared<'a> for EntityRow<'a> {
    shared!();

    fn external(&self) -> &'a str {
        self.same_as
    }

    fn apart(&self, other: &Self, _: &Renames, _: &Renames) -> Option<&'static str> {
        // Two external ids of one scheme name two things, whatever they are called.
        let clash = |one: &str, two: &str| {
            let scheme = |id: &str| id.split_once(':').map(|(scheme, _)| scheme.to_owned());
            one != two && scheme(one).is_some() && scheme(one) == scheme(two)
        };
        let items = crate::lang::names::items;
        if items(self.same_as).any(|one| items(other.same_as).any(|two| clash(one, two))) {
            return Some("same_as");
        }
        differs(&[("kind", self.kind, other.kind)])
            .or_else(|| names([self.name_en, self.name_ko], [other.name_en, other.name_ko]))
    }
}

impl<'a> Shared<'a> for SourceRow<'a> {
    shared!();

    fn apart(&self, other: &Self, _: &Renames, _: &Renames) -> Option<&'static str> {
        differs(&[
            ("type", self.csl_type, other.csl_type),
            ("publisher_en", self.publisher_en, other.publisher_en),
            ("publisher_ko", self.publisher_ko, other.publisher_ko),
            ("title_en", self.title_en, other.title_en),
            ("title_ko", self.title_ko, other.title_ko),
            ("author", self.author, other.author),
            ("issued", self.issued, other.issued),
            ("url", self.url, other.url),
        ])
    }
}

impl<'a> Shared<'a> for MetricRow<'a> {
    shared!();

    fn is_above(&self) -> bool {
        self.broader.is_empty()
    }

    fn apart(&self, other: &Self, of_self: &Renames, of_other: &Renames) -> Option<&'static str> {
        let unit = |row: &Self, renames| now(renames, TableKind::Units, row.unit) == row.unit;
        let broader = |row: &Self, renames: &Renames| now(renames, TableKind::Metrics, row.broader).to_owned();
        if self.unit != other.unit || unit(self, of_self) != unit(other, of_other) {
            return Some("unit");
        }
        // A metric is a name for narrower ones, or has figures; never both.
        if of_self.broad.contains(self.id) != of_other.broad.contains(other.id) {
            return Some("broader");
        }
        if broader(self, of_self) != broader(other, of_other) {
            return Some("broader");
        }
        differs(&[("kind", self.kind, other.kind)])
            .or_else(|| names([self.name_en, self.name_ko], [other.name_en, other.name_ko]))
    }
}

/// The first column in which both say something and not the same.
fn differs(cells: &[(&'static str, &str, &str)]) -> Option<&'static str> {
    let unlike = |(_, one, other): &&(&str, &str, &str)| !one.is_empty() && !other.is_empty() && one != other;
    cells.iter().find(unlike).map(|(column, _, _)| *column)
}

/// Things share a name in one language at least, as names are compared.
fn names(one: [&str; 2], other: [&str; 2]) -> Option<&'static str> {
    let key = |name: &str| Keys::of(name).squeezed;
    let is_shared = one.iter().zip(other).any(|(one, other)| !one.is_empty() && key(one) == key(other));
    (!is_shared).then_some("name_en")
}
