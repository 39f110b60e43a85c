//! The words of every consent beside mediation itself, in one place: what a party reads on its phone is what staff read out to it at
//! the counter, in the language of whoever is to agree. When a text changes it becomes a new key, under a new `CONSENT_VERSION`.

use std::borrow::Cow;

use domain::{fair::Language, procedure::ConsentTo};

use crate::locale::Texts;

/// The text of the present version.
pub(in crate::web) fn text_of(to: ConsentTo) -> &'static str {
    match to {
        ConsentTo::OpenSession => "party-consent-v1-open-session",
        ConsentTo::Remote => "party-consent-v1-remote",
        ConsentTo::Recording => "party-consent-v1-recording",
        ConsentTo::Expert => "party-consent-v1-expert",
        ConsentTo::CoMediator => "party-consent-v1-co-mediator",
        ConsentTo::Interpreter => "party-consent-v1-interpreter",
        ConsentTo::Observer => "party-consent-v1-observer",
        ConsentTo::Transfer => "party-consent-v1-transfer",
        ConsentTo::TypicalCase => "party-consent-v1-typical-case",
    }
}

/// The words of a consent in one language.
pub(in crate::web) struct Spoken {
    pub(in crate::web) tag: &'static str,
    pub(in crate::web) text: Cow<'static, str>,
}

/// What is read out before it is recorded: in the reader's language, and in every other that is spoken by who is to agree.
pub(in crate::web) fn read_out(
    t: &Texts,
    to: ConsentTo,
    spoken: impl IntoIterator<Item = Language>,
) -> Vec<Spoken> {
    let said = |language: Language| Spoken { tag: language.tag(), text: t.speaking(language).t(text_of(to)) };
    languages(t, spoken).into_iter().map(said).collect()
}

/// The reader's language, then every other that somebody speaks.
pub(in crate::web) fn languages(t: &Texts, spoken: impl IntoIterator<Item = Language>) -> Vec<Language> {
    let mut all = vec![t.language()];
    for language in spoken {
        if !all.contains(&language) {
            all.push(language);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn every_consent_has_words_and_they_are_read_out_in_each_language_once() {
        let t = Texts::new(Language::En, TimeZone::UTC);
        for to in ConsentTo::ALL.iter().copied() {
            assert!(Texts::knows(text_of(to)), "{}", to.code());
            let same = read_out(&t, to, [Language::En, Language::En]);
            assert_eq!(same.iter().map(|said| said.tag).collect::<Vec<_>>(), ["en"]);
            let both = read_out(&t, to, [Language::ZhCn, Language::En]);
            assert_eq!(both.iter().map(|said| said.tag).collect::<Vec<_>>(), ["en", "zh-CN"]);
            assert_ne!(both[0].text, both[1].text);
        }
    }
}
