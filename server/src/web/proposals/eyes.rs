//! Who may be the second person of a deed, in words: said before somebody proposes it and while it waits, by name where they are
//! few. Where nobody may, it is said whom to appoint, so that nothing waits for ever without anybody knowing.

use domain::{
    StaffId,
    case::Ask,
    proposal::Deed,
    staff::{Role, Staff},
};

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
    pub(in crate::web) fn ahead(at: &Published, t: &Texts, deed: &Deed, proposer: &Staff) -> Option<Self> {
        at.desk.needs_four_eyes().then(|| Self::of(at, t, deed, Some(proposer.id)))
    }

    /// Who may be the second for a deed that somebody proposes.
    pub(in crate::web) fn of(at: &Published, t: &Texts, deed: &Deed, by: Option<StaffId>) -> Self {
        let names = super::seconds(at, deed, by);
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
