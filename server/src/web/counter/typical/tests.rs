//! The account of a case on its page: written, its names replaced, put forward, confirmed, read by everybody, withdrawn.

use axum::http::StatusCode;
use domain::{
    CaseId, Command, Event, ExhibitorId, Fact, TypicalId,
    body::{Body, Content, ExhibitorBody, Scope},
    case::{Ask, Outcome, Reason},
    retention::FourEyes,
    testing::{HEAD, MEI, ORGANISER, TestFair},
    typical::Retraction,
};

use crate::{
    record::Opened,
    testing::{Answer, Browser, TestDesk},
    web::ticket::tests::{Filed, Hall},
};

/// A dispute of Li Hua's that Mei ended.
async fn ended() -> (Hall, Filed) {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    end(&hall, &filed).await;
    (hall, filed)
}

async fn end(hall: &Hall, filed: &Filed) {
    hall.claim(filed.number).await;
    let (case, outcome, reason) = (filed.case, Outcome::NotAccepted, Reason::Other);
    hall.ask(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).await;
}

fn page(case: CaseId) -> String {
    format!("/counter/cases/{case}/typical")
}

/// The version of the draft that stands.
fn base(desk: &TestDesk, case: CaseId) -> u32 {
    desk.app.now().desk.case(case).unwrap().typical_draft.map_or(0, |draft| draft.version)
}

async fn post(browser: &mut Browser<'_>, desk: &TestDesk, case: CaseId, deed: &str, fields: &str) -> Answer {
    let page = page(case);
    let sent = format!("base={}&{fields}", base(desk, case));
    browser.post(&page, &format!("{page}/{deed}"), &sent).await
}

async fn write(browser: &mut Browser<'_>, desk: &TestDesk, case: CaseId, dispute: &str) -> Answer {
    let fields = format!(
        "title-en=A+lamp+like+another&dispute-en={dispute}&course-en=One+table.&result-en=XDRAFTX&lesson-en=Ask+early."
    );
    post(browser, desk, case, "draft", &fields).await
}

/// Opens the case for it, as the head does.
async fn opened(desk: &TestDesk, case: CaseId) -> Browser<'_> {
    let mut head = Browser::of(desk, "head").await;
    let closed = head.get(&page(case)).await.text;
    assert!(
        closed.contains("Open it for a typical case") && !closed.contains("Save the account"),
        "{closed}"
    );
    let answer = head.post(&page(case), &format!("{}/open", page(case)), "").await;
    assert_eq!(answer.location(), page(case), "{}", answer.text);
    head
}

fn public(desk: &TestDesk, case: CaseId) -> Option<String> {
    let at = desk.app.now();
    at.desk.case(case).unwrap().public_account().map(|known| format!("/typical-cases/{}", known.id))
}

#[tokio::test]
async fn from_the_text_to_everybody_and_back_without_a_name() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    desk.four_eyes(FourEyes::Always).await;
    let mut head = opened(desk, case).await;
    let reasons = desk.app.now().desk.case(case).unwrap().readings.clone();
    assert!(reasons.last().unwrap().on_reason, "what it was opened for is on record");
    let saved = write(&mut head, desk, case, "LI%20HUA+saw+it+on+10+March+2026.").await;
    assert_eq!(saved.location(), format!("{}?done=typical-saved", page(case)), "{}", saved.text);

    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("<mark>LI HUA</mark>") && shown.contains("<mark>10 March 2026</mark>"), "{shown}");
    assert!(shown.contains("value=\"Person A\""), "{shown}");
    let early = post(&mut head, desk, case, "publish", "idempotency_key=p&ground=anonymised").await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let open = "2 things in the account are still to be settled: LI HUA · 10 March 2026";
    assert!(early.text.contains(open), "{}", early.text);
    assert_eq!(desk.app.now().desk.proposals().count(), 0);

    let named = "found-0=en:lihua&what-0=replace&by-0=Ms+Li+Hua";
    let named = post(&mut head, desk, case, "masks", named).await;
    assert!(named.text.contains("These words themselves name somebody"), "{}", named.text);
    let masks =
        "found-0=en:lihua&what-0=replace&by-0=Company+A&found-1=en:10march2026&what-1=replace&by-1=in+spring";
    let masks = post(&mut head, desk, case, "masks", masks).await;
    assert_eq!(masks.location(), format!("{}?done=typical-saved", page(case)), "{}", masks.text);
    let sent = post(&mut head, desk, case, "publish", "idempotency_key=q&ground=anonymised").await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    assert_eq!(public(desk, case), None, "a second person has to confirm it");
    assert!(head.get(&page(case)).await.text.contains("It waits for a second person."));

    let mut tom = Browser::of(desk, "tom").await;
    let proposal = tom.get("/office/proposals").await.text;
    assert!(
        proposal.contains("Company A saw it on in spring."),
        "the second reads what he confirms: {proposal}"
    );
    assert!(!proposal.contains("Li Hua") && !proposal.contains("LI HUA"), "{proposal}");
    let entry = desk.app.now().desk.proposals().next().unwrap().seq;
    let own = head.post("/office/proposals", &format!("/office/proposals/{entry}/confirm"), "").await;
    assert_eq!(own.status, StatusCode::CONFLICT, "{}", own.text);
    tom.post("/office/proposals", &format!("/office/proposals/{entry}/confirm"), "").await;

    let path = public(desk, case).unwrap();
    let home = desk.open("/", "").await.text;
    assert!(home.contains("href=\"/typical-cases\""), "{home}");
    let list = desk.open("/typical-cases", "").await.text;
    assert!(list.contains("A lamp like another") && list.contains(&path), "{list}");
    let told = desk.open(&path, "").await;
    assert!(told.text.contains("Company A saw it") && told.text.contains("Ask early."), "{}", told.text);
    assert!(!told.text.contains("LI HUA") && !told.text.contains(&case.to_string()), "{}", told.text);
    let pdf = desk.open(&format!("{path}/case.pdf?language=en"), "").await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("head put it forward, tom confirmed it."), "both answer for it: {shown}");
    let history = head.get(&format!("/counter/cases/{case}")).await.text;
    let published =
        history.split("<li>").find(|step| step.contains("A typical case was published of it")).unwrap();
    assert!(published.contains("head proposed it, tom confirmed it"), "not the second alone: {published}");

    let typical = path.rsplit('/').next().unwrap().to_owned();
    let withdraw = format!("idempotency_key=w&typical={typical}&reason=Somebody+was+recognised");
    let gone = post(&mut head, desk, case, "withdraw", &withdraw).await;
    assert_eq!(gone.location(), format!("{}?done=typical-withdrawn", page(case)), "{}", gone.text);
    assert_eq!(desk.open(&path, "").await.status, StatusCode::NOT_FOUND);
    assert!(!desk.open("/", "").await.text.contains("/typical-cases"));
    assert!(head.get(&page(case)).await.text.contains("Somebody was recognised"), "its reason stays on file");
}

/// The organiser enters another name of an exhibitor while an account with it waits: the second person is told that a name has become
/// known, and not which, for they may be somebody who does not learn who was in the case.
#[tokio::test]
async fn a_name_that_becomes_known_while_an_account_waits_keeps_it_from_everybody() {
    let mut hall = Hall::new().await;
    let exhibitor = ExhibitorId([9; 16]);
    let entered = |other_name: Option<&str>| {
        let (name, other_name) = ("Lumen Lighting".to_owned(), other_name.map(str::to_owned));
        let body = ExhibitorBody { name, other_name, ..ExhibitorBody::default() };
        Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body }
    };
    hall.ask(ORGANISER, entered(None)).await;
    let mut new = TestFair::new().dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let filed = hall.file_this(new).await;
    end(&hall, &filed).await;
    let (desk, case) = (&hall.desk, filed.case);
    desk.four_eyes(FourEyes::Always).await;
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "They+asked+Novaluna.").await;
    let sent = post(&mut head, desk, case, "publish", "idempotency_key=p&ground=anonymised").await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let proposed = || desk.app.now().desk.proposals().next_back().unwrap().seq;
    let (entry, mut tom) = (proposed(), Browser::of(desk, "tom").await);
    let confirm = format!("/office/proposals/{entry}/confirm");
    assert!(tom.get("/office/proposals").await.text.contains(&confirm));

    hall.ask(ORGANISER, entered(Some("Novaluna"))).await;
    let refused = tom.post("/office/proposals", &confirm, "idempotency_key=a").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    assert!(refused.text.contains("A name has become known that stands in the account"), "{}", refused.text);
    assert!(!refused.text.contains("Novaluna"), "{}", refused.text);
    let place = format!("href=\"/office/proposals#proposal-{entry}\"");
    assert!(refused.text.contains(&place), "{}", refused.text);
    assert_eq!(public(desk, case), None);
    assert!(tom.get("/office/proposals").await.text.contains(&confirm), "it waits as before");

    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("<mark>Novaluna</mark>"), "whoever wrote it sees which: {shown}");
    let masks = "found-0=en:novaluna&what-0=replace&by-0=Company+A";
    let masks = post(&mut head, desk, case, "masks", masks).await;
    assert_eq!(masks.location(), format!("{}?done=typical-saved", page(case)), "{}", masks.text);
    let sent = post(&mut head, desk, case, "publish", "idempotency_key=q&ground=anonymised").await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let confirm = format!("/office/proposals/{}/confirm", proposed());
    let done = tom.post("/office/proposals", &confirm, "idempotency_key=b").await;
    assert_eq!(done.location(), "/office/proposals?done=confirmed", "{}", done.text);
    let told = desk.open(&public(desk, case).unwrap(), "").await.text;
    assert!(told.contains("They asked Company A.") && !told.contains("Novaluna"), "{told}");
}

/// What names nobody stays when its case is erased; that it does name somebody may be noticed later.
#[tokio::test]
async fn what_was_published_is_withdrawn_also_when_its_case_is_erased() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Nobody+is+named.").await;
    // Once in vain.
    desk.four_eyes(FourEyes::Always).await;
    post(&mut head, desk, case, "publish", "idempotency_key=v&ground=anonymised").await;
    let proposal = desk.app.now().desk.proposals().next().unwrap().seq;
    hall.ask(HEAD, Command::WithdrawProposal { proposal }).await;
    desk.four_eyes(FourEyes::Never).await;
    let sent = post(&mut head, desk, case, "publish", "idempotency_key=q&ground=anonymised").await;
    assert_eq!(sent.location(), format!("{}?done=typical-published", page(case)), "{}", sent.text);
    let path = public(desk, case).unwrap();
    let offer = "Tell it as a typical case";
    assert!(head.get(&format!("/counter/cases/{case}")).await.text.contains(offer));
    hall.ask(HEAD, Command::EraseCase { case }).await;
    assert_eq!(desk.open(&path, "").await.status, StatusCode::OK, "it stays");

    let list = head.get("/counter/typical").await.text;
    assert!(list.contains(&page(case)), "{list}");
    let of_case = head.get(&format!("/counter/cases/{case}")).await.text;
    assert!(of_case.contains(&page(case)) && of_case.contains("What was published of it"), "{of_case}");
    assert!(!of_case.contains(offer), "nothing more is written of it: {of_case}");
    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("/typical/withdraw\"") && shown.contains(&path), "{shown}");
    assert!(!shown.contains("/typical/draft\"") && !shown.contains("XDRAFTX"), "{shown}");
    assert!(
        shown.contains("<h3>Its text was erased with the case</h3>") && !shown.contains("<h3></h3>"),
        "{shown}"
    );
    // From a page that was open since before, within the hour of a reading.
    for (deed, fields) in [
        ("open", ""),
        ("draft", "title-en=A&dispute-en=B&course-en=C&result-en=D&lesson-en=E"),
        ("draft", ""),
        ("masks", ""),
        ("publish", "ground=anonymised"),
    ] {
        let refused = post(&mut head, desk, case, deed, fields).await;
        assert_eq!(refused.status, StatusCode::GONE, "{deed}: {}", refused.text);
        assert!(refused.text.contains("This has been erased"), "{deed}: {}", refused.text);
    }
    for name in ["mei", "tom"] {
        let mut other = Browser::of(desk, name).await;
        assert!(!other.get(&page(case)).await.text.contains("/typical/withdraw"), "{name}");
        assert!(!other.get("/counter/typical").await.text.contains(&page(case)), "{name}");
    }

    assert!(shown.contains("its text is erased at once") && !shown.contains("name=\"reason\""), "{shown}");
    let typical = path.rsplit('/').next().unwrap().to_owned();
    // From a page that was open since before: what was typed is not lost without a word.
    let typed = format!("idempotency_key=t&typical={typical}&reason=A+phone+stands+in+it");
    let typed = post(&mut head, desk, case, "withdraw", &typed).await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typed.text.contains("what you typed is kept nowhere"), "{}", typed.text);
    assert!(
        typed.text.contains("A phone stands in it") && typed.text.contains(&page(case)),
        "{}",
        typed.text
    );
    assert!(!typed.text.contains("is still here"), "{}", typed.text);
    assert_eq!(desk.open(&path, "").await.status, StatusCode::OK);
    let withdraw = format!("idempotency_key=w&typical={typical}&reason=");
    for again in [false, true] {
        let gone = post(&mut head, desk, case, "withdraw", &withdraw).await;
        let done = format!("{}?done=typical-withdrawn", page(case));
        assert_eq!(gone.location(), done, "{again}: {}", gone.text);
    }
    assert_eq!(desk.open(&path, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(text_of(desk, case), Opened::Erased);
    let after = head.get(&page(case)).await.text;
    assert!(!after.contains("Nobody is named.") && !after.contains("/typical/withdraw"), "{after}");
}

/// What is sealed of the account that was published last.
fn text_of(desk: &TestDesk, case: CaseId) -> Opened {
    let seq = desk.app.now().desk.case(case).unwrap().typical.last().unwrap().seq;
    desk.app.engine.entry(seq).unwrap().unwrap().body
}

/// The head publishes an account that names nobody.
async fn publish(head: &mut Browser<'_>, desk: &TestDesk, case: CaseId) -> TypicalId {
    write(head, desk, case, "Nobody+is+named.").await;
    let sent = post(head, desk, case, "publish", "idempotency_key=q&ground=anonymised").await;
    assert_eq!(sent.location(), format!("{}?done=typical-published", page(case)), "{}", sent.text);
    desk.app.now().desk.case(case).unwrap().typical.last().unwrap().id
}

#[tokio::test]
async fn what_was_withdrawn_goes_with_its_case_also_for_whoever_answers_for_it() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    let erase = format!("/counter/cases/{case}/erase");
    let goes = "The typical case that was withdrawn, and why";
    let typical = publish(&mut head, desk, case).await;
    let preview = head.get(&erase).await.text;
    assert!(preview.contains("Withdraw it if it should go: before"), "{preview}");
    assert!(!preview.contains(goes), "{preview}");
    let withdraw = format!("idempotency_key=w&typical={typical}&reason=XREASONX");
    post(&mut head, desk, case, "withdraw", &withdraw).await;
    assert!(head.get(&page(case)).await.text.contains("XREASONX"), "it is in the file");
    let preview = head.get(&erase).await.text;
    assert!(preview.contains(goes) && !preview.contains("The published typical case stays"), "{preview}");
    hall.ask(HEAD, Command::EraseCase { case }).await;
    assert_eq!(text_of(desk, case), Opened::Erased);
    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("Its text was erased with the case"), "{shown}");
    assert!(!shown.contains("XREASONX") && !shown.contains("A lamp like another"), "{shown}");
}

/// An older program kept the text and the reason; a crash may keep them for as long as the desk is not started.
#[tokio::test]
async fn what_was_left_of_a_withdrawn_account_goes_at_the_next_start() {
    for erased_first in [false, true] {
        let (mut hall, filed) = ended().await;
        let case = filed.case;
        let mut head = opened(&hall.desk, case).await;
        let typical = publish(&mut head, &hall.desk, case).await;
        let withdrawn = Fact::TypicalCaseWithdrawn { case, typical, why: Retraction::Decided };
        let content = Content::Remark { text: "XREASONX".to_owned() };
        let withdrawn = withdrawn.with(Body { scope: Scope::Typical(typical), content });
        let erased = Event::from(Fact::CaseErased { case });
        let left = if erased_first { [erased, withdrawn] } else { [withdrawn, erased] };
        hall.desk = hall.desk.restarted_after(&left);
        let desk = &hall.desk;
        assert_eq!(text_of(desk, case), Opened::Erased, "{erased_first}");
        let known = desk.app.now().desk.case(case).unwrap().typical[0].withdrawn.unwrap();
        let reason = desk.app.engine.entry(known.seq).unwrap().unwrap().body;
        assert_eq!(reason, Opened::Erased, "{erased_first}");
        let mut head = Browser::of(desk, "head").await;
        let shown = head.get(&page(case)).await.text;
        assert!(shown.contains("Its text was erased with the case"), "{erased_first}: {shown}");
        assert!(!shown.contains("XREASONX") && !shown.contains("A lamp like another"), "{shown}");
    }
}

#[tokio::test]
async fn nobody_but_whoever_sees_the_case_sees_a_draft() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Nobody+is+named.").await;
    for (name, sees) in [("head", true), ("mei", true), ("tom", false)] {
        let mut browser = Browser::of(desk, name).await;
        let shown = browser.get(&page(case)).await;
        assert_eq!(shown.text.contains("XDRAFTX"), sees, "{name}: {}", shown.text);
    }
    for name in ["organiser", "supervisor"] {
        let mut browser = Browser::of(desk, name).await;
        for path in [page(case), "/office/proposals".to_owned(), "/office/logs/2026-03-10".to_owned()] {
            let shown = browser.get(&path).await;
            assert!(!shown.text.contains("XDRAFTX"), "{name} {path}: {}", shown.text);
        }
        assert_eq!(browser.get(&page(case)).await.status, StatusCode::FORBIDDEN, "{name}");
    }
    assert!(!desk.open("/typical-cases", "").await.text.contains("A lamp like another"));
    let phone = hall.phone.clone();
    let ticket = desk.open(&filed.path(), &phone).await.text;
    assert!(
        ticket.contains("XDRAFTX") && ticket.contains("May this case be told as an example?"),
        "a party reads what it is asked about: {ticket}"
    );
    write(&mut head, desk, case, "Li+Hua+is+named.").await;
    let ticket = desk.open(&filed.path(), &phone).await.text;
    assert!(
        !ticket.contains("XDRAFTX") && !ticket.contains("May this case be told as an example?"),
        "nobody is asked while a name is left in it: {ticket}"
    );
}

#[tokio::test]
async fn a_party_agrees_on_its_phone_and_takes_it_back() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Two+lamps.").await;
    let (mut phone, _) = Browser::open(desk).await;
    phone.cookies.clone_from(&hall.phone);
    let consents = format!("{}/consents", filed.path());
    let unread = "idempotency_key=u&to=typical-case&give=1&version=0";
    let unread = phone.post(&filed.path(), &consents, unread).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY, "another than the one that it read");
    let give = "idempotency_key=g&to=typical-case&give=1&version=1";
    let give = phone.post(&filed.path(), &consents, give).await;
    assert_eq!(give.location(), filed.path(), "{}", give.text);
    let publish = post(&mut head, desk, case, "publish", "idempotency_key=a&ground=consent").await;
    let missing = "Not everybody of the case has agreed to the account as it stands.";
    assert!(publish.text.contains(missing), "{}", publish.text);
    let respondent = desk.parties(case)[1];
    let record = format!("idempotency_key=r&party={respondent}&means=spoken&version=1");
    let recorded = post(&mut head, desk, case, "consent", &record).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.text);
    let told = head.get(&page(case)).await.text;
    assert!(told.contains(" agreed</span>") && !told.contains("You agreed"), "by name: {told}");
    let publish = post(&mut head, desk, case, "publish", "idempotency_key=b&ground=consent").await;
    assert_eq!(publish.location(), format!("{}?done=typical-published", page(case)), "{}", publish.text);
    let path = public(desk, case).unwrap();

    let erase = format!("/counter/cases/{case}/erase");
    let preview = head.get(&erase).await.text;
    assert!(preview.contains("Withdraw the typical case first"), "{preview}");
    assert!(!preview.contains("name=\"number\""), "nothing is offered that could only be refused: {preview}");
    assert!(!preview.contains("cannot be printed again"), "nothing goes before: {preview}");
    let leads = format!("href=\"{}\">Go to where it is withdrawn", page(case));
    assert!(preview.contains(&leads), "{preview}");
    let refused = head.post(&erase, &erase, &format!("idempotency_key=e&number={}", filed.number)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);

    let ticket = phone.get(&filed.path()).await.text;
    assert!(ticket.contains(&format!("href=\"{path}\"")), "{ticket}");
    phone.post(&filed.path(), &consents, "idempotency_key=t&to=typical-case").await;
    assert_eq!(desk.open(&path, "").await.status, StatusCode::NOT_FOUND, "withdrawn at once");
    let shown = head.get(&page(case)).await.text;
    assert!(shown.contains("because a party took its consent back"), "{shown}");
}

/// Everybody agrees to words that they read: others are asked about anew, and the same ones are not.
#[tokio::test]
async fn a_consent_lapses_when_the_account_changes() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Two+lamps.").await;
    for (at, party) in desk.parties(case).into_iter().enumerate() {
        let record = format!("idempotency_key=r{at}&party={party}&means=spoken&version=1");
        post(&mut head, desk, case, "consent", &record).await;
    }
    write(&mut head, desk, case, "Two+lamps.").await;
    assert_eq!(base(desk, case), 1, "the same words are no new version");
    write(&mut head, desk, case, "A+wholly+different+story.").await;
    let shown = head.get(&page(case)).await.text;
    assert_eq!(shown.matches("Agreed to version 1, which has changed since").count(), 2, "{shown}");
    let publish = post(&mut head, desk, case, "publish", "idempotency_key=p&ground=consent").await;
    assert_eq!(publish.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (mut phone, _) = Browser::open(desk).await;
    phone.cookies.clone_from(&hall.phone);
    let ticket = phone.get(&filed.path()).await.text;
    for said in ["You agreed to an earlier account", "A wholly different story."] {
        assert!(ticket.contains(said), "{said}: {ticket}");
    }
}

#[tokio::test]
async fn the_second_person_reads_what_stays_and_why() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    desk.four_eyes(FourEyes::Always).await;
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "It+was+on+10+March+2026.").await;
    let named = "found-0=en:10march2026&what-0=keep&why-0=Li+Hua+said+so";
    let named = post(&mut head, desk, case, "masks", named).await;
    assert!(named.text.contains("These words themselves name somebody"), "{}", named.text);
    let masks = "found-0=en:10march2026&what-0=keep&why-0=Everybody+was+there";
    post(&mut head, desk, case, "masks", masks).await;
    let sent = post(&mut head, desk, case, "publish", "idempotency_key=q&ground=anonymised").await;
    assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
    let shown = Browser::of(desk, "tom").await.get("/office/proposals").await.text;
    assert!(shown.contains("“10 March 2026”: Everybody was there"), "{shown}");
}

/// Whoever would confirm it is told by what it was overtaken, in the words of the desk, and so is who proposed it.
#[tokio::test]
async fn what_waits_is_shown_as_overtaken_by_a_newer_account_or_a_consent_taken_back() {
    for newer in [true, false] {
        let (hall, filed) = ended().await;
        let (desk, case) = (&hall.desk, filed.case);
        desk.four_eyes(FourEyes::Always).await;
        let mut head = opened(desk, case).await;
        write(&mut head, desk, case, "Two+lamps.").await;
        for party in desk.parties(case) {
            let action =
                crate::web::consents::example(party, base(desk, case), domain::procedure::Means::Spoken);
            desk.step(case, action).await;
        }
        let sent = post(&mut head, desk, case, "publish", "idempotency_key=q&ground=consent").await;
        assert_eq!(sent.location(), "/office/proposals?done=proposed", "{}", sent.text);
        let confirm =
            format!("/office/proposals/{}/confirm", desk.app.now().desk.proposals().next().unwrap().seq);
        let mut tom = Browser::of(desk, "tom").await;
        let before = tom.get("/office/proposals").await.text;
        assert!(before.contains(&confirm) && !before.contains("Overtaken"), "{before}");
        let (shown, said) = if newer {
            write(&mut head, desk, case, "Three+lamps.").await;
            ("a newer version of the account was written", "A newer account was written since")
        } else {
            let (party, to) = (desk.parties(case)[1], domain::procedure::ConsentTo::TypicalCase);
            desk.step(case, domain::procedure::Action::RevokeConsent { party, to }).await;
            ("took back the consent on which it stands", "A consent was taken back since")
        };
        for reader in [&mut tom, &mut head] {
            let page = reader.get("/office/proposals").await.text;
            assert!(page.contains("Overtaken") && page.contains(shown), "{page}");
            assert!(!page.contains(&confirm) && !page.contains("To confirm ("), "{page}");
            assert!(!page.contains("Who can confirm") && !page.contains("/withdraw\""), "{page}");
        }
        let refused = tom.post("/office/proposals", &confirm, "idempotency_key=c").await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
        assert!(refused.text.contains(said) && !refused.text.contains("Your consent"), "{}", refused.text);
        assert_eq!(public(desk, case), None);
        let stands = head.get(&page(case)).await.text;
        assert!(stands.contains("Something changed before it was confirmed"), "{stands}");
        let version = base(desk, case);
        for party in desk.parties(case) {
            if !desk.app.now().desk.case(case).unwrap().agrees_to_account(party, version) {
                let means = domain::procedure::Means::Spoken;
                desk.step(case, crate::web::consents::example(party, version, means)).await;
            }
        }
        let again = tom.get("/office/proposals").await.text;
        assert!(again.contains("Overtaken") && !again.contains(&confirm), "it does not revive: {again}");
        let sent = post(&mut head, desk, case, "publish", "idempotency_key=n&ground=consent").await;
        assert_eq!(sent.location(), "/office/proposals?done=proposed", "nor is it in the way: {}", sent.text);
    }
}

/// Who agrees does so to words that name nobody.
#[tokio::test]
async fn a_name_is_not_let_stand_by_whoever_agrees() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Li+Hua+saw+it.").await;
    let shown = head.get(&page(case)).await.text;
    assert!(!shown.contains("value=\"keep\""), "it is not offered: {shown}");
    let masks = "found-0=en:lihua&what-0=keep&why-0=everybody+agreed";
    post(&mut head, desk, case, "masks", masks).await;
    for party in desk.parties(case) {
        let action = crate::web::consents::example(party, base(desk, case), domain::procedure::Means::Spoken);
        desk.step(case, action).await;
    }
    let publish = post(&mut head, desk, case, "publish", "idempotency_key=p&ground=consent").await;
    assert_eq!(publish.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(publish.text.contains("Li Hua"), "{}", publish.text);
    assert_eq!(public(desk, case), None);
}

#[tokio::test]
async fn a_text_that_is_not_saved_is_not_lost() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    let unfinished = post(&mut head, desk, case, "draft", "title-en=A+lamp&dispute-en=XTYPEDX").await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unfinished.text.contains("XTYPEDX") && unfinished.text.contains("“What can be learned” is missing"),
        "{}",
        unfinished.text
    );
    write(&mut head, desk, case, "First.").await;
    let late = "base=0&title-en=A&dispute-en=XLATEX&course-en=c&result-en=r&lesson-en=l";
    let late = head.post(&page(case), &format!("{}/draft", page(case)), late).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text.contains("XLATEX") && late.text.contains("another version"), "{}", late.text);
    let unfinished = "base=0&title-en=A&dispute-en=XHALFX";
    let unfinished = head.post(&page(case), &format!("{}/draft", page(case)), unfinished).await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["XHALFX", "is missing", "another version", "First."] {
        assert!(unfinished.text.contains(said), "{said}: {}", unfinished.text);
    }
    let open = format!("/counter/cases/{}/typical", CaseId([9; 16]));
    assert_eq!(head.get(&open).await.status, StatusCode::NOT_FOUND);
}

/// Who published is told who withdraws it, and is not sent to a control that is not there.
#[tokio::test]
async fn a_mediator_is_told_that_the_head_withdraws() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut mei = Browser::of(desk, "mei").await;
    write(&mut mei, desk, case, "Two+lamps.").await;
    let publish = post(&mut mei, desk, case, "publish", "idempotency_key=m&ground=anonymised").await;
    assert_eq!(publish.location(), format!("{}?done=typical-published", page(case)), "{}", publish.text);
    let told = "Only the head of the mediation body withdraws it.";
    let shown = mei.get(&page(case)).await.text;
    assert!(shown.contains(told) && !shown.contains("/typical/withdraw"), "{shown}");
    let shown = opened(desk, case).await.get(&page(case)).await.text;
    assert!(!shown.contains(told) && shown.contains("/typical/withdraw"), "{shown}");
    assert!(shown.contains("href=\"#typical-put\""), "{shown}");
}

#[tokio::test]
async fn what_is_not_over_is_not_told() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let mut head = Browser::of(&hall.desk, "head").await;
    let shown = head.get(&page(filed.case)).await.text;
    assert!(shown.contains("This case cannot be told"), "{shown}");
    let written = write(&mut head, &hall.desk, filed.case, "Too+early.").await;
    assert_eq!(written.status, StatusCode::CONFLICT, "{}", written.text);
}

/// Reception sees who the parties are: beside the published account it would tell everybody's name in it. That holds where no talk was
/// held, too, and reception sees the case to its end.
#[tokio::test]
async fn reception_is_not_told_that_a_case_is_told_as_an_example() {
    let (hall, filed) = ended().await;
    let (desk, case) = (&hall.desk, filed.case);
    let mut head = opened(desk, case).await;
    write(&mut head, desk, case, "Two+lamps.").await;
    let publish = post(&mut head, desk, case, "publish", "idempotency_key=p&ground=anonymised").await;
    assert_eq!(publish.location(), format!("{}?done=typical-published", page(case)), "{}", publish.text);
    let typical = public(desk, case).unwrap().rsplit('/').next().unwrap().to_owned();
    let withdraw = format!("idempotency_key=w&typical={typical}&reason=Somebody+was+recognised");
    post(&mut head, desk, case, "withdraw", &withdraw).await;
    let told = [
        "An account was written, to be told as a typical case",
        "A typical case was published of it",
        "The typical case was withdrawn",
        "Somebody was recognised",
    ];
    for (name, knows) in [("head", true), ("mei", true), ("reception", false)] {
        let shown = Browser::of(desk, name).await.get(&format!("/counter/cases/{case}")).await.text;
        assert!(shown.contains("Li Hua") || knows, "{name} sees who they are: {shown}");
        for words in &told[..3] {
            assert_eq!(shown.contains(words), knows, "{name}, {words}: {shown}");
        }
        assert!(knows || !shown.contains(told[3]), "{name}: {shown}");
    }
}

/// A mediator sees their own, the head all; whoever has nothing to do with a case does not hear that it is written of.
#[tokio::test]
async fn drafts_are_listed_for_who_may_write_them() {
    let (hall, filed) = ended().await;
    let number = filed.number.to_string();
    let mut mei = Browser::of(&hall.desk, "mei").await;
    assert!(!mei.get("/counter/typical").await.text.contains(&number), "nothing is written yet");
    write(&mut mei, &hall.desk, filed.case, "Two+lamps.").await;
    for (reader, sees) in [("mei", true), ("head", true), ("tom", false)] {
        let text = Browser::of(&hall.desk, reader).await.get("/counter/typical").await.text;
        assert_eq!(text.contains(&number), sees, "{reader}: {text}");
        assert!(!text.contains("XDRAFTX"), "no text opens in the list");
    }
}
