//! The certificate and its key, read from PEM files with errors that say which file is wrong and how.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use rustls::{
    ServerConfig,
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject},
    },
};

use super::certificate::{Trouble, Validity};

/// Why the desk cannot speak TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is missing or may not be read.
    #[error("{} cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system or the reader of PEM said.
        why: String,
    },
    /// The file of `--cert` has no certificate.
    #[error("{} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); is it the key?", .0.display())]
    NoCertificate(PathBuf),
    /// The file of `--key` has no key.
    #[error("{} holds no private key in PEM form (-----BEGIN PRIVATE KEY-----), or one with a password", .0.display())]
    NoKey(PathBuf),
    /// Each is fine, but not for the other.
    #[error("the key in {} does not belong to the certificate in {}", key.display(), cert.display())]
    Mismatch {
        /// The file of `--cert`.
        cert: PathBuf,
        /// The file of `--key`.
        key: PathBuf,
    },
    /// Anything else about them.
    #[error("the certificate or its key cannot be used")]
    Unusable(#[source] rustls::Error),
}

/// A certificate chain and its key, ready for use.
#[derive(Debug, Clone)]
pub struct Tls {
    config: Arc<ServerConfig>,
    validity: Option<Validity>,
}

impl Tls {
    /// Reads both files.
    ///
    /// A certificate whose time is over is taken all the same, because the machine's clock may be what is wrong; ask
    /// [`Tls::trouble`] and say so.
    ///
    /// # Errors
    /// With the file that is wrong, and how.
    pub fn load(cert: &Path, key: &Path) -> Result<Self, TlsError> {
        let chain = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|e| unreadable(cert, &e))?;
        let Some(first) = chain.first() else { return Err(TlsError::NoCertificate(cert.to_owned())) };
        let validity = Validity::of_certificate(first);
        let private = match PrivateKeyDer::from_pem_file(key) {
            Ok(private) => private,
            Err(pem::Error::NoItemsFound) => return Err(TlsError::NoKey(key.to_owned())),
            Err(other) => return Err(unreadable(key, &other)),
        };
        let mut config =
            ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
                .with_safe_default_protocol_versions()
                .map_err(TlsError::Unusable)?
                .with_no_client_auth()
                .with_single_cert(chain, private)
                .map_err(|e| {
                    if matches!(e, rustls::Error::InconsistentKeys(_)) {
                        TlsError::Mismatch { cert: cert.to_owned(), key: key.to_owned() }
                    } else {
                        TlsError::Unusable(e)
                    }
                })?;
        // With HTTP/2 all streams of a browser share one connection.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { config: Arc::new(config), validity })
    }

    /// For how long the certificate is valid; `None` when it does not say so in the usual way.
    pub fn validity(&self) -> Option<Validity> {
        self.validity
    }

    /// What browsers would say about the certificate at this time.
    pub fn trouble(&self, now: Timestamp) -> Option<Trouble> {
        self.validity.and_then(|validity| validity.trouble(now))
    }

    pub(super) fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }
}

fn unreadable(path: &Path, why: &pem::Error) -> TlsError {
    TlsError::Unreadable { path: path.to_owned(), why: why.to_string() }
}
