//! The small steps of a talk: identity, rights, consents, guests, a note, help. Each a plain form that comes back to the page.

use axum::response::Response;
use domain::{
    Refusal,
    body::{Particulars, PersonBody},
    case::Party,
    fair::Language,
    procedure::{Action, Authority, ConsentTo, IdentityPaper, Means},
    text::folded,
};

use crate::web::{
    company, consents,
    counter::{
        agreement::signing,
        sent::{Sent, steps},
    },
    problem::Problem,
    route::{Access, MEDIATORS, RECEPTIONS, Route},
    submit,
};

use super::{NOTE, RIGHTS_VERSION, SessionPage};

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    vec![
        Route::post("/counter/cases/{case}/session/impartiality", mediators, impartiality),
        Route::post("/counter/cases/{case}/session/identity", mediators, identity),
        Route::post("/counter/cases/{case}/session/rights", mediators, rights),
        Route::post("/counter/cases/{case}/session/consent", mediators, consent),
        Route::post("/counter/cases/{case}/session/revoke", mediators, revoke),
        Route::post("/counter/cases/{case}/session/guest", mediators, guest),
        Route::post("/counter/cases/{case}/session/note", mediators, note),
        Route::post("/counter/cases/{case}/session/help", mediators, help),
        Route::post("/counter/cases/{case}/session/help-answered", Access::Staff(RECEPTIONS), help_answered),
    ]
}

steps! { "session" on SessionPage:
    /// The declaration of whoever had the case before is not the mediator's.
    impartiality = "recorded" |sent| Action::DeclareImpartiality;
    /// Its paper's number is masked before anything else sees it.
    identity = "recorded" |sent| identity_of(&sent).await?;
    /// The version that stood on the page, should the texts have changed while it was open.
    rights = "recorded" |sent| Action::ExplainRights {
        text: sent.line("version")?.filter(|version| version == RIGHTS_VERSION).unwrap_or_default(),
    };
    consent = "recorded" |sent| consents::given(
        sent.party()?,
        sent.code("to", ConsentTo::from_code)?,
        sent.code("means", Means::from_code)?,
    );
    revoke = "recorded" |sent| Action::RevokeConsent {
        party: sent.party()?,
        to: sent.code("to", ConsentTo::from_code)?,
    };
    guest = "recorded" |sent| Action::AdmitGuest {
        role: sent.code("role", ConsentTo::from_code)?,
        body: sent.person()?,
    };
    note = "note" |sent| Action::WriteNote { text: sent.lines("text", NOTE)?.unwrap_or_default() };
    help = "help" |sent| Action::CallForHelp;
}

/// The check of a party's papers. For one that has signed, nobody else comes and for no other company.
async fn identity_of(sent: &Sent) -> Result<Action, Problem> {
    let (party, particulars) = (sent.party()?, particulars(sent)?);
    let at = sent.app.now();
    let stands = sent.case.party(party).filter(|_| sent.case.procedure.awaits_power(party));
    // Of two names on the list either is the company's.
    let is_known = |party: &Party, told: &str| {
        let mut names = Language::ALL.iter().map(|language| sent.visit.texts.speaking(*language));
        names.any(|t| folded(&company::for_field(&t, &at, party)) == folded(told))
    };
    if let (Some(party), Some(told)) = (stands, &particulars.company)
        && !is_known(party, told)
    {
        return Err(submit::refused(&Refusal::StepMissing("reopening"), &at));
    }
    let action = Action::CheckIdentity {
        party,
        paper: sent.code("paper", IdentityPaper::from_code)?,
        authority: sent.code("authority", Authority::from_code)?,
        body: PersonBody { particulars, ..sent.person()? },
    };
    signing::is_checked((&sent.app, &sent.who), &sent.case, &action).await?;
    Ok(action)
}

/// Who the party is, as its papers will say.
fn particulars(sent: &Sent) -> Result<Particulars, Problem> {
    // Whoever empties the field acts for themselves; a form without it says nothing.
    let asked = sent.form.all("company").next().is_some();
    Ok(Particulars {
        company: sent.line("company")?.or_else(|| asked.then(String::new)),
        representative: sent.line("representative")?,
        registration: sent.line("registration")?,
        address: sent.line("address")?,
    })
}

/// Whoever came says so: on the counter, or at the table.
async fn help_answered(sent: Sent) -> Result<Response, Problem> {
    sent.ask("session/help-answered", Action::AnswerHelp).await?;
    let from_counter = sent.form.text("back") == "counter";
    Ok(if from_counter {
        sent.visit.sent("/counter?done=recorded")
    } else {
        sent.back("session", "recorded")
    })
}
