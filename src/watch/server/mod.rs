//! The server: known pages to this computer's browsers, and nothing else to anybody.
//!
//! What may come in is bounded: how many connections, how large a request's head, and how long it takes to send one.

mod events;
mod gate;
mod links;
mod pages;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use self::pages::Server;
use super::scene::{Looks, Scenes};

pub(super) use self::gate::Gate;
pub(super) use self::pages::FRAME;

/// How many connections there may be; each tab that is looked at holds one, and the pages it loads a few more.
const CONNECTIONS: usize = 512;

/// How long a browser may take to send the head of a request, and how long a connection waits for the next.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The largest head of a request, in bytes.
const HEAD_SIZE: usize = 16 * 1024;

/// The most headers a request has.
const HEADERS: usize = 64;

/// How long it is waited after a connection could not be taken: there are no more file handles, or the like.
const BREATH: Duration = Duration::from_millis(50);

/// Serves the scenes until `stop` is ready.
pub(super) fn serve(
    listeners: Vec<TcpListener>,
    gate: Gate,
    scenes: Scenes,
    looks: Looks,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let server = Arc::new(Server::new(gate, scenes, looks));
    let seats = Arc::new(Semaphore::new(CONNECTIONS));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        for listener in listeners {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            tokio::spawn(accept(listener, server.clone(), seats.clone()));
        }
        stop.await;
        Ok(())
    })
}

/// Ready when the user presses Ctrl-C, or the system asks the program to end.
pub async fn interrupted() {
    tokio::select! {
        () = pressed() => {}
        () = terminated() => {}
    }
}

async fn pressed() {
    if tokio::signal::ctrl_c().await.is_err() {
        // without the signal there is nothing to wait for; the process is ended from outside
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>, seats: Arc<Semaphore>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // when all seats are taken, the connection is closed at once
        if let Ok(seat) = seats.clone().try_acquire_owned() {
            let server = server.clone();
            tokio::spawn(async move {
                talk(stream, server).await;
                drop(seat);
            });
        }
    }
}

/// Answers what comes over a connection until it ends.
async fn talk(stream: TcpStream, server: Arc<Server>) {
    // an event is small and must not wait for a fuller packet; where this cannot be set, it only comes later
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request| {
        let server = server.clone();
        async move { Ok::<_, Infallible>(server.answer(&request).await) }
    });
    let talk = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_SIZE)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), answer);
    // a browser that hangs up, or sends nonsense, ends its own connection only
    let _ = talk.await;
}
