//! What the select menu under a reply remembers of the question, in its own custom id: nothing is kept in memory, so a
//! menu works after a restart.

use crate::figure::PartialDate;

/// What the select menu under a reply remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pick {
    /// Whether what is chosen is shown to the one who chose, and to nobody else.
    pub(super) private: bool,
    /// The date as of which the question was asked.
    pub(super) as_of: Option<PartialDate>,
}

impl Pick {
    /// The menu's custom id.
    pub(super) fn token(self) -> String {
        let who = if self.private { "me" } else { "all" };
        match self.as_of {
            Some(date) => format!("pick:{who}:{date}"),
            None => format!("pick:{who}"),
        }
    }

    /// What a custom id remembers; none if it is not one of a menu.
    pub(super) fn from_token(token: &str) -> Option<Self> {
        let mut parts = token.split(':');
        if parts.next() != Some("pick") {
            return None;
        }
        let private = match parts.next()? {
            "me" => true,
            "all" => false,
            _ => return None,
        };
        let as_of = match parts.next() {
            Some(date) => Some(date.parse().ok()?),
            None => None,
        };
        parts.next().is_none().then_some(Self { private, as_of })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_remembers() {
        for private in [true, false] {
            for as_of in [None, Some("2024-02".parse().unwrap())] {
                let pick = Pick { private, as_of };
                assert_eq!(Pick::from_token(&pick.token()), Some(pick));
            }
        }
        for token in ["", "pick", "pick:us", "pick:me:soon", "pick:me:2024:x", "share"] {
            assert_eq!(Pick::from_token(token), None, "{token}");
        }
    }
}
