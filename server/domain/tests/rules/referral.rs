//! Referrals: what may go to whom, with whose consent; sent, received, come back; and mediation with another body.

use domain::{
    Actor, CaseId, Command, EvidenceId, Fact, PartyId, ReferralId, Refusal, StaffId, TicketNumber,
    aftercare::TaskKind,
    body::GivenFile,
    case::{Ask, Audience, Case, CaseState},
    disclosure::{Given, LegalBasis, Sort},
    fair::{Language, LineRules},
    procedure::{Action, ConsentTo, Means, Purpose, TRANSFER_TEXT},
    proposal::Overtaken,
    reading::Sight,
    referral::{
        Counterpart, Lead, Linkage, ReceiptBody, ReferralAction, ReferralBody, ReferralResult, ReferralState,
        ReferralStep, Stage, Withheld,
    },
    retention::{FourEyes, KeepingRules},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, photo, plan},
    ticket::{ParkReason, TicketState},
};
use jiff::civil::{Date, date};

use super::properties::{Step, of};

const ONE: ReferralId = ReferralId([1; 16]);
const TWO: ReferralId = ReferralId([2; 16]);

fn ask(case: CaseId, referral: ReferralId, action: ReferralAction) -> Command {
    Command::MoveReferral { case, referral, action: Box::new(action) }
}

fn body(files: usize) -> ReferralBody {
    let file = |at| GivenFile { name: format!("{at:02}.pdf"), sha256: "00".repeat(32), bytes: 1 };
    ReferralBody {
        body: "Intellectual property office".to_owned(),
        matter: "The lamp is shown all the same.".to_owned(),
        files: (0..files).map(file).collect(),
        ..ReferralBody::default()
    }
}

fn paper(sort: Sort) -> Given {
    Given { paper: Some("application".to_owned()), version: Some(1), ..Given::of(sort) }
}

fn draw_up(to: Counterpart, given: Vec<Given>) -> ReferralAction {
    let body = body(given.len());
    ReferralAction::DrawUp { to, given, language: Language::ZhCn, body }
}

fn receipt(on: Date) -> ReferralAction {
    let body = ReceiptBody { number: "(2026) 31".to_owned(), by: Some("Officer Chen".to_owned()) };
    ReferralAction::NoteReceipt { on, body }
}

fn end(result: ReferralResult, on: Date) -> ReferralAction {
    ReferralAction::End { result, on, remark: Some("It is for you.".to_owned()) }
}

fn taken_in(from: Counterpart, stage: Option<Stage>) -> ReferralAction {
    ReferralAction::TakeIn { from, stage, on: plan().first_day, body: body(0) }
}

fn joined(linkage: Linkage) -> ReferralAction {
    ReferralAction::Join {
        linkage,
        with: Counterpart::RightsCentre,
        lead: Lead::Theirs,
        on: plan().first_day,
        body: body(0),
    }
}

fn part(by: Lead) -> ReferralAction {
    ReferralAction::RecordPart { by, on: plan().first_day, text: "Looked at the lamp.".to_owned() }
}

/// One of each step of a referral.
pub(crate) fn samples(case: CaseId) -> Vec<Command> {
    let on = plan().first_day;
    let actions = vec![
        draw_up(Counterpart::Police, vec![paper(Sort::Application)]),
        ReferralAction::Send { on },
        receipt(on),
        taken_in(Counterpart::Court, Some(Stage::AfterFiling)),
        joined(Linkage::Joint),
        part(Lead::Ours),
        end(ReferralResult::Returned, on),
    ];
    actions.into_iter().map(|action| ask(case, ONE, action)).collect()
}

/// What somebody may do next about another body that has to do with a case.
pub(crate) fn some_step(fair: &TestFair, id: CaseId, step: Step) -> (Actor, Command) {
    let Some(case) = fair.desk.case(id) else { return (Actor::System, Command::Sweep) };
    let on = plan().day_of(fair.now);
    let free = || ReferralId([u8::try_from(case.referrals.len()).unwrap_or(0) + 1; 16]);
    let open = case.referrals.iter().rev().find(|known| known.ended.is_none());
    let (referral, action) = match (open, step.how % 6) {
        (None, 0 | 1) => (
            free(),
            draw_up(
                of(&[Counterpart::Police, Counterpart::Court], step.which),
                vec![Given::of(Sort::History)],
            ),
        ),
        (None, 2) => (free(), taken_in(of(Counterpart::ALL, step.which), Some(Stage::BeforeFiling))),
        (None, 3 | 4) => match case
            .participants()
            .find(|party| !case.procedure.consents_to(party.place.id, ConsentTo::CoMediator))
        {
            Some(party) => {
                let (text, means) = ("2026-03".to_owned(), Means::Spoken);
                let consent =
                    Action::Consent { party: party.place.id, to: ConsentTo::CoMediator, text, means };
                let lead = fair.desk.line_tickets(case).next().and_then(|ticket| ticket.mediator);
                let command = Command::Proceed { case: id, action: Box::new(consent) };
                return (Actor::Staff(lead.unwrap_or(HEAD)), command);
            }
            None => (free(), joined(of(&[Linkage::Joint, Linkage::Assisted], step.which))),
        },
        (None, _) => {
            let reason = Some("nobody answers".to_owned());
            let upto = case.last_step();
            let archive = Command::ArchiveFile { case: id, pages: 20, volumes: 1, upto, reason };
            return (Actor::Staff(HEAD), archive);
        }
        (Some(known), 0..=3) => match (known.linkage, known.state()) {
            (Linkage::Out, ReferralState::DrawnUp) => (known.id, ReferralAction::Send { on }),
            (Linkage::Out, ReferralState::Sent) => (known.id, receipt(on)),
            (Linkage::Out, _) => (known.id, end(of(ReferralResult::ALL, step.which), on)),
            _ => (known.id, ReferralAction::RecordPart { by: Lead::Ours, on, text: "Done.".to_owned() }),
        },
        (Some(known), _) => (known.id, end(of(ReferralResult::ALL, step.which), on)),
    };
    (Actor::Staff(HEAD), ask(id, referral, action))
}

/// A case in Mei's hands, at the table.
fn claimed() -> (TestFair, CaseId, TicketNumber) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    (fair, case, ticket)
}

fn takes(fair: &mut TestFair, who: StaffId, case: CaseId, action: ReferralAction) -> Result<(), Refusal> {
    fair.by(who, ask(case, ONE, action)).map(|_| ())
}

fn state(fair: &TestFair, case: CaseId) -> ReferralState {
    fair.desk.case(case).unwrap().referral(ONE).unwrap().state()
}

fn known(fair: &TestFair, case: CaseId) -> &Case {
    fair.desk.case(case).unwrap()
}

fn tasks(fair: &TestFair, case: CaseId) -> Vec<(TaskKind, Option<Date>)> {
    known(fair, case).linkage_tasks().iter().map(|task| (task.kind, task.due)).collect()
}

#[test]
fn a_case_goes_to_an_authority_and_comes_back_to_its_place_in_the_line() {
    let (mut fair, case, ticket) = claimed();
    let today = plan().first_day;
    let to = || draw_up(Counterpart::Authority, vec![paper(Sort::Application)]);
    assert_eq!(takes(&mut fair, MEI, case, to()), Err(Refusal::ConsentMissing("transfer")));
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, to()).unwrap();
    assert_eq!(tasks(&fair, case), [(TaskKind::Send, Some(date(2026, 3, 11)))]);
    assert!(known(&fair, case).elsewhere().is_none(), "what is drawn up has not left");
    assert_eq!(takes(&mut fair, MEI, case, ReferralAction::Send { on: today }), Err(Refusal::NotAllowed));
    assert_eq!(takes(&mut fair, HEAD, case, receipt(today)), Err(Refusal::StepMissing("sent")));

    takes(&mut fair, HEAD, case, ReferralAction::Send { on: today }).unwrap();
    assert_eq!((state(&fair, case), fair.state(ticket)), (ReferralState::Sent, Some(TicketState::Parked)));
    assert_eq!(fair.desk.ticket(ticket).unwrap().parked, Some(ParkReason::Referral));
    assert_eq!(tasks(&fair, case), [(TaskKind::Receipt, None)]);
    fair.pass(24 * 60);
    assert_eq!(takes(&mut fair, MEI, case, receipt(date(2026, 3, 9))), Err(Refusal::DatesReversed));
    takes(&mut fair, MEI, case, receipt(date(2026, 3, 11))).unwrap();
    assert_eq!(takes(&mut fair, MEI, case, receipt(date(2026, 3, 11))), Err(Refusal::Taken("receipt")));
    assert_eq!(tasks(&fair, case), [(TaskKind::Result, None)]);

    takes(&mut fair, MEI, case, end(ReferralResult::Returned, date(2026, 3, 11))).unwrap();
    assert_eq!((state(&fair, case), fair.state(ticket)), (ReferralState::Ended, Some(TicketState::Waiting)));
    assert!(tasks(&fair, case).is_empty());
    let again = takes(&mut fair, HEAD, case, end(ReferralResult::Settled, date(2026, 3, 11)));
    assert_eq!(again, Err(Refusal::Taken("result")));
    // It goes on at the desk.
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    assert_eq!(known(&fair, case).state, CaseState::InSession);
}

#[test]
fn nobody_talks_here_about_a_case_that_is_elsewhere() {
    let (mut fair, case, ticket) = claimed();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let today = plan().first_day;
    takes(&mut fair, HEAD, case, draw_up(Counterpart::Police, vec![Given::of(Sort::History)])).unwrap();
    let send = || ReferralAction::Send { on: today };
    assert_eq!(takes(&mut fair, HEAD, case, send()), Err(Refusal::StepMissing("talk-end")));
    fair.adjourn(MEI, case).unwrap();
    takes(&mut fair, HEAD, case, send()).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    for ticket in fair.tickets(case) {
        fair.check_in(MEI, ticket).unwrap();
    }
    assert_eq!(fair.start(MEI, case), Err(Refusal::Elsewhere));
    takes(&mut fair, HEAD, case, end(ReferralResult::Declined, today)).unwrap();
    fair.start(MEI, case).unwrap();
}

#[test]
fn what_was_said_in_the_talks_goes_to_nobody_and_the_agreement_only_where_one_acts_on_it() {
    for to in Counterpart::ALL {
        assert!(!to.takes(Sort::Record), "{}", to.code());
        assert!(!to.takes(Sort::Defence), "each side reads what goes along to {}", to.code());
        for of_track in [Sort::Entry, Sort::Measure] {
            assert!(!to.takes(of_track), "the organiser's track is not ours to give to {}", to.code());
        }
        for sort in [Sort::History, Sort::Outcome, Sort::Application, Sort::Service, Sort::Evidence] {
            assert!(to.takes(sort), "{} {}", to.code(), sort.code());
        }
        assert_eq!(to.takes(Sort::Agreement), *to != Counterpart::Authority, "{}", to.code());
    }
    let (mut fair, case, _) = claimed();
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    let refused = takes(&mut fair, MEI, case, draw_up(Counterpart::Authority, vec![paper(Sort::Record)]));
    let basis = LegalBasis::Enforcement;
    assert_eq!(refused, Err(Refusal::NotOpened { basis, sort: Sort::Record }));
    let nothing = takes(&mut fair, MEI, case, draw_up(Counterpart::Authority, Vec::new()));
    assert_eq!(nothing, Err(Refusal::Incomplete("given")));
}

#[test]
fn a_photo_goes_along_by_what_it_was_taken_for_and_never_the_organisers() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let party: PartyId = known(&fair, case).claimant().place.id;
    let purposes = [
        (Purpose::Exhibit, Audience::Mediation, true),
        (Purpose::Exhibit, Audience::Measure, false),
        (Purpose::Inquiry, Audience::Mediation, false),
        (Purpose::Signature, Audience::Mediation, false),
    ];
    for (at, (purpose, audience, goes)) in purposes.into_iter().enumerate() {
        let evidence = EvidenceId([u8::try_from(at).unwrap(); 16]);
        let add = Command::AddEvidence { case, party, evidence, audience, purpose, body: photo() };
        fair.by(HEAD, add).unwrap();
        let photo = known(&fair, case).evidence.iter().find(|photo| photo.id == evidence).unwrap();
        assert_eq!(Counterpart::Authority.takes_photo(photo), goes, "{}", purpose.code());
        assert_eq!(Counterpart::Court.takes_photo(photo), goes || purpose == Purpose::Signature);
    }
}

#[test]
fn police_need_no_consent_and_neither_does_the_court_that_sent_the_case() {
    let (mut fair, case, _) = claimed();
    let history = || vec![Given::of(Sort::History)];
    let court = takes(&mut fair, MEI, case, draw_up(Counterpart::Court, history()));
    assert_eq!(court, Err(Refusal::ConsentMissing("transfer")));
    takes(&mut fair, MEI, case, draw_up(Counterpart::Police, history())).unwrap();
    let sent = taken_in(Counterpart::Court, None);
    assert_eq!(fair.by(MEI, ask(case, TWO, sent)), Err(Refusal::Incomplete("stage")));
    fair.by(MEI, ask(case, TWO, taken_in(Counterpart::Court, Some(Stage::BeforeFiling)))).unwrap();
    let known = known(&fair, case).referral(TWO).unwrap();
    assert_eq!((known.lead, known.state()), (Lead::Ours, ReferralState::Received));
    assert_eq!(known.due(), Some(date(2026, 4, 9)), "a court waits thirty days before a suit is filed");
    let back = ReferralId([3; 16]);
    fair.by(MEI, ask(case, back, draw_up(Counterpart::Court, history()))).unwrap();
}

#[test]
fn a_consent_taken_back_holds_what_is_drawn_up_and_not_sent() {
    let (mut fair, case, _) = claimed();
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Court, vec![Given::of(Sort::History)])).unwrap();
    let (party, to) = (known(&fair, case).claimant().place.id, ConsentTo::Transfer);
    fair.proceed(MEI, case, Action::RevokeConsent { party, to }).unwrap();
    let today = plan().first_day;
    let send = takes(&mut fair, HEAD, case, ReferralAction::Send { on: today });
    assert_eq!(send, Err(Refusal::ConsentMissing("transfer")));
    assert_eq!(withheld(&fair, case), Some(Withheld::NotAgreed), "nor is it handed out");
    assert_eq!(
        takes(&mut fair, MEI, case, end(ReferralResult::Settled, today)),
        Err(Refusal::StepMissing("sent"))
    );
    takes(&mut fair, MEI, case, end(ReferralResult::Withdrawn, today)).unwrap();
    assert_eq!(withheld(&fair, case), Some(Withheld::CalledBack));
}

/// Why what goes along is not handed out.
fn withheld(fair: &TestFair, case: CaseId) -> Option<Withheld> {
    let case = known(fair, case);
    fair.desk.withholds(case, case.referral(ONE).unwrap())
}

#[test]
fn what_was_sent_while_everybody_agreed_may_be_read_on() {
    let (mut fair, case, _) = claimed();
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Court, vec![Given::of(Sort::History)])).unwrap();
    assert_eq!(withheld(&fair, case), None, "it is handed out to be sent");
    let today = plan().first_day;
    takes(&mut fair, HEAD, case, ReferralAction::Send { on: today }).unwrap();
    let (party, to) = (known(&fair, case).claimant().place.id, ConsentTo::Transfer);
    fair.proceed(MEI, case, Action::RevokeConsent { party, to }).unwrap();
    assert_eq!(withheld(&fair, case), None);
    takes(&mut fair, MEI, case, end(ReferralResult::Returned, today)).unwrap();
    assert_eq!(withheld(&fair, case), None, "it was there");
}

#[test]
fn what_needs_nobodys_consent_is_withheld_by_no_consent_taken_back() {
    let (mut fair, case, _) = claimed();
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Police, vec![Given::of(Sort::History)])).unwrap();
    let (party, to) = (known(&fair, case).claimant().place.id, ConsentTo::Transfer);
    fair.proceed(MEI, case, Action::RevokeConsent { party, to }).unwrap();
    assert_eq!(withheld(&fair, case), None);
}

#[test]
fn nothing_goes_on_by_a_consent_to_words_that_did_not_name_who_may_get_it() {
    let (mut fair, case, _) = claimed();
    let (party, to) = (known(&fair, case).claimant().place.id, ConsentTo::Transfer);
    let agree = |text: &str| Action::Consent { party, to, text: text.to_owned(), means: Means::Spoken };
    let given = |fair: &TestFair| -> Vec<String> {
        known(fair, case).procedure.consents.iter().map(|given| given.text.clone()).collect()
    };
    let court = || draw_up(Counterpart::Court, vec![Given::of(Sort::History)]);
    fair.proceed(MEI, case, agree("v1")).unwrap();
    assert_eq!(given(&fair), ["v1"], "what they said is on record");
    assert_eq!(takes(&mut fair, MEI, case, court()), Err(Refusal::ConsentMissing("transfer")));
    fair.proceed(MEI, case, Action::RevokeConsent { party, to }).unwrap();
    assert!(given(&fair).is_empty(), "and can be taken back");
    fair.proceed(MEI, case, agree("v1")).unwrap();
    fair.proceed(MEI, case, agree(TRANSFER_TEXT)).unwrap();
    assert_eq!(given(&fair), [TRANSFER_TEXT]);
    takes(&mut fair, MEI, case, court()).unwrap();
    assert_eq!(fair.proceed(MEI, case, agree("v1")), Ok(Vec::new()), "earlier words take no place of later");
    takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day }).unwrap();
}

#[test]
fn a_case_that_is_over_may_still_go_on_elsewhere() {
    let mut fair = TestFair::new();
    let case = super::aftercare::settle(&mut fair);
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Notary, vec![paper(Sort::Agreement)])).unwrap();
    takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day }).unwrap();
    takes(&mut fair, MEI, case, end(ReferralResult::Decided, plan().first_day)).unwrap();
    assert!(!known(&fair, case).state.is_open(), "what is over stays over");
}

#[test]
fn others_come_to_the_table_only_as_everybody_agrees_and_each_says_what_it_did() {
    let (mut fair, case, _) = claimed();
    assert_eq!(
        takes(&mut fair, MEI, case, joined(Linkage::Joint)),
        Err(Refusal::ConsentMissing("co-mediator"))
    );
    fair.choose(MEI, case, ConsentTo::CoMediator).unwrap();
    assert_eq!(takes(&mut fair, MEI, case, joined(Linkage::Out)), Err(Refusal::Unknown("linkage")));
    takes(&mut fair, MEI, case, joined(Linkage::Joint)).unwrap();
    let referral = || known(&fair, case).referral(ONE).unwrap().clone();
    assert_eq!((referral().lead, referral().lacks_part()), (Lead::Theirs, true));
    takes(&mut fair, MEI, case, part(Lead::Ours)).unwrap();
    takes(&mut fair, MEI, case, part(Lead::Theirs)).unwrap();
    assert!(!known(&fair, case).referral(ONE).unwrap().lacks_part());
    assert!(known(&fair, case).elsewhere().is_none(), "it is at this table");
}

#[test]
fn what_the_organiser_alone_was_told_is_referred_by_nobody_here() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    let to = draw_up(Counterpart::Police, vec![Given::of(Sort::History)]);
    assert_eq!(takes(&mut fair, HEAD, case, to), Err(Refusal::NoMediationAsked));
}

#[test]
fn it_is_for_whoever_has_the_case() {
    let (mut fair, case, _) = claimed();
    for who in [TOM, ORGANISER] {
        let said = takes(&mut fair, who, case, taken_in(Counterpart::Authority, None));
        assert!(matches!(said, Err(Refusal::NotYours { .. } | Refusal::NotAllowed)), "{said:?}");
    }
    takes(&mut fair, MEI, case, taken_in(Counterpart::Authority, Some(Stage::AfterFiling))).unwrap();
    let fact = &fair.entries.last().unwrap().1.fact;
    let Fact::ReferralMoved { with: ReferralStep::ReferralTakenIn { stage, .. }, .. } = fact else {
        panic!()
    };
    assert_eq!(*stage, None, "only a court has such a course");
    assert_eq!(ReferralStep::KINDS.len(), samples(case).len());
}

/// A case in Mei's hands that the head proposes to send; the entry that proposes it.
fn proposed() -> (TestFair, CaseId, TicketNumber, u64) {
    let (mut fair, case, ticket) = claimed();
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Police, vec![Given::of(Sort::History)])).unwrap();
    takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day }).unwrap();
    let proposal = fair.desk.seq();
    (fair, case, ticket, proposal)
}

#[test]
fn where_two_are_asked_for_a_case_leaves_when_another_who_may_read_it_confirms() {
    let (mut fair, case, ticket, proposal) = proposed();
    assert_eq!((state(&fair, case), fair.desk.is_to_be_sent(ONE)), (ReferralState::DrawnUp, true));
    assert_eq!(fair.state(ticket), Some(TicketState::Attending), "nothing has left");
    let held = |fair: &TestFair| fair.desk.holds_back(known(fair, case).referral(ONE).unwrap());
    assert!(held(&fair), "nor may it");
    let again = takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day });
    assert_eq!(again, Err(Refusal::Taken("proposal")));
    let confirm = || Command::ConfirmProposal { proposal, account: None };
    assert_eq!(fair.by(HEAD, confirm()), Err(Refusal::SamePerson));
    assert_eq!(fair.by(ORGANISER, confirm()), Err(Refusal::NotAllowed));
    assert_eq!(fair.by(TOM, confirm()), Err(Refusal::NotYours { by: Some(MEI) }), "what he may not read");
    fair.pass(24 * 60);
    let done: Vec<_> = fair.by(MEI, confirm()).unwrap().into_iter().map(|event| event.fact).collect();
    assert_eq!(done, [Fact::ProposalConfirmed { proposal }], "nobody has handed it over yet");
    assert_eq!(state(&fair, case), ReferralState::DrawnUp);
    assert!(!fair.desk.is_to_be_sent(ONE) && !held(&fair), "it may be handed over now");
    let proposed_for = takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day });
    assert_eq!(proposed_for, Err(Refusal::DatesReversed), "nothing left before it was confirmed");
    let on = date(2026, 3, 11);
    takes(&mut fair, HEAD, case, ReferralAction::Send { on }).unwrap();
    assert_eq!((state(&fair, case), fair.state(ticket)), (ReferralState::Sent, Some(TicketState::Parked)));
    assert_eq!(known(&fair, case).referral(ONE).unwrap().sent, Some(on));
    assert_eq!(fair.desk.cases_to_send().count(), 0);
    takes_in_freely(&mut fair, case);
}

#[test]
fn what_was_proposed_is_not_sent_past_the_second_person_when_two_are_no_longer_asked_for() {
    let (mut fair, case, _, proposal) = proposed();
    let keeping = KeepingRules { four_eyes: FourEyes::Never, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
    let send = || ReferralAction::Send { on: plan().first_day };
    assert_eq!(takes(&mut fair, HEAD, case, send()), Err(Refusal::Taken("proposal")));
    assert_eq!(state(&fair, case), ReferralState::DrawnUp);
    fair.by(HEAD, Command::WithdrawProposal { proposal }).unwrap();
    takes(&mut fair, HEAD, case, send()).unwrap();
    assert_eq!(state(&fair, case), ReferralState::Sent, "what nobody proposes one person may send");
}

/// The head says why they read a case.
fn says_why(fair: &mut TestFair, case: CaseId) {
    let reason = Some("to send it".to_owned());
    fair.by(HEAD, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
}

#[test]
fn whoever_proposes_to_send_a_case_and_said_why_reads_it_until_it_is_sent() {
    let (mut fair, case, _, proposal) = proposed();
    let sight =
        |fair: &TestFair, who| fair.desk.sight(fair.desk.staff_member(who).unwrap(), known(fair, case));
    assert_eq!(sight(&fair, HEAD), Sight::OnReason, "to propose it is no reason");
    says_why(&mut fair, case);
    fair.pass(61);
    assert_eq!((sight(&fair, HEAD), sight(&fair, TOM)), (Sight::Whole, Sight::Summary));
    assert_eq!(fair.desk.cases_to_send().map(|case| case.id).collect::<Vec<_>>(), [case]);
    fair.by(MEI, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert_eq!(sight(&fair, HEAD), Sight::Whole, "it is theirs to hand over");
    takes(&mut fair, HEAD, case, ReferralAction::Send { on: plan().first_day }).unwrap();
    assert_eq!(sight(&fair, HEAD), Sight::OnReason);
}

#[test]
fn whoever_takes_a_proposal_back_says_again_why_they_read_the_case() {
    let (mut fair, case, _, proposal) = proposed();
    says_why(&mut fair, case);
    fair.by(HEAD, Command::WithdrawProposal { proposal }).unwrap();
    let head = fair.desk.staff_member(HEAD).unwrap();
    assert_eq!(fair.desk.sight(head, known(&fair, case)), Sight::OnReason);
}

#[test]
fn a_consent_taken_back_after_it_was_confirmed_holds_the_case() {
    let (mut fair, case, _) = claimed();
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
    fair.choose(MEI, case, ConsentTo::Transfer).unwrap();
    takes(&mut fair, MEI, case, draw_up(Counterpart::Court, vec![Given::of(Sort::History)])).unwrap();
    let send = || ReferralAction::Send { on: plan().first_day };
    takes(&mut fair, HEAD, case, send()).unwrap();
    let proposal = fair.desk.seq();
    assert_eq!(withheld(&fair, case), Some(Withheld::Unconfirmed));
    fair.by(MEI, Command::ConfirmProposal { proposal, account: None }).unwrap();
    assert_eq!(withheld(&fair, case), None);
    let (party, to) = (known(&fair, case).claimant().place.id, ConsentTo::Transfer);
    fair.proceed(MEI, case, Action::RevokeConsent { party, to }).unwrap();
    assert_eq!(takes(&mut fair, HEAD, case, send()), Err(Refusal::ConsentMissing("transfer")));
    assert_eq!(withheld(&fair, case), Some(Withheld::NotAgreed));
}

/// What came from another body is nothing that leaves.
fn takes_in_freely(fair: &mut TestFair, case: CaseId) {
    fair.by(MEI, ask(case, TWO, taken_in(Counterpart::Authority, None))).unwrap();
    assert!(!fair.desk.holds_back(known(fair, case).referral(TWO).unwrap()));
}

#[test]
fn what_was_called_back_meanwhile_is_not_sent_by_confirming() {
    let (mut fair, case, _, proposal) = proposed();
    takes(&mut fair, MEI, case, end(ReferralResult::Withdrawn, plan().first_day)).unwrap();
    let settled = Err(Refusal::Overtaken(Overtaken::Settled));
    assert_eq!(fair.by(MEI, Command::ConfirmProposal { proposal, account: None }), settled);
    fair.by(HEAD, Command::WithdrawProposal { proposal }).unwrap();
}
