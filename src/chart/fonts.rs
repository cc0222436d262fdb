//! The fonts of pictures: two faces that are part of the program, and the system's for what they lack.
//!
//! The embedded faces draw Korean, Latin, Greek and Cyrillic, so that a picture of these is the same on every machine, an
//! empty container included (`data/fonts`). For each other writing one face of the system is chosen; a system lists its
//! fonts in no certain order, so the choice goes by family, weight and path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use resvg::usvg::{self, FontResolver};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use super::outline::{Letters, Outline};

/// The face of most words, as a TrueType file: all Hangul syllables, Latin, Greek, Cyrillic, signs.
pub static REGULAR: &[u8] = include_bytes!("../../data/fonts/DatumSans-Regular.ttf");
/// The face of titles and names that stand out; it lacks rare syllables, which the regular one then draws.
pub(super) static BOLD: &[u8] = include_bytes!("../../data/fonts/DatumSans-Bold.ttf");

/// Families for other writings, best first.
const PREFERRED: &[&str] = &[
    "Noto Sans",
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Source Han Sans",
    "DejaVu Sans",
    "FreeSans",
];

/// Letters of writings that a name may hold and the embedded faces lack: one face of the system is chosen for each.
const OTHER_WRITINGS: &str = "\u{627}\u{5D0}\u{928}\u{E44}\u{BB9}\u{10D7}\u{531}\u{1200}\u{995}\u{D85}\u{1780}\u{E81}\u{4E2D}\u{3042}\u{30CE}\u{9FA5}";

/// Faces this far from regular are not regular: light and bold ones.
const REGULAR_WEIGHTS: std::ops::RangeInclusive<u16> = 300..=500;
/// Weights that the bold face stands for.
const BOLD_WEIGHTS: std::ops::RangeInclusive<u16> = 600..=900;

/// The fonts that pictures are drawn with. Cheap to clone and to share.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<Chosen>);

#[derive(Debug)]
struct Chosen {
    database: Arc<Database>,
    /// The order in which faces are asked for a character; the regular embedded face in front.
    faces: Vec<Face>,
    bold: Option<Face>,
    letters: Letters,
}

#[derive(Clone, Debug)]
struct Face {
    id: ID,
    family: String,
    coverage: Coverage,
}

/// Why there are no fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The embedded faces could not be read: the program was built without them.
    #[error("the fonts that are part of the program cannot be read, so answers come without pictures: build it anew")]
    NoFont,
}

impl Fonts {
    /// The embedded faces, and those of the system for writings that they lack. Reads the heads of all installed fonts:
    /// call it once.
    ///
    /// # Errors
    /// If the embedded faces cannot be read.
    pub fn system() -> Result<Self, FontError> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::choose(&database)
    }

    /// The embedded faces alone, as in a container without any font.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn embedded() -> Result<Self, FontError> {
        Self::choose(&Database::new())
    }

    /// The embedded faces, and the given files for writings that they lack. Files that are no fonts are passed over.
    ///
    /// # Errors
    /// If the embedded faces cannot be read.
    pub fn with_files<P: AsRef<Path>>(files: &[P]) -> Result<Self, FontError> {
        let mut database = Database::new();
        for file in files {
            // What cannot be read is as good as not given.
            let _ = database.load_font_file(file);
        }
        Self::choose(&database)
    }

    /// The families that pictures are drawn with, the main one in front, for the log.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        self.0.faces.iter().map(|face| face.family.as_str()).collect()
    }

    /// The text with only those characters that some font has. Marks that nobody would miss go; of what is left each run
    /// becomes one `?`.
    #[must_use]
    pub fn drawable(&self, text: &str) -> String {
        let mut drawn = String::with_capacity(text.len());
        let mut lost = false;
        for c in text.nfc() {
            if self.has(c) {
                drawn.push(c);
                lost = false;
            } else if c.width().unwrap_or(0) > 0 && !std::mem::replace(&mut lost, true) {
                drawn.push('?');
            }
        }
        drawn
    }

    /// Whether all of a text can be drawn.
    #[must_use]
    pub fn can_draw(&self, text: &str) -> bool {
        text.nfc().all(|c| self.has(c) || c.width().unwrap_or(0) == 0)
    }

    fn has(&self, c: char) -> bool {
        self.0.faces.iter().any(|face| face.coverage.has(c))
    }

    /// The outline of a text; none if it has to be drawn as a text.
    pub(super) fn outline(&self, text: &str, bold: bool) -> Option<Outline> {
        let first = self.0.bold.as_ref().filter(|_| bold);
        let face =
            |c: char| first.into_iter().chain(&self.0.faces).find(|face| face.coverage.has(c)).map(|face| face.id);
        self.0.letters.outline(text, face, &self.0.database)
    }

    pub(super) fn options(&self) -> usvg::Options<'static> {
        let (first, second) = (self.0.clone(), self.0.clone());
        let select_font = Box::new(move |font: &usvg::Font, _: &mut Arc<Database>| {
            let bold = first.bold.as_ref().filter(|_| BOLD_WEIGHTS.contains(&font.weight()));
            bold.or(first.faces.first()).map(|face| face.id)
        });
        let select_fallback = Box::new(move |c: char, tried: &[ID], _: &mut Arc<Database>| {
            let mut faces = second.faces.iter();
            faces.find(|face| !tried.contains(&face.id) && face.coverage.has(c)).map(|face| face.id)
        });
        usvg::Options {
            fontdb: self.0.database.clone(),
            font_resolver: FontResolver { select_font, select_fallback },
            ..usvg::Options::default()
        }
    }

    fn choose(installed: &Database) -> Result<Self, FontError> {
        let mut database = Database::new();
        let mut embedded = |data: &'static [u8]| {
            let id = *database.load_font_source(Source::Binary(Arc::new(data))).first()?;
            let family = database.face(id).map(|info| family(info).to_owned())?;
            let coverage = Coverage::read(data, 0);
            Some(Face { id, family, coverage })
        };
        let regular = embedded(REGULAR).ok_or(FontError::NoFont)?;
        let bold = embedded(BOLD);
        let mut faces = vec![regular];
        let mut candidates: Vec<Candidate> = installed.faces().map(|info| Candidate::new(installed, info)).collect();
        candidates.sort_by(|one, other| one.key.cmp(&other.key));
        for c in OTHER_WRITINGS.chars() {
            if faces.iter().any(|face| face.coverage.has(c)) {
                continue;
            }
            let place = |candidate: &&Candidate| {
                let family = PREFERRED.iter().position(|family| candidate.is_of(family));
                (candidate.key.special, family.unwrap_or(PREFERRED.len()))
            };
            // The first of those that are equally good, in the order of `candidates`.
            let able = candidates.iter().filter(|candidate| candidate.coverage.has(c));
            if let Some(candidate) = able.min_by_key(place) {
                faces.push(Face {
                    id: database.push_face_info(candidate.info.clone()),
                    family: candidate.key.family.clone(),
                    coverage: candidate.coverage.clone(),
                });
            }
        }
        let letters = Letters::default();
        Ok(Self(Arc::new(Chosen { database: Arc::new(database), faces, bold, letters })))
    }
}

/// An installed face.
struct Candidate {
    info: FaceInfo,
    coverage: Coverage,
    key: Key,
}

/// Sorts candidates, best first and never two alike.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Slanted, condensed, light, bold or monospaced.
    special: bool,
    weight_distance: u16,
    family: String,
    path: Option<PathBuf>,
    index: u32,
}

impl Candidate {
    fn new(installed: &Database, info: &FaceInfo) -> Self {
        let coverage = installed.with_face_data(info.id, Coverage::read).unwrap_or_default();
        let plain = info.style == Style::Normal && info.stretch == Stretch::Normal && !info.monospaced;
        let path = match &info.source {
            Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
            Source::Binary(_) => None,
        };
        let key = Key {
            special: !plain || !REGULAR_WEIGHTS.contains(&info.weight.0),
            weight_distance: info.weight.0.abs_diff(400),
            family: family(info).to_owned(),
            path,
            index: info.index,
        };
        Self { info: info.clone(), coverage, key }
    }

    fn is_of(&self, family: &str) -> bool {
        self.info.families.iter().any(|(name, _)| name == family)
    }
}

fn family(info: &FaceInfo) -> &str {
    info.families.first().map_or("", |(name, _)| name)
}

/// The characters that a face has, as ranges in ascending order.
#[derive(Clone, Debug, Default)]
struct Coverage(Arc<[(u32, u32)]>);

impl Coverage {
    fn read(data: &[u8], index: u32) -> Self {
        let Ok(font) = FontRef::from_index(data, index) else { return Self::default() };
        let mappings = font.charmap().mappings();
        let mut known: Vec<u32> = mappings.filter(|(_, glyph)| glyph.to_u32() != 0).map(|(c, _)| c).collect();
        known.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for c in known {
            match ranges.last_mut() {
                Some((_, last)) if c <= last.saturating_add(1) => *last = c,
                _ => ranges.push((c, c)),
            }
        }
        Self(ranges.into())
    }

    fn has(&self, c: char) -> bool {
        let c = u32::from(c);
        let after = self.0.partition_point(|(first, _)| *first <= c);
        after.checked_sub(1).and_then(|position| self.0.get(position)).is_some_and(|(_, last)| c <= *last)
    }
}
