//! What a ticket says while somebody else has the next step: the other side, the hour agreed on, a pen; and after a withdrawal.

use domain::{
    ShiftId,
    body::MeasureBody,
    case::Paper,
    measure::MeasureAction,
    procedure::{Action, AgreementBody, CaseSource, ClauseBody, ClauseKind, ConsentTo, Means, NewAgreement},
    shift::ShiftTime,
    staff::DutyState,
    testing::{HEAD, ORGANISER, TOM},
};

use super::*;
use crate::testing::Browser;

fn step(filed: &Filed, action: Action) -> Command {
    Command::Proceed { case: filed.case, action: Box::new(action) }
}

#[tokio::test]
async fn while_the_other_side_is_asked_nobody_is_told_to_take_their_time() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    assert!(hall.looks("attending", &filed).await.contains("You are at the desk"));
    hall.ask(MEI, step(&filed, Action::Accept { source: CaseSource::Application })).await;
    let asking = hall.looks("asking", &filed).await;
    assert!(
        asking.contains("The desk is asking the other side") && !asking.contains("Take your time"),
        "{asking}"
    );
}

#[tokio::test]
async fn what_is_missing_stays_on_the_ticket_until_it_is_there() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let missing = vec![Paper::Title, Paper::PowerOfAttorney];
    hall.ask(MEI, Command::CheckPapers { case: filed.case, missing }).await;
    let title = "Certificate or registration of the right";
    let asked = hall.looks("missing", &filed).await;
    assert!(asked.contains(title) && asked.contains("Power of attorney"), "{asked}");
    hall.ask(MEI, step(&filed, Action::Accept { source: CaseSource::Application })).await;
    let accepted = hall.looks("missing-accepted", &filed).await;
    assert!(accepted.contains(title), "an accepted case still waits for them: {accepted}");
    hall.ask(MEI, Command::CheckPapers { case: filed.case, missing: vec![Paper::PowerOfAttorney] }).await;
    let brought = hall.looks("missing-one", &filed).await;
    assert!(!brought.contains(title) && brought.contains("Power of attorney"), "{brought}");
}

#[tokio::test]
async fn when_the_other_side_takes_part_it_is_no_longer_said_to_be_asked() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: filed.number }).await;
    hall.desk.agreed(filed.case, secrets().0).await;
    let answered = hall.looks("answered", &filed).await;
    assert!(answered.contains("The other side takes part"), "{answered}");
    assert!(!answered.contains("The desk is asking the other side"), "{answered}");
}

#[tokio::test]
async fn a_time_that_is_fixed_after_a_call_takes_its_place() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    hall.desk.agreed(filed.case, secrets().0).await;
    let reads = async |there: &[&str], gone: &[&str]| {
        let phone = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
        assert!(there.iter().all(|words| phone.contains(words)), "{there:?}: {phone}");
        assert!(!gone.iter().any(|words| phone.contains(words)), "{gone:?}: {phone}");
    };
    reads(&["Please come now"], &["Please come at"]).await;
    let number = filed.number.to_string();
    let board = async || hall.desk.open("/board/live", "").await.text.contains(&number);
    assert!(board().await, "they are called");
    let counter = format!("/counter/cases/{}", filed.case);
    let counter = Browser::of(&hall.desk, "mei").await.get(&counter).await.text;
    assert!(counter.contains(&format!("{number} is here")), "whoever comes is noted: {counter}");
    hall.desk.clock.advance(std::time::Duration::from_mins(1));
    let (from, until) = ("2026-03-10T06:30:00Z".parse().unwrap(), "2026-03-10T07:30:00Z".parse().unwrap());
    hall.ask(MEI, step(&filed, Action::MakeAppointment { from, until, room: None })).await;
    let appointed = ["Please come at 14:30", "Please confirm that you will come", "You need not wait here"];
    let before = ["Please come now", "You missed a call", "Your place is kept"];
    reads(&appointed, &before).await;
    assert!(!board().await, "nobody is to come now");
    hall.miss(filed.number).await;
    reads(&appointed, &before).await;
    assert!(!board().await, "nor was it missed");
    hall.desk.clock.advance(std::time::Duration::from_mins(15));
    hall.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    reads(&appointed, &before).await;
    assert!(!board().await, "nor is a place lost");
    hall.claim(filed.number).await;
    hall.call(filed.number).await;
    reads(&["Please come now"], &["Please come at"]).await;
    assert!(board().await, "called again");
}

#[tokio::test]
async fn who_has_an_hour_waits_for_it_and_not_for_a_turn() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let (ticket, key, holder) = secrets();
    hall.desk.agreed(filed.case, ticket).await;
    let (from, until) = ("2026-03-10T06:30:00Z".parse().unwrap(), "2026-03-10T07:30:00Z".parse().unwrap());
    hall.ask(MEI, step(&filed, Action::MakeAppointment { from, until, room: None })).await;
    hall.ask(MEI, Command::OpenTalks { case: filed.case }).await;
    let number = hall.desk.app.now().desk.case(filed.case).unwrap().respondents()[0].ticket.unwrap();
    let other = Filed { case: filed.case, number, key, holder };
    let waits = hall.looks("talks-at-an-hour", &other).await;
    assert!(waits.contains("Please come at 14:30") && waits.matches("14:30").count() == 1, "{waits}");
    assert!(waits.contains("You need not wait here until then"), "{waits}");
    assert!(!waits.contains("You are next") && !waits.contains("as soon as one is free"), "{waits}");
    let counter = Browser::of(&hall.desk, "mei").await.get("/counter").await.text;
    assert!(counter.contains("Expected at 14:30"), "{counter}");
    let asks = async || {
        let phone = hall.by_holder(&other, &other.path(), Language::En).await.text;
        let case = format!("/counter/cases/{}", filed.case);
        let case = Browser::of(&hall.desk, "mei").await.get(&case).await.text;
        (phone.contains("Please confirm that you will come"), case.contains("Not confirmed yet"))
    };

    if hall.desk.app.now().desk.ticket(filed.number).unwrap().state == TicketState::Waiting {
        hall.claim(filed.number).await;
    }
    assert_eq!(asks().await, (true, true));
    hall.call(filed.number).await;
    let called = hall.looks("talks-called", &other).await;
    assert!(
        called.contains("Please come now") && !called.contains("14:30"),
        "now is not at an hour: {called}"
    );
    assert_eq!(asks().await, (false, false), "who is called comes now");
    for ticket in [filed.number, other.number] {
        hall.ask(MEI, Command::CheckInTicket { ticket }).await;
    }
    assert_eq!(asks().await, (false, false), "who is there has come");
    hall.desk.prepared(filed.case).await;
    hall.ask(MEI, Command::StartSession { case: filed.case }).await;
    let talks = hall.looks("talks-at-their-hour", &other).await;
    assert!(talks.contains("Talks are on") && !talks.contains("14:30"), "the hour is behind them: {talks}");
    let clause = ClauseBody {
        kind: ClauseKind::Remove,
        debtor: hall.desk.parties(filed.case)[1],
        act: "The lamp is taken down.".to_owned(),
        translation: None,
        place: None,
        from: None,
        until: None,
        money: None,
        organiser: false,
    };
    let body = AgreementBody { clauses: vec![clause], ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: domain::fair::Language::En };
    hall.ask(MEI, step(&filed, Action::DraftAgreement { base: 0, draft })).await;
    hall.ask(MEI, step(&filed, Action::AgreeTerms { version: 1 })).await;
    let signing = hall.looks("signing", &other).await;
    assert!(
        signing.contains("The agreement is being signed") && !signing.contains("You have arrived"),
        "{signing}"
    );
}

#[tokio::test]
async fn a_complaint_outlives_a_withdrawal_and_nothing_is_said_to_have_been_done() {
    let mut hall = Hall::new().await;
    let both = hall.pen.dispute(&[Ask::Mediation, Ask::Measure]);
    let filed = hall.file_this(both).await;
    let sure = hall.open(&format!("{}/withdraw", filed.path()), &hall.phone, Language::En).await.text;
    assert!(sure.contains("Your complaint to the organiser is not withdrawn with it"), "{sure}");
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    let said = hall.looks("withdrawn-with-complaint", &filed).await;
    assert!(
        said.contains("Your complaint to the organiser is not withdrawn with it")
            && !said.contains("Nothing more happens"),
        "{said}"
    );
    let page =
        Browser::of(&hall.desk, "head").await.get(&format!("/counter/cases/{}", filed.case)).await.text;
    assert_eq!(page.matches("class=\"done\"").count(), 1, "filed; nobody was called, nobody talked: {page}");
    hall.desk.cleared(filed.case).await;
    let decided = hall.looks("withdrawn-with-complaint-decided", &filed).await;
    assert!(
        decided.contains("decided on your complaint") && !decided.contains("is not withdrawn with it"),
        "{decided}"
    );
    let alone = hall.pen.dispute(&[Ask::Mediation]);
    let alone = hall.file_this(alone).await;
    let sure = hall.open(&format!("{}/withdraw", alone.path()), &hall.phone, Language::En).await.text;
    assert!(!sure.contains("is not withdrawn with it"), "{sure}");
}

#[tokio::test]
async fn what_becomes_of_a_complaint_alone_is_said_alike_before_and_after_it_is_withdrawn() {
    let mut hall = Hall::new().await;
    let new = hall.pen.dispute(&[Ask::Measure]);
    let filed = hall.file_this(new).await;
    let words = [
        (Language::En, "closes it or goes on with it and decides", "decided on your complaint"),
        (Language::ZhCn, "结束该投诉，或者继续处理并作出决定", "主办方已就您的投诉作出决定"),
    ];
    for (language, goes_on, _) in words {
        let sure = hall.open(&format!("{}/withdraw", filed.path()), &hall.phone, language).await.text;
        assert!(sure.contains(goes_on), "{sure}");
    }
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    hall.looks("complaint-withdrawn", &filed).await;
    for (language, goes_on, decided) in words {
        let page = hall.page(&filed, language).await;
        assert!(page.contains(goes_on) && !page.contains(decided), "{page}");
    }
    hall.desk.cleared(filed.case).await;
    let told = hall.looks("complaint-withdrawn-decided", &filed).await;
    assert!(told.contains("This case was withdrawn") && !told.contains("or decided here"), "{told}");
    for (language, goes_on, decided) in words {
        let page = hall.page(&filed, language).await;
        assert!(page.contains(decided) && !page.contains(goes_on), "{page}");
    }
    let slip = hall.open(&filed.path(), &hall.stranger(), Language::En).await.text;
    assert!(!slip.contains("decided on your complaint") && !slip.contains("Dealt with"), "{slip}");
}

#[tokio::test]
async fn a_complaint_alone_leaves_the_line_with_the_organisers_decision() {
    let mut hall = Hall::new().await;
    let new = hall.pen.dispute(&[Ask::Measure]);
    let filed = hall.file_this(new).await;
    let waits = hall.looks("complaint", &filed).await;
    assert!(waits.contains("You are next") && waits.contains("Expected wait"), "{waits}");
    let party = hall.desk.parties(filed.case)[1];
    let body = MeasureBody { text: "Nothing is infringed.".to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::Clear { body });
    hall.ask(ORGANISER, Command::MoveMeasure { case: filed.case, party, action }).await;
    let decided = hall.looks("complaint-decided", &filed).await;
    for said in ["The organiser has decided", "decided on your complaint", "<span>Dealt with</span>"] {
        assert!(decided.contains(said), "{said}: {decided}");
    }
    for gone in ["You are next", "Expected wait", "Passed on"] {
        assert!(!decided.contains(gone), "{gone}: {decided}");
    }
    let page = hall.page(&filed, Language::En).await;
    assert!(page.contains("No measure was taken"), "the page tells what it decided: {page}");
    let page = hall.page(&filed, Language::ZhCn).await;
    for said in ["主办方已作出决定", "主办方已就您的投诉作出决定"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("下一位就是您"), "{page}");
}

#[tokio::test]
async fn while_nobody_is_on_duty_no_wait_is_promised_and_the_plan_is_told() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    assert!(hall.looks("on-duty", &filed).await.contains("Expected wait"));
    for who in [MEI, TOM] {
        hall.ask(who, Command::TakeDuty { state: DutyState::Off, room: None }).await;
    }
    let off = hall.looks("nobody", &filed).await;
    assert!(off.contains("Nobody is on duty at the moment. You keep your place"), "{off}");
    assert!(off.contains("You are next") && !off.contains("Expected wait"), "{off}");
    let json =
        hall.desk.call(axum::http::Method::GET, &format!("/api/v1/tickets/{}", filed.key), "", None).await;
    assert!(json.json()["wait"].is_null(), "{}", json.text);

    for (id, staff, from, until) in [
        (1, TOM, "2026-03-10T02:15:00Z", "2026-03-10T02:30:00Z"),
        (2, MEI, "2026-03-10T05:00:00Z", "2026-03-10T07:00:00Z"),
    ] {
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        let times = vec![ShiftTime { shift: ShiftId([id; 16]), from, until }];
        let plan = Command::PlanShifts { staff, hall: None, times };
        hall.ask(HEAD, plan).await;
    }
    // Reception is planned for the whole day, and is not who is waited for.
    let (from, until) = ("2026-03-10T02:05:00Z".parse().unwrap(), "2026-03-10T08:00:00Z".parse().unwrap());
    let (shift, staff) = (ShiftId([3; 16]), domain::testing::RECEPTION);
    let times = vec![ShiftTime { shift, from, until }];
    hall.ask(HEAD, Command::PlanShifts { staff, hall: None, times }).await;
    let planned = hall.looks("nobody-yet", &filed).await;
    assert!(planned.contains("somebody is planned from 10 Mar, 10:15"), "{planned}");
    hall.desk.clock.advance(std::time::Duration::from_mins(20));
    let late = hall.looks("nobody-came", &filed).await;
    assert!(late.contains("Nobody is on duty at the moment. You keep"), "somebody should be there: {late}");
    hall.desk.clock.advance(std::time::Duration::from_mins(20));
    let between = hall.looks("nobody-between", &filed).await;
    let said = "Nobody has been on duty since 10:30; somebody is planned again from 10 Mar, 13:00";
    assert!(between.contains(said), "{between}");
    hall.ask(MEI, Command::TakeDuty { state: DutyState::On, room: None }).await;
    assert!(hall.looks("on-duty-again", &filed).await.contains("Expected wait"));
}

/// Whoever filed chooses to go on over a distance, and the head may do as they chose.
async fn chooses_to_go_on(hall: &Hall, filed: &Filed, carried: bool) {
    let party = hall.desk.parties(filed.case)[0];
    let (to, text, means) = (ConsentTo::Remote, "2026-03".to_owned(), Means::Spoken);
    hall.ask(HEAD, step(filed, Action::Consent { party, to, text, means })).await;
    if carried {
        hall.ask(HEAD, step(filed, Action::CarryOver)).await;
    }
}

/// That a ticket says first that its case goes on, and nothing of a line.
fn says_that_it_goes_on(said: &str) {
    assert!(said.contains("<h2>Your case goes on after the fair</h2>"), "{said}");
    assert!(said.contains("Talks are held over a distance."), "{said}");
    for of_a_line in ["You are in line", "We will call you", "You are next", "Expected wait", "What to bring"]
    {
        assert!(!said.contains(of_a_line), "{of_a_line}: {said}");
    }
}

#[tokio::test]
async fn what_goes_on_after_the_end_says_so_first_and_nothing_of_a_line() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let behind = hall.file().await;
    assert!(hall.looks("behind", &behind).await.contains("1 ahead of you"));
    chooses_to_go_on(&hall, &filed, true).await;
    let own = hall.looks("goes-on", &filed).await;
    says_that_it_goes_on(&own);
    assert!(own.contains("Your papers") && own.contains("still to be supplemented"), "{own}");
    let found = hall.open(&filed.path(), &hall.stranger(), Language::En).await.text;
    let aside = |said: &str| said.contains("Not in line") && !said.contains("goes on after");
    assert!(aside(&found) && !found.contains("We will call you"), "who has the slip alone: {found}");
    assert!(hall.looks("behind", &behind).await.contains("You are next"));
    let json =
        hall.desk.call(axum::http::Method::GET, &format!("/api/v1/tickets/{}", filed.key), "", None).await;
    let json = json.json();
    assert!(json["after"] == "out-of-line" && json["ahead"].is_null(), "{json}");
    let slip = hall.open(&format!("{}/slip", filed.path()), &hall.phone, Language::En).await.text;
    assert!(aside(&slip) && !slip.contains("Watch the board"), "{slip}");
    // Whoever is called all the same comes.
    hall.claim(filed.number).await;
    says_that_it_goes_on(&hall.looks("goes-on-claimed", &filed).await);
    hall.call(filed.number).await;
    assert!(hall.looks("goes-on-called", &filed).await.contains("Please come now"));
    hall.ask(MEI, Command::ParkTicket { ticket: filed.number, reason: ParkReason::Expert }).await;
    // It is 10:02; the desk closes at 17:00, two days later for good.
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 7));
    says_that_it_goes_on(&hall.looks("goes-on-over", &filed).await);
}

#[tokio::test]
async fn who_chose_to_go_on_after_the_end_waits_in_no_line_once_time_is_short() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    chooses_to_go_on(&hall, &filed, false).await;
    assert!(
        hall.looks("chosen-early", &filed).await.contains("You are in line"),
        "there is time to talk here"
    );
    // It is 10:00 of the first day; in the afternoon of the last one a reply and a talk fit no more.
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 6));
    says_that_it_goes_on(&hall.looks("chosen", &filed).await);
    let page = hall.by_holder(&filed, &filed.path(), Language::En).await.text;
    assert!(page.contains("id=\"closing\""), "it may be chosen otherwise: {page}");
}

#[tokio::test]
async fn after_the_last_close_whoever_waits_is_told_whom_to_write_to() {
    let mut hall = Hall::new().await;
    let mediated = hall.file().await;
    let complaint = hall.pen.dispute(&[Ask::Measure]);
    let complaint = hall.file_this(complaint).await;
    let both = hall.pen.dispute(&[Ask::Mediation, Ask::Measure]);
    let both = hall.file_this(both).await;
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 8));
    let body = domain::testing::plan().body.name;
    let said = hall.looks("over-mediation", &mediated).await;
    assert!(
        said.contains("The desk at this fair has closed") && said.contains("Your case stays open"),
        "{said}"
    );
    assert!(said.contains("the mediation body: ") && said.contains(&body), "{said}");
    assert!(!said.contains("phone the organiser"), "{said}");
    let office_has = "Your complaint stays open. Please write or phone the organiser.";
    let told = hall.looks("over-both", &both).await;
    assert!(told.contains("the mediation body: ") && told.contains(office_has), "{told}");
    let other = hall.looks("over-complaint", &complaint).await;
    assert!(other.contains("Your complaint stays open. Please write or phone the organiser."), "{other}");
    for said in [said, other] {
        for of_a_line in ["You are in line", "ahead of you", "You are next", "Expected wait", "What to bring"]
        {
            assert!(!said.contains(of_a_line), "{of_a_line}: {said}");
        }
    }
    hall.desk.cleared(both.case).await;
    let told = hall.looks("over-both-decided", &both).await;
    assert!(told.contains("the mediation body: ") && !told.contains(office_has), "{told}");
}

#[tokio::test]
async fn what_a_party_chooses_after_the_last_close_is_said_in_words_that_are_true_then() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let before = ["closes before talks can take place here", "until the fair closes"];
    let after = ["How your case goes on", "Talks can no longer take place here"];
    // It is 10:00 of the first day; the desk closes for good at 17:00 of the third.
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 6));
    let page = hall.page(&filed, Language::En).await;
    for said in before {
        assert!(page.contains(said), "{said}: {page}");
    }
    hall.desk.clock.advance(std::time::Duration::from_hours(2));
    let page = hall.page(&filed, Language::En).await;
    for said in after.into_iter().chain(["I agree that talks are held over a distance."]) {
        assert!(page.contains(said), "it can be carried over still: {said}: {page}");
    }
    for untrue in before {
        assert!(!page.contains(untrue), "{untrue}: {page}");
    }
    let chinese = hall.page(&filed, Language::ZhCn).await;
    assert!(chinese.contains("您的案件如何继续") && !chinese.contains("闭幕前"), "{chinese}");
}

#[tokio::test]
async fn who_waits_shortly_before_the_desk_closes_is_told_when_it_opens_again() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let early = hall.looks("early", &filed).await;
    assert!(!early.contains("The desk closes at"), "{early}");
    // It is 10:00; the desk closes at 17:00, and two minutes before that a turn may not come any more.
    hall.desk.clock.advance(std::time::Duration::from_mins(7 * 60 - 2));
    let late = hall.looks("closes-soon", &filed).await;
    assert!(late.contains("Expected wait") && late.contains("The desk closes at 17:00 today."), "{late}");
    assert!(late.contains("after it opens again, on 11 Mar, 09:00"), "{late}");
    let slip = hall.open(&format!("{}/slip", filed.path()), &hall.phone, Language::En).await.text;
    assert!(slip.contains("The desk closes at 17:00 today."), "{slip}");
    hall.desk.clock.advance(std::time::Duration::from_hours(48));
    let last = hall.looks("closes-for-good", &filed).await;
    assert!(last.contains("The desk closes at 17:00 today, for the last time."), "{last}");
    hall.desk.clock.advance(std::time::Duration::from_mins(3));
    let over = hall.looks("closed", &filed).await;
    assert!(over.contains("The desk at this fair has closed"), "{over}");
    assert!(!over.contains("The desk closes at"), "{over}");
}
