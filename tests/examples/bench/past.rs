//! The cases of a desk, filed and ended day by day as they would have been, and those that go on to be filed while somebody looks at it.

use std::{collections::VecDeque, sync::Arc};

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
use tokio::{sync::Barrier, task::JoinSet};

use crate::inside::{Days, Inside};

/// Everybody on the list of exhibitors.
const EXHIBITORS: usize = 2_000;
/// Minutes from the filing of most cases to their end.
const MINUTES: i64 = 25;
/// Of a hundred cases: those that are open, and those with a complaint.
const OPEN_OF_100: usize = 4;
const COMPLAINTS_OF_100: usize = 10;

/// Where the cases of a desk lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// Three days; every case but the open ones ends on its own day.
    Fair,
    /// 250 days; every fifth case ends five days after it was filed.
    Market,
}

impl Stands {
    /// How many they are.
    pub const fn days(self) -> i64 {
        match self {
            Self::Fair => 3,
            Self::Market => 250,
        }
    }

    /// The plan of its desk.
    pub fn plan(self) -> FairPlan {
        match self {
            Self::Fair => testing::plan(),
            Self::Market => testing::market(),
        }
    }

    /// The day that runs, on which cases go on to be filed, and whose log is looked at: the last.
    pub fn day(self) -> anyhow::Result<Date> {
        Ok(self.plan().first_day.checked_add(self.days().days())?.yesterday()?)
    }

    fn evening(self) -> anyhow::Result<Timestamp> {
        Ok(self.plan().bounds_of(self.day()?).0.checked_add(SignedDuration::from_hours(19))?)
    }

    /// Minutes from the filing of a case to its end.
    const fn minutes(self, n: usize) -> i64 {
        match self {
            Self::Market if n.is_multiple_of(5) => 5 * 24 * 60,
            Self::Fair | Self::Market => MINUTES,
        }
    }

    /// When the `at`th of so many cases of a mediator is filed: they are spread over days of ten hours, beginning at eight.
    fn moment(self, first: Timestamp, at: usize, share: usize) -> anyhow::Result<Timestamp> {
        let second = usize::try_from(self.days())? * 36_000 * at / share;
        let second = second / 36_000 * 86_400 + second % 36_000 + 8 * 3_600;
        Ok(first.checked_add(SignedDuration::from_secs(i64::try_from(second)?))?)
    }
}

/// Cases over the days of a desk, most of them over; exhibitors; a list made for an authority.
pub async fn fill(desk: &Inside, clock: &Arc<Days>, stands: Stands, cases: usize) -> anyhow::Result<()> {
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
    let share = cases / desk.mediators.len();
    // Everybody works through the same days at the same time.
    let together = Arc::new(Barrier::new(desk.mediators.len()));
    let mut filing = JoinSet::new();
    for (n, mediator) in desk.mediators.iter().enumerate() {
        let (app, clock, mediator) = (desk.app.clone(), Arc::clone(clock), *mediator);
        let together = Arc::clone(&together);
        filing.spawn(async move {
            let (mut pen, mut later) = (TestFair::new(), VecDeque::new());
            for at in 0..share {
                together.wait().await;
                let when = stands.moment(first, at, share)?;
                clock.reach(when);
                while let Some((case, end)) = later.pop_front_if(|(_, end): &mut (_, Timestamp)| *end <= when)
                {
                    conclude(&app, mediator, case, end).await?;
                }
                let n = at * 8 + n;
                let Some(case) = file(&app, mediator, when, n, &mut pen).await? else { continue };
                let end = when.checked_add(SignedDuration::from_mins(stands.minutes(n)))?;
                if stands.minutes(n) > MINUTES {
                    later.push_back((case, end));
                } else {
                    clock.reach(end);
                    conclude(&app, mediator, case, end).await?;
                }
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = filing.join_next().await {
        ended??;
    }
    clock.reach(stands.evening()?);
    let (from, until) = (plan.first_day, stands.day()?);
    let words = "letter no. 12".to_owned();
    desk.ask(
        Actor::Staff(testing::HEAD),
        Command::HandOverCases { to: Recipient::IpOffice, from, until, words },
    )
    .await?;
    // At a fair of this size a second person confirms it.
    let proposal = desk.app.now().desk.proposals().next().map(|known| known.seq);
    let confirm = proposal
        .map(|proposal| Command::ConfirmProposal { proposal, account: None })
        .context("a proposal")?;
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

/// One case: filed at the counter, and in most cases taken some minutes later; `None` for one that stays open.
async fn file(
    app: &App,
    mediator: StaffId,
    when: Timestamp,
    n: usize,
    pen: &mut TestFair,
) -> anyhow::Result<Option<CaseId>> {
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
        return Ok(None);
    }
    let ticket = app.now().desk.case(id).and_then(|case| case.claimant().ticket).context("a ticket")?;
    let taken = when.checked_add(SignedDuration::from_mins(9))?;
    app.submit_at(from, Once::Fresh, Some(taken), Command::ClaimTicket { ticket }).await?;
    Ok(Some(id))
}

async fn conclude(app: &App, mediator: StaffId, case: CaseId, at: Timestamp) -> anyhow::Result<()> {
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    let from = From { actor: Actor::Staff(mediator), device: None };
    let end = Command::ConcludeCase { case, outcome, reason, remark: None };
    app.submit_at(from, Once::Fresh, Some(at), end).await?;
    Ok(())
}

/// Cases that go on to be filed while people look.
pub struct Changes {
    app: App,
    clock: Arc<Days>,
    mediator: StaffId,
    pen: TestFair,
    evening: Timestamp,
    at: usize,
}

impl Changes {
    /// At a desk with so many cases.
    pub fn at(desk: &Inside, clock: Arc<Days>, stands: Stands, cases: usize) -> anyhow::Result<Self> {
        let mediator = *desk.mediators.first().context("a mediator")?;
        let (app, evening) = (desk.app.clone(), stands.evening()?);
        Ok(Self { app, clock, mediator, pen: TestFair::new(), evening, at: cases })
    }

    /// Another case on the day that runs.
    pub async fn one(&mut self) -> anyhow::Result<()> {
        self.at += 1;
        self.clock.reach(self.evening);
        let filed = file(&self.app, self.mediator, self.evening, self.at, &mut self.pen).await?;
        let end = self.evening.checked_add(SignedDuration::from_mins(MINUTES))?;
        if let Some(case) = filed {
            self.clock.reach(end);
            conclude(&self.app, self.mediator, case, end).await?;
        }
        Ok(())
    }
}
