//! A respondent beside others: its page moves with what it is told of, and with nothing of theirs.

use domain::{
    PartyId,
    body::{MeasureBody, NoticeSecret, ReplyBody},
    case::Side,
    measure::MeasureAction,
    procedure::{Action, Answer as Said, Authority, CaseSource, Means, NewNotice, Service, ServiceMethod},
    testing::{ORGANISER, person},
};

use super::*;

impl Hall {
    /// A case against two that Mei accepted; both were told of it.
    async fn against_two(&mut self, asks: &[Ask]) -> [Filed; 3] {
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
    async fn answers(&self, case: CaseId, party: PartyId, answer: Said) {
        let body = ReplyBody { person: person("Li Si"), statement: None, language: None };
        let (text, means, authority, language) = ("v1".to_owned(), Means::Spoken, Authority::Own, None);
        self.desk.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    }

    /// A step of the organiser's with one respondent.
    async fn moves(&self, case: CaseId, party: PartyId, action: MeasureAction) {
        self.ask(ORGANISER, Command::MoveMeasure { case, party, action: Box::new(action) }).await;
    }

    /// What the holder's open page is held against.
    async fn stands(&self, filed: &Filed) -> String {
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

fn service() -> MeasureAction {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    MeasureAction::RecordService { service, body: person("Booth staff") }
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
