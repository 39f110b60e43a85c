//! What the desk holds about a person: given who asks, then they have their own, on record, and nobody has another's.

use domain::{
    Actor, Command, Fact, PartyId, Refusal, StaffId,
    body::{Content, PersonBody, Scope},
    case::{Ask, Outcome, Reason},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, person},
};

fn give(
    fair: &mut TestFair,
    actor: Actor,
    party: PartyId,
    body: Option<PersonBody>,
) -> Result<usize, Refusal> {
    let case = fair.desk.cases().next().unwrap().id;
    fair.ask(actor, Command::GiveAccess { case, party, body }).map(|events| events.len())
}

/// A case in Mei's hands: its parties, and the claimant's own way of asking.
fn filed() -> (TestFair, [PartyId; 2], Actor) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    let case = fair.desk.case(case).unwrap();
    let parties = [case.parties[0].place.id, case.parties[1].place.id];
    (fair, parties, Actor::Party(ticket))
}

#[test]
fn a_party_has_its_own_with_its_ticket_and_not_the_other_sides() {
    let (mut fair, [own, other], claimant) = filed();
    assert_eq!(give(&mut fair, claimant, own, None), Ok(1));
    let (_, event) = fair.entries.last().unwrap();
    assert!(matches!(event.fact, Fact::AccessGiven { party, .. } if party == own) && event.body.is_none());
    assert_eq!(give(&mut fair, claimant, other, None), Err(Refusal::NotAllowed));
    assert_eq!(give(&mut fair, Actor::Public, own, None), Err(Refusal::NotAllowed));
    assert_eq!(give(&mut fair, claimant, own, None), Ok(0), "once an hour is enough");
    fair.pass(61);
    assert_eq!(give(&mut fair, claimant, own, None), Ok(1));
}

#[test]
fn staff_give_it_once_they_checked_who_asks_and_may_read_the_case() {
    let (mut fair, [own, other], _) = filed();
    let by = |who: StaffId| Actor::Staff(who);
    for name in [None, Some(person(" "))] {
        assert_eq!(give(&mut fair, by(MEI), other, name), Err(Refusal::Incomplete("name")));
    }
    assert_eq!(give(&mut fair, by(MEI), other, Some(person("Noor"))), Ok(1));
    let (_, event) = fair.entries.last().unwrap();
    let body = event.body.as_ref().unwrap();
    assert_eq!((body.scope, &body.content), (Scope::Party(other), &Content::Person(person("Noor"))));
    let another = Some(person("Wu Min"));
    assert_eq!(give(&mut fair, by(MEI), other, another.clone()), Ok(1), "a minute later it is somebody else");
    let given = fair.entries.last().unwrap().1.body.clone();
    assert_eq!(given.map(|body| body.content), another.map(Content::Person));
    let asked = |who| (by(who), Some(person("Li Hua")));
    for (who, refusal) in [
        (TOM, Refusal::NotYours { by: Some(MEI) }),
        (HEAD, Refusal::Incomplete("reason")),
        (ORGANISER, Refusal::NotAllowed),
    ] {
        let (actor, body) = asked(who);
        assert_eq!(give(&mut fair, actor, own, body), Err(refusal), "{who:?}");
    }
    let case = fair.desk.cases().next().unwrap().id;
    let read = Command::ReadCase { case, part: Ask::Mediation, reason: Some("they ask".to_owned()) };
    fair.by(HEAD, read).unwrap();
    assert_eq!(give(&mut fair, by(HEAD), own, Some(person("Li Hua"))), Ok(1));
}

#[test]
fn of_an_erased_case_there_is_nothing_left_to_give() {
    let (mut fair, [own, _], claimant) = filed();
    let case = fair.desk.cases().next().unwrap().id;
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert_eq!(give(&mut fair, claimant, own, None), Err(Refusal::Erased));
}
