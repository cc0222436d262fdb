//! BibTeX: an entry for the source and, where the figure was read elsewhere, one for that.

use super::author::Author;
use super::{Said, Work};
use crate::figure::PartialDate;
use crate::reply::say;

/// The months as BibTeX's own macros name them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn cite(work: &Work<'_>, via: Option<&Work<'_>>, said: &Said<'_>) -> String {
    let mut note = said.note();
    if let Some(via) = via {
        note = format!("{note} {}", say!(work.language, "cite-as-cited-in", "source" => via.publisher.as_str()));
    }
    let mut text = entry(work, &note, if via.is_none() { said.locator() } else { String::new() });
    if let Some(via) = via {
        text.push('\n');
        text.push_str(&entry(via, "", said.locator()));
    }
    text
}

fn entry(work: &Work<'_>, note: &str, locator: String) -> String {
    let (kind, holder) = match work.csl_type {
        "report" => ("techreport", "institution"),
        "book" => ("book", "publisher"),
        _ if work.is_article() => ("article", "journal"),
        _ => ("misc", "publisher"),
    };
    let author = if work.authors.is_empty() {
        // Braces keep the name of an organisation whole.
        format!("{{{}}}", escape(&work.publisher))
    } else {
        work.authors.iter().map(author).collect::<Vec<_>>().join(" and ")
    };
    let mut fields = vec![("author", author), ("title", format!("{{{}}}", escape(&work.title)))];
    fields.push((holder, escape(&work.publisher)));
    if let Some(issued) = work.issued {
        fields.push(("year", issued.year().to_string()));
        if let PartialDate::Month(..) | PartialDate::Day(_) = issued {
            fields.push(("month", month(issued)));
        }
        // BibTeX has no field for a day and does not know this one; BibLaTeX reads it instead of the two above.
        if let PartialDate::Day(day) = issued {
            fields.push(("date", day.to_string()));
        }
    }
    if !work.url.is_empty() {
        fields.push(("url", address(work.url)));
    }
    if let Some(accessed) = work.accessed {
        fields.push(("urldate", accessed.to_string()));
    }
    let note =
        [escape(note), escape(&locator)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if !note.is_empty() {
        fields.push(("note", note));
    }
    let mut text = format!("@{kind}{{{},\n", work.id);
    for (name, value) in fields {
        let value = if name == "month" { value } else { format!("{{{value}}}") };
        text.push_str(&format!("  {name} = {value},\n"));
    }
    text.push_str("}\n");
    text
}

fn author(author: &Author) -> String {
    let name = escape(&author.sorted());
    // A name that is not taken apart stays whole; BibTeX would else read its last word as the family name.
    if author.is_apart() { name } else { format!("{{{name}}}") }
}

fn month(issued: PartialDate) -> String {
    let day = issued.first_day();
    let name =
        usize::try_from(day.month() - 1).ok().and_then(|position| MONTHS.get(position)).copied().unwrap_or("jan");
    match issued {
        PartialDate::Day(day) => format!("{name} # {{~{}}}", day.day()),
        _ => name.to_owned(),
    }
}

/// Text in which TeX reads nothing special.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            // A backslash does not hide a brace from the reader of the entry, who counts them.
            '{' => escaped.push_str(r"\textbraceleft{}"),
            '}' => escaped.push_str(r"\textbraceright{}"),
            '\\' => escaped.push_str(r"\textbackslash{}"),
            '~' => escaped.push_str(r"\textasciitilde{}"),
            '^' => escaped.push_str(r"\textasciicircum{}"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An address in braces: only what would end or open a group is encoded.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_reads_nothing_special() {
        assert_eq!(
            escape(r"50% & {x}_#$ ~^\ 한"),
            r"50\% \& \textbraceleft{}x\textbraceright{}\_\#\$ \textasciitilde{}\textasciicircum{}\textbackslash{} 한"
        );
        assert_eq!(address("https://x.example/{a}%20_b"), "https://x.example/%7Ba%7D%20_b");
    }
}
