//! `datum ask`: one question from the call, or a stream of questions from standard input.
//!
//! A stream is answered as it comes: each line gives one line (a JSON object with `--json`), a bad line gives an error in
//! its place, and the run goes on. This is the edge where the clock is read; everything behind it takes the day as given.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::{Exit, PackArguments, explain};
use crate::app::App;
use crate::chart::{Chart, Fonts, Theme};
use crate::figure::{Language, PartialDate};
use crate::pack::Catalog;
use crate::query::{Answer, Frame, Outcome, Question, Wish};
use crate::reply::{compose, compose_turn, json, plain, say};

/// A longer line is not read into memory. The engine refuses far shorter questions with a sentence of its own.
pub(super) const MAX_LINE_BYTES: usize = 1 << 20;

/// Arguments of `datum ask`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// What is asked, in English or Korean; without it, one question a line is read from standard input.
    #[arg(value_name = "QUESTION")]
    question: Vec<String>,
    /// Print one JSON object a question.
    #[arg(long)]
    json: bool,
    /// The language of the answer.
    #[arg(long, value_enum, default_value_t = LanguageChoice::Auto)]
    lang: LanguageChoice,
    /// Answer as it could have been answered on this date: 2024, 2024-04 or 2024-04-15.
    #[arg(long, value_name = "DATE")]
    as_of: Option<PartialDate>,
    /// Also draw the answer into this file: .png, or .svg for an editor.
    ///
    /// Needs a question in the call. Comparisons, rankings and trends can be drawn, one unit at a time; where there is
    /// nothing to draw, standard error says why and the exit status is 4.
    #[arg(long, value_name = "FILE", requires = "question")]
    chart: Option<PathBuf>,
    /// The paper of the picture.
    #[arg(long, value_enum, default_value_t = ThemeChoice::Light, requires = "chart")]
    theme: ThemeChoice,
    /// Take each line as a turn of one conversation: "and Meta?" then goes on from the line before. An empty line begins anew.
    ///
    /// JSON objects then also have `wish`: the form in which an answer is wanted (`chart`, `table`, `csv`, `cite`, `why`), or null.
    #[arg(long, conflicts_with_all = ["question", "explain"])]
    conversation: bool,
    /// Also print what else the question may mean, with what speaks for and against each, and how sure the best one is.
    #[arg(long)]
    explain: bool,
    /// Take this day for today.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<Date>,
}

/// The language of an answer.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LanguageChoice {
    /// The question's own.
    Auto,
    /// English.
    En,
    /// Korean.
    Ko,
}

impl LanguageChoice {
    pub(super) fn language(self) -> Option<Language> {
        match self {
            Self::Auto => None,
            Self::En => Some(Language::English),
            Self::Ko => Some(Language::Korean),
        }
    }
}

/// On what paper a picture is drawn.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeChoice {
    /// White, as in print.
    Light,
    /// Dark grey.
    Dark,
}

impl From<ThemeChoice> for Theme {
    fn from(choice: ThemeChoice) -> Self {
        match choice {
            ThemeChoice::Light => Self::Light,
            ThemeChoice::Dark => Self::Dark,
        }
    }
}

/// In which form an answer is printed.
#[derive(Clone, Copy)]
enum Form {
    /// The whole card, drawn for people.
    Card,
    /// The card on one line.
    Line,
    /// One JSON object on one line.
    Json,
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    if let Some(file) = arguments.chart.as_deref().filter(|file| PictureForm::of(file).is_none()) {
        let language = arguments.lang.language().unwrap_or_default();
        let file = file.display().to_string();
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr(), "{}", say!(language, "chart-file-kind", "file" => file));
        return Exit::Misuse;
    }
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let asker = Asker { app, arguments, today: arguments.today.unwrap_or_else(today) };
    let mut output = anstream::stdout();
    let done = if arguments.question.is_empty() {
        asker.stream(&mut io::stdin().lock(), &mut output)
    } else {
        asker.single(&arguments.question.join(" "), &mut output)
    };
    Exit::of_stream("ask", done)
}

/// Today in UTC, so that the same call means the same everywhere.
pub(super) fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

/// A line of a stream.
pub(super) enum Line {
    /// What stands on it.
    Question(String),
    /// It is longer than [`MAX_LINE_BYTES`].
    TooLong,
    /// It is not UTF-8.
    NotText,
}

struct Asker<'a> {
    app: App,
    arguments: &'a Arguments,
    today: Date,
}

impl Asker<'_> {
    fn single(&self, question: &str, output: &mut impl Write) -> io::Result<Exit> {
        let form = if self.arguments.json { Form::Json } else { Form::Card };
        let (text, answer) = self.answer(question, form, &mut None);
        let exit = match (answer.outcome, &self.arguments.chart) {
            // Drawn first: whoever reads the text may go away after a few lines of it.
            (Outcome::Answer, Some(file)) => self.draw(&answer, file),
            (Outcome::Answer, None) => Exit::Answer,
            (Outcome::Choice, _) => Exit::Choice,
            (Outcome::None, _) => Exit::None,
        };
        let written = writeln!(output, "{text}").and_then(|()| output.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(exit),
            written => written.map(|()| exit),
        }
    }

    /// Draws an answer into a file. Sentences about it go to standard error, since the answer has standard output.
    fn draw(&self, answer: &Answer, file: &Path) -> Exit {
        let (sentence, exit) = match picture(answer, self.app.engine.catalog(), file, self.arguments.theme.into()) {
            Ok(sentence) => (sentence, Exit::Answer),
            Err(refusal) => refusal,
        };
        if let Some(sentence) = sentence {
            // Nobody is left to be told when standard error is gone.
            let _ = writeln!(io::stderr(), "{sentence}");
        }
        exit
    }

    fn stream(&self, input: &mut (impl BufRead + ?Sized), output: &mut impl Write) -> io::Result<Exit> {
        let language = self.arguments.lang.language().unwrap_or_default();
        let typed = io::stdin().is_terminal();
        if typed && !self.arguments.json {
            let _ = writeln!(io::stderr(), "{}", say!(language, "line-prompt"));
        }
        let form = match (self.arguments.json, typed) {
            (true, _) => Form::Json,
            (false, true) => Form::Card,
            (false, false) => Form::Line,
        };
        let mut frame = None;
        while let Some(line) = read_line(input)? {
            let text = match line {
                Line::Question(question) => {
                    if question.trim().is_empty() || !self.arguments.conversation {
                        frame = None;
                    }
                    self.answer(&question, form, &mut frame).0
                }
                Line::TooLong => self.bad_line(say!(language, "line-too-long", "limit" => MAX_LINE_BYTES)),
                Line::NotText => self.bad_line(say!(language, "line-not-text")),
            };
            writeln!(output, "{text}")?;
            if matches!(form, Form::Card) {
                writeln!(output)?;
            }
            output.flush()?;
        }
        Ok(Exit::Answer)
    }

    fn bad_line(&self, sentence: String) -> String {
        if self.arguments.json { json::error(&sentence).to_string() } else { sentence }
    }

    /// Answers a question after what was said before, and notes what is spoken of now.
    fn answer(&self, text: &str, form: Form, frame: &mut Option<Frame>) -> (String, Answer) {
        let question = Question {
            text,
            language: self.arguments.lang.language(),
            as_of: self.arguments.as_of,
            source: None,
            today: self.today,
        };
        let started = Instant::now();
        let turn = self.app.engine.converse(&question, frame.as_ref());
        let elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let catalog = self.app.engine.catalog();
        // People read the short form; programs get all there is.
        let card = match form {
            Form::Card => compose_turn(&turn, catalog, self.today),
            Form::Line | Form::Json => compose(&turn.answer, catalog, self.today),
        };
        let answer = turn.answer;
        *frame = turn.frame.or(frame.take());
        let text = match form {
            Form::Card => plain::styled(&card),
            Form::Line => plain::line(&card),
            Form::Json => {
                let mut object = json::answer(text, &answer, catalog, &card, elapsed_us);
                if self.arguments.explain
                    && let Some(fields) = object.as_object_mut()
                {
                    fields.insert("explain".to_owned(), explain::json(&self.app.engine, &question));
                }
                if self.arguments.conversation
                    && let Some(fields) = object.as_object_mut()
                {
                    fields.insert("wish".to_owned(), serde_json::json!(turn.wish.map(Wish::word)));
                }
                object.to_string()
            }
        };
        let text = match form {
            Form::Card | Form::Line if self.arguments.explain => {
                format!("{text}\n{}", explain::text(&self.app.engine, &question))
            }
            _ => text,
        };
        (text, answer)
    }
}

/// What a file with a picture holds, by the ending of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PictureForm {
    Png,
    Svg,
}

impl PictureForm {
    fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?;
        let forms = [("png", Self::Png), ("svg", Self::Svg)];
        forms.into_iter().find(|(name, _)| ending.eq_ignore_ascii_case(name)).map(|(_, form)| form)
    }
}

/// Writes the picture of an answer; says what a reader of it should know, or why there is none.
fn picture(
    answer: &Answer,
    catalog: &Catalog,
    file: &Path,
    theme: Theme,
) -> Result<Option<String>, (Option<String>, Exit)> {
    let language = answer.language;
    let failed = |sentence: String| (Some(sentence), Exit::Failure);
    let chart =
        Chart::of_answer(answer, catalog, language).map_err(|reason| (Some(reason.sentence(language)), Exit::None))?;
    let (bytes, lacks_letters) = if PictureForm::of(file) == Some(PictureForm::Svg) {
        (chart.svg(theme).into_bytes(), false)
    } else {
        let fonts = Fonts::system().map_err(|error| failed(error.to_string()))?;
        let picture = chart.draw(theme, &fonts).map_err(|error| failed(error.to_string()))?;
        (picture.png, picture.lacks_letters)
    };
    let unwritten = |error: io::Error| {
        failed(say!(language, "file-unwritten", "file" => file.display().to_string(), "error" => error.to_string()))
    };
    fs::write(file, &bytes).map_err(unwritten)?;
    Ok(lacks_letters.then(|| say!(language, "chart-missing-letters")))
}

/// The next line without its end; none at the end of the input.
pub(super) fn read_line(input: &mut (impl BufRead + ?Sized)) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut read_any = false;
    let mut too_long = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        read_any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        too_long |= line.len() + part.len() > MAX_LINE_BYTES;
        if !too_long {
            line.extend_from_slice(part);
        }
        let consumed = end.map_or(buffer.len(), |end| end + 1);
        input.consume(consumed);
        if end.is_some() {
            break;
        }
    }
    if !read_any {
        return Ok(None);
    }
    if too_long {
        return Ok(Some(Line::TooLong));
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(String::from_utf8(line).map_or(Line::NotText, Line::Question)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_whatever_is_in_them() {
        let long = "x".repeat(MAX_LINE_BYTES + 1);
        let bytes = [b"one\r\n\n\xFF\n".as_slice(), long.as_bytes(), b"\nlast"].concat();
        let mut input = io::BufReader::with_capacity(7, bytes.as_slice());
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input).unwrap() {
            lines.push(match line {
                Line::Question(text) => text,
                Line::TooLong => "<too long>".into(),
                Line::NotText => "<not text>".into(),
            });
        }
        assert_eq!(lines, ["one", "", "<not text>", "<too long>", "last"]);
    }
}
