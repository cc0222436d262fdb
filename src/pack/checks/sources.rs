//! Checks on how near a source is to whoever produced what stands in it. A pack that grades none of its sources passes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, Report, quote};
use crate::figure::{Grade, Status};
use crate::pack::raw::{FigureRow, SourceRow};

/// A word of a name that a site's name begins with has at least this many letters: `herald` of `heraldcorp`.
const LEAST_PREFIX: usize = 5;

pub(super) fn graded(context: &Context<'_>, report: &mut Report<'_>) {
    let grading: FxHashSet<u32> =
        context.rows::<SourceRow<'_>>().filter(|row| !row.grade.is_empty()).map(|row| row.place.pack).collect();
    for row in context.rows::<SourceRow<'_>>() {
        if row.grade.is_empty() && grading.contains(&row.place.pack) {
            let what = format!("the source {} has no grade, others of this pack have one", quote(row.id));
            report.row(row.place, what, "grade it, or leave the whole column out");
        }
    }
}

pub(super) fn address(context: &Context<'_>, report: &mut Report<'_>) {
    // By pack, as each pack holds the sources of its own figures.
    let read: FxHashSet<(u32, &str)> = context
        .rows::<FigureRow<'_>>()
        // What was calculated was read nowhere, also where its inputs are in a pack that is left out.
        .filter(|row| ![Status::Withdrawn, Status::Computed].map(Status::word).contains(&row.status))
        .filter(|row| !row.inputs.contains('|'))
        .map(|row| (row.place.pack, if row.via.is_empty() { row.source } else { row.via }))
        .collect();
    for row in context.rows::<SourceRow<'_>>().filter(|row| row.url.is_empty()) {
        let Ok(grade) = row.grade.parse::<Grade>() else { continue };
        let is_page = matches!(grade, Grade::Press | Grade::Repost);
        if is_page || read.contains(&(row.place.pack, row.id)) {
            let what = format!("the source {} is graded {} and has no address", quote(row.id), quote(row.grade));
            let remedy = if is_page {
                "fill in the `url` of the page that was read"
            } else {
                "fill in its `url`; where it was not read itself, name in `via` of its figures the page that was"
            };
            report.row(row.place, what, remedy);
        }
    }
}

pub(super) fn host(context: &Context<'_>, report: &mut Report<'_>) {
    for row in context.rows::<SourceRow<'_>>() {
        let (Ok(grade), Some(host)) = (row.grade.parse::<Grade>(), host_of(row.url)) else { continue };
        let names = [row.publisher_en, row.publisher_ko, row.author, row.aliases_en, row.aliases_ko];
        if grade == Grade::Repost {
            let site = site_of(&host);
            if !names[..2].iter().any(|name| name.to_lowercase().contains(site)) {
                let what =
                    format!("the copy {} stands at {}, which its publisher does not say", quote(row.id), quote(&host));
                report.row(row.place, what, format!("write whose copy it is and where: `Copy of … at {host}`"));
            }
            continue;
        }
        let first = row.url.split('/').nth(3).unwrap_or_default().to_lowercase();
        let labels: Vec<&str> = parts_of(&host).chain([first.as_str()]).filter(|label| label.len() > 1).collect();
        let mut of_name = names.iter().flat_map(|name| name.split('|')).filter(|name| !name.is_empty());
        if !of_name.any(|name| labels.iter().any(|label| is_short_for(label, name))) {
            let what = format!("{} of {} stands at {}", quote(row.id), quote(row.publisher_en), quote(&host));
            let remedy = "if it is a copy, grade it `repost` and say so in the publisher; if the site is the publisher's, \
                          add the site's name to its aliases";
            report.row(row.place, what, remedy);
        }
    }
}

pub(super) fn weak_featured(context: &Context<'_>, report: &mut Report<'_>) {
    let grades: FxHashMap<(u32, &str), Grade> = context
        .rows::<SourceRow<'_>>()
        .filter_map(|row| Some(((row.place.pack, row.id), row.grade.parse().ok()?)))
        .collect();
    for row in context.rows::<FigureRow<'_>>().filter(|row| !row.featured.is_empty()) {
        let read = if row.via.is_empty() { row.source } else { row.via };
        if grades.get(&(row.place.pack, read)).is_some_and(|grade| grade.is_doubtful()) {
            let what = format!("the featured figure {} was read in {} alone", quote(row.id), quote(read));
            report.row(row.place, what, "name in `via` a page that answers for it, or feature another figure");
        }
    }
}

/// The host of an address in lower case, without what servers put in front.
fn host_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    Some(["www.", "m.", "amp."].iter().find_map(|front| host.strip_prefix(front)).unwrap_or(&host).to_owned())
}

/// The parts of a host, and what hyphens part in them.
fn parts_of(host: &str) -> impl Iterator<Item = &str> {
    host.split('.').flat_map(|label| label.split('-').filter(|part| part.len() > 2).chain([label]))
}

/// The part of a host that somebody chose: `kmib` of `kmib.co.kr`, `example` of `news.example.org`.
fn site_of(host: &str) -> &str {
    let labels: Vec<&str> = host.split('.').collect();
    let count = labels.len();
    // Below a country, one more part of up to three letters says which kind of holder it is.
    let is_kind = |label: &&str| label.len() <= 3 && count > 2;
    let from_end = if labels.last().is_some_and(|last| last.len() == 2)
        && count.checked_sub(2).and_then(|at| labels.get(at)).is_some_and(is_kind)
    {
        3
    } else {
        2
    };
    count.checked_sub(from_end).and_then(|at| labels.get(at)).copied().unwrap_or(host)
}

/// Whether a part of an address is made from a name: its letters stand in the name in this order, or it begins with one
/// of the name's words.
fn is_short_for(label: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let mut letters = name.chars();
    let mut wanted = label.chars().filter(|c| c.is_alphanumeric());
    if wanted.all(|wanted| letters.any(|letter| letter == wanted)) {
        return true;
    }
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LEAST_PREFIX);
    words.any(|word| label.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_after_its_publisher_or_not() {
        let check = |url: &str, name: &str, expected: bool| {
            let host = host_of(url).unwrap();
            assert_eq!(
                parts_of(&host).any(|label| label.len() > 1 && is_short_for(label, name)),
                expected,
                "{url} {name}"
            );
        };
        check("https://www.northern-herald.example/a", "Northern Herald", true);
        check("https://nhd.example/a", "North Harbour Daily", true);
        check("https://m.heraldcorp.example", "Herald Business", true);
        check("https://iww-files.storage.example/a.pdf", "Institute for Water and Wells", true);
        check("https://copies.example/a", "Northern Herald", false);
    }

    #[test]
    fn the_chosen_part_of_a_host_is_found() {
        for (host, site) in [
            ("example.org", "example"),
            ("news.example.org", "example"),
            ("example.co.uk", "example"),
            ("news.example.go.kr", "example"),
            ("ytn.kr", "ytn"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(site_of(host), site, "{host}");
        }
        assert_eq!(host_of("http://www.example.org:80/a?b").as_deref(), Some("example.org"));
        assert_eq!(host_of("example.org"), None);
    }
}
