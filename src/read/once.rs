//! A question that several look at, and that is read once.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::link::Linked;
use super::vocabulary::Vocabulary;

/// A text that is read when somebody first asks what it says, and kept as it was read.
#[derive(Clone, Debug)]
pub struct OnceRead {
    text: Box<str>,
    today: Date,
    vocabulary: Arc<Vocabulary>,
    /// Without general phrases that hold words of the packs.
    plain: OnceLock<Option<Linked>>,
    /// With them.
    phrases: OnceLock<Option<Linked>>,
}

impl OnceRead {
    pub(crate) fn new(text: &str, today: Date, vocabulary: &Arc<Vocabulary>) -> Self {
        let vocabulary = Arc::clone(vocabulary);
        Self { text: text.into(), today, vocabulary, plain: OnceLock::new(), phrases: OnceLock::new() }
    }

    /// Whether this is what would be read of a text on a day with a vocabulary.
    pub(crate) fn is_of(&self, text: &str, today: Date, vocabulary: &Arc<Vocabulary>) -> bool {
        *self.text == *text && self.today == today && Arc::ptr_eq(&self.vocabulary, vocabulary)
    }

    /// The text as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text as it was read, as [`Linked::new`] reads it.
    pub(crate) fn linked(&self, phrases: bool) -> Option<&Linked> {
        let place = if phrases { &self.phrases } else { &self.plain };
        place.get_or_init(|| Linked::new(&self.text, self.today, &self.vocabulary, phrases)).as_ref()
    }
}
