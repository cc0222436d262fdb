//! Carries inputs from the corpora of the suite's driver to those of libFuzzer, and back.
//!
//! `corpora out` writes `fuzz/corpus/TARGET`, a file for each input, with the bytes in front that libFuzzer's targets expect.
//! `corpora back TARGET...` writes the short ones of what is in there to `tests/fuzz/corpus/TARGET/found.lines`, an input a line; not of
//! targets whose inputs are files of several names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use datum_fuzz::targets::root;
use datum_fuzz::{drive, frames, names};

const TARGETS: [&str; 7] = ["question", "claim", "extract", "pack", "import", "frame", "answer"];
/// Of a target so many inputs go back, of at most so many bytes each: the gate runs them all.
const MOST: usize = 150;
const LONGEST: usize = 300;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["out"] => TARGETS.into_iter().for_each(out),
        ["back", targets @ ..] => targets.iter().for_each(|target| back(target)),
        _ => {
            eprintln!("corpora out, or corpora back TARGET...");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn out(target: &'static str) {
    let folder = root().join("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    let names = names(target);
    for (number, input) in drive::corpus(target).into_iter().enumerate() {
        let place = names.iter().position(|name| *name == input.name).and_then(|place| u8::try_from(place).ok());
        let front: Vec<u8> = match target {
            "extract" | "pack" | "import" => vec![place.unwrap_or_default()],
            "answer" => vec![0; 8],
            _ => Vec::new(),
        };
        fs::write(folder.join(format!("seed-{number}")), [front, input.bytes].concat()).unwrap();
    }
    if target == "frame" {
        for (number, frame) in frames().into_iter().enumerate() {
            fs::write(folder.join(format!("sent-{number}")), frame).unwrap();
        }
    }
}

fn back(target: &str) {
    let front = match target {
        "question" | "claim" | "frame" => 0,
        "answer" => 8,
        other => return eprintln!("{other}: no target, or one whose inputs have names"),
    };
    let folder = root().join("fuzz/corpus").join(target);
    let found: BTreeSet<(usize, Vec<u8>)> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|file| !is_seed(&file.path()))
        .filter_map(|file| fs::read(file.path()).ok())
        .map(|mut bytes| bytes.split_off(front.min(bytes.len())))
        .filter(|bytes| (1..=LONGEST).contains(&bytes.len()) && !bytes.contains(&b'\n'))
        .map(|bytes| (bytes.len(), bytes))
        .collect();
    // Spread over all lengths, so that not only the emptiest ones are kept.
    let step = found.len().div_ceil(MOST).max(1);
    let kept: Vec<u8> = found.iter().step_by(step).flat_map(|(_, bytes)| [bytes.as_slice(), b"\n"].concat()).collect();
    let folder = root().join("tests/fuzz/corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("found.lines"), kept).unwrap();
}

fn is_seed(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("seed-") || name.starts_with("sent-")
}
