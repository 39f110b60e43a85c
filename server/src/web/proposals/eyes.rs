//! Who may be the second person of a deed, in words: said before somebody proposes it and while it waits, by name where they are
//! few. Where nobody may, it is said whom to appoint, so that nothing waits for ever without anybody knowing.

use domain::{
    case::Ask,
    proposal::{Deed, Proposal},
    staff::{Role, Staff},
};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts};

/// Most of them that are named.
const NAMED: usize = 5;

/// Who may confirm.
pub(in crate::web) struct Eyes {
    /// In a sentence.
    pub(in crate::web) text: String,
    /// There is nobody.
    pub(in crate::web) nobody: bool,
}

impl Eyes {
    /// Who may be the second for what this person is about to propose; `None` where one person is enough.
    pub(in crate::web) fn ahead(
        at: &Published,
        t: &Texts,
        deed: &Deed,
        proposer: &Staff,
        now: Timestamp,
    ) -> Option<Self> {
        let names = || super::seconds(at, deed, Some(proposer.id), None, now);
        at.desk.needs_four_eyes().then(|| Self::named(t, deed, &names()))
    }

    /// Who may be the second for what somebody proposed.
    pub(in crate::web) fn of(at: &Published, t: &Texts, proposal: &Proposal, now: Timestamp) -> Self {
        let (deed, by, since) = (&proposal.deed, proposal.by, Some(proposal.seq));
        Self::named(t, deed, &super::seconds(at, deed, by, since, now))
    }

    fn named(t: &Texts, deed: &Deed, names: &[String]) -> Self {
        let listed = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(&t.t("list-comma"));
        let text = match names.len() {
            0 => t.t(nobody(deed)).into_owned(),
            1..=NAMED => t.t1("four-eyes-seconds", "names", listed),
            more => t.t2("four-eyes-seconds-more", "names", listed, "more", more - NAMED),
        };
        Self { text, nobody: names.is_empty() }
    }
}

/// Whom it takes, where there is nobody.
fn nobody(deed: &Deed) -> &'static str {
    let organisers = deed.proposers().contains(&Role::Organiser);
    match deed {
        Deed::Disclose { terms, .. } if terms.part == Ask::Measure => "four-eyes-nobody-complaint",
        Deed::HandOver { .. } if organisers => "four-eyes-nobody-organiser",
        Deed::Refer { .. } => "referral-nobody-confirms-what",
        Deed::Erase { .. }
        | Deed::Retention { .. }
        | Deed::Disclose { .. }
        | Deed::Publish { .. }
        | Deed::HandOver { .. } => "four-eyes-nobody-body",
    }
}
