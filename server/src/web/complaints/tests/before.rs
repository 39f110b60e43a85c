//! What was complained of before stands beside a complaint: against the same exhibitor, or about the same right, however its number is
//! written. Reception is told of it, too, and nobody who mediates.

use domain::{TicketNumber, case::RightKind};

use super::*;

const MARK: &str = "id=\"earlier-complaints\"";
const NUMBER: &str = "ZL202030123456.7";

/// Names the number of the right to whom it was told.
fn about(new: &mut NewCase, number: &str) {
    if let Some(complaint) = &mut new.complaint {
        complaint.right_number = Some(number.to_owned());
    }
    if let Some(application) = &mut new.application {
        application.right_number = Some(number.to_owned());
    }
}

/// A complaint to the organiser; answers with its case and its ticket.
async fn complain(story: &mut Story, change: impl FnOnce(&mut NewCase)) -> (CaseId, TicketNumber) {
    let (case, _) = story.file_with(&[Ask::Measure], change).await;
    (case, story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap())
}

/// The part of a page that tells of earlier complaints.
fn told(page: &str) -> &str {
    page.split_once(MARK).and_then(|(_, rest)| rest.split("</section>").next()).unwrap_or_default()
}

#[tokio::test]
async fn complaints_about_the_same_right_stand_beside_those_against_the_same_exhibitor() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let booth = story.desk.app.now().desk.booths().find(|booth| booth.number == "Z9").cloned().unwrap();
    let against = |new: &mut NewCase| new.respondents[0].place.exhibitor = Some(booth.exhibitors[0]);
    let (_, exhibitor) = complain(&mut story, against).await;
    let (of_right, right) = complain(&mut story, |new| about(new, "ZL 2020 3 0123456.7")).await;
    let (_, twice) = complain(&mut story, |new| {
        against(new);
        about(new, "2020301234567");
    })
    .await;
    let (_, other) = complain(&mut story, |new| about(new, "ZL202030999999.9")).await;
    let (_, mark) = complain(&mut story, |new| {
        about(new, NUMBER);
        new.right = Some(RightKind::Trademark);
    })
    .await;
    let (case, _) = story
        .file_with(&[Ask::Mediation, Ask::Measure], |new| {
            against(new);
            about(new, NUMBER);
        })
        .await;

    let page = Browser::of(&story.desk, "organiser").await.get(&page_of(case)).await.text;
    let office = told(&page);
    let counter = format!("/counter/cases/{case}");
    let page = Browser::of(&story.desk, "reception").await.get(&counter).await.text;
    let reception = told(&page);
    for shown in [office, reception] {
        for ticket in [exhibitor, right, twice] {
            assert!(shown.contains(&ticket.to_string()), "{ticket}: {shown}");
        }
        for ticket in [other, mark] {
            assert!(!shown.contains(&ticket.to_string()), "another right: {ticket}: {shown}");
        }
        assert_eq!(shown.matches("same exhibitor").count(), 2, "{shown}");
        assert_eq!(shown.matches(">same right<").count(), 2, "{shown}");
        assert!(shown.contains("About the same right, against others"), "{shown}");
        assert!(!shown.contains(TOLD) && !shown.contains(CONFIDENTIAL), "{shown}");
    }
    assert!(office.contains(&page_of(of_right)) && !reception.contains("/office/cases/"), "{reception}");
    let mediates = Browser::of(&story.desk, "mei").await.get(&counter).await.text;
    assert!(!mediates.contains(MARK), "{mediates}");
}

/// Of a case that asks for no mediation reception reads no text; it is told of the same complaints as the organiser all the same.
#[tokio::test]
async fn beside_a_complaint_alone_reception_is_told_of_the_same_right_as_the_organiser_is() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let booth = story.desk.app.now().desk.booths().find(|booth| booth.number == "Z9").cloned().unwrap();
    let against = |new: &mut NewCase| new.respondents[0].place.exhibitor = Some(booth.exhibitors[0]);
    let (_, others) = complain(&mut story, |new| about(new, "ZL 2020 3 0123456.7")).await;
    let (_, twice) = complain(&mut story, |new| {
        against(new);
        about(new, NUMBER);
    })
    .await;
    story.desk.clock.advance(Duration::from_mins(1));
    let (case, _) = complain(&mut story, |new| {
        against(new);
        about(new, NUMBER);
    })
    .await;
    let office = Browser::of(&story.desk, "organiser").await.get(&page_of(case)).await.text;
    let reception =
        Browser::of(&story.desk, "reception").await.get(&format!("/counter/cases/{case}")).await.text;
    for shown in [told(&office), told(&reception)] {
        assert!(shown.contains(&others.to_string()) && shown.contains(&twice.to_string()), "{shown}");
        assert_eq!(shown.matches(">same right<").count(), 2, "{shown}");
        assert_eq!(shown.matches("same exhibitor").count(), 1, "{shown}");
        assert!(shown.contains("About the same right, against others"), "{shown}");
    }
    assert!(reception.contains("The applicant complained to the organiser and asked for no mediation"));
    assert!(!reception.contains("also complained") && !reception.contains(TOLD), "{reception}");
}

/// As two that were entered from paper with the same minute on them.
#[tokio::test]
async fn of_two_complaints_of_one_moment_the_first_tells_of_none() {
    let mut story = Story::new().await;
    let (first, _) = complain(&mut story, |new| about(new, NUMBER)).await;
    let (second, _) = complain(&mut story, |new| about(new, NUMBER)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let page = officer.get(&page_of(first)).await.text;
    assert!(!page.contains(MARK), "{page}");
    let page = officer.get(&page_of(second)).await.text;
    assert!(told(&page).contains(&page_of(first)), "{page}");
}

#[tokio::test]
async fn what_names_no_single_right_is_no_same_right() {
    let mut story = Story::new().await;
    complain(&mut story, |new| about(new, "class 9")).await;
    story.desk.clock.advance(Duration::from_mins(1));
    let (later, _) = complain(&mut story, |new| about(new, "Class 9")).await;
    let page = Browser::of(&story.desk, "organiser").await.get(&page_of(later)).await.text;
    assert!(!page.contains(MARK), "{page}");
}

#[tokio::test]
async fn the_first_complaint_about_a_right_tells_of_none() {
    let mut story = Story::new().await;
    let (case, _) = complain(&mut story, |new| about(new, NUMBER)).await;
    story.desk.clock.advance(Duration::from_mins(1));
    let (later, _) = complain(&mut story, |new| about(new, NUMBER)).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    assert!(!officer.get(&page_of(case)).await.text.contains(MARK), "the other came later");
    assert!(told(&officer.get(&page_of(later)).await.text).contains(&page_of(case)));
}
