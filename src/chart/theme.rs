//! Colours of a picture, on light and on dark paper.
//!
//! All channels are multiples of 17, which the palette of the PNG keeps exactly. What the tests below hold them to: shapes
//! stand out from the paper with a contrast of 3 to 1 or more, words with 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3), and the
//! colours of lines stay apart for people who see fewer colours.

/// On what paper a picture is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark on white, as in print.
    #[default]
    Light,
    /// Light on dark grey, as in a chat at night.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    pub(super) fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// The colours of a theme.
#[derive(Debug)]
pub(super) struct Palette {
    pub paper: &'static str,
    pub border: &'static str,
    /// Lines behind everything.
    pub grid: &'static str,
    /// Zero, and what shapes stand on.
    pub axis: &'static str,
    pub ink: &'static str,
    pub muted: &'static str,
    /// What is there to be compared with.
    pub grey: Paint,
    /// What a picture speaks of; several lines.
    pub series: [Paint; 8],
}

/// The colours of one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paint {
    /// The shape, or the rim of one that is not filled with it.
    pub strong: &'static str,
    /// The filling of what is an estimate.
    pub tint: &'static str,
    /// Words about it.
    pub text: &'static str,
}

const fn paint(strong: &'static str, tint: &'static str, text: &'static str) -> Paint {
    Paint { strong, tint, text }
}

static LIGHT: Palette = Palette {
    paper: "#ffffff",
    border: "#cccccc",
    grid: "#dddddd",
    axis: "#888888",
    ink: "#222233",
    muted: "#555566",
    grey: paint("#888899", "#ccccdd", "#555566"),
    series: [
        paint("#1166bb", "#99ccee", "#1166bb"),
        paint("#cc5500", "#ffcc99", "#bb4400"),
        paint("#006644", "#99ccbb", "#006644"),
        paint("#773388", "#ddbbee", "#773388"),
        paint("#3399cc", "#bbeeff", "#1177aa"),
        paint("#991133", "#eebbcc", "#991133"),
        paint("#664400", "#ddcc99", "#664400"),
        paint("#223355", "#aabbcc", "#223355"),
    ],
};

static DARK: Palette = Palette {
    paper: "#222222",
    border: "#555555",
    grid: "#444444",
    axis: "#999999",
    ink: "#eeeeee",
    muted: "#bbbbbb",
    grey: paint("#888899", "#444455", "#bbbbbb"),
    series: [
        paint("#66aaff", "#224477", "#66aaff"),
        paint("#ff8833", "#774411", "#ff8833"),
        paint("#22dd99", "#116644", "#22dd99"),
        paint("#dd99cc", "#774466", "#dd99cc"),
        paint("#99ddff", "#336688", "#99ddff"),
        paint("#ee5555", "#772222", "#ff6666"),
        paint("#ffdd66", "#776611", "#ffdd66"),
        paint("#eeeecc", "#777766", "#eeeecc"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [f64; 3];

    fn linear(colour: &str) -> Rgb {
        [1, 3, 5].map(|at| {
            let channel = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Contrast as WCAG 2.2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let [red, green, blue] = linear(colour);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// What people see who see all colours, and who lack one kind of cone: the matrices of Machado, Oliveira and Fernandes
    /// (2009) for a severity of 1.
    const EYES: [(&str, [Rgb; 3]); 4] = [
        ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    /// CIELAB under D65.
    fn lab(colour: &str, eyes: &[Rgb; 3]) -> Rgb {
        let rgb = linear(colour);
        let seen = eyes.map(|row| row.iter().zip(rgb).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0));
        let to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
        let xyz = to_xyz.map(|row| row.iter().zip(seen).map(|(a, b)| a * b).sum::<f64>());
        let [x, y, z] = [xyz[0] / 0.95047, xyz[1], xyz[2] / 1.08883]
            .map(|value| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(one: &str, other: &str, eyes: &[Rgb; 3]) -> f64 {
        let (one, other) = (lab(one, eyes), lab(other, eyes));
        one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn paints(palette: &Palette) -> impl Iterator<Item = &Paint> {
        palette.series.iter().chain([&palette.grey])
    }

    #[test]
    fn words_and_shapes_stand_out_from_the_paper() {
        for theme in Theme::ALL {
            let palette = theme.palette();
            for paint in paints(palette) {
                assert!(contrast(paint.strong, palette.paper) >= 3.0, "{theme:?} {}", paint.strong);
                assert!(contrast(paint.text, palette.paper) >= 4.5, "{theme:?} {}", paint.text);
                // A lighter filling is told from a full one.
                assert!(contrast(paint.strong, paint.tint) >= 1.7, "{theme:?} {} on {}", paint.strong, paint.tint);
            }
            for word in [palette.ink, palette.muted] {
                assert!(contrast(word, palette.paper) >= 4.5, "{theme:?} {word}");
            }
            assert!(contrast(palette.axis, palette.paper) >= 3.0);
        }
    }

    #[test]
    fn colours_stay_apart_for_all_eyes() {
        for theme in Theme::ALL {
            let all: Vec<&Paint> = paints(theme.palette()).collect();
            for (name, eyes) in &EYES {
                for (position, one) in all.iter().enumerate() {
                    for other in &all[position + 1..] {
                        // 2.3 is a difference that is just seen; this is six times as much.
                        let apart = distance(one.strong, other.strong, eyes);
                        assert!(apart >= 13.8, "{theme:?}, {name}: {} and {}: {apart:.1}", one.strong, other.strong);
                    }
                }
            }
        }
    }

    #[test]
    fn colours_are_those_that_a_palette_keeps() {
        for theme in Theme::ALL {
            let palette = theme.palette();
            let all = paints(palette).flat_map(|paint| [paint.strong, paint.tint, paint.text]);
            for colour in all.chain([palette.paper, palette.border, palette.grid, palette.axis, palette.ink]) {
                let digits = &colour.as_bytes()[1..];
                assert!(digits.len() == 6 && digits.chunks(2).all(|pair| pair[0] == pair[1]), "{colour}");
            }
        }
    }
}
