//! The text in a package that says what is in it and how to cite it.

use std::fmt::Write as _;

use crate::figure::{FigureRef, Language};
use crate::pack::{Catalog, Needed};
use crate::reply::cite;

/// `README.md`, in English with a Korean summary.
pub(super) fn text(catalog: &Catalog, figures: &[FigureRef], needed: &Needed) -> String {
    let mut text = String::from("# Figures with their sources\n\n");
    let count = figures.len();
    let (noun, verb) = if count == 1 { ("figure", "is") } else { ("figures", "are") };
    // Writing into a string cannot fail.
    let _ = write!(
        text,
        "{count} {noun} {verb} in `figures.csv`, each with its metric, entity, unit, period, status and source; the other \
         tables say what the ids stand for. `datapackage.json` describes every column; `frictionless validate \
         datapackage.json` checks the package.\n\n\
         `figures.csv`에 수치 {count}개가 시점·성격·출처와 함께 있고, 다른 표에는 식별자의 뜻이 있습니다.\n\n\
         ## How to cite\n\n\
         Cite the producer of a figure, not this package. The id of a figure stays the same.\n\n"
    );
    for figure in figures.iter().take(MAX_EXAMPLES) {
        let citation = cite::cite(catalog, Language::English, *figure, cite::Format::Apa);
        let _ = writeln!(text, "- `{}`: {}", catalog.figure(*figure).id, citation.text.replace('\n', " "));
    }
    text.push_str("\n## Sources\n\n");
    for source in &needed.sources {
        let source = catalog.source(*source);
        let _ = write!(text, "- {}, \u{201c}{}\u{201d}", source.publisher.en, source.title.en);
        if let Some(issued) = source.issued {
            let _ = write!(text, ", {issued}");
        }
        if !source.licence.is_empty() {
            let _ = write!(text, ", licence {}", source.licence);
        }
        if !source.url.is_empty() {
            let _ = write!(text, ", <{}>", source.url);
        }
        text.push('\n');
    }
    text.push_str("\n## Packs\n\n");
    for pack in &needed.packs {
        let pack = catalog.pack(*pack);
        let _ = writeln!(text, "- {} {} of {}, licence {}", pack.name, pack.version, pack.created, pack.licence);
    }
    text
}

/// Citations that are shown as examples.
const MAX_EXAMPLES: usize = 3;
