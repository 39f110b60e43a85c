//! A case as its first entries tell it: what was written then is drawn again as it was, however the case has gone on since.

use super::procedure::{proceed, unreached};
use crate::{
    case::{Case, CaseState, Outcome, Reason},
    event::{Fact, Stamp},
    procedure::Procedure,
};

impl Case {
    /// The case as these entries of its own tell it, its first ones, oldest first: how far it was, who took part, what was written and
    /// who confirmed or signed it. What they do not tell, names and other tracks among it, is as it is now.
    #[must_use]
    pub fn as_told<'f>(&self, entries: impl IntoIterator<Item = (&'f Stamp, &'f Fact)>) -> Self {
        let mut then = self.clone();
        (then.state, then.concluded_at) = (CaseState::Submitted, None);
        then.procedure = Procedure::default();
        for party in &mut then.parties {
            (party.notice, party.served, party.answered) = (None, None, None);
        }
        let (mut upto, mut talks) = (0, 0);
        for (stamp, fact) in entries {
            upto = stamp.seq;
            talks += usize::from(matches!(fact, Fact::SessionStarted { .. }));
            tell(&mut then, stamp, fact);
        }
        then.steps.retain(|step| step.seq <= upto);
        then.talks.truncate(talks);
        then.session_at = then.session_at.filter(|_| talks > 0);
        then
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what else happens to a case stands on none of its texts")]
fn tell(case: &mut Case, stamp: &Stamp, fact: &Fact) {
    let end = |case: &mut Case, outcome, reason| {
        case.state = CaseState::Concluded { outcome, reason };
        case.concluded_at = Some(stamp.occurred_at);
    };
    match fact {
        Fact::CaseProceeded { with, .. } => proceed(case, stamp, with),
        Fact::TicketMissed { absent, leaves: true, .. } => {
            let party = case.parties.iter().find(|party| party.ticket == Some(*absent));
            if let Some(id) = party.map(|party| party.place.id) {
                unreached(case, id, stamp.occurred_at);
            }
        }
        Fact::TalksOpened { .. } => case.state = CaseState::Agreed,
        Fact::SessionStarted { .. } => case.state = CaseState::InSession,
        Fact::SessionAdjourned { .. } => case.state = CaseState::Adjourned,
        Fact::CaseConcluded { outcome, reason, .. } => end(case, *outcome, *reason),
        Fact::CaseWithdrawn { .. } => end(case, Outcome::Withdrawn, Reason::ApplicantWithdrew),
        _ => {}
    }
}
