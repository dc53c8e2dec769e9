//! Pages: what is behind each address.

use std::convert::Infallible;
use std::sync::{Arc, LazyLock};

use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode};

use super::gate::{Gate, Refusal};
use super::{events, links};
use crate::html;
use crate::watch::scene::{Look, Looks, Scenes, Shown};

/// The files of the frame around the documents: address, media type, contents.
pub(in crate::watch) const FRAME: [(&str, &str, &str); 8] = [
    ("/", "text/html; charset=utf-8", include_str!("../page/index.html")),
    ("/icon.svg", "image/svg+xml", include_str!("../page/icon.svg")),
    ("/page.css", "text/css; charset=utf-8", include_str!("../page/page.css")),
    ("/page.js", SCRIPT, include_str!("../page/page.js")),
    ("/morph.js", SCRIPT, include_str!("../page/morph.js")),
    ("/document.js", SCRIPT, include_str!("../page/document.js")),
    ("/paper.js", SCRIPT, include_str!("../page/paper.js")),
    ("/findings.js", SCRIPT, include_str!("../page/findings.js")),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The frame: nothing but our own files and the documents.
const FRAME_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A document: self-contained, with no script but the live page's, and shown in our frame only.
static DOCUMENT_POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; script-src '{}'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
        html::script_hash()
    )
});

/// A picture: it may be the user's SVG, which could bring a script along.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

type Body = UnsyncBoxBody<Bytes, Infallible>;

/// What is served, and to whom.
pub(super) struct Server {
    gate: Gate,
    scenes: Scenes,
    looks: Looks,
}

impl Server {
    pub(super) fn new(gate: Gate, scenes: Scenes, looks: Looks) -> Self {
        Self { gate, scenes, looks }
    }

    /// Answers a request.
    pub(super) async fn answer<B>(&self, request: &Request<B>) -> Response<Body> {
        let found = match self.gate.admit(request) {
            Ok(path) => self.page(path, request.uri().query()).await.ok_or(Refusal::Unknown),
            Err(refusal) => Err(refusal),
        };
        let mut response = found.unwrap_or_else(refused);
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CACHE_CONTROL, "no-store"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(HeaderValue::from_static("default-src 'none'"));
        response
    }

    async fn page(&self, path: &str, query: Option<&str>) -> Option<Response<Body>> {
        if let Some((_, media_type, text)) = FRAME.iter().find(|(address, ..)| *address == path) {
            return Some(file(media_type, FRAME_POLICY, Bytes::from_static(text.as_bytes())));
        }
        if path == "/scenes" {
            return Some(self.events(query));
        }
        let (kind, rest) = path.strip_prefix('/')?.split_once('/')?;
        let (folder, name) = rest.split_once('/')?;
        let plan = self.scenes.now().plan(folder)?.clone();
        match kind {
            "view" => view(&plan, name).await,
            "paper" => paper(&plan, name).await,
            "text" => {
                let text = plan.text(name.parse().ok()?)?;
                Some(file("text/plain; charset=utf-8", "default-src 'none'", Bytes::from(text.to_owned())))
            }
            _ => None,
        }
    }

    fn events(&self, query: Option<&str>) -> Response<Body> {
        // the names stand in it as in an address
        let seat = self.looks.enter(Look::read(query.and_then(|query| query.strip_prefix("look="))));
        let body = StreamBody::new(events::events(self.scenes.watch(), seat)).boxed_unsync();
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        response
    }
}

/// A document: `runbook.html`, `runbook.md`, `runbook.pdf`, or a picture beside it.
async fn view(plan: &Shown, name: &str) -> Option<Response<Body>> {
    if let Some(leaf) = plan.leaf(name) {
        let policy = if leaf.media_type.starts_with("text/html") { &DOCUMENT_POLICY } else { PICTURE_POLICY };
        let mut response = file(leaf.media_type, policy, leaf.bytes.clone());
        let tag = HeaderValue::from_str(&format!("\"{}\"", leaf.revision)).ok()?;
        response.headers_mut().insert(header::ETAG, tag);
        return Some(response);
    }
    let proof = plan.proof(name.strip_suffix(".pdf")?)?.clone();
    // events must not wait for it
    let pdf = tokio::task::spawn_blocking(move || proof.file().bytes).await.ok()?;
    Some(file(
        "application/pdf",
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'",
        Bytes::from_owner(pdf),
    ))
}

/// A page of a document, `runbook/1.svg`, or the links that lie on it, `runbook/1.links`.
async fn paper(plan: &Shown, name: &str) -> Option<Response<Body>> {
    let (name, page) = name.split_once('/')?;
    let (number, kind) = page.split_once('.')?;
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    let proof = Arc::clone(plan.proof(name)?);
    match kind {
        "svg" => {
            let drawn = tokio::task::spawn_blocking(move || proof.page(index)).await.ok()??;
            Some(file("image/svg+xml", PICTURE_POLICY, drawn.into()))
        }
        "links" if index < proof.len() => {
            Some(file("application/json", "default-src 'none'", links::of_page(&proof, index)))
        }
        _ => None,
    }
}

fn file(media_type: &'static str, policy: &str, bytes: Bytes) -> Response<Body> {
    let mut response = Response::new(Full::new(bytes).boxed_unsync());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn refused(refusal: Refusal) -> Response<Body> {
    let (status, words) = refusal.words();
    let mut response =
        file("text/plain; charset=utf-8", "default-src 'none'", Bytes::from_static(words.as_bytes()));
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
