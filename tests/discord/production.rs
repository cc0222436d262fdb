//! The path of production: no proxy, the library's own rate limiter, and TLS to `discord.com`, which a resolver points
//! at a terminator in front of the stand-in.

use std::net::SocketAddr;
use std::sync::Arc;

use datum::sandbox::{Fault, LimitScope, Rule, Sandbox, World};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::stage::{Stage, seen};

/// Serves TLS as `discord.com` in front of an address. Gives its own address and the certificate that signs it.
async fn terminator(behind: SocketAddr) -> (SocketAddr, Vec<u8>) {
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority_certificate = authority.self_signed(&authority_key).unwrap();
    let issuer = rcgen::Issuer::new(authority, authority_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate =
        rcgen::CertificateParams::new(vec!["discord.com".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();

    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let private_key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private_key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut secure) = acceptor.accept(connection).await else { return };
                let Ok(mut plain) = TcpStream::connect(behind).await else { return };
                let _ = copy_bidirectional(&mut secure, &mut plain).await;
            });
        }
    });
    (address, authority_certificate.der().to_vec())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_tls_and_the_library_s_limiter_no_answer_is_lost() {
    let sandbox = Sandbox::start(World::demo("Datum")).await.unwrap();
    let (address, authority) = terminator(sandbox.rest_address()).await;
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
