//! `/office/handovers`: lists of cases for a judicial bureau, an office for intellectual property, a court. No names stand in them; that
//! one was made, for whom and on what ground, stands in the journal before the first row leaves the desk, and so does what left.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command,
    body::Content,
    case::Ask,
    handover::{EDITION, Fetched, Handover, LONGEST, Recipient},
    proposal::Deed,
    staff::Role,
    text::{self, TextFault},
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    report::cases::{COLUMNS, MEDIATION},
    web::{
        bodies,
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        office::today,
        paging::Paging,
        plan_form,
        problem::{Fault, Problem},
        proposals::{self, Eyes},
        route::{Access, LEADERS, Route},
        signed,
        submit::{mendable, name_of},
        visit::Visit,
    },
};

mod list;

/// The page of lists for authorities.
pub(in crate::web) const PAGE: &str = "/office/handovers";
/// Most downloads of one list that are told, the newest.
const FETCHED: usize = 5;
/// Lists told on one page.
const LISTS: usize = 50;

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    vec![
        Route::get(PAGE, leaders, page),
        Route::post(PAGE, leaders, hand_over),
        Route::get("/office/handovers/{entry}/cases.csv", leaders, list::csv),
        Route::get("/office/handovers/{entry}/cases.xlsx", leaders, list::xlsx),
    ]
}

#[derive(Template)]
#[template(path = "handovers.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    sent: Entries,
    key: String,
    from: String,
    until: String,
    done: Vec<Done>,
    paging: Paging,
    /// Who may be the second person, where one has to confirm it.
    eyes: Option<Eyes>,
    /// The organiser's list leaves out what belongs to the mediation.
    whole: bool,
    /// Whose cases a head lists, where there are several mediation bodies.
    body: Option<String>,
    /// A column, what stands in it, whether it belongs to the mediation.
    columns: Vec<(&'static str, String, bool)>,
}

/// A list that was handed over.
struct Done {
    entry: u64,
    at: String,
    by: String,
    to: String,
    words: String,
    days: String,
    /// Whose cases stand in it, where there are several mediation bodies.
    body: Option<String>,
    cases: String,
    /// Whether its reader gets it with what belongs to the mediation.
    whole: bool,
    /// What left of it, with that and without: two files, each counted by itself.
    left: Vec<Left>,
}

/// What left of a list in one of its two shapes.
struct Left {
    /// In which, and how often.
    said: String,
    /// The newest: when, by whom and as what, and its digest.
    newest: Vec<(String, String)>,
    /// How many more there were.
    more: usize,
}

impl Left {
    /// Nothing where none left in this shape.
    fn of(at: &Published, one: &Handover, whole: bool, t: &Texts) -> Option<Self> {
        let all: Vec<_> = one.fetched.iter().rev().filter(|left| left.whole == whole).collect();
        let key = if whole { "handover-left-whole" } else { "handover-left-part" };
        (!all.is_empty()).then(|| Self {
            said: t.t1(key, "count", all.len()),
            newest: all.iter().take(FETCHED).map(|left| fetched(at, left, t)).collect(),
            more: all.len().saturating_sub(FETCHED),
        })
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Told {
    done: String,
    /// Which page of the lists that were made.
    page: usize,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let page = built(&app, &visit, &who, &person, (Entries::default(), Errors::default(), told.page))?;
    let frame = match told.done.as_str() {
        "recorded" => page.frame.clone().notice(Tone::Good, page.t.t("handover-done")),
        _ => page.frame.clone(),
    };
    Ok(frame::show(&Page { frame, ..page }))
}

fn built(
    app: &App,
    visit: &Visit,
    who: &Who,
    person: &Signed,
    (sent, errors, asked): (Entries, Errors, usize),
) -> Result<Page, Problem> {
    let at = app.now();
    let plan = &at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?.plan;
    let frame = signed::frame(app, visit, who, "handover-title").office();
    let t = frame.t();
    let theirs = at.desk.handovers().rev().filter(|one| at.desk.may_have_list(&person.staff, one));
    let theirs: Vec<_> = theirs.collect();
    let paging = Paging::of(theirs.len(), LISTS, asked, |page| format!("{PAGE}?page={page}#done"));
    // Of each the journal is read.
    let done: Result<Vec<_>, _> = paging
        .of_all(&theirs)
        .iter()
        .map(|one| done(app, &at, (*one, at.desk.may_have_whole_list(&person.staff, one)), &t))
        .collect();
    let whole = person.is(Role::Head);
    let today = plan.day_of(app.clock.now());
    let typed = |name: &str, default: Date| match sent.text(name) {
        "" => default.to_string(),
        typed => typed.to_owned(),
    };
    let list = Deed::HandOver {
        part: if whole { Ask::Mediation } else { Ask::Measure },
        to: Recipient::Court,
        edition: EDITION,
        from: today,
        until: today,
        cases: 0,
        body: whole.then_some(person.staff.profile.body),
    };
    let about = |column: &&'static str| {
        (*column, t.code("cases-column", column).into_owned(), MEDIATION.contains(column))
    };
    Ok(Page {
        errors,
        key: fresh_key(),
        from: typed("from", plan.first_day.min(today)),
        until: typed("until", plan.last_day_until(today).max(plan.first_day.min(today))),
        done: done?,
        paging,
        eyes: Eyes::ahead(&at, &t, &list, &person.staff, app.clock.now()),
        whole,
        body: bodies::among_several(&at, person.staff.profile.body).filter(|_| whole),
        columns: COLUMNS.iter().map(about).collect(),
        sent,
        frame,
        t,
    })
}

fn done(app: &App, at: &Published, (one, whole): (&Handover, bool), t: &Texts) -> Result<Done, Problem> {
    let words = match app.engine.entry(one.words)?.and_then(|entry| entry.body.content()) {
        Some(Content::Remark { text }) => text,
        Some(_) | None => t.t("log-mark-erased").into_owned(),
    };
    Ok(Done {
        entry: one.seq,
        at: t.moment(one.at),
        by: one.by.map(|by| name_of(by, at)).unwrap_or_default(),
        to: t.code("recipient", one.to.code()).into_owned(),
        words,
        days: t.t2("report-days-value", "first", t.plain_date(one.from), "last", t.plain_date(one.until)),
        body: one.body.and_then(|body| bodies::among_several(at, body)),
        cases: t.number(one.cases),
        whole,
        left: [true, false].into_iter().filter_map(|whole| Left::of(at, one, whole, t)).collect(),
    })
}

fn fetched(at: &Published, left: &Fetched, t: &Texts) -> (String, String) {
    let by = left.by.map(|by| name_of(by, at)).unwrap_or_default();
    let form = t.code("list-form", left.form.code());
    let said = [t.moment(left.at), by, form.into_owned()];
    (said.join(" · "), left.sha256.clone())
}

/// How many cases a list of this person's would hold.
fn listed(app: &App, person: &Signed, from: Date, until: Date) -> u32 {
    let body = person.is(Role::Head).then_some(person.staff.profile.body);
    app.now().desk.listed_count(body, from, until)
}

async fn hand_over(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&visit.texts, Errors::default());
    let to = Recipient::from_code(form.text("to"));
    if to.is_none() {
        errors.add("to", t.t("handover-to-missing"));
    }
    let words = text::line(form.text("ground"), LONGEST);
    match &words {
        Ok(_) => {}
        Err(TextFault::Empty) => errors.add("ground", t.t("handover-words-missing")),
        Err(TextFault::TooLong { max }) => errors.add("ground", t.t1("entry-too-long", "max", *max)),
    }
    let days = [("from", "handover-day-missing"), ("until", "handover-day-missing")].map(|(name, key)| {
        let day = plan_form::day(&form, name, t, &mut errors);
        if day.is_none() && errors.of(name).is_empty() {
            errors.add(name, t.t(key));
        }
        day
    });
    if let [Some(from), Some(until)] = days
        && until < from
    {
        errors.add("until", t.t("handover-days-reversed"));
    }
    let today = today(&app);
    if days[0].is_some_and(|from| from > today) {
        errors.add("from", t.t("handover-not-begun"));
    } else if days[1].is_some_and(|until| until > today) {
        errors.add("until", t.t("handover-not-over"));
    }
    // It is recorded for ever: that nothing stands in it is said before, and asked once more.
    if errors.is_empty()
        && form.text("empty") != "yes"
        && let [Some(from), Some(until)] = days
        && listed(&app, &person, from, until) == 0
    {
        errors.add("empty", t.t("handover-empty"));
    }
    let (Some(to), Ok(words), [Some(from), Some(until)], true) = (to, words, days, errors.is_empty()) else {
        let page = built(&app, &visit, &who, &person, (form, errors, 1))?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let command = Command::HandOverCases { to, from, until, words };
    match app.ask(who.from(), form.once(&app, &who, "office/handover"), command).await {
        Ok(accepted) => {
            let done = format!("{PAGE}?done=recorded#done");
            Ok(visit.sent(proposals::after(&accepted).unwrap_or(&done)))
        }
        Err(problem) => {
            errors.add("ground", mendable(problem, t)?);
            let page = built(&app, &visit, &who, &person, (form, errors, 1))?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
