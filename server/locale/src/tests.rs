//! The catalogues against each other, against every use, and every page against text that is not in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use jiff::civil::date;

use super::*;

mod venues;

fn english() -> Texts {
    Texts::new(Language::En, TimeZone::fixed(jiff::tz::offset(8)))
}

fn chinese() -> Texts {
    english().speaking(Language::ZhCn)
}

/// Each message of a language with the variables it names.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (area, text) in catalogue::areas(language) {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            panic!("{}/{area}.ftl does not parse: {errors:?}", language.tag());
        }
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_alphabetic()))
            {
                name.trim().clone_into(&mut key);
                let earlier = messages.insert(key.clone(), BTreeSet::new());
                assert!(earlier.is_none(), "{}/{area}.ftl: {key} stands twice", language.tag());
            }
            for (_, rest) in line.match_indices('$').map(|(at, _)| line.split_at(at + 1)) {
                let name =
                    rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-' || *c == '_').collect();
                messages.get_mut(&key).expect("a variable stands inside a message").insert(name);
            }
        }
    }
    messages
}

/// Each message of a language as it stands in the catalogue.
fn whole(language: Language) -> BTreeMap<String, String> {
    texts_in(catalogue::areas(language))
}

/// The messages of these files.
fn texts_in(areas: &[catalogue::Area]) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::<String, String>::new();
    for (_, area) in areas {
        let mut key = String::new();
        for line in area.lines().filter(|line| !line.starts_with('#')) {
            let begins = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_alphabetic()));
            if let Some((name, _)) = begins {
                name.clone_into(&mut key);
            }
            texts.entry(key.clone()).or_default().push_str(begins.map_or(line, |(_, text)| text));
        }
    }
    texts
}

/// Every file below a folder of the source tree with this ending.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = std::fs::read_to_string(&path).expect("the file is text");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    let top =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("this package lies in the workspace");
    walk(&top.join(folder), ending, &mut found);
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut all = files("server/templates", ".html");
    all.extend(files("kiosk/templates", ".html"));
    all.extend(files("kiosk/src", ".rs"));
    all.extend(files("server/src", ".rs"));
    all.extend(
        files("server/locale/src", ".rs")
            .into_iter()
            .filter(|(path, _)| !path.ends_with("locale/src/tests.rs")),
    );
    all.into_iter().map(|(path, text)| (path, without_comments(&text))).collect()
}

/// A source without its comments, whose examples name texts of their own.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first string literal of each call of a method that takes a key.
fn asked_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".t(", ".t1(", ".t2(", ".say("] {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            if let Some((key, _)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

#[test]
fn all_catalogues_say_the_same_things() {
    let (english, chinese) = (messages(Language::En), messages(Language::ZhCn));
    let keys = |m: &BTreeMap<String, BTreeSet<String>>| m.keys().cloned().collect::<BTreeSet<_>>();
    let (left, right) = (keys(&english), keys(&chinese));
    let only: Vec<_> = left.symmetric_difference(&right).collect();
    assert!(only.is_empty(), "these texts stand in one catalogue only: {only:?}");
    for (key, variables) in &english {
        // A plural may say "1" in words, so a language may use fewer places but never other names.
        assert_eq!(variables, &chinese[key], "{key} takes different values in the two catalogues");
    }
}

/// Texts that say "slip" of something else: the part of a paper to be torn off, a bank's receipt.
const OTHER_SLIPS: [&str; 5] = [
    "papers-notice-phone-hint",
    "papers-complaint-phone-hint",
    "papers-receipt-reply",
    "papers-referral-receipt-text",
    "aftercare-proof-hint",
];

#[test]
fn a_slip_is_called_the_same_everywhere_in_chinese() {
    let (english, chinese) = (whole(Language::En), whole(Language::ZhCn));
    let says_slip = |text: &str| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| ["slip", "slips"].contains(&word.to_lowercase().as_str()))
    };
    let mut other: Vec<_> = english
        .iter()
        .filter(|(key, text)| says_slip(text) && !OTHER_SLIPS.contains(&key.as_str()))
        .filter(|(key, _)| !chinese[*key].contains("小票"))
        .map(|(key, _)| format!("{key}: {}", chinese[key]))
        .collect();
    let foreign = ["号码单", "号码条", "取号单", "票条", "号票", "票号"];
    other.extend(
        chinese
            .iter()
            .filter(|(_, text)| foreign.iter().any(|word| text.contains(word)))
            .map(|(key, _)| key.clone()),
    );
    assert!(other.is_empty(), "a slip is a 小票, a ticket a 号码:\n{}", other.join("\n"));
}

#[test]
fn every_text_asked_for_is_there() {
    let known = messages(Language::En);
    let mut missing = Vec::new();
    for (path, text) in sources() {
        for key in asked_keys(&text) {
            if !known.contains_key(&key) {
                missing.push(format!("{}: {key}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "texts that no catalogue has:\n{}", missing.join("\n"));
}

#[test]
fn every_text_is_asked_for() {
    let mut quoted = BTreeSet::new();
    for (_, text) in sources() {
        quoted.extend(text.split('"').filter(|part| part.len() < 60).map(str::to_owned));
    }
    let codes: BTreeSet<String> = catalogue::areas(Language::En)
        .iter()
        .filter(|(area, _)| *area == "codes" || *area == "problems")
        .flat_map(|(_, text)| {
            text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned())
        })
        .collect();
    let idle: Vec<_> = messages(Language::En)
        .into_keys()
        .filter(|key| !quoted.contains(key) && !codes.contains(key))
        .collect();
    assert!(idle.is_empty(), "texts that nothing asks for: {idle:?}");
}

/// A ticket is 号码 on pages and papers alike, and what a party's button does is called as the button is.
#[test]
fn one_thing_has_one_word_in_chinese() {
    for (area, text) in catalogue::areas(Language::ZhCn) {
        for other in ["受理号", "排队号码", "编号字母", "停止调解"] {
            assert!(!text.contains(other), "{area}.ftl calls something {other}");
        }
    }
}

#[test]
fn no_page_has_text_outside_the_catalogue() {
    let mut found = Vec::new();
    let is_sample =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("sample_"));
    let mut pages = files("server/templates", ".html");
    pages.extend(files("kiosk/templates", ".html"));
    for (path, text) in pages.into_iter().filter(|(path, _)| !is_sample(path)) {
        for stray in stray_text(&text) {
            found.push(format!("{}: {stray}", path.display()));
        }
    }
    assert!(found.is_empty(), "text that no catalogue has:\n{}", found.join("\n"));
}

const MACHINE_WORDS: [&str; 8] = [
    "width=device-width, initial-scale=1",
    "light",
    "dark",
    "no-referrer",
    "noindex",
    "&nbsp;",
    "; url=/over",
    "1; url=",
];

/// Words between the tags of a template, and in the attributes that people hear or read.
fn stray_text(template: &str) -> Vec<String> {
    let mut plain = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<!--", "-->")] {
        while let Some(start) = plain.find(open) {
            let end = plain[start..].find(close).map_or(plain.len(), |at| start + at + close.len());
            // A tag may hold an expression: keep its place, so that quotes still pair up.
            plain.replace_range(start..end, "");
        }
    }
    let mut stray = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        stray.push(text.to_owned());
        let end = tag.find('>').map_or(tag.len(), |at| at + 1);
        for attribute in ["alt", "title", "placeholder", "aria-label", "content"] {
            if let Some((_, value)) = tag[..end].split_once(&format!(" {attribute}=\"")) {
                stray.push(value.split('"').next().unwrap_or_default().to_owned());
            }
        }
        rest = &tag[end..];
    }
    stray.push(rest.to_owned());
    stray
        .into_iter()
        .map(|text| text.trim().to_owned())
        // A macro may write attributes into the tag of another.
        .filter(|text| !text.starts_with("aria-"))
        .filter(|text| text.chars().any(char::is_alphabetic) && !MACHINE_WORDS.contains(&text.as_str()))
        .collect()
}

#[test]
fn stray_text_is_seen() {
    assert_eq!(stray_text("<p>{{ t.t(\"a\") }} – 3</p>"), Vec::<String>::new());
    assert_eq!(stray_text("<p title=\"Hi\">{% if x %}Hello{% endif %}</p>"), ["Hi", "Hello"]);
}

#[test]
fn the_readers_choice_comes_first_then_the_browser_then_the_fair() {
    let speak = super::negotiate;
    assert_eq!(speak(Some("zh-CN"), Some("en"), Language::En), Language::ZhCn);
    assert_eq!(speak(Some("xx"), Some("en-GB,zh;q=0.9"), Language::ZhCn), Language::En);
    assert_eq!(speak(None, Some("fr, zh-Hans-CN;q=0.8, en;q=0.5"), Language::En), Language::ZhCn);
    assert_eq!(speak(None, Some("zh;q=0, de"), Language::En), Language::En);
    assert_eq!(speak(None, Some("*;q=nonsense,,;;"), Language::ZhCn), Language::ZhCn);
    assert_eq!(speak(None, None, Language::ZhCn), Language::ZhCn);
}

#[test]
fn an_unknown_key_shows_itself_and_never_panics() {
    assert_eq!(chinese().t("no-such-text"), "no-such-text");
    assert_eq!(english().t1("no-such-text", "n", 3), "no-such-text");
    assert_eq!(english().code("state", "WAITING"), "Waiting");
    assert_eq!(chinese().code("reason", "NO_PROSPECT"), "没有达成协议的可能");
}

#[test]
fn the_word_of_an_outcome_is_true_of_whatever_reason_it_has() {
    use domain::case::{Outcome, Reason};
    let (agreed, apart) = (Reason::Agreement, Reason::SettledPrivately);
    assert_eq!(english().ending(Outcome::Settled, agreed), "Settled by agreement");
    assert!(english().ending(Outcome::Settled, apart).contains("by the sides themselves"));
    assert_eq!(english().code("outcome", Outcome::Settled.code()), "Settled");
    assert_eq!(chinese().ending(Outcome::Settled, agreed), "达成协议");
    assert_eq!(chinese().code("outcome", Outcome::Settled.code()), "已解决");
    assert_eq!(english().ending(Outcome::Undertaking, apart), "Undertaking given");
}

/// Codes that have no name in the catalogues.
fn nameless(each: impl FnOnce(&mut dyn FnMut(&str, Vec<&str>))) -> Vec<String> {
    let mut nameless = Vec::new();
    each(&mut |family, codes| {
        let keys = codes.into_iter().map(|code| format!("{family}-{}", code.to_ascii_lowercase()));
        nameless.extend(keys.filter(|key| !Texts::knows(key)));
    });
    nameless
}

#[test]
fn every_code_of_a_case_has_a_name() {
    use domain::{
        case, deadline, disclosure, measure, procedure, register, retention, staff, ticket, typical,
    };
    let nameless = nameless(|check| {
        check("kind", case::CaseKind::ALL.iter().map(|code| code.code()).collect());
        check("right", case::RightKind::ALL.iter().map(|code| code.code()).collect());
        check("ask", case::Ask::ALL.iter().map(|code| code.code()).collect());
        check("relief", case::Relief::ALL.iter().map(|code| code.code()).collect());
        check("paper", case::Paper::ALL.iter().map(|code| code.code()).collect());
        check("capacity", case::Capacity::ALL.iter().map(|code| code.code()).collect());
        check("side", case::Side::ALL.iter().map(|code| code.code()).collect());
        check("outcome", case::Outcome::ALL.iter().map(|code| code.code()).collect());
        check("reason", case::Reason::ALL.iter().map(|code| code.code()).collect());
        check("urgency", case::Urgency::ALL.iter().map(|code| code.code()).collect());
        check("lane", ticket::Lane::ALL.iter().map(|code| code.code()).collect());
        check("state", ticket::TicketState::ALL.iter().map(|code| code.code()).collect());
        check("park", ticket::ParkReason::ALL.iter().map(|code| code.code()).collect());
        check("release", ticket::ReleaseReason::ALL.iter().map(|code| code.code()).collect());
        check("source", procedure::CaseSource::ALL.iter().map(|code| code.code()).collect());
        check("service", procedure::ServiceMethod::ALL.iter().map(|code| code.code()).collect());
        check("means", procedure::Means::ALL.iter().map(|code| code.code()).collect());
        check("answer", procedure::Answer::ALL.iter().map(|code| code.code()).collect());
        check("authority", procedure::Authority::ALL.iter().map(|code| code.code()).collect());
        check("consent-to", procedure::ConsentTo::ALL.iter().map(|code| code.code()).collect());
        check("identity", procedure::IdentityPaper::ALL.iter().map(|code| code.code()).collect());
        check("record", procedure::RecordPart::ALL.iter().map(|code| code.code()).collect());
        for family in ["clause", "clause-does"] {
            check(family, procedure::ClauseKind::ALL.iter().map(|code| code.code()).collect());
        }
        check("warning", procedure::WarningKind::ALL.iter().map(|code| code.code()).collect());
        check("purpose", procedure::Purpose::ALL.iter().map(|code| code.code()).collect());
        check("way", vec!["named", "noticed", "served", "no-reply", "accepted", "declined"]);
        check("measure", measure::MeasureKind::ALL.iter().map(|code| code.code()).collect());
        check("measure-state", measure::MeasureState::ALL.iter().map(|code| code.code()).collect());
        for family in ["measure-state", "told-claimant", "told-respondent"] {
            check(family, measure::Ending::ALL.iter().map(|code| code.code()).collect());
        }
        check("task", measure::Task::ALL.iter().map(|code| code.code()).collect());
        for family in ["basis", "basis-means", "basis-lacks"] {
            check(family, measure::Basis::ALL.iter().map(|code| code.code()).collect());
        }
        for side in ["told-claimant", "told-respondent"] {
            check(
                side,
                measure::MeasureState::ALL.iter().map(|code| code.code()).chain(["time-over"]).collect(),
            );
        }
        check(
            "case",
            vec!["submitted", "accepted", "agreed", "in-session", "adjourned", "terms-agreed", "concluded"],
        );
        check("deadline", deadline::DeadlineKind::ALL.iter().map(|code| code.code()).collect());
        check("deadline-fate", deadline::Fate::ALL.iter().map(|code| code.code()).collect());
        check("right-status", register::RightStatus::ALL.iter().map(|code| code.code()).collect());
        check("standing", register::Standing::ALL.iter().map(|code| code.code()).collect());
        check("withdrawal", register::Withdrawal::ALL.iter().map(|code| code.code()).collect());
        check("grade", staff::Grade::ALL.iter().map(|code| code.code()).collect());
        check("term", staff::Term::ALL.iter().map(|code| code.code()).collect());
        for family in ["legal-basis", "legal-basis-short", "legal-basis-means"] {
            check(family, disclosure::LegalBasis::ALL.iter().map(|code| code.code()).collect());
        }
        let named =
            disclosure::LegalBasis::ALL.iter().filter(|basis| **basis != disclosure::LegalBasis::Other);
        check("legal-basis-law", named.map(|code| code.code()).collect());
        check("kept", retention::Kept::ALL.iter().map(|code| code.code()).collect());
        check("four-eyes", retention::FourEyes::ALL.iter().map(|code| code.code()).collect());
        check("deed", vec!["erase", "retention", "disclose", "publish", "hand-over", "refer"]);
        for family in ["typical-part", "typical-part-hint"] {
            check(family, typical::Part::ALL.iter().map(|code| code.code()).collect());
        }
        for family in ["typical-ground", "typical-ground-note"] {
            check(family, typical::Ground::ALL.iter().map(|code| code.code()).collect());
        }
        for family in ["trace", "typical-as"] {
            check(family, typical::Trace::ALL.iter().map(|code| code.code()).collect());
        }
    });
    assert!(nameless.is_empty(), "codes without a name in codes.ftl: {nameless:?}");
}

#[test]
fn every_code_of_the_office_has_a_name() {
    use domain::{aftercare, disclosure, fair, file, handover, major, referral};
    let nameless = nameless(|check| {
        check("aftercare-task", aftercare::TaskKind::ALL.iter().map(|code| code.code()).collect());
        check("obligation-state", aftercare::ObligationState::ALL.iter().map(|code| code.code()).collect());
        check("reached", aftercare::Reached::ALL.iter().map(|code| code.code()).collect());
        check("remedy", aftercare::Remedy::ALL.iter().map(|code| code.code()).collect());
        check("finding", aftercare::Finding::ALL.iter().map(|code| code.code()).collect());
        check("ruling", aftercare::Ruling::ALL.iter().map(|code| code.code()).collect());
        check("file-lack", file::Lack::ALL.iter().map(|code| code.code()).collect());
        check("linkage", referral::Linkage::ALL.iter().map(|code| code.code()).collect());
        check("counterpart", referral::Counterpart::ALL.iter().map(|code| code.code()).collect());
        check("stage", referral::Stage::ALL.iter().map(|code| code.code()).collect());
        check("lead", referral::Lead::ALL.iter().map(|code| code.code()).collect());
        check("referral-state", referral::ReferralState::ALL.iter().map(|code| code.code()).collect());
        check("referral-result", referral::ReferralResult::ALL.iter().map(|code| code.code()).collect());
        check("major-reason", major::MajorReason::ALL.iter().map(|code| code.code()).collect());
        check("course", major::Course::ALL.iter().map(|code| code.code()).collect());
        check("list-form", handover::ListForm::ALL.iter().map(|code| code.code()).collect());
        check("typical-state", vec!["draft", "waits", "public", "withdrawn"]);
        check("sort", disclosure::Sort::ALL.iter().map(|code| code.code()).collect());
        let roles = ["organiser", "head", "mediator", "supervisor", "duty-manager", "reception", "auditor"];
        check("role", roles.to_vec());
        check("act", domain::acts::ActKind::ALL.iter().map(|code| code.code()).collect());
        check("duty", vec!["on", "break", "off"]);
        for family in ["venue", "venue-about"] {
            check(family, domain::fair::Venue::ALL.iter().map(|code| code.code()).collect());
        }
        check("country", domain::report::Home::all().iter().map(|home| home.code).collect());
        check("weekday", domain::fair::Weekday::ALL.iter().map(|code| code.code()).collect());
        check("quarter-section", domain::report::Section::ALL.iter().map(|code| code.code()).collect());
        check("fee-unit", domain::fee::FeeUnit::ALL.iter().map(|code| code.code()).collect());
        check("body", fair::BodyKind::ALL.iter().map(|code| code.code()).collect());
    });
    assert!(nameless.is_empty(), "codes without a name in codes.ftl: {nameless:?}");
}

#[test]
fn values_stand_clean_in_texts() {
    assert_eq!(english().t1("signed-in-as", "name", "李 <b>"), "Signed in as 李 <b>");
    assert_eq!(english().t1("duration-days", "days", 1_u64), "1 day");
    assert_eq!(english().t1("duration-days", "days", 1_320_u64), "1,320 days");
}

#[test]
fn moments_are_shown_in_the_zone_and_style_of_the_fair() {
    let at: jiff::Timestamp = "2026-11-23T16:05:09Z".parse().expect("a timestamp");
    assert_eq!(english().moment(at), "24 Nov, 00:05");
    assert_eq!(chinese().moment(at), "11月24日 00:05");
    assert_eq!(english().clock_seconds(at), "00:05:09");
    let later = |hours| at + jiff::SignedDuration::from_hours(hours);
    let seen = [23, 24].map(|hours| english().seen_at(at, later(hours)));
    assert_eq!(seen, ["00:05", "24 Nov, 00:05"], "the day is the fair's");
    assert_eq!(english().date_of(at), "Tue 24 Nov 2026");
    assert_eq!(chinese().date(date(2026, 11, 29)), "2026年11月29日 周日");
}

#[test]
fn an_amount_is_written_as_its_reader_writes_it() {
    let money = |currency| domain::procedure::Money::of_cents(123_450, currency);
    assert_eq!(english().money(&money("CNY")), "CNY 1,234.50");
    assert_eq!(chinese().money(&money("CNY")), "人民币1,234.50元");
    assert_eq!(chinese().money(&money("EUR")), "EUR 1,234.50");
}

#[test]
fn a_fee_is_counted_in_its_unit_and_its_currency_is_named() {
    use domain::fee::FeeUnit;
    let many = |hundredths, unit| (english().many(hundredths, unit), chinese().many(hundredths, unit));
    let said = |english: &str, chinese: &str| (english.to_owned(), chinese.to_owned());
    assert_eq!(many(200, Some(FeeUnit::Hour)), said("2 hours", "2小时"));
    assert_eq!(many(100, Some(FeeUnit::Hour)), said("1 hour", "1小时"));
    assert_eq!(many(150, Some(FeeUnit::Hour)), said("1.5 hours", "1.5小时"));
    assert_eq!(many(1_025, Some(FeeUnit::Hour)), said("10.25 hours", "10.25小时"));
    assert_eq!(many(300, Some(FeeUnit::Party)), said("3 parties", "3方"));
    assert_eq!(many(1_000, None), said("10", "10"), "nothing says by what");
    assert_eq!((chinese().currency("CNY"), chinese().currency("CHF")), ("人民币元".into(), "CHF".into()));
}

#[test]
fn waits_are_ranges_rounded_outward() {
    assert_eq!(english().wait(11 * 60, 23 * 60), "about 10–25 min");
    assert_eq!(chinese().wait(11 * 60, 23 * 60), "约10–25分钟");
    assert_eq!(english().wait(0, 30), "up to 5 min");
    assert_eq!(english().wait(95 * 60, 130 * 60), "about 1 h 30 min to 2 h 15 min");
    assert_eq!(english().wait(600, 600), "about 10 min");
    assert_eq!(chinese().duration(3_900), "1小时5分钟");
    let measured = [0, 1, 59, 61].map(|seconds| english().measured(seconds));
    assert_eq!(measured, ["0 min", "1 min", "1 min", "2 min"]);
    assert_eq!(english().measured(3_541), english().duration(3_541));
    let worked = [0, 45, 90, 26 * 60].map(|minutes| english().worked(minutes));
    assert_eq!(worked, ["0 min", "45 min", "1 h 30 min", "26 h"]);
    assert_eq!(english().ago(20), "just now");
    assert_eq!(english().size(2_440_000), "2.4 MB");
}

#[test]
fn texts_for_scripts_keep_their_places_and_cannot_leave_their_block() {
    let json = english().json(&["live-updated", "signed-in-as"]);
    assert_eq!(json, r#"{"live-updated":"Updated {$time}","signed-in-as":"Signed in as {$name}"}"#);
    assert!(!english().json(&["</script>"]).contains('<'));
}
