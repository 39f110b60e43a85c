//! A case on its way to another body: drawn up by its mediator with the photos that were handed in; sent, signed for and ended as
//! the head says.

use anyhow::Context;
use domain::{
    Actor, Case, Command, ReferralId,
    body::{Content, GivenFile},
    disclosure::{Given, Sort},
    referral::{Counterpart, ReceiptBody, ReferralAction, ReferralBody},
};

use crate::demo::script::Away;

use super::{Player, procedure::Scene};

impl Player<'_> {
    /// Plays a step of a referral: of a new one, or of the last.
    pub(super) async fn refer(&self, scene: &Scene<'_>, away: Away, by: Actor) -> anyhow::Result<()> {
        let case = self.known(scene)?;
        let on = self.app.now().desk.fair().context("there is a fair")?.plan.day_of(scene.at);
        let last = || case.referrals.last().map(|known| known.id).context("a referral was drawn up");
        let (head, mediator) = (|| self.staff("head"), by);
        let (referral, by, action) = match away {
            Away::DrawUp(to) => (ReferralId(self.app.fresh_id()), by, self.drawn_up(scene, &case, to)?),
            Away::Send => (last()?, head()?, ReferralAction::Send { on }),
            Away::Receipt(number) => {
                let body = ReceiptBody { number, by: None };
                (last()?, head()?, ReferralAction::NoteReceipt { on, body })
            }
            Away::End(result) => {
                let remark = scene.remark.clone();
                (last()?, head()?, ReferralAction::End { result, on, remark })
            }
        };
        let command = || {
            let action = Box::new(action.clone());
            Command::MoveReferral { case: scene.case, referral, action }
        };
        self.submit(scene.at, by, command()).await?;
        // Where four eyes are asked for, the head only proposes, and sends once the mediator has confirmed.
        let published = self.app.now();
        let mut waiting = published.desk.proposals().filter(|proposal| proposal.waits());
        let asked =
            waiting.find(|proposal| proposal.deed.cases() == [scene.case]).map(|proposal| proposal.seq);
        match asked {
            Some(proposal) => {
                self.submit(scene.at, mediator, Command::ConfirmProposal { proposal, account: None }).await?;
                self.submit(scene.at, by, command()).await
            }
            None => Ok(()),
        }
    }

    fn drawn_up(&self, scene: &Scene<'_>, case: &Case, to: Counterpart) -> anyhow::Result<ReferralAction> {
        let said = scene.remark.as_deref().context("the step says nothing")?;
        let (body, matter) = said.split_once(" / ").context("to whom, and why")?;
        let (given, files) = self.photos(case, to)?.into_iter().unzip();
        let body = ReferralBody {
            body: body.to_owned(),
            matter: matter.to_owned(),
            files,
            ..ReferralBody::default()
        };
        Ok(ReferralAction::DrawUp { to, given, language: scene.story.language, body })
    }

    /// The photos that such a body may be sent, each as the bundle names and proves it.
    fn photos(&self, case: &Case, to: Counterpart) -> anyhow::Result<Vec<(Given, GivenFile)>> {
        let mut photos = Vec::new();
        for photo in case.evidence.iter().filter(|photo| to.takes_photo(photo)) {
            let content = self.app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content());
            let Some(Content::Evidence(body)) = content else { anyhow::bail!("the photo is not there") };
            let name = format!("{:02}-photo.jpg", photos.len() + 1);
            let file = GivenFile { name, sha256: body.copy.sha256, bytes: body.copy.bytes };
            photos.push((Given { evidence: Some(photo.id), ..Given::of(Sort::Evidence) }, file));
        }
        Ok(photos)
    }
}
