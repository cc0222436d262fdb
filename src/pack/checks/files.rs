//! Checks on files, their bytes and their columns.

use super::{Context, Report, quote};
use crate::pack::notes::Note;
use crate::pack::raw::{DESCRIPTOR, Fault, FaultKind, TableKind};
use crate::pack::suggest::did_you_mean;

pub(super) fn empty_folder(context: &Context<'_>, report: &mut Report<'_>) {
    for (position, _) in context.packs.iter().enumerate().filter(|(_, pack)| pack.is_empty) {
        let remedy = "put datapackage.json and the tables there, or name a folder that holds packs";
        report.file(position, "", None, "the folder holds no pack".to_owned(), remedy);
    }
}

pub(super) fn pack_twice(context: &Context<'_>, report: &mut Report<'_>) {
    for (position, pack) in context.packs.iter().enumerate() {
        if context.packs.iter().take(position).any(|other| other.name == pack.name) {
            let what = "two folders with this name were given".to_owned();
            report.file(position, "", None, what, "leave one out, or rename its folder and its `name`");
        }
    }
}

pub(super) fn missing(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::Missing => Some((
            format!("there is no {}", fault.file),
            if fault.file == DESCRIPTOR {
                "describe the pack there, as data/packs/README.md says".to_owned()
            } else {
                "add the table; without rows, its header line is enough".to_owned()
            },
        )),
        _ => None,
    });
}

pub(super) fn unknown(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::UnknownFile => {
            let known = TableKind::ALL.map(TableKind::file);
            let fallback = format!("move it elsewhere; the tables are {}", known.join(", "));
            let remedy = did_you_mean(&fault.file, known.into_iter(), fallback);
            Some((format!("{} is no table that Datum reads", quote(&fault.file)), remedy))
        }
        _ => None,
    });
}

pub(super) fn unreadable(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match &fault.kind {
        FaultKind::Unreadable(reason) => Some(match pack_in_one_file(reason) {
            Some((what, remedy)) => (what.to_owned(), remedy.to_owned()),
            None => (
                format!("it cannot be read: {reason}"),
                "check that the path is right and that Datum may read it".to_owned(),
            ),
        }),
        _ => None,
    });
}

/// What is wrong with a compact file, and what to do; none for what the system says of a file.
fn pack_in_one_file(reason: &str) -> Option<(&str, &str)> {
    reason.split_once(": ").filter(|(what, _)| what.starts_with("it ") || what.starts_with("its "))
}

pub(super) fn huge(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::TooLarge(bytes) => Some((
            format!("the file has {bytes} bytes, more than 2 GiB"),
            "divide the pack into several with fewer rows each".to_owned(),
        )),
        _ => None,
    });
}

/// What other programs leave in a file and is read over.
pub(super) fn notes(context: &Context<'_>) -> Vec<Note> {
    let faults = context.packs.iter().flat_map(|pack| pack.faults.iter().map(move |fault| (pack, fault)));
    let word = |fault: &Fault| match fault.kind {
        FaultKind::ByteOrderMark => Some("the file starts with a byte order mark, which is read over"),
        FaultKind::CarriageReturn => {
            Some("lines end with a carriage return, first this one; they are read as if they ended with LF alone")
        }
        _ => None,
    };
    faults
        .filter_map(|(pack, fault)| {
            let what = word(fault)?.to_owned();
            Some(Note { pack: pack.name.clone(), file: fault.file.clone(), line: fault.line, what })
        })
        .collect()
}

pub(super) fn utf8(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::NotUtf8 => Some((
            "the line is not UTF-8, so the file was not read".to_owned(),
            "save the file as UTF-8, for example with `iconv -f CP949 -t UTF-8`".to_owned(),
        )),
        _ => None,
    });
}

pub(super) fn csv(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match &fault.kind {
        FaultKind::Csv(reason) => Some((
            format!("the table cannot be read as CSV: {reason}"),
            "put the cell into double quotes, and write a quote in it as two".to_owned(),
        )),
        _ => None,
    });
}

pub(super) fn unknown_column(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| {
        let known = TableKind::ALL.into_iter().find(|kind| kind.file() == fault.file)?.columns();
        match &fault.kind {
            FaultKind::UnknownColumn(column) => Some((
                format!("the column {} is not known", quote(column)),
                did_you_mean(column, known.iter().copied(), format!("remove it; the columns are {}", known.join(","))),
            )),
            FaultKind::ColumnTwice(column) => {
                Some((format!("the column {} stands there twice", quote(column)), "remove one of them".to_owned()))
            }
            _ => None,
        }
    });
}

pub(super) fn missing_column(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::MissingColumn(column) => Some((
            format!("there is no column `{column}`, so the rows were not read"),
            "add it; its cells may be empty unless every row needs one".to_owned(),
        )),
        _ => None,
    });
}

pub(super) fn column_order(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::ColumnOrder => {
            let kind = TableKind::ALL.into_iter().find(|kind| kind.file() == fault.file)?;
            let may = kind.optional_columns();
            let must: Vec<&str> = kind.columns().iter().copied().filter(|column| !may.contains(column)).collect();
            let behind = if may.is_empty() {
                String::new()
            } else {
                format!(", and {} behind them if it is there", may.join(","))
            };
            Some(("the columns are not in their order".to_owned(), format!("put them as {}{behind}", must.join(","))))
        }
        _ => None,
    });
}

pub(super) fn row_length(context: &Context<'_>, report: &mut Report<'_>) {
    each(context, report, |fault| match fault.kind {
        FaultKind::RowLength { found, expected } => Some((
            format!("the row has {found} cells instead of {expected}"),
            "put a cell with a comma into double quotes, and count the commas".to_owned(),
        )),
        _ => None,
    });
}

/// Reports each fault for which `word` finds words: what is wrong and what to do.
fn each(context: &Context<'_>, report: &mut Report<'_>, word: impl Fn(&Fault) -> Option<(String, String)>) {
    for (position, pack) in context.packs.iter().enumerate() {
        for fault in &pack.faults {
            if let Some((what, remedy)) = word(fault) {
                report.file(position, &fault.file, fault.line, what, remedy);
            }
        }
    }
}
