//! Makes inputs from a corpus, has them read, and keeps what goes wrong.

use std::collections::HashMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::targets::{Input, root};

/// How long a target runs unless it is said otherwise. All seven take less than a minute.
const SECONDS: f64 = 6.0;
/// One input may take so long: far more than any takes, also on a machine that is busy, and far less than for ever.
const SLOW: Duration = Duration::from_secs(20);
/// Longer inputs are cut. What is not linear shows below that.
const MAX_BYTES: usize = 20_000;
/// Changes of one input.
const MAX_CHANGES: usize = 6;

/// Bits that accidents and attacks are made of.
const SCRAPS: [&str; 62] = [
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{200B}",
    "\u{202E}",
    "\u{FEFF}",
    "\u{301}",
    "\u{AD}",
    "👨‍👩‍👧",
    "가",
    "ㄱ",
    "은",
    "에서",
    "몇",
    "억",
    "조",
    "2023",
    "2023년",
    "2023-13-45",
    "Q3",
    "-",
    "—",
    "–",
    "1,961",
    "0.5",
    "-0",
    "1e308",
    "NaN",
    "99999999999999999999",
    "٣",
    "½",
    "%",
    "$",
    "€",
    "@everyone",
    "<@1>",
    "`",
    "```",
    "||",
    "[x](y)",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u0000",
    ",",
    ";",
    ":",
    "=cmd|' /C calc'!A0",
    "null",
    "true",
    "{}",
    "[[[[[[[[",
    "<div>",
    "</",
    "&amp;",
    "> > > > ",
    "\u{10FFFF}",
];

/// Numbers that follow from a seed (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The inputs of a target.
pub struct Source {
    target: &'static str,
    corpus: Vec<Input>,
    chance: Chance,
    begun: Instant,
    limit: Duration,
    pub count: usize,
}

impl Source {
    pub fn new(target: &'static str) -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<f64>().ok());
        let seed = number("FUZZ_SEED").unwrap_or(1.0).to_bits();
        let limit = Duration::from_secs_f64(number("FUZZ_SECONDS").unwrap_or(SECONDS));
        let corpus = corpus(target);
        Self { target, corpus, chance: Chance(seed), begun: Instant::now(), limit, count: 0 }
    }

    /// The next input: those of the corpus first, as they are; none when time is up.
    pub fn next(&mut self) -> Option<Input> {
        let whole = self.corpus.get(self.count).cloned();
        if whole.is_none() && self.begun.elapsed() > self.limit {
            println!("{}: {} inputs in {:.1} s", self.target, self.count, self.begun.elapsed().as_secs_f64());
            return None;
        }
        self.count += 1;
        Some(whole.unwrap_or_else(|| self.made()))
    }

    /// Inputs that were got otherwise than from a file.
    pub fn add(&mut self, inputs: impl IntoIterator<Item = Input>) {
        self.corpus.extend(inputs);
    }

    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    fn made(&mut self) -> Input {
        let Input { name, mut bytes } = self.chance.of(&self.corpus).clone();
        for _ in 0..=self.chance.below(MAX_CHANGES) {
            self.change(&mut bytes);
        }
        bytes.truncate(MAX_BYTES);
        Input { name, bytes }
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let place = self.chance.below(bytes.len() + 1);
        let end = (place + self.chance.below(40)).min(bytes.len());
        match self.chance.below(8) {
            0 => drop(bytes.drain(place..end)),
            1 | 2 => drop(bytes.splice(place..place, self.chance.of(&SCRAPS).bytes())),
            3 => drop(bytes.splice(place..end, self.chance.of(&SCRAPS).bytes())),
            4 => {
                let again = bytes[place..end].repeat(1 + self.chance.below(30));
                drop(bytes.splice(place..place, again));
            }
            5 => {
                let other = &self.chance.of(&self.corpus).bytes.clone();
                let from = self.chance.below(other.len() + 1);
                let to = (from + self.chance.below(200)).min(other.len());
                drop(bytes.splice(place..end, other[from..to].iter().copied()));
            }
            6 => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = u8::try_from(self.chance.below(256)).unwrap_or(0);
                }
            }
            _ => {
                // A number becomes another one.
                if let Some(digit) = bytes.iter_mut().skip(place).find(|byte| byte.is_ascii_digit()) {
                    *digit = b"0123456789.-eE"[self.chance.below(14)];
                }
            }
        }
    }

    /// Keeps an input that something went wrong with, to be looked at and put into the corpus; says where it is.
    pub fn keep(&self, input: &Input) -> PathBuf {
        self.keep_of_round(0, input)
    }

    /// The same for one of several inputs of which any may have done it.
    pub fn keep_of_round(&self, place: usize, input: &Input) -> PathBuf {
        let folder =
            Path::new(option_env!("CARGO_TARGET_TMPDIR").unwrap_or("target/tmp")).join("fuzz").join(self.target);
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{}-{place}-{}", self.count, input.name));
        fs::write(&path, &input.bytes).unwrap();
        path
    }
}

/// Has everything read that can be made in the time.
pub fn run(target: &'static str, read: impl Fn(&Input)) {
    let mut source = Source::new(target);
    let mut wrong: HashMap<String, PathBuf> = HashMap::new();
    let mut slowest = Duration::ZERO;
    while let Some(input) = source.next() {
        let begun = Instant::now();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| read(&input))) {
            let why = panic.downcast_ref::<String>().cloned();
            let why = why.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
            let path = source.keep(&input);
            wrong.entry(why.chars().take(60).collect()).or_insert(path);
        }
        let took = begun.elapsed();
        slowest = slowest.max(took);
        if took > SLOW {
            let path = source.keep(&input);
            wrong.entry("it took too long".to_owned()).or_insert(path);
        }
    }
    println!("{target}: the slowest took {} ms", slowest.as_millis());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The files of a target, and those of other suites that are of the same kind.
pub fn corpus(target: &str) -> Vec<Input> {
    let root = root();
    let own = root.join("tests/fuzz/corpus").join(target);
    // A folder is there once something went wrong that is kept in it.
    let mut folders: Vec<PathBuf> = own.is_dir().then_some(own).into_iter().collect();
    match target {
        "import" => folders.push(root.join("tests/import/tables")),
        "pack" => folders.push(root.join("tests/packs/sorrel-isles")),
        _ => {}
    }
    let mut inputs = Vec::new();
    for folder in folders {
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|it| it.unwrap().path())
            .collect();
        files.sort();
        for path in files.iter().filter(|path| path.is_file()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Lines of `.lines` are an input each.
            let bytes = fs::read(path).unwrap();
            match name.strip_suffix(".lines") {
                None => inputs.push(Input { name, bytes }),
                Some(stem) => inputs.extend(
                    bytes
                        .split(|byte| *byte == b'\n')
                        .filter(|line| !line.is_empty())
                        .map(|line| Input { name: stem.to_owned(), bytes: line.to_vec() }),
                ),
            }
        }
    }
    assert!(!inputs.is_empty(), "{target} has no corpus");
    inputs
}
