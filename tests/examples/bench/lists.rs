//! Every list, page and export beside a hundred times as many cases: none may take longer than 50 ms for a page, and an export must not
//! take memory in step with its length. Before each look at a page a case is filed, so that every look is the first at what changed.
//! All of it at a fair of three days, and at a desk that has stood for most of a year.

use std::time::{Duration, Instant};

use anyhow::Context;
use domain::{
    Actor, CaseId, Command, ExhibitorId, HallId, PartyId, ScanToken, StaffId,
    body::ExhibitorBody,
    case::{Ask, Outcome, Reason},
    command::NewBooth,
    fair::FairPlan,
    handover::Recipient,
    staff::Role,
    testing::{self, TestFair},
};
use fairdesk::{
    access::secrets::BoothToken,
    app::{App, From, Once},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use tests::inside::Served;
use tokio::task::JoinSet;

use crate::{
    aim, folder,
    inside::{Inside, Kept},
    percentile,
};

/// Cases of a desk, and of one far beyond any.
const SIZES: [usize; 2] = [1_000, 100_000];
/// Longest time for a page.
const AIM: Duration = Duration::from_millis(50);
/// How often each page is asked for.
const TIMES: usize = 15;
/// Everybody on the list of exhibitors.
const EXHIBITORS: usize = 2_000;
/// Of a hundred cases: those that are open, and those with a complaint.
const OPEN_OF_100: usize = 4;
const COMPLAINTS_OF_100: usize = 10;

/// Where the cases of a desk lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Three days; every case but the open ones ends on its own day.
    Fair,
    /// 250 days; every fifth case ends five days after it was filed.
    Market,
}

impl Stands {
    const fn days(self) -> i64 {
        match self {
            Self::Fair => 3,
            Self::Market => 250,
        }
    }

    fn plan(self) -> FairPlan {
        match self {
            Self::Fair => testing::plan(),
            Self::Market => testing::market(),
        }
    }

    /// The day on which cases go on to be filed, and whose log is looked at: the last but one.
    fn day(self) -> anyhow::Result<Date> {
        Ok(self.plan().first_day.checked_add(self.days().days())?.checked_sub(2.days())?)
    }

    /// Minutes from the filing of a case to its end.
    const fn minutes(self, n: usize) -> i64 {
        match self {
            Self::Market if n.is_multiple_of(5) => 5 * 24 * 60,
            Self::Fair | Self::Market => 25,
        }
    }
}

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
    let desk = Inside::with(Kept::InMemory, data.path(), 8, stands.plan()).await?;
    fill(&desk, stands, cases).await?;
    let begin = Instant::now();
    fairdesk::web::count_ahead(&desk.app);
    println!(
        "{cases} cases: counted ahead at the start, while others are served, in {:.0?}",
        begin.elapsed()
    );
    let mut all = Vec::new();
    let mut changes = Changes::at(&desk, stands, cases)?;
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

/// Cases that go on to be filed while people look.
struct Changes {
    app: App,
    mediator: StaffId,
    pen: TestFair,
    stands: Stands,
    at: usize,
}

impl Changes {
    fn at(desk: &Inside, stands: Stands, cases: usize) -> anyhow::Result<Self> {
        let mediator = *desk.mediators.first().context("a mediator")?;
        Ok(Self { app: desk.app.clone(), mediator, pen: TestFair::new(), stands, at: cases })
    }

    /// Another case on the day whose log is looked at.
    async fn one(&mut self) -> anyhow::Result<()> {
        let midnight = self.stands.plan().bounds_of(self.stands.day()?).0;
        let evening = midnight.checked_add(SignedDuration::from_hours(19))?;
        self.at += 1;
        let mediator = (self.mediator, self.stands);
        case(&self.app, mediator, evening, self.at, &mut self.pen).await
    }
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

/// Cases over the days of a desk, most of them over; exhibitors; a list made for an authority.
async fn fill(desk: &Inside, stands: Stands, cases: usize) -> anyhow::Result<()> {
    let supervisor = crate::inside::person(testing::SUPERVISOR, "supervisor", Role::Supervisor);
    desk.ask(Actor::Staff(testing::HEAD), Command::AppointStaff { staff: supervisor }).await?;
    let mut enrolling = JoinSet::new();
    for at in 0..EXHIBITORS {
        let app = desk.app.clone();
        enrolling.spawn(async move { enrol(&app, at).await });
    }
    while let Some(ended) = enrolling.join_next().await {
        ended??;
    }
    let plan = stands.plan();
    let first = plan.bounds_of(plan.first_day).0;
    let days = usize::try_from(stands.days())?;
    let mut filing = JoinSet::new();
    let share = cases / desk.mediators.len();
    for (n, mediator) in desk.mediators.iter().enumerate() {
        let (app, mediator, begin) = (desk.app.clone(), *mediator, first);
        filing.spawn(async move {
            let mut pen = TestFair::new();
            for at in 0..share {
                // Over days of ten hours, beginning at eight.
                let of_fair = days * 36_000 * at / share;
                let second = of_fair / 36_000 * 86_400 + of_fair % 36_000 + 8 * 3_600;
                let when = begin.checked_add(SignedDuration::from_secs(i64::try_from(second)?))?;
                case(&app, (mediator, stands), when, at * 8 + n, &mut pen).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = filing.join_next().await {
        ended??;
    }
    let (from, until) = (plan.first_day, stands.day()?.tomorrow()?);
    let words = "letter no. 12".to_owned();
    desk.ask(
        Actor::Staff(testing::HEAD),
        Command::HandOverCases { to: Recipient::IpOffice, from, until, words },
    )
    .await?;
    // At a fair of this size a second person confirms it.
    let proposal = desk.app.now().desk.proposals().next().map(|known| known.seq);
    let confirm = proposal.map(|proposal| Command::ConfirmProposal { proposal }).context("a proposal")?;
    desk.ask(Actor::Staff(desk.mediators[0]), confirm).await
}

async fn enrol(app: &App, at: usize) -> anyhow::Result<()> {
    let booth = NewBooth {
        id: domain::BoothId(app.fresh_id()),
        hall: HallId("1".to_owned()),
        number: format!("B{at:04}"),
        token: ScanToken(BoothToken::random().reveal()),
    };
    let body = ExhibitorBody {
        name: format!("Lumen Lighting & Söhne Co., Ltd. 光明灯饰 {at}"),
        ..ExhibitorBody::default()
    };
    let exhibitor = ExhibitorId(app.fresh_id());
    let enrol = Command::EnrolExhibitor { exhibitor, booths: vec![booth], undertaking: None, body };
    app.submit(From::SYSTEM, Once::Fresh, enrol).await?;
    Ok(())
}

/// One case: filed at the counter, and in most cases taken and ended some minutes later.
async fn case(
    app: &App,
    (mediator, stands): (StaffId, Stands),
    when: Timestamp,
    n: usize,
    pen: &mut TestFair,
) -> anyhow::Result<()> {
    let asks: &[Ask] =
        if n % 100 < COMPLAINTS_OF_100 { &[Ask::Mediation, Ask::Measure] } else { &[Ask::Mediation] };
    let mut new = pen.dispute(asks);
    new.ticket = App::new_ticket();
    // The pens of different clients would give the same ids.
    (new.case, new.claimant.place.id) = (CaseId(app.fresh_id()), PartyId(app.fresh_id()));
    for respondent in &mut new.respondents {
        respondent.place.id = PartyId(app.fresh_id());
    }
    let (id, from) = (new.case, From { actor: Actor::Staff(mediator), device: None });
    app.submit_at(from, Once::Fresh, Some(when), Command::FileCase(Box::new(new))).await?;
    if n % 100 >= 100 - OPEN_OF_100 {
        return Ok(());
    }
    let ticket = app.now().desk.case(id).and_then(|case| case.claimant().ticket).context("a ticket")?;
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let later = |minutes: i64| when.checked_add(SignedDuration::from_mins(minutes));
    app.submit_at(from, Once::Fresh, Some(later(9)?), Command::ClaimTicket { ticket }).await?;
    let conclude = Command::ConcludeCase { case: id, outcome, reason, remark: None };
    app.submit_at(from, Once::Fresh, Some(later(stands.minutes(n))?), conclude).await?;
    Ok(())
}
