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

    #[test]
    fn what_is_not_there_is_not_served() {
        assert!(get("index.html").is_some());
        assert!(get("../mod.rs").is_none() && get("").is_none() && get("js").is_none());
    }
}
