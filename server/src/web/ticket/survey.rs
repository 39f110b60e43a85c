//! Three statements about the desk, for a party whose case is over. The answer goes in without the ticket, the device or a name; a
//! keyed digest of the ticket keeps it from being given twice.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Actor, Command,
    survey::{Answers, Degree, Statement},
};

use crate::{
    app::{App, From, Once},
    web::{
        form::Entries,
        frame::Errors,
        guard::Who,
        origin::Origin,
        problem::Problem,
        route::{Access, Route},
        ticket::{self, Found, Shown, evidence::Holder},
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/t/{key}/survey", Access::KeyHolder, answer)]
}

/// What was ticked, in the order of the statements.
pub(super) type Ticked = [Option<Degree>; Statement::ALL.len()];

/// Whether this ticket is asked: the rule asks its party, and it has not answered.
pub(super) fn is_open(app: &App, found: &Found) -> bool {
    let desk = &found.published.desk;
    let asked =
        desk.case(found.ticket.case).is_some_and(|case| case.asks_what_it_was_like(found.ticket.party));
    asked && !desk.has_surveyed(&app.survey_mark(found.ticket.number))
}

async fn answer(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let ticked: Ticked = std::array::from_fn(|at| Degree::from_code(form.text(Statement::ALL[at].code())));
    let [Some(fair), Some(quick), Some(again)] = ticked else {
        let mut errors = Errors::default();
        for (statement, _) in Statement::ALL.iter().zip(&ticked).filter(|(_, degree)| degree.is_none()) {
            errors.add(statement.code(), visit.texts.t("survey-choose"));
        }
        let shown = Shown { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ticked, ..Shown::default() };
        return ticket::show(&app, &who, &visit, &origin, &found, shown).await;
    };
    let number = found.ticket.number;
    let answers = Answers { fair, quick, again };
    let command = Command::AnswerSurvey { ticket: number, mark: app.survey_mark(number), answers };
    let nobody = From { actor: Actor::Public, device: None };
    app.ask(nobody, Once::Fresh, command).await?;
    Ok(visit.sent(&format!("{}?done=survey", found.path())))
}
