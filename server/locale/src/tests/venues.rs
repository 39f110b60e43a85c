//! The words of each kind of place: its terms, the texts that read otherwise there, and that a standing desk never speaks of a fair.

use std::collections::{BTreeMap, BTreeSet};

use domain::fair::Venue;

use super::*;

const STANDING: [Venue; 3] = [Venue::Market, Venue::Park, Venue::Centre];

/// The values that a text takes.
fn values(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect::<String>();
    text.split('$').skip(1).map(name).collect()
}

/// The terms that these files define, or that a text asks for.
fn terms(text: &str, open: &str, close: &str) -> BTreeSet<String> {
    let found = text.match_indices(open).filter_map(|(at, _)| text[at + open.len()..].split_once(close));
    found
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.chars().all(|c| c.is_alphabetic() || c == '-'))
        .collect()
}

fn defined(language: Language, venue: Venue) -> BTreeSet<String> {
    let files = catalogue::words_of(language, venue);
    files.iter().flat_map(|(_, text)| terms(&format!("\n{text}"), "\n-", " =")).collect()
}

#[test]
fn every_kind_of_place_has_every_term_and_no_idle_one() {
    for language in Language::ALL {
        let base: String = whole(language).into_values().collect();
        let files =
            |venue| catalogue::words_of(language, venue).iter().map(|(_, text)| *text).collect::<String>();
        let overrides: String = Venue::ALL.iter().map(|venue| files(*venue)).collect();
        let asked = terms(&(base + &overrides), "{ -", " }");
        for venue in Venue::ALL {
            assert_eq!(defined(language, *venue), asked, "{}/{}", language.tag(), venue.code());
        }
    }
}

#[test]
fn what_reads_otherwise_somewhere_exists_and_takes_no_other_values() {
    for (language, venue) in
        Language::ALL.into_iter().flat_map(|language| Venue::ALL.iter().map(move |venue| (language, *venue)))
    {
        let base = whole(language);
        for (key, text) in texts_in(catalogue::words_of(language, venue)) {
            if key.is_empty() {
                continue;
            }
            let Some(known) = base.get(&key) else {
                panic!("{}/{}: no text {key}", language.tag(), venue.code())
            };
            assert!(
                values(&text).is_subset(&values(known)),
                "{key} at a {} takes other values",
                venue.code()
            );
        }
    }
}

/// Texts that only a fair shows: what has to do with its end, and with reports of earlier ones.
const AT_FAIRS_ALONE: [&str; 48] = [
    "closing-carry-over",
    "closing-how",
    "closing-lead",
    "closing-title",
    "complaints-apply-closed-hint",
    "complaints-close-lead",
    "complaints-close-unapplied",
    "complaints-last-useful-hint",
    "complaints-until-closed-hint",
    "erase-too-early",
    "files-kept",
    "filing-late",
    "filing-late-measure",
    "filing-late-remote",
    "history-carried-over",
    "kiosk-fair-over",
    "measure-clause-over",
    "measure-state-with-fair",
    "measure-useful",
    "notice-useful",
    "papers-complaint-useful",
    "papers-complaint-with-fair",
    "papers-order-clause-over",
    "party-carried-over",
    "party-closing",
    "party-closing-what",
    "plan-days-too-many",
    "plan-halls-hint",
    "problem-after-close",
    "problem-after-close-now",
    "problem-after-fair",
    "report-earlier",
    "report-earlier-fairs",
    "report-earlier-file",
    "report-earlier-lead",
    "report-earlier-none",
    "report-not-one",
    "report-of-this-fair",
    "report-removed",
    "report-taken",
    "report-this-fair",
    "task-close",
    "ticket-over",
    "told-claimant-unapplied",
    "told-claimant-with-fair",
    "told-respondent-unapplied",
    "told-respondent-with-fair",
    "way-last-useful-hint",
];

/// Texts in which such a word is right everywhere, and why.
const RIGHT_EVERYWHERE: [&str; 8] = [
    // The kinds of place, from which one chooses.
    "venue-fair",
    "venue-about-fair",
    // Just, not a trade fair.
    "problem-filing-limit-what",
    "load-hint",
    // An example of an address.
    "address-typed-hint",
    "address-wrong-host",
    // “Nothing is on display any more”, “disturbance” and the like are not about a fair.
    "venue-about-market",
    "venue-about-park",
];

/// Every text at a kind of place, in all its forms, with its terms in words and without its values.
fn as_said(language: Language, venue: Venue) -> BTreeMap<String, String> {
    let own = catalogue::words_of(language, venue);
    let words: BTreeMap<String, String> = own
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.strip_prefix('-')?.split_once(" = "))
        .map(|(name, word)| (format!("{{ -{name} }}"), word.to_owned()))
        .collect();
    let mut texts = whole(language);
    for area in own {
        texts.extend(texts_in(std::slice::from_ref(area)));
    }
    // What stands before the first text are the terms.
    texts.remove("");
    for text in texts.values_mut() {
        for (term, word) in &words {
            *text = text.replace(term, word);
        }
        for name in values(text) {
            *text = text.replace(&format!("${name}"), "");
        }
    }
    texts
}

fn speaks_of_a_fair(language: Language, text: &str) -> bool {
    match language {
        Language::En => text.split(|c: char| !c.is_alphabetic()).any(|word| {
            const WORDS: [&str; 14] = [
                "fair",
                "fairs",
                "exhibitor",
                "exhibitors",
                "booth",
                "booths",
                "hall",
                "halls",
                "organiser",
                "organisers",
                "exhibit",
                "exhibits",
                "exhibition",
                "exhibitions",
            ];
            WORDS.contains(&word.to_lowercase().as_str())
        }),
        Language::ZhCn => [
            "展会", "参展", "展位", "展馆", "展商", "展品", "展览", "主办", "本届", "往届", "闭幕", "号馆",
            "观众", "展前", "展后", "展期", "展台", "布展", "撤展",
        ]
        .iter()
        .any(|word| text.contains(word)),
    }
}

#[test]
fn a_standing_desk_never_speaks_of_a_fair() {
    let mut wrong = Vec::new();
    for (language, venue) in
        Language::ALL.into_iter().flat_map(|language| STANDING.map(|venue| (language, venue)))
    {
        let shown = |key: &&String| {
            !AT_FAIRS_ALONE.contains(&key.as_str()) && !RIGHT_EVERYWHERE.contains(&key.as_str())
        };
        let texts = as_said(language, venue);
        let found = texts.iter().filter(|(key, text)| shown(key) && speaks_of_a_fair(language, text));
        wrong.extend(found.map(|(key, text)| format!("{}/{} {key}: {text}", language.tag(), venue.code())));
    }
    assert!(
        wrong.is_empty(),
        "say it by a term of the place, or otherwise in venues/:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_lists_of_exceptions_name_texts_that_need_one() {
    let base = whole(Language::En);
    for key in AT_FAIRS_ALONE.iter().chain(&RIGHT_EVERYWHERE) {
        assert!(base.contains_key(*key), "{key} is no text");
    }
}

#[test]
fn each_place_is_spoken_of_in_its_own_words() {
    let say = |venue: Venue, key: &str| {
        (english().at(venue).t(key).into_owned(), chinese().at(venue).t(key).into_owned())
    };
    assert_eq!(say(Venue::Fair, "field-booth"), ("Booth".to_owned(), "展位".to_owned()));
    assert_eq!(say(Venue::Market, "field-booth"), ("Stall".to_owned(), "摊位".to_owned()));
    assert_eq!(say(Venue::Park, "nav-exhibitors"), ("Companies".to_owned(), "入园企业".to_owned()));
    assert_eq!(say(Venue::Centre, "tagline").1, "知识产权纠纷快速调解");
    assert_eq!(say(Venue::Market, "plan-own-line").1, "调解台", "it mediates; it is no service point");
    for venue in STANDING {
        let (english, chinese) = say(venue, "exhibitor-booths-hint");
        assert!(!english.contains("5.1") && !chinese.contains("5.1"), "no hall of a fair: {english}");
    }
    let turned = english().at(Venue::Market).speaking(Language::ZhCn);
    assert_eq!(turned.t("ask-measure"), "向市场管理方投诉", "another language is of the same place");
}
