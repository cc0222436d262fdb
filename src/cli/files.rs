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

fn write_synced(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)?;
    fs::File::open(path)?.sync_all()
}

/// A hidden name in the same folder, so that a rename stays on one disk.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.part"))
}
