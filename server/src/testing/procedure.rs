//! The way of a case in Mei's hands, in as few words as a test about something else wants to lose.

use domain::{
    Actor, BodyId, CaseId, Command, PartyId,
    bodies::BodyTerms,
    body::{MeasureBody, NoticeSecret, PersonBody, ReplyBody},
    case::Party,
    command::NewTicket,
    fair::BodyKind,
    measure::MeasureAction,
    procedure::{
        Action, Answer, Authority, CaseSource, IdentityPaper, Means, NewNotice, Service, ServiceMethod,
    },
    testing::{MEI, ORGANISER, TestFair, person},
};

use super::TestDesk;
use crate::app::{App, From, Once};

impl TestDesk {
    /// The body of the fair is one that may take a fee, and has published what it takes.
    pub async fn charges(&self) {
        self.is_a(BodyKind::LawyersStudio).await;
        let publish = Command::PublishTariff { body: BodyId::FIRST, tariff: TestFair::tariff() };
        let asked = self.ask(Actor::Staff(ORGANISER), publish).await;
        assert!(asked.is_ok(), "{asked:?}");
    }

    /// The body of the fair is of this kind.
    pub async fn is_a(&self, kind: BodyKind) {
        let name = domain::testing::plan().body.name;
        let terms = BodyTerms { name, kind, registration: None, closed: false };
        let record = Command::RecordBody { body: BodyId::FIRST, terms };
        let asked = self.ask(Actor::Staff(ORGANISER), record).await;
        assert!(asked.is_ok(), "{asked:?}");
    }

    /// Mei asks for something.
    pub async fn by_mei(&self, command: Command) {
        let asked = self.ask(Actor::Staff(MEI), command).await;
        assert!(asked.is_ok(), "{asked:?}");
    }

    /// Mei takes a step of a case's procedure.
    pub async fn step(&self, case: CaseId, action: Action) {
        self.by_mei(Command::Proceed { case, action: Box::new(action) }).await;
    }

    /// The same, entered from paper as of now.
    pub async fn on_paper(&self, case: CaseId, action: Action) {
        let written = Command::Proceed { case, action: Box::new(action) };
        let (from, at) = (From { actor: Actor::Staff(MEI), device: None }, self.app.clock.now());
        let entered = Command::EnterFromPaper(Box::new(written));
        let asked = self.app.submit_at(from, Once::Fresh, Some(at), entered).await;
        assert!(asked.is_ok(), "{asked:?}");
    }

    /// A notice to a respondent, with this ticket, and its service.
    pub async fn notify(&self, case: CaseId, party: PartyId, ticket: NewTicket) {
        let own = App::new_ticket();
        let notice = NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket };
        self.step(case, Action::IssueNotice { party, notice }).await;
        let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
        self.step(case, Action::RecordService { party, service, body: person("Booth staff") }).await;
    }

    /// The case that Mei has is accepted, its respondent is told and says yes by word of mouth: talks can be opened.
    pub async fn agreed(&self, case: CaseId, ticket: NewTicket) {
        self.step(case, Action::Accept { source: CaseSource::Application }).await;
        self.step(case, Action::DeclareImpartiality).await;
        let party = self.parties(case)[1];
        self.notify(case, party, ticket).await;
        let body = ReplyBody { person: person("Noor"), statement: None, language: None };
        let (answer, text) = (Answer::Accept, "v1".to_owned());
        let (means, authority, language) = (Means::Spoken, Authority::Own, None);
        self.step(case, Action::Answer { party, answer, text, means, authority, body, language }).await;
    }

    /// The organiser ends its track with the first respondent without a measure.
    pub async fn cleared(&self, case: CaseId) {
        let party = self.parties(case)[1];
        let body = MeasureBody { text: "Nothing was shown.".to_owned(), ..MeasureBody::default() };
        let action = Box::new(MeasureAction::Clear { body });
        let asked = self.ask(Actor::Staff(ORGANISER), Command::MoveMeasure { case, party, action }).await;
        assert!(asked.is_ok(), "{asked:?}");
    }

    /// Mei declared to have no conflict of interest, everybody's papers are looked at and rights explained: a talk can begin.
    pub async fn prepared(&self, case: CaseId) {
        self.step(case, Action::DeclareImpartiality).await;
        for party in self.takers(case) {
            let (paper, authority) = (IdentityPaper::Passport, Authority::Own);
            let body: PersonBody = person("Li Hua");
            self.step(case, Action::CheckIdentity { party, paper, authority, body }).await;
        }
        self.step(case, Action::ExplainRights { text: "v1".to_owned() }).await;
    }

    /// Everybody who takes part in the talks of a case, claimant first.
    fn takers(&self, case: CaseId) -> Vec<PartyId> {
        let at = self.app.now();
        let known = at.desk.case(case).map(|case| case.participants().map(|party| party.place.id).collect());
        known.unwrap_or_default()
    }

    /// Everybody of a case, claimant first.
    pub fn parties(&self, case: CaseId) -> Vec<PartyId> {
        let at = self.app.now();
        let known = at.desk.case(case).map(|case| case.parties.iter().map(|party: &Party| party.place.id));
        known.map(Iterator::collect).unwrap_or_default()
    }
}
