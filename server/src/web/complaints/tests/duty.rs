//! Whoever has the day in hand for the organiser: what they do of the organiser's track and the day, and what they are kept from.

use std::time::Duration;

use axum::http::StatusCode;
use domain::{
    measure::MeasureState,
    testing::{DUTY_MANAGER, MEI},
};

use super::{CONFIDENTIAL, COVER, SERVED, Story, TOLD, does, page_of};
use crate::testing::Browser;

/// Only what is marked has to be mended, and nothing else that was chosen is lost.
#[tokio::test]
async fn an_order_without_words_or_with_too_many_is_marked_at_its_text() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut duty = Browser::of(&story.desk, "duty-manager").await;
    does(&mut duty, case, party, "notice", "").await;
    does(&mut duty, case, party, "service", SERVED).await;
    let long = "x".repeat(4001);
    for (text, why) in [("", "Please fill this in."), (long.as_str(), "At most 4")] {
        let fields = format!("kind=cover&basis=binding-decision&until_day=2026-03-11&text={text}");
        let wrong = does(&mut duty, case, party, "order", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        let field = format!("order-text-{party}");
        let at_field = wrong.text.split(&format!("id=\"{field}-error\"")).nth(1).unwrap_or_default();
        assert!(at_field.contains(why) && at_field.contains(text), "{}", wrong.text);
        assert!(wrong.text.contains(&format!("href=\"#{field}\">{why}")), "{}", wrong.text);
        assert!(wrong.text.contains("value=\"2026-03-11\""), "{}", wrong.text);
        assert!(story.track(case, party).order().is_none());
    }
}

const DAY: &str = "/office/logs/2026-03-10";

#[tokio::test]
async fn the_duty_manager_leads_a_complaint_from_its_notice_to_the_end_of_a_measure() {
    let mut story = Story::new().await;
    let (case, party) = story.file().await;
    let mut duty = Browser::of(&story.desk, "duty-manager").await;
    assert!(duty.get("/office/complaints").await.text.contains("Draw up the notice of the complaint"));
    let done = does(&mut duty, case, party, "notice", "").await;
    assert_eq!(done.location(), format!("{}?done=notice#party-{party}", page_of(case)));
    does(&mut duty, case, party, "service", SERVED).await;
    story.pass(Duration::from_hours(24)).await;
    let mut duty = Browser::of(&story.desk, "duty-manager").await;
    does(&mut duty, case, party, "order", &format!("{COVER}&basis=no-answer")).await;
    assert_eq!(story.track(case, party).order().unwrap().by, Some(DUTY_MANAGER));
    does(&mut duty, case, party, "apply", "text=Covered+with+cloth").await;
    does(&mut duty, case, party, "lift", "text=A+licence+was+shown").await;
    assert_eq!(story.track(case, party).state, MeasureState::Lifted);
    let page = duty.get(&page_of(case)).await.text;
    assert!(page.contains(TOLD) && !page.contains(CONFIDENTIAL), "{page}");
    let elsewhere = [format!("{}/disclose", page_of(case)), "/office/disclosures".to_owned()];
    for path in elsewhere {
        assert!(!page.contains(&format!("href=\"{path}\"")), "{path} is not offered");
        assert_eq!(duty.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn the_duty_manager_watches_the_day_and_neither_seals_it_nor_prepares_the_fair() {
    let story = Story::new().await;
    let mut duty = Browser::of(&story.desk, "duty-manager").await;
    let today = duty.get("/office").await;
    assert_eq!(today.status, StatusCode::OK, "{}", today.text);
    for (path, offered) in [
        ("/office/logs", true),
        ("/office/exhibitors", true),
        ("/office/fair", false),
        ("/office/halls", false),
        ("/office/devices", false),
        ("/office/people", false),
    ] {
        assert_eq!(today.text.contains(&format!("href=\"{path}\"")), offered, "{path}");
        let status = if offered { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(duty.get(path).await.status, status, "{path}");
    }
    let remark = "what=incident&text=A+visitor+fell.";
    let written = duty.post(DAY, &format!("{DAY}/remarks"), remark).await;
    assert_eq!(written.location(), format!("{DAY}?done=remarked#remarks"));
    let posted = duty.post("/office", "/office/bulletin", "text-en=The+power+is+out.&minutes=30").await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
    let page = duty.get(DAY).await.text;
    assert!(page.contains("A visitor fell.") && !page.contains(&format!("{DAY}/seal")), "{page}");
    for file in ["log.csv", "log.json", "log.xlsx"] {
        assert_eq!(duty.get(&format!("{DAY}/{file}")).await.status, StatusCode::OK, "{file}");
    }
    let mut refused = vec![format!("{DAY}/seal"), "/office/exhibitors/new".to_owned()];
    refused.extend(["/office/exhibitors/import", "/office/rights/new", "/office/report"].map(str::to_owned));
    refused.extend(["/counter", "/office/handovers"].map(str::to_owned));
    refused.push(format!("/office/people/{MEI}"));
    for path in refused {
        assert_eq!(duty.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let sealed = duty.post(DAY, &format!("{DAY}/seal"), "upto=1").await;
    assert_eq!(sealed.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_duty_manager_looks_exhibitors_up_and_changes_nothing() {
    let story = Story::new().await;
    story.desk.enrol("Lumen", None, &["1/A10"]).await;
    let id = story.desk.app.now().desk.exhibitors().next().unwrap().id;
    let page = format!("/office/exhibitors/{id}");
    let mut duty = Browser::of(&story.desk, "duty-manager").await;
    let (list, one) = (duty.get("/office/exhibitors").await.text, duty.get(&page).await.text);
    assert!(list.contains("Lumen") && !list.contains("/office/exhibitors/import"), "{list}");
    assert!(one.contains("Lumen") && one.contains("id=\"history\""), "{one}");
    for form in ["/undertaking\"", "/defences\"", "/office/rights/new", "/office/booths/"] {
        assert!(!one.contains(form), "{form}");
    }
    let changed = duty.post(&page, &page, "name=Other&booths=").await;
    assert_eq!(changed.status, StatusCode::FORBIDDEN);
}
