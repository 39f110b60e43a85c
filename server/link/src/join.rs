//! Joining: a code read out by the organiser becomes a device of its own.

use std::collections::BTreeSet;

use domain::{
    DeviceId, HallId, Series,
    device::DeviceRole,
    fair::{Language, Venue, Weekday},
};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::seal::DeskKey;

/// Asks to join. `POST join`, without a token.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Join {
    /// The organiser's code, as it was typed: [`crate::JoinCode`] says how it is read.
    #[cfg_attr(feature = "schema", schema(example = "KXT 37RM"))]
    pub code: String,
    /// The program's version.
    #[cfg_attr(feature = "schema", schema(example = "0.1.0"))]
    pub version: String,
}

/// The answer: who the device is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Joined {
    /// Its id, 32 hexadecimal digits.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub device: DeviceId,
    /// Its token for `Authorization: Bearer` ([`crate::JoinedToken`]). Said once and never again.
    pub token: String,
    /// What it is there for.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "kiosk"))]
    pub role: DeviceRole,
    /// The letters of its numbers, from 1. Nobody else has them, and nobody had them before.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "K"))]
    pub series: Series,
    /// What to seal to.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub desk_key: DeskKey,
    /// The fair as visitors are told.
    pub particulars: Particulars,
}

/// What a device tells visitors about the fair. Public, and the same for everybody in one hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Particulars {
    /// Name of the fair, or of the place of a standing desk.
    pub fair: String,
    /// What kind of place it is: `fair`, `market`, `park`, `centre`. It decides on the words.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub venue: Venue,
    /// A sample fair: every page and slip says so.
    #[serde(default)]
    pub demo: bool,
    /// IANA name of its time zone: `Asia/Shanghai`.
    pub zone: String,
    /// First day, in that zone.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub first_day: Date,
    /// Last day, included; absent at a standing desk, which has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = Date))]
    pub last_day: Option<Date>,
    /// Days of the week on which a standing desk is closed: `sunday`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub closed: BTreeSet<Weekday>,
    /// When the desk opens, every day.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "09:00:00"))]
    pub opens: Time,
    /// When it closes.
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "18:00:00"))]
    pub closes: Time,
    /// Whether it is open at this moment. Filing works at any hour; this changes what is promised.
    pub open: bool,
    /// Every hall.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub halls: Vec<HallId>,
    /// The hall in which the device stands, if it is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub hall: Option<HallId>,
    /// Languages for visitors, the first one is the default.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<String>))]
    pub languages: Vec<Language>,
    /// Scheme, host and port for codes on slips, without a stroke at the end: `http://192.168.1.5:8080`. The ticket with key K has
    /// the address `{address}/t/{K}`. Absent until the organiser has chosen one; then the address the kiosk itself uses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Where the desk is: "Hall 2, entrance B". Empty when nobody has said so.
    #[serde(default)]
    pub desk: String,
    /// The mediation body's registered name.
    pub body: String,
    /// Version of the privacy notice and the consent texts, for [`crate::Agreed::Version`].
    pub consent: String,
    /// Most tickets this device may issue in one day of the fair's calendar; absent: as many as come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_limit: Option<u32>,
    /// Changes whenever the list of booths and exhibitors does.
    #[serde(default)]
    pub directory: u64,
}
