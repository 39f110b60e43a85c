//! Which days have a log to be written: those that the pages have. And what a paper says that could not be printed as it is written.

use domain::{
    Actor, Command,
    testing::{LAST_DAY, ORGANISER, plan},
};

use super::*;
use crate::testing::TestDesk;

/// The table of a day as it is written at a moment, or why it is not.
fn exported(desk: &TestDesk, day: Date, now: Timestamp) -> Result<String, String> {
    let at = desk.app.now();
    let replayed = Replayed { desk: at.desk.clone(), names: at.names.clone() };
    let format = ExportFormat::Csv;
    let (of, reader) = (Subject::Day(day), cli::Reader::Organiser);
    let asked = Asked { of, format, language: None, reader, period: None, body: None };
    let bytes = written(&replayed, desk.app.engine.reader(), asked, now);
    bytes.map_err(|error| error.to_string()).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[tokio::test]
async fn a_day_that_has_not_begun_or_is_none_of_the_fair_has_no_log_to_be_written() {
    let desk = TestDesk::new().await;
    let (first, zone) = (plan().first_day, plan().time_zone());
    let noon = |day: Date| day.at(12, 0, 0, 0).to_zoned(zone.clone()).unwrap().timestamp();
    let second = first.tomorrow().unwrap();
    assert!(!exported(&desk, first, noon(first)).unwrap().is_empty());
    let refused = |day, now| exported(&desk, day, noon(now)).unwrap_err();
    assert_eq!(refused(second, first), format!("there is no log of {second}: it has not begun yet"));
    assert!(exported(&desk, second, noon(second)).is_ok(), "on the day itself it has one");
    let (before, after) = (first.yesterday().unwrap(), LAST_DAY.tomorrow().unwrap());
    for none in [before, after] {
        let why = "it is no day of the fair, and nothing was filed";
        assert_eq!(refused(none, LAST_DAY), format!("there is no log of {none}: {why}"));
    }
}

#[tokio::test]
async fn of_a_desk_that_stands_a_closed_day_and_one_before_it_have_no_log_to_be_written() {
    let desk = TestDesk::standing().await;
    let first = plan().first_day;
    let sunday = jiff::civil::date(2026, 3, 15);
    let now = sunday.at(12, 0, 0, 0).to_zoned(plan().time_zone()).unwrap().timestamp();
    let later = now + jiff::SignedDuration::from_hours(24);
    let closed = exported(&desk, sunday, later).unwrap_err();
    assert!(closed.ends_with("the desk was closed, and nothing was filed"), "{closed}");
    let before = exported(&desk, first.yesterday().unwrap(), later).unwrap_err();
    assert!(before.ends_with("the desk did not stand yet"), "{before}");
}

/// The words of a file on paper without spaces, where a program that reads them is installed.
fn words(desk: &TestDesk, of: Subject, now: Timestamp) -> Option<String> {
    let at = desk.app.now();
    let replayed = Replayed { desk: at.desk.clone(), names: at.names.clone() };
    let (format, reader, language) = (ExportFormat::Pdf, cli::Reader::Organiser, Some(Language::En));
    let asked = Asked { of, format, language, reader, period: None, body: None };
    let pdf = written(&replayed, desk.app.engine.reader(), asked, now).unwrap();
    crate::testing::words::of_pdf(&pdf)
}

#[tokio::test]
async fn a_paper_says_which_letters_could_not_be_printed_as_it_does_on_its_page() {
    let desk = TestDesk::new().await;
    let (first, note) = (plan().first_day, "areprintedastheirnumbers:U+2A6D6");
    let noon = first.at(12, 0, 0, 0).to_zoned(plan().time_zone()).unwrap().timestamp();
    let papers = [Subject::Day(first), Subject::Report];
    for of in papers {
        let Some(words) = words(&desk, of, noon) else { return };
        assert!(!words.contains("astheirnumbers"), "{of:?}: {words}");
    }
    let rare = FairPlan { name: "Test \u{2a6d6} Fair".to_owned(), ..plan() };
    desk.ask(Actor::Staff(ORGANISER), Command::AmendFair { plan: rare }).await.unwrap();
    for of in papers {
        let Some(words) = words(&desk, of, noon) else { return };
        assert!(words.contains("[U+2A6D6]") && words.contains(note), "{of:?}: {words}");
    }
}
