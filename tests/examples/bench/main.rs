//! Figures of the desk, as ratios within one run: `scripts/bench`.
//!
//! A ratio of two things measured one after the other on the same machine means something on any machine; a number of requests
//! a second does not, and on a busy machine neither do these: the load of the machine is printed first. Every loop has a bound,
//! and nothing leaves loopback. An aim that is missed is printed as missed, what was asked for is measured to its end all the same, and then
//! the run fails: it leaves with 1, so that a script can hold the aims.

#![expect(clippy::disallowed_methods, reason = "a bench looks at the real clock")]

mod engine;
mod filing;
mod inside;
mod lists;
mod papers;
mod past;
mod races;
mod sheets;
mod slips;
mod touch;
mod whole;
mod wire;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// How long each rate is measured.
const SPELL: Duration = Duration::from_secs(8);

/// An aim was missed in this run.
static MISSED: AtomicBool = AtomicBool::new(false);

fn main() -> anyhow::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let asked = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores, load before the run: {}", load.split(' ').take(3).collect::<Vec<_>>().join(" "));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        if asked("filing") {
            filing::beside_memory().await?;
        }
        if asked("engine") {
            engine::beside_the_store().await?;
        }
        if asked("races") {
            races::races().await?;
        }
        if asked("followers") {
            whole::followers().await?;
        }
        if asked("papers") {
            papers::printed().await?;
        }
        if asked("sheets") {
            sheets::whole_fair().await?;
        }
        if asked("lists") {
            lists::every_list().await?;
        }
        if asked("start") {
            whole::start().await?;
        }
        if asked("load") {
            whole::first_load().await?;
        }
        if asked("slips") {
            slips::to_the_last_byte()?;
            touch::to_the_last_byte().await?;
        }
        anyhow::Ok(())
    })?;
    anyhow::ensure!(!MISSED.load(Ordering::Relaxed), "the lines above that say {AIM_MISSED} say which aim");
    Ok(())
}

/// What stands in the line of an aim that was missed.
const AIM_MISSED: &str = "AIM MISSED";

/// Says whether an aim was met, and remembers it where it was not: the run fails by it when everything is measured.
fn aim(met: bool) -> &'static str {
    if met {
        return "aim met";
    }
    MISSED.store(true, Ordering::Relaxed);
    AIM_MISSED
}

/// The figure below which so much of a hundred lies.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get(sorted.len().saturating_mul(percent) / 100).or(sorted.last()).copied().unwrap_or_default()
}

/// A folder on the disk that the source lies on: a folder for temporary files may be in memory, where nothing is durable.
fn folder() -> anyhow::Result<tempfile::TempDir> {
    let target = tests::program::target();
    std::fs::create_dir_all(&target)?;
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(target)?)
}
