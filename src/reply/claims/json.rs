//! Claims for programs: one JSON object a text.
//!
//! A text may hold a hundred thousand numbers, and the object of a claim is twenty times as large as the claim, so the objects are
//! made one by one while they are written.

use std::cell::RefCell;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Map, Value, json};

use super::{Checked, Sources, figure_of, word};
use crate::claim::{Claim, Ground, Slip, Verdict};
use crate::facts::Derived;
use crate::figure::Decimal;
use crate::lang::{Amount, Hedge};
use crate::reply::json::{figure, number};

/// The claims of a text, to be written as JSON.
#[derive(Clone, Copy, Debug)]
pub struct ClaimsJson<'a, 'c> {
    /// The text with its claims.
    pub checked: &'c Checked<'a>,
    /// How long the check took, if it is of interest, in microseconds.
    pub elapsed_us: Option<u64>,
    /// The file that holds the text.
    pub file: Option<&'c str>,
}

impl Serialize for ClaimsJson<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (checked, counts) = (self.checked, self.checked.counts());
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("language", checked.language.tag())?;
        object
            .serialize_entry("claims", &OneByOne(RefCell::new(checked.claims.iter().map(|one| claim(checked, one)))))?;
        object.serialize_entry(
            "counts",
            &json!({
                "matches": counts.matches,
                "differs": counts.differs,
                "outdated": counts.outdated,
                "unknown": counts.unknown,
            }),
        )?;
        object.serialize_entry("elapsed_us", &self.elapsed_us)?;
        if let Some(file) = self.file {
            object.serialize_entry("file", file)?;
        }
        object.end()
    }
}

/// Values that are made while they are written.
struct OneByOne<I>(RefCell<I>);

impl<I: Iterator<Item = Value>> Serialize for OneByOne<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&mut *self.0.borrow_mut())
    }
}

/// The claims of a text as a value. `elapsed_us` is the time that the check took, if it is of interest.
#[must_use]
pub fn claims(checked: &Checked<'_>, elapsed_us: Option<u64>) -> Value {
    // Nothing in it can fail to be written.
    serde_json::to_value(ClaimsJson { checked, elapsed_us, file: None }).unwrap_or_default()
}

fn claim(checked: &Checked<'_>, claim: &Claim) -> Value {
    let (wording, phrase) = (checked.wording(), &claim.phrase);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.into(), value);
    put("quote", json!(checked.quote(claim)));
    put("start", json!(phrase.range.start));
    put("end", json!(phrase.range.end));
    let (value, low, high) = match phrase.amount {
        Amount::One(value) => (number(value.normalize()), Value::Null, Value::Null),
        Amount::Between(low, high) => (Value::Null, number(low.normalize()), number(high.normalize())),
    };
    put("value", value);
    put("low", low);
    put("high", high);
    put("unit", claim.unit.map_or(Value::Null, |unit| json!(checked.catalog.unit(unit).id)));
    put("hedge", json!(hedge(phrase.hedge)));
    put("verdict", json!(word(&claim.verdict)));
    let figure_ref = figure_of(&claim.verdict);
    put("figure", figure_ref.map_or(Value::Null, |figure| json!(checked.catalog.figure(figure).id)));
    put("expected", expected(checked, claim).map_or(Value::Null, number));
    let now = match claim.verdict {
        Verdict::Outdated { now, .. } => Some(now),
        _ => None,
    };
    let slip = match claim.verdict {
        Verdict::Differs { slip: Some(slip), .. } => json!(match slip {
            Slip::Swapped => "digits-swapped",
            Slip::PowersOfTen(_) => "powers-of-ten",
            Slip::OtherTime(_) => "other-time",
            Slip::OtherEntity(_) => "other-entity",
        }),
        _ => Value::Null,
    };
    put("slip", slip);
    put("close", json!(claim.is_close(checked.catalog)));
    put("missing", claim.open.map_or(Value::Null, |open| json!(open.missing.word())));
    let nearest = claim.open.and_then(|open| open.nearest);
    put("nearest", nearest.map_or(Value::Null, |figure| json!(checked.catalog.figure(figure).id)));
    put("replaced_by", now.map_or(Value::Null, |now| json!(checked.catalog.figure(now).id)));
    put("derived", calculation(claim).map_or(Value::Null, |one| derived(checked, one)));
    put("source", figure_ref.map_or(Value::Null, |one| figure(wording, now.unwrap_or(one))["source"].take()));
    put("paragraph", json!(claim.paragraph));
    put("sentence", json!(claim.sentence));
    let mut sources = Sources::new(wording);
    let sentence = checked.sentence(claim, &mut sources);
    let named = sources.into_list().into_iter().map(|source| format!("[{}] {}", source.number, source.text));
    let text: Vec<String> = std::iter::once(sentence).chain(named).collect();
    put("text", json!(text.join(" ")));
    Value::Object(object)
}

/// What the source says now.
fn expected(checked: &Checked<'_>, claim: &Claim) -> Option<Decimal> {
    let figure = match &claim.verdict {
        Verdict::Matches(Ground::Figure(figure)) | Verdict::Differs { ground: Ground::Figure(figure), .. } => *figure,
        Verdict::Outdated { now, .. } => *now,
        Verdict::Matches(Ground::Calculation(derived))
        | Verdict::Differs { ground: Ground::Calculation(derived), .. } => {
            return Some(derived.value);
        }
        Verdict::Unknown => return None,
    };
    Some(checked.catalog.figure(figure).value)
}

fn calculation(claim: &Claim) -> Option<&Derived> {
    match &claim.verdict {
        Verdict::Matches(Ground::Calculation(derived))
        | Verdict::Differs { ground: Ground::Calculation(derived), .. } => Some(derived),
        _ => None,
    }
}

fn derived(checked: &Checked<'_>, derived: &Derived) -> Value {
    json!({
        "kind": derived.kind.word(),
        "value": number(derived.value),
        "unit": derived.unit,
        "formula": derived.formula,
        "inputs": derived.inputs.iter().map(|one| &*checked.catalog.figure(*one).id).collect::<Vec<_>>(),
    })
}

fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Plain => "none",
        Hedge::About => "about",
        Hedge::Nearly => "nearly",
        Hedge::Over => "at-least",
        Hedge::Under => "at-most",
        Hedge::From => "from",
    }
}
