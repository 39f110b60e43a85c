//! The form as a page: one for disputes and reports, a shorter one for questions.

use std::{borrow::Cow, sync::Arc};

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{HallId, case::CaseKind, ticket::Lane};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        bodies,
        frame::{self, Errors, Frame},
        guard::Who,
        halls, signed,
        ticket::view::Hours,
        visit::Visit,
    },
};

use super::{
    draft::{CONSENT_VERSION, Draft, Named},
    flaw::Flaw,
    shared,
};

/// The field in which whoever files says of which company of their booth they are.
const OWN_WHICH: &str = "claimant.which";

/// Where a form stands: what surrounds it and where it goes.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Address it is sent to.
    pub action: String,
    /// Name of its draft on the device.
    pub draft: String,
    /// Token for suggestions; empty for staff.
    pub token: String,
    /// Where the visitor stands, in words; empty at the counter.
    pub place: String,
    /// Who is at that booth.
    pub exhibitors: Vec<String>,
    /// The hall of the code: of several booths with one number, the one there.
    pub hall: Option<HallId>,
    /// Staff file on behalf of somebody.
    pub counter: bool,
    /// A kiosk led here: it prints the ticket, and photos come later.
    pub handed_over: bool,
}

/// What is to be shown.
pub struct Shown<'a> {
    /// Where.
    pub desk: Desk,
    /// What was typed.
    pub draft: &'a Draft,
    /// What is wrong with it.
    pub flaws: &'a [Flaw],
    /// What is wrong with photos, in words.
    pub photos: Vec<String>,
    /// Key under which the form counts once.
    pub idempotency: String,
    /// The ticket this form led to before, with other words in it.
    pub already: Option<String>,
}

#[derive(Template)]
#[template(path = "filing.html")]
struct FormPage<'a> {
    frame: Frame,
    t: Texts,
    errors: Errors,
    desk: Desk,
    draft: &'a Draft,
    rows: Vec<Named>,
    /// By whom booths are shared.
    at: Arc<Published>,
    is_dispute: bool,
    halls: Vec<String>,
    body: String,
    idempotency: String,
    already: Option<String>,
    version: &'static str,
    max_bytes: usize,
    /// The body that receives it may take a fee.
    charges: bool,
    /// When the fair closes, while talks may well come after that.
    late: Option<String>,
    /// What becomes of what is filed, once the desk has closed for the last time.
    over: Option<String>,
}

impl FormPage<'_> {
    /// The name of a field of the `row`-th respondent.
    #[expect(clippy::unused_self, reason = "templates call methods of their page")]
    fn field_of(&self, row: impl std::fmt::Display, name: &str) -> String {
        format!("respondents.{row}.{name}")
    }

    /// What the organiser can do about a complaint, and what it never sees.
    fn about_measure(&self) -> Cow<'static, str> {
        self.t.t(if self.over.is_some() { "filing-measure-about-over" } else { "filing-measure-about" })
    }

    /// Which contact is enough, and while somebody calls numbers, what for.
    fn about_contact(&self) -> Cow<'static, str> {
        self.t.t(if self.over.is_some() { "filing-contact-hint-over" } else { "filing-contact-hint" })
    }

    /// Which papers are asked about: nobody comes with any once nobody is there.
    fn papers(&self) -> Cow<'static, str> {
        self.t.t(if self.over.is_some() { "filing-papers-over" } else { "filing-papers" })
    }

    /// The row of the respondent whose field this is.
    fn row_of(&self, field: &str) -> Option<&Named> {
        let row = field.strip_prefix("respondents.")?.split('.').next()?;
        self.rows.get(row.parse::<usize>().ok()?)
    }

    /// Why such a field asks: several share the booth, or its row names a company that is not there.
    fn why_asked(&self, field: &str) -> String {
        // Besides those at the booth, there is none of them.
        let several = self.choices_of(field).len() > 2;
        let key = if several { "filing-which-hint" } else { "filing-which-elsewhere" };
        self.t.t(key).into_owned()
    }

    /// The exhibitors among whom a field asks which is meant, or which whoever files is of, where several share the booth, or the row of a
    /// respondent names somebody else.
    fn choices_of(&self, field: &str) -> Vec<shared::Choice> {
        let near = self.desk.hall.as_ref();
        match self.row_of(field) {
            Some(row) => shared::choices(&self.t, &self.at, near, row),
            None if field == OWN_WHICH => shared::own_choices(&self.t, &self.at, near, &self.draft.claimant),
            None => Vec::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "filing_question.html")]
struct QuestionPage<'a> {
    frame: Frame,
    t: Texts,
    errors: Errors,
    desk: Desk,
    draft: &'a Draft,
    halls: Vec<String>,
    body: String,
    idempotency: String,
    already: Option<String>,
    version: &'static str,
    /// What becomes of what is asked, once the desk has closed for the last time.
    over: Option<String>,
}

/// The close of the fair that is to come, when talks over a case filed now may come after it: both lines of the body it is filed with
/// as they stand, at their slowest, then the other side's time for a reply, then a talk.
fn late(published: &Published, now: Timestamp) -> Option<Timestamp> {
    let plan =
        published.desk.fair().map(|fair| &fair.plan).filter(|_| !Hours::are_over(&published.desk, now))?;
    let (lines, body) = (published.lines(), published.desk.receiving_body());
    let wait = |lane| lines.wait(body, lane, lines.count(body, lane)).high_s;
    let seconds = i64::try_from(wait(Lane::Reception).saturating_add(wait(Lane::Talks))).unwrap_or(i64::MAX);
    let heard = now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX);
    plan.talks_come_late(&published.desk.rules().procedure, heard).then(|| plan.ends_at()).flatten()
}

/// Shows the form: 200 when it is new or gets another row, 422 when something is wrong with it.
pub fn show(app: &App, visit: &Visit, who: &Who, shown: Shown<'_>) -> Response {
    let Shown { desk, draft, flaws, photos, idempotency, already } = shown;
    let title = match draft.kind {
        CaseKind::Dispute => "filing-title-dispute",
        CaseKind::Enquiry => "filing-title-enquiry",
        CaseKind::Report => "filing-title-report",
    };
    let frame = signed::frame(app, visit, who, title);
    let frame = if desk.counter { frame.counter() } else { frame };
    let t = frame.t();
    let mut errors = Errors::default();
    for flaw in flaws {
        errors.add(&flaw.field, flaw.say(&t));
    }
    if !photos.is_empty() {
        errors.add("photo", photos.join(" "));
    }
    let status = if errors.is_empty() && already.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let published = app.now();
    let halls = halls::in_order(&published).into_iter().map(|hall| hall.0).collect();
    let body = bodies::receiving(&published);
    let version = CONSENT_VERSION;
    let over = if desk.counter { "filing-over-counter" } else { "filing-over" };
    let over = bodies::after_close(&published, &t, over, app.clock.now());
    if draft.kind == CaseKind::Enquiry {
        let page =
            QuestionPage { frame, t, errors, desk, draft, halls, body, idempotency, already, version, over };
        return frame::show_with(status, &page);
    }
    let mut rows = draft.respondents.clone();
    if rows.is_empty() {
        rows.push(Named::default());
    }
    let is_dispute = draft.kind == CaseKind::Dispute;
    let max_bytes = super::UPLOAD_BYTES - super::TEXT_BYTES;
    let receives = published.desk.body(published.desk.receiving_body());
    let charges = receives.is_some_and(|body| body.terms.kind.may_charge());
    let late = late(&published, app.clock.now()).filter(|_| is_dispute).map(|close| t.moment(close));
    let page = FormPage {
        frame,
        t,
        errors,
        desk,
        draft,
        rows,
        at: published,
        is_dispute,
        halls,
        body,
        idempotency,
        already,
        version,
        max_bytes,
        charges,
        late,
        over,
    };
    frame::show_with(status, &page)
}
