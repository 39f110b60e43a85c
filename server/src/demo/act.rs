//! Acts the script out, in the order of time, through the desk's own commands.

use std::collections::HashMap;

use anyhow::Context;
use domain::{
    Actor, BoothId, CaseId, Command, EvidenceId, HallId, StaffId, TicketNumber,
    case::{Ask, Audience},
    command::Minted,
    desk::Booth,
    staff::{Conflict, DutyState},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    app::{App, From, Once},
    daylog::seal,
};

use super::{
    kiosk::Kiosk,
    photo,
    script::{self, Day, Step, Story, Verb},
    times::{Times, When},
};

mod aftercare;
mod file;
mod procedure;
mod referral;

/// Anything that happens.
pub(super) enum Act<'a> {
    Duty(&'a str, DutyState, &'a str),
    Advice(&'a (String, String, String, String)),
    Conflict(&'a str, &'a str),
    File(usize),
    Step(usize, Step),
    Seal(Date),
}

/// What the player knows while the script runs.
pub(super) struct Player<'a> {
    app: &'a App,
    stories: Vec<&'a Story>,
    /// The case of each story, once it was filed, and the mediator who has or had it.
    pub(super) cases: Vec<Option<(CaseId, Option<StaffId>)>>,
    staff: HashMap<String, StaffId>,
    kiosk: Kiosk,
    photos: u32,
}

/// Plays a script up to now; days are sealed in their evening, and a kiosk stands in a hall.
pub(super) async fn play(
    app: &App,
    times: &Times,
    days: &[Day],
    sealed: &[Date],
    hall: HallId,
) -> anyhow::Result<()> {
    let stories: Vec<&Story> = days.iter().flat_map(|day| &day.cases).collect();
    let acts = order(days, &stories, times, sealed)?;
    let mut player = Player::ready(app, stories, hall, times.dawn()?).await?;
    for (at, act) in acts {
        player.act(at, act).await?;
    }
    Ok(())
}

/// Everything that happens with its moment, by the order in which it is recorded.
fn order<'a>(
    days: &'a [Day],
    stories: &[&'a Story],
    times: &Times,
    sealed: &[Date],
) -> anyhow::Result<Vec<(Timestamp, Act<'a>)>> {
    let mut acts = Vec::new();
    let mut add = |recorded: Timestamp, at: Timestamp, act| acts.push((recorded, at, act));
    for day in sealed {
        let evening = times.evening(*day)?;
        add(evening, evening, Act::Seal(*day));
    }
    for day in days {
        for (when, who, state, room) in &day.duty {
            let at = times.at(When::parse(when)?)?;
            add(at, at, Act::Duty(who, *state, room));
        }
        for advice in &day.advice {
            let at = times.at(When::parse(&advice.0)?)?;
            add(at, at, Act::Advice(advice));
        }
        for advice in &day.late_advice {
            add(
                times.at(When::Yesterday(18 * 60 + 20))?,
                times.at(When::parse(&advice.0)?)?,
                Act::Advice(advice),
            );
        }
        for (when, who, booth) in &day.conflicts {
            let at = times.at(When::parse(when)?)?;
            add(at, at, Act::Conflict(who, booth));
        }
    }
    for (n, story) in stories.iter().enumerate() {
        let at = times.at(When::parse(&story.at)?)?;
        add(at, at, Act::File(n));
        for step in story.steps()? {
            let at = times.at(step.when)?;
            add(at, at, Act::Step(n, step));
        }
    }
    // Stable: what happens at one moment happens in the order of the script.
    acts.sort_by_key(|(recorded, _, _)| *recorded);
    Ok(acts.into_iter().map(|(_, at, act)| (at, act)).collect())
}

impl<'a> Player<'a> {
    /// Knows everybody, and has let the kiosk join.
    pub(super) async fn ready(
        app: &'a App,
        stories: Vec<&'a Story>,
        hall: HallId,
        dawn: Timestamp,
    ) -> anyhow::Result<Self> {
        let published = app.now();
        let name = |id: StaffId| published.names.staff(id).map(|body| (body.name.clone(), id));
        let staff: HashMap<_, _> = published.desk.staff().filter_map(|person| name(person.id)).collect();
        let organiser = staff.get("organiser").copied().map(Actor::Staff);
        let organiser = organiser.context("the fair has an organiser")?;
        let kiosk = Kiosk::join(app, organiser, hall, dawn).await?;
        let cases = vec![None; stories.len()];
        Ok(Self { app, stories, cases, staff, kiosk, photos: 0 })
    }
}

impl Player<'_> {
    pub(super) async fn submit(&self, at: Timestamp, actor: Actor, command: Command) -> anyhow::Result<()> {
        let told = format!("{command:?}");
        let from = From { actor, device: None };
        let accepted = self.app.submit_at(from, Once::Fresh, Some(at), command).await;
        accepted.map(|_| ()).with_context(|| told.chars().take(200).collect::<String>())
    }

    /// Lets something happen.
    ///
    /// # Errors
    /// When the desk refuses it.
    pub(super) async fn act(&mut self, at: Timestamp, act: Act<'_>) -> anyhow::Result<()> {
        match act {
            Act::Duty(who, state, room) => {
                let room = (!room.is_empty()).then(|| domain::RoomId(room.to_owned()));
                self.submit(at, self.staff(who)?, Command::TakeDuty { state, room }).await
            }
            Act::Advice((_, hall, right, who)) => {
                let (hall, right) = (Some(HallId(hall.clone())), script::right(right)?);
                self.submit(at, self.staff(who)?, Command::GiveAdvice { hall, right }).await
            }
            Act::Conflict(who, booth) => {
                let exhibitor = *self.booth(booth)?.exhibitors.first().context("nobody at the booth")?;
                let conflict = Conflict::Exhibitor(exhibitor);
                self.submit(at, self.staff(who)?, Command::DeclareConflict { conflict }).await
            }
            Act::File(n) => self.file(at, n).await,
            Act::Step(n, step) => self.step(at, n, step).await,
            Act::Seal(day) => self.seal(at, day).await,
        }
    }

    pub(super) fn staff(&self, name: &str) -> anyhow::Result<Actor> {
        self.staff.get(name).copied().map(Actor::Staff).with_context(|| format!("nobody is called {name}"))
    }

    /// A booth by `hall/number`.
    fn booth(&self, place: &str) -> anyhow::Result<Booth> {
        let (hall, number) = place.split_once('/').with_context(|| format!("{place} is no booth"))?;
        let published = self.app.now();
        let booth = published.desk.booth_at(&HallId(hall.to_owned()), number);
        Ok(booth.with_context(|| format!("there is no booth {place}"))?.as_ref().clone())
    }

    async fn file(&mut self, at: Timestamp, n: usize) -> anyhow::Result<()> {
        let story = self.stories[n];
        let case = CaseId(self.app.fresh_id());
        let mut new = self.new_case(case, story)?;
        let actor = match story.door {
            script::Way::Counter => self.staff("mediator5")?,
            script::Way::Kiosk => {
                new.minted = Some(Minted { number: self.kiosk.next(), unminted_at: None });
                Actor::Device(self.kiosk.device)
            }
            script::Way::Booth | script::Way::Hall => Actor::Public,
        };
        self.submit(at, actor, Command::FileCase(Box::new(new))).await?;
        self.cases[n] = Some((case, None));
        for caption in &story.photos {
            self.hand_in(at, case, story.photos_for, caption).await?;
        }
        Ok(())
    }

    async fn hand_in(
        &mut self,
        at: Timestamp,
        id: CaseId,
        audience: Option<Audience>,
        caption: &str,
    ) -> anyhow::Result<()> {
        self.photos += 1;
        let receipt = self.app.evidence.receive(photo::draw(self.photos)?, at).await?;
        let published = self.app.now();
        let case = published.desk.case(id).context("the case was filed")?;
        let own = if case.asks_for(Ask::Mediation) { Audience::Mediation } else { Audience::Measure };
        let command = Command::AddEvidence {
            purpose: domain::procedure::Purpose::Exhibit,
            case: id,
            party: case.claimant().place.id,
            evidence: EvidenceId(self.app.fresh_id()),
            audience: audience.unwrap_or(own),
            body: receipt.into_body(Some(caption.to_owned())),
        };
        let ticket = case.claimant().ticket.context("the case has a ticket")?;
        self.submit(at, Actor::Party(ticket), command).await
    }

    async fn step(&mut self, at: Timestamp, n: usize, step: Step) -> anyhow::Result<()> {
        let Step { when: _, verb, remark } = step;
        let (case, holder) = self.cases[n].context("the case was filed before")?;
        let ticket = self.lead(case)?;
        let holder = || holder.map(Actor::Staff).context("nobody has the case");
        let story = self.stories[n];
        let scene = |remark| procedure::Scene { case, story, remark, at };
        let command = match verb {
            Verb::Claim(who) => {
                let actor = self.staff(&who)?;
                self.cases[n] = Some((case, actor.staff()));
                return self.submit(at, actor, Command::ClaimTicket { ticket }).await;
            }
            Verb::Urgent(urgency, who) => {
                let command = Command::RecordUrgency { case, urgency, remark };
                return self.submit(at, self.staff(&who)?, command).await;
            }
            Verb::Withdraw => {
                return self.submit(at, Actor::Party(ticket), Command::WithdrawCase { case }).await;
            }
            Verb::CheckIn { all } => {
                let actor = holder()?;
                for ticket in self.absent(case, all) {
                    self.submit(at, actor, Command::CheckInTicket { ticket }).await?;
                }
                return Ok(());
            }
            Verb::Call(room) => Command::CallTicket { ticket, room: room.as_deref().map(super::room) },
            Verb::Miss => Command::MissTicket { ticket },
            Verb::Park(reason) => Command::ParkTicket { ticket, reason },
            Verb::Requeue => Command::RequeueTicket { ticket },
            Verb::Release(reason) => Command::ReleaseTicket { ticket, reason, remark },
            Verb::Papers => Command::CheckPapers { case, missing: Vec::new() },
            Verb::Adjourn(reason) => Command::AdjournSession { case, reason, remark },
            Verb::Conclude(outcome, reason) => Command::ConcludeCase { case, outcome, reason, remark },
            Verb::Talks => return self.open_talks(&scene(remark), holder()?).await,
            Verb::Start => return self.start(&scene(remark), holder()?).await,
            Verb::Deed(deed) => return self.proceed(&scene(remark), &deed, holder()?).await,
            Verb::Measure(track) => return self.track(&scene(remark), track).await,
            Verb::Refer(away) => return self.refer(&scene(remark), away, holder()?).await,
            Verb::After(follow) => self.followed(&scene(remark), follow)?,
        };
        self.submit(at, holder()?, command).await
    }

    fn lead(&self, case: CaseId) -> anyhow::Result<TicketNumber> {
        let published = self.app.now();
        published.desk.case(case).and_then(|case| case.claimant().ticket).context("the case has a ticket")
    }

    /// Parties who have not come yet; or only who filed.
    fn absent(&self, case: CaseId, all: bool) -> Vec<TicketNumber> {
        let published = self.app.now();
        let Some(case) = published.desk.case(case) else { return Vec::new() };
        let tickets = published.desk.line_tickets(case).take(if all { usize::MAX } else { 1 });
        tickets.filter(|ticket| ticket.state.is_open()).map(|ticket| ticket.number).collect()
    }

    /// Closes a day as the organiser would.
    async fn seal(&self, at: Timestamp, day: Date) -> anyhow::Result<()> {
        let head = self.app.now().head;
        let command = seal::command(&**self.app.engine.reader(), day, head.seq)?;
        let command = command.context("the journal reaches to its head")?;
        self.submit(at, self.staff("organiser")?, command).await
    }
}

/// The booth a party stands at, for a place in the script.
fn place_of(booth: &Booth) -> (Option<HallId>, Option<BoothId>, Option<domain::ExhibitorId>) {
    (Some(booth.hall.clone()), Some(booth.id), booth.exhibitors.first().copied())
}
