//! From an agreement to an archived file, over sixty days after the fair: for a people's and for a commercial mediation body.

use domain::{
    Actor, BodyId, CaseId, Command, EvidenceId, Fact, Refusal,
    aftercare::{AftercareAction, Finding, Reached, TaskKind, VisitBody},
    body::{RecordBody, Scope},
    case::{Audience, CaseState, Outcome, Reason},
    fair::BodyKind,
    file::Lack,
    procedure::{Action, Answer, Means, Purpose, RecordPart, Signatory},
    referral::{Counterpart, ReferralAction},
    testing::{HEAD, MEI, ORGANISER, TestFair, person, photo, plan},
};
use jiff::civil::date;

/// The file as it is now is laid away.
fn archive(fair: &TestFair, case: CaseId, reason: Option<&str>) -> Command {
    let upto = fair.desk.case(case).unwrap().last_step();
    Command::ArchiveFile { case, pages: 24, volumes: 1, upto, reason: reason.map(str::to_owned) }
}

/// A talk that ends with a signed agreement whose picture is filed, in the morning of the first day. A body that may charge has
/// published its tariff, and everybody agreed to its quote.
fn agreed(kind: BodyKind) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let mut plan = plan();
    plan.body.kind = kind;
    fair.by(ORGANISER, Command::AmendFair { plan }).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    if kind.may_charge() {
        quoted(&mut fair, case);
    }
    fair.agree_to_talk(MEI, case).unwrap();
    if kind.may_charge() {
        agreed_to(&mut fair, case);
    }
    fair.gather(MEI, case).unwrap();
    fair.proceed(MEI, case, Action::WriteNote { text: "Offer no more than half.".to_owned() }).unwrap();
    let (part, means) = (RecordPart::Mediation, Means::Spoken);
    let body = RecordBody { text: "Both talked.".to_owned(), ..RecordBody::default() };
    fair.proceed(MEI, case, Action::WriteRecord { part, base: 0, body }).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
    for party in parties.iter().copied() {
        fair.proceed(MEI, case, Action::ConfirmRecord { party, part, version: 1, means }).unwrap();
    }
    let draft = fair.draft(case, false);
    fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    let evidence = EvidenceId([7; 16]);
    let (audience, purpose) = (Audience::Mediation, Purpose::Signature);
    let add = Command::AddEvidence { case, party: parties[0], evidence, audience, purpose, body: photo() };
    fair.by(MEI, add).unwrap();
    for by in parties.into_iter().map(Signatory::Party).chain([Signatory::Mediator, Signatory::Seal]) {
        let sign = Action::Sign {
            version: 1,
            by,
            means: Means::Paper,
            authority: domain::procedure::Authority::Own,
            evidence: Some(evidence),
            ratify_by: None,
            body: person("Li Hua"),
        };
        fair.proceed(MEI, case, sign).unwrap();
    }
    fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement).unwrap();
    (fair, case)
}

/// Whoever filed is told at reception what it costs, and agrees.
fn quoted(fair: &mut TestFair, case: CaseId) {
    assert_eq!(fair.quoted(MEI, case), Err(Refusal::NoTariff));
    fair.by(HEAD, Command::PublishTariff { body: BodyId::FIRST, tariff: TestFair::tariff() }).unwrap();
    fair.quoted(MEI, case).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    fair.say_to_fee(MEI, case, claimant, Answer::Accept).unwrap();
}

/// The respondent takes part, and agrees to it on their phone.
fn agreed_to(fair: &mut TestFair, case: CaseId) {
    let (own, party) = (fair.tickets(case)[1], fair.respondent(case).unwrap());
    assert!(!fair.desk.case(case).unwrap().is_fee_settled());
    let (version, answer, means) = (1, Answer::Accept, Means::Device);
    fair.proceed_as(own, Action::AnswerFee { party, version, answer, means }).unwrap();
}

fn after(fair: &mut TestFair, case: CaseId, action: AftercareAction) {
    fair.by(MEI, Command::MoveAftercare { case, action: Box::new(action) }).unwrap();
}

fn perform_all(fair: &mut TestFair, case: CaseId) {
    for clause in 0..2 {
        let on = date(2026, 3, 12);
        after(fair, case, AftercareAction::Perform { clause, on, evidence: None, remark: None });
    }
}

/// What is to be done on the day it is.
fn todo(fair: &TestFair, case: CaseId) -> Vec<TaskKind> {
    let tasks = fair.desk.case(case).unwrap().tasks(&plan(), plan().day_of(fair.now));
    tasks.iter().map(|task| task.kind).collect()
}

fn days_on(fair: &mut TestFair, days: i64) {
    fair.pass(days * 24 * 60);
}

#[test]
fn a_peoples_body_follows_its_agreement_for_sixty_days_and_then_lays_the_file_away() {
    let (mut fair, case) = agreed(BodyKind::People);
    assert_eq!(
        fair.by(HEAD, archive(&fair, case, None)),
        Err(Refusal::Incomplete("reason")),
        "nothing is done yet"
    );
    days_on(&mut fair, 4);
    assert_eq!(todo(&fair, case), [TaskKind::Obligation, TaskKind::Obligation, TaskKind::Visit]);
    perform_all(&mut fair, case);
    assert_eq!(todo(&fair, case), [TaskKind::Visit]);
    assert_eq!(
        fair.by(HEAD, archive(&fair, case, None)),
        Err(Refusal::Incomplete("reason")),
        "nobody was asked yet"
    );
    days_on(&mut fair, 6);
    let body = VisitBody { asked: "Li".to_owned(), findings: "Well.".to_owned(), ..VisitBody::default() };
    let (on, means) = (plan().day_of(fair.now), Reached::Call);
    after(&mut fair, case, AftercareAction::HoldVisit { on, means, finding: Finding::All, body });
    assert!(todo(&fair, case).is_empty());
    days_on(&mut fair, 50);
    assert_eq!(plan().day_of(fair.now), date(2026, 5, 9), "sixty days after the agreement");
    assert_eq!(
        fair.by(MEI, archive(&fair, case, None)),
        Err(Refusal::NotAllowed),
        "the head answers for the files"
    );
    fair.by(HEAD, archive(&fair, case, None)).unwrap();
    let known = fair.desk.case(case).unwrap();
    let laid = known.archived.last().unwrap();
    assert_eq!((laid.by, laid.pages, laid.volumes, laid.lacks.len()), (Some(HEAD), 24, 1, 0));
    let until = fair.desk.keeping(known).unwrap().until;
    assert_eq!(until, date(2029, 3, 12), "kept for three years from the end of the fair");
    assert_eq!(fair.by(HEAD, archive(&fair, case, None)), Err(Refusal::Taken("archive")));
}

/// From filing to quote, consent, talk, agreement, sixty days, return visit, archive.
#[test]
fn a_commercial_body_tells_what_it_costs_before_it_talks_and_lays_the_file_away_after_sixty_days() {
    let (mut fair, case) = agreed(BodyKind::Commercial);
    let at = |fair: &TestFair, step: &str| {
        fair.entries
            .iter()
            .position(|(_, event)| event.fact.step() == step)
            .unwrap_or_else(|| panic!("{step}"))
    };
    let order =
        ["CaseFiled", "TariffPublished", "FeeQuoted", "FeeAnswered", "SessionStarted", "AgreementTookEffect"];
    let places: Vec<_> = order.iter().map(|step| at(&fair, step)).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(fair.desk.case(case).unwrap().is_fee_settled());
    days_on(&mut fair, 4);
    assert_eq!(
        fair.by(HEAD, archive(&fair, case, None)),
        Err(Refusal::Incomplete("reason")),
        "nothing is done yet"
    );
    perform_all(&mut fair, case);
    days_on(&mut fair, 6);
    let body = VisitBody { asked: "Li".to_owned(), findings: "Well.".to_owned(), ..VisitBody::default() };
    let (on, means) = (plan().day_of(fair.now), Reached::Call);
    after(&mut fair, case, AftercareAction::HoldVisit { on, means, finding: Finding::All, body });
    assert!(todo(&fair, case).is_empty());
    days_on(&mut fair, 50);
    assert_eq!(plan().day_of(fair.now), date(2026, 5, 9), "sixty days after the agreement");
    fair.by(HEAD, archive(&fair, case, None)).unwrap();
    let known = fair.desk.case(case).unwrap();
    let laid = known.archived.last().unwrap();
    assert_eq!(
        (laid.by, laid.lacks.len(), known.file_lacks(BodyKind::Commercial, on)),
        (Some(HEAD), 0, vec![])
    );
}

#[test]
fn a_commercial_body_is_asked_for_no_visit() {
    let (mut fair, case) = agreed(BodyKind::Commercial);
    days_on(&mut fair, 10);
    perform_all(&mut fair, case);
    let known = fair.desk.case(case).unwrap();
    assert_eq!(known.file_lacks(BodyKind::Commercial, plan().day_of(fair.now)), []);
    days_on(&mut fair, 50);
    fair.by(HEAD, archive(&fair, case, None)).unwrap();
    assert_eq!(todo(&fair, case), [TaskKind::Visit], "asking all the same is no part of its file");
}

#[test]
fn a_file_that_lacks_something_is_laid_away_with_a_reason_and_its_work_goes_on() {
    let (mut fair, case) = agreed(BodyKind::People);
    let events = fair.by(HEAD, archive(&fair, case, Some("Both have left; they write in autumn."))).unwrap();
    let Fact::FileArchived { lacks, .. } = &events[0].fact else { panic!("{events:?}") };
    assert_eq!(lacks, &[Lack::Performance, Lack::Visit]);
    assert!(events[0].body.is_some(), "the reason stands in the file");
    assert!(todo(&fair, case).contains(&TaskKind::Obligation), "it is owed all the same");
    days_on(&mut fair, 3);
    perform_all(&mut fair, case);
    assert!(fair.desk.case(case).unwrap().has_grown());
    fair.by(HEAD, archive(&fair, case, Some("Nobody answers."))).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().archived.last().unwrap().lacks, [Lack::Visit]);
}

/// What came after its pages were counted stands on none of them: neither they nor what it lacks then is told of the other.
#[test]
fn a_file_to_which_something_was_added_since_its_pages_were_counted_is_not_laid_away() {
    let (mut fair, case) = agreed(BodyKind::People);
    let counted = archive(&fair, case, Some("Both have left."));
    let (clause, on) = (0, plan().first_day);
    after(&mut fair, case, AftercareAction::Perform { clause, on, evidence: None, remark: None });
    assert_eq!(fair.by(HEAD, counted), Err(Refusal::Changed));
    assert!(fair.desk.case(case).unwrap().archived.is_empty());
    let anew = archive(&fair, case, Some("Both have left."));
    fair.file().unwrap();
    fair.by(HEAD, anew.clone()).unwrap();
    assert!(!fair.desk.case(case).unwrap().has_grown(), "what happens to another case adds nothing");
    assert_eq!(fair.by(HEAD, anew), Err(Refusal::Taken("archive")), "and this was laid away already");
}

#[test]
fn only_what_is_over_and_here_is_laid_away() {
    let mut fair = TestFair::new();
    let (open, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let refused = fair.by(HEAD, archive(&fair, open, Some("late")));
    assert_eq!(refused, Err(Refusal::CaseIs(CaseState::Submitted)));
    let (mut fair, case) = agreed(BodyKind::People);
    let upto = fair.desk.case(case).unwrap().last_step();
    let none = Command::ArchiveFile { case, pages: 0, volumes: 1, upto, reason: Some("x".to_owned()) };
    assert_eq!(fair.by(HEAD, none), Err(Refusal::Incomplete("pages")));
    let referral = domain::ReferralId([1; 16]);
    for command in super::referral::samples(case).into_iter().take(2) {
        fair.by(HEAD, command).unwrap();
    }
    assert_eq!(fair.by(HEAD, archive(&fair, case, Some("late"))), Err(Refusal::Elsewhere));
    let back = super::referral::samples(case).pop().unwrap();
    fair.by(HEAD, back).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().referral(referral).unwrap().with, Counterpart::Police);
    fair.by(HEAD, archive(&fair, case, Some("late"))).unwrap();
    let more = ReferralAction::Send { on: plan().first_day };
    let late = Command::MoveReferral { case, referral, action: Box::new(more) };
    assert_eq!(fair.ask(Actor::Staff(HEAD), late), Err(Refusal::Taken("result")));
}

#[test]
fn private_notes_go_when_the_file_is_laid_away() {
    let (mut fair, case) = agreed(BodyKind::People);
    assert!(Scope::gone(fair.desk.case(case).unwrap()).is_empty());
    fair.by(HEAD, archive(&fair, case, Some("late"))).unwrap();
    assert_eq!(Scope::gone(fair.desk.case(case).unwrap()), [Scope::Note(case, MEI)]);
    let note = Action::WriteNote { text: "They called again.".to_owned() };
    assert_eq!(fair.proceed(MEI, case, note), Err(Refusal::Taken("notes")), "nothing is kept that is to go");
}
