//! The process that is killed: the real bot, with briefs that need no packs to be made.

use std::sync::Arc;
use std::time::Duration;

use datum::app::App;
use datum::brief::{Brief, Request};
use datum::claim::Claim;
use datum::discord::briefs::{Compose, Composed, Order, Pace};
use datum::discord::{self, Answerer, Options, Timeouts};
use datum::figure::{FigureRef, Language, PartialDate};
use datum::pack::Catalog;
use datum::query::{Answer, Completion, Question, Selection, Span};
use datum::store::{Location, NewPart, PostFile, Reason, ShownFigure, Store};
use jiff::civil::Date;
use once_cell::sync::Lazy;

/// How long a claim lasts, here: longer than any call is under way, as in earnest, but not a minute.
pub const LEASE: Duration = Duration::from_millis(1_500);
const CALL: Duration = Duration::from_millis(700);

/// The address of the stand-in; set only in a child.
pub const REST: &str = "KILL_CHILD_REST";
pub const TOKEN: &str = "KILL_CHILD_TOKEN";
pub const DATABASE: &str = "KILL_CHILD_DATABASE";
pub const SHARDS: &str = "KILL_CHILD_SHARDS";

/// Three messages that name their brief.
struct Numbered;

impl Compose for Numbered {
    fn compose(&self, order: &Order) -> Result<Composed, Reason> {
        let part = |number: usize| NewPart {
            body: serde_json::json!({"embeds": [{"title": format!("{} {number}/3", order.template)}]}).to_string(),
            files: match number {
                2 => vec![PostFile { name: "a.csv".to_owned(), description: String::new(), bytes: vec![b'x'; 5_000] }],
                _ => Vec::new(),
            },
            figures: vec![ShownFigure { figure: format!("f{number}"), shown: "1".to_owned() }],
        };
        Ok(Composed { title: order.template.clone(), parts: (1..=3).map(part).collect() })
    }
}

/// Answers when it is asked, and loads the packs only then: nobody asks here, and the process shall start quickly.
struct WhenAsked(Lazy<App>);

impl Answerer for WhenAsked {
    fn catalog(&self) -> &Catalog {
        self.0.catalog()
    }

    fn ask(&self, question: &Question<'_>) -> Answer {
        self.0.ask(question)
    }

    fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer {
        self.0.select(selection, language, as_of)
    }

    fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer {
        self.0.trend(figure, span, language, as_of)
    }

    fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        self.0.complete(text, limit)
    }

    fn check(&self, text: &str, written: Option<Date>) -> Vec<Claim> {
        self.0.check(text, written)
    }

    fn brief(&self, request: &Request<'_>) -> Brief {
        self.0.brief(request)
    }
}

/// Runs the bot until it is killed, in a process that was started for that.
pub fn run_if_asked() {
    let Ok(rest) = std::env::var(REST) else { return };
    let variable = |name: &str| std::env::var(name).unwrap();
    let app = WhenAsked(Lazy::new(|| App::load(&[]).unwrap_or_else(|problems| panic!("{problems}"))));
    let shards = std::env::var(SHARDS).ok().map(|shards| shards.parse().unwrap());
    if shards.is_some() {
        // Where commands come, too, a process is ready for them when it connects.
        Lazy::force(&app.0);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let mut options = Options::new(variable(TOKEN).into(), Arc::new(app));
        options.proxy = Some(rest);
        options.store = Store::new(Location::parse(&variable(DATABASE).into()).unwrap());
        options.composer = Some(Arc::new(Numbered));
        options.timeouts = Timeouts { connect: CALL, attempt: CALL, call: CALL, limits: CALL };
        options.pace = Pace { look: Duration::from_millis(100), lease: LEASE, pause: LEASE, by_itself: true };
        options.shards = shards;
        let mut bot = discord::start(options).unwrap();
        bot.finished().await.unwrap();
    });
}
