//! What the select menu under a reply remembers of the question, in its own custom id: nothing is kept in memory, so a
//! menu works after a restart.

use crate::figure::PartialDate;
use crate::reply::Shown;

/// What the select menu under a reply remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pick {
    /// Whether what is chosen is shown to the one who chose, and to nobody else.
    pub(super) private: bool,
    /// The date as of which the question was asked.
    pub(super) as_of: Option<PartialDate>,
    /// What is chosen is compared with these figures, and stands at this place among them.
    pub(super) beside: Option<(usize, Shown)>,
}

impl Pick {
    /// The menu's custom id.
    pub(super) fn token(&self) -> String {
        let who = if self.private { "me" } else { "all" };
        let date = self.as_of.map(|date| date.to_string());
        match (&self.beside, date) {
            (Some((place, shown)), date) => {
                format!("pick:{who}:{}:{place}:{}", date.unwrap_or_default(), shown.token())
            }
            (None, Some(date)) => format!("pick:{who}:{date}"),
            (None, None) => format!("pick:{who}"),
        }
    }

    /// What a custom id remembers; none if it is not one of a menu.
    pub(super) fn from_token(token: &str) -> Option<Self> {
        let mut parts = token.splitn(5, ':');
        if parts.next() != Some("pick") {
            return None;
        }
        let private = match parts.next()? {
            "me" => true,
            "all" => false,
            _ => return None,
        };
        let date = parts.next();
        let beside = match (parts.next(), parts.next()) {
            (Some(place), Some(shown)) => Some((place.parse().ok()?, Shown::from_token(shown)?)),
            (None, None) => None,
            _ => return None,
        };
        let as_of = match date {
            Some("") if beside.is_some() => None,
            Some(date) => Some(date.parse().ok()?),
            None => None,
        };
        Some(Self { private, as_of, beside })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_remembers() {
        for private in [true, false] {
            for as_of in [None, Some("2024-02".parse().unwrap())] {
                let shown = Shown::from_token("b:abcdef").unwrap();
                for beside in [None, Some((1, shown))] {
                    let pick = Pick { private, as_of, beside };
                    assert_eq!(Pick::from_token(&pick.token()), Some(pick));
                }
            }
        }
        for token in ["", "pick", "pick:us", "pick:me:soon", "pick:me:2024:x", "share"] {
            assert_eq!(Pick::from_token(token), None, "{token}");
        }
    }
}
