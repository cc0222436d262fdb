//! `datum run`: the bot on Discord, until it is told to stop.

use std::sync::Arc;
use std::time::Duration;

use super::reload::{Asked, Reload};
use super::stopping::Stopping;
use super::{Exit, PackArguments, version};
use crate::config::Config;
use crate::discord::{self, Options, RunningBot, Stopped};
use crate::health;
use crate::pack::{self, Embedded};
use crate::store::{Location, Store, StoreError};
use crate::telemetry;

/// Worker threads at the least: on one core, too, a long piece of work should not keep the gateway from being heard.
const MIN_WORKERS: usize = 2;

/// The process shall be gone five seconds after it was told to end, of which the bot may take 4.7: the database has the rest of this.
const END_LIMIT: Duration = Duration::from_millis(4_950);

/// Arguments of `datum run`.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

pub(super) fn run(_arguments: &Arguments, packs: &PackArguments) -> Exit {
    let config = match Config::from_environment() {
        Ok(config) => config,
        Err(problems) => {
            anstream::eprintln!("{problems}");
            return Exit::Misuse;
        }
    };
    telemetry::start(&config.log, discord::LIBRARY_LOG);
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            anstream::eprintln!("the program could not start its threads: {error}");
            return Exit::Failure;
        }
    };
    // Heard from here on: what is not heard would end the program.
    let (asked, mut stopping) = runtime.block_on(async { (Asked::new(), Stopping::new()) });
    let packs = packs_of(&config, packs);
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let store = store_of(&config);
    let loaded = version::packs(app.engine.catalog());
    if let Some(warning) = version::clock_is_behind(app.engine.catalog(), pack::today()) {
        tracing::warn!("{warning}");
    }
    let mut options = Options::new(config.token, Arc::new(app));
    options.proxy = config.proxy;
    options.dev_guild = config.dev_guild;
    options.operator_channel = config.operator_channel;
    options.operators = config.operators;
    options.korean_names = config.korean_names;
    options.shards = config.shards;
    options.store = store.clone();

    let schema = match runtime.block_on(store.open()) {
        Ok(()) => format!("schema {}", Store::known_schema()),
        // Going on would be asking for damage, and nothing but another program mends it.
        Err(error @ StoreError::NewerSchema { .. }) => {
            anstream::eprintln!("{error}");
            return Exit::Failure;
        }
        Err(error) => {
            tracing::error!(%error, "the database cannot be used yet; questions are answered all the same");
            "not reached".to_owned()
        }
    };
    let listening = match config.http.map(|address| (address, runtime.block_on(health::listen(address)))) {
        None => None,
        Some((_, Ok(listening))) => Some(listening),
        Some((address, Err(why))) => {
            anstream::eprintln!(
                "DATUM_HTTP: nothing can listen on {address} ({why}): choose another port, or end what listens there"
            );
            return Exit::Failure;
        }
    };
    let listeners = listening.as_ref().map(|listening| format!("http://{} (health, metrics)", listening.address));
    tracing::info!(
        version = version::VERSION,
        commit = version::commit(),
        packs = loaded,
        database = format!("{}, {schema}", store.location().kind()),
        shards = config.shards.map_or_else(|| "all".to_owned(), |shards| shards.to_string()),
        listeners = listeners.unwrap_or_else(|| "none".to_owned()),
        "starting"
    );
    let life = async {
        let metrics = Arc::clone(&options.metrics);
        metrics.built(version::VERSION, version::commit());
        let bot = discord::start(options)?;
        if let Some(listening) = listening {
            tokio::spawn(health::serve(listening, metrics, bot.probe()));
        }
        let loaded = bot.packs();
        let wishes = loaded.wishes();
        let reload = Reload { loaded, packs, watch: config.packs_watch, asked, wishes };
        tokio::spawn(reload.run());
        until_stopped(bot, &mut stopping).await
    };
    let ended = runtime.block_on(life);
    let left = stopping.left_of(END_LIMIT);
    let _ = runtime.block_on(async { tokio::time::timeout(left, store.end()).await });
    // What still runs now has had its time.
    runtime.shutdown_background();
    match ended {
        Ok(()) => Exit::Answer,
        Err(why) => {
            anstream::eprintln!("{why}");
            Exit::Failure
        }
    }
}

/// The packs that the settings and the call name.
pub(super) fn packs_of(config: &Config, packs: &PackArguments) -> PackArguments {
    // What the environment names is in both lists; what `.env` names is in the first one only.
    let from_file = config.packs.iter().filter(|folder| !packs.packs.contains(folder));
    let embedded = match config.embedded.as_deref() {
        Some(text) if packs.embedded == Embedded::All => Embedded::read(text),
        _ => packs.embedded.clone(),
    };
    PackArguments { packs: from_file.chain(&packs.packs).cloned().collect(), embedded, ..packs.clone() }
}

/// The store that the settings name. Nothing is opened yet.
pub(super) fn store_of(config: &Config) -> Store {
    let location = config.database.as_ref().and_then(Location::parse);
    Store::new(location.unwrap_or_else(|| Location::standard(config.state_folder.as_deref())))
}

/// The threads that the bot runs on.
pub(super) fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let workers = std::thread::available_parallelism().map_or(MIN_WORKERS, |cores| cores.get().max(MIN_WORKERS));
    tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build()
}

async fn until_stopped(mut bot: RunningBot, stopping: &mut Stopping) -> Result<(), Stopped> {
    let life = async {
        if bot.ready().await {
            announce(&bot);
        }
        bot.finished().await
    };
    let ended = tokio::select! {
        ended = life => Some(ended),
        () = stopping.asked() => None,
    };
    match ended {
        Some(ended) => ended,
        None => {
            tracing::info!("stopping");
            bot.stop();
            bot.finished().await
        }
    }
}

fn announce(bot: &RunningBot) {
    tracing::info!(
        invite = bot.invite_url().unwrap_or_default(),
        "ready; invite the bot to a server with this address"
    );
}
