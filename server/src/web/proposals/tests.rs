//! Four eyes through the pages: what one proposes waits, and is done when another confirms it.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command,
    case::{Ask, Outcome, Reason},
    retention::FourEyes,
    testing::{HEAD, MEI, TOM, TestFair},
};

use crate::{
    app::App,
    record::Opened,
    testing::{Browser, TestDesk},
};

/// A desk with a case that is over.
async fn ended(question: bool) -> (TestDesk, CaseId, String) {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let mut new = if question { ids.question() } else { ids.dispute(&[Ask::Mediation]) };
    new.ticket = App::new_ticket();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let ticket = desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    desk.ask(Actor::Staff(MEI), Command::ClaimTicket { ticket }).await.unwrap();
    let outcome = if question { Outcome::AdviceGiven } else { Outcome::NotAccepted };
    let end = Command::ConcludeCase { case, outcome, reason: Reason::Other, remark: None };
    desk.ask(Actor::Staff(MEI), end).await.unwrap();
    (desk, case, ticket.to_string())
}

/// The same where a second person confirms it.
async fn ended_for_two(question: bool) -> (TestDesk, CaseId, String) {
    let known = ended(question).await;
    known.0.four_eyes(FourEyes::Always).await;
    known
}

/// The entry of what was proposed last.
fn proposed(desk: &TestDesk) -> u64 {
    desk.app.now().desk.proposals().next_back().unwrap().seq
}

fn confirm_of(entry: u64) -> String {
    format!("/office/proposals/{entry}/confirm")
}

fn erase_page(case: CaseId) -> String {
    format!("/counter/cases/{case}/erase")
}

/// The head proposes to erase a case.
async fn propose_erasure(desk: &TestDesk, head: &mut Browser<'_>, case: CaseId, ticket: &str) -> u64 {
    let page = erase_page(case);
    let sent = head.post(&page, &page, &format!("idempotency_key=x&number={ticket}")).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    assert!(!is_erased(desk, case));
    proposed(desk)
}

fn is_erased(desk: &TestDesk, case: CaseId) -> bool {
    desk.app.now().desk.case(case).unwrap().erased_at.is_some()
}

#[tokio::test]
async fn an_erasure_waits_for_a_second_person_and_shows_as_their_task() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    assert!(head.get(&erase_page(case)).await.text.contains("a second person has to confirm"));
    let entry = propose_erasure(&desk, &mut head, case, &ticket).await;
    let own = head.get("/office/proposals").await.text;
    assert!(
        own.contains("You proposed this")
            && own.contains("Who can confirm: mei, tom")
            && !own.contains("it is done at once")
            && !own.contains("To confirm (")
    );
    let confirm = confirm_of(entry);
    let same = head.post("/office/proposals", &confirm, "idempotency_key=a").await;
    assert_eq!(same.status, StatusCode::CONFLICT, "{}", same.text);

    let mut organiser = Browser::of(&desk, "organiser").await;
    assert!(!organiser.get("/office/proposals").await.text.contains(&ticket), "it is the mediation body's");
    let mut tom = Browser::of(&desk, "tom").await;
    let counter = tom.get("/counter").await.text;
    assert!(counter.contains("To confirm (1)"), "a task on every page: {counter}");
    let shown = tom.get("/office/proposals").await.text;
    assert!(
        shown.contains(&ticket) && shown.contains("Erase a case") && !shown.contains("Li Hua"),
        "{shown}"
    );
    for said in ["are to be kept until", "What goes", "What stays", "Backups made before today"] {
        assert!(shown.contains(said), "what its proposer was shown: {said}: {shown}");
    }
    let done = tom.post("/office/proposals", &confirm, "idempotency_key=b").await;
    assert_eq!(done.location(), "/office/proposals?done=confirmed", "{}", done.text);
    assert!(is_erased(&desk, case));
    assert!(!tom.get("/counter").await.text.contains("To confirm ("));
    assert!(tom.get("/office/proposals").await.text.contains("Confirmed by tom"));

    // From a page that was open since before.
    for (reader, key, tells) in [("tom", "c", true), ("mei", "d", true), ("organiser", "e", false)] {
        let mut late = Browser::of(&desk, reader).await;
        let again = late.post("/office/proposals", &confirm, &format!("idempotency_key={key}")).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{reader}: {}", again.text);
        let said = again.text.contains("tom confirmed it")
            && again.text.contains(&format!("href=\"/office/proposals#proposal-{entry}\""));
        assert_eq!(said, tells, "{reader}: {}", again.text);
    }
}

/// Whoever has a PIN from the head is told why they do not confirm what the head proposed, and until when, and has no button.
#[tokio::test]
async fn whoever_has_a_pin_from_the_proposer_is_told_until_when_they_do_not_confirm() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let person = format!("/office/people/{TOM}");
    let given =
        head.post(&person, &format!("{person}/pin"), "idempotency_key=p&pin=482137&pin_again=482137").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    let entry = propose_erasure(&desk, &mut head, case, &ticket).await;
    let own = head.get("/office/proposals").await.text;
    assert!(own.contains("Who can confirm: mei") && !own.contains("mei, tom"), "{own}");

    let (mut tom, _) = Browser::open(&desk).await;
    tom.sign_in("tom", "482137").await;
    let shown = tom.get("/office/proposals").await.text;
    assert!(shown.contains("You cannot confirm this one before") && shown.contains("11 Mar"), "{shown}");
    assert!(!shown.contains("it is done at once") && !shown.contains("To confirm ("), "{shown}");
    let refused = tom.post("/office/proposals", &confirm_of(entry), "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("less than 24 hours") && !is_erased(&desk, case), "{}", refused.text);
}

#[tokio::test]
async fn a_proposal_that_is_turned_down_leaves_everything_as_it_was() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let entry = propose_erasure(&desk, &mut head, case, &ticket).await;
    let mut tom = Browser::of(&desk, "tom").await;
    let turned = tom.post("/office/proposals", &format!("/office/proposals/{entry}/withdraw"), "").await;
    assert_eq!(turned.location(), "/office/proposals?done=withdrawn");
    assert!(!is_erased(&desk, case));
    for nothing in ["0", "999", "x"] {
        let path = format!("/office/proposals/{nothing}/confirm");
        assert_eq!(tom.post("/office/proposals", &path, "").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_disclosure_leaves_the_desk_only_when_confirmed() {
    let (desk, case, _) = ended_for_two(false).await;
    let path = format!("/counter/cases/{case}/disclose");
    let mut head = Browser::of(&desk, "head").await;
    let fields = "idempotency_key=k&authority=XAUTHORITYX&officer=Chen&reference=17&on=2026-03-10&basis=court\
        &language=en&given=history.-.-.-.-.-";
    let sent = head.post(&path, &path, fields).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    assert!(desk.app.now().desk.case(case).unwrap().disclosures.is_empty());
    let waits = "Give to an authority: proposed, and waits for a second person";
    let counter = head.get("/counter").await.text;
    assert!(counter.contains("Under way (1)") && counter.contains(waits), "{counter}");
    let mut tom = Browser::of(&desk, "tom").await;
    let shown = tom.get("/office/proposals").await.text;
    assert!(shown.contains("XAUTHORITYX") && shown.contains("Course of the case"), "{shown}");
    assert!(shown.contains("are not told, because the law forbids it"), "{shown}");
    tom.post("/office/proposals", &confirm_of(proposed(&desk)), "").await;
    let given = desk.app.now().desk.case(case).unwrap().disclosures[0].clone();
    let shown = head.get(&format!("/office/disclosures/{}", given.id)).await.text;
    assert!(shown.contains("Confirmed by tom"), "both answer for it: {shown}");
    let bundle = head.get(&format!("/office/disclosures/{}/bundle.zip", given.id)).await;
    assert_eq!(bundle.status, StatusCode::OK, "{}", bundle.text);
    let counter = head.get("/counter").await.text;
    let next = format!("<a href=\"/office/disclosures/{}\">Give to an authority: confirmed", given.id);
    assert!(counter.contains(&next) && !counter.contains(waits), "{counter}");
    let page = head.get("/office/proposals").await.text;
    assert!(
        page.contains("Under way (1)") && page.contains(&next),
        "what the header counts stands there: {page}"
    );
    assert!(!page.contains("XAUTHORITYX"), "what is to be handed over is not settled: {page}");
    let others = tom.get("/office/proposals").await.text;
    assert!(others.contains("XAUTHORITYX") && others.contains("Confirmed by tom"), "{others}");
    let mut mei = Browser::of(&desk, "mei").await;
    assert!(!mei.get("/office/proposals").await.text.contains("XAUTHORITYX"), "she had no part in it");
    assert!(!tom.get("/counter").await.text.contains("Under way ("), "it is the head's to hand over");
}

/// The head gives a court the course of a case; it waits for a second person.
async fn ask_for(desk: &TestDesk, head: &mut Browser<'_>, case: CaseId) -> u64 {
    let path = format!("/counter/cases/{case}/disclose");
    let fields = "idempotency_key=court&authority=XAUTHORITYX&officer=Chen&reference=17&on=2026-03-10&basis=court\
        &language=en&given=history.-.-.-.-.-";
    let sent = head.post(&path, &path, fields).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    proposed(desk)
}

/// Nothing was given, so nobody has to account for it: who asked, and what for, goes with the case.
#[tokio::test]
async fn what_an_authority_asked_for_in_vain_is_read_by_nobody_once_the_case_is_erased() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let request = ask_for(&desk, &mut head, case).await;
    let mut tom = Browser::of(&desk, "tom").await;
    tom.post("/office/proposals", &format!("/office/proposals/{request}/withdraw"), "idempotency_key=w")
        .await;
    let said = |page: &str| page.contains("XAUTHORITYX") && page.contains("Chen");
    let gone = "Who asked, and for what, has been erased.";
    for reader in [&mut head, &mut tom] {
        let shown = reader.get("/office/proposals").await.text;
        assert!(said(&shown) && !shown.contains(gone), "as long as the file stands: {shown}");
        assert!(shown.contains("Legal ground") && !shown.contains("are told; it stands"), "{shown}");
    }
    let erasure = propose_erasure(&desk, &mut head, case, &ticket).await;
    tom.post("/office/proposals", &confirm_of(erasure), "idempotency_key=c").await;
    assert!(is_erased(&desk, case));
    assert_eq!(desk.app.engine.entry(request).unwrap().unwrap().body, Opened::Erased);
    for reader in [&mut head, &mut tom] {
        let shown = reader.get("/office/proposals").await.text;
        assert!(!shown.contains("XAUTHORITYX") && !shown.contains("Chen"), "{shown}");
        assert!(shown.contains(gone), "that there was a request stays: {shown}");
        assert!(!shown.contains("Legal ground") && !shown.contains("What is given"), "{shown}");
    }
}

/// Whoever proposes and whoever confirms the erasure reads that an authority waits for the file, and neither gets further.
#[tokio::test]
async fn an_open_request_of_an_authority_stops_an_erasure_on_both_sheets() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let page = erase_page(case);
    let erasure = propose_erasure(&desk, &mut head, case, &ticket).await;
    let request = ask_for(&desk, &mut head, case).await;

    let open = "request for this case is open; settle it first";
    let preview = head.get(&page).await.text;
    assert!(preview.contains("cannot be erased now") && preview.contains(open), "{preview}");
    assert!(!preview.contains("name=\"number\""), "{preview}");
    let mut tom = Browser::of(&desk, "tom").await;
    let sheet = tom.get("/office/proposals").await.text;
    assert!(sheet.contains(open) && sheet.contains("This cannot be done now"), "{sheet}");
    assert!(!sheet.contains(&confirm_of(erasure)) && sheet.contains(&confirm_of(request)), "{sheet}");
    assert!(!sheet.contains("You cannot confirm this one"), "it is his, once that is settled: {sheet}");
    for page in [preview, sheet] {
        for goes in
            ["cannot be printed again", "What stays", "become unreadable at once", "Think of this first"]
        {
            assert!(!page.contains(goes), "nothing goes: {goes}: {page}");
        }
    }
    let refused = tom.post("/office/proposals", &confirm_of(erasure), "idempotency_key=a").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains(open) && !is_erased(&desk, case), "{}", refused.text);

    let given = tom.post("/office/proposals", &confirm_of(request), "idempotency_key=b").await;
    assert_eq!(given.location(), "/office/proposals?done=confirmed", "{}", given.text);
    let sheet = tom.get("/office/proposals").await.text;
    assert!(!sheet.contains(open) && !sheet.contains("This cannot be done now"), "{sheet}");
    assert!(
        sheet.contains("cannot be printed again") && sheet.contains("become unreadable at once"),
        "{sheet}"
    );
    assert!(sheet.contains(&confirm_of(erasure)), "{sheet}");
    tom.post("/office/proposals", &confirm_of(erasure), "idempotency_key=c").await;
    assert!(is_erased(&desk, case));
}

/// A bundle is made from its case: what was let out and nobody signed for may not have been fetched yet. Whoever had no part in it is
/// not told who was given what.
#[tokio::test]
async fn what_an_authority_has_not_signed_for_is_thought_of_before_its_case_is_erased() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let page = erase_page(case);
    assert!(!head.get(&page).await.text.contains("no receipt is recorded yet"));
    let request = ask_for(&desk, &mut head, case).await;
    let mut tom = Browser::of(&desk, "tom").await;
    tom.post("/office/proposals", &confirm_of(request), "idempotency_key=b").await;

    let preview = head.get(&page).await.text;
    let (open, known) = ("no receipt is recorded yet", "XAUTHORITYX was given papers of this case");
    assert!(preview.contains("Think of this first") && preview.contains(known), "{preview}");
    assert!(preview.contains(open) && preview.contains("name=\"number\""), "it stops nothing: {preview}");
    propose_erasure(&desk, &mut head, case, &ticket).await;
    let mut mei = Browser::of(&desk, "mei").await;
    let sheet = mei.get("/office/proposals").await.text;
    assert!(sheet.contains(open) && !sheet.contains("XAUTHORITYX"), "she had no part in it: {sheet}");
    assert!(tom.get("/office/proposals").await.text.contains(known), "he confirmed it");

    let given = desk.app.now().desk.case(case).unwrap().disclosures[0].id;
    let signed = format!("/office/disclosures/{given}/received");
    head.post(&page, &signed, "idempotency_key=r&name=Chen&on=2026-03-10").await;
    assert!(desk.app.now().desk.case(case).unwrap().disclosures[0].received.is_some());
    assert!(
        !head.get(&page).await.text.contains(open) && !mei.get("/office/proposals").await.text.contains(open)
    );
}

/// A run of years later takes it too.
#[tokio::test]
async fn a_retention_run_names_what_an_authority_has_not_signed_for() {
    let (desk, case, ticket) = ended(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let path = format!("/counter/cases/{case}/disclose");
    let fields = "idempotency_key=court&authority=XAUTHORITYX&officer=Chen&reference=17&on=2026-03-10&basis=court\
        &language=en&given=history.-.-.-.-.-";
    head.post(&path, &path, fields).await;
    desk.four_eyes(FourEyes::Always).await;
    desk.clock.advance(std::time::Duration::from_hours(24 * 365 * 4));
    let mut head = Browser::of(&desk, "head").await;
    let page = "/counter/retention";
    let known = format!("{ticket}: XAUTHORITYX was given papers of this case");
    let preview = head.get(page).await.text;
    assert!(preview.contains("Think of this first") && preview.contains(&known), "{preview}");
    let sent = head.post(page, page, &format!("idempotency_key=a&case={case}&count=1")).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let mut tom = Browser::of(&desk, "tom").await;
    assert!(tom.get("/office/proposals").await.text.contains("no receipt is recorded yet"));
}

#[tokio::test]
async fn a_run_that_would_be_refused_now_is_not_offered_to_be_confirmed() {
    let (desk, case, _) = ended_for_two(false).await;
    desk.clock.advance(std::time::Duration::from_hours(24 * 365 * 4));
    let mut head = Browser::of(&desk, "head").await;
    let page = "/counter/retention";
    let sent = head.post(page, page, &format!("idempotency_key=a&case={case}&count=1")).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let confirm = confirm_of(proposed(&desk));
    let mut tom = Browser::of(&desk, "tom").await;
    assert!(tom.get("/office/proposals").await.text.contains(&confirm));
    ask_for(&desk, &mut head, case).await;
    let sheet = tom.get("/office/proposals").await.text;
    assert!(sheet.contains("This cannot be done now") && !sheet.contains(&confirm), "{sheet}");
    let refused = tom.post("/office/proposals", &confirm, "idempotency_key=b").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
}

/// What waited for an erased case is settled by that: nobody is asked to confirm it, nor to take it back.
#[tokio::test]
async fn a_proposal_about_an_erased_case_is_settled_without_anybody() {
    let (desk, case, ticket) = ended_for_two(false).await;
    let mut head = Browser::of(&desk, "head").await;
    let entry = propose_erasure(&desk, &mut head, case, &ticket).await;
    desk.four_eyes(FourEyes::Never).await;
    desk.ask(Actor::Staff(HEAD), Command::EraseCase { case }).await.unwrap();
    assert!(is_erased(&desk, case));
    let buttons = [confirm_of(entry), format!("/office/proposals/{entry}/withdraw")];
    for name in ["head", "tom"] {
        let mut reader = Browser::of(&desk, name).await;
        let shown = reader.get("/office/proposals").await.text;
        assert!(shown.contains("a case that it is about was erased"), "{name}: {shown}");
        assert!(buttons.iter().all(|button| !shown.contains(button.as_str())), "{name}: {shown}");
        assert!(!shown.contains("To confirm (") && !shown.contains("Under way ("), "{name}: {shown}");
    }
    let mut tom = Browser::of(&desk, "tom").await;
    let late = tom.post("/office/proposals", &buttons[0], "idempotency_key=z").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "from a page that was open since before: {}", late.text);
    assert!(late.text.contains("The case was erased since"), "{}", late.text);
}

#[tokio::test]
async fn whoever_confirms_a_retention_run_sees_which_cases_go_and_until_when_they_were_kept() {
    let (desk, case, ticket) = ended_for_two(true).await;
    desk.clock.advance(std::time::Duration::from_hours(24 * 100));
    let mut head = Browser::of(&desk, "head").await;
    let page = "/counter/retention";
    let sent = head.post(page, page, &format!("idempotency_key=a&case={case}&count=1")).await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let mut tom = Browser::of(&desk, "tom").await;
    let shown = tom.get("/office/proposals").await.text;
    for said in [&*ticket, "Kept until", "8 Jun", "What goes", "What stays", "Backups made before today"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}

#[tokio::test]
async fn a_retention_run_is_previewed_and_erases_what_the_list_named() {
    let (desk, case, ticket) = ended(true).await;
    let mut head = Browser::of(&desk, "head").await;
    let early = head.get("/counter/retention").await.text;
    assert!(early.contains("Nothing is due") && early.contains("9 Jun"), "{early}");
    desk.clock.advance(std::time::Duration::from_hours(24 * 100));
    let mut head = Browser::of(&desk, "head").await;
    let preview = head.get("/counter/retention").await.text;
    for said in [&*ticket, "Question", "Kept until", "Backups made before today", "Every count"] {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    let page = "/counter/retention";
    let wrong = head.post(page, page, &format!("idempotency_key=a&case={case}&count=7")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Nothing was erased") && !is_erased(&desk, case));
    let done = head.post(page, page, &format!("idempotency_key=b&case={case}&count=1")).await;
    assert_eq!(done.location(), "/counter/retention?done=retention", "{}", done.text);
    assert!(is_erased(&desk, case));
    let again = head.post(page, page, &format!("idempotency_key=c&case={case}&count=1")).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "what is gone does not go twice");
}
