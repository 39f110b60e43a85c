//! Who may use each route, said a second time and by hand, and tried out on the whole service.
//!
//! The route table says what is meant; this one says what must come of it. Every route needs a row here, and every row is tried
//! by everybody: somebody passing by, two mediators, the head of the body, the organiser, the supervisor, reception, the duty manager,
//! the auditor. A route without a row
//! fails, and so does a row whose route is gone.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::testing::{AUDITOR, DUTY_MANAGER, HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM};
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::testing::TestDesk;

use super::route::Access;

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Let {
    /// Everybody, passers-by included.
    Everybody,
    /// A kiosk or tablet that joined; nobody who signs in.
    Devices,
    /// Whoever has the key; one that nobody was given opens nothing, for staff neither.
    WithTheKey,
    /// Whoever is signed in.
    Staff,
    /// Whoever works at the counter: mediators, the head of their body, and who receives.
    Counter,
    /// Mediators and the head of their body.
    Mediators,
    /// The head of the mediation body.
    Head,
    /// The organiser.
    Organiser,
    /// The organiser, and whoever has the day in hand.
    OnDuty,
    /// The organiser, who appoints the head, and the head, who appoints the rest.
    Leaders,
    /// Those who see who stands where: everybody who works here but supervisor and auditor.
    Queue,
    /// Those who may be the second person of a deed.
    Seconds,
    /// Those who read figures: organiser, head, supervisor.
    Readers,
    /// The same, and whoever has the day in hand, for a day.
    DayReaders,
    /// Whoever is signed in and stands on no roster.
    Unlisted,
    /// Those who read what was done to the running of the desk.
    Acts,
    /// Whoever holds the setup address, while there is no fair; afterwards nobody.
    Nobody,
    /// This machine, whoever sits at it.
    Machine,
}

use Let::{
    Acts, Counter, DayReaders, Devices, Everybody, Head, Leaders, Machine, Mediators, Nobody, OnDuty,
    Organiser, Queue, Readers, Seconds, Staff, Unlisted, WithTheKey,
};

const TABLE: &[(Let, &[&str])] = &[
    (
        Everybody,
        &[
            "GET /",
            "GET /privacy",
            "GET /mediators",
            "GET /figures",
            "GET /tariff",
            "GET /typical-cases",
            "GET /typical-cases/{typical}",
            "GET /typical-cases/{typical}/case.pdf",
            "GET /sign-in",
            "POST /sign-in",
            "POST /sign-out",
            "GET /board",
            "GET /board/live",
            "GET /board/events",
            "GET /board/{hall}",
            "GET /test/{token}",
            "GET /healthz",
            "GET /readyz",
            "GET /api/v1/openapi.json",
            "POST /api/v1/sign-in",
            // The organiser's code is in its body.
            "POST /api/v1/devices/join",
            "GET /api/v1/board",
            "GET /api/v1/board/events",
        ],
    ),
    (
        WithTheKey,
        &[
            "GET /b/{token}",
            "GET /b/{token}/file",
            "POST /b/{token}/file",
            "GET /h/{token}",
            "GET /h/{token}/file",
            "POST /h/{token}/file",
            "GET /k/{key}",
            "POST /k/{key}",
            "POST /k/{key}/progress",
            "GET /n/{key}",
            "GET /n/{key}/live",
            "GET /n/{key}/events",
            "POST /n/{key}",
            "GET /n/{key}/decline",
            "POST /n/{key}/decline",
            "POST /n/{key}/statement",
            "GET /n/{key}/photos/{evidence}/{print}",
            "GET /t/{key}",
            "GET /v/{key}",
            "GET /t/{key}/live",
            "GET /t/{key}/events",
            "GET /t/{key}/slip",
            "GET /t/{key}/papers",
            "GET /t/{key}/papers/{kind}",
            "GET /t/{key}/qr.svg",
            "GET /t/{key}/qr.png",
            "POST /t/{key}/photos",
            "GET /t/{key}/photos/{evidence}/{print}",
            "GET /t/{key}/held",
            "POST /t/{key}/held",
            "GET /t/{key}/held/{form}",
            "POST /t/{key}/code",
            "POST /t/{key}/appointment",
            "GET /t/{key}/stop",
            "POST /t/{key}/stop",
            "GET /t/{key}/other-mediator",
            "POST /t/{key}/other-mediator",
            "POST /t/{key}/consents",
            "POST /t/{key}/record",
            "POST /t/{key}/fee",
            "POST /t/{key}/survey",
            "GET /t/{key}/withdraw",
            "POST /t/{key}/withdraw",
            "GET /api/v1/tickets/{key}",
            "GET /api/v1/tickets/{key}/events",
            "GET /api/v1/tickets/{key}/qr.svg",
            "GET /api/v1/tickets/{key}/qr.png",
            "POST /api/v1/tickets/{key}/evidence",
            "DELETE /api/v1/tickets/{key}",
        ],
    ),
    (
        Devices,
        &[
            "POST /api/v1/devices/hello",
            "POST /api/v1/devices/issues",
            "GET /api/v1/devices/booths",
            "POST /api/v1/devices/check-in",
            "POST /api/v1/devices/hand-offs",
            "GET /api/v1/devices/hand-offs/{id}",
            "DELETE /api/v1/devices/hand-offs/{id}",
            "POST /api/v1/devices/jobs/{id}",
        ],
    ),
    // Names and booths: for staff, or with a key that was handed out.
    (Staff, &["GET /account", "POST /account/pin", "POST /account/sessions", "GET /api/v1/booths"]),
    // For whoever only receives, reception alone.
    (Queue, &["GET /api/v1/queue"]),
    (
        Seconds,
        &[
            // Of the mediation body and of the organiser each sees and confirms their own.
            "GET /office/proposals",
            "POST /office/proposals/{entry}/confirm",
            "POST /office/proposals/{entry}/withdraw",
        ],
    ),
    // The counter as far as reception.
    (
        Counter,
        &[
            "PUT /api/v1/duty",
            "POST /api/v1/queue/next",
            "POST /api/v1/queue/{number}/claim",
            "POST /api/v1/queue/{number}/call",
            "POST /api/v1/queue/{number}/check-in",
            "POST /api/v1/queue/{number}/missed",
            "POST /api/v1/queue/{number}/park",
            "POST /api/v1/queue/{number}/requeue",
            "POST /api/v1/queue/{number}/release",
            "POST /api/v1/cases/{case}/urgency",
            "POST /api/v1/cases/{case}/papers",
            "POST /api/v1/cases/{case}/open-talks",
            "POST /api/v1/cases/{case}/accept",
            "POST /api/v1/cases/{case}/declare-impartiality",
            "POST /api/v1/cases/{case}/issue-notice",
            "POST /api/v1/cases/{case}/record-service",
            "POST /api/v1/cases/{case}/answer",
            "POST /api/v1/cases/{case}/note-language",
            "POST /api/v1/cases/{case}/note-product-class",
            "POST /api/v1/cases/{case}/answer-help",
            "POST /api/v1/cases/{case}/conclude",
            "POST /api/v1/cases/{case}/code",
            // Without a token in its body; with one, everybody.
            "POST /api/v1/cases",
            "GET /counter/file",
            "POST /counter/file",
            "GET /counter",
            "GET /counter/live",
            "GET /counter/events",
            "POST /counter/duty",
            "GET /counter/shifts",
            "POST /counter/next",
            "GET /counter/cases/{case}",
            "GET /counter/cases/{case}/events",
            "POST /counter/cases/{case}/body",
            "POST /counter/cases/{case}/session/help-answered",
            "GET /counter/cases/{case}/conclude",
            "GET /counter/cases/{case}/papers",
            "GET /counter/cases/{case}/papers/{kind}",
            "POST /counter/cases/{case}/conclude",
            "POST /counter/cases/{case}/code",
            "POST /counter/cases/{case}/claim",
            "POST /counter/cases/{case}/call",
            "POST /counter/cases/{case}/check-in",
            "POST /counter/cases/{case}/missed",
            "POST /counter/cases/{case}/park",
            "POST /counter/cases/{case}/requeue",
            "POST /counter/cases/{case}/release",
            "POST /counter/cases/{case}/papers",
            "POST /counter/cases/{case}/urgency",
            "GET /counter/cases/{case}/way",
            "POST /counter/cases/{case}/way/papers",
            "POST /counter/cases/{case}/way/accept",
            "POST /counter/cases/{case}/way/impartiality",
            "POST /counter/cases/{case}/way/notice",
            "POST /counter/cases/{case}/way/print",
            "POST /counter/cases/{case}/way/service",
            "POST /t/{key}/print",
            "POST /counter/cases/{case}/way/answer",
            "POST /counter/cases/{case}/way/language",
            "POST /counter/cases/{case}/way/product",
            "POST /counter/cases/{case}/way/talks",
            "GET /counter/cases/{case}/photos/{evidence}/{size}",
            "GET /counter/conflicts",
            "POST /counter/conflicts",
            "GET /counter/advice",
            "POST /counter/advice",
            "GET /counter/scan",
            "POST /counter/scan",
        ],
    ),
    (
        Mediators,
        &[
            "POST /api/v1/cases/{case}/withdraw-consent",
            "POST /api/v1/cases/{case}/ask-other-mediator",
            "POST /api/v1/cases/{case}/make-appointment",
            "POST /api/v1/cases/{case}/confirm-appointment",
            "POST /api/v1/cases/{case}/cancel-appointment",
            "POST /api/v1/cases/{case}/hand-over-clause",
            "POST /api/v1/cases/{case}/name-exhibitor",
            "POST /api/v1/cases/{case}/check-identity",
            "POST /api/v1/cases/{case}/explain-rights",
            "POST /api/v1/cases/{case}/quote-fee",
            "POST /api/v1/cases/{case}/waive-fee",
            "POST /api/v1/cases/{case}/answer-fee",
            "POST /api/v1/cases/{case}/give-consent",
            "POST /api/v1/cases/{case}/revoke-consent",
            "POST /api/v1/cases/{case}/admit-guest",
            "POST /api/v1/cases/{case}/call-for-help",
            "POST /api/v1/cases/{case}/write-record",
            "POST /api/v1/cases/{case}/confirm-record",
            "POST /api/v1/cases/{case}/write-note",
            "POST /api/v1/cases/{case}/draft-agreement",
            "POST /api/v1/cases/{case}/agree-terms",
            "POST /api/v1/cases/{case}/reopen-terms",
            "POST /api/v1/cases/{case}/sign-agreement",
            "POST /api/v1/cases/{case}/ratify-agreement",
            "POST /api/v1/cases/{case}/refuse-to-sign",
            "POST /api/v1/cases/{case}/register-oral-agreement",
            "POST /api/v1/cases/{case}/carry-over",
            "POST /api/v1/cases/{case}/start",
            "POST /api/v1/cases/{case}/adjourn",
            "GET /counter/forms",
            "GET /counter/forms/print",
            "POST /counter/cases/{case}/read",
            "GET /counter/aftercare",
            "GET /counter/cases/{case}/file",
            "GET /counter/cases/{case}/file/file.pdf",
            "GET /counter/cases/{case}/file/file.zip",
            "GET /counter/cases/{case}/aftercare",
            "POST /counter/cases/{case}/aftercare/perform",
            "POST /counter/cases/{case}/aftercare/breach",
            "POST /counter/cases/{case}/aftercare/remind",
            "POST /counter/cases/{case}/aftercare/remedy",
            "POST /counter/cases/{case}/aftercare/plan",
            "POST /counter/cases/{case}/aftercare/visit",
            "POST /counter/cases/{case}/aftercare/court",
            "POST /counter/cases/{case}/aftercare/ruling",
            "GET /counter/cases/{case}/referrals",
            "GET /counter/cases/{case}/referrals/new",
            "POST /counter/cases/{case}/referrals/draw-up",
            "POST /counter/cases/{case}/referrals/send",
            "POST /counter/cases/{case}/referrals/receipt",
            "POST /counter/cases/{case}/referrals/take-in",
            "POST /counter/cases/{case}/referrals/join",
            "POST /counter/cases/{case}/referrals/part",
            "POST /counter/cases/{case}/referrals/end",
            "POST /counter/cases/{case}/referrals/consent",
            "GET /counter/cases/{case}/referrals/{referral}/bundle.zip",
            "GET /counter/cases/{case}/major",
            "POST /counter/cases/{case}/major/flag",
            "POST /counter/cases/{case}/major/lift",
            "POST /counter/cases/{case}/major/panel",
            "POST /counter/cases/{case}/major/expert",
            "POST /counter/cases/{case}/major/course",
            "GET /counter/cases/{case}/agreement",
            "POST /counter/cases/{case}/agreement/draft",
            "POST /counter/cases/{case}/agreement/check",
            "POST /counter/cases/{case}/agreement/agree",
            "POST /counter/cases/{case}/agreement/reopen",
            "POST /counter/cases/{case}/agreement/sign",
            "POST /counter/cases/{case}/agreement/ratify",
            "POST /counter/cases/{case}/agreement/refuse",
            "POST /counter/cases/{case}/agreement/hand-over",
            "GET /counter/cases/{case}/session",
            "POST /counter/cases/{case}/session/impartiality",
            "POST /counter/cases/{case}/session/identity",
            "POST /counter/cases/{case}/session/rights",
            "POST /counter/cases/{case}/session/consent",
            "POST /counter/cases/{case}/session/revoke",
            "POST /counter/cases/{case}/session/guest",
            "POST /counter/cases/{case}/session/note",
            "POST /counter/cases/{case}/session/help",
            "POST /counter/cases/{case}/session/record",
            "POST /counter/cases/{case}/session/confirm",
            "GET /counter/cases/{case}/fee",
            "POST /counter/cases/{case}/fee/quote",
            "POST /counter/cases/{case}/fee/waive",
            "POST /counter/cases/{case}/fee/answer",
            "GET /counter/cases/{case}/investigation",
            "POST /counter/cases/{case}/investigation/record",
            "POST /counter/cases/{case}/investigation/confirm",
            "GET /counter/typical",
            "GET /counter/cases/{case}/typical",
            "POST /counter/cases/{case}/typical/open",
            "POST /counter/cases/{case}/typical/draft",
            "POST /counter/cases/{case}/typical/masks",
            "POST /counter/cases/{case}/typical/consent",
            "POST /counter/cases/{case}/typical/revoke",
            "POST /counter/cases/{case}/typical/publish",
            "GET /counter/cases/{case}/held",
            "POST /counter/cases/{case}/held",
            "GET /counter/cases/{case}/held/{party}/{form}",
            "POST /counter/cases/{case}/way/withdraw",
            "POST /counter/cases/{case}/way/exhibitor",
            "POST /counter/cases/{case}/way/other-mediator",
            "POST /counter/cases/{case}/way/appointment",
            "POST /counter/cases/{case}/way/confirm",
            "POST /counter/cases/{case}/way/cancel",
            "POST /counter/cases/{case}/start",
            "POST /counter/cases/{case}/adjourn",
        ],
    ),
    (
        Head,
        &[
            "POST /counter/shifts",
            "POST /counter/shifts/cancel",
            "POST /counter/cases/{case}/typical/withdraw",
            "GET /counter/hours",
            "GET /counter/hours.csv",
            "POST /counter/hours",
            "GET /office/quarter",
            "GET /office/quarter/quarter.csv",
            "GET /office/quarter/quarter.xlsx",
            "POST /office/people/{id}/credentials",
            "POST /office/people/{id}/training",
            "POST /office/people/{id}/training/strike",
            "GET /counter/files",
            "GET /counter/retention",
            "POST /counter/retention",
            "GET /counter/cases/{case}/erase",
            "POST /counter/cases/{case}/erase",
            "POST /counter/cases/{case}/file/archive",
            "GET /counter/cases/{case}/disclose",
            "POST /counter/cases/{case}/disclose",
            "POST /counter/forms",
            "GET /counter/closing",
            "POST /counter/cases/{case}/closing/choose",
            "POST /counter/cases/{case}/closing/carry-over",
            "POST /counter/cases/{case}/closing/transfer",
        ],
    ),
    (
        Organiser,
        &[
            "GET /office/products",
            "POST /office/products",
            "GET /office/exhibitors/new",
            "POST /office/exhibitors/new",
            "POST /office/exhibitors/{id}",
            "POST /office/exhibitors/{id}/undertaking",
            "GET /office/exhibitors/{id}/defences",
            "POST /office/exhibitors/{id}/defences",
            "POST /office/exhibitors/{id}/defences/{defence}/withdraw",
            "GET /office/rights/new",
            "POST /office/rights/new",
            "POST /office/rights/{id}",
            "POST /office/rights/{id}/check",
            "POST /office/rights/{id}/withdraw",
            "GET /office/exhibitors/import",
            "POST /office/exhibitors/import",
            "GET /office/exhibitors/import/{token}",
            "POST /office/exhibitors/import/{token}",
            "GET /office/exhibitors/import/{token}/state",
            "GET /office/exhibitors/import/{token}/events",
            "GET /office/address",
            "POST /office/address",
            "GET /office/address/state",
            "GET /office/address/events",
            "GET /office/halls",
            "GET /office/halls/{hall}",
            "GET /office/halls/{hall}/qr.svg",
            "GET /office/halls/{hall}/qr.png",
            "POST /office/halls/{hall}/code",
            "POST /office/halls/{hall}/remove",
            "GET /office/booths/{id}",
            "GET /office/booths/{id}/qr.svg",
            "GET /office/booths/{id}/qr.png",
            "POST /office/booths/{id}/code",
            "GET /office/sheets",
            "GET /office/sheets/booths",
            "GET /office/sheets/booths/{token}",
            "GET /office/sheets/booths/{token}/state",
            "GET /office/sheets/booths/{token}/events",
            "GET /office/sheets/booths.pdf",
            "GET /office/sheets/halls.pdf",
            "GET /office/devices",
            "GET /office/devices/events",
            "POST /office/devices/invite",
            "POST /office/devices/{id}/lock",
            "POST /office/devices/{id}/unlock",
            "POST /office/devices/{id}/letter",
            "POST /office/devices/{id}/revoke",
            "GET /office/fair",
            "POST /office/fair",
            "POST /office/fair/halls",
            "POST /office/fair/rules",
            "GET /office/logs/{day}/seal",
            "POST /office/report/earlier",
            "POST /office/report/earlier/remove",
            "POST /office/logs/{day}/seal",
            "GET /office/cases/{case}/disclose",
            "POST /office/cases/{case}/disclose",
            "POST /api/v1/logs/{day}/seal",
        ],
    ),
    // What is to be done on a day. Preparing the fair and sealing the day are not among it.
    (
        OnDuty,
        &[
            "GET /office/exhibitors",
            "GET /office/exhibitors/{id}",
            "GET /office/rights",
            "GET /office/rights/{id}",
            "GET /office/live",
            "GET /office/events",
            "GET /office/logs",
            "GET /office/logs/{day}",
            "GET /office/logs/{day}/log.csv",
            "GET /office/logs/{day}/log.json",
            "GET /office/logs/{day}/log.pdf",
            "GET /office/logs/{day}/log.xlsx",
            "POST /office/bulletin",
            "POST /office/bulletin/end",
            "POST /office/logs/{day}/remarks",
            "POST /office/logs/{day}/print",
            "GET /office/complaints",
            "GET /office/forms",
            "GET /office/forms/print",
            "GET /office/cases/{case}",
            "GET /office/cases/{case}/photos/{evidence}/{size}",
            "GET /office/cases/{case}/papers/{kind}",
            "POST /office/cases/{case}/notice",
            "POST /office/cases/{case}/service",
            "POST /office/cases/{case}/answer",
            "POST /office/cases/{case}/clear",
            "POST /office/cases/{case}/order",
            "POST /office/cases/{case}/apply",
            "POST /office/cases/{case}/lift",
            "POST /office/cases/{case}/exhibitor",
            "GET /api/v1/logs/{day}",
            "POST /api/v1/logs/{day}/remarks",
            "GET /api/v1/complaints",
            "POST /api/v1/complaints/{case}/issue-notice",
            "POST /api/v1/complaints/{case}/record-service",
            "POST /api/v1/complaints/{case}/answer",
            "POST /api/v1/complaints/{case}/clear",
            "POST /api/v1/complaints/{case}/order",
            "POST /api/v1/complaints/{case}/apply",
            "POST /api/v1/complaints/{case}/lift",
            "POST /api/v1/complaints/{case}/evidence",
            "POST /api/v1/complaints/{case}/name-exhibitor",
        ],
    ),
    // Each sees and prepares those they answer for.
    (
        Leaders,
        &[
            // The organiser's list leaves out what belongs to the mediation.
            "GET /office/handovers",
            "POST /office/handovers",
            "GET /office/handovers/{entry}/cases.csv",
            "GET /office/handovers/{entry}/cases.xlsx",
            "GET /office/bodies",
            "POST /office/bodies/{body}",
            "GET /office/bodies/{body}/tariff",
            "POST /office/bodies/{body}/tariff",
            "GET /office/people",
            "GET /office/people/new",
            "POST /office/people/new",
            "GET /office/people/{id}",
            "POST /office/people/{id}/profile",
            "POST /office/people/{id}/name",
            "POST /office/people/{id}/pin",
            "POST /office/people/{id}/dismiss",
            "GET /office/data-record",
            "GET /office/data-record.pdf",
            "GET /office/disclosures",
            "GET /office/disclosures/{disclosure}",
            "POST /office/disclosures/{disclosure}/received",
            "GET /office/disclosures/{disclosure}/bundle.zip",
            "GET /office/disclosures/{disclosure}/receipt",
            "GET /office/disclosures/{disclosure}/receipt.pdf",
        ],
    ),
    // Each reads as much of them as is theirs.
    (Acts, &["GET /office/acts", "GET /office/acts.csv"]),
    // The first of them sends those who do not watch the day on to the second.
    (DayReaders, &["GET /office", "GET /office/figures"]),
    (
        Readers,
        &[
            // As much of it as each may see.
            "GET /office/report",
            "GET /office/report/report.csv",
            "GET /office/report/report.json",
            "GET /office/report/report.pdf",
            "GET /office/report/report.xlsx",
        ],
    ),
    // The roster has the names of mediators.
    (Unlisted, &["POST /account/name"]),
    (Machine, &["GET /metrics"]),
    (Nobody, &["GET /setup/{key}", "POST /setup/{key}", "GET /setup/{key}/clock"]),
];

/// Everybody who tries, by the word used in messages.
const PEOPLE: &[(&str, Option<domain::StaffId>)] = &[
    ("a passer-by", None),
    ("a mediator", Some(MEI)),
    ("another mediator", Some(TOM)),
    ("the head", Some(HEAD)),
    ("the organiser", Some(ORGANISER)),
    ("the supervisor", Some(SUPERVISOR)),
    ("reception", Some(RECEPTION)),
    ("the duty manager", Some(DUTY_MANAGER)),
    ("the auditor", Some(AUDITOR)),
];

impl Let {
    /// Whether somebody gets as far as the handler.
    fn admits(self, person: &str) -> bool {
        match self {
            Self::Everybody | Self::WithTheKey | Self::Machine => true,
            Self::Staff => person != "a passer-by",
            Self::Counter => ["a mediator", "another mediator", "the head", "reception"].contains(&person),
            Self::Mediators => ["a mediator", "another mediator", "the head"].contains(&person),
            Self::Head => person == "the head",
            Self::Organiser => person == "the organiser",
            Self::Leaders => ["the organiser", "the head"].contains(&person),
            Self::OnDuty => ["the organiser", "the duty manager"].contains(&person),
            Self::Queue => !["a passer-by", "the supervisor", "the auditor"].contains(&person),
            Self::Seconds => {
                ["a mediator", "another mediator", "the head", "the organiser", "the duty manager"]
                    .contains(&person)
            }
            Self::DayReaders => Self::Readers.admits(person) || person == "the duty manager",
            Self::Acts => ["the organiser", "the head", "the auditor"].contains(&person),
            Self::Readers => ["the organiser", "the head", "the supervisor"].contains(&person),
            Self::Unlisted => !["a passer-by", "a mediator", "another mediator"].contains(&person),
            Self::Nobody | Self::Devices => false,
        }
    }
}

/// An address of a route at which nothing is: well-formed names of things that are not there.
fn nowhere(path: &str) -> String {
    let id = "00".repeat(16);
    let known = [
        ("{key}", "AAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("{token}", "AAAAAAAAAAAAAAAAAAAA"),
        ("{number}", "Z-999"),
        ("{ticket}", "Z-999"),
        ("{day}", "2026-03-10"),
        ("{size}", "large"),
        ("{hall}", "nowhere"),
    ];
    let path = known.iter().fold(path.to_owned(), |path, (name, value)| path.replace(name, value));
    let mut filled = String::new();
    let mut rest = path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(&id);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    filled + rest
}

/// What became of a request: its status, and the code of the problem where it was turned away.
async fn try_out(desk: &TestDesk, method: &Method, path: &str, token: &str) -> (StatusCode, String) {
    let mut request = Request::builder().method(method).uri(nowhere(path));
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let request = request.header("idempotency-key", "a-row-of-the-table").body(Body::empty()).unwrap();
    let response = desk.service.clone().oneshot(request).await.unwrap();
    let status = response.status();
    // Streams have no end; only an answer that turns somebody away is read.
    if !status.is_client_error() {
        return (status, String::new());
    }
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<String> =
        super::routes().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let rows: Vec<&str> = TABLE.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
    let known: BTreeSet<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    assert_eq!(rows.len(), known.len(), "a row stands twice");
    let without_row: Vec<_> = routes.difference(&known).collect();
    let without_route: Vec<_> = known.difference(&routes).collect();
    assert!(without_row.is_empty(), "who may use {without_row:#?}? Say so in TABLE");
    assert!(without_route.is_empty(), "no such route: {without_route:#?}");
}

#[tokio::test]
async fn everybody_is_let_in_where_they_may_and_nowhere_else() {
    let access: BTreeMap<String, Access> = super::routes()
        .iter()
        .map(|route| (format!("{} {}", route.method, route.path), route.access))
        .collect();
    let mut wrong = Vec::new();
    for (row, who) in TABLE.iter().flat_map(|(who, rows)| rows.iter().map(move |row| (*row, *who))) {
        let Some(access) = access.get(row) else { continue };
        let (method, path) = row.split_once(' ').unwrap();
        let method: Method = method.parse().unwrap();
        // Each route on a desk of its own: some of them change things.
        let desk = TestDesk::new().await;
        for (person, staff) in PEOPLE {
            let token = match staff {
                Some(staff) => desk.sign_in(*staff).await,
                None => String::new(),
            };
            let (status, code) = try_out(&desk, &method, path, &token).await;
            let turned_away = code == "sign-in-needed"
                || code == "not-allowed"
                || (matches!(access, Access::Setup | Access::Operator) && status == StatusCode::NOT_FOUND);
            if turned_away == who.admits(person) {
                wrong.push(format!("{row}: {person} got {status} {code}, though {who:?} may"));
            }
            if who == WithTheKey && !status.is_client_error() {
                wrong.push(format!("{row}: {person} got {status} with a key that nobody was given"));
            }
            if status.is_server_error() {
                wrong.push(format!("{row}: {person} got {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn whoever_asks_for_an_address_that_takes_forms_alone_is_sent_to_the_page_of_the_form() {
    let of = |method: Method| {
        let routes = super::routes().into_iter().filter(move |route| route.method == method);
        routes.map(|route| nowhere(route.path)).collect::<BTreeSet<_>>()
    };
    let pages = of(Method::GET);
    let desk = TestDesk::new().await;
    let mut tried = 0;
    for form in of(Method::POST).difference(&pages).filter(|form| !form.starts_with("/api/")) {
        let answer = desk.open(form, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}");
        let above = answer.location();
        assert!(pages.contains(above) && form.starts_with(above), "{form} leads to {above}");
        tried += 1;
    }
    assert!(tried > 0, "no form has an address of its own");
    let answer = desk.open("/counter/cases/B-001/session/identity?who=1", "").await;
    assert_eq!(answer.location(), "/counter/cases/B-001/session");
}
