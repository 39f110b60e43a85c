//! The notice as a page: the texts that belong to it, and the form with whatever was typed.

use std::borrow::Cow;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{
    body::{Content, ReplyBody},
    case::RightKind,
    fair::{DayHours, FairPlan, Window},
    measure::{MAX_STATEMENTS, Measure, Statement},
    procedure::Authority,
};

use crate::{
    app::App,
    locale::Texts,
    record::Opened,
    web::{
        bodies, company,
        filing::draft::CONSENT_VERSION,
        form,
        frame::{self, Errors, Frame},
        guard::Who,
        problem::Problem,
        ticket::{
            evidence::UPLOAD_BYTES,
            measure::{self, Track},
            own::{self, Photo, Told},
            view::Hours,
        },
        visit::Visit,
    },
};

use super::{Found, Standing, follow};

/// What was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: String,
    /// The company; `None` while nothing was sent, and of forms that do not ask for it.
    pub(super) company: Option<String>,
    pub(super) position: String,
    pub(super) authority: String,
    pub(super) statement: String,
    pub(super) consents: bool,
    pub(super) admits: bool,
    pub(super) errors: Errors,
    /// The key under which the form counts once; a fresh one when empty.
    pub(super) key: String,
    /// It was sent when nothing was taken any more.
    pub(super) late: bool,
}

/// A time limit in words.
struct Limit {
    deadline: String,
    /// The last useful moment, where it comes before.
    useful: Option<String>,
    over: bool,
}

/// What was answered: once, or in several statements to the organiser.
struct Given {
    what: Cow<'static, str>,
    /// The mediation that was agreed to has ended.
    ended: bool,
    /// Oldest first.
    replies: Vec<Reply>,
}

impl Given {
    fn tone(&self) -> &'static str {
        if self.ended { "note" } else { "good" }
    }
}

/// One answer, as whoever gave it reads it again.
struct Reply {
    /// When, and that it was late where it was.
    at: String,
    who: String,
    statement: Option<String>,
}

/// Everything a notice says.
#[derive(Default)]
struct Said {
    /// Who applied or complained: name, company, booth.
    claimant: Vec<String>,
    told: Vec<Told>,
    erased: bool,
    given: Option<Given>,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Page {
    frame: Frame,
    t: Texts,
    errors: Errors,
    path: String,
    idempotency: String,
    complaint: bool,
    /// Who asks for what.
    lead: String,
    standing: Standing,
    number: Option<String>,
    body: String,
    free: bool,
    hours: String,
    limit: Option<Limit>,
    said: Said,
    /// What was decided on the complaint.
    track: Option<Track>,
    /// What the form asks for, where an answer is taken from this reader.
    asked: Option<Cow<'static, str>>,
    /// Where more is taken, once this reader has handed in as much as is taken here.
    full: Option<String>,
    /// That the complaint was admitted before, which a further statement does not take back by itself.
    admitted: Option<Cow<'static, str>>,
    /// What an open page is held against.
    live: String,
    /// It says nothing more to whoever has only the paper.
    closed: bool,
    photos: Vec<Photo>,
    typed: Typed,
    /// The company in the form: as typed, else as far as it is known.
    company: String,
    version: &'static str,
    max_bytes: usize,
    /// The ticket's page, once this device holds it.
    ticket: Option<String>,
}

impl Page {
    fn at(&self, part: &str) -> String {
        format!("{}/{part}", self.path)
    }
    fn open(&self) -> bool {
        self.standing == Standing::Open
    }
    fn unserved(&self) -> bool {
        self.standing == Standing::Unserved
    }
    /// Whether somebody still asks.
    fn asks(&self) -> bool {
        self.open() || self.unserved()
    }
    fn over(&self) -> bool {
        self.standing == Standing::Over
    }
    /// Whether whoever takes part may have something to do yet.
    fn goes_on(&self) -> bool {
        !self.over() && self.said.given.as_ref().is_none_or(|given| !given.ended)
    }
    fn authorities(&self) -> Vec<(&'static str, Cow<'static, str>, bool)> {
        authorities(&self.t, &self.typed.authority)
    }
}

/// None is chosen before somebody chooses: what one may do for a company is said, and not left as it stood.
fn authorities(t: &Texts, typed: &str) -> Vec<(&'static str, Cow<'static, str>, bool)> {
    Authority::ALL
        .iter()
        .map(|one| (one.code(), t.code("authority", one.code()), one.code() == typed))
        .collect()
}

#[derive(Template)]
#[template(path = "notice_decline.html")]
struct Sure {
    frame: Frame,
    t: Texts,
    path: String,
    idempotency: String,
    typed: Typed,
}

impl Sure {
    fn authorities(&self) -> Vec<(&'static str, Cow<'static, str>, bool)> {
        authorities(&self.t, &self.typed.authority)
    }
}

fn framed(who: &Who, visit: &Visit, found: &Found, title: &str) -> Frame {
    let mut frame = visit.frame(title);
    frame.path = found.path();
    frame.csrf = who.form_token();
    frame
}

fn key_of(typed: &Typed) -> String {
    if typed.key.is_empty() { form::fresh_key() } else { typed.key.clone() }
}

fn status_of(errors: &Errors) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// What the page says first, to whoever is still asked: after an order it does not speak of what comes before one.
fn lead(t: &Texts, found: &Found) -> String {
    if !found.of.complaint {
        return t.t1("notice-lead", "body", bodies::of_case(&found.published, &found.case));
    }
    let ordered = found.measure().is_some_and(|measure| measure.order().is_some());
    t.t(if ordered { "notice-complaint-decided" } else { "notice-complaint-lead" }).into_owned()
}

/// What the form asks for: the first statement to the organiser or a further one, or the answer to the mediation body.
fn asked(t: &Texts, found: &Found, who: &Who) -> Option<Cow<'static, str>> {
    let key = match (found.of.complaint, found.standing()) {
        (false, _) => "notice-answer",
        (true, Standing::Answered) => "notice-complaint-further",
        (true, Standing::Unserved | Standing::Open | Standing::Over) => "notice-complaint-answer",
    };
    found.takes_answer(who).then(|| t.t(key))
}

/// That the complaint was admitted before, to whoever may state something further.
fn admitted(t: &Texts, found: &Found, who: &Who) -> Option<Cow<'static, str>> {
    let before = found.of.complaint && found.measure().is_some_and(Measure::has_admitted);
    (before && found.takes_answer(who)).then(|| t.t("notice-admitted-before"))
}

/// The notice; again with what is wrong when something is.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn show(
    app: &App,
    who: &Who,
    visit: &Visit,
    found: &Found,
    mut typed: Typed,
) -> Result<Response, Problem> {
    let title = match (found.of.complaint, found.standing()) {
        (true, _) => "notice-complaint-title",
        (false, Standing::Unserved | Standing::Open) => "notice-title",
        (false, Standing::Answered | Standing::Over) => "notice-title-past",
    };
    let frame = framed(who, visit, found, title);
    let t = frame.t();
    let now = app.clock.now();
    let window = if found.of.complaint {
        found.measure().filter(|measure| measure.awaits_statement()).and_then(|track| track.window.as_ref())
    } else {
        found.party.served.as_ref().map(|served| &served.window)
    };
    let errors = std::mem::take(&mut typed.errors);
    let plan = found.published.desk.fair().map(|fair| &fair.plan);
    let (holds, speaks) = (found.is_held_by(who), found.speaks_to(who));
    let page = Page {
        path: found.path(),
        idempotency: key_of(&typed),
        complaint: found.of.complaint,
        lead: lead(&t, found),
        standing: found.standing(),
        number: found.case.procedure.number.filter(|_| !found.of.complaint).map(|number| number.to_string()),
        body: bodies::of_case(&found.published, &found.case),
        free: !found.published.desk.kind_of(&found.case).may_charge(),
        hours: plan.map(|plan| hours(&t, plan, now)).unwrap_or_default(),
        limit: window.map(|window| limit(&t, window, now)),
        said: if speaks { said(app, &t, found, holds).await? } else { Said::default() },
        track: if speaks { track(app, &t, found).await? } else { None },
        full: found.sends_to_office(who).then(|| t.t1("measure-full", "max", MAX_STATEMENTS)),
        admitted: admitted(&t, found, who),
        asked: asked(&t, found, who),
        live: follow::drawn(found, holds)?,
        closed: !speaks,
        photos: found
            .photos()
            .filter(|_| speaks)
            .map(|photo| Photo { id: photo.id.to_string(), at: t.moment(photo.at) })
            .collect(),
        company: company_in(&t, found, &typed),
        version: CONSENT_VERSION,
        max_bytes: UPLOAD_BYTES - (1 << 20),
        ticket: if found.opens_ticket_to(who) { super::answer::ticket_path(app, found)? } else { None },
        errors,
        typed,
        frame,
        t,
    };
    let status = if page.typed.late { StatusCode::CONFLICT } else { status_of(&page.errors) };
    Ok(frame::show_with(status, &page))
}

/// Asks once more before mediation is declined.
pub(super) fn sure(who: &Who, visit: &Visit, found: &Found, typed: Typed) -> Response {
    let mut frame = framed(who, visit, found, "notice-decline-title");
    frame.path = format!("{}/decline", found.path());
    let idempotency = key_of(&typed);
    let status = status_of(&typed.errors);
    frame::show_with(status, &Sure { t: frame.t(), frame, path: found.path(), idempotency, typed })
}

/// What the field for the company holds: the reply to mediation asks for it, once what is said of it may be read.
fn company_in(t: &Texts, found: &Found, typed: &Typed) -> String {
    let asked = !found.of.complaint && found.standing() == Standing::Open;
    let known = || company::for_field(t, &found.published, &found.party);
    typed.company.clone().unwrap_or_else(|| if asked { known() } else { String::new() })
}

/// When the desk can be come to: today's hours, or while it is closed those of the day on which it opens next.
fn hours(t: &Texts, plan: &FairPlan, now: jiff::Timestamp) -> String {
    let next = Hours::of(plan, now).opens_at();
    let DayHours { opens, closes } = plan.hours_of(plan.day_of(next.unwrap_or(now)));
    let from = next.map_or_else(|| opens.strftime("%H:%M").to_string(), |next| t.seen_at(next, now));
    format!("{from}–{}", closes.strftime("%H:%M"))
}

fn limit(t: &Texts, window: &Window, now: jiff::Timestamp) -> Limit {
    Limit {
        deadline: t.moment(window.deadline),
        useful: (window.last_useful < window.deadline).then(|| t.moment(window.last_useful)),
        over: window.deadline <= now,
    }
}

/// Reads what belongs to this notice and nothing else: which entries are opened hangs on whose notice it is. What was replied stands
/// here only for the device that holds the ticket: the paper with the code may lie on a table.
async fn said(app: &App, t: &Texts, found: &Found, holds: bool) -> Result<Said, Problem> {
    let mut said = Said::default();
    if !found.is_served() {
        return Ok(said);
    }
    let case = &found.case;
    said.claimant = own::applicant(t, &found.published, &found.case);
    let text = if found.of.complaint { case.complaint_seq } else { Some(case.application_seq) };
    for opened in own::bodies(app, text.into_iter().collect()).await? {
        said.take(t, (case.right, found.of.complaint), opened);
    }
    let answered = if found.of.complaint {
        found.measure().filter(|measure| !measure.statements.is_empty()).map(|measure| {
            let timed = |one: &Statement| (one.seq, one.at, measure.is_late(one));
            let all: Vec<_> = measure.statements.iter().map(timed).collect();
            let late = all.iter().all(|(_, _, late)| *late);
            (t.t(if late { "notice-given-late" } else { "notice-given-statement" }), all)
        })
    } else {
        let given = found.party.answered.as_ref();
        let what =
            |given| if found.has_ended() { t.t("notice-given-ended") } else { own::answer_of(t, given) };
        given.map(|given| (what(given), vec![(given.seq, given.at, false)]))
    };
    if let Some((what, all)) = answered {
        let mut replies = Vec::new();
        for (seq, at, late) in all {
            let key = if late { "notice-given-at-late" } else { "notice-given-at" };
            replies.push(reply(app, t.t1(key, "moment", t.moment(at)), seq, holds).await?);
        }
        said.given = Some(Given { what, ended: found.has_ended(), replies });
    }
    Ok(said)
}

async fn reply(app: &App, at: String, seq: u64, holds: bool) -> Result<Reply, Problem> {
    let body = own::bodies(app, vec![seq]).await?.into_iter().next().and_then(Opened::content);
    let reply = match body {
        Some(Content::Reply(reply)) if holds => reply,
        Some(_) | None => ReplyBody::default(),
    };
    let person = reply.person;
    let who = [Some(person.name), person.position, person.particulars.company].into_iter().flatten();
    let who: Vec<_> = who.filter(|part| !part.is_empty()).collect();
    Ok(Reply { at, who: who.join(" · "), statement: reply.statement })
}

/// What the organiser decided on this complaint, once it was handed over.
async fn track(app: &App, t: &Texts, found: &Found) -> Result<Option<Track>, Problem> {
    match found.measure().filter(|_| found.of.complaint && found.is_served()) {
        Some(track) => measure::on_complaint(app, t, (&found.published, &found.case), track).await,
        None => Ok(None),
    }
}

impl Said {
    #[expect(clippy::wildcard_enum_match_arm, reason = "of the two texts only the notice's own is taken")]
    fn take(&mut self, t: &Texts, (right, complaint): (Option<RightKind>, bool), opened: Opened) {
        match opened {
            Opened::Erased => self.erased = true,
            Opened::Nothing => {}
            Opened::Content(content) => match *content {
                Content::Application(body) if !complaint => self.told.push(own::application(t, right, body)),
                Content::Complaint(body) if complaint => self.told.push(own::complaint(t, right, body)),
                _ => {}
            },
        }
    }
}
