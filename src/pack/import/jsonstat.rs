//! JSON-stat 2.0: a cube of values with named dimensions, as statistical offices hand it out.

use serde_json::Value;

use super::ImportError;
use super::grid::{Grid, from_rows};

/// A cube as a long table: a column for each dimension, then value and status.
pub(super) fn read(file: &str, text: &str) -> Result<Grid, ImportError> {
    let unreadable = |reason: &str| ImportError::Unreadable { file: file.to_owned(), reason: reason.to_owned() };
    let json: Value = serde_json::from_str(text)
        .map_err(|error| unreadable(&format!("it is no whole JSON: {error}; download it again")))?;
    if let Some(rows) = json.as_array().filter(|rows| rows.iter().all(Value::is_object)) {
        return Ok(from_objects(file, rows));
    }
    // The first version had the cube one level deeper.
    let cube = if json["class"] == "dataset" || json.get("value").is_some() { &json } else { &json["dataset"] };
    let ids: Vec<&str> = cube["id"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let sizes: Vec<usize> =
        cube["size"].as_array().into_iter().flatten().filter_map(|size| usize::try_from(size.as_u64()?).ok()).collect();
    let values = &cube["value"];
    if ids.is_empty() || ids.len() != sizes.len() || values.is_null() {
        return Err(unreadable(
            "it is JSON, but neither JSON-stat nor a list of objects: download the data as CSV or JSON-stat",
        ));
    }
    let labels: Vec<Vec<(String, String)>> =
        ids.iter().zip(&sizes).map(|(id, size)| categories(&cube["dimension"][*id], *size)).collect();
    let count = sizes.iter().try_fold(1usize, |all, size| all.checked_mul(*size)).filter(|count| *count <= 50_000_000);
    let Some(count) = count else {
        return Err(unreadable("the cube has more than 50 million cells: ask for a smaller part"));
    };
    let role = |name: &str, id: &&str| {
        cube["role"][name].as_array().into_iter().flatten().any(|known| known.as_str() == Some(id))
    };
    let mut header: Vec<String> = Vec::new();
    for id in &ids {
        let title = cube["dimension"][*id]["label"].as_str().unwrap_or(id);
        let (code, label) = match () {
            () if role("time", id) => ("time code", "time"),
            () if role("geo", id) => ("country code", "entity"),
            () if role("metric", id) => ("indicator code", "indicator"),
            () => (title, title),
        };
        header.extend([code.to_owned(), label.to_owned()]);
    }
    header.extend(["value".to_owned(), "flag".to_owned()]);
    let at = |list: &Value, position: usize| match list {
        Value::Array(list) => list.get(position).cloned().unwrap_or(Value::Null),
        Value::Object(map) => map.get(&position.to_string()).cloned().unwrap_or(Value::Null),
        single => single.clone(),
    };
    let rows = (0..count).filter_map(|position| {
        let value = match at(values, position) {
            Value::Number(number) => number.to_string(),
            Value::String(text) => text,
            _ => return None,
        };
        let mut row = Vec::with_capacity(ids.len() * 2 + 2);
        let mut rest = position;
        let mut places = vec![0; sizes.len()];
        for (place, size) in places.iter_mut().zip(&sizes).rev() {
            *place = rest % size.max(&1);
            rest /= size.max(&1);
        }
        for (labels, place) in labels.iter().zip(places) {
            let (code, label) = labels.get(place).cloned().unwrap_or_default();
            row.extend([code, label]);
        }
        let flag = if cube["status"].is_null() { Value::Null } else { at(&cube["status"], position) };
        row.extend([value, flag.as_str().unwrap_or_default().to_owned()]);
        Some(row)
    });
    Ok(from_rows(file, std::iter::once(header).chain(rows)))
}

/// Code and label of each category of a dimension, in order.
fn categories(dimension: &Value, size: usize) -> Vec<(String, String)> {
    let category = &dimension["category"];
    let mut codes: Vec<String> = match &category["index"] {
        Value::Array(list) => list.iter().filter_map(|code| code.as_str().map(str::to_owned)).collect(),
        Value::Object(map) => {
            let mut codes: Vec<(&String, u64)> =
                map.iter().map(|(code, at)| (code, at.as_u64().unwrap_or(0))).collect();
            codes.sort_by_key(|(_, at)| *at);
            codes.into_iter().map(|(code, _)| code.clone()).collect()
        }
        // A dimension with one category may name it in its labels only.
        _ => category["label"].as_object().into_iter().flat_map(|map| map.keys().cloned()).collect(),
    };
    codes.resize(size, String::new());
    codes
        .into_iter()
        .map(|code| {
            let label = category["label"][&code].as_str().unwrap_or(&code).to_owned();
            (code, label)
        })
        .collect()
}

/// A list of objects is a table whose columns are their keys.
fn from_objects(file: &str, rows: &[Value]) -> Grid {
    let mut header: Vec<String> = Vec::new();
    for key in rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()) {
        if !header.contains(key) {
            header.push(key.clone());
        }
    }
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        // The World Bank's interface writes names as objects.
        Value::Object(map) => map.get("value").and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| header.iter().map(|key| text(&row[key.as_str()])).collect()).collect();
    from_rows(file, std::iter::once(header).chain(cells))
}
