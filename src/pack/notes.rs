//! What is worth knowing about packs that load: nothing is wrong, but something was done that their author may not expect.

use std::fmt;

/// One thing that an author may want to know. Unlike a [`Problem`](super::Problem) it keeps nothing from being used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The pack's folder name.
    pub pack: String,
    /// The file; empty if the pack as a whole is meant.
    pub file: String,
    /// The line in the file, from 1; none if the file as a whole is meant.
    pub line: Option<u32>,
    /// What was found, and what was done about it.
    pub what: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pack)?;
        if !self.file.is_empty() {
            write!(f, "/{}", self.file)?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, "  {}", self.what)
    }
}
