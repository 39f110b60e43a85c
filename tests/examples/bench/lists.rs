//! Every list, page and export beside a hundred times as many cases: none may take longer than 50 ms for a page, and an export must not
//! take memory in step with its length. Before each look at a page a case is filed, so that every look is the first at what changed.
//! All of it at a fair of three days, and at a desk that has stood for most of a year.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use domain::{StaffId, staff::Role};
use tests::inside::Served;

use crate::{
    aim, folder,
    inside::{Days, Inside, Kept},
    past::{Changes, Stands, fill},
    percentile,
};

/// Cases of a desk, and of one far beyond any.
const SIZES: [usize; 2] = [1_000, 100_000];
/// Longest time for a page.
const AIM: Duration = Duration::from_millis(50);
/// How often each page is asked for.
const TIMES: usize = 15;
/// What a head looks at besides, where the desk stands.
const PERIODS: [(Role, &[&str]); 1] =
    [(Role::Head, &["/office/report?period=2026", "/office/report?period=2026-Q2"])];

/// Who opens which pages. `{day}` is the day on which cases are filed.
const PAGES: [(Role, &[&str]); 4] = [
    (
        Role::Mediator,
        &["/counter", "/counter/shifts", "/counter/conflicts", "/counter/advice", "/api/v1/queue"],
    ),
    (
        Role::Head,
        &[
            "/counter/files",
            "/counter/files?number=A-77",
            "/counter/retention",
            "/counter/closing",
            "/office/report",
            "/office/quarter",
            "/office/handovers",
            "/office/proposals",
            "/office/disclosures",
            "/office/people",
            "/office/data-record",
        ],
    ),
    (
        Role::Organiser,
        &[
            "/office",
            "/office/logs",
            "/office/logs/{day}",
            "/office/logs/{day}?only=concluded",
            "/office/figures",
            "/office/complaints",
            "/office/exhibitors",
            "/office/exhibitors?q=lumen&page=7",
            "/office/rights",
            "/api/v1/complaints",
        ],
    ),
    (Role::Supervisor, &["/board", "/figures", "/office/report"]),
];

/// What leaves as a file, and who fetches it.
const EXPORTS: [(Role, &str); 9] = [
    (Role::Organiser, "/office/logs/{day}/log.csv"),
    (Role::Organiser, "/office/logs/{day}/log.json"),
    (Role::Organiser, "/office/logs/{day}/log.xlsx"),
    // A whole day in one answer, for machines.
    (Role::Organiser, "/api/v1/logs/{day}"),
    (Role::Head, "/office/report/report.csv"),
    (Role::Head, "/office/report/report.pdf"),
    (Role::Head, "handover.csv"),
    (Role::Head, "handover.xlsx"),
    (Role::Head, "/counter/hours.csv"),
];

/// Prints both sizes beside each other.
pub async fn every_list() -> anyhow::Result<()> {
    beside(Stands::Fair).await?;
    beside(Stands::Market).await
}

async fn beside(stands: Stands) -> anyhow::Result<()> {
    let mut small = measured(stands, SIZES[0]).await?.into_iter();
    let large = measured(stands, SIZES[1]).await?;
    println!(
        "\nlists, {} days: ms for a page after a change, half of {TIMES} (and the slowest); {} cases, {} cases",
        stands.days(),
        SIZES[0],
        SIZES[1]
    );
    for Took { path, half, slowest, bytes, peak_mib } in large {
        let before = small.next().context("the same pages")?;
        let ratio = half.as_secs_f64() / before.half.as_secs_f64();
        let ms = |took: Duration| took.as_secs_f64() * 1e3;
        let verdict = if peak_mib.is_some() { String::new() } else { aim(slowest <= AIM).to_owned() };
        let memory = peak_mib.map(|mib| format!("+{mib} MiB at most, ")).unwrap_or_default();
        println!(
            "  {path:<44} {:>7.1}   {:>8.1} ({:>7.1})   {ratio:>6.1} : 1   {memory}{} kB  {verdict}",
            ms(before.half),
            ms(half),
            ms(slowest),
            bytes / 1000
        );
    }
    Ok(())
}

struct Took {
    path: String,
    half: Duration,
    slowest: Duration,
    bytes: usize,
    /// How much more memory was held at the most, for a file.
    peak_mib: Option<u64>,
}

async fn measured(stands: Stands, cases: usize) -> anyhow::Result<Vec<Took>> {
    let data = folder()?;
    let clock = Arc::new(Days::from(stands.plan().bounds_of(stands.plan().first_day).0));
    let desk = Inside::with(Kept::InMemory, data.path(), 8, stands.plan(), clock.clone()).await?;
    fill(&desk, &clock, stands, cases).await?;
    let begin = Instant::now();
    fairdesk::web::count_ahead(&desk.app);
    println!(
        "{cases} cases: counted ahead at the start, while others are served, in {:.0?}",
        begin.elapsed()
    );
    let mut all = Vec::new();
    let mut changes = Changes::at(&desk, clock, stands, cases)?;
    let day = stands.day()?.to_string();
    let of_periods = PERIODS.into_iter().filter(|_| stands == Stands::Market);
    for (role, paths) in PAGES.into_iter().chain(of_periods) {
        let served = desk.serve_to(somebody(&desk, role)?).await?;
        // A standing desk never closes for good.
        let here = |path: &&&str| stands == Stands::Fair || **path != "/counter/closing";
        for path in paths.iter().filter(here) {
            all.push(time(&served, path, &path.replace("{day}", &day), Some(&mut changes)).await?);
        }
        served.close().await?;
    }
    // Whoever can still ask something keeps the desk from stopping.
    drop(changes);
    let handover = desk.app.now().desk.handovers().next().context("a list for an authority")?.seq;
    for (role, path) in EXPORTS {
        let served = desk.serve_to(somebody(&desk, role)?).await?;
        let at = match path.strip_prefix("handover.") {
            Some(ending) => format!("/office/handovers/{handover}/cases.{ending}"),
            None => path.replace("{day}", &day),
        };
        let before = forget_the_peak()?;
        let took = time(&served, path, &at, None).await?;
        let peak = resident("VmHWM")?.saturating_sub(before);
        all.push(Took { peak_mib: Some(peak / 1024), ..took });
        served.close().await?;
    }
    desk.stop().await?;
    Ok(all)
}

/// Of a page each of several looks, every one at a desk that changed since; of a file one.
async fn time(
    served: &Served,
    name: &str,
    path: &str,
    mut changes: Option<&mut Changes>,
) -> anyhow::Result<Took> {
    let (mut took, mut bytes) = (Vec::new(), 0);
    for _ in 0..changes.as_ref().map_or(1, |_| TIMES) {
        if let Some(changes) = &mut changes {
            changes.one().await?;
        }
        let begin = Instant::now();
        bytes = served.fetch(path).await.with_context(|| path.to_owned())?.len();
        took.push(begin.elapsed());
    }
    took.sort_unstable();
    let slowest = took.last().copied().unwrap_or_default();
    Ok(Took { path: name.to_owned(), half: percentile(&took, 50), slowest, bytes, peak_mib: None })
}

fn somebody(desk: &Inside, role: Role) -> anyhow::Result<StaffId> {
    let published = desk.app.now();
    let person = published.desk.staff().find(|person| person.is(role));
    Ok(person.with_context(|| format!("no {role:?}"))?.id)
}

/// KiB of this process, by the name the system gives them.
fn resident(name: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let digits: String = line.context("the system tells")?.chars().filter(char::is_ascii_digit).collect();
    Ok(digits.parse()?)
}

/// Lets the highest use of memory count from now; what is held now.
fn forget_the_peak() -> anyhow::Result<u64> {
    std::fs::write("/proc/self/clear_refs", "5")?;
    resident("VmRSS")
}
