//! The settings: what can be chosen, what holds when nothing was chosen, and where each choice came from.
//!
//! Every setting has one dotted name (`lines.max_misses`), the same in `fair.toml`, in `--set NAME=VALUE` and, in
//! capitals with underscores, in the environment (`FAIRDESK_LINES_MAX_MISSES`). A flag wins over the environment,
//! the environment over the file. `fair.example.toml` documents each one; a test holds it against this struct.
//!
//! Reading and merging is in [`layers`]; which values make no sense is in [`rules`].

pub mod layers;
pub mod rules;
pub mod told;

use std::{collections::BTreeSet, fmt, net::SocketAddr, path::PathBuf, time::Duration};

use domain::{fair::ProcedureRules, retention::KeepingRules};
use serde::{Deserialize, Serialize};

pub use self::layers::{ConfigError, Layers, Loaded, Problem, Source};
use crate::addresses::{PublicUrl, Scheme};

/// Everything that can be set. See `fair.example.toml` for what each one means to the person who sets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder that holds the whole fair.
    pub data: PathBuf,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The origin that goes into printed codes; chosen in the office when not set here.
    #[serde(with = "blank")]
    pub public_url: Option<PublicUrl>,
    /// PEM file of the certificate chain; with [`Settings::key`] the desk speaks TLS.
    #[serde(with = "blank")]
    pub cert: Option<PathBuf>,
    /// PEM file of the certificate's key.
    #[serde(with = "blank")]
    pub key: Option<PathBuf>,
    /// The file of the outer key, which may live on another medium; inside the data folder when not set.
    #[serde(with = "blank")]
    pub outer_key: Option<PathBuf>,
    /// Whether a reverse proxy on this machine names the caller in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Room that is kept free on the disk.
    pub disk: Disk,
    /// Limits on photos.
    pub photos: Photos,
    /// Limits on public filing.
    pub filing: Filing,
    /// Staff sessions.
    pub sign_in: SignIn,
    /// How the lines are run.
    pub lines: Lines,
    /// What expected waits rest on while there is no history.
    pub estimate: Estimate,
    /// The time limits of the procedure.
    pub procedure: ProcedureRules,
    /// How long what is kept, and what needs a second person.
    pub keeping: KeepingRules,
    /// What is logged, and how.
    pub log: Log,
    /// Who may read the figures of operation.
    pub metrics: Metrics,
    /// The dotted names of those that somebody chose, in the file, the environment or a flag. The others say nothing.
    #[serde(skip)]
    pub chosen: BTreeSet<String>,
}

/// Room that is kept free on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disk {
    /// Below this many MiB of free space new work is refused.
    pub reserve_mib: u32,
}

/// Limits on photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photos {
    /// Largest file, MiB.
    pub max_mib: u32,
    /// Largest picture once unpacked, million pixels.
    pub max_megapixels: u32,
    /// Longest time for decoding one, seconds.
    pub max_seconds: u32,
    /// Most photos a party may add to one case.
    pub max_per_party: u32,
}

/// Limits on public filing; staff are exempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Cases one device may file in an hour.
    pub per_device_per_hour: u32,
    /// Cases that devices which are new or keep no cookie may file from one network address in a minute.
    pub per_address_per_minute: u32,
    /// The same in an hour.
    pub new_devices_per_address_per_hour: u32,
    /// Cases that everybody together may file in a minute.
    pub overall_per_minute: u32,
}

/// Staff sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Hours until somebody who signed in must do so again.
    pub session_hours: u32,
}

/// How the lines are run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// Minutes for which a missed call keeps its place.
    pub call_grace_minutes: u32,
    /// Missed calls after which a ticket is closed.
    pub max_misses: u32,
    /// Least seconds between two calls of the same ticket.
    pub recall_gap_seconds: u32,
    /// Minutes after which a ticket that was claimed but not called is shown in warning.
    pub claim_alert_minutes: u32,
}

/// What expected waits rest on while there is no history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Minutes of one reception.
    pub reception_minutes: u32,
    /// Minutes of one session of talks.
    pub talks_minutes: u32,
    /// Mediators taken to be on duty while none has signed on.
    pub mediators: u32,
}

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// How much: a level, or a filter such as `info,fairdesk::engine=debug`.
    pub level: String,
}

/// The form of the log on standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line that people read.
    Text,
    /// A JSON object a line.
    Json,
}

/// Who may read the figures of operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// What a caller from another machine must send as `Authorization: Bearer`.
    #[serde(with = "blank")]
    pub token: Option<Hidden>,
}

/// A setting that never shows in a log or a debug print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hidden(String);

impl Hidden {
    /// The text itself, for comparing it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Hidden {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden(…)")
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: "fairdesk-data".into(),
            listen: SocketAddr::from(([0, 0, 0, 0], 8080)),
            public_url: None,
            cert: None,
            key: None,
            outer_key: None,
            behind_proxy: false,
            disk: Disk { reserve_mib: 256 },
            photos: Photos { max_mib: 12, max_megapixels: 50, max_seconds: 20, max_per_party: 12 },
            filing: Filing {
                per_device_per_hour: 10,
                per_address_per_minute: 60,
                new_devices_per_address_per_hour: 600,
                overall_per_minute: 240,
            },
            sign_in: SignIn { session_hours: 12 },
            lines: Lines {
                call_grace_minutes: 10,
                max_misses: 3,
                recall_gap_seconds: 60,
                claim_alert_minutes: 15,
            },
            procedure: ProcedureRules::default(),
            keeping: KeepingRules::default(),
            estimate: Estimate { reception_minutes: 10, talks_minutes: 45, mediators: 2 },
            log: Log { format: LogFormat::Text, level: "info".to_owned() },
            metrics: Metrics { token: None },
            chosen: BTreeSet::new(),
        }
    }
}

impl Settings {
    /// Whether the desk itself speaks TLS.
    pub fn speaks_tls(&self) -> bool {
        self.cert.is_some()
    }

    /// How the desk itself is spoken to, whatever a proxy in front of it does.
    pub fn scheme(&self) -> Scheme {
        Scheme::of(self.speaks_tls())
    }

    /// Whether browsers reach the desk over TLS, so that cookies must be marked `Secure`.
    pub fn secure_cookies(&self) -> bool {
        self.speaks_tls() || self.public_url.as_ref().is_some_and(PublicUrl::is_secure)
    }

    /// Below this many bytes of free space new work is refused.
    pub fn disk_reserve(&self) -> u64 {
        u64::from(self.disk.reserve_mib) << 20
    }

    /// How long a session of staff lasts.
    pub fn session_length(&self) -> Duration {
        Duration::from_hours(u64::from(self.sign_in.session_hours))
    }
}

/// Settings that may be left out are written as an empty text, so that each one stands in the file with its default.
mod blank {
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{Error, IntoDeserializer, value::StringDeserializer},
    };

    #[expect(clippy::ref_option, reason = "serde's `with` hands over the field as it is")]
    pub fn serialize<T: Serialize, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => value.serialize(to),
            None => to.serialize_str(""),
        }
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        let text = String::deserialize(from)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let from: StringDeserializer<D::Error> = text.into_deserializer();
        T::deserialize(from).map(Some).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
