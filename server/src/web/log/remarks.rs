//! What the officer writes into the log of a day: incidents, remarks, corrections. Nothing is ever taken out again.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Command, remark::RemarkKind, text};
use jiff::civil::Date;

use crate::{
    app::App,
    daylog::{Remark, choice::Asked},
    engine::Published,
    locale::Texts,
    web::{
        form::Entries, frame::Errors, guard::Who, origin::Origin, problem::Problem, route::Route,
        submit::name_of, visit::Visit,
    },
};

use super::{
    ON_DUTY,
    day::{Opened, Told, Typed},
    kept, page_of,
};

/// Longest remark, in characters.
pub(super) const LONGEST: usize = 2000;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/office/logs/{day}/remarks", ON_DUTY, write)]
}

/// A remark as the page shows it.
pub(super) struct Shown {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) kind: &'static str,
    pub(super) words: String,
    pub(super) added: bool,
}

impl Shown {
    pub(super) fn of(remark: &Remark, published: &Published, t: &Texts) -> Self {
        Self {
            at: t.moment(remark.at),
            by: remark.by.map(|staff| name_of(staff, published)).unwrap_or_default(),
            kind: remark.kind.code(),
            words: remark.words(t),
            added: remark.added,
        }
    }
}

/// The command that writes this; or which field is wrong, and the code of why.
pub(in crate::web) fn command(
    day: Date,
    kind: &str,
    words: &str,
) -> Result<Command, (&'static str, &'static str)> {
    let kind = RemarkKind::from_code(kind).ok_or(("kind", "invalid"))?;
    let text = text::lines(words, LONGEST).map_err(|fault| match fault {
        text::TextFault::Empty => ("text", "required"),
        text::TextFault::TooLong { .. } => ("text", "too-long"),
    })?;
    Ok(Command::RemarkDay { day, kind, text })
}

async fn write(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: Origin,
    Path(day): Path<String>,
    (Query(asked), Query(Told { page, now, .. })): (Query<Asked>, Query<Told>),
    entries: Entries,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    let choice = counted.choice(&asked, &now);
    match command(counted.figures.day, entries.text("what"), entries.text("text")) {
        Ok(command) => {
            app.ask(who.from(), entries.once(&app, &who, "office/log-remark"), command).await?;
            let kept = kept(&choice, page);
            let joint = if kept.is_empty() { '?' } else { '&' };
            Ok(visit.sent(&format!("{}{kept}{joint}done=remarked#remarks", page_of(counted.figures.day))))
        }
        Err((field, code)) => {
            let mut errors = Errors::default();
            let words =
                visit.texts.t(if code == "too-long" { "log-remark-long" } else { "log-remark-empty" });
            errors.add(if field == "kind" { "what" } else { field }, words);
            let opened = Opened { app, visit, who, origin };
            opened.show(&counted, (&choice, page), Typed { entries, errors })
        }
    }
}
