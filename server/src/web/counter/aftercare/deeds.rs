//! What is done on the page of a case's after-care: one form, one step.

use axum::response::Response;
use domain::{
    Command,
    aftercare::{AftercareAction, CourtBody, Finding, Reached, Remedy, Ruling, VisitBody},
    procedure::Purpose,
};

use crate::web::{
    counter::{
        actions::unknown,
        photos,
        sent::{Sent, deeds},
    },
    form,
    problem::Problem,
    route::{Access, MEDIATORS, Route},
    ticket::evidence,
};

use super::AftercarePage;

/// Longest text of a remark or a finding, characters.
const TEXT: usize = 4000;

pub(super) fn routes() -> Vec<Route> {
    let mediators = Access::Staff(MEDIATORS);
    let large = form::up_to(evidence::UPLOAD_BYTES);
    vec![
        Route::post("/counter/cases/{case}/aftercare/perform", mediators, perform).with(large),
        Route::post("/counter/cases/{case}/aftercare/breach", mediators, breach),
        Route::post("/counter/cases/{case}/aftercare/remind", mediators, remind),
        Route::post("/counter/cases/{case}/aftercare/remedy", mediators, remedy),
        Route::post("/counter/cases/{case}/aftercare/plan", mediators, plan),
        Route::post("/counter/cases/{case}/aftercare/visit", mediators, visit_held),
        Route::post("/counter/cases/{case}/aftercare/court", mediators, court),
        Route::post("/counter/cases/{case}/aftercare/ruling", mediators, ruling),
    ]
}

deeds! { take on AftercarePage:
    /// With the photo or receipt that proves it, filed first.
    perform |sent| {
        let evidence = match sent.form.uploads().next() {
            Some(upload) => {
                let clause = clause(&sent)?;
                let party = sent.case.obligations().get(clause).and_then(|owed| owed.debtor);
                let of = (sent.case.id, party.unwrap_or(sent.case.claimant().place.id), Purpose::Performance);
                photos::file(&sent.app, &sent.who, once(&sent, "proof"), &sent.form, of, upload).await?
            }
            None => None,
        };
        let remark = sent.lines("remark", TEXT)?;
        AftercareAction::Perform { clause: clause(&sent)?, on: sent.day("on")?, evidence, remark }
    };
    breach |sent| AftercareAction::Breach {
        clause: clause(&sent)?,
        on: sent.day("on")?,
        remark: sent.lines("remark", TEXT)?.unwrap_or_default(),
    };
    remind |sent| AftercareAction::Remind { clause: clause(&sent)?, means: sent.code("means", Reached::from_code)? };
    remedy |sent| AftercareAction::Remedy {
        clause: clause(&sent)?,
        remedy: sent.code("remedy", Remedy::from_code)?,
        due: if sent.form.text("due").trim().is_empty() { None } else { Some(sent.day("due")?) },
    };
    plan |sent| AftercareAction::PlanVisit {
        on: sent.day("on")?,
        staff: sent.form.text("staff").parse().map_err(|_| unknown("staff"))?,
    };
    visit_held |sent| AftercareAction::HoldVisit {
        on: sent.day("on")?,
        means: sent.code("means", Reached::from_code)?,
        finding: sent.code("finding", Finding::from_code)?,
        body: VisitBody {
            asked: sent.line("asked")?.unwrap_or_default(),
            findings: sent.lines("findings", TEXT)?.unwrap_or_default(),
            suit: sent.lines("suit", TEXT)?,
            risk: sent.lines("risk", TEXT)?,
            measures: sent.lines("measures", TEXT)?,
        },
    };
    court |sent| AftercareAction::SeekConfirmation {
        on: sent.day("on")?,
        body: CourtBody { court: sent.line("court")?.unwrap_or_default(), reference: sent.line("reference")? },
    };
    ruling |sent| AftercareAction::NoteRuling {
        ruling: sent.code("ruling", Ruling::from_code)?,
        on: sent.day("on")?,
        remark: sent.lines("remark", TEXT)?,
    };
}

/// Under which a form of this page counts once.
fn once(sent: &Sent, verb: &str) -> crate::app::Once {
    let clause = sent.form.text("clause");
    sent.form.once(&sent.app, &sent.who, &format!("counter/{}/aftercare/{verb}/{clause}", sent.case.id))
}

async fn take(sent: &Sent, verb: &str, action: AftercareAction) -> Result<Response, Problem> {
    let command = Command::MoveAftercare { case: sent.case.id, action: Box::new(action) };
    sent.app.ask(sent.who.from(), once(sent, verb), command).await?;
    Ok(sent.back("aftercare", "aftercare"))
}

fn clause(sent: &Sent) -> Result<usize, Problem> {
    sent.form.text("clause").parse().map_err(|_| unknown("clause"))
}
