//! A morning without the network: forms printed beforehand, filled in by hand, entered at noon.

use axum::http::StatusCode;
use domain::{Command, Refusal, fair::Language, procedure::Means, testing::HEAD};

use crate::{
    documents::{
        self,
        blank::{self, Form},
    },
    engine::SubmitError,
    locale::Texts,
    testing::{Browser, TestDesk},
    web::{filing::draft::CONSENT_VERSION, submit},
};

use super::proposed;

async fn reserved(count: u32) -> TestDesk {
    let desk = TestDesk::new().await;
    desk.ask(domain::Actor::Staff(HEAD), Command::ReserveNumbers { count }).await.unwrap();
    desk
}

#[tokio::test]
async fn the_head_reserves_and_the_mediator_prints() {
    let desk = TestDesk::new().await;
    let mut mei = Browser::of(&desk, "mei").await;
    let before = mei.get("/counter/forms").await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(!before.text.contains("name=\"count\""), "only the head reserves");
    assert_eq!(mei.post("/counter/forms", "/counter/forms", "count=5").await.status, StatusCode::FORBIDDEN);
    let mut head = Browser::of(&desk, "head").await;
    let done = head.post("/counter/forms", "/counter/forms", "count=5").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let series = desk.app.now().desk.reserved().unwrap().series;
    let listed = mei.get("/counter/forms").await.text;
    assert!(
        listed.contains(&format!("{series}-001")) && listed.contains(&format!("{series}-005")),
        "{listed}"
    );
    let print = "/counter/forms/print?first=1&last=2&form=application&form=notice&language=zh-CN&language=en";
    let pdf = mei.get(print).await;
    assert_eq!(pdf.status, StatusCode::OK);
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    for wrong in [
        "first=1&last=9&form=application&language=en",
        "first=2&last=1&form=application&language=en",
        "first=1&last=2&form=certificate&language=en",
        "first=1&last=2&form=application",
        "first=x&last=2&form=application&language=en",
    ] {
        let answer = mei.get(&format!("/counter/forms/print?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn every_form_is_set_in_both_languages_with_its_number_and_without_a_gap_in_the_letters() {
    let desk = reserved(3).await;
    let at = desk.app.now();
    let series = at.desk.reserved().unwrap().series;
    let number = domain::TicketNumber { series, count: 3 };
    let plan = at.desk.fair().unwrap().plan.clone();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers/blank");
    std::fs::create_dir_all(&folder).unwrap();
    for form in blank::FORMS {
        for language in Language::ALL {
            let paper = blank::form(&plan, form, number, language).unwrap();
            assert!(paper.number.contains(&number.to_string()), "{form:?}: {}", paper.number);
            let set = papers::typeset(&paper, documents::fonts().unwrap()).unwrap();
            assert_eq!(set.missing, [], "{form:?}");
            std::fs::write(folder.join(format!("{}.{}.pdf", form.code(), language.tag())), set.pdf).unwrap();
        }
    }
}

/// What is written for the organiser has a form of its own, with the consent that it is passed on; an application has none of it.
#[tokio::test]
async fn a_complaint_and_what_is_said_to_it_have_forms_of_the_organisers() {
    let desk = reserved(1).await;
    let mut mei = Browser::of(&desk, "mei").await;
    let listed = mei.get("/counter/forms").await.text;
    for code in ["complaint", "statement", "measure-order"] {
        assert!(listed.contains(&format!("name=\"form\" value=\"{code}\"")), "{code}: {listed}");
        let print = format!("/counter/forms/print?first=1&last=1&form={code}&language=zh-CN&language=en");
        assert_eq!(mei.get(&print).await.status, StatusCode::OK, "{code}");
    }
    let at = desk.app.now();
    let (plan, series) = (at.desk.fair().unwrap().plan.clone(), at.desk.reserved().unwrap().series);
    let number = domain::TicketNumber { series, count: 1 };
    let page = |form| {
        let paper = blank::form(&plan, form, number, Language::En).unwrap();
        format!("{} {} {:?}", paper.masthead.join(" "), paper.titles.join(" "), paper.blocks)
    };
    let complaint = page(Form::Complaint);
    for said in
        ["Organiser of the fair", "Complaint to the organiser", "I agree that this complaint", "Taken by"]
    {
        assert!(complaint.contains(said), "{said}: {complaint}");
    }
    assert!(page(Form::Statement).contains("I admit that what the complaint says is true"));
    let application = page(Form::Of(documents::Kind::Application));
    assert!(!application.contains("I agree that this complaint"), "{application}");
}

/// No side may be contacted before it was declared, so a day on paper needs it on paper: in the very words of the page.
#[tokio::test]
async fn a_mediator_declares_on_paper_what_the_page_asks_for() {
    let desk = reserved(1).await;
    let mut mei = Browser::of(&desk, "mei").await;
    let listed = mei.get("/counter/forms").await.text;
    assert!(listed.contains("name=\"form\" value=\"impartiality\""), "{listed}");
    let print = "/counter/forms/print?first=1&last=1&form=impartiality&language=zh-CN&language=en";
    assert_eq!(mei.get(print).await.status, StatusCode::OK);
    let at = desk.app.now();
    let (plan, series) = (at.desk.fair().unwrap().plan.clone(), at.desk.reserved().unwrap().series);
    let number = domain::TicketNumber { series, count: 1 };
    for (language, title, words, signer) in [
        (Language::En, "Declaration of no conflict", "I have no interest in this matter", "mediator"),
        (Language::ZhCn, "无利益冲突声明书", "本人与本案没有利害关系", "人民调解员"),
    ] {
        let paper = blank::form(&plan, Form::Impartiality, number, language).unwrap();
        let text = format!("{} {} {:?}", paper.masthead.join(" "), paper.titles.join(" "), paper.blocks);
        for said in [title, words, signer, plan.body.name.as_str()] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

/// The organiser's track goes on without the network, too: who leads it prints its forms, and no other.
#[tokio::test]
async fn the_office_prints_the_forms_of_the_organisers_track_alone() {
    let desk = reserved(2).await;
    for name in ["organiser", "duty-manager"] {
        let mut office = Browser::of(&desk, name).await;
        assert!(office.get("/office/complaints").await.text.contains("href=\"/office/forms\""), "{name}");
        let page = office.get("/office/forms").await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(page.text.contains("action=\"/office/forms/print\""), "{}", page.text);
        for form in blank::FORMS {
            let code = form.code();
            let theirs = ["complaint", "statement", "measure-order"].contains(&code);
            let offered = page.text.contains(&format!("name=\"form\" value=\"{code}\""));
            assert_eq!(offered, theirs, "{name}: {code}");
            let print = format!("/office/forms/print?first=1&last=2&form={code}&language=en");
            let status = if theirs { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(office.get(&print).await.status, status, "{name}: {code}");
        }
        assert!(!page.text.contains("href=\"/counter"), "nothing leads where they may not go: {}", page.text);
        assert_eq!(office.get("/counter/forms").await.status, StatusCode::FORBIDDEN, "{name}");
    }
    let mut mei = Browser::of(&desk, "mei").await;
    assert_eq!(mei.get("/office/forms").await.status, StatusCode::FORBIDDEN);
}

/// One number on the paper of two parties would have the second turned away when it is entered.
#[tokio::test]
async fn counter_and_office_are_proposed_numbers_apart_and_say_whose_the_others_are() {
    let desk = reserved(20).await;
    let series = desk.app.now().desk.reserved().unwrap().series;
    let counter = Browser::of(&desk, "mei").await.get("/counter/forms").await.text;
    let office = Browser::of(&desk, "organiser").await.get("/office/forms").await.text;
    for (page, [first, last], words) in [
        (counter, [1, 10], "the organiser takes the last ones for complaints"),
        (office, [11, 20], "the counter takes the first ones"),
    ] {
        for (name, value) in [("first", first), ("last", last)] {
            let field = format!("name=\"{name}\" value=\"{value}\"");
            assert!(page.contains(&field), "{field}: {page}");
        }
        assert!(page.contains("Each number is for one party alone") && page.contains(words), "{page}");
    }
    for (place, form) in [("counter", "notice"), ("office", "complaint")] {
        let mut browser = Browser::of(&desk, if place == "office" { "organiser" } else { "mei" }).await;
        let reserved = format!("from {series}-001 to {series}-020");
        for (range, why) in [
            ("first=1&last=21", reserved.as_str()),
            ("first=3&last=2", "The last number comes before the first"),
        ] {
            let answer = browser.get(&format!("/{place}/forms/print?{range}&form={form}&language=en")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}: {range}");
            assert!(answer.text.contains(why), "{place}: {range}: {}", answer.text);
            assert!(answer.text.contains("Nothing was printed"), "{place}: {range}: {}", answer.text);
            assert!(!answer.text.contains("Nothing was entered"), "{place}: {range}: {}", answer.text);
        }
    }
}

/// The parts stay where they are whatever is entered, so that what one prints is never proposed to the other.
#[test]
fn no_number_is_proposed_that_was_entered() {
    for (entered, counter, office) in [
        ([1, 2].as_slice(), Some((3, 5)), Some((6, 10))),
        ([2, 7, 10].as_slice(), Some((3, 5)), Some((8, 9))),
        ([5].as_slice(), Some((1, 4)), Some((6, 10))),
        ([1, 2, 3, 4, 5].as_slice(), None, Some((6, 10))),
    ] {
        let left = |own| proposed(own, |count| !entered.contains(&count));
        assert_eq!((left(1..6), left(6..11)), (counter, office), "{entered:?}");
    }
    assert_eq!(proposed(3..3, |_| true), None);
}

#[tokio::test]
async fn a_single_number_is_proposed_at_the_counter_alone() {
    let desk = reserved(1).await;
    let counter = Browser::of(&desk, "mei").await.get("/counter/forms").await.text;
    let office = Browser::of(&desk, "organiser").await.get("/office/forms").await.text;
    assert!(counter.contains("name=\"first\" value=\"1\""), "{counter}");
    assert!(office.contains("name=\"first\" value=\"\""), "{office}");
    let none = "None of these numbers is left to propose here";
    assert!(office.contains(none) && !counter.contains(none), "{office}");
}

/// What cannot be printed is said at its field, and the form is as it was sent.
#[tokio::test]
async fn a_number_that_is_none_is_said_at_its_field_and_nothing_typed_is_lost() {
    let desk = reserved(20).await;
    for (place, form) in [("counter", "notice"), ("office", "complaint")] {
        let mut browser = Browser::of(&desk, if place == "office" { "organiser" } else { "mei" }).await;
        let asked = format!("batch=1&first=x&last=17&form={form}&language=zh-CN");
        let answer = browser.get(&format!("/{place}/forms/print?{asked}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
        assert!(
            answer.text.contains("href=\"#1-first\">From number: Type a whole number"),
            "{}",
            answer.text
        );
        assert!(answer.text.contains("id=\"1-first-error\""), "{}", answer.text);
        assert!(!answer.text.contains("id=\"1-last-error\""), "{}", answer.text);
        for kept in ["name=\"first\" value=\"x\"", "name=\"last\" value=\"17\""] {
            assert!(answer.text.contains(kept), "{kept}: {}", answer.text);
        }
        let ticked = |code: &str| answer.text.contains(&format!("value=\"{code}\" checked"));
        assert!(ticked(form) && ticked("zh-CN"), "{}", answer.text);
        assert!(!ticked("statement") && !ticked("en"), "what was not chosen stays so: {}", answer.text);
        let none = browser.get(&format!("/{place}/forms/print?batch=1&first=1&last=2")).await;
        for field in ["form", "language"] {
            assert!(none.text.contains(&format!("id=\"1-{field}-error\"")), "{field}: {}", none.text);
        }
    }
    let mut head = Browser::of(&desk, "head").await;
    let answer = head.post("/counter/forms", "/counter/forms", "count=ten").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("id=\"count-error\"") && answer.text.contains("value=\"ten\""));
    for count in ["0", "101"] {
        let answer = head.post("/counter/forms", "/counter/forms", &format!("count={count}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{count}");
        assert!(answer.text.contains("Type a whole number from 1 to 100"), "{count}: {}", answer.text);
        assert!(answer.text.contains(&format!("value=\"{count}\"")), "{}", answer.text);
    }
}

/// The fields of a filing at the counter, as a form sends them.
fn fields(more: &str) -> String {
    format!(
        "respondents.0.booth=B12&right.kind=design&item=Lamp&asks=mediation&statement=They+show+our+lamp.\
         &claimant.name=Li+Hua&claimant.phone=13800138000&claimant.language=zh-CN\
         &consent.privacy={CONSENT_VERSION}&consent.mediation={CONSENT_VERSION}&{more}"
    )
}

#[tokio::test]
async fn a_form_is_entered_with_its_number_its_time_and_how_it_was_read() {
    let desk = reserved(6).await;
    let series = desk.app.now().desk.reserved().unwrap().series;
    desk.clock.advance(std::time::Duration::from_hours(3));
    let mut mei = Browser::of(&desk, "mei").await;
    let page = "/counter/file?kind=dispute";
    let on_form = |day: &str, time: &str| {
        fields(&format!(
            "paper.number={series}-002&happened_day={day}&happened_time={time}&consent.means=read-aloud"
        ))
    };
    // Ten in the morning is when this desk was set up; it is one in the afternoon now.
    for (day, time, wrong) in [
        ("2026-03-10", "14:00", "not come yet"),
        ("2026-03-10", "09:00", "not set up yet"),
        ("2026-03-10", "", "When was the form filled in"),
    ] {
        let again = mei.post(page, page, &on_form(day, time)).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{day} {time}");
        assert!(again.text.contains(wrong), "{day} {time}");
        assert!(again.text.contains(&format!("value=\"{series}-002\"")), "what was typed is still there");
    }
    let filed = mei.post(page, page, &on_form("2026-03-10", "10:30")).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text);
    let at = desk.app.now();
    let case = at.desk.cases().next().unwrap();
    assert_eq!(case.claimant().ticket.unwrap().to_string(), format!("{series}-002"));
    assert_eq!(case.filed_at.to_string(), "2026-03-10T02:30:00Z");
    assert_eq!(case.consent.means, Some(Means::ReadAloud));
    let twice = mei.post(page, page, &on_form("2026-03-10", "10:40")).await;
    assert!(twice.text.contains("was entered before"), "{}", twice.status);
    let way_on = format!("write it on the paper and tell the party. The next free one here is {series}-003.");
    assert!(twice.text.contains(&way_on), "it says what to do: {}", twice.text);
    // Where both were sent at once, the rules say so, in the same words: not the lowest that is free.
    let number = format!("{series}-002").parse().unwrap();
    let raced = SubmitError::Refused(Refusal::NumberUsed { number });
    let told =
        submit::problem(&raced, &desk.app.now()).now(&Texts::new(Language::En, jiff::tz::TimeZone::UTC));
    assert!(told.contains(&format!("The next free one here is {series}-003.")), "{told}");
    let shown = format!("/counter/cases/{}", case.id);
    mei.post(&shown, &format!("{shown}/claim"), "").await;
    let paper = mei.get(&format!("{shown}/papers/application?language=en")).await.text;
    assert!(
        paper.contains("How the applicant agreed") && paper.contains("Read aloud, then agreed"),
        "{paper}"
    );
    let unknown = fields("paper.number=Z-001&happened_day=2026-03-10&happened_time=10:30");
    assert!(mei.post(page, page, &unknown).await.text.contains("No form with this number"));
}

#[tokio::test]
async fn steps_are_entered_at_the_time_they_happened() {
    let desk = reserved(3).await;
    let series = desk.app.now().desk.reserved().unwrap().series;
    desk.clock.advance(std::time::Duration::from_hours(3));
    let mut mei = Browser::of(&desk, "mei").await;
    let page = "/counter/file?kind=dispute";
    let form = fields(&format!("paper.number={series}-001&happened_day=2026-03-10&happened_time=10:30"));
    mei.post(page, page, &form).await;
    let case = desk.app.now().desk.cases().next().unwrap().id;
    let shown = format!("/counter/cases/{case}");
    let at = |time: &str| format!("happened_day=2026-03-10&happened_time={time}");
    let too_early = mei.post(&shown, &format!("{shown}/claim"), &at("10:20")).await;
    assert_eq!(too_early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_early.text.contains("not filed yet"), "{}", too_early.text);
    let claimed = mei.post(&shown, &format!("{shown}/claim"), &at("10:35")).await;
    assert_eq!(claimed.status, StatusCode::SEE_OTHER, "{}", claimed.text);
    let accepted = mei
        .post(&shown, &format!("{shown}/way/accept"), &format!("source=application&{}", at("10:40")))
        .await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text);
    let known = std::sync::Arc::clone(desk.app.now().desk.case(case).unwrap());
    assert_eq!(known.procedure.accepted_at.unwrap().to_string(), "2026-03-10T02:40:00Z");
    let half = mei.post(&shown, &format!("{shown}/way/impartiality"), "happened_day=2026-03-10").await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "half a time is none");
}
