//! The stand-in, the database, the processes, and the count at the end.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use datum::config::ShardRange;
use datum::sandbox::{ActorError, Clock, Id, Options, Sandbox, World};
use datum::store::{Location, NewSchedule, Place, Store};
use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Runtime;
use tokio::time::MissedTickBehavior;

use crate::child;

/// Messages of a brief.
const PARTS: usize = 3;

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Random numbers that can be had again.
pub struct Random {
    seed: u64,
    state: u64,
}

impl Random {
    pub fn from_environment() -> Self {
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| u64::from(time.subsec_nanos()));
        let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(clock);
        Self { seed, state: seed | 1 }
    }

    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A number from 0 to below `end`, by xorshift.
    pub fn below(&mut self, end: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % end
    }
}

pub struct Stage {
    runtime: Runtime,
    sandbox: Sandbox,
    store: Store,
    url: String,
    guild: Id,
    places: Vec<Place>,
    briefs: RefCell<Vec<String>>,
    /// Posting requests when the present process was started.
    before: Cell<usize>,
}

/// A process that does not outlive its test.
pub struct Process(Child);

impl Process {
    /// Sends it a signal, such as `-STOP`.
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.0.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Ends it by SIGKILL.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// What is there in the end.
#[derive(Debug, Default)]
pub struct Counted {
    pub briefs: usize,
    pub messages: usize,
    pub missed: usize,
    pub doubled: usize,
    /// What is wrong, by its name.
    pub wrong: BTreeMap<String, usize>,
}

impl Stage {
    pub fn new(url: &str) -> Self {
        Self::in_world(url, World::demo("Datum").with_clock(Clock::system()))
    }

    /// A world in which the places of the demonstration world are, at its first server.
    pub fn in_world(url: &str, world: World) -> Self {
        let runtime = runtime();
        let options = Options { patience: Duration::from_secs(90), ..Options::default() };
        let sandbox = runtime.block_on(Sandbox::start_with(world, options)).unwrap();
        let store = Store::new(Location::parse(&url.to_owned().into()).unwrap());
        runtime.block_on(store.open()).unwrap();
        let (guild, places) = sandbox.inspect(|state| {
            let channel = |name: &str| state.channels.values().find(|it| it.name == name).unwrap().id;
            let places = vec![
                Place::Inside(channel("weekly report")),
                Place::NewThread(channel("ai-desk")),
                Place::Forum { channel: channel("briefings"), tags: vec![] },
            ];
            (*state.guilds.keys().next().unwrap(), places)
        });
        Self {
            runtime,
            sandbox,
            store,
            url: url.to_owned(),
            guild,
            places,
            briefs: RefCell::default(),
            before: Cell::default(),
        }
    }

    /// A brief for a thread, one for a text channel and one for a forum, all due now and then in a week.
    pub fn schedule_one_of_each(&self) {
        for place in &self.places {
            let name = format!("brief-{:04}", self.briefs.borrow().len());
            let now = Timestamp::now();
            let due = now.checked_sub(SignedDuration::from_secs(1)).unwrap();
            // A day that is neither today nor tomorrow, wherever the test runs.
            let day = jiff::tz::TimeZone::UTC.to_datetime(now).date().weekday().wrapping_add(3);
            let new = NewSchedule {
                guild: self.guild,
                template: name.clone(),
                place: place.clone(),
                recurrence: format!("{day:?} 12:00"),
                zone: "UTC".to_owned(),
                language: None,
                author: None,
                next_due: due,
            };
            self.runtime.block_on(self.store.add_schedule(&new, now)).unwrap();
            self.briefs.borrow_mut().push(name);
        }
    }

    pub fn start_child(&self, shards: Option<ShardRange>) -> Process {
        self.before.set(self.posts());
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "child", "--nocapture"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.env(child::REST, self.sandbox.rest_url()).env(child::TOKEN, self.sandbox.token());
        command.env(child::DATABASE, &self.url);
        if let Some(ShardRange { first, last, total }) = shards {
            command.env(child::SHARDS, format!("{first}-{last}/{total}"));
        }
        Process(command.spawn().unwrap())
    }

    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// Somebody asks for a figure, and does not wait.
    pub fn ask(&self, channel: &str) -> Result<Id, ActorError> {
        self.sandbox.user("Robin").start_slash(channel, "fact", &[("query", "H100 count of Korea")])
    }

    /// Whether that was answered, or is within the patience of the stand-in.
    pub fn is_answered(&self, asked: Id) -> bool {
        let answer = self.runtime.block_on(self.sandbox.user("Robin").answer_to(asked));
        answer.is_ok_and(|seen| seen.is_thinking() || seen.text().contains("1,961"))
    }

    /// Does something so many times at a pace.
    pub fn paced(&self, pace: Duration, late: MissedTickBehavior, times: usize, mut each: impl FnMut(usize)) {
        let mut pace = self.runtime.block_on(async { tokio::time::interval(pace) });
        pace.set_missed_tick_behavior(late);
        for number in 0..times {
            self.runtime.block_on(pace.tick());
            each(number);
        }
    }

    /// Requests that post something.
    fn posts(&self) -> usize {
        let is_posting = |path: &str| path.ends_with("/messages") || path.ends_with("/threads");
        self.sandbox.requests().iter().filter(|it| it.method == "POST" && is_posting(&it.path)).count()
    }

    /// Waits until the present process has posted more than so many times.
    pub fn wait_for_posts(&self, more: u64) {
        let enough = self.before.get() + usize::try_from(more).unwrap() + 1;
        self.runtime
            .block_on(self.sandbox.wait_for(|_| (self.posts() >= enough).then_some(())))
            .expect("the process posts");
    }

    pub fn wait_for_identifies(&self, count: u64) {
        let heard = |sandbox: &Sandbox| (sandbox.gateway_counts().identifies >= count).then_some(());
        self.runtime.block_on(self.sandbox.wait_for(heard)).expect("all processes connect");
    }

    pub fn wait_for_command(&self) {
        self.runtime.block_on(self.sandbox.wait_for_command("fact")).expect("the commands are registered");
    }

    /// Whether something was sent that the ledger does not know.
    pub fn has_unnoted_messages(&self) -> bool {
        let noted = self.runtime.block_on(self.store.export_guild(self.guild)).unwrap();
        let noted: usize =
            noted["posts"].as_array().unwrap().iter().map(|post| post["messages"].as_array().unwrap().len()).sum();
        self.titles().len() > noted
    }

    pub fn wait_until_all_is_posted(&self) {
        let wanted = self.briefs.borrow().len() * PARTS;
        let all = self.runtime.block_on(self.sandbox.wait_for(|_| (self.titles().len() >= wanted).then_some(())));
        // What is missing is told by the count.
        let _ = all;
        // And what would come twice has time to come: until the ledger holds nothing that is open, nor is due. A machine with
        // much else to do may need more than one attempt for a message.
        let deadline = std::time::Instant::now() + Duration::from_secs(300);
        while std::time::Instant::now() < deadline {
            let open = self.runtime.block_on(self.store.next_open_post()).unwrap();
            let due = self.runtime.block_on(self.store.next_due()).unwrap();
            if open.is_none() && due.is_none_or(|due| due > Timestamp::now()) {
                return;
            }
            std::thread::yield_now();
        }
    }

    /// The titles of all messages of briefs.
    fn titles(&self) -> Vec<String> {
        self.sandbox.inspect(|state| {
            let own = state.messages.values().filter(|message| message.author == state.bot());
            let titles = own.filter_map(|message| Some(message.embeds.first()?["title"].as_str()?.to_owned()));
            titles.filter(|title| title.starts_with("brief-")).collect()
        })
    }

    pub fn result(&self) -> Counted {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for brief in self.briefs.borrow().iter() {
            counts.extend((1..=PARTS).map(|number| (format!("{brief} {number}/{PARTS}"), 0)));
            // A thread of its own, for those that get one.
            counts.insert(format!("thread {brief}"), 0);
        }
        for title in self.titles() {
            *counts.entry(title).or_default() += 1;
        }
        self.sandbox.inspect(|state| {
            for thread in state.channels.values().filter(|it| it.name.starts_with("brief-")) {
                *counts.entry(format!("thread {}", thread.name)).or_default() += 1;
            }
        });
        // Every third goes into a thread that was there.
        for brief in self.briefs.borrow().iter().step_by(self.places.len()) {
            counts.entry(format!("thread {brief}")).and_modify(|count| *count += 1);
        }
        let wrong: BTreeMap<String, usize> =
            counts.iter().filter(|(_, count)| **count != 1).map(|(name, count)| (name.clone(), *count)).collect();
        Counted {
            briefs: self.briefs.borrow().len(),
            messages: counts.values().sum::<usize>() - self.briefs.borrow().len(),
            missed: wrong.values().filter(|count| **count == 0).count(),
            doubled: wrong.values().filter(|count| **count > 1).count(),
            wrong,
        }
    }
}
