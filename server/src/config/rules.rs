//! Which values make no sense. Each refusal says what would be right.

use std::collections::BTreeMap;

use toml::Value;

use super::{
    Settings,
    layers::{Problem, Source, put, table_of},
};

/// Least and most for every setting that is a number. A test holds the list against the settings.
pub(super) const RANGES: &[(&str, i64, i64)] = &[
    ("disk.reserve_mib", 16, 1 << 20),
    ("photos.max_mib", 1, 100),
    ("photos.max_megapixels", 1, 200),
    ("photos.max_seconds", 1, 120),
    ("photos.max_per_party", 1, 100),
    ("filing.per_device_per_hour", 1, 10_000),
    ("filing.per_address_per_minute", 1, 100_000),
    ("filing.new_devices_per_address_per_hour", 1, 1_000_000),
    ("filing.overall_per_minute", 1, 1_000_000),
    ("sign_in.session_hours", 1, 24 * 30),
    ("lines.call_grace_minutes", 1, 240),
    ("lines.max_misses", 1, 20),
    ("lines.recall_gap_seconds", 5, 3600),
    ("lines.claim_alert_minutes", 1, 480),
    ("procedure.appointment_min", 5, 480),
    ("procedure.grace_min", 1, 240),
    ("procedure.walk_min", 0, 120),
    ("procedure.reply.minutes", 5, 14 * 24 * 60),
    ("procedure.response.minutes", 5, 14 * 24 * 60),
    ("keeping.file_years", 1, 30),
    ("keeping.enquiry_days", 1, 3650),
    ("estimate.reception_minutes", 1, 480),
    ("estimate.talks_minutes", 1, 480),
    ("estimate.mediators", 1, 500),
];

/// Least and most of a setting that is a number.
pub fn range(key: &str) -> Option<(i64, i64)> {
    RANGES.iter().find(|(known, ..)| *known == key).map(|(_, least, most)| (*least, *most))
}

/// A token shorter than this can be guessed.
const SHORTEST_TOKEN: usize = 16;

/// Checks one value by itself.
///
/// # Errors
/// With what would be right.
pub(super) fn check_one(key: &str, value: &Value) -> Result<(), String> {
    if let (Some((_, least, most)), Value::Integer(n)) = (RANGES.iter().find(|(k, ..)| *k == key), value)
        && !(least..=most).contains(&n)
    {
        return Err(format!("must be from {least} to {most}, but is {n}"));
    }
    // The other settings as they are by default, so that a refusal can only be about this one.
    let mut table = table_of(&Settings::default());
    put(&mut table, key, value.clone());
    match table.try_into::<Settings>() {
        Ok(_) => check_text(key, value.as_str().unwrap_or_default()),
        Err(_) if key == "listen" => {
            Err("must be an address and a port, such as 0.0.0.0:8080 or [::]:8080".to_owned())
        }
        Err(refused) => Err(refused.message().trim().replace('\n', " ")),
    }
}

fn check_text(key: &str, text: &str) -> Result<(), String> {
    match key {
        "data" if text.trim().is_empty() => Err("must name a folder".to_owned()),
        "log.level" if !is_log_filter(text) => {
            Err("must be error, warn, info, debug or trace, or a filter such as info,tower_http=warn"
                .to_owned())
        }
        "metrics.token" if !text.is_empty() && text.len() < SHORTEST_TOKEN => {
            Err(format!("must have at least {SHORTEST_TOKEN} characters"))
        }
        _ => Ok(()),
    }
}

/// Stricter than the filter's own parser, which takes a misspelt level for the name of a module and then logs nothing.
fn is_log_filter(text: &str) -> bool {
    let level = |part: &str| {
        let word = part.rsplit('=').next().unwrap_or_default().trim();
        ["off", "error", "warn", "info", "debug", "trace"]
            .iter()
            .any(|level| level.eq_ignore_ascii_case(word))
    };
    text.split(',').all(level) && tracing_subscriber::EnvFilter::try_new(text).is_ok()
}

/// Checks what only makes sense, or not, together with another setting.
pub(super) fn check_together(settings: &Settings, sources: &BTreeMap<String, Source>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut refuse = |key: &str, why: &str| {
        let source = sources.get(key).cloned().unwrap_or(Source::Default);
        problems.push(Problem { key: key.to_owned(), source, why: why.to_owned() });
    };
    match (&settings.cert, &settings.key) {
        (Some(_), None) => refuse("cert", "needs key as well: the PEM file of the certificate's private key"),
        (None, Some(_)) => refuse("key", "needs cert as well: the PEM file of the certificate"),
        (Some(_), Some(_)) | (None, None) => {}
    }
    if settings.speaks_tls() && settings.public_url.as_ref().is_some_and(|url| !url.is_secure()) {
        refuse("public_url", "must begin with https:// because the desk has a certificate");
    }
    if settings.filing.per_address_per_minute > settings.filing.overall_per_minute {
        refuse(
            "filing.per_address_per_minute",
            "is more than filing.overall_per_minute, so one address could use up all",
        );
    }
    problems
}
