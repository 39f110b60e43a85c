//! A whole fair played fast, on any list of exhibitors: the list taken in as the import does it, people who come as the hours go,
//! every way in which a case ends, calls that nobody follows, days that are sealed in the evening.
//!
//! Everything goes through the commands of a real desk, on a clock that is moved by hand from one thing to the next. What people
//! bring is what they bring to the sample fair, at other booths and other hours. The same seed plays the same fair; only ids and keys are others.

use std::collections::BTreeSet;

use anyhow::Context;
use domain::{
    Actor, Case, Command, HallId, Refusal, RoomId,
    body::MeasureBody,
    case::{Ask, CaseKind, CaseState, Outcome, Reason},
    fair::{BodyKind, FairPlan, Language, MediationBody, OtherHours, Room, Venue},
    measure::MeasureAction,
    staff::DutyState,
    survey::{Answers, Degree},
    ticket::{ParkReason, ReleaseReason},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{
    app::{App, From, Once},
    clock::{Clock, ManualClock},
    engine::SubmitError,
    exhibitors::{self, KnownHalls, Limits, Mapping, Table},
    intake::{Intake, known, known_halls, today},
};

use super::{
    act::{Act, Player},
    script::{self, Story},
    times::{Times, When},
};

mod dice;
mod visitors;

use dice::Dice;
use visitors::{Visitors, moment};

/// Where it is.
const ZONE: &str = "Asia/Shanghai";
/// When the first mediator is there, the desk closes and the day is sealed, in minutes after midnight.
const DUTY: i64 = 8 * 60 + 50;
const CLOSES: i64 = 18 * 60;
const SEALED: i64 = CLOSES + 30;
/// How many minutes after the seal somebody remembers what is then late.
const REMEMBERED: i64 = 15;
/// The mediators.
const MEDIATORS: usize = 6;

/// What kind of fair is to be played.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Another number plays another fair.
    pub seed: u64,
    /// The first day.
    pub first_day: Date,
    /// How many days.
    pub days: u8,
    /// How many file a case on each of them.
    pub visitors: u16,
    /// With the photos that they bring.
    pub photos: bool,
}

/// What was played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Played {
    /// Exhibitors of the list.
    pub exhibitors: usize,
    /// Rows of the list that were left out.
    pub left_out: usize,
    /// Steps that the rules did not let happen, because of what had happened meanwhile; nothing came of them.
    pub refused: u32,
}

/// Something that happens, by the moment at which it is recorded.
struct Happening<'a> {
    recorded: Timestamp,
    at: Timestamp,
    what: What<'a>,
}

enum What<'a> {
    Act(Act<'a>),
    /// A mediator goes home, and leaves nothing in hand.
    GoHome(&'a str),
    /// A mediator sees to it that a case does not stay open for ever.
    Finish(usize),
    /// Who went home today says what they think of the desk.
    Survey,
}

/// Plays a fair from its list to its last seal, in an empty desk whose clock is this one.
///
/// # Errors
/// When the list cannot be read, or the desk refuses what no rule of a fair refuses.
pub async fn play(app: &App, clock: &ManualClock, list: &[u8], plan: Plan) -> anyhow::Result<Played> {
    // What the clock brings about is done here, at its moment, so that the same seed plays the same fair.
    let _held = app.hold_duties();
    let times = times(plan)?;
    clock.set(times.dawn()?);
    let table = exhibitors::read(list, None, &Limits::default()).context("the list")?;
    let mapping = exhibitors::recognise(&table.header);
    super::found(app, times.dawn()?, fair(plan)?, &halls(&table, &mapping)?).await?;
    let rules = App::line_rules(&app.settings);
    app.submit(From::SYSTEM, Once::Fresh, Command::SetRules { rules }).await?;
    let mut outcome = take_in(app, &table, &mapping).await?;
    let mut dice = Dice::new(plan.seed);
    let visitors = Visitors::of(&app.now(), plan, &mut dice)?;
    let hall = visitors.halls.first().context("the fair has a hall")?.clone();
    let player = Player::ready(app, visitors.stories.iter().collect(), hall, times.dawn()?).await?;
    let stopped = vec![false; visitors.stories.len()];
    let (refused, dice_of_acts) = (0, Dice::new(plan.seed.wrapping_add(1)));
    let mut stage = Stage { app, clock, player, stopped, refused, dice: dice_of_acts };
    for happening in happenings(&visitors, plan, &times, &mut dice)? {
        stage.play(happening).await?;
    }
    outcome.refused = stage.refused;
    Ok(outcome)
}

/// Counted in minutes from the first midnight.
fn times(plan: Plan) -> anyhow::Result<Times> {
    let second = plan.first_day.checked_add(1.day())?.at(12, 0, 0, 0);
    let zone = TimeZone::get(ZONE)?;
    Times::of(second.to_zoned(zone.clone())?.timestamp(), zone)
}

fn fair(plan: Plan) -> anyhow::Result<FairPlan> {
    let rooms = (1..=MEDIATORS).map(|number| Room { id: room(number), hall: None });
    Ok(FairPlan {
        name: "Lumen Rehearsal".to_owned(),
        first_day: plan.first_day,
        venue: Venue::Fair,
        last_day: Some(plan.first_day.checked_add((i64::from(plan.days) - 1).days())?),
        closed: BTreeSet::new(),
        opens: jiff::civil::time(9, 0, 0, 0),
        closes: jiff::civil::time(18, 0, 0, 0),
        other_hours: OtherHours::default(),
        zone: ZONE.to_owned(),
        country: String::new(),
        rooms: rooms.collect(),
        body: MediationBody { name: "Lumen IP Mediation Committee".to_owned(), kind: BodyKind::People },
        languages: Language::ALL.to_vec(),
        desk: String::new(),
        emergency: String::new(),
    })
}

fn room(number: usize) -> RoomId {
    super::room(&number.to_string())
}

/// The halls that the list names; a fair has at least one.
fn halls(table: &Table, mapping: &Mapping) -> anyhow::Result<Vec<HallId>> {
    let nobody: &[exhibitors::Known<domain::ExhibitorId>] = &[];
    let planned = exhibitors::plan(
        table,
        mapping,
        nobody,
        &KnownHalls::new(Vec::<String>::new()).with_default_hall("1"),
        None,
    )
    .context("the columns of the list")?;
    let named: Vec<_> = planned.new_halls.into_iter().map(|hall| HallId(hall.hall)).collect();
    Ok(if named.is_empty() { vec![HallId("1".to_owned())] } else { named })
}

/// Takes the list in, as the page and the command do.
async fn take_in(app: &App, table: &Table, mapping: &Mapping) -> anyhow::Result<Played> {
    let plan = {
        let published = app.now();
        let today = today(&published, app.clock.now());
        let known = known(&published, |seq| app.engine.entry(seq))?;
        exhibitors::plan(table, mapping, &known, &known_halls(&published, "1"), today)
    };
    let plan = plan.context("the columns of the list")?;
    let left_out = plan.left_out.len();
    let intake =
        Intake { engine: &app.engine, clock: &*app.clock, from: From::SYSTEM, closing: &app.closing };
    let outcome = intake.apply(plan, |_| ()).await;
    anyhow::ensure!(outcome.stopped.is_none(), "the list was not taken in: {:?}", outcome.stopped);
    Ok(Played { exhibitors: outcome.new, left_out: left_out + outcome.refused.len(), refused: 0 })
}

/// Everything that happens, in the order in which it is recorded.
fn happenings<'a>(
    visitors: &'a Visitors,
    plan: Plan,
    times: &Times,
    dice: &mut Dice,
) -> anyhow::Result<Vec<Happening<'a>>> {
    let mut all = Vec::new();
    let mut add = |recorded: i64, minute: i64, what| -> anyhow::Result<()> {
        let (recorded, at) = (times.at(When::Yesterday(recorded))?, times.at(When::Yesterday(minute))?);
        all.push(Happening { recorded, at, what });
        Ok(())
    };
    for day in 0..i64::from(plan.days) {
        let midnight = day * 24 * 60;
        for (who, room) in &visitors.mediators {
            add(midnight + DUTY, midnight + DUTY, What::Act(Act::Duty(who, DutyState::On, room)))?;
            add(midnight + CLOSES, midnight + CLOSES, What::GoHome(who))?;
        }
        add(midnight + CLOSES + 5, midnight + CLOSES + 5, What::Survey)?;
        let date = plan.first_day.checked_add(day.days())?;
        add(midnight + SEALED, midnight + SEALED, What::Act(Act::Seal(date)))?;
    }
    for (recorded, minute, advice) in &visitors.advice {
        add(*recorded, *minute, What::Act(Act::Advice(advice)))?;
    }
    for (n, story) in visitors.stories.iter().enumerate() {
        let filed = moment(When::parse(&story.at)?)?;
        add(filed, filed, What::Act(Act::File(n)))?;
        for step in visitors::steps(story, plan, dice)? {
            let minute = moment(step.when)?;
            add(minute, minute, What::Act(Act::Step(n, step)))?;
        }
        if let Some(minute) = visitors::end_of(story, plan, dice)? {
            add(minute, minute, What::Finish(n))?;
        }
    }
    // Stable: what happens at one moment happens as it was put down.
    all.sort_by_key(|happening| happening.recorded);
    Ok(all)
}

/// Where it is played.
struct Stage<'a> {
    app: &'a App,
    clock: &'a ManualClock,
    player: Player<'a>,
    /// Stories that go no further.
    stopped: Vec<bool>,
    refused: u32,
    dice: Dice,
}

impl Stage<'_> {
    async fn play(&mut self, happening: Happening<'_>) -> anyhow::Result<()> {
        let Happening { recorded, at, what } = happening;
        self.wait_until(recorded).await?;
        match what {
            What::Act(Act::Step(n, _)) if self.stopped[n] => Ok(()),
            What::Act(Act::Step(n, step)) => {
                let taken = self.player.act(at, Act::Step(n, step)).await;
                self.or_stop(n, taken)
            }
            What::Act(act) => self.player.act(at, act).await,
            What::GoHome(who) => self.go_home(at, who).await,
            What::Finish(n) => {
                let ended = self.finish(at, n).await;
                self.or_stop(n, ended)
            }
            What::Survey => self.survey(at).await,
        }
    }

    /// Time passes, and what it brings about happens at its moment.
    async fn wait_until(&self, until: Timestamp) -> anyhow::Result<()> {
        while let Some(due) = self.app.now().desk.next_sweep().filter(|due| *due <= until) {
            self.pass(due)?;
            let swept = self.app.submit(From::SYSTEM, Once::Fresh, Command::Sweep).await?;
            if swept.entries.is_empty() {
                break;
            }
        }
        self.pass(until)
    }

    fn pass(&self, until: Timestamp) -> anyhow::Result<()> {
        let step = until.duration_since(self.clock.now()).max(SignedDuration::ZERO);
        self.clock.advance(step.try_into()?);
        Ok(())
    }

    /// A step that is not lawful any more ends its story: what happens at a fair is not known beforehand.
    fn or_stop(&mut self, n: usize, taken: anyhow::Result<()>) -> anyhow::Result<()> {
        let Err(error) = taken else { return Ok(()) };
        let lawful = matches!(
            error.downcast_ref::<SubmitError>(),
            Some(SubmitError::Refused(refusal)) if !matches!(refusal, Refusal::NotAllowed)
        );
        if !lawful {
            return Err(error);
        }
        self.stopped[n] = true;
        self.refused += 1;
        Ok(())
    }

    /// Talks go on in the morning, and what else is in hand goes back to its line.
    async fn go_home(&mut self, at: Timestamp, who: &str) -> anyhow::Result<()> {
        let by = self.player.staff(who)?;
        let published = self.app.now();
        for ticket in published.desk.open_claims().filter(|ticket| ticket.mediator == by.staff()) {
            let case = published.desk.case(ticket.case).context("a ticket has a case")?;
            if case.claimant().ticket != Some(ticket.number) {
                continue;
            }
            let (case, ticket, remark) = (case, ticket.number, None);
            let command = if case.talking_since.is_some() {
                Command::AdjournSession { case: case.id, reason: ParkReason::Appointment, remark }
            } else {
                Command::ReleaseTicket { ticket, reason: ReleaseReason::OffDuty, remark }
            };
            self.player.submit(at, by, command).await?;
        }
        self.player.act(at, Act::Duty(who, DutyState::Off, "")).await
    }

    /// A case that is open is taken up and ends as it can.
    async fn finish(&mut self, at: Timestamp, n: usize) -> anyhow::Result<()> {
        let Some((id, holder)) = self.player.cases[n] else { return Ok(()) };
        let published = self.app.now();
        let Some(case) = published.desk.case(id).filter(|case| case.state.is_open()) else { return Ok(()) };
        if case.kind == CaseKind::Dispute && !case.asks_for(Ask::Mediation) {
            return self.close_complaint(at, case).await;
        }
        let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number));
        let lead = lead.context("the case has a ticket")?;
        let by = match lead.mediator.or(holder) {
            Some(staff) => Actor::Staff(staff),
            None => self.player.staff(&visitors::mediator(self.dice.below(MEDIATORS)))?,
        };
        if !lead.state.is_held() {
            self.player.submit(at, by, Command::ClaimTicket { ticket: lead.number }).await?;
        }
        let (outcome, reason) = self.ending(case);
        let remark = Some("The fair goes on; the case ends here.".to_owned());
        self.player.submit(at, by, Command::ConcludeCase { case: id, outcome, reason, remark }).await
    }

    /// A complaint that nobody wants mediated ends by the organiser's decision on the last respondent.
    async fn close_complaint(&self, at: Timestamp, case: &Case) -> anyhow::Result<()> {
        let officer = self.player.staff("organiser")?;
        for track in case.tracks().filter(|track| !track.is_decided()) {
            let body = MeasureBody { text: "Nothing is infringed.".to_owned(), ..MeasureBody::default() };
            let (case, party, action) = (case.id, track.party, Box::new(MeasureAction::Clear { body }));
            self.player.submit(at, officer, Command::MoveMeasure { case, party, action }).await?;
        }
        Ok(())
    }

    fn ending(&mut self, case: &Case) -> (Outcome, Reason) {
        if case.procedure.in_effect().is_some() {
            return (Outcome::Settled, Reason::Agreement);
        }
        if case.state == CaseState::TermsAgreed {
            return (Outcome::NoAgreement, Reason::RefusedToSign);
        }
        match case.kind {
            CaseKind::Enquiry => (Outcome::AdviceGiven, Reason::Other),
            CaseKind::Report => (Outcome::Referred, Reason::Other),
            CaseKind::Dispute => *self.dice.among(&[
                (Outcome::NoAgreement, Reason::NoProspect),
                (Outcome::NoAgreement, Reason::PartyRefusedOrStopped),
                (Outcome::Withdrawn, Reason::SettledPrivately),
                (Outcome::Referred, Reason::AuthorityOrCourtSeized),
            ]),
        }
    }

    /// Of everybody whose case ended since the morning, three of five answer.
    async fn survey(&mut self, at: Timestamp) -> anyhow::Result<()> {
        let since = at.checked_sub(SignedDuration::from_hours(12))?;
        let published = self.app.now();
        let today = |case: &&std::sync::Arc<Case>| case.concluded_at.is_some_and(|ended| ended >= since);
        let over: Vec<_> = published.desk.cases().filter(today).map(|case| case.claimant().ticket).collect();
        for ticket in over {
            let (Some(ticket), true) = (ticket, self.dice.below(5) < 3) else { continue };
            let mut degree = || {
                *self.dice.among(&[
                    Degree::Fully,
                    Degree::Fully,
                    Degree::Mostly,
                    Degree::Partly,
                    Degree::Hardly,
                ])
            };
            let answers = Answers { fair: degree(), quick: degree(), again: degree() };
            let mark = self.app.survey_mark(ticket);
            self.player.submit(at, Actor::Public, Command::AnswerSurvey { ticket, mark, answers }).await?;
        }
        Ok(())
    }
}

/// The stories of the sample fair that can begin on any day: none of their steps counts back from now.
fn templates() -> anyhow::Result<Vec<Story>> {
    let days = script::days()?;
    let stories = days.into_iter().flat_map(|day| day.cases);
    Ok(stories.filter(|story| story.steps.iter().all(|step| step.starts_with('+'))).collect())
}

#[cfg(test)]
mod tests;
