//! The compiled-in catalogues and the one place that formats a message.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::Language;

/// One file of a catalogue: its area and its text.
pub(super) type Area = (&'static str, &'static str);

macro_rules! areas {
    ($language:literal: $($area:literal)*) => {
        &[$(($area, include_str!(concat!("../../locales/", $language, "/", $area, ".ftl")))),*]
    };
}

/// The files of one language.
pub(super) fn areas(language: Language) -> &'static [Area] {
    match language {
        Language::En => {
            areas!("en": "common" "home" "filing" "ticket" "board" "counter" "session" "agreement" "office" "devices" "exhibitors" "log" "setup" "signin"
            "problems" "codes" "units" "notice" "party" "way" "papers" "complaints" "forms" "inquiry" "kiosk" "rights" "mediators" "reports" "lawful" "aftercare" "typical" "linkage" "bodies")
        }
        Language::ZhCn => {
            areas!("zh-CN": "common" "home" "filing" "ticket" "board" "counter" "session" "agreement" "office" "devices" "exhibitors" "log" "setup" "signin"
            "problems" "codes" "units" "notice" "party" "way" "papers" "complaints" "forms" "inquiry" "kiosk" "rights" "mediators" "reports" "lawful" "aftercare" "typical" "linkage" "bodies")
        }
    }
}

static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::En));
static CHINESE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::ZhCn));

fn of(language: Language) -> &'static FluentBundle<FluentResource> {
    match language {
        Language::En => &ENGLISH,
        Language::ZhCn => &CHINESE,
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag = match language {
        Language::En => unic_langid::langid!("en"),
        Language::ZhCn => unic_langid::langid!("zh-CN"),
    };
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks would show as boxes in narrow fonts and break copying of numbers; values are short and the
    // pages isolate user text with `<bdi>` where direction matters.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string())),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }));
    for (area, text) in areas(language) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, errors)| {
            tracing::error!(area, ?errors, "a message catalogue has a fault; its other texts are used");
            rest
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(area, ?errors, "a message catalogue has a text twice; the first is used");
        }
    }
    bundle
}

/// Thousands apart, as both languages write them.
pub(super) fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Whether a language has a text.
pub(super) fn knows(language: Language, key: &str) -> bool {
    of(language).get_message(key).is_some_and(|message| message.value().is_some())
}

/// The text, or the English one, or the key.
pub(super) fn format(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    attempt(language, key, args, true)
}

/// The text with its variables still in it, as `{$name}`.
pub(super) fn pattern(language: Language, key: &str) -> Cow<'static, str> {
    attempt(language, key, None, false)
}

fn attempt(
    language: Language,
    key: &str,
    args: Option<&FluentArgs<'_>>,
    complain: bool,
) -> Cow<'static, str> {
    for bundle in [of(language), of(Language::En)] {
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { continue };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, args, &mut errors);
        if complain && !errors.is_empty() {
            log_once(key, &format!("{errors:?}"));
        }
        return text;
    }
    log_once(key, "no such text");
    Cow::Owned(key.to_owned())
}

/// Says once per key that a text is faulty: a busy page would otherwise fill the log.
fn log_once(key: &str, fault: &str) {
    static SEEN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
    let mut seen = SEEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if seen.len() < 1000 && seen.insert(key.to_owned()) {
        tracing::error!(key, fault, "a text of the catalogue is missing or lacks a value");
    }
}
