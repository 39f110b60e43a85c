//! Where two are asked for: what the head proposes waits, the head may not confirm it by any way, and it is done when a mediator does. A
//! case is erased so, and later whatever was kept for its time.

use anyhow::Context;
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

    /// Asking for it all the same, as an altered page would, is refused.
    async fn is_no_second(&self) -> anyhow::Result<()> {
        let alter = "const form = document.querySelector(\"main form[action$='/withdraw']\");
            form.action = form.action.replace(/withdraw$/, 'confirm')";
        self.head.client().execute(alter, vec![]).await?;
        self.head.send("main form[action$='/confirm'] button").await?;
        self.head.find("section.problem").await
    }

    /// The second confirms it, and it is done.
    pub(crate) async fn confirms(&self) -> anyhow::Result<()> {
        self.second.goto(PROPOSALS).await?;
        self.second.send("main form[action$='/confirm'] button").await?;
        self.second.find(".callout.good").await?;
        anyhow::ensure!(!self.second.has("main form[action$='/confirm']").await?, "it still waits");
        Ok(())
    }

    /// A case that is over, in which the head reads somebody's name until both agreed that it goes.
    pub(crate) async fn erase(&self, case: &str, number: &str, name: &str) -> anyhow::Result<()> {
        self.head.goto(&format!("{case}/erase")).await?;
        self.head.fill("number", number).await?;
        self.head.press("main form button.danger").await?;
        self.waits("erasure").await?;
        self.is_no_second().await?;
        self.head.goto(case).await?;
        self.head.sees(name).await?;
        self.confirms().await?;
        self.head.reload().await?;
        self.head.find("[data-live='reading'] .callout.note").await?;
        anyhow::ensure!(!self.head.has("form[action$='/read']").await?, "it can still be opened");
        let words = self.head.words().await?;
        anyhow::ensure!(!words.contains(name), "{name} is still read: {words}");
        Ok(())
    }

    /// Everything whose time is over.
    pub(crate) async fn let_go_of_what_was_kept(&self) -> anyhow::Result<()> {
        self.head.goto("/counter/retention").await?;
        let due = self.due().await?;
        anyhow::ensure!(due > 0, "nothing is due");
        self.head.fill("count", &due.to_string()).await?;
        self.head.press("main form button.danger").await?;
        self.waits("retention").await?;
        self.head.goto("/counter/retention").await?;
        anyhow::ensure!(self.due().await? == due, "it went before it was confirmed");
        self.confirms().await?;
        self.head.reload().await?;
        self.head.find("main h1").await?;
        anyhow::ensure!(self.due().await? == 0, "it was confirmed and did not go");
        Ok(())
    }

    /// How many cases are due, by the head's page of them.
    async fn due(&self) -> anyhow::Result<u64> {
        let count = "return document.querySelectorAll('main form input[name=case]').length";
        self.head.client().execute(count, vec![]).await?.as_u64().context("how many")
    }
}
