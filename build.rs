//! Builds the program again when an embedded file is added, changed or removed.

fn main() {
    println!("cargo::rerun-if-changed=data/packs");
    println!("cargo::rerun-if-changed=data/locales");
    println!("cargo::rerun-if-changed=src/sandbox/face/page/assets");
}
