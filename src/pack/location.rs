//! Where packs come from: the binary, a folder, or memory.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::compact::{self, Block};
use super::problems::{Problem, Problems};
use super::raw::DESCRIPTOR;
use super::suggest::did_you_mean;

/// Larger files are refused unread: a file of this size holds over ten million figures, and offsets stay below 2^32.
pub const MAX_FILE_BYTES: u64 = 2 << 30;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/packs");

/// A pack before it is read: its name and the bytes of its files.
#[derive(Clone, Debug)]
pub struct PackSource {
    /// The folder's name.
    pub name: String,
    /// The files by name: `datapackage.json` and the tables. An unreadable file without a name is the folder itself.
    pub files: Vec<(String, PackFile)>,
    /// Whether it is in the program.
    pub is_embedded: bool,
    /// The figures of a compact pack that are no rows of a table.
    pub(super) packed: Option<Arc<Block>>,
}

/// Which of the packs in the program are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Embedded {
    /// All of them.
    #[default]
    All,
    /// None of them.
    None,
    /// Those with these names.
    Only(Vec<String>),
}

impl Embedded {
    /// Reads `all`, `none`, or names with commas between them.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text.trim() {
            "" | "all" => Self::All,
            "none" => Self::None,
            names => {
                let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
                Self::Only(names.map(str::to_owned).collect())
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Only(names) => names.iter().any(|known| known == name),
        }
    }

    /// A problem for each name that no embedded pack has.
    fn unknown(&self) -> Vec<Problem> {
        let Self::Only(names) = self else { return Vec::new() };
        let known = embedded_names();
        let unknown = names.iter().filter(|name| !known.contains(&name.as_str()));
        unknown
            .map(|name| Problem {
                pack: name.clone(),
                file: String::new(),
                line: None,
                check: "embedded",
                what: "no embedded pack has this name".to_owned(),
                remedy: did_you_mean(
                    name,
                    known.iter().copied(),
                    format!("write none, all or of {}", known.join(", ")),
                ),
            })
            .collect()
    }
}

/// One file of a pack.
#[derive(Clone, Debug)]
pub enum PackFile {
    /// What is in it.
    Bytes(Cow<'static, [u8]>),
    /// It holds this many bytes, more than [`MAX_FILE_BYTES`], and was not read.
    TooLarge(u64),
    /// The system's reason why it cannot be read.
    Unreadable(String),
}

impl PackSource {
    /// A pack in memory.
    pub fn new<N: Into<String>, B: Into<Vec<u8>>>(
        name: impl Into<String>,
        files: impl IntoIterator<Item = (N, B)>,
    ) -> Self {
        let files = files.into_iter().map(|(name, bytes)| (name.into(), PackFile::Bytes(Cow::Owned(bytes.into()))));
        Self { name: name.into(), files: files.collect(), is_embedded: false, packed: None }
    }

    /// The pack that a folder is, or the packs that its folders are. What cannot be read becomes a problem when it is loaded.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Vec<Self> {
        match pack_folders(folder) {
            Ok(folders) => folders.iter().map(|folder| read_pack(folder)).collect(),
            Err(reason) => vec![Self::unreadable(folder, &reason)],
        }
    }

    /// Whether it is a pack in one file, whose figures are no table.
    #[must_use]
    pub fn is_compact(&self) -> bool {
        self.packed.is_some()
    }

    /// A pack that could not even be listed.
    fn unreadable(path: &Path, reason: &io::Error) -> Self {
        let folder = (String::new(), PackFile::Unreadable(reason.to_string()));
        Self { name: path.display().to_string(), files: vec![folder], is_embedded: false, packed: None }
    }
}

/// The chosen embedded packs, and those in `folders` in place of embedded ones with the same name.
pub(super) fn sources(folders: &[PathBuf], chosen: &Embedded) -> Result<Vec<PackSource>, Problems> {
    let unknown = chosen.unknown();
    if !unknown.is_empty() {
        return Err(Problems::of(unknown));
    }
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut found: Vec<PackSource> = Vec::new();
    for folder in folders {
        match pack_folders(folder) {
            Ok(pack_folders) => {
                for pack_folder in pack_folders {
                    // A pack that is named twice, in the environment and in the call, is one pack.
                    if !seen.contains(&pack_folder) {
                        found.push(read_pack(&pack_folder));
                        seen.push(pack_folder);
                    }
                }
            }
            Err(reason) => found.push(PackSource::unreadable(folder, &reason)),
        }
    }
    let mut sources = embedded();
    sources.retain(|embedded| chosen.has(&embedded.name));
    // What takes the place of an embedded pack keeps its ids as well.
    for pack in found {
        match sources.iter_mut().find(|embedded| embedded.is_embedded && embedded.name == pack.name) {
            Some(embedded) => *embedded = pack,
            None => sources.push(pack),
        }
    }
    Ok(sources)
}

/// The packs in the program that are not chosen.
pub(super) fn left_out(chosen: &Embedded) -> Vec<PackSource> {
    embedded().into_iter().filter(|pack| !chosen.has(&pack.name)).collect()
}

fn embedded_names() -> Vec<&'static str> {
    EMBEDDED.dirs().filter_map(|dir| dir.path().file_name()?.to_str()).collect()
}

/// The packs in the binary.
fn embedded() -> Vec<PackSource> {
    let file = |file: &'static include_dir::File<'static>| {
        Some((file.path().file_name()?.to_str()?.to_owned(), PackFile::Bytes(Cow::Borrowed(file.contents()))))
    };
    let pack = |dir: &'static Dir<'static>| {
        let name = dir.path().file_name()?.to_str()?.to_owned();
        let files = dir.files().filter_map(file).filter(|(name, _)| belongs(name)).collect();
        Some(PackSource { name, files, is_embedded: true, packed: None })
    };
    EMBEDDED.dirs().filter_map(pack).collect()
}

/// The folder itself if it is a pack, otherwise those of its folders that are. A folder without any stands for itself, so
/// that the checks report it. Other tools are given the descriptor, so a pack may be named by it here as well.
fn pack_folders(named: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folder = named.canonicalize()?;
    if folder.ends_with(DESCRIPTOR) && folder.is_file() {
        folder.pop();
    }
    if is_compact(&folder) {
        return Ok(vec![folder]);
    }
    let mut below = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.is_dir() && is_pack(&path) || is_compact(&path) {
            below.push(path);
        }
    }
    below.sort();
    Ok(if below.is_empty() || is_pack(&folder) { vec![folder] } else { below })
}

/// Whether a path is a pack in one file.
fn is_compact(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == compact::ENDING) && path.is_file()
}

fn is_pack(folder: &Path) -> bool {
    let belongs = |entry: fs::DirEntry| entry.file_name().to_str().is_some_and(belongs);
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().any(belongs))
}

fn read_pack(folder: &Path) -> PackSource {
    if is_compact(folder) {
        let opened = fs::read(folder).and_then(|bytes| compact::open(&bytes).map_err(io::Error::other));
        return opened.unwrap_or_else(|reason| PackSource::unreadable(folder, &reason));
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(reason) => return PackSource::unreadable(folder, &reason),
    };
    let mut files: Vec<(String, PackFile)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
        .filter(|(name, path)| belongs(name) && !path.is_dir())
        .map(|(name, path)| (name, read_file(&path)))
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let name =
        folder.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    PackSource { name, files, is_embedded: false, packed: None }
}

fn read_file(path: &Path) -> PackFile {
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > MAX_FILE_BYTES => PackFile::TooLarge(metadata.len()),
        Ok(metadata) if !metadata.is_file() => PackFile::Unreadable("it is no ordinary file".to_owned()),
        Ok(_) => match fs::read(path) {
            Ok(bytes) => PackFile::Bytes(Cow::Owned(bytes)),
            Err(reason) => PackFile::Unreadable(reason.to_string()),
        },
        Err(reason) => PackFile::Unreadable(reason.to_string()),
    }
}

fn belongs(name: &str) -> bool {
    // What an import did not understand is for people.
    name == DESCRIPTOR || (name.ends_with(".csv") && name != "problems.csv")
}
