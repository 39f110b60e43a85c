//! The file of a case: what must be in it before it is laid away, by kind of mediation body (procedure A.2 row 20, B.2; People's
//! Mediation Law art 27).

use jiff::{Timestamp, civil::Date};

use crate::{
    aftercare::ObligationState,
    case::{Ask, Case, codes},
    fair::BodyKind,
    ids::StaffId,
    procedure::{Identity, RecordPart, Signatory},
    referral::Referral,
};

codes!(
    /// What a file lacks.
    Lack {
        /// The case is not over.
        End = "end",
        /// It was never accepted into the register (no. 2).
        Acceptance = "acceptance",
        /// Nobody's identity was checked, or not everybody's (no. 4).
        Identity = "identity",
        /// An agent spoke for a party, and no power of attorney was seen (no. 5).
        PowerOfAttorney = "power-of-attorney",
        /// Rights and duties were not explained (no. 3).
        Rights = "rights",
        /// What it costs was neither agreed to by everybody nor waived (Commercial Mediation Regulations art 16).
        Fee = "fee",
        /// There is no record of the talk (no. 8).
        Record = "record",
        /// The record is not confirmed by everybody.
        RecordUnconfirmed = "record-unconfirmed",
        /// No picture of the signed agreement is filed (no. 9).
        SignedAgreement = "signed-agreement",
        /// It is a major case, and no panel has discussed it.
        Panel = "panel",
        /// It is a major case, and nobody has decided how it goes on.
        Course = "course",
        /// What became of a clause is not recorded (no. 11).
        Performance = "performance",
        /// The parties were not asked how it went (no. 13).
        Visit = "visit",
        /// A referral has no receipt or no result (no. 16).
        Referral = "referral",
        /// In mediation with another body, what one of the two did is not recorded.
        Part = "part",
    }
);

/// That the file of a case was laid away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archiving {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
    /// How many pages it had.
    pub pages: u32,
    /// In how many volumes.
    pub volumes: u16,
    /// What it lacked.
    pub lacks: Vec<Lack>,
    /// The entry, with the reason where it lacked something.
    pub seq: u64,
}

impl Case {
    /// Whether something was added to the file since it was last laid away.
    pub fn has_grown(&self) -> bool {
        self.has_grown_since(self.archived.last().map_or(0, |last| last.seq))
    }

    /// Whether something was added to it after an entry.
    pub fn has_grown_since(&self, entry: u64) -> bool {
        self.steps.iter().any(|step| step.seq > entry)
    }

    /// The last entry that its file knows of.
    pub fn last_step(&self) -> u64 {
        self.steps.last().map_or(0, |step| step.seq)
    }

    /// What the file of this case still lacks on a day, in the order of the file. What a kind of body does not ask for is not missed:
    /// rights and duties are explained, and return visits made, by people's and industry bodies; a fee is agreed to where one may be
    /// taken.
    pub fn file_lacks(&self, body: BodyKind, today: Date) -> Vec<Lack> {
        if !self.asks_for(Ask::Mediation) {
            return Vec::new();
        }
        let known = &self.procedure;
        let talked = self.session_at.is_some() || known.in_effect().is_some();
        let by_form = matches!(body, BodyKind::People | BodyKind::Industry);
        let written = known.agreement.as_ref().filter(|known| !known.oral && known.effective_at.is_some());
        let filed = |by| {
            written.and_then(|known| known.signature(by)).is_some_and(|signed| signed.evidence.is_some())
        };
        let scanned = self.participants().any(|party| filed(Signatory::Party(party.place.id)))
            || filed(Signatory::Mediator)
            || filed(Signatory::Seal);
        let waits = |state| matches!(state, ObligationState::Open | ObligationState::Overdue);
        let checks = [
            (Lack::End, self.state.is_open()),
            (Lack::Acceptance, known.accepted_at.is_none() && talked),
            (
                Lack::Identity,
                talked && self.participants().any(|party| known.identity(party.place.id).is_none()),
            ),
            (
                Lack::PowerOfAttorney,
                self.parties
                    .iter()
                    .filter_map(|party| known.identity(party.place.id))
                    .any(Identity::lacks_power),
            ),
            (Lack::Rights, by_form && talked && known.rights.is_none()),
            (Lack::Fee, body.may_charge() && talked && !self.is_fee_settled()),
            (Lack::Record, self.session_at.is_some() && known.record(RecordPart::Mediation).is_none()),
            (Lack::RecordUnconfirmed, self.unconfirmed().next().is_some()),
            (Lack::SignedAgreement, written.is_some() && !scanned),
            (Lack::Panel, self.major.lacks_panel()),
            (Lack::Course, self.major.lacks_course()),
            (Lack::Performance, self.obligations().iter().any(|owed| waits(owed.state(today)))),
            (Lack::Visit, by_form && known.in_effect().is_some() && self.aftercare.visits.is_empty()),
            (Lack::Referral, self.referrals.iter().any(Referral::lacks_result)),
            (Lack::Part, self.referrals.iter().any(Referral::lacks_part)),
        ];
        checks.into_iter().filter(|(_, lacks)| *lacks).map(|(lack, _)| lack).collect()
    }
}
