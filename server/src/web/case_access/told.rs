//! What was told of the case that everybody looks at: rights and statements registered in advance, the organiser's track, what an
//! authority was given.

use domain::{
    CaseId, Command, DefenceId, DisclosureId, ExhibitorId, PartyId, RightId, StaffId,
    body::{DefenceBody, MeasureBody, NoticeSecret, ReplyBody, RightBody},
    case::{Ask, Audience, RightKind},
    fee::{QuoteBody, QuoteLine, QuoteShare},
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Action, Means, NewNotice, Service, ServiceMethod},
    register::RightTerms,
    staff::{DutyState, Role},
    testing::{HEAD, ORGANISER, TestFair, new_staff, person},
    ticket::ReleaseReason,
};

use super::{NUMBER, mark};
use crate::web::{
    disclosure::files_of,
    ticket::tests::{Filed, Hall, secrets},
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
