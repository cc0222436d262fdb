//! Files that people attach to a command, fetched from where Discord keeps them and from nowhere else.

use super::rest::Rest;

/// Where Discord keeps files that people send.
const CONTENT_HOSTS: [&str; 2] = ["https://cdn.discordapp.com/", "https://media.discordapp.net/"];

impl Rest {
    /// A file that somebody has sent, from Discord's content network; none if it is elsewhere, larger than `most` bytes, or not given
    /// out. The token is not sent along.
    pub(super) async fn download(&self, address: &str, most: usize) -> Option<Vec<u8>> {
        if !is_discords(address, self.http.proxy.as_deref()) {
            tracing::warn!("a file is not on Discord's content network");
            return None;
        }
        let fetch = async {
            let mut response = self.client.get(address).send().await?.error_for_status()?;
            let mut bytes = Vec::new();
            while let Some(part) = response.chunk().await? {
                if bytes.len() + part.len() > most {
                    return Ok(None);
                }
                bytes.extend_from_slice(&part);
            }
            Ok::<_, reqwest::Error>(Some(bytes))
        };
        match tokio::time::timeout(self.timeouts.attempt, fetch).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => {
                tracing::warn!(error = %error.without_url(), "a file was not given out");
                None
            }
            Err(_) => {
                tracing::warn!("a file took too long");
                None
            }
        }
    }
}

/// Whether an address is on Discord's content network, or on the proxy that stands for all of Discord.
fn is_discords(address: &str, proxy: Option<&str>) -> bool {
    let below =
        |proxy: &str| address.strip_prefix(proxy.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
    proxy.is_some_and(below) || CONTENT_HOSTS.iter().any(|host| address.starts_with(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        let proxy = Some("http://127.0.0.1:8080");
        assert!(is_discords("https://cdn.discordapp.com/attachments/1/2/a.txt?ex=1", None));
        assert!(is_discords("http://127.0.0.1:8080/attachments/1/2/a.txt", proxy));
        for elsewhere in [
            "http://cdn.discordapp.com/a.txt",
            "https://cdn.discordapp.com.example.org/a.txt",
            "https://example.org/https://cdn.discordapp.com/",
            "http://127.0.0.1:80801/a.txt",
            "http://127.0.0.1:8080@example.org/a.txt",
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!is_discords(elsewhere, proxy), "{elsewhere}");
        }
    }
}
