//! What the bot asked of the REST API, for tests that hold its payloads against other judges.

use serde_json::Value;

/// One REST request and its answer.
#[derive(Clone, Debug)]
pub struct RequestRecord {
    /// HTTP method.
    pub method: String,
    /// Path below `/api/v10`, for example `/channels/1/messages`.
    pub path: String,
    /// The JSON body (`payload_json` of a multipart body), null without one.
    pub body: Value,
    /// Names of the files in a multipart body.
    pub files: Vec<String>,
    /// HTTP status of the answer; 0 while there is none, or when the connection was cut.
    pub status: u16,
    /// Discord's error code in the answer, 0 without one.
    pub code: u64,
    /// The refusal as it was answered, with the path to each field that is wrong; null without one.
    pub refusal: Value,
    /// The sandbox does not know this route.
    pub unexpected: bool,
    /// The answer came from a scripted fault.
    pub scripted: bool,
}
