//! The moments of the sample fair: yesterday by the clock, today counted back from now.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// The script's longest way back from now, in minutes. Early in the day everything of today is drawn together, so that it stays
/// in today.
const LONGEST_MIN: i64 = 405;

/// Where "yesterday" and "minutes ago" lie.
pub(super) struct Times {
    now: Timestamp,
    midnight: Timestamp,
    pub(super) zone: TimeZone,
    pub(super) today: Date,
    pub(super) yesterday: Date,
}

/// A moment of the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Yesterday, in minutes after midnight.
    Yesterday(i64),
    /// Minutes before now.
    Ago(i64),
}

impl When {
    /// `09:30` is yesterday, `-90` is today, counted back from now.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let unclear = || anyhow::anyhow!("“{text}” is no moment of the script");
        if let Some(ago) = text.strip_prefix('-') {
            return Ok(Self::Ago(ago.parse().map_err(|_| unclear())?));
        }
        let (hour, minute) = text.split_once(':').ok_or_else(unclear)?;
        let (hour, minute): (i64, i64) =
            (hour.parse().map_err(|_| unclear())?, minute.parse().map_err(|_| unclear())?);
        Ok(Self::Yesterday(hour * 60 + minute))
    }

    /// So many minutes later.
    pub(super) fn after(self, minutes: i64) -> Self {
        match self {
            Self::Yesterday(at) => Self::Yesterday(at + minutes),
            Self::Ago(ago) => Self::Ago(ago - minutes),
        }
    }
}

impl Times {
    pub(super) fn of(now: Timestamp, zone: TimeZone) -> anyhow::Result<Self> {
        let today = now.to_zoned(zone.clone()).date();
        let midnight = today.to_zoned(zone.clone())?.timestamp();
        Ok(Self { now, midnight, today, yesterday: today.checked_sub(1.day())?, zone })
    }

    /// Before anything happened.
    pub(super) fn dawn(&self) -> anyhow::Result<Timestamp> {
        self.at(When::Yesterday(8 * 60))
    }

    pub(super) fn at(&self, when: When) -> anyhow::Result<Timestamp> {
        match when {
            When::Yesterday(minute) => {
                let midnight = self.yesterday.to_zoned(self.zone.clone())?.timestamp();
                Ok(midnight.checked_add(SignedDuration::from_mins(minute))?)
            }
            When::Ago(minutes) => {
                let passed = self.now.duration_since(self.midnight).as_secs().min(LONGEST_MIN * 60);
                let back = minutes * passed / LONGEST_MIN;
                Ok(self.now.checked_sub(SignedDuration::from_secs(back))?)
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
            let evening = times.at(When::parse("17:30").unwrap()).unwrap();
            assert_eq!(evening.to_zoned(times.zone.clone()).date(), times.yesterday);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for bad in ["", "-", "9", "nine:thirty"] {
            assert!(When::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(When::parse("-90").unwrap().after(30), When::Ago(60));
    }
}
