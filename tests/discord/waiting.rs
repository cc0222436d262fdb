//! Answers that take long: they are acknowledged meanwhile, given up in the end, and nobody else waits for them.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use datum::claim::Claim;
use datum::discord::{Answerer, Options};
use datum::figure::{FigureRef, Language, PartialDate};
use datum::pack::Catalog;
use datum::query::{Answer, Completion, Question, Selection, Span};
use datum::sandbox::{View, World};
use jiff::civil::Date;

use crate::stage::{APP, Stage};

const QUERY: [(&str, &str); 1] = [("query", "H100 count of Korea")];
const SLOW: [(&str, &str); 1] = [("query", "H100 count of Korea, slowly")];

/// Answers like the engine, except that whatever holds one word waits until it is let go.
#[derive(Clone, Default)]
struct Slow(Arc<(Mutex<bool>, Condvar)>);

impl Slow {
    fn let_go(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    fn wait(&self, text: &str) {
        if text.contains("slowly") {
            drop(self.0.1.wait_while(self.0.0.lock().unwrap(), |free| !*free).unwrap());
        }
    }
}

impl Answerer for Slow {
    fn catalog(&self) -> &Catalog {
        APP.catalog()
    }

    fn ask(&self, question: &Question<'_>) -> Answer {
        self.wait(question.text);
        APP.ask(&Question { text: question.text.trim_end_matches(", slowly"), ..*question })
    }

    fn select(&self, selection: Selection, language: Language, as_of: Option<PartialDate>) -> Answer {
        APP.select(selection, language, as_of)
    }

    fn trend(&self, figure: FigureRef, span: Span, language: Language, as_of: Option<PartialDate>) -> Answer {
        APP.trend(figure, span, language, as_of)
    }

    fn check(&self, text: &str, written: Option<Date>) -> Vec<Claim> {
        self.wait(text);
        APP.check(text, written)
    }

    fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        self.wait(text);
        APP.complete(text, limit)
    }

    fn brief(&self, request: &datum::brief::Request<'_>) -> datum::brief::Brief {
        APP.brief(request)
    }
}

/// A bot that answers slowly.
async fn slow(change: impl FnOnce(&mut Options)) -> (Stage, Slow) {
    let answerer = Slow::default();
    let own = answerer.clone();
    let stage = Stage::with(World::demo("Datum"), |options| {
        options.answerer = Arc::new(own);
        change(options);
    })
    .await;
    (stage, answerer)
}

// On one thread, so that an answer made on it would stop everything.
#[tokio::test]
async fn an_answer_that_takes_long_is_acknowledged_and_nobody_else_waits() {
    let (stage, answerer) = slow(|_| ()).await;
    let alex = stage.sandbox.user("Alex");
    let waiting = alex.start_slash("general", "fact", &SLOW).unwrap();
    let checking = alex.start_slash("general", "check", &[("text", "Korea holds 1,961 H100s, slowly.")]).unwrap();
    let asked = alex.say("general", "@Datum H100 count of Korea, slowly").await.unwrap();
    for _ in 0..20 {
        assert!(!alex.slash("general", "fact", &QUERY).await.unwrap().text().is_empty());
    }
    let sign = alex.answer_to(waiting).await.unwrap();
    assert!(sign.is_thinking(), "it is acknowledged");
    let check = alex.answer_to(checking).await.unwrap();
    assert!(check.is_thinking());
    answerer.let_go();
    let reply = stage.sandbox.settled(&sign).await.unwrap();
    assert!(reply.text().contains("1,961"), "{}", reply.text());
    let check = stage.sandbox.settled(&check).await.unwrap();
    assert!(check.text().contains("1,961"), "{}", check.text());
    let answer = stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    assert!(answer.text().contains("1,961"), "{}", answer.text());
    stage.end().await;
}

#[tokio::test]
async fn what_takes_too_long_is_given_up_with_a_sentence() {
    let (stage, answerer) = slow(|options| options.answer_within = Duration::from_millis(50)).await;
    let alex = stage.sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &SLOW).await.unwrap();
    assert!(reply.is_ephemeral() && reply.text().contains("given up"), "{}", reply.text());
    let asked = alex.say("general", "@Datum H100 count of Korea, slowly").await.unwrap();
    let answer = stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    assert!(answer.text().contains("given up"), "{}", answer.text());
    let completed = alex.autocomplete("general", "fact", &[("query", "slowly")]).await.unwrap();
    assert!(matches!(&completed.view, View::Choices(choices) if choices.is_empty()));
    answerer.let_go();
    stage.end().await;
}
