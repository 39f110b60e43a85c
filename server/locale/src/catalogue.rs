//! The compiled-in catalogues and the one place that formats a message.
//!
//! A bundle is made for each language at each kind of place: the areas of the language, and over them the terms of the place, which
//! every text names (`{ -exhibitor }`), with the few whole texts that read otherwise there.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{LazyLock, Mutex};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Language, Venue, Voice};

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
            "problems" "codes" "units" "notice" "party" "way" "papers" "complaints" "forms" "inquiry" "kiosk" "rights" "mediators" "reports" "lawful" "aftercare" "typical" "linkage" "bodies" "fees")
        }
        Language::ZhCn => {
            areas!("zh-CN": "common" "home" "filing" "ticket" "board" "counter" "session" "agreement" "office" "devices" "exhibitors" "log" "setup" "signin"
            "problems" "codes" "units" "notice" "party" "way" "papers" "complaints" "forms" "inquiry" "kiosk" "rights" "mediators" "reports" "lawful" "aftercare" "typical" "linkage" "bodies" "fees")
        }
    }
}

/// What a kind of place says in its own words; what comes later goes before.
pub(super) fn words_of(language: Language, venue: Venue) -> &'static [Area] {
    macro_rules! words {
        ($language:literal) => {
            match venue {
                Venue::Fair => areas!($language: "venues/fair"),
                Venue::Market => areas!($language: "venues/standing" "venues/market"),
                Venue::Park => areas!($language: "venues/standing" "venues/park"),
                Venue::Centre => areas!($language: "venues/standing" "venues/centre"),
            }
        };
    }
    match language {
        Language::En => words!("en"),
        Language::ZhCn => words!("zh-CN"),
    }
}

type Bundle = LazyLock<FluentBundle<FluentResource>>;

/// One bundle for each voice; those of a kind of place that nobody asks for are never made.
fn of(Voice { language, venue }: Voice) -> &'static FluentBundle<FluentResource> {
    macro_rules! bundles {
        ($($language:ident $venue:ident $name:ident),*) => {{
            $(static $name: Bundle = LazyLock::new(|| bundle(Language::$language, Venue::$venue));)*
            match (language, venue) {
                $((Language::$language, Venue::$venue) => &$name),*
            }
        }};
    }
    bundles!(
        En Fair FAIR_EN, En Market MARKET_EN, En Park PARK_EN, En Centre CENTRE_EN,
        ZhCn Fair FAIR_ZH, ZhCn Market MARKET_ZH, ZhCn Park PARK_ZH, ZhCn Centre CENTRE_ZH
    )
}

fn bundle(language: Language, venue: Venue) -> FluentBundle<FluentResource> {
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
        let resource = resource(area, text);
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(area, ?errors, "a message catalogue has a text twice; the first is used");
        }
    }
    for (area, text) in words_of(language, venue) {
        bundle.add_resource_overriding(resource(area, text));
    }
    bundle
}

fn resource(area: &str, text: &str) -> FluentResource {
    FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
        tracing::error!(area, ?errors, "a message catalogue has a fault; its other texts are used");
        rest
    })
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

/// Whether there is such a text.
pub(super) fn knows(key: &str) -> bool {
    of(Voice { language: Language::En, venue: Venue::Fair })
        .get_message(key)
        .is_some_and(|message| message.value().is_some())
}

/// The text, or the English one, or the key.
pub(super) fn format(voice: Voice, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    attempt(voice, key, args, true)
}

/// The text with its variables still in it, as `{$name}`.
pub(super) fn pattern(voice: Voice, key: &str) -> Cow<'static, str> {
    attempt(voice, key, None, false)
}

fn attempt(voice: Voice, key: &str, args: Option<&FluentArgs<'_>>, complain: bool) -> Cow<'static, str> {
    for bundle in [of(voice), of(Voice { language: Language::En, ..voice })] {
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
