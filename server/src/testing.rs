//! A desk in memory for tests of pages and routes: a fair, people of every role, a clock that moves when told, requests without
//! a network.

#![expect(
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "a test wants to fail where it stands"
)]

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
    middleware::{Next, from_fn},
    response::Response,
};
use domain::{
    Actor, Command, CommandId, Event, StaffId, Stamp,
    body::StaffBody,
    command::NewStaff,
    desk::Booth,
    fair::{DayHours, FairPlan, LineRules},
    retention::{FourEyes, KeepingRules},
    staff::{Profile, Role},
    testing,
};
use http_body_util::BodyExt;
use jiff::{
    Timestamp,
    civil::{Date, time},
};
use tower::ServiceExt;

use crate::{
    access::pin::{Pin, PinChecker},
    app::{App, From, Once},
    clock::ManualClock,
    config::Settings,
    desk::{Replayed, Running},
    engine::{Accepted, SubmitError},
    journal::{FairId, memory::Memory},
    record, web,
};

mod procedure;
pub mod words;

/// The PIN of everybody at a test desk.
pub const PIN: &str = "271828";

/// A desk whose journal is in memory.
pub struct TestDesk {
    /// The running desk.
    pub running: Running,
    /// The handle.
    pub app: App,
    /// The whole service.
    pub service: Router,
    /// Its clock; 10 in the morning of the first fair day.
    pub clock: Arc<ManualClock>,
    /// Its journal's memory, to make writes fail.
    pub memory: Memory,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: axum::http::HeaderMap,
    /// Body as text.
    pub text: String,
    /// Body as it came.
    pub bytes: Bytes,
}

impl Answer {
    /// What is said to be wrong at the field with this id.
    pub fn flaw(&self, field: &str) -> Option<&str> {
        let (_, said) = self.text.split_once(&format!("id=\"{field}-error\""))?;
        said.split_once("</p>").map(|(said, _)| said)
    }
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }
    /// The body as somebody reads it who opens it, also where it is packed; `None` where a program is missing that reads it.
    pub fn words(&self) -> Option<String> {
        words::of(&self.bytes)
    }
    /// Where it leads; empty when nowhere.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// Every `Set-Cookie` as one `Cookie` value.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        set.filter_map(|value| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

/// A browser: keeps its cookies, and takes a form's token from the page the form stands on.
pub struct Browser<'d> {
    desk: &'d TestDesk,
    /// What it shows the desk.
    pub cookies: String,
}

impl<'d> Browser<'d> {
    /// Opens a browser on the page of signing in.
    pub async fn open(desk: &'d TestDesk) -> (Self, Answer) {
        let answer = desk.open("/sign-in", "").await;
        (Self { desk, cookies: answer.cookies() }, answer)
    }

    /// Opens a browser and signs somebody in.
    pub async fn of(desk: &'d TestDesk, name: &str) -> Self {
        let (mut browser, _) = Self::open(desk).await;
        let answer = browser.sign_in(name, PIN).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name} signs in");
        browser
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.desk.open(path, &self.cookies).await;
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        if !answer.cookies().is_empty() {
            // The desk takes the first of two cookies of one name.
            self.cookies = format!("{}; {}", answer.cookies(), self.cookies);
        }
    }

    /// Opens `page`, then sends a form on it to `path` with these fields, already encoded.
    pub async fn post(&mut self, page: &str, path: &str, fields: &str) -> Answer {
        let shown = self.get(page).await;
        let token = shown.text.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let body = format!("csrf={}&{fields}", token.unwrap_or_default());
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::USER_AGENT, "Mozilla/5.0 (Windows NT 10.0) Chrome/140");
        let answer = self.desk.send(request.body(Body::from(body)).unwrap()).await;
        self.keep(&answer);
        answer
    }

    /// Signs in by the page.
    pub async fn sign_in(&mut self, name: &str, pin: &str) -> Answer {
        self.post("/sign-in", "/sign-in", &format!("name={name}&pin={pin}")).await
    }
}

/// Requests of a test come from this machine, unless they say otherwise.
async fn from_this_machine(mut request: Request<Body>, next: Next) -> Response {
    if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000))));
    }
    next.run(request).await
}

impl TestDesk {
    /// A desk before its setup.
    pub fn empty() -> Self {
        Self::empty_with(|_| ())
    }

    /// A desk before its setup, with other settings than the usual.
    pub fn empty_with(change: impl FnOnce(&mut Settings)) -> Self {
        let now: Timestamp = "2026-03-10T02:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::at(now));
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(FairId([7; 16])).unwrap();
        let mut settings = Settings { data: folder.path().to_owned(), ..Settings::default() };
        change(&mut settings);
        Self::started(memory, settings, clock, folder)
    }

    /// Another desk on the same journal, at whose end these events stand and no key is gone that goes with them: so an older program
    /// may have left it that knew of none, or a crash.
    #[must_use]
    pub fn restarted_after(self, left: &[Event]) -> Self {
        let Self { running, app, service, clock, memory, _folder: folder } = self;
        app.closing.cancel();
        drop((running, service));
        let mut journal = memory.open(&mut Replayed::default().take()).unwrap();
        let (at, before) = (app.clock.now(), journal.head());
        let draft = |(seq, event): (u64, &Event)| {
            let stamp = Stamp {
                seq,
                command: CommandId(app.fresh_id()),
                actor: Actor::Staff(testing::HEAD),
                device: None,
                occurred_at: at,
                recorded_at: at,
                request: None,
            };
            record::encode(&stamp, event).unwrap()
        };
        let drafts: Vec<_> = (before.seq + 1..).zip(left).map(draft).collect();
        journal.append(before, &drafts).unwrap();
        drop(journal);
        Self::started(memory, app.settings.clone(), clock, folder)
    }

    fn started(
        memory: Memory,
        settings: Settings,
        clock: Arc<ManualClock>,
        folder: tempfile::TempDir,
    ) -> Self {
        let mut replayed = Replayed::default();
        let journal = memory.open(&mut replayed.take()).unwrap();
        let pins = PinChecker::quick_and_weak().unwrap();
        let running =
            Running::start(journal, replayed, settings, Arc::<ManualClock>::clone(&clock), pins).unwrap();
        let app = running.app.clone();
        let service = web::service(&app).layer(from_fn(from_this_machine));
        Self { service, running, app, clock, memory, _folder: folder }
    }

    /// A desk with the fair and the people of `domain::testing`, whose ids it shares: `organiser`, `head`, `mei`, `tom`,
    /// `supervisor`, `reception`, `duty-manager`, `auditor`, all with [`PIN`]. Both mediators are on duty.
    pub async fn new() -> Self {
        Self::planned(testing::plan(), &["1", "2"]).await
    }

    /// The same at a market, which has no last day.
    pub async fn standing() -> Self {
        Self::planned(testing::market(), &["1"]).await
    }

    /// The same as a sample, in which nothing is real.
    pub async fn sample() -> Self {
        Self::empty().peopled(testing::plan(), &["1", "2"], true).await
    }

    /// The same with other settings than the usual.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::empty_with(change).peopled(testing::plan(), &["1", "2"], false).await
    }

    async fn planned(plan: FairPlan, halls: &[&str]) -> Self {
        Self::empty().peopled(plan, halls, false).await
    }

    async fn peopled(self, plan: FairPlan, halls: &[&str], demo: bool) -> Self {
        let desk = self;
        let people = [
            (testing::ORGANISER, "organiser", Role::Organiser),
            (testing::HEAD, "head", Role::Head),
            (testing::MEI, "mei", Role::Mediator),
            (testing::TOM, "tom", Role::Mediator),
            (testing::SUPERVISOR, "supervisor", Role::Supervisor),
            (testing::RECEPTION, "reception", Role::Reception),
        ];
        let mut staff = Vec::new();
        for (id, name, role) in people {
            staff.push(desk.person(id, name, role).await);
        }
        let others = staff.split_off(2);
        let hall = |hall: &&str| {
            (
                domain::HallId((*hall).to_owned()),
                None,
                domain::ScanToken(crate::access::secrets::BoothToken::random().reveal()),
            )
        };
        let halls = halls.iter().map(hall).collect();
        let found = Command::FoundFair { plan, halls, staff, demo };
        desk.ask(Actor::System, found).await.unwrap();
        for staff in others {
            desk.ask(Actor::Staff(testing::HEAD), Command::AppointStaff { staff }).await.unwrap();
        }
        for (id, room) in [(testing::MEI, "Room 1"), (testing::TOM, "Room 2")] {
            let (state, room) = (domain::staff::DutyState::On, Some(domain::RoomId(room.to_owned())));
            desk.ask(Actor::Staff(id), Command::TakeDuty { state, room }).await.unwrap();
        }
        for (by, id, name, role) in [
            (testing::ORGANISER, testing::DUTY_MANAGER, "duty-manager", Role::DutyManager),
            (testing::HEAD, testing::AUDITOR, "auditor", Role::Auditor),
        ] {
            let staff = desk.person(id, name, role).await;
            desk.ask(Actor::Staff(by), Command::AppointStaff { staff }).await.unwrap();
        }
        desk
    }

    async fn person(&self, id: StaffId, name: &str, role: Role) -> NewStaff {
        let pin = self.app.pins.hash(Pin::typed(PIN)).await.unwrap();
        let body = StaffBody { name: name.to_owned(), pin: pin.reveal().to_owned() };
        NewStaff { id, roles: vec![role], profile: Profile::default(), body, printed: None }
    }

    /// Submits a command as anybody.
    pub async fn ask(&self, actor: Actor, command: Command) -> Result<Accepted, SubmitError> {
        self.app.submit(From { actor, device: None }, Once::Fresh, command).await
    }

    /// Whether a second person confirms what cannot be taken back.
    pub async fn four_eyes(&self, four_eyes: FourEyes) {
        let keeping = KeepingRules { four_eyes, ..KeepingRules::default() };
        let rules = LineRules { keeping, ..LineRules::default() };
        self.ask(Actor::System, Command::SetRules { rules }).await.unwrap();
    }

    /// A day of the fair has hours of its own: from one full hour to another.
    pub async fn has_hours(&self, day: Date, from: i8, until: i8) {
        let mut plan = self.app.now().desk.fair().unwrap().plan.clone();
        let hours = DayHours { opens: time(from, 0, 0, 0), closes: time(until, 0, 0, 0) };
        plan.other_hours.dates.insert(day, hours);
        self.ask(Actor::Staff(testing::ORGANISER), Command::AmendFair { plan }).await.unwrap();
    }

    /// Enters an exhibitor with booths given as `hall/number`; answers with the booths' tokens.
    pub async fn enrol(&self, name: &str, other_name: Option<&str>, places: &[&str]) -> Vec<String> {
        let booth = |place: &&str| {
            let (hall, number) = place.split_once('/').unwrap();
            let token = domain::ScanToken(crate::access::secrets::BoothToken::random().reveal());
            let (hall, number) = (domain::HallId(hall.to_owned()), number.to_owned());
            domain::command::NewBooth { id: domain::BoothId(self.app.fresh_id()), hall, number, token }
        };
        let booths: Vec<_> = places.iter().map(booth).collect();
        let spots: Vec<_> = booths.iter().map(|booth| (booth.hall.clone(), booth.number.clone())).collect();
        let body = domain::body::ExhibitorBody {
            name: name.to_owned(),
            other_name: other_name.map(str::to_owned),
            ..domain::body::ExhibitorBody::default()
        };
        let exhibitor = domain::ExhibitorId(self.app.fresh_id());
        let enrol = Command::EnrolExhibitor { exhibitor, booths, undertaking: None, body };
        self.ask(Actor::Staff(testing::ORGANISER), enrol).await.unwrap();
        let published = self.app.now();
        let token =
            |(hall, number): &(_, String)| published.desk.booth_at(hall, number).unwrap().token.to_string();
        spots.iter().map(token).collect()
    }

    /// A booth that two share, `C3` in hall 1: Cinder Glass and Dune Lighting, who stand there in this order.
    pub async fn shared_booth(&self) -> Arc<Booth> {
        for name in ["Cinder Glass", "Dune Lighting"] {
            self.enrol(name, None, &["1/C3"]).await;
        }
        let at = self.app.now();
        at.desk.booth_at(&domain::HallId("1".to_owned()), "C3").cloned().unwrap()
    }

    /// A session token for somebody, as `Authorization: Bearer` or cookie `desk-session`.
    pub async fn sign_in(&self, staff: StaffId) -> String {
        let pin = self.app.now().desk.staff_member(staff).map_or(0, |staff| staff.pin_seq);
        self.app.sessions.start(staff, pin, "test", self.app.clock.now()).await.reveal()
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response = self.service.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text, bytes }
    }

    /// Opens a page as a browser that shows these cookies.
    pub async fn open(&self, path: &str, cookies: &str) -> Answer {
        let request = Request::get(path).header(header::ACCEPT, "text/html").header(header::COOKIE, cookies);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Calls the JSON side with a bearer token; an empty token sends none.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: Option<serde_json::Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }
}
