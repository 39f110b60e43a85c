//! An account as the desk itself looks through it: before the parties of its case read it, in the words that everybody will read, and
//! once more before a second person lets it out.

use std::sync::Arc;

use domain::{
    Case,
    proposal::{Deed, Proposal},
    typical::{Account, Awaited, Ground},
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        counter::{
            contents, sealed,
            table::{Hand, Table},
        },
        problem::Problem,
        typical_cases,
    },
};

use super::Told;

/// The account that stands; nothing while something in it by which somebody is known is left, for a party is asked about words that
/// name nobody. The desk itself looks for that, and nobody reads a name for it, so there is no reading to record.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) async fn asked(app: &App, t: &Texts, case: &Arc<Case>) -> Result<Vec<Account>, Problem> {
    if case.typical_draft.is_none() || case.erased_at.is_some() {
        return Ok(Vec::new());
    }
    let told = searched(app, t, case).await?;
    Ok(if told.open(Ground::Consent).is_empty() { told.masked() } else { Vec::new() })
}

/// What is looked for in an account that waits for its second person, whoever that is: somebody may have become known since it was
/// proposed. Nothing of any other deed, nor of what was overtaken. Here, too, the desk alone looks.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) async fn awaited(
    app: &App,
    t: &Texts,
    proposal: &Proposal,
) -> Result<Option<Box<Awaited>>, Problem> {
    let at = app.now();
    let Deed::Publish { typical, .. } = &proposal.deed else { return Ok(None) };
    let waits = at.desk.typical(*typical).filter(|_| at.desk.still_waits(proposal));
    let Some((case, account)) = waits else { return Ok(None) };
    let told = typical_cases::accounts(app, account)?;
    let Told { draft, known } = searched(app, t, case).await?;
    Ok(Some(Box::new(Awaited { draft, told, known })))
}

/// The draft of a case, with everything by which its people are known by now.
async fn searched(app: &App, t: &Texts, case: &Arc<Case>) -> Result<Told, Problem> {
    let table = Table {
        t: t.clone(),
        at: app.now(),
        case: Arc::clone(case),
        contents: contents::open(app, case).await?,
        sealed: sealed::open(app, case, None).await?,
        hand: Hand::default(),
    };
    Ok(Told::of(app, &table)?)
}
