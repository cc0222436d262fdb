//! The slash commands and the message menu, in both languages.

use datum::sandbox::World;

use crate::stage::{Stage, message, seen};

#[tokio::test]
async fn fact_answers_everybody_in_english() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &[("query", "H100 count")]).await.unwrap();
    assert!(!reply.is_ephemeral());
    insta::assert_snapshot!(seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn fact_answers_in_korean_by_its_korean_name() {
    let stage = Stage::new().await;
    let jiwoo = stage.sandbox.user("Jiwoo");
    let reply = jiwoo.slash("general", "수치", &[("질의", "국내 H100 보유량")]).await.unwrap();
    assert!(!reply.is_ephemeral());
    insta::assert_snapshot!(seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn fact_answers_in_the_language_that_was_chosen() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "H100 count of Korea"), ("language", "ko"), ("visibility", "me")];
    let reply = alex.slash("general", "fact", &options).await.unwrap();
    assert!(reply.is_ephemeral(), "`visibility` makes an answer private");
    insta::assert_snapshot!(seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn a_refusal_is_for_the_asker_alone() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "H100 count of Japan"), ("visibility", "everyone")];
    let reply = alex.slash("general", "fact", &options).await.unwrap();
    assert!(reply.is_ephemeral());
    insta::assert_snapshot!(seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn options_that_cannot_be_read_are_explained() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let mut all = String::new();
    for options in [
        [("query", "H100 count"), ("as_of", "last spring")],
        [("query", "H100 count"), ("source", "my neighbour")],
        [("query", "  "), ("language", "en")],
    ] {
        let reply = alex.slash("general", "fact", &options).await.unwrap();
        assert!(reply.is_ephemeral());
        all.push_str(&seen(&reply));
        all.push_str("\n---\n");
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn a_source_and_a_date_narrow_the_answer() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "H100 count of Korea"), ("as_of", "1999")];
    let reply = alex.slash("general", "fact", &options).await.unwrap();
    assert!(reply.is_ephemeral(), "nothing was known in 1999");
    stage.end().await;
}

#[tokio::test]
async fn cite_gives_every_format_by_answer_id() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    let id = answer_id(&answer.text());
    let mut all = String::new();
    for format in ["inline", "apa", "bibtex", "csl-json", "ris", "press-ko"] {
        let reply = alex.slash("general", "cite", &[("figure", &id), ("format", format)]).await.unwrap();
        assert!(reply.is_ephemeral());
        all.push_str(&format!("{format}:\n{}\n---\n", seen(&reply)));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn cite_and_sources_take_a_question_too() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let cited = alex.slash("general", "cite", &[("figure", "H100 count of Korea")]).await.unwrap();
    let sources = alex.slash("general", "sources", &[("figure", "H100 count of Korea")]).await.unwrap();
    let unknown = alex.slash("general", "cite", &[("figure", "the price of fish")]).await.unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}\n---\n{}", seen(&cited), seen(&sources), seen(&unknown)));
    stage.end().await;
}

#[tokio::test]
async fn topics_and_sources_list_what_there_is() {
    let stage = Stage::new().await;
    let jiwoo = stage.sandbox.user("Jiwoo");
    let topics = jiwoo.slash("general", "주제", &[]).await.unwrap();
    assert!(topics.is_ephemeral());
    let alex = stage.sandbox.user("Alex");
    let sources = alex.slash("general", "sources", &[]).await.unwrap();
    assert!(sources.is_ephemeral());
    let unknown = alex.slash("general", "topics", &[("topic", "gardening")]).await.unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}\n---\n{}", seen(&topics), seen(&sources), seen(&unknown)));
    stage.end().await;
}

#[tokio::test]
async fn help_tells_how_to_ask_and_what_a_command_takes() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let help = alex.slash("general", "help", &[]).await.unwrap();
    assert!(help.is_ephemeral());
    let fact = jiwoo.slash("general", "도움말", &[("명령어", "수치")]).await.unwrap();
    insta::assert_snapshot!(format!("{}\n---\n{}", seen(&help), seen(&fact)));
    stage.end().await;
}

#[tokio::test]
async fn the_message_menu_cites_an_answer() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let answer = alex.slash("general", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    let cited = alex.message_menu(answer.message().unwrap(), "Cite this answer").await.unwrap();
    assert!(cited.is_ephemeral());
    let own = alex.say("general", "just talking").await.unwrap();
    let none = alex.message_menu(&own, "Cite this answer").await.unwrap();
    assert!(none.is_ephemeral());
    insta::assert_snapshot!(format!("{}\n---\n{}", seen(&cited), seen(&none)));
    stage.end().await;
}

#[tokio::test]
async fn where_embeds_are_not_allowed_there_is_text() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let reply = alex.slash("plain", "fact", &[("query", "H100 count of Korea")]).await.unwrap();
    assert!(reply.message().unwrap().embeds.is_empty());
    insta::assert_snapshot!(seen(&reply));
    stage.end().await;
}

#[tokio::test]
async fn who_brought_the_bot_along_is_answered_in_private() {
    let mut world = World::new("Datum");
    let owner = world.user("Morgan", "en-US");
    let alex = world.user("Alex", "en-US");
    world.install_for(alex);
    let guild = world.guild("Elsewhere", owner, &[alex], None);
    world.text(guild, "lobby");
    world.group("friends", &[alex, owner]);
    let stage = Stage::with(world, |_| ()).await;
    let alex = stage.sandbox.user("Alex");
    for place in ["lobby", "friends"] {
        let reply = alex.slash(place, "fact", &[("query", "H100 count of Korea")]).await.unwrap();
        assert!(reply.is_ephemeral(), "{place}");
        assert!(reply.buttons().iter().any(|button| button.label == "Share in channel"), "{place}: {}", seen(&reply));
    }
    let open = alex.slash("friends", "fact", &[("query", "H100 count of Korea"), ("visibility", "everyone")]).await;
    assert!(!open.unwrap().is_ephemeral(), "`visibility` overrides");
    stage.end().await;
}

#[tokio::test]
async fn text_that_is_special_to_discord_is_shown_as_it_is() {
    let stage = Stage::new().await;
    let alex = stage.sandbox.user("Alex");
    let mut all = String::new();
    for query in [
        "@everyone <@&1> <#2> how many H100",
        "**bold** [click](https://evil.example) discord.gg/abc `code`",
        "\u{202E}lla fo tnuoc\u{0007}",
    ] {
        let reply = alex.slash("general", "fact", &[("query", query)]).await.unwrap();
        let found = reply.message().unwrap();
        assert!(!found.mention_everyone && found.mentions.is_empty() && found.mention_roles.is_empty());
        all.push_str(&message(found));
        all.push_str("\n---\n");
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn commands_are_registered_once_and_again_only_when_they_change() {
    let mut stage = Stage::new().await;
    let puts = |stage: &Stage| stage.sandbox.bodies("PUT", "/applications/*/commands").len();
    assert_eq!(puts(&stage), 1);
    stage.restart().await;
    assert_eq!(puts(&stage), 1, "nothing has changed");
    stage.bot.stop();
    stage.bot.finished().await.unwrap();
    stage.bot = crate::stage::start(&stage.sandbox, |options| options.korean_names = false);
    assert!(stage.bot.ready().await);
    assert_eq!(puts(&stage), 2, "the Korean names are gone");
    stage.end().await;
}

#[tokio::test]
async fn commands_can_be_registered_for_one_server() {
    let world = World::demo("Datum");
    let mut guild_id = 0;
    let world = world.with(|state| guild_id = state.guilds.keys().copied().next().unwrap());
    let stage = Stage::with(world, |options| options.dev_guild = Some(guild_id)).await;
    assert_eq!(stage.sandbox.bodies("PUT", "/applications/*/guilds/*/commands").len(), 1);
    assert!(stage.sandbox.bodies("PUT", "/applications/*/commands").is_empty());
    stage.end().await;
}

/// The answer id in a reply's last line.
pub fn answer_id(text: &str) -> String {
    let is_id = |word: &&str| word.contains('@') && !word.starts_with('@');
    text.split_whitespace().rfind(is_id).unwrap_or_else(|| panic!("no answer id in {text}")).to_owned()
}
