//! The files and their erasure, through the pages of the head.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, ExhibitorId, TicketNumber,
    case::{Ask, Outcome, Reason},
    retention::FourEyes,
    testing::MEI,
};

use crate::{
    testing::Browser,
    web::counter::tests::{Story, page_of, press},
};

/// A case of each ask, concluded and settled with the organiser, with its ticket.
async fn over(story: &mut Story) -> (CaseId, TicketNumber) {
    let (case, ticket) = concluded(story).await;
    story.desk.cleared(case).await;
    (case, ticket)
}

/// A case of each ask, concluded, while the organiser is at work on its complaint.
async fn concluded(story: &mut Story) -> (CaseId, TicketNumber) {
    concluded_against(story, None).await
}

/// The same against somebody of the list.
async fn concluded_against(story: &mut Story, exhibitor: Option<ExhibitorId>) -> (CaseId, TicketNumber) {
    let (case, ticket) = story
        .file_with(|new| {
            let other = domain::testing::TestFair::new().dispute(&[Ask::Mediation, Ask::Measure]);
            (new.complaint, new.consent) = (other.complaint, other.consent);
            new.respondents[0].place.exhibitor = exhibitor;
        })
        .await;
    let claim = Command::ClaimTicket { ticket };
    story.desk.ask(Actor::Staff(MEI), claim).await.unwrap();
    let (outcome, reason) = (Outcome::NotAccepted, Reason::Other);
    let end = Command::ConcludeCase { case, outcome, reason, remark: None };
    story.desk.ask(Actor::Staff(MEI), end).await.unwrap();
    (case, ticket)
}

/// The page says why nothing goes, and nothing of what would go.
async fn tells_why_alone(head: &mut Browser<'_>, page: &str) {
    let told = [
        (
            "en",
            "cannot be erased now",
            ["cannot be printed again", "What stays", "become unreadable at once", "Backups made"],
        ),
        ("zh-CN", "目前不能删除", ["文书不能再打印", "将保留", "将立即无法读取", "此前的备份"]),
    ];
    let plain = head.cookies.clone();
    for (language, why, gone) in told {
        head.cookies = format!("lang={language}; {plain}");
        let preview = head.get(page).await.text;
        assert!(preview.contains(why) && !preview.contains("name=\"number\""), "{preview}");
        for goes in gone {
            assert!(!preview.contains(goes), "{goes}: {preview}");
        }
    }
    head.cookies = plain;
}

fn is_erased(story: &Story, case: CaseId) -> bool {
    story.desk.app.now().desk.case(case).unwrap().erased_at.is_some()
}

#[tokio::test]
async fn a_case_at_which_the_organiser_is_at_work_is_not_erased() {
    let mut story = Story::new().await;
    let (case, ticket) = concluded(&mut story).await;
    let page = format!("{}/erase", page_of(case));
    let mut head = Browser::of(&story.desk, "head").await;
    let link = format!("href=\"{page}\"");
    let files = head.get("/counter/files").await.text;
    assert!(files.contains("is at work on it") && !files.contains(&link), "{files}");
    let preview = head.get(&page).await.text;
    assert!(preview.contains("is not settled"), "{preview}");
    tells_why_alone(&mut head, &page).await;
    let number = ticket.to_string();
    let send = format!("idempotency_key=x&number={number}");
    let refused = head.post("/counter/files", &page, &send).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    for said in ["is still at work on this case", "Nothing was erased"] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert!(!is_erased(&story, case));
    story.desk.cleared(case).await;
    assert!(head.get("/counter/files").await.text.contains(&link));
    let preview = head.get(&page).await.text;
    assert!(preview.contains("name=\"number\"") && preview.contains("cannot be printed again"), "{preview}");
    assert!(!preview.contains("cannot be erased now"), "{preview}");
}

/// A complaint alone, which the organiser cleared.
#[tokio::test]
async fn the_organisers_file_is_not_offered_for_erasure_before_its_time_is_over() {
    let mut story = Story::new().await;
    let (case, ticket) = story
        .file_with(|new| {
            let other = domain::testing::TestFair::new().dispute(&[Ask::Measure]);
            (new.application, new.complaint, new.consent) =
                (other.application, other.complaint, other.consent);
        })
        .await;
    story.desk.cleared(case).await;
    let page = format!("{}/erase", page_of(case));
    let link = format!("href=\"{page}\"");
    let mut head = Browser::of(&story.desk, "head").await;
    let files = head.get("/counter/files").await.text;
    assert!(files.contains("Kept: it is the organiser’s file") && !files.contains(&link), "{files}");
    let preview = head.get(&page).await.text;
    assert!(preview.contains("who has to keep it until Mon 12 Mar 2029"), "{preview}");
    tells_why_alone(&mut head, &page).await;
    let refused = head.post("/counter/files", &page, &format!("idempotency_key=x&number={ticket}")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(refused.text.contains("nothing was erased") && !is_erased(&story, case), "{}", refused.text);
}

#[tokio::test]
async fn a_case_is_erased_by_its_typed_number_and_by_nothing_less() {
    let mut story = Story::new().await;
    let (case, ticket) = over(&mut story).await;
    let page = format!("{}/erase", page_of(case));
    let mut head = Browser::of(&story.desk, "head").await;
    let preview = head.get(&page).await;
    for said in [
        "Names and contacts of 2 sides",
        "The complaint to the organiser",
        "until Mon 12 Mar 2029",
        "Backups made before today",
        "Printed papers",
    ] {
        assert!(preview.text.contains(said), "{said}: {}", preview.text);
    }
    for typed in ["", "A-002", "001", "erase"] {
        let refused = head.post(&page, &page, &format!("idempotency_key={typed}&number={typed}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text.contains("Nothing was erased") && !is_erased(&story, case), "{typed}");
    }
    let number = ticket.to_string().to_lowercase().replace('-', "+");
    let erased = head.post(&page, &page, &format!("idempotency_key=x&number={number}")).await;
    assert_eq!(erased.location(), format!("{}?done=erase", page_of(case)));
    assert!(is_erased(&story, case));
    assert_eq!(head.get(&page).await.location(), page_of(case), "there is nothing left to erase");
}

#[tokio::test]
async fn the_preview_says_that_the_history_of_an_exhibitor_goes_on_counting_a_complaint() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let at = story.desk.app.now();
    let exhibitor = at.desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let counted = "In the history of each exhibitor complained of";
    let (unlisted, _) = over(&mut story).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let preview = head.get(&format!("{}/erase", page_of(unlisted))).await.text;
    assert!(preview.contains("The complaint to the organiser") && !preview.contains(counted), "{preview}");

    let (case, ticket) = concluded_against(&mut story, Some(exhibitor)).await;
    story.desk.cleared(case).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let preview = head.get(&format!("{}/erase", page_of(case))).await.text;
    assert!(preview.contains(counted) && !preview.contains("Qinghe Light"), "{preview}");
    story.desk.ask(Actor::Staff(domain::testing::HEAD), Command::EraseCase { case }).await.unwrap();
    let history = format!("/office/exhibitors/{exhibitor}");
    let history = Browser::of(&story.desk, "organiser").await.get(&history).await.text;
    assert!(
        history.contains(&ticket.to_string()) && !history.contains("Li Hua"),
        "as it was said: {history}"
    );
}

/// The head gives a court the course of a case.
async fn gives_a_court(head: &mut Browser<'_>, case: CaseId) {
    press(head, case, "read", "reason=A+court").await;
    let path = format!("{}/disclose", page_of(case));
    let fields = "idempotency_key=court&authority=XAUTHORITYX&officer=Chen&reference=17&on=2026-03-10&basis=court\
        &language=en&given=history.-.-.-.-.-";
    let sent = head.post(&path, &path, fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
}

/// The head publishes an account in which nobody can be recognised.
async fn tells(head: &mut Browser<'_>, case: CaseId) {
    let page = format!("{}/typical", page_of(case));
    head.post(&page, &format!("{page}/open"), "").await;
    let told =
        "title-en=A+dispute&dispute-en=Two+alike.&course-en=One+table.&result-en=Peace.&lesson-en=Ask.";
    head.post(&page, &format!("{page}/draft"), &format!("base=0&{told}")).await;
    let publish = "base=1&idempotency_key=p&ground=anonymised";
    let sent = head.post(&page, &format!("{page}/publish"), publish).await;
    assert_eq!(sent.location(), format!("{page}?done=typical-published"), "{}", sent.text);
}

#[tokio::test]
async fn a_run_says_of_how_many_of_its_cases_something_goes_or_stays_that_others_have_not() {
    let mut story = Story::new().await;
    story.desk.enrol("Qinghe Light", None, &["2/Z9"]).await;
    let at = story.desk.app.now();
    let exhibitor = at.desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let counted = ["in the history of each exhibitor", "the published typical case", "What authorities were"];
    let (plain, _) = over(&mut story).await;
    let page = "/counter/retention";
    let years = std::time::Duration::from_hours(24 * 365 * 4);

    let mut cases = Vec::new();
    for _ in 0..2 {
        let (case, _) = concluded_against(&mut story, Some(exhibitor)).await;
        story.desk.cleared(case).await;
        cases.push(case);
    }
    let mut head = Browser::of(&story.desk, "head").await;
    tells(&mut head, cases[0]).await;
    gives_a_court(&mut head, cases[1]).await;
    let preview = head.get(&format!("{}/erase", page_of(cases[1]))).await.text;
    assert!(preview.contains("for 3 years") && !preview.contains("its time is over"), "{preview}");

    story.desk.clock.advance(years);
    let mut head = Browser::of(&story.desk, "head").await;
    let preview = head.get(&format!("{}/erase", page_of(cases[1]))).await.text;
    assert!(preview.contains("its time is over") && !preview.contains("for 3 years"), "{preview}");
    story.desk.four_eyes(FourEyes::Always).await;
    let run = |cases: &[CaseId]| {
        let fields: Vec<_> = cases.iter().map(|case| format!("case={case}")).collect();
        format!("idempotency_key={}&{}&count={}", cases.len(), fields.join("&"), cases.len())
    };
    let preview = head.get(page).await.text;
    head.post(page, page, &run(&[cases[0], cases[1], plain])).await;
    let sheet = Browser::of(&story.desk, "tom").await.get("/office/proposals").await.text;
    for shown in [preview, sheet] {
        for said in [
            "Of 2 cases, in the history of each exhibitor complained of",
            "Of 1 case, the published typical case",
            "What authorities were given of 1 case",
            "Names and contacts of the sides",
        ] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
    }
    let proposal = story.desk.app.now().desk.proposals().next_back().unwrap().seq;
    let withdraw = Command::WithdrawProposal { proposal };
    story.desk.ask(Actor::Staff(domain::testing::HEAD), withdraw).await.unwrap();
    head.post(page, page, &run(&[plain])).await;
    let sheet = Browser::of(&story.desk, "tom").await.get("/office/proposals").await.text;
    let waits = sheet.split("<article").find(|one| one.contains("/confirm\"")).unwrap();
    assert!(counted.iter().all(|said| !waits.contains(said)), "{waits}");
}

#[tokio::test]
async fn what_was_erased_reads_erased_to_everybody() {
    let mut story = Story::new().await;
    let (case, ticket) = over(&mut story).await;
    story.desk.ask(Actor::Staff(domain::testing::HEAD), Command::EraseCase { case }).await.unwrap();
    for name in ["head", "mei"] {
        let mut reader = Browser::of(&story.desk, name).await;
        let shown = reader.get(&page_of(case)).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text.contains("head erased the names"), "{name}: {}", shown.text);
        assert!(!shown.text.contains("Li Hua") && !shown.text.contains("Why do you need"), "{name}");
        assert!(!shown.text.contains("Erase…"), "{name}");
        for gone in ["papers", "session", "agreement", "way"] {
            let answer = reader.get(&format!("{}/{gone}", page_of(case))).await;
            assert!(!answer.text.contains("Li Hua"), "{name} {gone}");
        }
        let papers = reader.get(&format!("{}/papers", page_of(case))).await;
        assert_eq!(papers.status, StatusCode::GONE, "{name}");
    }
    let mut head = Browser::of(&story.desk, "head").await;
    let files = head.get("/counter/files").await;
    assert!(files.text.contains(&ticket.to_string()) && files.text.contains(">erased<"), "{}", files.text);
}

/// Both answer for what two people did.
#[tokio::test]
async fn who_proposed_an_erasure_is_named_with_who_confirmed_it() {
    let mut story = Story::new().await;
    let (case, _) = over(&mut story).await;
    story.desk.four_eyes(FourEyes::Always).await;
    story.desk.ask(Actor::Staff(domain::testing::HEAD), Command::EraseCase { case }).await.unwrap();
    let proposal = story.desk.app.now().desk.proposals().next().unwrap().seq;
    let confirm = Command::ConfirmProposal { proposal, account: None };
    story.desk.ask(Actor::Staff(domain::testing::TOM), confirm).await.unwrap();
    let shown = Browser::of(&story.desk, "head").await.get(&page_of(case)).await.text;
    assert!(shown.contains("head proposed it, tom confirmed it."), "{shown}");
    let step = shown.split("<li>").find(|step| step.contains("Names and texts erased")).unwrap();
    assert!(step.contains("head proposed it, tom confirmed it"), "not the second alone: {step}");
}

#[tokio::test]
async fn the_files_hold_what_is_over_and_are_found_by_number() {
    let mut story = Story::new().await;
    let (_, ticket) = over(&mut story).await;
    let (open, waiting) = story.file().await;
    let mut head = Browser::of(&story.desk, "head").await;
    let files = head.get("/counter/files").await;
    assert!(files.text.contains(&ticket.to_string()) && !files.text.contains(&waiting.to_string()));
    assert!(!files.text.contains("Li Hua"), "no name stands in the list");
    let found = head.get("/counter/files?number=a1").await;
    assert!(found.text.contains(&ticket.to_string()));
    for nobody in ["a2", "Z-999", "lamp"] {
        let none = head.get(&format!("/counter/files?number={nobody}")).await;
        assert!(none.text.contains("No case that is over has"), "{nobody}");
    }
    let page = format!("{}/erase", page_of(open));
    let refused = head.get(&page).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let number = waiting.to_string();
    let sent = head.post("/counter/files", &page, &format!("idempotency_key=k&number={number}")).await;
    assert_eq!(sent.status, StatusCode::CONFLICT);
    assert!(!is_erased(&story, open));
}

#[tokio::test]
async fn the_head_is_led_to_a_file_by_the_step_that_opens_it() {
    let mut story = Story::new().await;
    let (case, _) = over(&mut story).await;
    let page = page_of(case);
    let (to_case, to_file) = (format!("href=\"{page}\""), format!("href=\"{page}/file\""));
    let mut head = Browser::of(&story.desk, "head").await;
    let files = head.get("/counter/files").await.text;
    assert!(files.contains(&format!("{to_case}>Open, with a reason")), "{files}");
    assert!(!files.contains(&to_file), "{files}");
    for straight in ["file", "papers", "held"] {
        let shut = head.get(&format!("{page}/{straight}")).await;
        assert_eq!(shut.status, StatusCode::FORBIDDEN, "{straight}");
        assert!(shut.text.contains("You have not opened this case"), "{straight}: {}", shut.text);
        assert!(shut.text.contains(&to_case), "{straight}: {}", shut.text);
    }
    let shut = head.get(&format!("{page}/session")).await.text;
    assert!(shut.contains("say why you need it"), "{shut}");
    let mut tom = Browser::of(&story.desk, "tom").await;
    let other = tom.get(&format!("{page}/file")).await;
    assert_eq!(other.status, StatusCode::FORBIDDEN);
    assert!(!other.text.contains("You have not opened"), "he cannot: {}", other.text);
    press(&mut head, case, "read", "reason=The+file").await;
    for leads in ["/counter/files", page.as_str()] {
        let open = head.get(leads).await.text;
        assert!(open.contains(&to_file), "{leads}: {open}");
    }
}
