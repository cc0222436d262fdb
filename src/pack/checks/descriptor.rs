//! Checks on `datapackage.json`.

use serde_json::Value;

use super::{Context, Report, quote};
use crate::pack::raw::{DESCRIPTOR, Descriptor, FaultKind, TableKind};
use crate::pack::suggest::did_you_mean;

/// The properties of `datum`: whether a value is one, and what to write if it is not.
const DATUM_PROPERTIES: [Property; 6] = [
    ("order", Value::is_i64, "write a whole number such as 100"),
    ("title_ko", Value::is_string, "write a text in double quotes"),
    ("description_ko", Value::is_string, "write a text in double quotes"),
    ("field_words", is_list_of_words, "write a list of texts such as [\"coffee\", \"커피\"]"),
    ("made_names", is_list_of_words, "write a list of ids of metrics such as [\"road-deaths\"]"),
    ("safe_cells", Value::is_boolean, "write true or false, without quotes"),
];

/// A property's name, whether a value is one, and what to write if it is not.
type Property = (&'static str, fn(&Value) -> bool, &'static str);

fn is_list_of_words(value: &Value) -> bool {
    let is_word =
        |word: &Value| word.as_str().is_some_and(|word| !word.trim().is_empty() && word.chars().count() <= 80);
    value.as_array().is_some_and(|words| words.iter().all(is_word))
}

pub(super) fn json(context: &Context<'_>, report: &mut Report<'_>) {
    for (position, pack) in context.packs.iter().enumerate() {
        for fault in &pack.faults {
            if let FaultKind::Json(reason) = &fault.kind {
                let remedy = match fault.line {
                    Some(_) => "correct the line, or the one before it",
                    None => "write { ... } with the pack's properties",
                };
                report.file(position, DESCRIPTOR, fault.line, format!("it is not as it should be: {reason}"), remedy);
            }
        }
    }
}

pub(super) fn name(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |folder, descriptor| {
        let name = descriptor.text(&["name"]);
        (name != folder).then(|| {
            let what = format!("`name` is {} and the folder is {}", quote(name), quote(folder));
            (what, "give both the same name".to_owned())
        })
    });
}

pub(super) fn properties(context: &Context<'_>, report: &mut Report<'_>) {
    for text in ["title", "description"] {
        each(context, report, |_, descriptor| {
            descriptor
                .text(&[text])
                .trim()
                .is_empty()
                .then(|| (format!("there is no `{text}`"), "add it, in English".to_owned()))
        });
    }
    for list in ["licenses", "contributors", "sources"] {
        each(context, report, |_, descriptor| {
            descriptor
                .list(&[list])
                .is_empty()
                .then(|| (format!("`{list}` is missing or empty"), "add at least one object to the list".to_owned()))
        });
    }
    each(context, report, |_, descriptor| {
        (descriptor.licence().is_empty() && !descriptor.list(&["licenses"]).is_empty()).then(|| {
            let what = "the first of `licenses` has no name, title or path".to_owned();
            (what, "add its SPDX id as `name`, for example \"CC0-1.0\"".to_owned())
        })
    });
}

pub(super) fn version(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |_, descriptor| {
        let version = descriptor.text(&["version"]);
        (!is_semantic_version(version)).then(|| {
            let what = format!("`version` is {}, which is no semantic version", quote(version));
            (what, "write three numbers: \"1.0.0\"".to_owned())
        })
    });
}

pub(super) fn created(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |_, descriptor| {
        let text = descriptor.text(&["created"]);
        match descriptor.created() {
            None => Some((
                format!("`created` is {}, which is no time of RFC 3339", quote(text)),
                "write it as \"2024-06-20T00:00:00Z\"".to_owned(),
            )),
            Some(day) if day > context.today => Some((
                format!("`created` is {}, which lies after today, {}", quote(text), context.today),
                "correct it, or the computer's clock".to_owned(),
            )),
            Some(_) => None,
        }
    });
}

pub(super) fn datum(context: &Context<'_>, report: &mut Report<'_>) {
    for (position, pack) in context.packs.iter().enumerate().filter(|(_, pack)| pack.descriptor.is_read()) {
        let mut problem = |what: String, remedy: String| report.file(position, DESCRIPTOR, None, what, remedy);
        let Some(datum) = pack.descriptor.get(&["datum"]).and_then(Value::as_object) else {
            problem("there is no object `datum`".to_owned(), "add \"datum\": {\"order\": 100, ...}".to_owned());
            continue;
        };
        for (name, value) in datum {
            let known = DATUM_PROPERTIES.map(|(name, ..)| name);
            match DATUM_PROPERTIES.iter().find(|(known, ..)| known == name) {
                None => problem(
                    format!("`datum` has the unknown property {}", quote(name)),
                    did_you_mean(name, known.into_iter(), format!("remove it; known are {}", known.join(", "))),
                ),
                Some((_, fits, remedy)) if !fits(value) => {
                    problem(format!("`datum.{name}` is {}", quote(&value.to_string())), (*remedy).to_owned());
                }
                Some(_) => {}
            }
        }
        if !datum.contains_key("order") {
            problem(
                "`datum` has no `order`".to_owned(),
                "add \"order\": 100; packs with a lower one come first".to_owned(),
            );
        }
    }
}

pub(super) fn resources(context: &Context<'_>, report: &mut Report<'_>) {
    for (position, pack) in context.packs.iter().enumerate().filter(|(_, pack)| pack.descriptor.is_read()) {
        let listed: Vec<&str> = pack
            .descriptor
            .list(&["resources"])
            .iter()
            .filter_map(|resource| resource.get("path").and_then(Value::as_str))
            .collect();
        for kind in TableKind::ALL {
            // A table that is missing is another check's business; some may be absent.
            let is_there = !kind.is_optional() || pack.table(kind).len() > 0;
            if is_there && !listed.contains(&kind.file()) {
                let what = format!("`resources` does not list {}", kind.file());
                report.file(
                    position,
                    DESCRIPTOR,
                    None,
                    what,
                    format!(
                        "add {{\"name\": \"{}\", \"path\": \"{}\"}}",
                        kind.file().trim_end_matches(".csv"),
                        kind.file()
                    ),
                );
            }
        }
        for path in listed.iter().filter(|path| TableKind::ALL.iter().all(|kind| kind.file() != **path)) {
            let what = format!("`resources` lists {}, which is no table that Datum reads", quote(path));
            report.file(position, DESCRIPTOR, None, what, "remove it from the list");
        }
    }
}

/// Reports what `word` finds in each descriptor, given the folder's name.
fn each(context: &Context<'_>, report: &mut Report<'_>, word: impl Fn(&str, &Descriptor) -> Option<(String, String)>) {
    for (position, pack) in context.packs.iter().enumerate().filter(|(_, pack)| pack.descriptor.is_read()) {
        if let Some((what, remedy)) = word(&pack.name, &pack.descriptor) {
            report.file(position, DESCRIPTOR, None, what, remedy);
        }
    }
}

/// `1.2.3`, perhaps followed by `-rc.1` or `+build`.
pub(super) fn is_semantic_version(version: &str) -> bool {
    let (numbers, rest) = version.split_at(version.find(['-', '+']).unwrap_or(version.len()));
    let is_number = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'))
    };
    let is_label = |rest: &str| {
        rest.is_empty()
            || (rest.len() > 1
                && rest.bytes().skip(1).all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+')))
    };
    numbers.split('.').count() == 3 && numbers.split('.').all(is_number) && is_label(rest)
}
