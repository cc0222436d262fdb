//! What of a text is the question: what stands before it and asks nothing ("right, something else: ..."), and what it denies
//! ("not the target, what they bought") is cut off.
//!
//! Only what is understood is cut. A clause with a name, a time, a number or an unknown word in it may change what is asked, so it
//! stays; and what is denied must be what the conversation is about.

use super::complete::Completing;
use super::frame::Frame;
use super::heard;
use crate::lang::concepts::{Bearing, Effect, Lexicon, Meaning};
use crate::lang::lexicon::Role;
use crate::lang::text::Class;
use crate::read::link::{Linked, Mask, positions};
use crate::read::segment::Kind;

/// Whether a clause asks for nothing and names nothing.
pub(super) fn asks_nothing(linked: &Linked, ends_sentence: bool) -> bool {
    let does = [
        Role::Compare,
        Role::Ratio,
        Role::Sum,
        Role::Trend,
        Role::Most,
        Role::Least,
        Role::Definition,
        Role::Source,
        Role::Outlook,
    ];
    let changes = heard::change_of_subject(linked);
    let does = does.iter().fold(0, |mask, role| mask | linked.with_role(*role)) & !changes;
    // What a sentence of its own denies is no part of the next one.
    let denies = if ends_sentence { 0 } else { linked.with_role(Role::Negation) };
    let named = (linked.named() | linked.places() | linked.numbers() | linked.periods_at()) & !changes;
    let unknown = |position: usize| {
        let kind = &linked.pieces[position].kind;
        matches!(kind, Kind::Unknown | Kind::Typo(_)) || linked.is_typed_as_name(position) && position > 0
    };
    // "For women: ..." and "part-time only: ..." narrow what is asked, though they ask nothing.
    let lexicon = Lexicon::get();
    let bears = |position: usize| {
        let piece = &linked.pieces[position];
        let form = linked.text.slice(piece.start, piece.end);
        let of_piece = match piece.kind {
            Kind::Everyday(number) => Some(lexicon.meaning(number).clone()),
            _ => lexicon.meaning_of(&form),
        };
        let light = |meaning: &Meaning| meaning.effects.is_idle() || meaning.alone == Some(Bearing::Light);
        let everyday = matches!(piece.kind, Kind::Everyday(_));
        of_piece.is_some_and(|meaning| {
            meaning.effects.has(Effect::Qualify) && !light(&meaning) || everyday && !light(&meaning)
        })
    };
    (does | denies | named) == 0
        && !positions(linked.all() & !changes).any(|position| unknown(position) || bears(position))
}

/// The places in a text behind which a new clause begins, with whether a sentence ends there.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = (usize, bool)> + '_ {
    let next_is_blank = |at: usize| text[at..].chars().next().is_some_and(char::is_whitespace);
    text.char_indices().filter_map(move |(at, c)| {
        let behind = at + c.len_utf8();
        let ends = matches!(c, '.' | '!' | '?' | '…' | '。' | '？' | '！');
        let parts = ends || matches!(c, ',' | ':' | ';' | '–' | '—' | '、' | '，');
        (parts && next_is_blank(behind)).then_some((behind, ends))
    })
}

impl Completing<'_> {
    /// The part of a text that is meant where the other part is denied: what stands behind 말고 or the comma behind "not ...", else
    /// what stands before it. None where what is denied is not what is spoken of.
    pub(super) fn but_not(&self, frame: &Frame) -> Option<String> {
        let linked = self.linked;
        let denies = linked.with_role(Role::Negation);
        let hangul = |position: &usize| linked.text.classes[linked.pieces[*position].start] == Class::Hangul;
        // 아니 목표 말고: the word behind what is denied.
        let first = positions(denies).filter(hangul).last().or_else(|| positions(denies).next())?;
        let piece = &linked.pieces[first];
        let text = &linked.text;
        let whole = text.typed(0, text.len());
        // Places in the text that is cut: what stands before its first word is gone.
        let base = text.range(0, text.len()).start;
        let place = |start: usize, end: usize| {
            let range = text.range(start, end);
            range.start - base..range.end - base
        };
        let range = place(piece.start, piece.end);
        let behind_noun = text.classes[piece.start] == Class::Hangul;
        let (denied, meant) = if behind_noun {
            // Particles of the word that denies go with it.
            let end = text.run_end(piece.start).max(piece.end);
            ((0, piece.start), whole[place(piece.start, end).end..].to_owned())
        } else {
            let rest = &whole[range.end..];
            let marks = [',', ';', '–', '—'];
            let mark = rest.char_indices().find(|(_, c)| marks.contains(c)).map(|(at, c)| at + c.len_utf8());
            let comma = mark.or_else(|| rest.find(". ").map(|at| at + 1));
            let joined = [" but ", " i mean ", " I mean ", " I meant ", " i meant "];
            let joined = joined.iter().filter_map(|word| rest.find(word).map(|at| at + word.len())).min();
            let cut = comma.into_iter().chain(joined).min();
            let end = cut.map_or(whole.len(), |at| range.end + at);
            let last = linked
                .pieces
                .iter()
                .rfind(|piece| place(piece.start, piece.end).end <= end)
                .map_or(piece.end, |last| last.end);
            let behind = whole[end..].trim();
            let meant = if behind.chars().any(char::is_alphanumeric) { behind } else { whole[..range.start].trim() };
            ((piece.end, last), meant.to_owned())
        };
        let inside = |position: &usize| {
            let piece = &linked.pieces[*position];
            piece.start >= denied.0 && piece.end <= denied.1
        };
        let mask = (0..linked.pieces.len()).filter(inside).fold(0, |mask, position| mask | 1 << position);
        let meant = meant.trim_matches(|c: char| !c.is_alphanumeric() && c != '?').to_owned();
        // "Memory instead": of what is spoken of.
        let instead = mask == 0 && !behind_noun && positions(denies).count() == 1;
        (!meant.is_empty() && (instead || mask != 0 && self.is_spoken_of(frame, mask))).then_some(meant)
    }

    /// Whether words say what the conversation is about: its measure, its names, that it is a plan.
    fn is_spoken_of(&self, frame: &Frame, mask: Mask) -> bool {
        let linked = self.linked;
        let idle = self.heard.consumed | linked.carrying(&[Role::Chatter]);
        let idle = idle | linked.with_role(Role::Negation);
        let names = linked.entities.iter().filter(|named| frame.entities.contains(&named.what));
        let names = names.fold(0, |mask, named| mask | named.mask);
        let leaves = frame.leaves(self.catalog);
        let ahead = frame.looks_ahead(self.catalog);
        let known = |position: usize| {
            let bit = 1 << position;
            let plan = ahead && linked.with_role(Role::Outlook) & bit != 0;
            let word = linked.word_at(position);
            let own = leaves.iter().any(|metric| {
                word.is_some_and(|word| self.lore.profile(*metric).words.contains(&word))
                    || self.means_name_of(position, *metric)
                    || linked.units_at(position).contains(&self.catalog.metric(*metric).unit)
                    || self.asks_for_share(position) && self.is_share(*metric)
            });
            let meaning = linked.meaning_at(position, &self.lore.vocabulary);
            let actual = |meaning: &crate::lang::concepts::Meaning| {
                meaning.groups.iter().any(|group| &*Lexicon::get().group(*group).id == "actual")
            };
            let observed = !ahead && meaning.is_some_and(actual);
            names & bit != 0 || plan || own || observed
        };
        let said = mask & !idle;
        said != 0 && positions(said).all(known)
    }

    fn is_share(&self, metric: crate::figure::MetricRef) -> bool {
        self.catalog.unit_of(metric).kind == crate::figure::UnitKind::Percent
    }
}
