//! Checks on how a figure follows from others.

use super::values::decimal;
use super::{Context, Report, quote};
use crate::figure::{Decimal, Formula, FormulaError, Precision, Status};
use crate::lang::names::items;
use crate::pack::raw::FigureRow;

/// How far a headline or a rough value may lie from its formula, in per cent: "fivefold" for 5.3 is 5.7 per cent off.
const ROUGH_PERCENT: i64 = 6;

pub(super) fn syntax(context: &Context<'_>, report: &mut Report<'_>) {
    for row in with_formula(context) {
        if let Err(error) = Formula::parse(row.formula) {
            let what = format!("{} has the formula {}: {error}", quote(row.id), quote(row.formula));
            report.row(row.place, what, "write it like `100 * a / (a + b)` over ids of figures");
        }
    }
}

pub(super) fn inputs(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.formula.is_empty() || !row.inputs.is_empty()) {
        if row.formula.is_empty() {
            let what = format!("{} has inputs and no formula", quote(row.id));
            report.row(row.place, what, "write the formula, or leave `inputs` empty");
            continue;
        }
        let Ok(formula) = Formula::parse(row.formula) else { continue };
        let listed: Vec<&str> = items(row.inputs).collect();
        let used = formula.ids();
        for id in used.iter().filter(|id| !listed.contains(id)) {
            report.row(
                row.place,
                format!("the formula uses {}, which `inputs` does not list", quote(id)),
                "add it to `inputs`",
            );
        }
        for id in listed.iter().filter(|id| !used.contains(id)) {
            let what = format!("`inputs` lists {}, which the formula does not use", quote(id));
            report.row(row.place, what, "remove it from `inputs`");
        }
    }
}

pub(super) fn result(context: &Context<'_>, report: &mut Report<'_>) {
    for row in with_formula(context) {
        let (Ok(formula), Some(value)) = (Formula::parse(row.formula), decimal(row.value)) else { continue };
        let value_of = |id: &str| decimal(context.find::<FigureRow<'_>>(id)?.value);
        match formula.evaluate(value_of) {
            // An id without a value is reported by other checks.
            Err(FormulaError::Unknown(_)) => {}
            Err(error) => report.row(row.place, format!("{}: {error}", quote(row.id)), "correct the formula"),
            Ok(result) if (result - value).abs() > tolerance(&row, value, result) => {
                let what = format!(
                    "the formula of {} gives {}, but the value is {value}",
                    quote(row.id),
                    result.round_dp(4).normalize()
                );
                report.row(
                    row.place,
                    what,
                    "correct the value, the formula or an input; a rough value has the precision `about`",
                );
            }
            Ok(_) => {}
        }
    }
}

fn with_formula<'a>(context: &Context<'a>) -> impl Iterator<Item = FigureRow<'a>> {
    context.rows::<FigureRow<'a>>().filter(|row| !row.formula.is_empty())
}

/// Half a unit of the last digit shown, or some per cent of the result for what is not exact.
fn tolerance(row: &FigureRow<'_>, value: Decimal, result: Decimal) -> Decimal {
    let half = Decimal::new(5, (value.scale() + 1).min(Decimal::MAX_SCALE));
    let is_rough = row.precision.parse() == Ok(Precision::About)
        || matches!(row.status.parse(), Ok(Status::Rounded | Status::Estimated));
    let rough = result.abs().checked_mul(Decimal::new(ROUGH_PERCENT, 2)).unwrap_or(Decimal::MAX);
    if is_rough { half.max(rough) } else { half }
}
