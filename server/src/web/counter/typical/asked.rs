//! An account as the parties of its case read it before they agree to it: in the words that everybody will read.

use std::sync::Arc;

use domain::{
    Case,
    typical::{Account, Ground},
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
    let table = Table {
        t: t.clone(),
        at: app.now(),
        case: Arc::clone(case),
        contents: contents::open(app, case).await?,
        sealed: sealed::open(app, case, None).await?,
        hand: Hand::default(),
    };
    let told = Told::of(app, &table)?;
    Ok(if told.open(Ground::Consent).is_empty() { told.masked() } else { Vec::new() })
}
