//! Builds the program again when an embedded file is added, changed or removed, and tells it which commit it is made from.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=data/packs");
    println!("cargo::rerun-if-changed=data/locales");
    println!("cargo::rerun-if-changed=src/sandbox/face/page/assets");
    println!("cargo::rerun-if-env-changed=BUILD_COMMIT");
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|env| env == "musl") {
        // A static program moves its own addresses when it starts, and reads a list of them: 1.9 MB as it is, 30 kB packed.
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let commit = given().or_else(found).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=DATUM_COMMIT={commit}");
}

/// The commit that the builder names, where there is no repository: in a container, or from a tarball.
fn given() -> Option<String> {
    let commit = std::env::var("BUILD_COMMIT").ok()?;
    let is_commit = (7..=40).contains(&commit.len()) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then_some(commit)
}

/// The commit of the repository whose root this folder is.
fn found() -> Option<String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != Path::new(&root).canonicalize().ok()? {
        return None;
    }
    // A release is built anew for each commit. A developer's build is not, and says so (`cli::version`).
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        let branch = git(&["symbolic-ref", "-q", "HEAD"]);
        for name in ["HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
            let path = git(&["rev-parse", "--git-path", name]).filter(|path| Path::new(path).exists());
            if let Some(path) = path {
                println!("cargo::rerun-if-changed={path}");
            }
        }
    }
    git(&["rev-parse", "--short=12", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned()).filter(|text| !text.is_empty())
}
