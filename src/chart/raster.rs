//! From SVG text to the bytes of a PNG.
//!
//! A chart has few colours, so the file is written with a palette: a quarter of the size, and faster to write. The soft rims
//! of letters have many shades: the colours that fill most of the picture are kept, the others are rounded to steps until
//! all fit into a palette.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use rustc_hash::FxHashMap;

use super::{ChartError, Fonts};

/// Pixels per unit of the SVG. Screens of phones and of many laptops show two or more pixels where a page counts one.
pub const SCALE: u32 = 2;

/// Colours that fit into a palette of bytes.
const MAX_COLOURS: usize = 256;
/// Colours that stay as they are: more than a chart has besides rims.
const KEPT: usize = 40;
/// Steps per channel that are tried one after another for the others. The design's colours are multiples of 17, that is of
/// 15 steps.
const STEPS: [u16; 5] = [15, 10, 5, 3, 2];

/// Files from this size on are pressed harder.
const LARGE_BYTES: usize = 80 << 10;

/// A written picture.
pub(super) struct Image {
    pub png: Vec<u8>,
    pub width_px: u32,
    pub height_px: u32,
}

/// Draws SVG text.
pub(super) fn draw(svg: &str, fonts: &Fonts) -> Result<Image, ChartError> {
    let tree = Tree::from_str(svg, &fonts.options())?;
    // Sizes are small positive numbers: the frame makes them.
    let pixels = |length: f32| (length * SCALE as f32).ceil() as u32;
    let (width_px, height_px) = (pixels(tree.size().width()), pixels(tree.size().height()));
    let mut pixmap = Pixmap::new(width_px, height_px).ok_or(ChartError::Size { width_px, height_px })?;
    let scale = Transform::from_scale(SCALE as f32, SCALE as f32);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(Image { png: encode(&pixmap)?, width_px, height_px })
}

fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let shades = shades(pixmap);
    let kept = shades.most_frequent(KEPT);
    let indexed = STEPS.iter().find_map(|steps| Indexed::new(&shades, &kept, *steps)).unwrap_or_default();
    let index = |shade: &u32| indexed.index_of_shade.get(*shade as usize).copied().unwrap_or(0);
    let data: Vec<u8> = shades.pixels.iter().map(index).collect();
    let bytes = indexed.write(pixmap, &data, png::Compression::Balanced)?;
    // Pressing harder takes several times as long, which only a crowded picture is worth.
    if bytes.len() < LARGE_BYTES { Ok(bytes) } else { indexed.write(pixmap, &data, png::Compression::High) }
}

/// The different colours of a picture in the order in which they come, and each pixel's place among them.
struct Shades {
    colours: Vec<[u8; 4]>,
    pixels: Vec<u32>,
}

impl Shades {
    /// Which colours fill most of the picture, at most so many.
    fn most_frequent(&self, most: usize) -> Vec<bool> {
        let mut counts = vec![0u32; self.colours.len()];
        for pixel in &self.pixels {
            if let Some(count) = counts.get_mut(*pixel as usize) {
                *count += 1;
            }
        }
        let mut order: Vec<usize> = (0..counts.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(counts.get(*place).copied()));
        let mut kept = vec![false; counts.len()];
        for place in order.into_iter().take(most) {
            kept[place] = true;
        }
        kept
    }
}

fn shades(pixmap: &Pixmap) -> Shades {
    let mut places: FxHashMap<[u8; 4], u32> = FxHashMap::default();
    let mut shades = Shades { colours: Vec::new(), pixels: Vec::with_capacity(pixmap.pixels().len()) };
    let mut last = None;
    for pixel in pixmap.pixels() {
        // Most pixels are like their neighbour.
        let place = match last {
            Some((before, place)) if before == *pixel => place,
            _ => {
                let straight = pixel.demultiply();
                let colour = [straight.red(), straight.green(), straight.blue(), straight.alpha()];
                *places.entry(colour).or_insert_with(|| {
                    shades.colours.push(colour);
                    (shades.colours.len() - 1) as u32
                })
            }
        };
        last = Some((*pixel, place));
        shades.pixels.push(place);
    }
    shades
}

/// A palette and each shade's place in it.
#[derive(Default)]
struct Indexed {
    palette: Vec<u8>,
    alphas: Vec<u8>,
    index_of_shade: Vec<u8>,
}

impl Indexed {
    /// Rounds each channel of the colours that are not kept to one of so many steps. None if they still do not fit.
    fn new(shades: &Shades, kept: &[bool], steps: u16) -> Option<Self> {
        let mut places: FxHashMap<[u8; 4], u8> = FxHashMap::default();
        let mut indexed = Self::default();
        for (colour, kept) in shades.colours.iter().zip(kept) {
            let mut rounded = if *kept { *colour } else { colour.map(|channel| round(channel, steps)) };
            if rounded[3] == 0 {
                rounded = [0; 4];
            }
            let place = match places.get(&rounded) {
                Some(place) => *place,
                None if places.len() == MAX_COLOURS => return None,
                None => {
                    let place = u8::try_from(places.len()).ok()?;
                    places.insert(rounded, place);
                    indexed.palette.extend_from_slice(&rounded[..3]);
                    indexed.alphas.push(rounded[3]);
                    place
                }
            };
            indexed.index_of_shade.push(place);
        }
        Some(indexed)
    }

    /// The file of a picture whose pixels have these places in the palette.
    fn write(
        &self,
        pixmap: &Pixmap,
        data: &[u8],
        compression: png::Compression,
    ) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::with_capacity(64 << 10);
        let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(self.palette.as_slice());
        encoder.set_trns(self.alphas.as_slice());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(compression);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(data)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// The nearest of `steps + 1` evenly spaced values from 0 to 255.
fn round(channel: u8, steps: u16) -> u8 {
    let step = (u16::from(channel) * steps + 127) / 255;
    u8::try_from(step * 255 / steps).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_of_the_design_stay() {
        for channel in (0..=255).step_by(17) {
            assert_eq!(round(channel, STEPS[0]), channel);
        }
    }

    #[test]
    fn any_picture_fits_into_a_palette() {
        let mut pixmap = Pixmap::new(256, 256).unwrap();
        for (position, byte) in pixmap.data_mut().iter_mut().enumerate() {
            *byte = if position % 4 == 3 { 255 } else { (position.wrapping_mul(0x9E37_79B9) >> 24) as u8 };
        }
        let shades = shades(&pixmap);
        assert!(shades.colours.len() > MAX_COLOURS);
        let kept = shades.most_frequent(KEPT);
        assert_eq!(kept.iter().filter(|kept| **kept).count(), KEPT);
        assert!(STEPS.iter().any(|steps| Indexed::new(&shades, &kept, *steps).is_some()));
        // Three values in each of four channels fit beside what is kept.
        assert!(3usize.pow(4) + KEPT <= MAX_COLOURS);
    }
}
