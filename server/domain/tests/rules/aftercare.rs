//! After an agreement: obligations and their days, breaches and what they open, return visits, the court; and who may say so.

use domain::{
    Actor, CaseId, Command, Fact, PartyId, Refusal, StaffId,
    aftercare::{
        AftercareAction, AftercareStep, CourtBody, Finding, ObligationState, Reached, Remedy, Ruling,
        TaskKind, VisitBody,
    },
    body::MeasureBody,
    case::{Ask, Audience, Case, Outcome, Reason, Side},
    ids::EvidenceId,
    measure::MeasureAction,
    procedure::{Action, ClauseKind, Proceeding, Purpose, Signatory},
    testing::{HEAD, LAST_DAY, MEI, ORGANISER, TOM, TestFair, photo, plan},
};
use jiff::civil::{Date, date};

use super::{
    bodies::{BO, hosting_two, second},
    properties::{Step, of},
};

fn ask(case: CaseId, action: AftercareAction) -> Command {
    Command::MoveAftercare { case, action: Box::new(action) }
}

fn body() -> VisitBody {
    VisitBody { asked: "Li Hua".to_owned(), findings: "All is well.".to_owned(), ..VisitBody::default() }
}

fn court() -> CourtBody {
    CourtBody { court: "District court".to_owned(), reference: None }
}

/// One of each step of after-care.
pub(crate) fn samples(case: CaseId) -> Vec<Command> {
    let on = plan().first_day;
    let actions = vec![
        AftercareAction::Perform { clause: 0, on, evidence: None, remark: None },
        AftercareAction::Breach { clause: 0, on, remark: "Shown again.".to_owned() },
        AftercareAction::Remind { clause: 0, means: Reached::Call },
        AftercareAction::Remedy { clause: 0, remedy: Remedy::Suit, due: None },
        AftercareAction::PlanVisit { on, staff: MEI },
        AftercareAction::HoldVisit { on, means: Reached::Call, finding: Finding::All, body: body() },
        AftercareAction::SeekConfirmation { on, body: court() },
        AftercareAction::NoteRuling { ruling: Ruling::Confirmed, on, remark: None },
    ];
    actions.into_iter().map(|action| ask(case, action)).collect()
}

/// What somebody may do next with a case that ended with an agreement.
pub(crate) fn some_step(fair: &TestFair, case: &Case, step: Step) -> (Actor, Command) {
    let on = plan().day_of(fair.now);
    let clause = usize::from(step.who % 3);
    let action = match step.how % 9 {
        0 => AftercareAction::Perform { clause, on, evidence: None, remark: None },
        1 => AftercareAction::Breach { clause, on, remark: "Shown again.".to_owned() },
        2 => AftercareAction::Remind { clause, means: of(Reached::ALL, step.which) },
        3 => {
            let remedy = of(Remedy::ALL, step.which);
            AftercareAction::Remedy {
                clause: case.aftercare.marks.first().map_or(0, |mark| mark.clause),
                remedy,
                due: Some(on),
            }
        }
        4 => AftercareAction::PlanVisit { on, staff: of(&[MEI, TOM], step.which) },
        5 => AftercareAction::HoldVisit {
            on,
            means: Reached::Call,
            finding: of(Finding::ALL, step.which),
            body: body(),
        },
        6 => AftercareAction::SeekConfirmation { on, body: court() },
        _ => AftercareAction::NoteRuling { ruling: of(Ruling::ALL, step.which), on, remark: None },
    };
    let lead = case.claimant().ticket.and_then(|ticket| fair.desk.ticket(ticket)?.mediator);
    (Actor::Staff(lead.unwrap_or(HEAD)), ask(case.id, action))
}

/// Mei's case, settled in writing on the first day; each side owes that the lamp is covered until the 12th.
pub(crate) fn settle(fair: &mut TestFair) -> CaseId {
    settle_with(fair, false)
}

/// The same, with a clause for the organiser or without.
fn settle_with(fair: &mut TestFair, organiser: bool) -> CaseId {
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let draft = fair.draft(case, organiser);
    fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    for by in
        parties(fair, case).map(Signatory::Party).into_iter().chain([Signatory::Mediator, Signatory::Seal])
    {
        fair.sign(MEI, case, by).unwrap();
    }
    fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement).unwrap();
    case
}

fn parties(fair: &TestFair, case: CaseId) -> [PartyId; 2] {
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|p| p.place.id).collect();
    parties.try_into().unwrap()
}

fn settled() -> (TestFair, CaseId, [PartyId; 2]) {
    let mut fair = TestFair::new();
    let case = settle(&mut fair);
    let parties = parties(&fair, case);
    (fair, case, parties)
}

fn takes(fair: &mut TestFair, who: StaffId, case: CaseId, action: AftercareAction) -> Result<(), Refusal> {
    fair.by(who, ask(case, action)).map(|_| ())
}

fn standings(fair: &TestFair, case: CaseId, today: Date) -> Vec<ObligationState> {
    fair.desk.case(case).unwrap().obligations().iter().map(|owed| owed.state(today)).collect()
}

fn tasks(fair: &TestFair, case: CaseId, today: Date) -> Vec<(TaskKind, Option<Date>)> {
    let tasks = fair.desk.case(case).unwrap().aftercare_tasks(&plan(), today);
    tasks.iter().map(|task| (task.kind, task.due)).collect()
}

/// Some days later, at the same hour.
fn days_on(fair: &mut TestFair, days: i64) -> Date {
    fair.pass(days * 24 * 60);
    plan().day_of(fair.now)
}

fn perform(clause: usize, on: Date) -> AftercareAction {
    AftercareAction::Perform { clause, on, evidence: None, remark: None }
}

#[test]
fn the_clauses_of_an_agreement_are_owed_by_whom_and_until_when_it_says() {
    let (fair, case, parties) = settled();
    let owed = fair.desk.case(case).unwrap().obligations();
    assert_eq!(owed.iter().map(|owed| owed.debtor).collect::<Vec<_>>(), parties.map(Some));
    assert!(owed.iter().all(|owed| owed.due == Some(date(2026, 3, 12))));
    assert_eq!(standings(&fair, case, date(2026, 3, 12)), [ObligationState::Open, ObligationState::Open]);
    assert_eq!(
        standings(&fair, case, date(2026, 3, 13)),
        [ObligationState::Overdue, ObligationState::Overdue]
    );
    assert_eq!(fair.desk.cases_in_effect().map(|case| case.id).collect::<Vec<_>>(), [case]);
}

#[test]
fn an_open_case_owes_nothing_yet() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    for command in samples(case) {
        assert_eq!(fair.by(MEI, command), Err(Refusal::StepMissing("agreement")));
    }
    assert!(fair.desk.case(case).unwrap().aftercare_tasks(&plan(), LAST_DAY).is_empty());
}

#[test]
fn what_is_done_in_time_is_performed_and_what_is_done_after_is_late() {
    let (mut fair, case, _) = settled();
    takes(&mut fair, MEI, case, perform(0, date(2026, 3, 10))).unwrap();
    let today = days_on(&mut fair, 4);
    assert_eq!(today, date(2026, 3, 14));
    takes(&mut fair, MEI, case, perform(1, today)).unwrap();
    assert_eq!(standings(&fair, case, today), [ObligationState::Performed, ObligationState::Late]);
    let tomorrow = today.tomorrow().unwrap();
    assert_eq!(takes(&mut fair, MEI, case, perform(1, tomorrow)), Err(Refusal::InFuture));
    assert_eq!(takes(&mut fair, MEI, case, perform(2, today)), Err(Refusal::Unknown("clause")));
    // Said twice it is one fact; with another day it is a correction.
    assert_eq!(fair.by(MEI, ask(case, perform(1, today))), Ok(Vec::new()));
    takes(&mut fair, MEI, case, perform(1, date(2026, 3, 12))).unwrap();
    assert_eq!(standings(&fair, case, today), [ObligationState::Performed, ObligationState::Performed]);
}

#[test]
fn a_proof_is_a_photo_of_this_case_that_the_mediation_has() {
    let (mut fair, case, [claimant, _]) = settled();
    let prove = |evidence| AftercareAction::Perform {
        clause: 0,
        on: date(2026, 3, 10),
        evidence: Some(evidence),
        remark: None,
    };
    let evidence = EvidenceId([7; 16]);
    assert_eq!(takes(&mut fair, MEI, case, prove(evidence)), Err(Refusal::Unknown("evidence")));
    fair.by(
        MEI,
        Command::AddEvidence {
            case,
            party: claimant,
            evidence,
            audience: Audience::Mediation,
            purpose: Purpose::Performance,
            body: photo(),
        },
    )
    .unwrap();
    takes(&mut fair, MEI, case, prove(evidence)).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().obligations()[0].mark.unwrap().evidence, Some(evidence));
}

#[test]
fn a_breach_opens_ways_and_nothing_else_does() {
    let (mut fair, case, _) = settled();
    let today = days_on(&mut fair, 4);
    let remedy = |remedy, due| AftercareAction::Remedy { clause: 0, remedy, due };
    assert_eq!(takes(&mut fair, MEI, case, remedy(Remedy::Suit, None)), Err(Refusal::StepMissing("breach")));
    let breach = |remark: &str| AftercareAction::Breach { clause: 0, on: today, remark: remark.to_owned() };
    assert_eq!(takes(&mut fair, MEI, case, breach(" ")), Err(Refusal::Incomplete("remark")));
    takes(&mut fair, MEI, case, breach("The lamp is shown again.")).unwrap();
    assert_eq!(standings(&fair, case, today)[0], ObligationState::Breached);
    assert!(tasks(&fair, case, today).contains(&(TaskKind::Breach, Some(date(2026, 3, 12)))));

    assert_eq!(
        takes(&mut fair, MEI, case, remedy(Remedy::Performance, None)),
        Err(Refusal::Incomplete("due"))
    );
    takes(&mut fair, MEI, case, remedy(Remedy::Talks, None)).unwrap();
    let waits = |kind| tasks(&fair, case, today).iter().any(|(known, _)| *known == kind);
    assert!(waits(TaskKind::Remedy) && !waits(TaskKind::Breach), "it stays in sight until it is settled");
    let again = date(2026, 3, 20);
    takes(&mut fair, MEI, case, remedy(Remedy::Performance, Some(again))).unwrap();
    assert_eq!(standings(&fair, case, again)[0], ObligationState::Open, "it is owed again, by the new day");
    assert_eq!(standings(&fair, case, date(2026, 3, 21))[0], ObligationState::Breached);
    let today = days_on(&mut fair, 6);
    takes(&mut fair, MEI, case, perform(0, today)).unwrap();
    assert_eq!(standings(&fair, case, today)[0], ObligationState::Performed, "measured by the new day");
    assert_eq!(takes(&mut fair, MEI, case, remedy(Remedy::Suit, None)), Err(Refusal::StepMissing("breach")));
    let remind = AftercareAction::Remind { clause: 0, means: Reached::Call };
    assert_eq!(takes(&mut fair, MEI, case, remind), Err(Refusal::Taken("performance")));
}

#[test]
fn what_is_owed_by_a_day_is_broken_when_that_day_is_over_and_what_is_forborne_at_once() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let mut draft = fair.draft(case, false);
    draft.body.clauses[0].kind = ClauseKind::Pay;
    draft.body.clauses[1].kind = ClauseKind::NotShow;
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    let today = plan().day_of(fair.now);
    let breach = |clause, on| AftercareAction::Breach { clause, on, remark: "Not kept.".to_owned() };
    assert_eq!(takes(&mut fair, MEI, case, breach(0, today)), Err(Refusal::BeforeDue));
    let before = takes(&mut fair, MEI, case, breach(1, date(2026, 3, 9)));
    assert_eq!(before, Err(Refusal::DatesReversed), "nothing was agreed yet");
    takes(&mut fair, MEI, case, breach(1, today)).unwrap();
    days_on(&mut fair, 4);
    assert_eq!(takes(&mut fair, MEI, case, breach(0, date(2026, 3, 12))), Err(Refusal::BeforeDue));
    takes(&mut fair, MEI, case, breach(0, date(2026, 3, 13))).unwrap();
}

#[test]
fn the_visit_is_due_a_week_after_the_last_day_else_a_month_after_the_agreement() {
    let (mut fair, case, _) = settled();
    let today = plan().first_day;
    assert_eq!(tasks(&fair, case, today).last(), Some(&(TaskKind::Visit, Some(date(2026, 3, 19)))));
    takes(&mut fair, HEAD, case, AftercareAction::PlanVisit { on: date(2026, 3, 18), staff: TOM }).unwrap();
    assert!(tasks(&fair, case, today).contains(&(TaskKind::Visit, Some(date(2026, 3, 18)))));
    let hold =
        |on| AftercareAction::HoldVisit { on, means: Reached::Call, finding: Finding::All, body: body() };
    let today = days_on(&mut fair, 8);
    assert_eq!(takes(&mut fair, TOM, case, hold(date(2026, 3, 9))), Err(Refusal::DatesReversed));
    takes(&mut fair, TOM, case, hold(today)).unwrap();
    assert!(!tasks(&fair, case, today).iter().any(|(kind, _)| *kind == TaskKind::Visit));
    let after = takes(&mut fair, TOM, case, hold(today));
    assert!(matches!(after, Err(Refusal::NotYours { .. })), "the visit was his, the case is not: {after:?}");

    // Who works for another body sees nothing of the case, and could not go.
    let mut fair = hosting_two();
    let case = settle(&mut fair);
    let bo = AftercareAction::PlanVisit { on: date(2026, 3, 18), staff: BO };
    assert_eq!(takes(&mut fair, HEAD, case, bo), Err(Refusal::OtherBody { body: second() }));

    // Nothing has a day: thirty days after it was agreed.
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let mut draft = fair.draft(case, false);
    for clause in &mut draft.body.clauses {
        (clause.from, clause.until) = (None, None);
    }
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    assert!(tasks(&fair, case, plan().first_day).contains(&(TaskKind::Visit, Some(date(2026, 4, 9)))));
}

#[test]
fn a_clause_for_the_organiser_stays_on_the_list_until_it_is_handed_over() {
    let mut fair = TestFair::new();
    let case = settle_with(&mut fair, true);
    let today = plan().first_day;
    let first = (TaskKind::HandOver, Some(today));
    assert_eq!(tasks(&fair, case, today)[0], first, "the case has ended, and the organiser does not know");
    let late = |day| fair.desk.case(case).unwrap().aftercare_tasks(&plan(), day)[0].is_overdue(day);
    assert_eq!([today, date(2026, 3, 11)].map(late), [false, true], "it is due at once");
    let body = MeasureBody { text: "The lamp is covered.".to_owned(), ..MeasureBody::default() };
    fair.measure(Actor::Staff(MEI), case, MeasureAction::HandOver { body }).unwrap();
    assert!(!tasks(&fair, case, today).iter().any(|(kind, _)| *kind == TaskKind::HandOver));
    assert!(
        tasks(&fair, case, today).iter().any(|(kind, _)| *kind == TaskKind::Obligation),
        "the rest stays"
    );
    let unmarked = settle(&mut fair);
    let others = fair.desk.case(unmarked).unwrap().aftercare_tasks(&plan(), plan().first_day);
    assert!(!others.iter().any(|task| task.kind == TaskKind::HandOver));
}

/// Two respondents and what each owes is for the organiser; of the second alone where that is said.
fn settled_with_two(second_alone: bool) -> (TestFair, CaseId, [PartyId; 2]) {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents.push(fair.party(Side::Respondent, "Noor"));
    let (case, ticket) = fair.file_this(new).unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let [one, other] = [1, 2].map(|at: usize| fair.desk.case(case).unwrap().parties[at].place.id);
    let mut draft = fair.draft(case, true);
    for clause in draft.body.clauses.iter_mut().filter(|clause| second_alone && clause.debtor == one) {
        clause.organiser = false;
    }
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    (fair, case, [one, other])
}

fn handed_over(fair: &mut TestFair, case: CaseId, party: PartyId) -> Result<(), Refusal> {
    let body = MeasureBody { text: "The lamp is covered.".to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::HandOver { body });
    fair.by(MEI, Command::MoveMeasure { case, party, action }).map(|_| ())
}

fn waits_for_organiser(case: &Case) -> bool {
    let tasks = case.aftercare_tasks(&plan(), plan().first_day);
    tasks.iter().any(|task| task.kind == TaskKind::HandOver)
}

#[test]
fn every_respondents_clause_goes_to_the_organiser_before_it_leaves_the_list() {
    let (mut fair, case, [one, other]) = settled_with_two(false);
    for party in [one, other] {
        assert!(waits_for_organiser(fair.desk.case(case).unwrap()), "the clause of {party} is missing");
        handed_over(&mut fair, case, party).unwrap();
    }
    assert!(!waits_for_organiser(fair.desk.case(case).unwrap()));

    let (mut fair, case, [one, other]) = settled_with_two(true);
    let unmarked = handed_over(&mut fair, case, one);
    assert_eq!(unmarked, Err(Refusal::StepMissing("organiser-clause")), "that is theirs alone");
    handed_over(&mut fair, case, other).unwrap();
    assert!(!waits_for_organiser(fair.desk.case(case).unwrap()));
}

/// Of agreements from before it stood in clear which clauses are marked, it is known that one is.
#[test]
fn an_old_agreement_waits_for_the_first_clause_that_goes_to_the_organiser() {
    let (mut fair, case, [one, _]) = settled_with_two(false);
    let old = |fair: &TestFair| {
        let mut desk = domain::Desk::default();
        for (stamp, event) in &fair.entries {
            let mut fact = event.fact.clone();
            if let Fact::CaseProceeded { with: Proceeding::OralAgreementRegistered { terms, .. }, .. } =
                &mut fact
            {
                for term in terms {
                    term.organiser = false;
                }
            }
            desk.apply(stamp, &fact);
        }
        waits_for_organiser(desk.case(case).unwrap())
    };
    assert!(old(&fair));
    handed_over(&mut fair, case, one).unwrap();
    assert!(!old(&fair));
}

#[test]
fn what_a_claimant_owes_is_not_for_the_organiser() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let mut draft = fair.draft(case, true);
    draft.body.clauses[0].organiser = true;
    let refused = fair.proceed(MEI, case, Action::RegisterOral { draft });
    assert_eq!(refused, Err(Refusal::Unknown("party")));
}

#[test]
fn who_asked_before_everything_was_due_asks_again_unless_it_is_done() {
    let (mut fair, case, _) = settled();
    let today = plan().first_day;
    takes(&mut fair, MEI, case, asked(today)).unwrap();
    let again = (TaskKind::Visit, Some(date(2026, 3, 19)));
    assert!(tasks(&fair, case, today).contains(&again), "both clauses run until the 12th");
    takes(&mut fair, MEI, case, perform(0, today)).unwrap();
    assert!(tasks(&fair, case, today).contains(&again), "the other is still open");
    takes(&mut fair, MEI, case, perform(1, today)).unwrap();
    assert!(!visits(&fair, case, today), "nothing is open any more");
}

#[test]
fn who_asked_on_the_last_day_or_later_need_not_ask_again() {
    let (mut fair, case, _) = settled();
    takes(&mut fair, MEI, case, asked(plan().first_day)).unwrap();
    let before = days_on(&mut fair, 1);
    takes(&mut fair, MEI, case, asked(before)).unwrap();
    assert!(visits(&fair, case, before), "twice too early is too early");
    let due = days_on(&mut fair, 1);
    takes(&mut fair, MEI, case, asked(due)).unwrap();
    assert!(!visits(&fair, case, due), "one of them came in time");
    let open = (TaskKind::Obligation, Some(due));
    assert!(tasks(&fair, case, due).contains(&open), "though nobody said yet what was done");
}

/// A return visit that found a part of it done.
fn asked(on: Date) -> AftercareAction {
    AftercareAction::HoldVisit { on, means: Reached::Call, finding: Finding::Part, body: body() }
}

/// Whether the parties are still to be asked.
fn visits(fair: &TestFair, case: CaseId, today: Date) -> bool {
    tasks(fair, case, today).iter().any(|(kind, _)| *kind == TaskKind::Visit)
}

#[test]
fn nothing_was_performed_before_there_was_a_case() {
    let (mut fair, case, _) = settled();
    assert_eq!(takes(&mut fair, MEI, case, perform(0, date(2026, 3, 9))), Err(Refusal::DatesReversed));
    takes(&mut fair, MEI, case, perform(0, date(2026, 3, 10))).unwrap();
}

#[test]
fn a_visit_says_whom_it_asked_and_what_it_found() {
    let (mut fair, case, _) = settled();
    let on = plan().first_day;
    let hold = |finding, asked: &str, findings: &str| AftercareAction::HoldVisit {
        on,
        means: Reached::Visit,
        finding,
        body: VisitBody { asked: asked.to_owned(), findings: findings.to_owned(), ..VisitBody::default() },
    };
    assert_eq!(
        takes(&mut fair, MEI, case, hold(Finding::All, "", "Well.")),
        Err(Refusal::Incomplete("asked"))
    );
    assert_eq!(
        takes(&mut fair, MEI, case, hold(Finding::All, "Li", " ")),
        Err(Refusal::Incomplete("findings"))
    );
    takes(&mut fair, MEI, case, hold(Finding::Unknown, "", "Nobody answers the telephone.")).unwrap();
}

#[test]
fn both_may_go_to_court_within_thirty_days_with_what_is_written() {
    let seek = |on| AftercareAction::SeekConfirmation { on, body: court() };
    let (mut fair, case, _) = settled();
    let until = fair.desk.case(case).unwrap().confirmable_until(&plan());
    assert_eq!(until, Some(date(2026, 4, 9)));
    let today = days_on(&mut fair, 31);
    assert_eq!(takes(&mut fair, MEI, case, seek(today)), Err(Refusal::TimeOver));
    takes(&mut fair, MEI, case, seek(date(2026, 4, 9))).unwrap();
    assert_eq!(takes(&mut fair, MEI, case, seek(date(2026, 4, 9))), Err(Refusal::Taken("confirmation")));
    assert!(tasks(&fair, case, today).contains(&(TaskKind::Court, None)));
    let rule = |ruling, on| AftercareAction::NoteRuling { ruling, on, remark: None };
    assert_eq!(
        takes(&mut fair, MEI, case, rule(Ruling::Confirmed, date(2026, 4, 8))),
        Err(Refusal::DatesReversed)
    );
    takes(&mut fair, MEI, case, rule(Ruling::Confirmed, today)).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert!(known.aftercare.is_confirmed() && known.confirmable_until(&plan()).is_none());
    assert_eq!(
        takes(&mut fair, MEI, case, rule(Ruling::Refused, today)),
        Err(Refusal::StepMissing("confirmation"))
    );

    // By word of mouth there is nothing to confirm.
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    fair.settle(MEI, case).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().confirmable_until(&plan()), None);
    assert_eq!(
        takes(&mut fair, MEI, case, seek(plan().first_day)),
        Err(Refusal::StepMissing("written-agreement"))
    );
}

#[test]
fn it_goes_on_for_whoever_has_the_case_and_ends_with_its_file() {
    let (mut fair, case, _) = settled();
    let today = plan().first_day;
    for who in [TOM, ORGANISER] {
        let said = takes(&mut fair, who, case, perform(0, today));
        assert!(matches!(said, Err(Refusal::NotYours { .. } | Refusal::NotAllowed)), "{said:?}");
    }
    takes(&mut fair, MEI, case, perform(0, today)).unwrap();
    takes(&mut fair, HEAD, case, perform(1, today)).unwrap();
    fair.by(
        HEAD,
        Command::ReadCase { case, part: domain::case::Ask::Mediation, reason: Some("asked".to_owned()) },
    )
    .unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert_eq!(takes(&mut fair, MEI, case, perform(0, today)), Err(Refusal::Erased));
    assert!(tasks(&fair, case, today).is_empty(), "there is nobody left to ask");
}

/// Agreements from before who owes what stood in clear still have obligations; by whom and when is read in their text.
#[test]
fn an_old_agreement_owes_its_clauses_too() {
    let (fair, case, _) = settled();
    let mut desk = domain::Desk::default();
    for (stamp, event) in &fair.entries {
        let mut fact = event.fact.clone();
        if let Fact::CaseProceeded {
            with: domain::procedure::Proceeding::AgreementDrafted { terms, .. },
            ..
        } = &mut fact
        {
            terms.clear();
        }
        desk.apply(stamp, &fact);
    }
    let owed = desk.case(case).unwrap().obligations();
    assert_eq!(owed.len(), 2);
    assert!(owed.iter().all(|owed| owed.debtor.is_none() && owed.due.is_none()));
    assert!(AftercareStep::KINDS.len() == samples(case).len());
}
