//! Reports of earlier fairs beside this one's: taking one in from its data file, and out again.
//!
//! A file that carries a signature is checked before anything is kept, and the page says whose key it was: one's own, or one that
//! has to be compared with a paper of that fair.

use axum::{extract::State, http::StatusCode, response::Response};
use data_encoding::HEXLOWER;
use domain::{Command, report::EarlierReport};

use crate::{
    app::App,
    daylog::seal::in_groups,
    locale::Texts,
    report::{self, Document, Report, Signed as Signature},
    web::{
        form::{Entries, up_to},
        frame::{self, Errors},
        guard::{Signed, Who},
        problem::Problem,
        route::{Access, ORGANISERS, Route},
        signed::REPORT,
        visit::Visit,
    },
};

use super::{Wanted, fair};

/// Largest file: some thousand figures, and room for the form around it.
const BODY_BYTES: usize = 512 * 1024;

pub(super) fn routes() -> Vec<Route> {
    let organiser = Access::Staff(ORGANISERS);
    vec![
        Route::post("/office/report/earlier", organiser, take).with(up_to(BODY_BYTES)),
        Route::post("/office/report/earlier/remove", organiser, remove),
    ]
}

/// An earlier fair as the page shows it.
pub(super) struct Earlier {
    pub(super) fair: String,
    pub(super) name: String,
    pub(super) days: String,
    pub(super) signed: String,
    /// How far it was counted; empty where it was over.
    pub(super) part: String,
    /// The same in few letters, for the head of a table.
    pub(super) short: String,
    /// The key to be compared, in groups; none where there is nothing to compare.
    pub(super) key: Vec<String>,
}

/// The earlier fairs that stand beside a report, oldest first.
pub(super) fn fairs(app: &App, report: &Report<'_>, t: &Texts) -> Vec<Earlier> {
    let own = HEXLOWER.encode(&app.engine.reader().fair_key().public_key());
    report.earlier.iter().map(|report| earlier(report, &own, t)).collect()
}

fn earlier(known: &EarlierReport, own: &str, t: &Texts) -> Earlier {
    let (first, last) = (t.plain_date(known.first_day), t.plain_date(known.last_day));
    let signed = match known.key.as_deref() {
        Some(key) if key == own => "report-signed-own",
        Some(_) => "report-signed-other",
        None => "report-not-signed",
    };
    let key = known.key.as_deref().filter(|key| *key != own).unwrap_or_default();
    Earlier {
        fair: known.fair.clone(),
        name: known.name.clone(),
        days: t.t2("report-days-value", "first", first, "last", last),
        signed: t.t(signed).into_owned(),
        part: report::cut_short(known, t).unwrap_or_default(),
        short: known
            .cut_short(t.zone())
            .map(|(counted, days)| t.t2("report-cut-short-head", "counted", counted, "days", days))
            .unwrap_or_default(),
        key: in_groups(key).into_iter().map(str::to_owned).collect(),
    }
}

/// What a file says, or the key of what is wrong with it.
fn read(app: &App, bytes: &[u8]) -> Result<EarlierReport, &'static str> {
    let document = Document::read(bytes).ok_or("report-not-one")?;
    let key = match document.signer() {
        Signature::By(key) => Some(key),
        Signature::Not => None,
        Signature::Broken => return Err("report-changed"),
    };
    if document.fair == HEXLOWER.encode(&app.engine.reader().fair_key().fair().0) {
        return Err("report-of-this-fair");
    }
    // Beside the days of a fair a quarter of a desk that stands says nothing, whosever cases it counts.
    if document.period.is_some() {
        return Err("report-of-a-period");
    }
    if document.body.is_some() {
        return Err("report-of-one-body");
    }
    // A desk that was set up anew has another id: what counts the days of this fair is no earlier one.
    let now = app.now();
    let own = now.desk.fair().map(|fair| (fair.plan.first_day, fair.plan.last_day));
    if let Some((first, Some(last))) = own
        && document.first_day <= last
        && first <= document.last()
    {
        return Err("report-of-these-days");
    }
    Ok(report::earlier(document, key))
}

async fn take(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    form: Entries,
) -> Result<Response, Problem> {
    let file = form.uploads().find(|upload| upload.field == "report");
    let read = file.ok_or("report-file-missing").and_then(|file| read(&app, &file.bytes));
    match read {
        Ok(report) => {
            app.ask(
                who.from(),
                form.once(&app, &who, "office/report"),
                Command::TakeEarlierReport { report },
            )
            .await?;
            Ok(visit.sent(&format!("{REPORT}?done=taken#earlier")))
        }
        Err(key) => {
            let mut errors = Errors::default();
            errors.add("report", visit.texts.t(key));
            let page = fair::built(&app, &visit, &who, &person, (&Wanted::default(), errors))?;
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

async fn remove(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    let command = Command::RemoveEarlierReport { fair: form.text("fair").to_owned() };
    app.ask(who.from(), form.once(&app, &who, "office/report-removed"), command).await?;
    Ok(visit.sent(&format!("{REPORT}?done=removed#earlier")))
}
