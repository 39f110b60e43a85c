//! A desk of paper: it takes what kiosks send, once, and can be made to fail in every way a network has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    CommandId, DeviceId, Series, TicketNumber,
    body::TicketSecret,
    device::DeviceRole,
    fair::{Language, Venue},
};
use jiff::{SignedDuration, Timestamp, civil};
use link::{
    Answer, Answers, Booth, Booths, CheckIn, CheckedIn, DeskSecret, Filing, Greeting, HandOff, HandOffState,
    Hello, Issue, Issues, Job, JobReport, Join, Joined, Particulars, PrintId, Standing, Verdict,
};
use serde_json::json;
use tokio::{net::TcpListener, sync::watch};

/// What the desk knows.
pub struct Book {
    pub secret: DeskSecret,
    pub code: String,
    pub standing: Standing,
    pub series: Series,
    pub particulars: Particulars,
    /// How far the desk's clock is ahead of this machine's.
    pub ahead: SignedDuration,
    /// In the order in which they were taken.
    pub taken: Vec<Issue>,
    /// Numbers it will not have.
    pub unwanted: Vec<TicketNumber>,
    pub hellos: Vec<Hello>,
    pub jobs: Vec<Job>,
    pub reports: Vec<(PrintId, JobReport)>,
    pub hand_offs: BTreeMap<String, HandOffState>,
    pub booths: Vec<Booth>,
    /// Answers nothing but 503.
    pub is_broken: bool,
    /// Takes issues and says nothing of it, as a line does that is cut at the wrong moment.
    pub is_mute: bool,
}

/// The desk, and where it listens.
#[derive(Clone)]
pub struct Desk {
    book: Arc<Mutex<Book>>,
    changes: Arc<watch::Sender<u64>>,
    pub address: String,
}

pub fn particulars() -> Particulars {
    Particulars {
        fair: "Light & Sound 2026".into(),
        demo: false,
        zone: "Asia/Shanghai".into(),
        first_day: civil::date(2020, 1, 1),
        venue: Venue::Fair,
        last_day: Some(civil::date(2090, 1, 1)),
        closed: BTreeSet::new(),
        opens: civil::time(0, 0, 0, 0),
        closes: civil::time(23, 59, 59, 0),
        open: true,
        halls: ["1", "2"].map(|hall| domain::HallId(hall.into())).into(),
        hall: Some(domain::HallId("2".into())),
        languages: vec![Language::En, Language::ZhCn],
        address: Some("http://desk.test:8080".into()),
        desk: "Hall 2, entrance B".into(),
        body: "Harbour Mediation".into(),
        consent: "v1".into(),
        daily_limit: None,
        directory: 0,
    }
}

impl Desk {
    /// Opens the desk on a free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let book = Book {
            secret: DeskSecret::random(),
            code: link::JoinCode::random().reveal(),
            standing: Standing::Open,
            series: "K".parse().unwrap(),
            particulars: particulars(),
            ahead: SignedDuration::ZERO,
            taken: Vec::new(),
            unwanted: Vec::new(),
            hellos: Vec::new(),
            jobs: Vec::new(),
            reports: Vec::new(),
            hand_offs: BTreeMap::new(),
            booths: Vec::new(),
            is_broken: false,
            is_mute: false,
        };
        let changes = Arc::new(watch::channel(0).0);
        let desk = Self { book: Arc::new(Mutex::new(book)), changes, address };
        let router = Router::new()
            .route("/join", post(join))
            .route("/hello", post(hello))
            .route("/issues", post(issues))
            .route("/booths", get(booths))
            .route("/check-in", post(check_in))
            .route("/hand-offs", post(open_hand_off))
            .route("/hand-offs/{id}", get(hand_off).delete(close_hand_off))
            .route("/jobs/{id}", post(report))
            .with_state(desk.clone());
        let router = Router::new().nest(link::BASE, router);
        tokio::task::spawn(async move { axum::serve(listener, router).await });
        desk
    }

    /// Looks at what the desk knows, or changes it.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }

    /// Waits until something holds.
    pub async fn until(&self, what: &str, mut holds: impl FnMut(&Book) -> bool) {
        let mut changes = self.changes.subscribe();
        let waiting = async {
            while !holds(&self.book()) {
                changes.changed().await.unwrap();
            }
        };
        let done = tokio::time::timeout(crate::program::PATIENCE, waiting).await;
        assert!(done.is_ok(), "waited in vain until {what}");
    }

    /// What was typed for a ticket.
    pub fn filing(&self, issue: &Issue) -> Filing {
        self.book().secret.open(&issue.filing).unwrap()
    }

    /// The key of a ticket.
    pub fn secret(&self, issue: &Issue) -> TicketSecret {
        self.book().secret.open(&issue.secret).unwrap()
    }

    fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}

fn problem(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "status": status.as_u16(), "code": code, "title": code, "detail": code })))
        .into_response()
}

/// Nothing when the token is right; else what the desk says instead of an answer.
fn refusal(desk: &Desk, headers: &HeaderMap) -> Option<Response> {
    if desk.book().is_broken {
        return Some(StatusCode::SERVICE_UNAVAILABLE.into_response());
    }
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    (token != Some("Bearer token")).then(|| problem(StatusCode::UNAUTHORIZED, "sign-in-needed"))
}

async fn join(State(desk): State<Desk>, Json(join): Json<Join>) -> Response {
    let book = desk.book();
    if join.code != book.code {
        return problem(StatusCode::FORBIDDEN, "join-code-wrong");
    }
    let joined = Joined {
        device: DeviceId([1; 16]),
        token: "token".into(),
        role: DeviceRole::Kiosk,
        series: book.series,
        desk_key: book.secret.key(),
        particulars: book.particulars.clone(),
    };
    (StatusCode::CREATED, Json(joined)).into_response()
}

async fn hello(State(desk): State<Desk>, headers: HeaderMap, Json(hello): Json<Hello>) -> Response {
    if let Some(refusal) = refusal(&desk, &headers) {
        return refusal;
    }
    let greeting = {
        let mut book = desk.book();
        book.hellos.push(hello);
        Greeting {
            now: Timestamp::now() + book.ahead,
            standing: book.standing.clone(),
            role: DeviceRole::Kiosk,
            series: book.series,
            particulars: book.particulars.clone(),
            jobs: book.jobs.clone(),
        }
    };
    desk.changed();
    Json(greeting).into_response()
}

async fn issues(State(desk): State<Desk>, headers: HeaderMap, Json(issues): Json<Issues>) -> Response {
    if let Some(refusal) = refusal(&desk, &headers) {
        return refusal;
    }
    let items = issues.items.into_iter().map(|issue| take(&desk, issue)).collect();
    desk.changed();
    if desk.book().is_mute {
        return StatusCode::GATEWAY_TIMEOUT.into_response();
    }
    Json(Answers { items }).into_response()
}

fn take(desk: &Desk, issue: Issue) -> Answer {
    let mut book = desk.book();
    let command: CommandId = issue.command;
    if book.unwanted.contains(&issue.number) {
        let verdict = Verdict::Refused { code: "unwanted".into(), text: "Not this one.".into() };
        return Answer { command, verdict };
    }
    match book.taken.iter().find(|taken| taken.command == command) {
        Some(taken) => assert_eq!(*taken, issue, "every try carries the same"),
        None => book.taken.push(issue),
    }
    Answer { command, verdict: Verdict::Taken }
}

async fn booths(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    refusal(&desk, &headers)
        .unwrap_or_else(|| Json(Booths { items: desk.book().booths.clone(), next: None }).into_response())
}

async fn check_in(State(desk): State<Desk>, headers: HeaderMap, Json(check_in): Json<CheckIn>) -> Response {
    if let Some(refusal) = refusal(&desk, &headers) {
        return refusal;
    }
    match check_in.ticket.parse::<TicketNumber>() {
        Ok(number) if desk.book().taken.iter().any(|issue| issue.number == number) => Json(CheckedIn {
            number,
            state: domain::ticket::TicketState::Called,
            room: Some(domain::RoomId("Room 2".into())),
            words: "Please go to Room 2.".into(),
            language: check_in.language.unwrap_or(Language::ZhCn),
        })
        .into_response(),
        Ok(_) | Err(_) => problem(StatusCode::NOT_FOUND, "not-found"),
    }
}

async fn open_hand_off(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    if let Some(refusal) = refusal(&desk, &headers) {
        return refusal;
    }
    let id = "0123456789abcdef".to_owned();
    desk.book().hand_offs.insert(id.clone(), HandOffState::Waiting);
    desk.changed();
    let opened = HandOff { url: format!("{}/k/once", desk.address), id, until: Timestamp::now() };
    (StatusCode::CREATED, Json(opened)).into_response()
}

async fn hand_off(State(desk): State<Desk>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    let state = desk.book().hand_offs.get(&id).cloned().unwrap_or(HandOffState::Closed);
    refusal(&desk, &headers).unwrap_or_else(|| Json(state).into_response())
}

async fn close_hand_off(State(desk): State<Desk>, Path(id): Path<String>) -> StatusCode {
    desk.book().hand_offs.insert(id, HandOffState::Closed);
    desk.changed();
    StatusCode::NO_CONTENT
}

async fn report(
    State(desk): State<Desk>,
    Path(id): Path<PrintId>,
    Json(report): Json<JobReport>,
) -> StatusCode {
    {
        let mut book = desk.book();
        if report.state.is_settled() {
            book.jobs.retain(|job| job.id != id);
        }
        book.reports.push((id, report));
    }
    desk.changed();
    StatusCode::NO_CONTENT
}
