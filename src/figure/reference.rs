//! Typed indexes into a catalogue, so that a metric can never be looked up where an entity is meant.

macro_rules! reference {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the catalogue's list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// Catalogues hold fewer than 2^32 rows; a larger position saturates and is then found by no look-up.
            fn from(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }
        }
    )+};
}

reference! {
    /// A figure of a catalogue.
    FigureRef,
    /// A metric of a catalogue.
    MetricRef,
    /// An entity of a catalogue.
    EntityRef,
    /// A source of a catalogue.
    SourceRef,
    /// A unit of a catalogue.
    UnitRef,
    /// A topic of a catalogue.
    TopicRef,
    /// A data pack of a catalogue.
    PackRef,
}
