//! How the bot is, put together for whoever watches it.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::bot::Shared;
use crate::health::{Database, Pack, Packs, Probe, Report};
use crate::pack::Catalog;

/// Looks how a bot is.
pub(super) struct Status {
    bot: Arc<Shared>,
}

impl Status {
    pub(super) fn new(bot: Arc<Shared>) -> Self {
        Self { bot }
    }

    async fn database(&self) -> Database {
        let store = &self.bot.briefs.store;
        let kind = if store.location().is_server() { "postgresql" } else { "sqlite" };
        match store.standing(Timestamp::now()).await {
            Ok(standing) => Database { kind, problem: None, posts: standing.posts, late: standing.late },
            Err(error) => Database { kind, problem: Some(error.to_string()), ..Database::default() },
        }
    }
}

impl Probe for Status {
    fn look(&self) -> BoxFuture<'_, Report> {
        Box::pin(async {
            let database = self.database().await;
            let set = self.bot.loaded.now();
            let loaded = packs(set.answerer.catalog());
            let packs = Packs { loaded, since: set.since.to_string(), problem: self.bot.loaded.problem() };
            Report { shards: self.bot.gateway.shards(), database, packs }
        })
    }
}

/// The packs of a catalogue, with how many figures each holds.
pub(super) fn packs(catalog: &Catalog) -> Vec<Pack> {
    let mut figures = vec![0_u64; catalog.packs().len()];
    for figure in catalog.figures() {
        if let Some(count) = figures.get_mut(figure.pack.index()) {
            *count += 1;
        }
    }
    let packs = catalog.packs().iter().zip(figures);
    packs
        .map(|(pack, figures)| Pack { name: pack.name.to_string(), version: pack.version.to_string(), figures })
        .collect()
}
