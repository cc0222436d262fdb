//! The stand-in in a browser: a page on loopback that draws what Discord's client draws, from the same state that
//! REST and the gateway serve. Several pages, people and tabs can be open at once, beside the terminal.
//!
//! The page is plain HTML, CSS and JavaScript modules from `assets`, one component a file, embedded in the binary.
//! It knows nothing about the bot: what is worth trying first is handed in as [`Guide`].

mod answers;
mod assets;
mod calls;
mod files;
mod guard;
mod guide;
mod live;
mod news;
mod operator;
mod serve;
mod view;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use guide::{Act, Guide, Starter};

use crate::sandbox::Sandbox;
use crate::sandbox::shared::Shared;

/// Where the page is served, and what it shows first.
#[derive(Clone, Debug, Default)]
pub struct PageOptions {
    /// Port on 127.0.0.1; 0 for any that is free.
    pub port: u16,
    /// The person at the keyboard, by name; the first of this world if empty.
    pub user: String,
    /// The channel at the start, by name; the first that the person sees if empty.
    pub channel: String,
    /// What to try first, by the person's locale; the first one is for all other locales.
    pub guides: Vec<(String, Guide)>,
    /// A TrueType font for the writing of Korea, where the machine has none; empty for none.
    pub font: &'static [u8],
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Somebody else listens there.
    #[error("the port {0} on 127.0.0.1 is in use; name another one, or none to get a free one")]
    PortInUse(u16),
    /// The port cannot be opened.
    #[error("the port {port} on 127.0.0.1 could not be opened: {why}; name another one, or none to get a free one")]
    Port {
        /// Port.
        port: u16,
        /// What the system says.
        why: std::io::Error,
    },
    /// The system gives no random numbers for the token.
    #[error("the system gave no random numbers for the page's address: {0}")]
    Random(String),
}

/// A page that is served. It stops when it is dropped.
pub struct Page {
    address: SocketAddr,
    token: String,
    task: JoinHandle<()>,
}

/// What everything that serves the page holds in common.
struct Desk {
    shared: Arc<Shared>,
    options: PageOptions,
    token: String,
    address: SocketAddr,
}

impl Page {
    /// Serves the page for a sandbox on 127.0.0.1.
    ///
    /// # Errors
    /// When the port cannot be opened, or there are no random numbers for the token.
    pub async fn start(sandbox: &Sandbox, options: PageOptions) -> Result<Self, PageError> {
        let port = options.port;
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|why| match why.kind() {
            std::io::ErrorKind::AddrInUse => PageError::PortInUse(port),
            _ => PageError::Port { port, why },
        })?;
        let address = listener.local_addr().map_err(|why| PageError::Port { port, why })?;
        let token = token()?;
        let desk = Desk { shared: Arc::clone(&sandbox.shared), options, token: token.clone(), address };
        let task = tokio::spawn(serve::run(listener, Arc::new(desk)));
        Ok(Self { address, token, task })
    }

    /// The page's address with its token, for the person who sits at this machine.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.address, self.token)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// 128 random bits: whoever does not know them gets nothing.
fn token() -> Result<String, PageError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| PageError::Random(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
