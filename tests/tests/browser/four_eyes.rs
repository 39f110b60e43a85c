//! Where two are asked for: what the head proposes waits, and is done when a mediator confirms it.

use tests::browser::Browser;

use crate::typical::judge;

/// The page of what waits.
const PROPOSALS: &str = "/office/proposals";

/// Who proposes, and who may be the second.
pub(crate) struct Two<'a> {
    pub(crate) head: &'a Browser,
    pub(crate) second: &'a Browser,
    pub(crate) language: &'static str,
}

impl Two<'_> {
    /// What the head just proposed waits, and its page has nothing with which to confirm it. The second reads what is proposed.
    pub(crate) async fn waits(&self, name: &str) -> anyhow::Result<()> {
        self.head.arrives(PROPOSALS).await?;
        self.head.find("main form[action$='/withdraw']").await?;
        anyhow::ensure!(
            !self.head.has("main form[action$='/confirm']").await?,
            "who proposed the {name} may confirm it"
        );
        judge(self.head, &format!("{name}-proposed"), self.language).await?;
        self.second.goto(PROPOSALS).await?;
        judge(self.second, &format!("{name}-second"), self.language).await
    }

    /// The second confirms it, and it is done.
    pub(crate) async fn confirms(&self) -> anyhow::Result<()> {
        self.second.goto(PROPOSALS).await?;
        self.second.send("main form[action$='/confirm'] button").await?;
        self.second.find(".callout.good").await?;
        anyhow::ensure!(!self.second.has("main form[action$='/confirm']").await?, "it still waits");
        Ok(())
    }
}
