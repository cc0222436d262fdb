//! `datum check`: the numbers of a text held against the figures of the packs.
//!
//! The text comes with the call, in files (plain text, Markdown, HTML, .docx) or on standard input; with `--lines` every line is a text of its own, answered on one line.
//! The call ends with 0 whenever a text was checked, whatever came of it, and with 2 if there was nothing to check.

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::time::Instant;

use jiff::civil::Date;

use super::ask::{LanguageChoice, Line, MAX_LINE_BYTES, read_line, today};
use super::{Exit, PackArguments};
use crate::claim::Reader;
use crate::claim::document::text_of;
use crate::figure::Language;
use crate::reply::claims::{Checked, ClaimsJson, marked, reviews, unread};
use crate::reply::{json, say};

/// A longer text is refused: no article is so long.
const MAX_TEXT_BYTES: usize = 1 << 22;

/// Arguments of `datum check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 if the text was checked, whatever came of it; 2 if there is no text to check; 1 on failure."
)]
pub struct Arguments {
    /// The text to check, in English or Korean, or the files that hold it (plain text, Markdown, HTML, .docx); without it, standard input
    /// is read whole.
    #[arg(value_name = "TEXT")]
    text: Vec<String>,
    /// Print one JSON object: `claims`, each with quote, start, end, value, unit, verdict, figure, expected, text.
    #[arg(long)]
    json: bool,
    /// Check every line of standard input as a text of its own, and answer each on one line.
    #[arg(long, conflicts_with = "text")]
    lines: bool,
    /// The day on which the text was written (2024-06-20), for "last year" and 작년. Without it such periods stay open.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Print the claims with a verdict as ClaimReview (JSON-LD, schema.org).
    #[arg(long, conflicts_with = "json")]
    claimreview: bool,
    /// The language of the findings.
    #[arg(long, value_enum, default_value_t = LanguageChoice::Auto)]
    lang: LanguageChoice,
    /// Take this day for today.
    #[arg(long, value_name = "DATE", hide = true)]
    today: Option<Date>,
}

pub(super) fn run(arguments: &Arguments, packs: &PackArguments) -> Exit {
    let app = match packs.load() {
        Ok(app) => app,
        Err(exit) => return exit,
    };
    let checker = Checker { reader: Reader::new(&app.engine), arguments };
    let mut output = anstream::stdout();
    let done = if arguments.lines {
        checker.lines(&mut io::stdin().lock(), &mut output)
    } else if arguments.text.is_empty() {
        checker.whole(&mut io::stdin().lock(), &mut output)
    } else if let Some(files) = files(&arguments.text) {
        checker.files(&files, &mut output)
    } else {
        checker.single(&arguments.text.join(" "), &mut output)
    };
    Exit::of_stream("check", done)
}

/// The files that the arguments name; none if any of them is no file: then they are words of a text.
fn files(arguments: &[String]) -> Option<Vec<&Path>> {
    let files: Vec<&Path> = arguments.iter().map(Path::new).collect();
    files.iter().all(|path| path.is_file()).then_some(files)
}

struct Checker<'a> {
    reader: Reader<'a>,
    arguments: &'a Arguments,
}

impl Checker<'_> {
    /// The text on standard input.
    fn whole(&self, input: &mut impl Read, output: &mut impl Write) -> io::Result<Exit> {
        let language = self.arguments.lang.language().unwrap_or_default();
        let mut bytes = Vec::new();
        input.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > MAX_TEXT_BYTES {
            return Ok(refused(&say!(language, "claim-too-long", "limit" => MAX_TEXT_BYTES)));
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => self.single(&text, output),
            _ => Ok(refused(&say!(language, "claim-not-text"))),
        }
    }

    /// Each file by itself. One that cannot be checked is told of, and the others are.
    fn files(&self, files: &[&Path], output: &mut impl Write) -> io::Result<Exit> {
        let mut exit = Exit::Answer;
        for path in files {
            let name = path.display().to_string();
            let text = match self.article(path) {
                Ok(text) => text,
                Err(sentence) => {
                    exit = refused(&format!("{name}: {sentence}"));
                    continue;
                }
            };
            let for_programs = self.arguments.json || self.arguments.claimreview;
            if !for_programs && files.len() > 1 {
                writeln!(output, "== {name}")?;
            }
            self.write(&text, false, Some(&name), output)?;
            output.flush()?;
        }
        Ok(exit)
    }

    /// The text of a file, a paragraph a block whatever it was written in.
    fn article(&self, path: &Path) -> Result<String, String> {
        let language = self.arguments.lang.language().unwrap_or_default();
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes))
            .map_err(|error| error.to_string())?;
        if bytes.len() > MAX_TEXT_BYTES {
            return Err(say!(language, "claim-too-long", "limit" => MAX_TEXT_BYTES));
        }
        text_of(path.to_str(), &bytes).map_err(|error| unread(language, error))
    }

    fn single(&self, text: &str, output: &mut impl Write) -> io::Result<Exit> {
        if text.trim().is_empty() {
            let language = self.arguments.lang.language().unwrap_or_default();
            return Ok(refused(&say!(language, "claim-empty")));
        }
        self.write(text, false, None, output)?;
        output.flush()?;
        Ok(Exit::Answer)
    }

    fn lines(&self, input: &mut (impl BufRead + ?Sized), output: &mut impl Write) -> io::Result<Exit> {
        let language = self.arguments.lang.language().unwrap_or_default();
        while let Some(line) = read_line(input)? {
            match line {
                Line::Question(text) if !text.contains('\0') => self.write(&text, true, None, output)?,
                Line::Question(_) | Line::NotText => {
                    writeln!(output, "{}", self.bad_line(say!(language, "claim-not-text")))?
                }
                Line::TooLong => {
                    writeln!(output, "{}", self.bad_line(say!(language, "claim-too-long", "limit" => MAX_LINE_BYTES)))?;
                }
            }
            output.flush()?;
        }
        Ok(Exit::Answer)
    }

    fn bad_line(&self, sentence: String) -> String {
        let for_programs = self.arguments.json || self.arguments.claimreview;
        if for_programs { json::error(&sentence).to_string() } else { sentence }
    }

    /// Checks a text and writes the findings.
    fn write(&self, text: &str, one_line: bool, file: Option<&str>, output: &mut impl Write) -> io::Result<()> {
        let started = Instant::now();
        let claims = self.reader.check(text, self.arguments.date);
        let elapsed_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        let language = self.arguments.lang.language().unwrap_or_else(|| Language::of_text(text));
        let catalog = self.reader.engine().catalog();
        let checked = Checked { text, claims: &claims, language, catalog };
        if self.arguments.claimreview {
            let day = self.arguments.today.unwrap_or_else(today).to_string();
            let list = reviews(&checked, &day);
            return if one_line { writeln!(output, "{list}") } else { writeln!(output, "{list:#}") };
        }
        match (self.arguments.json, one_line) {
            (true, _) => {
                let json = ClaimsJson { checked: &checked, elapsed_us: Some(elapsed_us), file };
                serde_json::to_writer(&mut *output, &json)?;
                writeln!(output)
            }
            (false, true) => writeln!(output, "{}", checked.line()),
            (false, false) => writeln!(output, "{}", marked(&checked)),
        }
    }
}

/// Says why there is nothing to check.
fn refused(sentence: &str) -> Exit {
    let _ = writeln!(io::stderr(), "{sentence}");
    Exit::Misuse
}
