//! TLS to both sides of Discord, REST and the gateway, as in production: the program itself, which trusts the authority of the
//! test because the system's list of authorities is said to be that one.

use std::io::Read as _;
use std::sync::atomic::{AtomicBool, Ordering};

use datum::sandbox::{Sandbox, World};

use crate::process::{Process, datum};
use crate::stage::seen;
use crate::tls::{Authority, terminate};

const QUESTION: [(&str, &str); 1] = [("query", "H100 count of Korea")];
static NEVER: AtomicBool = AtomicBool::new(false);
static BROKEN: AtomicBool = AtomicBool::new(false);

/// The program, told to go through TLS to a stand-in, with a list of authorities if there is one.
struct Run {
    sandbox: Sandbox,
    child: Process,
    _folders: [tempfile::TempDir; 2],
}

async fn start(expired: bool, trusts: bool, gateway: &'static AtomicBool) -> Run {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let authority = Authority::new();
    let rest = terminate(authority.server("localhost", expired), sandbox.rest_address(), &NEVER);
    let port = terminate(authority.server("localhost", expired), sandbox.gateway_address(), gateway).port();
    sandbox.announce_gateway(&format!("wss://localhost:{port}"));
    let lists = tempfile::tempdir().unwrap();
    let list = lists.path().join("authorities.pem");
    let other = Authority::new();
    std::fs::write(&list, if trusts { authority.pem() } else { other.pem() }).unwrap();
    let (token, proxy) = (sandbox.token(), format!("https://localhost:{}", rest.port()));
    let (folder, mut command) = datum(&[
        ("DISCORD_TOKEN", token.as_str()),
        ("DISCORD_PROXY", proxy.as_str()),
        ("SSL_CERT_FILE", list.to_str().unwrap()),
    ]);
    let child = Process(Some(command.spawn().unwrap()));
    Run { sandbox, child, _folders: [lists, folder] }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_tls_it_is_ready_resumes_and_answers_what_came_while_handshakes_failed() {
    let run = start(false, true, &BROKEN).await;
    run.sandbox.wait_for_command("fact").await.unwrap();
    let alex = run.sandbox.user("Alex");
    let reply = alex.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(reply.text().contains("1,961"), "{}", seen(&reply));

    run.sandbox.drop_gateway();
    let reply = alex.slash("general", "fact", &QUESTION).await.unwrap();
    assert!(reply.text().contains("1,961"), "{}", seen(&reply));

    BROKEN.store(true, Ordering::SeqCst);
    let before = run.sandbox.gateway_counts().connections;
    run.sandbox.drop_gateway();
    let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
    BROKEN.store(false, Ordering::SeqCst);
    run.sandbox.wait_for_message("general", |it| it.reference == Some(asked.id)).await.unwrap();
    let counts = run.sandbox.gateway_counts();
    assert_eq!((counts.identifies, counts.resumes, counts.resumes_where_asked), (1, 2, 2), "{before}: {counts:?}");
    run.child.signal("-TERM");
    assert_eq!(run.child.ended().await.status.code(), Some(0));
}

/// What the program says until it has said this.
fn says(run: &mut Run, wanted: &str) -> String {
    let mut stderr = run.child.0.as_mut().unwrap().stderr.take().unwrap();
    let (mut all, mut some) = (Vec::new(), [0; 4_096]);
    while let Ok(length @ 1..) = stderr.read(&mut some) {
        all.extend_from_slice(&some[..length]);
        if String::from_utf8_lossy(&all).contains(wanted) {
            break;
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_is_refused_is_named_with_what_to_look_at() {
    for (expired, trusts, why) in [(true, true, "expired"), (false, false, "invalid peer certificate")] {
        let mut run = start(expired, trusts, &NEVER).await;
        let said = tokio::task::spawn_blocking(move || says(&mut run, "clock is right")).await.unwrap();
        assert!(said.contains("certificate") && said.contains("clock is right"), "{said}");
        assert!(said.contains(why), "{said}");
    }
}
