//! What is done with an account: open the case for it, write it, set its masks, record consents, put it forward, withdraw it.

use axum::{http::StatusCode, response::Response};
use domain::{
    Command, TypicalId,
    procedure::{Action, ConsentTo, Means},
    reading::Sight,
    text,
    typical::{Ground, LONGEST_PART, NewTypical, TypicalBody},
};

use crate::web::{
    consents,
    counter::{
        Done,
        actions::unknown,
        contents,
        sent::{Sent, clashed, steps},
    },
    frame::Errors,
    problem::{Fault, Problem},
    proposals,
    route::{Access, HEADS, MEDIATORS, Route},
};

use super::{Again, Told, draft_of, show, typed};

pub(super) fn routes() -> Vec<Route> {
    let (mediators, heads) = (Access::Staff(MEDIATORS), Access::Staff(HEADS));
    vec![
        Route::post("/counter/cases/{case}/typical/open", mediators, open),
        Route::post("/counter/cases/{case}/typical/draft", mediators, draft),
        Route::post("/counter/cases/{case}/typical/masks", mediators, masks),
        Route::post("/counter/cases/{case}/typical/consent", mediators, consent),
        Route::post("/counter/cases/{case}/typical/revoke", mediators, revoke),
        Route::post("/counter/cases/{case}/typical/publish", mediators, publish),
        Route::post("/counter/cases/{case}/typical/withdraw", heads, withdraw),
    ]
}

steps! { "typical":
    consent = "recorded" |sent| consents::example(
        sent.party()?,
        sent.version("version"),
        sent.code("means", Means::from_code)?,
    );
    revoke = "recorded" |sent| Action::RevokeConsent { party: sent.party()?, to: ConsentTo::TypicalCase };
}

/// The head opens the case to write of it, which is the reason that is recorded.
pub(super) async fn open(sent: Sent) -> Result<Response, Problem> {
    read(&sent).await?;
    Ok(sent.visit.sent(&super::page_of(&sent.case)))
}

/// Whoever works on an account reads its case, and that is on record; so nobody loses what they typed over an hour. Of one whose texts
/// are erased there is nothing to write.
async fn read(sent: &Sent) -> Result<(), Problem> {
    let (app, case) = (&sent.app, &sent.case);
    if case.erased_at.is_some() {
        return Err(Problem::of(Fault::Erased));
    }
    let asked = contents::sight(&app.now(), &sent.person, case, app.clock.now()) == Sight::OnReason;
    let reason = asked.then(|| sent.visit.texts.t("typical-reading").into_owned());
    contents::record_reading(app, &sent.who, &sent.person, case, reason).await
}

/// The draft as it stands, and by what everybody of the case is known.
async fn told(sent: &Sent) -> Result<Told, Problem> {
    let table = sent.looker().open(sent.visit.texts.clone(), &sent.case).await?;
    let table = table.ok_or_else(|| Problem::of(Fault::NotAllowed))?;
    Ok(Told::of(&sent.app, &table)?)
}

/// The page again, with what was typed and what is wrong with it. It is drawn from the newest draft, so whoever typed while somebody
/// else saved is told of that, whatever it is drawn for, before they save over it.
async fn again(sent: &Sent, mut errors: Errors) -> Result<Response, Problem> {
    let case = contents::find(&sent.app.now(), &sent.case.id.to_string())?;
    let newest = case.typical_draft.map_or(0, |draft| draft.version);
    if sent.form.has("base") && sent.version("base") != newest {
        errors.add("typical-text", sent.visit.texts.t("typical-changed"));
    }
    let again = Again { sent: sent.form.clone(), errors };
    let said = (&Done::default(), StatusCode::UNPROCESSABLE_ENTITY);
    show(&sent.looker(), &sent.case.id.to_string(), said, again).await
}

pub(super) async fn draft(sent: Sent) -> Result<Response, Problem> {
    read(&sent).await?;
    let mut errors = Errors::default();
    let accounts = typed::accounts(&sent.form, &sent.visit.texts, &mut errors);
    if !errors.is_empty() {
        return again(&sent, errors).await;
    }
    let masks = draft_of(&sent.app, &sent.case)?.masks;
    save(&sent, TypicalBody { accounts, masks }, "draft").await
}

/// The masks of what was found; what was said before of something that is not found any more goes.
pub(super) async fn masks(sent: Sent) -> Result<Response, Problem> {
    read(&sent).await?;
    let mut errors = Errors::default();
    let known = told(&sent).await?.known;
    let masks = typed::masks(&sent.form, &known, &sent.visit.texts, &mut errors);
    if !errors.is_empty() {
        return again(&sent, errors).await;
    }
    let accounts = draft_of(&sent.app, &sent.case)?.accounts;
    save(&sent, TypicalBody { accounts, masks }, "masks").await
}

async fn save(sent: &Sent, body: TypicalBody, verb: &str) -> Result<Response, Problem> {
    // What changes nothing is no new version: whoever agreed to this one is not asked again.
    if sent.case.typical_draft.is_some() && draft_of(&sent.app, &sent.case)? == body {
        return Ok(sent.back("typical", "typical-saved"));
    }
    let (case, base) = (sent.case.id, sent.version("base"));
    let command = Command::DraftTypicalCase { case, base, body: Box::new(body) };
    let once = sent.once(&format!("typical/{verb}"));
    match sent.app.ask(sent.who.from(), once, command).await {
        Ok(_) => Ok(sent.back("typical", "typical-saved")),
        Err(problem) if clashed(&problem) => again(sent, Errors::default()).await,
        Err(problem) => Err(problem),
    }
}

pub(super) async fn publish(sent: Sent) -> Result<Response, Problem> {
    read(&sent).await?;
    let (t, mut errors) = (&sent.visit.texts, Errors::default());
    let Some(ground) = Ground::from_code(sent.form.text("ground")) else {
        errors.add("ground", t.t("typical-ground-missing"));
        return again(&sent, errors).await;
    };
    let told = told(&sent).await?;
    let open = told.open(ground);
    if !open.is_empty() {
        let found: Vec<_> = open.iter().map(|finding| finding.found.as_str()).collect();
        errors.add("ground", t.t2("typical-still-named", "count", open.len(), "found", found.join(" · ")));
    }
    let agreed = sent.case.parties.iter().all(|party| sent.case.agrees_as_example(party.place.id));
    if ground == Ground::Consent && !agreed {
        errors.add("ground", t.t("typical-not-agreed"));
    }
    if !errors.is_empty() {
        return again(&sent, errors).await;
    }
    let (version, id) = (sent.version("base"), TypicalId(sent.app.fresh_id()));
    let new = NewTypical { id, version, ground, draft: told.draft, known: told.known };
    let command = Command::PublishTypicalCase { case: sent.case.id, typical: Box::new(new) };
    let asked = sent.app.ask(sent.who.from(), sent.once("typical/publish"), command).await;
    let accepted = asked.map_err(|problem| problem.overtaken_on(super::page_of(&sent.case)))?;
    Ok(match proposals::after(&accepted) {
        Some(waits) => sent.visit.sent(waits),
        None => sent.back("typical", "typical-published"),
    })
}

pub(super) async fn withdraw(sent: Sent) -> Result<Response, Problem> {
    let typical: TypicalId = sent.form.text("typical").parse().map_err(|_| unknown("typical"))?;
    let (typed, mut errors) = (sent.form.text("reason"), Errors::default());
    let erased = sent.case.erased_at.is_some();
    if erased && !typed.trim().is_empty() {
        // From a page that was open since before: whoever typed it is told that it would be kept nowhere, and has it to copy.
        let problem = Problem::of(Fault::Invalid).worded("typical-reason").typed(typed);
        return Err(problem.or_leading_to(super::page_of(&sent.case), "problem-as-it-is"));
    }
    let reason = if erased { Ok(String::new()) } else { text::lines(typed, LONGEST_PART) };
    let Ok(reason) = reason else {
        errors.add("reason", sent.visit.texts.t("typical-reason-missing"));
        return again(&sent, errors).await;
    };
    let command = Command::WithdrawTypicalCase { case: sent.case.id, typical, reason };
    let asked = sent.app.ask(sent.who.from(), sent.once("typical/withdraw"), command).await;
    asked.map_err(|problem| problem.overtaken_on(super::page_of(&sent.case)))?;
    Ok(sent.back("typical", "typical-withdrawn"))
}
