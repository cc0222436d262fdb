//! `datum ready`: asks a bot that runs on this machine whether it is ready, for health checks where there is no other program
//! that could ask, as in a container.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use serde_json::Value;

use super::{Exit, run};
use crate::config::{HTTP, Reading};

/// How long the bot may take to answer. It asks its database for five seconds at most.
const PATIENCE: Duration = Duration::from_secs(8);

/// Arguments of `datum ready`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where the bot listens; without it, where DATUM_HTTP says.
    #[arg(long, value_name = "ADDRESS")]
    address: Option<SocketAddr>,
}

/// Why it is not known whether the bot is ready.
#[derive(Debug, thiserror::Error)]
enum ReadyError {
    #[error("no address to ask: set {HTTP} as for `datum run`, or name one with --address")]
    NoAddress,
    #[error("nothing answers on {0}: see that the bot runs, and that {HTTP} is what it was started with")]
    NoAnswer(SocketAddr),
    #[error("what answers on {0} is no Datum")]
    Stranger(SocketAddr),
    #[error("the program could not start its threads: {0}")]
    Threads(std::io::Error),
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    match ask(arguments) {
        Ok(reasons) if reasons.is_empty() => {
            anstream::println!("ready");
            Exit::Answer
        }
        Ok(reasons) => {
            anstream::eprintln!("{}", reasons.join("\n"));
            Exit::Failure
        }
        Err(error @ ReadyError::NoAddress) => {
            anstream::eprintln!("{error}");
            Exit::Misuse
        }
        Err(error) => {
            anstream::eprintln!("{error}");
            Exit::Failure
        }
    }
}

/// Why the bot is not ready; nothing if it is.
fn ask(arguments: &Arguments) -> Result<Vec<String>, ReadyError> {
    let named = || Reading::of_environment().config.http;
    let address = reachable(arguments.address.or_else(named).ok_or(ReadyError::NoAddress)?);
    let asking = async {
        let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().ok()?;
        client.get(format!("http://{address}/readyz")).send().await.ok()?.bytes().await.ok()
    };
    let answer = run::runtime().map_err(ReadyError::Threads)?.block_on(asking);
    let answer: Value = serde_json::from_slice(&answer.ok_or(ReadyError::NoAnswer(address))?)
        .map_err(|_| ReadyError::Stranger(address))?;
    let reasons = answer["reasons"].as_array().ok_or(ReadyError::Stranger(address))?;
    Ok(reasons.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Where a listener of all addresses of a machine is reached from this machine.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
