//! Races: many file at once and no number is given twice; many want each ticket and exactly one gets it.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use anyhow::Context;
use domain::{Actor, Command, TicketNumber, testing::TestFair};
use fairdesk::{
    access::secrets::{HolderToken, TicketKey},
    app::{App, From, Once},
};
use tokio::task::JoinSet;

use crate::{
    aim, folder,
    inside::{Inside, Kept},
};

const CLIENTS: u8 = 64;
/// Cases in all.
pub const TICKETS: usize = 10_000;

/// Prints both.
pub async fn races() -> anyhow::Result<()> {
    let folder = folder()?;
    let desk = Inside::found(Kept::Durably, folder.path(), CLIENTS).await?;
    let from = Instant::now();
    file_at_once(&desk, TICKETS).await?;
    let numbers: BTreeSet<TicketNumber> =
        desk.app.now().desk.cases().filter_map(|case| case.claimant().ticket).collect();
    println!("\nissue race: {CLIENTS} clients, {TICKETS} tickets in {:.1?}", from.elapsed());
    println!("  {} different numbers  {}", numbers.len(), aim(numbers.len() == TICKETS));

    let from = Instant::now();
    let (won, lost) = claim_race(&desk, numbers.into_iter().collect()).await?;
    println!(
        "claim race: {CLIENTS} clients, each after every one of {TICKETS} tickets, in {:.1?}",
        from.elapsed()
    );
    println!("  {won} winners, {lost} told who has it  {}", aim(won == TICKETS));
    desk.stop().await
}

/// What the holder of a ticket was given.
pub struct Held {
    /// The ticket's key.
    pub key: String,
    /// The holder's token.
    pub holder: String,
}

/// Lets all mediators file so many cases in all, on behalf of visitors; in the order in which they were filed.
pub async fn file_at_once(desk: &Inside, cases: usize) -> anyhow::Result<Vec<Held>> {
    let (left, mut filing) = (Arc::new(AtomicUsize::new(cases)), JoinSet::new());
    for mediator in &desk.mediators {
        let (app, left, actor) = (desk.app.clone(), Arc::clone(&left), Actor::Staff(*mediator));
        filing.spawn(async move {
            let (mut pen, mut filed) = (TestFair::new(), Vec::new());
            while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
            {
                filed.push(file(&app, actor, &mut pen).await?);
            }
            anyhow::Ok(filed)
        });
    }
    let mut filed = Vec::new();
    while let Some(ended) = filing.join_next().await {
        filed.extend(ended??);
    }
    filed.sort_by_key(|(number, _)| *number);
    Ok(filed.into_iter().map(|(_, held)| held).collect())
}

async fn file(app: &App, actor: Actor, pen: &mut TestFair) -> anyhow::Result<(TicketNumber, Held)> {
    let mut case = pen.dispute(&[domain::case::Ask::Mediation]);
    let (key, holder) = (TicketKey::random(), HolderToken::random());
    case.ticket.secret = domain::body::TicketSecret { key: key.reveal(), holder: holder.reveal() };
    case.ticket.key = key.hash().into();
    case.ticket.holder = holder.hash().into();
    // The pens of different clients would give the same ids.
    case.case = domain::CaseId(app.fresh_id());
    case.claimant.place.id = domain::PartyId(app.fresh_id());
    for respondent in &mut case.respondents {
        respondent.place.id = domain::PartyId(app.fresh_id());
    }
    let (id, held) = (case.case, Held { key: key.reveal(), holder: holder.reveal() });
    app.submit(From { actor, device: None }, Once::Fresh, Command::FileCase(Box::new(case))).await?;
    let number = app.now().desk.case(id).and_then(|case| case.claimant().ticket).context("a ticket")?;
    Ok((number, held))
}

async fn claim_race(desk: &Inside, tickets: Vec<TicketNumber>) -> anyhow::Result<(usize, usize)> {
    let (tickets, mut racing) = (Arc::new(tickets), JoinSet::new());
    for mediator in &desk.mediators {
        let (app, tickets, actor) = (desk.app.clone(), Arc::clone(&tickets), Actor::Staff(*mediator));
        racing.spawn(async move {
            let mut won = 0;
            for ticket in tickets.iter() {
                let claim = Command::ClaimTicket { ticket: *ticket };
                match app.submit(From { actor, device: None }, Once::Fresh, claim).await {
                    Ok(_) => won += 1,
                    Err(error) if error.code() == "already-claimed" => {}
                    Err(error) => return Err(error.into()),
                }
            }
            anyhow::Ok(won)
        });
    }
    let mut won = 0;
    while let Some(ended) = racing.join_next().await {
        won += ended??;
    }
    Ok((won, tickets.len() * desk.mediators.len() - won))
}
