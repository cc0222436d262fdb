//! Looking things up leads somewhere: help with examples that work, a comparison that keeps its other side, suggestions that fit, and the
//! rest of a short answer.

use datum::sandbox::View;

use crate::stage::{Stage, seen};

#[tokio::test]
async fn help_names_every_command_with_an_example_that_works() {
    let stage = Stage::new().await;
    for (who, command) in [("Alex", "help"), ("Jiwoo", "도움말")] {
        let user = stage.sandbox.user(who);
        let help = user.slash("general", command, &[]).await.unwrap();
        assert!(help.is_ephemeral());
        let text = help.text();
        insta::assert_snapshot!(format!("help_{}", user.locale()), seen(&help));
        for name in ["fact", "compare", "trend", "cite"] {
            let at = |prefix: &str| text.lines().find(|line| line.starts_with(prefix)).map(str::to_owned);
            let korean = [("fact", "/수치"), ("compare", "/비교"), ("trend", "/추이"), ("cite", "/인용")];
            let korean = korean.iter().find(|(en, _)| *en == name).unwrap().1;
            let line = at(&format!("/{name} "))
                .or_else(|| at(&format!("{korean} ")))
                .unwrap_or_else(|| panic!("{name}: {text}"));
            let call = line.split(" – ").next().unwrap().replace('\\', "");
            let mut parts = call.trim_start_matches('/').splitn(2, ' ');
            let called = parts.next().unwrap().to_owned();
            // `first:…` up to the next option.
            let mut options: Vec<(String, String)> = Vec::new();
            for word in parts.next().unwrap_or_default().split(' ') {
                match word.split_once(':') {
                    Some((option, text)) => options.push((option.to_owned(), text.to_owned())),
                    None => options.last_mut().unwrap().1.push_str(&format!(" {word}")),
                }
            }
            let given: Vec<(&str, &str)> = options.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let reply = user.slash("general", &called, &given).await.unwrap();
            let reply = stage.sandbox.settled(&reply).await.unwrap();
            assert!(reply.is_ephemeral() == (name == "cite"), "{call}: {}", reply.text());
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn the_bot_says_what_it_can_and_how_old_the_data_are() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let mut all = String::new();
    for text in
        ["what can you do?", "너 누구야", "what's new?", "when was the data last updated?", "자료 언제 업데이트됐어?"]
    {
        let asked = alex.dm(text).await.unwrap();
        let id = asked.id;
        let reply = stage.sandbox.wait_for_message("", |found| found.reference == Some(id)).await.unwrap();
        all.push_str(&format!("> {text}\n{}\n---\n", reply.text()));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_comparison_keeps_its_other_side_while_it_asks() {
    let mut stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("first", "private AI investment China 2024"), ("second", "AI investment Korea 2023")];
    let unclear = alex.slash("general", "compare", &options).await.unwrap();
    assert!(unclear.is_ephemeral(), "{}", seen(&unclear));
    let menus = unclear.selects();
    let choice = menus[0].options.iter().find(|option| option.label.contains("Private AI investment – South Korea"));
    let value = choice.unwrap_or_else(|| panic!("{}", seen(&unclear))).value.clone();
    stage.restart().await;
    let chosen = alex.select(unclear.message().unwrap(), "", &[&value]).await.unwrap();
    let done = stage.sandbox.settled(&chosen).await.unwrap();
    let text = done.text();
    assert!(text.contains("9.3 billion") && text.contains("1.39 billion"), "{text}");
    stage.end().await;
}

#[tokio::test]
async fn a_misspelt_topic_is_read_as_the_nearest() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let topic = alex.slash("general", "topics", &[("topic", "talnt")]).await.unwrap();
    assert!(topic.text().contains("“talnt” was read as"), "{}", seen(&topic));
    let none = alex.slash("general", "topics", &[("topic", "zzzzzzzz")]).await.unwrap();
    assert!(none.text().contains("not a known topic"), "{}", seen(&none));
    stage.end().await;
}

#[tokio::test]
async fn suggested_sources_fit_the_query_and_an_empty_query_begins_with_what_was_asked() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let View::Choices(fitting) =
        alex.autocomplete("general", "fact", &[("query", "H100 count of Korea"), ("source", "")]).await.unwrap().view
    else {
        panic!("no choices")
    };
    assert!((1..=4).contains(&fitting.len()), "{fitting:?}");
    assert!(fitting.iter().any(|choice| choice.name.contains("SPRi")), "{fitting:?}");
    alex.slash("general", "fact", &[("query", "memory of the H100 SXM")]).await.unwrap();
    let View::Choices(first) = alex.autocomplete("general", "fact", &[("query", "")]).await.unwrap().view else {
        panic!("no choices")
    };
    assert!(first[0].name.contains("GPU memory"), "{first:?}");
    stage.end().await;
}

#[tokio::test]
async fn more_shows_what_a_short_answer_leaves_out() {
    let mut stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let short = alex.slash("general", "fact", &[("query", "Microsoft vs Korea H100")]).await.unwrap();
    assert!(short.text().contains("Not alike"), "{}", seen(&short));
    assert!(!short.buttons().iter().any(|button| button.label == "Report"), "nobody takes reports here");
    stage.restart().await;
    let more = alex.click(short.message().unwrap(), "More").await.unwrap();
    assert!(more.is_ephemeral());
    let text = more.text();
    assert!(text.contains("Caution:") && text.contains("÷"), "{text}");
    let list = alex.slash("general", "fact", &[("query", "who bought the most H100s")]).await.unwrap();
    let rows = |text: &str| text.lines().filter(|line| line.contains("about")).count();
    let all = alex.click(list.message().unwrap(), "More").await.unwrap();
    assert!(rows(&all.text()) > rows(&list.text()), "{}", seen(&all));
    stage.end().await;
}
