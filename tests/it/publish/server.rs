//! A server on the loopback address that answers as a test wants it, and writes down what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// What was asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) method: String,
    /// The path with the query, or the whole address when we are asked as a proxy.
    pub(super) path: String,
    /// Names in small letters.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Asked {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A field of the query, decoded.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let (_, query) = self.path.split_once('?')?;
        fields(query).remove(name)
    }

    /// The fields of a form.
    pub(super) fn form(&self) -> BTreeMap<String, String> {
        fields(&self.text())
    }
}

fn fields(form: &str) -> BTreeMap<String, String> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

/// A text from `%` and two digits.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|it| u8::from_str_radix(std::str::from_utf8(it).ok()?, 16).ok());
        if let (b'%', Some(code)) = (first, code) {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What becomes of a question.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// A status with further headers and a body.
    Says(u16, Vec<(&'static str, String)>, String),
    /// Nothing is said until the other side hangs up.
    Stalls,
    /// The connection ends in the middle of the body.
    Breaks,
    /// The connection ends before anything is said.
    Closes,
    /// A body without an end.
    Endless,
}

impl Answer {
    pub(super) fn ok(body: &impl ToString) -> Self {
        Self::Says(200, Vec::new(), body.to_string())
    }

    pub(super) fn status(status: u16) -> Self {
        Self::Says(status, Vec::new(), String::new())
    }
}

/// The server; it ends with the test.
pub(super) struct Server {
    scheme: &'static str,
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(super) fn start(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::over("http", |stream| stream, answer)
    }

    /// A server that shows a certificate (PEM, with its key) and speaks TLS.
    pub(super) fn with_certificate(
        pem: &str,
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let config = Arc::new(config(pem));
        let open =
            move |stream| StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream);
        Self::over("https", open, answer)
    }

    fn over<S: Read + Write>(
        scheme: &'static str,
        open: impl Fn(TcpStream) -> S + Send + Sync + 'static,
        answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, way) = (Arc::clone(&asked), Arc::new((open, answer)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, way) = (Arc::clone(&log), Arc::clone(&way));
                thread::spawn(move || {
                    let stream = stream.unwrap();
                    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
                    serve(way.0(stream), &log, &way.1);
                });
            }
        });
        Self { scheme, address, asked }
    }

    pub(super) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// What it was asked so far.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// Whoever asks hangs up when it does not like the answer, which is no fault of ours.
fn serve(stream: impl Read + Write, log: &Mutex<Vec<Asked>>, answer: &dyn Fn(&Asked) -> Answer) {
    let mut reader = BufReader::new(stream);
    let Some(mut asked) = read(&mut reader) else { return };
    log.lock().unwrap().push(asked.clone());
    if asked.method == "CONNECT" {
        // as a proxy: wherever it is to lead, it leads to us
        reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let Some(next) = read(&mut reader) else { return };
        log.lock().unwrap().push(next.clone());
        asked = next;
    }
    let _ = say(&mut reader.into_inner(), answer(&asked));
}

/// What a server needs to show a certificate.
fn config(pem: &str) -> ServerConfig {
    let chain = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    config.with_single_cert(chain, key).unwrap()
}

fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut asked = Asked { method, path, headers, body: Vec::new() };
    let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
    asked.body = vec![0; length];
    reader.read_exact(&mut asked.body).ok()?;
    Some(asked)
}

fn say(stream: &mut (impl Read + Write), answer: Answer) -> std::io::Result<()> {
    match answer {
        Answer::Says(status, headers, body) => {
            let lines: Vec<String> =
                headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
            let headers = lines.concat();
            let length = body.len();
            let head = format!("HTTP/1.1 {status} -\r\n{headers}content-length: {length}\r\n");
            stream.write_all(format!("{head}connection: close\r\n\r\n{body}").as_bytes())?;
            stream.flush()
        }
        Answer::Stalls => stream.read(&mut [0; 64]).map(|_| ()),
        Answer::Breaks => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{\"query\": "),
        Answer::Closes => Ok(()),
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            loop {
                stream.write_all(format!("10000\r\n{}\r\n", " ".repeat(0x10000)).as_bytes())?;
            }
        }
    }
}
