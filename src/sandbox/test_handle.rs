//! What a test waits for and looks at: messages, the ledger of what nobody has read, the requests.

use std::time::Duration;

use serde_json::Value;

use super::Sandbox;
use super::actor::{ActorError, Seen, View};
use super::gateway::event;
use super::log::RequestRecord;
use super::state::{Id, Message, State};

impl Sandbox {
    /// Waits until a bot is connected and has registered commands, if it ever has any to register:
    /// only the connection is waited for. See [`Sandbox::wait_for_command`].
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn wait_until_ready(&self) -> Result<(), ActorError> {
        self.wait_for(|sandbox| sandbox.shared.hub().is_online().then_some(())).await
    }

    /// Waits until the bot is connected and a command of this name is registered.
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn wait_for_command(&self, name: &str) -> Result<(), ActorError> {
        self.wait_for(|sandbox| {
            let online = sandbox.shared.hub().is_online();
            let state = sandbox.shared.state();
            let known = state.commands.values().flatten().any(|command| command["name"] == name);
            (online && known).then_some(())
        })
        .await
    }

    /// Waits until `look` finds something; it is asked now and after every change.
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn wait_for<T>(&self, mut look: impl FnMut(&Self) -> Option<T>) -> Result<T, ActorError> {
        let limit = self.shared.patience;
        self.shared.wait(limit, || look(self)).await.ok_or(ActorError::Timeout(limit))
    }

    /// Waits for an unread message of the bot in a channel (`""` for any) and reads it. A message that
    /// was edited since it was read counts as unread.
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn wait_for_message(
        &self,
        channel: &str,
        mut fits: impl FnMut(&Message) -> bool,
    ) -> Result<Message, ActorError> {
        self.wait_for(|sandbox| {
            let mut state = sandbox.shared.state();
            let found = state
                .unread()
                .filter(|message| channel.is_empty() || is_in(&state, message, channel))
                .find(|message| fits(message))
                .map(|message| message.id)?;
            state.take(found)
        })
        .await
    }

    /// Waits until the message that answers an interaction is there and no longer "thinking", and reads
    /// it. For an answer that was complete at once, this is that message.
    ///
    /// # Errors
    /// [`ActorError::Timeout`].
    pub async fn settled(&self, seen: &Seen) -> Result<Message, ActorError> {
        if let View::Message(message) | View::Updated(message) = &seen.view {
            return Ok(message.clone());
        }
        let unchanged = matches!(seen.view, View::Unchanged);
        self.wait_for(|sandbox| {
            let mut state = sandbox.shared.state();
            let original = state.interactions.get(&seen.interaction)?.original?;
            let message = state.messages.get(&original).filter(|message| !message.is_loading())?;
            let fresh = state.unread().any(|unread| unread.id == message.id);
            (fresh || !unchanged).then(|| state.take(original)).flatten()
        })
        .await
    }

    /// All messages of a channel in order, private ones of all users included.
    pub fn messages(&self, channel: &str) -> Vec<Message> {
        let state = self.shared.state();
        state.messages.values().filter(|message| is_in(&state, message, channel)).cloned().collect()
    }

    /// The bot's own user.
    pub fn bot_id(&self) -> Id {
        self.shared.state().bot()
    }

    /// Deletes a channel or thread with its messages, as a moderator does. False if there is none of that name.
    pub fn delete_channel(&self, name: &str) -> bool {
        let mut state = self.shared.state();
        let name = name.trim_start_matches('#');
        let Some(found) = state.channels.values().find(|channel| channel.name.eq_ignore_ascii_case(name)).cloned()
        else {
            return false;
        };
        let event = if found.kind.is_thread() { "THREAD_DELETE" } else { "CHANNEL_DELETE" };
        if let Some(event) = event::channel(&state, event, &found) {
            self.shared.hub().dispatch(&event);
        }
        state.channels.retain(|id, channel| *id != found.id && channel.parent_id != Some(found.id));
        let State { messages, channels, .. } = &mut *state;
        messages.retain(|_, message| channels.contains_key(&message.channel_id));
        true
    }

    /// Deletes a message as a moderator does; who had begun to answer it may still send. False if there is none.
    pub fn delete_message(&self, id: Id) -> bool {
        let mut state = self.shared.state();
        let Some(found) = state.messages.remove(&id) else { return false };
        state.gone.insert(id, found.channel_id);
        if let Some(event) = event::message_delete(&state, &found) {
            self.shared.hub().dispatch(&event);
        }
        true
    }

    /// Makes somebody a bot, as if another application stood behind the name.
    pub fn make_bot(&self, name: &str) {
        let mut state = self.shared.state();
        let id = state.find_user(name).map(|user| user.id);
        if let Some(user) = id.and_then(|id| state.users.get_mut(&id)) {
            user.bot = true;
        }
    }

    /// One message in its present form.
    pub fn message(&self, id: Id) -> Option<Message> {
        self.shared.state().messages.get(&id).cloned()
    }

    /// Messages of the bot that nobody has read, or whose last edit nobody has read.
    pub fn unread(&self) -> Vec<Message> {
        self.shared.state().unread().cloned().collect()
    }

    /// Fails the test when the bot has sent or edited a message that nobody has read.
    ///
    /// # Panics
    /// With the texts of those messages.
    pub fn assert_no_unread(&self) {
        let texts: Vec<String> = self.unread().iter().map(Message::text).collect();
        assert!(texts.is_empty(), "unread messages of the bot: {texts:#?}");
    }

    /// Waits until the bot has asked nothing of REST for `silence` of real time. It is the only way to
    /// see that a bot stays silent, so keep `silence` short.
    pub async fn quiesce(&self, silence: Duration) {
        let mut changes = self.shared.changes();
        loop {
            changes.mark_unchanged();
            if tokio::time::timeout(silence, changes.changed()).await.is_err() {
                return;
            }
        }
    }

    /// Every REST request so far, in order.
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.shared.log().clone()
    }

    /// The bodies of the requests with this method whose path matches; `*` stands for one segment.
    pub fn bodies(&self, method: &str, path: &str) -> Vec<Value> {
        let wanted = super::faults::segments(path);
        let fits = |record: &&RequestRecord| {
            let segments = super::faults::segments(&record.path);
            record.method == method
                && segments.len() == wanted.len()
                && wanted.iter().zip(&segments).all(|(wanted, segment)| wanted == "*" || wanted == segment)
        };
        self.shared.log().iter().filter(fits).map(|record| record.body.clone()).collect()
    }

    /// Requests that this stand-in has no route for.
    pub fn unexpected_requests(&self) -> Vec<RequestRecord> {
        self.shared.log().iter().filter(|record| record.unexpected).cloned().collect()
    }
}

fn is_in(state: &State, message: &Message, channel: &str) -> bool {
    let Some(place) = state.channels.get(&message.channel_id) else {
        return false;
    };
    let name = channel.trim_start_matches('#');
    let direct = name.eq_ignore_ascii_case("dm") && place.guild_id.is_none() && place.name.is_empty();
    direct || place.name.eq_ignore_ascii_case(name) || place.id.to_string() == name
}
