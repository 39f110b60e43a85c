//! What somebody set going and is not done with: what they proposed while a second person has to confirm it, what was confirmed and is
//! still to be handed over, and for the head every referral that may be sent. It is a task of theirs on the counter and in the header,
//! as what waits for their own word is. It says a number and a deed, no name and nothing of a case.

use domain::{
    Case, ReferralId,
    proposal::{Deed, Proposal, Verdict},
    referral::{Referral, ReferralState},
    staff::{Role, Staff},
};

use crate::{
    engine::Published,
    locale::Texts,
    web::{disclosure, reports::handover},
};

use super::PAGE;

/// By what it is known.
enum Of {
    Referral(ReferralId),
    /// The entry that proposed it.
    Proposal(u64),
}

/// Something that is under way.
pub(in crate::web) struct UnderWay {
    of: Of,
    /// The ticket of the case it is about; empty where it is about no one case.
    pub(in crate::web) number: String,
    /// What it is, and what it waits for.
    pub(in crate::web) text: String,
    /// Where one goes on with it.
    pub(in crate::web) href: String,
}

impl UnderWay {
    /// Whether it is what this proposal let leave: what is still to be handed over is not settled.
    pub(in crate::web) fn was_confirmed_by(&self, known: &Proposal) -> bool {
        let same = match (&self.of, &known.deed) {
            (Of::Proposal(seq), _) => *seq == known.seq,
            (Of::Referral(id), Deed::Refer { referral, .. }) => id == referral,
            (Of::Referral(_), _) => false,
        };
        same && known.confirmed().is_some()
    }
}

/// Everything of it: referrals first, then what this person proposed besides.
pub(in crate::web) fn of(t: &Texts, at: &Published, staff: &Staff) -> Vec<UnderWay> {
    let sends = |case: &Case| staff.is(Role::Head) && at.desk.sees_outcome(staff, case);
    let cases = at.desk.cases_to_send().filter(|case| sends(case));
    let referrals = cases.flat_map(|case| {
        let known = case.referrals.iter().enumerate();
        known.filter_map(move |(place, known)| of_referral(t, at, case, place + 1, known))
    });
    // Every page asks this, and most of what was ever proposed is done: that is told by the proposal alone, and goes first.
    let own = at.desk.proposals().filter(|known| known.by == Some(staff.id));
    let own = own.filter_map(|known| Some((known, way_on(at, known)?)));
    let own = own.filter(|(known, _)| at.desk.others_matter(staff, &known.deed).is_none());
    referrals.chain(own.map(|(known, way)| of_proposal(t, at, known, way))).collect()
}

/// How many there are.
pub(in crate::web) fn count(t: &Texts, at: &Published, staff: &Staff) -> usize {
    of(t, at, staff).len()
}

/// A referral that has not left. Where somebody has not agreed there is nothing to do for it but to ask them.
fn of_referral(t: &Texts, at: &Published, case: &Case, place: usize, known: &Referral) -> Option<UnderWay> {
    if known.state() != ReferralState::DrawnUp {
        return None;
    }
    let agreed = case.may_go_to(known.with);
    let key = if at.desk.is_to_be_sent(known.id) {
        "under-way-to-confirm"
    } else if !agreed {
        return None;
    } else if at.desk.holds_back(known) {
        "under-way-propose"
    } else if at.desk.cleared_to_leave(known.id).is_some() {
        "under-way-cleared"
    } else {
        "under-way-send"
    };
    Some(UnderWay {
        of: Of::Referral(known.id),
        number: ticket(case),
        text: t.t(key).into_owned(),
        href: format!("/counter/cases/{}/referrals#referral-{place}", case.id),
    })
}

/// What another deed waits for, and where one goes on with it: while it waits, and where what was confirmed is still to be handed over.
fn way_on(at: &Published, known: &Proposal) -> Option<(&'static str, String)> {
    // It stands with the referrals already.
    if matches!(known.deed, Deed::Refer { .. }) {
        return None;
    }
    match known.verdict {
        Verdict::Waits if !at.desk.still_waits(known) => None,
        Verdict::Waits => Some(("under-way-waits", PAGE.to_owned())),
        Verdict::Confirmed { .. } => Some(("under-way-hand-over", to_hand_over(at, known)?)),
        Verdict::Withdrawn { .. } => None,
    }
}

fn of_proposal(t: &Texts, at: &Published, known: &Proposal, (key, href): (&'static str, String)) -> UnderWay {
    let cases = known.deed.cases();
    let of_one = if let [case] = cases[..] { at.desk.case(case) } else { None };
    UnderWay {
        of: Of::Proposal(known.seq),
        number: of_one.map(|case| ticket(case)).unwrap_or_default(),
        text: t.t1(key, "deed", t.code("deed", known.deed.code()).into_owned()),
        href,
    }
}

/// The page from which what was confirmed is handed over, until it was.
fn to_hand_over(at: &Published, known: &Proposal) -> Option<String> {
    match &known.deed {
        Deed::Disclose { case, disclosure: id, .. } => {
            let case = at.desk.case(*case).filter(|case| case.erased_at.is_none())?;
            let waits = case.disclosure(*id).is_some_and(|given| given.received.is_none());
            waits.then(|| disclosure::page_of(*id))
        }
        Deed::HandOver { .. } => {
            let mut lists = at.desk.handovers();
            let waits = lists.any(|list| list.words == known.seq && list.fetched.is_empty());
            waits.then(|| handover::PAGE.to_owned())
        }
        Deed::Erase { .. } | Deed::Retention { .. } | Deed::Publish { .. } | Deed::Refer { .. } => None,
    }
}

fn ticket(case: &Case) -> String {
    case.claimant().ticket.map(|number| number.to_string()).unwrap_or_default()
}
