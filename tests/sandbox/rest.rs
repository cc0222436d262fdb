//! REST without a client library: routes, permissions and the form of each refusal.

use datum::sandbox::{Sandbox, World};
use serde_json::{Value, json};

struct Caller {
    sandbox: Sandbox,
    client: reqwest::Client,
}

impl Caller {
    async fn start() -> Self {
        Self { sandbox: Sandbox::start(World::demo("Echo")).await.unwrap(), client: reqwest::Client::new() }
    }

    async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let token = format!("Bot {}", self.sandbox.token());
        self.call_as(&token, method, path, body.to_string()).await
    }

    async fn call_as(&self, token: &str, method: &str, path: &str, body: String) -> (u16, Value) {
        let url = format!("{}/api/v10{path}", self.sandbox.rest_url());
        let request = self.client.request(method.parse().unwrap(), url).header("authorization", token);
        let request =
            if body == "null" { request } else { request.header("content-type", "application/json").body(body) };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
    }

    fn channel(&self, name: &str) -> u64 {
        self.sandbox.inspect(|state| state.channels.values().find(|channel| channel.name == name).unwrap().id)
    }

    fn app(&self) -> u64 {
        self.sandbox.inspect(|state| state.application.id)
    }
}

/// The path of the first error and its code, `embeds.0.title BASE_TYPE_MAX_LENGTH`.
fn first_error(body: &Value) -> String {
    let mut path = Vec::new();
    let mut node = &body["errors"];
    loop {
        if let Some(error) = node["_errors"].get(0) {
            return format!("{} {}", path.join("."), error["code"].as_str().unwrap());
        }
        let Some((key, child)) = node.as_object().and_then(|map| map.iter().next()) else {
            return format!("{} {}", body["code"], body["message"]);
        };
        path.push(key.clone());
        node = child;
    }
}

#[tokio::test]
async fn limits_of_messages_are_refused_with_their_path() {
    let caller = Caller::start().await;
    let path = format!("/channels/{}/messages", caller.channel("general"));
    let x = |count: usize| "x".repeat(count);
    let row = |components: Value| json!({"content": "c", "components": [{"type": 1, "components": components}]});
    let button = |id: &str| json!({"type": 2, "style": 1, "label": "b", "custom_id": id});
    let select = |options: usize| {
        let options: Vec<Value> = (0..options).map(|n| json!({"label": "l", "value": n.to_string()})).collect();
        json!({"type": 3, "custom_id": "s", "options": options})
    };
    let fields = |count: usize| json!({"embeds": [{"fields": vec![json!({"name": "n", "value": "v"}); count]}]});
    let cases = [
        (json!({"content": x(2001)}), "content BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": vec![json!({"title": "t"}); 11]}), "embeds BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": [{"title": x(257)}]}), "embeds.0.title BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": [{"description": x(4097)}]}), "embeds.0.description BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": [{"footer": {"text": x(2049)}}]}), "embeds.0.footer.text BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": [{"author": {"name": x(257)}}]}), "embeds.0.author.name BASE_TYPE_MAX_LENGTH"),
        (fields(26), "embeds.0.fields BASE_TYPE_MAX_LENGTH"),
        (
            json!({"embeds": [{"fields": [{"name": x(257), "value": "v"}]}]}),
            "embeds.0.fields.0.name BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({"embeds": [{"fields": [{"name": "n", "value": x(1025)}]}]}),
            "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH",
        ),
        (json!({"embeds": [{"fields": [{"name": "n", "value": " "}]}]}), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"),
        (json!({"embeds": [{"description": x(3001)}, {"description": x(3000)}]}), "embeds.1 MAX_EMBED_SIZE_EXCEEDED"),
        (json!({"embeds": [{"title": "t", "url": "ftp://a"}]}), "embeds.0.url URL_TYPE_INVALID_SCHEME"),
        (
            json!({"content": "c", "components": vec![json!({"type": 1, "components": [select(1)]}); 6]}),
            "components BASE_TYPE_BAD_LENGTH",
        ),
        (
            row(json!([button("1"), button("2"), button("3"), button("4"), button("5"), button("6")])),
            "components.0.components BASE_TYPE_BAD_LENGTH",
        ),
        (row(json!([])), "components.0.components BASE_TYPE_BAD_LENGTH"),
        (row(json!([button("1"), select(2)])), "components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        (row(json!([button("1"), button("1")])), "components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"),
        (row(json!([button(&x(101))])), "components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH"),
        (
            row(json!([{"type": 2, "style": 1, "label": x(81), "custom_id": "a"}])),
            "components.0.components.0.label BASE_TYPE_MAX_LENGTH",
        ),
        (row(json!([{"type": 2, "style": 5, "label": "l"}])), "components.0.components.0.url BASE_TYPE_REQUIRED"),
        (row(json!([select(26)])), "components.0.components.0.options BASE_TYPE_BAD_LENGTH"),
        (json!({"content": ""}), "50006 \"Cannot send an empty message\""),
        (json!({"content": " \n"}), "50006 \"Cannot send an empty message\""),
        (json!({"embeds": [{}]}), "50006 \"Cannot send an empty message\""),
        (json!({"content": "c", "nonce": x(26)}), "nonce BASE_TYPE_MAX_LENGTH"),
        (json!({"content": "c", "flags": 64}), "flags MESSAGE_FLAGS_INVALID"),
        (
            json!({"content": "c", "message_reference": {"message_id": "5"}}),
            "message_reference REPLIES_UNKNOWN_MESSAGE",
        ),
    ];
    for (body, wanted) in cases {
        let (status, answer) = caller.call("POST", &path, body.clone()).await;
        assert_eq!((status, first_error(&answer).as_str()), (400, wanted), "{body}");
    }
    let at_the_limit = [
        json!({"content": x(2000)}),
        json!({"content": "\u{D55C}".repeat(2000)}),
        fields(25),
        json!({"embeds": [{"description": x(4096)}, {"description": x(1904)}]}),
        row(json!([button("1"), button("2"), button("3"), button("4"), button("5")])),
        row(json!([select(25)])),
    ];
    for body in at_the_limit {
        let (status, answer) = caller.call("POST", &path, body.clone()).await;
        assert_eq!(status, 200, "{body}: {answer}");
    }
}

#[tokio::test]
async fn limits_of_commands_are_refused_with_their_path() {
    let caller = Caller::start().await;
    let path = format!("/applications/{}/commands", caller.app());
    let x = |count: usize| "x".repeat(count);
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "d", "required": required});
    let with = |options: Value| json!([{"name": "a", "description": "d", "options": options}]);
    let choices =
        |count: usize| (0..count).map(|n| json!({"name": n.to_string(), "value": n.to_string()})).collect::<Vec<_>>();
    let heavy: Vec<Value> = (0..25)
        .map(|n| {
            json!({"type": 3, "name": format!("o{n}"), "description": x(100),
        "choices": [{"name": x(100), "value": x(100)}, {"name": x(99), "value": x(99)}]})
        })
        .collect();
    let cases = [
        (json!([{"name": "Upper", "description": "d"}]), "0.name APPLICATION_COMMAND_INVALID_NAME"),
        (json!([{"name": "a b", "description": "d"}]), "0.name STRING_TYPE_REGEX"),
        (json!([{"name": x(33), "description": "d"}]), "0.name BASE_TYPE_BAD_LENGTH"),
        (json!([{"name": "a"}]), "0.description BASE_TYPE_REQUIRED"),
        (json!([{"name": "a", "description": x(101)}]), "0.description BASE_TYPE_BAD_LENGTH"),
        (
            json!([{"name": "a", "description": "d", "name_localizations": {"ko": "두 말"}}]),
            "0.name_localizations.ko STRING_TYPE_REGEX",
        ),
        (
            json!([{"name": "a", "description": "d", "name_localizations": {"kr": "말"}}]),
            "0.name_localizations BASE_TYPE_CHOICES",
        ),
        (
            json!([{"name": "a", "description": "d"}, {"name": "a", "description": "e"}]),
            "1.name APPLICATION_COMMANDS_DUPLICATE_NAME",
        ),
        (
            with(json!([option("b", false), option("c", true)])),
            "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (
            with(json!([option("b", true), option("b", true)])),
            "0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        ),
        (
            with(json!((0..26).map(|n| option(&format!("o{n}"), true)).collect::<Vec<_>>())),
            "0.options BASE_TYPE_MAX_LENGTH",
        ),
        (
            with(json!([{"type": 3, "name": "b", "description": "d", "choices": choices(26)}])),
            "0.options.0.choices BASE_TYPE_MAX_LENGTH",
        ),
        (
            with(json!([{"type": 3, "name": "b", "description": "d", "choices": choices(1), "autocomplete": true}])),
            "0.options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES",
        ),
        (with(json!(heavy)), "0 APPLICATION_COMMAND_TOO_LARGE"),
        (
            json!((0..101).map(|n| json!({"name": format!("c{n}"), "description": "d"})).collect::<Vec<_>>()),
            "30032 \"Maximum number of application commands reached (100)\"",
        ),
    ];
    for (body, wanted) in cases {
        let (status, answer) = caller.call("PUT", &path, body.clone()).await;
        assert_eq!((status, first_error(&answer).as_str()), (400, wanted), "{body}");
    }
}

#[tokio::test]
async fn commands_are_kept_with_their_ids() {
    let caller = Caller::start().await;
    let path = format!("/applications/{}/commands", caller.app());
    let two = json!([{"name": "a", "description": "d", "name_localizations": {"ko": "가"}}, {"name": "b", "description": "d"}]);
    let (_, first) = caller.call("PUT", &path, two.clone()).await;
    let (_, again) = caller.call("PUT", &path, two).await;
    assert_eq!(first, again, "the same set keeps ids and versions");
    let (_, changed) = caller.call("PUT", &path, json!([{"name": "a", "description": "other"}])).await;
    assert_eq!(changed[0]["id"], first[0]["id"]);
    assert_ne!(changed[0]["version"], first[0]["version"]);
    let (status, made) =
        caller.call("POST", &path, json!({"name": "c", "description": "d", "name_localizations": {"ko": "다"}})).await;
    assert_eq!(status, 201);
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    assert_eq!(caller.call("PATCH", &one, json!({"description": "e"})).await.1["description"], "e");
    let (_, short) = caller.call("GET", &path, Value::Null).await;
    assert!(short[1].get("name_localizations").is_none());
    let (_, full) = caller.call("GET", &format!("{path}?with_localizations=true"), Value::Null).await;
    assert_eq!(full[1]["name_localizations"]["ko"], "다");
    assert_eq!(caller.call("DELETE", &one, Value::Null).await.0, 204);
    assert_eq!(caller.call("DELETE", &one, Value::Null).await.1["code"], 10063);
}

#[tokio::test]
async fn the_usual_refusals_have_their_codes() {
    let caller = Caller::start().await;
    let general = caller.channel("general");
    let hello = || json!({"content": "hello"});
    let embed = || json!({"embeds": [{"title": "t"}]});
    let at = |channel: u64| format!("/channels/{channel}/messages");
    assert_eq!(caller.call_as("Bot wrong", "POST", &at(general), hello().to_string()).await.0, 401);
    let code = |answer: (u16, Value)| (answer.0, answer.1["code"].as_u64().unwrap_or(0));
    assert_eq!(code(caller.call("POST", &at(5), hello()).await), (404, 10003));
    assert_eq!(code(caller.call("GET", &format!("{}/5", at(general)), Value::Null).await), (404, 10008));
    assert_eq!(code(caller.call("POST", &at(caller.channel("briefings")), hello()).await), (400, 50008));
    let plain = caller.channel("plain");
    assert_eq!(code(caller.call("POST", &at(plain), embed()).await), (403, 50013));
    assert_eq!(code(caller.call("POST", &at(plain), hello()).await).0, 200);
    let thread = caller.channel("weekly report");
    caller.sandbox.set_thread("weekly report", true, true);
    assert_eq!(code(caller.call("POST", &at(thread), hello()).await), (400, 50083));
    caller.sandbox.set_thread("weekly report", false, true);
    assert_eq!(code(caller.call("POST", &at(thread), hello()).await), (400, 160005));
    caller.sandbox.set_thread("weekly report", true, false);
    assert_eq!(caller.call("POST", &at(thread), hello()).await.0, 200, "a message opens it again");
    assert!(!caller.sandbox.inspect(|state| state.channels[&thread].thread.as_ref().unwrap().archived));
    let said = caller.sandbox.user("Alex").say("general", "mine").await.unwrap();
    let theirs = format!("{}/{}", at(general), said.id);
    assert_eq!(code(caller.call("PATCH", &theirs, hello()).await), (403, 50005));
    assert_eq!(code(caller.call("DELETE", &theirs, Value::Null).await), (403, 50013));
    caller.sandbox.change(|state| {
        let bot = state.bot();
        let deny = datum::sandbox::state::permissions::VIEW_CHANNEL;
        let overwrite = datum::sandbox::state::Overwrite {
            id: bot,
            kind: datum::sandbox::state::OverwriteKind::Member,
            allow: 0,
            deny,
        };
        state.channels.get_mut(&general).unwrap().overwrites.push(overwrite);
    });
    assert_eq!(code(caller.call("POST", &at(general), hello()).await), (403, 50001));
    assert_eq!(
        code(caller.call("POST", "/interactions/5/token/callback", json!({"type": 4, "data": hello()})).await),
        (404, 10062)
    );
    assert_eq!(code(caller.call("POST", &format!("/webhooks/{}/token", caller.app()), hello()).await), (401, 50027));
    let (status, answer) =
        caller.call_as(&format!("Bot {}", caller.sandbox.token()), "POST", &at(plain), "{".into()).await;
    assert_eq!((status, &answer["code"]), (400, &json!(50109)));
    assert!(caller.sandbox.unexpected_requests().is_empty());
    assert_eq!(caller.call("GET", "/nothing/here", Value::Null).await.0, 404);
    assert_eq!(caller.sandbox.unexpected_requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let caller = Caller::start().await;
    let path = format!("/channels/{}/messages", caller.channel("general"));
    let token = format!("Bot {}", caller.sandbox.token());
    let file = "x".repeat(10 * 1024 * 1024 + 1);
    let body = format!(
        "--b\r\ncontent-disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\r\n{file}\r\n--b--\r\n"
    );
    let response = caller
        .client
        .post(format!("{}/api/v10{path}", caller.sandbox.rest_url()))
        .header("authorization", token)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 413);
    assert!(response.text().await.unwrap().contains("40005"));
}

#[tokio::test]
async fn an_enforced_nonce_returns_the_earlier_message() {
    let caller = Caller::start().await;
    let path = format!("/channels/{}/messages", caller.channel("general"));
    let body = json!({"content": "once", "nonce": "n1", "enforce_nonce": true});
    let (_, first) = caller.call("POST", &path, body.clone()).await;
    let (_, second) = caller.call("POST", &path, body.clone()).await;
    assert_eq!(first["id"], second["id"]);
    caller.sandbox.advance(std::time::Duration::from_secs(600));
    let (_, third) = caller.call("POST", &path, body).await;
    assert_ne!(first["id"], third["id"]);
}

#[tokio::test]
async fn mentions_follow_allowed_mentions() {
    let caller = Caller::start().await;
    let path = format!("/channels/{}/messages", caller.channel("general"));
    let alex = caller.sandbox.user("Alex").id();
    let content = format!("<@{alex}> @everyone");
    let (_, open) = caller.call("POST", &path, json!({"content": content})).await;
    assert_eq!(open["mentions"].as_array().unwrap().len(), 1);
    assert_eq!(open["mention_everyone"], false, "the bot lacks the permission");
    let closed = json!({"content": content, "allowed_mentions": {"parse": []}});
    let (_, closed) = caller.call("POST", &path, closed).await;
    assert!(closed["mentions"].as_array().unwrap().is_empty());
    let said = caller.sandbox.user("Alex").say("general", "hi").await.unwrap();
    let reply = json!({"content": "x", "message_reference": {"message_id": said.id.to_string()}, "allowed_mentions": {"parse": []}});
    let (_, reply) = caller.call("POST", &path, reply).await;
    assert!(reply["mentions"].as_array().unwrap().is_empty(), "a reply without a ping");
    assert_eq!(reply["referenced_message"]["content"], "hi");
}

#[tokio::test]
async fn threads_and_forum_posts_are_made() {
    let caller = Caller::start().await;
    let desk = caller.channel("ai-desk");
    let (_, message) = caller.call("POST", &format!("/channels/{desk}/messages"), json!({"content": "start"})).await;
    let id = message["id"].as_str().unwrap();
    let path = format!("/channels/{desk}/messages/{id}/threads");
    let (status, thread) = caller.call("POST", &path, json!({"name": "talk"})).await;
    assert_eq!((status, &thread["id"]), (201, &message["id"]));
    assert_eq!(caller.call("POST", &path, json!({"name": "talk"})).await.1["code"], 160004);
    let (_, wrong) =
        caller.call("POST", &format!("/channels/{desk}/threads"), json!({"name": "x".repeat(101), "type": 11})).await;
    assert_eq!(first_error(&wrong), "name BASE_TYPE_BAD_LENGTH");
    let (status, _) =
        caller.call("POST", &format!("/channels/{desk}/threads"), json!({"name": "loose", "type": 11})).await;
    assert_eq!(status, 201);
    let forum = caller.channel("briefings");
    let tag = caller.sandbox.inspect(|state| state.channels[&forum].tags[0].id.to_string());
    let body = json!({"name": "Week 32", "applied_tags": [tag], "message": {"embeds": [{"title": "t"}]}});
    let (status, post) = caller.call("POST", &format!("/channels/{forum}/threads"), body).await;
    assert_eq!(status, 201, "{post}");
    assert_eq!(post["message"]["id"], post["id"]);
    assert_eq!(caller.sandbox.messages("Week 32").len(), 1);
}
