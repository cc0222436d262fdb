//! `robots.txt` as RFC 9309 reads it: the group for us or the one for everybody, and the longest rule that fits.

/// What a host allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Robots {
    /// Patterns with whether they allow, in the order of the file.
    rules: Vec<(String, bool)>,
}

impl Robots {
    /// Everything is allowed: there is no such file.
    pub(super) fn open() -> Self {
        Self { rules: Vec::new() }
    }

    /// Nothing is allowed: the file cannot be had.
    pub(super) fn closed() -> Self {
        Self { rules: vec![("/".to_owned(), false)] }
    }

    /// Reads the rules for an agent whose name is given in lower case.
    pub(super) fn read(text: &str, agent: &str) -> Self {
        let (mut ours, mut everybodys) = (Vec::new(), Vec::new());
        let (mut has_ours, mut in_agents) = (false, false);
        let (mut is_ours, mut is_everybodys) = (false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_lowercase().as_str() {
                "user-agent" => {
                    if !in_agents {
                        (is_ours, is_everybodys) = (false, false);
                    }
                    in_agents = true;
                    is_everybodys |= value == "*";
                    is_ours |= value.to_lowercase() == agent;
                    has_ours |= is_ours;
                }
                key @ ("allow" | "disallow") => {
                    in_agents = false;
                    if value.is_empty() {
                        continue;
                    }
                    let rule = (value.to_owned(), key == "allow");
                    if is_ours {
                        ours.push(rule.clone());
                    }
                    if is_everybodys {
                        everybodys.push(rule);
                    }
                }
                _ => {}
            }
        }
        Self { rules: if has_ours { ours } else { everybodys } }
    }

    /// Whether a path, with its query, may be asked for.
    pub(super) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, path));
        // Of two equally long rules the one that allows counts.
        fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows)).is_none_or(|(_, allows)| *allows)
    }
}

/// Whether a pattern fits the beginning of a path; `*` stands for anything, `$` at the end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    for (position, piece) in pieces.iter().enumerate() {
        if to_end && position + 1 == pieces.len() {
            return rest.ends_with(piece);
        }
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    !to_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# all\nUser-agent: *\nDisallow: /private\nAllow: /private/open\nDisallow: /*.pdf$\n\nUser-agent: other\nUser-Agent: datum\nDisallow: /archive\n";

    #[test]
    fn the_longest_rule_of_the_right_group_counts() {
        let everybody = Robots::read(FILE, "somebody");
        for (path, allowed) in [
            ("/", true),
            ("/private/a", false),
            ("/private/open/a", true),
            ("/a/b.pdf", false),
            ("/a/b.pdf?x", true),
            ("/archive", true),
        ] {
            assert_eq!(everybody.allows(path), allowed, "{path}");
        }
        let ours = Robots::read(FILE, "datum");
        assert!(ours.allows("/private/a") && !ours.allows("/archive/1"));
    }

    #[test]
    fn no_file_allows_and_an_unreachable_one_does_not() {
        assert!(Robots::open().allows("/a") && !Robots::closed().allows("/a"));
        assert!(Robots::read("", "datum").allows("/a"));
        assert!(Robots::read("User-agent: *\nDisallow:\n", "datum").allows("/a"));
        assert!(Robots::read("Disallow: /\n", "datum").allows("/a"), "a rule of nobody");
        assert!(Robots::read("no colon\n:\n\u{feff}User-agent: *", "datum").allows("/a"));
    }
}
