//! Which shards a process runs.

use std::fmt;
use std::str::FromStr;

/// Which shards a process runs, of how many that all processes run together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRange {
    /// The first one, from 0.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// How many there are in all.
    pub total: u32,
}

impl ShardRange {
    /// All of so many; at least one.
    #[must_use]
    pub fn all(total: u32) -> Self {
        let total = total.max(1);
        Self { first: 0, last: total - 1, total }
    }

    /// How many these are.
    #[must_use]
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }
}

impl FromStr for ShardRange {
    type Err = ();

    /// Reads `0-3/16`, or `5/16` for a single one.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (range, total) = text.split_once('/').ok_or(())?;
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| ());
        let range = Self { first: number(first)?, last: number(last)?, total: number(total)? };
        if range.first <= range.last && range.last < range.total { Ok(range) } else { Err(()) }
    }
}

impl fmt::Display for ShardRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}/{}", self.first, self.last, self.total)
    }
}
