//! What is wrong with packs, worded for the person who writes them.

use std::fmt;

/// More problems than this are counted and not shown: whoever repairs a pack starts at the top.
const MAX_SHOWN: usize = 200;

/// One thing that is wrong with a pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The pack's folder name.
    pub pack: String,
    /// The file; empty if the pack as a whole is meant.
    pub file: String,
    /// The line in the file, from 1; none if the file as a whole is meant.
    pub line: Option<u32>,
    /// The name of the check that found it.
    pub check: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pack)?;
        if !self.file.is_empty() {
            write!(f, "/{}", self.file)?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, "  {} — {}  [{}]", self.what, self.remedy, self.check)
    }
}

/// All problems of a set of packs, by pack, file and line. Shown with one line each, and their count.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// Problems that were found and not kept.
    uncounted: usize,
}

impl Problems {
    /// Sorts problems; `uncounted` more were found and are not in the list.
    pub(super) fn new(mut list: Vec<Problem>, uncounted: usize) -> Self {
        list.sort();
        list.dedup();
        Self { list, uncounted }
    }

    /// Problems that were found over checked packs.
    #[must_use]
    pub fn of(list: Vec<Problem>) -> Self {
        Self::new(list, 0)
    }

    /// A row that passed every check could not be understood all the same.
    pub(super) fn unexpected() -> Self {
        let problem = Problem {
            pack: "datum".to_owned(),
            file: String::new(),
            line: None,
            check: "assemble",
            what: "the packs passed all checks, but cannot be put together".to_owned(),
            remedy: "this is a mistake in Datum: please report it with the packs".to_owned(),
        };
        Self::new(vec![problem], 0)
    }

    /// The problems, by pack, file and line. Of one kind only the first thousand are kept.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len() + self.uncounted
    }

    /// Whether all is well.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in self.list.iter().take(MAX_SHOWN) {
            writeln!(f, "{problem}")?;
        }
        let shown = self.list.len().min(MAX_SHOWN);
        let hidden = self.len() - shown;
        if hidden > 0 {
            writeln!(f, "... and {hidden} more, not shown")?;
        }
        match self.len() {
            1 => f.write_str("1 problem; nothing was loaded"),
            count => write!(f, "{count} problems; nothing was loaded"),
        }
    }
}

impl std::error::Error for Problems {}
