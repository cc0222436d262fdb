//! The threads on which pictures are drawn, always the same ones.
//!
//! A picture takes some megabytes for a moment. The system's allocator keeps what a thread has let go of for that thread, so that
//! pictures on many threads would keep as many times those megabytes for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::oneshot;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that begin with the first job and end with this.
#[derive(Debug)]
pub(super) struct Easels {
    count: usize,
    jobs: OnceLock<Sender<Job>>,
}

/// The work panicked, or there is no thread for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unworked;

impl Easels {
    pub(super) fn new(count: usize) -> Self {
        Self { count, jobs: OnceLock::new() }
    }

    /// Has something done on one of the threads, in turn.
    pub(super) async fn work_on<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Unworked> {
        let (told, done) = oneshot::channel();
        let job = move || {
            // What the work can reach is either immutable or a lock that takes poison as it comes.
            let result = catch_unwind(AssertUnwindSafe(work)).map_err(|_| Unworked);
            // Whoever wanted it may have stopped waiting.
            let _ = told.send(result);
        };
        let jobs = self.jobs.get_or_init(|| start(self.count));
        jobs.send(Box::new(job)).map_err(|_| Unworked)?;
        done.await.unwrap_or(Err(Unworked))
    }
}

fn start(count: usize) -> Sender<Job> {
    let (sender, jobs) = channel();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..count {
        let jobs = Arc::clone(&jobs);
        let started = std::thread::Builder::new().name("pictures".to_owned()).spawn(move || work(&jobs));
        if let Err(error) = started {
            tracing::error!(%error, "a thread for pictures could not be started");
        }
    }
    sender
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        // One waits for a job, and the others for their turn to wait.
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(job) => job(),
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_is_done_on_the_same_threads_and_a_panic_is_one_failure() {
        let easels = Easels::new(2);
        let mut threads = std::collections::HashSet::new();
        for number in 0..50 {
            let done = easels.work_on(move || (number, std::thread::current().id())).await;
            let (same, thread) = done.unwrap();
            assert_eq!(same, number);
            threads.insert(thread);
        }
        assert!(threads.len() <= 2, "{threads:?}");
        assert_eq!(easels.work_on(|| assert!(std::hint::black_box(false), "on purpose")).await, Err(Unworked));
        assert_eq!(easels.work_on(|| 1).await, Ok(1));
    }
}
