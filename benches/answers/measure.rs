//! Times and memory.

use std::time::Duration;

use serde_json::{Value, json};

/// How times are spread, in microseconds.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// Half are faster.
    pub p50: f64,
    /// 99 of 100 are faster.
    pub p99: f64,
    /// The slowest one.
    pub worst: f64,
}

impl Spread {
    /// The spread of at least one sample.
    pub fn of(mut samples: Vec<Duration>) -> Self {
        assert!(!samples.is_empty(), "nothing was timed");
        samples.sort_unstable();
        let at = |share: f64| {
            let place = (samples.len() as f64 * share) as usize;
            samples[place.min(samples.len() - 1)].as_secs_f64() * 1e6
        };
        Self { p50: at(0.5), p99: at(0.99), worst: at(1.0) }
    }

    /// For the report of a process.
    pub fn to_json(self) -> Value {
        json!([self.p50, self.p99, self.worst])
    }

    /// Out of the report of a process.
    pub fn from_json(value: &Value) -> Option<Self> {
        let number = |place: usize| value.get(place)?.as_f64();
        Some(Self { p50: number(0)?, p99: number(1)?, worst: number(2)? })
    }
}

/// Resident memory of this process in MiB; none where the system does not tell.
pub fn resident_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}
