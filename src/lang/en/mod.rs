//! English: which dictionary forms an inflected word may come from.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

const IRREGULAR: &str = include_str!("../../../data/lexicon/en/irregular.csv");

static FORMS: Lazy<FxHashMap<&'static str, Vec<&'static str>>> = Lazy::new(|| {
    let mut forms: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for line in IRREGULAR.lines().skip(1) {
        let Some((lemma, inflected)) = line.split_once(',') else { continue };
        for form in inflected.split('|') {
            forms.entry(form).or_default().push(lemma);
        }
    }
    forms
});

/// Shorter words have no ending that could be taken away.
const SHORTEST_INFLECTED: usize = 4;

/// The words of a dictionary that a lower-case word may be a form of: itself, what the irregular forms say, and what is left
/// without a regular ending. Most of them are no words; whoever looks them up finds out.
pub fn lemmas(word: &str) -> Vec<String> {
    let mut lemmas = vec![word.to_owned()];
    lemmas.extend(FORMS.get(word).into_iter().flatten().map(|lemma| (*lemma).to_owned()));
    if !word.is_ascii() {
        return lemmas;
    }
    if word.len() < SHORTEST_INFLECTED {
        return lemmas;
    }
    let mut push = |lemma: String| {
        if lemma.len() > 1 && !lemmas.contains(&lemma) {
            lemmas.push(lemma);
        }
    };
    if let Some(stem) = word.strip_suffix("'s") {
        push(stem.to_owned());
        return lemmas;
    }
    if let Some(stem) =
        word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")).or_else(|| word.strip_suffix("ier"))
    {
        push(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("iest").or_else(|| word.strip_suffix("ily")) {
        push(format!("{stem}y"));
    }
    for ending in ["ing", "est", "ed", "er", "es", "ly", "s"] {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        if ending == "s" && stem.ends_with(['s', 'u', 'i']) {
            continue;
        }
        // Boxes, churches, heroes: behind other letters the plural is written without e.
        let takes_es = ["s", "x", "z", "ch", "sh", "o"].iter().any(|sound| stem.ends_with(sound));
        if ending != "es" || takes_es {
            push(stem.to_owned());
        }
        if !matches!(ending, "s" | "ly") {
            push(format!("{stem}e"));
            let mut letters = stem.chars().rev();
            if let (Some(last), Some(before)) = (letters.next(), letters.next())
                && last == before
                && !"aeiou".contains(last)
            {
                push(stem[..stem.len() - last.len_utf8()].to_owned());
            }
        }
    }
    lemmas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_dictionary_word() {
        for (form, lemma) in [
            ("bought", "buy"),
            ("snapped", "snap"),
            ("purchases", "purchase"),
            ("hiring", "hire"),
            ("companies", "company"),
            ("biggest", "big"),
            ("heavier", "heavy"),
            ("lacked", "lack"),
            ("running", "run"),
            ("women", "woman"),
            ("houses", "house"),
            ("boxes", "box"),
            ("dishes", "dish"),
            ("taught", "teach"),
            ("left", "leave"),
            ("firm's", "firm"),
            ("supposedly", "supposed"),
        ] {
            assert!(lemmas(form).iter().any(|found| found == lemma), "{form}: {:?}", lemmas(form));
        }
        assert_eq!(lemmas("gas"), ["gas"]);
        assert!(!lemmas("juges").contains(&"jug".to_owned()));
    }
}
