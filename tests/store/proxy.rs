//! A TCP proxy that cuts, stalls and refuses on demand.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the proxy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Passes everything on.
    Pass = 0,
    /// Lets questions through, and cuts the connection instead of passing an answer on.
    CutAnswers = 1,
    /// Lets questions through, and keeps the answers to itself.
    Stall = 2,
    /// Cuts every connection at once.
    Refuse = 3,
}

/// A proxy before a server on this machine. It ends when it is dropped.
pub struct Proxy {
    pub address: SocketAddr,
    mode: Arc<AtomicU8>,
    cut: watch::Sender<u64>,
    task: tokio::task::JoinHandle<()>,
}

impl Proxy {
    pub async fn start(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mode = Arc::new(AtomicU8::new(Mode::Pass as u8));
        let cut = watch::Sender::new(0);
        let (mode_of_task, cut_of_task) = (Arc::clone(&mode), cut.clone());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if mode_of_task.load(Ordering::SeqCst) != Mode::Refuse as u8 {
                    tokio::spawn(pass(client, port, Arc::clone(&mode_of_task), cut_of_task.subscribe()));
                }
            }
        });
        Self { address, mode, cut, task }
    }

    /// Changes what it does from now on.
    pub fn set(&self, mode: Mode) {
        self.mode.store(mode as u8, Ordering::SeqCst);
    }

    /// Cuts all connections that there are.
    pub fn cut(&self) {
        self.cut.send_modify(|count| *count += 1);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
        self.cut();
    }
}

async fn pass(client: TcpStream, port: u16, mode: Arc<AtomicU8>, mut cut: watch::Receiver<u64>) {
    let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await else { return };
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let questions = async { tokio::io::copy(&mut from_client, &mut to_server).await };
    let answers = async {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let Ok(length @ 1..) = from_server.read(&mut buffer).await else { return };
            match mode.load(Ordering::SeqCst) {
                mode if mode == Mode::CutAnswers as u8 => return,
                mode if mode == Mode::Stall as u8 => std::future::pending().await,
                _ => {}
            }
            if to_client.write_all(&buffer[..length]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        _ = questions => {}
        () = answers => {}
        _ = cut.changed() => {}
    }
}
