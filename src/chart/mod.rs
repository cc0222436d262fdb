//! From an answer to a picture: data to SVG text, SVG text to PNG bytes.
//!
//! Everything here is plain and synchronous, takes its fonts as an argument and knows nothing of Discord. The way is
//! [`Answer`] → [`Chart`] (words and numbers, no coordinates) → [`Chart::svg`] (the same on every machine) → PNG (the same
//! on every machine with the same fonts).
//!
//! # What a picture promises
//!
//! It may be passed on without its message, so it carries all that a figure must be said with: unit, period, status,
//! source and answer id. And it does not mislead:
//!
//! - **Bars** (comparison, ranking, table) always start at zero and are always linear. A reader takes a bar's length for its
//!   size; on a logarithmic scale a bar has no true beginning, so 1,961 beside 150,000 would look like two thirds of it, and
//!   a bar broken in the middle looks shorter than it is. Where a bar becomes too short to be seen, a hollow marker stands
//!   at zero in its place and the line says the proportion in words ("about 1/76 of the longest bar").
//! - **Lines** (trend) are read by position, so other scales are honest if they are named: an axis that does not start at
//!   zero (values that lie close together) or a logarithmic one (a thousand times or more between the smallest and the
//!   largest) is used where needed, and the picture says so. The horizontal axis is true time.
//! - A line is never drawn through a break ([`Answer::breaks`]): there is a gap with a mark, and a sentence that says why.
//!   Surveys that alternate are lines of their own. A restated value is a square.
//! - What is not a counted or measured value (estimate, provisional value, plan, forecast) is drawn hollow and dashed.
//!
//! # Why SVG by hand and resvg
//!
//! Both kinds of picture are a page of arithmetic. A plotting library would bring its own axes and text layout, which do not
//! know Korean numbers, breaks in a series or a source line, and would still need resvg to draw text with fallback fonts in
//! both directions. SVG text can be read, compared in tests and opened in a browser. For drawing, most texts become outlines
//! first: reading the fonts for each of them would take most of the time.
//!
//! # Fonts
//!
//! Fonts are the system's ([`Fonts::system`]); a Korean font is several megabytes, too much to embed. On Debian and Ubuntu
//! `fonts-nanum` or `fonts-noto-cjk` brings Korean. Without one the picture is drawn in English; without any font there is no
//! picture and [`FontError`] says what to install. Characters that no font has are left out or become `?`, never boxes.

mod alt;
mod axis;
mod bars;
mod breaks;
mod canvas;
mod fonts;
mod frame;
mod from_answer;
mod lines;
mod outline;
mod raster;
mod spec;

use crate::figure::Language;
use crate::pack::Catalog;
use crate::query::Answer;

pub use alt::MAX_ALT_CHARS;
pub use fonts::{FontError, Fonts};
pub use frame::WIDTH_PX;
pub use from_answer::{MAX_BARS, MAX_POINTS, is_possible};
pub use raster::SCALE;
pub use spec::{Bar, Body, Chart, NoChart, Point, Series};

/// A picture to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file. Its background is light; only the corners are transparent.
    pub png: Vec<u8>,
    /// Width in pixels: [`WIDTH_PX`] times [`SCALE`].
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// What the picture shows, in the answer's language, for people who cannot see it. At most [`MAX_ALT_CHARS`].
    pub alt: String,
    /// The answer is Korean, but the picture is English because no installed font has Korean.
    pub lacks_korean: bool,
}

/// Why there is no picture. The text of the answer says the same figures.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// There is nothing to draw.
    #[error(transparent)]
    NoChart(#[from] NoChart),
    /// The SVG text was not accepted: a mistake in this room.
    #[error("the picture could not be drawn ({0}); please report the question that led to it")]
    Svg(#[from] resvg::usvg::Error),
    /// There is no memory for a picture of this size.
    #[error("a picture of {width_px} x {height_px} pixels could not be made")]
    Size {
        /// Width in pixels.
        width_px: u32,
        /// Height in pixels.
        height_px: u32,
    },
    /// The PNG could not be written.
    #[error("the picture could not be written ({0})")]
    Png(#[from] png::EncodingError),
}

/// Draws an answer. Takes milliseconds: call it off the async threads.
///
/// # Errors
/// If the answer holds nothing that a picture could show, or the picture cannot be made.
pub fn draw(answer: &Answer, catalog: &Catalog, fonts: &Fonts) -> Result<Picture, ChartError> {
    let lacks_korean = answer.language == Language::Korean && !fonts.has_korean();
    let chart = Chart::of_answer(answer, catalog, answer.language)?;
    let mut picture = if lacks_korean {
        Chart::of_answer(answer, catalog, Language::English)?.draw(fonts)?
    } else {
        chart.draw(fonts)?
    };
    picture.alt = chart.alt();
    picture.lacks_korean = lacks_korean;
    Ok(picture)
}

impl Chart {
    /// Draws the chart in its own language, with its own words as alternative text.
    ///
    /// # Errors
    /// If the picture cannot be made.
    pub fn draw(&self, fonts: &Fonts) -> Result<Picture, ChartError> {
        let image = raster::draw(&frame::svg(self, Some(fonts)), fonts)?;
        Ok(Picture {
            png: image.png,
            width_px: image.width_px,
            height_px: image.height_px,
            alt: self.alt(),
            lacks_korean: false,
        })
    }

    /// The chart as SVG text, [`WIDTH_PX`] wide. It depends on no font.
    #[must_use]
    pub fn svg(&self) -> String {
        frame::svg(self, None)
    }
}
