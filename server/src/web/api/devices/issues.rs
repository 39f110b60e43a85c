//! Issues: tickets that a device minted. Each goes through the code of `POST /cases`, with the number, keys and time it has already.

use axum::{Json, extract::State};
use domain::{Actor, Command, body::TicketSecret, command::Minted, device::Device};
use link::{Answer, Answers, HolderToken, ISSUES_AT_ONCE, Issue, Issues, TicketKey, Verdict};

use crate::{
    app::{App, From, Once},
    engine::{Published, SubmitError},
    web::{
        filing::{
            draft::Draft,
            parse::{self, Entrance},
            shared,
        },
        guard::OfDevice,
        problem::{Fault, Problem},
        submit,
    },
};

use super::{ProblemDocument, Sent};

/// Take minted tickets
///
/// In any order, any number of times: each is taken once. An issue that is refused is refused for good, and the device keeps it for
/// staff; whatever else goes wrong is the answer of the whole call, and then everything is sent again.
#[utoipa::path(post, path = "/api/v1/devices/issues", tag = "devices", request_body = Issues, security(("device" = [])),
    responses(
        (status = 200, description = "One answer for each issue, in their order", body = Answers),
        (status = 403, description = "`device-revoked`", body = ProblemDocument),
        (status = 422, description = "`invalid`: more than 32", body = ProblemDocument),
        (status = 503, description = "`busy`, `stopped`: the same again, later", body = ProblemDocument),
    ))]
pub(super) async fn take(
    State(app): State<App>,
    OfDevice(device): OfDevice,
    sent: Sent<Issues>,
) -> Result<Json<Answers>, Problem> {
    if sent.body.items.len() > ISSUES_AT_ONCE {
        return Err(Problem::of(Fault::Invalid).field("items", "too-many"));
    }
    let mut items = Vec::with_capacity(sent.body.items.len());
    for issue in &sent.body.items {
        let verdict = take_one(&app, &device, issue).await?;
        if let Verdict::Refused { code, .. } = &verdict {
            tracing::warn!(device = %device.id, number = %issue.number, code, "an issue was refused");
        }
        items.push(Answer { command: issue.command, verdict });
    }
    Ok(Json(Answers { items }))
}

async fn take_one(app: &App, device: &Device, issue: &Issue) -> Result<Verdict, Problem> {
    if let Some(verdict) = known(&app.now(), issue) {
        note_issued(app, device, issue);
        return Ok(verdict);
    }
    let command = match command(app, device, issue) {
        Ok(command) => command,
        Err(problem) => return Ok(refused(app, &problem)),
    };
    let hand_off = issue.hand_off.as_deref();
    let phone = hand_off.and_then(|id| app.devices().hand_offs.phone(device.id, id, app.clock.now()));
    let from = From { actor: Actor::Device(device.id), device: phone };
    let once = Once::Key {
        scope: format!("POST /devices/issues/{}", device.id),
        key: issue.command.to_string(),
        digest: None,
    };
    match app.submit_at(from, once, Some(issue.issued_at), command).await {
        // Erased since, and so taken once.
        Ok(_) | Err(SubmitError::Erased) => {
            note_issued(app, device, issue);
            Ok(Verdict::Taken)
        }
        Err(
            error @ (SubmitError::Refused(_)
            | SubmitError::TooLong
            | SubmitError::Reused
            | SubmitError::Undecided),
        ) => {
            // Another try of the same may have been faster.
            let published = app.now();
            Ok(known(&published, issue).unwrap_or_else(|| refused(app, &submit::problem(&error, &published))))
        }
        Err(error @ (SubmitError::Busy | SubmitError::Full | SubmitError::Stopped(_))) => {
            Err(submit::problem(&error, &app.now()))
        }
    }
}

/// The facts remember for ever which numbers were taken, and under which key.
fn known(published: &Published, issue: &Issue) -> Option<Verdict> {
    let ticket = published.desk.ticket(issue.number)?;
    (ticket.key_hash == issue.key).then_some(Verdict::Taken)
}

/// The phone that typed it goes to its ticket.
fn note_issued(app: &App, device: &Device, issue: &Issue) {
    let Some(id) = &issue.hand_off else { return };
    if let Ok(secret) = app.desk_secret().open(&issue.secret) {
        app.devices().hand_offs.issued(device.id, id, secret.key, app.clock.now());
    }
}

fn command(app: &App, device: &Device, issue: &Issue) -> Result<Command, Problem> {
    let unreadable = || Problem::of(Fault::Invalid).coded("issue-unreadable");
    let desk = app.desk_secret();
    let secret: TicketSecret = desk.open(&issue.secret).map_err(|_| unreadable())?;
    let filing = desk.open(&issue.filing).map_err(|_| unreadable())?;
    let key: TicketKey = secret.key.parse().map_err(|_| unreadable())?;
    let holder: HolderToken = secret.holder.parse().map_err(|_| unreadable())?;
    if issue.key != key.hash().into() || issue.holder != holder.hash().into() {
        return Err(unreadable());
    }
    let published = app.now();
    let entrance = Entrance { door: domain::case::Door::Kiosk, hall: device.plan.hall.clone() };
    let mut draft = Draft::of_filing(filing, String::new()).ok_or_else(unreadable)?;
    shared::once_each(&published, entrance.hall.as_ref(), &mut draft);
    let mut case = parse::parse(app, &published, &entrance, &draft).map_err(|flaws| {
        flaws.iter().fold(Problem::of(Fault::Invalid), |p, flaw| p.field(&flaw.field, flaw.code()))
    })?;
    case.ticket.key = issue.key;
    case.ticket.holder = issue.holder;
    case.ticket.secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
    let unminted_at = app.devices().contacts.unminted_at(device.id, issue.number);
    case.minted = Some(Minted { number: issue.number, unminted_at });
    Ok(Command::FileCase(Box::new(case)))
}

/// In the fair's first language: staff read it at the kiosk.
fn refused(app: &App, problem: &Problem) -> Verdict {
    let published = app.now();
    let plan = published.desk.fair().map(|fair| &fair.plan);
    let language = plan.and_then(|plan| plan.languages.first().copied()).unwrap_or_default();
    let t = published.texts(language);
    let text = format!("{} {}", problem.what(&t), problem.now(&t));
    Verdict::Refused { code: problem.code().to_owned(), text }
}
