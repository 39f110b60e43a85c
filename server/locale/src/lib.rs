//! The words of the desk: every text a person reads, in the reader's language, with dates and numbers in the
//! fair's zone and the reader's style.
//!
//! Texts live in `server/locales/<language>/<area>.ftl` (Fluent) and are compiled in. Code and templates name them
//! by key; what differs between a fair, a market, a park and a centre is said by the terms of `venues/<venue>.ftl`, and `Texts` knows
//! which to take. Tests hold the catalogues against each other and against every use, so a missing key cannot ship. If one is
//! asked for all the same (a code from a newer journal, say) the reader gets the English text or the key, never a panic.

mod catalogue;
mod moment;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use domain::{
    case::{Outcome, Reason},
    fair::{FairPlan, Venue},
};
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;

pub use domain::fair::Language;

/// What to speak: the visitor's own choice (cookie), else the best of `Accept-Language`, else the fair's.
pub fn negotiate(cookie: Option<&str>, accept: Option<&str>, fair: Language) -> Language {
    cookie.and_then(Language::from_tag).or_else(|| accept.and_then(best_of)).unwrap_or(fair)
}

/// The language with the highest weight in an `Accept-Language` header; the first wins a tie.
fn best_of(accept: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for entry in accept.split(',').take(32) {
        let mut parts = entry.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight =
            parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let language = match tag.split(['-', '_']).next() {
            Some("zh") => Language::ZhCn,
            Some("en") => Language::En,
            _ => continue,
        };
        if weight > 0.0 && best.is_none_or(|(top, _)| weight > top) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A value that can stand in a text: strings and whole numbers. Numbers choose plurals and are grouped (`1,320`); a
/// number that is a name (a year, a room) goes in as a string.
pub trait Argument {
    /// The value as Fluent takes it.
    fn value(&self) -> FluentValue<'_>;
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

impl Argument for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Argument for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl Argument for Cow<'_, str> {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_ref())
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}
whole_numbers!(u8, u16, u32, u64, usize, i32, i64);

/// In which words: the language, and the kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Voice {
    language: Language,
    venue: Venue,
}

/// The desk's words bound to one reader: a language, and the place with its time zone. Cheap to clone, `Send + Sync`.
#[derive(Clone, Debug)]
pub struct Texts {
    voice: Voice,
    zone: TimeZone,
}

impl Texts {
    /// Words for a reader of `language`, with times in `zone`: those of a fair, until [`Texts::at`] says otherwise.
    pub fn new(language: Language, zone: TimeZone) -> Texts {
        Texts { voice: Voice { language, venue: Venue::Fair }, zone }
    }

    /// Words for a reader of `language` at the desk of this plan; before there is one, those of a fair.
    pub fn of(plan: Option<&FairPlan>, language: Language) -> Texts {
        let zone = plan.map_or(TimeZone::UTC, FairPlan::time_zone);
        Texts::new(language, zone).at(plan.map_or(Venue::Fair, |plan| plan.venue))
    }

    /// The same words at another kind of place.
    #[must_use]
    pub fn at(mut self, venue: Venue) -> Texts {
        self.voice.venue = venue;
        self
    }

    /// The kind of place they are of.
    pub fn venue(&self) -> Venue {
        self.voice.venue
    }

    /// The reader's language.
    pub fn language(&self) -> Language {
        self.voice.language
    }

    /// The zone in which times are shown.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The zone's IANA name for scripts; empty for a zone without one.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or_default()
    }

    /// The same words in another language (a notice for a party who reads another one than the writer).
    #[must_use]
    pub fn speaking(&self, language: Language) -> Texts {
        Texts { voice: Voice { language, ..self.voice }, zone: self.zone.clone() }
    }

    /// A text without values.
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        catalogue::format(self.voice, key, None)
    }

    /// A text with one value.
    pub fn t1(&self, key: &str, name: &'static str, value: impl Argument) -> String {
        self.say(key).with(name, value).to_string()
    }

    /// A text with two values.
    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl Argument,
        other: &'static str,
        second: impl Argument,
    ) -> String {
        self.say(key).with(name, value).with(other, second).to_string()
    }

    /// A text with any number of values: `t.say("ticket-call").with("room", room).with("clock", clock)`.
    pub fn say(&self, key: &str) -> Saying {
        Saying { voice: self.voice, key: key.to_owned(), args: FluentArgs::new() }
    }

    /// The name of a code of the domain, such as `t.code("state", "waiting")`: the text `state-waiting` of `codes.ftl`.
    pub fn code(&self, family: &str, code: &str) -> Cow<'static, str> {
        self.t(&format!("{family}-{}", code.to_ascii_lowercase().replace('_', "-")))
    }

    /// Why a case ended so. Two ends have no other reason than the one that has no words of its own: of advice, that an answer was given,
    /// for it is of questions, reports and disputes; of what the organiser decided, that nothing but a complaint was filed.
    pub fn reason(&self, outcome: Outcome, reason: Reason) -> Cow<'static, str> {
        match (outcome, reason) {
            (Outcome::AdviceGiven, Reason::Other) => self.t("reason-answered"),
            (Outcome::OrganiserDecided, Reason::Other) => self.t("reason-complaint-alone"),
            _ => self.code("reason", reason.code()),
        }
    }

    /// How a case ended, for whoever is told why: of what the sides came to by themselves nobody is to think that it was mediated here. Who
    /// is not told why reads the word of the outcome, which is true of both.
    pub fn ending(&self, outcome: Outcome, reason: Reason) -> Cow<'static, str> {
        match (outcome, reason) {
            (Outcome::Settled, Reason::Agreement) => self.t("ended-agreed"),
            (Outcome::Settled, Reason::SettledPrivately) => self.t("ended-privately"),
            _ => self.code("outcome", outcome.code()),
        }
    }

    /// A language in the words of this one, as sentences name it. Only the switch of languages calls each by its own name.
    pub fn language_name(&self, language: Language) -> String {
        self.code("language", language.tag()).into_owned()
    }

    /// Whether the catalogues have this text.
    pub fn knows(key: &str) -> bool {
        catalogue::knows(key)
    }

    /// Texts as a JSON object for a `<script type="application/json">`; values appear as `{$name}` for the script to
    /// fill in. Safe to write into HTML unescaped.
    pub fn json(&self, keys: &[&str]) -> String {
        let texts: serde_json::Map<String, serde_json::Value> = keys
            .iter()
            .map(|key| ((*key).to_owned(), catalogue::pattern(self.voice, key).into_owned().into()))
            .collect();
        let json = serde_json::Value::Object(texts).to_string();
        json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
    }
}

/// A text waiting for its values; shows itself when written.
#[derive(Debug)]
pub struct Saying {
    voice: Voice,
    key: String,
    args: FluentArgs<'static>,
}

impl Saying {
    /// Puts a value in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Argument) -> Saying {
        self.args.set(name, value.value().into_owned());
        self
    }
}

impl std::fmt::Display for Saying {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&catalogue::format(self.voice, &self.key, Some(&self.args)))
    }
}
