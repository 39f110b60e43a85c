//! When something happened that staff enter: now; or earlier, when it was written on paper first, because the network was down or a
//! party has no phone. The rules then hold for the time it happened.

use domain::{Command, Desk, number};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use crate::{
    app::{App, From, Once},
    engine::Accepted,
    web::{
        form::Entries,
        guard::Who,
        problem::{Fault, Problem},
        submit,
    },
};

/// The fields of a form that say so.
pub(in crate::web) const DAY: &str = "happened_day";
/// See [`DAY`].
pub(in crate::web) const TIME: &str = "happened_time";

/// Why a day and a time are no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum NoMoment {
    /// Only one of the two was said.
    Half(&'static str),
    /// It cannot be read.
    Unreadable(&'static str),
}

/// The moment a form says, by the fair's clock; none when it says none.
///
/// # Errors
/// When only a part of it is there, or it cannot be read.
fn moment(desk: &Desk, form: &Entries) -> Result<Option<Timestamp>, NoMoment> {
    moment_of(desk, form.text(DAY), form.text(TIME))
}

/// The same for a day and a time as typed.
///
/// # Errors
/// When only one of them is there, or it cannot be read.
pub(in crate::web) fn moment_of(desk: &Desk, day: &str, time: &str) -> Result<Option<Timestamp>, NoMoment> {
    let (day, time) = (number::plain(day.trim()), number::plain(time.trim()));
    let (day, time): (Date, Time) = match (&*day, &*time) {
        ("", "") => return Ok(None),
        ("", _) => return Err(NoMoment::Half(DAY)),
        (_, "") => return Err(NoMoment::Half(TIME)),
        (day, time) => (
            day.parse().map_err(|_| NoMoment::Unreadable(DAY))?,
            // Some browsers send seconds.
            time.get(..5)
                .and_then(|time| Time::strptime("%H:%M", time).ok())
                .ok_or(NoMoment::Unreadable(TIME))?,
        ),
    };
    let zone = desk.fair().map_or(jiff::tz::TimeZone::UTC, |fair| fair.plan.time_zone());
    let zoned = day.to_datetime(time).to_zoned(zone).map_err(|_| NoMoment::Unreadable(TIME))?;
    Ok(Some(zoned.timestamp()))
}

/// Submits what a form of staff asks for, at the time it says.
///
/// # Errors
/// What the desk says, or a time that cannot be read.
pub(in crate::web) async fn ask(
    app: &App,
    who: &Who,
    once: Once,
    form: &Entries,
    command: Command,
) -> Result<Accepted, Problem> {
    submit_at(app, who.from(), once, said(app, form)?, command).await
}

/// When what a form of staff tells of happened; none for now.
///
/// # Errors
/// A time that cannot be read.
pub(in crate::web) fn said(app: &App, form: &Entries) -> Result<Option<Timestamp>, Problem> {
    moment(&app.now().desk, form).map_err(|wrong| {
        let (field, why) = match wrong {
            NoMoment::Half(field) => (field, "missing"),
            NoMoment::Unreadable(field) => (field, "invalid"),
        };
        Problem::of(Fault::Invalid).coded("half-a-time").field(field, why)
    })
}

/// Submits a command of staff for something that happened earlier; `None` for now.
///
/// # Errors
/// What the desk says.
pub(in crate::web) async fn submit_at(
    app: &App,
    from: From,
    once: Once,
    happened: Option<Timestamp>,
    command: Command,
) -> Result<Accepted, Problem> {
    let Some(at) = happened else { return app.ask(from, once, command).await };
    let written = Command::EnterFromPaper(Box::new(command));
    let accepted = app.submit_at(from, once, Some(at), written).await;
    accepted.map_err(|error| submit::problem(&error, &app.now()))
}

#[cfg(test)]
mod tests {
    use domain::testing::TestFair;

    use super::{NoMoment, moment};
    use crate::web::form::Entries;

    fn read(day: &str, time: &str) -> Result<Option<String>, NoMoment> {
        let fields = [("happened_day", day), ("happened_time", time)];
        let form = Entries::from_fields(fields.map(|(name, value)| (name.into(), value.into())).to_vec());
        moment(&TestFair::new().desk, &form).map(|at| at.map(|at| at.to_string()))
    }

    #[test]
    fn a_day_and_a_time_are_by_the_clock_of_the_fair() {
        assert_eq!(read("2026-03-10", "14:05"), Ok(Some("2026-03-10T06:05:00Z".into())));
        assert_eq!(read("2026-03-10", "14:05:30"), Ok(Some("2026-03-10T06:05:00Z".into())));
        assert_eq!(read("２０２６－０３－１０", "１４：０５"), Ok(Some("2026-03-10T06:05:00Z".into())));
        assert_eq!(read(" ", ""), Ok(None));
        assert_eq!(read("2026-03-10", ""), Err(NoMoment::Half("happened_time")));
        assert_eq!(read("", "14:05"), Err(NoMoment::Half("happened_day")));
        assert_eq!(read("10 March", "14:05"), Err(NoMoment::Unreadable("happened_day")));
        assert_eq!(read("2026-03-10", "25:00"), Err(NoMoment::Unreadable("happened_time")));
        assert_eq!(read("2026-03-10", "é"), Err(NoMoment::Unreadable("happened_time")));
    }
}
