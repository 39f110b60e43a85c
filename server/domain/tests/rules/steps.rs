//! Steps of the procedure for random days: what a mediator would do next, and anything anybody might ask for.

use domain::{
    Actor, CaseId, Command, PartyId, ProductClass, RoomId, StaffId, TicketNumber,
    body::{MeasureBody, RecordBody, ReplyBody},
    case::{Ask, Case, CaseState},
    fair::{Language, LineRules},
    measure::{Basis, MeasureAction, MeasureKind, MeasureState},
    procedure::{
        Action, Answer, Authority, CaseSource, ConsentTo, IdentityPaper, Means, RecordPart, Service,
        ServiceMethod, Signatory, Way,
    },
    reading::read_lately,
    retention::{FourEyes, KeepingRules},
    testing::{HEAD, MEI, ORGANISER, TestFair, left_with, person},
    typical::{Ground, NewTypical},
};

use super::{
    properties::{Step, of},
    typical::confirming,
};

const TEXT: &str = "2026-03";

fn proceed(case: CaseId, action: Action) -> Command {
    Command::Proceed { case, action: Box::new(action) }
}

/// Its mediator calls, once they have declared to have no conflict of interest.
pub(crate) fn called(fair: &TestFair, case: CaseId, ticket: TicketNumber, mediator: StaffId) -> Command {
    let staff = fair.desk.staff_member(mediator);
    let first =
        staff.zip(fair.desk.case(case)).is_some_and(|(staff, known)| fair.desk.owes_word(staff, known));
    if first {
        proceed(case, Action::DeclareImpartiality)
    } else {
        Command::CallTicket { ticket, room: None }
    }
}

/// What brings an accepted case to its talks.
pub(crate) fn before_talks(fair: &mut TestFair, case: &Case, step: Step) -> Command {
    if case.state == CaseState::Submitted {
        // Now and then it goes to the other body, of which nobody is there.
        let other = fair.desk.bodies().find(|body| body.id != case.body);
        if let Some(other) = other.filter(|_| step.which % 9 == 4) {
            return proceed(case.id, Action::ChangeBody { body: other.id, means: Means::Spoken });
        }
        return proceed(case.id, Action::Accept { source: CaseSource::Application });
    }
    if step.which % 11 == 2 {
        let (from, until) = (fair.now, fair.now + jiff::SignedDuration::from_hours(1));
        let fixed = case.procedure.appointment.is_some();
        let make = Action::MakeAppointment { from, until, room: None };
        return proceed(case.id, if fixed { Action::CancelAppointment } else { make });
    }
    let Some(party) = case.respondents().iter().find(|party| party.way().is_pending()) else {
        return Command::OpenTalks { case: case.id };
    };
    let lead = case.claimant().ticket.and_then(|ticket| fair.desk.ticket(ticket)?.mediator);
    let declared = lead.is_some_and(|staff| case.procedure.is_impartial(staff));
    let id = party.place.id;
    let action = match party.way() {
        _ if !declared => Action::DeclareImpartiality,
        Way::Named => Action::IssueNotice { party: id, notice: fair.new_notice() },
        Way::Noticed => served(id),
        Way::Served | Way::NoReply | Way::Accepted | Way::Declined => {
            answered(id, if step.how.is_multiple_of(5) { Answer::Decline } else { Answer::Accept })
        }
    };
    proceed(case.id, action)
}

/// What everybody who is there needs before the talk begins, and its beginning.
pub(crate) fn to_the_table(fair: &TestFair, case: &Case, step: Step) -> Command {
    if step.how % 5 == 1 && case.procedure.guests.is_empty() {
        return proceed(case.id, with_a_guest(case));
    }
    let unknown = case.participants().find(|party| case.procedure.identity(party.place.id).is_none());
    let action = match (fair.desk.before_talks(case), unknown) {
        (None, _) => return Command::StartSession { case: case.id },
        (Some("impartiality"), _) => Action::DeclareImpartiality,
        (Some("fee"), _) => about_the_fee(fair, case, step),
        (Some(_), Some(party)) => Action::CheckIdentity {
            party: party.place.id,
            paper: IdentityPaper::IdCard,
            authority: Authority::Own,
            body: person("Li Hua"),
        },
        (Some(_), None) => Action::ExplainRights { text: TEXT.to_owned() },
    };
    proceed(case.id, action)
}

/// It is quoted or waived, then everybody says yes or, now and then, no.
fn about_the_fee(fair: &TestFair, case: &Case, step: Step) -> Action {
    let base = fair.fee_version(case.id);
    let asked = case.procedure.fee().and_then(|fee| fee.unagreed(case).next());
    match asked {
        Some(party) if step.which % 13 != 5 => Action::AnswerFee {
            party: party.place.id,
            version: base,
            answer: if step.how % 7 == 3 { Answer::Decline } else { Answer::Accept },
            means: of(Means::ALL, step.how),
        },
        _ if step.which.is_multiple_of(3) => Action::QuoteNoFee { base },
        _ => Action::QuoteFee { base, quote: fair.quote(case.id) },
    }
}

/// Everybody is asked about an interpreter, who then comes in.
fn with_a_guest(case: &Case) -> Action {
    let to = ConsentTo::Interpreter;
    asked(case, to).unwrap_or_else(|| Action::AdmitGuest { role: to, body: person("Wang") })
}

/// What is done with a case that is over: given to an authority, erased, by one or by two.
pub(crate) fn lawful(fair: &mut TestFair, case: CaseId, step: Step) -> (Actor, Command) {
    let waits = fair.desk.proposals().find(|known| known.waits()).map(|known| known.seq);
    let due = fair.desk.due(domain::testing::plan().day_of(fair.now)).next().map(|keeping| keeping.case);
    match (step.how % 5, waits, due) {
        (0, Some(proposal), _) => (Actor::Staff(MEI), confirming(fair, proposal, Vec::new())),
        (1, Some(proposal), _) => (Actor::Staff(HEAD), Command::WithdrawProposal { proposal }),
        (0, None, _) => {
            let four_eyes = of(FourEyes::ALL, step.which);
            let keeping = KeepingRules { enquiry_days: 0, file_years: 1, four_eyes };
            (Actor::System, Command::SetRules { rules: LineRules { keeping, ..LineRules::default() } })
        }
        (_, _, Some(case)) => (Actor::Staff(HEAD), Command::RunRetention { cases: vec![case] }),
        (1, ..) => (Actor::Staff(HEAD), Command::EraseCase { case }),
        (2 | 3, ..) => (Actor::Staff(HEAD), told_as_example(fair, case, step)),
        _ => (Actor::Staff(HEAD), disclosing(fair, case)),
    }
}

/// The case whose account is public, or else being written: it is brought to its end before another is begun.
pub(crate) fn begun(fair: &TestFair) -> Option<CaseId> {
    let public = fair.desk.public_accounts().next().map(|(known, _)| known.id);
    let mut drafts =
        fair.desk.cases().filter(|known| known.erased_at.is_none() && known.typical_draft.is_some());
    public.or_else(|| drafts.next().map(|known| known.id))
}

/// The head reads, writes an account that names nobody, publishes it with or without consent, withdraws it; or a consent goes.
pub(crate) fn told_as_example(fair: &mut TestFair, case: CaseId, step: Step) -> Command {
    let case = begun(fair).unwrap_or(case);
    let Some(known) = fair.desk.case(case).cloned() else { return Command::Sweep };
    let (to, by_consent) = (ConsentTo::TypicalCase, step.which.is_multiple_of(2));
    let ground = if by_consent { Ground::Consent } else { Ground::Anonymised };
    let means = Means::Paper;
    let asked = known.parties.iter().find(|party| !known.agrees_as_example(party.place.id));
    let claimant = known.claimant().place.id;
    match (known.public_account(), known.typical_draft) {
        (Some(account), _) if by_consent => {
            let (typical, reason) = (account.id, "it was recognised".to_owned());
            Command::WithdrawTypicalCase { case, typical, reason }
        }
        (Some(_), _) => proceed(case, Action::RevokeConsent { party: claimant, to }),
        _ if !read_lately(&known, Ask::Mediation, HEAD, fair.now.max(fair.desk.recorded_at())) => {
            Command::ReadCase { case, part: Ask::Mediation, reason: Some("to be told".to_owned()) }
        }
        (None, None) => {
            let body = Box::new(fair.new_typical(ground).draft);
            Command::DraftTypicalCase { case, base: 0, body }
        }
        (None, Some(draft)) if by_consent && asked.is_some() => {
            let (party, text) = (asked.map_or(claimant, |party| party.place.id), TEXT.to_owned());
            proceed(case, Action::AgreeAsExample { party, version: draft.version, text, means })
        }
        (None, Some(draft)) => {
            let typical = Box::new(NewTypical { version: draft.version, ..fair.new_typical(ground) });
            Command::PublishTypicalCase { case, typical }
        }
    }
}

/// The head reads, gives an authority the dates of the case, and has the receipt.
pub(crate) fn disclosing(fair: &mut TestFair, case: CaseId) -> Command {
    let Some(known) = fair.desk.case(case).cloned() else { return Command::Sweep };
    match known.disclosures.iter().find(|given| given.received.is_none()) {
        Some(given) => {
            let on = domain::testing::plan().day_of(given.at);
            Command::ReceiveDisclosure { case, disclosure: given.id, on, body: person("Officer Chen") }
        }
        None if !read_lately(&known, Ask::Mediation, HEAD, fair.now.max(fair.desk.recorded_at())) => {
            Command::ReadCase { case, part: Ask::Mediation, reason: Some("a court asks".to_owned()) }
        }
        None => Command::DiscloseCase { case, disclosure: Box::new(fair.new_disclosure(Ask::Mediation)) },
    }
}

/// Everybody is asked whether to go on after the fair, and the case does.
pub(crate) fn at_the_close(case: &Case) -> Command {
    proceed(case.id, asked(case, ConsentTo::Remote).unwrap_or(Action::CarryOver))
}

/// The consent of the first who has not given it.
fn asked(case: &Case, to: ConsentTo) -> Option<Action> {
    let open = case.participants().find(|party| !case.procedure.consents_to(party.place.id, to))?;
    let means = Means::Spoken;
    Some(Action::Consent { party: open.place.id, to, text: TEXT.to_owned(), means })
}

/// What brings a talk to an agreement in effect.
pub(crate) fn towards_agreement(fair: &TestFair, case: &Case, step: Step) -> Command {
    if case.procedure.in_effect().is_some() {
        let party = case.accepted().next().unwrap_or(case.claimant()).place.id;
        let body = MeasureBody { text: "The lamp is covered.".to_owned(), ..MeasureBody::default() };
        let action = Box::new(MeasureAction::HandOver { body });
        return Command::MoveMeasure { case: case.id, party, action };
    }
    let version = case.procedure.agreement.as_ref().map_or(0, |agreement| agreement.draft.version);
    let action = match (&case.procedure.agreement, case.state) {
        (_, CaseState::InSession) if step.how.is_multiple_of(7) => {
            Action::RegisterOral { draft: fair.draft(case.id, step.how.is_multiple_of(2)) }
        }
        (None, _) => {
            Action::DraftAgreement { base: 0, draft: fair.draft(case.id, step.which.is_multiple_of(2)) }
        }
        (Some(agreement), _) if agreement.agreed_at.is_none() => Action::AgreeTerms { version },
        (Some(_), _) if step.which % 23 == 4 => Action::ReopenTerms,
        (Some(_), _) if step.which % 17 == 5 => Action::RefuseToSign { party: case.claimant().place.id },
        (Some(agreement), _) => {
            let parties = case.participants().map(|party| Signatory::Party(party.place.id));
            let open = parties
                .chain([Signatory::Mediator, Signatory::Seal])
                .find(|by| agreement.signature(*by).is_none());
            if let Some(by) = open {
                sign(case, version, by, step)
            } else {
                let waits = agreement.signatures.iter().find(|signature| !signature.binds());
                let party = match waits.map(|signature| signature.by) {
                    Some(Signatory::Party(party)) => party,
                    Some(Signatory::Mediator | Signatory::Seal) | None => case.claimant().place.id,
                };
                Action::Ratify { party, evidence: None, body: person("Li Hua") }
            }
        }
    };
    proceed(case.id, action)
}

/// Whoever was checked last signs; now and then an agent comes instead, and is checked first.
fn sign(case: &Case, version: u32, by: Signatory, step: Step) -> Action {
    let known = match by {
        Signatory::Party(party) => case.procedure.identity(party).map(|known| (party, known.shown())),
        Signatory::Mediator | Signatory::Seal => None,
    };
    if let Some((party, Authority::Own)) = known
        && step.how.is_multiple_of(2)
    {
        let (paper, authority) = (IdentityPaper::Passport, Authority::MayNotSettle);
        return Action::CheckIdentity { party, paper, authority, body: person("Li Hua") };
    }
    Action::Sign {
        version,
        by,
        means: Means::Paper,
        authority: known.map_or(Authority::Own, |(_, shown)| shown),
        evidence: None,
        ratify_by: Some(jiff::civil::date(2026, 3, 30)),
        body: person("Li Hua"),
    }
}

fn served(party: PartyId) -> Action {
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    Action::RecordService { party, service, body: person("Booth staff") }
}

fn answered(party: PartyId, answer: Answer) -> Action {
    Action::Answer {
        party,
        answer,
        text: TEXT.to_owned(),
        means: Means::Spoken,
        authority: Authority::Own,
        body: ReplyBody { person: person("Noor"), statement: None, language: None },
        language: None,
    }
}

/// Anything that can be asked in a case's procedure.
pub(crate) fn any(fair: &mut TestFair, id: CaseId, step: Step) -> Command {
    let case = fair.desk.case(id).cloned();
    let parties = case
        .as_ref()
        .map_or(vec![PartyId([0; 16])], |case| case.parties.iter().map(|party| party.place.id).collect());
    let party = of(&parties, step.which);
    let known = case.as_ref().map(|case| &case.procedure);
    let version = known.and_then(|p| p.agreement.as_ref()).map_or(0, |agreement| agreement.draft.version);
    let written: Vec<_> = known.map_or(Vec::new(), |p| p.record.iter().map(|record| record.part).collect());
    let confirms = matches!(step.how % 24, 17 | 18) && !written.is_empty();
    let part = if confirms { of(&written, step.which) } else { of(RecordPart::ALL, step.how / 2) };
    let guest = if step.which.is_multiple_of(4) { ConsentTo::Interpreter } else { ConsentTo::Expert };
    let newest = known.and_then(|p| p.record(part)).map_or(0, |record| record.version);
    let means = of(Means::ALL, step.how);
    let from = fair.now + jiff::SignedDuration::from_mins(i64::from(step.which % 300));
    let action = match step.how % 24 {
        0 => Action::WithdrawConsent { party, means },
        1 => Action::AskOtherMediator { party, means },
        2 | 3 | 20 if step.how % 24 != 20 || step.which.is_multiple_of(2) => {
            Action::Consent { party, to: guest, text: TEXT.to_owned(), means }
        }
        4 => Action::RevokeConsent { party, to: guest },
        5 if known.is_some_and(|p| p.appointment.is_some()) => Action::CancelAppointment,
        5 | 6 => {
            let until = from + jiff::SignedDuration::from_mins(60);
            let room = [None, Some("Room 1"), Some("Room 2")][usize::from(step.which % 3)];
            Action::MakeAppointment { from, until, room: room.map(|room| RoomId(room.to_owned())) }
        }
        7 | 8 => {
            let from =
                known.and_then(|p| p.appointment.as_ref()).map_or(from, |appointment| appointment.from);
            Action::ConfirmAppointment { party, from }
        }
        9 if step.which.is_multiple_of(2) => Action::CancelAppointment,
        9 => case.as_ref().map_or(Action::CancelAppointment, |case| about_the_fee(fair, case, step)),
        10 => Action::CheckIdentity {
            party,
            paper: IdentityPaper::Passport,
            authority: Authority::Own,
            body: person("Li Hua"),
        },
        11 => Action::ExplainRights { text: TEXT.to_owned() },
        12 => Action::AdmitGuest { role: guest, body: person("Expert") },
        13 if known.is_some_and(|p| p.help.is_some()) => Action::AnswerHelp,
        13 => Action::CallForHelp,
        14 if step.which.is_multiple_of(2) => {
            Action::NoteLanguage { party, language: of(&Language::ALL, step.which / 2) }
        }
        14 if step.which.is_multiple_of(3) => {
            let class = (!step.which.is_multiple_of(9)).then(|| ProductClass("Lamps".to_owned()));
            Action::NoteProductClass { class }
        }
        14 => Action::AnswerHelp,
        15 | 16 => Action::WriteRecord {
            part,
            base: newest,
            body: RecordBody { text: "So it was.".to_owned(), ..RecordBody::default() },
        },
        17 | 18 => Action::ConfirmRecord { party, part, version: newest, means },
        19 => Action::WriteNote { text: "They would take half.".to_owned() },
        20 => Action::ReopenTerms,
        21 => Action::RefuseToSign { party },
        22 => Action::AgreeTerms { version },
        23 if step.which.is_multiple_of(3) => Action::CarryOver,
        _ => Action::IssueNotice { party, notice: fair.new_notice() },
    };
    proceed(id, action)
}

/// What the organiser would do next, and the respondent.
pub(crate) fn measure(fair: &mut TestFair, id: CaseId, step: Step) -> (Actor, Command) {
    let Some(case) = fair.desk.case(id).cloned() else { return (Actor::Public, Command::Sweep) };
    let respondents = case.respondents();
    if respondents.is_empty() {
        return (Actor::System, Command::Sweep);
    }
    let party = &respondents[usize::from(step.which) % respondents.len()];
    let among = party.may_be();
    if step.how.is_multiple_of(5) && among.len() > 1 {
        let exhibitor = (!step.which.is_multiple_of(7)).then(|| of(&among, step.which / 2));
        let named = Command::NameExhibitor { case: id, party: party.place.id, exhibitor };
        return (Actor::Staff(ORGANISER), named);
    }
    let body = || MeasureBody { text: "The lamp L-20.".to_owned(), ..MeasureBody::default() };
    // What usually follows comes up more often than anything else.
    let now = case.measure(party.place.id).map(|measure| measure.state);
    let usual =
        [None, Some(MeasureState::Noticed), Some(MeasureState::Ordered)].iter().position(|s| *s == now);
    let how = match usual {
        Some(0) if !step.how.is_multiple_of(3) => 0,
        Some(1) if !step.how.is_multiple_of(3) => 2,
        Some(2) if !step.how.is_multiple_of(3) => 6,
        _ => step.how % 8,
    };
    let action = match how {
        0 | 1 => MeasureAction::IssueNotice { notice: fair.new_notice() },
        2 => {
            let service = Service { method: ServiceMethod::LeftBehind, refused: true, evidence: None };
            MeasureAction::RecordService { service, body: left_with("Booth staff") }
        }
        3 => MeasureAction::Answer {
            means: Means::Device,
            admits: step.which.is_multiple_of(2),
            body: ReplyBody {
                person: person("Noor"),
                statement: Some("It is ours.".to_owned()),
                language: None,
            },
        },
        4 if step.which.is_multiple_of(4) => MeasureAction::Clear { body: body() },
        4 | 5 => MeasureAction::Order {
            kind: of(MeasureKind::ALL, step.which),
            basis: of(Basis::ALL, step.which / 2),
            until: None,
            body: body(),
        },
        6 if step.which.is_multiple_of(3) => MeasureAction::Lift { body: body() },
        6 => MeasureAction::Apply { evidence: None, body: body() },
        _ => MeasureAction::HandOver { body: body() },
    };
    let handed_over = matches!(action, MeasureAction::HandOver { .. });
    let actor = match (&action, party.ticket) {
        (MeasureAction::Answer { .. }, Some(ticket)) => Actor::Party(ticket),
        _ if handed_over => {
            let lead = case.claimant().ticket.and_then(|ticket| fair.desk.ticket(ticket)?.mediator);
            Actor::Staff(lead.unwrap_or(MEI))
        }
        _ => Actor::Staff(ORGANISER),
    };
    (actor, Command::MoveMeasure { case: id, party: party.place.id, action: Box::new(action) })
}
