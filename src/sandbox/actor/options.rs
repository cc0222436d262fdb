//! Turns what a person types into the options of an interaction, with the checks that the client makes
//! before it sends anything.

use serde_json::{Map, Value, json};

use super::ActorError;
use crate::sandbox::state::{Attachment, ChannelKind, Id, State, User, json as as_json, permissions};

/// The commands that a person can call in a channel, by name and kind (1 slash, 2 user menu, 3 message menu).
pub(crate) fn usable(state: &State, user: Id, channel: Id, kind: u64) -> Vec<Value> {
    let Some(place) = state.channels.get(&channel) else {
        return Vec::new();
    };
    let bits = permissions::in_channel(state, user, place);
    let installed_here = match place.guild_id {
        Some(guild) => state.bot_in_guild(guild),
        None => place.recipients.contains(&state.bot()),
    };
    let installed_by_user = state.users.get(&user).is_some_and(|user| user.installed_app);
    let context = match place.kind {
        _ if place.guild_id.is_some() => 0,
        ChannelKind::Dm if place.recipients.contains(&state.bot()) => 1,
        _ => 2,
    };
    let global = state.commands.get(&None).into_iter().flatten();
    let local = place.guild_id.and_then(|guild| state.commands.get(&Some(guild))).into_iter().flatten();
    local
        .chain(global)
        .filter(|command| command["type"].as_u64() == Some(kind))
        .filter(|command| {
            let types = command["integration_types"].as_array();
            let of_type = |wanted: u64| types.is_none_or(|types| types.iter().any(|it| it.as_u64() == Some(wanted)));
            (installed_here && of_type(0)) || (installed_by_user && of_type(1))
        })
        .filter(|command| {
            let contexts = command["contexts"].as_array();
            contexts.map_or(context < 2, |contexts| contexts.iter().any(|it| it.as_u64() == Some(context)))
        })
        .filter(|command| {
            let needed = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
            let administers = bits & permissions::ADMINISTRATOR != 0;
            place.guild_id.is_none()
                || administers
                || (bits & permissions::USE_APPLICATION_COMMANDS != 0
                    && needed.is_none_or(|needed| needed != 0 && bits & needed == needed))
        })
        .cloned()
        .collect()
}

/// The names under which a person sees the slash commands of a channel, with subcommands spelled out,
/// and their descriptions.
pub fn command_names(state: &State, user: Id, channel: Id) -> Vec<(String, String)> {
    fn spell(out: &mut Vec<(String, String)>, prefix: &str, holder: &Value, locale: &str) {
        let name = format!("{prefix}{}", localized(holder, "name", locale));
        let branches = holder["options"].as_array().into_iter().flatten().filter(|option| is_branch(option));
        let mut has_branches = false;
        for branch in branches {
            has_branches = true;
            spell(out, &format!("{name} "), branch, locale);
        }
        if !has_branches {
            out.push((name, localized(holder, "description", locale).to_owned()));
        }
    }
    let locale = state.users.get(&user).map_or("en-US", |user| user.locale.as_str());
    let mut names = Vec::new();
    for command in usable(state, user, channel, 1) {
        spell(&mut names, "", &command, locale);
    }
    names.sort();
    names
}

/// A text in the person's language, the default text where it has none.
pub(crate) fn localized<'a>(holder: &'a Value, key: &str, locale: &str) -> &'a str {
    holder[format!("{key}_localizations")][locale].as_str().or(holder[key].as_str()).unwrap_or_default()
}

/// Whether an option or command goes by this name, by default or in any language.
pub(crate) fn goes_by(holder: &Value, name: &str) -> bool {
    let names = holder["name_localizations"].as_object();
    holder["name"] == name || names.is_some_and(|names| names.values().any(|it| it == name))
}

pub(crate) fn is_branch(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(1 | 2))
}

/// A command that a person has named, down to the subcommand.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) command: Value,
    /// The groups and the subcommand on the way.
    branches: Vec<Value>,
}

impl Named {
    /// Finds `fact`, `수치` or `settings show` among the commands that the person can call.
    pub(crate) fn find(state: &State, user: Id, channel: Id, words: &str) -> Result<Self, ActorError> {
        let unknown = || ActorError::UnknownCommand(words.to_owned());
        let mut parts = words.trim_start_matches('/').split_whitespace();
        let first = parts.next().ok_or_else(unknown)?;
        let command = usable(state, user, channel, 1).into_iter().find(|it| goes_by(it, first)).ok_or_else(unknown)?;
        let mut branches: Vec<Value> = Vec::new();
        for part in parts {
            let holder = branches.last().unwrap_or(&command);
            let options = holder["options"].as_array().into_iter().flatten();
            let next = options.filter(|it| is_branch(it)).find(|it| goes_by(it, part)).ok_or_else(unknown)?;
            branches.push(next.clone());
        }
        let named = Self { command, branches };
        let open = named.leaves().iter().any(is_branch);
        if open { Err(unknown()) } else { Ok(named) }
    }

    /// The options that take values.
    pub(crate) fn leaves(&self) -> &[Value] {
        let holder = self.branches.last().unwrap_or(&self.command);
        holder["options"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// An option by any of its names.
    pub(crate) fn option(&self, name: &str) -> Option<&Value> {
        self.leaves().iter().find(|option| goes_by(option, name))
    }

    /// `data` of the interaction with these options. `focused` names the option that is being typed,
    /// whose value is not checked.
    pub(crate) fn data(
        &self,
        state: &State,
        user: &User,
        guild: Option<Id>,
        given: &[(String, String)],
        focused: Option<&str>,
    ) -> Result<Value, ActorError> {
        let mut options = Vec::new();
        let mut resolved = Map::new();
        for (name, value) in given {
            let option = self.option(name).ok_or_else(|| ActorError::UnknownOption(name.clone()))?;
            let is_focused = focused.is_some_and(|focused| goes_by(option, focused));
            let read =
                if is_focused { json!(value) } else { read_value(state, user, option, value, guild, &mut resolved)? };
            let mut entry = json!({"name": option["name"], "type": option["type"], "value": read});
            if is_focused {
                entry["focused"] = json!(true);
            }
            options.push(entry);
        }
        if focused.is_none() {
            let missing = self.leaves().iter().find(|option| {
                option["required"] == true && options.iter().all(|given| given["name"] != option["name"])
            });
            if let Some(missing) = missing {
                return Err(ActorError::MissingOption(missing["name"].as_str().unwrap_or_default().to_owned()));
            }
        }
        for branch in self.branches.iter().rev() {
            options = vec![json!({"name": branch["name"], "type": branch["type"], "options": options})];
        }
        let mut data = json!({
            "id": self.command["id"],
            "name": self.command["name"],
            "type": 1,
            "options": options,
        });
        if !resolved.is_empty() {
            data["resolved"] = Value::Object(resolved);
        }
        if !self.command["guild_id"].is_null() {
            data["guild_id"] = self.command["guild_id"].clone();
        }
        Ok(data)
    }
}

fn read_value(
    state: &State,
    user: &User,
    option: &Value,
    value: &str,
    guild: Option<Id>,
    resolved: &mut Map<String, Value>,
) -> Result<Value, ActorError> {
    let bad = |why: &str| ActorError::BadValue {
        option: option["name"].as_str().unwrap_or_default().to_owned(),
        value: value.to_owned(),
        why: why.to_owned(),
    };
    let kind = option["type"].as_u64().unwrap_or(3);
    if let Some(choices) = option["choices"].as_array() {
        let shown = |choice: &Value| {
            choice["value"] == value
                || (!choice["value"].is_string() && format!("{}", choice["value"]) == value)
                || goes_by(choice, value)
        };
        let names = || choices.iter().filter_map(|choice| choice["name"].as_str()).collect::<Vec<_>>().join(", ");
        return choices
            .iter()
            .find(|choice| shown(choice))
            .map(|choice| choice["value"].clone())
            .ok_or_else(|| bad(&format!("one of {}", names())));
    }
    let in_range = |number: f64| {
        let least = option["min_value"].as_f64().unwrap_or(f64::MIN);
        let most = option["max_value"].as_f64().unwrap_or(f64::MAX);
        (least..=most).contains(&number)
    };
    let add = |resolved: &mut Map<String, Value>, kind: &str, id: Id, value: Value| {
        resolved.entry(kind).or_insert_with(|| json!({}))[id.to_string()] = value;
    };
    match kind {
        4 => value
            .parse::<i64>()
            .ok()
            .filter(|number| in_range(*number as f64))
            .map(|number| json!(number))
            .ok_or_else(|| bad("a whole number in range")),
        10 => value
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite() && in_range(*number))
            .map(|number| json!(number))
            .ok_or_else(|| bad("a number in range")),
        5 => match value.to_lowercase().as_str() {
            "true" | "yes" | "on" | "참" => Ok(json!(true)),
            "false" | "no" | "off" | "거짓" => Ok(json!(false)),
            _ => Err(bad("true or false")),
        },
        6 | 9 if state.find_user(mention(value)).is_some() => {
            let found = state.find_user(mention(value)).ok_or_else(|| bad("a user"))?;
            add(resolved, "users", found.id, as_json::user(found));
            if let Some(member) =
                guild.and_then(|guild| state.guilds.get(&guild)).and_then(|guild| guild.members.get(&found.id))
            {
                let mut member = as_json::partial_member(member);
                member["permissions"] = json!("0");
                add(resolved, "members", found.id, member);
            }
            Ok(json!(found.id.to_string()))
        }
        6 => Err(bad("a user of this world")),
        8 | 9 => {
            let roles = guild.and_then(|guild| state.guilds.get(&guild)).map(|guild| guild.roles.as_slice());
            let wanted = mention(value);
            let found =
                roles.unwrap_or_default().iter().find(|role| role.name == wanted || role.id.to_string() == wanted);
            let found = found.ok_or_else(|| bad("a role of this server"))?;
            add(resolved, "roles", found.id, as_json::role(found, 0));
            Ok(json!(found.id.to_string()))
        }
        7 => {
            let found = state.find_channel(user.id, mention(value)).ok_or_else(|| bad("a channel"))?;
            let types = option["channel_types"].as_array();
            let fits = types.is_none_or(|types| types.iter().any(|kind| kind.as_u64() == Some(found.kind as u64)));
            if !fits || found.guild_id != guild {
                return Err(bad("a channel of a kind that the option takes"));
            }
            let mut object = as_json::channel(state, found);
            object["permissions"] = json!(permissions::in_channel(state, user.id, found).to_string());
            add(resolved, "channels", found.id, object);
            Ok(json!(found.id.to_string()))
        }
        11 => {
            let same = |file: &Attachment| file.filename == value || file.id.to_string() == value;
            let found = state.uploads.iter().rev().find(|(owner, file)| *owner == user.id && same(file));
            let (_, file) = found.ok_or_else(|| bad("the name of a file that was uploaded before"))?;
            let url = format!("{}/attachments/0/{}/{}", state.rest_url, file.id, file.filename);
            let object = json!({
                "id": file.id.to_string(), "filename": file.filename, "size": file.bytes.len(), "url": url,
                "proxy_url": url, "content_type": file.content_type, "ephemeral": true,
            });
            add(resolved, "attachments", file.id, object);
            Ok(json!(file.id.to_string()))
        }
        _ => {
            let length = value.chars().count() as u64;
            let least = option["min_length"].as_u64().unwrap_or(0);
            let most = option["max_length"].as_u64().unwrap_or(6000);
            if (least..=most).contains(&length) {
                Ok(json!(value))
            } else {
                Err(bad(&format!("{least} to {most} characters")))
            }
        }
    }
}

/// The id in `<@1>`, `<#1>` or `<@&1>`, or the text without its sign.
fn mention(text: &str) -> &str {
    text.trim_start_matches('<').trim_start_matches(['@', '#', '&', '!']).trim_end_matches('>')
}
