//! Who comes to a rehearsed fair, when, from where, and what is done about it.

use std::collections::BTreeSet;

use anyhow::Context;
use domain::{HallId, case::RightKind};

use crate::{
    demo::script::{Step, Story, Verb},
    engine::Published,
};

use super::{CLOSES, DUTY, Dice, MEDIATORS, Plan, REMEMBERED, SEALED, When, room, templates};

/// How many come in each hour from nine on: the halls fill in the morning and empty after four.
const ARRIVALS: [usize; 9] = [6, 11, 14, 12, 7, 9, 13, 9, 4];
/// Minutes after which nothing new is begun on a day.
const LAST_STEP: i64 = CLOSES - 5;
/// Most advice in an hour.
const ADVICE: usize = 3;

/// When, in which hall, about which right, by whom.
pub(super) type Advice = (String, String, String, String);

/// Everybody.
pub(super) struct Visitors {
    pub(super) halls: Vec<HallId>,
    /// Names and rooms.
    pub(super) mediators: Vec<(String, String)>,
    /// What they bring; `at` counts from the first midnight.
    pub(super) stories: Vec<Story>,
    /// Recorded when, happened when, what.
    pub(super) advice: Vec<(i64, i64, Advice)>,
}

impl Visitors {
    pub(super) fn of(published: &Published, plan: Plan, dice: &mut Dice) -> anyhow::Result<Self> {
        let desk = &published.desk;
        let halls: Vec<_> = desk.halls().map(|hall| hall.id.clone()).collect();
        // One booth an exhibitor: nobody complains of themselves.
        let mut known = BTreeSet::new();
        let taken =
            desk.booths().filter(|booth| booth.exhibitors.first().is_some_and(|who| known.insert(*who)));
        let booths: Vec<_> = taken.map(|booth| format!("{}/{}", booth.hall, booth.number)).collect();
        anyhow::ensure!(booths.len() > 1, "the list names no two exhibitors with a booth");
        let templates = templates()?;
        let mut stories = Vec::new();
        let mut advice = Vec::new();
        for day in 0..i64::from(plan.days) {
            for _ in 0..plan.visitors {
                let mut story = dice.among(&templates).clone();
                let minute = day * 24 * 60 + arrival(dice);
                story.at = format!("{:02}:{:02}", minute / 60, minute % 60);
                moved(&mut story, &booths, &halls, dice);
                if !plan.photos {
                    story.photos.clear();
                }
                stories.push(story);
            }
            advice.extend(advised(day * 24 * 60, &halls, dice));
        }
        let mediators = (0..MEDIATORS).map(|n| (mediator(n), room(n + 1).0)).collect();
        Ok(Self { halls, mediators, stories, advice })
    }
}

/// The name of a mediator, counted from 0.
pub(super) fn mediator(n: usize) -> String {
    format!("mediator{}", n + 1)
}

/// Minutes after the first midnight.
///
/// # Errors
/// When it counts back from now.
pub(super) fn moment(when: When) -> anyhow::Result<i64> {
    match when {
        When::Yesterday(minute) => Ok(minute),
        When::Ago(_) | When::Day { .. } => anyhow::bail!("a rehearsal knows no present"),
    }
}

fn arrival(dice: &mut Dice) -> i64 {
    let mut ticket = dice.below(ARRIVALS.iter().sum());
    let hour = ARRIVALS.iter().position(|weight| {
        let here = ticket < *weight;
        ticket = ticket.saturating_sub(*weight);
        here
    });
    let hour = i64::try_from(hour.unwrap_or(0)).unwrap_or(0);
    (9 + hour) * 60 + dice.minutes(60)
}

/// At other booths, and in other halls.
fn moved(story: &mut Story, booths: &[String], halls: &[HallId], dice: &mut Dice) {
    if let Some(from) = &mut story.from {
        from.clone_from(dice.among(booths));
    }
    if let Some(hall) = &mut story.hall {
        hall.clone_from(&dice.among(halls).0);
    }
    let mut named: Vec<String> = story.from.iter().cloned().collect();
    story.against.retain_mut(|who| {
        if who.starts_with('~') {
            return true;
        }
        // A list may be shorter than a story.
        let others: Vec<_> = booths.iter().filter(|booth| !named.contains(booth)).collect();
        let Some(other) = (!others.is_empty()).then(|| *dice.among(&others)) else { return false };
        who.clone_from(other);
        named.push(other.clone());
        true
    });
}

fn advised(midnight: i64, halls: &[HallId], dice: &mut Dice) -> Vec<(i64, i64, Advice)> {
    let one = |dice: &mut Dice| {
        let right = if dice.below(3) == 0 { "" } else { dice.among(RightKind::ALL).code() };
        let who = mediator(dice.below(MEDIATORS));
        (String::new(), dice.among(halls).0.clone(), right.to_owned(), who)
    };
    let mut all = Vec::new();
    for hour in 9..18 {
        for _ in 0..dice.below(ADVICE) {
            let minute = midnight + hour * 60 + dice.minutes(60);
            all.push((minute, minute, one(dice)));
        }
    }
    // Somebody remembers after the seal.
    let minute = midnight + CLOSES - 20;
    all.push((midnight + SEALED + REMEMBERED, minute, one(dice)));
    all
}

/// The steps of a story, by other mediators, within the hours of the desk; what does not happen before the fair closes is left out.
pub(super) fn steps(story: &Story, plan: Plan, dice: &mut Dice) -> anyhow::Result<Vec<Step>> {
    let turn = dice.below(MEDIATORS);
    let mut later = 0;
    let mut all = Vec::new();
    for mut step in story.steps()? {
        let minute = within_hours(moment(step.when)? + later);
        later += minute - (moment(step.when)? + later);
        if minute / (24 * 60) >= i64::from(plan.days) {
            break;
        }
        step.when = When::Yesterday(minute);
        step.verb = by_another(step.verb, turn)?;
        all.push(step);
    }
    Ok(all)
}

/// When somebody sees to it that the story ends; most do.
pub(super) fn end_of(story: &Story, plan: Plan, dice: &mut Dice) -> anyhow::Result<Option<i64>> {
    let last = story.steps()?.last().map_or_else(|| When::parse(&story.at), |step| Ok(step.when))?;
    let minute = within_hours(moment(last)? + 60 + dice.minutes(240));
    let in_time = minute / (24 * 60) < i64::from(plan.days);
    Ok((in_time && dice.below(4) > 0).then_some(minute))
}

/// On the same day while the desk is open, else in the next morning.
fn within_hours(minute: i64) -> i64 {
    let (day, of_day) = (minute.div_euclid(24 * 60), minute.rem_euclid(24 * 60));
    match of_day {
        early if early < DUTY => day * 24 * 60 + DUTY + 15,
        late if late > LAST_STEP => (day + 1) * 24 * 60 + DUTY + 15,
        _ => minute,
    }
}

fn by_another(verb: Verb, turn: usize) -> anyhow::Result<Verb> {
    let other = |name: &str| -> anyhow::Result<String> {
        let number: usize = name.strip_prefix("mediator").context("a mediator")?.parse()?;
        Ok(mediator((number - 1 + turn) % MEDIATORS))
    };
    Ok(match verb {
        Verb::Claim(who) => Verb::Claim(other(&who)?),
        Verb::Urgent(urgency, who) => Verb::Urgent(urgency, other(&who)?),
        // Here everybody has a room of their own.
        Verb::Call(_) => Verb::Call(None),
        verb @ (Verb::CheckIn { .. }
        | Verb::Miss
        | Verb::Park(_)
        | Verb::Requeue
        | Verb::Release(_)
        | Verb::Papers
        | Verb::Talks
        | Verb::Start
        | Verb::Adjourn(_)
        | Verb::Conclude(..)
        | Verb::Withdraw
        | Verb::Deed(_)
        | Verb::Measure(_)
        | Verb::Refer(_)
        | Verb::After(_)) => verb,
    })
}
