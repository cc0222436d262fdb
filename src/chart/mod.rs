//! From an answer to a picture: data to SVG text, SVG text to PNG bytes.
//!
//! Everything here is plain and synchronous, takes its fonts as an argument and knows nothing of Discord. The way is
//! [`Answer`] → [`Chart`] (words and numbers, no coordinates) → [`Chart::svg`] (the same on every machine) → PNG (the same
//! on every machine with the same fonts).
//!
//! # What a picture promises
//!
//! It may be passed on without its message, so it carries all that a figure must be said with: measure, unit, period,
//! status, source and answer id. And it does not mislead:
//!
//! - **The title is the finding**, in words, and says no more than the answer does (`from_answer::finding`); whoever it
//!   speaks of is set apart by colour, and the others are grey.
//! - **Zero is always there**, and axes are linear. A logarithmic axis is drawn only for lines whose values lie a thousand
//!   times or more apart, and the subtitle says so; bars never have one.
//! - **A line is never drawn through a break** ([`Answer::breaks`]): there is a gap, and beside it why. The axis is whole.
//!   Surveys that alternate are lines of their own. A restated value is a square.
//! - **Estimates are lighter, plans hollow**, and a legend says what is what.
//! - **Where sources differ**, each value has its mark, with the range between them.
//!
//! # Why SVG by hand and resvg
//!
//! All kinds of picture are a page of arithmetic. A plotting library would bring its own axes and text layout, which do not
//! know Korean numbers, breaks in a series, names at the ends of lines or a source line, and would still need resvg to
//! draw text with fallback fonts in both directions. SVG text can be read, compared in tests and opened in a browser. For
//! drawing, most texts become outlines first: reading the fonts for each of them would take most of the time.
//!
//! # Fonts
//!
//! Two faces are part of the program (`data/fonts`): Korean, Latin, Greek and Cyrillic look the same on every machine and in
//! an empty container. Other writings are drawn with the system's fonts; what none has becomes `?`, never a box, and the
//! picture says so once.

mod alt;
mod axis;
mod bars;
mod canvas;
mod dots;
mod fonts;
mod frame;
mod from_answer;
mod labels;
mod legend;
mod lines;
mod outline;
mod places;
mod raster;
mod rows;
mod slope;
mod spec;
mod text;
mod theme;

use crate::pack::Catalog;
use crate::query::Answer;
use crate::reply::say;

pub use alt::MAX_ALT_CHARS;
pub use fonts::{FontError, Fonts, REGULAR as FONT};
pub use frame::WIDTH_PX;
pub use from_answer::{MAX_BARS, MAX_LINES, MAX_POINTS, is_possible};
pub use raster::SCALE;
pub use spec::{Certainty, Chart, Kind, Mark, NoChart, Series};
pub use theme::Theme;

/// A picture to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file. Only the corners are transparent.
    pub png: Vec<u8>,
    /// Width in pixels: [`WIDTH_PX`] times [`SCALE`].
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// What the picture shows, in the answer's language, for people who cannot see it. At most [`MAX_ALT_CHARS`].
    pub alt: String,
    /// Some letters could not be drawn, because no font here has them; the picture says so too.
    pub lacks_letters: bool,
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

/// Draws an answer on light paper. Takes milliseconds: call it off the async threads.
///
/// # Errors
/// If the answer holds nothing that a picture could show, or the picture cannot be made.
pub fn draw(answer: &Answer, catalog: &Catalog, fonts: &Fonts) -> Result<Picture, ChartError> {
    Chart::of_answer(answer, catalog, answer.language)?.draw(Theme::Light, fonts)
}

impl Chart {
    /// Draws the chart.
    ///
    /// # Errors
    /// If the picture cannot be made.
    pub fn draw(&self, theme: Theme, fonts: &Fonts) -> Result<Picture, ChartError> {
        let lacks_letters = !self.words().all(|text| fonts.can_draw(text));
        let image = if lacks_letters {
            let mut chart = self.clone();
            chart.notes.push(say!(self.language, "chart-missing-letters"));
            raster::draw(&frame::svg(&chart, theme, Some(fonts)), fonts)?
        } else {
            raster::draw(&frame::svg(self, theme, Some(fonts)), fonts)?
        };
        Ok(Picture {
            png: image.png,
            width_px: image.width_px,
            height_px: image.height_px,
            alt: self.alt(),
            lacks_letters,
        })
    }

    /// The chart as an SVG file, [`WIDTH_PX`] wide, with its words as text and its alternative text inside. It depends on no
    /// font: where a reader has another one, texts keep their places.
    #[must_use]
    pub fn svg(&self, theme: Theme) -> String {
        frame::svg(self, theme, None)
    }

    /// All words that are drawn but for those of the axes, which are the program's own.
    fn words(&self) -> impl Iterator<Item = &str> {
        let own = [&self.title, &self.subtitle, &self.source, &self.footer].into_iter().chain(&self.notes);
        let series = self.series.iter().flat_map(|series| {
            let marks =
                series.marks.iter().flat_map(|mark| [Some(&mark.value_text), mark.gap.as_ref()].into_iter().flatten());
            [&series.name, &series.detail].into_iter().chain(marks)
        });
        own.chain(series).map(String::as_str)
    }
}
