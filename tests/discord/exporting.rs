//! Files: `/export`, and the button that hands over the figures of a card. The buttons that ask again.

use std::io::{Cursor, Read};

use datum::sandbox::{Message, Seen};

use crate::stage::{Stage, seen};

/// The one file of a reply: its name, its description, its bytes.
fn file(reply: &Seen) -> (String, String, Vec<u8>) {
    let message: &Message = reply.message().unwrap();
    assert_eq!(message.attachments.len(), 1, "{}", seen(reply));
    let file = &message.attachments[0];
    (file.filename.clone(), file.description.clone().unwrap_or_default(), file.bytes.to_vec())
}

#[tokio::test]
async fn export_gives_a_file_in_each_format_to_the_asker_alone() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let table = alex.slash("general", "export", &[("topic", "t:hardware")]).await.unwrap();
    assert!(table.is_ephemeral());
    let (name, description, bytes) = file(&table);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}id,metric,"), "spreadsheets need the mark to read Korean");
    let rows = csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).count();
    let mut all = format!("{name} ({description}): {rows} rows\n{}\n", seen(&table));

    let json = jiwoo.slash("general", "내보내기", &[("주제", "하드웨어"), ("형식", "json")]).await.unwrap();
    let (name, description, bytes) = file(&json);
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(value["figures"].as_array().unwrap().len(), rows);
    all.push_str(&format!("{name} ({description})\n{}\n", seen(&json)));

    let zip = alex.slash("general", "export", &[("topic", "H100 count of Korea"), ("format", "zip")]).await.unwrap();
    let (name, description, bytes) = file(&zip);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut figures = String::new();
    archive.by_name("figures.csv").unwrap().read_to_string(&mut figures).unwrap();
    assert!(figures.contains("\nkorea-h100-held-2023,"), "{figures}");
    all.push_str(&format!("{name} ({description})\n{}\n", seen(&zip)));
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_picture_is_taken_away_as_svg_or_the_answer_says_why_not() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let asked = [("topic", "Microsoft vs Korea H100"), ("format", "svg")];
    let drawn = alex.slash("general", "export", &asked).await.unwrap();
    assert!(drawn.is_ephemeral());
    let (name, description, bytes) = file(&drawn);
    let svg = String::from_utf8(bytes).unwrap();
    assert!(name.ends_with(".svg") && svg.starts_with("<svg "), "{name}");
    assert!(description.contains("about 76 times") && svg.contains("about 76 times"), "{description}");
    for (text, why) in [
        ("H100 count of Korea", "One figure needs no picture."),
        ("t:hardware", "This is known on the topic Hardware."),
    ] {
        let reply = alex.slash("general", "export", &[("topic", text), ("format", "svg")]).await.unwrap();
        assert!(reply.message().unwrap().attachments.is_empty() && seen(&reply).contains(why), "{}", seen(&reply));
    }
    stage.end().await;
}

#[tokio::test]
async fn an_export_of_nothing_is_a_sentence() {
    let stage = Stage::new().await;
    let mut all = String::new();
    for name in ["Alex", "Jiwoo"] {
        let user = stage.sandbox.user(name);
        for text in ["the price of fish", "Microsoft"] {
            let reply = user.slash("general", "export", &[("topic", text)]).await.unwrap();
            assert!(reply.is_ephemeral());
            assert!(reply.message().unwrap().attachments.is_empty());
            all.push_str(&format!("{text}\n{}\n---\n", seen(&reply)));
        }
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn the_figures_of_a_card_can_be_taken_away() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    for (query, ids) in [
        ("H100 count of Korea", vec!["korea-h100-held-2023"]),
        ("Microsoft vs Korea H100", vec!["microsoft-h100-bought-2023", "korea-h100-held-2023"]),
    ] {
        let shown = alex.slash("general", "fact", &[("query", query)]).await.unwrap();
        let pressed = jiwoo.click(shown.message().unwrap(), "CSV").await.unwrap();
        assert!(pressed.is_ephemeral());
        let (name, _, bytes) = file(&pressed);
        assert_eq!(name, format!("datum-{}.csv", ids[0]));
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let found: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        assert_eq!(found, ids, "{query}");
    }
    stage.end().await;
}

#[tokio::test]
async fn working_shows_formula_and_inputs_with_their_sources() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let mut all = String::new();
    for query in [
        "Microsoft vs Korea H100",
        "AI talent shortage trend",
        "f:microsoft-to-korea-h100-multiple-2023",
        "Microsoft and Meta H100 total",
    ] {
        let shown = alex.slash("general", "fact", &[("query", query)]).await.unwrap();
        for (user, label) in [(&alex, "Show working"), (&jiwoo, "Show working")] {
            if !shown.buttons().iter().any(|button| button.label == label) {
                all.push_str(&format!("{query}: no such button\n"));
                continue;
            }
            let pressed = user.click(shown.message().unwrap(), label).await.unwrap();
            assert!(pressed.is_ephemeral());
            all.push_str(&format!("{query}\n{}\n---\n", seen(&pressed)));
        }
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn the_trend_button_follows_the_figure_also_after_a_restart() {
    let mut stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let shown = alex.slash("general", "fact", &[("query", "AI talent shortage Korea 2020")]).await.unwrap();
    stage.restart().await;
    let pressed = alex.click(shown.message().unwrap(), "Trend").await.unwrap();
    assert!(pressed.is_ephemeral());
    assert!(pressed.text().contains("8,579") && pressed.text().contains("1,609"), "{}", seen(&pressed));
    assert!(!pressed.buttons().iter().any(|button| button.label == "Trend"), "a trend offers no trend");
    stage.end().await;
}
