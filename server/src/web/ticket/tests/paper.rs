//! The paper that staff print lies about as any other: of a respondent it says what whoever finds it reads, whoever prints it, so that
//! nobody tells from it who takes part, who does not any more, and who never did (procedure E.2).

use std::time::Duration;

use domain::{
    procedure::{Action, Answer as Said, Means},
    testing::{HEAD, ORGANISER, TOM},
};

use super::{outside::service, told::signed_in_writing, *};

/// Whoever prints it, and whether they work on a case that Mei put into the line for talks.
const STAFF: [(StaffId, bool); 5] =
    [(MEI, true), (HEAD, true), (RECEPTION, true), (TOM, false), (ORGANISER, false)];
/// What a paper may say of its number, each in a few of its words.
const WORDS: [&str; 5] = [
    "Watch the board",
    "What to bring",
    "The desk closes at",
    "This number is not called any more.",
    "Not in line",
];
/// It may be called.
const CALLED: [&str; 2] = [WORDS[0], WORDS[1]];
/// It is not called any more.
const OVER: [&str; 1] = [WORDS[3]];
/// It waits in no line.
const ASIDE: [&str; 1] = [WORDS[4]];

fn says(sheet: &str) -> Vec<&'static str> {
    WORDS.into_iter().filter(|words| sheet.contains(words)).collect()
}

impl Hall {
    /// Of two who were asked the first takes part, and the second let its time go by: the others stand in the line for talks.
    pub(in crate::web) async fn without_answer(&mut self) -> [Filed; 3] {
        let all = self.against_two(&[Ask::Mediation]).await;
        let case = all[0].case;
        self.answers(case, self.desk.parties(case)[1], Said::Accept).await;
        self.desk.clock.advance(Duration::from_hours(2));
        self.ask(MEI, Command::OpenTalks { case }).await;
        all
    }

    /// The paper itself, without what its page offers beside it.
    async fn sheet(&self, filed: &Filed, cookies: &str) -> String {
        let page = self.open(&format!("{}/slip", filed.path()), cookies, Language::En).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let sheet = page.text.split("<section class=\"slip").nth(1);
        let sheet = sheet.and_then(|rest| rest.split("</section>").next()).unwrap_or_default().to_owned();
        assert!(sheet.contains(&filed.number.to_string()), "{}", page.text);
        sheet
    }

    async fn printed(&self, filed: &Filed, staff: StaffId) -> String {
        self.sheet(filed, &format!("desk-session={}", self.desk.sign_in(staff).await)).await
    }

    /// What a paper says to whoever finds it, and the very same to whoever of the staff prints it.
    async fn says_to_all(&self, filed: &Filed, when: &str) -> Vec<&'static str> {
        let found = self.sheet(filed, &self.stranger()).await;
        for (staff, _) in STAFF {
            assert_eq!(self.printed(filed, staff).await, found, "{when}, printed by {staff:?}");
        }
        says(&found)
    }
}

#[tokio::test]
async fn the_paper_of_who_gave_no_answer_says_what_that_of_who_takes_part_says() {
    let mut hall = Hall::new().await;
    let [claimant, first, second] = hall.without_answer().await;
    // It is noon; two minutes before the close a turn may not come any more, which tells that a number stands in the line for talks.
    hall.desk.clock.advance(Duration::from_mins(5 * 60 - 2));
    for party in [&first, &second] {
        assert_eq!(hall.says_to_all(party, "others wait for talks").await, CALLED);
    }
    for (staff, works) in STAFF {
        let printed = hall.printed(&claimant, staff).await;
        assert_eq!(says(&printed).contains(&WORDS[2]), works, "{staff:?}: {printed}");
    }
    hall.desk.clock.advance(Duration::from_hours(48 + 1));
    for party in [&first, &second] {
        assert_eq!(hall.says_to_all(party, "after the last close").await, ASIDE);
    }
}

#[tokio::test]
async fn the_paper_of_who_declined_or_left_says_that_its_number_is_not_called_and_not_why() {
    let mut hall = Hall::new().await;
    let [claimant, first, second] = hall.against_two(&[Ask::Mediation]).await;
    let (case, parties) = (claimant.case, hall.desk.parties(claimant.case));
    hall.answers(case, parties[1], Said::Accept).await;
    hall.answers(case, parties[2], Said::Decline).await;
    assert_eq!(hall.says_to_all(&first, "it takes part").await, CALLED);
    assert_eq!(hall.says_to_all(&second, "it declined").await, OVER);
    hall.ask(MEI, Command::OpenTalks { case }).await;
    assert_eq!(hall.says_to_all(&first, "it waits for talks").await, CALLED);
    assert_eq!(hall.says_to_all(&second, "others wait for talks").await, OVER);
    hall.desk.ask(Actor::Party(claimant.number), Command::WithdrawCase { case }).await.unwrap();
    for ticket in [&claimant, &first, &second] {
        assert_eq!(hall.says_to_all(ticket, "the claimant withdrew").await, OVER);
    }

    let mut hall = Hall::new().await;
    let [claimant, first, second] = hall.against_two(&[Ask::Mediation]).await;
    let (case, parties) = (claimant.case, hall.desk.parties(claimant.case));
    for party in &parties[1..] {
        hall.answers(case, *party, Said::Accept).await;
    }
    hall.ask(MEI, Command::OpenTalks { case }).await;
    hall.ask(MEI, Command::ClaimTicket { ticket: claimant.number }).await;
    let (party, means) = (parties[2], Means::Spoken);
    hall.desk.step(case, Action::WithdrawConsent { party, means }).await;
    assert_eq!(hall.says_to_all(&first, "another left").await, CALLED);
    assert_eq!(hall.says_to_all(&second, "it left").await, OVER);
}

#[tokio::test]
async fn no_paper_tells_that_an_agreement_is_in_effect() {
    let (hall, both) = signed_in_writing(true).await;
    for ticket in &both {
        assert_eq!(hall.says_to_all(ticket, "it is in effect").await, CALLED);
    }
    let (case, outcome, reason) = (both[0].case, Outcome::Settled, Reason::Agreement);
    hall.ask(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    for ticket in &both {
        assert_eq!(hall.says_to_all(ticket, "they settled").await, OVER);
    }
}

/// Nobody has such a case, so Mei is no more to it than Tom.
#[tokio::test]
async fn the_paper_of_who_is_complained_about_does_not_tell_that_the_complaint_was_taken_back() {
    let mut hall = Hall::new().await;
    let (filed, told, party) = hall.complains().await;
    hall.moves(filed.case, party, service()).await;
    assert_eq!(hall.says_to_all(&told, "there is a complaint alone").await, CALLED);
    hall.takes_back(&filed).await;
    assert_eq!(hall.says_to_all(&told, "it was taken back").await, CALLED);
    assert_eq!(says(&hall.sheet(&filed, &hall.stranger()).await), CALLED, "whoever finds the claimant's");
    for (staff, _) in STAFF {
        let works = staff == HEAD || staff == RECEPTION;
        let said = says(&hall.printed(&filed, staff).await);
        assert_eq!(said, if works { ASIDE.to_vec() } else { CALLED.to_vec() }, "{staff:?}");
    }
    hall.desk.cleared(filed.case).await;
    for ticket in [&filed, &told] {
        assert_eq!(hall.says_to_all(ticket, "the organiser decided").await, OVER);
    }
}
