//! The door: takes connections, plain or TLS, hands them to the routes, and closes in good order.
//!
//! What a hall full of strangers can do to a server is bounded here: slow heads and slow bodies are cut off, bodies are
//! small unless a route says otherwise, and stopping takes seconds even while thousands of streams are open. Streams
//! must watch the same token that stops the door; those that do not are cut when the drain is over.

mod certificate;
mod tls;

use std::{
    future::Future,
    io,
    net::{SocketAddr, TcpListener},
    pin::Pin,
    time::Duration,
};

use axum::{Router, body::Body, extract::DefaultBodyLimit};
use axum_server::{
    Handle, Server,
    accept::{TcpConfigAcceptor, TcpKeepaliveConfig, TcpSocketConfig},
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tower::ServiceBuilder;
use tower_http::timeout::RequestBodyTimeoutLayer;

pub use self::{
    certificate::{Trouble, Validity},
    tls::{Tls, TlsError},
};

/// Largest body a route takes unless it says otherwise with its own [`DefaultBodyLimit`]: the longest form there is,
/// with room to spare. An urlencoded form, and the texts of one with files, are never larger, whatever a route says.
pub const BODY_LIMIT: usize = 256 * 1024;

/// How long the door waits for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, and for the next request on an idle connection.
    pub head: Duration,
    /// For the next piece of a body.
    pub body: Duration,
    /// For requests under way when the desk stops.
    pub drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            // The whole stop may take five seconds; closing the journal comes after this.
            drain: Duration::from_secs(4),
        }
    }
}

/// Why the desk cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Somebody else has the port.
    #[error("{0} is taken by another program; stop that one, or choose another port with --listen")]
    Taken(SocketAddr),
    /// Ports below 1024 are for the administrator.
    #[error("{0} may only be used by the administrator; choose a port from 1024 on with --listen")]
    Forbidden(SocketAddr),
    /// This machine has no such address.
    #[error("{0} is no address of this machine; 0.0.0.0 takes all of them")]
    NotOurs(SocketAddr),
    /// Anything else.
    #[error("cannot listen on {address}")]
    Other {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// The door broke while open.
    #[error("connections can no longer be taken")]
    Broken(#[source] io::Error),
}

/// A port that is ours, with nobody let in yet.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

/// Takes the port, so that whoever starts the desk twice hears of it before anything else happens.
///
/// # Errors
/// When the port cannot be had, with what to do about it.
pub fn bind(address: SocketAddr) -> Result<Bound, ListenError> {
    let listener = TcpListener::bind(address).map_err(|source| refused(address, source))?;
    let address = listener.local_addr().map_err(|source| ListenError::Other { address, source })?;
    Ok(Bound { listener, address })
}

fn refused(address: SocketAddr, source: io::Error) -> ListenError {
    let told = [
        (io::ErrorKind::AddrInUse, ListenError::Taken(address)),
        (io::ErrorKind::PermissionDenied, ListenError::Forbidden(address)),
        (io::ErrorKind::AddrNotAvailable, ListenError::NotOurs(address)),
    ];
    let known = told.into_iter().find(|(kind, _)| *kind == source.kind());
    known.map_or(ListenError::Other { address, source }, |(_, told)| told)
}

type Serving = Pin<Box<dyn Future<Output = io::Result<()>> + Send>>;

impl Bound {
    /// The address, with the port that the system chose if 0 was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets people in until `stop` is cancelled; then takes no more connections and waits for the requests under way,
    /// at most [`Patience::drain`]. Handlers find the caller's address as `ConnectInfo<SocketAddr>`.
    ///
    /// # Errors
    /// When no connection can be taken at all.
    pub async fn serve(
        self,
        app: Router,
        tls: Option<&Tls>,
        stop: CancellationToken,
        patience: Patience,
    ) -> Result<(), ListenError> {
        let app = guarded(app, patience).into_make_service_with_connect_info::<SocketAddr>();
        let handle = Handle::new();
        let server = axum_server::from_tcp(self.listener).map_err(ListenError::Broken)?;
        let server = tuned(server, patience).handle(handle.clone()).acceptor(acceptor());
        let mut serving: Serving = match tls {
            None => Box::pin(server.serve(app)),
            Some(tls) => {
                let config = RustlsConfig::from_config(tls.config());
                let server = server
                    .map(|tcp| RustlsAcceptor::new(config).handshake_timeout(patience.head).acceptor(tcp));
                Box::pin(server.serve(app))
            }
        };
        let ended = tokio::select! {
            ended = &mut serving => ended,
            () = stop.cancelled() => {
                handle.graceful_shutdown(Some(patience.drain));
                serving.await
            }
        };
        ended.map_err(ListenError::Broken)
    }
}

/// What every route gets: small bodies unless it says otherwise, and no waiting for ever for the next piece of one.
fn guarded(app: Router, patience: Patience) -> Router {
    app.layer(DefaultBodyLimit::max(BODY_LIMIT)).layer(
        ServiceBuilder::new()
            .layer(RequestBodyTimeoutLayer::new(patience.body))
            .map_request(|request: axum::http::Request<_>| request.map(Body::new)),
    )
}

fn tuned(server: Server<SocketAddr>, patience: Patience) -> Server<SocketAddr> {
    let mut server = server.first_request_timeout(patience.head).accept_error_handler(|_, error| {
        tracing::debug!(%error, "a connection was not taken");
    });
    server.http_builder().http1().header_read_timeout(patience.head);
    server.http_builder().http2().keep_alive_interval(patience.head).keep_alive_timeout(patience.head);
    server
}

/// Small answers leave at once, and phones that walked out of the hall are noticed.
fn acceptor() -> TcpConfigAcceptor {
    let keepalive = TcpKeepaliveConfig::new().time(Duration::from_mins(1)).interval(Duration::from_secs(20));
    TcpConfigAcceptor::new(TcpSocketConfig::new().nodelay(true).keepalive(keepalive))
}

/// From now on, signals no longer end the program: what is answered waits for the operating system to ask the desk to stop, and
/// says by which signal.
///
/// # Errors
/// When signals cannot be received.
pub fn asked_to_stop() -> io::Result<impl Future<Output = &'static str> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        }
    })
}

/// Lets this process hold as many open connections as the system allows; a shell usually starts it with 1,024, fewer
/// than a hall has followers. Answers the number it may hold now; `None` is no bound.
///
/// # Errors
/// When the system refuses.
pub fn raise_open_files() -> io::Result<Option<u64>> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum {
        setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?;
    }
    Ok(limit.maximum)
}

#[cfg(test)]
mod tests;
