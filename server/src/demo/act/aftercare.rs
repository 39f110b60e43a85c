//! What follows an agreement, as its mediator records it: that its clause was performed, and what the parties said of it later.

use anyhow::Context;
use domain::{
    Command,
    aftercare::{AftercareAction, Finding, Reached, VisitBody},
};

use crate::demo::script::Follow;

use super::{Player, procedure::Scene};

impl Player<'_> {
    /// A step of the after-care, on its day.
    pub(super) fn followed(&self, scene: &Scene<'_>, follow: Follow) -> anyhow::Result<Command> {
        let on = self.app.now().desk.fair().context("there is a fair")?.plan.day_of(scene.at);
        let said = scene.remark.clone();
        let action = match follow {
            Follow::Performed => AftercareAction::Perform { clause: 0, on, evidence: None, remark: said },
            Follow::Asked => AftercareAction::HoldVisit {
                on,
                means: Reached::Call,
                finding: Finding::All,
                body: VisitBody {
                    asked: scene.story.name.clone(),
                    findings: said.context("the step says nothing")?,
                    ..VisitBody::default()
                },
            },
        };
        Ok(Command::MoveAftercare { case: scene.case, action: Box::new(action) })
    }
}
