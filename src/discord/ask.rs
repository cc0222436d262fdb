//! One interaction that waits for its reply: answered at once, or acknowledged first if the work takes longer than a second.
//!
//! Discord wants a first response within three seconds, and with it who may see the reply is fixed. So the work is given a
//! second; nearly always it is done then, and the reply goes out whole, public or private as it turned out. Otherwise
//! Discord is told to wait, and the reply is put in the place of the waiting sign. If it then has to be private but the
//! sign is public, the reply follows privately and the sign is taken away. Under a message that is to change there is no
//! sign: it stays as it is until the reply takes its place.

use std::pin::pin;
use std::sync::OnceLock;
use std::time::Duration;

use serenity::builder::{CreateInteractionResponse, CreateInteractionResponseMessage};
use serenity::model::id::InteractionId;
use tokio::time::Instant;

use super::bot::Bot;
use super::commands::{File, Form, Reply};
use super::dispatch::Incident;
use super::errors::{Meaning, RestError, log_unsaid};
use super::interactions::{Place, Show, failed};
use super::render::{Drawing, Payload, draw, draw_without_embeds};
use crate::figure::Language;
use crate::query::Outcome;
use crate::reply::pages::{self, Notice};
use crate::reply::{Card, CardKind};

/// Work that takes longer is acknowledged first. It leaves two seconds for the acknowledgement to arrive.
pub(super) const ACKNOWLEDGE_AFTER: Duration = Duration::from_secs(1);

/// What is seen while work takes longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// A sign that everybody sees.
    Public,
    /// A sign that the asker alone sees.
    Private,
    /// The message whose button was pressed, as it was.
    Pressed,
}

/// An interaction to be answered.
pub(super) struct Ask<'a> {
    pub(super) bot: &'a Bot,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
    pub(super) received: Instant,
    pub(super) place: Place,
    /// What is seen meanwhile, once Discord was told to wait.
    waiting: OnceLock<Waiting>,
}

impl<'a> Ask<'a> {
    pub(super) fn new(bot: &'a Bot, id: InteractionId, token: &'a str, received: Instant, place: Place) -> Self {
        Self { bot, id, token, received, place, waiting: OnceLock::new() }
    }

    /// Waits for work that leads to a reply, and acknowledges the interaction if that takes long.
    pub(super) async fn awaiting<T>(&self, meanwhile: Waiting, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        if self.waiting.get().is_some() {
            return work.await;
        }
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep_until(self.received + self.bot.acknowledge_after) => {}
        }
        let sign = |private| CreateInteractionResponseMessage::new().ephemeral(private);
        let wait = match meanwhile {
            Waiting::Public => CreateInteractionResponse::Defer(sign(false)),
            Waiting::Private => CreateInteractionResponse::Defer(sign(true)),
            Waiting::Pressed => CreateInteractionResponse::Acknowledge,
        };
        let acknowledge = async {
            match self.respond(&wait, None).await {
                Ok(()) => {
                    let _ = self.waiting.set(meanwhile);
                }
                Err(error) => log_unsaid(&error, "acknowledgement", self.id.get(), self.received.elapsed()),
            }
        };
        let ((), done) = tokio::join!(acknowledge, work);
        done
    }

    /// Sends a card.
    pub(super) async fn reply(&self, what: &'static str, reply: &Reply, show: Show) {
        let without_file;
        let (card, file) = match &reply.file {
            Some(_) if !self.place.files => {
                let notice = pages::notice(reply.card.language, &Notice::NoFiles);
                // A card that says something by itself is worth having without its file.
                without_file = if reply.card.kind == CardKind::Notice {
                    notice
                } else {
                    let mut card = reply.card.clone();
                    card.paragraphs.extend(notice.paragraphs);
                    card
                };
                (&without_file, None)
            }
            file => (&reply.card, file.as_ref()),
        };
        let private = show.private;
        let drawing = Drawing {
            embeds: self.place.embeds,
            share: private && self.place.others && can_be_shared(card),
            picture: file.and_then(|_| reply.attached()),
            pick: reply.pick(show.choice_private),
            buttons: reply.buttons.clone(),
            no_reports: self.bot.operator_channel.is_none(),
        };
        let payload = if drawing.embeds { draw(card, &drawing) } else { draw_without_embeds(card, &drawing) };
        let Err(error) = self.send(payload, file, private).await else { return };
        // Discord found something in the reply that it does not take. The same as plain text is worth a second try,
        // since nothing has been said yet.
        if error.meaning() == Meaning::OurMistake {
            let payload = draw(card, &Drawing { embeds: false, share: false, picture: None, ..drawing });
            let plain = Payload { rows: Vec::new(), ..payload };
            tracing::error!(what, id = self.id.get(), %error, "Discord refused a reply; it goes out as plain text");
            if self.send(plain, None, private).await.is_ok() {
                return;
            }
        }
        log_unsaid(&error, what, self.id.get(), self.received.elapsed());
    }

    /// Puts a card in the place of the message that was pressed.
    pub(super) async fn update(&self, what: &'static str, reply: &Reply) {
        let drawing = Drawing {
            embeds: self.place.embeds,
            picture: reply.attached(),
            pick: reply.pick(true),
            buttons: reply.buttons.clone(),
            no_reports: self.bot.operator_channel.is_none(),
            // A page of what changed may be worth sharing, whichever it is.
            share: self.place.others && reply.card.kind == CardKind::Changes,
        };
        let card = &reply.card;
        let payload = if self.place.embeds { draw(card, &drawing) } else { draw_without_embeds(card, &drawing) };
        let sent = if self.waiting.get().is_some() {
            self.bot.rest.edit_reply(self.application(), self.token, &payload.into_edit(), reply.file.as_ref()).await
        } else {
            let response = CreateInteractionResponse::UpdateMessage(payload.into_update());
            self.respond(&response, reply.file.as_ref()).await
        };
        if let Err(error) = sent {
            log_unsaid(&error, what, self.id.get(), self.received.elapsed());
        }
    }

    /// Shows a form. It must be the first response, so a form that comes too late is a failure.
    pub(super) async fn form(&self, what: &'static str, form: &Form) {
        if let Err(error) = self.respond(&CreateInteractionResponse::Modal(form.draw()), None).await {
            log_unsaid(&error, what, self.id.get(), self.received.elapsed());
        }
    }

    /// Says to the asker alone that something went wrong.
    pub(super) async fn fail(&self, what: &'static str, language: Language, incident: Incident) {
        self.reply(what, &failed(language, incident).into(), Show::PRIVATE).await;
    }

    /// Answers as the first response.
    pub(super) async fn respond(
        &self,
        response: &CreateInteractionResponse,
        file: Option<&File>,
    ) -> Result<(), RestError> {
        self.bot.rest.respond(self.id, self.token, response, file, self.received).await
    }

    /// Sends what was drawn, as the first response or in the place of the waiting sign.
    pub(super) async fn send(&self, payload: Payload, file: Option<&File>, private: bool) -> Result<(), RestError> {
        let rest = &self.bot.rest;
        match self.waiting.get() {
            None => self.respond(&CreateInteractionResponse::Message(payload.into_response(private)), file).await,
            Some(Waiting::Pressed) => {
                rest.follow_up(self.application(), self.token, &payload.into_follow_up(private), file).await
            }
            Some(Waiting::Public) if private => {
                rest.follow_up(self.application(), self.token, &payload.into_follow_up(true), file).await?;
                rest.delete_reply(self.application(), self.token).await
            }
            Some(_) => rest.edit_reply(self.application(), self.token, &payload.into_edit(), file).await,
        }
    }

    fn application(&self) -> serenity::model::id::ApplicationId {
        // An interaction comes only after the bot was told who it is.
        self.bot.identity.get().map_or_else(|| serenity::model::id::ApplicationId::new(1), |known| known.application)
    }
}

/// Whether others gain anything from seeing a card.
fn can_be_shared(card: &Card) -> bool {
    let for_oneself = matches!(
        card.kind,
        CardKind::Choice | CardKind::None | CardKind::Notice | CardKind::Help | CardKind::Topics | CardKind::Sources
    );
    card.outcome == Outcome::Answer && !for_oneself
}
