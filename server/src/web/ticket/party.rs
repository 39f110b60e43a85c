//! What a party of a case reads and does in its procedure, on its ticket's page: what the other side said, the record, the
//! agreement, the appointment, and the ways out. For holders alone; who reads what is the matrix of procedure E.2.

use std::borrow::Cow;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Actor, Case, Command, Refusal,
    body::{Content, RecordBody},
    case::{CaseState, Evidence, Party, Side},
    procedure::{Action, ConsentTo, Means, Purpose, RecordPart, Way},
};

use crate::{
    app::App,
    engine::SubmitError,
    locale::Texts,
    web::{
        filing::draft::CONSENT_VERSION,
        form::{self, Entries},
        frame::{self, Errors, Frame},
        guard::Who,
        origin::Origin,
        problem::Problem,
        route::{Access, Route},
        submit,
        visit::Visit,
    },
};

use super::{
    Found, Shown,
    agreement::{self, Agreed},
    evidence::Holder,
    find,
    own::{self, Photo, Told},
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::post("/t/{key}/appointment", Access::KeyHolder, confirm_appointment),
        Route::get("/t/{key}/stop", Access::KeyHolder, ask_stop),
        Route::post("/t/{key}/stop", Access::KeyHolder, stop),
        Route::get("/t/{key}/other-mediator", Access::KeyHolder, ask_other),
        Route::post("/t/{key}/other-mediator", Access::KeyHolder, other),
        Route::post("/t/{key}/consents", Access::KeyHolder, consent),
        Route::post("/t/{key}/record", Access::KeyHolder, confirm_record),
    ]
}

/// What the page asks consent to, beside mediation itself, with the text of the present version.
const ASKED: [(ConsentTo, &str); 5] = [
    (ConsentTo::Expert, "party-consent-v1-expert"),
    (ConsentTo::CoMediator, "party-consent-v1-co-mediator"),
    (ConsentTo::Interpreter, "party-consent-v1-interpreter"),
    (ConsentTo::Observer, "party-consent-v1-observer"),
    (ConsentTo::Remote, "party-consent-v1-remote"),
];

/// The parts of the record that both sides read; an investigation record is the desk's own.
const SHARED: [RecordPart; 2] = [RecordPart::Mediation, RecordPart::Undisputed];

/// A consent that can be given or taken back.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) text: Cow<'static, str>,
    pub(super) given: bool,
}

/// A part of the record.
pub(super) struct Part {
    pub(super) code: &'static str,
    pub(super) name: Cow<'static, str>,
    pub(super) version: u32,
    pub(super) at: String,
    pub(super) facts: Vec<(Cow<'static, str>, String)>,
    pub(super) text: String,
    pub(super) confirmed: bool,
}

/// Everything of the procedure that this party reads and may do.
#[derive(Default)]
pub(super) struct Procedure {
    /// What the other side said.
    pub(super) told: Vec<Told>,
    pub(super) photos: Vec<Photo>,
    pub(super) record: Vec<Part>,
    pub(super) agreement: Option<Agreed>,
    /// The appointment that waits for this party's word, as its form names it.
    pub(super) confirm: Option<String>,
    pub(super) may_stop: bool,
    pub(super) may_change_mediator: bool,
    pub(super) consents: Vec<Row>,
}

impl Procedure {
    pub(super) fn has_ways(&self) -> bool {
        self.may_stop || self.may_change_mediator || !self.consents.is_empty()
    }
}

/// The party takes part: the claimant, or a respondent who accepted.
fn takes_part(party: &Party) -> bool {
    party.place.side == Side::Claimant || party.way() == Way::Accepted
}

/// Photos of the other side that this party may see: for mediation, once both know of it.
pub(super) fn others_photos<'c>(case: &'c Case, party: &'c Party) -> impl Iterator<Item = &'c Evidence> {
    case.evidence.iter().filter(move |photo| {
        let theirs = match party.place.side {
            Side::Respondent => party.served.is_some() && photo.party == case.claimant().place.id,
            Side::Claimant => case
                .respondents()
                .iter()
                .any(|other| other.place.id == photo.party && other.answered.is_some()),
        };
        theirs && photo.audience.mediation() && photo.purpose == Purpose::Exhibit
    })
}

/// Reads what this party may read.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(app: &App, t: &Texts, found: &Found) -> Result<Procedure, Problem> {
    let mut shown = Procedure::default();
    let Some(case) = found.published.desk.case(found.ticket.case) else { return Ok(shown) };
    let Some(party) = case.party(found.ticket.party) else { return Ok(shown) };
    shown.told = told(app, t, case, party).await?;
    shown.photos = others_photos(case, party)
        .map(|photo| Photo { id: photo.id.to_string(), at: t.moment(photo.at) })
        .collect();
    if !takes_part(party) {
        return Ok(shown);
    }
    shown.record = record(app, t, case, party).await?;
    shown.agreement = agreement::read(app, t, found, case, party).await?;
    if !case.state.is_open() {
        return Ok(shown);
    }
    let waiting = case.procedure.appointment.as_ref();
    let waiting = waiting.filter(|appointment| !appointment.confirmed.contains(&party.place.id));
    shown.confirm = waiting.map(|appointment| appointment.from.to_string());
    shown.may_stop = may_stop(case);
    shown.may_change_mediator = may_change_mediator(found, case);
    if case.state != CaseState::Submitted {
        let row = |(to, text): &(ConsentTo, &str)| Row {
            code: to.code(),
            text: t.t(text),
            given: case.procedure.consents_to(party.place.id, *to),
        };
        shown.consents = ASKED.iter().map(row).collect();
    }
    Ok(shown)
}

fn may_stop(case: &Case) -> bool {
    let on = case.state.is_open() && case.state != CaseState::Submitted;
    on && case.procedure.in_effect().is_none()
}

fn may_change_mediator(found: &Found, case: &Case) -> bool {
    let lead = case.claimant().ticket.and_then(|number| found.published.desk.ticket(number));
    let talks = [CaseState::Accepted, CaseState::Agreed, CaseState::InSession, CaseState::Adjourned];
    talks.contains(&case.state) && lead.is_some_and(|lead| lead.mediator.is_some())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the entries asked for hold these two kinds alone")]
/// The application, for a respondent who was served; the replies, for the claimant.
async fn told(app: &App, t: &Texts, case: &Case, party: &Party) -> Result<Vec<Told>, Problem> {
    let entries = match party.place.side {
        Side::Respondent if party.served.is_some() => vec![case.application_seq],
        Side::Respondent => Vec::new(),
        Side::Claimant => case
            .respondents()
            .iter()
            .filter_map(|other| other.answered.as_ref().map(|answered| answered.seq))
            .collect(),
    };
    let opened = own::bodies(app, entries).await?;
    let told = opened.into_iter().filter_map(|opened| match opened.content()? {
        Content::Application(body) => Some(Told { heading: t.t("party-said"), ..own::application(t, body) }),
        Content::Reply(reply) => {
            let who = [Some(reply.person.name), reply.person.position].into_iter().flatten();
            let who: Vec<_> = who.filter(|part| !part.is_empty()).collect();
            let statement = reply.statement.unwrap_or_default();
            let facts =
                if who.is_empty() { Vec::new() } else { vec![(t.t("notice-from"), who.join(" · "))] };
            Some(Told { heading: t.t("party-reply"), facts, statement })
        }
        _ => None,
    });
    Ok(told.collect())
}

async fn record(app: &App, t: &Texts, case: &Case, party: &Party) -> Result<Vec<Part>, Problem> {
    let written: Vec<_> = SHARED.iter().filter_map(|part| case.procedure.record(*part)).collect();
    let bodies = own::bodies(app, written.iter().map(|part| part.seq).collect()).await?;
    let shown = written.into_iter().zip(bodies).map(|(part, opened)| {
        let body = match opened.content() {
            Some(Content::Record(body)) => body,
            Some(_) | None => RecordBody::default(),
        };
        let facts = [
            (t.t("party-record-place"), body.place),
            (t.t("party-record-present"), body.present),
            (t.t("party-record-result"), body.result),
        ];
        Part {
            code: part.part.code(),
            name: t.code("record", part.part.code()),
            version: part.version,
            at: t.moment(part.at),
            facts: facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect(),
            text: body.text,
            confirmed: part.confirmed.iter().any(|(known, _, _)| *known == party.place.id),
        }
    });
    Ok(shown.collect())
}

/// A party's own step, as its ticket takes it.
async fn step(
    app: &App,
    who: &Who,
    found: &Found,
    form: &Entries,
    purpose: &str,
    action: Action,
) -> Result<(), SubmitError> {
    let from = who.acting(Actor::Party(found.ticket.number));
    let command = Command::Proceed { case: found.ticket.case, action: Box::new(action) };
    app.submit(from, form.once(app, who, purpose), command).await.map(|_| ())
}

/// Back to the page: with what is wrong when what was confirmed has changed meanwhile.
async fn back(
    (app, who, visit, origin): (&App, &Who, &Visit, &Origin),
    found: &Found,
    field: &str,
    done: Result<(), SubmitError>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(visit.sent(&found.path())),
        Err(SubmitError::Refused(Refusal::Changed)) => {
            let mut errors = Errors::default();
            errors.add(field, visit.texts.t("party-changed"));
            let shown = Shown { status: StatusCode::UNPROCESSABLE_ENTITY, errors, key: form::fresh_key() };
            super::show(app, who, visit, origin, &find(app, &found.key)?, shown).await
        }
        Err(error) => Err(submit::problem(&error, &app.now())),
    }
}

async fn confirm_appointment(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let done = match form.text("from").parse() {
        Ok(from) => {
            let action = Action::ConfirmAppointment { party: found.ticket.party, from };
            step(&app, &who, &found, &form, "ticket/appointment", action).await
        }
        Err(_) => Err(SubmitError::Refused(Refusal::Changed)),
    };
    back((&app, &who, &visit, &origin), &found, "appointment", done).await
}

async fn confirm_record(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let part = RecordPart::from_code(form.text("part")).filter(|part| SHARED.contains(part));
    let done = match (part, form.text("version").parse()) {
        (Some(part), Ok(version)) => {
            let party = found.ticket.party;
            let action = Action::ConfirmRecord { party, part, version, means: Means::Device };
            step(&app, &who, &found, &form, &format!("ticket/record/{}", part.code()), action).await
        }
        (Some(_) | None, Ok(_) | Err(_)) => Err(SubmitError::Refused(Refusal::Changed)),
    };
    back((&app, &who, &visit, &origin), &found, "record", done).await
}

async fn consent(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    let to = ConsentTo::from_code(form.text("to")).filter(|to| ASKED.iter().any(|(asked, _)| asked == to));
    let party = found.ticket.party;
    let done = match to {
        Some(to) => {
            let action = if form.has("give") {
                Action::Consent { party, to, text: CONSENT_VERSION.to_owned(), means: Means::Device }
            } else {
                Action::RevokeConsent { party, to }
            };
            step(&app, &who, &found, &form, &format!("ticket/consents/{}", to.code()), action).await
        }
        None => Err(SubmitError::Refused(Refusal::Unknown("consent"))),
    };
    back((&app, &who, &visit, &origin), &found, "consents", done).await
}

#[derive(Template)]
#[template(path = "ticket_sure.html")]
struct Sure {
    frame: Frame,
    t: Texts,
    path: String,
    action: &'static str,
    idempotency: String,
    what: Vec<Cow<'static, str>>,
    yes: Cow<'static, str>,
    no: Cow<'static, str>,
    /// Whether the page said that this ends mediation.
    second: bool,
}

/// A question before a step that cannot be taken back.
fn sure(
    who: &Who,
    visit: &Visit,
    found: &Found,
    title: &str,
    page: impl FnOnce(Frame, Texts) -> Sure,
) -> Response {
    let mut frame = super::framed(who, visit, found);
    frame.title = visit.texts.t(title).into_owned();
    let t = frame.t();
    frame::show(&page(frame, t))
}

async fn ask_stop(who: Who, visit: Visit, Holder(found): Holder) -> Response {
    if !open_to(&found, |_, case| may_stop(case)) {
        return visit.sent(&found.path());
    }
    let path = found.path();
    sure(&who, &visit, &found, "party-stop-title", |frame, t| Sure {
        what: vec![t.t("party-stop-what"), t.t("party-stop-harms")],
        yes: t.t("party-stop-yes"),
        no: t.t("party-stop-no"),
        action: "stop",
        second: false,
        idempotency: form::fresh_key(),
        path,
        frame,
        t,
    })
}

async fn stop(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    if !open_to(&found, |_, case| may_stop(case)) {
        return Ok(visit.sent(&found.path()));
    }
    let action = Action::WithdrawConsent { party: found.ticket.party, means: Means::Device };
    let done = step(&app, &who, &found, &form, "ticket/stop", action).await;
    back((&app, &who, &visit, &origin), &found, "stop", done).await
}

/// Whether this party takes part and the case allows a step.
fn open_to(found: &Found, allowed: impl FnOnce(&Found, &Case) -> bool) -> bool {
    let case = found.published.desk.case(found.ticket.case);
    case.is_some_and(|case| case.party(found.ticket.party).is_some_and(takes_part) && allowed(found, case))
}

/// Whether this party asked for another mediator before.
fn asked_before(found: &Found) -> bool {
    let case = found.published.desk.case(found.ticket.case);
    case.is_some_and(|case| case.procedure.objections.iter().any(|made| made.party == found.ticket.party))
}

async fn ask_other(who: Who, visit: Visit, Holder(found): Holder) -> Response {
    if !open_to(&found, may_change_mediator) {
        return visit.sent(&found.path());
    }
    let (second, path) = (asked_before(&found), found.path());
    sure(&who, &visit, &found, "party-other-title", |frame, t| Sure {
        what: if second {
            vec![t.t("party-other-second-now"), t.t("party-stop-harms")]
        } else {
            vec![t.t("party-other-what"), t.t("party-other-second")]
        },
        yes: if second { t.t("party-other-yes-second") } else { t.t("party-other-yes") },
        no: t.t("party-other-no"),
        action: "other-mediator",
        second,
        idempotency: form::fresh_key(),
        path,
        frame,
        t,
    })
}

async fn other(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    origin: Origin,
    Holder(found): Holder,
    form: Entries,
) -> Result<Response, Problem> {
    // Nobody ends mediation who was not told so before: a retry of the first request leads to the page, not to a second one.
    if !open_to(&found, may_change_mediator) || asked_before(&found) != form.has("second") {
        return Ok(visit.sent(&found.path()));
    }
    let action = Action::AskOtherMediator { party: found.ticket.party, means: Means::Device };
    let done = step(&app, &who, &found, &form, "ticket/other-mediator", action).await;
    back((&app, &who, &visit, &origin), &found, "other-mediator", done).await
}
