//! Bytes of a text file to text, where their encoding is sure.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are not read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// Nothing says in which encoding the text is.
    #[error(
        "the text is not UTF-8, and nothing says what it is: name its encoding with --encoding, for example --encoding {0}"
    )]
    Unsure(&'static str),
    /// The text is not in the encoding that was named.
    #[error("the text is not in the encoding {0}: name another one with --encoding, or save the file as UTF-8")]
    Wrong(String),
    /// There is no such encoding.
    #[error(
        "there is no encoding `{0}`: use a name of the Encoding Standard such as utf-8, utf-16le, euc-kr or windows-1252"
    )]
    Unknown(String),
}

/// The text of a file: by its byte order mark, by the name that was given, as UTF-8 if it is, as UTF-16 if every second byte of
/// its beginning is zero, and as CP949 only if it reads without a fault and shows common Korean syllables.
pub(super) fn decode<'a>(bytes: &'a [u8], named: Option<&str>) -> Result<Cow<'a, str>, EncodingError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(name) = named {
        let name = if name.eq_ignore_ascii_case("cp949") { "euc-kr" } else { name };
        let encoding = Encoding::for_label(name.as_bytes()).ok_or_else(|| EncodingError::Unknown(name.to_owned()))?;
        return read(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(Cow::Borrowed(text));
    }
    for (encoding, high) in [(UTF_16LE, 1), (UTF_16BE, 0)] {
        if half_is_zero(bytes, high) {
            return read(encoding, bytes);
        }
    }
    match read(EUC_KR, bytes) {
        Ok(text) if is_korean(&text) => Ok(text),
        Ok(_) => Err(EncodingError::Unsure("windows-1252")),
        Err(_) => Err(EncodingError::Unsure("windows-1252")),
    }
}

fn read<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, EncodingError> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| EncodingError::Wrong("utf-8".to_owned()));
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or_else(|| EncodingError::Wrong(encoding.name().to_lowercase()))
}

/// Whether text in UTF-16 is likely: digits, commas and Latin letters have one byte that is zero.
fn half_is_zero(bytes: &[u8], high: usize) -> bool {
    const SAMPLE: usize = 4096;
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let pairs = sample.chunks_exact(2).count();
    let zero = sample.chunks_exact(2).filter(|pair| pair.get(high) == Some(&0)).count();
    pairs > 4 && zero * 10 > pairs * 4
}

/// Whether the letters beyond ASCII are for the most part whole Hangul syllables: Latin text read as CP949 gives rare Han
/// characters and odd syllables next to ASCII letters instead.
fn is_korean(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let syllables = text.chars().filter(|c| matches!(c, '\u{AC00}'..='\u{D7A3}')).count();
    // In Korean text syllables stand beside syllables; a Latin letter with an accent stands between ASCII letters.
    let letters: Vec<char> = text.chars().take(20_000).collect();
    let glued = letters
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && matches!(b, '\u{AC00}'..='\u{D7A3}')));
    beyond > 3 && syllables * 10 >= beyond * 8 && glued.count() * 10 < syllables.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_encodings_are_read_and_others_are_asked_about() {
        let text = "행정구역별,시점,인구\n서울특별시,2023,9386034\n";
        let (korean, ..) = EUC_KR.encode(text);
        assert_eq!(decode(&korean, None).as_deref(), Ok(text));
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16, None).as_deref(), Ok(text));
        let unmarked: Vec<u8> = "Entity,Year,Value\nKorea,2020,1".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&unmarked, None).as_deref(), Ok("Entity,Year,Value\nKorea,2020,1"));
        let (latin, ..) =
            encoding_rs::WINDOWS_1252.encode("Land,Jahr,Wert\nÖsterreich,2020,1\nCôte d’Ivoire,2020,2\nTürkei,1,2\n");
        assert!(matches!(decode(&latin, None), Err(EncodingError::Unsure(_))));
        assert!(decode(&latin, Some("windows-1252")).is_ok_and(|text| text.contains("Österreich")));
        assert!(matches!(decode(&latin, Some("utf-8")), Err(EncodingError::Wrong(_))));
        assert!(matches!(decode(&latin, Some("klingon")), Err(EncodingError::Unknown(_))));
    }
}
