//! The retention run: what has been kept for its time, shown before it goes; then erased, case by case, by the one way of erasing
//! there is. Nothing goes by itself, and every count stays.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, CaseId, Command,
    proposal::Deed,
    retention::{Keeping, Kept, MAX_RUN},
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        complaints::history,
        counter::{Done, line::about},
        disclosure,
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        office::today,
        problem::{Fault, Problem},
        proposals::{self, Eyes},
        route::{Access, HEADS, Route},
        signed,
        visit::Visit,
    },
};

pub(super) fn routes() -> Vec<Route> {
    let heads = Access::Staff(HEADS);
    vec![Route::get("/counter/retention", heads, page), Route::post("/counter/retention", heads, run)]
}

#[derive(Template)]
#[template(path = "counter_retention.html")]
struct RetentionPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    typed: String,
    years: u8,
    days: u16,
    /// Who may be the second person, where one has to confirm it.
    eyes: Option<Eyes>,
    /// What should be thought of first.
    first: Vec<String>,
    reach: Reach,
    due: Vec<Line>,
    /// Due by time, and held because a complaint is not settled or it is told as an example by consent.
    held: Vec<Line>,
    /// What is due beyond one run.
    more: usize,
    /// What is not due yet, and the first day on which something will be.
    later: usize,
    next: Option<String>,
}

/// One case whose time is counted.
pub(in crate::web) struct Line {
    pub(in crate::web) id: String,
    pub(in crate::web) ticket: String,
    pub(in crate::web) about: String,
    pub(in crate::web) what: String,
    pub(in crate::web) until: String,
}

/// The cases of a run, as whoever confirms it is shown them.
pub(in crate::web) fn lines_of(at: &Published, t: &Texts, cases: &[CaseId]) -> Vec<Line> {
    let kept = cases.iter().filter_map(|id| at.desk.keeping(at.desk.case(*id)?));
    kept.map(|keeping| line(at, t, &keeping)).collect()
}

/// What a run takes and what it leaves, where it is not the same of every case: of how many of them.
pub(in crate::web) struct Reach {
    /// Whether files go; else nothing but what authorities were given of cases that are erased already.
    pub(in crate::web) files: bool,
    pub(in crate::web) goes: Vec<String>,
    pub(in crate::web) stays: Vec<String>,
}

impl Reach {
    pub(in crate::web) fn of(at: &Published, t: &Texts, cases: &[CaseId], today: Date) -> Self {
        let cases: Vec<&Case> = cases.iter().filter_map(|id| at.desk.case(*id).map(AsRef::as_ref)).collect();
        let count = |of: &dyn Fn(&Case) -> bool| cases.iter().filter(|case| of(case)).count();
        let line = |key: &'static str, count: usize| (count > 0).then(|| t.t1(key, "count", count));
        // What is due was kept for as long as the record of what authorities were given of it: that goes with it.
        let given = count(&|case| at.desk.record_goes(case, today));
        let stays = [
            line("retention-stays-history", count(&history::tells_of)),
            line("retention-stays-example", count(&|case| case.public_account().is_some())),
        ];
        Self {
            files: count(&|case| case.erased_at.is_none()) > 0,
            goes: line("retention-goes-given", given).into_iter().collect(),
            stays: stays.into_iter().flatten().collect(),
        }
    }
}

/// What should be thought of before cases of a run are erased.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) fn first(
    app: &App,
    at: &Published,
    t: &Texts,
    person: &Signed,
    cases: &[CaseId],
) -> Result<Vec<String>, Problem> {
    let mut first = Vec::new();
    if cases.iter().any(|id| at.desk.has_open_request(*id)) {
        first.push(t.t("erase-request-open").into_owned());
    }
    for case in cases.iter().filter_map(|id| at.desk.case(*id)) {
        first.extend(disclosure::unsigned(app, at, t, person, case)?);
    }
    Ok(first)
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let mut page = preview(&app, &visit, (&who, &person), "", Errors::default())?;
    page.frame = done.tell(page.frame);
    Ok(frame::show(&page))
}

fn preview(
    app: &App,
    visit: &Visit,
    (who, person): (&Who, &Signed),
    typed: &str,
    errors: Errors,
) -> Result<RetentionPage, Problem> {
    let (at, today) = (app.now(), today(app));
    let frame = signed::frame(app, visit, who, "retention-title").counter();
    let t = frame.t();
    let line = |keeping: &Keeping| line(&at, &t, keeping);
    let (mut due, mut held) = (Vec::new(), Vec::new());
    let own = |keeping: &Keeping| {
        at.desk.case(keeping.case).is_none_or(|case| !person.staff.serves_other(case.body))
    };
    for keeping in at.desk.kept_until_before(today).filter(own) {
        if keeping.held { held.push(keeping) } else { due.push(keeping) }
    }
    let body = at.desk.has_several_bodies().then_some(person.staff.profile.body);
    let (later, next) = at.desk.kept_on(today, body);
    let cases: Vec<_> = due.iter().take(MAX_RUN).map(|keeping| keeping.case).collect();
    let first = first(app, &at, &t, person, &cases)?;
    let reach = Reach::of(&at, &t, &cases, today);
    let run = Deed::Retention { cases };
    Ok(RetentionPage {
        key: fresh_key(),
        typed: typed.to_owned(),
        years: at.desk.rules().keeping.file_years,
        days: at.desk.rules().keeping.enquiry_days,
        eyes: Eyes::ahead(&at, &t, &run, &person.staff, app.clock.now()),
        first,
        reach,
        more: due.len().saturating_sub(MAX_RUN),
        due: due.iter().take(MAX_RUN).map(line).collect(),
        held: held.iter().take(MAX_RUN).map(line).collect(),
        later,
        next: next.and_then(|day| Some(t.date(day.tomorrow().ok()?))),
        errors,
        frame,
        t,
    })
}

fn line(at: &Published, t: &Texts, keeping: &Keeping) -> Line {
    let case = at.desk.case(keeping.case);
    let lead = case.and_then(|case| case.claimant().ticket).and_then(|number| at.desk.ticket(number));
    Line {
        id: keeping.case.to_string(),
        ticket: lead.map(|lead| lead.number.to_string()).unwrap_or_default(),
        about: match (case, lead, keeping.what) {
            (Some(case), Some(lead), Kept::File | Kept::Enquiry) => about(t, case, lead),
            _ => String::new(),
        },
        what: t.code("kept", keeping.what.code()).into_owned(),
        until: t.date(keeping.until),
    }
}

async fn run(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let named: Vec<Option<CaseId>> = form.all("case").map(|id| id.parse().ok()).collect();
    let cases: Option<Vec<CaseId>> = named.into_iter().collect();
    let cases = cases.filter(|cases| !cases.is_empty());
    let cases = cases.ok_or_else(|| Problem::of(Fault::Invalid).field("case", "unknown"))?;
    if form.text("count").trim() != cases.len().to_string() {
        let mut errors = Errors::default();
        errors.add("count", visit.texts.t("retention-count-wrong"));
        let page = preview(&app, &visit, (&who, &person), form.text("count"), errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let once = form.once(&app, &who, "counter/retention");
    let accepted = app.ask(who.from(), once, Command::RunRetention { cases }).await?;
    Ok(visit.sent(proposals::after(&accepted).unwrap_or("/counter/retention?done=retention")))
}
