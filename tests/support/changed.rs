//! A copy of a pack of the tests with other figures, as if its editors had published a new version.

use std::path::{Path, PathBuf};

/// Copies the pack below a folder, with its figures changed.
pub fn islands(folder: &Path, change: impl Fn(&str) -> String) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/sorrel-isles");
    let to = folder.join("sorrel-isles");
    let _ = std::fs::remove_dir_all(&to);
    std::fs::create_dir_all(&to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let mut bytes = std::fs::read(&path).unwrap();
        if path.ends_with("figures.csv") {
            bytes = change(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        std::fs::write(to.join(path.file_name().unwrap()), bytes).unwrap();
    }
    to
}

/// The newest figure of a cell as the pack has it, and the beginning of its row.
pub const CRABS: &str = "hollin-crab-2024,crab-landings,hollin,1370,,,2024,reported";

/// The same with another value.
pub fn revised(figures: &str) -> String {
    assert!(figures.contains(CRABS));
    figures.replace(CRABS, "hollin-crab-2024,crab-landings,hollin,1377,,,2024,reported")
}

/// With a figure of a later period besides.
pub fn newer(figures: &str) -> String {
    let row = "hollin-crab-2025,crab-landings,hollin,1401,,,2025,provisional,exact,,,,fishery-yearbook-2024,,,2026-03-01,,,,,\n";
    format!("{figures}{row}")
}
