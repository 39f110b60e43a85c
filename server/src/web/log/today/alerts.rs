//! What on the organiser's page of today wants somebody now: nobody on duty, nobody who speaks a language, somebody who waits too
//! long, a disk that fills up, a fair that was not copied. Each leads to where it can be mended.

use std::collections::BTreeSet;

use domain::{
    TicketNumber,
    duty::{Overstay, overstay},
    fair::FairPlan,
    staff::DutyState,
    ticket::Lane,
};
use jiff::Timestamp;

use crate::{
    app::App, config::Settings, daylog::choice::TICKETS, engine::Published, locale::Texts, upkeep::Upkeep,
};

use super::super::{List, seconds};

/// That tickets have waited longer than this is told to the organiser, in minutes (procedure A.2 no. 9). They are counted in whichever
/// line, and received before or not: who waits for talks does so because both sides agreed, and nobody may tell that by who is missing.
const LONG_WAIT_MIN: i64 = 15;
/// A copy of the fair is old after so many hours.
const COPY_OLD_H: i64 = 24;
/// The disk is told to be filling up at so many times the reserve below which nothing new is taken.
const RESERVES: u64 = 4;
/// Most tickets that a link names: with more its address would be longer than what stands between desk and browser may take.
const NAMED: usize = 100;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alert {
    /// In words.
    pub(super) text: String,
    /// Where it is mended; empty when that is at the machine.
    pub(super) href: String,
}

/// What is known besides the facts, of the machine and of who reads.
#[derive(Clone, Copy)]
pub(super) struct Machine<'a> {
    upkeep: &'a Upkeep,
    settings: &'a Settings,
    /// Whether the reader may open the sheet of hours.
    heads: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn of(app: &'a App, heads: bool) -> Self {
        Self { upkeep: app.upkeep(), settings: &app.settings, heads }
    }
}

/// The longest that somebody has waited, in seconds, whichever line they stand in now: from the time that counts for their place, which
/// is when they filed, as the counter tells it. It opens all who wait, the longest first.
pub(super) fn longest(published: &Published, now: Timestamp) -> Option<u64> {
    let desk = &published.desk;
    let all = Lane::ALL.iter().flat_map(|lane| desk.waiting(*lane));
    let tickets = all.filter_map(|standing| desk.ticket(standing.ticket));
    Some(seconds(tickets.map(|ticket| ticket.turn.at).min()?, now))
}

/// That a wait reached over a night, if it did: nights count.
pub(super) fn over_night(published: &Published, seconds: u64, t: &Texts) -> String {
    let night = published.desk.fair().is_some_and(|fair| fair.plan.is_over_a_night(seconds));
    if night { t.t("log-over-night").into_owned() } else { String::new() }
}

/// All of them, the most urgent first.
pub(super) fn alerts(published: &Published, machine: Machine<'_>, t: &Texts, now: Timestamp) -> Vec<Alert> {
    let mut alerts = Vec::new();
    let Some(fair) = published.desk.fair() else { return alerts };
    if fair.plan.is_open(now) {
        alerts.extend(people(published, t, now, List::today(published, fair.plan.day_of(now))));
    }
    alerts.extend(forgotten(published, t, &fair.plan, now, machine.heads));
    alerts.extend(disk(machine, t));
    let begun = fair.plan.first_day <= fair.plan.day_of(now);
    if begun && !fair.demo {
        alerts.extend(copy(machine.upkeep, t, now));
    }
    alerts
}

fn people(published: &Published, t: &Texts, now: Timestamp, list: List) -> Vec<Alert> {
    let desk = &published.desk;
    let all = || Lane::ALL.iter().flat_map(move |lane| desk.waiting(*lane));
    let count = all().count();
    let mut alerts = Vec::new();
    if count > 0 && desk.on_duty().next().is_none() {
        // It counts both lines: how many wait for talks is not the organiser's to know.
        let received = desk.staff().any(|staff| staff.takes_any() && staff.duty == DutyState::On);
        let text = t.t1(if received { "alert-no-mediator" } else { "alert-nobody" }, "count", count);
        alerts.push(Alert { text, href: list.of("state", "waiting") });
    } else {
        alerts.extend(desk.unserved_languages().into_iter().map(|(language, tickets)| {
            let said = t.say("alert-language").with("language", t.language_name(language));
            let text = said.with("count", tickets.len()).to_string();
            Alert { text, href: behind(list, &tickets, list.of("state", "waiting")) }
        }));
    }
    let tickets = all().filter_map(|standing| desk.ticket(standing.ticket));
    let late = tickets.filter(|ticket| now.duration_since(ticket.turn.at).as_mins() >= LONG_WAIT_MIN);
    let late: Vec<_> = late.map(|ticket| ticket.number).collect();
    if !late.is_empty() {
        // Just these, of both lines: since when each of them waits, the list says of everybody who does.
        let said = t.say("alert-long-wait").with("count", late.len()).with("minutes", LONG_WAIT_MIN);
        // Of very many the list of all who wait, which begins with those who wait longest.
        let href = behind(list, &late, list.of("state", "waiting"));
        alerts.push(Alert { text: said.to_string(), href });
    }
    alerts
}

/// The list of just these tickets, by number: the order of the lines would tell who waits for talks. Of very many another, in which they
/// stand among more.
pub(super) fn behind(list: List, tickets: &[TicketNumber], of_many: String) -> String {
    if tickets.len() > NAMED {
        return of_many;
    }
    let sorted: BTreeSet<_> = tickets.iter().copied().collect();
    let numbers: Vec<_> = sorted.iter().map(ToString::to_string).collect();
    list.of("ticket", &numbers.join(TICKETS))
}

/// Who is on duty since before the desk closed, or on a day on which it is closed, most likely went home without going off: nobody is to
/// be waited for who is not there.
/// It is told and no more; when they went is for the head of their body to say, who is led to the sheet of hours.
fn forgotten(published: &Published, t: &Texts, plan: &FairPlan, now: Timestamp, heads: bool) -> Vec<Alert> {
    let all: Vec<_> = published.desk.staff().filter_map(|staff| overstay(plan, staff, now)).collect();
    let told = [
        ("alert-duty-forgotten", Overstay::EarlierDay),
        ("alert-duty-closed-day", Overstay::ClosedDay),
        ("alert-duty-past-close", Overstay::PastClose),
    ];
    let told = told.map(|(key, why)| (key, all.iter().filter(|one| **one == why).count()));
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    let href = if heads { "/counter/hours#correct" } else { "#duty" };
    told.map(|(key, count)| Alert { text: t.t1(key, "count", count), href: href.to_owned() }).collect()
}

fn disk(machine: Machine<'_>, t: &Texts) -> Option<Alert> {
    let reserve = machine.settings.disk_reserve();
    let free = machine.upkeep.free().filter(|free| *free < reserve.saturating_mul(RESERVES))?;
    let text = t.t2("alert-disk", "free", t.size(free), "reserve", t.size(reserve));
    Some(Alert { text, href: String::new() })
}

fn copy(upkeep: &Upkeep, t: &Texts, now: Timestamp) -> Option<Alert> {
    let text = match upkeep.backed_up() {
        None => t.t("alert-no-copy").into_owned(),
        Some(mark) if now.duration_since(mark.made_at).as_hours() >= COPY_OLD_H => {
            t.t1("alert-old-copy", "length", t.duration(seconds(mark.made_at, now)))
        }
        Some(_) => return None,
    };
    Some(Alert { text, href: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_list_of_very_many_tickets_is_no_longer_than_one_may_be() {
        let list = List::told(jiff::civil::date(2026, 3, 10));
        let tickets: Vec<TicketNumber> = (1..=1500).map(|n| format!("A-{n:03}").parse().unwrap()).collect();
        let behind = |tickets: &[TicketNumber]| behind(list, tickets, list.of("state", "waiting"));
        assert_eq!(behind(&tickets[..2]), "/office/logs/2026-03-10?ticket=A-001%2CA-002#list");
        assert!(behind(&tickets[..NAMED]).len() < 2000);
        assert_eq!(behind(&tickets), "/office/logs/2026-03-10?state=waiting#list");
    }
}
