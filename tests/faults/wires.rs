//! What lies between the bot and Discord: names that are resolved late or not at all, and TLS that fails.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use datum::discord::Options;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::tls::{Authority, terminate};

/// A name that only the test's own resolver knows.
const NAME: &str = "stand-in.test";
/// How long a name takes.
const SLOW: Duration = Duration::from_millis(300);

/// Where the bot would go for REST.
fn behind(options: &Options) -> SocketAddr {
    options.proxy.as_deref().and_then(|it| it.strip_prefix("http://")).unwrap().parse().unwrap()
}

/// A client that asks for the name anew at each call.
fn client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().pool_max_idle_per_host(0).no_proxy()
}

/// Knows one address, late, and at each fifth call not at all.
struct Slow {
    address: SocketAddr,
    asked: AtomicUsize,
}

impl Resolve for Slow {
    fn resolve(&self, name: Name) -> Resolving {
        let (address, number) = (self.address, self.asked.fetch_add(1, Ordering::SeqCst));
        let known = name.as_str() == NAME;
        Box::pin(async move {
            tokio::time::sleep(SLOW).await;
            match known && number % 5 != 4 {
                true => Ok(Box::new(std::iter::once(address)) as Addrs),
                false => Err("no such name".into()),
            }
        })
    }
}

/// Each call waits for its name, and each fifth finds none.
pub fn slow_names(options: &mut Options) {
    let address = behind(options);
    let resolver = Arc::new(Slow { address, asked: AtomicUsize::new(0) });
    options.http_client = Some(client().dns_resolver(resolver).build().unwrap());
    options.proxy = Some(format!("http://{NAME}:{}", address.port()));
}

/// Whether handshakes fail.
pub static BROKEN: AtomicBool = AtomicBool::new(false);

/// REST goes through TLS, which fails while [`BROKEN`] says so.
pub fn behind_tls(options: &mut Options) {
    let authority = Authority::new();
    let address = terminate(authority.server("localhost", false), behind(options), &BROKEN);
    let trusted = reqwest::Certificate::from_der(&authority.der()).unwrap();
    options.http_client = Some(client().add_root_certificate(trusted).https_only(true).build().unwrap());
    options.proxy = Some(format!("https://localhost:{}", address.port()));
}
