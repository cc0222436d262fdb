//! A text that names no measure: it is about that of the conversation.

use super::again::Several;
use super::complete::Completing;
use super::frame::{Frame, add};
use super::meaning::Idea;
use super::{Kept, Turn, Wish, pair};
use crate::figure::{EntityKind, EntityRef};
use crate::lang::Asked;
use crate::lang::lexicon::Role;
use crate::query::answering::Taken;
use crate::query::{Answer, Assumption, Operation, Outcome, Question, Reason};
use crate::read::OnceRead;
use crate::read::interpret::Reading;

impl Completing<'_> {
    /// A text that names no measure: it is about that of the frame, if its words leave nothing open then.
    pub fn unnamed(&self, frame: &Frame, alone: &Answer) -> Option<Turn> {
        let points = self.heard.opens || self.heard.pair || self.heard.them || self.heard.this;
        let guessed = alone.assumptions.iter().any(|one| matches!(one, Assumption::Understood(_)));
        // Complete by itself: an id, or two whole sides.
        let complete = self.exact.metrics.is_empty() || self.exact.unexplained & !self.heard.consumed != 0;
        if alone.outcome == Outcome::Answer && !points && !guessed && complete {
            return None;
        }
        let names_alone = !self.linked.entities.is_empty() && !points;
        if !self.says_something() || frame.guarded && names_alone {
            return None;
        }
        let metric = *frame.metrics.first()?;
        if let Some(turn) = self.nearby(frame) {
            return Some(turn);
        }
        let mut reading = self.read_about(metric);
        let reckoning = self.reckoning(self.catalog.unit_of(metric).kind, reading.subject);
        reading.unexplained &= !reckoning.words;
        reading.wrong_unit &= reading.unexplained;
        reading.subject |= reckoning.words;
        let idea = self.idea(&mut reading).or_else(|| self.idea_of_phrases(&reading));
        let negation = self.linked.with_role(Role::Negation);
        let does_follow = self.linked.with_role(Role::Trend) != 0;
        self.set_light_words_aside(&mut reading);
        self.set_calculating_aside(&mut reading, idea);
        let carriers = self.set_carriers_aside(&mut reading, does_follow);
        self.set_wonder_aside(&mut reading);
        let left = reading.unexplained & !self.linked.places() & !negation;
        if left != 0 {
            return None;
        }
        reading.unexplained &= !negation;
        reading.metrics.clone_from(&frame.metrics);
        let mut does = self.does(&reading);
        // "And the target?": the word may stand in a name of the measure, but was not said of it yet.
        does.looks_ahead |= !frame.looks_ahead(self.catalog) && self.looks_ahead();
        does.follows |= idea == Some(Idea::Follow);
        // "Who is first", after the place of one.
        does.ranks |= self.heard.who && self.asks_for_first();
        does.compares |= idea == Some(Idea::Compare);
        let names_some = !reading.entities.is_empty();
        does.compares |= names_some && !does.ranks && (self.heard.comparative || self.names_what_is_exceeded());
        let calculates = reckoning.share || reckoning.average;
        let mut kept = Kept { metrics: frame.metrics.clone(), ..Kept::default() };
        let new_names = !reading.entities.is_empty() || reading.unexplained & self.linked.places() != 0;
        let asked_for = || match frame.periods.as_slice() {
            [Asked::Within(period)] => Some(period.last_day().year()),
            _ => None,
        };
        let shown = frame.figures.first().map(|figure| self.catalog.figure(*figure).period.last_day().year());
        let shown = shown.or_else(asked_for);
        if self.heard.years_on.is_some() && shown.is_none() || self.is_of_another_whole(frame, &reading) {
            return None;
        }
        let year = self.heard.year_from(shown);
        let timeless = self.linked.periods.is_empty() && year.is_none();
        let nothing_new = !new_names && timeless && reading.sources.is_empty();
        does.compares |= reckoning.share || reckoning.average && timeless && reading.entities.len() < 2;
        let plain =
            !(does.compares || does.ranks || does.follows || does.negates || does.looks_ahead || self.heard.newest);
        // "Why are there two numbers": of what was shown.
        let known = reading.entities.iter().all(|entity| frame.entities.contains(entity));
        let explains = self.heard.wish() == Some(Wish::Why) && known && timeless && self.linked.places() == 0;
        if explains && !frame.missed {
            return Some(self.again(frame, &reading, idea));
        }
        let points_at_several = (self.heard.pair || self.heard.them) && !explains;
        if nothing_new && self.states_another_number(frame, &reading) {
            return None;
        }
        if nothing_new && plain && !points_at_several {
            let nothing = frame.missed || self.speaks_of_another(metric, carriers);
            return (!nothing).then(|| self.again(frame, &reading, idea));
        }
        // "By how many points did it change": between the two times that were spoken of.
        let by_words = reckoning.words != 0 || self.calculates_a_change();
        let measured = does.follows && nothing_new && by_words && frame.operation == Operation::Lookup;
        if let Some(turn) = measured.then(|| self.between_two(frame)).flatten() {
            return Some(turn);
        }
        // "Which is more": of those that were spoken of, not of all.
        if does.ranks
            && self.heard.comparative
            && nothing_new
            && matches!(self.several(frame, false), Several::Names(_))
        {
            does.compares = true;
        }
        // By itself 전년 is the year before this one; in a conversation it is the one before the year that was shown.
        let elsewhere = self.linked.periods_at() & !self.heard.consumed != 0;
        let mut periods = match year {
            Some(year) if !elsewhere => vec![year],
            _ => self.linked.periods.clone(),
        };
        if does.negates && !self.corrected(frame, &mut reading, &mut periods) {
            return None;
        }
        if new_names {
            let with = does.ranks && self.heard.this;
            let beside = does.compares || with || frame.operation == Operation::Compare && frame.entities.len() > 1;
            if beside && !does.negates && !reading.entities.is_empty() {
                // "And the UK?" after two others: it is asked about, and stands before them.
                let (mut all, mut more) = (reading.entities.clone(), frame.entities.clone());
                if does.compares {
                    std::mem::swap(&mut all, &mut more);
                }
                more.into_iter().for_each(|entity| add(&mut all, entity));
                // "So Meta bought how many times as many": beside the one that was spoken of before.
                if let ([_], true) = (all.as_slice(), does.compares)
                    && let Some(names) = pair::entities(self.catalog, frame, 2, None)
                {
                    names.into_iter().for_each(|entity| add(&mut all, entity));
                }
                kept.entities.clone_from(&frame.entities);
                reading.entities = all;
            }
        } else if points_at_several || does.compares && nothing_new {
            match self.several(frame, reckoning.share) {
                Several::Names(names) => {
                    kept.entities.clone_from(&names);
                    reading.entities = names;
                }
                Several::Done(mut turn) => {
                    self.reckon(reckoning, &mut turn.answer);
                    return Some(*turn);
                }
                // Two periods of one thing, or a series: it says how many times already.
                Several::Nothing if frame.figures.len() > 1 && frame.operation != Operation::Rank && !frame.missed => {
                    return Some(self.again(frame, &reading, idea));
                }
                Several::Nothing => return Some(self.compared_with_nothing(alone)),
            }
        } else if !(does.ranks && (self.heard.who || self.linked.nth.is_some())) {
            let whom = self.pointed_at(frame);
            kept.entities.clone_from(&whom);
            reading.entities = whom;
        }
        if reading.sources.is_empty() && !frame.sources.is_empty() && !does.negates {
            reading.sources.clone_from(&frame.sources);
            kept.sources.clone_from(&frame.sources);
        }
        // "Compare with 2022": the period that was shown is the other side.
        if does.compares && !new_names && periods.len() == 1 {
            let shown = frame.figures.last().map(|figure| Asked::Within(self.catalog.figure(*figure).period));
            let before = if frame.periods.is_empty() { shown.into_iter().collect() } else { frame.periods.clone() };
            let own = std::mem::take(&mut periods);
            before.into_iter().chain(own).for_each(|asked| add(&mut periods, asked));
        }
        let kept_outlook = frame.outlook && !does.looks_ahead && !does.negates && periods.is_empty();
        let outlook = kept_outlook || does.looks_ahead;
        let acts = does.compares || does.ranks || does.follows;
        let operation = match idea {
            Some(Idea::Follow) => Operation::Trend,
            _ if acts || does.looks_ahead => Operation::Lookup,
            // "And Fugaku?" after an order of all: its figure, and not the order again.
            _ if new_names && frame.operation == Operation::Rank && frame.entities.is_empty() => Operation::Lookup,
            _ => self.operation_of(frame),
        };
        let taken = Taken { operation, outlook };
        let taken_periods =
            if periods.is_empty() && !does.follows && !self.heard.newest { frame.periods.clone() } else { Vec::new() };
        let own = if taken_periods.is_empty() { periods } else { taken_periods.clone() };
        let mut turn = self.asked(frame, &reading, taken, kept.clone(), own, !taken_periods.is_empty());
        let no_period = matches!(turn.answer.reason, Some(Reason::NoPeriod { .. }));
        // 4년 전에는: before the year that was shown, where there is none of so long ago.
        if no_period && let Some(earlier) = shown.and_then(|shown| self.years_before(shown)) {
            let earlier = self.asked(frame, &reading, taken, kept.clone(), vec![earlier], false);
            if earlier.answer.outcome == Outcome::Answer {
                turn = earlier;
            }
        }
        if no_period && !taken_periods.is_empty() && new_names {
            let without = self.asked(frame, &reading, taken, kept, Vec::new(), false);
            if without.answer.outcome == Outcome::Answer {
                turn = without;
            }
        }
        let none_ahead = matches!(turn.answer.reason, Some(Reason::NoOutlook { .. } | Reason::NoPeriod { .. }));
        if does.looks_ahead && none_ahead {
            turn = self.planned(frame, &reading).unwrap_or(turn);
        }
        let unread = matches!(turn.answer.reason, Some(Reason::UnknownWords(_) | Reason::Negation));
        if calculates {
            self.reckon(reckoning, &mut turn.answer);
        }
        (!unread).then_some(turn)
    }

    /// Whether a part is named ("large firms") that belongs to another whole than the one that is spoken of.
    fn is_of_another_whole(&self, frame: &Frame, reading: &Reading) -> bool {
        let apart = |part: &EntityRef| {
            let entity = self.catalog.entity(*part);
            let Some(whole) = entity.part_of.filter(|_| entity.kind == EntityKind::Group) else { return false };
            let spoken = frame.entities.iter().chain(&self.exact.entities).filter(|known| *known != part);
            let mut spoken = spoken.map(|known| *known == whole || self.catalog.is_within(*known, whole));
            !frame.entities.is_empty() && !frame.entities.contains(part) && !spoken.any(|same| same)
        };
        reading.entities.iter().any(apart)
    }

    /// A text that could not be read as it is: one of what was offered, another measure, or what is left without what it denies.
    pub fn another_way(&self, frame: &Frame) -> Option<Turn> {
        if let Some(turn) = self.chosen(frame).or_else(|| self.nearby(frame)) {
            return Some(turn);
        }
        let meant = self.but_not(frame)?;
        let question = Question { text: &meant, ..self.question.clone() };
        let before = Frame { outlook: false, denied: true, ..frame.clone() };
        let read = OnceRead::new(question.text, question.today, &self.lore.vocabulary);
        let turn = super::turn(self.catalog, self.lore, &question, Some(&before), &read);
        let shown = frame.figures.first();
        (turn.answer.outcome == Outcome::Answer && turn.answer.figures.first() != shown).then_some(turn)
    }

    /// "Not Korea, Japan": what the frame has is left out, and the rest is meant. False where that leaves nothing, or takes
    /// nothing away.
    fn corrected(&self, frame: &Frame, reading: &mut Reading, periods: &mut Vec<Asked>) -> bool {
        let names = reading.entities.len();
        let dates = periods.len();
        reading.entities.retain(|entity| !frame.entities.contains(entity));
        periods.retain(|asked| !frame.periods.contains(asked) && !self.was_shown(frame, asked));
        let changed = (names, dates) != (reading.entities.len(), periods.len());
        let place = reading.unexplained & self.linked.places() != 0;
        let left = !reading.entities.is_empty() || !periods.is_empty() || place;
        // What stays where nothing of its kind was named.
        let whole = (names == 0) == reading.entities.is_empty() || place;
        reading.subject |= self.linked.with_role(Role::Negation);
        changed && left && whole
    }

    fn was_shown(&self, frame: &Frame, asked: &Asked) -> bool {
        frame.figures.iter().all(|figure| asked.admits(&self.catalog.figure(*figure).period))
    }
}
