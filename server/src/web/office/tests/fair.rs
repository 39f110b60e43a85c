//! The page of the fair: what was typed into it and could not be taken, and what it leaves alone.

use axum::http::StatusCode;
use domain::{Actor, BodyId, Command, bodies::BodyTerms, fair::BodyKind, testing};

use super::{Browser, location};
use crate::testing::TestDesk;

/// The form of the plan as somebody fills it in who changes most of it.
pub(super) const PLAN: [(&str, &str); 14] = [
    ("name", "Renamed Fair"),
    ("first_day", "2026-03-10"),
    ("last_day", "2026-03-13"),
    ("opens", "08:30"),
    ("closes", "18:00"),
    ("zone", "Asia/Shanghai"),
    ("rooms", "Room 1\nRoom 2\nRoom 3 = 2"),
    ("body_name", "Committee"),
    ("body_kind", "commercial"),
    ("languages", "en"),
    ("first_language", "en"),
    ("country", "CN"),
    ("opens-2026-03-13", "08:30"),
    ("closes-2026-03-13", "14:00"),
];

/// Deadlines, waits and the plan of shifts go by them: a wrong first or last day does not take them away.
#[tokio::test]
async fn hours_of_single_days_come_back_with_a_refused_plan_and_are_not_lost_with_the_next_one() {
    let desk = TestDesk::new().await;
    let browser = Browser::organiser(&desk).await;
    let page = "/office/fair";
    let good = PLAN;
    location(&browser.send(page, page, &good).await);
    let closes = || {
        let now = desk.app.now();
        now.desk.fair().unwrap().plan.hours_of(jiff::civil::date(2026, 3, 13)).closes.hour()
    };
    for (field, wrong) in [(1, ""), (2, ""), (2, "2026-03-01"), (2, "2026-03-12"), (1, "soon")] {
        let mut bad = good;
        (bad[field].1, bad[0].1, bad[13].1) = (wrong, "", "15:45");
        let answer = browser.send(page, page, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let row = "name=\"closes-2026-03-13\" type=\"time\" value=\"15:45\"";
        assert!(answer.text.contains(row), "{wrong}: {}", answer.text);
        let rowless = browser.send(page, page, &bad[..12]).await;
        let row = "name=\"closes-2026-03-13\" type=\"time\" value=\"14:00\"";
        assert!(rowless.text.contains(row), "what is on record stands there: {}", rowless.text);
    }
    location(&browser.send(page, page, &good[..12]).await);
    assert_eq!(closes(), 14, "a form without the rows says nothing of them");
    let mut reversed = good;
    reversed[13].1 = "08:00";
    let wrong = browser.send(page, page, &reversed).await.text;
    let at_field = "aria-describedby=\"closes-2026-03-13-error\" aria-invalid=\"true\"";
    for said in ["href=\"#closes-2026-03-13\"", "id=\"closes-2026-03-13-error\"", at_field] {
        assert!(wrong.contains(said), "{said}: {wrong}");
    }
    let mut usual = good;
    (usual[12].1, usual[13].1) = ("", "");
    location(&browser.send(page, page, &usual).await);
    assert_eq!(closes(), 18, "what was emptied is emptied");
}

/// Report, hours and log tell of the days that were worked.
#[tokio::test]
async fn a_first_or_last_day_that_would_leave_out_a_worked_one_is_refused_at_its_field() {
    let desk = TestDesk::new().await;
    let page = "/office/fair";
    let english = Browser::organiser(&desk).await;
    let chinese = Browser { desk: &desk, cookies: format!("{}; lang=zh-CN", english.cookies) };
    let cases = [("first_day", ["2026-03-11", "2026-03-13"]), ("last_day", ["2026-03-01", "2026-03-09"])];
    for (field, [first, last]) in cases {
        let mut moved = PLAN;
        (moved[1].1, moved[2].1) = (first, last);
        // The row of a single day goes with the days.
        let moved = &moved[..12];
        for (browser, said) in [
            (&english, "There was work on a day that would be left out"),
            (&chinese, "调整后会遗漏已有工作记录的日期"),
        ] {
            let answer = browser.send(page, page, moved).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.text);
            assert!(answer.text.contains(said), "{said}: {}", answer.text);
        }
    }
    assert_eq!(desk.app.now().desk.fair().unwrap().plan.last_day, testing::plan().last_day);
    location(&english.send(page, page, &PLAN).await);
}

/// As where a body is added or renamed by itself: nobody could tell the two apart.
#[tokio::test]
async fn the_plan_names_the_first_body_as_no_other_is_called() {
    let desk = TestDesk::new().await;
    let terms = BodyTerms {
        name: "Trade Mediation Centre".to_owned(),
        kind: BodyKind::Commercial,
        registration: None,
        closed: false,
    };
    let body = BodyId::FIRST.next().unwrap();
    desk.ask(Actor::Staff(testing::ORGANISER), Command::RecordBody { body, terms }).await.unwrap();
    let (browser, page) = (Browser::organiser(&desk).await, "/office/fair");
    let mut double = PLAN;
    double[7] = ("body_name", "trade mediation centre");
    let answer = browser.send(page, page, &double).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    for said in ["href=\"#body_name\"", "Another mediation body has this name", "value=\"trade mediation"] {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
    location(&browser.send(page, page, &PLAN).await);
}
