//! A stand-in for Discord on this machine: its REST API and gateway (version 10) on loopback with
//! random ports, the refusals and limits of the real one, people who act, and faults on demand.
//!
//! It knows Discord's protocol and nothing about any bot, so that every bot can be tried and tested
//! against it without an account, a token or a network. A bot reaches it by [`Sandbox::rest_url`] as
//! its proxy for REST; the gateway's address is what `GET /gateway` answers.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use datum::sandbox::{Sandbox, World};
//!
//! let sandbox = Sandbox::start(World::demo("Echo")).await?;
//! // ... start the bot with sandbox.rest_url() and sandbox.token() ...
//! sandbox.wait_until_ready().await?;
//! let seen = sandbox.user("Alex").slash("general", "ping", &[]).await?;
//! assert_eq!(seen.text(), "pong");
//! sandbox.assert_no_unread();
//! # Ok(())
//! # }
//! ```

pub mod actor;
mod buckets;
pub mod clock;
pub mod error;
pub mod face;
pub mod faults;
pub mod gateway;
pub mod limits;
pub mod log;
mod rest;
mod script;
mod server;
mod shared;
pub mod state;
mod test_handle;
pub mod validate;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;

pub use actor::{Actor, ActorError, Modal, Note, Seen, View};
pub use clock::Clock;
pub use faults::{Fault, Gate, LimitScope, Rule};
pub use gateway::GatewayCounts;
pub use log::RequestRecord;
pub use state::{Button, Choice, Id, Message, Select, SelectOption, State};
pub use world::{BOT_PERMISSIONS, World};

use shared::Shared;

/// How a sandbox behaves besides its world.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Interval that Hello asks the bot to keep; real time.
    pub heartbeat: Duration,
    /// How long an actor or a wait stays patient in real time before it gives up. It is there so that
    /// a broken bot fails a test instead of hanging it.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { heartbeat: limits::HEARTBEAT_INTERVAL, patience: Duration::from_secs(20) }
    }
}

/// A running stand-in. It stops when it is dropped.
pub struct Sandbox {
    shared: Arc<Shared>,
    rest: SocketAddr,
    gateway: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts REST and gateway on free ports of 127.0.0.1.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start(world: World) -> std::io::Result<Self> {
        Self::start_with(world, Options::default()).await
    }

    /// Starts with other options.
    ///
    /// # Errors
    /// When no port can be opened.
    pub async fn start_with(world: World, options: Options) -> std::io::Result<Self> {
        server::start(world, options).await
    }

    /// The address for REST, `http://127.0.0.1:PORT`; the API lies below `/api/v10`.
    pub fn rest_url(&self) -> String {
        format!("http://{}", self.rest)
    }

    /// The port behind [`Sandbox::rest_url`], for a test that puts TLS in front.
    pub fn rest_address(&self) -> SocketAddr {
        self.rest
    }

    /// The address of the gateway, `ws://127.0.0.1:PORT`.
    pub fn gateway_url(&self) -> String {
        format!("ws://{}", self.gateway)
    }

    /// The port behind [`Sandbox::gateway_url`].
    pub fn gateway_address(&self) -> SocketAddr {
        self.gateway
    }

    /// Says that the gateway is elsewhere, such as `wss://localhost:PORT`, for a test that puts something in front of it.
    pub fn announce_gateway(&self, url: &str) {
        url.clone_into(&mut self.shared.state().gateway_url);
    }

    /// The bot's token. It opens nothing outside of this sandbox.
    pub fn token(&self) -> String {
        self.shared.state().application.token.clone()
    }

    /// A person by name.
    ///
    /// # Panics
    /// When the world has nobody of that name: a mistake in the test.
    pub fn user(&self, name: &str) -> Actor {
        let id = self.shared.state().find_user(name).map(|user| user.id);
        match id {
            Some(id) => Actor::new(Arc::clone(&self.shared), id),
            None => panic!("the world has no user named {name:?}"),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.shared.hub().tell_all(&gateway::Out::Drop);
    }
}
