//! Briefs: due ones are posted once, wherever they go and whatever happens on the way.
//!
//! Time stands still unless a test moves it; the bot and the stand-in share one clock.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use datum::discord::briefs::{Compose, Composed, Order, Pace, Round};
use datum::discord::{Options, RunningBot};
use datum::figure::Language;
use datum::sandbox::state::{Overwrite, OverwriteKind, permissions};
use datum::sandbox::{Clock, Fault, Id, Message, Rule, Sandbox, World};
use datum::store::{
    FailPoint, Location, Mentions, NewPart, NewSchedule, Place, PostFile, Reason, Schedule, Settings, ShownFigure,
    Store, StoreOptions,
};
use jiff::Timestamp;

use crate::stage;

/// Monday, 7 September 2026, 09:00 in Seoul.
const DUE: &str = "2026-09-07T00:00:00Z";
const LEASE: Duration = Duration::from_secs(60);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Makes briefs of three messages that say for when they were made, and remembers what was asked of it.
#[derive(Default)]
struct Plain {
    orders: Mutex<Vec<Order>>,
}

impl Compose for Plain {
    fn compose(&self, order: &Order) -> Result<Composed, Reason> {
        self.orders.lock().unwrap().push(order.clone());
        match order.template.as_str() {
            "gone" => return Err(Reason::TemplateGone),
            "panic" => panic!("on purpose"),
            _ => {}
        }
        let parts = (1..=3)
            .map(|number| {
                let mut embed = serde_json::json!({"type": "rich", "title": format!("{} {} {number}/3", order.template, order.now)});
                let mut files = Vec::new();
                if number == 3 {
                    embed["image"] = serde_json::json!({"url": "attachment://chart.png"});
                    files.push(PostFile {
                        name: "chart.png".to_owned(),
                        description: "추이".to_owned(),
                        bytes: vec![1, 2, 3],
                    });
                }
                NewPart {
                    body: serde_json::json!({"embeds": [embed]}).to_string(),
                    files,
                    figures: vec![ShownFigure { figure: format!("f{number}"), shown: "1961".to_owned() }],
                }
            })
            .collect();
        Ok(Composed { title: format!("{} {}", order.template, order.now.strftime("%F")), parts })
    }
}

/// A world in which time stands at the moment when things are due, a store, and a bot.
struct Scene {
    sandbox: Sandbox,
    clock: Clock,
    store: Store,
    composer: Arc<Plain>,
    bot: RunningBot,
    /// Makes the bot's own access to the store fail, and not the test's.
    fail_point: FailPoint,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let due: Timestamp = DUE.parse().unwrap();
        let clock = Clock::manual_at(due.as_millisecond());
        let sandbox = Sandbox::start(World::demo("Datum").with_clock(clock.clone())).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("datum.sqlite"));
        let fail_point = FailPoint::default();
        let options = StoreOptions { fail_point: fail_point.clone(), ..StoreOptions::default() };
        let bots_own = Store::with_options(location.clone(), options);
        let composer = Arc::new(Plain::default());
        let bot = start(&sandbox, &clock, bots_own, Arc::clone(&composer)).await;
        Self { sandbox, clock, store: Store::new(location), composer, bot, fail_point, _folder: folder }
    }

    /// Another process on the same database.
    async fn another_bot(&self) -> RunningBot {
        start(&self.sandbox, &self.clock, Store::new(self.store.location().clone()), Arc::clone(&self.composer)).await
    }

    fn now(&self) -> Timestamp {
        now(&self.clock)
    }

    fn channel(&self, name: &str) -> Id {
        self.sandbox.inspect(|state| state.channels.values().find(|it| it.name == name).map(|it| it.id).unwrap())
    }

    fn guild(&self) -> Id {
        self.sandbox.inspect(|state| *state.guilds.keys().next().unwrap())
    }

    /// Takes permissions from the bot in a channel.
    fn deny(&self, name: &str, bits: u64) {
        let channel = self.channel(name);
        self.sandbox.change(|state| {
            let deny = Overwrite { id: state.bot(), kind: OverwriteKind::Member, allow: 0, deny: bits };
            state.channels.get_mut(&channel).unwrap().overwrites.push(deny);
        });
    }

    async fn schedule(&self, place: Place) -> Schedule {
        self.schedule_of("weekly", place).await
    }

    async fn schedule_of(&self, template: &str, place: Place) -> Schedule {
        self.schedule_at(template, place, DUE.parse().unwrap()).await
    }

    async fn schedule_at(&self, template: &str, place: Place, next_due: Timestamp) -> Schedule {
        let new = NewSchedule {
            guild: self.guild(),
            template: template.to_owned(),
            place,
            recurrence: "weekly mon 09:00".to_owned(),
            zone: "Asia/Seoul".to_owned(),
            language: None,
            author: None,
            next_due,
        };
        self.store.add_schedule(&new, self.now()).await.unwrap()
    }

    async fn set(&self, reporting: Option<Place>, notices: Option<Id>) {
        let settings = Settings { reporting, notices, mentions: Mentions::Everywhere, ..Settings::default() };
        self.store.save_settings(self.guild(), &settings, self.now()).await.unwrap();
    }

    async fn schedule_now(&self, schedule: &Schedule) -> Schedule {
        self.store.schedule(schedule.guild, schedule.id).await.unwrap().unwrap()
    }

    async fn round(&self) -> Round {
        self.bot.post_due().await.unwrap()
    }

    /// The titles of the bot's messages, with the names of their channels, in order; they count as read.
    fn posted(&self) -> Vec<String> {
        let unread = self.sandbox.unread();
        self.sandbox.change(|state| unread.iter().for_each(|message| drop(state.take(message.id))));
        unread.iter().map(|message| self.line(message)).collect()
    }

    fn line(&self, message: &Message) -> String {
        let place = self.sandbox.inspect(|state| state.channels[&message.channel_id].name.clone());
        let title = message.embeds.first().and_then(|embed| embed["title"].as_str()).unwrap_or_default();
        format!("#{place}: {}{title}", message.content)
    }

    /// Ends the bot and checks what it has sent.
    async fn end(mut self) {
        self.bot.stop();
        self.bot.finished().await.unwrap();
        self.sandbox.assert_no_unread();
        self.check_requests();
    }

    fn check_requests(&self) {
        assert!(self.sandbox.unexpected_requests().is_empty(), "{:#?}", self.sandbox.unexpected_requests());
        for request in self.sandbox.requests() {
            crate::payload::check_request(&request.method, &request.path, &request.body);
        }
    }
}

fn now(clock: &Clock) -> Timestamp {
    Timestamp::from_millisecond(clock.now_ms()).unwrap()
}

async fn start(sandbox: &Sandbox, clock: &Clock, store: Store, composer: Arc<Plain>) -> RunningBot {
    let bot = stage::start(sandbox, |options: &mut Options| {
        let clock = clock.clone();
        options.clock = Arc::new(move || now(&clock));
        options.pace = Pace { lease: LEASE, by_itself: false, ..Pace::default() };
        options.store = store;
        options.composer = Some(composer);
        // A call that fails is not worth waiting for here.
        options.timeouts.call = Duration::from_millis(300);
    });
    assert!(bot.ready().await);
    bot
}

fn parts(place: &str, brief: &str) -> Vec<String> {
    (1..=3).map(|number| format!("#{place}: {brief} {number}/3")).collect()
}

const WEEKLY: &str = "weekly 2026-09-07T00:00:00Z";

#[tokio::test]
async fn a_due_brief_is_posted_once() {
    let scene = Scene::new().await;
    let schedule = scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    assert_eq!(scene.round().await, Round { planned: 1, posted: 1, ..Round::default() });
    assert_eq!(scene.posted(), parts("weekly report", WEEKLY));
    assert_eq!(scene.round().await, Round::default());
    assert_eq!(scene.schedule_now(&schedule).await.next_due, "2026-09-14T00:00:00Z".parse().unwrap());
    // A week later the next one comes, and knows of the first.
    scene.sandbox.advance(WEEK);
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted(), parts("weekly report", "weekly 2026-09-14T00:00:00Z"));
    let last = scene.composer.orders.lock().unwrap()[1].last.clone().unwrap();
    assert_eq!((last.planned, last.figures.len()), (DUE.parse().unwrap(), 3));
    scene.end().await;
}

#[tokio::test]
async fn a_text_channel_gets_a_thread_at_the_first_message() {
    let scene = Scene::new().await;
    scene.schedule(Place::NewThread(scene.channel("ai-desk"))).await;
    assert_eq!(scene.round().await.posted, 1);
    let mut expected = parts("weekly 2026-09-07", WEEKLY);
    expected[0] = expected[0].replace("#weekly 2026-09-07:", "#ai-desk:");
    assert_eq!(scene.posted(), expected);
    scene.end().await;
}

#[tokio::test]
async fn a_forum_gets_a_post_with_its_tags() {
    let scene = Scene::new().await;
    let forum = scene.channel("briefings");
    let tag = scene.sandbox.inspect(|state| state.channels[&forum].tags[0].id);
    scene.schedule(Place::Forum { channel: forum, tags: vec![tag] }).await;
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted(), parts("weekly 2026-09-07", WEEKLY));
    let thread = scene.channel("weekly 2026-09-07");
    assert_eq!(scene.sandbox.inspect(|state| state.channels[&thread].applied_tags.clone()), [tag]);
    scene.end().await;
}

/// Between them, the tests below try every statement; `STEP=1` has each of them try all.
const STEP: usize = 4;

/// Fails one statement of the ledger after the other, from the `first` on, as if the process had died there, and lets a
/// successor take over after `pause`. Whatever had been sent, each message is there once in the end.
async fn dies_at_each_statement(first: i64, place: impl Fn(&Scene) -> Place, pause: Duration) {
    let step = std::env::var("STEP").ok().and_then(|step| step.parse().ok()).unwrap_or(STEP);
    for n in (first..).step_by(step) {
        let scene = Scene::new().await;
        scene.schedule(place(&scene)).await;
        scene.store.open().await.unwrap();
        scene.fail_point.arm(n);
        let result = scene.bot.post_due().await;
        let unharmed = scene.fail_point.disarm();
        scene.sandbox.advance(pause);
        let successor = scene.another_bot().await;
        successor.post_due().await.unwrap();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for line in scene.posted() {
            // A run that had not been planned yet is made for the moment of the successor.
            let message = line.rsplit(' ').next().unwrap_or_default().to_owned();
            *counts.entry(message).or_default() += 1;
        }
        let once: BTreeMap<String, usize> = (1..=3).map(|number| (format!("{number}/3"), 1)).collect();
        assert_eq!(counts, once, "statement {n} failed: {result:?}");
        let threads =
            scene.sandbox.inspect(|state| state.channels.values().filter(|it| it.name.starts_with("weekly 2")).count());
        assert!(threads <= 1, "statement {n} failed, and {threads} threads were made");
        scene.check_requests();
        if unharmed {
            assert!(n > 20, "only {n} statements");
            return;
        }
    }
}

#[tokio::test]
async fn a_successor_finishes_a_post_in_a_thread_soon_after() {
    dies_at_each_statement(1, |scene| Place::Inside(scene.channel("weekly report")), LEASE).await;
}

#[tokio::test]
async fn a_successor_finishes_a_post_in_a_thread_when_the_nonce_is_forgotten() {
    dies_at_each_statement(2, |scene| Place::Inside(scene.channel("weekly report")), 10 * MINUTE).await;
}

#[tokio::test]
async fn a_successor_finishes_a_new_thread_when_the_nonce_is_forgotten() {
    dies_at_each_statement(3, |scene| Place::NewThread(scene.channel("ai-desk")), 10 * MINUTE).await;
}

#[tokio::test]
async fn a_successor_finishes_a_forum_post() {
    dies_at_each_statement(4, |scene| Place::Forum { channel: scene.channel("briefings"), tags: vec![] }, 10 * MINUTE)
        .await;
}

#[tokio::test]
async fn two_processes_post_one_brief_once() {
    let scene = Scene::new().await;
    scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.schedule(Place::NewThread(scene.channel("ai-desk"))).await;
    let other = scene.another_bot().await;
    let (one, two) = tokio::join!(scene.bot.post_due(), other.post_due());
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.posted + two.posted, 2, "{one:?} {two:?}");
    assert_eq!(scene.posted().len(), 6);
    scene.end().await;
}

#[tokio::test]
async fn an_answer_that_is_lost_on_the_way_doubles_nothing() {
    for place in ["thread", "forum"] {
        let scene = Scene::new().await;
        let target = match place {
            "thread" => Place::Inside(scene.channel("weekly report")),
            _ => Place::Forum { channel: scene.channel("briefings"), tags: vec![] },
        };
        scene.schedule(target).await;
        scene.sandbox.fault(Rule::new("POST", "/channels/*/messages", Fault::LoseAnswer).times(1));
        scene.sandbox.fault(Rule::new("POST", "/channels/*/threads", Fault::LoseAnswer).times(1));
        let first = scene.round().await;
        scene.sandbox.advance(5 * MINUTE);
        let second = scene.round().await;
        assert_eq!(first.posted + second.posted, 1, "{place}: {first:?} {second:?}");
        assert_eq!(scene.posted().len(), 3, "{place}");
        scene.end().await;
    }
}

#[tokio::test]
async fn discord_being_away_postpones_a_brief_and_a_day_of_it_gives_it_up() {
    let scene = Scene::new().await;
    scene.set(None, Some(scene.channel("general"))).await;
    let schedule = scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.sandbox.fault(Rule::new("POST", "/channels/*/messages", Fault::status(503)).times(9));
    assert_eq!(scene.round().await, Round { planned: 1, waiting: 1, ..Round::default() });
    assert_eq!(scene.round().await, Round::default(), "not again at once");
    scene.sandbox.advance(HOUR);
    scene.sandbox.clear_faults();
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted().len(), 3);

    scene.sandbox.advance(WEEK);
    scene.sandbox.fault(Rule::new("POST", "/channels/*/messages", Fault::status(503)).times(9));
    assert_eq!(scene.round().await.waiting, 1);
    scene.sandbox.advance(7 * HOUR);
    assert_eq!(scene.round().await.failed, 1);
    let after = scene.schedule_now(&schedule).await;
    assert_eq!((after.failures, after.paused), (1, None));
    scene.end().await;
}

#[tokio::test]
async fn three_runs_without_their_channel_pause_the_schedule_and_are_told_once() {
    let scene = Scene::new().await;
    scene.set(None, Some(scene.channel("general"))).await;
    let target = scene.channel("weekly report");
    let schedule = scene.schedule(Place::Inside(target)).await;
    scene.sandbox.change(|state| state.channels.remove(&target));
    let mut told = Vec::new();
    for run in 1..=4 {
        let round = scene.round().await;
        assert_eq!(round.failed, usize::from(run <= 3), "{run}: {round:?}");
        told.push(scene.posted());
        scene.sandbox.advance(WEEK);
    }
    let after = scene.schedule_now(&schedule).await;
    assert_eq!((after.failures, after.paused), (3, Some(Reason::ChannelGone)));
    assert_eq!(told.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 1, 0], "{told:#?}");
    insta::assert_snapshot!(told.concat().join("\n").replace(&target.to_string(), "TARGET"));
    // Running again, it may fail again, and is told again.
    scene.end().await;
}

#[tokio::test]
async fn a_locked_thread_sends_the_brief_to_the_reporting_place_once() {
    let scene = Scene::new().await;
    scene.set(Some(Place::NewThread(scene.channel("ai-desk"))), Some(scene.channel("general"))).await;
    let schedule = scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.sandbox.set_thread("weekly report", false, true);
    assert_eq!(scene.round().await, Round { planned: 1, posted: 1, ..Round::default() });
    let posted = scene.posted();
    assert_eq!(posted.len(), 4, "a notice and three messages: {posted:#?}");
    assert!(posted[0].starts_with("#general: The brief") && posted[1].starts_with("#ai-desk:"), "{posted:#?}");
    assert_eq!(scene.schedule_now(&schedule).await.failures, 1);
    // Opened again, it is as if nothing had been; and the next time it is told again.
    scene.sandbox.set_thread("weekly report", false, false);
    scene.sandbox.advance(WEEK);
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted(), parts("weekly report", "weekly 2026-09-14T00:00:00Z"));
    assert_eq!(scene.schedule_now(&schedule).await.failures, 0);
    scene.sandbox.set_thread("weekly report", true, true);
    scene.sandbox.advance(WEEK);
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted().len(), 4);
    scene.end().await;
}

#[tokio::test]
async fn an_archived_thread_opens_for_a_brief() {
    let scene = Scene::new().await;
    scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.sandbox.set_thread("weekly report", true, false);
    assert_eq!(scene.round().await.posted, 1);
    assert_eq!(scene.posted().len(), 3);
    scene.end().await;
}

#[tokio::test]
async fn each_lost_permission_is_a_notice_and_no_loop() {
    for (bits, place) in [
        (permissions::VIEW_CHANNEL, "ai-desk"),
        (permissions::SEND_MESSAGES_IN_THREADS, "weekly report"),
        (permissions::EMBED_LINKS, "weekly report"),
        (permissions::CREATE_PUBLIC_THREADS, "ai-desk"),
    ] {
        let scene = Scene::new().await;
        scene.set(None, Some(scene.channel("general"))).await;
        let target = scene.channel(place);
        scene.schedule(if place == "ai-desk" { Place::NewThread(target) } else { Place::Inside(target) }).await;
        scene.deny("ai-desk", bits);
        assert_eq!(scene.round().await.failed, 1, "{bits:b}");
        let told: Vec<String> = scene.posted().into_iter().filter(|line| line.starts_with("#general")).collect();
        assert_eq!(told.len(), 1, "{bits:b}");
        assert!(told[0].contains("The bot may not post there"), "{told:?}");
        let calls = scene.sandbox.requests().len();
        assert_eq!(scene.round().await, Round::default());
        assert_eq!(scene.sandbox.requests().len(), calls, "it stays at that");
        scene.end().await;
    }
}

#[tokio::test]
async fn without_attach_files_the_brief_comes_without_its_chart_and_says_so() {
    let scene = Scene::new().await;
    scene.set(None, None).await;
    scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.deny("ai-desk", permissions::ATTACH_FILES);
    assert_eq!(scene.round().await.posted, 1);
    let posted = scene.posted();
    assert!(posted[2].contains("Attach Files is missing"), "{posted:#?}");
    scene.end().await;
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_given_up_rather_than_doubled() {
    let scene = Scene::new().await;
    scene.set(None, Some(scene.channel("general"))).await;
    scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.deny("ai-desk", permissions::READ_MESSAGE_HISTORY);
    // The first message is there, but nobody has heard that.
    scene.sandbox.fault(Rule::new("POST", "/channels/*/messages", Fault::LoseAnswer).times(9));
    assert_eq!(scene.round().await.waiting, 1);
    scene.sandbox.clear_faults();
    assert_eq!(scene.posted().len(), 1);
    scene.sandbox.advance(10 * MINUTE);
    let successor = scene.another_bot().await;
    assert_eq!(successor.post_due().await.unwrap().failed, 1);
    let told = scene.posted();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("Read Message History"), "{told:#?}");
    scene.end().await;
}

#[tokio::test]
async fn runs_that_were_missed_are_caught_up_on_once_and_said_to_be_late() {
    let scene = Scene::new().await;
    let schedule = scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    scene.sandbox.advance(3 * WEEK + HOUR);
    assert_eq!(scene.round().await, Round { planned: 1, posted: 1, ..Round::default() });
    assert_eq!(scene.round().await, Round::default());
    assert_eq!(scene.posted().len(), 3);
    assert_eq!(scene.composer.orders.lock().unwrap()[0].missed, Some(DUE.parse().unwrap()));
    assert_eq!(scene.schedule_now(&schedule).await.next_due, "2026-10-05T00:00:00Z".parse().unwrap());
    scene.end().await;
}

#[tokio::test]
async fn a_clock_that_runs_ahead_and_is_set_back_neither_silences_nor_doubles() {
    let scene = Scene::new().await;
    let schedule = scene.schedule(Place::Inside(scene.channel("weekly report"))).await;
    assert_eq!(scene.round().await.posted, 1);
    // Set back by ten minutes: what was due at nine has run.
    let earlier = Clock::manual_at(scene.clock.now_ms() - 10 * 60 * 1000);
    let before =
        start(&scene.sandbox, &earlier, Store::new(scene.store.location().clone()), Arc::clone(&scene.composer)).await;
    assert_eq!(before.post_due().await.unwrap(), Round::default());
    assert_eq!(scene.round().await.posted, 0, "the same run again");
    assert_eq!(scene.posted().len(), 3);
    // A year ahead and back.
    let next_year = Clock::manual_at(scene.clock.now_ms() + 365 * 24 * 60 * 60 * 1000);
    let ahead =
        start(&scene.sandbox, &next_year, Store::new(scene.store.location().clone()), Arc::clone(&scene.composer))
            .await;
    assert_eq!(ahead.post_due().await.unwrap().posted, 1);
    assert_eq!(scene.posted().len(), 3);
    scene.round().await;
    assert_eq!(scene.schedule_now(&schedule).await.next_due, "2026-09-14T00:00:00Z".parse().unwrap());
    scene.end().await;
}

#[tokio::test]
async fn a_brief_that_cannot_be_made_is_a_notice_and_then_a_pause() {
    for (template, reason) in [("gone", Reason::TemplateGone), ("panic", Reason::Mistake)] {
        let scene = Scene::new().await;
        scene.set(None, Some(scene.channel("general"))).await;
        let schedule = scene.schedule_of(template, Place::Inside(scene.channel("weekly report"))).await;
        for _ in 0..3 {
            assert_eq!(scene.round().await, Round { not_made: 1, ..Round::default() });
            scene.sandbox.advance(WEEK);
        }
        assert_eq!(scene.schedule_now(&schedule).await.paused, Some(reason));
        let told = scene.posted();
        assert_eq!(told.len(), 2, "{told:#?}");
        scene.end().await;
    }
}

#[tokio::test]
async fn notices_speak_the_servers_language() {
    let scene = Scene::new().await;
    let settings =
        Settings { language: Some(Language::Korean), notices: Some(scene.channel("general")), ..Settings::default() };
    scene.store.save_settings(scene.guild(), &settings, scene.now()).await.unwrap();
    scene.schedule_of("gone", Place::Inside(scene.channel("weekly report"))).await;
    scene.round().await;
    assert_eq!(
        scene.posted(),
        [
            "#general: ‘gone’ 양식의 브리핑을 만들지 못했습니다. 양식이 없어졌거나 읽을 수 없습니다. 다른 양식을 선택해 주십시오."
        ]
    );
    assert_eq!(scene.composer.orders.lock().unwrap()[0].language, Language::Korean);
    scene.end().await;
}
