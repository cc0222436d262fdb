//! A tiny bot on a real client library, as the other side of the wire.

use std::sync::Arc;

use datum::sandbox::Sandbox;
use serenity::all::{
    AutocompleteChoice, ButtonStyle, Client, CommandOptionType, Context, CreateActionRow, CreateAttachment,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateInputText,
    CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage, CreateMessage,
    CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EventHandler,
    GatewayIntents, Http, HttpBuilder, InputTextStyle, InstallationContext, Interaction, InteractionContext, Message,
    Ready, ResumedEvent, async_trait,
};
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinHandle;

/// What the bot saw, in the order in which it saw it.
#[derive(Debug, PartialEq)]
pub enum Saw {
    /// READY.
    Ready,
    /// RESUMED.
    Resumed,
    /// A message of somebody else, with the content that came.
    Message(String),
    /// The client ended with this error.
    Ended(String),
    /// An answer was refused with this error code.
    Refused(isize),
}

struct Bot {
    saw: UnboundedSender<Saw>,
}

/// A running bot; it stops when it is dropped.
pub struct Peer {
    /// For calls of its own.
    pub http: Arc<Http>,
    /// What it sees.
    pub saw: tokio::sync::mpsc::UnboundedReceiver<Saw>,
    task: JoinHandle<()>,
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Peer {
    /// Starts the bot against a sandbox.
    pub async fn start(sandbox: &Sandbox, intents: GatewayIntents) -> Self {
        Self::with_token(sandbox, intents, &sandbox.token()).await
    }

    /// Starts the bot with a token of the test's choice.
    pub async fn with_token(sandbox: &Sandbox, intents: GatewayIntents, token: &str) -> Self {
        let (sender, saw) = tokio::sync::mpsc::unbounded_channel();
        let build = |token: &str| HttpBuilder::new(token).proxy(sandbox.rest_url()).ratelimiter_disabled(true).build();
        let bot = Bot { saw: sender.clone() };
        let mut client = serenity::client::ClientBuilder::new_with_http(build(token), intents)
            .event_handler(bot)
            .await
            .expect("a client can be built");
        let http = Arc::clone(&client.http);
        let task = tokio::spawn(async move {
            let error = run(&mut client).await;
            let _ = sender.send(Saw::Ended(error));
        });
        Self { http, saw, task }
    }

    /// Waits until the bot has seen this.
    pub async fn until(&mut self, wanted: &Saw) {
        let wait = async {
            while let Some(saw) = self.saw.recv().await {
                if saw == *wanted {
                    return;
                }
            }
            panic!("the bot ended before it saw {wanted:?}");
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), wait).await.expect("seen in time");
    }

    /// The next thing that the bot sees.
    pub async fn next(&mut self) -> Saw {
        tokio::time::timeout(std::time::Duration::from_secs(20), self.saw.recv())
            .await
            .expect("something in time")
            .expect("the bot runs")
    }
}

async fn run(client: &mut Client) -> String {
    match client.start().await {
        Ok(()) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, ctx: Context, _: Ready) {
        let option = |name: &str| {
            CreateCommandOption::new(CommandOptionType::String, name, "What to say")
                .name_localized("ko", "말")
                .required(true)
                .set_autocomplete(true)
        };
        let commands = vec![
            CreateCommand::new("echo")
                .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
                .contexts(vec![
                    InteractionContext::Guild,
                    InteractionContext::BotDm,
                    InteractionContext::PrivateChannel,
                ])
                .name_localized("ko", "따라")
                .description("Says it again")
                .add_option(option("text")),
            CreateCommand::new("slow")
                .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
                .description("Thinks first"),
            CreateCommand::new("late").description("Answers a second time"),
            CreateCommand::new("ask").description("Opens a modal"),
            CreateCommand::new("Count words").kind(serenity::all::CommandType::Message),
        ];
        let result = serenity::all::Command::set_global_commands(&ctx.http, commands).await;
        result.expect("commands are registered");
        let _ = self.saw.send(Saw::Ready);
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        let _ = self.saw.send(Saw::Resumed);
    }

    async fn message(&self, ctx: Context, message: Message) {
        if message.author.bot {
            return;
        }
        let _ = self.saw.send(Saw::Message(message.content.clone()));
        let me = ctx.http.application_id().map_or(0, |id| id.get());
        if message.mentions_user_id(me.max(1)) || message.guild_id.is_none() {
            let reply = CreateMessage::new().content(format!("heard {}", message.content)).reference_message(&message);
            let result = message.channel_id.send_message(&ctx.http, reply).await;
            self.note(result.err());
        }
    }

    async fn interaction_create(&self, ctx: Context, interaction: Interaction) {
        let result = answer(&ctx, &interaction).await;
        self.note(result.err());
    }
}

impl Bot {
    fn note(&self, error: Option<serenity::Error>) {
        if let Some(serenity::Error::Http(serenity::http::HttpError::UnsuccessfulRequest(response))) = error {
            let _ = self.saw.send(Saw::Refused(response.error.code));
        }
    }
}

fn row() -> Vec<CreateActionRow> {
    let options = ["one", "two"].map(|value| CreateSelectMenuOption::new(value.to_uppercase(), value));
    vec![
        CreateActionRow::Buttons(vec![
            CreateButton::new("again").label("Again"),
            CreateButton::new("more").label("More").style(ButtonStyle::Secondary),
        ]),
        CreateActionRow::SelectMenu(CreateSelectMenu::new(
            "pick",
            CreateSelectMenuKind::String { options: options.to_vec() },
        )),
    ]
}

async fn answer(ctx: &Context, interaction: &Interaction) -> serenity::Result<()> {
    let message = CreateInteractionResponseMessage::new;
    match interaction {
        Interaction::Command(command) => match command.data.name.as_str() {
            "echo" => {
                let text = command.data.options[0].value.as_str().unwrap_or_default();
                let embed = CreateEmbed::new().title(text).field("locale", &command.locale, false);
                let response =
                    message().embed(embed).components(row()).add_file(CreateAttachment::bytes("a,b", "t.csv"));
                command.create_response(ctx, CreateInteractionResponse::Message(response)).await
            }
            "slow" => {
                command.defer_ephemeral(ctx).await?;
                command.edit_response(ctx, EditInteractionResponse::new().content("done")).await?;
                let follow_up = CreateInteractionResponseFollowup::new().content("and more");
                command.create_followup(ctx, follow_up).await.map(drop)
            }
            "late" => {
                let response = CreateInteractionResponse::Message(message().content("once"));
                command.create_response(ctx, response.clone()).await?;
                command.create_response(ctx, response).await
            }
            "ask" => {
                let input = CreateInputText::new(InputTextStyle::Short, "What", "what");
                let modal = CreateModal::new("form", "Tell").components(vec![CreateActionRow::InputText(input)]);
                command.create_response(ctx, CreateInteractionResponse::Modal(modal)).await
            }
            _ => {
                let words =
                    command.data.resolved.messages.values().next().map_or(0, |it| it.content.split(' ').count());
                let response = message().content(format!("{words} words")).ephemeral(true);
                command.create_response(ctx, CreateInteractionResponse::Message(response)).await
            }
        },
        Interaction::Autocomplete(typed) => {
            let text = typed.data.autocomplete().map_or("", |option| option.value);
            let choices =
                (1..=3).map(|n| AutocompleteChoice::new(format!("{text} {n}"), format!("{text}{n}"))).collect();
            let response = CreateAutocompleteResponse::new().set_choices(choices);
            typed.create_response(ctx, CreateInteractionResponse::Autocomplete(response)).await
        }
        Interaction::Component(component) => {
            let response = match component.data.custom_id.as_str() {
                "again" => CreateInteractionResponse::UpdateMessage(message().content("pressed")),
                "more" => CreateInteractionResponse::Message(message().content("for you").ephemeral(true)),
                _ => CreateInteractionResponse::UpdateMessage(message().content(format!("{:?}", component.data.kind))),
            };
            component.create_response(ctx, response).await
        }
        Interaction::Modal(modal) => {
            let text = first_input(modal);
            let response = message().content(format!("got {text}")).ephemeral(true);
            modal.create_response(ctx, CreateInteractionResponse::Message(response)).await
        }
        _ => Ok(()),
    }
}

fn first_input(modal: &serenity::all::ModalInteraction) -> String {
    let component = &modal.data.components[0].components[0];
    let serenity::all::ActionRowComponent::InputText(input) = component else { panic!("an input") };
    input.value.clone().unwrap_or_default()
}
