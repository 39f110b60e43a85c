//! Durable filing over HTTP beside the very same handlers on a journal in memory.

use crate::{
    SPELL, aim, folder,
    inside::{Inside, Kept},
    percentile,
    wire::{self, Load},
};

const CLIENTS: [usize; 3] = [1, 32, 256];
/// Spells on each journal, by turns.
const ROUNDS: u32 = 4;
/// What durability may cost at the largest number of clients.
const AIM: f64 = 0.6;

/// A spell of filing on a fresh desk.
async fn measure(kept: Kept, clients: usize) -> anyhow::Result<Load> {
    let folder = folder()?;
    let desk = Inside::found(kept, folder.path(), 1).await?;
    let served = desk.serve().await?;
    let load = wire::file_for(SPELL / ROUNDS, clients, served.port, &served.token).await?;
    served.close().await?;
    desk.stop().await?;
    Ok(load)
}

/// Prints the table.
pub async fn beside_memory() -> anyhow::Result<()> {
    println!("\nfiling a case over HTTP: durably, beside the same handlers on a journal in memory");
    println!("clients   durable/s   p50        p99        memory/s    ratio");
    for clients in CLIENTS {
        let (mut durable, mut memory) = (Load::default(), Load::default());
        // By turns: what else the machine does then weighs on both alike.
        for _ in 0..ROUNDS {
            memory.join(measure(Kept::InMemory, clients).await?);
            durable.join(measure(Kept::Durably, clients).await?);
        }
        let ratio = durable.rate() / memory.rate();
        let verdict = if clients == 256 { aim(ratio >= AIM) } else { "" };
        println!(
            "{clients:>7}   {:>9.0}   {:<8.1?}   {:<8.1?}   {:>8.0}    {ratio:.2}  {verdict}",
            durable.rate(),
            percentile(&durable.took, 50),
            percentile(&durable.took, 99),
            memory.rate(),
        );
    }
    Ok(())
}
