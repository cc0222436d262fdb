//! The rules of the rooms, as `ARCHITECTURE.md` states them: who may use whom, and what never appears where.

use std::path::{Path, PathBuf};

/// Each room below `src` with the rooms that it may use. A file beside the rooms (`app.rs`) is a room of one file.
const MAY_USE: &[(&str, &[&str])] = &[
    ("figure", &[]),
    ("lang", &["figure"]),
    ("pack", &["figure", "lang"]),
    ("read", &["figure", "lang", "pack"]),
    ("facts", &["figure", "lang", "pack"]),
    ("decide", &["figure", "lang", "pack", "read", "facts"]),
    ("query", &["figure", "lang", "pack", "read", "facts", "decide"]),
    ("claim", &["figure", "lang", "pack", "read", "facts", "decide", "query"]),
    ("reply", &["figure", "lang", "pack", "facts", "query", "claim"]),
    ("export", &["figure", "pack", "query", "reply"]),
    ("chart", &["figure", "lang", "pack", "facts", "query", "reply"]),
    ("brief", &["figure", "pack", "facts", "query", "reply", "export"]),
    ("app", &["figure", "pack", "decide", "query", "claim", "brief"]),
    ("config", &["figure"]),
    ("calendar", &["figure"]),
    ("store", &["figure"]),
    ("telemetry", &["config"]),
    ("health", &[]),
    ("sandbox", &[]),
    ("links", &["figure", "pack"]),
    (
        "discord",
        &[
            "figure",
            "lang",
            "pack",
            "read",
            "facts",
            "query",
            "claim",
            "reply",
            "export",
            "chart",
            "brief",
            "app",
            "calendar",
            "config",
            "store",
            "telemetry",
            "health",
        ],
    ),
    (
        "cli",
        &[
            "figure",
            "lang",
            "pack",
            "read",
            "facts",
            "decide",
            "query",
            "claim",
            "reply",
            "export",
            "chart",
            "brief",
            "app",
            "calendar",
            "config",
            "store",
            "telemetry",
            "health",
            "links",
            "discord",
            "sandbox",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

/// Libraries that only one room may see, and why.
const ONLY_IN: &[(&str, &str, &str)] = &[
    ("serenity", "discord", "Discord's types stay at the edge"),
    ("twilight_gateway", "discord", "the gateway library stays at the edge"),
    ("poise", "discord", "the gateway library stays at the edge"),
    ("reqwest", "discord cli links", "network at the edge only"),
    ("axum", "sandbox health", "servers are the stand-in and the listener for health and metrics"),
    ("prometheus_client", "health", "what is counted is named in one place"),
    ("resvg", "chart", "pictures are drawn in one place"),
    ("skrifa", "chart", "fonts are read in one place"),
    ("sqlx", "store", "statements are written in one place"),
    (
        "zip",
        "export pack claim",
        "archives are made where figures leave, measured where tables come in, and opened where documents do",
    ),
    ("quick_xml", "claim", "documents are read in one place"),
    (
        "csv",
        "pack lang reply claim export cli",
        "tables are read where packs and word lists are, and written where figures leave",
    ),
];

/// What the core never does: it has no network, no disk, no clock, no processes.
const CORE: &[&str] =
    &["figure", "calendar", "lang", "read", "facts", "decide", "query", "claim", "reply", "export", "chart", "brief"];
const NEVER_IN_CORE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::time::SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "tokio::",
];

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let mut broken = Vec::new();
    for (room, path, text) in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            broken.push(format!("{}: the room `{room}` is not in the table of this test", path.display()));
            continue;
        };
        for line in code(&text) {
            for used in line.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_room = MAY_USE.iter().any(|(name, _)| *name == used);
                if is_room && used != room && !allowed.contains(&used.as_str()) {
                    broken.push(format!("{}: {room} must not use {used}: {line}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for (room, path, text) in sources() {
        for (library, rooms, why) in ONLY_IN {
            let inside = rooms.split(' ').any(|allowed| allowed == room);
            let used = code(&text)
                .map(without_strings)
                .any(|line| line.contains(&format!("{library}::")) || line.contains(&format!("use {library};")));
            if used && !inside {
                broken.push(format!("{}: `{library}` belongs to {rooms} ({why})", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_core_has_no_network_disk_or_clock() {
    let mut broken = Vec::new();
    for (room, path, text) in sources() {
        if !CORE.contains(&room.as_str()) {
            continue;
        }
        // Tests inside a file may read the file system.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code(text) {
            broken.extend(
                NEVER_IN_CORE
                    .iter()
                    .filter(|banned| line.contains(**banned))
                    .map(|banned| format!("{}: {banned}: {line}", path.display())),
            );
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn calculations_know_the_catalogue_by_its_trait_alone() {
    for (room, path, text) in sources() {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if room != "facts" || matches!(&*file, "catalogue.rs" | "testing.rs") {
            continue;
        }
        let named = code(&text).find(|line| line.contains("pack::Catalog") || line.contains("&Catalog"));
        assert_eq!(named, None, "{} takes the rows themselves instead of `Catalogue`", path.display());
    }
}

#[test]
fn every_file_says_why_it_is_there() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(_, _, text)| !text.starts_with("//! "))
        .map(|(_, path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "without a module doc: {}", silent.join(", "));
}

#[test]
fn the_subject_of_the_packs_is_not_in_the_code() {
    // The packs carry all knowledge of a field; a word of the built-in field outside comments and tests would be a special case.
    let words = ["h100", "gpu", "nvidia", "microsoft", "hankyung", "spri"];
    let mut broken = Vec::new();
    for (room, path, text) in sources() {
        if room == "sandbox" || room == "cli" || room == "discord" {
            // Faces may show the founding question as an example.
            continue;
        }
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code(text) {
            let line = line.to_lowercase();
            broken.extend(
                words
                    .iter()
                    .filter(|word| line.split(|c: char| !c.is_alphanumeric()).any(|found| found == **word))
                    .map(|word| format!("{}: {word}: {line}", path.display())),
            );
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Lines of code without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()).filter(|line| !line.is_empty())
}

/// A line without what stands in quotes.
fn without_strings(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

/// Every source file with its room.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).expect("a file below src");
            let first = inside.components().next().expect("a file name").as_os_str().to_string_lossy();
            let room = first.trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).expect("a readable file");
            (room, inside.to_owned(), text)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
