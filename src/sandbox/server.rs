//! Opens the two ports and serves them.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State, WebSocketUpgrade};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;

use super::shared::Shared;
use super::{Options, Sandbox, World, gateway, rest};

/// Starts a sandbox.
pub(super) async fn start(world: World, options: Options) -> std::io::Result<Sandbox> {
    let rest_listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let gateway_listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let rest = rest_listener.local_addr()?;
    let gateway = gateway_listener.local_addr()?;
    let mut state = world.state;
    state.rest_url = format!("http://{rest}");
    state.gateway_url = format!("ws://{gateway}");
    let shared = Arc::new(Shared::new(state, options.heartbeat, options.patience));

    let rest_app = Router::new().fallback(serve_rest).with_state(Arc::clone(&shared));
    let gateway_app = Router::new().fallback(serve_gateway).with_state(Arc::clone(&shared));
    let tasks = [(rest_listener, rest_app), (gateway_listener, gateway_app)].map(|(listener, app)| {
        tokio::spawn(async move {
            // Small events that follow each other are not held back, as Discord does not.
            let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
            // Serving ends when the sandbox is dropped; a listener on loopback has no other end.
            let _ = axum::serve(listener, app).await;
        })
    });
    Ok(Sandbox { shared, rest, gateway, tasks: tasks.into() })
}

async fn serve_rest(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    rest::serve(shared, request).await
}

async fn serve_gateway(State(shared): State<Arc<Shared>>, uri: Uri, upgrade: WebSocketUpgrade) -> Response {
    if shared.faults().gateway.refuse_connections {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let for_resuming = uri.path().starts_with(gateway::RESUME_PATH);
    upgrade.on_upgrade(move |socket| gateway::serve(shared, socket, for_resuming))
}
