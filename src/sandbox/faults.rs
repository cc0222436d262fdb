//! Faults that a test scripts beforehand: answers that REST requests get instead of the real one, and
//! what the gateway stops doing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;

use super::buckets::Buckets;

/// Which REST requests a fault hits, and how often.
#[derive(Clone, Debug)]
pub struct Rule {
    method: Option<String>,
    pattern: Vec<String>,
    skip: usize,
    times: usize,
    fault: Fault,
}

impl Rule {
    /// Hits the next request with this method (`*` for any) and path below `/api/v10`, in which `*`
    /// stands for one segment and a final `**` for all that follow.
    pub fn new(method: &str, path: &str, fault: Fault) -> Self {
        Self {
            method: (method != "*").then(|| method.to_uppercase()),
            pattern: segments(path),
            skip: 0,
            times: 1,
            fault,
        }
    }

    /// Hits this many requests instead of one.
    #[must_use]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Lets this many matching requests pass first.
    #[must_use]
    pub fn after(mut self, skip: usize) -> Self {
        self.skip = skip;
        self
    }

    fn matches(&self, method: &str, path: &[String]) -> bool {
        if self.method.as_deref().is_some_and(|wanted| wanted != method) {
            return false;
        }
        if let Some((last, head)) = self.pattern.split_last()
            && last == "**"
        {
            return path.len() >= head.len() && head.iter().zip(path).all(fits);
        }
        self.pattern.len() == path.len() && self.pattern.iter().zip(path).all(fits)
    }
}

fn fits((pattern, segment): (&String, &String)) -> bool {
    pattern == "*" || pattern == segment
}

/// The non-empty segments of a path.
pub(crate) fn segments(path: &str) -> Vec<String> {
    path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

/// Whom a 429 concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitScope {
    /// This route of this bot.
    User,
    /// This resource, for everybody.
    Shared,
    /// The whole bot.
    Global,
}

/// What happens to a request instead of, or besides, its real answer.
#[derive(Clone, Debug)]
pub enum Fault {
    /// This answer; the request changes nothing.
    Respond {
        /// HTTP status.
        status: u16,
        /// Headers.
        headers: Vec<(String, String)>,
        /// Body.
        body: Vec<u8>,
    },
    /// The connection is cut in the middle of the answer's body; the request changes nothing.
    ResetMidBody,
    /// The request takes effect, but the connection is cut in the middle of the answer.
    LoseAnswer,
    /// The request takes effect only once it is released, and is answered then.
    Stall(Gate),
    /// The request takes effect and is answered after this much real time.
    Delay(Duration),
}

impl Fault {
    /// An answer with a JSON body in Discord's error form.
    pub fn json(status: u16, code: u32, message: &str) -> Self {
        Self::Respond {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: json!({"message": message, "code": code}).to_string().into_bytes(),
        }
    }

    /// An answer without a useful body, such as 502.
    pub fn status(status: u16) -> Self {
        Self::Respond { status, headers: Vec::new(), body: format!("{status}").into_bytes() }
    }

    /// 429 in Discord's form; the wait is in seconds and may be fractional.
    pub fn rate_limited(scope: LimitScope, retry_after_seconds: f64) -> Self {
        let global = scope == LimitScope::Global;
        let scope = match scope {
            LimitScope::User => "user",
            LimitScope::Shared => "shared",
            LimitScope::Global => "global",
        };
        let wait = retry_after_seconds.to_string();
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("retry-after", format!("{}", retry_after_seconds.ceil())),
            ("x-ratelimit-scope", scope.to_owned()),
        ];
        if global {
            headers.push(("x-ratelimit-global", "true".to_owned()));
        } else {
            headers.extend([
                ("x-ratelimit-limit", "5".to_owned()),
                ("x-ratelimit-remaining", "0".to_owned()),
                ("x-ratelimit-reset-after", wait),
                ("x-ratelimit-bucket", "scripted".to_owned()),
            ]);
        }
        let body: Value =
            json!({"message": "You are being rate limited.", "retry_after": retry_after_seconds, "global": global});
        Self::Respond {
            status: 429,
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body: body.to_string().into_bytes(),
        }
    }

    /// 429 as Cloudflare sends it before Discord is reached: a page, and no JSON.
    pub fn cloudflare(retry_after_seconds: u32) -> Self {
        Self::Respond {
            status: 429,
            headers: vec![
                ("content-type".to_owned(), "text/html; charset=UTF-8".to_owned()),
                ("retry-after".to_owned(), retry_after_seconds.to_string()),
                ("server".to_owned(), "cloudflare".to_owned()),
            ],
            body: b"<!doctype html><title>Access denied</title><p>error code: 1015".to_vec(),
        }
    }
}

/// Holds requests back until it is opened.
#[derive(Clone, Debug)]
pub struct Gate {
    open: Arc<watch::Sender<bool>>,
}

impl Gate {
    /// A closed gate.
    pub fn closed() -> Self {
        Self { open: Arc::new(watch::Sender::new(false)) }
    }

    /// Lets everything through, now and later.
    pub fn open(&self) {
        self.open.send_replace(true);
    }

    pub(crate) async fn pass(&self) {
        let mut open = self.open.subscribe();
        // The sender lives in `self`, so waiting ends only when the gate opens.
        let _ = open.wait_for(|open| *open).await;
    }
}

/// All faults that are scripted at the moment.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
    /// Faults that stay until they are taken back, by name.
    standing: BTreeMap<String, Rule>,
    pub(crate) gateway: GatewayFaults,
    /// Limits by buckets; none are kept without.
    pub(crate) buckets: Option<Buckets>,
}

/// What the gateway does wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct GatewayFaults {
    pub(crate) no_acks: bool,
    pub(crate) hello_delay: Duration,
    pub(crate) no_hello: bool,
    pub(crate) no_ready: bool,
    pub(crate) refuse_connections: bool,
    pub(crate) close_on_identify: Option<u16>,
    pub(crate) refuse_resume: bool,
}

impl Faults {
    pub(crate) fn add(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    /// Keeps a fault on under a name, or takes it back.
    pub(crate) fn keep(&mut self, name: &str, rule: Option<Rule>) {
        match rule {
            Some(rule) => self.standing.insert(name.to_owned(), rule),
            None => self.standing.remove(name),
        };
    }

    /// Whether a fault of this name is on.
    pub(crate) fn keeps(&self, name: &str) -> bool {
        self.standing.contains_key(name)
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The fault for this request, which is thereby used up.
    pub(crate) fn take(&mut self, method: &str, path: &[String]) -> Option<Fault> {
        let Some(rule) = self.rules.iter_mut().find(|rule| rule.times > 0 && rule.matches(method, path)) else {
            return self.standing.values().find(|rule| rule.matches(method, path)).map(|rule| rule.fault.clone());
        };
        if rule.skip > 0 {
            rule.skip -= 1;
            return None;
        }
        rule.times -= 1;
        let fault = rule.fault.clone();
        self.rules.retain(|rule| rule.times > 0);
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_hits_its_requests_and_no_others() {
        let mut faults = Faults::default();
        faults.add(Rule::new("POST", "/channels/*/messages", Fault::status(502)).after(1).times(2));
        let path = segments("/channels/7/messages");
        let hits: Vec<bool> = (0..5).map(|_| faults.take("POST", &path).is_some()).collect();
        assert_eq!(hits, [false, true, true, false, false]);

        faults.add(Rule::new("*", "/webhooks/**", Fault::status(500)));
        assert!(faults.take("GET", &path).is_none());
        assert!(faults.take("PATCH", &segments("/webhooks/1/token/messages/@original")).is_some());
    }
}
