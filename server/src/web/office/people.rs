//! Who works here. The organiser appoints organisers, duty managers and the head of the mediation body; the head makes mediators,
//! reception, supervisors and auditors. So whoever could order a measure against an exhibitor never decides who mediates. Everybody
//! sees only those they answer for.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, StaffId,
    body::StaffBody,
    command::NewStaff,
    ids::BodyId,
    staff::{Profile, Role, Staff},
};
use jiff::civil::Date;

use crate::{app::App, engine::Published, locale::Texts};

use super::sender;
use crate::web::{
    bodies,
    form::{self, Entries},
    frame::{self, Errors, Frame, Tone},
    guard::{Signed, Who},
    plan_form,
    problem::{Fault, Problem},
    route::{Access, LEADERS, Route},
    setup::{STAFF_NAME_CHARS, chosen_pin, printed_name},
    sign_in::hashed,
    signed, submit,
    visit::Visit,
};

pub(in crate::web) mod credentials;
mod person;
pub(in crate::web) mod profile;

use profile::{ProfileForm, TONGUES, typed_profile};

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    let mut routes = vec![
        Route::get("/office/people", leaders, list),
        Route::get("/office/people/new", leaders, blank),
        Route::post("/office/people/new", leaders, appoint),
    ];
    routes.extend(person::routes());
    routes.extend(credentials::routes());
    routes
}

/// Whether `leader` answers for somebody with these roles, as the rules of the desk have it.
fn answers_for(leader: &Signed, roles: &[Role]) -> bool {
    let organisers = roles.iter().any(|role| role.appointed_by() == Role::Organiser);
    leader.is(if organisers { Role::Organiser } else { Role::Head })
}

/// Whether somebody is no other body's than the leader's own; the organiser answers for the heads of all.
pub(super) fn of_own(leader: &Signed, staff: &Staff) -> bool {
    leader.is(Role::Organiser) || !staff.is_of_body() || !leader.staff.serves_other(staff.profile.body)
}

/// The roles that `leader` gives out.
fn given_by(leader: &Signed) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| answers_for(leader, &[*role])).collect()
}

fn role_of(code: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| signed::code(*role) == code)
}

struct Row {
    id: StaffId,
    /// The name to sign in with.
    name: String,
    /// The one on papers; empty where there is none.
    printed: String,
    /// The mediation body of whoever works for one, where there are several.
    body: Option<String>,
    roles: Vec<&'static str>,
    fields: String,
    languages: String,
    halls: String,
    grade: String,
    /// What runs out, in words.
    warnings: Vec<String>,
    duty: &'static str,
    mediates: bool,
    /// What whoever does not mediate does at the desk.
    does: String,
    /// They mediate, and papers have no name for them but the one to sign in with.
    unnamed: bool,
}

#[derive(Template)]
#[template(path = "office_people.html")]
struct ListPage {
    frame: Frame,
    t: Texts,
    leaders: Vec<Row>,
    team: Vec<Row>,
    gives: Vec<&'static str>,
    organises: bool,
    heads: bool,
}

#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

impl Done {
    /// What was just done, in words.
    fn key(&self) -> Option<&'static str> {
        match self.done.as_str() {
            "appointed" => Some("people-appointed"),
            "profile" | "named" => Some("people-profile-saved"),
            "credentials" => Some("people-credentials-saved"),
            "training" => Some("people-training-saved"),
            "training-struck" => Some("people-training-struck"),
            "pin" => Some("people-pin-reset"),
            "dismissed" => Some("people-dismissed"),
            _ => None,
        }
    }

    fn told(&self, frame: Frame) -> Frame {
        let t = frame.t();
        self.key().map_or(frame.clone(), |key| frame.notice(Tone::Good, t.t(key)))
    }
}

async fn list(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let (leader, published) = (who.signed()?, app.now());
    let frame = done.told(super::frame(&app, &visit, &who, "people-title"));
    let (t, today) = (frame.t(), super::today(&app));
    let mut rows: Vec<_> = published
        .desk
        .staff()
        .filter(|staff| !staff.is_dismissed() && answers_for(leader, &staff.roles) && of_own(leader, staff))
        .map(|staff| (staff.roles.clone(), row(staff, &published, &t, today)))
        .collect();
    rows.sort_by_cached_key(|(roles, row)| (roles.first().copied(), row.name.to_lowercase()));
    let is_leader = |roles: &[Role]| roles.iter().any(|role| role.appointed_by() == Role::Organiser);
    let (leaders, team): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(roles, _)| is_leader(roles));
    let only = |rows: Vec<(Vec<Role>, Row)>| rows.into_iter().map(|(_, row)| row).collect();
    Ok(frame::show(&ListPage {
        leaders: only(leaders),
        team: only(team),
        gives: given_by(leader).into_iter().map(signed::code).collect(),
        organises: leader.is(Role::Organiser),
        heads: leader.is(Role::Head),
        t,
        frame,
    }))
}

/// What somebody of the team does who does not mediate.
fn does(staff: &Staff) -> impl Iterator<Item = &'static str> {
    staff.roles.iter().filter_map(|role| match role {
        Role::Supervisor => Some("people-figures-only"),
        Role::Reception => Some("people-receives"),
        Role::Auditor => Some("people-reads-acts"),
        Role::Organiser | Role::Head | Role::Mediator | Role::DutyManager => None,
    })
}

fn row(staff: &Staff, published: &Published, t: &Texts, today: Date) -> Row {
    let words = |family: &str, codes: &mut dyn Iterator<Item = &str>| {
        super::joined(t, &codes.map(|code| t.code(family, code).into_owned()).collect::<Vec<_>>())
    };
    let (profile, named) = (&staff.profile, submit::has_printed_name(staff.id, published));
    let halls: Vec<String> = profile.halls.iter().map(ToString::to_string).collect();
    Row {
        id: staff.id,
        name: published.names.staff(staff.id).map_or_else(|| "?".to_owned(), |body| body.name.clone()),
        printed: if named { submit::known_as(staff.id, published) } else { String::new() },
        body: bodies::among_several(published, staff.profile.body).filter(|_| staff.is_of_body()),
        roles: staff.roles.iter().map(|role| signed::code(*role)).collect(),
        fields: words("right", &mut profile.fields.iter().map(|field| field.code())),
        languages: words(
            "tongue",
            &mut profile.languages.iter().map(String::as_str).filter(|tag| TONGUES.contains(tag)),
        ),
        halls: super::joined(t, &halls),
        grade: staff
            .credentials
            .as_ref()
            .and_then(|known| known.grade)
            .map(|grade| t.code("grade", grade.code()).into_owned())
            .unwrap_or_default(),
        warnings: credentials::warnings(t, staff, today),
        duty: match staff.duty {
            domain::staff::DutyState::On => "on",
            domain::staff::DutyState::Break => "break",
            domain::staff::DutyState::Off => "off",
        },
        mediates: staff.is(Role::Mediator),
        does: super::joined(t, &does(staff).map(|key| t.t(key).into_owned()).collect::<Vec<_>>()),
        unnamed: staff.is(Role::Mediator) && !named,
    }
}

#[derive(Template)]
#[template(path = "office_person_new.html")]
struct NewPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    person: String,
    printed: String,
    role: String,
    gives: Vec<&'static str>,
    profile: Option<ProfileForm>,
    /// The mediation bodies a head may be made for, where there are several: number, name, chosen.
    bodies: Vec<(String, String, bool)>,
}

fn new_page(app: &App, visit: &Visit, who: &Who, sent: &Entries, errors: Errors) -> Result<NewPage, Problem> {
    let leader = who.signed()?;
    let frame = super::frame(app, visit, who, "people-new-title");
    let t = frame.t();
    let key = sent.text(form::KEY);
    Ok(NewPage {
        idempotency: if key.is_empty() { form::fresh_key() } else { key.to_owned() },
        person: sent.text("person").to_owned(),
        printed: sent.text("printed").to_owned(),
        role: sent.text("role").to_owned(),
        gives: given_by(leader).into_iter().map(signed::code).collect(),
        bodies: bodies_for(&app.now(), leader, &t, sent.text("body")),
        profile: leader.is(Role::Head).then(|| ProfileForm::of(app, &t, &typed_profile(app, sent, None))),
        errors,
        t,
        frame,
    })
}

fn bodies_for(at: &Published, leader: &Signed, t: &Texts, chosen: &str) -> Vec<(String, String, bool)> {
    if !leader.is(Role::Organiser) || !at.desk.has_several_bodies() {
        return Vec::new();
    }
    let choices = at.desk.bodies().map(|body| bodies::choice(t, body));
    choices
        .map(|(id, name)| {
            let is = id == chosen;
            (id, name, is)
        })
        .collect()
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct As {
    role: String,
    /// The body it is for; a link from that body names it.
    body: String,
}

async fn blank(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(wanted): Query<As>,
) -> Result<Response, Problem> {
    let known = [("role", wanted.role), ("body", wanted.body)];
    let sent = Entries::from_fields(known.map(|(name, value)| (name.to_owned(), value)).to_vec());
    Ok(frame::show(&new_page(&app, &visit, &who, &sent, Errors::default())?))
}

async fn appoint(State(app): State<App>, visit: Visit, who: Who, sent: Entries) -> Result<Response, Problem> {
    let (leader, t) = (who.signed()?, &visit.texts);
    let once = sent.once(&app, &who, "office/appoint");
    let mut errors = Errors::default();
    let name = plan_form::named(sent.text("person"), "person", STAFF_NAME_CHARS, t, &mut errors);
    // A form that arrives twice finds the name taken by its own first arrival.
    let taken = name.as_deref().is_some_and(|name| is_taken(&app.now(), name)) && !app.has_answered(&once);
    if taken {
        errors.add("person", t.t("people-name-taken"));
    }
    let role = role_of(sent.text("role")).filter(|role| answers_for(leader, &[*role]));
    if role.is_none() {
        errors.add("role", t.t("people-role-missing"));
    }
    let printed = printed_name(&sent, "printed", t, &mut errors);
    let pin = chosen_pin(&sent, "pin", name.as_deref(), t, &mut errors);
    let (Some(name), Some(role), Some(pin), true) = (name, role, pin, errors.is_empty()) else {
        let page = new_page(&app, &visit, &who, &sent, errors)?;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    // Whoever takes tickets is offered those that suit.
    let profile = if matches!(role, Role::Mediator | Role::Reception) {
        typed_profile(&app, &sent, None)
    } else {
        Profile::default()
    };
    let profile = Profile { body: body_for(leader, role, &sent)?, ..profile };
    let body = StaffBody { name, pin: hashed(&app, pin).await? };
    let staff = NewStaff { id: StaffId(app.fresh_id()), roles: vec![role], profile, body, printed };
    app.ask(sender(&who)?, once, Command::AppointStaff { staff }).await?;
    Ok(visit.sent("/office/people?done=appointed"))
}

/// For which mediation body somebody is appointed: a head is made by the organiser for the one chosen, everybody else by a head for
/// their own.
fn body_for(leader: &Signed, role: Role, sent: &Entries) -> Result<BodyId, Problem> {
    match (role, sent.text("body")) {
        (Role::Mediator | Role::Supervisor | Role::Reception | Role::Auditor, _) => {
            Ok(leader.staff.profile.body)
        }
        (Role::Organiser | Role::DutyManager, _) | (Role::Head, "") => Ok(BodyId::FIRST),
        (Role::Head, id) => id.parse().map_err(|_| Problem::of(Fault::Invalid).field("body", "unknown")),
    }
}

/// Whether somebody who still works here signs in under this name, whatever the case of its letters.
fn is_taken(published: &Published, name: &str) -> bool {
    let works_here = |id| published.desk.staff_member(id).is_some_and(|staff| !staff.is_dismissed());
    published.names.staff_named(name).any(works_here)
}
