//! What was told of the case that everybody looks at: rights and statements registered in advance, photos, the organiser's track, what an
//! authority was given, and who filed it.

use domain::{
    Actor, CaseId, Command, DefenceId, DisclosureId, EvidenceId, ExhibitorId, PartyId, RightId, StaffId,
    body::{DefenceBody, MeasureBody, NoticeSecret, ReplyBody, RightBody},
    case::{Ask, Audience, RightKind},
    fee::{QuoteBody, QuoteLine, QuoteShare},
    handover::Recipient,
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Action, Means, NewNotice, Purpose, Service, ServiceMethod},
    register::RightTerms,
    staff::{DutyState, Role},
    testing::{HEAD, ORGANISER, TestFair, new_staff, person, plan},
    ticket::ReleaseReason,
};

use super::{CLAIMANT, NUMBER, mark};
use crate::web::{
    disclosure::files_of,
    ticket::tests::{Filed, Hall, holder::picture, secrets},
};

/// A statement lodged in advance.
pub(super) async fn lodge(hall: &Hall, exhibitor: ExhibitorId, audience: Audience, statement: String) {
    let defence = DefenceId(hall.desk.app.fresh_id());
    let body = DefenceBody { item: statement.clone(), statement, ..DefenceBody::default() };
    hall.ask(ORGANISER, Command::LodgeDefence { defence, exhibitor, right: None, audience, body }).await;
}

/// A right in the register, of the respondent.
pub(super) async fn register(hall: &Hall, title: String) -> ExhibitorId {
    hall.desk.enrol("Somebody else", None, &["2/Z9"]).await;
    let now = hall.desk.app.now();
    let exhibitor = now.desk.booths().find(|booth| booth.number == "Z9").unwrap().exhibitors[0];
    let terms = RightTerms { kind: RightKind::Design, valid_from: None, valid_to: None };
    let body =
        RightBody { number: Some(NUMBER.to_owned()), owner: title.clone(), title, ..RightBody::default() };
    let right = RightId(hall.desk.app.fresh_id());
    hall.ask(ORGANISER, Command::RegisterRight { right, exhibitor, terms, body }).await;
    exhibitor
}

/// Somebody complains of the respondent, in another matter or the same.
pub(super) async fn complained_before(hall: &mut Hall, exhibitor: ExhibitorId) {
    let mut new = TestFair::new().dispute(&[Ask::Measure]);
    // Every pen gives the same ids; this case has its own.
    new.case = CaseId([0xD1; 16]);
    new.claimant.place.id = PartyId([0xD2; 16]);
    new.respondents[0].place.id = PartyId([0xD3; 16]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    hall.file_this(new).await;
}

/// The organiser's track with the respondent, up to a measure; answers with the respondent's ticket and the notice's key.
pub(super) async fn complained(hall: &Hall, filed: &Filed) -> (Filed, String) {
    let case = std::sync::Arc::clone(hall.desk.app.now().desk.case(filed.case).unwrap());
    let party = case.respondents()[0].place.id;
    let (ticket, key, holder) = secrets();
    let own = secrets().0;
    let notice = own.secret.key.clone();
    let new = NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket };
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let statement = Some(mark('s').to_owned());
    let body = ReplyBody { person: person("Noor"), statement, language: None };
    let (kind, basis) = (MeasureKind::Cover, Basis::AnswerInsufficient);
    let words = MeasureBody { text: mark('w').to_owned(), ..MeasureBody::default() };
    for action in [
        MeasureAction::IssueNotice { notice: new },
        MeasureAction::RecordService { service, body: person("Booth staff") },
        MeasureAction::Answer { means: Means::Paper, admits: false, body },
        MeasureAction::Order { kind, basis, until: None, body: words },
    ] {
        let step = Command::MoveMeasure { case: filed.case, party, action: Box::new(action) };
        hall.ask(ORGANISER, step).await;
    }
    let number = hall.desk.app.now().desk.case(filed.case).unwrap().respondents()[0].ticket.unwrap();
    (Filed { case: filed.case, number, key, holder }, notice)
}

/// The organiser gives a court what the programme would make of it: nothing that it could not make again.
pub(super) async fn disclosed(hall: &Hall, filed: &Filed) -> DisclosureId {
    let case = filed.case;
    hall.ask(ORGANISER, Command::ReadCase { case, part: Ask::Measure, reason: None }).await;
    let mut new = TestFair::new().new_disclosure(Ask::Measure);
    new.body.authority = mark('u').to_owned();
    let id = new.id;
    let known = std::sync::Arc::clone(hall.desk.app.now().desk.case(case).unwrap());
    new.body.files = files_of(&hall.desk.app, &known, &new.terms);
    hall.ask(ORGANISER, Command::DiscloseCase { case, disclosure: Box::new(new) }).await;
    id
}

/// Somebody whom nobody asks about takes the case, quotes what it costs, and gives it back.
pub(super) async fn quoted(hall: &Hall, filed: &Filed) {
    let (case, ticket) = (filed.case, filed.number);
    let claimant = hall.desk.app.now().desk.case(case).unwrap().claimant().place.id;
    let quote = QuoteBody {
        lines: vec![QuoteLine { title: mark('q').to_owned(), price: 50_000, quantity: 100 }],
        currency: "CNY".to_owned(),
        shares: vec![QuoteShare { party: claimant, amount: 50_000 }],
        remark: None,
    };
    let somebody = StaffId([9; 16]);
    let staff = new_staff(somebody, Role::Mediator);
    hall.ask(HEAD, Command::AppointStaff { staff }).await;
    hall.ask(somebody, Command::TakeDuty { state: DutyState::On, room: None }).await;
    hall.ask(somebody, Command::ClaimTicket { ticket }).await;
    hall.ask(somebody, Command::Proceed { case, action: Box::new(Action::QuoteFee { base: 0, quote }) })
        .await;
    let reason = ReleaseReason::OffDuty;
    hall.ask(somebody, Command::ReleaseTicket { ticket, reason, remark: None }).await;
}

/// Whoever filed hands in a photo, with words to it; its files are kept, so that whoever may is shown it.
pub(super) async fn photographed(
    hall: &Hall,
    filed: &Filed,
    evidence: EvidenceId,
    audience: Audience,
    caption: String,
) {
    let app = &hall.desk.app;
    let receipt = app.evidence.receive(picture(evidence.0[0]), app.clock.now()).await.unwrap();
    let (purpose, body) = (Purpose::Exhibit, receipt.into_body(Some(caption)));
    let add = Command::AddEvidence { case: filed.case, party: CLAIMANT, evidence, audience, purpose, body };
    hall.desk.ask(Actor::Party(filed.number), add).await.unwrap();
}

/// The head makes a list for a court of what was filed on the first day; answers with its entry.
pub(super) async fn listed(hall: &Hall) -> u64 {
    let (day, words) = (plan().first_day, "A court asks".to_owned());
    let list = Command::HandOverCases { to: Recipient::Court, from: day, until: day, words };
    hall.ask(HEAD, list).await;
    hall.desk.app.now().desk.handovers().next().unwrap().seq
}

/// Whoever filed asks with their ticket what is held about them; or somebody of staff gives it to them, who looked at their papers.
pub(super) async fn given_access(hall: &Hall, filed: &Filed, by: Option<StaffId>) {
    let (actor, body) = match by {
        Some(staff) => (Actor::Staff(staff), Some(person("Shown at the desk"))),
        None => (Actor::Party(filed.number), None),
    };
    let give = Command::GiveAccess { case: filed.case, party: CLAIMANT, body };
    hall.desk.ask(actor, give).await.unwrap();
}
