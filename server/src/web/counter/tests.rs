//! The counter through its pages, as mediators use it with scripts off.

mod outside;
mod reception;
mod untaken;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command, StaffId, TicketNumber,
    case::{Ask, CaseState, Outcome, Paper, Relief, Urgency},
    command::NewCase,
    procedure::{Action, ConsentTo, Means},
    staff::DutyState,
    testing::{self, TestFair},
    ticket::TicketState,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::{
    app::App,
    testing::{Browser, TestDesk},
    web::ticket::tests::holder::hidden,
};

/// A desk and a source of cases to file at it.
pub(super) struct Story {
    pub(super) desk: TestDesk,
    ids: TestFair,
}

impl Story {
    pub(super) async fn new() -> Self {
        Self { desk: TestDesk::new().await, ids: TestFair::new() }
    }

    pub(super) async fn file(&mut self) -> (CaseId, TicketNumber) {
        self.file_with(|_| ()).await
    }

    pub(super) async fn file_with(&mut self, change: impl FnOnce(&mut NewCase)) -> (CaseId, TicketNumber) {
        let mut new = self.ids.dispute(&[Ask::Mediation]);
        new.ticket = App::new_ticket();
        change(&mut new);
        let id = new.case;
        self.desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        (id, self.desk.app.now().desk.case(id).unwrap().claimant().ticket.unwrap())
    }

    fn state(&self, ticket: TicketNumber) -> TicketState {
        self.desk.app.now().desk.ticket(ticket).unwrap().state
    }

    fn readings(&self, case: CaseId) -> Vec<StaffId> {
        let engine = &self.desk.app.engine;
        let entries = (1..=engine.now().head.seq).filter_map(|seq| engine.entry(seq).unwrap());
        entries
            .filter(|entry| matches!(entry.fact, domain::Fact::CaseRead { case: read, .. } if read == case))
            .filter_map(|entry| entry.stamp.actor.staff())
            .collect()
    }
}

pub(super) fn page_of(case: CaseId) -> String {
    format!("/counter/cases/{case}")
}

/// Presses a button of a case's page.
pub(super) async fn press(
    browser: &mut Browser<'_>,
    case: CaseId,
    verb: &str,
    fields: &str,
) -> crate::testing::Answer {
    let page = page_of(case);
    browser.post(&page, &format!("{page}/{verb}"), fields).await
}

#[tokio::test]
async fn the_next_ticket_is_offered_with_its_reasons_and_taken() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let counter = mei.get("/counter").await;
    assert_eq!(counter.status, StatusCode::OK);
    for shown in [&*ticket.to_string(), "Take A-001", "First in its line", "Design", "Hall 1"] {
        assert!(counter.text.contains(shown), "{shown}");
    }
    assert!(!counter.text.contains("Li Hua"), "no party is named on the counter");
    let taken = mei.post("/counter", "/counter/next", "idempotency_key=one").await;
    assert_eq!(taken.location(), format!("{}?done=claim", page_of(case)));
    let again = mei.post("/counter", "/counter/next", "idempotency_key=one").await;
    assert_eq!(again.location(), taken.location(), "a double tap takes one");
    assert_eq!(story.state(ticket), TicketState::Claimed);
}

/// What a case page proposes to do next.
async fn proposed(browser: &mut Browser<'_>, case: CaseId) -> String {
    let page = browser.get(&page_of(case)).await.text;
    let next = page.split("data-live=\"next\"").nth(1).unwrap_or_default();
    next.split("data-live=\"meeting\"").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn after_the_last_close_no_call_is_proposed_and_one_can_be_made_all_the_same() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let (carried, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let called = "Call the applicant alone";
    assert!(proposed(&mut mei, case).await.contains(called));
    assert!(mei.get("/counter").await.text.contains("<span>Call to the room</span>"));
    let version = |story: &Story| {
        let at = story.desk.app.now();
        let (known, mei) = (at.desk.case(case).unwrap(), at.desk.staff_member(testing::MEI).unwrap());
        super::case::version(&at.desk, known, mei, story.desk.app.clock.now())
    };
    let before = version(&story);
    story.desk.clock.set("2026-03-12T12:00:00Z".parse().unwrap());
    assert_ne!(version(&story), before, "an open page asks for itself again");
    let mut mei = Browser::of(&story.desk, "mei").await;
    let counter = mei.get("/counter").await.text;
    assert!(counter.contains("Write to them, or end it"), "{counter}");
    for proposal in ["Call to the room", "ago and not called"] {
        assert!(!counter.contains(proposal), "{proposal}: {counter}");
    }
    let next = proposed(&mut mei, case).await;
    assert!(next.contains("carries the case over") && !next.contains(called), "{next}");
    let (party, to) = (story.desk.parties(carried)[0], ConsentTo::Remote);
    let (text, means) = ("2026-03".to_owned(), Means::Spoken);
    for action in [Action::Consent { party, to, text, means }, Action::CarryOver] {
        let step = Command::Proceed { case: carried, action: Box::new(action) };
        story.desk.ask(Actor::Staff(testing::HEAD), step).await.unwrap();
    }
    press(&mut mei, carried, "claim", "").await;
    let next = proposed(&mut mei, carried).await;
    assert!(next.contains("goes on over a distance") && !next.contains(called), "{next}");
    // A session may run late.
    press(&mut mei, case, "call", "room=Room+1").await;
    assert_eq!(story.state(ticket), TicketState::Called);
    assert!(proposed(&mut mei, case).await.contains("A-001 is here"));
}

/// Who was not called is found in the lists, and a case is taken there to go on with it or to end it.
#[tokio::test]
async fn after_the_last_close_nobody_is_offered_next() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let closed = "<p class=\"lead\">The desk has closed for the last time: nobody is called any more.";
    for (now, over) in [("2026-03-11T12:00:00Z", false), ("2026-03-12T12:00:00Z", true)] {
        story.desk.clock.set(now.parse().unwrap());
        let counter = Browser::of(&story.desk, "mei").await.get("/counter").await.text;
        assert_eq!(counter.contains(closed), over, "{now}: {counter}");
        for of_a_line in
            ["Take A-001", "action=\"/counter/next\"", "1 waiting", "Urgent cases first", "No. 1"]
        {
            assert_eq!(counter.contains(of_a_line), !over, "{now}, {of_a_line}: {counter}");
        }
        assert!(counter.contains(&format!("{}/claim", page_of(case))), "{counter}");
    }
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    assert_eq!(story.state(ticket), TicketState::Claimed);
    let counter = mei.get("/counter").await.text;
    assert!(!counter.contains(closed), "what one has in hand is gone on with: {counter}");
    // A desk that stands opens again.
    let standing = TestDesk::standing().await;
    standing.clock.set("2026-03-12T12:00:00Z".parse().unwrap());
    let counter = Browser::of(&standing, "mei").await.get("/counter").await.text;
    assert!(!counter.contains(closed), "{counter}");
}

#[tokio::test]
async fn the_offer_and_the_line_say_the_same_wait() {
    let mut story = Story::new().await;
    story.file().await;
    for (seconds, wait) in [(30, "less than a minute"), (60, "1 min"), (60, "2 min")] {
        story.desk.clock.advance(std::time::Duration::from_secs(seconds));
        let page = Browser::of(&story.desk, "mei").await.get("/counter").await.text;
        for said in [format!("Waiting {wait}"), format!("waiting {wait}")] {
            assert!(page.contains(&said), "{said}: {page}");
        }
    }
}

#[tokio::test]
async fn the_line_says_in_what_order_it_stands() {
    let mut story = Story::new().await;
    let order = "Urgent cases first, then in the order in which they reached the desk.";
    let empty = Browser::of(&story.desk, "mei").await.get("/counter").await.text;
    assert!(!empty.contains(order), "an empty line has none: {empty}");
    story.file().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let place = |page: &str, number: &str| page.find(&format!("<b>{number}</b></a>")).unwrap();
    let shown = mei.get("/counter").await.text;
    assert!(shown.contains(order) && place(&shown, "A-001") < place(&shown, "A-002"), "{shown}");
    let hurry = Command::RecordUrgency { case, urgency: Urgency::LeavingSoon, remark: None };
    story.desk.ask(Actor::Staff(testing::HEAD), hurry).await.unwrap();
    let shown = mei.get("/counter").await.text;
    assert!(place(&shown, "A-002") < place(&shown, "A-001"), "{shown}");
}

/// The number, the time and the wait of a row tell the same order, whatever happened to its ticket meanwhile.
#[tokio::test]
async fn who_was_given_back_keeps_the_place_and_the_row_says_so() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    story.desk.clock.advance(std::time::Duration::from_mins(10));
    story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    story.desk.clock.advance(std::time::Duration::from_mins(10));
    press(&mut mei, case, "release", "reason=mistake").await;
    let page = mei.get("/counter").await.text;
    let row = |number: &str| {
        let rest = page.split(&format!("<b>{number}</b></a>")).nth(1).unwrap_or_default();
        rest.split("</li>").next().unwrap_or_default().to_owned()
    };
    let (first, second) = (row("A-001"), row("A-002"));
    for said in ["No. 1, filed 10:00", "back since 10:20, keeps its place", "waiting 20 min"] {
        assert!(first.contains(said), "{said}: {first}");
    }
    assert!(second.contains("No. 2, filed 10:10") && second.contains("waiting 10 min"), "{second}");
    assert!(!second.contains("back since"), "{second}");
    assert!(page.contains("Whoever comes back to a line keeps the place."), "{page}");
}

#[tokio::test]
async fn what_is_on_hold_since_another_day_says_since_which() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    press(&mut mei, case, "park", "reason=other-side").await;
    let today = mei.get("/counter").await.text;
    assert!(today.contains("Waiting for the other side · since 1"), "{today}");
    story.desk.clock.advance(std::time::Duration::from_hours(24));
    let mut mei = Browser::of(&story.desk, "mei").await;
    let next = mei.get("/counter").await.text;
    assert!(next.contains("Waiting for the other side · since 10 Mar, 1"), "{next}");
}

#[tokio::test]
async fn two_want_one_ticket_and_the_second_hears_who_has_it() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let mut tom = Browser::of(&story.desk, "tom").await;
    assert_eq!(press(&mut mei, case, "claim", "").await.status, StatusCode::SEE_OTHER);
    let second = press(&mut tom, case, "claim", "").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("mei"), "{}", second.text);
    let holder = story.desk.app.now().desk.ticket(ticket).unwrap().mediator;
    assert_eq!(holder, Some(testing::MEI));
    let counter = tom.get("/counter").await;
    assert!(counter.text.contains("With other mediators") && counter.text.contains("<b>mei</b>"));
}

#[tokio::test]
async fn a_case_goes_all_the_way_by_forms_alone() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file_with(|new| new.missing = vec![Paper::Title, Paper::Identity]).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(page.contains("Call to the room") && page.contains("this is reception, no talk yet"), "{page}");
    press(&mut mei, case, "call", "room=Room+1").await;
    assert_eq!(story.state(ticket), TicketState::Called);
    assert!(mei.get(&page_of(case)).await.text.contains("A-001 is here"));
    press(&mut mei, case, "check-in", "").await;
    assert!(mei.get(&page_of(case)).await.text.contains("Some papers were not there"));
    press(&mut mei, case, "papers", "").await;
    assert!(story.desk.app.now().desk.case(case).unwrap().missing.is_empty());

    let [claimant, respondent] = story.desk.parties(case).try_into().unwrap();
    let party = format!("party={respondent}");
    for (verb, fields) in [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", party.clone()),
        ("service", format!("{party}&method=in-person&name=Booth+staff&position=&evidence=")),
        ("answer", format!("{party}&answer=accept&means=spoken&authority=own&name=Noor&statement=")),
        ("talks", String::new()),
    ] {
        let done = press(&mut mei, case, &format!("way/{verb}"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{verb}: {}", done.text);
    }
    let page = mei.get(&page_of(case)).await;
    assert_eq!(page.text.matches("/qr.svg").count(), 2, "the other side's ticket can be shown");
    press(&mut mei, case, "claim", "").await;
    press(&mut mei, case, "call", "room=Room+1").await;
    let tickets: Vec<_> = {
        let at = story.desk.app.now();
        at.desk.tickets_of(at.desk.case(case).unwrap()).map(|ticket| ticket.number).collect()
    };
    assert_eq!(tickets.len(), 2);
    for ticket in tickets {
        press(&mut mei, case, "check-in", &format!("ticket={ticket}")).await;
    }
    assert!(mei.get(&page_of(case)).await.text.contains("Check who is at the table"));
    let early = press(&mut mei, case, "start", "").await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(early.text.contains("identity of everybody"), "{}", early.text);
    for party in [claimant, respondent] {
        let checked = format!("party={party}&name=Li+Hua&position=&paper=passport&number=&authority=own");
        press(&mut mei, case, "session/identity", &checked).await;
    }
    press(&mut mei, case, "session/rights", "version=v1").await;
    assert!(mei.get(&page_of(case)).await.text.contains("Begin the talk"));
    press(&mut mei, case, "start", "").await;
    assert_eq!(story.desk.app.now().desk.case(case).unwrap().state, CaseState::InSession);

    let page = format!("{}/conclude", page_of(case));
    assert!(mei.get(&page).await.text.contains("outcome=settled"));
    let chosen = format!("{page}?outcome=settled");
    let offered = mei.get(&chosen).await.text;
    assert!(offered.contains("value=\"settled-privately\"") && !offered.contains("value=\"agreement\""));
    let fields = "outcome=settled&reason=agreement&remark=Covered+at+once";
    let early = mei.post(&chosen, &page, fields).await;
    assert!(early.text.contains("No agreement is in effect"), "{}", early.text);
    let agreed = format!(
        "base=0&rows=1&facts=&disputes=&prevailing=en&do=oral&c0-kind=cover&c0-debtor={respondent}&c0-act=The+lamp+is+covered."
    );
    // What is unsaid is pointed out first.
    let asked = press(&mut mei, case, "agreement/draft", &agreed).await.text;
    let told = hidden(&asked, "told").replace(' ', "+");
    press(&mut mei, case, "agreement/draft", &format!("{agreed}&told={told}")).await;
    assert_eq!(mei.post(&chosen, &page, fields).await.location(), "/counter?done=conclude");
    let state = story.desk.app.now().desk.case(case).unwrap().state;
    assert!(matches!(state, CaseState::Concluded { outcome: Outcome::Settled, .. }));
    assert!(mei.get(&page_of(case)).await.text.contains("Covered at once"));
    for again in [page.as_str(), &chosen] {
        let ended = mei.get(again).await.text;
        for told in ["This case has ended", "Settled by agreement", "10 Mar, 10:00", "mei"] {
            assert!(ended.contains(told), "{told}: {ended}");
        }
        assert!(!ended.contains("How does it end?") && !ended.contains("name=\"reason\""), "{ended}");
    }
}

#[tokio::test]
async fn nobody_is_said_to_see_the_end_who_has_no_ticket() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let ended = press(&mut mei, case, "conclude", "outcome=not-accepted&reason=not-at-this-fair").await;
    assert_eq!(ended.location(), "/counter?done=conclude-unseen", "{}", ended.text);
    let counter = mei.get(ended.location()).await.text;
    assert!(counter.contains("The other side has no ticket") && !counter.contains("Both sides"), "{counter}");
}

/// Of what was never talked about there is neither a talk nor an agreement to open.
#[tokio::test]
async fn a_case_that_ended_without_a_talk_leads_to_none() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    story.desk.agreed(case, App::new_ticket()).await;
    story.desk.by_mei(Command::OpenTalks { case }).await;
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let links = ["session", "agreement"].map(|name| format!("href=\"{}/{name}\"", page_of(case)));
    let pages = [page_of(case), format!("{}/referrals", page_of(case))];
    for page in &pages {
        let text = mei.get(page).await.text;
        assert!(links.iter().all(|link| text.contains(link)), "{page}: {text}");
    }
    let ended = press(&mut mei, case, "conclude", "outcome=no-agreement&reason=no-prospect").await;
    assert!(!story.desk.app.now().desk.case(case).unwrap().state.is_open(), "{}", ended.text);
    for page in &pages {
        let text = mei.get(page).await.text;
        assert!(
            text.contains("/referrals\"") && !links.iter().any(|link| text.contains(link)),
            "{page}: {text}"
        );
    }
}

#[tokio::test]
async fn a_question_that_is_answered_tells_of_no_other_side() {
    let mut story = Story::new().await;
    let mut new = story.ids.question();
    new.ticket = App::new_ticket();
    let case = new.case;
    story.desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let form = mei.get(&format!("{}/conclude?outcome=advice-given", page_of(case))).await.text;
    assert!(form.contains("An answer was given") && !form.contains("Another reason"), "{form}");
    let ended = press(&mut mei, case, "conclude", "outcome=advice-given&reason=other").await;
    assert_eq!(ended.location(), "/counter?done=conclude-alone");
    let counter = mei.get(ended.location()).await.text;
    assert!(counter.contains("Whoever filed it sees it") && !counter.contains("Both sides"), "{counter}");
    let page = mei.get(&page_of(case)).await.text;
    assert!(page.contains("An answer was given"), "advice has no other reason: {page}");
}

#[tokio::test]
async fn nobody_but_the_mediator_who_has_it_sees_names_and_texts() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let mut tom = Browser::of(&story.desk, "tom").await;
    let before = mei.get(&page_of(case)).await;
    assert!(!before.text.contains("Li Hua") && !before.text.contains("our lamp"), "not before the claim");
    press(&mut mei, case, "claim", "").await;
    let own = mei.get(&page_of(case)).await;
    assert!(own.text.contains("Li Hua") && own.text.contains("They show our lamp."));
    let other = tom.get(&page_of(case)).await;
    assert_eq!(other.status, StatusCode::OK);
    assert!(!other.text.contains("Li Hua") && !other.text.contains("our lamp"));
    assert!(other.text.contains("mei has this case"));
    assert_eq!(story.readings(case), [testing::MEI]);
}

#[tokio::test]
async fn what_is_asked_for_and_what_is_missing_are_lists_in_the_readers_language() {
    let mut story = Story::new().await;
    let asking = |new: &mut NewCase| {
        let body = new.application.as_mut().unwrap();
        body.relief = vec![Relief::StopDisplay, Relief::Apology];
        new.missing = vec![Paper::Title, Paper::Identity];
    };
    let (case, _) = story.file_with(asking).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let lists = [
        (
            "en",
            "Stop showing it, Apology",
            "Certificate or registration of the right, ID or business licence",
        ),
        ("zh-CN", "停止展出、道歉", "权利证书或登记证明、身份证件或营业执照"),
    ];
    for (language, told, missing) in lists {
        let cookies = format!("{}; lang={language}", mei.cookies);
        let shown = story.desk.open(&page_of(case), &cookies).await.text;
        assert!(shown.contains(told), "{told}: {shown}");
        let own = story.desk.open(&format!("{}/way", page_of(case)), &cookies).await.text;
        assert!(own.contains(missing), "{missing}: {own}");
    }
}

#[tokio::test]
async fn a_reading_is_recorded_before_it_and_once_an_hour() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    mei.get(&page_of(case)).await;
    mei.get(&page_of(case)).await;
    assert_eq!(story.readings(case), [testing::MEI]);
    story.desk.clock.advance(std::time::Duration::from_mins(61));
    mei.get(&page_of(case)).await;
    assert_eq!(story.readings(case).len(), 2);
    story.desk.clock.advance(std::time::Duration::from_mins(61));
    story.desk.memory.fail_next(crate::journal::memory::Fault::Storage);
    let refused = mei.get(&page_of(case)).await;
    assert!(!refused.text.contains("our lamp"), "what cannot be recorded is not shown");
}

#[tokio::test]
async fn the_head_reads_after_saying_so() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    mei.get(&page_of(case)).await;
    let mut head = Browser::of(&story.desk, "head").await;
    let closed = head.get(&page_of(case)).await;
    assert!(!closed.text.contains("Li Hua") && closed.text.contains("record my reading"));
    assert_eq!(story.readings(case), [testing::MEI]);
    for blank in ["", "reason=+%0A+"] {
        let asked = press(&mut head, case, "read", blank).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(asked.text.contains("Say in a few words why") && !asked.text.contains("Li Hua"));
    }
    assert_eq!(story.readings(case), [testing::MEI], "without a reason nothing is read");
    let photo = format!("{}/photos/{}/copy", page_of(case), "00".repeat(16));
    assert_eq!(head.get(&photo).await.status, StatusCode::FORBIDDEN);
    press(&mut head, case, "read", "reason=A+side+complained.").await;
    let open = head.get(&page_of(case)).await;
    assert!(open.text.contains("our lamp") && open.text.contains("Li Hua"));
    assert_eq!(story.readings(case), [testing::MEI, testing::HEAD]);
    for shown in ["Who read this case", "A side complained.", "· mei", "· head"] {
        assert!(open.text.contains(shown), "{shown}");
    }
    let own = mei.get(&page_of(case)).await;
    assert!(!own.text.contains("Who read") && !own.text.contains("A side complained."), "heads alone see it");
    story.desk.clock.advance(std::time::Duration::from_mins(61));
    let closed = head.get(&page_of(case)).await;
    assert!(!closed.text.contains("our lamp") && !closed.text.contains("A side complained."));
    assert!(closed.text.contains("Who read this case"));
}

/// Whoever looks over a shoulder reads no number, and whoever has to ring dials it or asks for all of it.
#[tokio::test]
async fn how_to_reach_a_party_is_masked_until_it_is_asked_for() {
    let mut story = Story::new().await;
    let (case, _) = story
        .file_with(|new| {
            new.claimant.body.phone = Some("+86 (21) 5555-0101".to_owned());
            new.claimant.body.email = Some("lihua@lumen.example".to_owned());
        })
        .await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    for name in ["mei", "reception"] {
        let page = Browser::of(&story.desk, name).await.get(&page_of(case)).await.text;
        assert!(page.contains("href=\"tel:+862155550101\""), "{name}: {page}");
        for whole in ["+86 (21) 5555-0101", "lihua@lumen.example"] {
            assert_eq!(page.matches(whole).count(), 1, "{name}: {page}");
            assert!(page.contains(&format!("</summary><bdi>{whole}</bdi></details>")), "{name}: {page}");
        }
        for end in ["••••0101", "••••mple"] {
            assert!(page.contains(&format!("<bdi>{end}</bdi>")), "{name} {end}: {page}");
        }
    }
}

#[tokio::test]
async fn who_gave_a_case_back_sees_the_summary_at_once() {
    let mut story = Story::new().await;
    for reason in ["mistake", "conflict"] {
        let (case, _) = story.file().await;
        let mut mei = Browser::of(&story.desk, "mei").await;
        press(&mut mei, case, "claim", "").await;
        assert!(mei.get(&page_of(case)).await.text.contains("our lamp"));
        press(&mut mei, case, "release", &format!("reason={reason}")).await;
        let after = mei.get(&page_of(case)).await.text;
        assert!(!after.contains("our lamp") && !after.contains("Li Hua"), "{reason}: {after}");
    }
}

#[tokio::test]
async fn a_complaint_to_the_organiser_is_named_and_its_text_is_not_shown() {
    let mut story = Story::new().await;
    let new = story.ids.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, _) = story.file_with(|case| *case = NewCase { ticket: App::new_ticket(), ..new }).await;
    let alone = story.ids.dispute(&[Ask::Measure]);
    let (alone, _) = story.file_with(|case| *case = NewCase { ticket: App::new_ticket(), ..alone }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let page = mei.get(&page_of(case)).await;
    assert!(page.text.contains("also complained to the organiser"));
    assert!(!page.text.contains("Please have it covered"));
    let colleague = Browser::of(&story.desk, "tom").await.get(&page_of(case)).await.text;
    assert!(!colleague.contains("complained to the organiser"), "{colleague}");
    press(&mut mei, case, "release", "reason=mistake").await;
    press(&mut mei, alone, "claim", "").await;
    let page = mei.get(&page_of(alone)).await.text;
    assert!(page.contains("A complaint to the organiser was lodged"), "{page}");
    assert!(!page.contains("was lodged too"), "nothing else was asked for: {page}");
}

#[tokio::test]
async fn of_a_complaint_to_the_organiser_a_mediator_is_told_with_the_case() {
    let mut story = Story::new().await;
    let told = "complained to the organiser";
    for asks in [&[Ask::Mediation, Ask::Measure][..], &[Ask::Measure][..]] {
        let new = story.ids.dispute(asks);
        let (case, _) = story.file_with(|case| *case = NewCase { ticket: App::new_ticket(), ..new }).await;
        let page = page_of(case);
        for (name, knows) in [("mei", false), ("tom", false), ("head", true), ("reception", true)] {
            let seen = Browser::of(&story.desk, name).await.get(&page).await;
            assert_eq!(seen.status, StatusCode::OK, "{name}");
            assert_eq!(seen.text.contains(told), knows, "{name}: {}", seen.text);
            // Nor does a line that is missing tell it.
            let line = seen.text.contains("<ol class=\"steps\"");
            assert!(line || knows, "{name}: {}", seen.text);
        }
    }
}

#[tokio::test]
async fn the_organiser_and_the_supervisor_are_kept_out() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    for name in ["organiser", "supervisor"] {
        let mut browser = Browser::of(&story.desk, name).await;
        // The office's own forms are printed by the same code.
        for route in super::routes().into_iter().filter(|route| route.path.starts_with("/counter")) {
            let path = route.path.replace("{case}", &case.to_string());
            let answer = if route.method == axum::http::Method::GET {
                browser.get(&path).await
            } else {
                browser.post("/account", &path, "").await
            };
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name} {path}");
        }
    }
    assert_eq!(story.readings(case), []);
}

#[tokio::test]
async fn every_page_opens_in_both_languages() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    for language in ["en", "zh-CN"] {
        mei.cookies = format!("lang={language}; {}", mei.cookies);
        for path in [
            "/counter".to_owned(),
            "/counter/live".to_owned(),
            "/counter/scan".to_owned(),
            "/counter/advice".to_owned(),
            "/counter/conflicts?q=1".to_owned(),
            page_of(case),
            format!("{}/conclude", page_of(case)),
            format!("{}/conclude?outcome=no-agreement", page_of(case)),
        ] {
            let answer = mei.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.text.contains("style=\""), "{path}: the content policy forbids style attributes");
        }
    }
}

#[tokio::test]
async fn a_case_on_hold_is_offered_to_others_once_whoever_has_it_has_gone() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    press(&mut mei, case, "park", "reason=other-side").await;
    let mut tom = Browser::of(&story.desk, "tom").await;
    let offer = "put on hold by a mediator who is no longer here";
    let page = tom.get(&page_of(case)).await.text;
    assert!(!page.contains(offer) && !page.contains("Take this case"), "on duty: {page}");
    mei.post("/counter", "/counter/duty", "state=break").await;
    let page = tom.get(&page_of(case)).await.text;
    assert!(!page.contains(offer) && !page.contains("Take this case"), "back soon: {page}");
    mei.post("/counter", "/counter/duty", "state=off").await;
    assert!(tom.get(&page_of(case)).await.text.contains(offer));
    let taken = press(&mut tom, case, "claim", "").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    assert_eq!(story.state(ticket), TicketState::Claimed);
}

#[tokio::test]
async fn duty_room_and_break_are_switched() {
    let story = Story::new().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let taken = mei.post("/counter", "/counter/duty", "state=on&room=Room+2").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "tom sits in room 2");
    assert!(taken.text.contains("Room 2 is in use now: tom. Choose another room."), "{}", taken.text);
    let offered = "<option value=\"Room 2\" disabled>Room 2 (taken: tom)</option>";
    for page in [&taken.text, &mei.get("/counter").await.text] {
        assert!(page.contains(offered) && !page.contains("taken: mei"), "{page}");
    }
    mei.post("/counter", "/counter/duty", "state=break").await;
    let duty = || story.desk.app.now().desk.staff_member(testing::MEI).unwrap().duty;
    assert_eq!(duty(), DutyState::Break);
    assert!(mei.get("/counter").await.text.contains("Go on duty to take tickets"));
    mei.post("/counter", "/counter/duty", "state=off").await;
    assert_eq!(duty(), DutyState::Off);
}

#[tokio::test]
async fn a_claim_nobody_follows_up_is_shown_to_everybody() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    assert!(!mei.get("/counter").await.text.contains("and not called"));
    story.desk.clock.advance(std::time::Duration::from_mins(15));
    let mut tom = Browser::of(&story.desk, "tom").await;
    assert!(mei.get("/counter").await.text.contains("Taken 15 min ago and not called"));
    assert!(tom.get("/counter").await.text.contains("Taken 15 min ago and not called"));
}

#[tokio::test]
async fn a_ticket_is_opened_by_number_however_it_is_written() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for typed in ["A-001", "a1", "Ａ－１", "A%201"] {
        let typed = if typed.starts_with('Ａ') { "%EF%BC%A1%EF%BC%8D%EF%BC%91" } else { typed };
        let opened = mei.post("/counter/scan", "/counter/scan", &format!("number={typed}")).await;
        assert_eq!(opened.location(), page_of(case), "{typed}");
    }
    for typed in ["", "B-9", "nonsense"] {
        let refused = mei.post("/counter/scan", "/counter/scan", &format!("number={typed}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
    }
}

#[tokio::test]
async fn a_code_after_checking_identity_opens_that_ticket_once() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let page = press(&mut mei, case, "code", &format!("ticket={ticket}")).await;
    let code =
        page.text.split("class=\"read-out\" translate=\"no\">").nth(1).unwrap().split('<').next().unwrap();
    let code = story.desk.app.holder_code(ticket, &code.parse().unwrap());
    let holder = App::new_ticket().holder;
    story.desk.ask(Actor::Public, Command::AdmitHolder { ticket, code, holder }).await.unwrap();
    assert!(story.desk.ask(Actor::Public, Command::AdmitHolder { ticket, code, holder }).await.is_err());
}

#[tokio::test]
async fn advice_is_counted_in_two_taps() {
    let story = Story::new().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let done =
        mei.post("/counter/advice", "/counter/advice", "right=trademark&hall=1&idempotency_key=a").await;
    assert_eq!(done.location(), "/counter?done=advice");
    mei.post("/counter/advice", "/counter/advice", "right=none&idempotency_key=b").await;
    assert_eq!(story.desk.app.now().desk.advice().count(), 2);
}

#[tokio::test]
async fn a_conflict_is_declared_and_keeps_the_case_away() {
    let mut story = Story::new().await;
    let exhibitor = domain::ExhibitorId([9; 16]);
    let body = domain::body::ExhibitorBody { name: "Köln Leuchten".to_owned(), ..Default::default() };
    let enrol = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    story.desk.ask(Actor::Staff(testing::ORGANISER), enrol).await.unwrap();
    let (case, _) = story.file_with(|new| new.respondents[0].place.exhibitor = Some(exhibitor)).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    assert!(mei.get("/counter/conflicts?q=leucht").await.text.contains(&exhibitor.to_string()));
    story.desk.enrol("Nova", None, &["2/C77"]).await;
    assert!(mei.get("/counter/conflicts?q=c77%202").await.text.contains("2 / C77"));
    let fields = format!("with=exhibitor%3A{exhibitor}");
    mei.post("/counter/conflicts", "/counter/conflicts", &fields).await;
    assert_eq!(press(&mut mei, case, "claim", "").await.status, StatusCode::CONFLICT);
    let counter = mei.get("/counter").await;
    assert!(counter.text.contains("This case is not open to you") && !counter.text.contains("Take A-001"));
}

#[tokio::test]
async fn an_open_counter_is_told_nothing_more_once_its_session_has_ended() {
    let mut story = Story::new().await;
    let token = story.desk.sign_in(testing::MEI).await;
    let request = Request::get("/counter/events").header(header::COOKIE, format!("desk-session={token}"));
    let request = request.body(Body::empty()).unwrap();
    let mut stream = story.desk.service.clone().oneshot(request).await.unwrap().into_body();
    assert!(stream.frame().await.is_some(), "the counter as it is");
    story.file().await;
    assert!(stream.frame().await.is_some(), "and as it becomes");
    story.desk.app.sessions.end_all(&testing::MEI).await;
    story.file().await;
    assert!(stream.frame().await.is_none(), "but not to who is no longer signed in");
}

/// The forms of a page at whose choice of a reason it says that one is missing.
fn chosen_anew(page: &str) -> Vec<&str> {
    let wrong =
        |group: &&str| group.contains("-reason-error\"") && group.contains("Choose one of the reasons.");
    let groups = page.split("<fieldset id=\"").skip(1).filter(wrong);
    groups.filter_map(|group| group.split_once("-reason\"").map(|(form, _)| form)).collect()
}

/// Nothing that was typed for an act on the case is lost with a choice that was forgotten.
#[tokio::test]
async fn an_act_that_lacks_something_comes_back_on_the_case_as_it_was_typed() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    // The case is nobody's yet: what is refused for that leads back to it.
    let early = press(&mut mei, case, "release", "form=release&reason=mistake&remark=XEARLYX").await;
    assert!(early.status.is_client_error(), "{}", early.status);
    assert!(early.text.contains("XEARLYX"), "what was typed can be copied: {}", early.text);
    assert!(early.text.contains("Back to the case") && early.text.contains(&page_of(case)), "{}", early.text);

    press(&mut mei, case, "claim", "").await;
    for (verb, typed) in [
        ("release", "form=release&remark=XTYPEDX"),
        ("urgency", "form=urgency&reason=whatever&remark=XTYPEDX"),
    ] {
        let again = press(&mut mei, case, verb, typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{verb}");
        assert!(again.text.contains("XTYPEDX</textarea>"), "{verb}: {}", again.text);
        assert!(again.text.contains("Something needs another look"), "{verb}: {}", again.text);
        assert_eq!(chosen_anew(&again.text), [verb], "{}", again.text);
    }
    let unsaid = press(&mut mei, case, "park", "form=park").await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsaid.text);
    assert_eq!(chosen_anew(&unsaid.text), ["park"], "{}", unsaid.text);
    let half = press(&mut mei, case, "check-in", "form=earlier&happened_time=09:41").await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("value=\"09:41\""), "{}", half.text);
    assert_eq!(story.desk.app.now().desk.ticket(ticket).unwrap().state, TicketState::Claimed);
}
