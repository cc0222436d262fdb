//! A bot of nothing but the library: every command gets the same body.

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::Value;
use serenity::async_trait;
use serenity::client::{Client, Context, EventHandler};
use serenity::http::HttpBuilder;
use serenity::model::application::Interaction;
use serenity::model::gateway::{GatewayIntents, Ready};

struct Bare {
    answer: Arc<Value>,
    commands: Value,
}

#[async_trait]
impl EventHandler for Bare {
    async fn ready(&self, context: Context, _: Ready) {
        context.http.create_global_commands(&self.commands).await.expect("the commands are Datum's own");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        if let Interaction::Command(command) = interaction {
            let sent =
                context.http.create_interaction_response(command.id, &command.token, &*self.answer, Vec::new()).await;
            if let Err(error) = sent {
                eprintln!("the bare bot could not answer: {error}");
            }
        }
    }
}

/// The bot, until it is killed.
pub fn run() -> ExitCode {
    let variable = |name: &str| std::env::var(name).expect("it is started with all that it needs");
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(variable(name)).expect("a file that is there");
        serde_json::from_str(&text).expect("JSON")
    };
    let handler = Bare { answer: Arc::new(read("BARE_ANSWER")), commands: read("BARE_COMMANDS") };
    let token = variable("DISCORD_TOKEN");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
    runtime.block_on(async {
        let http = HttpBuilder::new(&token).proxy(variable("DISCORD_PROXY")).ratelimiter_disabled(true).build();
        let intents = GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
        let built = serenity::client::ClientBuilder::new_with_http(http, intents).event_handler(handler);
        let mut client: Client = built.await.expect("a client");
        client.start().await.expect("a connection");
    });
    ExitCode::SUCCESS
}
