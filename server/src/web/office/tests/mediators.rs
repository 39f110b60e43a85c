//! The mediators' papers, the roster that everybody reads, the shift plan.

use axum::http::StatusCode;
use domain::{Actor, Command, staff::Conflict, testing};

use super::{Browser, location};
use crate::testing::{Answer, TestDesk};

pub(super) fn refused(answer: &Answer, field: &str) {
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
        [("topic", "Designs"), ("trained_on", "2026-03-01"), ("hours", "１．５"), ("idempotency_key", "k")];
    for (field, value) in [("topic", ""), ("trained_on", "2026-03-11"), ("hours", "many"), ("hours", "1e1")] {
        let wrong: Vec<_> =
            fields.iter().map(|(name, known)| (*name, if *name == field { value } else { *known })).collect();
        let answer = head.send(&page, &post, &wrong).await;
        refused(&answer, field);
        for (name, typed) in wrong.iter().filter(|(name, _)| *name != "idempotency_key") {
            let stands = format!("name=\"{name}\" type=");
            let input = answer.text.split(&stands).nth(1).and_then(|rest| rest.split('>').next()).unwrap();
            assert!(input.contains(&format!("value=\"{typed}\"")), "what was typed stands: {name}: {input}");
        }
    }
    location(&head.send(&page, &post, &fields).await);
    let shown = head.open(&page).await.text;
    assert!(shown.contains("Designs") && shown.contains("1 h 30 min"), "{shown}");
    let entry = desk.app.now().desk.staff_member(testing::MEI).unwrap().trainings[0].seq.to_string();
    location(&head.send(&page, &format!("{post}/strike"), &[("entry", &entry)]).await);
    let shown = head.open(&page).await.text;
    let line = shown.split("<del>").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap();
    assert!(line.contains("Designs") && line.contains("</del>") && line.contains("Struck out"), "{line}");
    assert!(!shown.contains("1 h 30 min in all") && !shown.contains("/training/strike"), "{shown}");
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
    let reversed = head.send(page, page, &shift("13:00", "12:30")).await;
    refused(&reversed, "until");
    assert!(reversed.text.contains("has to end after it begins"), "of times, not of days: {}", reversed.text);
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
    location(&head.send(page, page, &shift("13:00", "17:00")).await);
    let shown = head.open("/counter/shifts?day=2026-03-10").await.text;
    let at = |time: &str| shown.find(&format!("<b>{time}</b>")).unwrap_or_else(|| panic!("{time}: {shown}"));
    assert!(at("09:00–13:00") < at("13:00–17:00"), "what is open stands where its time is: {shown}");
}

#[tokio::test]
async fn a_shift_is_planned_on_every_day_that_is_ticked_or_on_none() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = "/counter/shifts";
    let (mei, tom) = (testing::MEI.to_string(), testing::TOM.to_string());
    let shift = |staff, days: [&'static str; 3]| {
        let [day, second, third] = days.map(|day| format!("2026-03-{day}"));
        let (from, until) = ("09:00".to_owned(), "12:00".to_owned());
        [("staff", staff), ("from", from), ("until", until), ("day", day), ("also", second), ("also", third)]
    };
    let send = async |fields: [(&'static str, String); 6]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        head.send(page, page, &fields).await
    };
    let planned = || desk.app.now().desk.shifts().count();
    let form = head.open("/counter/shifts?day=2026-03-10").await.text;
    for (day, offered) in [("10", false), ("11", true), ("12", true)] {
        assert_eq!(form.contains(&format!("id=\"also-2026-03-{day}\"")), offered, "{day}: {form}");
    }
    let plan = location(&send(shift(mei.clone(), ["10", "11", "12"])).await);
    assert!(head.open(&plan).await.text.contains("The shifts are in the plan."));
    for day in ["10", "11", "12"] {
        let shown = head.open(&format!("/counter/shifts?day=2026-03-{day}")).await.text;
        assert!(shown.contains("<b>09:00–12:00</b>"), "{day}: {shown}");
    }
    assert_eq!(planned(), 3);
    // The second day is taken: it is named, and what was ticked stands.
    let second = [("staff", &*tom), ("day", "2026-03-11"), ("from", "11:00"), ("until", "13:00")];
    location(&head.send(page, page, &second).await);
    let refused_form = send(shift(tom, ["10", "11", "12"])).await;
    refused(&refused_form, "until");
    assert!(
        refused_form.text.contains("planned from 11 Mar, 11:00 to 13:00 already"),
        "{}",
        refused_form.text
    );
    let ticked =
        refused_form.text.split("id=\"also-2026-03-12\"").nth(1).and_then(|rest| rest.split('>').next());
    assert!(ticked.is_some_and(|input| input.contains("checked")), "{ticked:?}");
    assert_eq!(planned(), 4, "nothing of it was planned");
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

/// Whoever planned it reads it where it was planned, and so do they whose papers they are; their colleagues do not.
#[tokio::test]
async fn a_shift_on_a_day_that_a_certificate_does_not_reach_is_marked() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let (page, mei) = ("/counter/shifts", testing::MEI.to_string());
    for day in ["2026-03-10", "2026-03-11"] {
        let shift = [("staff", &*mei), ("hall", "1"), ("day", day), ("from", "09:00"), ("until", "12:00")];
        location(&head.send(page, page, &shift).await);
    }
    let person = format!("/office/people/{mei}");
    location(&head.send(&person, &format!("{person}/credentials"), &papers(true, "2026-03-10")).await);
    let (last, after) = ("/counter/shifts?day=2026-03-10", "/counter/shifts?day=2026-03-11");
    let said = "certificate ends 10 Mar 2026";
    assert!(!head.open(last).await.text.contains(said), "valid on its last day");
    let shown = head.open(after).await.text;
    assert_eq!(shown.matches(said).count(), 1, "{shown}");
    assert!(Browser::of(&desk, testing::MEI).await.open(after).await.text.contains(said));
    let colleague = Browser::of(&desk, testing::TOM).await.open(after).await.text;
    assert!(colleague.contains("09:00–12:00") && !colleague.contains(said), "{colleague}");
}

/// A hall with two parts open is one place with a gap, and whoever is planned for all halls is planned for each of them.
#[tokio::test]
async fn gaps_are_counted_by_place_and_who_is_planned_for_all_halls_covers_each() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let page = "/counter/shifts";
    let shift = async |who: domain::StaffId, hall: &'static str, from: &'static str, until: &'static str| {
        let who = who.to_string();
        let fields = [
            ("staff", who.as_str()),
            ("hall", hall),
            ("day", "2026-03-10"),
            ("from", from),
            ("until", until),
        ];
        location(&head.send(page, page, &fields).await);
        head.open("/counter/shifts?day=2026-03-10").await.text
    };
    let shown = shift(testing::MEI, "1", "10:00", "12:00").await;
    assert!(shown.contains("<b>10 Mar</b> · 3 places with a gap</a>"), "two halls and reception: {shown}");
    let shown = shift(testing::TOM, "", "09:00", "17:00").await;
    assert!(shown.contains("<b>10 Mar</b> · 1 place with a gap</a>"), "reception: {shown}");
    let second = shown.split("<h2>Hall 2</h2>").nth(1).and_then(|rest| rest.split("</section>").next());
    let second = second.unwrap();
    assert!(second.contains("Nobody for it alone") && !second.contains("Nobody planned"), "{second}");
    assert!(second.contains("all the time: tom."), "it says who covers it: {second}");
    let first = shown.split("<h2>Hall 1</h2>").nth(1).and_then(|rest| rest.split("</section>").next());
    assert!(first.unwrap().contains("planned for all halls: tom."), "{shown}");
    let at =
        |name: &str| shown.find(&format!("<h2>{name}</h2>")).unwrap_or_else(|| panic!("{name}: {shown}"));
    assert!(at("All halls") < at("Hall 1") && at("Hall 2") < at("Reception"), "{shown}");
}

#[tokio::test]
async fn a_desk_that_stands_offers_weeks_and_the_days_of_the_one_looked_at() {
    let desk = TestDesk::standing().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let shown = head.open("/counter/shifts?day=2026-03-18").await.text;
    for said in [
        ">from 10 Mar · 5 days with a gap</a>",
        "<b>from 16 Mar</b> · 6 days with a gap</a>",
        "<b>18 Mar</b> · 2 places with a gap</a>",
        ">21 Mar · 2 places with a gap</a>",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(shown.contains("?day=2026-03-23\"") && !shown.contains("?day=2026-03-24\""), "{shown}");
    let fair = TestDesk::new().await;
    let head = Browser::of(&fair, testing::HEAD).await;
    let shown = head.open("/counter/shifts").await.text;
    assert!(
        shown.contains(">12 Mar · ") && !shown.contains("from 10 Mar"),
        "its few days stand in a row: {shown}"
    );
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
