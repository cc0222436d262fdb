//! Choosing fonts once, so that the same fonts give the same picture.
//!
//! A system lists its fonts in no certain order. Out of that list one family is chosen for everything, Korean-capable if
//! there is one, then one face for each writing that is still missing. Only these few take part in drawing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, FaceInfo, ID, Stretch, Style};
use resvg::usvg::{self, FontResolver};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use super::outline::{Letters, Outline};

/// Korean families, best first: made for screens, with a bold face, widely packaged.
const KOREAN: &[&str] = &[
    "Pretendard",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Source Han Sans KR",
    "Source Han Sans K",
    "NanumBarunGothic",
    "NanumGothic",
    "Nanum Gothic",
    "Spoqa Han Sans Neo",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "NanumSquare",
    "UnDotum",
    "Baekmuk Dotum",
];

/// Families for the Latin script, best first.
const LATIN: &[&str] =
    &["Inter", "Noto Sans", "Open Sans", "Roboto", "Liberation Sans", "Arial", "Helvetica", "Segoe UI", "DejaVu Sans"];

/// A face with these letters is taken to write Korean.
const KOREAN_SAMPLE: &str = "가나다라마바사아자차카타파하한국억만조원년월일";
/// A face with these letters is taken to write English.
const LATIN_SAMPLE: &str = "AZaz09%$.,()–…“”";
/// Letters of other writings that a name may hold, and signs of units.
const OTHERS_SAMPLE: &str = "éñőşЖΩאعのノ中ไहதა₩€²㎡㎢→○●◇";

/// Faces this far from regular are not regular: light and bold ones.
const REGULAR_WEIGHTS: std::ops::RangeInclusive<u16> = 300..=500;
/// Faces that may stand for bold.
const BOLD_WEIGHTS: std::ops::RangeInclusive<u16> = 600..=900;

/// The fonts that pictures are drawn with. Cheap to clone and to share.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<Chosen>);

#[derive(Debug)]
struct Chosen {
    database: Arc<Database>,
    /// The order in which faces are asked for a character; the regular face of the main family in front.
    faces: Vec<Face>,
    bold: Option<Face>,
    korean: bool,
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
    /// No font that can write English was found.
    #[error("no font is installed, so answers come without pictures: install one, such as the package fonts-nanum")]
    NoFont,
}

impl Fonts {
    /// Chooses among the fonts that are installed. Reads the heads of all of them: call it once.
    ///
    /// # Errors
    /// If no font is installed.
    pub fn system() -> Result<Self, FontError> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::choose(&database)
    }

    /// Chooses among the given files. Files that are no fonts are passed over.
    ///
    /// # Errors
    /// If none of them is a font.
    pub fn from_files<P: AsRef<Path>>(files: &[P]) -> Result<Self, FontError> {
        let mut database = Database::new();
        for file in files {
            // What cannot be read is as good as not given.
            let _ = database.load_font_file(file);
        }
        Self::choose(&database)
    }

    /// Whether Korean can be drawn. If not, say so once in the log: `fonts-nanum` or `fonts-noto-cjk` brings it.
    #[must_use]
    pub fn has_korean(&self) -> bool {
        self.0.korean
    }

    /// The families that pictures are drawn with, the main one in front, for the log.
    #[must_use]
    pub fn families(&self) -> Vec<&str> {
        self.0.faces.iter().map(|face| face.family.as_str()).collect()
    }

    /// The text with only those characters that some font has. Marks that nobody would miss go, others become `?`.
    #[must_use]
    pub fn drawable(&self, text: &str) -> String {
        let known = |c: char| self.0.faces.iter().any(|face| face.coverage.has(c));
        let change = |c: char| match c {
            // ASCII stays: SVG is made of it, and a font without it is not chosen.
            c if c.is_ascii() || known(c) => Some(c),
            c if c.width().unwrap_or(0) == 0 => None,
            _ => Some('?'),
        };
        text.nfc().filter_map(change).collect()
    }

    /// The outline of a text; none if it has to be drawn as a text.
    pub(super) fn outline(&self, text: &str, bold: bool) -> Option<Outline> {
        let face = self.0.bold.as_ref().filter(|_| bold).or(self.0.faces.first())?;
        self.0.letters.outline(text, face.id, &self.0.database)
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
        let mut candidates: Vec<Candidate> = installed.faces().map(|info| Candidate::new(installed, info)).collect();
        candidates.sort_by(|one, other| one.key.cmp(&other.key));
        let regular = |preferred: &[&str], sample: &str| {
            let place = |candidate: &Candidate| {
                let family = preferred.iter().position(|family| candidate.is_of(family));
                (candidate.key.special, family.unwrap_or(preferred.len()))
            };
            // The first of those that are equally good, in the order of `candidates`.
            let able = candidates.iter().filter(|candidate| candidate.coverage.has_all(sample));
            able.min_by_key(|candidate| place(candidate))
        };
        let korean = regular(KOREAN, KOREAN_SAMPLE).filter(|candidate| candidate.coverage.has_all("AZaz09"));
        let latin = regular(LATIN, LATIN_SAMPLE).or_else(|| regular(LATIN, "AZaz09"));
        let main = korean.or(latin).ok_or(FontError::NoFont)?;
        let bold = candidates
            .iter()
            .filter(|candidate| candidate.family() == main.family() && BOLD_WEIGHTS.contains(&candidate.info.weight.0))
            .filter(|candidate| candidate.info.style == Style::Normal && candidate.covers_like(main))
            .min_by_key(|candidate| candidate.info.weight.0.abs_diff(700));
        let mut chosen = vec![main];
        chosen.extend(latin.filter(|latin| latin.info.id != main.info.id));
        for c in OTHERS_SAMPLE.chars() {
            if !chosen.iter().any(|candidate| candidate.coverage.has(c)) {
                let sample = c.to_string();
                chosen.extend(regular(LATIN, &sample));
            }
        }
        let mut database = Database::new();
        let mut add = |candidate: &Candidate| Face {
            id: database.push_face_info(candidate.info.clone()),
            family: candidate.family().to_owned(),
            coverage: candidate.coverage.clone(),
        };
        let faces = chosen.into_iter().map(&mut add).collect();
        let bold = bold.map(&mut add);
        let korean = korean.is_some();
        let letters = Letters::default();
        Ok(Self(Arc::new(Chosen { database: Arc::new(database), faces, bold, korean, letters })))
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
            usvg::fontdb::Source::File(path) | usvg::fontdb::Source::SharedFile(path, _) => Some(path.clone()),
            usvg::fontdb::Source::Binary(_) => None,
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

    fn family(&self) -> &str {
        &self.key.family
    }

    fn is_of(&self, family: &str) -> bool {
        self.info.families.iter().any(|(name, _)| name == family)
    }

    /// A bold face that lacks what the regular one has would leave holes in titles.
    fn covers_like(&self, main: &Self) -> bool {
        let both = [KOREAN_SAMPLE, LATIN_SAMPLE].concat();
        both.chars().all(|c| self.coverage.has(c) || !main.coverage.has(c))
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

    fn has_all(&self, text: &str) -> bool {
        text.chars().all(|c| self.has(c))
    }
}
