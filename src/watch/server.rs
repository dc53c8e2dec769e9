//! The server: known pages to this computer's browsers, and nothing else to anybody.
//!
//! It listens on the loopback address only. A page from elsewhere that is led here by its own name (DNS rebinding)
//! is refused by its `Host`, and one that asks from its own place by its `Origin`; there is no CORS header.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::scene::Scenes;

/// The frame around the documents: nothing but our own three files and the documents.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How often a browser is asked whether it still listens.
const PING: Duration = Duration::from_secs(15);

struct Server {
    hosts: [String; 2],
    scenes: Scenes,
}

/// Serves the scenes until `stop` is ready.
pub(super) fn serve(listener: TcpListener, scenes: Scenes, stop: impl Future<Output = ()>) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let router = Router::new().fallback(answer).with_state(Arc::new(Server { hosts, scenes }));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            served = axum::serve(listener, router) => served,
            () = stop => Ok(()),
        }
    })
}

/// Ready when the user presses Ctrl-C.
pub async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // without the signal there is nothing to wait for; the process is ended from outside
        std::future::pending::<()>().await;
    }
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let mut response = match server.refuse(&request) {
        Some(refusal) => refusal,
        None => server.page(request.uri().path()),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static("default-src 'none'"));
    response
}

impl Server {
    /// The refusal of a request that is not from one of our own pages on this computer.
    fn refuse(&self, request: &Request) -> Option<Response> {
        let text =
            |name| request.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
        let is_ours = |host: &str| self.hosts.iter().any(|ours| ours == host);
        let host_is_ours = text(header::HOST).is_some_and(is_ours);
        let origin_is_ours =
            text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_ours));
        if !host_is_ours || !origin_is_ours {
            return Some((StatusCode::FORBIDDEN, "this preview is for this computer only\n").into_response());
        }
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let allow = [(header::ALLOW, "GET, HEAD")];
            return Some(
                (StatusCode::METHOD_NOT_ALLOWED, allow, "this preview can only be looked at\n")
                    .into_response(),
            );
        }
        None
    }

    fn page(&self, path: &str) -> Response {
        match path {
            "/" => file("text/html; charset=utf-8", include_str!("page.html")),
            "/page.css" => file("text/css; charset=utf-8", include_str!("page.css")),
            "/page.js" => file("text/javascript; charset=utf-8", include_str!("page.js")),
            "/scenes" => self.scenes(),
            _ => path
                .strip_prefix("/view/")
                .and_then(|address| self.document(address))
                .unwrap_or_else(no_such_page),
        }
    }

    /// Every scene from now on, as server-sent events.
    fn scenes(&self) -> Response {
        let scenes = stream::unfold(self.scenes.watch(), |mut scenes| async move {
            scenes.changed().await.ok()?;
            let message = scenes.borrow_and_update().message();
            Some((Ok::<_, Infallible>(Event::default().event("scene").data(message)), scenes))
        });
        Sse::new(scenes).keep_alive(KeepAlive::new().interval(PING).text("ping")).into_response()
    }

    fn document(&self, address: &str) -> Option<Response> {
        let scene = self.scenes.now();
        let page = scene.pages.iter().find(|page| page.address == address)?;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(page.media_type()));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(page.policy()));
        Some((headers, Body::from(page.output.bytes.clone())).into_response())
    }
}

fn file(media_type: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, media_type), (header::CONTENT_SECURITY_POLICY, FRAME_POLICY)];
    (headers, text).into_response()
}

fn no_such_page() -> Response {
    (StatusCode::NOT_FOUND, "there is no such page\n").into_response()
}
