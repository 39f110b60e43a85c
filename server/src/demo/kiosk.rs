//! The sample fair's kiosk: it joined yesterday and gives out tickets of the script. While the sample runs, it says hello as a real one
//! does and takes the slips it is sent; its paper is imaginary.

use std::time::Duration;

use anyhow::Context;
use domain::{
    Actor, Command, DeviceId, HallId, Series, TicketNumber,
    device::{Device, DevicePlan, DeviceRole, DeviceState},
};
use jiff::{SignedDuration, Timestamp};
use link::{HELLO_EVERY_S, Hello, JoinCode, JoinedToken, Paper, Print, PrintState};
use tokio::time::{MissedTickBehavior, interval};

use crate::app::{App, From, Once};

/// Most prints it tells of.
const TOLD: u32 = 5;

/// The kiosk as the player of the script knows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kiosk {
    pub(super) device: DeviceId,
    series: Series,
    minted: u32,
}

impl Kiosk {
    /// Lets it join by a code, as the organiser would.
    pub(super) async fn join(
        app: &App,
        organiser: Actor,
        hall: HallId,
        at: Timestamp,
    ) -> anyhow::Result<Self> {
        let (code, device) = (JoinCode::random(), DeviceId(app.fresh_id()));
        let plan = DevicePlan { role: DeviceRole::Kiosk, hall: Some(hall), daily_limit: None };
        // The code is used at once, though all of it is said to have happened long ago.
        let until = app.clock.now().saturating_add(SignedDuration::from_mins(10))?;
        let code = app.join_code(&code);
        let key = JoinedToken::random().hash().into();
        for (actor, command) in [
            (organiser, Command::InviteDevice { code, plan, until }),
            (Actor::Public, Command::JoinDevice { device, key, code }),
        ] {
            app.submit_at(From { actor, device: None }, Once::Fresh, Some(at), command).await?;
        }
        let published = app.now();
        let series = published.desk.device(device).and_then(|device| device.series());
        Ok(Self { device, series: series.context("the kiosk has letters")?, minted: 0 })
    }

    /// The number of its next ticket.
    pub(super) fn next(&mut self) -> TicketNumber {
        self.minted += 1;
        TicketNumber { series: self.series, count: self.minted }
    }
}

/// Says hello for it until the desk closes.
pub async fn stand_in(app: App) {
    let mut tick = interval(Duration::from_secs(HELLO_EVERY_S));
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.closing.cancelled() => return,
            _ = tick.tick() => greet(&app),
        }
    }
}

/// One hello; what it was sent to print comes out at once.
fn greet(app: &App) {
    let (published, now) = (app.now(), app.clock.now());
    // A kiosk that somebody tries out joins after it.
    let sample = published.desk.devices().min_by_key(|device| device.joined_at);
    let Some(device) = sample.filter(|device| device.state != DeviceState::Revoked) else { return };
    for job in app.devices().jobs.waiting(device.id, now) {
        app.devices().jobs.report(device.id, job.id, PrintState::Printed);
    }
    if let Some(hello) = hello(&published.desk, device, now) {
        app.devices().contacts.heard(device.id, hello, now);
    }
}

fn hello(desk: &domain::Desk, device: &Device, now: Timestamp) -> Option<Hello> {
    let series = device.series()?;
    let own = desk.tickets().filter(|ticket| ticket.number.series == series);
    let minted = own.map(|ticket| ticket.number.count).max().unwrap_or(0);
    let newest = (1..=minted).rev().take(usize::try_from(TOLD).unwrap_or(usize::MAX));
    let print = |count| Print { number: TicketNumber { series, count }, copy: 1, state: PrintState::Printed };
    Some(Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        now,
        series,
        minted,
        outbox: 0,
        refused_count: 0,
        refused: Vec::new(),
        paper: Paper::Low,
        trouble: None,
        print_queue: 0,
        prints: newest.map(print).collect(),
        put_aside: 0,
    })
}
