//! Where the words of a picture stand, read from its SVG: inside, and none upon another.

use datum::chart::{Chart, Theme, WIDTH_PX};
use regex::Regex;
use unicode_width::UnicodeWidthChar;

/// A text with the rectangle that it takes.
pub struct Word {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl std::fmt::Display for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "“{}” ({:.1} to {:.1}, {:.1} to {:.1})", self.text, self.left, self.right, self.top, self.bottom)
    }
}

/// All texts of a picture.
pub fn words(svg: &str) -> Vec<Word> {
    let element = Regex::new(r"<text ([^>]*)>([^<]*)</text>").unwrap();
    let attribute = |attributes: &str, name: &str| {
        let pattern = Regex::new(&format!(r#"(?:^| ){name}="([^"]*)""#)).unwrap();
        pattern.captures(attributes).map(|found| found[1].to_owned())
    };
    element
        .captures_iter(svg)
        .map(|found| {
            let number = |name: &str| attribute(&found[1], name).and_then(|text| text.parse::<f64>().ok());
            let (x, y, size) = (number("x").unwrap(), number("y").unwrap(), number("font-size").unwrap());
            // Writing that the embedded fonts lack has no length; it is guessed as the program does.
            let ems = |c: char| match c.width() {
                Some(2) => 1.05,
                Some(1) => 0.5,
                _ => 0.0,
            };
            let text = found[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let width = number("textLength").unwrap_or_else(|| text.chars().map(|c| ems(c) * size).sum());
            let left = match attribute(&found[1], "text-anchor").as_deref() {
                Some("middle") => x - width / 2.0,
                Some("end") => x - width,
                _ => x,
            };
            // The body of letters; what hangs below a line may touch what stands on the next.
            Word { text, left, right: left + width, top: y - 0.72 * size, bottom: y + 0.05 * size }
        })
        .collect()
}

/// Texts of the chart that leave the picture or meet another one.
pub fn faults(name: &str, chart: &Chart) -> Vec<String> {
    let svg = chart.svg(Theme::Light);
    let height: f64 = Regex::new(r#"height="([0-9.]+)""#).unwrap().captures(&svg).unwrap()[1].parse().unwrap();
    let words = words(&svg);
    let mut faults = Vec::new();
    for (position, one) in words.iter().enumerate() {
        let inside = one.left >= 0.0 && one.right <= f64::from(WIDTH_PX) && one.top >= 0.0 && one.bottom <= height;
        if !inside {
            faults.push(format!("{name}: {one} leaves the picture of height {height}"));
        }
        for other in &words[position + 1..] {
            // Half a unit is less than a pixel of a phone.
            let apart = one.right <= other.left + 0.5
                || other.right <= one.left + 0.5
                || one.bottom <= other.top + 0.5
                || other.bottom <= one.top + 0.5;
            if !apart {
                faults.push(format!("{name}: {one} meets {other}"));
            }
        }
    }
    faults
}

#[test]
fn no_word_meets_another_or_leaves_the_picture() {
    let cases = super::cases::cases().into_iter().chain(super::cases::real_cases());
    let faults: Vec<String> =
        cases.flat_map(|case| faults(&format!("{}-{}", case.name, case.chart.language), &case.chart)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn two_words_upon_each_other_are_found() {
    let svg = r#"<text x="10" y="20" font-size="10" textLength="30">one</text><text x="30" y="24" text-anchor="middle" font-size="10" textLength="20">two</text>"#;
    let found = words(svg);
    assert_eq!((found[0].left, found[0].right, found[1].left, found[1].right), (10.0, 40.0, 20.0, 40.0));
    assert!(found[0].bottom > found[1].top);
}
