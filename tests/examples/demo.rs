//! A whole fair played fast on a list of exhibitors, from its import to its report: `scripts/demo`.

#![expect(clippy::disallowed_methods, reason = "how long it took is told by the real clock")]

use std::{path::PathBuf, time::Instant};

use anyhow::Context;
use fairdesk::demo::rehearsal::Plan;
use locale::Language;
use tests::rehearsal::Rehearsal;

/// How many file a case on each day, unless said otherwise.
const VISITORS: u16 = 60;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1);
    let usage = "demo FOLDER [LIST [VISITORS A DAY [SEED]]]";
    let folder = PathBuf::from(words.next().context(usage)?);
    let list = words
        .next()
        .map_or_else(|| tests::program::top().join("server/assets/demo/exhibitors.csv"), PathBuf::from);
    let visitors = words.next().map_or(Ok(VISITORS), |text| text.parse())?;
    let seed = words.next().map_or(Ok(1), |text| text.parse())?;
    let first_day = jiff::civil::date(2026, 3, 10);
    let plan = Plan { seed, first_day, days: 3, visitors, photos: true };
    let bytes = std::fs::read(&list).with_context(|| format!("{} cannot be read", list.display()))?;
    let begin = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let fair = runtime.block_on(Rehearsal::play(&bytes, plan, &folder))?;
    println!(
        "{}: {} exhibitors taken in, {} rows left out; 3 days with {visitors} cases each, {} steps not lawful any more, in {:.1?}",
        list.display(),
        fair.played.exhibitors,
        fair.played.left_out,
        fair.played.refused,
        begin.elapsed()
    );
    fair.export(Language::En)?;
    let compared = fair.compare(Language::En)?;
    println!("{compared}");
    let differences = compared.differences();
    anyhow::ensure!(differences.is_empty(), "these figures differ:\n{}", differences.join("\n"));
    println!(
        "{} figures in {} agree with the journal, to the last case. Everything is in {}; look at the fair with\n  fairdesk --demo --data {}",
        compared.held(),
        compared.sources().join(", "),
        folder.display(),
        folder.join("data").display()
    );
    Ok(())
}
