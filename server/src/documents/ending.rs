//! How a case ends on paper: non-acceptance, the end of mediation with the other ways, the certificate. None of them says who did not
//! agree, but to a respondent who did not what is its own; the applicant's certificate names everybody, with whom there was mediation
//! and with whom not; and none suggests that it harms anybody (People's Mediation Law art 3(3)).

use domain::{
    Case,
    case::{Ask, CaseState, Outcome, Reason, RightKind},
    ids::PartyId,
    procedure::{Answered, Leaving, Way},
};
use papers::Block;

use super::{Dossier, PartyView, talks, words::Words};

fn outcome(case: &Case) -> Option<(Outcome, Reason)> {
    match case.state {
        CaseState::Concluded { outcome, reason } => Some((outcome, reason)),
        CaseState::Submitted
        | CaseState::Accepted
        | CaseState::Agreed
        | CaseState::InSession
        | CaseState::Adjourned
        | CaseState::TermsAgreed => None,
    }
}

pub(super) fn is_not_accepted(case: &Case) -> bool {
    outcome(case).is_some_and(|(outcome, _)| outcome == Outcome::NotAccepted)
}

/// Whether the mediation body certifies how it ended: not what it never accepted, nor what the organiser decided and certifies itself.
pub(super) fn is_certified(case: &Case) -> bool {
    outcome(case)
        .is_some_and(|(outcome, _)| !matches!(outcome, Outcome::NotAccepted | Outcome::OrganiserDecided))
}

/// Whether a mediation ended: there is none to end where nobody asked for one.
pub(super) fn is_terminated(case: &Case) -> bool {
    let without =
        |(outcome, _)| matches!(outcome, Outcome::NoAgreement | Outcome::Withdrawn | Outcome::Referred);
    case.asks_for(Ask::Mediation) && outcome(case).is_some_and(without)
}

/// Whether a respondent declined, or left while others went on: there is no mediation with it, and what comes of it is not its own.
pub(super) fn stays_out(case: &Case, party: PartyId) -> bool {
    case.party(party).is_some_and(|party| party.way() == Way::Declined && !case.attended(party))
}

/// How it ended, in words; empty while it has not.
pub(super) fn result(w: &Words, case: &Case) -> String {
    match outcome(case) {
        Some((outcome, reason)) => w.ending(outcome, reason),
        None => String::new(),
    }
}

/// The reason in words that blame nobody.
fn reason(w: &Words, case: &Case) -> String {
    match outcome(case) {
        // What never began is not said to go on no longer.
        Some((_, Reason::PartyRefusedOrStopped)) if case.talks.is_empty() => w.t("papers-reason-no-part"),
        Some((_, Reason::PartyRefusedOrStopped | Reason::RefusedToSign)) => w.t("papers-reason-free"),
        // Everybody had been reached.
        Some(_) if case.ended_by_call().is_some() => w.t("papers-reason-not-come"),
        Some((_, reason)) => w.code("reason", reason.code()),
        None => String::new(),
    }
}

/// The authority to complain to over a right; all of them where it is not known which, as on a blank form.
fn authority(right: Option<RightKind>) -> &'static str {
    match right {
        Some(
            RightKind::InventionPatent | RightKind::UtilityModel | RightKind::Design | RightKind::Trademark,
        ) => "papers-route-industrial",
        Some(RightKind::Copyright) => "papers-route-copyright",
        Some(RightKind::TradeSecret | RightKind::UnfairCompetition) => "papers-route-competition",
        Some(RightKind::Other) | None => "papers-route-administrative",
    }
}

/// Whether an office may rule on an infringement of it: of patents alone (Patent Law art 65).
fn is_ruled_on(right: Option<RightKind>) -> bool {
    match right {
        Some(RightKind::InventionPatent | RightKind::UtilityModel | RightKind::Design) | None => true,
        Some(
            RightKind::Trademark
            | RightKind::Copyright
            | RightKind::TradeSecret
            | RightKind::UnfairCompetition
            | RightKind::Other,
        ) => false,
    }
}

/// The ways that are open to whoever has such a right (procedure A.7).
fn open_to(right: Option<RightKind>) -> Vec<&'static str> {
    let mut ways = vec![authority(right)];
    if is_ruled_on(right) {
        ways.push("papers-route-ruling");
    }
    ways.extend([
        "papers-route-court",
        "papers-route-injunction",
        "papers-route-arbitration",
        "papers-route-notary",
    ]);
    ways
}

/// The other ways, which stand open whether or not there was mediation. Judicial confirmation is none of them: these papers are of
/// cases without an agreement.
fn routes(w: &Words, dossier: &Dossier) -> Vec<Block> {
    vec![
        Block::heading(w.t("papers-routes-heading")),
        Block::Paragraph(w.t("papers-routes-opening")),
        w.numbered(open_to(dossier.case.right).into_iter().map(|way| w.t(way))),
        Block::note(w.t("papers-routes-note")),
    ]
}

fn to_claimant(w: &Words, dossier: &Dossier) -> Block {
    let who = dossier.claimant().map_or("", |party| party.called());
    Block::Paragraph(w.say("papers-notice-to").with("who", who).to_string())
}

pub(super) fn non_acceptance(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let filed = w.date(dossier.case.filed_at);
    let opening =
        w.say("papers-non-acceptance").with("filed", filed).with("matter", talks::matter(w, dossier));
    let mut blocks = vec![
        to_claimant(w, dossier),
        Block::Paragraph(opening.to_string()),
        Block::fields([(w.t("papers-reason"), reason(w, &dossier.case))]),
        Block::Paragraph(w.t("papers-non-acceptance-again")),
    ];
    blocks.extend(routes(w, dossier));
    blocks.push(w.seal(dossier, dossier.case.concluded_at));
    blocks
}

pub(super) fn termination(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let ended = dossier.case.concluded_at.map(|at| w.date(at)).unwrap_or_default();
    let names = w.or_gap(&w.names(dossier.at_the_table()));
    let to = Block::Paragraph(w.say("papers-notice-to").with("who", names).to_string());
    let matter = w.or_gap(&talks::matter(w, dossier));
    let opening = w.say("papers-termination").with("matter", matter).with("ended", w.or_gap(&ended));
    let mut blocks = vec![
        to,
        Block::Paragraph(opening.to_string()),
        Block::fields([(w.t("papers-reason"), reason(w, &dossier.case))]),
        Block::Paragraph(w.t("papers-termination-free")),
    ];
    blocks.extend(routes(w, dossier));
    blocks.push(w.seal(dossier, dossier.case.concluded_at));
    blocks
}

/// The end for one respondent, who alone has it: not a word of whether others go on, nor of what came of it.
pub(super) fn no_part(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let answered = dossier.case.party(party.id).and_then(|known| known.answered.as_ref());
    let at = answered.map(|answered| answered.withdrawn_at.unwrap_or(answered.at));
    let own = party.addressed();
    let how = match answered.and_then(Answered::leaving) {
        Some(Leaving::Unreached) => "papers-no-part-unreached",
        Some(Leaving::Unsigned) => "papers-no-part-unsigned",
        Some(Leaving::Withdrew) => "papers-no-part-left",
        None => "papers-no-part-declined",
    };
    // The place of who did not come is kept for a while, over midnight too: the last call is one day, the end another.
    let called = dossier.told.called.get(&party.id).copied().filter(|_| how == "papers-no-part-unreached");
    let day = |at: Option<jiff::Timestamp>| w.or_gap(&at.map(|at| w.date(at)).unwrap_or_default());
    let opening = w
        .say(how)
        .with("matter", talks::matter_with(w, dossier, own))
        .with("on", day(called.or(at)))
        .with("ended", day(at));
    let mut blocks = vec![
        Block::Paragraph(w.say("papers-notice-to").with("who", w.or_gap(own)).to_string()),
        Block::Paragraph(opening.to_string()),
        Block::Paragraph(w.t("papers-no-part-free")),
        Block::Paragraph(w.t("papers-no-part-then")),
    ];
    blocks.extend(routes(w, dossier));
    blocks.push(w.seal(dossier, at));
    blocks
}

/// How it ended for one of several respondents: as the case did for whoever was at its table. Of anybody else only that there is no
/// mediation with it, and since when: why is nobody's business.
fn ended_for(w: &Words, dossier: &Dossier, view: &PartyView) -> String {
    let party = dossier.case.party(view.id);
    let left = party.and_then(|party| party.answered.as_ref()).and_then(|answered| answered.withdrawn_at);
    if party.is_some_and(|party| dossier.case.attended(party)) {
        return result(w, &dossier.case);
    }
    left.map_or_else(
        || w.t("papers-certificate-apart"),
        |at| w.say("papers-certificate-left").with("on", w.date(at)).to_string(),
    )
}

/// What came of the case. The applicant's copy, which is also the desk's, names every respondent and says of each how it ended; a
/// respondent's own names those of the talks alone (procedure E.2).
pub(super) fn certificate(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let case = &dossier.case;
    let respondents: Vec<_> =
        if dossier.is_of_respondent() { dossier.opposite() } else { dossier.respondents().collect() };
    let names = w.names(respondents.iter().copied());
    let day = |at: Option<jiff::Timestamp>| at.map(|at| w.date(at)).unwrap_or_default();
    let mut rows = vec![
        (w.t("papers-claimant"), dossier.claimant().map_or("", |party| party.called()).to_owned()),
        (w.t("papers-respondent"), names.clone()),
        (w.t("papers-matter"), talks::matter_with(w, dossier, &names)),
        (w.t("papers-filed"), w.date(case.filed_at)),
    ];
    if case.procedure.accepted_at.is_some() {
        rows.push((w.t("papers-accepted-at"), day(case.procedure.accepted_at)));
    }
    rows.push((w.t("papers-ended"), day(case.concluded_at)));
    rows.push((w.t("papers-outcome"), result(w, case)));
    if respondents.len() > 1 && !dossier.is_of_respondent() {
        rows.extend(respondents.iter().map(|view| {
            let each = w.say("papers-certificate-each").with("name", view.called());
            (w.side(dossier, view), each.with("how", ended_for(w, dossier, view)).to_string())
        }));
    }
    vec![
        Block::Paragraph(w.say("papers-certificate").with("fair", dossier.fair.name.as_str()).to_string()),
        Block::fields(rows),
        Block::Paragraph(w.t("papers-certificate-scope")),
        w.seal(dossier, case.concluded_at),
    ]
}

#[cfg(test)]
mod tests {
    use domain::{
        TicketNumber,
        ids::CaseId,
        testing::{MEI, TestFair},
    };
    use jiff::tz::TimeZone;

    use super::*;
    use crate::{
        documents::Kind,
        locale::{Language, Texts},
    };

    #[test]
    fn each_right_is_shown_the_ways_that_are_open_to_it() {
        for right in RightKind::ALL {
            let ways = open_to(Some(*right));
            let patent =
                matches!(right, RightKind::InventionPatent | RightKind::UtilityModel | RightKind::Design);
            assert_eq!(ways.contains(&"papers-route-ruling"), patent, "{right:?}");
            assert!(
                ways.contains(&"papers-route-court") && ways.contains(&"papers-route-notary"),
                "{right:?}"
            );
        }
        for (right, authority) in [
            (RightKind::Design, "papers-route-industrial"),
            (RightKind::Trademark, "papers-route-industrial"),
            (RightKind::Copyright, "papers-route-copyright"),
            (RightKind::TradeSecret, "papers-route-competition"),
            (RightKind::UnfairCompetition, "papers-route-competition"),
            (RightKind::Other, "papers-route-administrative"),
        ] {
            assert_eq!(open_to(Some(right)).first(), Some(&authority), "{right:?}");
        }
        assert_eq!(open_to(None).len(), 6, "a blank form leaves none out");
    }

    #[test]
    fn of_a_complaint_alone_the_mediation_body_gives_no_paper_however_it_ended() {
        let ends: [fn(&mut TestFair, CaseId, TicketNumber); 4] = [
            |_, _, _| (),
            |fair, case, _| assert!(fair.clear(case).is_ok()),
            |fair, _, ticket| assert!(fair.withdraw(ticket).is_ok()),
            |fair, case, ticket| {
                fair.claim(MEI, ticket).unwrap();
                fair.conclude(MEI, case, Outcome::NotAccepted, Reason::NotAtThisFair).unwrap();
            },
        ];
        for end in ends {
            let mut fair = TestFair::new();
            let new = fair.dispute(&[Ask::Measure]);
            let (case, ticket) = fair.file_this(new).unwrap();
            end(&mut fair, case, ticket);
            let case = fair.desk.case(case).unwrap();
            let parties: Vec<_> = case.parties.iter().map(|party| Some(party.place.id)).collect();
            for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_organisers()) {
                for party in [None].iter().chain(&parties) {
                    let known = kind.standing(case, *party).map(|(version, _)| version);
                    assert_eq!(known, None, "{kind:?}: {:?}", case.state);
                }
            }
        }
    }

    #[test]
    fn no_mediation_ended_where_none_was_asked_for() {
        for mediated in [true, false] {
            let mut fair = TestFair::new();
            let new = if mediated { fair.dispute(&[Ask::Mediation]) } else { fair.question() };
            let (case, ticket) = fair.file_this(new).unwrap();
            fair.withdraw(ticket).unwrap();
            let case = fair.desk.case(case).unwrap();
            assert_eq!(Kind::Termination.standing(case, None).is_some(), mediated);
        }
    }

    #[test]
    fn over_a_trade_mark_no_way_is_one_of_patents() {
        for (language, patent) in [(Language::En, "patent"), (Language::ZhCn, "专利")] {
            let t = Texts::new(language, TimeZone::UTC);
            for way in open_to(Some(RightKind::Trademark)) {
                assert!(!t.t(way).contains(patent), "{way}: {}", t.t(way));
            }
        }
    }
}
