//! What the desk holds about a person, through the pages: all of their own, nothing of the other side, and on record first.

mod several;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command, DefenceId, Fact, PartyId, TicketNumber,
    body::{DefenceBody, InquiryBody, Particulars, PersonBody, QuestionBody, RecordBody, ReplyBody},
    case::{Ask, Audience, Outcome, Reason},
    disclosure::{Given, Sort},
    fair::Language,
    measure::MeasureAction,
    procedure::{
        Action, Answer as Answers, Authority, CaseSource, ConsentTo, IdentityPaper, Means, RecordPart,
    },
    testing::{HEAD, MEI, ORGANISER, TestFair, account, person},
    typical::TypicalBody,
};

use crate::{
    app::App,
    testing::{Answer, Browser, TestDesk},
    web::consents,
};

/// A dispute with marked texts on both sides, in Mei's hands; its parties, and the claimant's key and token.
async fn filed() -> (TestDesk, CaseId, [PartyId; 2], (TicketNumber, String, String)) {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let mut new = ids.dispute(&[Ask::Mediation, Ask::Measure]);
    new.ticket = App::new_ticket();
    new.claimant.body.name = "XOWNNAMEX".to_owned();
    new.claimant.body.phone = Some("XOWNPHONEX".to_owned());
    new.respondents[0].body.name = "XOTHERNAMEX".to_owned();
    new.respondents[0].body.phone = Some("XOTHERPHONEX".to_owned());
    new.respondents[0].body.company = Some("XNAMEDX".to_owned());
    new.respondents[0].body.booth = Some("XPLACEX".to_owned());
    new.application.as_mut().unwrap().statement = "XAPPLICATIONX".to_owned();
    new.complaint.as_mut().unwrap().statement = "XCOMPLAINTX".to_owned();
    let (case, secret) = (new.case, new.ticket.secret.clone());
    let parties = [new.claimant.place.id, new.respondents[0].place.id];
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    (desk, case, parties, (ticket, secret.key, secret.holder))
}

async fn holder(desk: &TestDesk, path: &str, token: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    desk.send(request.body(Body::empty()).unwrap()).await
}

fn given(desk: &TestDesk) -> usize {
    let entries = (1..=desk.app.engine.now().head.seq).filter_map(|seq| desk.app.engine.entry(seq).unwrap());
    entries.filter(|entry| matches!(entry.fact, Fact::AccessGiven { .. })).count()
}

#[tokio::test]
async fn who_declined_is_told_of_no_record_and_no_agreement() {
    let (desk, case, [_, declines], _) = filed().await;
    desk.step(case, Action::Accept { source: CaseSource::Application }).await;
    desk.step(case, Action::DeclareImpartiality).await;
    let body = RecordBody { text: "The stand was visited.".to_owned(), ..RecordBody::default() };
    desk.step(case, Action::WriteRecord { part: RecordPart::Investigation, base: 0, body }).await;
    let ticket = App::new_ticket();
    let secret = ticket.secret.clone();
    desk.notify(case, declines, ticket).await;
    let body = ReplyBody { person: person("Noor"), statement: None, language: None };
    let (answer, text, means) = (Answers::Decline, "v1".to_owned(), Means::Spoken);
    let (party, authority, language) = (declines, Authority::Own, None);
    desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    let number = desk.app.now().desk.case(case).unwrap().party(declines).unwrap().ticket.unwrap();
    let give = Command::GiveAccess { case, party: declines, body: None };
    desk.ask(Actor::Party(number), give).await.unwrap();
    let open = holder(&desk, &format!("/t/{}/held", secret.key), &secret.holder).await;
    assert!(open.text.contains("You do not take part in mediation"), "{}", open.text);
    assert!(!open.text.contains("Record and agreement"), "{}", open.text);
}

/// Who complained is never told that anything was lodged in advance, nor by what an authority was given of it.
#[tokio::test]
async fn the_other_side_reads_nowhere_that_a_statement_lodged_in_advance_was_given() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    desk.enrol("Noor", None, &["1/A2"]).await;
    let booth = desk.app.now().desk.booths().find(|booth| booth.number == "A2").cloned().unwrap();
    let (defence, exhibitor) = (DefenceId([1; 16]), booth.exhibitors[0]);
    let audience = Audience::Measure;
    let body = DefenceBody { item: "Lamp".to_owned(), ..DefenceBody::default() };
    let lodge = Command::LodgeDefence { defence, exhibitor, right: None, audience, body };
    desk.ask(Actor::Staff(ORGANISER), lodge).await.unwrap();
    let mut new = ids.dispute(&[Ask::Mediation, Ask::Measure]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let (case, party, secret) = (new.case, new.claimant.place.id, new.ticket.secret.clone());
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();

    let read = Command::ReadCase { case, part: Ask::Measure, reason: None };
    desk.ask(Actor::Staff(ORGANISER), read).await.unwrap();
    let entry = desk.app.now().desk.defence(defence).map(|known| known.seq);
    let lodged = Given { version: Some(1), entry, ..Given::of(Sort::Defence) };
    for (authority, given) in [
        ("XGIVENWITHX", vec![Given::of(Sort::History), lodged.clone()]),
        ("XGIVENALONEX", vec![lodged.clone()]),
    ] {
        let mut new = ids.new_disclosure(Ask::Measure);
        new.body.authority = authority.to_owned();
        new.body.files = vec![new.body.files[0].clone(); given.len()];
        new.terms.given = given;
        let give = Command::DiscloseCase { case, disclosure: Box::new(new) };
        desk.ask(Actor::Staff(ORGANISER), give).await.unwrap();
    }
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Party(ticket), Command::GiveAccess { case, party, body: None }).await.unwrap();
    let held = holder(&desk, &format!("/t/{}/held", secret.key), &secret.holder).await.text;
    assert!(held.contains("XGIVENWITHX") && held.contains("Course of the case"), "{held}");
    assert!(!held.contains("lodged in advance") && !held.contains("XGIVENALONEX"), "{held}");
}

/// Who the same respondent was held for before is another company.
#[tokio::test]
async fn a_respondent_is_told_when_they_were_named_of_those_at_a_shared_booth_and_not_who_was_before() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let booth = desk.shared_booth().await;
    let mut new = ids.dispute(&[Ask::Measure]);
    new.ticket = App::new_ticket();
    new.respondents[0].place.booth = Some(booth.id);
    let (case, party) = (new.case, new.respondents[0].place.id);
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    for exhibitor in booth.exhibitors.iter().copied() {
        let name = Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
        desk.ask(Actor::Staff(ORGANISER), name).await.unwrap();
    }
    let mut notice = ids.new_notice();
    notice.ticket = App::new_ticket();
    let secret = notice.ticket.secret.clone();
    let action = Box::new(MeasureAction::IssueNotice { notice });
    desk.ask(Actor::Staff(ORGANISER), Command::MoveMeasure { case, party, action }).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    desk.ask(Actor::Party(ticket), Command::GiveAccess { case, party, body: None }).await.unwrap();
    let held = holder(&desk, &format!("/t/{}/held", secret.key), &secret.holder).await.text;
    for told in ["Exhibitor at the shared booth named", "Dune Lighting · 10 Mar, 10:00"] {
        assert!(held.contains(told), "{told}: {held}");
    }
    assert!(!held.contains("Cinder Glass"), "{held}");
}

#[tokio::test]
async fn the_holder_of_a_ticket_sees_all_of_their_own_after_it_is_on_record() {
    let (desk, case, [own, _], (ticket, key, token)) = filed().await;
    let page = format!("/t/{key}/held");
    let closed = holder(&desk, &page, &token).await;
    assert!(closed.text.contains("Show it to me") && !closed.text.contains("XOWNNAMEX"), "{}", closed.text);
    assert_eq!(holder(&desk, &format!("{page}/held.json"), &token).await.status, StatusCode::NOT_FOUND);
    assert_eq!(holder(&desk, &page, "nobody").await.status, StatusCode::FORBIDDEN);
    desk.ask(Actor::Party(ticket), Command::GiveAccess { case, party: own, body: None }).await.unwrap();
    let open = holder(&desk, &page, &token).await;
    let json = holder(&desk, &format!("{page}/held.json"), &token).await;
    for answer in [&open, &json] {
        for mark in ["XOWNNAMEX", "XOWNPHONEX", "XAPPLICATIONX", "XCOMPLAINTX"] {
            assert!(answer.text.contains(mark), "{mark}: {}", answer.text);
        }
        assert!(!answer.text.contains("XOTHER"), "{}", answer.text);
        // Whom they named is what they said, in their own words.
        let named = answer.text.contains("Against") && answer.text.contains("XNAMEDX");
        assert!(named && answer.text.contains("XPLACEX"), "{}", answer.text);
        assert!(!answer.text.contains("Mediation body that has it"), "there is one alone");
        let consents = answer.text.matches(" · 10 Mar, 10:00 · On their own device").count();
        assert_eq!(consents, 3, "each consent with its time: {}", answer.text);
    }
    assert!(json.json()["sections"].as_array().unwrap().len() >= 4, "{}", json.text);
    let pdf = holder(&desk, &format!("{page}/held.pdf"), &token).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert_eq!(given(&desk), 1);
    desk.clock.advance(std::time::Duration::from_mins(61));
    assert!(!holder(&desk, &page, &token).await.text.contains("XOWNNAMEX"), "it closes by itself");
}

#[tokio::test]
async fn staff_give_a_side_its_own_once_its_papers_were_looked_at() {
    let (desk, case, [own, other], _) = filed().await;
    let page = format!("/counter/cases/{case}/held");
    let mut mei = Browser::of(&desk, "mei").await;
    let shown = |party: PartyId| format!("{page}/{party}/page");
    assert_eq!(mei.get(&shown(own)).await.location(), page, "not before it is on record");
    let form = mei.get(&page).await.text;
    for (party, name) in [(own, "XOWNNAMEX"), (other, "XOTHERNAMEX")] {
        let label = form.split(&format!("<label for=\"party-{party}\">")).nth(1).unwrap();
        let label = label.split("</label>").next().unwrap();
        assert!(label.contains(name), "each side is called by its name: {label}");
    }
    let read = desk.app.now().desk.case(case).unwrap().readings.len();
    assert_eq!(read, 1, "names are a reading");
    for fields in [
        format!("party={own}&name=&checked=yes"),
        format!("party={own}&name=Li"),
        "party=x&name=Li&checked=yes".to_owned(),
    ] {
        let refused = mei.post(&page, &page, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
    }
    assert_eq!(given(&desk), 0);
    let fields = format!("idempotency_key=a&party={own}&name=Li&checked=yes");
    assert_eq!(mei.post(&page, &page, &fields).await.location(), shown(own));
    let answer = mei.get(&shown(own)).await;
    assert!(answer.text.contains("XOWNPHONEX") && answer.text.contains("XAPPLICATIONX"), "{}", answer.text);
    for closed in ["XOTHER", "XCOMPLAINTX"] {
        assert!(!answer.text.contains(closed), "{closed}: {}", answer.text);
    }
    assert_eq!(mei.get(&shown(other)).await.location(), page, "each side by itself");
    let fields = format!("idempotency_key=b&party={other}&name=Noor&checked=yes");
    mei.post(&page, &page, &fields).await;
    let answer = mei.get(&shown(other)).await;
    assert!(answer.text.contains("XOTHERPHONEX"), "{}", answer.text);
    assert!(!answer.text.contains("XOWN") && !answer.text.contains("XAPPLICATIONX"), "{}", answer.text);
    let mut tom = Browser::of(&desk, "tom").await;
    assert_eq!(tom.get(&page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(tom.get(&shown(own)).await.status, StatusCode::FORBIDDEN);
}

/// What was recorded of a side, each with a mark of its own: papers, a record it confirmed, a time it will come, what it was asked.
async fn recorded(desk: &TestDesk, case: CaseId, [own, other]: [PartyId; 2]) {
    for (party, mark) in [(own, "XOWN"), (other, "XOTHER")] {
        let marked = |what: &str| Some(format!("{mark}{what}X"));
        let particulars = Particulars {
            company: marked("FIRM"),
            representative: marked("CHIEF"),
            registration: marked("CODE"),
            address: marked("SEAT"),
        };
        let body = PersonBody { particulars, ..person("Li Hua") };
        let (paper, authority) = (IdentityPaper::BusinessLicence, Authority::MaySettle);
        desk.step(case, Action::CheckIdentity { party, paper, authority, body }).await;
    }
    let body = RecordBody { text: "XFACTSX".to_owned(), ..RecordBody::default() };
    desk.on_paper(case, Action::WriteRecord { part: RecordPart::Undisputed, base: 0, body }).await;
    let (part, means) = (RecordPart::Undisputed, Means::Paper);
    desk.step(case, Action::ConfirmRecord { party: own, part, version: 1, means }).await;
    // The record holds one questioning at a time: the second side's comes after the first side's.
    for (base, (party, name, answered)) in
        [(own, "XWITNESSX", "XANSWEREDX"), (other, "XOTHERWITNESSX", "XOTHERANSWEREDX")]
            .into_iter()
            .enumerate()
    {
        let question = QuestionBody { asked: "When?".to_owned(), answered: answered.to_owned() };
        let inquiry = InquiryBody {
            person: person(name),
            party: Some(party),
            questions: vec![question],
            ..InquiryBody::default()
        };
        let body = RecordBody { inquiry: Some(inquiry), ..RecordBody::default() };
        let base = u32::try_from(base).unwrap();
        desk.step(case, Action::WriteRecord { part: RecordPart::Investigation, base, body }).await;
    }
    let from = desk.app.clock.now() + std::time::Duration::from_mins(30);
    let until = from + std::time::Duration::from_hours(1);
    desk.step(case, Action::MakeAppointment { from, until, room: None }).await;
    desk.step(case, Action::ConfirmAppointment { party: own, from }).await;
}

/// Each consent with the words it was given to, how and when, also one that stands no longer.
#[tokio::test]
async fn a_consent_is_told_with_its_version_and_means_and_when_it_was_taken_back() {
    let (desk, case, [own, other], (ticket, key, token)) = filed().await;
    let (outcome, reason) = (Outcome::NotAccepted, Reason::Other);
    desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    let reason = || Some("to tell it".to_owned());
    let read = || Command::ReadCase { case, part: Ask::Mediation, reason: reason() };
    desk.ask(Actor::Staff(HEAD), read()).await.unwrap();
    let body = TypicalBody { accounts: vec![account(Language::En, "A lamp.")], masks: Vec::new() };
    let draft = Command::DraftTypicalCase { case, base: 0, body: Box::new(body) };
    desk.ask(Actor::Staff(HEAD), draft).await.unwrap();
    let says = async |number: TicketNumber, action: Action| {
        let said = Command::Proceed { case, action: Box::new(action) };
        desk.ask(Actor::Party(number), said).await.unwrap();
    };
    says(ticket, consents::example(own, 1, Means::Device)).await;
    desk.clock.advance(std::time::Duration::from_mins(90));
    says(ticket, Action::RevokeConsent { party: own, to: ConsentTo::TypicalCase }).await;
    desk.clock.advance(std::time::Duration::from_mins(90));
    says(ticket, consents::example(own, 1, Means::Device)).await;
    assert!(desk.app.now().desk.case(case).unwrap().agrees_as_example(own));
    desk.ask(Actor::Party(ticket), Command::GiveAccess { case, party: own, body: None }).await.unwrap();
    for form in ["held", "held/held.json"] {
        let shown = holder(&desk, &format!("/t/{key}/{form}"), &token).await.text;
        let first = " · account, version 1 · 10 Mar, 10:00 · On their own device · taken back: 10 Mar, 11:30";
        let again = " · account, version 1 · 10 Mar, 13:00 · On their own device";
        for said in [first, again] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
    }
    let fields = format!("idempotency_key=c&party={other}&name=Noor&checked=yes");
    desk.ask(Actor::Staff(HEAD), read()).await.unwrap();
    let (page, mut head) = (format!("/counter/cases/{case}/held"), Browser::of(&desk, "head").await);
    head.post(&page, &page, &fields).await;
    let theirs = head.get(&format!("{page}/{other}/page")).await;
    assert!(theirs.text.contains("XOTHERPHONEX"), "{}", theirs.text);
    assert!(!theirs.text.contains("account, version"), "it is the other side's: {}", theirs.text);
}

#[tokio::test]
async fn a_side_is_given_its_papers_what_it_confirmed_and_what_it_answered() {
    let (desk, case, [own, other], (ticket, key, token)) = filed().await;
    let mut own_papers = vec!["XOWNFIRMX", "XOWNCHIEFX", "XOWNCODEX", "XOWNSEATX", "XWITNESSX", "XANSWEREDX"];
    own_papers.extend(["Facts not in dispute, version 1: confirmed", "You will come to the talk of"]);
    let theirs = App::new_ticket();
    let (their_key, their_token) = (theirs.secret.key.clone(), theirs.secret.holder.clone());
    desk.agreed(case, theirs).await;
    recorded(&desk, case, [own, other]).await;
    let their_ticket = desk.app.now().desk.case(case).unwrap().party(other).unwrap().ticket.unwrap();
    for (party, asking) in [(own, ticket), (other, their_ticket)] {
        let give = Command::GiveAccess { case, party, body: None };
        desk.ask(Actor::Party(asking), give).await.unwrap();
    }
    for form in ["held", "held/held.json"] {
        let held = holder(&desk, &format!("/t/{key}/{form}"), &token).await;
        for mark in &own_papers {
            assert!(held.text.contains(mark), "{mark}: {}", held.text);
        }
        assert!(!held.text.contains("XOTHER") && !held.text.contains("XFACTSX"), "{}", held.text);
        let held = holder(&desk, &format!("/t/{their_key}/{form}"), &their_token).await;
        for mark in ["XOTHERCODEX", "XOTHERWITNESSX", "XOTHERANSWEREDX", "v1 · "] {
            assert!(held.text.contains(mark), "{mark}: {}", held.text);
        }
        assert!(held.text.contains("You take part in mediation · 10 Mar, 10:"), "{}", held.text);
        for mark in &own_papers {
            assert!(!held.text.contains(mark), "{mark}: {}", held.text);
        }
    }
    let shown = format!("/counter/cases/{case}/held/{own}/page");
    let mut mei = Browser::of(&desk, "mei").await;
    let fields = format!("idempotency_key=c&party={own}&name=XASKEDX&checked=yes");
    let page = format!("/counter/cases/{case}/held");
    assert_eq!(mei.post(&page, &page, &fields).await.location(), shown);
    let held = mei.get(&shown).await;
    assert!(held.text.contains("XOWNSEATX") && held.text.contains("XASKEDX"), "{}", held.text);
}
