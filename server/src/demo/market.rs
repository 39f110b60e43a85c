//! The sample market: a desk that has stood for some months in a wholesale market, with its words, one line, no last day and Sundays
//! on which it is closed. What happened at it is told in `assets/demo/market.toml`, its merchants stand in `market.csv`.

use domain::{
    Command, HallId,
    fair::{BodyKind, FairPlan, Language, MediationBody, OtherHours, Room, Venue, Weekday},
};
use jiff::{civil::Date, tz::TimeZone};

use crate::app::{App, From, Once};

use super::{
    list, script,
    times::{OPENS, Times},
};

/// Since how many days it stands: long enough for a quarter that is over.
const STANDS: i64 = 100;
/// The line of the desk itself.
const OWN_LINE: &str = "Desk";
/// The sections of the market; the kiosk stands in the first.
const SECTIONS: [&str; 3] = ["1", "2", "3"];

/// Sets it up in an empty desk.
pub(super) async fn fill(app: &App, address: Option<&str>) -> anyhow::Result<()> {
    stand(app, address, STANDS).await
}

/// The same of one whose desk has stood for so many days: of what the script tells, what happened since.
pub(super) async fn stand(app: &App, address: Option<&str>, days: i64) -> anyhow::Result<()> {
    let times = Times::standing(app.clock.now(), TimeZone::system(), days, Weekday::Sunday)?;
    let (begin, plan) = (times.dawn()?, plan(&times));
    let sealed: Vec<Date> = plan.days_until(times.yesterday).collect();
    let sections = SECTIONS.map(|section| HallId(section.to_owned()));
    super::found(app, begin, plan, &[HallId(OWN_LINE.to_owned())]).await?;
    // As the list of the merchants would bring them.
    let halls = sections.iter().map(|section| (section.clone(), super::new_token())).collect();
    app.submit_at(From::SYSTEM, Once::Fresh, Some(begin), Command::AddHalls { halls }).await?;
    super::print_for(app, address).await?;
    list::enrol(app, list::MARKET, begin, &sections).await?;
    let [kiosk, ..] = sections;
    super::play(app, &times, &[script::market()?.since(&times, begin)], &sealed, kiosk).await
}

/// What is laid down about it.
fn plan(times: &Times) -> FairPlan {
    FairPlan {
        name: "Lantern Gate Market".to_owned(),
        first_day: times.first,
        venue: Venue::Market,
        last_day: None,
        closed: [Weekday::Sunday].into(),
        opens: OPENS,
        closes: jiff::civil::time(18, 0, 0, 0),
        other_hours: OtherHours::default(),
        zone: times.zone.iana_name().unwrap_or("UTC").to_owned(),
        // The sample is played in the zone of the machine, wherever that stands.
        country: "CN".to_owned(),
        rooms: ["1", "2", "3"].map(super::room).map(|id| Room { id, hall: None }).to_vec(),
        body: MediationBody {
            name: "Lantern Gate IP Mediation Committee".to_owned(),
            kind: BodyKind::People,
        },
        languages: Language::ALL.to_vec(),
        desk: "Gate 1, ground floor · 1 号门一层".to_owned(),
        emergency: "Security 保安 8800 · Police 报警 110 · First aid 急救 120".to_owned(),
    }
}
