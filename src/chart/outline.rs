//! Letters as outlines, so that a font is read once and not for every picture.
//!
//! The library that draws prepares a font anew for every text: one to three milliseconds each time with a Korean font,
//! most of the time of a picture. Where letters stand side by side, one after the other, none of that is needed: an
//! outline and a width for each letter are enough, and they are kept. Writing that joins letters, runs from right to left
//! or puts marks upon them is left to the library.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

use resvg::usvg::fontdb::{Database, ID};
use rustc_hash::FxHashMap;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

/// Letters that are kept; a letter takes about a kilobyte. Once they are full, further letters are left to the library.
const MAX_KEPT: usize = 4_000;

/// The units in one font size that outlines are written in: those of the embedded faces.
const EM: f64 = 2_048.0;

/// A letter.
#[derive(Clone, Debug)]
struct Letter {
    /// How far the next one stands, as a part of the font size.
    advance: f64,
    contours: Vec<Contour>,
}

/// A closed line.
#[derive(Clone, Debug, Default)]
struct Contour {
    start: (i64, i64),
    /// The rest, as relative commands of SVG.
    steps: String,
}

/// The letters that were needed so far.
#[derive(Debug, Default)]
pub(super) struct Letters(Mutex<FxHashMap<(ID, char), Option<Letter>>>);

/// A text as one path.
pub(super) struct Outline {
    /// The path's data, upwards.
    pub d: String,
    /// The size of one of these units, as a part of the font size.
    pub unit: f64,
    /// How wide the text is, as a part of the font size.
    pub advance: f64,
}

impl Letters {
    /// The outline of a text, each letter in the face that is named for it; none if it needs more than letters side by side,
    /// or no face has one of them.
    pub fn outline(&self, text: &str, face: impl Fn(char) -> Option<ID>, database: &Database) -> Option<Outline> {
        if !text.chars().all(stands_alone) {
            return None;
        }
        // What a panic elsewhere left here is whole letters.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut outline = Outline { d: String::with_capacity(text.len() * 256), unit: 1.0 / EM, advance: 0.0 };
        for c in text.chars() {
            let face = face(c)?;
            if !kept.contains_key(&(face, c)) {
                if kept.len() >= MAX_KEPT {
                    return None;
                }
                let letter = database.with_face_data(face, |data, index| read(data, index, c)).flatten();
                kept.insert((face, c), letter);
            }
            let letter = kept.get(&(face, c))?.as_ref()?;
            let offset = (outline.advance * EM).round() as i64;
            for contour in &letter.contours {
                // Writing to a string cannot fail.
                let _ = write!(outline.d, "M{} {}", offset + contour.start.0, contour.start.1);
                outline.d.push_str(&contour.steps);
            }
            outline.advance += letter.advance;
        }
        Some(outline)
    }
}

/// Whether a letter is drawn the same whatever stands beside it: Latin, Greek, Cyrillic, Hangul syllables, Chinese
/// characters, kana, punctuation, signs.
fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}'
        | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}'
        | '\u{2100}'..='\u{22FF}' | '\u{2460}'..='\u{25FF}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3098}'
        | '\u{309B}'..='\u{30FF}' | '\u{3131}'..='\u{318E}' | '\u{3200}'..='\u{33FF}' | '\u{4E00}'..='\u{9FFF}'
        | '가'..='힣' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEE}')
}

fn read(data: &[u8], index: u32, c: char) -> Option<Letter> {
    let font = FontRef::from_index(data, index).ok()?;
    let glyph = font.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)?;
    let (size, location) = (Size::unscaled(), LocationRef::default());
    let units_per_em = f64::from(font.metrics(size, location).units_per_em);
    let advance = f64::from(font.glyph_metrics(size, location).advance_width(glyph)?);
    if !(units_per_em > 0.0 && advance.is_finite()) {
        return None;
    }
    let mut pen = Pen { scale: EM / units_per_em, contours: Vec::new(), at: (0, 0) };
    // A space has no outline.
    if let Some(outline) = font.outline_glyphs().get(glyph) {
        outline.draw(DrawSettings::unhinted(size, location), &mut pen).ok()?;
    }
    Some(Letter { advance: advance / units_per_em, contours: pen.contours })
}

/// Writes contours down.
struct Pen {
    /// From the font's units to those of outlines.
    scale: f64,
    contours: Vec<Contour>,
    at: (i64, i64),
}

impl Pen {
    fn rounded(&self, (x, y): (f32, f32)) -> (i64, i64) {
        ((f64::from(x) * self.scale).round() as i64, (f64::from(y) * self.scale).round() as i64)
    }

    fn step(&mut self, command: char, points: &[(f32, f32)]) {
        let places: Vec<(i64, i64)> = points.iter().map(|point| self.rounded(*point)).collect();
        let Some(contour) = self.contours.last_mut() else { return };
        contour.steps.push(command);
        let mut end = self.at;
        for (position, place) in places.into_iter().enumerate() {
            end = place;
            let separator = if position == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(contour.steps, "{separator}{} {}", end.0 - self.at.0, end.1 - self.at.1);
        }
        self.at = end;
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.rounded((x, y));
        self.contours.push(Contour { start: self.at, steps: String::new() });
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', &[(x, y)]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('q', &[(cx, cy), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('c', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        let Some(contour) = self.contours.last_mut() else { return };
        contour.steps.push('z');
        self.at = contour.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::canvas::{Anchor, Canvas};
    use crate::chart::text::Style;
    use crate::chart::theme::Theme;
    use crate::chart::{Fonts, raster};

    /// The palette's places of all pixels: the same text has the same letters at the same places, whoever draws it.
    fn dark_pixels(fonts: Option<&Fonts>, drawn_with: &Fonts, text: &str) -> Vec<bool> {
        let mut canvas = Canvas::new(Theme::Light, fonts);
        for (row, anchor) in [Anchor::Start, Anchor::Middle, Anchor::End].into_iter().enumerate() {
            canvas.text(200.0, 30.0 + 30.0 * row as f64, anchor, Style::new(16.0, "#000000"), text);
        }
        canvas.text_over_lines(200.0, 130.0, Anchor::Start, Style::new(12.0, "#000000"), text);
        let image = raster::draw(&canvas.finish(400.0, 150.0, None), drawn_with).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(image.png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let palette = reader.info().palette.clone().unwrap();
        pixels.iter().map(|place| palette[3 * usize::from(*place)] < 128).collect()
    }

    #[test]
    fn kept_outlines_and_the_library_draw_the_same() {
        let fonts = Fonts::embedded().unwrap();
        for text in ["South Korea – 1,961", "국내 H100 보유량", "about 76.5 × (2023)"] {
            let (kept, library) = (dark_pixels(Some(&fonts), &fonts, text), dark_pixels(None, &fonts, text));
            let dark = library.iter().filter(|dark| **dark).count();
            let unlike = kept.iter().zip(&library).filter(|(one, other)| one != other).count();
            assert!(dark > 1_000, "{text}: {dark} dark pixels");
            // Coordinates are rounded in another order, so that the rims of letters may differ.
            assert!(unlike * 50 < dark, "{text}: {unlike} of {dark} pixels differ");
        }
    }

    #[test]
    fn writing_that_joins_or_turns_is_left_to_the_library() {
        assert!("Café 76.5% – “H100” 1만 4,736명 北港市 ノ Жο→○".chars().all(stands_alone));
        for c in "مع\u{5E0}ह\u{301}ไ\u{200F}\u{1112}😀\n".chars() {
            assert!(!stands_alone(c), "{c:?}");
        }
    }
}
