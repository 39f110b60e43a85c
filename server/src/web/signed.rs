//! The frame around pages of people who work here: name, roles in words, where each role may go.
//!
//! One place decides which pages stand in the navigation, so that counter, office and log show the same header. What a person
//! may really open is decided by the route table alone.

use domain::{fair::Venue, staff::Role};

use crate::{app::App, locale::Texts};

use super::{
    frame::{Frame, Person},
    guard::{Signed, Who},
    proposals, submit,
    visit::Visit,
};

/// The mediator's page.
pub const COUNTER: &str = "/counter";
/// Where it tells what its reader set going.
const UNDER_WAY: &str = "/counter#under-way";
/// The page of today, of the organiser and whoever has the day in hand; supervisor and head are sent on from it.
pub const OFFICE: &str = "/office";
/// The figures of a day, for whoever sees nothing else.
pub const FIGURES: &str = "/office/figures";
/// The report of the whole fair.
pub const REPORT: &str = "/office/report";
/// The daily logs.
pub const LOGS: &str = "/office/logs";
/// What was said to the organiser.
pub const COMPLAINTS: &str = "/office/complaints";
/// The exhibitor list.
pub const EXHIBITORS: &str = "/office/exhibitors";
/// Halls, codes and the sheets to print.
pub const HALLS: &str = "/office/halls";
/// What is laid down of the fair, and its address.
pub const FAIR: &str = "/office/fair";
/// Kiosks and tablets.
pub const DEVICES: &str = "/office/devices";
/// Who works here.
pub const PEOPLE: &str = "/office/people";
/// What was done to the running of the desk.
pub const ACTS: &str = "/office/acts";
/// Cases that are over, for whoever answers for their files.
pub const FILES: &str = "/counter/files";
/// The own PIN and sign-ins.
pub const ACCOUNT: &str = "/account";

/// A page's frame for this reader: with name, roles and navigation when somebody is signed in, with the token for forms in any
/// case. The width is the caller's to choose.
pub fn frame(app: &App, visit: &Visit, who: &Who, title: &str) -> Frame {
    let mut frame = visit.frame(title);
    frame.csrf = who.form_token();
    let Some(signed) = &who.person else { return frame };
    let texts = frame.t();
    let csrf = frame.csrf.clone();
    let person = Person { name: submit::name_of(signed.staff.id, &app.now()), roles: roles(signed, &texts) };
    frame.given_pin = given_pin(app, signed, &frame);
    frame.given_heads = given_heads(app, signed, &frame);
    let frame = pages(signed, texts.venue())
        .into_iter()
        .fold(frame.signed_in(person, csrf), |frame, (href, key)| frame.link(href, texts.t(key)));
    // A deed that waits for a second person is a task on every page of whoever may be that person.
    let at = app.now();
    let frame = match proposals::waiting_for(&at, &signed.staff, app.clock.now()) {
        0 => frame,
        count => frame.link(proposals::PAGE, texts.t1("nav-proposals", "count", count)),
    };
    // So is what they set going themselves, until it is done.
    match proposals::under_way::count(&texts, &at, &signed.staff) {
        0 => frame,
        count => {
            let mediates = signed.is(Role::Mediator) || signed.is(Role::Head);
            let page = if mediates { UNDER_WAY } else { proposals::PAGE };
            frame.link(page, texts.t1("nav-under-way", "count", count))
        }
    }
}

/// Said where somebody starts their work and beside their PIN, until they choose one of their own: a PIN that somebody else gave them
/// was asked for, or somebody else signs in with it; and one that came with their sign-in is known to whoever made that.
fn given_pin(app: &App, signed: &Signed, frame: &Frame) -> String {
    let path = frame.path.split('?').next().unwrap_or_default();
    let told = [home(&signed.staff.roles), FIGURES, ACCOUNT].contains(&path);
    let Some(given) = signed.staff.pin_of_another().filter(|_| told) else { return String::new() };
    let first = given == signed.staff.made;
    // Whoever sets the desk up chooses the organiser's PIN, which is their own; that of a sample is printed.
    let own = given.by.is_none() && signed.is(Role::Organiser);
    if first && (own || frame.demo) {
        return String::new();
    }
    let t = frame.t();
    let moment = t.moment(given.at);
    let (by_somebody, by_nobody) =
        if first { ("pin-made", "pin-made-machine") } else { ("pin-given", "pin-given-machine") };
    match given.by {
        Some(by) => t.t2(by_somebody, "name", submit::name_of(by, &app.now()), "moment", moment),
        None => t.t1(by_nobody, "moment", moment),
    }
}

/// Said to a head where they start their work: who else was made one, and whose PIN was given by somebody else, for who gave it could open
/// the files of the body; and that the sign-in was taken away since, where it was.
fn given_heads(app: &App, signed: &Signed, frame: &Frame) -> Vec<String> {
    if frame.path.split('?').next() != Some(home(&signed.staff.roles)) {
        return Vec::new();
    }
    let (at, t) = (app.now(), frame.t());
    let told = at.desk.heads_given(&signed.staff, app.clock.now()).into_iter().map(|(given, head)| {
        let known = at.desk.staff_member(head);
        let (made, gone) =
            (known.is_some_and(|staff| staff.made == given), known.and_then(|staff| staff.dismissed_at));
        let key = match (made, given.by.is_some(), gone.is_some()) {
            (true, true, false) => "head-made",
            (true, true, true) => "head-made-gone",
            (true, false, false) => "head-made-machine",
            (true, false, true) => "head-made-machine-gone",
            (false, true, false) => "head-pin",
            (false, true, true) => "head-pin-gone",
            (false, false, false) => "head-pin-machine",
            (false, false, true) => "head-pin-machine-gone",
        };
        let by = given.by.map(|by| submit::name_of(by, &at)).unwrap_or_default();
        let said = t.say(key).with("name", by).with("head", submit::name_of(head, &at));
        let gone = gone.map(|at| t.moment(at)).unwrap_or_default();
        said.with("moment", t.moment(given.at)).with("gone", gone).to_string()
    });
    told.collect()
}

/// The name with which the person signed in.
pub fn name(app: &App, signed: &Signed) -> String {
    app.now().names.staff(signed.staff.id).map(|body| body.name.clone()).unwrap_or_default()
}

/// The roles in words. Whoever leads the mediation body and works for the organiser too is shown as both on every page, because
/// whoever sits opposite must know it.
pub fn roles(signed: &Signed, t: &Texts) -> Vec<String> {
    let held = Role::ALL.into_iter().filter(|role| signed.is(*role));
    let mut words: Vec<String> = held.map(|role| t.code("role", code(role)).into_owned()).collect();
    if signed.is_one_of(Role::ON_DUTY) && signed.staff.is_of_body() {
        words.push(t.t("signed-both-sides").into_owned());
    }
    words
}

/// A role's stable code, in JSON and as the last part of its text's key.
pub fn code(role: Role) -> &'static str {
    match role {
        Role::Organiser => "organiser",
        Role::Head => "head",
        Role::Mediator => "mediator",
        Role::Supervisor => "supervisor",
        Role::DutyManager => "duty-manager",
        Role::Reception => "reception",
        Role::Auditor => "auditor",
    }
}

/// Where somebody starts their work.
pub fn home(roles: &[Role]) -> &'static str {
    let holds = |any: &[Role]| any.iter().any(|role| roles.contains(role));
    match () {
        () if holds(&[Role::Mediator, Role::Head, Role::Reception]) => COUNTER,
        () if holds(&[Role::Auditor]) && !holds(Role::ON_DUTY) => ACTS,
        () => OFFICE,
    }
}

/// The pages of the header, by role.
fn pages(signed: &Signed, venue: Venue) -> Vec<(&'static str, &'static str)> {
    let organises = signed.is(Role::Organiser);
    let mut pages = Vec::new();
    if signed.staff.is_of_body() {
        pages.push((COUNTER, "nav-counter"));
    }
    if signed.is(Role::Head) {
        pages.push((FILES, "nav-files"));
    }
    // The organiser finds it beside the daily logs.
    if (signed.is(Role::Head) || signed.is(Role::Supervisor)) && !organises {
        pages.push((REPORT, "nav-report"));
    }
    if signed.is(Role::Supervisor) && !signed.is_one_of(Role::ON_DUTY) {
        pages.push((FIGURES, "nav-figures"));
    }
    if signed.is_one_of(Role::ON_DUTY) {
        pages.extend([(OFFICE, "nav-office"), (LOGS, "nav-logs")]);
        if venue.orders_measures() {
            pages.push((COMPLAINTS, "nav-complaints"));
        }
        pages.push((EXHIBITORS, "nav-exhibitors"));
    }
    if organises {
        pages.extend([(HALLS, "nav-halls"), (DEVICES, "nav-devices"), (FAIR, "nav-fair")]);
    }
    // Whoever answers for people finds it beside them.
    if signed.is(Role::Auditor) {
        pages.push((ACTS, "nav-acts"));
    }
    if organises || signed.is(Role::Head) {
        pages.push((PEOPLE, "nav-people"));
    }
    pages.extend([("/board", "nav-board"), (ACCOUNT, "nav-account")]);
    pages
}
