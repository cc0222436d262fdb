//! Pictures beside replies. They are drawn off the asynchronous threads and within a time, and never at the cost of the
//! text: where a picture cannot be had, the answer goes out without it and says why in one line.
//!
//! A picture is never kept. What is needed to draw it again stands in the button that wants it
//! ([`Sketch`]), so that sharing works after a restart; the same figures give the same bytes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OnceCell, Semaphore};

use super::answerer::Answerer;
use super::commands::{File, Reply};
use super::easels::{Easels, Unworked};
use super::interactions::Place;
use crate::chart::{self, ChartError, FontError, Fonts, NoChart, Picture};
use crate::export;
use crate::figure::Language;
use crate::pack::Catalog;
use crate::query::{Answer, Operation, Outcome};
use crate::reply::{Action, Card, Sketch, say};

/// A picture takes tens of milliseconds. Where it takes this long the machine has no time for pictures, and the reader
/// should not wait for it any longer.
const BUDGET: Duration = Duration::from_secs(3);

/// How pictures are made.
#[derive(Clone, Copy)]
pub struct Pictures {
    /// Looks for fonts; called once, at the start.
    pub fonts: fn() -> Result<Fonts, FontError>,
    /// Draws an answer; called off the asynchronous threads.
    pub draw: fn(&Answer, &Catalog, &Fonts) -> Result<Picture, ChartError>,
    /// How long a reply waits for its picture.
    pub budget: Duration,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { fonts: Fonts::system, draw: chart::draw, budget: BUDGET }
    }
}

impl fmt::Debug for Pictures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pictures").field("budget", &self.budget).finish_non_exhaustive()
    }
}

/// A picture that a reply wants.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// What it shows.
    pub(super) answer: Answer,
    /// Whether somebody asked for it, and so wants to know why there is none.
    pub(super) explicit: bool,
}

/// Why a reply has no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    /// There is nothing to draw.
    Nothing(NoChart),
    /// Files may not be sent there.
    Permission,
    /// No font is installed.
    Fonts,
    /// Drawing failed.
    Failed,
    /// Drawing took too long.
    Late,
}

impl Missing {
    fn sentence(self, language: Language) -> String {
        match self {
            Self::Nothing(why) => why.sentence(language),
            Self::Permission => say!(language, "picture-no-permission"),
            Self::Fonts => say!(language, "picture-no-fonts"),
            Self::Failed => say!(language, "picture-failed"),
            Self::Late => say!(language, "picture-late"),
        }
    }

    /// Whether another try may succeed.
    fn may_pass(self) -> bool {
        matches!(self, Self::Failed | Self::Late)
    }
}

/// Draws pictures for replies.
pub(super) struct Artist {
    how: Pictures,
    fonts: OnceCell<Result<Fonts, FontError>>,
    /// As many pictures are drawn at a time as there are cores: more would only be slower, and a picture under way holds
    /// some megabytes.
    seats: Arc<Semaphore>,
    easels: Easels,
}

impl fmt::Debug for Artist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Artist").field("how", &self.how).finish_non_exhaustive()
    }
}

impl Artist {
    pub(super) fn new(how: Pictures) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { how, fonts: OnceCell::new(), seats: Arc::new(Semaphore::new(cores)), easels: Easels::new(cores) }
    }

    /// Looks for fonts, once, and logs what was found.
    pub(super) async fn fonts(&self) -> &Result<Fonts, FontError> {
        let look = async || {
            let fonts = tokio::task::spawn_blocking(self.how.fonts).await.unwrap_or(Err(FontError::NoFont));
            match &fonts {
                Ok(fonts) => tracing::info!(families = fonts.families().join(", "), "pictures are drawn"),
                Err(error) => tracing::warn!("{error}"),
            }
            fonts
        };
        self.fonts.get_or_init(look).await
    }

    /// Draws the picture that a reply wants, if it wants one, and puts it into the reply.
    pub(super) async fn add(&self, answerer: &Arc<dyn Answerer>, reply: &mut Reply, place: Place) {
        let Some(wanted) = reply.picture.take() else { return };
        let sketch = Sketch::of(&wanted.answer, answerer.catalog());
        let drawn = self.draw_in(place, answerer, wanted.answer).await;
        match drawn {
            Ok(file) => {
                reply.file = Some(file);
                reply.sketch = sketch;
            }
            Err(Missing::Nothing(_)) if !wanted.explicit => {}
            Err(missing) => {
                reply.card.paragraphs.push(missing.sentence(reply.card.language));
                let again = sketch.filter(|_| missing.may_pass()).map(Action::Chart);
                reply.card.actions.extend(again);
            }
        }
    }

    /// The file with the picture of an answer, or a sentence in a language that says why there is none.
    pub(super) async fn file(
        &self,
        answerer: &Arc<dyn Answerer>,
        answer: Answer,
        place: Place,
        language: Language,
    ) -> Result<File, String> {
        self.draw_in(place, answerer, answer).await.map_err(|missing| missing.sentence(language))
    }

    /// Draws, unless there is nothing to draw or files may not be sent there.
    async fn draw_in(&self, place: Place, answerer: &Arc<dyn Answerer>, answer: Answer) -> Result<File, Missing> {
        possible(&answer, answerer.catalog()).map_err(Missing::Nothing)?;
        if place.files { self.draw(Arc::clone(answerer), answer).await } else { Err(Missing::Permission) }
    }

    async fn draw(&self, answerer: Arc<dyn Answerer>, answer: Answer) -> Result<File, Missing> {
        let drawing = async {
            let fonts = self.fonts().await.clone().map_err(|_| Missing::Fonts)?;
            // The semaphore is never closed.
            let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(|_| Missing::Failed)?;
            let draw = self.how.draw;
            let work = move || {
                // Held until the drawing has ended, also when nobody waits for it any more.
                let _seat = seat;
                let catalog = answerer.catalog();
                let picture = draw(&answer, catalog, &fonts)?;
                let name = format!("{}.png", export::file_stem(catalog, &answer.figures, None));
                Ok::<_, ChartError>(File { name, description: picture.alt, bytes: picture.png })
            };
            match self.easels.work_on(work).await {
                Ok(Ok(file)) => Ok(file),
                Ok(Err(ChartError::NoChart(why))) => Err(Missing::Nothing(why)),
                Ok(Err(error)) => {
                    tracing::error!(%error, "a picture could not be drawn");
                    Err(Missing::Failed)
                }
                Err(Unworked) => {
                    tracing::error!("a mistake in the program cost a picture");
                    Err(Missing::Failed)
                }
            }
        };
        tokio::time::timeout(self.how.budget, drawing).await.unwrap_or_else(|_| {
            tracing::warn!(budget_ms = self.how.budget.as_millis(), "a picture took too long and was left out");
            Err(Missing::Late)
        })
    }
}

/// Whether a picture shows more than the text: two figures at the least.
fn possible(answer: &Answer, catalog: &Catalog) -> Result<(), NoChart> {
    chart::is_possible(answer, catalog)?;
    if answer.figures.len() < 2 { Err(NoChart::OneFigure) } else { Ok(()) }
}

/// Puts a button under a card that draws the answer, where it is a comparison, a trend or a ranking that can be drawn.
pub(super) fn offer(card: &mut Card, answer: &Answer, catalog: &Catalog) {
    let shows_more = answer.outcome == Outcome::Answer && answer.operation != Operation::Lookup;
    if shows_more && possible(answer, catalog).is_ok() {
        card.actions.extend(Sketch::of(answer, catalog).map(Action::Chart));
    }
}
