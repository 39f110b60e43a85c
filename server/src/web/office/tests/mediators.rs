//! The mediators' papers, the roster that everybody reads, the shift plan, the sheet of hours.

use axum::http::StatusCode;
use domain::{
    Actor, Command,
    staff::{Conflict, DutyState},
    testing,
};

use super::{Browser, location};
use crate::testing::{Answer, TestDesk};

fn refused(answer: &Answer, field: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.text);
}

fn papers(listed: bool, until: &str) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("roster_name", "陈静怡"),
        ("other_name", "Chen Jingyi"),
        ("grade", "second"),
        ("certificate", "RT-2016-0412"),
        ("certified_until", until),
    ];
    if listed {
        fields.push(("listed", "yes"));
    }
    fields
}

#[tokio::test]
async fn the_roster_shows_whom_the_head_lists_and_no_sign_in_name_or_certificate() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = format!("/office/people/{}", testing::MEI);
    let post = format!("{page}/credentials");
    assert!(!desk.open("/mediators", "").await.text.contains("陈静怡"));
    location(&head.send(&page, &post, &papers(false, "2027-01-01")).await);
    assert!(!desk.open("/mediators", "").await.text.contains("陈静怡"), "not listed");
    location(&head.send(&page, &post, &papers(true, "2027-01-01")).await);
    let roster = desk.open("/mediators", "").await.text;
    assert!(
        roster.contains("陈静怡") && roster.contains("Chen Jingyi") && roster.contains("Second grade"),
        "{roster}"
    );
    for hidden in ["RT-2016", ">mei<", "tom", "2027"] {
        assert!(!roster.contains(hidden), "{hidden}: {roster}");
    }
    location(&head.send(&page, &post, &papers(true, "2026-03-09")).await);
    assert!(!desk.open("/mediators", "").await.text.contains("陈静怡"), "the certificate has ended");
    let mut nameless = papers(true, "");
    nameless[0].1 = "";
    refused(&head.send(&page, &post, &nameless).await, "roster_name");
    refused(&head.send(&page, &post, &papers(true, "soon")).await, "certified_until");
}

#[tokio::test]
async fn the_head_sees_with_whom_a_mediator_has_a_conflict() {
    let desk = TestDesk::new().await;
    desk.enrol("Novaluna Lighting", None, &["1/Z99"]).await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = format!("/office/people/{}", testing::MEI);
    assert!(!head.open(&page).await.text.contains("Novaluna"));
    let at = desk.app.now();
    let (id, _) = at.names.exhibitors().find(|(_, body)| body.name == "Novaluna Lighting").unwrap();
    let conflict = Conflict::Exhibitor(*id);
    desk.ask(Actor::Staff(testing::MEI), Command::DeclareConflict { conflict }).await.unwrap();
    let shown = head.open(&page).await.text;
    assert!(shown.contains("<li><bdi>Novaluna Lighting</bdi></li>"), "{shown}");
    let other = head.open(&format!("/office/people/{}", testing::TOM)).await.text;
    assert!(other.contains("id=\"conflicts\"") && !other.contains("Novaluna"), "{other}");
}

#[tokio::test]
async fn whom_papers_cannot_name_is_said_where_mediators_are_prepared() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = format!("/office/people/{}", testing::MEI);
    let said = "No name for papers yet";
    let all = head.open("/office/people").await.text.matches(said).count();
    assert!(all > 1 && head.open(&page).await.text.contains(said), "{all}");
    location(&head.send(&page, &format!("{page}/credentials"), &papers(false, "2027-01-01")).await);
    assert_eq!(head.open("/office/people").await.text.matches(said).count(), all - 1);
    assert!(!head.open(&page).await.text.contains(said));
}

#[tokio::test]
async fn papers_that_run_out_are_said_to_the_head_where_the_work_is() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = format!("/office/people/{}", testing::MEI);
    assert!(!head.open("/counter").await.text.contains("run out"));
    location(&head.send(&page, &format!("{page}/credentials"), &papers(true, "2026-03-20")).await);
    for path in ["/counter", "/office/people", &page] {
        let shown = head.open(path).await.text;
        assert!(shown.contains("certificate ends 20 Mar 2026"), "{path}: {shown}");
    }
    assert!(!Browser::of(&desk, testing::TOM).await.open("/counter").await.text.contains("20 Mar 2026"));
}

#[tokio::test]
async fn trainings_are_recorded_and_struck_out() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = format!("/office/people/{}", testing::MEI);
    let post = format!("{page}/training");
    let fields =
        [("topic", "Designs"), ("trained_on", "2026-03-01"), ("hours", "1,5"), ("idempotency_key", "k")];
    for (field, value) in [("topic", ""), ("trained_on", "2026-03-11"), ("hours", "many")] {
        let wrong: Vec<_> =
            fields.iter().map(|(name, known)| (*name, if *name == field { value } else { *known })).collect();
        refused(&head.send(&page, &post, &wrong).await, field);
    }
    location(&head.send(&page, &post, &fields).await);
    let shown = head.open(&page).await.text;
    assert!(shown.contains("Designs") && shown.contains("1 h 30 min"), "{shown}");
    let entry = desk.app.now().desk.staff_member(testing::MEI).unwrap().trainings[0].seq.to_string();
    location(&head.send(&page, &format!("{post}/strike"), &[("entry", &entry)]).await);
    assert!(!head.open(&page).await.text.contains("Designs"));
    let organiser = Browser::organiser(&desk).await;
    assert_eq!(organiser.send("/office/people", &post, &fields).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn shifts_are_planned_by_the_head_and_gaps_are_shown() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = "/counter/shifts";
    let mei = testing::MEI.to_string();
    let shift = |from, until| {
        vec![("staff", mei.as_str()), ("hall", "1"), ("day", "2026-03-10"), ("from", from), ("until", until)]
    };
    location(&head.send(page, page, &shift("09:00", "12:00")).await);
    let shown = head.open("/counter/shifts?day=2026-03-10").await.text;
    for said in ["09:00–12:00", "12:00–17:00", "09:00–17:00"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    refused(&head.send(page, page, &shift("11:00", "13:00")).await, "until");
    refused(&head.send(page, page, &shift("13:00", "12:30")).await, "until");
    refused(&head.send(page, page, &shift("noon", "13:00")).await, "from");
    refused(
        &head.send(page, page, &[("day", "2026-03-10"), ("from", "13:00"), ("until", "14:00")]).await,
        "staff",
    );
    let own = Browser::of(&desk, testing::MEI).await.open(page).await.text;
    assert!(
        own.contains("09:00–12:00") && own.contains(">you<") && !own.contains("Add to the plan"),
        "{own}"
    );
    let id = desk.app.now().desk.shifts().next().unwrap().id.to_string();
    location(&head.send(page, "/counter/shifts/cancel", &[("shift", &id)]).await);
    assert_eq!(desk.app.now().desk.shifts().count(), 0);
}

/// What reception lacks is its own: a mediator in a hall does not stand at the counter.
#[tokio::test]
async fn reception_has_a_row_and_gaps_of_its_own_in_the_shift_plan() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = "/counter/shifts";
    let gaps = async || {
        let shown = head.open("/counter/shifts?day=2026-03-10").await.text;
        let reception = shown.split("<h2>Reception</h2>").nth(1).unwrap();
        let reception = reception.split("</section>").next().unwrap_or_default().to_owned();
        (reception.contains("09:00–17:00"), reception)
    };
    let (open, row) = gaps().await;
    assert!(open && row.contains("Nobody planned"), "{row}");
    let shift = async |who: domain::StaffId, hall: &'static str| {
        let who = who.to_string();
        let fields = [
            ("staff", who.as_str()),
            ("hall", hall),
            ("day", "2026-03-10"),
            ("from", "09:00"),
            ("until", "12:00"),
        ];
        location(&head.send(page, page, &fields).await);
    };
    shift(testing::MEI, "").await;
    assert!(gaps().await.0, "a mediator covers none of it");
    shift(testing::RECEPTION, "1").await;
    let (open, row) = gaps().await;
    assert!(!open && row.contains("12:00–17:00") && row.contains("<bdi>reception</bdi>"), "{row}");
    assert!(row.contains("<span class=\"quiet\">Hall 1</span>") && !row.contains(">mei<"), "{row}");
    let whole = head.open("/counter/shifts?day=2026-03-10").await.text;
    assert!(
        whole.contains("<optgroup label=\"Mediator\">") && whole.contains("<optgroup label=\"Reception\">")
    );
    let own = Browser::of(&desk, testing::RECEPTION).await.open("/counter/shifts?day=2026-03-10").await.text;
    assert!(own.contains(">you<") && !own.contains("Add to the plan"), "who is planned reads it: {own}");
}

/// Somebody may have to stay on: it is told and not refused.
#[tokio::test]
async fn a_shift_beyond_the_opening_hours_is_planned_and_marked() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = "/counter/shifts";
    let mei = testing::MEI.to_string();
    let shift = |from, until| {
        vec![("staff", mei.as_str()), ("hall", "1"), ("day", "2026-03-10"), ("from", from), ("until", until)]
    };
    let sent = location(&head.send(page, page, &shift("09:00", "12:00")).await);
    let shown = head.open(&sent).await.text;
    assert!(shown.contains("The shift is in the plan.") && !shown.contains("outside the opening"), "{shown}");
    let sent = location(&head.send(page, page, &shift("16:00", "18:30")).await);
    let shown = head.open(&sent).await.text;
    assert!(shown.contains("Some of it lies outside the opening hours of that day"), "{shown}");
    assert_eq!(shown.matches(">outside the opening hours<").count(), 1, "it alone is marked: {shown}");
    let own = Browser::of(&desk, testing::MEI).await.open("/counter/shifts?day=2026-03-10").await.text;
    assert_eq!(own.matches(">outside the opening hours<").count(), 1, "{own}");
}

#[tokio::test]
async fn the_shift_plan_opens_on_the_next_day_on_which_the_desk_opens() {
    let desk = TestDesk::standing().await;
    let head = Browser::of(&desk, testing::HEAD).await.open("/counter/shifts").await.text;
    assert!(head.contains("<b>10 Mar</b>") && head.contains("value=\"2026-03-10\""), "today: {head}");
    desk.clock.advance(std::time::Duration::from_hours(5 * 24));
    let head = Browser::of(&desk, testing::HEAD).await.open("/counter/shifts").await.text;
    assert!(head.contains("<b>16 Mar</b>") && head.contains("value=\"2026-03-16\""), "a Sunday: {head}");
}

/// Allowances are paid by the sheet: it says where it cannot be true.
#[tokio::test]
async fn duty_that_ran_on_over_night_is_marked_on_the_sheet_of_hours() {
    let desk = TestDesk::new().await;
    let asked = "off duty forgotten?";
    desk.clock.advance(std::time::Duration::from_hours(6));
    let shown = Browser::of(&desk, testing::HEAD).await.open("/counter/hours").await.text;
    assert!(!shown.contains(asked) && !shown.contains("before allowances are paid by it"), "{shown}");
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    desk.ask(Actor::Staff(testing::TOM), off).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(17));
    let shown = Browser::of(&desk, testing::HEAD).await.open("/counter/hours").await.text;
    assert_eq!(shown.matches(asked).count(), 1, "of the one who forgot, on the day before: {shown}");
    assert!(shown.contains("before allowances are paid by it"), "{shown}");
}

/// The counter leads here, so here stands who it is; and nobody works days.
#[tokio::test]
async fn who_is_still_on_duty_is_marked_on_the_sheet_of_hours_which_tells_no_days() {
    let desk = TestDesk::new().await;
    let marked = "still on duty since 10 Mar, 10:00";
    assert!(!Browser::of(&desk, testing::HEAD).await.open("/counter/hours").await.text.contains(marked));
    desk.clock.advance(std::time::Duration::from_hours(26));
    let head = Browser::of(&desk, testing::HEAD).await;
    let shown = head.open("/counter/hours").await.text;
    assert_eq!(shown.matches(marked).count(), 2, "{shown}");
    assert!(shown.contains("<b>26 h</b>") && !shown.contains("1 day 2 h"), "{shown}");
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    desk.ask(Actor::Staff(testing::TOM), off).await.unwrap();
    assert_eq!(head.open("/counter/hours").await.text.matches(marked).count(), 1);
}

/// Allowances are paid for a Sunday as well, and who is on duty on one is told at once: nobody is waited for.
#[tokio::test]
async fn duty_on_a_day_on_which_the_desk_is_closed_stands_on_the_sheet_and_in_its_sums() {
    let desk = TestDesk::standing().await;
    let duty = |state| Command::TakeDuty { state, room: None };
    for who in [testing::MEI, testing::TOM] {
        desk.ask(Actor::Staff(who), duty(DutyState::Off)).await.unwrap();
    }
    desk.clock.advance(std::time::Duration::from_hours(5 * 24));
    let none = Browser::of(&desk, testing::HEAD).await.open("/counter/hours").await.text;
    assert!(none.contains(">14 Mar<") && !none.contains(">15 Mar<"), "nobody came on Sunday: {none}");
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::On)).await.unwrap();
    desk.ask(Actor::Staff(testing::RECEPTION), duty(DutyState::On)).await.unwrap();
    let today = Browser::of(&desk, testing::ORGANISER).await.open("/office/live").await.text;
    assert!(today.contains("2 people are on duty, though the desk is closed today"), "{today}");
    assert_eq!(today.matches("<span>closed today</span>").count(), 2, "{today}");
    desk.clock.advance(std::time::Duration::from_hours(3));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::Off)).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(5));
    let head = Browser::of(&desk, testing::HEAD).await;
    let (page, file) = ("/counter/hours", "/counter/hours.csv");
    let shown = head.open(page).await.text;
    assert!(shown.contains(">15 Mar<") && shown.contains(">closed<"), "{shown}");
    assert!(shown.contains("<b>3 h</b>"), "it is in the sum: {shown}");
    assert!(shown.contains("still on duty since 15 Mar, 10:00"), "{shown}");
    let told = head.open(file).await.text;
    assert!(told.contains("mei,2026-03-15,180,0,0,closed\r\n"), "{told}");
    let told = "One of your people is on duty, though the desk is closed today";
    assert!(head.open("/counter").await.text.contains(told));
    let today = Browser::of(&desk, testing::ORGANISER).await.open("/office/live").await.text;
    assert!(today.contains("One person is on duty, though the desk is closed today"), "{today}");
    let reception = testing::RECEPTION.to_string();
    let said = [("staff", &*reception), ("day", "2026-03-15"), ("time", "11:00"), ("reason", "Went home")];
    location(&head.send(page, page, &said).await);
    let told = head.open(file).await.text;
    assert!(told.contains("reception,2026-03-15,60,0,0,closed; corrected\r\n"), "{told}");
    assert!(head.open(page).await.text.contains("off duty at 15 Mar, 11:00. Reason: Went home"));
}

#[tokio::test]
async fn a_sheet_of_many_days_leaves_those_out_on_which_nobody_was_on_duty() {
    let desk = TestDesk::standing().await;
    let duty = |state| Command::TakeDuty { state, room: None };
    for who in [testing::MEI, testing::TOM] {
        desk.ask(Actor::Staff(who), duty(DutyState::Off)).await.unwrap();
    }
    let left_out = "on which nobody was on duty";
    // Until Monday, 23 March, there are few enough; until Monday, 20 April, there are not.
    desk.clock.advance(std::time::Duration::from_hours(13 * 24));
    let few = Browser::of(&desk, testing::HEAD).await.open("/counter/hours").await.text;
    assert!(few.contains(">21 Mar<") && !few.contains(left_out), "{few}");
    desk.clock.advance(std::time::Duration::from_hours(28 * 24));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::On)).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(2));
    let head = Browser::of(&desk, testing::HEAD).await;
    let many = head.open("/counter/hours").await.text;
    assert!(many.contains(">20 Apr<") && many.contains("<b>2 h</b>"), "{many}");
    assert!(!many.contains(">21 Mar<") && many.contains(left_out), "{many}");
    let file = head.open("/counter/hours.csv").await.text;
    assert!(file.contains("mei,2026-04-20,120,0,480,\r\n"), "{file}");
}

#[tokio::test]
async fn the_head_says_when_somebody_went_who_forgot_to_go_off_duty_and_the_sheet_says_so() {
    let desk = TestDesk::new().await;
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    desk.ask(Actor::Staff(testing::TOM), off).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(23));
    let head = Browser::of(&desk, testing::HEAD).await;
    let told = "One of your people is still on duty";
    assert!(head.open("/counter").await.text.contains(told));
    assert!(head.open("/counter/live").await.text.contains(told), "an open page is told as well");
    let (page, mei) = ("/counter/hours", testing::MEI.to_string());
    let asked = head.open("/counter/hours.csv").await.text;
    assert!(asked.contains("mei,2026-03-10,840,0,480,off duty forgotten?\r\n"), "{asked}");
    let begun = head.open(&format!("{page}?staff={mei}&day=2026-03-10")).await.text;
    assert!(
        begun.contains("value=\"2026-03-10\"") && begun.contains(&format!("{mei}\" selected")),
        "{begun}"
    );
    let said =
        |day, time, reason| vec![("staff", mei.as_str()), ("day", day), ("time", time), ("reason", reason)];
    let why = "The guard saw her go";
    for (day, time, reason, field) in [
        ("", "17:30", why, "day"),
        ("2026-03-10", "half past five", why, "time"),
        ("2026-03-10", "08:00", why, "time"),
        ("2026-03-12", "09:00", why, "time"),
        ("2026-03-10", "17:30", "", "reason"),
    ] {
        let answer = head.send(page, page, &said(day, time, reason)).await;
        refused(&answer, field);
        assert!(answer.text.contains(&format!("value=\"{time}\"")), "nothing is lost: {}", answer.text);
    }
    location(&head.send(page, page, &said("2026-03-10", "17:30", why)).await);
    let shown = head.open(page).await.text;
    let noted = format!("off duty at 10 Mar, 17:30. Reason: {why}");
    assert!(shown.contains("Corrected by head on") && shown.contains(&noted), "{shown}");
    assert!(!shown.contains("off duty forgotten?"), "{shown}");
    let file = head.open("/counter/hours.csv").await.text;
    for line in ["mei,2026-03-10,450,0,480,corrected\r\n", "mei,2026-03-11,0,0,480,corrected\r\n"] {
        assert!(file.contains(line), "{line}: {file}");
    }
    assert_eq!(desk.app.now().desk.staff_member(testing::MEI).unwrap().duty, DutyState::Off);
    assert!(!head.open("/counter").await.text.contains(told));
}

#[tokio::test]
async fn hours_tell_duty_and_breaks_apart_and_the_file_runs_no_formula() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let duty = |state| Command::TakeDuty { state, room: None };
    desk.clock.advance(std::time::Duration::from_mins(90));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::Break)).await.unwrap();
    desk.clock.advance(std::time::Duration::from_mins(20));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::Off)).await.unwrap();
    let page = format!("/office/people/{}", testing::MEI);
    let received = Command::TakeDuty { state: DutyState::On, room: None };
    desk.ask(Actor::Staff(testing::RECEPTION), received).await.unwrap();
    desk.clock.advance(std::time::Duration::from_mins(45));
    let formula = [("roster_name", "=1+1")];
    location(&head.send(&page, &format!("{page}/credentials"), &formula).await);
    let shown = head.open("/counter/hours").await.text;
    assert!(shown.contains("1 h 30 min, breaks 20 min"), "{shown}");
    let file = head.open("/counter/hours.csv").await.text;
    assert!(file.contains("'=1+1,2026-03-10,90,20,480,\r\n"), "{file}");
    assert!(file.contains("reception,2026-03-10,45,0,480,\r\n"), "who receives is on duty, too: {file}");
    assert!(shown.contains("<bdi>reception</bdi></th><td>45 min"), "{shown}");
    assert_eq!(
        Browser::of(&desk, testing::MEI).await.open("/counter/hours").await.status,
        StatusCode::FORBIDDEN
    );
}
