//! Undertakings, the register of rights and the statements lodged in advance in the Desk: how their facts change it, and how they are found.

use std::sync::Arc;

use crate::{
    defence::{Defence, TakenBack},
    desk::{Desk, Undertaking},
    event::{Fact, Stamp},
    ids::{DefenceId, ExhibitorId, RightId},
    register::{Look, Registration},
};

impl Desk {
    pub(super) fn apply_register(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::RightRegistered { right, exhibitor, terms } => {
                let registration = Registration {
                    id: *right,
                    exhibitor: *exhibitor,
                    terms: terms.clone(),
                    looks: Vec::new(),
                    at: stamp.occurred_at,
                    by: stamp.actor.staff(),
                    corrected: None,
                    withdrawn: None,
                };
                self.rights.insert(*right, Arc::new(registration));
                self.rights_of.entry(*exhibitor).or_default().push_back(*right);
            }
            Fact::RightAmended { right, terms, renumbered } => {
                self.change_right(*right, |known| {
                    if *renumbered || known.terms.kind != terms.kind {
                        for look in &mut known.looks {
                            look.former = true;
                        }
                    }
                    known.terms = terms.clone();
                    known.corrected = Some(stamp.occurred_at);
                });
            }
            Fact::RightChecked { right, check } => {
                let (at, by) = (stamp.occurred_at, stamp.actor.staff());
                let look = Look { check: *check, at, by, former: false };
                self.change_right(*right, |known| known.looks.push(look));
            }
            Fact::RightWithdrawn { right, reason } => {
                self.change_right(*right, |known| known.withdrawn = Some((stamp.occurred_at, *reason)));
            }
            Fact::DefenceLodged { defence, exhibitor, right, audience } => {
                let lodged = Defence {
                    id: *defence,
                    exhibitor: *exhibitor,
                    right: *right,
                    audience: *audience,
                    at: stamp.occurred_at,
                    by: stamp.actor.staff(),
                    seq: stamp.seq,
                    named: self.exhibitor(*exhibitor).map_or(stamp.seq, |known| known.seq),
                    taken_back: None,
                };
                self.defences.insert(*defence, Arc::new(lodged));
                self.defences_of.entry(*exhibitor).or_default().push_back(*defence);
            }
            Fact::DefenceWithdrawn { defence } => {
                let (seq, at, by) = (stamp.seq, stamp.occurred_at, stamp.actor.staff());
                if let Some(known) = self.defences.get_mut(defence) {
                    Arc::make_mut(known).taken_back = Some(TakenBack { seq, at, by });
                }
            }
            Fact::UndertakingRecorded { exhibitor, signed, on } => {
                let (at, by, seq) = (stamp.occurred_at, stamp.actor.staff(), Some(stamp.seq));
                if let Some(known) = self.exhibitors.get_mut(exhibitor) {
                    let undertaking = Undertaking { signed: *signed, on: *on, at, by, seq };
                    Arc::make_mut(known).undertaking = Some(undertaking);
                }
            }
            _ => return false,
        }
        true
    }

    fn change_right(&mut self, id: RightId, change: impl FnOnce(&mut Registration)) {
        if let Some(known) = self.rights.get_mut(&id) {
            change(Arc::make_mut(known));
        }
    }

    /// The registered rights in order of entry, withdrawn ones too.
    pub fn registrations(&self) -> impl DoubleEndedIterator<Item = &Arc<Registration>> {
        self.rights.values()
    }
    /// One of them.
    pub fn registration(&self, id: RightId) -> Option<&Arc<Registration>> {
        self.rights.get(&id)
    }
    /// The rights that an exhibitor registered, withdrawn ones too.
    pub fn registrations_of(&self, exhibitor: ExhibitorId) -> impl Iterator<Item = &Arc<Registration>> {
        let ids = self.rights_of.get(&exhibitor).into_iter().flatten();
        ids.filter_map(|id| self.rights.get(id))
    }
    /// A statement lodged in advance.
    pub fn defence(&self, id: DefenceId) -> Option<&Defence> {
        self.defences.get(&id).map(AsRef::as_ref)
    }
    /// What an exhibitor lodged in advance, withdrawn ones too.
    pub fn defences_of(&self, exhibitor: ExhibitorId) -> impl Iterator<Item = &Defence> {
        let ids = self.defences_of.get(&exhibitor).into_iter().flatten();
        ids.filter_map(|id| self.defence(*id))
    }
}
