//! Writing folders so that nothing half written is ever seen under its name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes a folder that does not exist yet: beside its place first, then all at once.
pub(super) fn create_folder(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let beside = beside(folder);
    let _ = fs::remove_dir_all(&beside);
    let written = fs::create_dir_all(&beside)
        .and_then(|()| files.iter().try_for_each(|(name, text)| write_synced(&beside.join(name), text)))
        .and_then(|()| fs::rename(&beside, folder));
    if written.is_err() {
        // What was begun is of no use to anybody.
        let _ = fs::remove_dir_all(&beside);
    }
    written
}

/// Replaces files of a folder in their order: each is written beside its place and then takes it at once. Where a later file
/// relies on an earlier one, the folder is whole at every moment.
pub(super) fn replace_files(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let pairs: Vec<(PathBuf, PathBuf)> =
        files.iter().map(|(name, _)| (beside(&folder.join(name)), folder.join(name))).collect();
    let written = files
        .iter()
        .zip(&pairs)
        .try_for_each(|((_, text), (new, _))| write_synced(new, text))
        .and_then(|()| pairs.iter().try_for_each(|(new, place)| fs::rename(new, place)));
    if written.is_err() {
        pairs.iter().for_each(|(new, _)| drop(fs::remove_file(new)));
    }
    written
}

/// Writes a file, which takes the place of an earlier one at once.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path);
    let written = write_synced(&new, bytes).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        drop(fs::remove_file(&new));
    }
    written
}

fn write_synced(path: &Path, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)?;
    fs::File::open(path)?.sync_all()
}

/// A hidden name in the same folder, so that a rename stays on one disk.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.part"))
}
