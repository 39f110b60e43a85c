//! How the facts of four eyes change the Desk.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    case::Case,
    desk::Desk,
    event::{Fact, Stamp},
    ids::{DisclosureId, ReferralId, StaffId},
    proposal::{Deed, Proposal, Verdict},
    referral::{Linkage, Referral, ReferralState, Withheld},
};

impl Desk {
    /// Everything that was proposed, oldest first.
    pub fn proposals(&self) -> impl DoubleEndedIterator<Item = &Arc<Proposal>> {
        self.proposals.values()
    }
    /// What an entry proposed.
    pub fn proposal(&self, seq: u64) -> Option<&Proposal> {
        self.proposals.get(&seq).map(AsRef::as_ref)
    }
    /// What proposed a disclosure, where it was.
    pub fn proposal_of(&self, disclosure: DisclosureId) -> Option<&Proposal> {
        let of = |known: &&Arc<Proposal>| matches!(&known.deed, Deed::Disclose { disclosure: of, .. } if *of == disclosure);
        self.proposals.values().find(of).map(AsRef::as_ref)
    }
    /// What proposes to send a referral, while a second person has to confirm it.
    pub fn proposal_to_send(&self, referral: ReferralId) -> Option<&Proposal> {
        let of = |deed: &Deed| matches!(deed, Deed::Refer { referral: of, .. } if *of == referral);
        self.proposals.values().find(|known| of(&known.deed) && self.still_waits(known)).map(AsRef::as_ref)
    }
    /// Whether a referral is to be sent as soon as a second person confirms it.
    pub fn is_to_be_sent(&self, referral: ReferralId) -> bool {
        self.proposal_to_send(referral).is_some()
    }
    /// When a second person confirmed that a referral may leave. It leaves when somebody hands it over and says when that was.
    pub fn cleared_to_leave(&self, referral: ReferralId) -> Option<Timestamp> {
        self.proposals.values().find_map(|known| match (&known.deed, known.verdict) {
            (Deed::Refer { referral: of, .. }, Verdict::Confirmed { at, .. }) if *of == referral => Some(at),
            _ => None,
        })
    }
    /// Whether what goes along with a referral stays at the desk until a second person has confirmed that it is sent. What was
    /// proposed waits also when two are no longer asked for.
    pub fn holds_back(&self, referral: &Referral) -> bool {
        let leaves = referral.linkage == Linkage::Out && referral.sent.is_none();
        let asked = self.needs_four_eyes() || self.is_to_be_sent(referral.id);
        leaves && asked && self.cleared_to_leave(referral.id).is_none()
    }
    /// Why what goes along with a referral is not handed out: by the rule by which it may be sent, and until a second person has
    /// confirmed that where one has to. What was sent left by that rule, and whoever keeps the file goes on reading what that was.
    pub fn withholds(&self, case: &Case, referral: &Referral) -> Option<Withheld> {
        if referral.linkage != Linkage::Out || referral.sent.is_some() {
            return None;
        }
        case.withholds(referral).or_else(|| self.holds_back(referral).then_some(Withheld::Unconfirmed))
    }
    /// Whether this person said why they read a case, proposed to send it elsewhere, and is not done with it: it waits for the second
    /// person, or for being handed over. To propose it is no reason by itself.
    pub fn is_sending(&self, by: StaffId, case: &Case) -> bool {
        let proposed = |referral: &Referral| {
            let of = |deed: &Deed| matches!(deed, Deed::Refer { referral: of, .. } if *of == referral.id);
            let mut own = self.proposals.values().filter(|known| known.by == Some(by) && of(&known.deed));
            own.any(|known| !matches!(known.verdict, Verdict::Withdrawn { .. }))
        };
        let reasoned = || case.readings.iter().any(|reading| reading.by == by && reading.on_reason);
        let sends =
            |known: &Referral| known.state() == ReferralState::DrawnUp && reasoned() && proposed(known);
        case.referrals.iter().any(sends)
    }

    pub(super) fn apply_proposal(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        let (by, at) = (stamp.actor.staff(), stamp.occurred_at);
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::DeedProposed { deed } => {
                let (seq, verdict) = (stamp.seq, Verdict::Waits);
                let proposal = Proposal { seq, at, by, deed: deed.clone(), verdict };
                self.proposals.insert(seq, Arc::new(proposal));
                self.put_forward(stamp, deed);
            }
            Fact::ProposalConfirmed { proposal } => self.settle(*proposal, Verdict::Confirmed { by, at }),
            Fact::ProposalWithdrawn { proposal } => self.settle(*proposal, Verdict::Withdrawn { by, at }),
            // The case facts that follow say what was erased.
            Fact::RetentionRun { .. } => {}
            _ => return false,
        }
        true
    }

    fn settle(&mut self, seq: u64, verdict: Verdict) {
        if let Some(proposal) = self.proposals.get_mut(&seq) {
            Arc::make_mut(proposal).verdict = verdict;
        }
    }
}
