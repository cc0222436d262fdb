//! A brief as JSON, for scripts, and for the next brief to be compared with.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::document::{Brief, Group, Line, Mark};
use super::last::{Last, Shown};

/// The brief as one object.
#[must_use]
pub fn brief(brief: &Brief) -> Value {
    let sections: Vec<Value> = brief
        .blocks
        .iter()
        .map(|block| {
            let groups: Vec<Value> = block.groups.iter().map(group).collect();
            json!({"heading": block.heading, "text": block.text, "groups": groups})
        })
        .collect();
    let sources: Vec<Value> = brief
        .references
        .iter()
        .map(|reference| {
            let citation = &reference.citation;
            json!({
                "number": citation.number, "id": citation.id, "text": citation.text, "detail": citation.detail,
                "url": citation.url, "answer_ids": reference.answer_ids,
            })
        })
        .collect();
    json!({
        "template": brief.template, "language": brief.language.tag(), "day": brief.day.to_string(), "title": brief.title,
        "headline": brief.headline, "lead": brief.lead, "changes": brief.changes, "sections": sections,
        "sources": sources, "footer": brief.footer,
        "shown": brief.shown.iter().map(|one| json!({"figure": one.figure, "shown": one.text()})).collect::<Vec<_>>(),
    })
}

fn group(group: &Group) -> Value {
    let lines: Vec<Value> = group.lines.iter().map(line).collect();
    json!({"title": group.title, "said": group.said, "figures": lines, "notes": group.notes})
}

fn line(line: &Line) -> Value {
    let (mark, from) = match &line.mark {
        None => (None, None),
        Some(Mark::New) => (Some("new"), None),
        Some(Mark::Revised { from }) => (Some("revised"), Some(from)),
        Some(Mark::Unchanged) => (Some("unchanged"), None),
    };
    json!({
        "id": line.id, "position": line.position, "name": line.name, "value": line.value, "period": line.period,
        "status": line.status, "sources": line.sources, "change": line.change, "mark": mark, "revised_from": from,
    })
}

/// A text that is no brief's JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not say what a brief showed, and when")]
pub struct NoBrief;

/// What a brief showed, from its JSON.
///
/// # Errors
/// If it is no brief's JSON.
pub fn read_last(text: &str) -> Result<Last, NoBrief> {
    let value: Value = serde_json::from_str(text).map_err(|_| NoBrief)?;
    let day: Option<Date> = value.get("day").and_then(Value::as_str).and_then(|day| day.parse().ok());
    let one = |value: &Value| Shown::read(value.get("figure")?.as_str()?, value.get("shown")?.as_str()?);
    let shown: Option<Vec<Shown>> =
        value.get("shown").and_then(Value::as_array).and_then(|list| list.iter().map(one).collect());
    Ok(Last { day: day.ok_or(NoBrief)?, shown: shown.ok_or(NoBrief)? })
}
