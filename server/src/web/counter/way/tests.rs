//! A case's way through its page, with scripts off and by program.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    Actor, CaseId, Command, PartyId,
    body::{GivenFile, MediatorBody},
    case::{CaseState, Paper},
    command::NewCase,
    disclosure::{Given, Sort},
    fair::{Language, LineRules},
    procedure::{Action, ConsentTo, Means, TRANSFER_TEXT, Way},
    referral::{Counterpart, ReferralAction, ReferralBody},
    staff::Credentials,
    testing,
    ticket::{ParkReason, TicketState},
};
use serde_json::json;

use crate::{
    testing::{Answer, Browser},
    web::{
        counter::{
            session::tests::Talk,
            tests::{Story, page_of, press},
        },
        ticket::tests::holder::{BOUND, hidden, multipart, picture},
    },
};

mod left;

fn way_of(case: CaseId) -> String {
    format!("{}/way", page_of(case))
}

/// Sends a form of the page.
async fn does(browser: &mut Browser<'_>, case: CaseId, verb: &str, fields: &str) -> Answer {
    let page = way_of(case);
    browser.post(&page, &format!("{page}/{verb}"), fields).await
}

fn respondents(story: &Story, case: CaseId) -> Vec<(PartyId, Way)> {
    let at = story.desk.app.now();
    let case = at.desk.case(case).unwrap();
    case.respondents().iter().map(|party| (party.place.id, party.way())).collect()
}

fn state(story: &Story, case: CaseId) -> CaseState {
    story.desk.app.now().desk.case(case).unwrap().state
}

const SERVED: &str = "method=in-person&name=Booth+staff&position=&evidence=";
const YES: &str = "answer=accept&means=spoken&authority=own&name=Noor&position=Director&statement=We+talk.";

#[tokio::test]
async fn the_whole_way_from_reception_to_talks_by_forms_alone() {
    let mut story = Story::new().await;
    let (case, _) = story.file_with(|new| new.missing = vec![Paper::Title]).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    assert_eq!(mei.get(&way_of(case)).await.location(), page_of(case), "nothing here before somebody has it");
    press(&mut mei, case, "claim", "").await;
    let page = mei.get(&way_of(case)).await;
    assert!(page.text.contains("Still missing") && page.text.contains("outcome=not-accepted"));
    does(&mut mei, case, "papers", "").await;
    assert!(mei.get(&way_of(case)).await.text.contains("All papers are there."));
    let done = does(&mut mei, case, "accept", "source=application&idempotency_key=one").await;
    assert_eq!(done.location(), format!("{}?done=way-accept", way_of(case)));
    does(&mut mei, case, "accept", "source=application&idempotency_key=one").await;
    let page = mei.get(&page_of(case)).await;
    assert!(page.text.contains("Case no. 2026-001") && page.text.contains("/way\""));
    let first = "A side can be called to the room once you have declared";
    assert!(page.text.contains(first) && !page.text.contains("Call to the room"), "{}", page.text);
    let (leads, earlier) = ("the next page begins with it", "These steps happened earlier");
    assert!(page.text.contains(leads) && !page.text.contains(earlier), "{}", page.text);
    let end = format!("{}/conclude", page_of(case));
    assert_eq!(mei.get(&end).await.location(), page_of(case), "no end is offered that is refused");
    let called = press(&mut mei, case, "call", "room=Room+1").await;
    assert!(called.text.contains("First declare that you have no conflict of interest"), "{}", called.text);

    let (party, _) = respondents(&story, case)[0];
    let early = does(&mut mei, case, "notice", &format!("party={party}")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody is contacted before the declaration");
    let asked = mei.get(&way_of(case)).await.text;
    for said in
        ["no interest in this matter", "Until then the other side is told nothing", "belongs to reception"]
    {
        assert!(asked.contains(said), "{said}: {asked}");
    }
    does(&mut mei, case, "impartiality", "").await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(page.contains("Call to the room") && page.contains(earlier) && !page.contains(leads), "{page}");
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    let page = mei.get(&way_of(case)).await;
    assert!(page.text.contains(&format!("/papers/notice?party={party}")));
    assert_eq!(respondents(&story, case)[0].1, Way::Noticed);

    does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    let page = mei.get(&way_of(case)).await;
    for shown in ["Reply by", "10 Mar, 12:00", "Booth staff", "2 h left"] {
        assert!(page.text.contains(shown), "{shown}");
    }
    does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    let page = mei.get(&way_of(case)).await;
    for shown in ["Takes part", "Noor (Director)", "We talk.", "All who take part agree: open the talks"] {
        assert!(page.text.contains(shown), "{shown}");
    }

    does(&mut mei, case, "appointment", "day=2026-03-10&from=14%3A30&until=&room=Room+1").await;
    let page = mei.get(&way_of(case)).await;
    assert!(page.text.contains("14:30–15:30") && page.text.contains("Not confirmed yet"));
    let from = "2026-03-10T06%3A30%3A00Z";
    does(&mut mei, case, "confirm", &format!("party={party}&from={from}")).await;
    let confirmed = story.desk.app.now().desk.case(case).unwrap().procedure.appointment.clone().unwrap();
    assert_eq!(confirmed.confirmed, [party]);

    does(&mut mei, case, "talks", "").await;
    assert_eq!(state(&story, case), CaseState::Agreed);
    let opened = mei.get(&way_of(case)).await.text;
    assert!(opened.contains("Talks are open") && opened.contains("stands in the talks line"), "{opened}");
    press(&mut mei, case, "claim", "").await;
    let taken = mei.get(&way_of(case)).await.text;
    assert!(taken.contains("The case is with mei.") && !taken.contains("talks line"), "{taken}");
    does(&mut mei, case, "cancel", "").await;
    assert!(story.desk.app.now().desk.case(case).unwrap().procedure.appointment.is_none());
    let page = mei.get(&page_of(case)).await;
    for shown in ["Accepted", "Notice served", "Other side answered", "Time for talks fixed"] {
        assert!(page.text.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_fixed_time_stands_on_the_case_and_its_room_is_the_one_to_call_to() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    story.desk.agreed(case, crate::app::App::new_ticket()).await;
    let before = mei.get(&page_of(case)).await.text;
    assert!(before.contains("Fix a time where one is needed"), "{before}");
    let (party, _) = respondents(&story, case)[0];
    // Nobody sits in the room that is promised.
    Browser::of(&story.desk, "tom").await.post("/counter", "/counter/duty", "state=off").await;
    does(&mut mei, case, "appointment", "day=2026-03-10&from=14%3A30&until=&room=Room+2").await;
    let page = mei.get(&page_of(case)).await.text;
    for shown in ["14:30–15:30", "Room 2, with mei", "a time is fixed", "Not confirmed yet"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let body = MediatorBody { name: "陈静怡".to_owned(), ..MediatorBody::default() };
    let named = Command::RecordCredentials { staff: testing::MEI, credentials: Credentials::default(), body };
    story.desk.ask(Actor::Staff(testing::HEAD), named).await.unwrap();
    for path in [page_of(case), way_of(case)] {
        let page = mei.get(&path).await.text;
        assert!(page.contains("Room 2, with 陈静怡"), "by the name that the phone says: {page}");
    }
    assert!(!page.contains("Fix a time where one is needed") && !page.contains("Will come"), "{page}");
    does(&mut mei, case, "confirm", &format!("party={party}&from=2026-03-10T06%3A30%3A00Z")).await;
    assert!(mei.get(&page_of(case)).await.text.contains("Will come"));
    let closed = Browser::of(&story.desk, "tom").await.get(&page_of(case)).await.text;
    assert!(!closed.contains("14:30"), "the time is theirs alone: {closed}");

    does(&mut mei, case, "talks", "").await;
    press(&mut mei, case, "claim", "").await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(page.contains("Call both sides") && page.contains("14:30–15:30"), "{page}");
    assert!(page.contains("value=\"Room 2\" selected"), "{page}");
}

/// A time goes with its case: whoever takes that over is told before they have promised the same hour twice.
#[tokio::test]
async fn a_time_that_meets_another_of_theirs_is_pointed_out_to_whoever_takes_the_case_over() {
    let mut story = Story::new().await;
    let (first, _) = story.file().await;
    let (second, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let times = [(first, "from=14%3A30&until=15%3A30"), (second, "from=15%3A00&until=16%3A00")];
    for (case, time) in times {
        press(&mut mei, case, "claim", "").await;
        story.desk.agreed(case, crate::app::App::new_ticket()).await;
        let fields = format!("day=2026-03-10&{time}&room=");
        let fixed = does(&mut mei, case, "appointment", &fields).await;
        assert_eq!(fixed.status, StatusCode::SEE_OTHER, "{}", fixed.text);
        if case == first {
            assert!(!mei.get(&page_of(case)).await.text.contains("meets another of yours"));
            press(&mut mei, case, "release", "reason=mistake").await;
        }
    }
    let told = |page: &str| {
        let said = page.split("meets another of yours").collect::<Vec<_>>();
        said.len() > 1 && said[0].contains("14:30–15:30") && said[1].contains("15:00–16:00")
    };
    let before = mei.get(&page_of(first)).await.text;
    assert!(told(&before) && before.contains("Take this case"), "{before}");
    let mut tom = Browser::of(&story.desk, "tom").await;
    assert!(!tom.get(&page_of(first)).await.text.contains("meets another of yours"), "he has no other");
    let taken = press(&mut mei, first, "claim", "").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "it is a warning and no bar: {}", taken.text);
    let after = mei.get(&page_of(first)).await.text;
    assert!(told(&after), "{after}");
}

/// Whoever sits at the desk already cannot be called to it.
#[tokio::test]
async fn an_applicant_who_is_at_the_desk_is_not_called_to_it() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    assert!(mei.get(&page_of(case)).await.text.contains("Call to the room"), "on the way to the desk");
    press(&mut mei, case, "check-in", "").await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(!page.contains("Call to the room"), "{page}");
}

#[tokio::test]
async fn a_refusal_ends_it_and_nothing_suggests_harm() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    let length = "they have 2 h of the fair";
    assert!(mei.get(&way_of(case)).await.text.contains(length));
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    let told = mei.get(&way_of(case)).await.text;
    assert!(told.contains(length), "it stands there until it runs: {told}");
    let said = format!("party={party}&answer=decline&means=spoken&authority=own&name=&statement=");
    does(&mut mei, case, "answer", &said).await;
    assert!(matches!(state(&story, case), CaseState::Concluded { .. }));
    let page = mei.get(&way_of(case)).await;
    assert!(page.text.contains("Does not take part") && page.text.contains("nothing is held against them"));
    assert!(!page.text.contains("Time for talks"), "nothing is left to fix a time for");
    let ended = mei.get(&page_of(case)).await.text;
    assert!(ended.contains("class=\"callout note\"") && !ended.contains("class=\"callout good\""), "{ended}");
    for page in [&page.text, &ended] {
        assert!(page.contains("class=\"steps\"") && !page.contains("still to come"), "only what was: {page}");
    }
}

#[tokio::test]
async fn nobody_is_shut_out_within_their_time_to_answer() {
    let mut story = Story::new().await;
    let (case, _) = story.file_with(and_another).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let parties = respondents(&story, case);
    for (party, _) in &parties {
        does(&mut mei, case, "notice", &format!("party={party}")).await;
        does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    }
    does(&mut mei, case, "answer", &format!("party={}&{YES}", parties[0].0)).await;
    let page = mei.get(&way_of(case)).await.text;
    assert!(page.contains("10 Mar, 12:00, when the time for it is over"), "{page}");
    assert!(!page.contains("way/talks") && page.contains("Served, time is running"), "{page}");
    let early = does(&mut mei, case, "talks", "").await;
    assert_eq!((early.status, state(&story, case)), (StatusCode::CONFLICT, CaseState::Accepted));
    assert!(early.text.contains("Somebody still has time to answer"), "{}", early.text);

    story.desk.clock.advance(std::time::Duration::from_hours(2));
    let page = mei.get(&way_of(case)).await.text;
    assert!(page.contains("Open the talks without them") && !page.contains("when the time for it"), "{page}");
    does(&mut mei, case, "talks", "").await;
    assert_eq!(state(&story, case), CaseState::Agreed);
    press(&mut mei, case, "claim", "").await;
    for path in [way_of(case), page_of(case)] {
        let page = mei.get(&path).await.text;
        assert!(page.contains("Served, gave no answer") && !page.contains("time is running"), "{page}");
    }
}

#[tokio::test]
async fn a_respondent_who_is_called_in_vain_leaves_and_the_case_stays_with_the_others() {
    let mut story = Story::new().await;
    let (case, _) = story.file_with(and_another).await;
    let rules = LineRules { max_misses: 1, ..LineRules::default() };
    story.desk.ask(Actor::Staff(testing::ORGANISER), Command::SetRules { rules }).await.unwrap();
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let parties = respondents(&story, case);
    for (party, _) in &parties {
        does(&mut mei, case, "notice", &format!("party={party}")).await;
        does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
        does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    }
    does(&mut mei, case, "talks", "").await;
    press(&mut mei, case, "claim", "").await;
    press(&mut mei, case, "call", "room=Room+1").await;
    story.desk.clock.advance(std::time::Duration::from_mins(2));
    let absent = {
        let at = story.desk.app.now();
        at.desk.case(case).unwrap().party(parties[1].0).unwrap().ticket.unwrap()
    };
    let missed = press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
    assert_eq!(missed.location(), format!("{}?done=unreached", page_of(case)), "{}", missed.text);
    let page = mei.get(missed.location()).await.text;
    for said in ["They were called in vain", "Agreed to take part, and did not come when called"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let way = mei.get(&way_of(case)).await.text;
    let at = story.desk.app.now();
    let called = at.desk.ticket(absent).unwrap().called_at.unwrap();
    let last = at.texts(domain::fair::Language::En).moment(called);
    assert!(way.contains(&format!("Did not come when called, most recently {last}")), "{way}");
    assert!(way.contains("they cannot rejoin this case") && way.contains("file a new case"), "{way}");
    assert!(!way.contains("Consent withdrawn"), "nobody declared that: {way}");
    let ways: Vec<_> = respondents(&story, case).into_iter().map(|(_, way)| way).collect();
    assert_eq!(ways, [Way::Accepted, Way::Declined]);
    let paper = format!("{}/papers/no-part?party={}&language=en", page_of(case), parties[1].0);
    let paper = mei.get(&paper).await.text;
    assert!(paper.contains("did not come when called, most recently on 10 Mar"), "{paper}");
    assert!(paper.contains("Mediation with you ended on 10 Mar"), "{paper}");
    assert!(!paper.contains("you ended your part"), "{paper}");
}

#[tokio::test]
async fn where_the_only_respondent_does_not_come_the_end_says_that_and_not_that_nobody_was_reached() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let rules = LineRules { max_misses: 1, ..LineRules::default() };
    story.desk.ask(Actor::Staff(testing::ORGANISER), Command::SetRules { rules }).await.unwrap();
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    does(&mut mei, case, "talks", "").await;
    press(&mut mei, case, "claim", "").await;
    press(&mut mei, case, "call", "room=Room+1").await;
    story.desk.clock.advance(std::time::Duration::from_mins(2));
    let absent = story.desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
    press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
    assert!(!state(&story, case).is_open());
    let page = mei.get(&page_of(case)).await.text;
    let way = mei.get(&way_of(case)).await.text;
    let paper = mei.get(&format!("{}/papers/termination?language=en", page_of(case))).await.text;
    assert!(page.contains("A party did not come when called"), "{page}");
    assert!(way.contains("Did not come when called") && !way.contains("Takes part"), "{way}");
    let parties = page.split("data-live=\"parties\"").nth(1).and_then(|rest| rest.split("</section>").next());
    let parties = parties.unwrap_or_default();
    assert!(parties.contains("Did not come when called") && !parties.contains("Takes part"), "{page}");
    assert!(paper.contains("A party did not come when called."), "{paper}");
    for said in [&page, &way, &paper] {
        assert!(!said.contains("could not be reached"), "everybody had answered: {said}");
    }
}

/// Another respondent beside the first.
fn and_another(new: &mut NewCase) {
    let mut other = new.respondents[0].clone();
    other.place.id = PartyId([0x77; 16]);
    new.respondents.push(other);
}

/// Every respondent agrees to talk, and all are called to the room.
async fn all_called(story: &Story, mei: &mut Browser<'_>, case: CaseId) {
    press(mei, case, "claim", "").await;
    does(mei, case, "accept", "source=application").await;
    does(mei, case, "impartiality", "").await;
    for (party, _) in respondents(story, case) {
        does(mei, case, "notice", &format!("party={party}")).await;
        does(mei, case, "service", &format!("party={party}&{SERVED}")).await;
        does(mei, case, "answer", &format!("party={party}&{YES}")).await;
    }
    does(mei, case, "talks", "").await;
    press(mei, case, "claim", "").await;
    press(mei, case, "call", "room=Room+1").await;
}

#[tokio::test]
async fn whoever_is_called_again_is_received_or_given_up_while_the_others_are_there() {
    let mut story = Story::new().await;
    let (case, lead) = story.file_with(and_another).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    all_called(&story, &mut mei, case).await;
    let [first, absent] = {
        let at = story.desk.app.now();
        let respondents = at.desk.case(case).unwrap().respondents().to_vec();
        [respondents[0].ticket.unwrap(), respondents[1].ticket.unwrap()]
    };
    let offers = |page: &str, number: domain::TicketNumber| page.contains(&format!("{number} is here"));
    let gives_up = |page: &str| page.contains("Did not come</span>");
    press(&mut mei, case, "check-in", &format!("ticket={lead}")).await;
    story.desk.clock.advance(std::time::Duration::from_mins(2));
    press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(!offers(&page, lead), "who is there is not awaited: {page}");
    assert!(offers(&page, first) && offers(&page, absent) && page.contains("Call again"), "{page}");

    press(&mut mei, case, "call", &format!("ticket={absent}")).await;
    let page = mei.get(&page_of(case)).await.text;
    assert!(!offers(&page, lead) && offers(&page, first) && offers(&page, absent), "{page}");
    assert!(page.contains("has not been called yet") && page.contains("Call to the room"), "{page}");
    assert!(!gives_up(&page), "they walk still: {page}");
    press(&mut mei, case, "check-in", &format!("ticket={first}")).await;
    story.desk.clock.advance(std::time::Duration::from_mins(2));
    let page = mei.get(&page_of(case)).await.text;
    assert!(!offers(&page, first) && offers(&page, absent) && gives_up(&page), "{page}");
    assert!(!page.contains("Call to the room"), "nobody else is to be called: {page}");
    press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
    let misses = story.desk.app.now().desk.ticket(absent).unwrap().misses;
    assert_eq!(misses, 2, "each round is one");
    press(&mut mei, case, "call", "").await;
    let stands = |number| story.desk.app.now().desk.ticket(number).unwrap().state;
    let states = [lead, first, absent].map(stands);
    assert_eq!(states, [TicketState::Attending, TicketState::Attending, TicketState::Called]);
}

/// The place was kept as long as it was told, and nobody pressed anything: the history says so, and counts no call.
#[tokio::test]
async fn a_place_that_is_kept_no_longer_stands_in_the_history_as_no_call() {
    let mut story = Story::new().await;
    let (case, _) = story.file_with(and_another).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    all_called(&story, &mut mei, case).await;
    let absent = {
        let at = story.desk.app.now();
        at.desk.case(case).unwrap().respondents()[1].ticket.unwrap()
    };
    for _ in 0..3 {
        story.desk.clock.advance(std::time::Duration::from_mins(1));
        press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
        press(&mut mei, case, "call", &format!("ticket={absent}")).await;
    }
    story.desk.clock.advance(std::time::Duration::from_mins(1));
    press(&mut mei, case, "missed", &format!("ticket={absent}")).await;
    let ways = |story: &Story| respondents(story, case).into_iter().map(|(_, way)| way).collect::<Vec<_>>();
    assert_eq!(ways(&story), [Way::Accepted, Way::Accepted], "as long as it was told");
    story.desk.clock.advance(std::time::Duration::from_mins(10));
    story.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    assert_eq!(ways(&story), [Way::Accepted, Way::Declined]);
    // It went back into the line, and is read by whoever takes it.
    press(&mut mei, case, "claim", "").await;
    let page = mei.get(&page_of(case)).await.text;
    assert_eq!(page.matches("Did not come when called").count(), 4, "{page}");
    assert!(page.contains("Called in vain; the place is kept no longer"), "{page}");
}

#[tokio::test]
async fn what_is_typed_wrong_and_what_clashes_is_shown_again_in_words() {
    let mut story = Story::new().await;
    let (first, _) = story.file().await;
    let (second, _) = story.file().await;
    let ways = [first, second];
    for case in ways {
        let mut mei = Browser::of(&story.desk, "mei").await;
        press(&mut mei, case, "claim", "").await;
        does(&mut mei, case, "accept", "source=application").await;
        does(&mut mei, case, "impartiality", "").await;
        let (party, _) = respondents(&story, case)[0];
        does(&mut mei, case, "notice", &format!("party={party}")).await;
        let nobody = format!("party={party}&method=phone&name=+&position=Owner");
        let again = does(&mut mei, case, "service", &nobody).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("value=\"Owner\"") && again.text.contains("Please look at this"));
        let unnamed = again.flaw(&format!("service-name-{party}"));
        assert!(unnamed.is_some_and(|said| said.contains("Please fill this in.")), "{}", again.text);
        does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
        let (long, longest) = ("x".repeat(4001), format!("party={party}&{YES}"));
        let long = longest.replace("We+talk.", &long);
        let long = does(&mut mei, case, "answer", &long).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        let too_long = long.flaw(&format!("answer-statement-{party}"));
        assert!(too_long.is_some_and(|said| said.contains("At most 4,000 characters.")), "{}", long.text);
        let unsaid = format!("party={party}&means=spoken&authority=own&name=Noor&statement=");
        let unsaid = does(&mut mei, case, "answer", &unsaid).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        let at_choice = unsaid.flaw(&format!("answer-which-{party}"));
        assert!(
            at_choice.is_some_and(|text| text.contains("Choose whether they take part.")),
            "{}",
            unsaid.text
        );
        does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
        press(&mut mei, case, "park", "reason=other-side").await;
    }
    let mut mei = Browser::of(&story.desk, "mei").await;
    does(&mut mei, first, "appointment", "day=2026-03-10&from=14%3A30&until=15%3A30&room=Room+1").await;
    let clash = "day=2026-03-10&from=15%3A00&until=16%3A00&room=Room+2";
    let refused = does(&mut mei, second, "appointment", clash).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("from 14:30 to 15:30") && refused.text.contains("value=\"15:00\""));
    let late = does(&mut mei, second, "appointment", "day=2026-03-14&from=10%3A00&until=&room=Room+1").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let at_day = late.text.split("id=\"time-day-error\"").nth(1).unwrap_or_default();
    assert!(at_day.contains("The fair is over by then"), "{}", late.text);
    let nonsense = does(&mut mei, second, "appointment", "day=tomorrow&from=ten&until=16%3A00&room=").await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["id=\"time-day-error\"", "id=\"time-from-error\"", "Type a time of day", "value=\"ten\""] {
        assert!(nonsense.text.contains(told), "{told}: {}", nonsense.text);
    }
    for (turned, at, words) in [
        ("day=2026-03-14&from=10%3A00&until=09%3A00&room=", "time-until-error", "The end is not after"),
        ("day=2026-03-14&from=01%3A00&until=13%3A01&room=", "time-until-error", "lasts 12 hours at most"),
        ("day=2026-03-09&from=10%3A00&until=11%3A00&room=", "time-day-error", "This time is over."),
        ("day=2026-03-11&from=03%3A00&until=04%3A00&room=Room+1", "time-from-error", "The desk is closed"),
    ] {
        let told = does(&mut mei, second, "appointment", turned).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(told.text.contains(at) && told.text.contains(words), "{words}: {}", told.text);
    }
    does(&mut mei, second, "appointment", "day=2026-03-14&from=10%3A00&until=&room=").await;
    let way = mei.get(&way_of(second)).await.text;
    assert!(way.contains("Over a distance, with mei") && !way.contains("This goes on after"), "{way}");
    for page in [way, mei.get(&page_of(second)).await.text] {
        assert!(page.contains("waited for until 10:10"), "{page}");
    }
}

#[tokio::test]
async fn the_language_of_a_side_is_set_by_hand_and_with_its_reply() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let (party, _) = respondents(&story, case)[0];
    let language = |story: &Story| {
        let at = story.desk.app.now();
        at.desk.case(case).unwrap().party(party).unwrap().place.language
    };
    let note = |tag: &str| format!("party={party}&language={tag}");
    let done = does(&mut mei, case, "language", &note("zh-CN")).await;
    assert!(done.location().ends_with("?done=way-language"), "{}", done.text);
    assert_eq!(language(&story), Language::ZhCn);
    assert!(mei.get(&page_of(case)).await.text.contains("Language of a side noted"));
    assert_eq!(does(&mut mei, case, "language", &note("fr")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    does(&mut mei, case, "answer", &format!("party={party}&{YES}&language=en")).await;
    assert_eq!((language(&story), respondents(&story, case)[0].1), (Language::En, Way::Accepted));
    let page = mei.get(&page_of(case)).await.text;
    for shown in ["What the other side answered", "We talk.", "Noor · Director"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let mut tom = Browser::of(&story.desk, "tom").await;
    assert!(!tom.get(&page_of(case)).await.text.contains("We talk."), "for whoever has the case");
}

/// Handed over while the network was down, photographed then, and entered an hour later.
#[tokio::test]
async fn a_photo_that_comes_with_paper_is_of_the_time_on_the_paper() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    let served = story.desk.app.clock.now();
    story.desk.clock.set(served + jiff::SignedDuration::from_hours(1));
    let page = way_of(case);
    let csrf = hidden(&mei.get(&page).await.text, "csrf");
    let party = party.to_string();
    let fields = [
        ("csrf", csrf.as_str()),
        ("idempotency_key", "one"),
        ("party", &*party),
        ("method", "in-person"),
        ("name", "Booth staff"),
        ("happened_day", "2026-03-10"),
        ("happened_time", "10:00"),
    ];
    let body = multipart(&fields, &[("a.png", &picture(90))]);
    let request = Request::post(format!("{page}/service"))
        .header(header::COOKIE, &mei.cookies)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUND}"));
    let done = story.desk.send(request.body(Body::from(body)).unwrap()).await;
    assert!(done.location().ends_with("?done=way-service"), "{}", done.text);
    let at = story.desk.app.now();
    let photo = at.desk.case(case).unwrap().evidence[0].clone();
    assert_eq!(photo.at, served);
    let shown = mei.get(&page_of(case)).await.text;
    assert!(shown.matches("Entered later, 10 Mar, 11:00").count() >= 2, "photo and service: {shown}");
}

#[tokio::test]
async fn nobody_else_sees_names_here_or_acts() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    assert!(mei.get(&way_of(case)).await.text.contains("Li Hua"));
    let mut tom = Browser::of(&story.desk, "tom").await;
    assert_eq!(tom.get(&way_of(case)).await.location(), page_of(case));
    let page = tom.get(&page_of(case)).await;
    assert!(page.text.contains("mei has this case") && !page.text.contains("Li Hua"));
    assert_eq!(press(&mut tom, case, "way/impartiality", "").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn another_mediator_can_be_asked_for_once_and_consent_taken_back() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    {
        let mut mei = Browser::of(&story.desk, "mei").await;
        press(&mut mei, case, "claim", "").await;
        does(&mut mei, case, "accept", "source=application").await;
        does(&mut mei, case, "impartiality", "").await;
        let party = story.desk.app.now().desk.case(case).unwrap().claimant().place.id;
        let asks = format!("party={party}&means=spoken");
        does(&mut mei, case, "other-mediator", &asks).await;
        assert_eq!(story.desk.app.now().desk.ticket(ticket).unwrap().mediator, None);
        let mut tom = Browser::of(&story.desk, "tom").await;
        press(&mut tom, case, "claim", "").await;
        let page = tom.get(&way_of(case)).await;
        assert!(
            page.text.contains("They asked once before") && page.text.contains("no interest in this matter")
        );
        does(&mut tom, case, "withdraw", &asks).await;
    }
    assert!(matches!(state(&story, case), CaseState::Concluded { .. }));
}

/// Who interrupted a talk has the case, on hold: nobody takes it from the line.
#[tokio::test]
async fn a_case_whose_talks_were_opened_is_not_said_to_stand_in_line_when_it_does_not() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let going = mei.get(&talk.page("way")).await.text;
    assert!(going.contains("The case is with mei.") && !going.contains("talks line"), "{going}");
    let (case, reason) = (talk.case, ParkReason::Appointment);
    talk.mei(Command::AdjournSession { case, reason, remark: None }).await;
    let aside = mei.get(&talk.page("way")).await.text;
    assert!(aside.contains("<h2>Talks interrupted</h2>") && aside.contains("on hold with mei"), "{aside}");
    assert!(!aside.contains("talks line") && !aside.contains("Talks are open"), "{aside}");
}

#[tokio::test]
async fn every_state_of_the_page_shows_in_both_languages() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let (party, _) = respondents(&story, case)[0];
    let party = format!("party={party}");
    let steps = [
        ("accept", "source=application".to_owned()),
        ("impartiality", String::new()),
        ("notice", party.clone()),
        ("service", format!("{party}&{SERVED}")),
        ("answer", format!("{party}&{YES}")),
        ("appointment", "day=2026-03-10&from=14%3A30&until=15%3A30&room=Room+1".to_owned()),
        ("talks", String::new()),
    ];
    let plain = mei.cookies.clone();
    for (n, (verb, fields)) in steps.into_iter().enumerate() {
        for language in crate::locale::Language::ALL {
            mei.cookies = format!("lang={}; {plain}", language.tag());
            let answer = mei.get(&way_of(case)).await;
            assert_eq!(answer.status, StatusCode::OK, "{verb}");
            crate::web::samples::write(&format!("way-{n}-before-{verb}"), language, &answer.text);
        }
        let done = does(&mut mei, case, verb, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{verb}: {}", done.text);
    }
}

#[tokio::test]
async fn while_another_body_has_the_case_its_result_is_recorded_and_no_step_of_this_desk_is_offered() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    story.desk.agreed(case, crate::app::App::new_ticket()).await;
    let ready = mei.get(&way_of(case)).await.text;
    assert!(ready.contains("way/talks") && ready.contains("way/appointment"), "{ready}");
    for party in story.desk.parties(case) {
        let (to, text, means) = (ConsentTo::Transfer, TRANSFER_TEXT.to_owned(), Means::Spoken);
        story.desk.step(case, Action::Consent { party, to, text, means }).await;
    }
    let paper = Some("application".to_owned());
    let given = Given { paper, version: Some(1), ..Given::of(Sort::Application) };
    let body = ReferralBody {
        body: "District court".to_owned(),
        matter: "A suit is filed.".to_owned(),
        files: vec![GivenFile { name: "01.pdf".to_owned(), sha256: "00".repeat(32), bytes: 1 }],
        ..ReferralBody::default()
    };
    let (to, language) = (Counterpart::Court, Language::En);
    let drawn_up = ReferralAction::DrawUp { to, given: vec![given], language, body };
    let sent = ReferralAction::Send { on: testing::plan().first_day };
    for (staff, action) in [(testing::MEI, drawn_up), (testing::HEAD, sent)] {
        let (referral, action) = (domain::ReferralId([1; 16]), Box::new(action));
        let moved = domain::Command::MoveReferral { case, referral, action };
        story.desk.ask(domain::Actor::Staff(staff), moved).await.unwrap();
    }
    let plain = mei.cookies.clone();
    for language in crate::locale::Language::ALL {
        mei.cookies = format!("lang={}; {plain}", language.tag());
        let page = mei.get(&way_of(case)).await.text;
        crate::web::samples::write("way-elsewhere", language, &page);
        assert!(page.contains("/referrals#referral-1"), "{page}");
        assert!(!page.contains("way/talks") && !page.contains("way/appointment"), "{page}");
    }
    mei.cookies = plain;
    let page = mei.get(&way_of(case)).await.text;
    assert!(page.contains("Another body has this case: Court"), "{page}");
    assert!(page.contains("Record what came back"), "{page}");
}

#[tokio::test]
async fn a_program_takes_the_same_way() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let token = story.desk.sign_in(testing::MEI).await;
    let desk = &story.desk;
    let call = async |verb: &str, body: serde_json::Value| {
        desk.call(Method::POST, &format!("/api/v1/cases/{case}/{verb}"), &token, Some(body)).await
    };
    desk.call(Method::POST, &format!("/api/v1/queue/{ticket}/claim"), &token, Some(json!({}))).await;
    let accepted = call("accept", json!({})).await.json();
    assert_eq!((&accepted["number"], &accepted["case_state"]), (&json!("2026-001"), &json!("accepted")));
    let party = accepted["parties"][1]["id"].clone();
    assert_eq!(call("issue-notice", json!({ "party": party })).await.json()["code"], "step-missing");
    assert_eq!(call("declare-impartiality", json!({})).await.status, StatusCode::OK);
    let notice = call("issue-notice", json!({ "party": party })).await.json();
    assert!(notice["notice"].as_str().unwrap().starts_with("/n/") && notice["ticket"].is_string());
    let served = json!({ "party": party, "method": "in-person", "name": "Booth staff" });
    let served = call("record-service", served).await.json();
    assert_eq!(served["deadline"], "2026-03-10T04:00:00Z");
    let own_device =
        json!({ "party": party, "answer": "accept", "means": "device", "authority": "own", "name": "Noor" });
    assert_eq!(call("answer", own_device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reply =
        json!({ "party": party, "answer": "accept", "means": "paper", "authority": "own", "name": "Noor" });
    assert_eq!(call("answer", reply).await.status, StatusCode::OK);
    let for_years = json!({ "from": "2026-03-10T06:30:00Z", "until": "2029-03-10T06:30:00Z" });
    let for_years = call("make-appointment", for_years).await;
    assert_eq!(for_years.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", for_years.text);
    assert_eq!((&for_years.json()["code"], &for_years.json()["max"]), (&json!("too-many-of"), &json!(720)));
    let fixed = json!({ "from": "2026-03-10T06:30:00Z", "room": "Room 1" });
    assert_eq!(call("make-appointment", fixed).await.json()["until"], "2026-03-10T07:30:00Z");
    let comes = json!({ "party": party, "from": "2026-03-10T06:30:00Z" });
    assert_eq!(call("confirm-appointment", comes).await.status, StatusCode::OK);
    assert_eq!(call("open-talks", json!({})).await.json()["case_state"], "agreed");
    assert_eq!(state(&story, case), CaseState::Agreed);
}

#[tokio::test]
async fn a_program_leads_the_talk_to_a_signed_agreement() {
    let mut story = Story::new().await;
    let (case, ticket) = story.file().await;
    let token = story.desk.sign_in(testing::MEI).await;
    let desk = &story.desk;
    let line = async |verb: &str| {
        desk.call(Method::POST, &format!("/api/v1/queue/{ticket}/{verb}"), &token, Some(json!({}))).await
    };
    let call = async |verb: &str, body: serde_json::Value| {
        desk.call(Method::POST, &format!("/api/v1/cases/{case}/{verb}"), &token, Some(body)).await
    };
    let ok = async |verb: &str, body: serde_json::Value| {
        let answer = call(verb, body).await;
        assert_eq!(answer.status, StatusCode::OK, "{verb}: {}", answer.text);
        answer.json()
    };
    line("claim").await;
    desk.agreed(case, crate::app::App::new_ticket()).await;
    ok("open-talks", json!({})).await;
    line("claim").await;
    line("call").await;
    for number in domain_tickets(&story, case) {
        let path = format!("/api/v1/queue/{number}/check-in");
        desk.call(Method::POST, &path, &token, Some(json!({}))).await;
    }
    let [claimant, respondent] = desk.parties(case).try_into().unwrap();
    let [claimant, respondent] = [claimant, respondent].map(|id: PartyId| id.to_string());
    for party in [&claimant, &respondent] {
        let seen = json!({ "party": party, "paper": "passport", "number": "E12345678", "authority": "own", "name": "Li" });
        ok("check-identity", seen).await;
    }
    assert_eq!(call("explain-rights", json!({ "text": "v0" })).await.json()["fields"][0]["name"], "text");
    ok("explain-rights", json!({ "text": "v1" })).await;
    ok("start", json!({})).await;
    let written = json!({ "part": "mediation", "base": 0, "text": "Both looked at the lamp." });
    assert_eq!(ok("write-record", written.clone()).await["version"], 1);
    assert_eq!(call("write-record", written).await.json()["code"], "changed");
    let confirms = json!({ "party": respondent, "part": "mediation", "version": 1, "means": "read-aloud" });
    ok("confirm-record", confirms).await;
    ok("write-note", json!({ "text": "They would take half." })).await;
    for party in [&claimant, &respondent] {
        ok("give-consent", json!({ "party": party, "to": "interpreter", "means": "spoken" })).await;
    }
    ok("admit-guest", json!({ "role": "interpreter", "name": "Wang" })).await;
    ok("call-for-help", json!({})).await;
    ok("answer-help", json!({})).await;

    let clause = json!({ "kind": "pay", "debtor": respondent, "act": "Pays.", "until": "tomorrow" });
    let wrong = call("draft-agreement", json!({ "clauses": [clause], "prevailing": "en" })).await.json();
    assert_eq!(wrong["fields"][0], json!({ "name": "clauses.0.until", "code": "invalid" }));
    let clause = json!({ "kind": "pay", "debtor": respondent, "act": "Pays.", "until": "2026-03-20" });
    let draft = json!({ "base": 0, "facts": "A lamp.", "clauses": [clause], "prevailing": "en" });
    let drafted = ok("draft-agreement", draft.clone()).await;
    assert_eq!((&drafted["version"], &drafted["warnings"]), (&json!(1), &json!(["money-incomplete"])));
    assert_eq!(call("draft-agreement", draft).await.json()["code"], "changed", "nothing is overwritten");
    assert_eq!(ok("agree-terms", json!({ "version": 1 })).await["case_state"], "terms-agreed");
    ok("reopen-terms", json!({})).await;
    ok("agree-terms", json!({ "version": 1 })).await;
    let agent = json!({
        "version": 1, "by": claimant, "name": "Agent", "authority": "may-not-settle", "ratify_by": "2026-03-30"
    });
    let unseen = call("sign-agreement", agent.clone()).await.json();
    assert_eq!((&unseen["code"], &unseen["step"]), (&json!("step-missing"), &json!("signer")), "{unseen}");
    let other = json!({ "version": 1, "by": respondent, "name": "Wu" });
    assert_eq!(call("sign-agreement", other).await.json()["code"], "step-missing", "nobody saw their papers");
    let seen =
        json!({ "party": claimant, "paper": "passport", "authority": "may-not-settle", "name": "Agent" });
    ok("check-identity", seen).await;
    ok("sign-agreement", agent).await;
    for by in [respondent.as_str(), "mediator", "seal"] {
        let signed = ok("sign-agreement", json!({ "version": 1, "by": by, "name": "Li" })).await;
        assert!(signed["in_effect"].is_null(), "the claimant must still ratify: {signed}");
    }
    assert_eq!(ok("ratify-agreement", json!({ "party": claimant })).await["in_effect"], true);
    assert_eq!(call("refuse-to-sign", json!({ "party": claimant })).await.json()["code"], "in-effect");
    ok("conclude", json!({ "outcome": "settled", "reason": "agreement" })).await;
}

fn domain_tickets(story: &Story, case: CaseId) -> Vec<domain::TicketNumber> {
    let at = story.desk.app.now();
    at.desk.tickets_of(at.desk.case(case).unwrap()).map(|ticket| ticket.number).collect()
}

#[tokio::test]
async fn an_answer_without_service_on_record_says_so_until_the_receipt_is_there() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    let missing = "Answered without service on record";
    let page = mei.get(&way_of(case)).await.text;
    assert!(page.contains(missing) && page.contains("by when they had it"), "{page}");
    let pressed = "<span>Record that it was handed over</span>";
    assert!(page.contains(pressed) && !page.contains("start the time"), "none starts any more: {page}");
    let done = does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    assert_eq!(done.location(), format!("{}?done=way-service-late", way_of(case)), "{}", done.text);
    let page = mei.get(done.location()).await.text;
    assert!(page.contains("Booth staff") && !page.contains(missing), "{page}");
    assert!(page.contains("so no time runs") && !page.contains("Their time to reply runs"), "{page}");
    let paper = |kind: &str| format!("{}/papers/{kind}?party={party}&language=en", page_of(case));
    let receipt = mei.get(&paper("service-receipt")).await.text;
    assert!(receipt.contains("Booth staff") && !receipt.contains("Please reply by"), "none ran: {receipt}");
    let notice = mei.get(&paper("notice")).await.text;
    assert!(notice.contains("Runs from service"), "as it was issued: {notice}");
    assert_eq!(respondents(&story, case)[0].1, Way::Accepted);
}

/// It is said before and after, and left to whoever fixes the time, who says that it is meant: they know who locks up.
#[tokio::test]
async fn a_time_in_a_room_that_goes_on_after_the_close_is_taken_once_it_is_said_to_be_meant() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    let plan = testing::plan();
    let closes = plan.closes.strftime("%H:%M").to_string();
    let form = mei.get(&way_of(case)).await.text;
    assert!(form.contains("the desk is open") && form.contains(&format!("–{closes}. After that")), "{form}");
    let from = plan.closes - jiff::SignedDuration::from_mins(30);
    let until = plan.closes + jiff::SignedDuration::from_mins(30);
    let typed = |time: jiff::civil::Time| time.strftime("%H%%3A%M").to_string();
    let times = format!("day=2026-03-10&from={}&until={}", typed(from), typed(until));
    let fields = format!("{times}&room=Room+1");
    assert!(!form.contains("name=\"beyond\""), "nobody is asked before there is such a time: {form}");
    let asked = press(&mut mei, case, "way/appointment", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let until = until.strftime("%H:%M").to_string();
    for kept in ["name=\"beyond\"", &format!("This goes on after {closes}"), &format!("value=\"{until}\"")] {
        assert!(asked.text.contains(kept), "{kept}: {}", asked.text);
    }
    assert!(story.desk.app.now().desk.case(case).unwrap().procedure.appointment.is_none());
    let done = does(&mut mei, case, "appointment", &format!("{fields}&beyond=yes")).await;
    assert_eq!(done.location(), format!("{}?done=way-appointment", way_of(case)), "{}", done.text);
    for page in [way_of(case), page_of(case)] {
        let page = mei.get(&page).await.text;
        assert!(page.contains(&format!("This goes on after {closes}")), "{page}");
    }
    // Over a distance no room is closed.
    let afar = does(&mut mei, case, "appointment", &format!("{times}&room=")).await;
    assert_eq!(afar.location(), format!("{}?done=way-appointment", way_of(case)), "{}", afar.text);
}

#[tokio::test]
async fn a_notice_that_was_written_on_paper_is_drawn_up_with_its_time_and_bears_it() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    story.desk.clock.set(story.desk.app.clock.now() + jiff::SignedDuration::from_mins(30));
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    does(&mut mei, case, "impartiality", "").await;
    let (party, _) = respondents(&story, case)[0];
    let accepted = story.desk.app.clock.now();
    story.desk.clock.set(accepted + jiff::SignedDuration::from_hours(1));
    let zone = testing::plan().time_zone();
    let happened = |minutes| {
        let then = (accepted + jiff::SignedDuration::from_mins(minutes)).to_zoned(zone.clone());
        then.strftime("happened_day=%Y-%m-%d&happened_time=%H:%M").to_string()
    };
    assert!(mei.get(&way_of(case)).await.text.contains(&format!("id=\"notice-happened-day-{party}\"")));
    let early = does(&mut mei, case, "notice", &format!("party={party}&{}", happened(-5))).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
    let typed = (accepted - jiff::SignedDuration::from_mins(5)).to_zoned(zone.clone());
    let typed = typed.strftime("value=\"%H:%M\"").to_string();
    for shown in ["The step before it came later", "The case was accepted on", &typed] {
        assert!(early.text.contains(shown), "{shown}: {}", early.text);
    }
    assert!(!early.text.contains("served after"), "no rule but the broken one: {}", early.text);
    does(&mut mei, case, "notice", &format!("party={party}&{}", happened(20))).await;
    does(&mut mei, case, "service", &format!("party={party}&{SERVED}&{}", happened(30))).await;
    let at = story.desk.app.now();
    let known = at.desk.case(case).unwrap().party(party).unwrap();
    let after = |minutes| accepted + jiff::SignedDuration::from_mins(minutes);
    assert_eq!(known.notice.as_ref().map(|notice| notice.at), Some(after(20)));
    assert_eq!(known.served.as_ref().map(|served| served.at), Some(after(30)));
}

#[tokio::test]
async fn a_declaration_from_before_the_case_was_taken_is_refused_with_the_time_as_typed() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let filed = story.desk.app.clock.now();
    story.desk.clock.set(filed + jiff::SignedDuration::from_mins(30));
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    does(&mut mei, case, "accept", "source=application").await;
    let early = (filed + jiff::SignedDuration::from_mins(10)).to_zoned(testing::plan().time_zone());
    let happened = early.strftime("happened_day=%Y-%m-%d&happened_time=%H:%M").to_string();
    let refused = does(&mut mei, case, "impartiality", &happened).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    let typed = early.strftime("value=\"%H:%M\"").to_string();
    for shown in ["The ticket was taken on", "Leave both empty", &typed] {
        assert!(refused.text.contains(shown), "{shown}: {}", refused.text);
    }
    does(&mut mei, case, "impartiality", "").await;
    assert!(story.desk.app.now().desk.case(case).unwrap().procedure.is_impartial(testing::MEI));
}

#[tokio::test]
async fn what_was_declared_and_opened_on_paper_is_entered_with_its_time() {
    let mut story = Story::new().await;
    let (case, _) = story.file().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    press(&mut mei, case, "claim", "").await;
    let (zone, hour) = (testing::plan().time_zone(), jiff::SignedDuration::from_hours(1));
    let on_paper = |at: jiff::Timestamp| {
        at.to_zoned(zone.clone()).strftime("happened_day=%Y-%m-%d&happened_time=%H:%M").to_string()
    };
    let claimed = story.desk.app.clock.now();
    story.desk.clock.set(claimed + hour);
    does(&mut mei, case, "accept", "source=application").await;
    assert!(mei.get(&way_of(case)).await.text.contains("id=\"impartiality-happened-day-\""));
    does(&mut mei, case, "impartiality", &on_paper(claimed)).await;
    let (party, _) = respondents(&story, case)[0];
    does(&mut mei, case, "notice", &format!("party={party}")).await;
    does(&mut mei, case, "service", &format!("party={party}&{SERVED}")).await;
    does(&mut mei, case, "answer", &format!("party={party}&{YES}")).await;
    let answered = story.desk.app.clock.now();
    story.desk.clock.set(answered + hour);
    assert!(mei.get(&way_of(case)).await.text.contains("id=\"talks-happened-day-\""));
    does(&mut mei, case, "talks", &on_paper(answered)).await;
    let at = story.desk.app.now();
    let known = at.desk.case(case).unwrap();
    let steps = [claimed, answered].map(|then| {
        let steps = known.steps.iter().filter(|step| step.at == then);
        steps.map(|step| step.kind).collect::<Vec<_>>()
    });
    assert!(steps[0].contains(&"ImpartialityDeclared") && steps[1].contains(&"TalksOpened"), "{steps:?}");
}
