//! From a file as statistical offices hand it out to the first right answer, in two calls.

use std::fs;

use serde_json::Value;

use super::{datum, shapes};

#[test]
fn the_first_answer_is_two_calls_away() {
    let place = tempfile::tempdir().unwrap();
    for (position, shape) in shapes::all(false).into_iter().enumerate() {
        let file = place.path().join(shape.name);
        fs::write(&file, &shape.bytes).unwrap();
        let pack = place.path().join(format!("pack-{position}"));
        let (file, pack) = (file.to_str().unwrap(), pack.to_str().unwrap());
        let (status, out, err) = datum(&["pack", "import", file, "--into", pack]);
        assert_eq!(status, Some(0), "{}: {out}{err}", shape.name);
        assert!(!out.contains("not understood"), "{}: {out}", shape.name);
        let (status, out, err) = datum(&["ask", "--json", "--no-embedded", "--packs", pack, shape.question]);
        assert_eq!(status, Some(0), "{}: {out}{err}", shape.name);
        let answer: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(answer["figures"][0]["value"].as_f64(), Some(shape.value), "{}: {}", shape.name, answer["text"]);
    }
}
