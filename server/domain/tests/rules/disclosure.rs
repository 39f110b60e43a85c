//! Giving an authority something of a case: given who answers for what, when an authority asks, then exactly what goes out, on
//! record, and what never does.

use domain::{
    Actor, CaseId, Command, Event, EvidenceId, Fact, Refusal, StaffId,
    body::{Content, MeasureBody, Scope},
    case::{Ask, Audience, Outcome, Reason},
    disclosure::{Given, LegalBasis, MAX_GIVEN, NewDisclosure, Sort},
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{Action, Purpose},
    testing::{HEAD, MEI, ORGANISER, TestFair, person, photo, plan},
    ticket::ReleaseReason,
};
use jiff::ToSpan;

type Change = fn(&mut NewDisclosure);

fn read(fair: &mut TestFair, who: StaffId, case: CaseId, part: Ask) {
    let reason = Some("a court asks".to_owned());
    fair.by(who, Command::ReadCase { case, part, reason }).unwrap();
}

fn disclose(
    fair: &mut TestFair,
    who: StaffId,
    case: CaseId,
    new: NewDisclosure,
) -> Result<Vec<Event>, Refusal> {
    fair.by(who, Command::DiscloseCase { case, disclosure: Box::new(new) })
}

/// A dispute that is a complaint too, read by both who may give of it.
fn known() -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, ticket) = fair.file_this(new).unwrap();
    for (evidence, audience) in [(1, Audience::Mediation), (2, Audience::Measure)] {
        let party = fair.desk.case(case).unwrap().claimant().place.id;
        let (evidence, purpose) = (EvidenceId([evidence; 16]), Purpose::Exhibit);
        let add = Command::AddEvidence { case, party, evidence, audience, purpose, body: photo() };
        fair.ask(Actor::Party(ticket), add).unwrap();
    }
    read(&mut fair, HEAD, case, Ask::Mediation);
    read(&mut fair, ORGANISER, case, Ask::Measure);
    (fair, case)
}

#[test]
fn what_was_given_stands_in_clear_and_to_whom_is_sealed_apart_from_the_case() {
    let (mut fair, case) = known();
    let new = fair.new_disclosure(Ask::Mediation);
    let events = disclose(&mut fair, HEAD, case, new.clone()).unwrap();
    let [event] = events.as_slice() else { panic!("one fact: {events:?}") };
    let Fact::CaseDisclosed { terms, .. } = &event.fact else { panic!("{event:?}") };
    assert_eq!(*terms, new.terms);
    let body = event.body.as_ref().unwrap();
    assert_eq!(body.scope, Scope::Disclosure(case));
    assert_eq!(body.content, Content::Disclosure(new.body));
    let clear = serde_json::to_string(&event.fact).unwrap();
    assert!(!clear.contains("People’s Court") && !clear.contains("(2026)"), "{clear}");

    let on = plan().first_day;
    let receive =
        |on| Command::ReceiveDisclosure { case, disclosure: new.id, on, body: person("Officer Chen") };
    assert_eq!(fair.by(HEAD, receive(on.tomorrow().unwrap())), Err(Refusal::InFuture));
    let before = receive(on.yesterday().unwrap());
    assert_eq!(fair.by(HEAD, before), Err(Refusal::DatesReversed), "it was not given yet");
    assert_eq!(fair.by(ORGANISER, receive(on)), Err(Refusal::NotAllowed), "it is the head's");
    fair.by(HEAD, receive(on)).unwrap();
    let kept = fair.desk.case(case).unwrap().disclosure(new.id).unwrap();
    assert_eq!((kept.by, kept.received.map(|(_, on)| on)), (Some(HEAD), Some(on)));
    assert_eq!(fair.by(HEAD, receive(on)), Err(Refusal::Taken("receipt")));
}

#[test]
fn a_disclosure_outlives_the_texts_of_its_case() {
    let (mut fair, case) = known();
    let new = fair.new_disclosure(Ask::Mediation);
    disclose(&mut fair, HEAD, case, new).unwrap();
    fair.claim(MEI, fair.desk.case(case).unwrap().claimant().ticket.unwrap()).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    fair.clear(case).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let erased = Scope::all_of(fair.desk.case(case).unwrap());
    assert!(!erased.contains(&Scope::Disclosure(case)) && erased.contains(&Scope::Case(case)));
    let late = fair.new_disclosure(Ask::Mediation);
    assert_eq!(disclose(&mut fair, HEAD, case, late), Err(Refusal::Erased));
}

#[test]
fn each_gives_their_own_part_and_only_after_a_recorded_reading() {
    let mut fair = TestFair::new();
    let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
    let (case, _) = fair.file_this(new).unwrap();
    for (part, may, may_not) in
        [(Ask::Mediation, HEAD, [ORGANISER, MEI]), (Ask::Measure, ORGANISER, [HEAD, MEI])]
    {
        for who in may_not {
            let new = fair.new_disclosure(part);
            assert_eq!(disclose(&mut fair, who, case, new), Err(Refusal::NotAllowed));
        }
        let new = fair.new_disclosure(part);
        assert_eq!(disclose(&mut fair, may, case, new.clone()), Err(Refusal::StepMissing("reading")));
        read(&mut fair, may, case, part);
        disclose(&mut fair, may, case, new).unwrap();
    }
    let (other, _) = fair.file().unwrap();
    let new = fair.new_disclosure(Ask::Measure);
    assert_eq!(disclose(&mut fair, ORGANISER, other, new), Err(Refusal::NoComplaint));
}

#[test]
fn a_ground_lets_out_what_its_law_asks_for_and_no_more() {
    use LegalBasis::{Confirmation, Consent, Cooperation, Court, Crime, Enforcement, Other};
    for (sort, grounds) in [
        (Sort::Record, vec![Crime, Confirmation, Consent]),
        (Sort::Agreement, vec![Court, Crime, Confirmation, Consent]),
        (Sort::Application, vec![Enforcement, Court, Crime, Confirmation, Consent]),
        (Sort::Outcome, vec![Cooperation, Enforcement, Court, Crime, Confirmation, Consent, Other]),
    ] {
        let (mut fair, case) = known();
        for basis in LegalBasis::ALL.iter().copied() {
            let mut new = fair.new_disclosure(Ask::Mediation);
            new.terms.basis = basis;
            new.body.demand = Some("Article 9".to_owned());
            new.terms.given[0] = Given { paper: Some("record".to_owned()), ..Given::of(sort) };
            let answer = disclose(&mut fair, HEAD, case, new);
            let expected =
                if grounds.contains(&basis) { None } else { Some(Refusal::NotOpened { basis, sort }) };
            assert_eq!(answer.err(), expected, "{sort:?} {basis:?}");
        }
    }
}

/// The organiser holds it to carry it out, and not to pass it on.
#[test]
fn a_clause_of_the_agreement_goes_where_the_agreement_goes_though_the_organiser_holds_it() {
    use LegalBasis::{Confirmation, Consent, Court, Crime};
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let draft = fair.draft(case, true);
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    let words = || MeasureBody { text: "Covers the lamp.".to_owned(), ..MeasureBody::default() };
    fair.measure(Actor::Staff(MEI), case, MeasureAction::HandOver { body: words() }).unwrap();
    let (kind, basis) = (MeasureKind::Cover, Basis::Agreement);
    let order = MeasureAction::Order { kind, basis, until: None, body: words() };
    fair.measure(Actor::Staff(ORGANISER), case, order).unwrap();
    read(&mut fair, ORGANISER, case, Ask::Measure);
    let known = fair.desk.case(case).unwrap();
    let clause = known.steps.iter().find(|step| step.kind == "ClauseHandedOver").unwrap().seq;
    let party = Some(known.respondents()[0].place.id);
    let paper = Some("measure-order".to_owned());
    for given in [
        Given { entry: Some(clause), ..Given::of(Sort::Entry) },
        Given { paper, version: Some(1), party, ..Given::of(Sort::Measure) },
    ] {
        for basis in LegalBasis::ALL.iter().copied() {
            let mut new = fair.new_disclosure(Ask::Measure);
            (new.terms.basis, new.body.demand) = (basis, Some("Article 9".to_owned()));
            new.terms.given = vec![given.clone()];
            let opened = [Court, Crime, Confirmation, Consent].contains(&basis);
            let refused = (!opened).then_some(Refusal::NotOpened { basis, sort: given.sort });
            assert_eq!(disclose(&mut fair, ORGANISER, case, new).err(), refused, "{given:?} {basis:?}");
        }
    }
}

#[test]
fn nothing_of_the_other_part_goes_out_and_nothing_that_is_not_there() {
    let (mut fair, case) = known();
    let complaint = fair.desk.case(case).unwrap().complaint_seq;
    let of = |evidence| Given { evidence: Some(EvidenceId([evidence; 16])), ..Given::of(Sort::Evidence) };
    let entry = |entry| Given { entry, ..Given::of(Sort::Entry) };
    for (part, who, given, refused) in [
        (Ask::Mediation, HEAD, of(1), None),
        (Ask::Mediation, HEAD, of(2), Some(Refusal::Unknown("given"))),
        (Ask::Measure, ORGANISER, of(2), None),
        (Ask::Measure, ORGANISER, of(1), Some(Refusal::Unknown("given"))),
        (Ask::Measure, ORGANISER, entry(complaint), None),
        (Ask::Measure, ORGANISER, entry(Some(1)), Some(Refusal::Unknown("given"))),
        (
            Ask::Mediation,
            HEAD,
            entry(complaint),
            Some(Refusal::NotOpened { basis: LegalBasis::Court, sort: Sort::Entry }),
        ),
    ] {
        let mut new = fair.new_disclosure(part);
        new.terms.given[0] = given.clone();
        assert_eq!(disclose(&mut fair, who, case, new).err(), refused, "{part:?} {given:?}");
    }
}

#[test]
fn a_disclosure_names_the_authority_its_officer_its_number_and_its_day() {
    let (mut fair, case) = known();
    let changes: [(Change, Refusal); 8] = [
        (|new| new.body.authority = " ".to_owned(), Refusal::Incomplete("authority")),
        (|new| new.body.officer = String::new(), Refusal::Incomplete("officer")),
        (|new| new.body.reference = String::new(), Refusal::Incomplete("reference")),
        (|new| new.terms.basis = LegalBasis::Other, Refusal::Incomplete("demand")),
        (|new| new.terms.on = new.terms.on.saturating_add(1.day()), Refusal::InFuture),
        (|new| new.terms.given.clear(), Refusal::Incomplete("given")),
        (|new| new.body.files.clear(), Refusal::Incomplete("given")),
        (
            |new| {
                new.terms.given = vec![new.terms.given[0].clone(); MAX_GIVEN + 1];
                new.body.files = vec![new.body.files[0].clone(); MAX_GIVEN + 1];
            },
            Refusal::TooMany { what: "given", max: MAX_GIVEN },
        ),
    ];
    for (change, refusal) in changes {
        let mut new = fair.new_disclosure(Ask::Mediation);
        change(&mut new);
        assert_eq!(disclose(&mut fair, HEAD, case, new), Err(refusal));
    }
    let mut twice = fair.new_disclosure(Ask::Mediation);
    twice.terms.given.push(twice.terms.given[0].clone());
    twice.body.files.push(twice.body.files[0].clone());
    assert_eq!(disclose(&mut fair, HEAD, case, twice), Err(Refusal::Taken("given")));
}

#[test]
fn a_photo_goes_where_what_it_shows_goes() {
    let (mut fair, case) = known();
    let ticket = fair.tickets(case)[0];
    let party = fair.desk.case(case).unwrap().claimant().place.id;
    for (id, purpose, grounds) in [
        (11, Purpose::Exhibit, [true, true, true]),
        (12, Purpose::Signature, [false, true, true]),
        (13, Purpose::Performance, [false, true, true]),
        (14, Purpose::Inquiry, [false, false, true]),
    ] {
        let (evidence, audience) = (EvidenceId([id; 16]), Audience::Mediation);
        let add = Command::AddEvidence { case, party, evidence, audience, purpose, body: photo() };
        fair.ask(Actor::Party(ticket), add).unwrap();
        let bases = [LegalBasis::Enforcement, LegalBasis::Court, LegalBasis::Crime];
        for (basis, open) in bases.into_iter().zip(grounds) {
            let mut new = fair.new_disclosure(Ask::Mediation);
            new.terms.basis = basis;
            new.terms.given = vec![Given { evidence: Some(evidence), ..Given::of(Sort::Evidence) }];
            let given = disclose(&mut fair, HEAD, case, new).map(|_| ());
            let refused = Err(Refusal::NotOpened { basis, sort: Sort::Evidence });
            assert_eq!(given, if open { Ok(()) } else { refused }, "{purpose:?} {basis:?}");
        }
    }
}

#[test]
fn who_has_a_conflict_of_interest_gives_nothing() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.by(HEAD, Command::ReleaseTicket { ticket, reason: ReleaseReason::Conflict, remark: None }).unwrap();
    read(&mut fair, HEAD, case, Ask::Mediation);
    let new = fair.new_disclosure(Ask::Mediation);
    disclose(&mut fair, HEAD, case, new).unwrap();
    let new = fair.new_disclosure(Ask::Mediation);
    assert_eq!(disclose(&mut fair, MEI, case, new), Err(Refusal::NotAllowed));
}
