//! How the facts about mediation bodies change the Desk.

use std::sync::Arc;

use crate::{
    bodies::{BodyTerms, HostedBody},
    desk::Desk,
    event::{Fact, Stamp},
    fair::MediationBody,
    fee::Edition,
    ids::{BodyId, CaseNumber},
};

impl Desk {
    pub(super) fn apply_bodies(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "`apply` asserts that no kind is forgotten")]
        match fact {
            Fact::BodyRecorded { body, terms } => self.record_body(*body, terms),
            Fact::TariffPublished { body, edition, tariff } => {
                let (number, at) = (*edition, stamp.occurred_at);
                self.change_body(*body, |body| {
                    body.editions.push(Edition { number, at, tariff: tariff.clone() });
                });
            }
            _ => return false,
        }
        true
    }

    fn record_body(&mut self, id: BodyId, terms: &BodyTerms) {
        self.change_body(id, |body| body.terms = terms.clone());
        self.bodies.entry(id).or_insert_with(|| Arc::new(HostedBody::new(id, terms.clone())));
        if id.is_first() {
            let body = MediationBody { name: terms.name.clone(), kind: terms.kind };
            self.change_fair(|fair| fair.plan.body = body);
        }
    }

    /// The first body follows the plan; what the plan does not say of it stays.
    pub(super) fn follow_plan(&mut self) {
        let Some(fair) = self.fair.clone() else { return };
        let planned = BodyTerms::of_plan(&fair.plan.body);
        let id = BodyId::FIRST;
        match self.bodies.get_mut(&id) {
            Some(known) => {
                let terms = &mut Arc::make_mut(known).terms;
                (terms.name, terms.kind) = (planned.name, planned.kind);
            }
            None => {
                self.bodies.insert(id, Arc::new(HostedBody::new(id, planned)));
            }
        }
    }

    pub(super) fn count_accepted(&mut self, number: CaseNumber) {
        self.change_body(number.body, |body| {
            body.accepted.insert(number.year, number.count);
        });
    }

    fn change_body(&mut self, id: BodyId, change: impl FnOnce(&mut HostedBody)) {
        if let Some(known) = self.bodies.get_mut(&id) {
            change(Arc::make_mut(known));
        }
    }
}
