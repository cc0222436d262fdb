//! Checks on periods and dates.

use super::{Context, Report, quote};
use crate::figure::{PartialDate, Period, PeriodError, Status};
use crate::pack::raw::{FigureRow, Place, SourceRow};

pub(super) fn period(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.period.is_empty()) {
        if let Err(error) = row.period.parse::<Period>() {
            let (what, remedy) = match error {
                PeriodError::Date(_) => ("is no period", "write 2023, 2023-06, 2023-12-31 or 2023-01/2023-06"),
                PeriodError::Backwards(_) => ("ends before it starts", "write the earlier date first"),
            };
            report.row(row.place, format!("`period` is {}, which {what}", quote(row.period)), remedy);
        }
    }
}

pub(super) fn future_period(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>() {
        let (Ok(period), Ok(status)) = (row.period.parse::<Period>(), row.status.parse::<Status>()) else { continue };
        let last = period.end().unwrap_or(period.start());
        let may_lie_ahead = status.is_outlook() || matches!(status, Status::Announced | Status::Computed);
        if !may_lie_ahead && last.first_day() > context.today {
            let what = format!(
                "the period {} lies after today, {}, but the status is `{status}`",
                quote(row.period),
                context.today
            );
            report.row(row.place, what, "make the status `planned`, `announced` or `forecast`, or correct the period");
        }
    }
}

pub(super) fn date(context: &Context<'_>, report: &mut Report<'_>) {
    for (place, column, cell) in dates(context) {
        if cell.parse::<PartialDate>().is_err() {
            let what = format!("`{column}` is {}, which is no date", quote(cell));
            report.row(place, what, "write 2024, 2024-04 or 2024-04-15, or leave it empty if it is not known");
        }
    }
}

pub(super) fn future_date(context: &Context<'_>, report: &mut Report<'_>) {
    for (place, column, cell) in dates(context) {
        if cell.parse::<PartialDate>().is_ok_and(|date| date.first_day() > context.today) {
            let what = format!("`{column}` is {}, which lies after today, {}", quote(cell), context.today);
            report.row(place, what, "correct it, or the computer's clock");
        }
    }
}

/// The cells with dates that are not empty.
fn dates<'a>(context: &Context<'a>) -> impl Iterator<Item = (Place, &'static str, &'a str)> {
    let sources = context.rows::<SourceRow<'a>>();
    let of_sources = sources.flat_map(|row| [(row.place, "issued", row.issued), (row.place, "accessed", row.accessed)]);
    let of_figures = context.rows::<FigureRow<'a>>().map(|row| (row.place, "known_from", row.known_from));
    of_sources.chain(of_figures).filter(|(_, _, cell)| !cell.is_empty())
}
