//! A case on one page: the one next action, what else makes sense now, the parties, what was said, what happened.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, Desk, Ticket,
    case::{Ask, CaseState, Outcome, Paper, Party, Urgency},
    outcomes_for,
    reading::Sight,
    ticket::{Lane, ParkReason, ReleaseReason, TicketState},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        bodies,
        complaints::history,
        defences, disclosure, fee,
        form::fresh_key,
        frame::{self, Errors, Frame, Reached, Step},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, MEDIATORS, RECEPTIONS, Route},
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Done,
    actions::REMARK,
    conclude,
    contents::{self, Contents},
    line,
    next::{self, NextStep},
    table::{Looker, reach},
    way,
};

mod follow;
pub(super) use follow::version;
mod meeting;
mod reading;
mod shown;
mod standing;

use reading::ShownReading;
use shown::{HistoryStep, PartyCard, Photo, Replied, Told};
use standing::Standing;

pub(super) fn routes() -> Vec<Route> {
    let (mediators, receptions) = (Access::Staff(MEDIATORS), Access::Staff(RECEPTIONS));
    vec![
        Route::get("/counter/cases/{case}", receptions, page),
        Route::get("/counter/cases/{case}/events", receptions, follow::events),
        Route::post("/counter/cases/{case}/read", mediators, reading::open_with_reason),
    ]
}

#[derive(Template)]
#[template(path = "counter_case.html")]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the template asks for")]
struct CasePage {
    frame: Frame,
    t: Texts,
    key: String,
    id: String,
    /// How the case stands, in short; the stream of the page says when it is another.
    version: String,
    number: String,
    /// The mediation body it belongs to, where there are several.
    body: Option<String>,
    /// It is another's than this person's.
    elses: bool,
    /// They are told how it ended.
    told_end: bool,
    /// The bodies it may be given to by this person: number, name and kind.
    bodies: Vec<(String, String)>,
    /// The number of the accepted case.
    case_number: Option<String>,
    /// The case goes the way from reception to talks.
    way: bool,
    /// On it, everybody who was asked has answered.
    ready: bool,
    about: String,
    state: &'static str,
    case_state: &'static str,
    urgent: Option<String>,
    filed: String,
    /// How and why it ended, and the tone to say it in.
    outcome: Option<(String, String, &'static str)>,
    /// An agreement is in effect.
    in_effect: bool,
    /// It ended after a talk of which this person has yet to write the record.
    unwritten: bool,
    /// It was said to be a major case.
    major: bool,
    /// How, with which body, how far: its ways to and from others.
    referrals: Vec<(&'static str, &'static str, &'static str)>,
    /// That its names and texts were erased, when and by whom.
    erased: Option<String>,
    /// That the applicant went to the organiser too, for whoever has a part in the case.
    complained: bool,
    mediation_asked: bool,
    /// Its body may take a fee for it.
    charges: bool,
    steps: Vec<Step>,
    step: NextStep,
    standing: Standing,
    absent: Vec<PartyCard>,
    parties: Vec<PartyCard>,
    /// The time for talks that is ahead, for whoever sees all of the case.
    meeting: Option<way::Fixed>,
    /// That this time meets another of theirs, for whoever has the case or may take it over.
    clash: Option<String>,
    /// Who takes part, and whether they said that they will come.
    coming: Vec<(String, bool)>,
    missing: Vec<Paper>,
    rooms: Vec<Room>,
    outcomes: Vec<&'static str>,
    sight: Sight,
    told: Option<Told>,
    replies: Vec<Replied>,
    photos: Vec<Photo>,
    /// What the register of rights holds that touches it.
    registered: String,
    /// Which complaints the organiser had before against its respondents; for reception alone.
    earlier: String,
    /// What its respondents lodged in advance for the mediation body too.
    defences: String,
    /// What authorities were given of it; for the head alone.
    disclosures: String,
    history: Vec<HistoryStep>,
    /// Who read it; for the head alone.
    readings: Vec<ShownReading>,
    errors: Errors,
    /// The reason as it was typed.
    reason: String,
}

/// A room to call to.
struct Room {
    id: String,
    /// The one to call to unless another is chosen: the one that was promised, their own, else the first that is free.
    usual: bool,
    /// Who else sits there.
    with: Option<String>,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    show(&Looker::new(&app, &visit, &who, &person), &id, &done).await
}

/// The page; after a form of it could not be taken, with what was typed.
pub(super) async fn show(looker: &Looker<'_>, id: &str, done: &Done) -> Result<Response, Problem> {
    let Looker { app, who, person, .. } = *looker;
    let case = contents::find(&app.now(), id)?;
    let sight = contents::told(&app.now(), person, &case, app.clock.now());
    let contents = if matches!(sight, Sight::Whole | Sight::Received) {
        contents::record_reading(app, who, person, &case, None).await?;
        Some(contents::open(app, &case).await?.seen_with(sight, &case))
    } else {
        None
    };
    // Anew, so that the reading stands in the history that is shown.
    let at = app.now();
    let case = contents::find(&at, id)?;
    let (frame, status) = looker.framed("case-title", (done, StatusCode::OK));
    let view = Viewer { app, at: &at, t: frame.t(), person, now: app.clock.now() };
    let whole = contents.as_ref().filter(|_| sight == Sight::Whole);
    // Whoever checks the case in reception decides on what the register says of its right, as its mediator does.
    let registered = match &contents {
        Some(contents) if contents::sees_way(&at, person, &case, view.now) => {
            contents.registered(&at, &view.t, &case, view.now)?
        }
        Some(_) | None => String::new(),
    };
    let application = contents.as_ref().and_then(|contents| contents.application.as_ref());
    let number = application.and_then(|body| body.right_number.as_deref());
    let earlier = history::before(&at, &view.t, person, &case, number, view.now)?;
    let defences = view.defences(&case, whole)?;
    let disclosures = disclosure::drawn(app, &at, &view.t, person, &case, Ask::Mediation)?;
    let page = view.page(frame, &case, sight, contents.as_ref());
    Ok(frame::show_with(status, &CasePage { registered, earlier, defences, disclosures, ..page }))
}

/// Who looks, at what, when.
struct Viewer<'a> {
    app: &'a App,
    at: &'a Published,
    t: Texts,
    person: &'a Signed,
    now: Timestamp,
}

impl Viewer<'_> {
    fn page(&self, frame: Frame, case: &Arc<Case>, sight: Sight, contents: Option<&Contents>) -> CasePage {
        let t = self.t.clone();
        let lead = case.claimant().ticket.and_then(|number| self.at.desk.ticket(number)).map(Arc::clone);
        let state =
            lead.as_ref().map_or(TicketState::Closed, |lead| next::standing(&self.at.desk, case, lead));
        let step = lead.as_ref().map_or(NextStep::Over, |lead| next::of(&self.at.desk, case, lead, self.now));
        let parties: Vec<_> = case.parties.iter().map(|party| self.party(case, party, contents)).collect();
        let talks = lead.as_ref().is_some_and(|lead| lead.lane == Lane::Talks);
        let absent = parties.iter().filter(|card| card.is_awaited(talks)).cloned().collect();
        let number = lead.as_ref().map(|lead| lead.number.to_string()).unwrap_or_default();
        let told_end = self.at.desk.sees_outcome(&self.person.staff, case);
        // Of the time for talks nobody is told who sees no more than reception does.
        let whole = contents.filter(|_| sight == Sight::Whole);
        let mut frame = frame;
        frame.title = t.t1("case-title-of", "number", number.clone());
        frame.reach = reach(&self.at.desk, &self.person.staff, case);
        CasePage {
            key: fresh_key(),
            id: case.id.to_string(),
            version: follow::version(&self.at.desk, case, &self.person.staff, self.now),
            told_end,
            body: bodies::among_several(self.at, case.body),
            elses: self.person.staff.serves_other(case.body),
            bodies: self.bodies(case, sight),
            case_number: case.procedure.number.map(|number| number.to_string()),
            way: way::leads(case),
            ready: way::is_ready(&self.at.desk, case),
            about: lead.as_ref().map(|lead| line::about(&t, case, lead)).unwrap_or_default(),
            number,
            state: state.code(),
            case_state: shown_state(case, told_end).code(),
            urgent: case.urgent.map(|urgency| t.code("urgency", urgency.code()).into_owned()),
            filed: t.moment(case.filed_at),
            outcome: self.told_outcome(case, told_end),
            in_effect: case.procedure.in_effect().is_some(),
            unwritten: !case.state.is_open()
                && case.lacks_record()
                && sight == Sight::Whole
                && lead.as_ref().is_some_and(|lead| lead.mediator == Some(self.person.staff.id)),
            major: case.major.flag.is_some(),
            referrals: case
                .referrals
                .iter()
                .map(|known| (known.linkage.code(), known.with.code(), known.state().code()))
                .collect(),
            erased: self.erased(case),
            complained: case.complaint_seq.is_some() && sight != Sight::Summary,
            // That the line of the steps is missing would tell whoever has no part in it who alone was asked.
            mediation_asked: case.asks_for(Ask::Mediation) || sight == Sight::Summary,
            charges: fee::may_cost(&self.at.desk, case),
            steps: match case.state.is_open() {
                true => Step::line(&t, reached(shown_state(case, told_end), lead.as_deref())),
                // How far it came before it ended says how it ended.
                false if !told_end => Vec::new(),
                false => came(&t, case, lead.as_deref()),
            },
            step,
            standing: self.standing(case, lead.as_deref()),
            absent,
            parties,
            meeting: self.meeting(case, whole),
            clash: self.clash(case, lead.as_deref()),
            coming: self.coming(case, whole),
            missing: case.missing.clone(),
            rooms: self.rooms(case),
            outcomes: outcomes_for(case)
                .iter()
                .filter(|outcome| self.person.staff.may_end_by(**outcome))
                .map(|outcome| outcome.code())
                .collect(),
            sight,
            told: contents.and_then(|contents| Told::of(&t, case, contents)),
            replies: contents.map(|contents| self.replies(case, contents)).unwrap_or_default(),
            photos: contents.map(|contents| self.photos(case, sight, contents)).unwrap_or_default(),
            registered: String::new(),
            earlier: String::new(),
            defences: String::new(),
            disclosures: String::new(),
            history: self.history(case, sight, contents),
            readings: self.readings(case, contents),
            errors: Errors::default(),
            reason: String::new(),
            frame,
            t,
        }
    }

    /// What its respondents lodged in advance for the mediation body too, for whoever sees all of the case.
    fn defences(&self, case: &Case, contents: Option<&Contents>) -> Result<String, Problem> {
        match contents {
            Some(_) => defences::drawn(self.app, self.at, &self.t, case, Ask::Mediation),
            None => Ok(String::new()),
        }
    }

    /// To whom the case may be given: until it is accepted, by its own body. Whoever sees its summary alone takes it first: from a form
    /// that is missing they would read that the organiser alone was asked.
    fn bodies(&self, case: &Case, sight: Sight) -> Vec<(String, String)> {
        let open = case.state == CaseState::Submitted && case.asks_for(Ask::Mediation);
        if !open || sight == Sight::Summary || self.person.staff.serves_other(case.body) {
            return Vec::new();
        }
        let others = self.at.desk.bodies().filter(|body| body.id != case.body && !body.terms.closed);
        others.map(|body| bodies::choice(&self.t, body)).collect()
    }

    /// How and why it ended as far as this person is told: whoever receives is not told why, but for what stands on the certificate
    /// that they hand over.
    fn told_outcome(&self, case: &Case, told_end: bool) -> Option<(String, String, &'static str)> {
        let CaseState::Concluded { outcome, reason } = case.state else { return None };
        let (desk, reader) = (&self.at.desk, &self.person.staff);
        if !desk.sees_ending(reader, case) {
            return None;
        }
        let whole = told_end || desk.hands_over_end(reader, case);
        let what =
            if whole { self.t.ending(outcome, reason) } else { self.t.code("outcome", outcome.code()) };
        let why = if told_end { conclude::why(&self.t, case, reason).into_owned() } else { String::new() };
        // What ended without an agreement is no success, and no failure either.
        let tone = if matches!(outcome, Outcome::Settled | Outcome::Undertaking) { "good" } else { "note" };
        Some((what.into_owned(), why, tone))
    }

    fn erased(&self, case: &Case) -> Option<String> {
        let (at, moment) = (case.erased_at?, self.t.moment(case.erased_at?));
        if let Some((first, second)) = self.both(case, "CaseErased", at) {
            let said = self.t.say("case-erased-by-two").with("moment", moment);
            return Some(said.with("first", first).with("second", second).to_string());
        }
        let by = case.steps.iter().rev().find(|step| step.kind == "CaseErased").and_then(|step| step.by);
        let who = by.map(|by| name_of(by, self.at)).unwrap_or_default();
        Some(self.t.t2("case-erased", "moment", moment, "who", who))
    }

    /// Seconds until this ticket may be called again.
    fn gap_s(&self, ticket: &Ticket) -> u64 {
        gap_s(&self.at.desk, ticket, self.now)
    }

    fn party(&self, case: &Case, party: &Party, contents: Option<&Contents>) -> PartyCard {
        PartyCard::of(self, case, party, contents)
    }
}

/// Seconds until a ticket may be called again.
fn gap_s(desk: &Desk, ticket: &Ticket, now: Timestamp) -> u64 {
    let gap = SignedDuration::from_secs(i64::from(desk.rules().recall_gap_s));
    let recent = matches!(ticket.state, TicketState::Called | TicketState::Missed);
    let Some(last) = ticket.called_at.filter(|_| recent) else { return 0 };
    let passed = now.duration_since(last);
    if passed.is_negative() { 0 } else { u64::try_from((gap - passed).as_secs()).unwrap_or(0) }
}

/// How the case stands, as far as somebody may know it: that terms were found is for those who have to do with it.
pub(super) fn shown_state(case: &Case, told_end: bool) -> CaseState {
    let hidden = case.state == CaseState::TermsAgreed && !told_end;
    if hidden { CaseState::InSession } else { case.state }
}

/// The steps of a case that is over: what came, and nothing that did not.
fn came(t: &Texts, case: &Case, lead: Option<&Ticket>) -> Vec<Step> {
    let oral = case.procedure.agreement.as_ref().is_some_and(|agreement| agreement.oral);
    let facts = [
        ("step-filed", true),
        ("step-called", lead.is_some_and(|lead| lead.calls > 0)),
        ("step-talks", case.session_at.is_some()),
        (if oral { "ticket-step-oral" } else { "step-signed" }, case.procedure.in_effect().is_some()),
    ];
    let done = |key: &str| Step { text: t.t(key).into_owned(), reached: Reached::Done };
    facts.into_iter().filter(|(_, happened)| *happened).map(|(key, _)| done(key)).collect()
}

/// How far the step line of an open case is: filed, called, talks, signed.
fn reached(state: CaseState, lead: Option<&Ticket>) -> usize {
    match state {
        CaseState::Submitted => usize::from(lead.is_some_and(|lead| lead.calls > 0)),
        CaseState::Accepted => 1,
        CaseState::Agreed | CaseState::InSession | CaseState::Adjourned => 2,
        CaseState::TermsAgreed => 3,
        CaseState::Concluded { .. } => 4,
    }
}

impl CasePage {
    /// Every paper that may be missing, and whether it is.
    fn papers(&self) -> Vec<(&'static str, bool)> {
        Paper::ALL.iter().map(|paper| (paper.code(), self.missing.contains(paper))).collect()
    }
    fn park_reasons() -> Vec<&'static str> {
        let by_hand = |reason: &&ParkReason| !matches!(reason, ParkReason::Reply | ParkReason::Referral);
        ParkReason::ALL.iter().filter(by_hand).map(|reason| reason.code()).collect()
    }
    fn release_reasons() -> Vec<&'static str> {
        ReleaseReason::ALL
            .iter()
            .filter(|reason| **reason != ReleaseReason::OtherBody)
            .map(|reason| reason.code())
            .collect()
    }
    fn urgencies() -> Vec<&'static str> {
        Urgency::ALL.iter().map(|urgency| urgency.code()).collect()
    }
    /// What is wrong with a field of a form that came back, to be said beside it.
    fn flaw(&self, form: impl AsRef<str>, field: &str) -> String {
        if self.frame.kept.wrong(form, field).is_empty() {
            return String::new();
        }
        match field {
            "reason" => self.t.t("conclude-reason-missing").into_owned(),
            "body" => self.t.t("case-body-missing").into_owned(),
            "agreed" => self.t.t("case-body-unasked").into_owned(),
            _ => self.t.t1("filing-too-long", "max", REMARK),
        }
    }
    /// Where this page is.
    fn here(&self) -> String {
        format!("/counter/cases/{}", self.id)
    }
    /// Where it hears that something has changed.
    fn events(&self) -> String {
        format!("{}/events", self.here())
    }
    /// The step as a word the template can match on.
    fn is(&self, step: &str) -> bool {
        self.step.key() == step
    }
    /// Whether somebody who is to come was not called yet.
    fn has_uncalled(&self) -> bool {
        self.absent.iter().any(|card| card.uncalled)
    }
    /// Whether somebody who is to come can be called now.
    fn may_call(&self) -> bool {
        self.absent.iter().any(|card| card.gap_s == 0)
    }
    /// Whether there is a step of the line that may have happened earlier: during a talk there is none.
    fn has_earlier_steps(&self) -> bool {
        let waits = matches!(self.state, "waiting" | "parked" | "missed");
        waits || !self.absent.is_empty() || (self.standing.talks && self.standing.may_begin)
    }
    fn sees_all(&self) -> bool {
        self.sight == Sight::Whole
    }
    /// Names and what was filed, though perhaps not what was said in talks.
    fn sees_names(&self) -> bool {
        matches!(self.sight, Sight::Whole | Sight::Received)
    }
    /// The pages of reception are theirs, and they see names.
    fn receives(&self) -> bool {
        self.sees_all() || (self.sees_names() && self.standing.shows_way)
    }
    /// The page for somebody whose reason was none.
    fn asked_again(self, reason: &str, errors: Errors) -> Self {
        Self { reason: reason.to_owned(), errors, ..self }
    }
    fn may_ask(&self) -> bool {
        self.sight == Sight::OnReason
    }
}
