//! A clause that was handed over: the office knows whose it is, also where the talks alone told, and of a complaint it does not.

use domain::{
    HallId,
    body::{MeasureBody, Particulars, PersonBody},
    measure::HandedClause,
    procedure::{Action, AgreementBody, Authority, ClauseBody, ClauseKind, IdentityPaper, NewAgreement},
};

use super::*;

const COMPANY: &str = "Lumen Works Ltd";

/// At a booth that is on no list they talk; whose it is, is told at the table.
async fn talking(story: &mut Story, asks: &[Ask]) -> (CaseId, PartyId) {
    let nowhere = |new: &mut NewCase| {
        let respondent = &mut new.respondents[0];
        respondent.place.hall = Some(HallId("2".to_owned()));
        respondent.body.booth = Some("Z99".to_owned());
    };
    talking_with(story, asks, nowhere).await
}

async fn talking_with(
    story: &mut Story,
    asks: &[Ask],
    change: impl FnOnce(&mut NewCase),
) -> (CaseId, PartyId) {
    let (case, _) = story.file_with(asks, change).await;
    let (desk, party) = (&story.desk, story.respondents(case)[0]);
    let lead = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.by_mei(Command::ClaimTicket { ticket: lead }).await;
    desk.agreed(case, App::new_ticket()).await;
    desk.by_mei(Command::OpenTalks { case }).await;
    desk.by_mei(Command::ClaimTicket { ticket: lead }).await;
    let tickets: Vec<_> = {
        let at = desk.app.now();
        at.desk.case(case).unwrap().parties.iter().filter_map(|known| known.ticket).collect()
    };
    for ticket in tickets {
        desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    desk.prepared(case).await;
    let particulars = Particulars { company: Some(COMPANY.to_owned()), ..Particulars::default() };
    let body = PersonBody { particulars, ..person("Noor") };
    let (paper, authority) = (IdentityPaper::BusinessLicence, Authority::Own);
    desk.step(case, Action::CheckIdentity { party, paper, authority, body }).await;
    desk.by_mei(Command::StartSession { case }).await;
    (case, party)
}

/// They settle by word of mouth, and their mediator hands the clause over.
async fn handed_over(story: &Story, case: CaseId, party: PartyId) {
    let (kind, act) = (ClauseKind::Remove, "Takes the lamp down.".to_owned());
    let clause = ClauseBody {
        kind,
        debtor: party,
        act: act.clone(),
        translation: None,
        place: None,
        from: None,
        until: Some(jiff::civil::date(2026, 3, 12)),
        money: None,
        organiser: true,
    };
    let body = AgreementBody {
        facts: "A lamp is shown.".to_owned(),
        disputes: "Whether it is a copy.".to_owned(),
        clauses: vec![clause],
        ..AgreementBody::default()
    };
    let draft = NewAgreement { body, prevailing: Language::En };
    story.desk.step(case, Action::RegisterOral { draft }).await;
    let clause = HandedClause { kind, act, translation: None, place: None, from: None, until: None };
    let body = MeasureBody { clauses: vec![clause], ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    story.desk.by_mei(Command::MoveMeasure { case, party, action }).await;
}

#[tokio::test]
async fn the_office_knows_whose_clause_it_carries_out_and_of_a_complaint_what_it_was_told() {
    for (asks, known) in [(&[Ask::Mediation][..], true), (&[Ask::Mediation, Ask::Measure][..], false)] {
        let mut story = Story::new().await;
        let (case, party) = talking(&mut story, asks).await;
        handed_over(&story, case, party).await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        let page = officer.get(&page_of(case)).await.text;
        assert!(page.contains("Hall\u{a0}2 · Z99"), "{page}");
        assert_eq!(page.contains(COMPANY), known, "{page}");
        let list = officer.get("/office/complaints").await.text;
        for told in [&page, &list] {
            assert!(
                told.contains("Dispute") && told.contains("Design") != known,
                "a right is of a complaint: {told}"
            );
        }
        let ticket = story.desk.app.now().desk.case(case).unwrap().respondents()[0].ticket.unwrap();
        assert_eq!(page.contains(&format!("Ticket {ticket}")), known, "the board calls it to talks: {page}");
        let done = does(&mut officer, case, party, "order", "kind=take-down&basis=agreement&text=").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        for language in Language::ALL {
            let tag = language.tag();
            let paper = format!("{}/papers/measure-order?party={party}&language={tag}", page_of(case));
            let paper = officer.get(&paper).await.text;
            assert!(paper.contains("Z99"), "{paper}");
            assert_eq!(paper.contains(COMPANY), known, "{paper}");
        }
        let certificate = format!("{}/papers/complaint-certificate?party={party}&language=en", page_of(case));
        let certificate = officer.get(&certificate).await;
        // Whoever did not complain has none.
        assert_eq!(certificate.status == StatusCode::OK, !known, "{}", certificate.text);
        if !known {
            let text = certificate.text;
            assert!(text.contains("Take the") && text.contains("nothing of any mediation"), "{text}");
            assert!(!text.contains("Agreed by both sides"), "{text}");
        }
    }
}

/// That an exhibitor came to an agreement is nothing that is held against it.
#[tokio::test]
async fn an_exhibitors_history_tells_of_complaints_and_of_no_clause() {
    for (asks, complained) in [(&[Ask::Mediation][..], false), (&[Ask::Mediation, Ask::Measure][..], true)] {
        let mut story = Story::new().await;
        story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
        let exhibitor = story.desk.app.now().desk.exhibitors().next().unwrap().id;
        let named = |new: &mut NewCase| new.respondents[0].place.exhibitor = Some(exhibitor);
        let (case, party) = talking_with(&mut story, asks, named).await;
        handed_over(&story, case, party).await;
        let mut officer = Browser::of(&story.desk, "organiser").await;
        let page = officer.get(&format!("/office/exhibitors/{exhibitor}")).await.text;
        assert_eq!(page.contains(&page_of(case)), complained, "{page}");
        assert_eq!(page.contains("No complaint was made"), !complained, "{page}");
        assert!(!page.contains("Agreed by both sides"), "{page}");
    }
}
