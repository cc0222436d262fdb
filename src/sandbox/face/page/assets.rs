//! The files of the page, embedded in the binary.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/sandbox/face/page/assets");

/// The file at a path below the page's address.
pub(super) fn get(path: &str) -> Option<Response> {
    let file = FILES.get_file(path)?;
    let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return None,
    };
    let mut response = Response::new(Body::from(file.contents()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Some(response)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn each(dir: &Dir<'static>, visit: &mut dyn FnMut(&str, &[u8])) {
        for file in dir.files() {
            visit(&file.path().display().to_string(), file.contents());
        }
        dir.dirs().for_each(|dir| each(dir, visit));
    }

    #[test]
    fn the_page_stays_small_and_its_files_short() {
        let mut bytes = 0;
        each(&FILES, &mut |path, contents| {
            bytes += contents.len();
            let lines = contents.iter().filter(|byte| **byte == b'\n').count();
            assert!(lines < 500, "{path} has {lines} lines");
            assert!(get(path).is_some(), "{path} is of a kind that is not served");
        });
        assert!(bytes < 200_000, "the page has {bytes} bytes");
    }

    #[test]
    fn nothing_makes_markup_out_of_text() {
        let banned = [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "DOMParser",
            "eval(",
            "new Function",
            "createContextualFragment",
            "srcdoc",
            "setHTML",
            "http://",
            "https://",
        ];
        each(&FILES, &mut |path, contents| {
            let text = String::from_utf8_lossy(contents);
            for (number, line) in text.lines().enumerate() {
                let found = banned.iter().find(|word| line.contains(**word));
                // The one address that is named is the form of a link, not a place.
                let form = line.contains("https?:") || line.contains("www.w3.org/2000/svg");
                assert!(found.is_none() || form, "{path}:{}: {line}", number + 1);
            }
        });
    }

    /// The keys of a language with the variables of each.
    fn words(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let file = FILES.get_file(format!("js/words/{language}.js")).unwrap();
        let entry = regex::Regex::new(r#"^  (\w+): "(.*)",$"#).unwrap();
        let variable = regex::Regex::new(r"\{(\w+)").unwrap();
        let mut words = BTreeMap::new();
        for found in file.contents_utf8().unwrap().lines().filter_map(|line| entry.captures(line)) {
            let variables = variable.captures_iter(&found[2]).map(|it| it[1].to_owned()).collect();
            assert!(words.insert(found[1].to_owned(), variables).is_none(), "{} stands twice", &found[1]);
        }
        words
    }

    #[test]
    fn both_languages_say_the_same_and_nothing_that_nobody_needs() {
        let (english, korean) = (words("en"), words("ko"));
        assert!(english.len() > 100);
        for (key, variables) in &english {
            assert_eq!(korean.get(key), Some(variables), "{key}");
        }
        assert_eq!(english.len(), korean.len());
        let mut code = String::new();
        each(&FILES, &mut |path, contents| {
            if path.starts_with("js/") && !path.starts_with("js/words/") {
                code.push_str(&String::from_utf8_lossy(contents));
            }
        });
        let made = ["no_", "fault_", "permission_"];
        let unused: Vec<&String> = english
            .keys()
            .filter(|key| !code.contains(&format!("\"{key}\"")) && !made.iter().any(|stem| key.starts_with(stem)))
            .collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn what_is_not_there_is_not_served() {
        assert!(get("index.html").is_some());
        assert!(get("../mod.rs").is_none() && get("").is_none() && get("js").is_none());
    }
}
