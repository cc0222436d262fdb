//! The sentences that users read, from `data/locales/{en,ko}/*.ftl`, one file for each room that speaks.
//!
//! The files are embedded and read once. A key that is missing in one language, or that nothing uses, fails a test below;
//! at run time a missing sentence falls back to English and then to its key, so that a reply is never lost.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use once_cell::sync::Lazy;
use unic_langid::LanguageIdentifier;

use crate::figure::Language;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data/locales");

static BUNDLES: Lazy<[FluentBundle<FluentResource>; 2]> =
    Lazy::new(|| [bundle(Language::English), bundle(Language::Korean)]);

/// The texts of a language's files.
fn texts(language: Language) -> impl Iterator<Item = &'static str> {
    FILES.get_dir(language.tag()).into_iter().flat_map(Dir::files).filter_map(|file| file.contents_utf8())
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    // Both tags are well formed; the language decides which plural forms there are.
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that Fluent puts around inserted text show up as boxes in some terminals and fonts.
    bundle.set_use_isolating(false);
    for text in texts(language) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "{errors:?}");
            resource
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{added:?}");
    }
    bundle
}

/// The sentence `key` in a language, with its variables filled in. Use it through `say!`.
#[must_use]
pub fn sentence(language: Language, key: &str, arguments: &FluentArgs) -> String {
    let first = match language {
        Language::English => &BUNDLES[0],
        Language::Korean => &BUNDLES[1],
    };
    for bundle in [first, &BUNDLES[0]] {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { continue };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        return text;
    }
    debug_assert!(false, "the locale files have no key {key}");
    key.to_owned()
}

/// A sentence of the locale files: `say!(language, "key", "variable" => value)`.
macro_rules! say {
    ($language:expr, $key:literal $(, $name:literal => $value:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut arguments = ::fluent_bundle::FluentArgs::new();
        $(arguments.set($name, $value);)*
        $crate::reply::words::sentence($language, $key, &arguments)
    }};
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The keys of a language's files with the variables of each.
    fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let variable = regex::Regex::new(r"\$([a-z-]+)").unwrap();
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in texts(language).flat_map(str::lines).filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                assert!(!keys.contains_key(key), "the key {key} stands twice");
                current = key.to_owned();
            }
            if !current.is_empty() {
                let variables = variable.captures_iter(line).map(|found| found[1].to_owned());
                keys.entry(current.clone()).or_default().extend(variables);
            }
        }
        keys
    }

    fn sources(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        let (english, korean) = (keys(Language::English), keys(Language::Korean));
        let all: BTreeSet<&String> = english.keys().chain(korean.keys()).collect();
        let unlike: Vec<_> = all.into_iter().filter(|key| english.get(*key) != korean.get(*key)).collect();
        assert!(unlike.is_empty(), "keys that differ between the locale files: {unlike:#?}");
        assert!(english.len() > 100);
    }

    #[test]
    fn every_key_is_used_and_every_used_key_exists() {
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        let known = keys(Language::English);
        let unused: Vec<_> = known.keys().filter(|key| !code.contains(&format!("\"{key}\""))).collect();
        assert!(unused.is_empty(), "keys that nothing uses: {unused:#?}");
        let call = regex::Regex::new(r#"say!\(\s*[^,()]+(?:\(\))?,\s*"([a-z0-9-]+)""#).unwrap();
        let missing: BTreeSet<_> = call
            .captures_iter(&code)
            .map(|found| found[1].to_owned())
            .filter(|key| key != "key" && !known.contains_key(key))
            .collect();
        assert!(missing.is_empty(), "keys that no locale file has: {missing:#?}");
    }

    #[test]
    fn the_files_parse_whole() {
        for text in Language::ALL.into_iter().flat_map(texts) {
            assert!(FluentResource::try_new(text.to_owned()).is_ok());
        }
    }
}
