//! The table that a run prints.

use serde_json::Value;

use super::Report;
use super::measure::Spread;

/// Prints all rows, sizes side by side.
pub fn print(reports: &[Report], command_line: &Spread) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut row = |label: &str, goal: &str, cell: &dyn Fn(&Report) -> Option<String>| {
        let mut cells = vec![label.to_owned()];
        cells.extend(reports.iter().map(|report| cell(report).unwrap_or_else(|| "-".to_owned())));
        cells.push(goal.to_owned());
        rows.push(cells);
    };
    row("", "goal", &|report| report["size"].as_str().map(str::to_owned));
    for (label, key) in [("figures", "figures"), ("metrics", "metrics"), ("entities", "entities")] {
        row(label, "", &|report| Some(report.get(key)?.to_string()));
    }
    row("questions timed (left out)", "", &|report| {
        Some(format!("{} ({})", report.get("questions")?, report.get("left_out")?))
    });
    row("question to answer, p50", "embedded below 50 µs", &|report| spread(report, "ask", |times| times.p50));
    row("question to answer, p99", "", &|report| spread(report, "ask", |times| times.p99));
    row("question to answer, worst", "", &|report| spread(report, "ask", |times| times.worst));
    for operation in ["compare", "trend", "rank"] {
        let label = format!("{operation} to answer, p50");
        row(&label, "below 200 µs", &|report| spread(report, operation, |times| times.p50));
        row(&format!("{operation} to answer, p99"), "", &|report| spread(report, operation, |times| times.p99));
        row(&format!("{operation} answers a second (questions)"), "", &|report| {
            let per_second = report.get(&format!("{operation}_per_second"))?.as_f64()?;
            Some(format!("{per_second:.0} ({})", report.get(&format!("{operation}_count"))?))
        });
    }
    row("question to text, p50", "", &|report| spread(report, "text", |times| times.p50));
    row("question to text, p99", "", &|report| spread(report, "text", |times| times.p99));
    row("question to text, worst", "", &|report| spread(report, "text", |times| times.worst));
    row("whole metric or order, p50", "", &|report| spread(report, "tables", |times| times.p50));
    row("whole metric or order, worst", "", &|report| spread(report, "tables", |times| times.worst));
    row("autocompletion, p50", "", &|report| spread(report, "complete", |times| times.p50));
    row("autocompletion, p99", "", &|report| spread(report, "complete", |times| times.p99));
    row("scan over all texts, p50", "for comparison", &|report| spread(report, "scan", |times| times.p50));
    row("scan finds the figure", "for comparison", &|report| {
        Some(format!("{:.0} %", report.get("scan_right")?.as_f64()? * 100.0))
    });
    row("compact file", "", &|report| Some(format!("{:.1} MiB", report.get("file_mib")?.as_f64()?)));
    row("load packs, first", "", &|report| report.get("first_load_us")?.as_f64().map(time));
    row("make engine, first", "", &|report| report.get("first_engine_us")?.as_f64().map(time));
    row("start, first", "embedded below 100 ms, 1M-file below 500 ms", &|report| {
        let us = |key: &str| report.get(key)?.as_f64();
        Some(time(us("first_load_us")? + us("first_engine_us")?))
    });
    row("start, p50 of several", "", &|report| {
        let p50 = |key: &str| Some(Spread::from_json(report.get(key)?)?.p50);
        Some(time(p50("load")? + p50("engine")?))
    });
    row("resident after start", "embedded below 30 MiB, 1M-file below 250 MiB", &|report| {
        Some(format!("{:.1} MiB", report.get("resident_mib").and_then(Value::as_f64)?))
    });
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default())
        .collect();
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let pad = " ".repeat(width - cell.chars().count());
                if column == 0 || column + 1 == row.len() { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
            })
            .collect();
        println!("{}", cells.join("  ").trim_end());
    }
    println!("`datum ask` from call to end: p50 {}, worst {}", time(command_line.p50), time(command_line.worst));
}

fn spread(report: &Report, key: &str, which: impl Fn(&Spread) -> f64) -> Option<String> {
    Some(time(which(&Spread::from_json(report.get(key)?)?)))
}

/// Microseconds in the unit that reads best.
pub fn time(us: f64) -> String {
    match us {
        us if us < 1_000.0 => format!("{us:.1} µs"),
        us if us < 1_000_000.0 => format!("{:.1} ms", us / 1_000.0),
        us => format!("{:.2} s", us / 1_000_000.0),
    }
}
