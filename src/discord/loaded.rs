//! The packs that are answered from, and how they are exchanged while questions are answered.
//!
//! A question takes the present set when it comes, and keeps it until its reply is out. A new set takes the place of the old
//! one at once and as a whole; the old one goes when its last question is done. A watch channel and not a bare pointer,
//! because some also want to be told: what was posted is compared with the new figures.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot, watch};

use super::answerer::Answerer;
use super::recall::Recall;
use crate::health::Metrics;

/// A set of packs, with what makes sense beside it alone.
#[derive(Clone)]
pub(super) struct Set {
    pub(super) answerer: Arc<dyn Answerer>,
    /// What was last said to whom, as references into this set.
    pub(super) recall: Arc<Recall>,
    /// When it took its place.
    pub(super) since: Timestamp,
}

/// What came of reading the packs anew: a set that answers, or all problems, one a line.
pub type Read = Result<Arc<dyn Answerer>, Vec<String>>;

/// The wish that the packs are read anew, for whoever knows where they are.
pub struct Wish {
    /// Whether they shall be answered from; otherwise they are only looked at.
    pub take: bool,
    /// Where the outcome is told.
    pub told: oneshot::Sender<Read>,
}

impl fmt::Debug for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wish").field("take", &self.take).finish_non_exhaustive()
    }
}

/// Wishes that wait. Each reads everything anew, so more are of no use.
const MAX_WISHES: usize = 4;

/// The packs that a bot answers from. A clone is the same.
#[derive(Clone)]
pub struct LoadedPacks {
    present: Arc<watch::Sender<Set>>,
    /// Why the last change was not taken over; none if it was.
    problem: Arc<Mutex<Option<String>>>,
    metrics: Arc<Metrics>,
    /// Where wishes go; nowhere until somebody hears them.
    reader: Arc<Mutex<Option<mpsc::Sender<Wish>>>>,
}

impl fmt::Debug for LoadedPacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoadedPacks").finish_non_exhaustive()
    }
}

impl LoadedPacks {
    pub(super) fn new(answerer: Arc<dyn Answerer>, metrics: Arc<Metrics>) -> Self {
        let set = Set { answerer, recall: Arc::default(), since: Timestamp::now() };
        Self { present: Arc::new(watch::Sender::new(set)), problem: Arc::default(), metrics, reader: Arc::default() }
    }

    /// The present set.
    pub(super) fn now(&self) -> Set {
        self.present.borrow().clone()
    }

    /// Tells of each new set.
    pub(super) fn changes(&self) -> watch::Receiver<Set> {
        self.present.subscribe()
    }

    /// Why the last change was not taken over; none if it was.
    pub(super) fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers from other packs from now on. Conversations go on, as far as the new packs have what they are about; posted
    /// messages with figures that are others now are corrected.
    pub fn replace(&self, answerer: Arc<dyn Answerer>) {
        let before = self.now();
        let (from, to) = (before.answerer.catalog(), answerer.catalog());
        let recall = before.recall.moved(|frame| frame.moved(from, to));
        let since = Timestamp::now();
        self.present.send_replace(Set { answerer, recall: Arc::new(recall), since });
        self.note(None);
    }

    /// Goes on with the packs that there are, because others could not be loaded.
    pub fn refuse(&self, why: String) {
        self.note(Some(why));
    }

    /// The wishes of the operator, for whoever reads packs. Only the last that asks hears them.
    #[must_use]
    pub fn wishes(&self) -> mpsc::Receiver<Wish> {
        let (sender, wishes) = mpsc::channel(MAX_WISHES);
        *self.reader.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        wishes
    }

    /// Has the packs read anew, and taken if they can be; none if nobody reads packs here, or no more just now.
    pub(super) async fn read(&self, take: bool) -> Option<Read> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner).clone()?;
        let (told, outcome) = oneshot::channel();
        reader.try_send(Wish { take, told }).ok()?;
        outcome.await.ok()
    }

    fn note(&self, problem: Option<String>) {
        self.metrics.reloaded(problem.is_none());
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }
}
