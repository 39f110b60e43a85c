//! A respondent beside others: its page moves with what it is told of, and with nothing of theirs.

use domain::{
    PartyId,
    body::{MeasureBody, NoticeSecret, ReplyBody},
    case::Side,
    measure::MeasureAction,
    procedure::{
        Action, Answer as Said, Authority, CaseSource, IdentityPaper, Means, NewNotice, Service,
        ServiceMethod,
    },
    testing::{ORGANISER, person},
};

use super::{told::taken_down, *};

impl Hall {
    /// A case against two that Mei accepted; both were told of it.
    pub(super) async fn against_two(&mut self, asks: &[Ask]) -> [Filed; 3] {
        let mut new = self.pen.dispute(asks);
        new.respondents.push(self.pen.party(Side::Respondent, "Li Si"));
        let filed = self.file_this(new).await;
        self.claim(filed.number).await;
        let case = filed.case;
        self.desk.step(case, Action::Accept { source: CaseSource::Application }).await;
        self.desk.step(case, Action::DeclareImpartiality).await;
        let parties = self.desk.parties(case);
        let first = self.told(case, parties[1]).await;
        let second = self.told(case, parties[2]).await;
        [filed, first, second]
    }

    /// A respondent gets its notice, and with it a ticket.
    async fn told(&self, case: CaseId, party: PartyId) -> Filed {
        let (ticket, key, holder) = secrets();
        self.desk.notify(case, party, ticket).await;
        let number = self.desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
        Filed { case, number, key, holder }
    }

    /// A respondent's word on whether it takes part.
    pub(super) async fn answers(&self, case: CaseId, party: PartyId, answer: Said) {
        let body = ReplyBody { person: person("Li Si"), statement: None, language: None };
        let (text, means, authority, language) = ("v1".to_owned(), Means::Spoken, Authority::Own, None);
        self.desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    }

    /// A step of the organiser's with one respondent.
    pub(super) async fn moves(&self, case: CaseId, party: PartyId, action: MeasureAction) {
        self.ask(ORGANISER, Command::MoveMeasure { case, party, action: Box::new(action) }).await;
    }

    /// The page on the phone that holds the ticket.
    pub(super) async fn page(&self, filed: &Filed, language: Language) -> String {
        self.by_holder(filed, &filed.path(), language).await.text
    }

    /// What a program reads with the holder's token.
    pub(super) async fn api(&self, filed: &Filed) -> serde_json::Value {
        self.by_holder(filed, &format!("/api/v1/tickets/{}", filed.key), Language::En).await.json()
    }

    /// What the holder's open page is held against.
    pub(super) async fn stands(&self, filed: &Filed) -> String {
        let live = self.by_holder(filed, &format!("{}/live", filed.path()), Language::En).await.text;
        live.split("data-stands=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

/// A notice that nobody was given yet.
fn notice() -> MeasureAction {
    let own = App::new_ticket();
    let secret = NoticeSecret { key: own.secret.key };
    MeasureAction::IssueNotice { notice: NewNotice { key: own.key, secret, ticket: secrets().0 } }
}

pub(super) fn service() -> MeasureAction {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    MeasureAction::RecordService { service, body: person("Booth staff") }
}

/// Both sides went away until the talks are prepared, and nobody calls them to any.
#[tokio::test]
async fn whoever_takes_part_is_told_after_the_last_close_whom_to_write_to() {
    let mut hall = Hall::new().await;
    let [claimant, first, _] = hall.against_two(&[Ask::Mediation]).await;
    hall.answers(claimant.case, hall.desk.parties(claimant.case)[1], Said::Accept).await;
    let replied = "this page gives you a time or calls you";
    let closed = "Your case stays open. Please write or phone the mediation body: ";
    let before = hall.looks("accepted", &first).await;
    assert!(before.contains(replied) && !before.contains(closed), "{before}");
    // It is 10:00; the desk closes at 17:00, two days later for good.
    hall.desk.clock.advance(std::time::Duration::from_hours(48 + 8));
    let over = hall.looks("accepted-over", &first).await;
    assert!(over.contains("The desk at this fair has closed") && over.contains(closed), "{over}");
    assert!(!over.contains(replied) && !over.contains("Thank you: you take part"), "{over}");
    let over = hall.looks("accepted-over-claimant", &claimant).await;
    assert!(over.contains(closed) && !over.contains("asking the other side"), "{over}");
}

#[tokio::test]
async fn a_step_of_the_organisers_moves_the_page_of_whoever_is_told_of_it() {
    let mut hall = Hall::new().await;
    let [filed, first, second] = hall.against_two(&[Ask::Mediation, Ask::Measure]).await;
    let (case, parties) = (filed.case, hall.desk.parties(filed.case));
    hall.answers(case, parties[2], Said::Decline).await;
    let (own, others) = (hall.stands(&first).await, hall.stands(&second).await);
    let complained = hall.stands(&filed).await;
    hall.moves(case, parties[1], notice()).await;
    assert_eq!(hall.stands(&first).await, own, "a notice that is drawn up is nothing anybody was told");
    let drawn_up = hall.stands(&filed).await;
    assert_ne!(drawn_up, complained, "whoever complained reads that it is being delivered");
    hall.moves(case, parties[1], service()).await;
    let served = hall.stands(&first).await;
    assert_ne!(served, own, "it was given to them, and there is time for a statement");
    assert_ne!(hall.stands(&filed).await, drawn_up);
    let body = MeasureBody { text: "Nothing is infringed.".to_owned(), ..MeasureBody::default() };
    hall.moves(case, parties[1], MeasureAction::Clear { body }).await;
    assert_ne!(hall.stands(&first).await, served);
    assert_eq!(hall.stands(&second).await, others, "what is decided about the first is the first one's");
    hall.moves(case, parties[2], notice()).await;
    assert_eq!(hall.stands(&second).await, others);
    hall.moves(case, parties[2], service()).await;
    assert_ne!(hall.stands(&second).await, others, "their own");
}

/// Ends a case in Mei's hands.
async fn ends(hall: &Hall, case: CaseId, outcome: Outcome, reason: Reason) {
    hall.ask(MEI, Command::ConcludeCase { case, outcome, reason, remark: None }).await;
}

#[tokio::test]
async fn who_gave_no_answer_learns_nothing_of_what_the_others_came_to() {
    let mut hall = Hall::new().await;
    let [filed, first, second] = hall.against_two(&[Ask::Mediation]).await;
    let (case, parties) = (filed.case, hall.desk.parties(filed.case));
    hall.answers(case, parties[1], Said::Accept).await;
    assert!(hall.page(&second, Language::En).await.contains("waits for your answer"), "there is time for it");
    let early = hall.desk.ask(Actor::Staff(MEI), Command::OpenTalks { case }).await;
    assert!(early.is_err(), "nobody is shut out within that time: {early:?}");
    hall.desk.clock.advance(std::time::Duration::from_hours(2));
    hall.ask(MEI, Command::OpenTalks { case }).await;
    assert_eq!(hall.stands(&second).await, "1");
    hall.ask(MEI, Command::ClaimTicket { ticket: filed.number }).await;
    for (party, ticket) in [(parties[0], filed.number), (parties[1], first.number)] {
        hall.ask(MEI, Command::CheckInTicket { ticket }).await;
        let (paper, body) = (IdentityPaper::Passport, person("Li Hua"));
        hall.desk.step(case, Action::CheckIdentity { party, paper, authority: Authority::Own, body }).await;
    }
    hall.desk.step(case, Action::ExplainRights { text: "v1".to_owned() }).await;
    hall.ask(MEI, Command::StartSession { case }).await;
    hall.desk.step(case, Action::RegisterOral { draft: taken_down(parties[1]) }).await;
    assert_eq!(hall.stands(&second).await, "1", "how far the others are is theirs");
    ends(&hall, case, Outcome::Settled, Reason::Agreement).await;
    assert_eq!(hall.stands(&second).await, "0");
    let agreed = "The sides reached an agreement";
    assert!(hall.page(&first, Language::En).await.contains(agreed), "it is their agreement");
    let page = hall.page(&second, Language::En).await;
    assert!(
        page.contains("You did not take part") && page.contains("went ahead without your answer"),
        "{page}"
    );
    for word in [agreed, "step-signed", "Signed", "/survey", "waits for your answer"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
    assert!(hall.page(&second, Language::ZhCn).await.contains("您未参加调解"));
    let told = hall.api(&second).await;
    assert_eq!((&told["outcome"], &told["steps"]), (&serde_json::Value::Null, &serde_json::json!([])));
    assert_eq!(hall.api(&first).await["outcome"], "settled");
}

#[tokio::test]
async fn a_case_that_ends_before_talks_ends_for_everybody_alike() {
    let mut hall = Hall::new().await;
    let [filed, _, second] = hall.against_two(&[Ask::Mediation]).await;
    hall.answers(filed.case, hall.desk.parties(filed.case)[1], Said::Accept).await;
    ends(&hall, filed.case, Outcome::NoAgreement, Reason::NoProspect).await;
    let page = hall.page(&second, Language::En).await;
    assert!(page.contains("There was no agreement") && !page.contains("You did not take part"), "{page}");
    assert_eq!(hall.api(&second).await["outcome"], "no-agreement");
}

#[tokio::test]
async fn what_the_others_settled_among_themselves_before_talks_is_theirs() {
    let mut hall = Hall::new().await;
    let [filed, _, second] = hall.against_two(&[Ask::Mediation]).await;
    hall.answers(filed.case, hall.desk.parties(filed.case)[1], Said::Accept).await;
    ends(&hall, filed.case, Outcome::Settled, Reason::SettledPrivately).await;
    let page = hall.page(&second, Language::En).await;
    assert!(page.contains("You did not take part") && !page.contains("reached an agreement"), "{page}");
    assert_eq!(hall.api(&second).await["outcome"], serde_json::Value::Null);
}

#[tokio::test]
async fn the_end_of_a_case_with_one_respondent_is_theirs_who_gave_no_answer() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    hall.desk.step(filed.case, Action::Accept { source: CaseSource::Application }).await;
    hall.desk.step(filed.case, Action::DeclareImpartiality).await;
    let asked = hall.told(filed.case, hall.desk.parties(filed.case)[1]).await;
    ends(&hall, filed.case, Outcome::NoAgreement, Reason::NoProspect).await;
    let page = hall.page(&asked, Language::En).await;
    assert!(page.contains("There was no agreement") && !page.contains("You did not take part"), "{page}");
    let page = hall.page(&filed, Language::En).await;
    assert!(!page.contains("id=\"transfer\""), "nobody came: the file goes nowhere: {page}");
}

/// The others go on, and neither that nor anything else of it is told to whoever finds the slip.
#[tokio::test]
async fn the_slip_of_who_left_does_not_say_that_the_case_is_closed_while_others_go_on() {
    let mut hall = Hall::new().await;
    let [filed, first, second] = hall.against_two(&[Ask::Mediation]).await;
    let (case, parties) = (filed.case, hall.desk.parties(filed.case));
    for party in &parties[1..] {
        hall.answers(case, *party, Said::Accept).await;
    }
    hall.ask(MEI, Command::OpenTalks { case }).await;
    let means = Means::Spoken;
    hall.ask(MEI, Command::ClaimTicket { ticket: filed.number }).await;
    hall.desk.step(case, Action::WithdrawConsent { party: parties[2], means }).await;
    assert!(hall.desk.app.now().desk.case(case).unwrap().state.is_open());
    let found = hall.open(&second.path(), &hall.stranger(), Language::En).await.text;
    assert!(found.contains("Your part has ended") && !found.contains("This case is closed"), "{found}");
    let other = hall.open(&first.path(), &hall.stranger(), Language::En).await.text;
    assert!(!other.contains("Your part has ended"), "{other}");
}

impl Hall {
    /// A complaint alone whose respondent has the organiser's notice, and the ticket that came with it.
    pub(super) async fn complains(&mut self) -> (Filed, Filed, PartyId) {
        let new = self.pen.dispute(&[Ask::Measure]);
        let filed = self.file_this(new).await;
        let (case, party) = (filed.case, self.desk.parties(filed.case)[1]);
        let (ticket, key, holder) = secrets();
        let own = App::new_ticket();
        let secret = NoticeSecret { key: own.secret.key };
        let notice = NewNotice { key: own.key, secret, ticket };
        self.moves(case, party, MeasureAction::IssueNotice { notice }).await;
        let number = self.desk.app.now().desk.case(case).unwrap().party(party).unwrap().ticket.unwrap();
        (filed, Filed { case, number, key, holder }, party)
    }

    pub(super) async fn takes_back(&self, filed: &Filed) {
        let withdraw = Command::WithdrawCase { case: filed.case };
        self.desk.ask(Actor::Party(filed.number), withdraw).await.unwrap();
    }
}

#[tokio::test]
async fn a_complaint_that_is_taken_back_is_over_for_nobody_before_the_organiser_decides() {
    let mut hall = Hall::new().await;
    let (filed, told, party) = hall.complains().await;
    hall.moves(filed.case, party, service()).await;
    hall.takes_back(&filed).await;
    let found = async |filed: &Filed| {
        let mut all = String::new();
        for path in [filed.path(), format!("{}/slip", filed.path()), format!("/api/v1/tickets/{}", filed.key)]
        {
            all += &hall.open(&path, &hall.stranger(), Language::En).await.text;
        }
        all
    };
    for ticket in [&filed, &told] {
        let slip = found(ticket).await;
        for said in ["Not in line", "\"state\":\"parked\"", "\"lane\":\"reception\"", "\"outcome\":null"] {
            assert!(slip.contains(said), "{said}: {slip}");
        }
        for over in
            ["Your part has ended", "case is closed", "not called any more", "was withdrawn", "has withdrawn"]
        {
            assert!(!slip.contains(over), "{over}: {slip}");
        }
    }
    for ticket in [&filed, &told] {
        let read = hall.api(ticket).await;
        assert!(read["state"] == "parked" && read["after"] == "out-of-line", "{read}");
        assert!(read["outcome"].is_null() && read["id"] == filed.case.to_string(), "{read}");
    }
    let said = "The complaining side has withdrawn. The organiser decides whether the complaint goes on.";
    let page = hall.looks("complaint-withdrawn-respondent", &told).await;
    assert!(page.contains("waits for your statement") && page.contains(said), "{page}");
    let chinese = hall.page(&told, Language::ZhCn).await;
    assert!(chinese.contains("投诉方已撤回，投诉是否继续由主办方决定。"), "{chinese}");
    assert_eq!(hall.api(&told).await["lane"], "reception", "nobody asked them to talk");
    hall.desk.cleared(filed.case).await;
    let page = hall.page(&told, Language::En).await;
    assert!(page.contains("The organiser has decided") && !page.contains(said), "{page}");
    let read = hall.api(&filed).await;
    assert!(read["state"] == "cancelled" && read["outcome"] == "withdrawn", "now it is over: {read}");
    assert!(read["after"].is_null(), "{read}");
    for (ticket, over) in [(&filed, "This case is closed"), (&told, "Your part has ended")] {
        let slip = found(ticket).await;
        assert!(slip.contains(over) && slip.contains("\"state\":\"closed\""), "{slip}");
    }
}

#[tokio::test]
async fn who_gets_the_notice_of_a_complaint_that_was_taken_back_reads_that_it_goes_on() {
    let mut hall = Hall::new().await;
    let (filed, told, party) = hall.complains().await;
    hall.takes_back(&filed).await;
    hall.moves(filed.case, party, service()).await;
    let page = hall.looks("complaint-withdrawn-goes-on", &told).await;
    let said = "The complaining side has withdrawn. The organiser goes on with the complaint and decides.";
    assert!(page.contains(said) && !page.contains("decides whether"), "{page}");
}
