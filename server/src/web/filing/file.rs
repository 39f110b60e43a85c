//! Filing itself: one command, and an answer made of what it wrote, so that a retry reads the same as the first try.

use domain::{
    CaseId, Command, Fact, PartyId, TicketNumber,
    body::{Content, TicketSecret},
    command::NewCase,
};

use jiff::Timestamp;

use crate::{
    access::limits::LimitReached,
    app::{App, From, Once},
    engine::Accepted,
    locale::Texts,
    web::{
        counter::happened,
        guard::Who,
        problem::{Fault, Problem},
    },
};

/// A case that was filed.
#[derive(Debug, Clone)]
pub struct Filed {
    /// Which.
    pub case: CaseId,
    /// Who filed it.
    pub party: PartyId,
    /// The ticket's number.
    pub ticket: TicketNumber,
    /// The ticket's key and the holder's token.
    pub secret: TicketSecret,
}

/// Counts one filing, unless staff file or the same filing was counted before.
///
/// # Errors
/// `too-many`, with the time to wait.
pub fn admit(app: &App, who: &Who, once: &Once, t: &Texts) -> Result<(), Problem> {
    if who.person.is_some() || was_answered(app, once) {
        return Ok(());
    }
    app.filing_limits.admit(&who.caller, app.clock.monotonic()).map_err(|reached| too_many(reached, t))
}

/// The same without counting, for what must be looked at before it is known whether there is anything to count.
///
/// # Errors
/// `too-many`, with the time to wait.
pub fn expect_admission(app: &App, who: &Who, once: &Once, t: &Texts) -> Result<(), Problem> {
    if who.person.is_some() || was_answered(app, once) {
        return Ok(());
    }
    app.filing_limits.expect(&who.caller, app.clock.monotonic()).map_err(|reached| too_many(reached, t))
}

fn too_many(reached: LimitReached, t: &Texts) -> Problem {
    let seconds = reached.retry_after_seconds();
    let wait = t.duration(seconds);
    Problem::of(Fault::TooMany)
        .coded("filing-limit")
        .with("wait", wait)
        .member("seconds", seconds)
        .retry_after(seconds)
}

/// Whether this very request was accepted before.
pub fn was_answered(app: &App, once: &Once) -> bool {
    match once {
        Once::Fresh => false,
        Once::Key { scope, key, .. } => app.now().desk.answered(app.command_id(scope, key)).is_some(),
    }
}

/// Files a case.
///
/// # Errors
/// What the desk says.
pub async fn file(app: &App, from: From, once: Once, case: NewCase) -> Result<Filed, Problem> {
    file_at(app, from, once, None, case).await
}

/// Files a case that was written on paper earlier; `None` for now.
///
/// # Errors
/// What the desk says.
pub async fn file_at(
    app: &App,
    from: From,
    once: Once,
    happened: Option<Timestamp>,
    case: NewCase,
) -> Result<Filed, Problem> {
    let accepted = happened::submit_at(app, from, once, happened, Command::FileCase(Box::new(case))).await?;
    // A retry whose ticket was erased since has nothing left to show.
    filed(accepted).ok_or_else(|| Problem::of(Fault::Erased))
}

/// What an earlier request under the same key filed.
///
/// # Errors
/// When the journal cannot be read.
pub fn first_answer(app: &App, once: &Once) -> Result<Option<Filed>, Problem> {
    let Once::Key { scope, key, .. } = once else { return Ok(None) };
    let published = app.now();
    let Some(answered) = published.desk.answered(app.command_id(scope, key)) else { return Ok(None) };
    let seqs = answered.first_seq..answered.first_seq + u64::from(answered.count);
    let entries = seqs.filter_map(|seq| app.engine.entry(seq).transpose()).collect::<Result<Vec<_>, _>>()?;
    Ok(filed(Accepted { entries, repeated: true }))
}

fn filed(accepted: Accepted) -> Option<Filed> {
    accepted.entries.into_iter().find_map(|entry| match (entry.fact, entry.body.content()) {
        (Fact::TicketIssued { ticket, case, party, .. }, Some(Content::Ticket(secret))) => {
            Some(Filed { case, party, ticket, secret })
        }
        _ => None,
    })
}
