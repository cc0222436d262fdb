//! Refusals in Discord's own form: an HTTP status, a JSON error code, and for a bad form body the
//! path to each field that is wrong.

use serde_json::{Map, Value, json};

/// An answer of the REST API that refuses the request.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Discord's JSON error code (topics/opcodes-and-status-codes), 0 for general errors.
    pub code: u32,
    /// The sentence that goes with the code.
    pub message: String,
    /// The tree of field errors of code 50035.
    pub errors: Option<Value>,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $status:literal, $code:literal, $message:literal;)*) => {
        $($(#[$doc])* pub fn $name() -> ApiError {
            ApiError { status: $status, code: $code, message: $message.to_owned(), errors: None }
        })*
    };
}

impl ApiError {
    /// The JSON body that Discord sends.
    pub fn body(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        body
    }

    refusals! {
        /// The token is missing or wrong.
        unauthorized = 401, 0, "401: Unauthorized";
        /// No such route.
        not_found = 404, 0, "404: Not Found";
        /// The route exists, but not with this method.
        method_not_allowed = 405, 0, "405: Method Not Allowed";
        /// No such application.
        unknown_application = 404, 10002, "Unknown Application";
        /// No such channel.
        unknown_channel = 404, 10003, "Unknown Channel";
        /// No such guild, or the bot is not in it.
        unknown_guild = 404, 10004, "Unknown Guild";
        /// No such member.
        unknown_member = 404, 10007, "Unknown Member";
        /// No such message.
        unknown_message = 404, 10008, "Unknown Message";
        /// No such user.
        unknown_user = 404, 10013, "Unknown User";
        /// A token of an interaction that was never answered, or of nothing at all.
        unknown_webhook = 404, 10015, "Unknown Webhook";
        /// No such interaction, or its three seconds are over.
        unknown_interaction = 404, 10062, "Unknown interaction";
        /// No such command.
        unknown_command = 404, 10063, "Unknown application command";
        /// The body is larger than Discord takes.
        too_large = 413, 40005, "Request entity too large";
        /// The interaction has its first answer already.
        already_acknowledged = 400, 40060, "Interaction has already been acknowledged.";
        /// Five follow-ups are all that a user install has outside its servers.
        too_many_followups = 400, 40094, "This interaction has reached the maximum number of follow-up messages";
        /// The bot cannot see the channel or server.
        missing_access = 403, 50001, "Missing Access";
        /// Another user's message.
        not_the_author = 403, 50005, "Cannot edit a message authored by another user";
        /// Nothing that could be shown.
        empty_message = 400, 50006, "Cannot send an empty message";
        /// The user takes no direct messages from the bot.
        cannot_send_to_user = 403, 50007, "Cannot send messages to this user";
        /// A forum, for example.
        non_text_channel = 400, 50008, "Cannot send messages in a non-text channel";
        /// A permission is missing.
        missing_permissions = 403, 50013, "Missing Permissions";
        /// The route does not fit this kind of channel.
        wrong_channel_type = 400, 50024, "Cannot execute action on this channel type";
        /// The interaction's token is older than 15 minutes, or was never given out.
        invalid_webhook_token = 401, 50027, "Invalid Webhook Token";
        /// The thread is archived.
        thread_archived = 400, 50083, "Thread is archived";
        /// The body is no JSON.
        bad_json = 400, 50109, "The request body contains invalid JSON.";
        /// The message has a thread already.
        thread_exists = 400, 160004, "A thread has already been created for this message";
        /// The thread is locked.
        thread_locked = 400, 160005, "Thread is locked";
        /// No more active threads.
        too_many_threads = 400, 160006, "Maximum number of active threads reached";
        /// A reply needs Read Message History.
        reply_without_history = 400, 160002, "Cannot reply without permission to read message history";
        /// The application has its hundred commands of this kind.
        max_slash_commands = 400, 30032, "Maximum number of application commands reached (100)";
    }
}

/// Field errors while a body is read; becomes one [`ApiError`] with code 50035.
#[derive(Debug, Default)]
pub struct Form {
    errors: Map<String, Value>,
}

impl Form {
    /// Notes that the field at `path` (segments joined with `/`) is wrong.
    pub fn add(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut node = &mut self.errors;
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            let child = node.entry(segment).or_insert_with(|| json!({}));
            let Value::Object(map) = child else { return };
            node = map;
        }
        let list = node.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message.into()}));
        }
    }

    /// A required field is missing or empty.
    pub fn required(&mut self, path: &str) {
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required");
    }

    /// A value is outside a closed list.
    pub fn choices(&mut self, path: &str, allowed: &str) {
        self.add(path, "BASE_TYPE_CHOICES", format!("Value must be one of {{{allowed}}}."));
    }

    /// Notes a text longer than `most` characters.
    pub fn at_most(&mut self, path: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.add(path, "BASE_TYPE_MAX_LENGTH", format!("Must be {most} or fewer in length."));
        }
    }

    /// Notes a text or list whose length is not between `least` and `most`.
    pub fn between(&mut self, path: &str, length: usize, least: usize, most: usize) {
        if length < least || length > most {
            self.add(path, "BASE_TYPE_BAD_LENGTH", format!("Must be between {least} and {most} in length."));
        }
    }

    /// Whether nothing was noted.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The refusal with all that was noted.
    ///
    /// # Errors
    /// Code 50035 when anything was noted.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(ApiError {
            status: 400,
            code: 50035,
            message: "Invalid Form Body".to_owned(),
            errors: Some(Value::Object(self.errors)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_errors_form_a_tree() {
        let mut form = Form::default();
        form.at_most("embeds/0/title", &"x".repeat(257), 256);
        let error = form.finish().expect_err("a title that is too long");
        assert_eq!(
            error.body().to_string(),
            r#"{"message":"Invalid Form Body","code":50035,"errors":{"embeds":{"0":{"title":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 256 or fewer in length."}]}}}}}"#
        );
    }
}
