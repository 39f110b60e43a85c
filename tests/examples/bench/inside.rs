//! The desk inside this process, over whichever journal is to be measured.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context;
use domain::{
    Actor, Command, HallId, RoomId, ScanToken, StaffId,
    body::StaffBody,
    command::NewStaff,
    fair::FairPlan,
    staff::{DutyState, Profile, Role},
    testing,
};
use fairdesk::{
    access::{pin::PinChecker, secrets::BoothToken},
    app::{App, From, Once},
    clock::{Clock, SystemClock},
    config::Settings,
    desk::{Replayed, Running},
    journal::{FairId, Journal, memory::Memory, sled},
};
use jiff::Timestamp;
use tests::inside::Served;

/// Where a desk keeps what it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// On the disk, synced before every answer.
    Durably,
    /// In memory.
    InMemory,
}

/// A desk with a fair on it, and so many mediators on duty.
pub struct Inside {
    running: Running,
    /// The handle.
    pub app: App,
    /// The mediators.
    pub mediators: Vec<StaffId>,
}

impl Inside {
    /// Puts a desk together in an empty folder.
    pub async fn found(kept: Kept, data: &Path, mediators: u8) -> anyhow::Result<Self> {
        Self::with(kept, data, mediators, testing::plan(), Arc::new(SystemClock::start())).await
    }

    /// The same where the desk has this plan, but for its rooms, and goes by this clock.
    pub async fn with(
        kept: Kept,
        data: &Path,
        mediators: u8,
        plan: FairPlan,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let mut settings = Settings { data: data.to_owned(), ..Settings::default() };
        settings.disk.reserve_mib = 16;
        let mut replayed = Replayed::default();
        let fair = FairId([7; 16]);
        let journal: Box<dyn Journal> = match kept {
            Kept::InMemory => Memory::new(fair)?.open(&mut replayed.take())?,
            Kept::Durably => {
                sled::open(&sled::Settings::new(data, fair, clock.now()), &mut replayed.take())?.journal
            }
        };
        let running = Running::start(journal, replayed, settings, clock, PinChecker::quick_and_weak()?)?;
        let mut inside = Self { app: running.app.clone(), running, mediators: Vec::new() };
        inside.set_up(mediators, plan).await?;
        Ok(inside)
    }

    async fn set_up(&mut self, mediators: u8, mut plan: FairPlan) -> anyhow::Result<()> {
        let staff = vec![
            person(testing::ORGANISER, "organiser", Role::Organiser),
            person(testing::HEAD, "head", Role::Head),
        ];
        let halls = vec![(HallId("1".to_owned()), None, ScanToken(BoothToken::random().reveal()))];
        let rooms = (0..mediators).map(|n| RoomId(format!("Room {n}")));
        plan.rooms = rooms.map(|id| domain::fair::Room { id, hall: None }).collect();
        self.ask(Actor::System, Command::FoundFair { plan, halls, staff, demo: false }).await?;
        for n in 0..mediators {
            let id = StaffId([100 + n; 16]);
            let staff = person(id, &format!("mediator {n}"), Role::Mediator);
            self.ask(Actor::Staff(testing::HEAD), Command::AppointStaff { staff }).await?;
            let duty = Command::TakeDuty { state: DutyState::On, room: Some(RoomId(format!("Room {n}"))) };
            self.ask(Actor::Staff(id), duty).await?;
            self.mediators.push(id);
        }
        Ok(())
    }

    /// Submits a command.
    pub async fn ask(&self, actor: Actor, command: Command) -> anyhow::Result<()> {
        self.app.submit(From { actor, device: None }, Once::Fresh, command).await?;
        Ok(())
    }

    /// Lets the first mediator in over HTTP: address and token.
    pub async fn serve(&self) -> anyhow::Result<Served> {
        self.serve_to(self.mediators[0]).await
    }

    /// Lets somebody in over HTTP.
    pub async fn serve_to(&self, staff: StaffId) -> anyhow::Result<Served> {
        Served::to(&self.app, staff).await
    }

    /// The path behind the code of its hall.
    pub fn hall_path(&self) -> anyhow::Result<String> {
        let desk = &self.app.now().desk;
        let hall = desk.halls().next().context("a hall")?;
        Ok(format!("/h/{}", hall.token.0))
    }

    /// Ends the desk in order.
    pub async fn stop(self) -> anyhow::Result<()> {
        let Self { running, app, .. } = self;
        drop(app);
        Ok(running.stop().await?)
    }
}

/// A clock of a desk whose days pass as they are told to, while what takes time takes it.
#[derive(Debug)]
pub struct Days {
    machine: SystemClock,
    shown: Mutex<Timestamp>,
}

impl Days {
    /// A clock that shows this time.
    pub fn from(shown: Timestamp) -> Self {
        Self { machine: SystemClock::start(), shown: Mutex::new(shown) }
    }

    /// It is this late, or later.
    pub fn reach(&self, at: Timestamp) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        *shown = at.max(*shown);
    }
}

impl Clock for Days {
    fn now(&self) -> Timestamp {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn monotonic(&self) -> Duration {
        self.machine.monotonic()
    }
}

/// Somebody who works here and never signs in by a PIN.
pub fn person(id: StaffId, name: &str, role: Role) -> NewStaff {
    let body = StaffBody { name: name.to_owned(), pin: "nobody signs in with this".to_owned() };
    NewStaff { id, roles: vec![role], profile: Profile::default(), body, printed: None }
}
