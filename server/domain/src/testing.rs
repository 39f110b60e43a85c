//! A fair in memory for tests: given what happened, when somebody asks, then what follows. Speaks in the field's verbs.
//!
//! Every command goes through [`decide`] and every event through [`Desk::apply`], exactly as in the engine, and after every
//! step the state is held against what must always be true.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp, civil};

use crate::{
    Actor, BoothId, CaseId, Command, CommandId, Desk, Directory, Envelope, Event, ExhibitorId, Fact, HallId,
    KeyHash, PartyId, Refusal, RoomId, ScanToken, StaffId, Stamp, TicketNumber,
    body::{
        ApplicationBody, ComplaintBody, EvidenceBody, ExhibitorBody, PartyBody, StaffBody, StoredFile,
        TicketSecret,
    },
    case::{Ask, CaseKind, Consent, Door, PartyPlace, RightKind, Side},
    command::{NewBooth, NewCase, NewParty, NewStaff, NewTicket},
    decide,
    device::{DevicePlan, DeviceRole},
    fair::{BodyKind, FairPlan, Language, MediationBody, OtherHours, Room, Venue, Weekday},
    happened_at,
    staff::{DutyState, Profile, Role},
    ticket::TicketState,
};

mod sound;
mod verbs;

pub use verbs::{account, left_with, person};

/// The organiser of the test fair.
pub const ORGANISER: StaffId = StaffId([1; 16]);
/// The head of its mediation body.
pub const HEAD: StaffId = StaffId([2; 16]);
/// A mediator.
pub const MEI: StaffId = StaffId([3; 16]);
/// Another mediator.
pub const TOM: StaffId = StaffId([4; 16]);
/// A supervisor.
pub const SUPERVISOR: StaffId = StaffId([5; 16]);
/// Who receives visitors.
pub const RECEPTION: StaffId = StaffId([6; 16]);
/// Whoever has the day in hand for the organiser.
pub const DUTY_MANAGER: StaffId = StaffId([7; 16]);
/// An auditor.
pub const AUDITOR: StaffId = StaffId([8; 16]);

/// A fair with three days, two halls, two rooms, and a clock that only moves when told.
#[derive(Debug, Clone)]
pub struct TestFair {
    /// Its state.
    pub desk: Desk,
    /// Its names.
    pub names: Directory,
    /// Its clock.
    pub now: Timestamp,
    /// Everything that happened.
    pub entries: Vec<(Stamp, Event)>,
    counter: u64,
}

impl Default for TestFair {
    fn default() -> Self {
        Self::new()
    }
}

/// The last day of the plan below.
pub const LAST_DAY: civil::Date = civil::date(2026, 3, 12);

/// A plan that can be used: 10 to 12 March 2026 in Shanghai, 9:00 to 17:00.
pub fn plan() -> FairPlan {
    FairPlan {
        name: "Test Light Fair".to_owned(),
        first_day: civil::date(2026, 3, 10),
        venue: Venue::Fair,
        last_day: Some(LAST_DAY),
        closed: BTreeSet::new(),
        opens: civil::time(9, 0, 0, 0),
        closes: civil::time(17, 0, 0, 0),
        other_hours: OtherHours::default(),
        zone: "Asia/Shanghai".to_owned(),
        country: String::new(),
        rooms: ["Room 1", "Room 2"].map(|name| Room { id: RoomId(name.to_owned()), hall: None }).to_vec(),
        body: MediationBody { name: "Test Committee".to_owned(), kind: BodyKind::People },
        languages: Language::ALL.to_vec(),
        desk: String::new(),
        emergency: String::new(),
    }
}

/// The plan of a standing desk: at a market, from 10 March 2026 on, 9:00 to 17:00, closed on Sundays.
pub fn market() -> FairPlan {
    FairPlan {
        name: "Test Market".to_owned(),
        venue: Venue::Market,
        last_day: None,
        closed: [Weekday::Sunday].into(),
        ..plan()
    }
}

impl TestFair {
    /// An empty journal, at 10 in the morning of the first day.
    pub fn empty() -> Self {
        let now = "2026-03-10T02:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH);
        Self { desk: Desk::default(), names: Directory::default(), now, entries: Vec::new(), counter: 0 }
    }

    /// A fair set up, with staff of every role; both mediators on duty.
    ///
    /// # Panics
    /// When the rules refuse it, which a test wants to know.
    #[expect(
        clippy::expect_used,
        reason = "a fair that cannot be set up must fail the test that asked for it"
    )]
    pub fn new() -> Self {
        Self::founded(plan(), &["1", "2"]).expect("a fair")
    }

    /// The same at a standing desk.
    ///
    /// # Errors
    /// What the rules refuse.
    pub fn standing(plan: FairPlan) -> Result<Self, Refusal> {
        Self::founded(plan, &["1"])
    }

    fn founded(plan: FairPlan, halls: &[&str]) -> Result<Self, Refusal> {
        let mut fair = Self::empty();
        let staff =
            [(ORGANISER, Role::Organiser), (HEAD, Role::Head)].map(|(id, role)| new_staff(id, role)).to_vec();
        let hall = |hall: &&str| (HallId((*hall).to_owned()), None, ScanToken(format!("hall-{hall}")));
        let halls = halls.iter().map(hall).collect();
        fair.ask(Actor::System, Command::FoundFair { plan, halls, staff, demo: false })?;
        let appointed = [
            (MEI, Role::Mediator),
            (TOM, Role::Mediator),
            (SUPERVISOR, Role::Supervisor),
            (RECEPTION, Role::Reception),
        ];
        for (id, role) in appointed {
            fair.ask(Actor::Staff(HEAD), Command::AppointStaff { staff: new_staff(id, role) })?;
        }
        for (id, room) in [(MEI, "Room 1"), (TOM, "Room 2")] {
            let room = Some(RoomId(room.to_owned()));
            fair.ask(Actor::Staff(id), Command::TakeDuty { state: DutyState::On, room })?;
        }
        for (by, id, role) in [(ORGANISER, DUTY_MANAGER, Role::DutyManager), (HEAD, AUDITOR, Role::Auditor)] {
            fair.ask(Actor::Staff(by), Command::AppointStaff { staff: new_staff(id, role) })?;
        }
        Ok(fair)
    }

    /// Lets time pass.
    pub fn pass(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    /// A number not used before, for ids.
    pub fn fresh(&mut self) -> [u8; 16] {
        self.counter += 1;
        let mut bytes = [0xf0; 16];
        bytes[8..].copy_from_slice(&self.counter.to_be_bytes());
        bytes
    }

    /// Random values for a ticket; here they only need to differ.
    pub fn new_ticket(&mut self) -> NewTicket {
        let id = self.fresh();
        let hash = |first: u8| {
            let mut bytes = [first; 32];
            bytes[16..].copy_from_slice(&id);
            KeyHash(bytes)
        };
        let secret = TicketSecret { key: CaseId(id).to_string(), holder: format!("holder-{}", CaseId(id)) };
        NewTicket { key: hash(1), holder: hash(2), secret }
    }

    /// Somebody asks for something.
    ///
    /// # Errors
    /// What the rules say.
    pub fn ask(&mut self, actor: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        let id = CommandId(self.fresh());
        self.ask_as(id, actor, command)
    }

    /// The same with a command id of its own.
    ///
    /// # Errors
    /// What the rules say.
    pub fn ask_as(&mut self, id: CommandId, actor: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        self.ask_at(id, actor, self.now, command)
    }

    /// The same for something that is said to have happened at another time.
    ///
    /// # Errors
    /// What the rules say.
    pub fn ask_at(
        &mut self,
        id: CommandId,
        actor: Actor,
        occurred_at: Timestamp,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        let recorded_at = self.now.max(self.desk.recorded_at());
        let mut envelope =
            Envelope { id, actor, device: None, occurred_at, recorded_at, request: None, command };
        envelope.occurred_at = happened_at(&self.desk, &envelope);
        let occurred_at = envelope.occurred_at;
        let events = decide(&self.desk, &envelope)?;
        for event in &events {
            let stamp = Stamp {
                seq: self.desk.seq() + 1,
                command: id,
                actor,
                device: None,
                occurred_at,
                recorded_at,
                request: None,
            };
            self.desk.apply(&stamp, &event.fact);
            if let Some(body) = &event.body {
                self.names.apply(&event.fact, &body.content);
            }
            self.entries.push((stamp, event.clone()));
        }
        self.desk.assert_sound();
        Ok(events)
    }

    /// What rules of today would not lead to, as it stands in an old journal.
    pub fn happened(&mut self, who: StaffId, facts: Vec<Fact>) {
        let command = CommandId(self.fresh());
        let (occurred_at, recorded_at) = (self.now, self.now.max(self.desk.recorded_at()));
        for fact in facts {
            let (seq, actor) = (self.desk.seq() + 1, Actor::Staff(who));
            let stamp = Stamp { seq, command, actor, device: None, occurred_at, recorded_at, request: None };
            self.desk.apply(&stamp, &fact);
            self.entries.push((stamp, fact.into()));
        }
        self.desk.assert_sound();
    }

    /// Enters an exhibitor with booths given as `hall/number`.
    ///
    /// # Errors
    /// What the rules say.
    pub fn enrol(&mut self, name: &str, places: &[&str]) -> Result<ExhibitorId, Refusal> {
        let exhibitor = ExhibitorId(self.fresh());
        let mut booths = Vec::new();
        for place in places {
            let (hall, number) = place.split_once('/').ok_or(Refusal::Unknown("hall"))?;
            let id = BoothId(self.fresh());
            let token = ScanToken(format!("booth-{id}"));
            booths.push(NewBooth { id, hall: HallId(hall.to_owned()), number: number.to_owned(), token });
        }
        let body = ExhibitorBody { name: name.to_owned(), ..ExhibitorBody::default() };
        self.ask(
            Actor::Staff(ORGANISER),
            Command::EnrolExhibitor { exhibitor, booths, undertaking: None, body },
        )?;
        Ok(exhibitor)
    }

    /// A dispute in hall 1 about an unlisted booth that asks for `asks`, ready to be filed or changed first.
    pub fn dispute(&mut self, asks: &[Ask]) -> NewCase {
        let wants = |ask: Ask| asks.contains(&ask);
        let consented = |ask: Ask| wants(ask).then(|| "2026-03".to_owned());
        NewCase {
            case: CaseId(self.fresh()),
            kind: CaseKind::Dispute,
            door: Door::Hall,
            hall: Some(HallId("1".to_owned())),
            right: Some(RightKind::Design),
            consent: Consent {
                privacy: "2026-03".to_owned(),
                mediation: consented(Ask::Mediation),
                organiser: consented(Ask::Measure),
                means: None,
            },
            missing: Vec::new(),
            claimant: self.party(Side::Claimant, "Li Hua"),
            respondents: vec![self.party(Side::Respondent, "")],
            application: wants(Ask::Mediation).then(|| ApplicationBody {
                statement: "They show our lamp.".to_owned(),
                ..ApplicationBody::default()
            }),
            complaint: wants(Ask::Measure).then(|| ComplaintBody {
                statement: "Please have it covered.".to_owned(),
                ..ComplaintBody::default()
            }),
            ticket: self.new_ticket(),
            minted: None,
            paper: None,
        }
    }

    /// A question in hall 1, ready to be filed or changed first.
    pub fn question(&mut self) -> NewCase {
        let mut new = self.dispute(&[]);
        new.kind = CaseKind::Enquiry;
        new.right = None;
        new.respondents.clear();
        let statement = "May they show this?".to_owned();
        new.application = Some(ApplicationBody { statement, ..ApplicationBody::default() });
        new
    }

    /// A party with a fresh id.
    pub fn party(&mut self, side: Side, name: &str) -> NewParty {
        let id = PartyId(self.fresh());
        NewParty {
            place: PartyPlace { id, side, language: Language::En, hall: None, booth: None, exhibitor: None },
            body: PartyBody { name: name.to_owned(), ..PartyBody::default() },
        }
    }

    /// Files a dispute that asks for mediation; answers with case and ticket.
    ///
    /// # Errors
    /// What the rules say.
    pub fn file(&mut self) -> Result<(CaseId, TicketNumber), Refusal> {
        let new = self.dispute(&[Ask::Mediation]);
        self.file_this(new)
    }

    /// Files a case made before.
    ///
    /// # Errors
    /// What the rules say.
    pub fn file_this(&mut self, new: NewCase) -> Result<(CaseId, TicketNumber), Refusal> {
        let case = new.case;
        self.ask(Actor::Public, Command::FileCase(Box::new(new)))?;
        let ticket =
            self.desk.case(case).and_then(|case| case.claimant().ticket).ok_or(Refusal::Unknown("ticket"))?;
        Ok((case, ticket))
    }

    /// Where a ticket stands.
    pub fn state(&self, ticket: TicketNumber) -> Option<TicketState> {
        self.desk.ticket(ticket).map(|ticket| ticket.state)
    }
}

/// A photo whose files are nowhere.
pub fn photo() -> EvidenceBody {
    let file = StoredFile {
        name: "00".to_owned(),
        key: "00".to_owned(),
        sha256: "00".to_owned(),
        bytes: 1,
        width: 1,
        height: 1,
        media_type: "image/jpeg".to_owned(),
    };
    EvidenceBody { original: file.clone(), copy: file.clone(), thumbnail: file, caption: None }
}

/// A kiosk in hall 1.
pub fn kiosk() -> DevicePlan {
    DevicePlan { role: DeviceRole::Kiosk, hall: Some(HallId("1".to_owned())), daily_limit: None }
}

/// Somebody to appoint, named after their role.
pub fn new_staff(id: StaffId, role: Role) -> NewStaff {
    let body = StaffBody { name: format!("{role:?} {}", id.0[0]), pin: "-".to_owned() };
    NewStaff { id, roles: vec![role], profile: Profile::default(), body, printed: None }
}
