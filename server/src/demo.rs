//! The samples of `--demo`: everything a newcomer should see alive within a minute, of a fair or of a market where a desk stands.
//!
//! A sample is played through the desk's own commands, each at the moment at which it is said to have happened, so that it
//! obeys every rule that a real desk does. What happens is told in `assets/demo`; here it is only acted out. Everything in it is
//! invented; keys and ids are random, so no two samples share an address.

use std::collections::BTreeSet;

use domain::{
    Actor, Command, HallId, RoomId, ScanToken, StaffId,
    body::{Content, StaffBody},
    case::RightKind,
    command::NewStaff,
    fair::{BodyKind, DayHours, FairPlan, Language, LineRules, MediationBody, OtherHours, Room, Venue},
    staff::{Profile, Role},
    ticket::TicketState,
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{
    access::{
        pin::{Pin, PinHash},
        secrets::BoothToken,
    },
    app::{App, From, Once},
};

mod act;
pub mod kiosk;
mod list;
mod market;
mod photo;
mod preparation;
pub mod rehearsal;
mod script;
mod second;
mod times;

use times::Times;

/// Where the kiosk of the sample fair stands.
const KIOSK_HALL: &str = "2";

/// Which sample is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// A fair, on its second day.
    Fair,
    /// A market, whose desk has stood for some months.
    Market,
}

/// What each of the six mediators knows: fields, languages, halls near them.
const MEDIATORS: [(&[RightKind], &[&str], &[&str]); 6] = [
    (&[RightKind::Trademark, RightKind::Design], &["zh-CN", "en"], &["1"]),
    (&[RightKind::InventionPatent, RightKind::UtilityModel, RightKind::TradeSecret], &["zh-CN"], &["1", "3"]),
    (&[RightKind::Copyright, RightKind::UnfairCompetition], &["en", "fr"], &["2"]),
    (&[RightKind::Design, RightKind::Copyright], &["zh-CN", "en"], &["2"]),
    (&[RightKind::InventionPatent, RightKind::Trademark], &["en", "de"], &["3"]),
    (&[RightKind::Design, RightKind::UtilityModel], &["zh-CN", "en", "ja"], &[]),
];

/// Sets up a sample in an empty desk; one that is there already is left as it is, whichever it is.
///
/// # Errors
/// When the desk refuses it.
pub async fn fill(app: &App, sample: Sample, address: Option<&str>) -> anyhow::Result<()> {
    if app.now().desk.fair().is_some() {
        return Ok(());
    }
    let _held = app.hold_duties();
    match sample {
        Sample::Fair => fair(app, address).await,
        Sample::Market => market::fill(app, address).await,
    }
}

async fn fair(app: &App, address: Option<&str>) -> anyhow::Result<()> {
    let times = Times::of(app.clock.now(), TimeZone::system())?;
    let (begin, halls) = (times.dawn()?, ["1", "2", "3"].map(|hall| HallId(hall.to_owned())));
    found(app, begin, plan(&times)?, &halls).await?;
    second::found(app, begin).await?;
    print_for(app, address).await?;
    list::enrol(app, list::FAIR, begin, &halls).await?;
    preparation::enter(app, &times).await?;
    let mut days = script::days()?;
    days.push(script::others()?);
    play(app, &times, &days, &[times.yesterday], HallId(KIOSK_HALL.to_owned())).await
}

/// Chooses the address that goes into printed codes.
async fn print_for(app: &App, address: Option<&str>) -> anyhow::Result<()> {
    if let Some(url) = address {
        // The lock on printing is real; this desk has nobody else to show it the way.
        for command in
            [Command::ChooseAddress { url: url.to_owned() }, Command::ConfirmAddress { url: url.to_owned() }]
        {
            app.submit(From::SYSTEM, Once::Fresh, command).await?;
        }
    }
    Ok(())
}

/// Plays a script by rules under which calls of the past are not held against the present's pace.
async fn play(
    app: &App,
    times: &Times,
    days: &[script::Day],
    sealed: &[Date],
    kiosk: HallId,
) -> anyhow::Result<()> {
    let patient = LineRules { recall_gap_s: 0, ..App::line_rules(&app.settings) };
    app.submit(From::SYSTEM, Once::Fresh, Command::SetRules { rules: patient }).await?;
    act::play(app, times, days, sealed, kiosk).await?;
    let rules = App::line_rules(&app.settings);
    app.submit(From::SYSTEM, Once::Fresh, Command::SetRules { rules }).await?;
    Ok(())
}

/// What is laid down about the sample fair.
fn plan(times: &Times) -> anyhow::Result<FairPlan> {
    let last = times.today.checked_add(3.days())?;
    // As at most fairs, everybody packs on the last afternoon.
    let early = DayHours { opens: times::OPENS, closes: jiff::civil::time(16, 0, 0, 0) };
    Ok(FairPlan {
        name: "Lumen Asia".to_owned(),
        first_day: times.yesterday,
        venue: Venue::Fair,
        last_day: Some(last),
        closed: BTreeSet::new(),
        opens: times::OPENS,
        closes: jiff::civil::time(18, 0, 0, 0),
        other_hours: OtherHours { dates: [(last, early)].into(), ..OtherHours::default() },
        zone: times.zone.iana_name().unwrap_or("UTC").to_owned(),
        // The sample is played in the zone of the machine, wherever that stands.
        country: "CN".to_owned(),
        rooms: ["1", "2", "3", "4", "5", "6", "7"].map(room).map(|id| Room { id, hall: None }).to_vec(),
        body: MediationBody { name: "Lumen Asia IP Mediation Committee".to_owned(), kind: BodyKind::People },
        languages: Language::ALL.to_vec(),
        desk: "Hall 2, B01 · 2 号馆 B01".to_owned(),
        emergency: "Security 保安 8800 · Police 报警 110 · First aid 急救 120".to_owned(),
    })
}

/// Plan, halls and people.
async fn found(app: &App, begin: Timestamp, plan: FairPlan, halls: &[HallId]) -> anyhow::Result<()> {
    let pin = app.pins.hash(Pin::of_the_demo()).await?;
    let coded = halls.iter().map(|hall| (hall.clone(), None, new_token())).collect();
    let leaders =
        [("organiser", Role::Organiser, "王丽 Wang Li"), ("head", Role::Head, "郑国栋 Zheng Guodong")];
    let staff = leaders.map(|(name, role, printed)| named(person(app, name, role, &pin), printed)).to_vec();
    let (organiser, head) = (staff[0].id, staff[1].id);
    let found = Command::FoundFair { plan, halls: coded, staff, demo: true };
    app.submit_at(From::SYSTEM, Once::Fresh, Some(begin), found).await?;
    let from = From { actor: Actor::Staff(head), device: None };
    for (n, (fields, languages, near)) in (1..).zip(MEDIATORS) {
        let mut staff = person(app, &format!("mediator{n}"), Role::Mediator, &pin);
        let near = near.iter().map(|hall| HallId((*hall).to_owned()));
        staff.profile = Profile {
            fields: fields.to_vec(),
            languages: languages.iter().map(ToString::to_string).collect(),
            halls: near.filter(|hall| halls.contains(hall)).collect(),
            ..Profile::default()
        };
        app.submit_at(from, Once::Fresh, Some(begin), Command::AppointStaff { staff }).await?;
    }
    let appointed = [
        ("supervisor", Role::Supervisor, "何敏 He Min"),
        ("reception", Role::Reception, "林悦 Lin Yue"),
        ("auditor", Role::Auditor, "许静 Xu Jing"),
    ];
    for (name, role, printed) in appointed {
        let staff = named(person(app, name, role, &pin), printed);
        app.submit_at(from, Once::Fresh, Some(begin), Command::AppointStaff { staff }).await?;
    }
    let staff = named(person(app, "duty-manager", Role::DutyManager, &pin), "刘洋 Liu Yang");
    let organiser = From { actor: Actor::Staff(organiser), device: None };
    app.submit_at(organiser, Once::Fresh, Some(begin), Command::AppointStaff { staff }).await?;
    app.submit_at(from, Once::Fresh, Some(begin), Command::ReserveNumbers { count: 20 }).await?;
    Ok(())
}

fn person(app: &App, name: &str, role: Role, pin: &PinHash) -> NewStaff {
    NewStaff {
        id: StaffId(app.fresh_id()),
        roles: vec![role],
        profile: Profile::default(),
        body: StaffBody { name: name.to_owned(), pin: pin.reveal().to_owned() },
        printed: None,
    }
}

/// The same person with a name for papers; mediators have theirs on the roster.
fn named(person: NewStaff, printed: &str) -> NewStaff {
    NewStaff { printed: Some(printed.to_owned()), ..person }
}

fn room(number: &str) -> RoomId {
    RoomId(format!("Room {number}"))
}

fn new_token() -> ScanToken {
    ScanToken(BoothToken::random().reveal())
}

/// Addresses worth trying first, with what they show: a booth's form and the page of somebody who waits.
pub fn samples(app: &App) -> Vec<(&'static str, String)> {
    let published = app.now();
    let booth = published.desk.booths().find(|booth| !booth.exhibitors.is_empty());
    let booth = booth.map(|booth| ("a booth's form", format!("/b/{}", booth.token)));
    let waiting = published.desk.tickets().filter(|ticket| ticket.state == TicketState::Waiting).last();
    let key = waiting.and_then(|ticket| match app.engine.entry(ticket.secret_seq) {
        Ok(entry) => entry?.body.content(),
        Err(error) => {
            tracing::warn!(%error, "the key of a sample ticket cannot be read");
            None
        }
    });
    let ticket = match key {
        Some(Content::Ticket(secret)) => Some(("a ticket that waits", format!("/t/{}", secret.key))),
        Some(_) | None => None,
    };
    booth.into_iter().chain(ticket).collect()
}

#[cfg(test)]
mod tests;
