//! A pack in one file that opens quickly: checked once when it is built, with its figures in columns.
//!
//! The small tables of a pack are in it as they are, and go the usual way (`identity`, `checks`, `assemble`), since they meet
//! those of other packs. The figures, which are nearly all of a large pack, were checked when the file was built: those that
//! nothing else refers to are columns of numbers and texts (`block`) and become figures without passing through text again;
//! the others stay rows of `figures.csv`.
//!
//! The file: the mark, the format's number, a SHA-256 sum of all behind it, the length of the contents, and the contents,
//! which are postcard compressed with LZ4.

mod block;

use std::borrow::Cow;
use std::io::{Read, Write};
use std::sync::Arc;

use lz4_flex::frame::{FrameDecoder, FrameEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(super) use block::Block;

use super::location::{PackFile, PackSource};
use super::raw::Pack;

/// What a compact file is called at its end.
pub(super) const ENDING: &str = "datum";
/// What it begins with: no text file does.
const MARK: &[u8; 8] = b"DATUM\0\r\n";
/// The form of the contents. A change of it is a new number.
const FORMAT: u16 = 1;
/// The bytes before the contents: mark, format, sum, length.
const HEAD: usize = MARK.len() + 2 + 32 + 8;
/// Contents beyond this are not opened: ten million figures need a tenth of it.
const MAX_CONTENTS: u64 = 16 << 30;

/// Why a compact file cannot be opened or built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompactError {
    /// It is something else.
    #[error("it is no compact pack: make one with `datum pack build DIR --into NAME.datum`")]
    Other,
    /// A newer program made it.
    #[error(
        "it was built by a newer Datum (form {found}; this one reads form {FORMAT}): update this program, or build the file \
         with it from the pack's folder"
    )]
    Newer {
        /// The form that it has.
        found: u16,
    },
    /// An earlier program made it, in a form that is read no more.
    #[error(
        "it was built by an earlier Datum (form {found}; this one reads form {FORMAT}): build it again from the pack's folder"
    )]
    Older {
        /// The form that it has.
        found: u16,
    },
    /// It is not as it was written.
    #[error(
        "it is damaged or cut off (its checksum does not fit): copy it again, or build it again from the pack's folder"
    )]
    Damaged,
    /// The sum fits and the contents do not.
    #[error("its contents do not hang together: build it again from the pack's folder")]
    Inconsistent,
    /// The pack is compact already.
    #[error("it is a compact pack already: build from the pack's folder")]
    Already,
    /// A table of the pack could not be read.
    #[error("a table cannot be read: `datum pack check` says what is wrong")]
    Unread,
}

#[derive(Serialize, Deserialize)]
struct Contents<'a> {
    name: Cow<'a, str>,
    files: Vec<(Cow<'a, str>, Cow<'a, [u8]>)>,
    figures: Block,
}

/// A pack as one compact file. The pack must have passed the checks.
///
/// # Errors
/// If it is compact already, or a table cannot be read.
pub fn compact(source: &PackSource) -> Result<Vec<u8>, CompactError> {
    if source.packed.is_some() {
        return Err(CompactError::Already);
    }
    let pack = Pack::read(source.clone(), 0);
    let (figures, rest) = Block::of(&pack).ok_or(CompactError::Unread)?;
    let mut files: Vec<(Cow<'_, str>, Cow<'_, [u8]>)> = Vec::new();
    for (name, file) in &source.files {
        let PackFile::Bytes(bytes) = file else { return Err(CompactError::Unread) };
        let bytes = if name == "figures.csv" { Cow::Borrowed(rest.as_bytes()) } else { Cow::Borrowed(bytes.as_ref()) };
        files.push((Cow::Borrowed(name), bytes));
    }
    drop(pack);
    let contents = Contents { name: Cow::Borrowed(&source.name), files, figures };
    let plain = postcard::to_stdvec(&contents).map_err(|_| CompactError::Inconsistent)?;
    drop(contents);
    let mut encoder = FrameEncoder::new(Vec::new());
    let packed =
        encoder.write_all(&plain).ok().and_then(|()| encoder.finish().ok()).ok_or(CompactError::Inconsistent)?;
    let length = (plain.len() as u64).to_le_bytes();
    let mut file = Vec::with_capacity(HEAD + packed.len());
    file.extend_from_slice(MARK);
    file.extend_from_slice(&FORMAT.to_le_bytes());
    file.extend_from_slice(&sum(&length, &packed));
    file.extend_from_slice(&length);
    file.extend_from_slice(&packed);
    Ok(file)
}

/// The pack that a compact file holds.
///
/// # Errors
/// If it is none, is damaged, or was made by another version of the program.
pub fn open(file: &[u8]) -> Result<PackSource, CompactError> {
    let rest = file.strip_prefix(MARK).ok_or(CompactError::Other)?;
    let (format, rest) = rest.split_first_chunk::<2>().ok_or(CompactError::Damaged)?;
    match u16::from_le_bytes(*format) {
        FORMAT => {}
        found if found > FORMAT => return Err(CompactError::Newer { found }),
        found => return Err(CompactError::Older { found }),
    }
    let (expected, rest) = rest.split_first_chunk::<32>().ok_or(CompactError::Damaged)?;
    let (length, packed) = rest.split_first_chunk::<8>().ok_or(CompactError::Damaged)?;
    if sum(length, packed) != *expected {
        return Err(CompactError::Damaged);
    }
    let length = u64::from_le_bytes(*length);
    if length > MAX_CONTENTS {
        return Err(CompactError::Inconsistent);
    }
    let mut plain = Vec::with_capacity(usize::try_from(length).unwrap_or(0).min(packed.len().saturating_mul(64)));
    FrameDecoder::new(packed).take(length + 1).read_to_end(&mut plain).map_err(|_| CompactError::Damaged)?;
    if plain.len() as u64 != length {
        return Err(CompactError::Inconsistent);
    }
    let contents: Contents<'_> = postcard::from_bytes(&plain).map_err(|_| CompactError::Inconsistent)?;
    if !contents.figures.is_consistent() {
        return Err(CompactError::Inconsistent);
    }
    let owned = |(name, bytes): (Cow<'_, str>, Cow<'_, [u8]>)| {
        (name.into_owned(), PackFile::Bytes(Cow::Owned(bytes.into_owned())))
    };
    Ok(PackSource {
        name: contents.name.into_owned(),
        files: contents.files.into_iter().map(owned).collect(),
        is_embedded: false,
        packed: Some(Arc::new(contents.figures)),
    })
}

fn sum(length: &[u8], packed: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(length).chain_update(packed).finalize().into()
}
