//! From terms to effect: drafts, signatures, seal, ratification, the oral register.

use domain::{
    CaseId, Command, Fact, PartyId, Refusal, StepBefore, TicketNumber,
    body::{Content, Scope},
    case::{CaseState, Outcome, Reason},
    procedure::{
        Action, AgreementBody, Authority, IdentityPaper, Means, Money, NewAgreement, Proceeding, Signatory,
        WarningKind,
    },
    testing::{MEI, TOM, TestFair, person},
};

use super::paper::early;

/// A talk of Mei's that is on.
fn talking() -> (TestFair, CaseId, TicketNumber, [PartyId; 2]) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.agree_to_talk(MEI, case).unwrap();
    fair.gather(MEI, case).unwrap();
    let parties: Vec<_> = fair.desk.case(case).unwrap().participants().map(|p| p.place.id).collect();
    (fair, case, ticket, parties.try_into().unwrap())
}

/// The same with terms that both sides accepted.
fn agreed() -> (TestFair, CaseId, TicketNumber, [PartyId; 2]) {
    let (mut fair, case, ticket, parties) = talking();
    let draft = fair.draft(case, true);
    fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    (fair, case, ticket, parties)
}

fn effect(fair: &TestFair, case: CaseId) -> bool {
    fair.desk.case(case).unwrap().procedure.in_effect().is_some()
}

fn drafted(fair: &TestFair, case: CaseId) -> NewAgreement {
    fair.draft(case, false)
}

#[test]
fn two_editors_never_overwrite_each_other() {
    let (mut fair, case, _, _) = talking();
    let draft = drafted(&fair, case);
    let write = |base| Action::DraftAgreement { base, draft: draft.clone() };
    fair.proceed(MEI, case, write(0)).unwrap();
    assert_eq!(fair.proceed(MEI, case, write(0)), Err(Refusal::Changed));
    fair.proceed(MEI, case, write(1)).unwrap();
    assert_eq!(fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }), Err(Refusal::Changed));
    assert!(matches!(fair.proceed(TOM, case, write(2)), Err(Refusal::NotYours { .. })));
}

#[test]
fn a_draft_without_a_clause_cannot_be_agreed_on_and_warnings_stand_in_the_fact() {
    let (mut fair, case, _, _) = talking();
    let mut draft = drafted(&fair, case);
    draft.body.clauses[0].act = "The design belongs to Li Hua.".to_owned();
    let events = fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft: draft.clone() }).unwrap();
    let Fact::CaseProceeded { with: Proceeding::AgreementDrafted { warnings, .. }, .. } = &events[0].fact
    else {
        panic!("{events:?}")
    };
    assert_eq!(*warnings, [WarningKind::OwnershipOrValidity]);
    draft.body.clauses.clear();
    draft.body.facts = "They show our lamp.".to_owned();
    fair.proceed(MEI, case, Action::DraftAgreement { base: 1, draft }).unwrap();
    let agree = Action::AgreeTerms { version: 2 };
    assert_eq!(fair.proceed(MEI, case, agree), Err(Refusal::Incomplete("clause")));
}

#[test]
fn a_clause_binds_only_somebody_who_takes_part() {
    let (mut fair, case, _, _) = talking();
    let mut draft = drafted(&fair, case);
    draft.body.clauses[0].debtor = PartyId([9; 16]);
    let write = Action::DraftAgreement { base: 0, draft };
    assert_eq!(fair.proceed(MEI, case, write), Err(Refusal::Unknown("party")));
}

#[test]
fn it_takes_effect_with_the_last_signature_or_seal_in_whatever_order() {
    let all = |[one, two]: [PartyId; 2]| {
        [Signatory::Party(one), Signatory::Party(two), Signatory::Mediator, Signatory::Seal]
    };
    for last in 0..4 {
        let (mut fair, case, _, parties) = agreed();
        assert_eq!(fair.desk.case(case).unwrap().state, CaseState::TermsAgreed);
        let mut order = all(parties).to_vec();
        let end = order.remove(last);
        for by in order {
            fair.sign(MEI, case, by).unwrap();
            assert!(!effect(&fair, case));
            assert_eq!(fair.sign(MEI, case, by), Ok(Vec::new()), "a signature is given once");
        }
        let events = fair.sign(MEI, case, end).unwrap();
        assert_eq!(events.len(), 2);
        assert!(effect(&fair, case));
        fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement).unwrap();
    }
}

#[test]
fn nobodys_papers_are_looked_at_for_an_agreement_in_effect() {
    let (mut fair, case, _, [one, two]) = agreed();
    let check = |party| {
        let (paper, authority) = (IdentityPaper::IdCard, Authority::Own);
        Action::CheckIdentity { party, paper, authority, body: person("Wu Min") }
    };
    fair.sign(MEI, case, Signatory::Party(one)).unwrap();
    let signed = fair.proceed(MEI, case, check(one));
    assert_eq!(signed, Err(Refusal::StepMissing("reopening")), "who signed stands under it");
    fair.proceed(MEI, case, check(two)).unwrap();
    fair.proceed(MEI, case, Action::ReopenTerms).unwrap();
    fair.proceed(MEI, case, check(one)).unwrap();
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    fair.sign(MEI, case, Signatory::Party(one)).unwrap();
    for by in [Signatory::Party(two), Signatory::Mediator, Signatory::Seal] {
        fair.sign(MEI, case, by).unwrap();
    }
    assert!(effect(&fair, case));
    for party in [one, two] {
        assert_eq!(fair.proceed(MEI, case, check(party)), Err(Refusal::InEffect), "the parties to it stand");
    }
}

#[test]
fn what_an_agent_may_not_settle_waits_for_ratification() {
    let (mut fair, case, _, [one, two]) = agreed();
    fair.pass(5);
    let sign = |ratify_by| Action::Sign {
        version: 1,
        by: Signatory::Party(one),
        means: Means::Paper,
        authority: Authority::MayNotSettle,
        evidence: None,
        ratify_by,
        body: person("Agent"),
    };
    let until = Some(jiff::civil::date(2026, 3, 20));
    assert_eq!(fair.proceed(MEI, case, sign(None)), Err(Refusal::Incomplete("ratification")));
    let itself = fair.proceed(MEI, case, sign(until));
    assert_eq!(itself, Err(Refusal::StepMissing("signer")), "the party itself was here, and nobody else");
    let (paper, authority) = (IdentityPaper::Passport, Authority::MayNotSettle);
    let check = Action::CheckIdentity { party: one, paper, authority, body: person("Agent") };
    fair.proceed(MEI, case, check.clone()).unwrap();
    fair.proceed(MEI, case, sign(until)).unwrap();
    assert_eq!(fair.proceed(MEI, case, check), Err(Refusal::StepMissing("reopening")));
    let power = |authority| {
        let paper = IdentityPaper::PowerOfAttorney;
        Action::CheckIdentity { party: one, paper, authority, body: person("Agent") }
    };
    let itself = fair.proceed(MEI, case, power(Authority::Own));
    assert_eq!(itself, Err(Refusal::StepMissing("reopening")), "a power makes no party of an agent");
    fair.proceed(MEI, case, power(Authority::MaySettle)).unwrap();
    for by in [Signatory::Party(two), Signatory::Seal, Signatory::Mediator] {
        fair.sign(MEI, case, by).unwrap();
    }
    assert!(!effect(&fair, case), "nothing binds before the party ratified");
    let waits = |fair: &TestFair| fair.desk.case(case).unwrap().awaits_ratification();
    assert_eq!(waits(&fair), Some(jiff::civil::date(2026, 3, 20)));
    fair.pass(30);
    // Of the same day, and yet before the agent had signed.
    let ratify = Action::Ratify { party: one, evidence: None, body: person("Li Hua") };
    let on_paper = |action| Command::Proceed { case, action: Box::new(action) };
    assert_eq!(early(fair.enter(MEI, 31, on_paper(ratify.clone()))), Some(StepBefore::Signature));
    fair.clone().enter(MEI, 30, on_paper(ratify.clone())).unwrap();
    // With a clock that was set back, what happens now is taken all the same.
    let mut set_back = fair.clone();
    set_back.now -= jiff::SignedDuration::from_mins(32);
    set_back.proceed(MEI, case, ratify).unwrap();
    let events = fair
        .proceed(MEI, case, Action::Ratify { party: one, evidence: None, body: person("Li Hua") })
        .unwrap();
    assert!(effect(&fair, case) && waits(&fair).is_none());
    let told = events[0].body.as_ref().unwrap();
    assert_eq!(told.scope, Scope::Party(one), "who ratified is sealed with the party");
    assert_eq!(told.content, Content::Person(person("Li Hua")));
}

/// An agent was at the table whose power nobody saw: nobody signs as more than that before their own papers were looked at.
#[test]
fn nobody_signs_as_more_than_was_shown_at_the_last_check() {
    let (mut fair, case, _, [one, two]) = agreed();
    fair.pass(5);
    let check =
        |paper, authority| Action::CheckIdentity { party: one, paper, authority, body: person("Agent") };
    let sign = |authority, ratify_by| Action::Sign {
        version: 1,
        by: Signatory::Party(one),
        means: Means::Paper,
        authority,
        evidence: None,
        ratify_by,
        body: person("Agent"),
    };
    let refused = Err(Refusal::StepMissing("signer"));
    for found in [Authority::MaySettle, Authority::MayNotSettle] {
        fair.proceed(MEI, case, check(IdentityPaper::Passport, found)).unwrap();
        for claimed in [Authority::Own, Authority::MaySettle] {
            assert_eq!(fair.proceed(MEI, case, sign(claimed, None)), refused, "{found:?} {claimed:?}");
            let on_paper = Command::Proceed { case, action: Box::new(sign(claimed, None)) };
            assert_eq!(fair.enter(MEI, 1, on_paper), refused, "from paper likewise: {found:?} {claimed:?}");
        }
    }
    for by in [Signatory::Party(two), Signatory::Mediator, Signatory::Seal] {
        fair.sign(MEI, case, by).unwrap();
    }
    let mut with_power = fair.clone();
    with_power.proceed(MEI, case, check(IdentityPaper::PowerOfAttorney, Authority::MaySettle)).unwrap();
    assert_eq!(with_power.proceed(MEI, case, sign(Authority::Own, None)), refused, "an agent all the same");
    with_power.proceed(MEI, case, sign(Authority::MaySettle, None)).unwrap();
    assert!(effect(&with_power, case));
    let mut in_person = fair.clone();
    in_person.proceed(MEI, case, check(IdentityPaper::IdCard, Authority::Own)).unwrap();
    assert_eq!(in_person.proceed(MEI, case, sign(Authority::MaySettle, None)), refused, "no agent was seen");
    in_person.proceed(MEI, case, sign(Authority::Own, None)).unwrap();
    assert!(effect(&in_person, case));
    fair.proceed(MEI, case, sign(Authority::MayNotSettle, Some(jiff::civil::date(2026, 3, 20)))).unwrap();
    assert!(!effect(&fair, case), "it waits for the party");
}

#[test]
fn terms_opened_again_lose_their_signatures_and_an_effect_cannot_be_undone() {
    let (mut fair, case, ticket, [one, two]) = agreed();
    fair.sign(MEI, case, Signatory::Party(one)).unwrap();
    fair.proceed(MEI, case, Action::ReopenTerms).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::Adjourned);
    assert_eq!(fair.sign(MEI, case, Signatory::Party(one)), Err(Refusal::CaseIs(CaseState::Adjourned)));
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    for by in [Signatory::Party(one), Signatory::Party(two), Signatory::Mediator, Signatory::Seal] {
        fair.sign(MEI, case, by).unwrap();
    }
    assert_eq!(fair.proceed(MEI, case, Action::ReopenTerms), Err(Refusal::InEffect));
    let withdraw = Action::WithdrawConsent { party: one, means: Means::Device };
    assert_eq!(fair.proceed_as(ticket, withdraw), Err(Refusal::InEffect));
}

#[test]
fn nobody_refuses_to_sign_before_there_were_terms() {
    let (outcome, reason) = (Outcome::NoAgreement, Reason::RefusedToSign);
    let offered =
        |fair: &TestFair, case| domain::reasons_for(fair.desk.case(case).unwrap(), outcome).contains(&reason);
    let (mut fair, case, _, _) = talking();
    let draft = drafted(&fair, case);
    fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    assert!(!offered(&fair, case), "a draft is nobody's word");
    assert_eq!(fair.conclude(MEI, case, outcome, reason), Err(Refusal::StepMissing("terms")));
    fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
    assert!(offered(&fair, case));
    fair.proceed(MEI, case, Action::ReopenTerms).unwrap();
    assert!(offered(&fair, case), "one did not sign what both had accepted");
    fair.conclude(MEI, case, outcome, reason).unwrap();
}

#[test]
fn who_does_not_sign_ends_the_mediation() {
    let (mut fair, case, ticket, [one, _]) = agreed();
    fair.proceed_as(ticket, Action::RefuseToSign { party: one }).unwrap();
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::RefusedToSign };
    assert_eq!(fair.desk.case(case).unwrap().state, ended);
}

#[test]
fn an_oral_agreement_takes_effect_when_it_is_registered() {
    let (mut fair, case, _, _) = talking();
    let draft = drafted(&fair, case);
    fair.proceed(MEI, case, Action::RegisterOral { draft }).unwrap();
    assert!(effect(&fair, case));
    let agreement = fair.desk.case(case).unwrap().procedure.agreement.clone().unwrap();
    assert!(agreement.oral && agreement.signatures.is_empty());
    assert_eq!(fair.sign(MEI, case, Signatory::Seal), Err(Refusal::InEffect));
    fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement).unwrap();
}

#[test]
fn nobody_binds_a_party_by_word_of_mouth_who_may_not() {
    let (mut fair, case, _, [one, _]) = talking();
    for authority in [Authority::MayNotSettle, Authority::MaySettle] {
        let (paper, body) = (IdentityPaper::Passport, person("Agent"));
        fair.proceed(MEI, case, Action::CheckIdentity { party: one, paper, authority, body }).unwrap();
        let draft = drafted(&fair, case);
        let refused = fair.proceed(MEI, case, Action::RegisterOral { draft });
        assert_eq!(refused, Err(Refusal::StepMissing("authority")), "nobody saw a power: {authority:?}");
    }
    assert!(!effect(&fair, case));
}

#[test]
fn an_empty_text_is_no_draft_and_money_is_a_number_with_its_currency() {
    let (mut fair, case, _, _) = talking();
    let draft = drafted(&fair, case);
    let blank = NewAgreement { body: AgreementBody::default(), ..draft.clone() };
    let write = |draft| Action::DraftAgreement { base: 0, draft };
    assert_eq!(fair.proceed(MEI, case, write(blank)), Err(Refusal::Incomplete("clause")));
    let mut lots = draft.clone();
    let money = |amount: &str| Money { amount: amount.to_owned(), currency: "CNY".to_owned(), account: None };
    lots.body.clauses[0].money = Some(money("lots"));
    assert_eq!(fair.proceed(MEI, case, write(lots.clone())), Err(Refusal::Incomplete("amount")));
    lots.body.clauses[0].money = Some(money("5,000"));
    fair.proceed(MEI, case, write(lots)).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().procedure.agreement.as_ref().unwrap().draft.version, 1);
}

/// What was agreed on paper is entered with its times, the text first.
#[test]
fn no_text_is_accepted_or_signed_before_it_was_written() {
    let (mut fair, case, _, [claimant, _]) = talking();
    fair.pass(60);
    let step = |action| Command::Proceed { case, action: Box::new(action) };
    let agree = |version| step(Action::AgreeTerms { version });
    let draft = |base| Action::DraftAgreement { base, draft: drafted(&fair, case) };
    let [first, second] = [0, 1].map(draft);
    fair.proceed(MEI, case, first).unwrap();
    assert_eq!(early(fair.enter(MEI, 30, agree(1))), Some(StepBefore::Text));
    assert_eq!(fair.desk.case(case).unwrap().state, CaseState::InSession, "nothing was taken");
    fair.enter(MEI, 40, step(second)).unwrap();
    fair.enter(MEI, 30, agree(2)).unwrap();
    let sign = || {
        step(Action::Sign {
            version: 2,
            by: Signatory::Party(claimant),
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: person("Li Hua"),
        })
    };
    assert_eq!(early(fair.enter(MEI, 45, sign())), Some(StepBefore::Text));
    fair.enter(MEI, 30, sign()).unwrap();
}

/// Entered from paper in any order, it is in effect since the last of what it needed (People's Mediation Law art 29).
#[test]
fn an_agreement_is_in_effect_since_the_last_signature_that_was_given() {
    let (mut fair, case, _, [claimant, respondent]) = agreed();
    fair.now += jiff::SignedDuration::from_hours(1);
    let last = fair.now - jiff::SignedDuration::from_mins(5);
    for (by, minutes_ago) in [
        (Signatory::Party(claimant), 9),
        (Signatory::Party(respondent), 8),
        (Signatory::Mediator, 5),
        (Signatory::Seal, 20),
    ] {
        let action = Action::Sign {
            version: 1,
            by,
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: person("Li Hua"),
        };
        fair.enter(MEI, minutes_ago, Command::Proceed { case, action: Box::new(action) }).unwrap();
    }
    assert_eq!(fair.desk.case(case).unwrap().procedure.in_effect(), Some(last));
}
