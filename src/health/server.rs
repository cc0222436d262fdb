//! The listener: `/healthz` says that the process lives, `/readyz` whether the bot does all that it should and why not,
//! `/metrics` what it has done.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::metrics::Metrics;
use super::report::{Probe, Report};

/// Connections that are served at a time; further ones wait.
const SEATS: usize = 32;
/// A connection that takes longer is cut: whoever asks is gone, or reads too slowly.
const LIMIT: Duration = Duration::from_secs(10);
/// What was found is good for so long, so that many who ask do not ask the database each.
const FRESH: Duration = Duration::from_secs(1);
/// The pause after the system had no connection to give.
const PAUSE: Duration = Duration::from_millis(100);

/// An open port that nobody answers on yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    /// Where it is; the port is a real one, also if any was asked for.
    pub address: SocketAddr,
}

/// Opens the port.
///
/// # Errors
/// If nothing can listen there.
pub async fn listen(address: SocketAddr) -> std::io::Result<Listening> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    Ok(Listening { listener, address })
}

/// Answers on the port for ever.
pub async fn serve(listening: Listening, metrics: Arc<Metrics>, probe: Arc<dyn Probe>) -> Infallible {
    let shown = Arc::new(Shown { metrics, probe, last: Mutex::default() });
    let router = Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics_text))
        .with_state(shown);
    let seats = Arc::new(Semaphore::new(SEATS));
    loop {
        // The semaphore is never closed.
        let Ok(seat) = Arc::clone(&seats).acquire_owned().await else { continue };
        match listening.listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(answer(stream, router.clone(), seat))),
            Err(error) => {
                tracing::debug!(%error, "a connection for health and metrics could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Answers one request, within the time limit.
async fn answer(stream: TcpStream, router: Router, _seat: OwnedSemaphorePermit) {
    let mut protocol = http1::Builder::new();
    protocol.keep_alive(false);
    let served = protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // Whether the other side read the answer is its own affair.
    let _ = tokio::time::timeout(LIMIT, served).await;
}

struct Shown {
    metrics: Arc<Metrics>,
    probe: Arc<dyn Probe>,
    /// What was last found. Whoever asks meanwhile waits for the one look.
    last: Mutex<Option<(Instant, Arc<Report>)>>,
}

impl Shown {
    async fn report(&self) -> Arc<Report> {
        let mut last = self.last.lock().await;
        if let Some((at, report)) = last.as_ref()
            && at.elapsed() < FRESH
        {
            return Arc::clone(report);
        }
        let report = Arc::new(self.probe.look().await);
        *last = Some((Instant::now(), Arc::clone(&report)));
        report
    }
}

async fn ready(State(shown): State<Arc<Shown>>) -> Response {
    let report = shown.report().await;
    let status = if report.reasons().is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, axum::Json(report.json())).into_response()
}

async fn metrics_text(State(shown): State<Arc<Shown>>) -> Response {
    let report = shown.report().await;
    match shown.metrics.text(&report) {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
