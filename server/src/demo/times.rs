//! The moments of a sample: yesterday and earlier days by the clock, today counted back from now, but to no time before the desk
//! opened.

use domain::fair::Weekday;
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Time},
    tz::TimeZone,
};

/// The script's longest way back from now, in minutes. Early in the day everything of today is drawn together, so that it stays
/// in today, and after the opening of the desk once that is past.
const LONGEST_MIN: i64 = 405;
/// When the desks of the samples open.
pub(super) const OPENS: Time = jiff::civil::time(9, 0, 0, 0);

/// Where "yesterday", "days back" and "minutes ago" lie.
pub(super) struct Times {
    now: Timestamp,
    /// Before it nothing of today happened.
    begins: Timestamp,
    pub(super) zone: TimeZone,
    pub(super) today: Date,
    pub(super) yesterday: Date,
    /// The day on which everything begins.
    pub(super) first: Date,
    /// The day of each week on which the desk is closed: what would lie on one lies on the day before.
    rests: Option<Weekday>,
}

/// A moment of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Yesterday, in minutes after midnight.
    Yesterday(i64),
    /// So many days back, in minutes after midnight.
    Day { back: i64, minute: i64 },
    /// Minutes before now.
    Ago(i64),
}

impl When {
    /// `09:30` is yesterday, `40d09:30` forty days ago, `-90` is today, counted back from now.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let unclear = || anyhow::anyhow!("“{text}” is no moment of the script");
        if let Some(ago) = text.strip_prefix('-') {
            return Ok(Self::Ago(ago.parse().map_err(|_| unclear())?));
        }
        let (back, clock) = match text.split_once('d') {
            Some((back, clock)) => (Some(back.parse().map_err(|_| unclear())?), clock),
            None => (None, text),
        };
        let (hour, minute) = clock.split_once(':').ok_or_else(unclear)?;
        let (hour, minute): (i64, i64) =
            (hour.parse().map_err(|_| unclear())?, minute.parse().map_err(|_| unclear())?);
        let minute = hour * 60 + minute;
        Ok(back.map_or(Self::Yesterday(minute), |back| Self::Day { back, minute }))
    }

    /// So many minutes later.
    pub(super) fn after(self, minutes: i64) -> Self {
        match self {
            Self::Yesterday(at) => Self::Yesterday(at + minutes),
            Self::Day { back, minute } => Self::Day { back, minute: minute + minutes },
            Self::Ago(ago) => Self::Ago(ago - minutes),
        }
    }
}

impl Times {
    pub(super) fn of(now: Timestamp, zone: TimeZone) -> anyhow::Result<Self> {
        let today = now.to_zoned(zone.clone()).date();
        let midnight = today.to_zoned(zone.clone())?.timestamp();
        let opening = today.to_datetime(OPENS).to_zoned(zone.clone())?.timestamp();
        // Whoever looks at it before it opens sees those who came in the night: a sample without a today shows nothing.
        let begins = if opening < now { opening } else { midnight };
        let yesterday = today.checked_sub(1.day())?;
        Ok(Self { now, begins, today, yesterday, first: yesterday, rests: None, zone })
    }

    /// The same of a desk that opened so many days ago and is closed on one day of each week.
    pub(super) fn standing(
        now: Timestamp,
        zone: TimeZone,
        days: i64,
        rests: Weekday,
    ) -> anyhow::Result<Self> {
        let times = Self::of(now, zone)?;
        Ok(Self { first: times.today.checked_sub(days.days())?, rests: Some(rests), ..times })
    }

    /// Before anything happened.
    pub(super) fn dawn(&self) -> anyhow::Result<Timestamp> {
        self.on(self.first, 8 * 60)
    }

    /// After a day's last case.
    pub(super) fn evening(&self, day: Date) -> anyhow::Result<Timestamp> {
        self.on(day, 18 * 60 + 10)
    }

    fn on(&self, day: Date, minute: i64) -> anyhow::Result<Timestamp> {
        let midnight = day.to_zoned(self.zone.clone())?.timestamp();
        Ok(midnight.checked_add(SignedDuration::from_mins(minute))?)
    }

    pub(super) fn at(&self, when: When) -> anyhow::Result<Timestamp> {
        match when {
            When::Yesterday(minute) => self.on(self.yesterday, minute),
            When::Day { back, minute } => {
                let day = self.today.checked_sub(back.days())?;
                let rests = self.rests == Some(Weekday::of(day));
                self.on(if rests { day.yesterday()? } else { day }, minute)
            }
            When::Ago(minutes) => {
                let passed = self.now.duration_since(self.begins).min(SignedDuration::from_mins(LONGEST_MIN));
                // To the millisecond: right after the opening two steps would else fall on one moment and lose their order.
                let back = i64::try_from(passed.as_millis())? * minutes / LONGEST_MIN;
                Ok(self.now.checked_sub(SignedDuration::from_millis(back))?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_stays_today_at_any_hour() {
        for now in ["2026-11-20T16:00:30Z", "2026-11-20T16:00:00Z", "2026-11-21T03:10:00Z"] {
            let times = Times::of(now.parse().unwrap(), TimeZone::get("Asia/Shanghai").unwrap()).unwrap();
            assert_eq!(times.today, jiff::civil::date(2026, 11, 21));
            for ago in [0, 1, 100, LONGEST_MIN] {
                let at = times.at(When::Ago(ago)).unwrap();
                assert_eq!(at.to_zoned(times.zone.clone()).date(), times.today, "{now} {ago}");
            }
            let longest = times.at(When::Ago(LONGEST_MIN)).unwrap().to_zoned(times.zone.clone()).time();
            let opened = now.ends_with("03:10:00Z");
            assert_eq!(
                longest >= OPENS,
                opened,
                "{now}: nothing of today comes before the opening, once it is past"
            );
            let evening = times.at(When::parse("17:30").unwrap()).unwrap();
            assert_eq!(evening.to_zoned(times.zone.clone()).date(), times.yesterday);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for bad in ["", "-", "9", "nine:thirty", "d09:00", "fewd09:00", "3d"] {
            assert!(When::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(When::parse("-90").unwrap().after(30), When::Ago(60));
        let day = When::parse("40d09:30").unwrap();
        assert_eq!(day.after(5), When::Day { back: 40, minute: 575 });
    }

    #[test]
    fn what_would_lie_on_a_closed_day_lies_on_the_day_before() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let now = "2026-11-24T03:00:00Z".parse().unwrap();
        let times = Times::standing(now, zone.clone(), 30, Weekday::Sunday).unwrap();
        let day = |text: &str| times.at(When::parse(text).unwrap()).unwrap().to_zoned(zone.clone()).date();
        let november = |day| jiff::civil::date(2026, 11, day);
        assert_eq!((day("2d09:00"), day("3d09:00")), (november(21), november(21)), "the 22nd is a Sunday");
        assert_eq!((day("1d09:00"), times.first), (november(23), jiff::civil::date(2026, 10, 25)));
    }
}
