//! Tables from the web, and from nowhere else: an address that leads into the own machine or network is refused, at first and
//! after each redirect.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};

/// A larger table is downloaded by hand.
const MAX_BYTES: usize = 1 << 30;
/// Redirects that are followed.
const MAX_REDIRECTS: usize = 5;
/// How long one answer may take to begin, and how long no byte may come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why there is no table.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    /// The address cannot be read.
    #[error("`{0}` is no web address: write it as https://host/path")]
    Address(String),
    /// It leads to this machine or its network.
    #[error("{0} leads into this machine or its network, which is not read: download the file and give its path")]
    Private(String),
    /// It leads from one place to the next.
    #[error("{0} redirects more than {MAX_REDIRECTS} times: give the address where it ends")]
    Redirects(String),
    /// The server does not hand it out.
    #[error("{address} answers {status}: download the file in a browser and give its path")]
    Status {
        /// The address.
        address: String,
        /// What the server said.
        status: u16,
    },
    /// It is too large.
    #[error("{0} is larger than 1 GB: download it and divide it")]
    TooLarge(String),
    /// It does not come.
    #[error("{address} could not be read: {reason}")]
    Failed {
        /// The address.
        address: String,
        /// Why.
        reason: String,
    },
}

/// What stands at an address.
pub(super) fn bytes(address: &str) -> Result<Vec<u8>, FetchError> {
    let failed =
        |reason: std::io::Error| FetchError::Failed { address: address.to_owned(), reason: reason.to_string() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(follow(address, is_public))
}

async fn follow(address: &str, is_allowed: fn(SocketAddr) -> bool) -> Result<Vec<u8>, FetchError> {
    let mut url = Url::parse(address).map_err(|_| FetchError::Address(address.to_owned()))?;
    for _ in 0..=MAX_REDIRECTS {
        let response = request(&url, is_allowed).await?;
        let status = response.status();
        if status.is_redirection() {
            let next = response.headers().get(reqwest::header::LOCATION).and_then(|place| place.to_str().ok());
            let next =
                next.and_then(|next| url.join(next).ok()).filter(|next| matches!(next.scheme(), "http" | "https"));
            url = next.ok_or_else(|| FetchError::Status { address: url.to_string(), status: status.as_u16() })?;
            continue;
        }
        if !status.is_success() {
            return Err(FetchError::Status { address: url.to_string(), status: status.as_u16() });
        }
        return body(response, &url).await;
    }
    Err(FetchError::Redirects(address.to_owned()))
}

/// Asks the very addresses that were looked at, so that a name cannot lead elsewhere the second time.
async fn request(url: &Url, is_allowed: fn(SocketAddr) -> bool) -> Result<reqwest::Response, FetchError> {
    let failed = |reason: String| FetchError::Failed { address: url.to_string(), reason };
    let host = url.host_str().ok_or_else(|| FetchError::Address(url.to_string()))?;
    let port = url.port_or_known_default().ok_or_else(|| FetchError::Address(url.to_string()))?;
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found: Vec<SocketAddr> =
        tokio::net::lookup_host((bare, port)).await.map_err(|error| failed(error.to_string()))?.collect();
    if found.is_empty() || !found.iter().copied().all(is_allowed) {
        return Err(FetchError::Private(url.to_string()));
    }
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .resolve_to_addrs(host, &found)
        .connect_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .user_agent(concat!("datum/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| failed(error.to_string()))?;
    client.get(url.clone()).send().await.map_err(|error| failed(error.without_url().to_string()))
}

async fn body(mut response: reqwest::Response, url: &Url) -> Result<Vec<u8>, FetchError> {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > MAX_BYTES => {
                return Err(FetchError::TooLarge(url.to_string()));
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(bytes),
            Err(error) => {
                return Err(FetchError::Failed { address: url.to_string(), reason: error.without_url().to_string() });
            }
        }
    }
}

/// Whether an address is one of the open internet.
fn is_public(address: SocketAddr) -> bool {
    match address.ip() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped().or_else(|| embedded_v4(ip)) {
            Some(inner) => is_public_v4(inner),
            None => {
                let first = ip.segments().first().copied().unwrap_or(0);
                // Only global unicast, without documentation's block.
                first & 0xe000 == 0x2000 && !(first == 0x2001 && ip.segments().get(1) == Some(&0xdb8))
            }
        },
    }
}

/// The old address inside one that is translated: 64:ff9b::/96 and 2002::/16.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let octets = ip.octets();
    let at = |from: usize| {
        let part: [u8; 4] = octets.get(from..from + 4)?.try_into().ok()?;
        Some(Ipv4Addr::from(part))
    };
    match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => at(12),
        [0x2002, ..] => at(2),
        _ => None,
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[test]
    fn only_the_open_internet_is_read() {
        for public in ["8.8.8.8:80", "[2606:4700::1111]:443"] {
            assert!(public.parse().is_ok_and(is_public), "{public}");
        }
        for private in [
            "127.0.0.1:80",
            "10.1.2.3:80",
            "172.16.0.1:80",
            "192.168.1.1:80",
            "169.254.169.254:80",
            "100.64.0.1:80",
            "0.0.0.0:80",
            "224.0.0.1:80",
            "[::1]:80",
            "[fe80::1]:80",
            "[fd00::1]:80",
            "[::ffff:127.0.0.1]:80",
            "[64:ff9b::7f00:1]:80",
            "[2002:7f00:1::]:80",
        ] {
            assert!(!private.parse().is_ok_and(is_public), "{private}");
        }
        assert!(matches!(bytes("http://127.0.0.1:1/a.csv"), Err(FetchError::Private(_))));
        assert!(matches!(bytes("http://[::1]:1/a.csv"), Err(FetchError::Private(_))));
        assert!(matches!(bytes("http://"), Err(FetchError::Address(_))));
    }

    /// A server that answers every request alike; the port of a stranger is what the redirects lead to.
    async fn serve(answer: String) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port on loopback");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut buffer = [0; 2048];
                let _ = stream.read(&mut buffer).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        address
    }

    #[tokio::test]
    async fn a_redirect_into_the_own_network_is_refused() {
        // Stands for the open internet in this test: loopback by its first number, and nothing else.
        fn loopback(address: SocketAddr) -> bool {
            address.ip() == IpAddr::V4(Ipv4Addr::LOCALHOST)
        }
        let table = serve("HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\na,b\n".to_owned()).await;
        for place in ["http://169.254.169.254/latest/", "http://[::1]/x", "http://10.0.0.1/", "http://127.0.0.2/x"] {
            let first = serve(format!(
                "HTTP/1.1 302 Found\r\nlocation: {place}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            ))
            .await;
            let result = follow(&format!("http://{first}/t.csv"), loopback).await;
            assert!(matches!(result, Err(FetchError::Private(_))), "{place}: {result:?}");
        }
        let first = serve(format!(
            "HTTP/1.1 301 Moved\r\nlocation: http://{table}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        ))
        .await;
        assert_eq!(follow(&format!("http://{first}/"), loopback).await.ok().as_deref(), Some(&b"a,b\n"[..]));
        let file = serve(
            "HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                .to_owned(),
        )
        .await;
        assert!(matches!(follow(&format!("http://{file}/"), loopback).await, Err(FetchError::Status { .. })));
    }
}
