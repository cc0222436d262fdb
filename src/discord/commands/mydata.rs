//! `/mydata`: everything that is stored about the asker, or, for those who manage it, about the server; to take away or to
//! delete.

use serenity::model::Permissions;

use super::{
    Acting, Branch, Button, Command, CommandOption, Doing, File, FixedChoice, OptionKind, Reply, Response, Run, Step,
    Words, briefing, custom_id,
};
use crate::discord::interactions::notice;
use crate::reply::{Card, say};

const NAME: &str = "mydata";

const ABOUT: CommandOption = CommandOption {
    name: Words { en: "about", ko: "대상" },
    description: Words {
        en: "About you, or about this server (Manage Server)",
        ko: "나, 또는 이 서버 (서버 관리 권한)",
    },
    required: false,
    kind: OptionKind::Choice(subjects),
};

pub(super) const COMMAND: Command = Command {
    name: Words { en: NAME, ko: "내자료" },
    description: Words { en: "See or delete what is stored", ko: "저장된 정보를 보거나 지웁니다" },
    branches: &[
        Branch {
            name: Words { en: "export", ko: "내려받기" },
            description: Words {
                en: "Get everything that is stored, as a file",
                ko: "저장된 모든 정보를 파일로 받습니다",
            },
            options: &[ABOUT],
        },
        Branch {
            name: Words { en: "delete", ko: "삭제" },
            description: Words {
                en: "Delete everything that is stored", ko: "저장된 모든 정보를 지웁니다"
            },
            options: &[ABOUT],
        },
    ],
    run: Run::Acts(act),
    ..Command::READER
};

fn act<'a>(acting: &'a Acting<'a>, step: Step<'a>) -> Doing<'a> {
    Box::pin(async move {
        let done = match step {
            Step::Called => called(acting).await,
            Step::Pressed { rest, .. } => delete(acting, rest == "delete:server").await,
            Step::Submitted { .. } => Ok(notice(acting.invocation.language, String::new()).into()),
        };
        done.unwrap_or_else(|card| (*card).into())
    })
}

async fn called(acting: &Acting<'_>) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let of_server = acting.invocation.options.text("about") == Some("server");
    let guild = if of_server { Some(server(acting)?) } else { None };
    if acting.invocation.options.subcommand() == Some("delete") {
        let (question, rest) = match guild {
            Some(_) => (say!(language, "mydata-delete-server"), "delete:server"),
            None => (say!(language, "mydata-delete-me"), "delete:me"),
        };
        let mut reply = Reply::from(notice(language, question));
        reply.buttons =
            vec![Button { custom_id: custom_id(NAME, rest), label: say!(language, "mydata-delete"), primary: true }];
        return Ok(Response::Reply(Box::new(reply)));
    }
    let store = &acting.bot.briefs.store;
    let stored = match guild {
        Some(guild) => store.export_guild(guild).await,
        None => store.export_user(acting.user.get()).await,
    };
    let stored = stored.map_err(|error| Box::new(briefing::not_saved(language, &error)))?;
    let text = serde_json::to_string_pretty(&stored).unwrap_or_default();
    let mut reply = Reply::from(notice(language, say!(language, "mydata-exported")));
    reply.file = Some(File {
        name: if of_server { "datum-server.json" } else { "datum-mydata.json" }.to_owned(),
        description: say!(language, "mydata-file"),
        bytes: text.into_bytes(),
    });
    Ok(Response::Reply(Box::new(reply)))
}

/// The server, if the caller manages it.
fn server(acting: &Acting<'_>) -> Result<u64, Box<Card>> {
    let language = acting.invocation.language;
    let manages = acting.caller_may.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR);
    match acting.guild.filter(|_| manages) {
        Some(guild) => Ok(guild.get()),
        None => Err(Box::new(notice(language, say!(language, "discord-managers-only")))),
    }
}

async fn delete(acting: &Acting<'_>, of_server: bool) -> Result<Response, Box<Card>> {
    let language = acting.invocation.language;
    let store = &acting.bot.briefs.store;
    let deleted = match of_server {
        true => store.delete_guild(server(acting)?).await,
        false => store.delete_user(acting.user.get()).await,
    };
    let count = deleted.map_err(|error| Box::new(briefing::not_saved(language, &error)))?;
    let card = notice(language, say!(language, "mydata-deleted", "count" => count));
    Ok(Response::Update(Box::new(card.into())))
}

fn subjects() -> Vec<FixedChoice> {
    vec![
        FixedChoice { value: "me", en: "me".into(), ko: "나".into() },
        FixedChoice { value: "server", en: "this server".into(), ko: "이 서버".into() },
    ]
}
