//! The desk in numbers, for everybody: how many came, how it ended, what parties say of it. Nothing here is so small or so new that
//! it could be about one case.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{
    figures::{Shown, ToldFigures},
    survey::{Statement, SurveyFigures, Told},
};

use crate::{app::App, locale::Texts};

use super::{
    chart::{Bar, Bars},
    frame::{self, Frame},
    guard::Who,
    office::today,
    problem::Problem,
    route::{Access, Route},
    signed,
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/figures", Access::Everyone, page)]
}

#[derive(Template)]
#[template(path = "figures.html")]
struct Page {
    frame: Frame,
    t: Texts,
    before: String,
    filed: String,
    outcomes: Vec<(String, String)>,
    /// For each statement: its words, how many of a hundred agree, how many answered what.
    survey: Vec<(String, String, String)>,
    answers: u32,
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Result<Response, Problem> {
    let frame = signed::frame(&app, &visit, &who, "figures-title");
    let (t, at, today) = (frame.t(), app.now(), today(&app));
    let told = at.everybody(today);
    let ToldFigures { filed, by_outcome } = &*told;
    let outcomes = by_outcome
        .iter()
        .map(|(outcome, shown)| (t.code("outcome", outcome.code()).into_owned(), said(&t, *shown)))
        .collect();
    let survey = at.desk.survey();
    let drawn = survey.iter().flat_map(|survey| Statement::ALL.iter().map(|one| statement(&t, survey, *one)));
    Ok(frame::show(&Page {
        before: t.date(today),
        filed: said(&t, *filed),
        outcomes,
        survey: drawn.collect::<Result<_, _>>()?,
        answers: survey.as_ref().map_or(0, |survey| survey.answers),
        frame,
        t,
    }))
}

fn said(t: &Texts, shown: Shown) -> String {
    match shown {
        Shown::Exact(count) => count.to_string(),
        Shown::Few => t.t("figures-few").into_owned(),
    }
}

fn statement(
    t: &Texts,
    survey: &SurveyFigures,
    statement: Statement,
) -> Result<(String, String, String), Problem> {
    let words = t.code("statement", statement.code()).into_owned();
    let Told { agree_percent, by_degree } = survey.told(statement);
    let agree = match agree_percent {
        Some(percent) => t.t1("figures-agree", "percent", percent),
        None => t.t("figures-agree-untold").into_owned(),
    };
    let bars = by_degree.into_iter().map(|(degree, shown)| {
        let count = match shown {
            Shown::Exact(count) => u64::from(count),
            Shown::Few => 0,
        };
        Bar { shown: said(t, shown), ..Bar::new(t.code("degree", degree.code()).into_owned(), count) }
    });
    let bars = Bars { caption: agree.clone(), bars: bars.collect() };
    let drawn = bars.render().map_err(|error| Problem::internal(&error))?;
    Ok((words, agree, drawn))
}
