//! Everybody whom a number may be about, and how they stand to it.

use super::{Reading, Said};
use crate::figure::EntityRef;
use crate::lang::Phrase;

/// How a name stands to a number, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::claim) enum Standing {
    /// The text pairs them one by one ("respectively").
    Paired,
    /// The only one of the number's own segment.
    Only,
    /// The nearest of several in it.
    Nearest,
    /// Another one in it.
    Beside,
    /// The nearest one named before, in the same sentence.
    Told,
    /// Another one of the sentence.
    Sentence,
    /// One named later in the sentence.
    Later,
    /// One of the sentences before.
    Earlier,
}

/// More names than this are not weighed.
const MOST: usize = 10;

impl<'a> Reading<'a> {
    /// Everybody whom a number may be about, the likeliest first.
    pub(super) fn speakers(&self, phrase: &Phrase, said: &Said<'a>, before: &[usize]) -> Vec<(EntityRef, Standing)> {
        if let Some(entity) = self.paired(phrase) {
            return vec![(entity, Standing::Paired)];
        }
        let mut speakers: Vec<(EntityRef, Standing)> = Vec::new();
        let mut put = |entity: EntityRef, standing: Standing| {
            if speakers.len() < MOST && !speakers.iter().any(|(known, _)| *known == entity) {
                speakers.push((entity, standing));
            }
        };
        let own = super::about::nearest_first(&said.entities, phrase.folded.start.saturating_sub(said.offset));
        for (place, entity) in own.iter().enumerate() {
            put(
                *entity,
                match (place, own.len()) {
                    (_, 1) => Standing::Only,
                    (0, _) => Standing::Nearest,
                    _ => Standing::Beside,
                },
            );
        }
        let Some(segment) = self.segment_of(phrase) else { return speakers };
        let sentence = self.segments[segment].sentence;
        let (mut told, mut earlier) = (!own.is_empty(), None);
        for other in before {
            let Some(carrier) = self.said(*other).filter(|carrier| !carrier.entities.is_empty()) else { continue };
            let inside = self.segments[*other].sentence == sentence;
            if !inside && *earlier.get_or_insert(self.segments[*other].sentence) != self.segments[*other].sentence {
                break;
            }
            let found = if self.is_host(*other, phrase) {
                let place = phrase.folded.start.saturating_sub(carrier.offset);
                let ahead = carrier.entities.iter().filter(|named| named.range.end <= place);
                ahead.max_by_key(|named| named.range.end).map(|named| named.what).into_iter().collect()
            } else {
                super::about::nearest_first(&carrier.entities, usize::MAX)
            };
            for entity in found {
                put(
                    entity,
                    match (inside, told) {
                        (true, false) => Standing::Told,
                        (true, true) => Standing::Sentence,
                        (false, _) => Standing::Earlier,
                    },
                );
            }
            told = true;
        }
        let place = self.segments[segment].range.start;
        let later = self.sentences[sentence].segments.clone();
        for other in later.filter(|other| self.segments[*other].range.start > place) {
            for named in self.said(other).into_iter().flat_map(|said| &said.entities) {
                put(named.what, Standing::Later);
            }
        }
        speakers
    }
}
