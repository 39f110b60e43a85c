//! The desk speaks TLS by itself, and its cookies then never travel in the clear.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::Arc,
};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, pem::PemObject},
};
use tests::{desk::Desk, program::top};

#[tokio::test]
async fn it_serves_over_tls() -> anyhow::Result<()> {
    let samples = top().join("server/src/listen/samples");
    let (cert, key) = (samples.join("good.cert.pem"), samples.join("good.key.pem"));
    let mut desk = Desk::plan().tls(&cert, &key).start().await?;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&cert)?)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let port = desk.port();
    let answer = tokio::task::spawn_blocking(move || -> anyhow::Result<String> {
        let connection = ClientConnection::new(Arc::new(config), "desk".try_into()?)?;
        let mut stream = StreamOwned::new(connection, TcpStream::connect(("127.0.0.1", port))?);
        stream.write_all(
            b"GET /sign-in HTTP/1.1\r\nHost: desk\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    });
    let answer = answer.await??;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let cookies: Vec<_> =
        answer.lines().filter(|line| line.to_lowercase().starts_with("set-cookie:")).collect();
    assert!(!cookies.is_empty(), "{answer}");
    for cookie in cookies {
        for wanted in ["Secure", "HttpOnly", "SameSite"] {
            assert!(cookie.contains(wanted), "{cookie}");
        }
    }
    desk.stop().await
}
