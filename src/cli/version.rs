//! Which program this is: its version, the commit that it was made from, and the packs that are in it.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::pack::{self, Catalog, Embedded};

/// The version of the program.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that the program was made from. A developer's build is made from it and from what was changed since.
pub(super) fn commit() -> &'static str {
    match env!("DATUM_COMMIT") {
        "unknown" => "unknown",
        _ if cfg!(debug_assertions) => concat!(env!("DATUM_COMMIT"), " or later, development build"),
        commit => commit,
    }
}

/// What `datum --version` says.
pub(super) fn text() -> String {
    let mut text = format!("datum {VERSION} (commit {})\n", commit());
    if let Ok(catalog) = pack::load_with(&[], &Embedded::All) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "packs: {}", packs(&catalog));
    }
    text
}

/// The packs of a catalogue with their versions, and how many figures they hold.
pub(super) fn packs(catalog: &Catalog) -> String {
    let names: Vec<String> = catalog.packs().iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect();
    format!("{} ({} figures)", names.join(", "), catalog.figures().len())
}

/// What is said of a clock by which the packs are far from being made: Discord's certificates may not be valid yet either.
pub(super) fn clock_is_behind(catalog: &Catalog, today: Date) -> Option<String> {
    let made = catalog.not_before(today)?;
    Some(format!(
        "by this machine's clock it is {today}, which is before the packs were made ({made}): set the clock right, or Discord's certificates may be refused; questions are answered as of {made}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_before_the_packs_is_told_of() {
        let catalog = pack::load_with(&[], &Embedded::All).unwrap();
        let said = clock_is_behind(&catalog, Date::constant(2016, 9, 1)).unwrap();
        assert!(said.contains("2016-09-01"), "{said}");
        assert_eq!(clock_is_behind(&catalog, Date::constant(2099, 1, 1)), None);
    }
}
