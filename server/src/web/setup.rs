//! The first start: whoever holds the one-time address from the terminal sets the fair up, or the standing desk at a market, a park or
//! a rights-protection centre, once.
//!
//! One page, one command. It makes the sign-ins of the organiser and of the head of the mediation body, signs the organiser in and
//! leads on to the address for printed codes. Once the fair is there the address is gone.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{
    Actor, Command, Directory, HallId, ScanToken, StaffId,
    body::StaffBody,
    command::NewStaff,
    fair::{Language, Venue},
    staff::{Profile, Role},
};
use jiff::Timestamp;

use crate::{
    access::{
        pin::Pin,
        secrets::{BoothToken, constant_time_eq},
    },
    app::{App, Once},
    locale::Texts,
};

use super::{
    form::Entries,
    frame::{self, Errors, Frame},
    guard::Who,
    plan_form::{self, PlanForm, TypedHall},
    problem::{Fault, Problem},
    route::{Access, Route},
    sign_in::{self, Proven},
    visit::Visit,
};

/// Most characters of a sign-in name.
pub(super) const STAFF_NAME_CHARS: usize = 60;
/// Most characters of the name that papers have for somebody who works here.
pub(super) const PRINTED_NAME_CHARS: usize = 120;
/// Clocks that differ by more make wrong records, in seconds.
const CLOCK_TOLERANCE_S: u64 = 60;

/// The first-start page, and the comparison of clocks on it.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/setup/{key}", Access::Setup, page),
        Route::post("/setup/{key}", Access::Setup, found),
        Route::get("/setup/{key}/clock", Access::Setup, clock),
    ]
}

#[derive(Template)]
#[template(path = "setup.html")]
struct SetupPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    form: PlanForm,
    zones: Vec<(String, Vec<String>)>,
    organiser: String,
    organiser_printed: String,
    head: String,
    head_printed: String,
    same_person: bool,
    clock: String,
    key: String,
    with_halls: bool,
}

impl SetupPage {
    /// What a field of one of the two people is called: the list of errors above the form has both.
    fn of(&self, role: &str, field: &str) -> String {
        self.t.t2("setup-field-of", "field", self.t.t(field), "role", self.t.code("role", role))
    }
    /// What is said at a PIN beside its own rule: a page that comes back has none of those that were typed.
    fn pin_hint(&self, rule: &str) -> String {
        let again = (!self.errors.is_empty()).then(|| self.t.t("setup-pins-again"));
        let rule = (!rule.is_empty()).then(|| self.t.t(rule));
        again.into_iter().chain(rule).collect::<Vec<_>>().join(" ")
    }
}

/// What kind of place is set up; a fair until one has chosen.
#[derive(Default, serde::Deserialize)]
struct Chosen {
    #[serde(default)]
    venue: String,
}

/// What the clocks say, in words.
#[derive(Template)]
#[template(path = "setup_clock.html")]
struct ClockPart {
    t: Texts,
    moment: String,
    /// How far the phone is from the desk, in words, and whether that is too far.
    difference: Option<(String, bool)>,
}

/// Refuses whoever does not hold the key, in the words for an address that leads nowhere.
fn check_key(app: &App, key: &str) -> Result<(), Problem> {
    let holds = app
        .setup_key
        .as_ref()
        .is_some_and(|known| constant_time_eq(known.reveal().as_bytes(), key.as_bytes()));
    if holds { Ok(()) } else { Err(Problem::of(Fault::NotFound)) }
}

fn clock_part(app: &App, t: &Texts, phone: Option<Timestamp>) -> ClockPart {
    let now = app.clock.now();
    // Before the fair is set up its zone is not known; the machine's is what one can compare with.
    let t = Texts::new(t.language(), jiff::tz::TimeZone::system()).at(t.venue());
    let difference = phone.map(|phone| {
        let seconds = now.duration_since(phone).unsigned_abs().as_secs();
        (t.duration(seconds), seconds > CLOCK_TOLERANCE_S)
    });
    ClockPart { moment: t.moment(now), t, difference }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(key): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    check_key(&app, &key)?;
    let form = PlanForm::new(Venue::from_code(&chosen.venue).unwrap_or_default(), visit.texts.language());
    let sent = Entries::default();
    Ok(frame::show(&sheet(&app, &visit, &who, key, form, &sent, Errors::default())?))
}

fn sheet(
    app: &App,
    visit: &Visit,
    who: &Who,
    key: String,
    form: PlanForm,
    sent: &Entries,
    errors: Errors,
) -> Result<SetupPage, Problem> {
    // The words of the place that is being set up: there is none yet from which the visit could know them.
    let visit = visit.clone().at(form.venue);
    let mut frame = visit.frame("setup-title").counter();
    frame.csrf = who.form_token();
    let clock = clock_part(app, &visit.texts, None).render().map_err(|error| Problem::internal(&error))?;
    Ok(SetupPage {
        t: frame.t(),
        zones: plan_form::zones(&form.zone),
        organiser: sent.text("organiser").to_owned(),
        organiser_printed: sent.text("organiser_printed").to_owned(),
        head: sent.text("head").to_owned(),
        head_printed: sent.text("head_printed").to_owned(),
        same_person: sent.has("same_person"),
        with_halls: !form.venue.is_standing(),
        frame,
        errors,
        form,
        clock,
        key,
    })
}

#[derive(serde::Deserialize)]
struct Phone {
    /// Milliseconds since 1970, as the phone believes.
    at: i64,
}

/// Compares the desk's clock with the phone's; the page shows the answer.
async fn clock(
    State(app): State<App>,
    visit: Visit,
    Path(key): Path<String>,
    Query(phone): Query<Phone>,
) -> Result<Response, Problem> {
    check_key(&app, &key)?;
    let at = Timestamp::from_millisecond(phone.at).map_err(|_| Problem::of(Fault::BadRequest))?;
    Ok(frame::show(&clock_part(&app, &visit.texts, Some(at))))
}

/// Sets the fair up, signs the organiser in and leads on.
async fn found(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    headers: HeaderMap,
    Path(key): Path<String>,
    sent: Entries,
) -> Result<Response, Problem> {
    check_key(&app, &key)?;
    let venue = Venue::from_code(sent.text("venue")).unwrap_or_default();
    let (visit, form, mut errors) = (visit.at(venue), PlanForm::sent(venue, &sent), Errors::default());
    let halls = if venue.is_standing() {
        own_line(&form, &visit.texts)
    } else {
        form.halls(&visit.texts, &mut errors)
    };
    if halls.is_empty() && errors.is_empty() {
        errors.add("halls", visit.texts.t("plan-halls-missing"));
    }
    let known: BTreeSet<HallId> = halls.iter().map(|(hall, _)| hall.clone()).collect();
    let plan = form.plan(&known, &visit.texts, &mut errors);
    let people = people(&sent, &visit.texts, &mut errors);
    let (Some(plan), Some(people), true) = (plan, people, errors.is_empty()) else {
        let page = sheet(&app, &visit, &who, key, form, &sent, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let staff = appointed(&app, people).await?;
    let organiser = staff[0].id;
    let command = Command::FoundFair { plan, halls: with_tokens(halls), staff, demo: false };
    app.ask(who.acting(Actor::System), Once::Fresh, command).await?;
    let mut response = visit.sent("/office/address");
    if let Some(organiser) = app.now().desk.staff_member(organiser) {
        sign_in::sign_in_browser(&app, Proven::of(organiser), &headers, &mut response).await;
    }
    Ok(response)
}

/// The one line of a standing desk: it has the desk's code and letters, and is called so in the desk's first language.
fn own_line(form: &PlanForm, t: &Texts) -> Vec<TypedHall> {
    let language = Language::from_tag(&form.first_language).unwrap_or_default();
    vec![(HallId(t.speaking(language).t("plan-own-line").into_owned()), None)]
}

fn with_tokens(halls: Vec<TypedHall>) -> Vec<(HallId, Option<domain::Series>, ScanToken)> {
    let token = || ScanToken(BoothToken::random().reveal());
    halls.into_iter().map(|(hall, series)| (hall, series, token())).collect()
}

/// Somebody who gets a sign-in, with the PIN they chose.
struct Typed {
    name: String,
    printed: Option<String>,
    pin: Pin,
    roles: Vec<Role>,
}

/// Organiser and head as typed; one person when the box says so. `None` when `errors` were added.
fn people(sent: &Entries, t: &Texts, errors: &mut Errors) -> Option<Vec<Typed>> {
    let same = sent.has("same_person");
    let organiser_name = plan_form::named(sent.text("organiser"), "organiser", STAFF_NAME_CHARS, t, errors);
    let organiser_printed = printed_name(sent, "organiser_printed", t, errors);
    let organiser_pin = chosen_pin(sent, "organiser_pin", organiser_name.as_deref(), t, errors);
    if same {
        let roles = vec![Role::Organiser, Role::Head];
        let both = Typed { name: organiser_name?, printed: organiser_printed, pin: organiser_pin?, roles };
        return Some(vec![both]);
    }
    let head_name = plan_form::named(sent.text("head"), "head", STAFF_NAME_CHARS, t, errors);
    if let (Some(one), Some(other)) = (&organiser_name, &head_name)
        && Directory::sign_in_key(one) == Directory::sign_in_key(other)
    {
        errors.add("head", t.t("people-name-taken"));
    }
    let head_printed = printed_name(sent, "head_printed", t, errors);
    let head_pin = chosen_pin(sent, "head_pin", head_name.as_deref(), t, errors);
    let organiser = Typed {
        name: organiser_name?,
        printed: organiser_printed,
        pin: organiser_pin?,
        roles: vec![Role::Organiser],
    };
    let head = Typed { name: head_name?, printed: head_printed, pin: head_pin?, roles: vec![Role::Head] };
    Some(vec![organiser, head])
}

/// The name that papers are to have for somebody; none for the one they sign in with.
pub(super) fn printed_name(sent: &Entries, field: &str, t: &Texts, errors: &mut Errors) -> Option<String> {
    plan_form::optional(sent, field, PRINTED_NAME_CHARS, t, errors)
}

/// A PIN that is typed twice, in `field` and `field_again`. `None` when `errors` were added.
pub(super) fn chosen_pin(
    sent: &Entries,
    field: &str,
    name: Option<&str>,
    t: &Texts,
    errors: &mut Errors,
) -> Option<Pin> {
    let (typed, again) = (sent.text(field), sent.text(&format!("{field}_again")));
    match Pin::chosen(typed, name.unwrap_or_default()) {
        Err(weak) => {
            errors.add(field, t.t(weak.code()));
            None
        }
        Ok(pin) if !pin.is_repeated_by(again) => {
            errors.add(&format!("{field}_again"), t.t("people-pin-differs"));
            None
        }
        Ok(pin) => Some(pin),
    }
}

async fn appointed(app: &App, people: Vec<Typed>) -> Result<Vec<NewStaff>, Problem> {
    let mut staff = Vec::with_capacity(people.len());
    for Typed { name, printed, pin, roles } in people {
        let body = StaffBody { name, pin: sign_in::hashed(app, pin).await? };
        let id = StaffId(app.fresh_id());
        staff.push(NewStaff { id, roles, profile: Profile::default(), body, printed });
    }
    Ok(staff)
}

#[cfg(test)]
mod tests;
