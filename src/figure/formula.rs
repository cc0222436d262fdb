//! How a published ratio or sum follows from other figures: `100 * a / (a + b)`.
//!
//! A formula is kept as it was written, because people read it, and as a tree, because the pack check recomputes it.
//! Operators stand between spaces, so that a hyphen may be part of an id.

use rust_decimal::Decimal;
use std::fmt;

/// A formula over figure ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    text: Box<str>,
    tree: Node,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Number(Decimal),
    Id(Box<str>),
    Operation(Operator, Box<Node>, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Why a formula cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// Something else stands where a figure id, a number or `(` must stand.
    #[error("the formula has {found} where a figure id, a number or `(` must stand")]
    Operand {
        /// What stands there.
        found: String,
    },
    /// Something stands behind the formula's end.
    #[error("the formula goes on with {found}: put an operator (+ - * /) with spaces around it before it")]
    Operator {
        /// What stands there.
        found: String,
    },
    /// A bracket is not closed.
    #[error("a bracket in the formula is not closed: add `)`")]
    Bracket,
    /// The brackets are nested too deeply.
    #[error("the formula nests more than {0} brackets: write it with fewer")]
    Deep(usize),
    /// An id has no value.
    #[error("the formula uses `{0}`, which is no known figure: list its id in `inputs` and check the spelling")]
    Unknown(String),
    /// A division by zero, or a result that is too large.
    #[error("the formula has no result: it divides by zero or leaves the range of exact decimals")]
    NoResult,
}

/// Brackets deeper than this are refused, so that a hostile pack cannot exhaust the stack.
const MAX_DEPTH: usize = 32;

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// Says what stands where it must not.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let mut tokens: Vec<&str> = spaced.split_whitespace().rev().collect();
        let tree = sum(&mut tokens, 0)?;
        match tokens.pop() {
            None => Ok(Self { text: text.trim().into(), tree }),
            Some(found) => Err(FormulaError::Operator { found: quote(found) }),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The figure ids in it, in order, each once.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.tree.collect_ids(&mut ids);
        ids
    }

    /// The result, with the value of each id given by `value_of`.
    ///
    /// # Errors
    /// If an id has no value, or there is no exact result.
    pub fn evaluate(&self, value_of: impl Fn(&str) -> Option<Decimal>) -> Result<Decimal, FormulaError> {
        self.tree.evaluate(&value_of)
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Node {
    fn collect_ids<'a>(&'a self, ids: &mut Vec<&'a str>) {
        match self {
            Self::Number(_) => {}
            Self::Id(id) => {
                if !ids.contains(&&**id) {
                    ids.push(id);
                }
            }
            Self::Operation(_, left, right) => {
                left.collect_ids(ids);
                right.collect_ids(ids);
            }
        }
    }

    fn evaluate(&self, value_of: &impl Fn(&str) -> Option<Decimal>) -> Result<Decimal, FormulaError> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Id(id) => value_of(id).ok_or_else(|| FormulaError::Unknown(id.to_string())),
            Self::Operation(operator, left, right) => {
                let (left, right) = (left.evaluate(value_of)?, right.evaluate(value_of)?);
                let result = match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                };
                result.ok_or(FormulaError::NoResult)
            }
        }
    }
}

fn sum(tokens: &mut Vec<&str>, depth: usize) -> Result<Node, FormulaError> {
    let mut left = product(tokens, depth)?;
    loop {
        let operator = match tokens.last() {
            Some(&"+") => Operator::Add,
            Some(&"-") => Operator::Subtract,
            _ => return Ok(left),
        };
        tokens.pop();
        left = Node::Operation(operator, Box::new(left), Box::new(product(tokens, depth)?));
    }
}

fn product(tokens: &mut Vec<&str>, depth: usize) -> Result<Node, FormulaError> {
    let mut left = operand(tokens, depth)?;
    loop {
        let operator = match tokens.last() {
            Some(&"*") => Operator::Multiply,
            Some(&"/") => Operator::Divide,
            _ => return Ok(left),
        };
        tokens.pop();
        left = Node::Operation(operator, Box::new(left), Box::new(operand(tokens, depth)?));
    }
}

fn operand(tokens: &mut Vec<&str>, depth: usize) -> Result<Node, FormulaError> {
    let Some(token) = tokens.pop() else { return Err(FormulaError::Operand { found: "its end".into() }) };
    if token == "(" {
        if depth >= MAX_DEPTH {
            return Err(FormulaError::Deep(MAX_DEPTH));
        }
        let inner = sum(tokens, depth + 1)?;
        return if tokens.pop() == Some(")") { Ok(inner) } else { Err(FormulaError::Bracket) };
    }
    if token.starts_with(|c: char| c.is_ascii_digit()) && token.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return token.parse().map(Node::Number).map_err(|_| FormulaError::Operand { found: quote(token) });
    }
    if token.starts_with(|c: char| c.is_ascii_alphanumeric())
        && token.ends_with(|c: char| c.is_ascii_alphanumeric())
        && token.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
    {
        return Ok(Node::Id(token.into()));
    }
    Err(FormulaError::Operand { found: quote(token) })
}

fn quote(token: &str) -> String {
    format!("`{}`", token.chars().take(40).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluate(text: &str) -> Result<String, FormulaError> {
        let value_of = |id: &str| match id {
            "bought-2023" => Some(Decimal::from(150_000)),
            "held-2023" => Some(Decimal::from(1_961)),
            "zero" => Some(Decimal::ZERO),
            _ => None,
        };
        Formula::parse(text)?.evaluate(value_of).map(|value| value.round_dp(2).normalize().to_string())
    }

    #[test]
    fn formulas_follow_the_usual_order_of_operations() {
        assert_eq!(evaluate("bought-2023 / held-2023"), Ok("76.49".into()));
        assert_eq!(evaluate("1 + 2 * 3 - 4"), Ok("3".into()));
        assert_eq!(evaluate("100 * held-2023 / (bought-2023 + held-2023)"), Ok("1.29".into()));
        assert_eq!(evaluate("10 - 3 - 2"), Ok("5".into()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let message = |text: &str| evaluate(text).unwrap_err().to_string();
        insta::assert_snapshot!(
            ["", "1 +", "(1", "1 2", "held-2023 ^ 2", "other", "1 / zero", "* 2"].map(|text| format!("{text:<14} {}", message(text))).join("\n"),
            @r"
                       the formula has its end where a figure id, a number or `(` must stand
        1 +            the formula has its end where a figure id, a number or `(` must stand
        (1             a bracket in the formula is not closed: add `)`
        1 2            the formula goes on with `2`: put an operator (+ - * /) with spaces around it before it
        held-2023 ^ 2  the formula goes on with `^`: put an operator (+ - * /) with spaces around it before it
        other          the formula uses `other`, which is no known figure: list its id in `inputs` and check the spelling
        1 / zero       the formula has no result: it divides by zero or leaves the range of exact decimals
        * 2            the formula has `*` where a figure id, a number or `(` must stand
        ");
        assert_eq!(Formula::parse(&"(".repeat(10_000)), Err(FormulaError::Deep(MAX_DEPTH)));
    }

    #[test]
    fn ids_are_listed_once_in_order() {
        let formula = Formula::parse("100 * a / (a + b-2)").unwrap();
        assert_eq!(formula.ids(), ["a", "b-2"]);
        assert_eq!(formula.text(), "100 * a / (a + b-2)");
    }
}
