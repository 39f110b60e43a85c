//! The words of every consent beside mediation itself, in one place: what a party reads on its phone is what staff read out to it at
//! the counter, in the language of whoever is to agree. When a text changes it becomes a new key, under a new version.

use std::borrow::Cow;

use domain::{
    PartyId,
    fair::Language,
    procedure::{Action, ConsentTo, Means, TRANSFER_TEXT},
};

use crate::locale::Texts;

use super::filing::draft::CONSENT_VERSION;

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
        ConsentTo::Transfer => "party-consent-v2-transfer",
        ConsentTo::TypicalCase => "party-consent-v1-typical-case",
    }
}

/// The version of that text, as it is recorded with a consent.
fn version_of(to: ConsentTo) -> &'static str {
    match to {
        // Names each kind of recipient, and what goes along. The rules let no earlier one count.
        ConsentTo::Transfer => TRANSFER_TEXT,
        ConsentTo::OpenSession
        | ConsentTo::Remote
        | ConsentTo::Recording
        | ConsentTo::Expert
        | ConsentTo::CoMediator
        | ConsentTo::Interpreter
        | ConsentTo::Observer
        | ConsentTo::TypicalCase => CONSENT_VERSION,
    }
}

/// That a party agrees to what its text says at present; to be told as an example by [`example`].
pub(in crate::web) fn given(party: PartyId, to: ConsentTo, means: Means) -> Action {
    Action::Consent { party, to, text: version_of(to).to_owned(), means }
}

/// That a party agrees to be told as an example, in this version of the account.
pub(in crate::web) fn example(party: PartyId, version: u32, means: Means) -> Action {
    Action::AgreeAsExample { party, version, text: version_of(ConsentTo::TypicalCase).to_owned(), means }
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
    use domain::referral::Counterpart;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn whoever_lets_the_file_go_on_is_told_each_kind_of_body_that_may_get_it() {
        // The police get what the law makes a body report, and nobody is asked.
        let asked = Counterpart::ALL.iter().filter(|kind| **kind != Counterpart::Police);
        for language in Language::ALL {
            let t = Texts::new(language, TimeZone::UTC);
            let text = t.t(text_of(ConsentTo::Transfer)).to_lowercase();
            for kind in asked.clone() {
                let name = t.code("counterpart", kind.code()).to_lowercase();
                assert!(text.contains(&name), "{name}: {text}");
            }
        }
    }

    #[test]
    fn every_consent_has_words_and_they_are_read_out_in_each_language_once() {
        let t = Texts::new(Language::En, TimeZone::UTC);
        for to in ConsentTo::ALL.iter().copied() {
            assert!(Texts::knows(text_of(to)), "{}", to.code());
            assert!(to.counts_in(version_of(to)), "{}", to.code());
            let recorded = format!("-{}-", version_of(to));
            assert!(text_of(to).contains(&recorded), "what is recorded of {} is what was read", to.code());
            let same = read_out(&t, to, [Language::En, Language::En]);
            assert_eq!(same.iter().map(|said| said.tag).collect::<Vec<_>>(), ["en"]);
            let both = read_out(&t, to, [Language::ZhCn, Language::En]);
            assert_eq!(both.iter().map(|said| said.tag).collect::<Vec<_>>(), ["en", "zh-CN"]);
            assert_ne!(both[0].text, both[1].text);
        }
    }
}
