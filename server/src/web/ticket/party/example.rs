//! Whether a case may be told as an example: a party reads the very account that it is asked about, and agrees to exactly that one.

use std::sync::Arc;

use domain::{Case, case::Party, procedure::ConsentTo};

use crate::{
    app::App,
    documents::typical as paper_of,
    locale::Texts,
    web::{counter::typical, problem::Problem, typical_cases},
};

use super::Row;

/// What a party is asked.
pub(in crate::web::ticket) struct Example {
    /// Given to the account as it stands.
    pub(in crate::web::ticket) row: Row,
    /// The version of that account.
    pub(in crate::web::ticket) version: u32,
    /// In each language; none while names are still left in it.
    pub(in crate::web::ticket) accounts: Vec<Words>,
    /// The party agreed to an account that has changed since.
    pub(in crate::web::ticket) lapsed: bool,
    /// Where everybody reads what was published.
    pub(in crate::web::ticket) href: Option<String>,
}

/// The account in one language.
pub(in crate::web::ticket) struct Words {
    pub(in crate::web::ticket) tag: &'static str,
    pub(in crate::web::ticket) title: String,
    pub(in crate::web::ticket) parts: Vec<(String, String)>,
}

/// Asked once an account is written in which nothing known is left, and told for as long as some consent is on record.
pub(super) async fn read(
    app: &App,
    t: &Texts,
    case: &Arc<Case>,
    party: &Party,
) -> Result<Option<Example>, Problem> {
    if !is_asked(case, party) {
        return Ok(None);
    }
    let on_record = is_on_record(case, party);
    let accounts = typical::asked(app, t, case).await?;
    if accounts.is_empty() && !on_record {
        return Ok(None);
    }
    let words = accounts.into_iter().map(|account| Words {
        tag: account.language.tag(),
        parts: paper_of::parts(&account, &t.speaking(account.language)),
        title: account.title,
    });
    let given = case.agrees_as_example(party.place.id);
    Ok(Some(Example {
        row: Row { given, ..Row::of(t, case, party, ConsentTo::TypicalCase) },
        version: case.typical_draft.map_or(0, |draft| draft.version),
        accounts: words.collect(),
        lapsed: on_record && !given,
        href: case.public_account().map(|known| typical_cases::page_of(known.id)),
    }))
}

fn is_on_record(case: &Case, party: &Party) -> bool {
    case.procedure.consent(party.place.id, ConsentTo::TypicalCase).is_some()
}

/// Whether a party may say so on its page.
pub(super) fn is_asked(case: &Case, party: &Party) -> bool {
    case.erased_at.is_none() && (is_on_record(case, party) || case.typical_draft.is_some())
}
