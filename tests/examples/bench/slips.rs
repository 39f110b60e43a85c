//! A slip, from data to the last byte at a printer in the network.

use std::time::{Duration, Instant};

use slip::{Letters, Outcome, Patience, Setting, draw, testing};

use crate::{aim, percentile};

const SLIPS: usize = 60;
/// From the last touch to the last byte: the visitor's hand is still on its way to the slot.
const AIM: Duration = Duration::from_millis(200);

/// Prints slips one after the other, and beside them slips that were drawn before.
pub fn to_the_last_byte() -> anyhow::Result<()> {
    let letters = Letters::built_in()?;
    let setting = Setting::default();
    let printer = testing::printer::VirtualPrinter::on(setting.roll.dots())?;
    let address = printer.printer();
    let slip = testing::samples::ticket_in_two_languages();
    let drawn = draw(&slip, &letters, setting)?.bytes(setting);
    let (mut whole, mut sent) = (Vec::new(), Vec::new());
    for _ in 0..SLIPS {
        let begun = Instant::now();
        let bytes = draw(&slip, &letters, setting)?.bytes(setting);
        let report = address.print(&bytes, Patience::default());
        whole.push(begun.elapsed());
        anyhow::ensure!(report.outcome == Outcome::Printed, "{report:?}");
        let begun = Instant::now();
        address.print(&drawn, Patience::default());
        sent.push(begun.elapsed());
    }
    whole.sort_unstable();
    sent.sort_unstable();
    let (median, alone) = (percentile(&whole, 50), percentile(&sent, 50));
    println!(
        "slips: data to the last byte at a TCP printer, median {:.1} ms, {:.1} times the sending alone ({} bytes); under {} ms: {}",
        median.as_secs_f64() * 1000.0,
        median.as_secs_f64() / alone.as_secs_f64().max(1e-9),
        drawn.len(),
        AIM.as_millis(),
        aim(median < AIM),
    );
    Ok(())
}
