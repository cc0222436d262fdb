//! Who runs the bot: whom the settings name, otherwise who owns the application. Asked from Discord at each call, which is
//! rare, so that somebody who has left a team has left here too.

use serde::Deserialize;
use serenity::http::{LightMethod, Request, Route};
use serenity::model::id::UserId;

use super::bot::Shared;
use super::commands::{Callers, Command};
use super::errors::RestError;
use crate::figure::Language;
use crate::reply::say;

/// The application, as far as it says whose it is (resources/application).
#[derive(Debug, Deserialize)]
struct Application {
    owner: Option<Person>,
    team: Option<Team>,
}

#[derive(Debug, Deserialize)]
struct Person {
    id: UserId,
}

#[derive(Debug, Deserialize)]
struct Team {
    owner_user_id: UserId,
    #[serde(default)]
    members: Vec<Member>,
}

#[derive(Debug, Deserialize)]
struct Member {
    user: Person,
    #[serde(default)]
    role: String,
    #[serde(default)]
    membership_state: u8,
}

/// Team members who accepted (topics/teams, "Membership State Enum").
const ACCEPTED: u8 = 2;
/// The role of those who may do nearly all that the owner may.
const ADMIN: &str = "admin";

impl Application {
    /// Who may run it. Of an application of a team, `owner` is a user that stands for the team.
    fn includes(&self, user: UserId) -> bool {
        match &self.team {
            None => self.owner.as_ref().is_some_and(|owner| owner.id == user),
            Some(team) => {
                let admin = |it: &&Member| it.role == ADMIN && it.membership_state == ACCEPTED;
                team.owner_user_id == user || team.members.iter().filter(admin).any(|it| it.user.id == user)
            }
        }
    }
}

/// What somebody is told who calls a command that only those may call who run the bot; nothing if they do, or if the command
/// is for others too.
pub(super) async fn refusal(bot: &Shared, command: &Command, user: UserId, language: Language) -> Option<String> {
    if command.callers != Callers::Operators {
        return None;
    }
    match include(bot, user).await {
        Ok(true) => None,
        Ok(false) => {
            tracing::warn!(name = command.name.en, "called by somebody who does not run the bot");
            Some(command.callers.refusal(language))
        }
        Err(error) => {
            tracing::warn!(%error, "who owns the application could not be asked for");
            Some(say!(language, "packs-unknown-owner"))
        }
    }
}

async fn include(bot: &Shared, user: UserId) -> Result<bool, RestError> {
    if !bot.operators.is_empty() {
        return Ok(bot.operators.contains(&user));
    }
    let request = Request::new(Route::Oauth2ApplicationCurrent, LightMethod::Get);
    let application: Application = bot.rest.get(request).await?;
    Ok(application.includes(user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn includes(application: Value, user: u64) -> bool {
        serde_json::from_value::<Application>(application).unwrap().includes(UserId::new(user))
    }

    #[test]
    fn an_application_belongs_to_its_owner_or_to_the_admins_of_its_team() {
        let own = json!({"owner": {"id": "1", "username": "a"}, "team": null});
        assert!(includes(own.clone(), 1) && !includes(own, 2));
        let member =
            |id: &str, role: &str, state: u8| json!({"user": {"id": id}, "role": role, "membership_state": state});
        let members = [member("3", "admin", 2), member("4", "admin", 1), member("5", "developer", 2)];
        let team = json!({"owner": {"id": "9"}, "team": {"owner_user_id": "2", "members": members}});
        let who: Vec<u64> = (1..=9).filter(|user| includes(team.clone(), *user)).collect();
        assert_eq!(who, [2, 3]);
    }
}
