//! Hangul syllables as the letters they are typed with.

/// First letters of syllables, in Unicode's order.
const INITIALS: [char; 19] =
    ['ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ'];
/// Middle letters, in Unicode's order.
const MEDIALS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ', 'ㅟ', 'ㅠ', 'ㅡ',
    'ㅢ', 'ㅣ',
];
/// Last letters, in Unicode's order; the first place stands for none.
const FINALS: [char; 28] = [
    '\0', 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ', 'ㅂ', 'ㅄ',
    'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// The letters of a text: Hangul syllables taken apart, everything else as it is.
pub(crate) fn letters(text: &[char]) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() * 3);
    for &c in text {
        match parts(c) {
            Some((initial, medial, last)) => {
                letters.push(initial);
                letters.push(medial);
                if last != '\0' {
                    letters.push(last);
                }
            }
            None => letters.push(c),
        }
    }
    letters
}

/// The first letters of Hangul syllables (`한국` is `ㅎㄱ`), as people type them to search.
pub(crate) fn initials(text: &[char]) -> Vec<char> {
    text.iter().map(|c| parts(*c).map_or(*c, |(initial, _, _)| initial)).collect()
}

fn parts(c: char) -> Option<(char, char, char)> {
    let offset = usize::try_from(u32::from(c).checked_sub(0xAC00)?).ok()?;
    let initial = *INITIALS.get(offset / (21 * 28))?;
    Some((initial, MEDIALS[offset / 28 % 21], FINALS[offset % 28]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_come_apart() {
        let apart = |text: &str| letters(&text.chars().collect::<Vec<_>>()).into_iter().collect::<String>();
        assert_eq!(apart("한국a힣가"), "ㅎㅏㄴㄱㅜㄱaㅎㅣㅎㄱㅏ");
        assert_eq!(initials(&['한', '국', ' ', 'H', '1']), ['ㅎ', 'ㄱ', ' ', 'H', '1']);
    }
}
