//! Builds the program again when a file of the embedded packs is added, changed or removed.

fn main() {
    println!("cargo::rerun-if-changed=data/packs");
}
