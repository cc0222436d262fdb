//! Claims as ClaimReview (schema.org), the JSON-LD that search engines and fact-checking tools read.
//!
//! Only claims with a verdict are reviewed. Marking up a page with them is for whoever publishes the page.

use serde_json::{Value, json};

use super::{Checked, Sources, figure_of};
use crate::claim::{Claim, Verdict};
use crate::figure::Language;
use crate::reply::escape;
use crate::reply::say;
use crate::reply::shorten::shorten;

/// `claimReviewed` should not be longer than this many characters, or readers of the markup cut it.
const MAX_CLAIM_CHARS: usize = 75;

/// One ClaimReview for each claim with a verdict; `date` is the day of the review in ISO form.
#[must_use]
pub fn reviews(checked: &Checked<'_>, date: &str) -> Value {
    let judged = checked.claims.iter().filter(|claim| claim.verdict != Verdict::Unknown);
    Value::Array(judged.map(|claim| review(checked, claim, date)).collect())
}

fn review(checked: &Checked<'_>, claim: &Claim, date: &str) -> Value {
    // Fact-checkers' scale: 1 is false, 5 is true.
    let (rating, name) = match claim.verdict {
        Verdict::Matches(_) => (5, say!(checked.language, "claim-review-matches")),
        Verdict::Outdated { .. } => (3, say!(checked.language, "claim-review-outdated")),
        _ => (1, say!(checked.language, "claim-review-differs")),
    };
    let mut sources = Sources::new(checked.wording());
    let sentence = checked.sentence(claim, &mut sources);
    let list = sources.into_list();
    let url = list.iter().find_map(|source| source.url.clone());
    let figure = figure_of(&claim.verdict).map(|figure| checked.wording().answer_id(checked.catalog.figure(figure)));
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": shorten(&escape::clean(around(checked.text, claim)), MAX_CLAIM_CHARS),
        "datePublished": date,
        "inLanguage": checked.language.tag(),
        "url": url,
        "identifier": figure,
        "author": {"@type": "Organization", "name": "Datum"},
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "text": escape::clean(checked.quote(claim))},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": name,
        },
        "reviewBody": sentence,
        "citation": list.iter().map(|source| match checked.language {
            Language::English | Language::Korean => source.text.clone(),
        }).collect::<Vec<_>>(),
    })
}

/// The words around a phrase, cut at the ends of the sentence and at so many characters.
fn around<'a>(text: &'a str, claim: &Claim) -> &'a str {
    let range = &claim.phrase.range;
    let (before, behind) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let half = MAX_CLAIM_CHARS.saturating_sub(claim.phrase.range.len().min(MAX_CLAIM_CHARS)) / 2;
    let ends = |c: char| matches!(c, '\n' | '!' | '?' | ';');
    let start =
        before.char_indices().rev().take(half).take_while(|(_, c)| !ends(*c)).last().map_or(range.start, |(at, _)| at);
    let length: usize = behind.chars().take(half).take_while(|c| !ends(*c)).map(char::len_utf8).sum();
    text.get(start..range.end + length).unwrap_or_default().trim()
}
