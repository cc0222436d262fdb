//! Where answers come from, as this room sees it: the engine, or in a test anything that behaves badly on purpose.

use jiff::civil::Date;

use crate::app::App;
use crate::brief::{self, Brief};
use crate::claim::Claim;
use crate::figure::{FigureRef, Language, PartialDate};
use crate::pack::Catalog;
use crate::query::{Answer, Completion, Frame, Gap, Question, Selection, Span, Turn};
use crate::read::OnceRead;

/// Answers questions; see [`Engine`](crate::query::Engine) for what each function promises.
pub trait Answerer: Send + Sync {
    /// The catalogue that answers refer to.
    fn catalog(&self) -> &Catalog;
    /// Answers a question.
    fn ask(&self, question: &Question<'_>) -> Answer;
    /// Answers a question after what was said before.
    fn converse(&self, question: &Question<'_>, previous: Option<&Frame>, read: Option<&OnceRead>) -> Turn {
        let _ = (previous, read);
        Turn::alone(self.ask(question))
    }
    /// A text to be read once; none where nothing is read before it is asked.
    fn read(&self, text: &str, today: Date) -> Option<OnceRead> {
        let _ = (text, today);
        None
    }
    /// The language that a text is written in, if it tells; with the text as it was read, if it was.
    fn spoken_in(&self, text: &str, read: Option<&OnceRead>) -> Option<Language> {
        let _ = read;
        Language::spoken_in(text)
    }
    /// Answers what was chosen.
    fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer;
    /// Follows the cell of a figure over time.
    fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer;
    /// What could be meant by a half-typed text.
    fn complete(&self, text: &str, limit: usize) -> Vec<Completion>;
    /// What is nearest to questions that got no answer, and which names would have answered them. May take a moment.
    fn gaps(&self, asked: &[String], today: Date) -> Vec<Gap> {
        let _ = today;
        let gap = |words: &String| Gap { words: words.clone(), is_answered: false, nearest: None, name: None };
        asked.iter().map(gap).collect()
    }
    /// Makes a brief.
    fn brief(&self, request: &brief::Request<'_>) -> Brief;
    /// The numbers of a text, written on a day, with what the figures say about them.
    fn check(&self, text: &str, written: Option<Date>) -> Vec<Claim>;
    /// Makes now what is otherwise made for the first that asks.
    fn prepare(&self) {}
}

impl Answerer for App {
    fn catalog(&self) -> &Catalog {
        self.engine.catalog()
    }

    fn ask(&self, question: &Question<'_>) -> Answer {
        self.engine.ask(question)
    }

    fn converse(&self, question: &Question<'_>, previous: Option<&Frame>, read: Option<&OnceRead>) -> Turn {
        match read {
            Some(read) => self.engine.converse_read(question, previous, read),
            None => self.engine.converse(question, previous),
        }
    }

    fn read(&self, text: &str, today: Date) -> Option<OnceRead> {
        Some(self.engine.read(text, today))
    }

    fn spoken_in(&self, text: &str, read: Option<&OnceRead>) -> Option<Language> {
        match read {
            Some(read) => self.engine.spoken_in(read),
            None => self.engine.spoken_in(&self.engine.read(text, Date::ZERO)),
        }
    }

    fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer {
        self.engine.select(selection, language, as_of)
    }

    fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer {
        self.engine.trend(figure, span, language, as_of)
    }

    fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        self.engine.complete(text, limit)
    }

    fn gaps(&self, asked: &[String], today: Date) -> Vec<Gap> {
        self.engine.gaps(asked, today)
    }

    fn brief(&self, request: &brief::Request<'_>) -> Brief {
        brief::render(&self.engine, request)
    }

    fn check(&self, text: &str, written: Option<Date>) -> Vec<Claim> {
        self.reader().check(text, written)
    }

    fn prepare(&self) {
        App::prepare(self);
    }
}
