//! What mediation costs: tariffs of those who may charge, quotes of a case, and that no talk begins before everybody knows and agrees.

use domain::{
    BodyId, CaseId, Command, Fact, PartyId, Refusal, TicketNumber,
    bodies::BodyTerms,
    body::{Content, Scope},
    fair::BodyKind,
    fee::{QuoteShare, Tariff},
    file::Lack,
    procedure::{Action, Answer, CaseSource, Means, Proceeding},
    testing::{HEAD, MEI, ORGANISER, TOM, TestFair, plan},
};

use super::bodies;

fn publish(body: BodyId, tariff: Tariff) -> Command {
    Command::PublishTariff { body, tariff }
}

/// A fair whose only body is of this kind; one that may charge has its tariff.
pub(crate) fn hosting(kind: BodyKind) -> TestFair {
    let mut fair = TestFair::new();
    let terms = BodyTerms { kind, ..bodies::terms("Test Committee") };
    fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms }).unwrap();
    if kind.may_charge() {
        fair.by(HEAD, publish(BodyId::FIRST, TestFair::tariff())).unwrap();
    }
    fair
}

/// A case at the table of Mei's, whose papers were looked at and whose rights explained.
pub(crate) fn at_the_table(fair: &mut TestFair) -> (CaseId, TicketNumber, [PartyId; 2]) {
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.call(MEI, ticket).unwrap();
    for ticket in fair.tickets(case) {
        fair.check_in(MEI, ticket).unwrap();
    }
    fair.prepare(MEI, case).unwrap();
    let respondent = fair.respondent(case).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    (case, ticket, [claimant, respondent])
}

fn missing(fair: &TestFair, case: CaseId) -> Option<&'static str> {
    fair.desk.before_talks(fair.desk.case(case).unwrap())
}

#[test]
fn a_body_publishes_its_tariff_in_editions_that_are_kept() {
    let mut fair = hosting(BodyKind::Commercial);
    let first = TestFair::tariff();
    assert_eq!(fair.by(HEAD, publish(BodyId::FIRST, first.clone())), Ok(Vec::new()), "it stands already");
    let mut second = first.clone();
    second.entries.truncate(1);
    fair.pass(5);
    let events = fair.by(ORGANISER, publish(BodyId::FIRST, second.clone())).unwrap();
    assert!(matches!(events[0].fact, Fact::TariffPublished { edition: 2, .. }), "{events:?}");
    let body = fair.desk.body(BodyId::FIRST).unwrap();
    let present = body.tariff().unwrap();
    assert_eq!((present.number, &present.tariff, present.at), (2, &second, fair.now));
    assert_eq!(body.edition(1).unwrap().tariff, first);
    assert_eq!(fair.by(MEI, publish(BodyId::FIRST, first)), Err(Refusal::NotAllowed));
}

#[test]
fn a_tariff_says_for_what_how_much_and_in_which_currency() {
    let mut fair = hosting(BodyKind::Commercial);
    let mut refused = |change: fn(&mut Tariff)| {
        let mut tariff = TestFair::tariff();
        change(&mut tariff);
        fair.by(HEAD, publish(BodyId::FIRST, tariff)).unwrap_err()
    };
    for (what, change) in [
        ("entry", (|tariff| tariff.entries.clear()) as fn(&mut Tariff)),
        ("title", |tariff| tariff.entries[0].title.clear()),
        ("amount", |tariff| tariff.entries[0].amount = "a lot".to_owned()),
        ("amount", |tariff| tariff.entries[0].amount = "0.001".to_owned()),
        ("amount", |tariff| tariff.entries[2].amount = " ".to_owned()),
        ("currency", |tariff| tariff.currency = "yuan".to_owned()),
        ("notes", |tariff| {
            tariff.notes.insert(domain::fair::Language::En, "x".repeat(2_000));
        }),
    ] {
        assert_eq!(refused(change), Refusal::Incomplete(what));
    }
}

#[test]
fn peoples_mediation_and_that_of_an_office_are_free() {
    for kind in [BodyKind::People, BodyKind::Administrative] {
        let mut fair = hosting(kind);
        assert_eq!(fair.by(HEAD, publish(BodyId::FIRST, TestFair::tariff())), Err(Refusal::NoFee));
        let (case, ..) = at_the_table(&mut fair);
        assert_eq!(fair.quoted(MEI, case), Err(Refusal::NoFee));
        assert_eq!(fair.waive(MEI, case), Err(Refusal::NoFee), "there is nothing to give up");
        assert_eq!(missing(&fair, case), None);
        fair.start(MEI, case).unwrap();
    }
}

#[test]
fn no_talk_begins_before_everybody_agreed_to_what_it_costs() {
    let mut fair = hosting(BodyKind::Commercial);
    let (case, ticket, [claimant, respondent]) = at_the_table(&mut fair);
    let first = Err(Refusal::StepMissing("fee"));
    assert_eq!(fair.start(MEI, case), first);
    assert_eq!(fair.quoted(TOM, case), Err(Refusal::NotYours { by: Some(MEI) }));
    let events = fair.quoted(MEI, case).unwrap();
    let sealed = events[0].body.clone().unwrap();
    assert_eq!(sealed.scope, Scope::Case(case));
    let Content::Fee(quote) = sealed.content else { panic!("a quote") };
    assert_eq!(quote.total(), Some(210_100));
    let clear = serde_json::to_string(&events[0].fact).unwrap();
    assert!(clear.contains(r#""with":{"step":"FeeQuoted","version":1,"edition":1}"#), "{clear}");
    assert_eq!(fair.start(MEI, case), first, "quoted is not agreed");
    fair.say_to_fee(MEI, case, claimant, Answer::Accept).unwrap();
    assert_eq!(fair.start(MEI, case), first, "one of two");
    let own = fair.tickets(case)[1];
    let (version, means) = (1, Means::Device);
    let agree = |party| Action::AnswerFee { party, version, answer: Answer::Accept, means };
    assert_eq!(fair.proceed_as(ticket, agree(respondent)), Err(Refusal::NotAllowed), "each for themselves");
    fair.proceed_as(own, agree(respondent)).unwrap();
    assert_eq!(fair.proceed_as(own, agree(respondent)), Ok(Vec::new()));
    fair.start(MEI, case).unwrap();
}

#[test]
fn a_new_version_asks_everybody_again_before_the_next_talk() {
    let mut fair = hosting(BodyKind::LawyersStudio);
    let (case, _, parties) = at_the_table(&mut fair);
    fair.quoted(MEI, case).unwrap();
    for party in parties {
        fair.say_to_fee(MEI, case, party, Answer::Accept).unwrap();
    }
    fair.start(MEI, case).unwrap();
    let stale = Action::QuoteFee { base: 0, quote: fair.quote(case) };
    assert_eq!(fair.proceed(MEI, case, stale), Err(Refusal::Changed), "nothing is overwritten");
    fair.quoted(MEI, case).unwrap();
    fair.adjourn(MEI, case).unwrap();
    assert_eq!(missing(&fair, case), Some("fee"));
    let old =
        Action::AnswerFee { party: parties[0], version: 1, answer: Answer::Accept, means: Means::Paper };
    assert_eq!(fair.proceed(MEI, case, old), Err(Refusal::Changed), "they read another one");
    for party in parties {
        fair.say_to_fee(MEI, case, party, Answer::Accept).unwrap();
    }
    assert_eq!(missing(&fair, case), None);
    let fees = &fair.desk.case(case).unwrap().procedure.fees;
    assert_eq!(fees.iter().map(|fee| (fee.version, fee.answers.len())).collect::<Vec<_>>(), [(1, 2), (2, 2)]);
}

#[test]
fn who_says_no_is_recorded_and_nothing_follows_by_itself() {
    let mut fair = hosting(BodyKind::Industry);
    let (case, _, [claimant, respondent]) = at_the_table(&mut fair);
    fair.quoted(MEI, case).unwrap();
    fair.say_to_fee(MEI, case, claimant, Answer::Accept).unwrap();
    let events = fair.say_to_fee(MEI, case, respondent, Answer::Decline).unwrap();
    assert_eq!(events.len(), 1);
    assert!(fair.desk.case(case).unwrap().state.is_open());
    assert_eq!(missing(&fair, case), Some("fee"));
    fair.waive(MEI, case).unwrap();
    assert_eq!(fair.waive(MEI, case), Ok(Vec::new()), "nothing is taken already");
    assert_eq!(
        fair.say_to_fee(MEI, case, respondent, Answer::Accept),
        Err(Refusal::Changed),
        "there is nothing to agree to"
    );
    fair.start(MEI, case).unwrap();
}

#[test]
fn a_quote_adds_up_and_stands_on_a_tariff() {
    let mut fair = hosting(BodyKind::People);
    let terms = bodies::terms("Test Committee");
    fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms }).unwrap();
    let (case, ..) = at_the_table(&mut fair);
    assert_eq!(fair.quoted(MEI, case), Err(Refusal::NoTariff));
    fair.by(HEAD, publish(BodyId::FIRST, TestFair::tariff())).unwrap();
    let right = fair.quote(case);
    let mut refused = |quote| fair.proceed(MEI, case, Action::QuoteFee { base: 0, quote }).unwrap_err();
    let mut short = right.clone();
    short.shares[0].amount -= 1;
    assert_eq!(refused(short), Refusal::Incomplete("shares"), "nobody bears the rest");
    let mut stranger = right.clone();
    stranger.shares[1].party = PartyId([99; 16]);
    assert_eq!(refused(stranger), Refusal::Unknown("party"));
    let mut twice = right.clone();
    twice.shares = vec![QuoteShare { amount: 105_050, ..right.shares[0].clone() }; 2];
    assert_eq!(refused(twice), Refusal::Incomplete("shares"));
    let mut other = right.clone();
    other.currency = "EUR".to_owned();
    assert_eq!(refused(other), Refusal::Incomplete("currency"));
    let mut nothing = right.clone();
    nothing.lines.clear();
    assert_eq!(refused(nothing), Refusal::Incomplete("amount"));
    let mut beyond = right;
    beyond.lines[0].price = u64::MAX;
    assert_eq!(refused(beyond), Refusal::Incomplete("amount"));
}

#[test]
fn what_one_body_quoted_falls_away_when_another_takes_the_case() {
    let mut fair = bodies::hosting_two();
    let studio = BodyTerms { kind: BodyKind::LawyersStudio, ..bodies::terms("Test Committee") };
    fair.by(ORGANISER, Command::RecordBody { body: BodyId::FIRST, terms: studio }).unwrap();
    fair.by(HEAD, publish(BodyId::FIRST, TestFair::tariff())).unwrap();
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.quoted(MEI, case).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    fair.say_to_fee(MEI, case, claimant, Answer::Accept).unwrap();
    let away = Action::ChangeBody { body: bodies::second(), means: Means::Spoken };
    fair.proceed(MEI, case, away).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!((known.procedure.fee(), known.is_fee_settled()), (None, false));
    let yes = Action::AnswerFee { party: claimant, version: 1, answer: Answer::Accept, means: Means::Device };
    assert_eq!(fair.proceed_as(ticket, yes), Err(Refusal::StepMissing("fee")));
    let bo = fair.desk.staff().find(|staff| staff.profile.body == bodies::second() && staff.room.is_some());
    let bo = bo.unwrap().id;
    fair.claim(bo, ticket).unwrap();
    fair.waive(bo, case).unwrap();
    let versions = fair.desk.case(case).unwrap().procedure.fees.iter().map(|fee| fee.version);
    assert_eq!(versions.collect::<Vec<_>>(), [1, 2], "no version is ever given twice");
}

/// A talk that began before a fee had to be agreed to goes on as it was; the next one does not.
#[test]
fn a_talk_of_an_old_journal_goes_on_without_a_fee() {
    let mut fair = hosting(BodyKind::Commercial);
    let (case, ..) = at_the_table(&mut fair);
    fair.happened(MEI, vec![Fact::SessionStarted { case }]);
    fair.adjourn(MEI, case).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert_eq!(missing(&fair, case), Some("fee"));
    assert!(known.file_lacks(BodyKind::Commercial, plan().first_day).contains(&Lack::Fee));
    fair.waive(MEI, case).unwrap();
    let known = fair.desk.case(case).unwrap();
    assert!(!known.file_lacks(BodyKind::Commercial, plan().first_day).contains(&Lack::Fee));
}

#[test]
fn whoever_filed_may_be_told_what_it_costs_before_the_case_is_accepted() {
    let mut fair = hosting(BodyKind::Commercial);
    let (case, ticket) = fair.file().unwrap();
    fair.claim(MEI, ticket).unwrap();
    fair.quoted(MEI, case).unwrap();
    let claimant = fair.desk.case(case).unwrap().claimant().place.id;
    let respondent = fair.respondent(case).unwrap();
    fair.say_to_fee(MEI, case, claimant, Answer::Accept).unwrap();
    let early = fair.say_to_fee(MEI, case, respondent, Answer::Accept);
    assert!(matches!(early, Err(Refusal::WayIs(_))), "nobody has asked them to talk yet: {early:?}");
    fair.proceed(MEI, case, Action::Accept { source: CaseSource::Application }).unwrap();
    let events = &fair.entries;
    assert!(events.iter().any(|(_, event)| matches!(
        event.fact,
        Fact::CaseProceeded { with: Proceeding::FeeAnswered { .. }, .. }
    )));
    assert!(!fair.desk.case(case).unwrap().procedure.fees[0].is_waived());
}
