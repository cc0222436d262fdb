//! The path of production: no proxy, the library's own rate limiter, and TLS to `discord.com`, which a resolver points
//! at a terminator in front of the stand-in.

use std::net::SocketAddr;
use std::sync::atomic::AtomicBool;

use datum::sandbox::{Fault, LimitScope, Rule, Sandbox, World};

use crate::stage::{Stage, seen};
use crate::tls::{Authority, terminate};

static NEVER_BROKEN: AtomicBool = AtomicBool::new(false);

/// Serves TLS as `discord.com` in front of an address. Gives its own address and the certificate that signs it.
fn terminator(behind: SocketAddr) -> (SocketAddr, Vec<u8>) {
    let authority = Authority::new();
    (terminate(authority.server("discord.com", false), behind, &NEVER_BROKEN), authority.der())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_tls_and_the_library_s_limiter_no_answer_is_lost() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (address, authority) = terminator(sandbox.rest_address());
    let client = reqwest::Client::builder()
        .add_root_certificate(reqwest::Certificate::from_der(&authority).unwrap())
        .resolve("discord.com", address)
        .https_only(true)
        .build()
        .unwrap();
    let stage = Stage::in_sandbox(sandbox, |options| {
        options.proxy = None;
        options.http_client = Some(client);
    })
    .await;
    let alex = stage.sandbox.user("Alex");
    let callback = "/interactions/*/*/callback";
    let limited = |scope| Fault::rate_limited(scope, 0.05);
    stage.sandbox.fault(Rule::new("POST", callback, limited(LimitScope::User)).after(5).times(7));
    stage.sandbox.fault(Rule::new("POST", callback, limited(LimitScope::Shared)).after(30).times(7));
    let messages = "/channels/*/messages";
    stage.sandbox.fault(Rule::new("POST", messages, limited(LimitScope::User)).after(2).times(3));
    stage.sandbox.fault(Rule::new("POST", messages, limited(LimitScope::Global)).after(8).times(1));

    for _ in 0..10 {
        let asked: Vec<_> = (0..10)
            .map(|_| alex.start_slash("general", "fact", &[("query", "H100 count of Korea")]).unwrap())
            .collect();
        for interaction in asked {
            let reply = alex.answer_to(interaction).await.unwrap();
            assert!(!reply.text().is_empty(), "{}", seen(&reply));
        }
        let asked = alex.say("general", "@Datum H100 count of Korea").await.unwrap();
        stage.sandbox.wait_for_message("", |it| it.reference == Some(asked.id)).await.unwrap();
    }
    let refused = stage.sandbox.requests().iter().filter(|request| request.status == 429).count();
    assert!(refused >= 15, "the limits were met: {refused}");
    stage.end().await;
}
