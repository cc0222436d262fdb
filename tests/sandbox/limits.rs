//! Each limit at its edge: what just fits is taken, one more is refused, and twilight-validate, written
//! by others, draws the same line where it knows the limit.

use datum::sandbox::error::Form;
use datum::sandbox::limits as l;
use datum::sandbox::validate::message::{Place, read};
use datum::sandbox::validate::{choices, command, modal};
use serde_json::{Value, json};
use twilight_model::application::command::Command;
use twilight_model::channel::message::{Component, Embed};

/// A limit: its name, the most that fits, and a body of a given size.
struct Limit {
    name: &'static str,
    most: usize,
    body: fn(usize) -> Value,
}

fn x(count: usize) -> String {
    // Three bytes and one character each: a limit in bytes would show.
    "한".repeat(count)
}

fn many(count: usize, one: fn(usize) -> Value) -> Value {
    (0..count).map(one).collect()
}

fn row(component: Value) -> Value {
    json!([{"type": 1, "components": [component]}])
}

fn button(extra: Value) -> Value {
    let mut button = json!({"type": 2, "style": 1, "label": "b", "custom_id": "c"});
    for (key, value) in extra.as_object().into_iter().flatten() {
        button[key] = value.clone();
    }
    row(button)
}

fn select(extra: Value) -> Value {
    let mut select = json!({"type": 3, "custom_id": "s", "options": [{"label": "l", "value": "v"}]});
    for (key, value) in extra.as_object().into_iter().flatten() {
        select[key] = value.clone();
    }
    row(select)
}

const EMBEDS: &[Limit] = &[
    Limit { name: "title", most: l::EMBED_TITLE, body: |n| json!([{"title": x(n)}]) },
    Limit { name: "description", most: l::EMBED_DESCRIPTION, body: |n| json!([{"description": x(n)}]) },
    Limit { name: "footer", most: l::EMBED_FOOTER, body: |n| json!([{"footer": {"text": x(n)}}]) },
    Limit { name: "author", most: l::EMBED_AUTHOR, body: |n| json!([{"author": {"name": x(n)}}]) },
    Limit {
        name: "field name",
        most: l::EMBED_FIELD_NAME,
        body: |n| json!([{"fields": [{"name": x(n), "value": "v"}]}]),
    },
    Limit {
        name: "field value",
        most: l::EMBED_FIELD_VALUE,
        body: |n| json!([{"fields": [{"name": "n", "value": x(n)}]}]),
    },
    Limit {
        name: "fields",
        most: l::EMBED_FIELDS,
        body: |n| json!([{"fields": many(n, |_| json!({"name": "n", "value": "v"}))}]),
    },
    Limit { name: "embeds", most: l::MESSAGE_EMBEDS, body: |n| many(n, |_| json!({"title": "t"})) },
    Limit { name: "color", most: l::EMBED_COLOR as usize, body: |n| json!([{"title": "t", "color": n}]) },
    Limit {
        name: "all embeds together",
        most: l::EMBED_TOTAL,
        body: |n| json!([{"description": x(3000)}, {"description": x(n - 3000)}]),
    },
];

const COMPONENTS: &[Limit] = &[
    Limit {
        name: "rows",
        most: l::LEGACY_ROWS,
        body: |n| {
            many(
                n,
                |i| json!({"type": 1, "components": [{"type": 2, "style": 1, "label": "b", "custom_id": i.to_string()}]}),
            )
        },
    },
    Limit {
        name: "buttons",
        most: l::ROW_BUTTONS,
        body: |n| json!([{"type": 1, "components": many(n, |i| json!({"type": 2, "style": 1, "label": "b", "custom_id": i.to_string()}))}]),
    },
    Limit { name: "custom id", most: l::CUSTOM_ID, body: |n| button(json!({"custom_id": x(n)})) },
    Limit { name: "button label", most: l::BUTTON_LABEL, body: |n| button(json!({"label": x(n)})) },
    Limit { name: "placeholder", most: l::SELECT_PLACEHOLDER, body: |n| select(json!({"placeholder": x(n)})) },
    Limit {
        name: "select options",
        most: l::SELECT_OPTIONS,
        body: |n| select(json!({"options": many(n, |i| json!({"label": "l", "value": i.to_string()}))})),
    },
    Limit {
        name: "option label",
        most: l::SELECT_OPTION_TEXT,
        body: |n| select(json!({"options": [{"label": x(n), "value": "v"}]})),
    },
    Limit {
        name: "option value",
        most: l::SELECT_OPTION_TEXT,
        body: |n| select(json!({"options": [{"label": "l", "value": x(n)}]})),
    },
    Limit {
        name: "option description",
        most: l::SELECT_OPTION_TEXT,
        body: |n| select(json!({"options": [{"label": "l", "value": "v", "description": x(n)}]})),
    },
];

const COMMANDS: &[Limit] = &[
    Limit { name: "name", most: l::COMMAND_NAME, body: |n| json!({"name": x(n), "description": "d"}) },
    Limit { name: "description", most: l::COMMAND_DESCRIPTION, body: |n| json!({"name": "a", "description": x(n)}) },
    Limit {
        name: "options",
        most: l::COMMAND_OPTIONS,
        body: |n| json!({"name": "a", "description": "d", "options": many(n, |i| json!({"type": 3, "name": format!("o{i}"), "description": "d"}))}),
    },
    Limit {
        name: "option name",
        most: l::COMMAND_NAME,
        body: |n| json!({"name": "a", "description": "d", "options": [{"type": 3, "name": x(n), "description": "d"}]}),
    },
    Limit {
        name: "option description",
        most: l::COMMAND_DESCRIPTION,
        body: |n| json!({"name": "a", "description": "d", "options": [{"type": 3, "name": "o", "description": x(n)}]}),
    },
    Limit {
        name: "choices",
        most: l::OPTION_CHOICES,
        body: |n| json!({"name": "a", "description": "d", "options": [{"type": 3, "name": "o", "description": "d", "choices": many(n, |i| json!({"name": i.to_string(), "value": i.to_string()}))}]}),
    },
    Limit {
        name: "choice name",
        most: l::CHOICE_NAME,
        body: |n| json!({"name": "a", "description": "d", "options": [{"type": 3, "name": "o", "description": "d", "choices": [{"name": x(n), "value": "v"}]}]}),
    },
    Limit {
        name: "choice value",
        most: l::CHOICE_VALUE,
        body: |n| json!({"name": "a", "description": "d", "options": [{"type": 3, "name": "o", "description": "d", "choices": [{"name": "n", "value": x(n)}]}]}),
    },
];

fn through_text<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap_or_else(|error| panic!("{error}: {value}"))
}

/// Embeds as the model wants them, with the fields that Discord fills in.
fn as_models(embeds: &Value) -> Vec<Embed> {
    let mut embeds = embeds.clone();
    for embed in embeds.as_array_mut().into_iter().flatten() {
        embed["type"] = json!("rich");
        let fields = embed.get_mut("fields").and_then(Value::as_array_mut);
        for field in fields.into_iter().flatten() {
            field["inline"] = json!(false);
        }
    }
    through_text(&embeds)
}

#[test]
fn embeds_and_content() {
    for limit in EMBEDS {
        for (size, fits) in [(limit.most, true), (limit.most + 1, false)] {
            let embeds = (limit.body)(size);
            let ours = read(&json!({"embeds": embeds}), &[], Place::Channel).is_ok();
            assert_eq!(ours, fits, "{} at {size}", limit.name);
            let theirs = twilight_validate::message::embeds(&as_models(&embeds)).is_ok();
            assert_eq!(theirs, fits, "twilight on {} at {size}", limit.name);
        }
    }
    for (size, fits) in [(l::MESSAGE_CONTENT, true), (l::MESSAGE_CONTENT + 1, false)] {
        assert_eq!(read(&json!({"content": x(size)}), &[], Place::Channel).is_ok(), fits);
        assert_eq!(twilight_validate::message::content(x(size)).is_ok(), fits);
    }
}

#[test]
fn components() {
    for limit in COMPONENTS {
        for (size, fits) in [(limit.most, true), (limit.most + 1, false)] {
            let components = (limit.body)(size);
            let body = json!({"content": "c", "components": components});
            assert_eq!(read(&body, &[], Place::Interaction).is_ok(), fits, "{} at {size}", limit.name);
            let read: Vec<Component> = through_text(&components);
            let theirs = twilight_validate::message::components(&read, false).is_ok();
            assert_eq!(theirs, fits, "twilight on {} at {size}", limit.name);
        }
    }
}

#[test]
fn commands() {
    for limit in COMMANDS {
        for (size, fits) in [(limit.most, true), (limit.most + 1, false)] {
            let mut body = (limit.body)(size);
            let mut form = Form::default();
            command::command(&mut form, "", &body);
            assert_eq!(form.is_clean(), fits, "{} at {size}", limit.name);
            // twilight-validate does not count fixed choices.
            if limit.name != "choices" {
                body["type"] = json!(1);
                body["version"] = json!("1");
                let read: Command = through_text(&body);
                let theirs = twilight_validate::command::command(&read).is_ok()
                    && twilight_validate::command::options(&read.options).is_ok();
                assert_eq!(theirs, fits, "twilight on {} at {size}", limit.name);
            }
        }
    }
}

#[test]
fn names_of_commands() {
    let cases = [
        ("fact", true),
        ("수치", true),
        ("기준일", true),
        ("as_of", true),
        ("top-10", true),
        ("ทดสอบ", true),
        ("Fact", false),
        ("two words", false),
        ("수 치", false),
        ("a.b", false),
        ("", false),
        ("🦀", false),
    ];
    for (name, fits) in cases {
        let mut form = Form::default();
        command::command(&mut form, "", &json!({"name": name, "description": "d"}));
        assert_eq!(form.is_clean(), fits, "{name}");
        assert_eq!(twilight_validate::command::chat_input_name(name).is_ok(), fits, "twilight on {name}");
    }
}

#[test]
fn modals_and_autocomplete() {
    let input = |extra: Value| {
        let mut input = json!({"type": 4, "custom_id": "i", "style": 1, "label": "l"});
        for (key, value) in extra.as_object().into_iter().flatten() {
            input[key] = value.clone();
        }
        json!({"custom_id": "m", "title": "t", "components": row(input)})
    };
    let row_of = |i: usize| json!({"type": 1, "components": [{"type": 4, "custom_id": i.to_string(), "style": 1, "label": "l"}]});
    type Body<'a> = Box<dyn Fn(usize) -> Value + 'a>;
    let cases: [(usize, Body<'_>); 6] = [
        (l::MODAL_TITLE, Box::new(|n| json!({"custom_id": "m", "title": x(n), "components": [row_of(0)]}))),
        (l::CUSTOM_ID, Box::new(|n| json!({"custom_id": x(n), "title": "t", "components": [row_of(0)]}))),
        (
            l::MODAL_COMPONENTS,
            Box::new(|n| json!({"custom_id": "m", "title": "t", "components": (0..n).map(row_of).collect::<Vec<_>>()})),
        ),
        (l::MODAL_LABEL, Box::new(|n| input(json!({"label": x(n)})))),
        (l::TEXT_INPUT_VALUE, Box::new(|n| input(json!({"value": x(n)})))),
        (l::TEXT_INPUT_PLACEHOLDER, Box::new(|n| input(json!({"placeholder": x(n)})))),
    ];
    for (most, body) in cases {
        for (size, fits) in [(most, true), (most + 1, false)] {
            let mut form = Form::default();
            modal::modal(&mut form, &body(size));
            assert_eq!(form.is_clean(), fits, "{size}: {form:?}");
        }
    }
    let offered = |count: usize, name: usize, value: usize| {
        let list: Vec<Value> = (0..count).map(|_| json!({"name": x(name), "value": x(value)})).collect();
        let mut form = Form::default();
        choices::choices(&mut form, "data/choices", &list, 3);
        form.is_clean()
    };
    assert!(offered(l::AUTOCOMPLETE_CHOICES, l::CHOICE_NAME, l::CHOICE_VALUE));
    assert!(!offered(l::AUTOCOMPLETE_CHOICES + 1, 1, 1));
    assert!(!offered(1, l::CHOICE_NAME + 1, 1));
    assert!(!offered(1, 1, l::CHOICE_VALUE + 1));
    assert!(!offered(1, 0, 1));
}

#[test]
fn a_button_and_a_menu_do_not_share_a_row() {
    let menu = select(json!({}))[0]["components"][0].clone();
    let body = json!({"content": "c", "components": [{"type": 1, "components": [button(json!({}))[0]["components"][0], menu]}]});
    assert!(read(&body, &[], Place::Channel).is_err());
}
