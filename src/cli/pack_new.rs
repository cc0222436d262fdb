//! `datum pack new` and `datum pack build`: a pack to start from, and a pack for other tools.

use std::path::Path;

use super::{Exit, PackArguments, files};
use crate::pack::{self, PackSource};

/// Writes a new pack into a folder of its name; what to do next.
pub(super) fn new(folder: &Path) -> (String, Exit) {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !pack::is_pack_name(&name) {
        let sentence = format!(
            "`{name}` cannot be the name of a pack: use at most 80 lower-case letters, digits and single hyphens between \
             them\n"
        );
        return (sentence, Exit::Misuse);
    }
    if folder.exists() {
        let sentence = format!("{} exists already: choose another name, so that no work is lost\n", folder.display());
        return (sentence, Exit::Misuse);
    }
    // An author's calendar has the day that it is where they are or an earlier one.
    let today = super::ask::today();
    match files::create_folder(folder, &pack::new_pack(&name, today)) {
        Ok(()) => {
            let place = folder.display();
            let text = format!(
                "{place} is written: every table has one example row. README.md says how to go on.\n  datum pack check \
                 {place}\n  datum ask --packs {place} \"Example library visits\"\n"
            );
            (text, Exit::Answer)
        }
        Err(error) => (format!("{} could not be written: {error}\n", folder.display()), Exit::Failure),
    }
}

/// Writes packs with full schemas below a folder, or one pack as a compact file.
pub(super) fn build(folder: &Path, into: &Path, packs: &PackArguments) -> (String, Exit) {
    let folders: Vec<_> = packs.packs.iter().cloned().chain([folder.to_owned()]).collect();
    if let Err(problems) = packs.load_packs(&folders) {
        return (format!("{problems}\n"), Exit::Failure);
    }
    if into.extension().is_some_and(|ending| ending == "datum") {
        return compact(folder, into);
    }
    let mut text = String::new();
    for pack in PackSource::in_folder(folder) {
        if pack.is_compact() {
            let sentence = format!(
                "{} is a compact file, whose figures are no tables: build from the pack's folder\n",
                folder.display()
            );
            return (sentence, Exit::Misuse);
        }
        let place = into.join(&pack.name);
        if place.exists() {
            let sentence = format!("{} exists already: name another folder with --into\n", place.display());
            return (sentence, Exit::Misuse);
        }
        if let Err(error) =
            std::fs::create_dir_all(into).and_then(|()| files::create_folder(&place, &pack::build(&pack)))
        {
            return (format!("{} could not be written: {error}\n", place.display()), Exit::Failure);
        }
        text.push_str(&format!("{} is written, with full schemas.\n", place.display()));
    }
    (text, Exit::Answer)
}

/// Writes one pack as a file that opens quickly; an earlier one of its name is replaced when the new one is whole.
fn compact(folder: &Path, into: &Path) -> (String, Exit) {
    let mut sources = PackSource::in_folder(folder);
    let (Some(source), true) = (sources.pop(), sources.is_empty()) else {
        let sentence = format!(
            "{} holds several packs: build each from its own folder into a file of its own\n",
            folder.display()
        );
        return (sentence, Exit::Misuse);
    };
    let file = match pack::compact(&source) {
        Ok(file) => file,
        Err(error) => return (format!("{}: {error}\n", folder.display()), Exit::Misuse),
    };
    match files::replace_file(into, &file) {
        Ok(()) => {
            let size = file.len().div_ceil(1024);
            let text = format!(
                "{place} is written ({size} KiB). It opens quickly, and is built again when the pack changes.\n  datum ask \
                 --packs {place} \"...\"\n",
                place = into.display()
            );
            (text, Exit::Answer)
        }
        Err(error) => (format!("{} could not be written: {error}\n", into.display()), Exit::Failure),
    }
}
