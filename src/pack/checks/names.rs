//! Checks on names and aliases: what people type must mean one thing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, Report, quote};
use crate::lang::names::{Keys, items, words};
use crate::pack::raw::{EntityRow, MetricRow, Place, TopicRow};

/// A row's id, what it is compared within, its names and its aliases.
struct Named<'a> {
    place: Place,
    id: &'a str,
    kind: &'a str,
    names: [&'a str; 2],
    aliases: [&'a str; 2],
}

pub(super) fn unique(context: &Context<'_>, report: &mut Report<'_>) {
    for (list, thing) in lists(context) {
        // Packs are written by different people: what clashes across them is asked back about, not refused.
        let mut owners: FxHashMap<(u32, &str, String), &str> = FxHashMap::default();
        for row in &list {
            for name in row.names {
                let key = Keys::of(name).squeezed;
                if key.is_empty() {
                    continue;
                }
                let owner = *owners.entry((row.place.pack, row.kind, key)).or_insert(row.id);
                if owner != row.id {
                    let what =
                        format!("the {thing} {} has the name {}, as has {}", quote(row.id), quote(name), quote(owner));
                    report.row(row.place, what, "add what tells them apart");
                }
            }
        }
    }
}

pub(super) fn alias(context: &Context<'_>, report: &mut Report<'_>) {
    for (list, thing) in lists(context) {
        // Each key's first owner, and the kind within which it is a name; names of different kinds may be alike.
        let mut owners: FxHashMap<(u32, String), (&str, Option<&str>)> = FxHashMap::default();
        for is_name in [true, false] {
            for row in &list {
                let cells = if is_name { row.names } else { row.aliases };
                for text in cells.into_iter().flat_map(items) {
                    let kind = is_name.then_some(row.kind);
                    let Keys { squeezed, word_set } = Keys::of(text);
                    let further = (word_set != squeezed).then_some(word_set);
                    let clash =
                        [Some(squeezed), further].into_iter().flatten().filter(|key| !key.is_empty()).find_map(|key| {
                            let (owner, owner_kind) = *owners.entry((row.place.pack, key)).or_insert((row.id, kind));
                            // Two names are the business of the check for names.
                            (owner != row.id && !(is_name && owner_kind.is_some())).then_some(owner)
                        });
                    if let Some(owner) = clash {
                        let what = format!(
                            "the {thing} {} has the alias {}, which means {}",
                            quote(row.id),
                            quote(text),
                            quote(owner)
                        );
                        report.row(row.place, what, "leave it to one of them, or add what tells them apart");
                    }
                }
            }
        }
    }
}

pub(super) fn entity_in_metric(context: &Context<'_>, report: &mut Report<'_>) {
    // Products, groups, projects and events often share their words with what is measured of them.
    const KINDS: [&str; 5] = ["country", "region", "company", "organisation", "person"];
    // Another pack's names never make this one wrong: a company called Size is none of its business.
    let mut names: FxHashSet<(u32, String)> = FxHashSet::default();
    let mut longest = 0;
    for row in context.rows::<EntityRow<'_>>().filter(|row| KINDS.contains(&row.kind)) {
        for name in [row.name_en, row.name_ko] {
            let words = words(name);
            longest = longest.max(words.len());
            names.insert((row.place.pack, words.join(" ")));
        }
    }
    for row in context.rows::<MetricRow<'_>>() {
        for name in [row.name_en, row.name_ko] {
            let words = words(name);
            let spans = (0..words.len())
                .flat_map(|start| (start + 1..=words.len().min(start + longest)).map(move |end| start..end));
            let found = spans
                .filter_map(|span| words.get(span))
                .map(|span| (row.place.pack, span.join(" ")))
                .find(|span| names.contains(span));
            if let Some((_, found)) = found {
                let what = format!(
                    "the name {} of the metric {} holds the entity {}",
                    quote(name),
                    quote(row.id),
                    quote(&found)
                );
                report.row(row.place, what, "name only what is measured; the figure says of whom");
            }
        }
    }
}

pub(super) fn year_in_metric(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<MetricRow<'_>>() {
        for name in [row.id, row.name_en, row.name_ko] {
            if let Some(year) = words(name).iter().find(|word| is_year(word)) {
                let what =
                    format!("the name {} of the metric {} holds the year {}", quote(name), quote(row.id), quote(year));
                report.row(row.place, what, "name only what is measured; the figure says when");
            }
        }
    }
}

fn lists<'a>(context: &Context<'a>) -> [(Vec<Named<'a>>, &'static str); 3] {
    let topics = context.rows::<TopicRow<'a>>().map(|row| Named {
        place: row.place,
        id: row.id,
        kind: "",
        names: [row.name_en, row.name_ko],
        aliases: [row.aliases_en, row.aliases_ko],
    });
    let entities = context.rows::<EntityRow<'a>>().map(|row| Named {
        place: row.place,
        id: row.id,
        kind: row.kind,
        names: [row.name_en, row.name_ko],
        aliases: [row.aliases_en, row.aliases_ko],
    });
    let metrics = context.rows::<MetricRow<'a>>().map(|row| Named {
        place: row.place,
        id: row.id,
        kind: "",
        names: [row.name_en, row.name_ko],
        aliases: [row.aliases_en, row.aliases_ko],
    });
    [(topics.collect(), "topic"), (entities.collect(), "entity"), (metrics.collect(), "metric")]
}

/// A year of the last or this century, perhaps with the Korean word for year behind it.
fn is_year(word: &str) -> bool {
    let digits: String = word.chars().take(4).collect();
    let rest = word.get(digits.len()..).unwrap_or_default();
    digits.chars().filter(char::is_ascii_digit).count() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && (rest.is_empty() || rest.starts_with('년'))
}
