//! Filing: what a case needs, whom it may reach, what may be added, who may withdraw.

use domain::{
    Actor, BoothId, Command, EvidenceId, ExhibitorId, Fact, HallId, KeyHash, Mac, PartyId, Refusal,
    body::{ApplicationBody, ComplaintBody, Scope},
    case::{Ask, Audience, CaseKind, CaseState, Door, Outcome, Paper, Reason, Side},
    command::{NewCase, NewStaff},
    procedure::Purpose,
    staff::{Conflict, Role},
    testing::{HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM, TestFair, new_staff, photo},
    ticket::TicketState,
};

fn refused(change: impl Fn(&mut TestFair, &mut NewCase)) -> Refusal {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    change(&mut fair, &mut new);
    fair.file_this(new).unwrap_err()
}

#[test]
fn numbers_come_from_the_halls_series_and_the_desks_own() {
    let mut fair = TestFair::new();
    let mut file = |hall: Option<&str>| {
        let mut new = fair.dispute(&[Ask::Mediation]);
        new.hall = hall.map(|hall| HallId(hall.to_owned()));
        fair.file_this(new).unwrap().1.to_string()
    };
    assert_eq!(file(Some("1")), "A-001");
    assert_eq!(file(Some("2")), "B-001");
    assert_eq!(file(Some("1")), "A-002");
    assert_eq!(file(None), "C-001");
}

#[test]
fn a_question_needs_nothing_but_the_question() {
    let mut fair = TestFair::new();
    let new = fair.question();
    let (case, ticket) = fair.file_this(new).unwrap();
    let case = fair.desk.case(case).unwrap();
    assert_eq!((case.kind, case.right, case.asks.len()), (CaseKind::Enquiry, None, 0));
    assert_eq!(fair.state(ticket), Some(TicketState::Waiting));

    let mut blank = fair.question();
    blank.application = Some(ApplicationBody { statement: " \n".to_owned(), ..ApplicationBody::default() });
    assert_eq!(fair.file_this(blank), Err(Refusal::Incomplete("statement")));
    let mut nothing = fair.question();
    nothing.application = None;
    assert_eq!(fair.file_this(nothing), Err(Refusal::Incomplete("statement")));
    let mut against = fair.question();
    against.respondents = vec![fair.party(Side::Respondent, "Noor")];
    assert_eq!(fair.file_this(against), Err(Refusal::TooMany { what: "respondents", max: 0 }));
    let mut complaining = fair.question();
    complaining.complaint = Some(ComplaintBody { statement: "x".to_owned(), ..ComplaintBody::default() });
    assert_eq!(fair.file_this(complaining), Err(Refusal::TooMany { what: "complaints", max: 0 }));
}

#[test]
fn every_ask_has_its_own_text_and_its_own_consent() {
    assert_eq!(refused(|_, new| new.consent.privacy.clear()), Refusal::ConsentMissing("privacy"));
    assert_eq!(refused(|_, new| new.consent.mediation = None), Refusal::ConsentMissing("mediation"));
    assert_eq!(refused(|_, new| new.consent.organiser = None), Refusal::ConsentMissing("organiser"));
    let neither = refused(|_, new| {
        new.application = None;
        new.complaint = None;
    });
    assert_eq!(neither, Refusal::Incomplete("ask"));
}

#[test]
fn what_is_meant_for_one_is_sealed_from_the_other() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let case = new.case;
    let events = fair.ask(Actor::Public, Command::FileCase(Box::new(new))).unwrap();
    let scope = |kind: &str| {
        let event = events.iter().find(|event| event.fact.kind() == kind).unwrap();
        event.body.as_ref().map(|body| body.scope)
    };
    assert_eq!(scope("CaseFiled"), Some(Scope::Case(case)));
    assert_eq!(scope("ComplaintLodged"), Some(Scope::Complaint(case)));
}

#[test]
fn a_measure_alone_tells_the_mediation_body_nothing() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Measure]);
    let events = fair.ask(Actor::Public, Command::FileCase(Box::new(new))).unwrap();
    assert!(matches!(&events[0].fact, Fact::CaseFiled { asks, .. } if *asks == [Ask::Measure]));
    assert_eq!(events[0].body, None);
    let case = fair.desk.cases().next().unwrap().clone();
    assert!(case.complaint_seq.is_some());
    let ticket = case.claimant().ticket.unwrap();
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.open_talks(MEI, case.id), Err(Refusal::NoMediationAsked));
    assert_eq!(
        fair.conclude(MEI, case.id, Outcome::Settled, Reason::Agreement),
        Err(Refusal::CaseIs(CaseState::Submitted))
    );
    fair.conclude(MEI, case.id, Outcome::Referred, Reason::Other).unwrap();
}

#[test]
fn a_dispute_needs_a_right_and_somebody_it_is_about() {
    assert_eq!(refused(|_, new| new.right = None), Refusal::Incomplete("right"));
    assert_eq!(refused(|_, new| new.respondents.clear()), Refusal::Incomplete("respondent"));
    let many =
        refused(|fair, new| new.respondents = (0..21).map(|_| fair.party(Side::Respondent, "")).collect());
    assert_eq!(many, Refusal::TooMany { what: "respondents", max: 20 });
    let swapped = refused(|_, new| new.respondents[0].place.side = Side::Claimant);
    assert_eq!(swapped, Refusal::Incomplete("side"));
    let same = refused(|_, new| new.respondents[0].place.id = new.claimant.place.id);
    assert_eq!(same, Refusal::Incomplete("party"));
}

#[test]
fn what_is_named_must_exist() {
    assert_eq!(refused(|_, new| new.hall = Some(HallId("9".to_owned()))), Refusal::Unknown("hall"));
    assert_eq!(refused(|_, new| new.door = Door::Booth(BoothId([9; 16]))), Refusal::Unknown("booth"));
    let hall = refused(|_, new| new.claimant.place.hall = Some(HallId("9".to_owned())));
    assert_eq!(hall, Refusal::Unknown("hall"));
    let booth = refused(|_, new| new.respondents[0].place.booth = Some(BoothId([9; 16])));
    assert_eq!(booth, Refusal::Unknown("booth"));
    let exhibitor = refused(|_, new| new.respondents[0].place.exhibitor = Some(ExhibitorId([9; 16])));
    assert_eq!(exhibitor, Refusal::Unknown("exhibitor"));
    let own = refused(|fair, new| {
        let lumen = fair.enrol("Lumen", &[]).unwrap();
        new.claimant.place.exhibitor = Some(lumen);
        new.respondents[0].place.exhibitor = Some(lumen);
    });
    assert_eq!(own, Refusal::Incomplete("other-respondent"));
}

#[test]
fn a_company_is_named_once_at_each_of_its_booths() {
    let mut fair = TestFair::new();
    let [lumen, noor] = [("Lumen", ["1/A10", "1/A11"]), ("Noor", ["1/A10", "1/A12"])]
        .map(|(name, at)| fair.enrol(name, &at).unwrap());
    let [shared, own] = fair.desk.exhibitor(lumen).unwrap().booths[..] else { panic!("two booths") };
    let mut against = |named: [(Option<ExhibitorId>, Option<BoothId>); 2]| {
        let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
        new.respondents = Vec::new();
        for (exhibitor, booth) in named {
            let mut respondent = fair.party(Side::Respondent, "");
            (respondent.place.exhibitor, respondent.place.booth) = (exhibitor, booth);
            new.respondents.push(respondent);
        }
        fair.file_this(new).map(|_| ())
    };
    for twice in [Some(shared), None] {
        let refused = against([(Some(lumen), twice), (Some(lumen), twice)]);
        assert_eq!(refused, Err(Refusal::Incomplete("other-respondent")), "{twice:?}");
    }
    for apart in [
        [(Some(lumen), Some(shared)), (Some(lumen), Some(own))],
        [(Some(lumen), Some(shared)), (Some(noor), Some(shared))],
        // Who of a booth is meant may be known of neither.
        [(None, Some(shared)), (None, Some(shared))],
    ] {
        assert_eq!(against(apart), Ok(()), "{apart:?}");
    }
}

#[test]
fn ids_and_keys_that_must_be_new_are_new() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let mut again = fair.dispute(&[Ask::Mediation]);
    again.case = case;
    assert_eq!(fair.file_this(again), Err(Refusal::Taken("case")));
    let mut same_key = fair.dispute(&[Ask::Mediation]);
    same_key.ticket.key = fair.desk.ticket(ticket).unwrap().key_hash;
    assert_eq!(fair.file_this(same_key), Err(Refusal::Taken("key")));
}

#[test]
fn staff_who_mediate_file_at_the_counter_for_a_visitor() {
    let mut fair = TestFair::new();
    let mut at_counter = |who: Actor| {
        let mut new = fair.dispute(&[Ask::Mediation]);
        (new.door, new.hall) = (Door::Counter, None);
        fair.ask(who, Command::FileCase(Box::new(new)))
    };
    at_counter(Actor::Staff(MEI)).unwrap();
    at_counter(Actor::Staff(HEAD)).unwrap();
    assert_eq!(at_counter(Actor::Staff(SUPERVISOR)), Err(Refusal::NotAllowed));
    assert_eq!(at_counter(Actor::Public), Err(Refusal::NotAllowed));
    assert_eq!(at_counter(Actor::System), Err(Refusal::NotAllowed));
}

#[test]
fn filing_works_at_any_hour() {
    let mut fair = TestFair::new();
    fair.pass(14 * 60);
    assert!(!fair.desk.fair().unwrap().plan.is_open(fair.now));
    fair.file().unwrap();
}

#[test]
fn a_report_may_be_for_the_desk_or_for_the_organiser() {
    let mut fair = TestFair::new();
    let mut report = fair.question();
    report.kind = CaseKind::Report;
    let (case, _) = fair.file_this(report).unwrap();
    assert!(fair.desk.case(case).unwrap().asks.is_empty());
    let mut complaint = fair.dispute(&[Ask::Measure]);
    complaint.kind = CaseKind::Report;
    complaint.respondents.clear();
    let (case, _) = fair.file_this(complaint).unwrap();
    assert!(fair.desk.case(case).unwrap().asks_for(Ask::Measure));
    let mut nothing = fair.question();
    nothing.kind = CaseKind::Report;
    nothing.application = None;
    assert_eq!(fair.file_this(nothing), Err(Refusal::Incomplete("statement")));
}

fn evidence(fair: &mut TestFair, who: Actor, audience: Audience) -> Result<(), Refusal> {
    let case = fair.desk.cases().next_back().unwrap().clone();
    let (party, evidence) = (case.claimant().place.id, EvidenceId(fair.fresh()));
    let add = Command::AddEvidence {
        case: case.id,
        party,
        evidence,
        audience,
        purpose: Purpose::Exhibit,
        body: photo(),
    };
    fair.ask(who, add).map(|_| ())
}

#[test]
fn photos_reach_only_those_the_applicant_asked_something_of() {
    let consents = [
        (vec![Ask::Mediation], [Ok(()), Err("organiser"), Err("organiser")]),
        (vec![Ask::Measure], [Err("mediation"), Ok(()), Err("mediation")]),
        (vec![Ask::Mediation, Ask::Measure], [Ok(()), Ok(()), Ok(())]),
    ];
    for (asks, expected) in consents {
        let mut fair = TestFair::new();
        let new = fair.dispute(&asks);
        let (_, ticket) = fair.file_this(new).unwrap();
        let audiences = [Audience::Mediation, Audience::Measure, Audience::Both];
        for (audience, expected) in audiences.into_iter().zip(expected) {
            let answer = evidence(&mut fair, Actor::Party(ticket), audience);
            assert_eq!(answer, expected.map_err(Refusal::ConsentMissing), "{asks:?} {audience:?}");
        }
    }
    let mut fair = TestFair::new();
    let mut report = fair.question();
    report.kind = CaseKind::Report;
    let (_, ticket) = fair.file_this(report).unwrap();
    evidence(&mut fair, Actor::Party(ticket), Audience::Mediation).unwrap();
    let to_organiser = evidence(&mut fair, Actor::Party(ticket), Audience::Measure);
    assert_eq!(to_organiser, Err(Refusal::ConsentMissing("organiser")));
}

#[test]
fn photos_come_from_the_party_itself_or_from_staff_who_may() {
    let mut fair = TestFair::new();
    let (_, other) = fair.file().unwrap();
    let (case, ticket) = fair.file().unwrap();
    let mut add = |who: Actor| evidence(&mut fair, who, Audience::Mediation);
    assert_eq!(add(Actor::Party(other)), Err(Refusal::NotAllowed));
    assert_eq!(add(Actor::Public), Err(Refusal::NotAllowed));
    add(Actor::Party(ticket)).unwrap();
    add(Actor::Staff(TOM)).unwrap();
    fair.claim(MEI, ticket).unwrap();
    let mut add = |who: Actor| evidence(&mut fair, who, Audience::Mediation);
    assert_eq!(add(Actor::Staff(TOM)), Err(Refusal::NotYours { by: Some(MEI) }));
    add(Actor::Staff(MEI)).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    let respondent = fair.tickets(case)[1];
    let for_other = evidence(&mut fair, Actor::Party(respondent), Audience::Mediation);
    assert_eq!(for_other, Err(Refusal::NotAllowed), "a respondent adds to their own side only");
}

#[test]
fn photos_are_counted_and_end_with_the_case() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let party = Actor::Party(ticket);
    for _ in 0..40 {
        evidence(&mut fair, party, Audience::Mediation).unwrap();
    }
    let one_more = evidence(&mut fair, party, Audience::Mediation);
    assert_eq!(one_more, Err(Refusal::TooMany { what: "photos", max: 40 }));
    let known = fair.desk.case(case).unwrap().evidence[0].clone();
    let add = |party, evidence| Command::AddEvidence {
        case,
        party,
        evidence,
        purpose: Purpose::Exhibit,
        audience: Audience::Mediation,
        body: photo(),
    };
    assert_eq!(fair.ask(party, add(known.party, known.id)), Err(Refusal::Taken("evidence")));
    let nobody = fair.ask(Actor::Staff(MEI), add(PartyId([9; 16]), EvidenceId([9; 16])));
    assert_eq!(nobody, Err(Refusal::Unknown("party")));
    fair.withdraw(ticket).unwrap();
    let late = evidence(&mut fair, party, Audience::Mediation).unwrap_err();
    assert!(matches!(late, Refusal::CaseIs(CaseState::Concluded { .. })));
}

#[test]
fn the_applicant_withdraws_at_any_time_and_nobody_else_does() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let respondent = fair.tickets(case)[1];
    fair.pass(10);
    for who in [Actor::Party(respondent), Actor::Staff(MEI), Actor::Staff(HEAD), Actor::Public] {
        assert_eq!(fair.ask(who, Command::WithdrawCase { case }), Err(Refusal::NotAllowed));
    }
    fair.withdraw(ticket).unwrap();
    let known = fair.desk.case(case).unwrap();
    let ended = CaseState::Concluded { outcome: Outcome::Withdrawn, reason: Reason::ApplicantWithdrew };
    assert_eq!((known.state, known.session_s, known.talking_since), (ended, 600, None));
    assert_eq!(fair.state(ticket), Some(TicketState::Cancelled));
    assert_eq!(fair.state(respondent), Some(TicketState::Closed), "who did not withdraw did not cancel");
    assert_eq!(fair.withdraw(ticket), Err(Refusal::CaseIs(ended)));
}

#[test]
fn incomplete_papers_are_listed_and_ticked_off() {
    let mut fair = TestFair::new();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.missing = vec![Paper::Identity, Paper::Title, Paper::Identity];
    let (case, ticket) = fair.file_this(new).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().missing, [Paper::Title, Paper::Identity]);
    let check = |missing: &[Paper]| Command::CheckPapers { case, missing: missing.to_vec() };
    assert_eq!(fair.by(MEI, check(&[])), Err(Refusal::NotYours { by: None }));
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, check(&[Paper::Title])).unwrap();
    assert_eq!(fair.by(MEI, check(&[Paper::Title, Paper::Title])), Ok(Vec::new()));
    assert_eq!(fair.desk.case(case).unwrap().missing, [Paper::Title]);
}

#[test]
fn a_code_admits_one_device_once_and_in_time() {
    let mut fair = TestFair::new();
    let (_, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let admit = |code: u8| Command::AdmitHolder { ticket, code: Mac([code; 32]), holder: KeyHash([7; 32]) };
    assert_eq!(fair.ask(Actor::Public, admit(1)), Err(Refusal::WrongCode));
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    let give = || Command::GiveHolderCode { ticket, code: Mac([1; 32]), until };
    fair.by(MEI, give()).unwrap();
    assert_eq!(fair.ask(Actor::Public, admit(2)), Err(Refusal::WrongCode));
    fair.ask(Actor::Public, admit(1)).unwrap();
    assert!(fair.desk.ticket(ticket).unwrap().holders.contains(&KeyHash([7; 32])));
    assert_eq!(fair.ask(Actor::Public, admit(1)), Err(Refusal::WrongCode));
    fair.by(MEI, give()).unwrap();
    fair.pass(10);
    assert_eq!(fair.ask(Actor::Public, admit(1)), Err(Refusal::CodeExpired));
}

#[test]
fn a_code_is_given_by_those_alone_who_may_read_the_case() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let (case, ticket) = fair.file_this(new).unwrap();
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    let give = || Command::GiveHolderCode { ticket, code: Mac([1; 32]), until };
    fair.by(TOM, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
    assert_eq!(fair.by(TOM, give()), Err(Refusal::ConflictOfInterest));
    fair.claim(MEI, ticket).unwrap();
    fair.by(MEI, give()).unwrap();
    assert_eq!(fair.by(HEAD, give()), Err(Refusal::Incomplete("reason")), "not before saying why");
    let end = Command::ConcludeCase { case, outcome: Outcome::Referred, reason: Reason::Other, remark: None };
    fair.by(MEI, end).unwrap();
    assert!(matches!(fair.by(MEI, give()), Err(Refusal::CaseIs(_))));
}

#[test]
fn reception_gives_the_applicant_a_code_when_the_case_ended_there() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let until = fair.now + jiff::SignedDuration::from_mins(10);
    let give = || Command::GiveHolderCode { ticket, code: Mac([1; 32]), until };
    fair.claim(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::NotAtThisFair).unwrap();
    fair.by(RECEPTION, give()).unwrap();
    let admit = Command::AdmitHolder { ticket, code: Mac([1; 32]), holder: KeyHash([7; 32]) };
    fair.ask(Actor::Public, admit).unwrap();
    assert!(matches!(fair.by(MEI, give()), Err(Refusal::CaseIs(_))), "nobody else gives one");

    let (talked, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, talked).unwrap();
    fair.withdraw(ticket).unwrap();
    let late = Command::GiveHolderCode { ticket, code: Mac([1; 32]), until };
    assert!(matches!(fair.by(RECEPTION, late), Err(Refusal::CaseIs(_))), "it went on to talks");
}

#[test]
fn advice_without_a_ticket_is_counted() {
    let mut fair = TestFair::new();
    let advise = |hall: &str| Command::GiveAdvice { hall: Some(HallId(hall.to_owned())), right: None };
    fair.by(MEI, advise("1")).unwrap();
    assert_eq!(fair.by(MEI, advise("9")), Err(Refusal::Unknown("hall")));
    assert_eq!(fair.desk.advice().count(), 1);
}

#[test]
fn what_is_over_is_erased_by_the_head_and_still_counts() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let erase = || Command::EraseCase { case };
    assert_eq!(fair.by(HEAD, erase()), Err(Refusal::CaseIs(CaseState::Submitted)));
    fair.withdraw(ticket).unwrap();
    assert_eq!(fair.by(MEI, erase()), Err(Refusal::NotAllowed));
    fair.by(HEAD, erase()).unwrap();
    assert_eq!(fair.by(HEAD, erase()), Ok(Vec::new()));
    let reason = Some("asked".to_owned());
    let read = Command::ReadCase { case, part: domain::case::Ask::Mediation, reason };
    assert_eq!(fair.by(HEAD, read), Err(Refusal::Erased), "there is nothing left to give a reason for");
    let day = domain::figures::figures(&fair.desk, fair.desk.case(case).unwrap().day, None);
    assert_eq!((day.filed, day.concluded, day.rows[0].erased), (1, 1, true));
}

#[test]
fn a_case_that_is_not_there_is_unknown() {
    let mut fair = TestFair::new();
    let case = domain::CaseId([9; 16]);
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: None };
    assert_eq!(fair.by(MEI, read), Err(Refusal::Unknown("case")));
    assert_eq!(fair.start(MEI, case), Err(Refusal::Unknown("case")));
    assert_eq!(fair.hurry(case), Err(Refusal::Unknown("case")));
}

#[test]
fn a_head_with_a_conflict_of_interest_erases_nothing() {
    let mut fair = TestFair::new();
    let exhibitor = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.respondents[0].place.exhibitor = Some(exhibitor);
    let (case, ticket) = fair.file_this(new).unwrap();
    let id = domain::StaffId([77; 16]);
    let staff = NewStaff { roles: vec![Role::Head, Role::Mediator], ..new_staff(id, Role::Mediator) };
    fair.ask(Actor::System, Command::AppointStaff { staff }).unwrap();
    fair.by(id, Command::DeclareConflict { conflict: Conflict::Exhibitor(exhibitor) }).unwrap();
    fair.withdraw(ticket).unwrap();
    assert_eq!(fair.by(id, Command::EraseCase { case }), Err(Refusal::ConflictOfInterest));
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
}

#[test]
fn of_a_shared_booth_the_exhibitor_is_named_later_by_whoever_handles_the_case() {
    let mut fair = TestFair::new();
    let lumen = fair.enrol("Lumen", &["1/A10"]).unwrap();
    let noor = fair.enrol("Noor", &["1/A10"]).unwrap();
    let other = fair.enrol("Other", &["1/A11"]).unwrap();
    let booth = fair.desk.exhibitor(lumen).unwrap().booths[0];
    let mut new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    new.respondents[0].place.booth = Some(booth);
    let (case, ticket) = fair.file_this(new).unwrap();
    let party = fair.desk.case(case).unwrap().respondents()[0].place.id;
    let name = |exhibitor| Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) };
    let named = |fair: &TestFair| fair.desk.case(case).unwrap().respondents()[0].place.exhibitor;
    assert_eq!(fair.by(MEI, name(lumen)), Err(Refusal::NotYours { by: None }));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.by(MEI, name(other)), Err(Refusal::Unknown("exhibitor")), "they are not at the booth");
    fair.by(MEI, name(lumen)).unwrap();
    assert_eq!(named(&fair), Some(lumen));
    assert_eq!(fair.by(MEI, name(lumen)), Ok(Vec::new()), "nothing new");
    fair.withdraw(ticket).unwrap();
    assert!(matches!(fair.by(MEI, name(noor)), Err(Refusal::CaseIs(_))));
    assert_eq!(
        fair.by(ORGANISER, name(noor)),
        Err(Refusal::Taken("exhibitor")),
        "nor does the organiser rename"
    );
    let (alone, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let party = fair.desk.case(alone).unwrap().respondents()[0].place.id;
    let unlisted = Command::NameExhibitor { case: alone, party, exhibitor: Some(lumen) };
    assert_eq!(fair.by(MEI, unlisted.clone()), Err(Refusal::Unknown("booth")));
    assert_eq!(fair.by(ORGANISER, unlisted), Err(Refusal::NotAllowed), "nobody complained");
}
