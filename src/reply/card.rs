//! The reply as data: what is said, not how it is drawn.
//!
//! All text in a [`Card`] is plain: cleaned of control characters, not escaped, without markup. A renderer escapes it for
//! its own medium ([`markdown`](super::markdown) for Discord, [`plain`](super::plain) for a terminal). A card is whole
//! when it is made: it keeps the budgets below, so that no renderer has to cut.

use crate::figure::Language;
use crate::query::Outcome;

use super::action::Action;

/// Characters that a reader sees on one card. A phone shows about this much without scrolling far.
pub const MAX_VISIBLE_CHARS: usize = 1_500;
/// Facts on one card, the sources being one of them.
pub const MAX_FACTS: usize = 6;
/// Lines of a table on one card.
pub const MAX_ROWS: usize = 10;
/// Characters of a title. Discord takes 256; escaping may double what is special.
pub const MAX_TITLE_CHARS: usize = 120;
/// Characters of one paragraph or one fact.
pub const MAX_PARAGRAPH_CHARS: usize = 400;
/// Characters of what a user typed, where it is quoted back.
pub const MAX_QUOTED_CHARS: usize = 60;
/// Characters of a suggestion's label and of its description (Discord: select option, autocompletion choice).
pub const MAX_SUGGESTION_CHARS: usize = 100;
/// Suggestions on one card (Discord: options of a select menu).
pub const MAX_SUGGESTIONS: usize = 25;
/// Bytes of an address that is linked (Discord takes 512 characters behind a button).
pub const MAX_URL_BYTES: usize = 512;

/// One reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The language it is written in.
    pub language: Language,
    /// What kind of reply it is.
    pub kind: CardKind,
    /// It is said in short: facts and sources stand in lines, below the value or the rows.
    pub short: bool,
    /// What came of the question; a page such as the help is an answer.
    pub outcome: Outcome,
    /// Metric – entity, or what the page is about.
    pub title: String,
    /// What was taken for granted, to be read before the figure. Sentences.
    pub assumptions: Vec<String>,
    /// The value, to be drawn large.
    pub headline: Option<String>,
    /// Paragraphs below the value: a refusal, a definition, a calculation, a caution, a citation.
    pub paragraphs: Vec<String>,
    /// A text to copy as it is, in a fixed-width block.
    pub copy: Option<CopyText>,
    /// Several figures, one a line.
    pub rows: Vec<Row>,
    /// Said below the rows when not all of them fit.
    pub more: Option<String>,
    /// Short labelled facts: as of, status, range, scope, note.
    pub facts: Vec<Fact>,
    /// The label above the sources: Source, Sources, 출처.
    pub sources_label: String,
    /// The sources of every figure on the card, numbered from 1 in the order of first mention.
    pub sources: Vec<Citation>,
    /// What stands in the empty select menu.
    pub suggestions_label: String,
    /// What can be chosen next; labels are unique.
    pub suggestions: Vec<Suggestion>,
    /// What can be done with this reply.
    pub actions: Vec<Action>,
    /// Answer id and age of the data.
    pub footer: Option<Footer>,
}

/// What kind of reply a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// One figure.
    Figure,
    /// Figures of several entities or metrics.
    Table,
    /// Figures of one cell from sources that disagree.
    Disagreement,
    /// Figures side by side, with what follows from them.
    Compare,
    /// One figure over time.
    Trend,
    /// Figures in order of size.
    Rank,
    /// A question back.
    Choice,
    /// No figure.
    None,
    /// How a calculation follows from figures.
    Working,
    /// What a metric means.
    Definition,
    /// Where a figure is from.
    Source,
    /// A citation to copy.
    Citation,
    /// A list of sources.
    Sources,
    /// A list of topics, or of what a topic holds.
    Topics,
    /// What was added, revised or withdrawn.
    Changes,
    /// How to ask.
    Help,
    /// What the data say about the numbers of a text.
    Check,
    /// A sentence about the bot itself: an error, a missing permission.
    Notice,
}

/// A text to copy as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyText {
    /// The text, line ends included.
    pub text: String,
    /// The language of the code block (`bibtex`, `json`), or empty.
    pub syntax: &'static str,
}

/// One line of a table. It says all that a figure must be said with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Place in an order, from 1.
    pub position: Option<usize>,
    /// What tells the line from its neighbours: entity, metric, period or publisher.
    pub name: String,
    /// The value with its unit, in words.
    pub value: String,
    /// The period, in words.
    pub period: String,
    /// The status, in words.
    pub status: String,
    /// Number of its source in [`Card::sources`].
    pub source: usize,
    /// Number of the source in which it was read, if another.
    pub via: Option<usize>,
    /// The figure's id; empty for a line that is no figure.
    pub id: Box<str>,
}

/// A short labelled fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: FactKind,
    /// Its label, in words.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// The day or period that the value speaks of. Short: fits beside another.
    Period,
    /// How it came about. Short.
    Status,
    /// Published bounds. Short.
    Range,
    /// What is and is not counted.
    Scope,
    /// A caveat.
    Note,
    /// Anything else of a page.
    Other,
}

impl FactKind {
    /// Whether the fact is short enough to stand beside another on one line.
    #[must_use]
    pub fn is_short(self) -> bool {
        matches!(self, Self::Period | Self::Status | Self::Range)
    }
}

/// A source as it stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its number on this card, from 1.
    pub number: usize,
    /// Publisher and title.
    pub text: String,
    /// What stands behind it, not linked: when it was published, the page or table.
    pub detail: String,
    /// Its https address, if it has one that can be linked.
    pub url: Option<String>,
    /// The source in which another one was read: "read in", 재인용.
    pub role: CitationRole,
    /// The source's id.
    pub id: Box<str>,
}

/// What a source did for the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CitationRole {
    /// Produced the figure.
    Producer,
    /// Carried a figure that another one produced.
    ReadIn,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Unique on its card; at most [`MAX_SUGGESTION_CHARS`].
    pub label: String,
    /// What tells it from the others; may be empty; at most [`MAX_SUGGESTION_CHARS`].
    pub description: String,
    /// [`Selection::token`](crate::query::Selection::token), or a page's token ([`Action::token`]).
    pub token: String,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// `id@pack` of the first figure; asking for it gives exactly that figure.
    pub answer_id: Option<String>,
    /// The whole line, in words: answer id, age of the data.
    pub text: String,
}

impl Card {
    /// Whether anything on the card refers to a source by its number, so that the numbers must be shown.
    #[must_use]
    pub fn numbers_sources(&self) -> bool {
        let mentions = |text: &String| (1..=self.sources.len()).any(|number| text.contains(&format!("[{number}]")));
        self.sources.len() > 1
            && (!self.rows.is_empty() || self.kind == CardKind::Sources || self.paragraphs.iter().any(mentions))
    }

    /// An empty card.
    #[must_use]
    pub fn new(language: Language, kind: CardKind, outcome: Outcome, title: impl Into<String>) -> Self {
        Self {
            language,
            kind,
            short: false,
            outcome,
            title: title.into(),
            assumptions: Vec::new(),
            headline: None,
            paragraphs: Vec::new(),
            copy: None,
            rows: Vec::new(),
            more: None,
            facts: Vec::new(),
            sources_label: String::new(),
            sources: Vec::new(),
            suggestions_label: String::new(),
            suggestions: Vec::new(),
            actions: Vec::new(),
            footer: None,
        }
    }
}
