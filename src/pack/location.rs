//! Where packs come from: the binary, a folder, or memory.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::raw::DESCRIPTOR;

/// Larger files are refused unread: a file of this size holds over a million figures, and offsets stay below 2^32.
pub const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/packs");

/// A pack before it is read: its name and the bytes of its files.
#[derive(Clone, Debug)]
pub struct PackSource {
    /// The folder's name.
    pub name: String,
    /// The files by name. Only `datapackage.json` and `*.csv` are looked at.
    pub files: Vec<(String, PackFile)>,
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
        Self { name: name.into(), files: files.collect() }
    }

    /// A pack that could not even be listed.
    fn unreadable(path: &Path, reason: &io::Error) -> Self {
        Self {
            name: path.display().to_string(),
            files: vec![(DESCRIPTOR.to_owned(), PackFile::Unreadable(reason.to_string()))],
        }
    }
}

/// The embedded packs, and those in `folders` in place of embedded ones with the same name.
pub(super) fn sources(folders: &[PathBuf]) -> Vec<PackSource> {
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut found: Vec<PackSource> = Vec::new();
    for folder in folders {
        let path = match folder.canonicalize() {
            Ok(path) => path,
            Err(reason) => {
                found.push(PackSource::unreadable(folder, &reason));
                continue;
            }
        };
        // A folder that is named twice, in the environment and in the call, is one folder.
        if !seen.contains(&path) {
            found.extend(in_folder(&path));
            seen.push(path);
        }
    }
    let mut sources = embedded();
    sources.retain(|embedded| found.iter().all(|pack| pack.name != embedded.name));
    sources.extend(found);
    sources
}

/// The packs in the binary.
fn embedded() -> Vec<PackSource> {
    let file = |file: &'static include_dir::File<'static>| {
        Some((file.path().file_name()?.to_str()?.to_owned(), PackFile::Bytes(Cow::Borrowed(file.contents()))))
    };
    let pack = |dir: &'static Dir<'static>| {
        let name = dir.path().file_name()?.to_str()?.to_owned();
        Some(PackSource { name, files: dir.files().filter_map(file).filter(|(name, _)| belongs(name)).collect() })
    };
    EMBEDDED.dirs().filter_map(pack).collect()
}

/// The pack that a folder is, or the packs that its folders are. An empty folder comes back as a pack without files,
/// so that the checks report it.
fn in_folder(folder: &Path) -> Vec<PackSource> {
    let whole = read_pack(folder);
    if !whole.files.is_empty() {
        return vec![whole];
    }
    let mut below: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect())
        .unwrap_or_default();
    below.sort();
    let packs: Vec<PackSource> =
        below.iter().filter(|path| path.is_dir()).map(|path| read_pack(path)).filter(|p| !p.files.is_empty()).collect();
    if packs.is_empty() { vec![whole] } else { packs }
}

fn read_pack(folder: &Path) -> PackSource {
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
    PackSource { name, files }
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
    name == DESCRIPTOR || name.ends_with(".csv")
}
