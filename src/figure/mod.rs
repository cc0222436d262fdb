//! What is true: figures and the things they are about.
//!
//! This room holds plain values and nothing else: no files, no network, no clock, no serialisation. Everything that
//! Datum says comes from these types, so a value here cannot exist without its unit, period, status and source.
//! References between them are small typed indexes ([`MetricRef`], [`EntityRef`] ...) that only a checked
//! [`Catalog`](crate::pack::Catalog) hands out.

mod date;
mod formula;
mod language;
mod period;
mod reference;
mod status;
mod things;
mod unit;

pub use date::{DateError, PartialDate};
pub use formula::{Formula, FormulaError};
pub use language::{Bilingual, Language};
pub use period::{Period, PeriodError};
pub use reference::{EntityRef, FigureRef, MetricRef, PackRef, SourceRef, TopicRef, UnitRef};
pub use rust_decimal::Decimal;
pub use status::{Precision, Status};
pub use things::{Entity, EntityKind, Figure, FigureExtra, Grade, Metric, MetricKind, Source, Topic};
pub use unit::{Unit, UnitKind, general_units};
