//! How a figure came about, and how exact it is.

use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that packs and JSON use.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(word: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|value| value.word() == word).ok_or(())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// How a figure came about. The words map to SDMX's code list `CL_OBS_STATUS` ([`Status::sdmx`]).
    Status {
        /// Counted or measured, and published by its producer.
        Reported = "reported",
        /// An estimate.
        Estimated = "estimated",
        /// Published as not yet final.
        Provisional = "provisional",
        /// Announced as decided or under way.
        Announced = "announced",
        /// A plan or a target.
        Planned = "planned",
        /// A forecast.
        Forecast = "forecast",
        /// Calculated from other figures.
        Computed = "computed",
        /// A headline version of another figure.
        Rounded = "rounded",
        /// Shown no more, because nobody could confirm it. It stays under its id, so that what is cited is found.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// The SDMX observation status code (`CL_OBS_STATUS`): A normal, E estimated, P provisional, F forecast, D definition differs,
    /// U low reliability.
    #[must_use]
    pub fn sdmx(self) -> &'static str {
        match self {
            Self::Reported => "A",
            Self::Estimated | Self::Computed => "E",
            Self::Provisional => "P",
            Self::Announced | Self::Planned | Self::Forecast => "F",
            Self::Rounded => "D",
            Self::Withdrawn => "U",
        }
    }

    /// Whether the figure speaks of what is meant to come and not of what was observed.
    #[must_use]
    pub fn is_outlook(self) -> bool {
        matches!(self, Self::Planned | Self::Forecast)
    }
}

words! {
    /// How exact a value is.
    Precision {
        /// As written.
        Exact = "exact",
        /// Roughly.
        About = "about",
        /// This much or more.
        AtLeast = "at-least",
        /// This much or less.
        AtMost = "at-most",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for status in Status::ALL {
            assert_eq!(status.word().parse(), Ok(*status));
        }
        for precision in Precision::ALL {
            assert_eq!(precision.word().parse(), Ok(*precision));
        }
        assert_eq!("Reported".parse::<Status>(), Err(()));
    }
}
