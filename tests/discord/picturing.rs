//! Pictures beside answers, and what is said where there is none.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use datum::chart::{self, ChartError, FontError, Fonts, MAX_ALT_CHARS, NoChart, Picture, SCALE, WIDTH_PX};
use datum::discord::{Options, Pictures};
use datum::figure::{Language, PartialDate};
use datum::pack::Catalog;
use datum::query::{Answer, Question};
use datum::sandbox::{ActorError, BOT_PERMISSIONS, Message, Seen, World};
use serenity::model::Permissions;

use crate::stage::{APP, PICTURES, Stage, fonts, message, today};

const COMPARED: [(&str, &str); 2] = [("first", "H100 Microsoft"), ("second", "H100 Korea")];

/// The bytes of a picture. A failed comparison does not print them.
#[derive(PartialEq, Eq)]
struct Bytes(Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a picture of {} bytes", self.0.len())
    }
}

/// The picture that a message shows, decoded and looked at.
#[track_caller]
fn picture(message: &Message) -> Bytes {
    let [file] = message.attachments.as_slice() else { panic!("{} files", message.attachments.len()) };
    assert!(file.filename.ends_with(".png"), "{}", file.filename);
    let alt = file.description.as_deref().unwrap_or_default();
    assert!((40..=MAX_ALT_CHARS).contains(&alt.chars().count()), "{alt}");
    if let Some(embed) = message.embeds.first() {
        assert_eq!(embed["image"]["url"], format!("attachment://{}", file.filename));
    }
    let mut decoder = png::Decoder::new(std::io::Cursor::new(&file.bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    assert_eq!(reader.info().width, WIDTH_PX * SCALE);
    assert!(reader.info().height > 200);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let dark = pixels.chunks_exact(4).filter(|pixel| pixel[3] == 255 && pixel[0] < 80).count();
    let light = pixels.chunks_exact(4).filter(|pixel| pixel[3] == 255 && pixel[0] == 255).count();
    assert!(dark > 2_000 && light > 100_000, "{dark} dark and {light} light pixels");
    Bytes(file.bytes.to_vec())
}

#[track_caller]
fn has_no_picture(message: &Message, why: &str) {
    assert!(message.attachments.is_empty());
    assert!(message.embeds.iter().all(|embed| embed["image"].is_null()));
    assert!(message.text().contains(why), "{}", message.text());
}

/// A bot that draws.
async fn drawing() -> Stage {
    Stage::with(World::demo("Datum"), |options: &mut Options| options.pictures = PICTURES).await
}

/// What a person sees in the end: a picture may take longer than a second, and is then waited for.
async fn settled(stage: &Stage, seen: Result<Seen, ActorError>) -> Message {
    stage.sandbox.settled(&seen.unwrap()).await.unwrap()
}

fn labels(message: &Message) -> Vec<String> {
    message.buttons().into_iter().map(|button| button.label).collect()
}

/// The picture of an answer, drawn without Discord.
fn drawn(question: &str, language: Language, as_of: Option<PartialDate>) -> Bytes {
    let question = Question { text: question, language: Some(language), as_of, source: None, today: today() };
    let answer = APP.engine.ask(&question);
    Bytes(chart::draw(&answer, APP.engine.catalog(), &fonts().unwrap()).unwrap().png)
}

#[tokio::test]
async fn a_trend_and_a_comparison_come_with_a_picture_in_both_languages() {
    let stage = drawing().await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let mut all = String::new();
    let english = settled(&stage, alex.slash("general", "trend", &[("query", "AI talent shortage")]).await).await;
    let korean = settled(&stage, jiwoo.slash("general", "추이", &[("질의", "AI 부족 인력")]).await).await;
    assert_eq!(picture(&english), drawn("AI talent shortage trend", Language::English, None));
    assert_ne!(picture(&english), picture(&korean));
    let compared = settled(&stage, alex.slash("general", "compare", &COMPARED).await).await;
    let korean_compared =
        settled(&stage, jiwoo.slash("general", "비교", &[("첫째", "H100 Microsoft"), ("둘째", "H100 Korea")]).await)
            .await;
    for reply in [&english, &korean, &compared, &korean_compared] {
        assert!(!reply.is_ephemeral());
        let message: &Message = reply;
        picture(message);
        assert!(!labels(message).iter().any(|label| label == "Chart" || label == "그림"), "{:?}", labels(message));
        let file = &message.attachments[0];
        all.push_str(&format!("{}\n{}\n---\n", file.filename, file.description.clone().unwrap()));
    }
    insta::assert_snapshot!(all);
    stage.end().await;
}

#[tokio::test]
async fn without_a_picture_there_is_a_button_for_one_also_after_a_restart() {
    let mut stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let options = [COMPARED[0], COMPARED[1], ("chart", "false")];
    let plain = settled(&stage, alex.slash("general", "compare", &options).await).await;
    has_no_picture(&plain, "76.5");
    let with = settled(&stage, alex.slash("general", "compare", &COMPARED).await).await;
    stage.restart_with(|options| options.pictures = PICTURES).await;
    let pressed = settled(&stage, alex.click(&plain, "Chart").await).await;
    assert!(pressed.is_ephemeral());
    let bytes = picture(&pressed);
    assert_eq!(bytes, picture(&with), "the same figures give the same picture");
    insta::assert_snapshot!(message(&pressed));
    // What was private is posted for everybody, drawn again.
    let shared = settled(&stage, alex.click(&pressed, "Share in channel").await).await;
    assert!(!shared.is_ephemeral());
    assert_eq!(picture(&shared), bytes);
    assert_eq!(shared.text(), pressed.text());
    assert!(labels(&shared).iter().all(|label| label != "Share in channel"));
    stage.end().await;
}

#[tokio::test]
async fn a_private_answer_is_shared_with_its_picture_in_its_own_language() {
    let stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let options = [("query", "AI talent shortage"), ("language", "ko"), ("visibility", "me")];
    let private = settled(&stage, alex.slash("general", "trend", &options).await).await;
    assert!(private.is_ephemeral());
    let bytes = picture(&private);
    assert_eq!(bytes, drawn("AI talent shortage trend", Language::Korean, None));
    let label = labels(&private).into_iter().find(|label| label.contains("공유")).unwrap();
    let shared = settled(&stage, alex.click(&private, &label).await).await;
    assert_eq!(picture(&shared), bytes);
    let alt = |message: &Message| message.attachments[0].description.clone();
    assert_eq!(alt(&shared), alt(&private));
    assert_eq!(shared.text(), private.text());
    stage.end().await;
}

#[tokio::test]
async fn a_ranking_has_a_button_in_commands_and_mentions() {
    let stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let jiwoo = stage.sandbox.user("Jiwoo");
    let ranked = settled(&stage, alex.slash("general", "fact", &[("query", "who bought the most H100s")]).await).await;
    let pressed = settled(&stage, alex.click(&ranked, "Chart").await).await;
    assert_eq!(picture(&pressed), drawn("who bought the most H100s", Language::English, None));
    // Whose place was asked is set apart, within the order and beyond what is shown of it.
    for query in ["where does Google rank in H100 purchases", "rank of Tesla in H100 purchases"] {
        let ranked = settled(&stage, alex.slash("general", "fact", &[("query", query)]).await).await;
        let pressed = settled(&stage, alex.click(&ranked, "Chart").await).await;
        assert_eq!(picture(&pressed), drawn(query, Language::English, None), "{query}");
    }
    let said = jiwoo.say("general", "@Datum H100 구매량 순위").await.unwrap();
    let reply = stage.sandbox.wait_for_message("general", |message| message.reference == Some(said.id)).await.unwrap();
    assert!(reply.attachments.is_empty());
    let pressed = settled(&stage, jiwoo.click(&reply, "그림").await).await;
    assert!(pressed.is_ephemeral());
    picture(&pressed);
    // One figure, and figures that are only listed, need no picture.
    for query in ["H100 count of Korea", "H100 count"] {
        let reply = settled(&stage, alex.slash("general", "fact", &[("query", query)]).await).await;
        assert!(!labels(&reply).contains(&"Chart".to_owned()), "{query}");
    }
    stage.end().await;
}

#[tokio::test]
async fn the_trend_button_gives_a_picture_too() {
    let stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let shown =
        settled(&stage, alex.slash("general", "fact", &[("query", "AI talent shortage Korea 2020")]).await).await;
    let pressed = settled(&stage, alex.click(&shown, "Trend").await).await;
    assert!(pressed.is_ephemeral());
    picture(&pressed);
    stage.end().await;
}

#[tokio::test]
async fn where_embeds_are_not_allowed_the_picture_stands_beside_the_text() {
    let stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let options = [COMPARED[0], COMPARED[1], ("visibility", "me")];
    let reply = settled(&stage, alex.slash("plain", "compare", &options).await).await;
    assert!(reply.embeds.is_empty());
    let bytes = picture(&reply);
    let shared = settled(&stage, alex.click(&reply, "Share in channel").await).await;
    assert_eq!(picture(&shared), bytes);
    stage.end().await;
}

#[tokio::test]
async fn where_files_are_not_allowed_the_answer_is_text_and_says_so() {
    let mut world = World::new("Datum");
    let owner = world.user("Morgan", "en-US");
    let alex = world.user("Alex", "en-US");
    let jiwoo = world.user("Jiwoo", "ko");
    let guild = world.guild("Newsroom", owner, &[alex, jiwoo], Some(BOT_PERMISSIONS));
    let channel = world.text(guild, "general");
    world.deny_bot(channel, Permissions::ATTACH_FILES.bits());
    let stage = Stage::with(world, |options: &mut Options| options.pictures = PICTURES).await;
    let (alex, jiwoo) = (stage.sandbox.user("Alex"), stage.sandbox.user("Jiwoo"));
    let english = settled(&stage, alex.slash("general", "compare", &COMPARED).await).await;
    has_no_picture(&english, "No picture: the bot lacks the permission “Attach Files” here.");
    assert!(english.text().contains("76.5") && !english.is_ephemeral());
    let korean = settled(&stage, jiwoo.slash("general", "추이", &[("질의", "AI 부족 인력")]).await).await;
    has_no_picture(&korean, "그림 없음: 이곳에서 봇에게 ‘파일 첨부’");
    stage.end().await;
}

fn no_fonts() -> Result<Fonts, FontError> {
    Err(FontError::NoFont)
}

fn fails(_: &Answer, _: &Catalog, _: &Fonts) -> Result<Picture, ChartError> {
    Err(ChartError::Size { width_px: 0, height_px: 0 })
}

fn panics(_: &Answer, _: &Catalog, _: &Fonts) -> Result<Picture, ChartError> {
    panic!("on purpose")
}

#[tokio::test]
async fn what_keeps_a_picture_away_keeps_no_answer_away() {
    let pictures = PICTURES;
    let cases = [
        (Pictures { fonts: no_fonts, ..pictures }, "the fonts of the program cannot be read", false),
        (Pictures { draw: fails, ..pictures }, "drawing it failed", true),
        (Pictures { draw: panics, ..pictures }, "drawing it failed", true),
        (Pictures { budget: Duration::ZERO, ..pictures }, "took too long", true),
    ];
    for (pictures, why, again) in cases {
        let stage = Stage::with(World::demo("Datum"), |options: &mut Options| options.pictures = pictures).await;
        let alex = stage.sandbox.user("Alex");
        let compared = settled(&stage, alex.slash("general", "compare", &COMPARED).await).await;
        has_no_picture(&compared, why);
        assert!(compared.text().contains("76.5") && !compared.is_ephemeral());
        let offered = labels(&compared).contains(&"Chart".to_owned());
        assert_eq!(offered, again, "{why}");
        stage.end().await;
    }
}

#[tokio::test]
async fn where_there_is_nothing_to_draw_only_those_who_asked_hear_why() {
    let stage = drawing().await;
    let alex = stage.sandbox.user("Alex");
    let silent = settled(&stage, alex.slash("general", "trend", &[("query", "H100 Korea")]).await).await;
    has_no_picture(&silent, "no change to show");
    let why = NoChart::OneFigure.sentence(Language::English);
    assert!(!silent.text().contains(&why));
    let asked =
        settled(&stage, alex.slash("general", "trend", &[("query", "H100 Korea"), ("chart", "true")]).await).await;
    has_no_picture(&asked, &why);
    stage.end().await;
}

/// Whether drawing may go on.
static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

fn waits(answer: &Answer, catalog: &Catalog, fonts: &Fonts) -> Result<Picture, ChartError> {
    let open = GATE.0.lock().unwrap_or_else(PoisonError::into_inner);
    let open = GATE.1.wait_while(open, |open| !*open).unwrap_or_else(PoisonError::into_inner);
    drop(open);
    chart::draw(answer, catalog, fonts)
}

#[tokio::test]
async fn a_slow_picture_is_waited_for_and_then_edited_in() {
    let pictures = Pictures { draw: waits, ..PICTURES };
    let stage = Stage::with(World::demo("Datum"), |options: &mut Options| options.pictures = pictures).await;
    let alex = stage.sandbox.user("Alex");
    let thinking = alex.slash("general", "compare", &COMPARED).await.unwrap();
    assert!(thinking.is_thinking());
    *GATE.0.lock().unwrap() = true;
    GATE.1.notify_all();
    let settled = stage.sandbox.settled(&thinking).await.unwrap();
    picture(&settled);
    assert!(message(&settled).contains("76.5") && !settled.is_ephemeral());
    stage.end().await;
}
