//! The undertaking of one exhibitor to respect others' rights: whether it was signed, on which day, by whom, and who entered that.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Command,
    body::PersonBody,
    desk::Exhibitor,
    text::{self, TextFault},
};

use crate::{
    app::App,
    engine::Published,
    exhibitors::SIGNER_CHARS,
    intake,
    locale::Texts,
    web::{
        form::Entries,
        frame::Errors,
        guard::Who,
        office::{self, ORGANISER},
        plan_form,
        problem::Problem,
        route::Route,
        submit::name_of,
        visit::Visit,
    },
};

use super::{answer, one};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/office/exhibitors/{id}/undertaking", ORGANISER, record)]
}

/// What is known of it, in words, and its form as it was sent.
#[derive(Default)]
pub(super) struct Told {
    pub(super) state: &'static str,
    pub(super) lines: Vec<String>,
    /// The day and the name as they are known, with which the form begins: recording it again loses neither.
    on: String,
    signer: String,
    sent: Entries,
}

impl Told {
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn of(
        app: &App,
        at: &Published,
        t: &Texts,
        exhibitor: &Exhibitor,
        sent: Entries,
    ) -> Result<Self, Problem> {
        let state = answer(exhibitor.undertaking);
        let Some(known) = exhibitor.undertaking else { return Ok(Self { state, sent, ..Self::default() }) };
        let mut lines = Vec::new();
        if let Some(on) = known.on {
            lines.push(t.t1("undertaking-was-signed", "date", t.date(on)));
        }
        let signer = intake::signer(&known, |seq| app.engine.entry(seq))?;
        if let Some(name) = &signer {
            lines.push(t.t1("undertaking-was-by", "name", name.as_str()));
        }
        let moment = t.moment(known.at);
        lines.push(match known.by {
            Some(by) => t.t2("undertaking-entered-by", "who", name_of(by, at), "moment", moment),
            None => t.t1("undertaking-entered", "moment", moment),
        });
        let on = known.on.map(|on| on.to_string()).unwrap_or_default();
        Ok(Self { state, lines, on, signer: signer.unwrap_or_default(), sent })
    }

    /// What stands in a field: as it was sent, or else as it is known.
    pub(super) fn on(&self) -> &str {
        if self.sent.fields().is_empty() { &self.on } else { self.sent.text("on") }
    }
    /// See [`on`](Self::on).
    pub(super) fn signer(&self) -> &str {
        if self.sent.fields().is_empty() { &self.signer } else { self.sent.text("signer") }
    }

    /// Whether an answer is the one that was sent, or else the one that is known.
    pub(super) fn is(&self, wanted: &str) -> bool {
        let sent = self.sent.text("signed");
        if sent.is_empty() { self.state == wanted } else { sent == wanted }
    }
}

async fn record(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let exhibitor = one::find(&published, &id)?.id;
    let signed = match form.text("signed") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if signed.is_none() {
        errors.add("signed", t.t("undertaking-missing"));
    }
    let on = plan_form::day(&form, "on", t, &mut errors);
    if on.is_some_and(|on| on > office::today(&app)) {
        errors.add("on", t.t("entry-in-future"));
    }
    let name = match text::optional_line(form.text("signer"), SIGNER_CHARS) {
        Ok(name) => name.unwrap_or_default(),
        Err(TextFault::Empty) => String::new(),
        Err(TextFault::TooLong { max }) => {
            errors.add("signer", t.t1("entry-too-long", "max", max));
            String::new()
        }
    };
    let (Some(signed), true) = (signed, errors.is_empty()) else {
        return one::again(&app, &visit, &who, &id, form, errors);
    };
    // Of what was not signed there is no day, and nobody who signed.
    let (on, name) = if signed { (on, name) } else { (None, String::new()) };
    let body = PersonBody { name, ..PersonBody::default() };
    let command = Command::RecordUndertaking { exhibitor, signed, on, body };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/undertaking"), command).await?;
    Ok(visit.sent(&format!("/office/exhibitors/{id}?saved=undertaking")))
}
