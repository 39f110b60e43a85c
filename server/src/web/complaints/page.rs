//! One complaint on one page: what was said to the organiser, and for each respondent how far the track is, what waits now, and
//! the form for it.

mod parts;

use std::{borrow::Cow, sync::Arc};

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case,
    body::{ComplaintBody, Content},
    case::{Ask, Party},
    fair::Language,
    measure::{Basis, Ending, Measure, MeasureKind, MeasureState},
    procedure::{Means, ServiceMethod},
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        defences, disclosure,
        form::{Entries, fresh_key},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        problem::Problem,
        registered::Registered,
        route::Route,
        signed,
        ticket::measure::is_told,
        visit::Visit,
    },
};

use super::{
    LEADING, Named, about, ended, find, history, opened, page_of,
    photos::{self, Photo},
    record_reading, rule, tasks, ticket_of,
    track::{Looks, Track},
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/cases/{case}", LEADING, show)]
}

#[derive(Template)]
#[template(path = "complaint.html")]
struct Page {
    frame: Frame,
    t: Texts,
    key: String,
    path: String,
    about: String,
    filed: String,
    ended: Option<String>,
    /// Mediation was asked for too.
    mediation: bool,
    /// Somebody complained; otherwise only a clause is known here.
    complained: bool,
    /// That its texts were erased, and when.
    erased: Option<String>,
    complaint: Option<ComplaintBody>,
    claimant: Option<Named>,
    photos: Vec<Photo>,
    /// What the register of rights holds that touches it.
    registered: String,
    /// The complaints before it against the same exhibitors or about the same right.
    complained_before: String,
    /// What its respondents lodged in advance.
    defences: String,
    /// What authorities were given of it.
    disclosures: String,
    /// The present time for a statement, where somebody has no notice yet; a notice has its own.
    rule: Option<String>,
    /// Time runs that makes a task when it ends.
    foretold: bool,
    closing: Closing,
    /// What can be ordered still, once the fair is over, and with it what most measures could be carried out on.
    closed: Option<Cow<'static, str>>,
    tracks: Vec<Track>,
    errors: Errors,
    typed: Typed,
}

/// How the end without a measure is called: of a complaint, or of a clause over which nobody complained.
struct Closing {
    title: Cow<'static, str>,
    lead: Cow<'static, str>,
    hint: Cow<'static, str>,
    /// The same of a complaint of which the respondent was told nothing.
    untold: [Cow<'static, str>; 2],
}

impl Closing {
    fn of(complained: bool, t: &Texts) -> Self {
        let [title, lead, hint] = if complained {
            ["complaints-clear", "complaints-clear-lead", "complaints-clear-hint"]
        } else {
            ["complaints-clear-clause", "complaints-clear-clause-lead", "complaints-clear-clause-hint"]
        };
        let untold = ["complaints-clear-untold-lead", "complaints-clear-untold-hint"].map(|key| t.t(key));
        Self { title: t.t(title), lead: t.t(lead), hint: t.t(hint), untold }
    }
}

/// The form of an order on a clause, beside which another may stand for what was complained of. Both are sent to `order`.
pub(super) const ORDER_ON_CLAUSE: &str = "order-clause";

/// A form as it was sent, shown again with what was wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    /// Which form; for all but [`ORDER_ON_CLAUSE`] the verb it is sent to.
    pub(super) verb: &'static str,
    pub(super) form: Entries,
}

impl Typed {
    fn is(&self, verb: &str, party: &str) -> bool {
        self.verb == verb && self.form.text("party") == party
    }
}

/// What is told once it was recorded that a measure ended: how it did, and of one that was lifted and carried out a clause, that this
/// binds on.
fn done_lift(case: &Case) -> &'static str {
    let lifted =
        |track: &Measure| track.last("MeasureLifted").filter(|_| track.state == MeasureState::Lifted);
    let last = case.tracks().max_by_key(|track| lifted(track));
    let on_clause = |track: &Measure| track.order().is_some_and(|order| order.basis == Basis::Agreement);
    match last.as_deref().and_then(|track| Some((track.ending()?, on_clause(track)))) {
        Some((Ending::WithFair | Ending::Unapplied, _)) => "complaints-done-ended",
        Some((Ending::Lifted, true)) => "complaints-done-lift-clause",
        Some((Ending::Lifted, false)) | None => "complaints-done-lift",
    }
}

/// Whether what was closed last was a complaint of which the respondent was told nothing: only whoever complained reads it.
fn cleared_untold(case: &Case) -> bool {
    let cleared =
        |track: &Measure| track.last("ComplaintCleared").filter(|_| track.state == MeasureState::Cleared);
    let last = case.tracks().max_by_key(|track| cleared(track));
    last.is_some_and(|track| !is_told(&track))
}

/// What is told about the step just taken.
#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

const DONE: &[(&str, &str)] = &[
    ("notice", "complaints-done-notice"),
    ("service", "complaints-done-service"),
    ("answer", "complaints-done-answer"),
    ("clear", "complaints-done-clear"),
    ("order", "complaints-done-order"),
    ("apply", "complaints-done-apply"),
    ("lift", "complaints-done-lift"),
    ("exhibitor", "way-done-exhibitor"),
];

async fn show(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    Query(Done { done }): Query<Done>,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    let office = Office { app, visit, who };
    let page = office.page(&case, Typed::default(), Errors::default(), &done).await?;
    Ok(frame::show(&page))
}

/// Who looks, and by what request.
pub(super) struct Office {
    pub(super) app: App,
    pub(super) visit: Visit,
    pub(super) who: Who,
}

impl Office {
    /// The page again, with what was typed and what was wrong with it.
    ///
    /// # Errors
    /// When the reading cannot be recorded, or nothing be read.
    pub(super) async fn show(
        &self,
        case: &Arc<Case>,
        status: StatusCode,
        typed: Typed,
        errors: Errors,
    ) -> Result<Response, Problem> {
        Ok(frame::show_with(status, &self.page(case, typed, errors, "").await?))
    }

    async fn page(
        &self,
        case: &Arc<Case>,
        typed: Typed,
        errors: Errors,
        done: &str,
    ) -> Result<Page, Problem> {
        // First the entry that says who reads; only then the reading.
        record_reading(&self.app, &self.who, case).await?;
        let (app, at) = (&self.app, self.app.now());
        let case = at.desk.case(case.id).unwrap_or(case);
        let mut frame = signed::frame(app, &self.visit, &self.who, "complaints-one").office();
        let t = frame.t();
        let complained = case.complaint_seq.is_some() && case.asks_for(Ask::Measure);
        let title = if complained { "complaints-of" } else { "complaints-clause-of" };
        frame.title = t.t1(title, "ticket", ticket_of(case));
        if let Some((_, key)) = DONE.iter().find(|(code, _)| *code == done) {
            let key = match done {
                "clear" if !complained => "complaints-done-clause",
                "clear" if cleared_untold(case) => "complaints-done-clear-untold",
                "lift" => done_lift(case),
                _ => *key,
            };
            frame = frame.notice(Tone::Good, t.t(key));
        }
        let complaint = match case.complaint_seq.map(|seq| opened(app, seq)).transpose()?.flatten() {
            Some(Content::Complaint(body)) => Some(body),
            Some(_) | None => None,
        };
        let looks = Looks { app, at: &at, t: &t, now: app.clock.now(), case };
        let tracks = case.tracks().map(|track| looks.track(&track)).filter_map(Result::transpose);
        let tracks = tracks.collect::<Result<Vec<_>, _>>()?;
        let claimant: &Party = case.claimant();
        let number = complaint.as_ref().and_then(|complaint| complaint.right_number.as_deref());
        let registered = match complaint {
            Some(_) => Registered::drawn(&at, &t, case, number, app.clock.now())?,
            None => String::new(),
        };
        let complained_before = if complained && case.erased_at.is_none() {
            history::beside(&at, &t, case, number, app.clock.now())?
        } else {
            String::new()
        };
        Ok(Page {
            key: fresh_key(),
            path: page_of(case),
            about: about(case, &t),
            filed: t.moment(case.filed_at),
            ended: ended(case, &t),
            mediation: complained && case.asks_for(Ask::Mediation),
            complained,
            erased: case.erased_at.map(|at| t.t1("complaints-erased-on", "moment", t.moment(at))),
            complaint,
            registered,
            complained_before,
            defences: if complained {
                defences::drawn(app, &at, &t, case, Ask::Measure)?
            } else {
                String::new()
            },
            claimant: if complained { Some(Named::of(app, &t, &at, (case, claimant))?) } else { None },
            photos: if complained {
                photos::handed_in(app, case, claimant.place.id, &t)?
            } else {
                Vec::new()
            },
            disclosures: disclosure::drawn(app, &at, &t, self.who.signed()?, case, Ask::Measure)?,
            rule: rule::before_notice(&at.desk, case, &t),
            foretold: tasks::comes_with_time(&at.desk, case, app.clock.now()),
            closing: Closing::of(complained, &t),
            closed: at
                .desk
                .closes_at()
                .filter(|closes| *closes <= app.clock.now())
                .map(|_| t.t("complaints-until-closed-hint")),
            tracks,
            errors,
            typed,
            frame,
            t,
        })
    }
}

impl Page {
    fn methods() -> Vec<&'static str> {
        ServiceMethod::ALL.iter().map(|method| method.code()).collect()
    }
    /// The means that staff can write down; the own device writes for itself.
    fn means() -> Vec<&'static str> {
        Means::ALL.iter().filter(|means| **means != Means::Device).map(|means| means.code()).collect()
    }
    /// What a field of one form is called on the page.
    fn field_id(verb: &str, name: &str, party: &str) -> String {
        format!("{verb}-{name}-{party}")
    }
    /// What was typed into a field of one form; nothing in the others.
    fn typed(&self, verb: &str, party: &str, field: &str) -> &str {
        if self.typed.is(verb, party) { self.typed.form.text(field) } else { "" }
    }
    /// What is said where it is chosen until when an order stands.
    fn until_hint(&self, open: &str) -> Cow<'static, str> {
        self.closed.clone().unwrap_or_else(|| self.t.t(open))
    }
    /// The last day of an order: what was typed; in one on a clause that is not written yet, the clause's.
    fn until_day(&self, form: &str, party: &str) -> &str {
        let clause = self.tracks.iter().find(|one| one.id == party && form == ORDER_ON_CLAUSE);
        match clause {
            Some(one) if !self.typed.is(form, party) => one.ends.as_str(),
            Some(_) | None => self.typed(form, party, "until_day"),
        }
    }
    /// What closing without a measure means for the sides, and who reads why.
    fn closing_lead(&self, one: &Track) -> &str {
        if one.told { &self.closing.lead } else { &self.closing.untold[0] }
    }
    fn closing_hint(&self, one: &Track) -> &str {
        if one.told { &self.closing.hint } else { &self.closing.untold[1] }
    }
    /// What lifting means: of an order on a clause, that the clause binds on.
    fn lift_lead(&self, one: &Track, key: &str) -> String {
        match (one.lifts_clause, key) {
            (false, _) => self.t.t(key).into_owned(),
            (true, "complaints-lift-over" | "complaints-close-lead" | "complaints-close-unapplied") => {
                [self.t.t(key), self.t.t("complaints-lift-clause")].join(" ")
            }
            (true, _) => self.t.t("complaints-lift-clause").into_owned(),
        }
    }
    /// All that may be ordered where somebody complained.
    fn measures() -> Vec<&'static str> {
        MeasureKind::ALL.iter().map(|kind| kind.code()).collect()
    }
    /// Whether a choice is the one that was made.
    fn picked(&self, verb: &str, party: &str, field: &str, choice: &str) -> bool {
        self.typed.is(verb, party) && self.typed.form.text(field) == choice
    }
    /// Whether a folded form has to stand open.
    fn opened(&self, verb: &str, party: &str) -> bool {
        self.typed.is(verb, party)
    }
    /// What is wrong with one form.
    fn wrong(&self, verb: &str, party: &str) -> &str {
        if self.typed.is(verb, party) { self.errors.of(&format!("{verb}-{party}")) } else { "" }
    }
    /// Addresses of a paper, and its language.
    fn papers(&self, kind: &str, party: &str) -> Vec<(String, String)> {
        let link = |language: Language| {
            let name = self.t.language_name(language);
            (format!("{}/papers/{kind}?party={party}&language={}", self.path, language.tag()), name)
        };
        Language::ALL.into_iter().map(link).collect()
    }
}
