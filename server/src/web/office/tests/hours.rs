//! The sheet of hours, and its corrections.

use axum::http::StatusCode;
use domain::{
    Actor, Command,
    case::Ask,
    fair::{FairPlan, Weekday},
    staff::DutyState,
    testing::{self, TestFair},
    ticket::ReleaseReason,
};

use super::{Browser, location, mediators::refused};
use crate::{app::App, testing::TestDesk};

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
    assert!(told.contains("reception,2026-03-15,60,0,0,\"closed; corrected\"\r\n"), "{told}");
    assert!(head.open(page).await.text.contains("off duty at 15 Mar, 11:00. Reason: Went home"));
}

/// Allowances of days that are over do not change with what is laid down for those to come.
#[tokio::test]
async fn a_day_that_is_over_is_judged_by_the_hours_that_were_in_force_on_it() {
    let desk = TestDesk::standing().await;
    let duty = |state| Command::TakeDuty { state, room: None };
    let hours = |count| std::time::Duration::from_hours(count);
    desk.clock.advance(hours(2));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::Off)).await.unwrap();
    desk.clock.advance(hours(24));
    let plan = FairPlan {
        closed: [Weekday::Sunday, Weekday::Tuesday].into(),
        opens: jiff::civil::time(10, 0, 0, 0),
        ..testing::market()
    };
    desk.ask(Actor::Staff(testing::ORGANISER), Command::AmendFair { plan }).await.unwrap();
    desk.clock.advance(hours(6 * 24));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::On)).await.unwrap();
    desk.clock.advance(hours(1));
    desk.ask(Actor::Staff(testing::MEI), duty(DutyState::Off)).await.unwrap();
    let head = Browser::of(&desk, testing::HEAD).await;
    let shown = head.open("/counter/hours").await.text;
    assert!(shown.contains(">10 Mar</th>") && shown.contains(">17 Mar<br>"), "{shown}");
    let file = head.open("/counter/hours.csv").await.text;
    for line in ["mei,2026-03-10,120,0,480,\r\n", "mei,2026-03-17,60,0,0,closed\r\n"] {
        assert!(file.contains(line), "{line}: {file}");
    }
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

/// Allowances of earlier months are paid and corrected, too.
#[tokio::test]
async fn the_sheet_of_a_standing_desk_says_its_period_and_an_earlier_one_is_chosen() {
    let desk = TestDesk::standing().await;
    let mei = testing::MEI.to_string();
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    desk.clock.advance(std::time::Duration::from_hours(3));
    desk.ask(Actor::Staff(testing::TOM), off).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(92 * 24));
    let head = Browser::of(&desk, testing::HEAD).await;
    let (page, file) = ("/counter/hours", "/counter/hours.csv");
    let recent = head.open(page).await.text;
    assert!(
        recent.contains("1 May 2026 to 10 Jun 2026") && recent.contains("In all, 1 May 2026"),
        "{recent}"
    );
    assert!(!recent.contains("<b>3 h</b>") && recent.contains("<option value=\"2026-Q1\">"), "{recent}");
    assert!(!head.open(file).await.text.contains("tom,2026-03-10"));
    let earlier = head.open(&format!("{page}?period=2026-Q1")).await.text;
    assert!(earlier.contains("to 31 Mar 2026") && earlier.contains("<b>3 h</b>"), "{earlier}");
    assert!(earlier.contains(&format!("href=\"{file}?period=2026-Q1\"")), "{earlier}");
    assert!(head.open(&format!("{file}?period=2026-Q1")).await.text.contains("tom,2026-03-10,180,"));
    for none in ["2026-Q4", "2025-Q4", "2026", "soon"] {
        let answer = head.open(&format!("{page}?period={none}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
    let said = [("staff", &*mei), ("day", "2026-03-10"), ("time", "12:00"), ("reason", "Went to lunch")];
    let there = location(&head.send(page, page, &said).await);
    assert_eq!(there, "/counter/hours?done=hours-corrected&period=2026-Q1");
    assert!(head.open(&there).await.text.contains("off duty at 10 Mar, 12:00. Reason: Went to lunch"));
    let wrong =
        [("period", "2026-Q1"), ("staff", &*mei), ("day", "2026-03-10"), ("time", ""), ("reason", "")];
    let again = head.send(page, page, &wrong).await;
    refused(&again, "time");
    assert!(again.text.contains("to 31 Mar 2026"), "the same period comes back: {}", again.text);
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
    assert!(asked.contains("mei,2026-03-10,840,0,480,\"off duty forgotten?\"\r\n"), "{asked}");
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
    assert!(file.contains("\"'=1+1\",2026-03-10,90,20,480,\r\n"), "{file}");
    assert!(file.contains("reception,2026-03-10,45,0,480,\r\n"), "who receives is on duty, too: {file}");
    assert!(shown.contains("<bdi>reception</bdi></th><td>45 min"), "{shown}");
    assert_eq!(
        Browser::of(&desk, testing::MEI).await.open("/counter/hours").await.status,
        StatusCode::FORBIDDEN
    );
}

/// Whoever has somebody in hand is waited with: the head is told with whom, gives the ticket back, and then says when they went.
#[tokio::test]
async fn a_ticket_in_hand_is_in_the_way_of_a_correction_and_named_with_the_way_to_it() {
    let desk = TestDesk::new().await;
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Staff(testing::MEI), Command::ClaimTicket { ticket }).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(10));
    let head = Browser::of(&desk, testing::HEAD).await;
    let (page, mei) = ("/counter/hours", testing::MEI.to_string());
    let said = [("staff", &*mei), ("day", "2026-03-10"), ("time", "17:30"), ("reason", "Went home")];
    let answer = head.send(page, page, &said).await;
    refused(&answer, "staff");
    assert!(
        answer.text.contains(&format!("Ticket {ticket} is still in this person’s hands")),
        "{}",
        answer.text
    );
    let way_on = format!("href=\"/counter/cases/{case}\"");
    assert!(answer.text.contains(&way_on) && answer.text.contains("value=\"17:30\""), "{}", answer.text);
    let back = Command::ReleaseTicket { ticket, reason: ReleaseReason::OffDuty, remark: None };
    desk.ask(Actor::Staff(testing::HEAD), back).await.unwrap();
    location(&head.send(page, page, &said).await);
    let file = head.open("/counter/hours.csv").await.text;
    assert!(file.contains("mei,2026-03-10,450,0,480,corrected\r\n"), "{file}");
}

/// What somebody did in another quarter is no load of the one that is shown.
#[tokio::test]
async fn the_load_at_a_standing_desk_is_of_the_days_that_are_shown() {
    let desk = TestDesk::standing().await;
    let advised = || Command::GiveAdvice { hall: None, right: None };
    desk.ask(Actor::Staff(testing::TOM), advised()).await.unwrap();
    desk.clock.advance(std::time::Duration::from_hours(92 * 24));
    for _ in 0..2 {
        desk.ask(Actor::Staff(testing::MEI), advised()).await.unwrap();
    }
    let figures = |count| format!("<td class=\"figure\">{count}</td>");
    let row = |name, advice| {
        let none = figures(0);
        let before = format!("{none}{none}{none}<td>–</td>{none}<td>–</td>");
        format!("<bdi>{name}</bdi></th>{before}{}<td>–</td></tr>", figures(advice))
    };
    let head = Browser::of(&desk, testing::HEAD).await;
    for (page, tom, mei) in [("/counter/hours?period=2026-Q1", 1, 0), ("/counter/hours", 0, 2)] {
        let shown = head.open(page).await.text;
        for row in [row("tom", tom), row("mei", mei)] {
            assert!(shown.contains(&row), "{page}: {row} in {shown}");
        }
    }
}
