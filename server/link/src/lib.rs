//! What travels between a kiosk and the desk. The one place that both read; nothing here opens a file or a connection.
//!
//! # The calls
//!
//! All are JSON under [`BASE`], as the rest of the desk's JSON: names in `snake_case`, codes in `kebab-case`, times RFC 3339 in
//! UTC, lengths of time in seconds (`…_s`). All but `join` carry `Authorization: Bearer` with the device's token.
//!
//! | call | sends | answers |
//! |---|---|---|
//! | `POST join` | [`Join`] | 201 [`Joined`] |
//! | `POST hello` | [`Hello`] | [`Greeting`]; every [`HELLO_EVERY_S`] seconds while the desk can be reached |
//! | `POST issues` | [`Issues`] | [`Answers`], one for each issue, in the same order |
//! | `GET booths?hall=&q=` | | [`Booths`]: names and places only |
//! | `POST check-in` | [`CheckIn`] | [`CheckedIn`] |
//! | `POST hand-offs` | [`OpenHandOff`] | 201 [`HandOff`] |
//! | `GET hand-offs/{id}` | | [`HandOffState`]; asked every second or two |
//! | `DELETE hand-offs/{id}` | | 204: "continue here" |
//! | `POST jobs/{id}` | [`JobReport`] | 204 |
//!
//! A field that a reader does not know is passed over, and one that is absent has its default, so that kiosk and desk may be of
//! different versions.
//!
//! # When a call is refused
//!
//! The answer is a [`Problem`] with a stable `code`. `join`: `join-code-wrong` (also when it was used or has lapsed), `locked-out`
//! after too many wrong codes (with `seconds`). Every other call: 401 `sign-in-needed` for a token the desk does not know, 403
//! `device-revoked` once it was taken away (`hello` is still answered, and says so). 429 and 5xx mean: the same again, later. An
//! issue that is refused stands in its [`Answer`], not in the status of the call.
//!
//! # One ticket
//!
//! The kiosk mints: next number of its series, [`TicketKey`], [`HolderToken`], command id ([`fresh_id`]). What was typed is
//! sealed as a [`Filing`], key and token as a [`TicketSecret`](domain::body::TicketSecret), each to the [`DeskKey`] it got when it
//! joined. The [`Issue`] goes into the outbox and is sent until an [`Answer`] names it; the desk takes it once.

mod code;
mod filing;
mod hand_off;
mod hello;
mod issue;
mod join;
mod limits;
mod number;
mod problem;
mod seal;
mod secret;

pub use code::{HolderCode, HumanCode, JoinCode, narrow};
pub use filing::{Agreed, Consents, Filer, Filing, Respondent, Right};
pub use hand_off::{HandOff, HandOffState, OpenHandOff};
pub use hello::{Greeting, Hello, Job, JobReport, Print, RefusedIssue, Standing};
pub use issue::{Answer, Answers, Booth, Booths, CheckIn, CheckedIn, Issue, Issues, Verdict};
pub use join::{Join, Joined, Particulars};
pub use limits::*;
pub use number::{Mistyped, check_digit, read_number, with_check_digit};
pub use problem::Problem;
pub use seal::{CannotOpen, CannotSeal, Confidential, DeskKey, DeskSecret, NotADeskKey, NotSealed, Sealed};
pub use secret::{
    BoothToken, DeviceToken, HolderToken, JoinedToken, KeyHash, NotAKey, Secret, SessionToken, TicketKey,
    fresh_id, random_bytes,
};
pub use slip::{Paper, PrintId, PrintState, Trouble};

/// Where the calls of a device begin.
pub const BASE: &str = "/api/v1/devices";
