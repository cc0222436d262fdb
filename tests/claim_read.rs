//! Number phrases as data: what is read of a text, and what is not. The list is read by people; each line is a phrase with
//! its value, what stands with it and how far it lets go of the exact value.

use datum::app::App;
use datum::claim::Reader;
use datum::lang::{Amount, Phrase};

fn line(text: &str, phrase: &Phrase) -> String {
    let amount = match phrase.amount {
        Amount::One(value) => value.round_dp(6).normalize().to_string(),
        Amount::Between(low, high) => format!("{}..{}", low.normalize(), high.normalize()),
    };
    format!("{}={amount}|{:?}|{:?}", &text[phrase.range.clone()], phrase.measure, phrase.hedge)
}

#[test]
fn phrases() {
    let app = App::load(&[]).unwrap();
    let reader = Reader::new(&app.engine);
    let texts = include_str!("claims/phrases.txt");
    let mut shown = String::new();
    for text in texts.lines().filter(|line| !line.is_empty() && !line.starts_with("## ")) {
        let phrases = reader.read(text);
        shown.push_str(&format!("{text}\n"));
        for phrase in &phrases {
            shown.push_str(&format!("    {}\n", line(text, phrase)));
        }
    }
    insta::assert_snapshot!(shown);
}
