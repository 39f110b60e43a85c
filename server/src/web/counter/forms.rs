//! Forms on paper: the head reserves numbers, whoever mediates prints forms that carry them, and what was written on them is entered
//! later by the page for filing. So the day goes on when the network, the power or a phone does not. Those of the organiser's track are
//! printed in the office, too, by who leads it. Both print under the same numbers, and each is for one party: the counter is proposed the
//! first of them, the office the last.
//!
//! A form of a number can be printed again at any time: it says nothing but the number.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Command, TicketNumber, fair::Language, staff::Role};

use crate::{
    app::App,
    documents::{
        self,
        blank::{self, Form},
    },
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Frame},
        guard::{Signed, Who},
        papers::short_title,
        problem::{Fault, Problem},
        route::{Access, HEADS, MEDIATORS, ON_DUTY, Route},
        signed,
        submit::name_of,
        visit::Visit,
    },
};

use super::{Done, actions::unknown};

/// Most forms printed at once, some six hundred pages: all forms for as many numbers as are proposed.
const MOST: usize = 280;
/// Numbers proposed.
const PROPOSED: u32 = 20;

pub(super) fn routes() -> Vec<Route> {
    let (mediators, office) = (Access::Staff(MEDIATORS), Access::Staff(ON_DUTY));
    vec![
        Route::get("/counter/forms", mediators, page),
        Route::post("/counter/forms", Access::Staff(HEADS), reserve),
        Route::get("/counter/forms/print", mediators, print),
        Route::get("/office/forms", office, page_in_office),
        Route::get("/office/forms/print", office, print_in_office),
    ]
}

/// Where forms are printed: a mediator needs all that a case may need, the office those of the organiser's track alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Counter,
    Office,
}

impl Place {
    fn has(self, form: Form) -> bool {
        self == Self::Counter || form.is_organisers()
    }

    /// Which numbers of those from `first` to `last` are proposed: the office half of them at most.
    fn proposed(self, first: u32, last: u32) -> (u32, u32) {
        let office = last.saturating_sub(first).div_ceil(2);
        let from = last.saturating_sub(office).saturating_add(1);
        match self {
            Self::Counter => (first, last.saturating_sub(office)),
            Self::Office => (from.min(last), last),
        }
    }

    fn print(self) -> &'static str {
        match self {
            Self::Counter => "/counter/forms/print",
            Self::Office => "/office/forms/print",
        }
    }
}

/// Numbers reserved at one time.
struct Batch {
    first: u32,
    last: u32,
    /// The numbers that are proposed to be printed here.
    proposed: (u32, u32),
    from: String,
    to: String,
    at: String,
    by: String,
    entered: usize,
}

#[derive(Template)]
#[template(path = "counter_forms.html")]
struct FormsPage {
    frame: Frame,
    t: Texts,
    key: String,
    head: bool,
    office: bool,
    print: &'static str,
    batches: Vec<Batch>,
    forms: Vec<(&'static str, String)>,
    languages: Vec<(&'static str, String)>,
    most: usize,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Response {
    let frame = done.tell(signed::frame(&app, &visit, &who, "forms-title").counter());
    shown(&app, frame, Place::Counter, person.is(Role::Head))
}

async fn page_in_office(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = signed::frame(&app, &visit, &who, "forms-office-title").office();
    shown(&app, frame, Place::Office, false)
}

fn shown(app: &App, frame: Frame, place: Place, head: bool) -> Response {
    let t = frame.t();
    let at = app.now();
    let reserved = at.desk.reserved();
    let batches = reserved.into_iter().flat_map(|reserved| reserved.batches.iter().rev()).map(|batch| {
        let series = reserved.map(|reserved| reserved.series);
        let name =
            |count| series.map(|series| TicketNumber { series, count }.to_string()).unwrap_or_default();
        let numbers =
            (batch.first..=batch.last()).filter_map(|count| Some(TicketNumber { series: series?, count }));
        Batch {
            first: batch.first,
            last: batch.last(),
            proposed: place.proposed(batch.first, batch.last()),
            from: name(batch.first),
            to: name(batch.last()),
            at: t.moment(batch.at),
            by: batch.by.map(|by| name_of(by, &at)).unwrap_or_default(),
            entered: numbers.filter(|number| at.desk.ticket(*number).is_some()).count(),
        }
    });
    let page = FormsPage {
        key: fresh_key(),
        head,
        office: place == Place::Office,
        print: place.print(),
        batches: batches.collect(),
        forms: blank::FORMS
            .into_iter()
            .filter(|form| place.has(*form))
            .map(|form| (form.code(), t.t(called(form)).into_owned()))
            .collect(),
        languages: Language::ALL
            .into_iter()
            .map(|language| (language.tag(), t.language_name(language)))
            .collect(),
        most: MOST,
        frame,
        t,
    };
    frame::show(&page)
}

/// The key of what a form is called in the list.
fn called(form: Form) -> &'static str {
    match form {
        Form::Of(kind) => short_title(kind),
        Form::Impartiality => "papers-title-impartiality",
        Form::Complaint => "papers-short-complaint",
        Form::Statement => "papers-short-statement",
    }
}

impl FormsPage {
    fn proposed() -> u32 {
        PROPOSED
    }
    fn at_once() -> u32 {
        domain::paper::MAX_AT_ONCE
    }
}

async fn reserve(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let count = form.text("count").trim().parse().map_err(|_| unknown("count"))?;
    let once = form.once(&app, &who, "counter/forms");
    app.ask(who.from(), once, Command::ReserveNumbers { count }).await?;
    Ok(visit.sent("/counter/forms?done=forms"))
}

/// What is to be printed.
struct Wanted {
    numbers: Vec<TicketNumber>,
    forms: Vec<Form>,
    languages: Vec<Language>,
}

impl Wanted {
    fn of(app: &App, place: Place, asked: &[(String, String)]) -> Result<Self, Problem> {
        let one =
            |name: &str| asked.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
        let every =
            |name: &'static str| asked.iter().filter(move |(key, _)| key == name).map(|(_, value)| value);
        let asked_for = |form: &Form| place.has(*form) && every("form").any(|code| code == form.code());
        let forms: Vec<_> = blank::FORMS.into_iter().filter(asked_for).collect();
        let languages: Vec<_> = every("language").filter_map(|tag| Language::from_tag(tag)).collect();
        if forms.is_empty() {
            return Err(unknown("form"));
        }
        if languages.is_empty() {
            return Err(unknown("language"));
        }
        let at = app.now();
        let reserved = at.desk.reserved().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let first: u32 = one("first").parse().map_err(|_| unknown("first"))?;
        let last: u32 = one("last").parse().map_err(|_| unknown("last"))?;
        let series = reserved.series;
        let known = |count| reserved.has(TicketNumber { series, count });
        if first > last || !known(first) || !known(last) {
            let name = |count| TicketNumber { series, count }.to_string();
            let problem = Problem::of(Fault::Invalid).coded("not-reserved").field("first", "not-reserved");
            let problem = problem.with("first", name(1)).with("last", name(reserved.count()));
            return Err(problem.worded("print-not-reserved"));
        }
        let numbers: Vec<_> = (first..=last).map(|count| TicketNumber { series, count }).collect();
        if numbers.len() * forms.len() * languages.len() > MOST {
            let problem = Problem::of(Fault::Invalid).coded("too-many-of").with("max", MOST.to_string());
            return Err(problem.field("last", "too-many"));
        }
        Ok(Self { numbers, forms, languages })
    }
}

async fn print(
    State(app): State<App>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    printed(&app, Wanted::of(&app, Place::Counter, &asked)?).await
}

async fn print_in_office(
    State(app): State<App>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    printed(&app, Wanted::of(&app, Place::Office, &asked)?).await
}

/// Sets of forms, each number's together, so that a set can be taken from the pile.
async fn printed(app: &App, wanted: Wanted) -> Result<Response, Problem> {
    let at = app.now();
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let (plan, number) =
        (fair.plan.clone(), wanted.numbers.first().map(ToString::to_string).unwrap_or_default());
    let set = app.tasks.spawn_blocking(move || {
        let mut papers = Vec::new();
        for number in &wanted.numbers {
            for language in &wanted.languages {
                papers.extend(
                    wanted.forms.iter().filter_map(|form| blank::form(&plan, *form, *number, *language)),
                );
            }
        }
        papers::typeset_all(&papers, documents::fonts()?)
    });
    let set = set.await.map_err(|gone| Problem::internal(&gone))?;
    let set = set.map_err(|error| Problem::internal(&error))?;
    let name = HeaderValue::from_str(&format!("inline; filename=\"forms-{number}.pdf\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, name.map_err(|error| Problem::internal(&error))?),
    ];
    Ok((headers, set.pdf).into_response())
}

#[cfg(test)]
mod tests;
