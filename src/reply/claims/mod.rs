//! What a check of the figures in a text says: findings in words, as a card, as a marked text, as JSON and as ClaimReview.
//!
//! What matters most comes first: what differs, then what is out of date, then what matches, then what is not known. Every
//! finding carries the figure with its unit, period and status, and its source.

mod json;
mod marked;
mod review;

pub use json::{ClaimsJson, claims as to_json};
pub use marked::{marked, marked_text};
pub use review::reviews;

use super::card::{Card, CardKind, MAX_PARAGRAPH_CHARS};
use super::compose::{calculation, derived_value, footer};
use super::fit::{fit, visible_chars};
use super::wording::{Sources, Wording};
use super::{escape, say, shorten::shorten};
use crate::claim::document::FileError;
use crate::claim::{Claim, Ground, Missing, Slip, Verdict};
use crate::facts::Derived;
use crate::figure::{FigureRef, Language};
use crate::pack::Catalog;
use crate::query::Outcome;

/// Characters of a phrase that are quoted back.
const MAX_QUOTE_CHARS: usize = 40;
/// As much as findings and their sources may fill of a card; the rest is for the footer and the line about further findings.
const CARD_CHARS: usize = 1_300;

/// A text with its claims, in the language of the reader.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The text as it was given.
    pub text: &'a str,
    /// Its claims, in order.
    pub claims: &'a [Claim],
    /// The language to speak.
    pub language: Language,
    /// What the claims refer to.
    pub catalog: &'a Catalog,
}

/// How many claims came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They say what the source says.
    pub matches: usize,
    /// They say something else.
    pub differs: usize,
    /// They were right before.
    pub outdated: usize,
    /// Nobody can tell.
    pub unknown: usize,
}

impl<'a> Checked<'a> {
    /// How many claims came out how.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for claim in self.claims {
            *match claim.verdict {
                Verdict::Matches(_) => &mut counts.matches,
                Verdict::Differs { .. } => &mut counts.differs,
                Verdict::Outdated { .. } => &mut counts.outdated,
                Verdict::Unknown => &mut counts.unknown,
            } += 1;
        }
        counts
    }

    /// The claims, those that matter most in front.
    fn by_weight(&self) -> Vec<&'a Claim> {
        let weight = |claim: &&Claim| match claim.verdict {
            Verdict::Differs { .. } => 0,
            Verdict::Outdated { .. } => 1,
            Verdict::Matches(_) => 2,
            Verdict::Unknown => 3,
        };
        let mut claims: Vec<&Claim> = self.claims.iter().collect();
        claims.sort_by_key(weight);
        claims
    }

    fn wording(&self) -> Wording<'a> {
        Wording { catalog: self.catalog, language: self.language }
    }

    /// The phrase as it is written.
    fn quote(&self, claim: &Claim) -> &'a str {
        self.text.get(claim.phrase.range.clone()).unwrap_or_default()
    }

    /// How many there are of which kind, in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let counts = self.counts();
        if self.claims.is_empty() {
            return say!(self.language, "claim-nothing", "example" => self.example());
        }
        say!(self.language, "claim-summary",
            "total" => self.claims.len(),
            "differs" => counts.differs,
            "outdated" => counts.outdated,
            "matches" => counts.matches,
            "unknown" => counts.unknown)
    }

    /// A sentence with a number that the packs bear out.
    fn example(&self) -> String {
        let wording = self.wording();
        let figures = self.catalog.figures();
        let figure = figures.iter().find(|figure| figure.featured).or_else(|| figures.first());
        figure.map_or_else(String::new, |figure| format!("{}: {}", wording.name(figure), wording.value(figure)))
    }

    /// A finding in one sentence, without the phrase. Sources are named by their numbers in `sources`.
    fn sentence(&self, claim: &Claim, sources: &mut Sources<'_>) -> String {
        let language = self.language;
        match &claim.verdict {
            Verdict::Matches(Ground::Figure(figure)) => {
                say!(language, "claim-matches", "figure" => self.figure(*figure, sources))
            }
            Verdict::Matches(Ground::Calculation(derived)) => {
                let (value, formula) = self.calculated(derived, sources);
                say!(language, "claim-matches-calculated", "value" => value, "formula" => formula)
            }
            Verdict::Differs { ground: Ground::Calculation(derived), .. } => {
                let (value, formula) = self.calculated(derived, sources);
                say!(language, "claim-differs-calculated", "value" => value, "formula" => formula)
            }
            Verdict::Differs { ground: Ground::Figure(figure), slip } => {
                let figure = self.figure(*figure, sources);
                let factor = |powers: i32| super::number::digits(10u64.pow(powers.unsigned_abs()).into());
                match slip {
                    None if claim.is_close(self.catalog) => say!(language, "claim-differs-close", "figure" => figure),
                    None => say!(language, "claim-differs", "figure" => figure),
                    Some(Slip::Swapped) => say!(language, "claim-differs-swapped", "figure" => figure),
                    Some(Slip::PowersOfTen(powers)) if *powers > 0 => {
                        say!(language, "claim-differs-large", "factor" => factor(*powers), "figure" => figure)
                    }
                    Some(Slip::PowersOfTen(powers)) => {
                        say!(language, "claim-differs-small", "factor" => factor(*powers), "figure" => figure)
                    }
                    Some(Slip::OtherTime(other)) => {
                        let period = self.wording().period(&self.catalog.figure(*other).period);
                        say!(language, "claim-differs-other-time", "period" => period, "figure" => figure)
                    }
                    Some(Slip::OtherEntity(other)) => {
                        let entity = self.wording().entity(self.catalog.figure(*other).entity);
                        say!(language, "claim-differs-other-entity", "entity" => entity, "figure" => figure)
                    }
                }
            }
            Verdict::Outdated { was, now } => {
                let replaced = self.catalog.superseded_by(*was).contains(now);
                let (was, now) = (self.figure(*was, sources), self.figure(*now, sources));
                if replaced {
                    say!(language, "claim-outdated-replaced", "was" => was, "now" => now)
                } else {
                    say!(language, "claim-outdated", "was" => was, "now" => now)
                }
            }
            Verdict::Unknown => self.open(claim, sources),
        }
    }

    /// What is missing for a verdict, and the figure that is nearest.
    fn open(&self, claim: &Claim, sources: &mut Sources<'_>) -> String {
        let language = self.language;
        let Some(open) = claim.open else { return say!(language, "claim-unknown") };
        let wording = self.wording();
        let sentence = match open.missing {
            Missing::Statement => say!(language, "claim-unknown-statement"),
            Missing::Measure => say!(language, "claim-unknown-measure"),
            Missing::Place => say!(language, "claim-unknown-place"),
            Missing::Entity(entity, metric) => say!(language, "claim-unknown-entity",
                "entity" => wording.entity(entity),
                "metric" => wording.metric(metric)),
            Missing::Period(entity, metric) => say!(language, "claim-unknown-period",
                "entity" => wording.entity(entity),
                "metric" => wording.metric(metric)),
            Missing::Several => say!(language, "claim-unknown-several"),
            Missing::Certainty => say!(language, "claim-unknown"),
        };
        match open.nearest {
            Some(figure) => say!(language, "claim-nearest",
                "sentence" => sentence,
                "figure" => self.figure(figure, sources)),
            None => sentence,
        }
    }

    fn figure(&self, figure: FigureRef, sources: &mut Sources<'_>) -> String {
        let wording = self.wording();
        let figure = wording.figure(figure);
        let (source, via) = sources.of(figure, &figure.locator);
        let marks = via.map_or_else(|| format!("[{source}]"), |via| format!("[{source}][{via}]"));
        say!(self.language, "claim-figure",
            "value" => wording.value(figure),
            "name" => wording.name(figure),
            "status" => wording.status(figure.status),
            "source" => marks)
    }

    fn calculated(&self, derived: &Derived, sources: &mut Sources<'_>) -> (String, String) {
        let wording = self.wording();
        let value = derived_value(wording, derived);
        (value, calculation(wording, &derived.formula, &[], sources))
    }

    /// The finding with its phrase.
    fn finding(&self, claim: &Claim, sources: &mut Sources<'_>) -> String {
        let quote = shorten(&escape::clean(self.quote(claim)), MAX_QUOTE_CHARS).into_owned();
        let quote = say!(self.language, "quoted", "text" => quote);
        let quote = match self.place(claim) {
            Some(place) => say!(self.language, "claim-quote", "quote" => quote, "place" => place),
            None => quote,
        };
        say!(self.language, "claim-finding",
            "mark" => mark(&claim.verdict).to_string(),
            "quote" => quote,
            "verdict" => self.sentence(claim, sources))
    }

    /// Where a phrase stands, in a text of which all do not stand in one sentence.
    fn place(&self, claim: &Claim) -> Option<String> {
        let last = self.claims.last()?;
        let (paragraph, sentence) = (claim.paragraph, claim.sentence);
        if last.paragraph > 1 {
            Some(say!(self.language, "claim-place", "paragraph" => paragraph, "sentence" => sentence))
        } else if last.sentence > 1 {
            Some(say!(self.language, "claim-place-sentence", "sentence" => sentence))
        } else {
            None
        }
    }

    /// What stands under a phrase: the sign of its verdict with the numbers of the sources that it rests on.
    fn label(&self, claim: &Claim, sources: &mut Sources<'_>) -> String {
        let figures: Vec<FigureRef> = match &claim.verdict {
            Verdict::Matches(Ground::Figure(figure)) | Verdict::Differs { ground: Ground::Figure(figure), .. } => {
                vec![*figure]
            }
            Verdict::Matches(Ground::Calculation(derived))
            | Verdict::Differs { ground: Ground::Calculation(derived), .. } => derived.inputs.clone(),
            Verdict::Outdated { now, .. } => vec![*now],
            Verdict::Unknown => Vec::new(),
        };
        let mut label = mark(&claim.verdict).to_string();
        for figure in figures {
            let figure = self.catalog.figure(figure);
            let number = format!("[{}]", sources.of(figure, &figure.locator).0);
            if !label.contains(&number) {
                label.push_str(&number);
            }
        }
        label
    }

    /// The findings as a card, those that matter most first, as many as fit. `in_file` says whether a file with all goes with
    /// it.
    #[must_use]
    pub fn card(&self, in_file: bool) -> Card {
        let wording = self.wording();
        let outcome = if self.claims.is_empty() { Outcome::None } else { Outcome::Answer };
        let mut card = Card::new(self.language, CardKind::Check, outcome, say!(self.language, "claim-title"));
        card.paragraphs.push(self.summary());
        let mut sources = Sources::new(wording);
        let claims = self.by_weight();
        let findings = self.without_repetitions(&claims);
        for (shown, (claim, times)) in findings.iter().enumerate() {
            let mut with = sources.clone();
            let mut finding = shorten(&self.finding(claim, &mut with), MAX_PARAGRAPH_CHARS).into_owned();
            if *times > 1 {
                finding.push_str(&format!(" (×{times})"));
            }
            let mut tried = card.clone();
            tried.paragraphs.push(finding);
            tried.sources = with.clone().into_list();
            if visible_chars(&tried) > CARD_CHARS && shown > 0 {
                let left: usize = findings.iter().skip(shown).map(|(_, times)| times).sum();
                card.paragraphs.push(if in_file {
                    say!(self.language, "claim-more", "count" => left)
                } else {
                    say!(self.language, "claim-more-cut", "count" => left)
                });
                break;
            }
            (card, sources) = (tried, with);
        }
        if card.sources.len() == 1 {
            for paragraph in &mut card.paragraphs {
                *paragraph = paragraph.replace(" [1]", "");
            }
        }
        card.sources_label = match card.sources.len() {
            1 => say!(self.language, "label-source"),
            _ => say!(self.language, "label-sources"),
        };
        let figures: Vec<FigureRef> = claims.iter().filter_map(|claim| figure_of(&claim.verdict)).collect();
        card.footer = footer(wording, &figures, None);
        fit(card, 0)
    }

    /// Whether a card shows every finding.
    #[must_use]
    pub fn fits_on_a_card(&self) -> bool {
        // The summary stands above the findings.
        let shown = self.card(true).paragraphs.len();
        shown == self.without_repetitions(&self.by_weight()).len() + 1
    }

    /// The claims that say something of their own, each with how often it is said.
    fn without_repetitions(&self, claims: &[&'a Claim]) -> Vec<(&'a Claim, usize)> {
        let mut kept: Vec<(&Claim, usize)> = Vec::new();
        for claim in claims {
            let same = |known: &Claim| known.verdict == claim.verdict && self.quote(known) == self.quote(claim);
            match kept.iter_mut().find(|(known, _)| claim.verdict != Verdict::Unknown && same(known)) {
                Some((_, times)) => *times += 1,
                None => kept.push((claim, 1)),
            }
        }
        kept
    }

    /// One line: each phrase with its verdict.
    #[must_use]
    pub fn line(&self) -> String {
        if self.claims.is_empty() {
            return self.summary();
        }
        let mut sources = Sources::new(self.wording());
        let mut parts: Vec<String> = self.claims.iter().map(|claim| self.finding(claim, &mut sources)).collect();
        parts.extend(sources.into_list().into_iter().map(|source| format!("[{}] {}", source.number, source.text)));
        parts.join(" | ")
    }
}

/// Why nothing in a file can be checked, in a sentence.
#[must_use]
pub fn unread(language: Language, error: FileError) -> String {
    match error {
        FileError::NotText => say!(language, "claim-not-text"),
        FileError::Empty => say!(language, "claim-file-empty"),
        FileError::Broken => say!(language, "claim-file-broken"),
        FileError::Locked => say!(language, "claim-file-locked"),
        FileError::NoDocument => say!(language, "claim-file-no-document"),
        FileError::TooLarge => say!(language, "claim-file-unpacked"),
    }
}

/// The figure that a verdict rests on.
#[must_use]
pub fn figure_of(verdict: &Verdict) -> Option<FigureRef> {
    match verdict {
        Verdict::Matches(Ground::Figure(figure)) | Verdict::Differs { ground: Ground::Figure(figure), .. } => {
            Some(*figure)
        }
        Verdict::Outdated { was, .. } => Some(*was),
        _ => None,
    }
}

/// The sign before a finding. A letter says the same to those who cannot see colours.
fn mark(verdict: &Verdict) -> char {
    match verdict {
        Verdict::Matches(_) => '✓',
        Verdict::Differs { .. } => '✗',
        Verdict::Outdated { .. } => '↻',
        Verdict::Unknown => '?',
    }
}

/// The word in JSON.
#[must_use]
pub fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Matches(_) => "matches",
        Verdict::Differs { .. } => "differs",
        Verdict::Outdated { .. } => "outdated",
        Verdict::Unknown => "unknown",
    }
}
