//! Asking one address after another whether it is still there.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use reqwest::{Client, Method, StatusCode, Url, header, redirect};
use tokio::sync::Mutex;

use super::pace::Pace;
use super::robots::Robots;

/// What we call ourselves, in front of the version and in `robots.txt`.
const AGENT: &str = "datum";
/// Redirects that are followed.
const MAX_REDIRECTS: usize = 5;
/// Addresses that are asked for at once, each at another host.
const AT_ONCE: usize = 8;
/// Bytes of `robots.txt` that are read, as RFC 9309 asks for at least.
const MAX_ROBOTS_BYTES: usize = 512 * 1024;
/// A host is asked at most this often.
const GAP: Duration = Duration::from_secs(1);

/// What came of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is there.
    Found,
    /// It is there under another address, for good.
    Moved,
    /// The server says that it is not there: 404, 410.
    Gone,
    /// The server does not let us see it: 401, 403, 429 and the like. A person may.
    Refused,
    /// The server fails, or says something that cannot be used.
    Failed,
    /// No answer in time.
    TimedOut,
    /// There is no such host, or it does not answer.
    Unreachable,
    /// `robots.txt` asks programs to stay away, or could not be had.
    Forbidden,
    /// Redirects lead in a circle, or too far.
    Astray,
    /// It is no public address.
    Private,
}

impl Outcome {
    /// The word in reports.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Moved => "moved",
            Self::Gone => "gone",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::TimedOut => "timed-out",
            Self::Unreachable => "unreachable",
            Self::Forbidden => "robots",
            Self::Astray => "astray",
            Self::Private => "private",
        }
    }

    /// Whether a person should look after the address.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        matches!(self, Self::Gone | Self::Failed | Self::TimedOut | Self::Unreachable | Self::Astray)
    }
}

/// An address and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// The address that was asked for.
    pub url: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The last status that a server gave.
    pub status: Option<u16>,
    /// Where redirects led to; none if it is the same address.
    pub last: Option<String>,
}

/// How to ask.
#[derive(Clone, Copy, Debug)]
pub struct Prober {
    /// For one request.
    pub timeout: Duration,
    /// Whether addresses that are not public may be asked for: those of this machine and of private networks.
    pub local: bool,
}

/// Asks for each address once, in their order. `done` is told of each as it is known.
///
/// # Errors
///
/// The client for the web cannot be made.
pub async fn probe(
    urls: &[String],
    prober: Prober,
    mut done: impl FnMut(&Probed),
) -> Result<Vec<Probed>, reqwest::Error> {
    let client = Client::builder()
        .user_agent(concat!("datum/", env!("CARGO_PKG_VERSION"), " (pack links)"))
        .connect_timeout(prober.timeout)
        .timeout(prober.timeout)
        .redirect(redirect::Policy::none())
        .build()?;
    let asker = Asker { client, local: prober.local, pace: Pace::new(GAP), robots: Mutex::new(HashMap::new()) };
    let asked = futures_util::stream::iter(urls).map(|url| asker.ask(url)).buffered(AT_ONCE);
    let probed = asked.inspect(|probed| done(probed)).collect().await;
    Ok(probed)
}

struct Asker {
    client: Client,
    local: bool,
    pace: Pace,
    /// By scheme, host and port. Each is fetched once, whoever comes first.
    robots: Mutex<HashMap<String, Arc<Mutex<Option<Heard>>>>>,
}

/// What a host allows, or why it could not be asked.
type Heard = Result<Robots, Outcome>;

/// What a server said.
struct Said {
    status: StatusCode,
    location: Option<String>,
}

impl Asker {
    async fn ask(&self, address: &str) -> Probed {
        let probed = |outcome, status: Option<StatusCode>, last: Option<&Url>| Probed {
            url: address.to_owned(),
            outcome,
            status: status.map(|status| status.as_u16()),
            last: last.map(Url::to_string).filter(|last| last != address),
        };
        let Ok(mut url) = Url::parse(address) else { return probed(Outcome::Failed, None, None) };
        let mut for_good = false;
        let mut seen = vec![url.clone()];
        loop {
            if !self.local && !is_public(&url) {
                return probed(Outcome::Private, None, Some(&url));
            }
            if let Err(outcome) = self.may_ask(&url).await {
                return probed(outcome, None, Some(&url));
            }
            let said = match self.request(&url).await {
                Ok(said) => said,
                Err(outcome) => return probed(outcome, None, Some(&url)),
            };
            let status = said.status;
            let Some(location) = said.location.filter(|_| status.is_redirection()) else {
                let outcome = match status.as_u16() {
                    200..=299 if for_good => Outcome::Moved,
                    200..=299 => Outcome::Found,
                    404 | 410 => Outcome::Gone,
                    400..=499 => Outcome::Refused,
                    _ => Outcome::Failed,
                };
                return probed(outcome, Some(status), Some(&url));
            };
            let Ok(next) = url.join(&location) else { return probed(Outcome::Failed, Some(status), Some(&url)) };
            if !matches!(next.scheme(), "http" | "https") || seen.contains(&next) || seen.len() > MAX_REDIRECTS {
                return probed(Outcome::Astray, Some(status), Some(&next));
            }
            let is_for_good = matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            for_good = is_for_good && (for_good || seen.len() == 1);
            seen.push(next.clone());
            url = next;
        }
    }

    /// A HEAD, and a GET where the server does not answer that as it should. The body is left where it is.
    async fn request(&self, url: &Url) -> Result<Said, Outcome> {
        let said = self.send(Method::HEAD, url).await;
        match said {
            Ok(said) if said.status.as_u16() < 400 => Ok(said),
            // Some servers close the connection on a HEAD.
            Ok(_) | Err(Outcome::Failed) => self.send(Method::GET, url).await,
            Err(outcome) => Err(outcome),
        }
    }

    async fn send(&self, method: Method, url: &Url) -> Result<Said, Outcome> {
        self.pace.wait(&place_of(url)).await;
        let response = self.client.request(method, url.clone()).send().await;
        let response = response.map_err(|error| outcome_of(&error))?;
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        Ok(Said { status: response.status(), location: location.map(str::to_owned) })
    }

    /// Whether the host's `robots.txt` lets us ask. A file that is not there allows; one that a server does not hand out does
    /// not.
    async fn may_ask(&self, url: &Url) -> Result<(), Outcome> {
        let known = self.robots.lock().await.entry(place_of(url)).or_default().clone();
        let mut robots = known.lock().await;
        let robots = match &mut *robots {
            Some(robots) => robots,
            none => none.insert(self.robots_of(url).await),
        };
        let robots = robots.as_ref().map_err(Clone::clone)?;
        let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        if robots.allows(&path) { Ok(()) } else { Err(Outcome::Forbidden) }
    }

    async fn robots_of(&self, url: &Url) -> Heard {
        let Ok(mut at) = url.join("/robots.txt") else { return Ok(Robots::closed()) };
        for _ in 0..=MAX_REDIRECTS {
            if !self.local && !is_public(&at) {
                return Ok(Robots::closed());
            }
            self.pace.wait(&place_of(&at)).await;
            let mut response = self.client.get(at.clone()).send().await.map_err(|error| outcome_of(&error))?;
            let status = response.status();
            if status.is_redirection() {
                let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
                match location.and_then(|location| at.join(location).ok()) {
                    Some(next) => at = next,
                    None => return Ok(Robots::open()),
                }
            } else if status.is_success() {
                let mut bytes = Vec::new();
                while let Ok(Some(chunk)) = response.chunk().await {
                    bytes.extend_from_slice(&chunk);
                    if bytes.len() >= MAX_ROBOTS_BYTES {
                        bytes.truncate(MAX_ROBOTS_BYTES);
                        break;
                    }
                }
                return Ok(Robots::read(&String::from_utf8_lossy(&bytes), AGENT));
            } else if status.is_client_error() {
                return Ok(Robots::open());
            } else {
                return Ok(Robots::closed());
            }
        }
        Ok(Robots::open())
    }
}

/// Why there was no answer.
fn outcome_of(error: &reqwest::Error) -> Outcome {
    match error {
        error if error.is_timeout() => Outcome::TimedOut,
        error if error.is_connect() => Outcome::Unreachable,
        _ => Outcome::Failed,
    }
}

/// Host and port, which are paced together.
fn place_of(url: &Url) -> String {
    format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}

/// Whether an address names a host of the public net. Names that lead to a private one are not looked up.
fn is_public(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => {
            !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified() || ip.is_broadcast())
        }
        Ok(IpAddr::V6(ip)) => {
            !(ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local())
        }
        Err(_) => host != "localhost" && !host.ends_with(".localhost") && !host.ends_with(".local"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_this_machine_and_of_private_nets_are_not_public() {
        for (url, public) in [
            ("https://example.org/a", true),
            ("http://203.0.113.1/", true),
            ("http://127.0.0.1:8000/", false),
            ("http://192.168.1.1/", false),
            ("http://169.254.169.254/latest", false),
            ("http://[::1]/", false),
            ("http://localhost/", false),
        ] {
            assert_eq!(is_public(&Url::parse(url).unwrap()), public, "{url}");
        }
    }
}
