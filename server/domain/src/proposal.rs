//! Four eyes: what cannot be taken back is proposed by one person and confirmed by another. Which deeds need it is a setting
//! ([`crate::retention::FourEyes`]); who may be the second is said here.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    case::{Ask, Case, Party, codes},
    desk::Desk,
    disclosure::DisclosureTerms,
    handover::Recipient,
    ids::{BodyId, CaseId, DisclosureId, ReferralId, StaffId, TypicalId},
    procedure::ConsentTo,
    staff::{Role, SignIn, Staff},
    typical::{Ground, TypicalTerms},
};

/// How long two people count as one after one of them gave the other a PIN or a sign-in: it was known to both, and whoever it belongs
/// to has to have worked with it first.
pub const PIN_SHARED: SignedDuration = SignedDuration::from_hours(24);

/// How long after its founding a desk is being set up, unless a case is filed before: one person makes everybody's sign-in then, and
/// nobody counts as that person for it.
const SET_UP: SignedDuration = SignedDuration::from_hours(24);

/// How long somebody may not confirm what another proposed: else one person could do it alone, by signing in as both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Until then the two count as one person: a PIN or a sign-in was given lately.
    Until(Timestamp),
    /// As long as it waits: sign-in or PIN were given by who proposed it, since they did.
    Throughout,
}

codes!(
    /// What overtook something that waits. It is settled by that: nobody confirms it any more, and it asks nothing of anybody.
    Overtaken {
        /// A newer account was written than the one that was proposed.
        Account = "account-overtaken",
        /// A consent on which it stands was taken back.
        Consent = "consent-overtaken",
        /// A case that it is about was erased.
        Erased = "erased-meanwhile",
        /// The referral that was to leave is over, or left.
        Settled = "settled-meanwhile",
    }
);

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "kebab-case")]
pub enum Deed {
    /// Erase a case's names and texts.
    Erase {
        /// Which.
        case: CaseId,
    },
    /// Erase everything of these cases whose time is over.
    Retention {
        /// Which.
        cases: Vec<CaseId>,
    },
    /// Give an authority something of a case.
    Disclose {
        /// Of which.
        case: CaseId,
        /// Which disclosure.
        disclosure: DisclosureId,
        /// What exactly, on what ground.
        #[serde(flatten)]
        terms: DisclosureTerms,
    },
    /// Publish an account of a case for everybody.
    Publish {
        /// Of which.
        case: CaseId,
        /// Which account.
        typical: TypicalId,
        /// On what ground, in which languages.
        #[serde(flatten)]
        terms: TypicalTerms,
    },
    /// Send a case to another body, as it was drawn up. Confirming lets it leave; that it left is said by who hands it over.
    Refer {
        /// Which.
        case: CaseId,
        /// By which referral.
        referral: ReferralId,
        /// On which day it was to be sent, as it was proposed.
        on: Date,
    },
    /// Hand a list of cases over to an authority.
    HandOver {
        /// Whose list: of the mediation body, or of the organiser.
        part: Ask,
        /// For whom.
        to: Recipient,
        /// The edition of its columns.
        edition: u16,
        /// Cases filed from this day on.
        from: Date,
        /// Up to this day, included.
        until: Date,
        /// How many there were when it was proposed.
        cases: u32,
        /// Whose cases alone stand in it; those of every mediation body where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<BodyId>,
    },
}

impl Deed {
    /// Who may propose it, and take the proposal back.
    pub fn proposers(&self) -> &'static [Role] {
        match self {
            Self::Disclose { terms, .. } if terms.part == Ask::Measure => &[Role::Organiser],
            Self::HandOver { part: Ask::Measure, .. } => &[Role::Organiser],
            Self::Erase { .. }
            | Self::Retention { .. }
            | Self::Disclose { .. }
            | Self::Refer { .. }
            | Self::HandOver { .. } => &[Role::Head],
            Self::Publish { .. } => &[Role::Head, Role::Mediator],
        }
    }
    /// Who may be the second: another person of the same side, who may see what they confirm. The mediation body's matters stay within
    /// it.
    pub fn seconds(&self) -> &'static [Role] {
        match self {
            // Whoever has the day in hand reads the complaints, and so what leaves of one; lists of all cases are the organiser's.
            Self::Disclose { terms, .. } if terms.part == Ask::Measure => Role::ON_DUTY,
            Self::HandOver { part: Ask::Measure, .. } => &[Role::Organiser],
            Self::Erase { .. }
            | Self::Retention { .. }
            | Self::Disclose { .. }
            | Self::Publish { .. }
            | Self::Refer { .. }
            | Self::HandOver { .. } => &[Role::Head, Role::Mediator],
        }
    }
    /// The cases it is about.
    pub fn cases(&self) -> Vec<CaseId> {
        match self {
            Self::Erase { case }
            | Self::Disclose { case, .. }
            | Self::Publish { case, .. }
            | Self::Refer { case, .. } => vec![*case],
            Self::Retention { cases } => cases.clone(),
            // Nobody is named in it, and nobody is close to all of them.
            Self::HandOver { .. } => Vec::new(),
        }
    }
    /// The mediation body whose matter it is, where it is about no one case.
    pub fn body(&self) -> Option<BodyId> {
        if let Self::HandOver { body, .. } = self { *body } else { None }
    }
    /// The last part of its message key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Erase { .. } => "erase",
            Self::Retention { .. } => "retention",
            Self::Disclose { .. } => "disclose",
            Self::Publish { .. } => "publish",
            Self::Refer { .. } => "refer",
            Self::HandOver { .. } => "hand-over",
        }
    }
}

impl Desk {
    /// The mediation body whose matter a deed is, where this person works for another. What is the organiser's alone is of none.
    pub fn others_matter(&self, staff: &Staff, deed: &Deed) -> Option<BodyId> {
        if deed.proposers().contains(&Role::Organiser) {
            return None;
        }
        let cases = deed.cases().into_iter().filter_map(|id| Some(self.case(id)?.body));
        deed.body().into_iter().chain(cases).find(|body| staff.serves_other(*body))
    }

    /// What waits in the way of proposing this: the same, or the like of one of its cases. What the other side proposes of its own file
    /// is in nobody's way, and nobody's to hear of.
    pub fn waits_before(&self, deed: &Deed) -> Option<&Proposal> {
        let about = deed.cases();
        let alike = |known: &Deed| {
            known.code() == deed.code()
                && known.proposers() == deed.proposers()
                && known.cases().iter().any(|id| about.contains(id))
        };
        let mut waiting = self.proposals().filter(|known| self.still_waits(known));
        waiting.find(|known| known.deed == *deed || alike(&known.deed)).map(AsRef::as_ref)
    }

    /// Whether this person may hear what is proposed: nobody who has a conflict of interest in a case of it; and of a referral, whose
    /// papers say how the case stands, who may read the case.
    pub fn may_hear(&self, staff: &Staff, deed: &Deed) -> bool {
        let reads = matches!(deed, Deed::Refer { .. });
        let hears = |case: &Arc<Case>| {
            !self.has_conflict(staff, case) && (!reads || self.sight(staff, case).opens_talks())
        };
        deed.cases().into_iter().filter_map(|id| self.case(id)).all(hears)
    }

    /// Whether this person may be the second for a deed that somebody proposes: another person, of the same body, who may hear it.
    pub fn may_second(&self, staff: &Staff, deed: &Deed, by: Option<StaffId>) -> bool {
        by != Some(staff.id)
            && !staff.is_dismissed()
            && deed.seconds().iter().any(|role| staff.is(*role))
            && self.others_matter(staff, deed).is_none()
            && self.may_hear(staff, deed)
    }
}

impl Desk {
    /// What keeps somebody from being the second for what `by` proposes, or proposed with the entry `since`: a PIN or a sign-in that
    /// joins the two, or that comes from who proposed it since. A PIN of their own choice changes nothing, for it may be the other who
    /// chose it.
    pub fn bound(
        &self,
        staff: &Staff,
        by: Option<StaffId>,
        since: Option<u64>,
        now: Timestamp,
    ) -> Option<Bound> {
        let by = by.filter(|by| *by != staff.id)?;
        if since.is_some_and(|since| self.comes_from(staff.id, by, since)) {
            return Some(Bound::Throughout);
        }
        self.one_person_until(staff.id, by, now).map(Bound::Until)
    }

    /// Everything that anybody was given to sign in with.
    fn sign_ins(&self) -> impl Iterator<Item = (SignIn, &Staff)> {
        self.staff().flat_map(|staff| staff.sign_ins().map(move |given| (given, &**staff)))
    }

    /// Whether somebody was given a sign-in since by who proposed something, or by whom these could sign in as by then.
    fn comes_from(&self, whose: StaffId, by: StaffId, since: u64) -> bool {
        let mut later: Vec<_> = self.sign_ins().filter(|(given, _)| given.seq > since).collect();
        later.sort_by_key(|(given, _)| given.seq);
        let mut held = BTreeSet::from([by]);
        for (given, staff) in later {
            if given.by.is_some_and(|giver| held.contains(&giver)) {
                held.insert(staff.id);
            }
        }
        held.contains(&whose)
    }

    /// Until when two people count as one, where they do: by way of whoever else counts as one with them, and whichever of them gave it.
    fn one_person_until(&self, one: StaffId, other: StaffId, now: Timestamp) -> Option<Timestamp> {
        let links = self.links(now);
        // A way lasts until its first link lapses, and of several ways the one counts that lasts longest.
        let mut until = BTreeMap::from([(one, Timestamp::MAX)]);
        let mut goes_on = true;
        while goes_on {
            goes_on = false;
            for (giver, taker, lapses) in &links {
                for (from, to) in [(giver, taker), (taker, giver)] {
                    let Some(lasts) = until.get(from).map(|lasts| *lasts.min(lapses)) else { continue };
                    if until.get(to).is_none_or(|known| *known < lasts) {
                        until.insert(*to, lasts);
                        goes_on = true;
                    }
                }
            }
        }
        until.get(&other).copied()
    }

    /// Whether it is the sign-in of somebody that was made while the desk was being set up: there was no case yet that anybody could have
    /// opened with it, nor a deed to confirm. What counts is the order of the entries, for a case may be entered as of an earlier hour.
    pub(crate) fn came_with_set_up(&self, given: SignIn, staff: &Staff) -> bool {
        let founded = self.fair().map(|fair| fair.recorded_at);
        given == staff.made
            && founded.is_some_and(|at| given.at.duration_since(at) < SET_UP)
            && self.first_filed().is_none_or(|first| given.seq < first)
    }

    /// Who gave whom a PIN or a sign-in so lately that they count as one person, and until when.
    fn links(&self, now: Timestamp) -> Vec<(StaffId, StaffId, Timestamp)> {
        let joins = |given: SignIn, staff: &Staff| {
            now.duration_since(given.at) < PIN_SHARED && !self.came_with_set_up(given, staff)
        };
        let lately = self.sign_ins().filter(|(given, staff)| joins(*given, staff));
        lately.filter_map(|(given, staff)| Some((given.by?, staff.id, given.at + PIN_SHARED))).collect()
    }

    /// What overtook something since it was proposed: a case of it was erased, its referral is over; of an account that is to be
    /// published, a newer one, or a consent taken back.
    pub fn overtaken(&self, proposal: &Proposal) -> Option<Overtaken> {
        let mut about = proposal.deed.cases().into_iter().filter_map(|id| self.case(id));
        if about.any(|case| case.was_erased_since(proposal.at)) {
            return Some(Overtaken::Erased);
        }
        match &proposal.deed {
            Deed::Publish { typical, terms, .. } => self.overtaken_account(*typical, terms, proposal.seq),
            Deed::Refer { case, referral, .. } => {
                let known = self.case(*case)?.referral(*referral)?;
                (known.sent.is_some() || known.ended.is_some()).then_some(Overtaken::Settled)
            }
            Deed::Erase { .. } | Deed::Retention { .. } | Deed::Disclose { .. } | Deed::HandOver { .. } => {
                None
            }
        }
    }

    fn overtaken_account(&self, typical: TypicalId, terms: &TypicalTerms, since: u64) -> Option<Overtaken> {
        let (case, proposed) = self.typical(typical)?;
        if case.typical_draft.map(|draft| draft.version) != proposed.version {
            return Some(Overtaken::Account);
        }
        // Who agreed since had taken it back before, and what that overtook does not come to life again.
        let stood = |party: &Party| {
            let given = case.procedure.consent(party.place.id, ConsentTo::TypicalCase);
            given.is_some_and(|given| given.seq < since)
        };
        let agreed = proposed.version.is_some_and(|version| case.all_agree_to_account(version))
            && case.parties.iter().all(stood);
        (terms.ground == Ground::Consent && !agreed).then_some(Overtaken::Consent)
    }

    /// Whether something waits for a second person, and there is still something to decide.
    pub fn still_waits(&self, proposal: &Proposal) -> bool {
        proposal.waits() && self.overtaken(proposal).is_none()
    }

    /// Whether an authority's request for a case waits for the second person. Files are handed over on request, so nothing of the case
    /// is erased before that is settled (Guangdong Regulations art 31).
    pub fn has_open_request(&self, case: CaseId) -> bool {
        let asks = |known: &Proposal| matches!(known.deed, Deed::Disclose { case: of, .. } if of == case);
        self.proposals().any(|known| asks(known) && self.still_waits(known))
    }

    /// Whether this person may confirm what was proposed.
    pub fn may_confirm(&self, staff: &Staff, proposal: &Proposal, now: Timestamp) -> bool {
        self.may_second(staff, &proposal.deed, proposal.by)
            && self.overtaken(proposal).is_none()
            && self.bound(staff, proposal.by, Some(proposal.seq), now).is_none()
    }
}

/// How a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It waits for the second person.
    Waits,
    /// It was confirmed, and done or, where somebody hands it over, free to be.
    Confirmed {
        /// By whom.
        by: Option<StaffId>,
        /// When.
        at: Timestamp,
    },
    /// It was taken back or turned down.
    Withdrawn {
        /// By whom.
        by: Option<StaffId>,
        /// When.
        at: Timestamp,
    },
}

/// Something that waits, or waited, for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The entry that proposed it, by which it is known.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// What.
    pub deed: Deed,
    /// How it stands.
    pub verdict: Verdict,
}

impl Proposal {
    /// Whether it waits for a second person.
    pub fn waits(&self) -> bool {
        self.verdict == Verdict::Waits
    }
    /// By whom it was confirmed, and when.
    pub fn confirmed(&self) -> Option<(Option<StaffId>, Timestamp)> {
        match self.verdict {
            Verdict::Confirmed { by, at } => Some((by, at)),
            Verdict::Waits | Verdict::Withdrawn { .. } => None,
        }
    }
}
