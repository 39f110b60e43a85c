//! What was prepared before the sample fair opened: rights that exhibitors registered, undertakings, statements lodged in
//! advance, the mediators' papers and their shifts.

use anyhow::Context;
use domain::{
    Actor, Command, DefenceId, HallId, RightId, ShiftId, StaffId,
    body::{DefenceBody, MediatorBody, PersonBody, RightBody},
    case::{Audience, RightKind},
    register::{RightStatus, RightTerms, StatusCheck},
    shift::ShiftTime,
    staff::{Credentials, Grade},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time},
};
use serde::Deserialize;

use crate::app::{App, From, Once};

use super::times::Times;

const SCRIPT: &str = include_str!("../../assets/demo/preparation.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prepared {
    right: Vec<Right>,
    undertaking: Vec<Undertaking>,
    defence: Vec<Defence>,
    mediator: Vec<Mediator>,
    shifts: Shifts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mediator {
    who: String,
    /// Who answers for them, where it is not the head of the first body.
    by: Option<String>,
    name: String,
    other_name: Option<String>,
    grade: Option<Grade>,
    certificate: String,
    issuer: String,
    /// Days ahead.
    certified: i64,
    /// Days back and ahead.
    appointed: (i64, i64),
    /// Days back, minutes, what it was about.
    #[serde(default)]
    trainings: Vec<(i64, u32, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shifts {
    plan: Vec<(i64, String, String, Time, Time)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Undertaking {
    booth: String,
    /// Days back.
    signed: i64,
    by: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Defence {
    booth: String,
    right: Option<RightKind>,
    audience: Audience,
    item: String,
    against: Option<String>,
    statement: String,
    papers: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Right {
    booth: String,
    kind: RightKind,
    number: Option<String>,
    title: String,
    owner: String,
    licensees: Option<String>,
    papers: Option<String>,
    /// Days back and ahead.
    valid: Option<(i64, i64)>,
    /// Days back, and what was found.
    checked: Option<(i64, RightStatus)>,
}

/// Enters all of it, in the name of the organiser, before the doors open.
pub(super) async fn enter(app: &App, times: &Times) -> anyhow::Result<()> {
    let prepared: Prepared = toml::from_str(SCRIPT).context("the preparation of the sample fair")?;
    let organiser = app.now().names.staff_named("organiser").next().context("the fair has an organiser")?;
    let from = From { actor: Actor::Staff(organiser), device: None };
    let dawn = times.dawn()?;
    let mut commands = Vec::new();
    for right in prepared.right {
        commands.extend(registered(app, times, right)?);
    }
    for undertaking in prepared.undertaking {
        commands.push(signed(app, times, undertaking)?);
    }
    for defence in prepared.defence {
        commands.push(lodged(app, defence)?);
    }
    for command in commands {
        app.submit_at(from, Once::Fresh, Some(dawn), command).await?;
    }
    let head = named(app, "head")?;
    let mut commands = Vec::new();
    for mediator in prepared.mediator {
        let by = mediator.by.as_deref().map_or(Ok(head), |name| named(app, name))?;
        commands.extend(certified(app, times, mediator)?.into_iter().map(|command| (by, command)));
    }
    for shift in prepared.shifts.plan {
        commands.push((head, planned(app, times, shift)?));
    }
    for (by, command) in commands {
        let from = From { actor: Actor::Staff(by), device: None };
        app.submit_at(from, Once::Fresh, Some(dawn), command).await?;
    }
    Ok(())
}

fn named(app: &App, name: &str) -> anyhow::Result<StaffId> {
    app.now().names.staff_named(name).next().with_context(|| format!("nobody is called {name}"))
}

fn certified(app: &App, times: &Times, said: Mediator) -> anyhow::Result<Vec<Command>> {
    let day = |ahead: i64| -> anyhow::Result<Date> { Ok(times.today.checked_add(ahead.days())?) };
    let staff = named(app, &said.who)?;
    let credentials = Credentials {
        listed: true,
        grade: said.grade,
        certified_until: Some(day(said.certified)?),
        appointed_from: Some(day(-said.appointed.0)?),
        appointed_until: Some(day(said.appointed.1)?),
    };
    let body = MediatorBody {
        name: said.name,
        other_name: said.other_name,
        certificate: Some(said.certificate),
        issuer: Some(said.issuer),
    };
    let mut commands = vec![Command::RecordCredentials { staff, credentials, body }];
    for (back, minutes, topic) in said.trainings {
        commands.push(Command::RecordTraining { staff, on: day(-back)?, minutes, topic });
    }
    Ok(commands)
}

fn planned(
    app: &App,
    times: &Times,
    (day, who, hall, from, until): (i64, String, String, Time, Time),
) -> anyhow::Result<Command> {
    let day = times.yesterday.checked_add(day.days())?;
    let at = |time: Time| -> anyhow::Result<Timestamp> {
        Ok(day.to_datetime(time).to_zoned(times.zone.clone())?.timestamp())
    };
    let hall = Some(hall).filter(|hall| !hall.is_empty()).map(HallId);
    let (shift, staff) = (ShiftId(app.fresh_id()), named(app, &who)?);
    let times = vec![ShiftTime { shift, from: at(from)?, until: at(until)? }];
    Ok(Command::PlanShifts { staff, hall, times })
}

fn signed(app: &App, times: &Times, said: Undertaking) -> anyhow::Result<Command> {
    let on = Some(times.today.checked_sub(said.signed.days())?);
    let body = PersonBody { name: said.by, ..PersonBody::default() };
    Ok(Command::RecordUndertaking { exhibitor: exhibitor(app, &said.booth)?, signed: true, on, body })
}

fn lodged(app: &App, said: Defence) -> anyhow::Result<Command> {
    let Defence { booth, right, audience, item, against, statement, papers } = said;
    let (defence, exhibitor) = (DefenceId(app.fresh_id()), exhibitor(app, &booth)?);
    let body = DefenceBody { item, against, statement, papers, language: None };
    Ok(Command::LodgeDefence { defence, exhibitor, right, audience, body })
}

fn registered(app: &App, times: &Times, said: Right) -> anyhow::Result<Vec<Command>> {
    let exhibitor = exhibitor(app, &said.booth)?;
    let day = |ahead: i64| -> anyhow::Result<Date> { Ok(times.today.checked_add(ahead.days())?) };
    let right = RightId(app.fresh_id());
    let terms = RightTerms {
        kind: said.kind,
        valid_from: said.valid.map(|(back, _)| day(-back)).transpose()?,
        valid_to: said.valid.map(|(_, ahead)| day(ahead)).transpose()?,
    };
    let body = RightBody {
        number: said.number,
        title: said.title,
        owner: said.owner,
        licensees: said.licensees,
        papers: said.papers,
    };
    let mut commands = vec![Command::RegisterRight { right, exhibitor, terms, body }];
    if let Some((back, status)) = said.checked {
        commands.push(Command::CheckRight { right, check: StatusCheck { on: day(-back)?, status } });
    }
    Ok(commands)
}

/// Who is at a booth by `hall/number`; of several the first.
fn exhibitor(app: &App, place: &str) -> anyhow::Result<domain::ExhibitorId> {
    let (hall, number) = place.split_once('/').with_context(|| format!("{place} is no booth"))?;
    let published = app.now();
    let booth = published.desk.booth_at(&HallId(hall.to_owned()), number);
    let there = booth.and_then(|booth| booth.exhibitors.first().copied());
    there.with_context(|| format!("nobody is at {place}"))
}
