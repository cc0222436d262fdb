//! Where events come in. Each is looked at once, counted as under way until it is answered, and guarded: what goes
//! wrong while one is handled, a panic included, is one failed answer.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::id::InteractionId;
use tokio::time::Instant;

use super::bot::{Identity, Shared};
use super::{buttons, interactions, mention, register};

/// A session has begun, and Discord has said who the bot is.
pub(super) fn ready(bot: &Arc<Shared>, identity: Identity) {
    let first = bot.identity.set(identity).is_ok();
    bot.gateway.shard_ready();
    if first {
        let bot = Arc::clone(bot);
        tokio::spawn(async move {
            register::register(&bot, identity.application).await;
            bot.gateway.registered();
        });
    }
}

/// A message was written. It counts as under way before anything else happens, so that no end comes between.
pub(super) fn message(bot: &Arc<Shared>, message: Message) {
    let received = Instant::now();
    let Some(identity) = bot.identity.get() else { return };
    let Some(asked) = mention::asked(&message, identity.user) else { return };
    if !bot.seen.is_new(message.id.get()) {
        tracing::debug!(message_id = message.id.get(), "the message was delivered twice");
        return;
    }
    let Some(underway) = bot.in_flight.begin() else { return };
    // One set of packs from here to the reply, whatever is loaded meanwhile.
    let bot = Arc::new(bot.now());
    tokio::spawn(async move {
        mention::answer(&bot, &message, &asked, received).await;
        bot.metrics.handled("message", received.elapsed());
        drop(underway);
    });
}

/// Somebody called a command, typed in an option, pressed something or sent a form.
pub(super) fn interaction(bot: &Arc<Shared>, interaction: Interaction) {
    let received = Instant::now();
    let id: InteractionId = interaction.id();
    if !bot.seen.is_new(id.get()) {
        tracing::debug!(interaction_id = id.get(), "the interaction was delivered twice");
        return;
    }
    let Some(underway) = bot.in_flight.begin() else { return };
    // One set of packs, as above.
    let bot = Arc::new(bot.now());
    tokio::spawn(async move {
        let kind = match interaction {
            Interaction::Command(command) => {
                interactions::command(&bot, &Arc::new(command), received).await;
                "command"
            }
            Interaction::Autocomplete(command) => {
                interactions::complete(&bot, &Arc::new(command), received).await;
                "autocomplete"
            }
            Interaction::Component(component) => {
                buttons::pressed(&bot, &Arc::new(component), received).await;
                "component"
            }
            Interaction::Modal(form) => {
                interactions::submitted(&bot, &form, received).await;
                "form"
            }
            other => {
                tracing::warn!(interaction_id = id.get(), kind = ?other.kind(), "nothing asks for this interaction");
                return;
            }
        };
        bot.metrics.handled(kind, received.elapsed());
        drop(underway);
    });
}

/// Does something that may panic, and says under which incident id it was logged if it did.
pub(super) fn guarded<T>(what: &'static str, id: u64, work: impl FnOnce() -> T) -> Result<T, Incident> {
    // What the work can reach is either immutable or a lock that takes poison as it comes.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let incident = Incident(id);
        tracing::error!(what, id, incident = incident.text(), "a mistake in the program cost an answer");
        incident
    })
}

/// [`guarded`] for work that waits for something.
pub(super) async fn guarded_future<T>(
    what: &'static str,
    id: u64,
    work: impl Future<Output = T>,
) -> Result<T, Incident> {
    let mut work = pin!(work);
    poll_fn(|context| match guarded(what, id, || work.as_mut().poll(context)) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
        Err(incident) => Poll::Ready(Err(incident)),
    })
    .await
}

/// Something that went wrong, under an id that the asker sees and the log has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Incident(u64);

impl Incident {
    pub(super) fn text(self) -> String {
        format!("{:x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_incident() {
        assert_eq!(guarded("test", 255, || 1), Ok(1));
        let incident = guarded::<()>("test", 255, || panic!("on purpose")).unwrap_err();
        assert_eq!(incident.text(), "ff");
    }

    #[tokio::test]
    async fn a_panic_behind_a_wait_is_an_incident_too() {
        assert_eq!(guarded_future("test", 1, async { 1 }).await, Ok(1));
        let late = async {
            tokio::task::yield_now().await;
            assert!(std::hint::black_box(false), "on purpose");
        };
        assert!(guarded_future("test", 1, late).await.is_err());
    }
}
