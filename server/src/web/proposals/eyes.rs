//! Who may be the second person of a deed, in words: said before somebody proposes it and while it waits, by name where they are
//! few. Where nobody may, it is said whom it takes and what leads there, for whoever is appointed while something waits may never
//! confirm it; so nothing waits for ever without anybody knowing.

use domain::{
    StaffId,
    case::Ask,
    proposal::{Bound, Deed, Proposal},
    staff::{Role, Staff},
};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts, web::submit::name_of};

/// Most of them that are named.
const NAMED: usize = 5;

/// Who may confirm.
pub(in crate::web) struct Eyes {
    /// In a sentence.
    pub(in crate::web) text: String,
    /// There is nobody.
    pub(in crate::web) nobody: bool,
    /// What leads on where there is nobody.
    pub(in crate::web) way: Vec<String>,
}

/// What somebody proposes, or proposed with the entry `since`.
struct Asked<'a> {
    at: &'a Published,
    t: &'a Texts,
    deed: &'a Deed,
    by: Option<StaffId>,
    since: Option<u64>,
    now: Timestamp,
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
        let asked = Asked { at, t, deed, by: Some(proposer.id), since: None, now };
        at.desk.needs_four_eyes().then(|| asked.eyes())
    }

    /// Who may be the second for what somebody proposed.
    pub(in crate::web) fn of(at: &Published, t: &Texts, proposal: &Proposal, now: Timestamp) -> Self {
        Asked { at, t, deed: &proposal.deed, by: proposal.by, since: Some(proposal.seq), now }.eyes()
    }
}

impl Asked<'_> {
    fn eyes(&self) -> Eyes {
        let (at, t) = (self.at, self.t);
        let others: Vec<_> =
            at.desk.staff().filter(|staff| at.desk.may_second(staff, self.deed, self.by)).collect();
        let bound = |staff: &Staff| at.desk.bound(staff, self.by, self.since, self.now);
        let free = others.iter().filter(|staff| bound(staff).is_none());
        let names: Vec<_> = free.map(|staff| name_of(staff.id, at)).collect();
        let listed = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(&t.t("list-comma"));
        let text = match names.len() {
            0 if others.is_empty() => t.t(nobody(self.deed)).into_owned(),
            0 => t.t("four-eyes-nobody-yet").into_owned(),
            1..=NAMED => t.t1("four-eyes-seconds", "names", listed),
            more => t.t2("four-eyes-seconds-more", "names", listed, "more", more - NAMED),
        };
        let way = if !names.is_empty() {
            Vec::new()
        } else if others.is_empty() {
            // Whoever is appointed by who proposed it, while it waits, never confirms it.
            let order = if self.since.is_some() { "four-eyes-anew" } else { "four-eyes-first" };
            vec![t.t(order).into_owned()]
        } else {
            others.iter().filter_map(|staff| self.way(staff, bound(staff)?)).take(NAMED).collect()
        };
        Eyes { text, nobody: names.is_empty(), way }
    }

    /// What leads to somebody's confirming it from whom only a sign-in or a PIN keeps it.
    fn way(&self, staff: &Staff, bound: Bound) -> Option<String> {
        let (t, who) = (self.t, name_of(staff.id, self.at));
        Some(match bound {
            Bound::Until(until) => t.t2("four-eyes-later", "who", who, "moment", t.moment(until)),
            Bound::Throughout => match self.at.desk.bound(staff, self.by, None, self.now) {
                Some(Bound::Until(until)) => {
                    t.t2("four-eyes-renew-later", "who", who, "moment", t.moment(until))
                }
                Some(Bound::Throughout) => return None,
                None => t.t1("four-eyes-renew", "who", who),
            },
        })
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
