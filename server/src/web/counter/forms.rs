//! Forms on paper: the head reserves numbers, whoever mediates prints forms that carry them, and what was written on them is entered
//! later by the page for filing. So the day goes on when the network, the power or a phone does not. Those of the organiser's track are
//! printed in the office, too, by who leads it. Both print under the same numbers, and each is for one party: every
//! counter and the office are proposed their part of them ([`domain::paper`]), and nobody a number that was entered.
//!
//! A form of a number can be printed again at any time: it says nothing but the number.

use std::ops::Range;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Command, TicketNumber,
    fair::Language,
    number,
    paper::{Place, Reserved},
    staff::Role,
};

use crate::{
    app::App,
    documents::{
        self,
        blank::{self, Form},
    },
    locale::Texts,
    web::{
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        papers::short_title,
        problem::{Fault, Problem},
        route::{Access, HEADS, MEDIATORS, ON_DUTY, Route},
        signed,
        submit::{mendable, name_of},
        visit::Visit,
    },
};

use super::Done;

/// Most forms printed at once, some six hundred pages: all forms for as many numbers as are proposed.
const MOST: usize = 280;
/// Numbers proposed.
const PROPOSED: u32 = 20;
/// The field that tells of which batch numbers are printed, by the first of it.
const BATCH: &str = "batch";

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

/// Whether a form is printed at a place: a mediator needs all that a case may need, the office those of the organiser's track alone.
fn has(place: Place, form: Form) -> bool {
    place != Place::Office || form.is_organisers()
}

/// Which of a place's own numbers are proposed: the last in a row that are free. Those before one that was entered were printed with
/// it.
fn proposed(own: Range<u32>, is_free: impl Fn(u32) -> bool) -> Option<(u32, u32)> {
    let to = own.clone().rev().find(|count| is_free(*count))?;
    let from = (own.start..=to).rev().take_while(|count| is_free(*count)).last()?;
    Some((from, to))
}

/// Numbers reserved at one time.
struct Batch {
    first: u32,
    /// What the fields of the numbers hold: what was typed, else what is proposed here.
    typed: (String, String),
    /// Some of its numbers are proposed here.
    proposes: bool,
    /// Its form, where it was sent and could not be printed.
    sent: Option<Entries>,
    from: String,
    to: String,
    at: String,
    by: String,
    entered: usize,
}

impl Batch {
    /// Whether a box is ticked: as it was sent, else `usual`.
    fn chose(&self, field: &str, value: &str, usual: bool) -> bool {
        self.sent.as_ref().map_or(usual, |sent| sent.all(field).any(|chosen| chosen == value))
    }
}

/// What was typed and could not be taken, and what is wrong with it; nothing on a page that is shown for the first time.
#[derive(Default)]
struct Typed {
    /// The form for printing numbers of the batch that begins with this one.
    print: Option<(u32, Entries)>,
    /// How many numbers were to be reserved.
    count: Option<String>,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "counter_forms.html")]
struct FormsPage {
    frame: Frame,
    t: Texts,
    key: String,
    head: bool,
    office: bool,
    /// The fair hosts several mediation bodies.
    several: bool,
    print: &'static str,
    batches: Vec<Batch>,
    forms: Vec<(&'static str, String)>,
    languages: Vec<(&'static str, String)>,
    most: usize,
    count: String,
    errors: Errors,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Response {
    let frame = done.tell(at_counter(&app, &visit, &who));
    frame::show(&drawn(&app, frame, counter_of(&person), Typed::default()))
}

async fn page_in_office(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = in_office(&app, &visit, &who);
    frame::show(&drawn(&app, frame, (Place::Office, false), Typed::default()))
}

/// The counter of somebody's own body, and whether they reserve numbers there.
fn counter_of(person: &Signed) -> (Place, bool) {
    (Place::Counter(person.staff.profile.body), person.is(Role::Head))
}

fn at_counter(app: &App, visit: &Visit, who: &Who) -> Frame {
    signed::frame(app, visit, who, "forms-title").counter()
}

fn in_office(app: &App, visit: &Visit, who: &Who) -> Frame {
    signed::frame(app, visit, who, "forms-office-title").office()
}

fn batches(app: &App, t: &Texts, place: Place, sent: Option<&(u32, Entries)>) -> Vec<Batch> {
    let at = app.now();
    let Some(reserved) = at.desk.reserved() else { return Vec::new() };
    let number = |count| TicketNumber { series: reserved.series, count };
    let is_free = |count| at.desk.ticket(number(count)).is_none();
    let shown = reserved.batches.iter().rev().map(|batch| {
        let (first, last) = (batch.first, batch.last());
        let proposal = proposed(batch.part_of(place), is_free);
        let sent = sent.filter(|(of, _)| *of == first).map(|(_, sent)| sent.clone());
        let typed = match (&sent, proposal) {
            (Some(sent), _) => (sent.text("first").to_owned(), sent.text("last").to_owned()),
            (None, Some((from, to))) => (from.to_string(), to.to_string()),
            (None, None) => (String::new(), String::new()),
        };
        Batch {
            first,
            typed,
            proposes: proposal.is_some(),
            sent,
            from: number(first).to_string(),
            to: number(last).to_string(),
            at: t.moment(batch.at),
            by: batch.by.map(|by| name_of(by, &at)).unwrap_or_default(),
            entered: (first..=last).filter(|count| !is_free(*count)).count(),
        }
    });
    shown.collect()
}

fn drawn(app: &App, frame: Frame, (place, head): (Place, bool), typed: Typed) -> FormsPage {
    let t = frame.t();
    FormsPage {
        key: fresh_key(),
        head,
        office: place == Place::Office,
        several: app.now().desk.has_several_bodies(),
        print: if place == Place::Office { "/office/forms/print" } else { "/counter/forms/print" },
        batches: batches(app, &t, place, typed.print.as_ref()),
        forms: blank::FORMS
            .into_iter()
            .filter(|form| has(place, *form))
            .map(|form| (form.code(), t.t(called(form)).into_owned()))
            .collect(),
        languages: Language::ALL
            .into_iter()
            .map(|language| (language.tag(), t.language_name(language)))
            .collect(),
        most: MOST,
        count: typed.count.unwrap_or_else(|| PROPOSED.to_string()),
        errors: typed.errors,
        frame,
        t,
    }
}

/// The page as it was sent, with what is wrong.
fn again(app: &App, frame: Frame, place: (Place, bool), typed: Typed) -> Response {
    frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn(app, frame, place, typed))
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

async fn reserve(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let (typed, t, most) = (form.text("count").trim(), &visit.texts, app.now().desk.may_reserve());
    let refused = |why: String| {
        let (frame, mut errors) = (at_counter(&app, &visit, &who), Errors::default());
        errors.add("count", why);
        let typed = Typed { count: Some(typed.to_owned()), errors, ..Typed::default() };
        Ok(again(&app, frame, counter_of(&person), typed))
    };
    let count = match number::whole::<u32>(typed) {
        _ if most == 0 => return refused(t.t("forms-no-more").into_owned()),
        Some(count) if (1..=most).contains(&count) => count,
        Some(_) => return refused(t.t1("forms-count-range", "max", most)),
        None => return refused(t.t("forms-no-number").into_owned()),
    };
    let once = form.once(&app, &who, "counter/forms");
    match app.ask(who.from(), once, Command::ReserveNumbers { count }).await {
        Ok(_) => Ok(visit.sent("/counter/forms?done=forms")),
        Err(problem) => refused(mendable(problem, t)?),
    }
}

/// What is wrong with what is to be printed: fields and texts.
type Wrong = Vec<(&'static str, String)>;

/// What is to be printed.
struct Wanted {
    numbers: Vec<TicketNumber>,
    forms: Vec<Form>,
    languages: Vec<Language>,
}

impl Wanted {
    fn of(t: &Texts, reserved: &Reserved, place: Place, sent: &Entries) -> Result<Self, Wrong> {
        let mut wrong = Vec::new();
        let asked_for = |form: &Form| has(place, *form) && sent.all("form").any(|code| code == form.code());
        let forms: Vec<_> = blank::FORMS.into_iter().filter(asked_for).collect();
        if forms.is_empty() {
            wrong.push(("form", t.t("forms-none-chosen").into_owned()));
        }
        let languages: Vec<_> = sent.all("language").filter_map(Language::from_tag).collect();
        if languages.is_empty() {
            wrong.push(("language", t.t("forms-no-language").into_owned()));
        }
        let numbers = numbers(t, reserved, sent, &mut wrong);
        let (Some(numbers), true) = (numbers, wrong.is_empty()) else { return Err(wrong) };
        if numbers.len() * forms.len() * languages.len() > MOST {
            return Err(vec![("last", t.t1("forms-too-many", "max", MOST))]);
        }
        Ok(Self { numbers, forms, languages })
    }
}

/// The numbers from the first that was typed to the last; none where that cannot be.
fn numbers(t: &Texts, reserved: &Reserved, sent: &Entries, wrong: &mut Wrong) -> Option<Vec<TicketNumber>> {
    let mut read = |field: &'static str| {
        let count: Option<u32> = number::whole(sent.text(field));
        if count.is_none() {
            wrong.push((field, t.t("forms-no-number").into_owned()));
        }
        count
    };
    let (first, last) = (read("first"), read("last"));
    let (first, last) = (first?, last?);
    let number = |count| TicketNumber { series: reserved.series, count };
    let typed = [("first", first), ("last", last)];
    if let Some((field, _)) = typed.into_iter().find(|(_, count)| !reserved.has(number(*count))) {
        let (from, to) = (number(1).to_string(), number(reserved.count()).to_string());
        wrong.push((field, t.t2("forms-not-reserved", "first", from, "last", to)));
        return None;
    }
    if first > last {
        wrong.push(("last", t.t("forms-reversed").into_owned()));
        return None;
    }
    Some((first..=last).map(number).collect())
}

async fn print(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let frame = at_counter(&app, &visit, &who);
    printed_or_again(&app, frame, counter_of(&person), Entries::from_fields(asked)).await
}

async fn print_in_office(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let place = (Place::Office, false);
    printed_or_again(&app, in_office(&app, &visit, &who), place, Entries::from_fields(asked)).await
}

/// Prints what was asked for, or shows the page again with what is wrong at the fields of the batch: the one that was named, else the
/// newest.
async fn printed_or_again(
    app: &App,
    frame: Frame,
    place: (Place, bool),
    sent: Entries,
) -> Result<Response, Problem> {
    let at = app.now();
    let reserved = at.desk.reserved().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let wrong = match Wanted::of(&frame.t(), reserved, place.0, &sent) {
        Ok(wanted) => return printed(app, wanted).await,
        Err(wrong) => wrong,
    };
    let named = reserved.batches.iter().find(|batch| batch.first.to_string() == sent.text(BATCH));
    let batch = named.or(reserved.batches.last()).map_or(1, |batch| batch.first);
    let mut errors = Errors::default();
    for (field, text) in wrong {
        errors.add(&format!("{batch}-{field}"), text);
    }
    Ok(again(app, frame, place, Typed { print: Some((batch, sent)), errors, ..Typed::default() }))
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
        documents::typeset_all(&papers)
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
