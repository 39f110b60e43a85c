//! The script of the sample fair as it is written in `assets/demo`, read into our words.

use anyhow::Context;
use domain::{
    case::{Audience, Capacity, CaseKind, Paper, Relief, RightKind},
    fair::Language,
    staff::DutyState,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::times::{Times, When};

mod verb;

pub(super) use verb::{Away, Deed, Follow, Signs, Track, Verb, Who};

const DAYS: [&str; 2] =
    [include_str!("../../assets/demo/yesterday.toml"), include_str!("../../assets/demo/today.toml")];
const OTHERS: &str = include_str!("../../assets/demo/others.toml");
const MARKET: &str = include_str!("../../assets/demo/market.toml");

/// One day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Day {
    /// When, who, to what, in which room.
    pub(super) duty: Vec<(String, String, DutyState, String)>,
    /// When, in which hall, about which right, by whom.
    pub(super) advice: Vec<(String, String, String, String)>,
    #[serde(default)]
    pub(super) late_advice: Vec<(String, String, String, String)>,
    /// When, who, with the exhibitor of which booth.
    #[serde(default)]
    pub(super) conflicts: Vec<(String, String, String)>,
    #[serde(rename = "case")]
    pub(super) cases: Vec<Story>,
}

/// Through which door somebody comes.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Way {
    Booth,
    Hall,
    Kiosk,
    Counter,
}

/// One case and what becomes of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    pub(super) at: String,
    pub(super) kind: CaseKind,
    pub(super) door: Way,
    #[serde(default)]
    pub(super) hall: Option<String>,
    #[serde(default)]
    pub(super) from: Option<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) phone: Option<String>,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) capacity: Option<Capacity>,
    pub(super) language: Language,
    /// The language of the other side, where it is another.
    #[serde(default)]
    pub(super) answers_in: Option<Language>,
    #[serde(default)]
    pub(super) against: Vec<String>,
    #[serde(default)]
    pub(super) right: Option<RightKind>,
    #[serde(default)]
    pub(super) number: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) item: Option<String>,
    #[serde(default)]
    pub(super) statement: Option<String>,
    #[serde(default)]
    pub(super) complaint: Option<String>,
    #[serde(default)]
    pub(super) relief: Vec<Relief>,
    #[serde(default)]
    pub(super) missing: Vec<Paper>,
    #[serde(default)]
    pub(super) photos: Vec<String>,
    #[serde(default)]
    pub(super) photos_for: Option<Audience>,
    #[serde(default)]
    pub(super) steps: Vec<String>,
}

/// A verb with its moment and the mediator's words.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) when: When,
    pub(super) verb: Verb,
    pub(super) remark: Option<String>,
}

/// Yesterday and today.
///
/// # Errors
/// When the files do not say what they should; a test sees to it that they do.
pub(super) fn days() -> anyhow::Result<Vec<Day>> {
    DAYS.iter().map(|text| toml::from_str(text).context("the script of the sample fair")).collect()
}

/// What goes on with other bodies today: it stands apart, because a rehearsal has none of them.
///
/// # Errors
/// The same.
pub(super) fn others() -> anyhow::Result<Day> {
    toml::from_str(OTHERS).context("the script of the other bodies")
}

/// The months of the sample market.
///
/// # Errors
/// The same.
pub(super) fn market() -> anyhow::Result<Day> {
    toml::from_str(MARKET).context("the script of the sample market")
}

impl Day {
    /// Without what began before a moment. What cannot be read stays: whoever plays it says so.
    pub(super) fn since(mut self, times: &Times, begin: Timestamp) -> Self {
        let told = |when: &str| {
            let at = When::parse(when).and_then(|when| times.at(when));
            !at.is_ok_and(|at| at < begin)
        };
        self.duty.retain(|(when, ..)| told(when));
        self.advice.retain(|(when, ..)| told(when));
        self.late_advice.retain(|(when, ..)| told(when));
        self.conflicts.retain(|(when, ..)| told(when));
        self.cases.retain(|story| told(&story.at));
        self
    }
}

impl Story {
    /// The steps, in order.
    ///
    /// # Errors
    /// When one cannot be understood.
    pub(super) fn steps(&self) -> anyhow::Result<Vec<Step>> {
        let filed = When::parse(&self.at)?;
        self.steps.iter().map(|text| step(filed, text).with_context(|| text.clone())).collect()
    }
}

fn step(filed: When, text: &str) -> anyhow::Result<Step> {
    let (order, remark) = match text.split_once(" | ") {
        Some((order, remark)) => (order, Some(remark.to_owned())),
        None => (text, None),
    };
    let mut words = order.split_whitespace();
    let when = words.next().context("no moment")?;
    let when = match when.strip_prefix('+') {
        Some(minutes) => filed.after(minutes.parse()?),
        None => When::parse(when)?,
    };
    let verb = verb::read(&mut words)?;
    Ok(Step { when, verb, remark })
}

pub(super) fn code<T>(word: &str, read: impl Fn(&str) -> Option<T>) -> anyhow::Result<T> {
    read(word).with_context(|| format!("“{word}” is no code"))
}

/// A right by its code; an empty word means that none was named.
///
/// # Errors
/// When there is no such code.
pub(super) fn right(word: &str) -> anyhow::Result<Option<RightKind>> {
    if word.is_empty() { Ok(None) } else { code(word, RightKind::from_code).map(Some) }
}
