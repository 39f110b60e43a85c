//! Who makes and unmakes whose sign-in.

use axum::http::StatusCode;
use domain::{StaffId, case::RightKind, staff::Role, testing};

use super::{Browser, location};
use crate::testing::{Answer, TestDesk};

const PAGE: &str = "/office/people";
const NEW: &str = "/office/people/new";
const NEW_PIN: &str = "918273";

fn person<'a>(name: &'a str, role: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("person", name), ("role", role), ("pin", NEW_PIN), ("pin_again", NEW_PIN)]
}

fn named(desk: &TestDesk, name: &str) -> Option<StaffId> {
    let now = desk.app.now();
    now.names
        .staff_named(name)
        .find(|id| now.desk.staff_member(*id).is_some_and(|staff| !staff.is_dismissed()))
}

fn refused(answer: &Answer, field: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{}", answer.text);
}

#[tokio::test]
async fn each_leader_sees_and_makes_those_they_answer_for() {
    let desk = TestDesk::new().await;
    let (organiser, head) = (Browser::organiser(&desk).await, Browser::of(&desk, testing::HEAD).await);
    let (seen, of_head) = (organiser.open(PAGE).await.text, head.open(PAGE).await.text);
    assert!(seen.contains(">head<") && !seen.contains(">mei<"), "{seen}");
    assert!(
        of_head.contains(">mei<") && of_head.contains(">supervisor<") && !of_head.contains(">organiser<")
    );

    refused(&organiser.send(NEW, NEW, &person("Anna", "mediator")).await, "role");
    refused(&head.send(NEW, NEW, &person("Anna", "head")).await, "role");
    let page = format!("{PAGE}/{}", testing::MEI);
    assert_eq!(organiser.open(&page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(head.open(&format!("{PAGE}/{}", testing::ORGANISER)).await.status, StatusCode::FORBIDDEN);
    let pin = organiser.send(PAGE, &format!("{page}/pin"), &[("pin", NEW_PIN), ("pin_again", NEW_PIN)]).await;
    assert_eq!(pin.status, StatusCode::FORBIDDEN);

    let mut anna = person("Anna", "mediator");
    anna.extend([("fields", "design"), ("languages", "zh-CN"), ("halls", "2"), ("idempotency_key", "k")]);
    assert_eq!(location(&head.send(NEW, NEW, &anna).await), "/office/people?done=appointed");
    assert_eq!(location(&head.send(NEW, NEW, &anna).await), "/office/people?done=appointed");
    let now = desk.app.now();
    let staff = now.desk.staff_member(named(&desk, "anna").unwrap()).unwrap();
    assert_eq!(staff.profile.fields, [RightKind::Design]);
    assert_eq!((staff.profile.languages.len(), staff.profile.halls.len()), (1, 1));
    assert_eq!(now.names.staff_named("anna").count(), 1, "a double tap makes one sign-in");
    location(&organiser.send(NEW, NEW, &person("Second head", "head")).await);
    location(&organiser.send(NEW, NEW, &person("Second organiser", "organiser")).await);
    location(&head.send(NEW, NEW, &person("Authority", "supervisor")).await);
    let mut front = person("Front desk", "reception");
    front.extend([("languages", "zh-CN"), ("languages", "en")]);
    location(&head.send(NEW, NEW, &front).await);
    let now = desk.app.now();
    let receives = now.desk.staff_member(named(&desk, "front desk").unwrap()).unwrap();
    assert!(receives.only_receives() && receives.profile.body == domain::BodyId::FIRST);
    assert_eq!(receives.profile.languages, ["zh-CN", "en"], "tickets in their languages suit them");
    for page in [NEW.to_owned(), format!("{PAGE}/{}", receives.id)] {
        let form = head.open(&page).await.text;
        assert!(form.contains("name=\"languages\"") && form.contains("For reception as well"), "{form}");
    }
    location(&head.send(NEW, NEW, &person("Reader", "auditor")).await);
    let team = head.open(PAGE).await.text;
    for (name, does) in [
        ("Authority", "sees figures only"),
        ("Front desk", "receives visitors"),
        ("Reader", "reads administrative acts"),
    ] {
        let row = team.split("<tr>").find(|row| row.contains(&format!(">{name}<"))).unwrap();
        assert!(row.contains(does), "{name}: {row}");
    }
}

/// The boxes of those who take tickets go with their roles on the page, and are not taken for others.
#[tokio::test]
async fn whoever_takes_no_tickets_has_no_fields_languages_or_halls() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let form = head.open(&format!("{NEW}?role=auditor")).await.text;
    let (before, boxes) = form.split_once("<div class=\"if-takes\">").unwrap();
    for name in ["fields", "languages", "halls"] {
        let named = format!("name=\"{name}\"");
        assert!(boxes.contains(&named) && !before.contains(&named), "{name}: {form}");
    }
    let sent = [("fields", "design"), ("languages", "zh-CN"), ("halls", "2")];
    for (name, role) in [("Authority", "supervisor"), ("Reader", "auditor")] {
        let mut fields = person(name, role);
        fields.extend(sent);
        location(&head.send(NEW, NEW, &fields).await);
        let id = named(&desk, name).unwrap();
        let here = format!("{PAGE}/{id}");
        assert!(!head.open(&here).await.text.contains("name=\"languages\""), "{role}");
        let amended = head.send(&here, &format!("{here}/profile"), &sent).await;
        assert_eq!(amended.status, StatusCode::NOT_FOUND, "{role}: {}", amended.text);
        let now = desk.app.now();
        assert_eq!(now.desk.staff_member(id).unwrap().profile, domain::staff::Profile::default(), "{role}");
    }
}

#[tokio::test]
async fn names_are_unique_and_pins_strong() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    refused(&head.send(NEW, NEW, &person("MEI", "mediator")).await, "person");
    refused(&head.send(NEW, NEW, &person(" ", "mediator")).await, "person");
    for (pin, again, field) in [("123456", "123456", "pin"), ("918273", "918274", "pin_again")] {
        let fields = [("person", "Anna"), ("role", "mediator"), ("pin", pin), ("pin_again", again)];
        let answer = head.send(NEW, NEW, &fields).await;
        refused(&answer, field);
        assert!(answer.text.contains("value=\"Anna\"") && !answer.text.contains(pin));
    }
    assert!(named(&desk, "Anna").is_none());
}

#[tokio::test]
async fn a_name_for_papers_comes_with_the_sign_in_and_is_changed_by_who_answers_for_it() {
    let desk = TestDesk::new().await;
    let organiser = Browser::organiser(&desk).await;
    let mut lin = person("officer2", "organiser");
    lin.push(("printed", "林晓 Lin Xiao"));
    location(&organiser.send(NEW, NEW, &lin).await);
    let id = named(&desk, "officer2").unwrap();
    assert_eq!(desk.app.now().names.called(id), Some("林晓 Lin Xiao"));
    let list = organiser.open(PAGE).await.text;
    assert!(list.contains(">officer2<") && list.contains(">林晓 Lin Xiao<"), "{list}");
    let (here, post) = (format!("{PAGE}/{id}"), format!("{PAGE}/{id}/name"));
    let shown = organiser.open(&here).await.text;
    assert!(shown.contains("Signs in as officer2") && shown.contains("value=\"林晓 Lin Xiao\""), "{shown}");

    let long = "x".repeat(121);
    let answer = organiser.send(&here, &post, &[("printed", long.as_str())]).await;
    refused(&answer, "printed");
    assert!(answer.text.contains(&long), "what was typed stays");
    let head = Browser::of(&desk, testing::HEAD).await;
    assert_eq!(head.send(PAGE, &post, &[("printed", "x")]).await.status, StatusCode::FORBIDDEN);
    let done = organiser.send(&here, &post, &[("printed", " 林晓 ")]).await;
    assert_eq!(location(&done), format!("{here}?done=named"));
    assert_eq!(desk.app.now().names.called(id), Some("林晓"));

    // A mediator's is the one on the roster, whichever form it came by.
    let mut anna = person("anna", "mediator");
    anna.push(("printed", "Anna Berg"));
    location(&head.send(NEW, NEW, &anna).await);
    let anna = head.open(&format!("{PAGE}/{}", named(&desk, "anna").unwrap())).await.text;
    assert!(anna.contains("name=\"roster_name\"") && anna.contains("value=\"Anna Berg\""), "{anna}");
    assert!(!anna.contains("name=\"printed\""), "{anna}");
}

#[tokio::test]
async fn a_new_pin_ends_every_session() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let mei = Browser::of(&desk, testing::MEI).await;
    assert_eq!(mei.open("/account").await.status, 200);
    let here = format!("{PAGE}/{}", testing::MEI);
    let done = head.send(&here, &format!("{here}/pin"), &[("pin", NEW_PIN), ("pin_again", NEW_PIN)]).await;
    assert_eq!(location(&done), format!("{here}?done=pin"));
    assert_eq!(mei.open("/account").await.status, StatusCode::SEE_OTHER, "signed out");
    refused(
        &head.send(&here, &format!("{here}/pin"), &[("pin", "000000"), ("pin_again", "000000")]).await,
        "pin",
    );
}

#[tokio::test]
async fn a_profile_is_changed_by_the_head() {
    let desk = TestDesk::new().await;
    let head = Browser::of(&desk, testing::HEAD).await;
    let here = format!("{PAGE}/{}", testing::MEI);
    let fields = [("fields", "copyright"), ("fields", "nonsense"), ("languages", "tr"), ("halls", "9")];
    assert_eq!(
        location(&head.send(&here, &format!("{here}/profile"), &fields).await),
        format!("{here}?done=profile")
    );
    let now = desk.app.now();
    let profile = &now.desk.staff_member(testing::MEI).unwrap().profile;
    assert_eq!(profile.fields, [RightKind::Copyright]);
    assert_eq!((profile.languages.as_slice(), profile.halls.len()), (&["tr".to_owned()][..], 0));
}

#[tokio::test]
async fn nobody_leaves_a_role_empty_and_the_head_can_be_replaced() {
    let desk = TestDesk::new().await;
    let organiser = Browser::organiser(&desk).await;
    let here = format!("{PAGE}/{}", testing::HEAD);
    refused(&organiser.send(&here, &format!("{here}/dismiss"), &[]).await, "dismiss");
    location(&organiser.send(NEW, NEW, &person("New head", "head")).await);
    let old = Browser::of(&desk, testing::HEAD).await;
    let gone = organiser.send(&here, &format!("{here}/dismiss"), &[]).await;
    assert_eq!(location(&gone), "/office/people?done=dismissed");
    assert_eq!(old.open("/account").await.status, StatusCode::SEE_OTHER, "signed out");
    let now = desk.app.now();
    assert_eq!(now.desk.staff().filter(|staff| staff.is(Role::Head)).count(), 1);
    assert_eq!(organiser.open(&here).await.status, 404);
    // The name is free again.
    location(&organiser.send(NEW, NEW, &person("head", "head")).await);
}
