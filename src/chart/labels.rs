//! Words beside lines, where they meet neither each other nor the lines.

use super::canvas::{Anchor, Canvas};
use super::text::{ASCENT, DESCENT, Style, width};

/// A rectangle that is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Area {
    /// A square around a place.
    pub fn around((x, y): (f64, f64), radius: f64) -> Self {
        Self { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a straight line passes through. Sampled every few pixels, which is finer than a text is high.
    pub fn is_crossed(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        let steps = ((to.0 - from.0).abs().max((to.1 - from.1).abs()) / 3.0).ceil().max(1.0);
        (0..=steps as usize).any(|step| {
            let part = step as f64 / steps;
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
        })
    }
}

/// Where values may be written, and what is in their way.
pub(super) struct Room {
    /// Nothing is written outside.
    pub bounds: Area,
    /// What is taken.
    pub taken: Vec<Area>,
    /// Lines that are not written upon.
    pub segments: Vec<[(f64, f64); 2]>,
}

impl Room {
    /// Writes a value beside its place if there is room: above, also shifted to the sides, then below, then beside it.
    pub fn write(&mut self, canvas: &mut Canvas, (x, y): (f64, f64), style: Style, text: &str) {
        let half = width(text, style) / 2.0;
        let shift = half * 0.8 + 4.0;
        let bounds = self.bounds;
        let inside = |x: f64| x.clamp(bounds.left + half, (bounds.right - half).max(bounds.left + half));
        for (sideways, up) in [
            (0.0, 10.0),
            (-shift, 10.0),
            (shift, 10.0),
            (0.0, -20.0),
            (-shift, -20.0),
            (shift, -20.0),
            (-(half + 10.0), -4.5),
            (half + 10.0, -4.5),
        ] {
            let (x, baseline) = (inside(x + sideways), y - up);
            let top = baseline - style.size * ASCENT;
            let area = Area { left: x - half, right: x + half, top, bottom: baseline + style.size * DESCENT };
            let is_inside = area.top >= bounds.top && area.bottom <= bounds.bottom;
            let is_free = !self.taken.iter().any(|other| other.meets(&area))
                && !self.segments.iter().any(|[from, to]| area.is_crossed(*from, *to));
            if is_inside && is_free {
                canvas.text_over_lines(x, baseline, Anchor::Middle, style, text);
                self.taken.push(area);
                return;
            }
        }
    }
}

/// Middles for labels of some heights, as near as possible to where they are wanted, in their order of height, none upon
/// another, between a top and a bottom. Where they do not all fit, they start at the top.
pub(super) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].0.total_cmp(&wanted[*other].0));
    // Labels that touch form a block, which stands where its members want to be on average.
    struct Block {
        members: Vec<usize>,
        /// The sum over the members of where the block's top would have to be for each.
        tops: f64,
        height: f64,
    }
    let start = |block: &Block| {
        let wanted = block.tops / block.members.len() as f64;
        wanted.min(bottom - block.height).max(top)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for label in order {
        let (middle, height) = wanted[label];
        let mut block = Block { members: vec![label], tops: middle - height / 2.0, height };
        while let Some(before) = blocks.pop_if(|before| start(before) + before.height > start(&block)) {
            let mut joined = before;
            joined.tops += block.tops - joined.height * block.members.len() as f64;
            joined.height += block.height;
            joined.members.append(&mut block.members);
            block = joined;
        }
        blocks.push(block);
    }
    let mut middles = vec![0.0; wanted.len()];
    for block in &blocks {
        let mut y = start(block);
        for label in &block.members {
            let height = wanted[*label].1;
            middles[*label] = y + height / 2.0;
            y += height;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_stay_where_they_are_wanted_if_they_can() {
        assert_eq!(spread(&[(50.0, 10.0), (20.0, 10.0)], 0.0, 100.0), [50.0, 20.0]);
        assert_eq!(spread(&[(50.0, 10.0), (52.0, 10.0)], 0.0, 100.0), [46.0, 56.0]);
        assert_eq!(spread(&[(0.0, 10.0), (0.0, 10.0)], 0.0, 100.0), [5.0, 15.0]);
        assert_eq!(spread(&[(100.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [95.0, 85.0]);
        assert!(spread(&[], 0.0, 100.0).is_empty());
    }

    proptest! {
        #[test]
        fn labels_never_meet(wanted in proptest::collection::vec((-20.0f64..220.0, 8.0f64..26.0), 0..8)) {
            let middles = spread(&wanted, 0.0, 200.0);
            let fits = wanted.iter().map(|(_, height)| height).sum::<f64>() <= 200.0;
            let mut areas: Vec<(f64, f64)> = middles.iter().zip(&wanted).map(|(y, (_, height))| (y - height / 2.0, y + height / 2.0)).collect();
            areas.sort_by(|one, other| one.0.total_cmp(&other.0));
            for pair in areas.windows(2) {
                prop_assert!(pair[0].1 <= pair[1].0 + 1e-6, "{areas:?}");
            }
            for (top, bottom) in areas {
                prop_assert!(top >= -1e-6 && (!fits || bottom <= 200.0 + 1e-6));
            }
        }
    }
}
