//! The addresses of sources: listed from the packs, and asked for at servers on this machine.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use datum::links::{self, Outcome, Prober};
use datum::pack;
use tokio::net::TcpListener;

/// What a server was asked: method and path, and when.
type Asked = Arc<Mutex<Vec<(String, Instant)>>>;

/// A server that answers with `say`, and its address without a slash at the end.
async fn server(
    say: impl Fn(&Method, &str) -> (StatusCode, String) + Clone + Send + Sync + 'static,
) -> (String, Asked) {
    let asked = Asked::default();
    let seen = asked.clone();
    let app = Router::new().fallback(move |method: Method, uri: axum::http::Uri| {
        let (seen, say) = (seen.clone(), say.clone());
        async move {
            seen.lock().unwrap().push((format!("{method} {}", uri.path()), Instant::now()));
            let (status, text) = say(&method, uri.path());
            if status == StatusCode::GATEWAY_TIMEOUT {
                // Never answers: whoever asked gives up.
                std::future::pending::<()>().await;
            }
            if status.is_redirection() {
                (status, [(header::LOCATION, text)]).into_response()
            } else {
                (status, text).into_response()
            }
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (address, asked)
}

fn paths(asked: &Asked) -> Vec<String> {
    asked.lock().unwrap().iter().map(|(path, _)| path.clone()).collect()
}

const PROBER: Prober = Prober { timeout: Duration::from_secs(2), local: true };

fn answer(status: u16, text: &str) -> (StatusCode, String) {
    (StatusCode::from_u16(status).unwrap(), text.to_owned())
}

/// Each page is asked for at a server of its own, so that none waits for another.
#[tokio::test]
async fn each_answer_has_its_outcome() {
    let mut urls = Vec::new();
    let mut servers = Vec::new();
    let mut expected = Vec::new();
    macro_rules! case {
        ($path:literal, $outcome:ident, $status:expr, $asked:expr, $say:expr) => {
            let say: fn(&Method, &str) -> (StatusCode, String) = $say;
            let (at, asked) =
                server(
                    move |method: &Method, path: &str| {
                        if path == "/robots.txt" { (StatusCode::NOT_FOUND, String::new()) } else { say(method, path) }
                    },
                )
                .await;
            urls.push(format!("{at}{}", $path));
            servers.push((asked, $asked.to_vec()));
            expected.push((Outcome::$outcome, $status));
        };
    }
    case!("/a", Found, Some(200), ["GET /robots.txt", "HEAD /a"], |_, _| answer(200, "x"));
    case!("/a", Found, Some(200), ["GET /robots.txt", "HEAD /a", "GET /a"], |method, _| {
        if method == Method::HEAD { answer(405, "") } else { answer(200, "x") }
    });
    case!("/a", Moved, Some(200), ["GET /robots.txt", "HEAD /a", "HEAD /b"], |_, path| {
        if path == "/a" { answer(301, "/b") } else { answer(200, "x") }
    });
    case!("/a", Found, Some(200), ["GET /robots.txt", "HEAD /a", "HEAD /b"], |_, path| {
        if path == "/a" { answer(302, "/b") } else { answer(200, "x") }
    });
    case!("/a", Astray, Some(302), ["GET /robots.txt", "HEAD /a", "HEAD /b"], |_, path| {
        answer(302, if path == "/a" { "/b" } else { "/a" })
    });
    case!("/a", Astray, Some(302), ["GET /robots.txt", "HEAD /a"], |_, _| answer(302, "ftp://127.0.0.1/a"));
    case!("/a", Gone, Some(404), ["GET /robots.txt", "HEAD /a", "GET /a"], |_, _| answer(404, ""));
    case!("/a", Refused, Some(403), ["GET /robots.txt", "HEAD /a", "GET /a"], |_, _| answer(403, ""));
    case!("/a", Failed, Some(500), ["GET /robots.txt", "HEAD /a", "GET /a"], |_, _| answer(500, ""));
    case!("/a", TimedOut, None, ["GET /robots.txt", "HEAD /a"], |_, _| answer(504, ""));

    let mut told = Vec::new();
    let probed = links::probe(&urls, PROBER, |one| told.push(one.url.clone())).await.unwrap();
    assert_eq!(told, urls);
    for ((one, (outcome, status)), (asked, in_order)) in probed.iter().zip(expected).zip(&servers) {
        assert_eq!((&one.outcome, one.status), (&outcome, status), "{one:?}");
        assert_eq!(paths(asked), *in_order, "{one:?}");
    }
    assert!(probed[2].last.as_deref().is_some_and(|last| last.ends_with("/b")), "{:?}", probed[2]);
}

#[tokio::test]
async fn robots_are_heeded_and_no_host_is_asked_twice_in_a_second() {
    let (at, asked) = server(|_, path| {
        let robots = "User-agent: *\nDisallow: /private\n";
        (StatusCode::OK, if path == "/robots.txt" { robots.to_owned() } else { String::new() })
    })
    .await;
    let (closed, never) = server(|_, _| (StatusCode::INTERNAL_SERVER_ERROR, String::new())).await;
    let urls = [format!("{at}/a"), format!("{at}/private/b"), format!("{at}/c"), format!("{closed}/d")];
    let probed = links::probe(&urls, PROBER, |_| {}).await.unwrap();
    let outcomes: Vec<&str> = probed.iter().map(|one| one.outcome.word()).collect();
    assert_eq!(outcomes, ["found", "robots", "found", "robots"]);
    assert_eq!(paths(&never), ["GET /robots.txt"], "a file that cannot be had closes the host");
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked.len(), 3);
    for pair in asked.windows(2) {
        // The server sees a request a little after it was sent.
        assert!(pair[1].1 - pair[0].1 > Duration::from_millis(900), "{asked:?}");
    }
}

#[tokio::test]
async fn nobody_there_and_private_addresses() {
    // A port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let urls = [format!("http://127.0.0.1:{port}/a")];
    let probed = links::probe(&urls, PROBER, |_| {}).await.unwrap();
    assert_eq!(probed[0].outcome, Outcome::Unreachable);
    let public_only = Prober { local: false, ..PROBER };
    let probed = links::probe(&urls, public_only, |_| {}).await.unwrap();
    assert_eq!((&probed[0].outcome, probed[0].outcome.is_dead()), (&Outcome::Private, false));
}

#[test]
fn the_packs_own_addresses_are_listed_by_grade() {
    let catalog = pack::load(&[]).unwrap_or_else(|problems| panic!("{problems}"));
    let links = links::list(&catalog, &[]);
    let grades: Vec<_> = links.iter().filter(|link| !link.url.is_empty()).map(|link| link.grade).collect();
    assert!(grades.is_sorted() && grades.iter().all(Option::is_some), "each source of ours has a grade");
    let figures: usize = links.iter().map(|link| link.figures).sum();
    let live = catalog.figures().iter().filter(|figure| figure.status != datum::figure::Status::Withdrawn).count();
    assert_eq!(figures, live, "each figure was read in one place");
    let doubtful: usize =
        links.iter().filter(|link| link.grade.is_some_and(|grade| grade.is_doubtful())).map(|link| link.figures).sum();
    assert!(doubtful <= 60, "{doubtful} figures were read in a copy or a weak page");
}

#[test]
fn the_call_lists_and_writes_a_report_without_going_out() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("links.csv");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs_bad/good/tea");
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_datum")).args(arguments).env_remove("DATUM_PACKS").output().unwrap()
    };
    let output = run(&["pack", "links", folder.to_str().unwrap(), "--report", file.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        text,
        "-  https://example.org/tea  tea-report, 8 figures\n\
         -  (no address)  tea-news, 1 figure\n\
         1 address; 1 source without one\n"
    );
    let report = fs::read_to_string(file).unwrap();
    assert_eq!(report.lines().next(), Some("address,archived,grade,sources,figures,outcome,status,last"));
    assert_eq!(report.lines().nth(1), Some("https://example.org/tea,,,tea-report,8,,,"));

    let output = run(&["pack", "check", "--strict"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().last().is_some_and(|line| line.contains("From a copy or a weak page: ")), "{text}");
}
