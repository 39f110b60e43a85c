//! The door over real connections on loopback: what it lets in, what it cuts off, how it closes.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    sync::Arc,
};

use axum::{
    body::Bytes,
    extract::ConnectInfo,
    http::StatusCode,
    response::IntoResponse,
    routing::{get, post},
};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio::task::{JoinSet, spawn_blocking};

use super::*;

/// A door that is open, and what it answered when it closed.
struct Door {
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinSet<Result<(), ListenError>>,
}

impl Door {
    fn open(app: Router, tls: Option<Tls>, patience: Patience) -> Self {
        Self::open_until(CancellationToken::new(), app, tls, patience)
    }

    fn open_until(stop: CancellationToken, app: Router, tls: Option<Tls>, patience: Patience) -> Self {
        let bound = bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = bound.address();
        let mut serving = JoinSet::new();
        let until = stop.clone();
        serving.spawn(async move { bound.serve(app, tls.as_ref(), until, patience).await });
        Self { address, stop, serving }
    }

    /// Sends `text`, as it is, and answers everything that comes back until the door hangs up.
    async fn send(&self, text: &str) -> String {
        let (address, text) = (self.address, text.to_owned());
        let talk = move || {
            let mut wire = TcpStream::connect(address).unwrap();
            wire.write_all(text.as_bytes()).unwrap();
            let mut answer = String::new();
            wire.read_to_string(&mut answer).map(|_| answer).unwrap_or_default()
        };
        spawn_blocking(talk).await.unwrap()
    }

    async fn close(mut self) -> Result<(), ListenError> {
        self.stop.cancel();
        self.serving.join_next().await.unwrap().unwrap()
    }
}

fn app() -> Router {
    Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }))
        .route("/size", post(|body: Bytes| async move { body.len().to_string() }))
}

fn get_of(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n")
}

#[tokio::test]
async fn handlers_learn_who_calls() {
    let door = Door::open(app(), None, Patience::default());
    let answer = door.send(&get_of("/")).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
    door.close().await.unwrap();
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let door = Door::open(app(), None, Patience::default());
    let post = |size: usize, announced: usize| {
        let head = format!(
            "POST /size HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nContent-Length: {announced}\r\n\r\n"
        );
        head + &"x".repeat(size)
    };
    assert!(door.send(&post(BODY_LIMIT, BODY_LIMIT)).await.ends_with("262144"));
    let huge = door.send(&post(BODY_LIMIT + 1, 2 << 30)).await;
    assert!(huge.starts_with("HTTP/1.1 413"), "{huge}");
    door.close().await.unwrap();
}

#[tokio::test]
async fn whoever_dawdles_is_cut_off() {
    let patience =
        Patience { head: Duration::from_millis(30), body: Duration::from_millis(30), ..Patience::default() };
    let door = Door::open(app(), None, patience);
    for slow in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: de"] {
        let answer = door.send(slow).await;
        assert!(!answer.starts_with("HTTP/1.1 200"), "{slow}: {answer}");
    }
    let answer = door.send("POST /size HTTP/1.1\r\nHost: desk\r\nContent-Length: 9\r\n\r\nhalf").await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    door.close().await.unwrap();
}

#[tokio::test]
async fn closing_waits_for_what_is_under_way() {
    let (begun, go_on) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
    let (told, wait) = (Arc::clone(&begun), Arc::clone(&go_on));
    let slow = move || async move {
        told.notify_one();
        wait.notified().await;
        "finished"
    };
    let door = Door::open(Router::new().route("/slow", get(slow)), None, Patience::default());
    let request = get_of("/slow");
    let (answer, ()) = tokio::join!(door.send(&request), async {
        begun.notified().await;
        door.stop.cancel();
        go_on.notify_one();
    });
    assert!(answer.ends_with("finished"), "{answer}");
    let address = door.address;
    door.close().await.unwrap();
    assert!(TcpStream::connect(address).is_err(), "nobody is let in any more");
}

/// A stream that sends one line and then stays open, as a ticket's page holds one.
fn endless(stop: Option<CancellationToken>) -> Router {
    let follow = move || async move {
        let first = futures_util::stream::once(async { Ok::<_, io::Error>(Bytes::from("begun\n")) });
        let ended = async move {
            match stop {
                Some(stop) => stop.cancelled().await,
                None => std::future::pending().await,
            }
        };
        let rest = futures_util::FutureExt::into_stream(async move {
            ended.await;
            Ok(Bytes::from("ended\n"))
        });
        Body::from_stream(futures_util::StreamExt::chain(first, rest)).into_response()
    };
    Router::new().route("/follow", get(follow))
}

async fn first_line(door: &Door) -> TcpStream {
    let (address, request) = (door.address, get_of("/follow"));
    let talk = move || {
        let mut wire = TcpStream::connect(address).unwrap();
        wire.write_all(request.as_bytes()).unwrap();
        let mut seen = String::new();
        while !seen.contains("begun") {
            let mut some = [0; 1024];
            let n = wire.read(&mut some).unwrap();
            seen.push_str(str::from_utf8(&some[..n]).unwrap());
        }
        wire
    };
    spawn_blocking(talk).await.unwrap()
}

#[tokio::test]
async fn streams_that_watch_the_stop_end_with_it() {
    let stop = CancellationToken::new();
    let door = Door::open_until(stop.clone(), endless(Some(stop)), None, Patience::default());
    let mut wire = first_line(&door).await;
    door.close().await.unwrap();
    let mut rest = String::new();
    wire.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("ended"), "the stream ended in order: {rest}");
}

#[tokio::test]
async fn streams_that_do_not_are_cut_when_the_drain_is_over() {
    let patience = Patience { drain: Duration::from_millis(20), ..Patience::default() };
    let door = Door::open(endless(None), None, patience);
    let wire = first_line(&door).await;
    door.close().await.unwrap();
    drop(wire);
}

#[test]
fn of_the_five_seconds_for_a_stop_one_is_left_to_close_the_journal() {
    assert!(Patience::default().drain <= Duration::from_secs(4));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let first = bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let refused = bind(first.address()).unwrap_err();
    assert!(matches!(refused, ListenError::Taken(_)), "{refused}");
    let refused = bind("192.0.2.1:0".parse().unwrap()).unwrap_err();
    assert!(matches!(refused, ListenError::NotOurs(_)), "{refused}");
}

#[test]
fn as_many_connections_as_the_system_allows() {
    let now = raise_open_files().unwrap();
    assert_eq!(getrlimit(Resource::Nofile).current, now);
}

/// A file of `listen/samples`: certificates for the name `desk`, signed by themselves, and their keys. They open
/// nothing; they exist so that the tests need no other program. `good` ends in 2120, `ended` ended in 2021, and `other`
/// is a key without a certificate.
fn sample(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "src/listen/samples", name].iter().collect()
}

fn load(cert: &str, key: &str) -> Result<Tls, TlsError> {
    Tls::load(&sample(cert), &sample(key))
}

#[tokio::test]
async fn the_desk_speaks_tls() {
    let tls = load("good.cert.pem", "good.key.pem").unwrap();
    let door = Door::open(app(), Some(tls), Patience::default());

    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_file(sample("good.cert.pem")).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let address = door.address;
    let talk = move || {
        let wire = TcpStream::connect(address).unwrap();
        let hello = ClientConnection::new(Arc::new(client), "desk".try_into().unwrap()).unwrap();
        let mut wire = StreamOwned::new(hello, wire);
        wire.write_all(get_of("/").as_bytes()).unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        answer
    };
    let answer = spawn_blocking(talk).await.unwrap();
    assert!(answer.starts_with(&format!("HTTP/1.1 {}", StatusCode::OK.as_u16())), "{answer}");
    let plain = door.send(&get_of("/")).await;
    assert!(!plain.contains("HTTP"), "plain text gets no answer on a TLS port: {plain:?}");
    door.close().await.unwrap();
}

#[test]
fn wrong_papers_are_refused_each_with_its_reason() {
    let refusal = |cert: &str, key: &str| load(cert, key).unwrap_err();
    assert!(matches!(refusal("good.cert.pem", "other.key.pem"), TlsError::Mismatch { .. }));
    assert!(matches!(refusal("good.key.pem", "good.key.pem"), TlsError::NoCertificate(_)));
    assert!(matches!(refusal("good.cert.pem", "good.cert.pem"), TlsError::NoKey(_)));
    let absent = refusal("absent.pem", "good.key.pem");
    assert!(
        matches!(absent, TlsError::Unreadable { .. }) && absent.to_string().contains("absent.pem"),
        "{absent}"
    );

    let damaged = tempfile::NamedTempFile::new().unwrap();
    fs::write(&damaged, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    let refused = Tls::load(damaged.path(), &sample("good.key.pem")).unwrap_err();
    assert!(matches!(refused, TlsError::Unusable(_)), "{refused}");
}

#[test]
fn a_certificate_whose_time_is_over_is_taken_but_told() {
    let tls = load("ended.cert.pem", "ended.key.pem").unwrap();
    let ended = "2021-02-03T00:00:00Z".parse().unwrap();
    assert_eq!(tls.validity().map(|v| v.until), Some(ended));
    assert_eq!(tls.trouble("2026-11-20T00:00:00Z".parse().unwrap()), Some(Trouble::Ended(ended)));
    assert_eq!(tls.trouble("2020-06-01T00:00:00Z".parse().unwrap()), None);
    let good = load("good.cert.pem", "good.key.pem").unwrap();
    assert_eq!(
        good.trouble("2026-11-20T00:00:00Z".parse().unwrap()),
        None,
        "years after 2049 are written otherwise"
    );
}
