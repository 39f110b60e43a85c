//! What a case costs, for a party that takes part: what was quoted, and who bears how much. Its yes or no is for exactly that version
//! (`party/deeds.rs`).

use domain::{
    Case,
    case::{Party, Side},
    ids::PartyId,
    procedure::Answer,
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        fee::{Quoted, text_of},
        problem::Problem,
    },
};

use super::{Found, own};

/// What is quoted at present, and what this party said to it.
pub(super) struct Quote {
    pub(super) quoted: Option<Quoted>,
    /// Whether it said yes, or no.
    pub(super) agreed: Option<bool>,
    /// It may still say so.
    pub(super) open: bool,
}

/// The fee of a case whose body may take one; none elsewhere.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(
    app: &App,
    t: &Texts,
    found: &Found,
    case: &Case,
    party: &Party,
) -> Result<Option<Quote>, Problem> {
    if !found.published.desk.may_charge(case) {
        return Ok(None);
    }
    let (open, me) = (case.state.is_open(), party.place.id);
    let Some(fee) = case.procedure.fee() else {
        return Ok(open.then_some(Quote { quoted: None, agreed: None, open: false }));
    };
    let mut opened = own::bodies(app, vec![fee.seq]).await?;
    let body = text_of(opened.pop().and_then(crate::record::Opened::content));
    let name = |other: PartyId| called(t, case, me, other);
    let tariff = found.published.desk.body_of(case).and_then(|known| known.tariff_of(fee));
    let quoted = Quoted::of(t, fee, t.moment(fee.at), (body.as_ref(), tariff), name);
    let agreed = fee.answer_of(me).map(|said| said.answer == Answer::Accept);
    Ok(Some(Quote { quoted: Some(quoted), agreed, open: open && !fee.is_waived() }))
}

/// A party as another reads it: nobody's name stands where it need not.
fn called(t: &Texts, case: &Case, me: PartyId, other: PartyId) -> String {
    if other == me {
        return t.t("fee-you").into_owned();
    }
    let side = case.party(other).map(|party| party.place.side);
    let key = match side {
        Some(Side::Claimant) => "fee-claimant",
        Some(Side::Respondent) | None => "fee-respondent",
    };
    t.t(key).into_owned()
}

impl Quote {
    /// Whether it said so.
    pub(super) fn is(&self, agreed: bool) -> bool {
        self.agreed == Some(agreed)
    }
}
