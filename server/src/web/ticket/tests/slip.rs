//! What whoever finds a slip reads with its key: the line and the board, and of everything else one and the same.

use domain::{
    procedure::{Action, Authority, Means, Signatory},
    testing::person,
};

use super::{told::taken_down, *};

impl Hall {
    /// The fragment for whoever finds the slip in both languages, and what a program reads with its key.
    pub(super) async fn slip(&self, filed: &Filed) -> String {
        let mut all = String::new();
        let paths = [(format!("{}/live", filed.path()), Language::ALL.as_slice())];
        let json = (format!("/api/v1/tickets/{}", filed.key), [Language::En].as_slice());
        for (path, languages) in paths.into_iter().chain([json]) {
            for language in languages {
                all += &self.open(&path, &self.stranger(), *language).await.text;
            }
        }
        all
    }
}

#[tokio::test]
async fn a_slip_tells_the_line_and_a_call_and_never_how_far_talks_are() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let (case, number) = (filed.case, filed.number);
    let waiting = hall.slip(&filed).await;
    assert!(waiting.contains("You are in line") && waiting.contains("\"state\":\"waiting\""), "{waiting}");
    let other = hall.talks(&filed).await;
    let aside = [hall.slip(&filed).await, hall.slip(&other).await];
    assert!(!aside.concat().contains(&case.to_string()), "two slips are not told to be of one case");
    for (found, whose) in aside.iter().zip([number, other.number]) {
        for said in ["Not in line", "不在队列中", "\"after\":\"out-of-line\"", &whose.to_string()] {
            assert!(found.contains(said), "{said}: {found}");
        }
        for word in ["Talks", "\"talks\"", "调解会", "agree", "同意", "answer", "takes part"] {
            assert!(!found.contains(word), "{word}: {found}");
        }
    }
    let stays = async |when: &str| {
        for (ticket, before) in [&filed, &other].into_iter().zip(&aside) {
            assert_eq!(hall.slip(ticket).await, *before, "{when}");
        }
    };
    if hall.desk.app.now().desk.ticket(number).unwrap().state == TicketState::Waiting {
        hall.claim(number).await;
    }
    stays("claimed").await;
    let (now, room) = (hall.desk.app.clock.now(), Some(RoomId("Room 2".to_owned())));
    let (from, until) =
        (now + jiff::SignedDuration::from_mins(30), now + jiff::SignedDuration::from_mins(90));
    hall.desk.step(case, Action::MakeAppointment { from, until, room }).await;
    stays("a time is made").await;
    hall.call(number).await;
    let called = hall.slip(&other).await;
    assert!(called.contains("Please come now") && called.contains("Room 1"), "{called}");
    assert!(!called.contains("Talks") && called.contains("\"lane\":\"reception\""), "{called}");
    hall.ask(MEI, Command::CheckInTicket { ticket: number }).await;
    hall.miss(other.number).await;
    assert!(hall.slip(&other).await.contains("You missed a call"));
    assert_eq!(hall.slip(&filed).await, aside[0], "others are awaited");
    hall.call(other.number).await;
    hall.ask(MEI, Command::CheckInTicket { ticket: other.number }).await;
    stays("both are there").await;
    hall.desk.prepared(case).await;
    hall.ask(MEI, Command::StartSession { case }).await;
    stays("they talk").await;
    let parties = hall.desk.parties(case);
    hall.desk.step(case, Action::DraftAgreement { base: 0, draft: taken_down(parties[1]) }).await;
    hall.desk.step(case, Action::AgreeTerms { version: 1 }).await;
    stays("terms are agreed").await;
    let signing = parties.into_iter().map(Signatory::Party).chain([Signatory::Mediator, Signatory::Seal]);
    for by in signing {
        let (means, authority) = (Means::Paper, Authority::Own);
        let (evidence, ratify_by, body) = (None, None, person("Li Hua"));
        let sign = Action::Sign { version: 1, by, means, authority, evidence, ratify_by, body };
        hall.desk.step(case, sign).await;
    }
    stays("it is in effect").await;
}

#[tokio::test]
async fn a_withdrawn_case_is_closed_on_a_slip_as_any_other() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    let found = hall.slip(&filed).await;
    assert!(found.contains("\"state\":\"closed\"") && !found.contains("cancelled"), "{found}");
}

/// Nobody is at the desk then who could be asked; a slip goes on telling no more of one case than of another.
#[tokio::test]
async fn after_the_last_close_no_slip_sends_anybody_to_the_desk() {
    let mut hall = Hall::new().await;
    let waiting = hall.file().await;
    let complaint = hall.pen.dispute(&[Ask::Measure]);
    let complaint = hall.file_this(complaint).await;
    let over = hall.file().await;
    hall.desk.ask(Actor::Party(over.number), Command::WithdrawCase { case: over.case }).await.unwrap();
    let body = ["write or phone the mediation body", "请来函或致电调解机构"];
    let desk = ["at the desk", "come to the desk", "到调解台"];
    let closed = hall.slip(&over).await;
    assert!(closed.contains(desk[0]) && closed.contains(desk[2]) && !closed.contains(body[0]), "{closed}");
    let paper = async |filed: &Filed, language| {
        hall.open(&format!("{}/slip", filed.path()), &hall.stranger(), language).await.text
    };
    assert!(paper(&over, Language::En).await.contains("come to the desk"), "while it is open");
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 8));
    for filed in [&waiting, &complaint, &over] {
        let found = hall.slip(filed).await;
        let printed = [paper(filed, Language::En).await, paper(filed, Language::ZhCn).await].concat();
        for told in [found, printed] {
            assert!(body.iter().all(|said| told.contains(said)), "{told}");
            assert!(!desk.iter().any(|said| told.contains(said)), "{told}");
            // The same of every case: it does not tell that this one is a complaint.
            assert!(told.contains("mediation body; about a complaint, the organiser."), "{told}");
        }
        for language in [Language::En, Language::ZhCn] {
            let page = hall.open(&filed.path(), &hall.stranger(), language).await.text;
            let (_, page) = page.split_once("<main").unwrap();
            assert!(!desk.iter().any(|said| page.contains(said)), "{page}");
        }
    }
    let own = hall.by_holder(&complaint, &complaint.path(), Language::En).await.text;
    assert!(own.contains("this code opens this page there"), "{own}");
    let steps =
        own.split_once("data-live=\"steps\"").and_then(|(_, rest)| rest.split_once("</div>")).unwrap();
    assert!(steps.0.contains("Filed") && !steps.0.contains("Called"), "{}", steps.0);
    let aside = [hall.slip(&waiting).await, hall.slip(&complaint).await];
    assert!(aside.iter().all(|found| found.contains("\"after\":\"out-of-line\"")), "{aside:?}");
}
