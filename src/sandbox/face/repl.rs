//! The loop: lines from a terminal with history and Tab, or from a pipe to its end.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::runtime::Handle;

use super::FaceOptions;
use super::complete::{Offered, complete};
use super::session::{Reaction, Session};
use crate::sandbox::Sandbox;
use crate::sandbox::actor::Actor;

/// Lets somebody talk to the bot until they leave or the input ends. It waits for the bot to connect
/// and register its commands first.
///
/// # Errors
/// When the terminal or the standard streams fail.
pub async fn run(sandbox: &Sandbox, options: FaceOptions) -> std::io::Result<()> {
    let interactive = std::io::stdin().is_terminal();
    print(&format!(
        "{} on a stand-in for Discord that runs on this machine: no account, no token, no network.\n{}\n\
         ? lists what can be typed; quit{} leaves.\n",
        options.name,
        options.hint,
        if interactive { " or Ctrl-D" } else { ", or the end of the input," },
    ))?;
    wait_for_bot(sandbox).await?;
    let mut session = Session::new(sandbox, &options);
    if interactive { from_terminal(&mut session).await } else { from_pipe(&mut session).await }
}

async fn wait_for_bot(sandbox: &Sandbox) -> std::io::Result<()> {
    let offline = |_| std::io::Error::other("the bot did not connect to the stand-in");
    sandbox.wait_until_ready().await.map_err(offline)?;
    let registered = sandbox.wait_for(|sandbox| sandbox.inspect(|state| (!state.commands.is_empty()).then_some(())));
    // A bot without commands still answers mentions.
    let _ = tokio::time::timeout(Duration::from_secs(5), registered).await;
    Ok(())
}

async fn from_pipe(session: &mut Session<'_>) -> std::io::Result<()> {
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        if line.trim().is_empty() {
            continue;
        }
        print(&format!("\n{}{line}\n", session.prompt()))?;
        match session.line(&line).await {
            Reaction::Draw(text) => print(&text)?,
            Reaction::Leave => break,
        }
    }
    Ok(())
}

async fn from_terminal(session: &mut Session<'_>) -> std::io::Result<()> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_prompt_limit(60)
        .auto_add_history(true)
        .build();
    let mut editor: Option<Editor<Tab, MemHistory>> =
        Some(Editor::with_history(config, MemHistory::new()).map_err(std::io::Error::other)?);
    while let Some(mut present) = editor.take() {
        let prompt = session.prompt();
        present.set_helper(Some(Tab {
            actor: session.actor().clone(),
            channel: session.channel().to_owned(),
            offered: session.offered().clone(),
            runtime: Handle::current(),
        }));
        let read = tokio::task::spawn_blocking(move || {
            let line = present.readline(&prompt);
            (present, line)
        });
        let (returned, line) = read.await.map_err(std::io::Error::other)?;
        match line {
            Ok(line) => match session.line(&line).await {
                Reaction::Draw(text) => print(&text)?,
                Reaction::Leave => return Ok(()),
            },
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(std::io::Error::other(error)),
        }
        editor = Some(returned);
    }
    Ok(())
}

/// Prints styled text; the styles go where standard output is no terminal or `NO_COLOR` is set.
fn print(text: &str) -> std::io::Result<()> {
    let mut out = anstream::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Tab on the terminal. It runs on the thread that reads the line, and asks the bot from there.
struct Tab {
    actor: Actor,
    channel: String,
    offered: Offered,
    runtime: Handle,
}

impl Completer for Tab {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = line.get(..cursor).unwrap_or(line);
        let found = self.runtime.block_on(complete(&self.actor, &self.channel, before, &self.offered));
        let pairs = found.list.into_iter().map(|it| Pair { display: it.shown, replacement: it.text }).collect();
        Ok((found.start, pairs))
    }
}

impl Helper for Tab {}

impl Highlighter for Tab {}

impl Hinter for Tab {
    type Hint = String;
}

impl Validator for Tab {}
