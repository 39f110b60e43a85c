//! One registered right as a form: registered on an exhibitor's behalf, corrected, looked up, taken out again.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, ExhibitorId, Fact, RightId,
    body::RightBody,
    case::RightKind,
    register::{Look, Registration, RightStatus, RightTerms, StatusCheck, Withdrawal, is_same_number},
    text::{self, TextFault},
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        filing::place,
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        office::{self, ON_DUTY, ORGANISER, today},
        plan_form,
        problem::{Fault, Problem},
        registered::Shown,
        route::{ORGANISERS, Route},
        submit::name_of,
        visit::Visit,
    },
};

/// Longest number, title, owner, licensees, papers, in characters.
const SHORT: usize = 200;
const LONG: usize = 1000;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/rights/new", ORGANISER, blank),
        Route::post("/office/rights/new", ORGANISER, register),
        Route::get("/office/rights/{id}", ON_DUTY, show),
        Route::post("/office/rights/{id}", ORGANISER, amend),
        Route::post("/office/rights/{id}/check", ORGANISER, check),
        Route::post("/office/rights/{id}/withdraw", ORGANISER, withdraw),
    ]
}

/// A right that is there already, beside its form.
struct Known {
    id: RightId,
    exhibitor: ExhibitorId,
    shown: Shown,
    /// Who entered it.
    by: String,
    /// When and why it was taken out.
    withdrawn: Option<String>,
    /// Each time it was looked up, of the latest day first.
    looks: Vec<Told>,
}

/// One look-up in words.
struct Told {
    /// The day, and what was found.
    said: String,
    /// By whom and when it was entered.
    entered: String,
    /// It says nothing of the number or kind that stands there now.
    former: bool,
}

fn told(published: &Published, t: &Texts, right: &Registration) -> Vec<Told> {
    let mut looks: Vec<&Look> = right.looks.iter().rev().collect();
    looks.sort_by_key(|look| std::cmp::Reverse(look.check.on));
    let one = |look: &Look| {
        let (date, status) = (t.plain_date(look.check.on), t.code("right-status", look.check.status.code()));
        let moment = t.moment(look.at);
        let entered = match look.by {
            Some(by) => t.t2("right-look-by", "who", name_of(by, published), "moment", moment),
            None => t.t1("right-look-entered", "moment", moment),
        };
        Told { said: t.t2("rights-checked-on", "date", date, "status", status), entered, former: look.former }
    };
    looks.into_iter().map(one).collect()
}

#[derive(Template)]
#[template(path = "office_right.html")]
struct EditPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    /// As typed or as known.
    sent: Entries,
    known: Option<Known>,
    /// The form of a check as it was sent, else with today's day.
    check: Entries,
    /// The reader keeps the register, and does not only look things up.
    keeps: bool,
}

impl EditPage {
    fn kinds() -> Vec<&'static str> {
        RightKind::ALL.iter().map(|kind| kind.code()).collect()
    }
    fn statuses() -> Vec<&'static str> {
        RightStatus::ALL.iter().map(|status| status.code()).collect()
    }
    fn reasons() -> Vec<&'static str> {
        Withdrawal::ALL.iter().map(|reason| reason.code()).collect()
    }
    fn open(&self) -> bool {
        self.keeps && self.known.as_ref().is_none_or(|known| known.withdrawn.is_none())
    }
}

fn page(
    app: &App,
    visit: &Visit,
    who: &Who,
    sent: Entries,
    errors: Errors,
    right: Option<&Registration>,
) -> EditPage {
    let frame =
        office::frame(app, visit, who, if right.is_some() { "right-title" } else { "right-new-title" });
    let (t, published, today) = (frame.t(), app.now(), today(app));
    let known = right.and_then(|right| {
        let at = |(at, why): (jiff::Timestamp, Withdrawal)| {
            t.t2("right-withdrawn", "date", t.date_of(at), "reason", t.code("withdrawal", why.code()))
        };
        Some(Known {
            id: right.id,
            exhibitor: right.exhibitor,
            shown: Shown::of(&published, &t, right, today)?,
            by: right.by.map(|by| name_of(by, &published)).unwrap_or_default(),
            withdrawn: right.withdrawn.map(at),
            looks: told(&published, &t, right),
        })
    });
    let key = sent.text(form::KEY);
    let idempotency = if key.is_empty() { form::fresh_key() } else { key.to_owned() };
    let keeps = who.is_one_of(ORGANISERS);
    let check = Entries::from_fields(vec![("on".to_owned(), today.to_string())]);
    EditPage { frame, t, errors, idempotency, sent, known, check, keeps }
}

#[derive(serde::Deserialize, Default)]
struct Of {
    #[serde(default)]
    exhibitor: String,
    #[serde(default)]
    done: String,
}

async fn blank(State(app): State<App>, visit: Visit, who: Who, Query(of): Query<Of>) -> Response {
    let published = app.now();
    let exhibitor = of.exhibitor.parse().ok().and_then(|id| published.names.exhibitor(id));
    let name = exhibitor.map(|body| body.name.clone()).unwrap_or_default();
    let sent = vec![("exhibitor".to_owned(), name), ("exhibitor_id".to_owned(), of.exhibitor)];
    frame::show(&page(&app, &visit, &who, Entries::from_fields(sent), Errors::default(), None))
}

fn find<'p>(published: &'p Published, id: &str) -> Result<&'p Arc<Registration>, Problem> {
    let id: RightId = id.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    published.desk.registration(id).ok_or(Problem::of(Fault::NotFound))
}

/// What the register says, as if it had just been typed.
fn entries(right: &Registration, body: &RightBody) -> Entries {
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let fields = [
        ("kind", right.terms.kind.code().to_owned()),
        ("number", text(&body.number)),
        ("title", body.title.clone()),
        ("owner", body.owner.clone()),
        ("licensees", text(&body.licensees)),
        ("papers", text(&body.papers)),
        ("valid_from", date(right.terms.valid_from)),
        ("valid_to", date(right.terms.valid_to)),
    ];
    Entries::from_fields(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let published = app.now();
    let right = find(&published, &id)?;
    let body = published.names.right(right.id).ok_or(Problem::of(Fault::Erased))?;
    let mut page = page(&app, &visit, &who, entries(right, body), Errors::default(), Some(right));
    let told = match of.done.as_str() {
        "saved" => Some("right-saved"),
        "checked" => Some("right-checked"),
        "withdrawn" => Some("right-taken-out"),
        _ => None,
    };
    if let Some(key) = told {
        page.frame = page.frame.notice(Tone::Good, visit.texts.t(key));
    }
    Ok(frame::show(&page))
}

/// Kind, validity and particulars; what is wrong stands in `errors`.
fn typed(form: &Entries, t: &Texts, errors: &mut Errors) -> Option<(RightTerms, RightBody)> {
    let kind = RightKind::from_code(form.text("kind"));
    if kind.is_none() {
        errors.add("kind", t.t("right-kind-missing"));
    }
    let mut optional = |field: &str, max: usize| match text::optional_line(form.text(field), max) {
        Ok(line) => line,
        Err(TextFault::Empty) => None,
        Err(TextFault::TooLong { max }) => {
            errors.add(field, t.t1("entry-too-long", "max", max));
            None
        }
    };
    let number = optional("number", SHORT);
    let (licensees, papers) = (optional("licensees", LONG), optional("papers", LONG));
    let title = plan_form::named(form.text("title"), "title", SHORT, t, errors);
    let owner = plan_form::named(form.text("owner"), "owner", SHORT, t, errors);
    // Copyright, secrets and trade dress come without a number; everything else is known by one.
    if number.is_none() && kind.is_some_and(numbered) && errors.of("number").is_empty() {
        errors.add("number", t.t("right-number-missing"));
    }
    let (valid_from, valid_to) =
        (plan_form::day(form, "valid_from", t, errors), plan_form::day(form, "valid_to", t, errors));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        errors.add("valid_to", t.t("entry-ends-before"));
    }
    Some((
        RightTerms { kind: kind?, valid_from, valid_to },
        RightBody { number, title: title?, owner: owner?, licensees, papers },
    ))
}

fn numbered(kind: RightKind) -> bool {
    match kind {
        RightKind::InventionPatent | RightKind::UtilityModel | RightKind::Design | RightKind::Trademark => {
            true
        }
        RightKind::Copyright | RightKind::TradeSecret | RightKind::UnfairCompetition | RightKind::Other => {
            false
        }
    }
}

/// Whose right it is: the exhibitor whose page led here, else the one that the booth or name means.
fn owner(published: &Published, form: &Entries, t: &Texts, errors: &mut Errors) -> Option<ExhibitorId> {
    let typed = form.text("exhibitor").trim();
    let led = form
        .text("exhibitor_id")
        .parse()
        .ok()
        .filter(|id| published.names.exhibitor(*id).is_some_and(|body| body.name == typed));
    let found = led.or_else(|| place::find(published, None, None, typed, "").exhibitor);
    if found.is_none() {
        errors.add("exhibitor", t.t("right-exhibitor-unknown"));
    }
    found
}

/// The same exhibitor's right with this number, when there is one besides `own`.
fn doubled(published: &Published, exhibitor: ExhibitorId, body: &RightBody, own: Option<RightId>) -> bool {
    let same = body.number.iter().flat_map(|number| published.names.rights_numbered(number));
    same.filter_map(|id| published.desk.registration(id))
        .any(|right| right.exhibitor == exhibitor && right.withdrawn.is_none() && own != Some(right.id))
}

async fn register(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let once = form.once(&app, &who, "office/right");
    let exhibitor = owner(&published, &form, t, &mut errors);
    let read = typed(&form, t, &mut errors);
    if let (Some(exhibitor), Some((_, body))) = (exhibitor, &read)
        && doubled(&published, exhibitor, body, None)
        && !app.has_answered(&once)
    {
        errors.add("number", t.t("right-number-twice"));
    }
    let (Some(exhibitor), Some((terms, body)), true) = (exhibitor, read, errors.is_empty()) else {
        let page = page(&app, &visit, &who, form, errors, None);
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let right = RightId(app.fresh_id());
    let command = Command::RegisterRight { right, exhibitor, terms, body };
    let accepted = app.ask(office::sender(&who)?, once, command).await?;
    // A repeated form made its right the first time, under another id.
    let made = accepted.entries.iter().find_map(|entry| {
        if let Fact::RightRegistered { right, .. } = entry.fact { Some(right) } else { None }
    });
    Ok(visit.sent(&format!("/office/rights/{}?done=saved", made.unwrap_or(right))))
}

async fn amend(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let right = find(&published, &id)?;
    let read = typed(&form, t, &mut errors);
    if read.as_ref().is_some_and(|(_, body)| doubled(&published, right.exhibitor, body, Some(right.id))) {
        errors.add("number", t.t("right-number-twice"));
    }
    let (Some((terms, body)), true) = (read, errors.is_empty()) else {
        let page = page(&app, &visit, &who, form, errors, Some(right));
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let known: Option<&RightBody> = published.names.right(right.id).map(AsRef::as_ref);
    // What is saved as it stood is no correction, and nothing says afterwards that it was one.
    if known == Some(&body) && terms == right.terms {
        return Ok(visit.sent(&format!("/office/rights/{id}?done=saved")));
    }
    let before = known.and_then(|known| known.number.as_deref());
    let renumbered = !is_same_number(before, body.number.as_deref());
    let command = Command::AmendRight { right: right.id, terms, renumbered, body };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/right"), command).await?;
    Ok(visit.sent(&format!("/office/rights/{id}?done=saved")))
}

async fn check(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let right = find(&published, &id)?;
    let status = RightStatus::from_code(form.text("status"));
    if status.is_none() {
        errors.add("status", t.t("right-status-missing"));
    }
    let on = plan_form::day(&form, "on", t, &mut errors);
    if on.is_none() && errors.of("on").is_empty() {
        errors.add("on", t.t("entry-missing"));
    }
    if on.is_some_and(|on| on > today(&app)) {
        errors.add("on", t.t("entry-in-future"));
    }
    let check = on.zip(status).map(|(on, status)| StatusCheck { on, status });
    if let (Some(begin), Some(check)) = (right.terms.valid_from, check)
        && check.is_before(&right.terms)
    {
        errors.add("on", t.t1("right-check-before", "date", t.plain_date(begin)));
    }
    let (Some(check), true) = (check, errors.is_empty()) else {
        let body = published.names.right(right.id).ok_or(Problem::of(Fault::Erased))?;
        let page = page(&app, &visit, &who, entries(right, body), errors, Some(right));
        let page = EditPage { check: form, ..page };
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let command = Command::CheckRight { right: right.id, check };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/right-check"), command).await?;
    Ok(visit.sent(&format!("/office/rights/{id}?done=checked")))
}

async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let right = find(&app.now(), &id)?.id;
    let reason = Withdrawal::from_code(form.text("reason"));
    let reason = reason.ok_or_else(|| Problem::of(Fault::Invalid).field("reason", "unknown"))?;
    let command = Command::WithdrawRight { right, reason };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/right-withdraw"), command).await?;
    Ok(visit.sent(&format!("/office/rights/{id}?done=withdrawn")))
}
