//! What surrounds every page: who reads it, what fair it is, how the screen is shown, when it forgets.

use askama::Template;
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::fair::{Language, Venue, Weekday};
use jiff::tz::TimeZone;
use link::{Particulars, Standing};
use locale::Texts;

use super::{
    COUNT_DOWN, Page,
    visit::{Look, Visit},
};

/// The cookie that names the visit.
pub const COOKIE: &str = "visit";

/// Somebody in front of the screen: the name of their visit, and what every page says to them.
pub struct Visitor {
    /// The name of the visit.
    pub name: String,
    /// What they read.
    pub language: Language,
}

/// Nothing to be seen here: the page to be shown instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere(&'static str);

impl Elsewhere {
    /// The start: the visit is over.
    pub const START: Self = Self("/");
}

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        Redirect::to(self.0).into_response()
    }
}

impl FromRequestParts<Page> for Visitor {
    type Rejection = Elsewhere;

    async fn from_request_parts(parts: &mut Parts, page: &Page) -> Result<Self, Elsewhere> {
        let name = cookie(parts).ok_or(Elsewhere::START)?;
        let now = page.kiosk.clock.clock().monotonic();
        let touches = !is_asked_by_itself(parts);
        let language = if touches {
            page.visits.with(&name, now, |visit| visit.language).flatten()
        } else {
            page.visits.peek(&name, |visit| visit.language).flatten()
        };
        let language = language.ok_or(Elsewhere::START)?;
        Ok(Self { name, language })
    }
}

/// Pages ask for these without anybody touching the screen.
fn is_asked_by_itself(parts: &Parts) -> bool {
    matches!(parts.uri.path(), "/live" | "/phone/state")
}

/// The name of the visit that a browser says it is in.
pub fn cookie(parts: &Parts) -> Option<String> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// What surrounds a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Words.
    pub t: Texts,
    /// Key of the page's title.
    pub title: String,
    /// Name of the fair; empty before the kiosk joined.
    pub fair: String,
    /// It is a sample fair.
    pub demo: bool,
    /// How the screen is shown.
    pub look: Look,
    /// Seconds until the screen asks whether somebody is still there; none where there is nothing to forget.
    pub idle_s: Option<u64>,
    /// Seconds it then counts down.
    pub count_down_s: u64,
    /// The desk can be reached.
    pub reachable: bool,
    /// Where the desk is; empty when nobody said so.
    pub desk: String,
    /// Where this page is, for coming back to it.
    pub here: String,
    /// The run that draws it.
    pub run: std::sync::Arc<str>,
    /// It has fields of its own, the form `answer`: whatever is touched around it sends them along, so that nothing typed is lost.
    pub answers: bool,
}

impl Frame {
    /// The frame of a page for somebody.
    pub fn of(page: &Page, language: Language, look: Look, title: &str, here: &str) -> Self {
        let known = page.kiosk.store.read(|state| state.known().cloned());
        let fair = known.map(|known| known.particulars);
        let t = words(fair.as_ref(), language);
        let title = t.t(title).into_owned();
        Self {
            t,
            title,
            fair: fair.as_ref().map(|fair| fair.fair.clone()).unwrap_or_default(),
            demo: fair.as_ref().is_some_and(|fair| fair.demo),
            look,
            idle_s: Some(page.idle.as_secs()),
            count_down_s: COUNT_DOWN.as_secs(),
            reachable: page.kiosk.wire.borrow().reachable,
            desk: fair.map(|fair| fair.desk).unwrap_or_default(),
            here: here.to_owned(),
            run: std::sync::Arc::clone(&page.run),
            answers: false,
        }
    }

    /// The frame of a page of a visit; `None` when it is over.
    pub fn for_visit(page: &Page, visitor: &Visitor, title: &str, here: &str) -> Option<Self> {
        let look = page.visits.peek(&visitor.name, |visit| visit.look)?;
        Some(Self::of(page, visitor.language, look, title, here))
    }

    /// The words of every other language.
    pub fn others(&self) -> Vec<Texts> {
        let others = Language::ALL.iter().filter(|language| **language != self.t.language());
        others.map(|language| self.t.speaking(*language)).collect()
    }

    /// The words of every language.
    pub fn all(&self) -> Vec<Texts> {
        Language::ALL.iter().map(|language| self.t.speaking(*language)).collect()
    }

    /// The same page, with fields of its own.
    #[must_use]
    pub fn answering(mut self) -> Self {
        self.answers = true;
        self
    }

    /// The same page, where there is nothing to forget.
    #[must_use]
    pub fn resting(mut self) -> Self {
        self.idle_s = None;
        self
    }
}

/// The fair's zone.
fn zone_of(fair: &Particulars) -> TimeZone {
    TimeZone::get(&fair.zone).unwrap_or(TimeZone::UTC)
}

/// The words of the place for somebody who reads this language; before anything is known of it, those of a fair.
pub fn words(fair: Option<&Particulars>, language: Language) -> Texts {
    let zone = fair.map_or(TimeZone::UTC, zone_of);
    Texts::new(language, zone).at(fair.map_or(Venue::Fair, |fair| fair.venue))
}

/// The same, of the place this kiosk knows.
pub fn words_of(page: &Page, language: Language) -> Texts {
    page.kiosk.store.read(|state| words(state.known().map(|known| &known.particulars), language))
}

/// What kind of place the kiosk is at.
pub fn venue(page: &Page) -> Venue {
    page.kiosk.store.read(|state| state.known().map_or(Venue::Fair, |known| known.particulars.venue))
}

/// What the kiosk can do at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service {
    /// Give out tickets.
    Open,
    /// It has not joined a desk, or its store is damaged.
    NotJoined,
    /// The organiser has locked it, with these words.
    Locked(String),
    /// The organiser has taken it out of use.
    Revoked,
    /// The tickets of the day are used up.
    DailyLimit,
    /// It cannot write: nothing may be promised.
    Broken,
}

impl Service {
    /// Whether there is a desk that may be asked where a slip leads.
    pub fn knows_a_desk(&self) -> bool {
        !matches!(self, Self::NotJoined | Self::Revoked)
    }
}

/// What the kiosk can do at this moment.
pub fn service(page: &Page) -> Service {
    use crate::mint::{CannotMint, expect_open};
    let kiosk = &page.kiosk;
    if kiosk.store.stopped().is_some() || kiosk.store.expect_room().is_err() {
        return Service::Broken;
    }
    kiosk.store.read(|state| match expect_open(state, &kiosk.clock) {
        Ok(_) => Service::Open,
        Err(CannotMint::NotJoined) => Service::NotJoined,
        Err(CannotMint::Locked) => match state.known().map(|known| &known.standing) {
            Some(Standing::Locked { message }) => Service::Locked(message.clone()),
            Some(Standing::Open | Standing::Revoked) | None => Service::Locked(String::new()),
        },
        Err(CannotMint::Revoked) => Service::Revoked,
        Err(CannotMint::DailyLimit { .. }) => Service::DailyLimit,
        Err(CannotMint::Seal(_) | CannotMint::Store(_)) => Service::Broken,
    })
}

/// When the desk is open: now, or from when to when.
#[derive(Debug, Clone)]
pub struct Hours {
    /// At this moment.
    pub open: bool,
    /// Every day from.
    pub from: String,
    /// To.
    pub to: String,
    /// The fair is over.
    pub over: bool,
    /// Days of each week on which it does not open.
    closed: Vec<Weekday>,
}

impl Hours {
    /// On which days it stays closed, in words; nothing where it opens every day.
    pub fn days_off(&self, t: &Texts) -> String {
        let days: Vec<_> = self.closed.iter().map(|day| t.code("weekday", day.code())).collect();
        if days.is_empty() {
            String::new()
        } else {
            t.t1("kiosk-days-off", "days", days.join(&t.t("list-comma")))
        }
    }
}

/// The opening hours, by the desk's clock as far as it is known.
pub fn hours(page: &Page) -> Option<Hours> {
    let fair = page.kiosk.store.read(|state| state.known().map(|known| known.particulars.clone()))?;
    let now = page.kiosk.clock.now().to_zoned(zone_of(&fair));
    let within = (fair.opens..fair.closes).contains(&now.time());
    let over = fair.last_day.is_some_and(|last| last < now.date());
    let on = fair.first_day <= now.date() && !over && !fair.closed.contains(&Weekday::of(now.date()));
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    // The desk knows more than the plan (a day that ends early); while it can be asked it decides.
    let open = if page.kiosk.wire.borrow().reachable { fair.open } else { within && on };
    Some(Hours {
        open,
        from: clock(fair.opens),
        to: clock(fair.closes),
        over,
        closed: fair.closed.iter().copied().collect(),
    })
}

/// A page as an answer.
pub fn shown(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be drawn");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Looks at a visit; goes to the start when it is over.
pub fn visiting<T>(
    page: &Page,
    visitor: &Visitor,
    work: impl FnOnce(&mut Visit) -> T,
) -> Result<T, Elsewhere> {
    let now = page.kiosk.clock.clock().monotonic();
    page.visits.with(&visitor.name, now, work).ok_or(Elsewhere::START)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_says_on_which_days_it_stays_closed() {
        let hours = |closed: &[Weekday]| Hours {
            open: false,
            from: "09:00".to_owned(),
            to: "17:00".to_owned(),
            over: false,
            closed: closed.to_vec(),
        };
        let weekend = hours(&[Weekday::Saturday, Weekday::Sunday]);
        for (language, says) in
            [(Language::En, "Closed on Saturday, Sunday."), (Language::ZhCn, "周六、周日不开放。")]
        {
            let t = Texts::new(language, jiff::tz::TimeZone::UTC);
            assert_eq!(weekend.days_off(&t), says);
            assert_eq!(hours(&[]).days_off(&t), "");
        }
    }
}
