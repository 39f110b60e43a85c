//! A number and the list it leads to: over a desk with cases of the day before, one opens exactly what the other counts.

use std::time::Duration;

use domain::figures::DayFigures;

use super::{
    files::{sealed, sheets, texts, words_of},
    *,
};
use crate::{
    daylog::Choice,
    web::log::{day, list_at},
};

const NEXT: Date = Date::constant(2026, 3, 11);

/// Numbers that lead to a list of a day, with where each leads.
fn numbers(page: &str) -> Vec<(String, usize)> {
    let links = page.split("href=\"").skip(1);
    let number = |link: &str| {
        let (href, rest) = link.split_once('"')?;
        // The number of a sentence stands before its link, not behind it.
        if rest.starts_with(">See which") {
            return None;
        }
        let shown = if let Some(column) = rest.strip_prefix(" aria-label=\"") {
            column.split('"').next()?.rsplit(": ").next()?
        } else {
            let heads = ["<b>", "<b class=\"wide\">", "<b class=\"long\">", "<td class=\"figure\">"];
            let at = heads.iter().filter_map(|head| Some(rest.find(head)? + head.len())).min()?;
            rest[at..].split('<').next()?
        };
        let list = href.starts_with("/office/logs/") && href.contains('?');
        // A wait is no count: behind it stand the tickets that it is of.
        let list = list && !href.contains("?ticket=");
        list.then_some((href.replace("&#38;", "&").split('#').next()?.to_owned(), shown.parse().ok()?))
    };
    links.filter_map(number).collect()
}

/// Lines of the list of a day.
fn rows(page: &str) -> usize {
    let list = page.split("<section id=\"list\">").nth(1).unwrap();
    list.split("</section>").next().unwrap().matches("<th scope=\"row\"").count()
}

/// One was received the day before and one stood in line over the night; of the day itself one waits, one was not accepted and one was
/// filed at the desk.
async fn two_days() -> Story {
    let mut story = Story::new().await;
    let received = story.file(&[Ask::Mediation], |_| ()).await;
    story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(5));
    let ticket = story.desk.app.now().desk.case(received).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.ask(Actor::Staff(TOM), command).await.unwrap();
    }
    story.desk.clock.advance(Duration::from_hours(24));
    story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    let ended = story.file(&[Ask::Mediation], |_| ()).await;
    story.file(&[Ask::Mediation], |new| new.hall = None).await;
    story.desk.clock.advance(Duration::from_mins(3));
    story.conclude(ended, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    story
}

/// Seals a day as it stands.
async fn seal_now(story: &Story, day: Date) {
    let upto = story.desk.app.now().head.seq;
    let command = seal::command(&**story.desk.app.engine.reader(), day, upto).unwrap().unwrap();
    story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
}

/// What the list of a day has, line by line.
fn lines(page: &str) -> &str {
    let list = page.split("<section id=\"list\">").nth(1).unwrap();
    list.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap()
}

/// The page of today counts on, and its lists with it; the log has what was sealed.
#[tokio::test]
async fn the_numbers_of_a_day_that_was_sealed_early_open_the_day_as_it_stands() {
    let mut story = two_days().await;
    let log = format!("/office/logs/{NEXT}");
    let open = Browser::of(&story.desk, "organiser").await.get(&log).await.text;
    seal_now(&story, NEXT).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let now = organiser.get(&format!("{log}?now=1")).await.text;
    assert_eq!(lines(&now), lines(&open), "it tells what the list of a day that is not sealed does");
    drop(organiser);

    story.desk.clock.advance(Duration::from_mins(2));
    story.file(&[Ask::Mediation], |_| ()).await;
    let ended = story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(ended, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let called = story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(called).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    let all = numbers(&today);
    let filed = (format!("{log}?only=filed&now=1"), 6);
    assert!(all.len() >= 6 && all.contains(&filed), "{all:?}");
    for (href, counted) in all {
        let list = organiser.get(&href).await.text;
        assert_eq!(rows(&list), counted, "today leads to {href}");
        assert!(list.contains("The list is as the day stands now"), "{href}: {list}");
    }

    let list = organiser.get(&format!("{log}?only=filed&now=1")).await.text;
    for kept in ["<input type=\"hidden\" name=\"now\" value=\"1\">", "?now=1#list\"><span>Show all"] {
        assert!(list.contains(kept), "{kept}: {list}");
    }
    assert!(!lines(&list).contains(">late<"), "that is for the sealed list to say: {list}");
    let as_sealed = format!("<a href=\"{log}?only=filed#list\">Show it as it was sealed</a>");
    assert!(list.contains(&as_sealed), "{list}");
    assert!(list.contains(&format!("{log}/log.csv?only=filed\"")), "files have what was sealed: {list}");
    let sealed = organiser.get(&format!("{log}?only=filed")).await.text;
    assert_eq!(rows(&sealed), 3, "{sealed}");
    let choice = Choice { present: true, ..Choice::default() };
    assert_eq!(list_at(NEXT, &choice, 2), format!("{log}?now=1&page=2#list"));

    story.desk.clock.advance(Duration::from_hours(24));
    let over = Browser::of(&story.desk, "organiser").await.get(&format!("{log}?only=filed&now=1")).await.text;
    assert_eq!(rows(&over), 3, "a day that is over is told by its log: {over}");
    assert!(!over.contains("as the day stands now"), "{over}");
}

#[tokio::test]
async fn a_number_opens_exactly_those_it_counts_where_cases_of_earlier_days_are_open() {
    let story = two_days().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for (from, least) in [("/office/live".to_owned(), 6), (format!("/office/logs/{NEXT}"), 8)] {
        let text = organiser.get(&from).await.text;
        let all = numbers(&text);
        assert!(all.len() >= least, "{from}: {all:?}");
        for (href, counted) in all {
            let list = organiser.get(&href).await.text;
            assert_eq!(rows(&list), counted, "{from} leads to {href}");
        }
    }
    let page = organiser.get(&format!("/office/logs/{NEXT}")).await.text;
    let all = numbers(&page);
    for (end, count) in [("?ask=mediation&only=filed", 3), ("?only=received", 1)] {
        assert!(all.contains(&(format!("/office/logs/{NEXT}{end}"), count)), "{end}: {all:?}");
    }
}

/// Of a day that is over calls of respondents are counted, too, which the list tells of no ticket: it would have fewer.
#[tokio::test]
async fn missed_calls_open_the_tickets_that_missed_them_where_the_list_has_them_all() {
    let mut story = Story::new().await;
    let called = story.file(&[Ask::Mediation], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(called).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CallTicket { ticket, room: None }] {
        story.desk.by_mei(command).await;
    }
    story.desk.clock.advance(Duration::from_mins(2));
    story.desk.by_mei(Command::MissTicket { ticket }).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let missed = format!("/office/logs/{DAY}?only=missed");
    for page in ["/office/live".to_owned(), format!("/office/logs/{DAY}")] {
        let text = organiser.get(&page).await.text;
        assert!(numbers(&text).contains(&(missed.clone(), 1)), "{page}: {text}");
    }
    let list = organiser.get(&missed).await.text;
    assert!(rows(&list) == 1 && list.contains(&ticket.to_string()), "{list}");
    assert!(!list.contains("so far"), "who missed a call stands in no line: {list}");
    let more = DayFigures { day: DAY, no_shows: 1, ..DayFigures::default() };
    assert_eq!(day::missed(&more), "", "a call that the list does not have");
}

#[tokio::test]
async fn complaints_that_name_no_right_open_just_those() {
    let mut story = Story::new().await;
    story.file(&[Ask::Measure], |new| (new.kind, new.right) = (CaseKind::Report, None)).await;
    story.file(&[Ask::Measure], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let text = organiser.get(&format!("/office/logs/{DAY}")).await.text;
    let unsaid = format!("/office/logs/{DAY}?only=no-right");
    assert!(numbers(&text).contains(&(unsaid.clone(), 1)), "{text}");
    let list = organiser.get(&unsaid).await.text;
    assert!(rows(&list) == 1 && list.contains(">A-001<"), "{list}");
}

/// The chart of halls on a page of the organiser's.
fn halls(page: &str) -> &str {
    let chart = page.split("<figcaption>In which hall</figcaption>").nth(1).unwrap();
    chart.split("</figure>").next().unwrap()
}

/// The report hides them, too; a sum of those that are told would not tell them.
#[tokio::test]
async fn few_in_a_hall_are_told_by_no_form_of_the_log() {
    let mut story = Story::new().await;
    for _ in 0..5 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    let page = format!("/office/logs/{DAY}");
    let text = Browser::of(&story.desk, "organiser").await.get(&page).await.text;
    assert!(halls(&text).contains("<b>5</b>") && halls(&text).contains("?hall=1&#38;only=filed"), "{text}");
    story.file(&[Ask::Mediation], |new| new.hall = None).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for path in [&page, "/office/live"] {
        let text = organiser.get(path).await.text;
        assert_eq!(halls(&text).matches("not shown").count(), 2, "five would tell the one: {text}");
        assert!(!halls(&text).contains("<b>5</b>") && !halls(&text).contains("href"), "{text}");
    }
    for path in [format!("{page}/log.json"), format!("/api/v1/logs/{DAY}")] {
        let json = organiser.get(&path).await.json();
        assert_eq!(json["by_hall"], serde_json::json!({ "1": null }), "{json}");
        assert!(json["without_hall"].is_null() && json["filed"] == 6, "{json}");
    }
    let [figures, list] = sheets(&organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes);
    for label in ["Hall 1", "At the desk"] {
        let line = figures.rows().find(|row| row[0] == label);
        assert_eq!(line.map(|row| row[1].to_string()), Some("not shown".to_owned()), "{label}: {figures:?}");
    }
    assert_eq!(list.height(), 7, "the list by ticket stays");
    if let Some(words) = words_of(&organiser.get(&format!("{page}/log.pdf?language=en")).await.bytes) {
        assert!(words.contains("notshown"), "{words}");
    }
}

#[tokio::test]
async fn halls_stand_in_the_order_in_which_people_count_them() {
    let mut story = Story::new().await;
    let hall = |name: &str| HallId(name.to_owned());
    let halls = ["10", "2"].map(|name| (hall(name), domain::ScanToken(name.to_owned())));
    story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls: halls.into() }).await.unwrap();
    for name in ["10", "2"] {
        for _ in 0..5 {
            story.file(&[Ask::Mediation], |new| new.hall = Some(hall(name))).await;
        }
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for page in [format!("/office/logs/{DAY}"), "/office/report".to_owned()] {
        let text = organiser.get(&page).await.text;
        let (_, counted) = text.split_once("In which hall").unwrap_or_else(|| panic!("{text}"));
        let at =
            |name: &str| counted.find(&format!("Hall {name}<")).unwrap_or_else(|| panic!("{name}: {text}"));
        assert!(at("2") < at("10"), "{counted}");
    }
}

/// Of what was said the organiser knows the complaint alone (procedure E.2).
#[tokio::test]
async fn no_form_of_the_log_tells_right_reason_or_mediator_of_a_case_without_a_complaint() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(case, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = format!("/office/logs/{DAY}");
    for moment in ["open", "sealed"] {
        if moment == "sealed" {
            sealed(&story).await;
        }
        let text = organiser.get(&page).await.text;
        let list = text.split("<section id=\"list\">").nth(1).unwrap();
        let body = list.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
        assert!(body.contains("Not accepted") && list.contains("Of a case without a complaint"), "{list}");
        assert!(
            !text.contains("Which right, in complaints")
                && !body.contains("Design")
                && !body.contains("<bdi>mei</bdi>"),
            "{body}"
        );
        for path in [format!("{page}/log.json"), format!("/api/v1/logs/{DAY}")] {
            let json = organiser.get(&path).await.json();
            let row = &json["rows"][0];
            assert_eq!(row["outcome"], "not-accepted", "{json}");
            for member in ["right", "reason", "mediator"] {
                assert!(row.get(member).is_some_and(serde_json::Value::is_null), "{member}: {json}");
            }
            let ended = serde_json::json!([{ "outcome": "not-accepted", "reason": null, "count": 1 }]);
            let none = serde_json::json!({});
            assert_eq!((&json["outcomes"], &json["by_right"]), (&ended, &none), "{json}");
        }
        let table = organiser.get(&format!("/api/v1/logs/{DAY}.csv")).await.text;
        let mut table = csv::Reader::from_reader(table.as_bytes());
        let heads = table.headers().unwrap().clone();
        let row = table.records().next().unwrap().unwrap();
        for column in ["right", "reason", "mediator"] {
            let at = heads.iter().position(|head| head == column).unwrap();
            assert_eq!(&row[at], "", "{column}: {row:?}");
        }
        let workbook = organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes;
        let [figures, list] = sheets(&workbook);
        let told = texts(&figures) + &texts(&list);
        let reason = "does not concern this fair";
        assert!(!texts(&list).contains("Design") && !told.to_lowercase().contains(reason), "{told}");
    }
}

/// The hour of the column stands in what is chosen, and can be taken back.
#[tokio::test]
async fn the_column_of_an_hour_opens_who_filed_in_it() {
    let story = two_days().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    let hour = numbers(&today).into_iter().find(|(href, _)| href.contains("?hour="));
    assert_eq!(hour, Some((format!("/office/logs/{NEXT}?hour=10"), 3)), "{today}");
    let list = organiser.get(&format!("/office/logs/{NEXT}?hour=10")).await.text;
    assert!(list.contains("10:00 to 11:00") && list.contains("Show all"), "{list}");
    let other = organiser.get(&format!("/office/logs/{NEXT}?hour=9")).await.text;
    assert!(other.contains("No case like this"), "{other}");
    let chosen = organiser.get(&format!("/office/logs/{NEXT}?ticket=A-001%2CA-002")).await.text;
    assert!(
        chosen.contains(">2 tickets<") && chosen.contains("Show all"),
        "what is chosen is told: {chosen}"
    );
    let table = organiser.get(&format!("/office/logs/{NEXT}/log.csv?ticket=A-002")).await.text;
    assert!(table.lines().count() == 2 && table.contains("A-002"), "{table}");
}

/// One of three who came in that hour was received in it; the one of the day before, in the same hour, is not among them.
#[tokio::test]
async fn the_column_of_a_wait_opens_who_was_received_in_its_hour() {
    let story = two_days().await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    let list = behind(&today, "<figcaption>Usual wait in minutes, by the hour it ended in</figcaption>");
    assert_eq!(list, format!("/office/logs/{NEXT}?ticket=A-004"), "{today}");
    let list = organiser.get(&list).await.text;
    assert_eq!(rows(&list), 1, "{list}");
    assert!(lines(&list).contains("A-004") && lines(&list).contains("3 min"), "{list}");
}

/// Where the sentence of the page leads that says this.
fn behind(page: &str, said: &str) -> String {
    let from = page.find(said).unwrap_or_else(|| panic!("{said}: {page}"));
    let href = page[from..].split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    href.replace("&#38;", "&").split('#').next().unwrap().to_owned()
}

/// Beside those who wait since long there is one who came just now, and one who waits again after both sides agreed: of all of them the
/// list says alike since when they wait, and of nobody for what.
#[tokio::test]
async fn a_warning_of_long_waits_opens_just_those_and_the_longest_wait_stands_first() {
    let mut story = Story::new().await;
    let agreed = story.file(&[Ask::Mediation], |_| ()).await;
    for _ in 0..2 {
        story.file(&[Ask::Mediation], |_| ()).await;
    }
    let ticket = story.desk.app.now().desk.case(agreed).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    story.desk.agreed(agreed, App::new_ticket()).await;
    story.desk.by_mei(Command::OpenTalks { case: agreed }).await;
    story.desk.clock.advance(Duration::from_mins(20));
    story.file(&[Ask::Mediation], |_| ()).await;
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    let list = behind(&today, "3 tickets have waited longer than 15 minutes");
    let list = organiser.get(&list).await.text;
    assert_eq!((rows(&list), list.matches("20 min so far").count()), (3, 3), "{list}");
    let line = |number: &str| {
        let row = list.split(&format!(">{number}</th>")).nth(1).unwrap();
        row.split("</tr>").next().unwrap().to_owned()
    };
    assert_eq!(line("A-001"), line("A-002"), "{list}");
    let tile = today.find("Longest wait now").unwrap();
    let href = today[..tile].rsplit("href=\"").next().unwrap().split('#').next().unwrap();
    let list = organiser.get(href).await.text;
    assert!(rows(&list) == 4 && list.matches("20 min so far").count() == 3, "{list}");
    let newest = list.rsplit("<th scope=\"row\"").next().unwrap();
    assert!(newest.contains("A-004") && newest.contains(">0 min so far<"), "who came just now: {list}");
    for who in [MEI, TOM] {
        let off = Command::TakeDuty { state: domain::staff::DutyState::Off, room: None };
        story.desk.ask(Actor::Staff(who), off).await.unwrap();
    }
    let today = organiser.get("/office/live").await.text;
    let list = organiser.get(&behind(&today, "4 tickets wait and nobody is on duty")).await.text;
    assert_eq!(rows(&list), 4, "{list}");
}
