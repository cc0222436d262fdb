//! Writing folders so that nothing half written is ever seen under its name.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The list of files that are written and wait to take their places.
const READY: &str = ".import.ready";

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
/// relies on an earlier one, the folder is whole at every moment. Whoever is stopped between the first file and the last is finished
/// by [`finish`].
pub(super) fn replace_files(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let new: Vec<PathBuf> = files.iter().map(|(name, _)| beside(&folder.join(name))).collect();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let written = files
        .iter()
        .zip(&new)
        .try_for_each(|((_, text), new)| write_synced(new, text))
        .and_then(|()| replace_file(&folder.join(READY), names.join("\n").as_bytes()));
    if written.is_err() {
        new.iter().for_each(|new| drop(fs::remove_file(new)));
        return written;
    }
    finish(folder)
}

/// Finishes what [`replace_files`] was stopped at. Before all files were written nothing was replaced, and what was written is left
/// to be written again; behind that, each file that still stands beside its place takes it.
pub(super) fn finish(folder: &Path) -> io::Result<()> {
    let ready = folder.join(READY);
    let names = match fs::read_to_string(&ready) {
        Ok(names) => names,
        Err(_) if !ready.is_file() => return Ok(()),
        Err(error) => return Err(error),
    };
    for name in names.lines() {
        let place = folder.join(name);
        match fs::rename(beside(&place), place) {
            // It had taken its place before.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
    }
    fs::remove_file(ready)
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
