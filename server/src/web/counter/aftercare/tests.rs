//! After-care through its pages, with scripts off: from an agreement in effect to a visit and a court, days after the fair.

use axum::http::StatusCode;
use domain::{
    Command, PartyId,
    aftercare::{Finding, ObligationState, TaskKind},
    body::RecordBody,
    case::{Outcome, Reason},
    file::Lack,
    procedure::{Action, Authority, Means, RecordPart, Signatory},
    testing::{TestFair, person, plan},
};

use crate::{testing::Browser, web::counter::session::tests::Talk};

/// Mei's case, settled in writing; each side owes that its lamp is covered until the 12th.
async fn settled() -> Talk {
    let talk = Talk::new().await;
    talk.start().await;
    let mut draft = TestFair::new().draft(talk.case, false);
    draft.body.clauses = talk.parties.iter().map(|party| clause(*party)).collect();
    talk.desk.step(talk.case, Action::DraftAgreement { base: 0, draft }).await;
    talk.desk.step(talk.case, Action::AgreeTerms { version: 1 }).await;
    let parties = talk.parties.iter().map(|party| Signatory::Party(*party));
    for by in parties.chain([Signatory::Mediator, Signatory::Seal]) {
        let sign = Action::Sign {
            version: 1,
            by,
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: person("Li Hua"),
        };
        talk.desk.step(talk.case, sign).await;
    }
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    talk.mei(Command::ConcludeCase { case: talk.case, outcome, reason, remark: None }).await;
    talk
}

fn clause(debtor: PartyId) -> domain::procedure::ClauseBody {
    domain::procedure::ClauseBody {
        kind: domain::procedure::ClauseKind::Cover,
        debtor,
        act: "Covers the lamp XACTX.".to_owned(),
        translation: None,
        place: None,
        from: Some(plan().first_day),
        until: plan().last_day,
        money: None,
        organiser: false,
    }
}

fn days(talk: &Talk, count: u64) {
    talk.desk.clock.advance(std::time::Duration::from_secs(24 * 3600 * count));
}

fn states(talk: &Talk) -> Vec<ObligationState> {
    let today = plan().day_of(talk.desk.app.clock.now());
    talk.now().obligations().iter().map(|owed| owed.state(today)).collect()
}

#[tokio::test]
async fn what_was_agreed_is_followed_to_its_end_after_the_fair() {
    let talk = settled().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let list = mei.get("/counter/aftercare").await.text;
    assert!(list.contains("A-001") && list.contains("Clause 2") && list.contains("Return visit"), "{list}");
    assert!(!list.contains("Li Hua") && !list.contains("XACTX"), "nobody is named in the list");
    let page = mei.get(&talk.page("aftercare")).await;
    assert!(page.text.contains("Covers the lamp XACTX.") && page.text.contains("Li Hua"), "{}", page.text);

    days(&talk, 5);
    let mut mei = Browser::of(&talk.desk, "mei").await;
    assert!(mei.get("/counter/aftercare").await.text.contains("Overdue"));
    let done = talk.press(&mut mei, "aftercare", "perform", "clause=0&on=2026-03-12&remark=Seen").await;
    assert_eq!(done.location(), format!("{}?done=aftercare", talk.page("aftercare")), "{}", done.text);
    talk.press(&mut mei, "aftercare", "remind", "clause=1&means=call").await;
    talk.press(&mut mei, "aftercare", "breach", "clause=1&on=2026-03-15&remark=Shown+again+XBREACHX").await;
    assert_eq!(states(&talk), [ObligationState::Performed, ObligationState::Breached]);
    let page = mei.get(&talk.page("aftercare")).await.text;
    assert!(page.contains("Shown again XBREACHX") && page.contains("Not kept: choose the way on"), "{page}");
    talk.press(&mut mei, "aftercare", "remedy", "clause=1&remedy=performance&due=2026-03-20").await;
    assert_eq!(states(&talk)[1], ObligationState::Open);
    days(&talk, 4);
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "aftercare", "perform", "clause=1&on=2026-03-19").await;

    let visit =
        "on=2026-03-19&means=call&asked=Li+Hua,+Xu&finding=all&findings=Both+are+content+XFOUNDX&suit=None";
    talk.press(&mut mei, "aftercare", "visit", visit).await;
    assert_eq!(talk.now().aftercare.visits[0].finding, Finding::All);
    let paper = mei.get(&format!("/counter/cases/{}/papers/return-visit?language=en", talk.case)).await.text;
    for said in ["Return-visit record", "XFOUNDX", "19 Mar 2026", "mei"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let page = mei.get(&talk.page("aftercare")).await.text;
    assert!(page.contains("Everything is settled") && page.contains("XFOUNDX"), "{page}");
    let held = format!("/counter/cases/{}/held", talk.case);
    let (party, who) = (talk.parties[1], "name=Li&checked=yes");
    mei.post(&held, &held, &format!("idempotency_key=held&party={party}&{who}")).await;
    let given = mei.get(&format!("{held}/{party}/page")).await.text;
    assert!(given.contains("Return visit") && given.contains("19 Mar 2026"), "{given}");
    assert!(!given.contains("XFOUNDX"), "its words may be those of the other side: {given}");
    assert!(given.contains("Others than your side may have been asked"), "{given}");
    let visit = "on=2026-03-19&means=call&asked=Li+Hua&finding=all&findings=We+are+content+XOWNX";
    talk.press(&mut mei, "aftercare", "visit", visit).await;
    let given = mei.get(&format!("{held}/{party}/page")).await.text;
    for said in ["Who was asked", "Li Hua", "We are content XOWNX"] {
        assert!(given.contains(said), "who was asked alone has the own words: {said}: {given}");
    }
    assert!(mei.get("/counter/aftercare").await.text.contains("Nothing is waiting"));
}

/// It comes out of the talks: an authority that asks for dates and outcome is not given it.
#[tokio::test]
async fn the_application_to_the_court_leaves_on_the_grounds_on_which_the_record_does() {
    let talk = settled().await;
    let mut head = talk.head().await;
    let path = talk.page("disclose");
    let form = head.get(&path).await.text;
    let offers = form.split("name=\"given\" value=\"").skip(1);
    let mut named = offers.filter_map(|rest| Some((rest.split('"').next()?, rest.split("</div>").next()?)));
    let (value, offer) = named.find(|(value, _)| value.contains("judicial-confirmation")).unwrap();
    let only = "Only on these grounds: criminal case, judicial confirmation, consent of both sides";
    assert!(offer.contains(only), "{offer}");
    let asked = "authority=A&officer=B&reference=C&on=2026-03-10&language=en&demand=D";
    for (basis, status) in [
        ("cooperation", StatusCode::UNPROCESSABLE_ENTITY),
        ("other", StatusCode::UNPROCESSABLE_ENTITY),
        ("confirmation", StatusCode::SEE_OTHER),
    ] {
        let fields = format!("idempotency_key={basis}&{asked}&basis={basis}&given={value}");
        let answer = head.post(&path, &path, &fields).await;
        assert_eq!(answer.status, status, "{basis}: {}", answer.text);
    }
    assert_eq!(talk.now().disclosures.len(), 1);
}

#[tokio::test]
async fn both_ask_a_court_in_time_and_its_answer_is_recorded() {
    let talk = settled().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let page = mei.get(&talk.page("aftercare")).await.text;
    assert!(page.contains("30 days from now"), "{page}");
    let paper =
        mei.get(&format!("/counter/cases/{}/papers/judicial-confirmation?language=en", talk.case)).await.text;
    for said in ["Joint application", "Li Hua", "9 Apr 2026", "Test Committee", "Power of attorney"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let late = talk.press(&mut mei, "aftercare", "court", "on=2026-03-11&court=District+court").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "that day has not come: {}", late.text);
    talk.press(&mut mei, "aftercare", "court", "on=2026-03-10&court=District+court+XCOURTX&reference=17")
        .await;
    let page = mei.get(&talk.page("aftercare")).await.text;
    assert!(page.contains("District court XCOURTX · 17") && page.contains("has not answered"), "{page}");
    talk.press(&mut mei, "aftercare", "ruling", "on=2026-03-10&ruling=confirmed&remark=XRULEDX").await;
    let page = mei.get(&talk.page("aftercare")).await.text;
    assert!(page.contains("it can be enforced") && page.contains("XRULEDX"), "{page}");
    let held = format!("/counter/cases/{}/held", talk.case);
    for (key, party) in talk.parties.iter().enumerate() {
        let fields = format!("idempotency_key=held{key}&party={party}&name=Li&checked=yes");
        mei.post(&held, &held, &fields).await;
        let given = mei.get(&format!("{held}/{party}/page")).await.text;
        for said in ["District court XCOURTX · 17", "The court answered"] {
            assert!(given.contains(said), "{said} belongs to both sides: {given}");
        }
    }
    let today = plan().first_day;
    assert!(!talk.now().aftercare_tasks(&plan(), today).iter().any(|task| task.kind == TaskKind::Court));
}

#[tokio::test]
async fn a_visit_opens_the_case_to_whom_it_is_given_and_to_nobody_else() {
    let talk = settled().await;
    let mut tom = Browser::of(&talk.desk, "tom").await;
    let shut = tom.get(&talk.page("aftercare")).await.text;
    assert!(!shut.contains("XACTX") && !shut.contains("Li Hua"), "{shut}");
    assert!(!tom.get("/counter/aftercare").await.text.contains("A-001"));
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let tom_id = domain::testing::TOM;
    talk.press(&mut mei, "aftercare", "plan", &format!("on=2026-03-18&staff={tom_id}")).await;
    assert!(tom.get("/counter/aftercare").await.text.contains("A-001"));
    assert!(tom.get(&talk.page("aftercare")).await.text.contains("XACTX"));
    let visit = "on=2026-03-10&means=call&asked=Li+Hua&finding=all&findings=Well";
    talk.press(&mut tom, "aftercare", "visit", visit).await;
    assert!(!tom.get(&talk.page("aftercare")).await.text.contains("XACTX"), "the visit is made");

    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    for path in ["/counter/aftercare".to_owned(), talk.page("aftercare")] {
        assert_eq!(organiser.get(&path).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_bad_day_or_clause_is_told_and_nothing_is_recorded() {
    let talk = settled().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    for (verb, fields) in [
        ("perform", "clause=9&on=2026-03-10"),
        ("perform", "clause=0&on=yesterday"),
        ("perform", "clause=0&on=2026-03-11"),
        ("breach", "clause=0&on=2026-03-10&remark="),
        ("remedy", "clause=0&remedy=suit"),
        ("visit", "on=2026-03-10&means=call&finding=all&findings="),
        ("ruling", "on=2026-03-10&ruling=confirmed"),
    ] {
        let said = talk.press(&mut mei, "aftercare", verb, fields).await;
        assert!(said.status.is_client_error(), "{verb} {fields}: {}", said.status);
    }
    assert_eq!(talk.now().aftercare.steps, 0);
}

#[tokio::test]
async fn the_pages_speak_both_languages() {
    let talk = settled().await;
    days(&talk, 4);
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "aftercare", "perform", "clause=0&on=2026-03-12&remark=Seen").await;
    talk.press(&mut mei, "aftercare", "breach", "clause=1&on=2026-03-13&remark=Shown+again").await;
    talk.press(&mut mei, "aftercare", "court", "on=2026-03-11&court=District+court").await;
    let plain = mei.cookies.clone();
    for language in crate::locale::Language::ALL {
        mei.cookies = format!("lang={}; {plain}", language.tag());
        for (name, path) in
            [("aftercare-list", "/counter/aftercare".to_owned()), ("aftercare", talk.page("aftercare"))]
        {
            let page = mei.get(&path).await;
            assert!(!page.text.contains(">aftercare-"), "a text is missing: {}", page.text);
            crate::web::samples::write(name, language, &page.text);
        }
    }
}

#[tokio::test]
async fn the_head_lays_the_file_away_with_its_pages_and_private_notes_go() {
    let talk = Talk::new().await;
    talk.start().await;
    talk.desk.step(talk.case, Action::WriteNote { text: "XNOTEX".to_owned() }).await;
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    talk.mei(Command::ConcludeCase { case: talk.case, outcome, reason, remark: None }).await;
    let note = talk.now().procedure.notes[0].seq;
    let opens = || talk.desk.app.engine.entry(note).unwrap().unwrap().body.content().is_some();
    assert!(opens());
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let theirs = talk.press(&mut mei, "file", "archive", "volumes=1&reason=late").await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN, "{}", theirs.text);
    let mut head = talk.head().await;
    let page = head.get(&talk.page("file")).await.text;
    assert!(page.contains("Not laid away yet") && page.contains("A record of the talk"), "{page}");
    let silent = talk.press(&mut head, "file", "archive", "volumes=1").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "why: {}", silent.text);
    let done = talk.press(&mut head, "file", "archive", "volumes=1&reason=Lost+in+the+hall+XWHYX").await;
    assert_eq!(done.location(), format!("{}?done=archived", talk.page("file")), "{}", done.text);
    let laid = talk.now().archived[0].clone();
    assert!(laid.pages >= 5 && laid.volumes == 1, "{laid:?}");
    assert!(!opens(), "a private note is no part of the file");
    let page = head.get(&talk.page("file")).await.text;
    assert!(page.contains("XWHYX") && page.contains("12 Mar 2029"), "{page}");
    assert!(!page.contains("/file/archive"), "there is nothing to lay away now");
    assert!(page.contains("pages counted in the edition kept"), "{page}");
    // Another language may need more pages or fewer; what was recorded are those of the file as it is kept.
    let kept = head.get(&format!("{}/file.pdf", talk.page("file"))).await;
    let leaves = kept.text.matches("/Type/Page/").count();
    assert_eq!(Ok(leaves), usize::try_from(laid.pages), "what is printed is what was counted");
    assert!(mei.get(&talk.page("session")).await.status == StatusCode::OK);
    assert!(head.get("/counter/files").await.text.contains("Laid away"));
}

/// A record that is written after its head looked stands on no page that was counted, and in no list of what they saw.
#[tokio::test]
async fn a_file_that_has_changed_since_its_head_looked_is_looked_at_again() {
    let talk = Talk::new().await;
    talk.start().await;
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    talk.mei(Command::ConcludeCase { case: talk.case, outcome, reason, remark: None }).await;
    let mut head = talk.head().await;
    let fields = |page: &str| {
        let upto = page.split("name=\"upto\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        format!("volumes=1&upto={}&reason=Lost+in+the+hall+XWHYX", upto.unwrap())
    };
    let looked = fields(&head.get(&talk.page("file")).await.text);
    let body = RecordBody { text: "Both talked.".to_owned(), ..RecordBody::default() };
    let record = Action::WriteRecord { part: RecordPart::Mediation, base: 0, body };
    talk.desk.step(talk.case, record).await;

    let late = talk.press(&mut head, "file", "archive", &looked).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    let leads = format!("href=\"{}\"", talk.page("file"));
    for said in ["The file has changed since", "XWHYX", &leads] {
        assert!(late.text.contains(said), "{said}: {}", late.text);
    }
    assert!(talk.now().archived.is_empty());
    let looked = fields(&head.get(&talk.page("file")).await.text);
    let done = talk.press(&mut head, "file", "archive", &looked).await;
    assert_eq!(done.location(), format!("{}?done=archived", talk.page("file")), "{}", done.text);
    let laid = talk.now().archived[0].clone();
    assert!(!laid.lacks.contains(&Lack::Record), "{laid:?}");
}
