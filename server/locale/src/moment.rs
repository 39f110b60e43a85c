//! Dates, times, durations, waits, sizes and amounts of money, in the fair's zone and the reader's style.

use std::borrow::Cow;

use domain::{fee::FeeUnit, procedure::Money};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{Argument, Texts, catalogue};

impl Texts {
    /// A whole number, grouped: `1,320`.
    pub fn number(&self, number: impl Argument) -> String {
        match number.value() {
            fluent_bundle::FluentValue::Number(number) => catalogue::grouped(&number.as_string()),
            other @ (fluent_bundle::FluentValue::String(_)
            | fluent_bundle::FluentValue::Custom(_)
            | fluent_bundle::FluentValue::None
            | fluent_bundle::FluentValue::Error) => format!("{other:?}"),
        }
    }

    /// An amount as pages and papers write it: `CNY 2,101`, `人民币2,101元`; another currency by its letters.
    pub fn money(&self, money: &Money) -> String {
        if money.currency == "CNY" && !money.amount.is_empty() {
            self.t1("money-cny", "figures", money.digits())
        } else {
            money.in_figures()
        }
    }

    /// What amounts are in: `CNY`, `人民币元`; another currency than the usual ones by its letters.
    pub fn currency<'c>(&self, code: &'c str) -> Cow<'c, str> {
        match code {
            "CNY" => self.t("currency-cny"),
            "EUR" => self.t("currency-eur"),
            "HKD" => self.t("currency-hkd"),
            "USD" => self.t("currency-usd"),
            other => Cow::Borrowed(other),
        }
    }

    /// How many of what a fee is counted by, in hundredths: `2 hours`, `1.5小时`; the figure alone where nothing says by what.
    pub fn many(&self, hundredths: u64, unit: Option<FeeUnit>) -> String {
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let figures = format!("{whole}.{part:02}");
        let figures = figures.trim_end_matches('0').trim_end_matches('.');
        let key = match unit {
            Some(FeeUnit::Case) => "many-cases",
            Some(FeeUnit::Hour) => "many-hours",
            Some(FeeUnit::Party) => "many-parties",
            Some(FeeUnit::Share) | None => return figures.to_owned(),
        };
        // A whole number chooses its plural; a part of one takes the plural of many.
        if part == 0 { self.t1(key, "many", whole) } else { self.t1(key, "many", figures) }
    }

    /// The time of day: `14:05`.
    pub fn clock(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone().clone()).strftime("%H:%M").to_string()
    }

    /// The time of day to the second: `14:05:09`.
    pub fn clock_seconds(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone().clone()).strftime("%H:%M:%S").to_string()
    }

    /// A date with its weekday: `Tue 24 Nov 2026`, `2026年11月24日 周二`.
    pub fn date(&self, date: Date) -> String {
        self.say("date-full")
            .with(
                "weekday",
                self.t(WEEKDAYS[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)]),
            )
            .with("day", date.day().to_string())
            .with("month", self.month(date))
            .with("year", date.year().to_string())
            .to_string()
    }

    /// A date that may be years away, for which no weekday matters: `24 Nov 2026`, `2026年11月24日`.
    pub fn plain_date(&self, date: Date) -> String {
        self.say("date-plain")
            .with("day", date.day().to_string())
            .with("month", self.month(date))
            .with("year", date.year().to_string())
            .to_string()
    }

    /// A date without the year: `24 Nov`, `11月24日`.
    pub fn short_date(&self, date: Date) -> String {
        self.t2("date-short", "day", date.day().to_string(), "month", self.month(date))
    }

    /// The date on which a moment falls at the fair.
    pub fn date_of(&self, at: Timestamp) -> String {
        self.date(at.to_zoned(self.zone().clone()).date())
    }

    /// Date and time of day: `24 Nov, 14:05`, `11月24日 14:05`.
    pub fn moment(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.zone().clone());
        self.t2("date-moment", "date", self.short_date(zoned.date()), "clock", self.clock(at))
    }

    /// The same as seen at another moment: the time of day where that is on the same day, `14:05`, else with its date.
    pub fn seen_at(&self, at: Timestamp, now: Timestamp) -> String {
        let day = |at: Timestamp| at.to_zoned(self.zone().clone()).date();
        if day(at) == day(now) { self.clock(at) } else { self.moment(at) }
    }

    /// The month of a date, where the year is known: `Nov`, `11月`.
    pub fn month_alone(&self, date: Date) -> String {
        self.t1("month-alone", "month", self.month(date))
    }

    fn month(&self, date: Date) -> std::borrow::Cow<'static, str> {
        self.t(MONTHS[usize::try_from(date.month() - 1).unwrap_or(0)])
    }

    /// A length of time in seconds, to the minute: `1 h 5 min`, `1小时5分钟`.
    pub fn duration(&self, seconds: u64) -> String {
        let minutes = seconds.div_ceil(60);
        match (minutes / 1440, minutes % 1440 / 60, minutes % 60) {
            (0, 0, minutes) if minutes < 2 && seconds < 60 => self.t("duration-moment").into_owned(),
            (0, 0, minutes) => self.t1("duration-minutes", "minutes", minutes),
            (0, hours, 0) => self.t1("duration-hours", "hours", hours),
            (0, hours, minutes) => self.t2("duration-hours-minutes", "hours", hours, "minutes", minutes),
            (days, 0, _) => self.t1("duration-days", "days", days),
            (days, hours, _) => self.t2("duration-days-hours", "days", days, "hours", hours),
        }
    }

    /// A length that was measured, as tables count it: whole minutes, a begun one as one, so that page, paper and workbook say the
    /// same.
    pub fn measured(&self, seconds: u64) -> String {
        match seconds.div_ceil(60) {
            0 => self.t1("duration-minutes", "minutes", 0_u64),
            minutes => self.duration(minutes * 60),
        }
    }

    /// A sum of minutes worked: in hours and minutes however long, `26 h`, for nobody works days.
    pub fn worked(&self, minutes: u64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.t1("duration-minutes", "minutes", minutes),
            (hours, 0) => self.t1("duration-hours", "hours", hours),
            (hours, minutes) => self.t2("duration-hours-minutes", "hours", hours, "minutes", minutes),
        }
    }

    /// A time limit as rules write it: in hours where they are whole, `24 h` and never a day.
    pub fn hours(&self, minutes: u32) -> String {
        if minutes > 0 && minutes.is_multiple_of(60) {
            self.t1("duration-hours", "hours", minutes / 60)
        } else {
            self.duration(u64::from(minutes) * 60)
        }
    }

    /// How long ago, in seconds: `3 min ago`.
    pub fn ago(&self, seconds: u64) -> String {
        if seconds < 60 {
            self.t("ago-now").into_owned()
        } else {
            self.t1("ago", "duration", self.duration(seconds))
        }
    }

    /// An expected wait as a range of seconds, rounded outward so that it promises no precision it has not:
    /// `about 10–25 min`, `约10–25分钟`.
    pub fn wait(&self, low_s: u64, high_s: u64) -> String {
        let (low, high) = (outward(low_s.min(high_s), false), outward(high_s.max(low_s), true));
        if low == 0 {
            self.t1("wait-up-to", "high", self.duration(high.max(5) * 60))
        } else if low == high {
            self.t1("wait-about", "high", self.duration(high * 60))
        } else if high < 100 {
            self.t2("wait-range", "low", low, "high", high)
        } else {
            self.t2("wait-range-long", "low", self.duration(low * 60), "high", self.duration(high * 60))
        }
    }

    /// A size in bytes: `2.4 MB`.
    pub fn size(&self, bytes: u64) -> String {
        let tenths = bytes.saturating_mul(10);
        if bytes < 1_000 {
            self.t1("size-bytes", "size", bytes)
        } else if bytes < 1_000_000 {
            self.t1("size-kilobytes", "size", (bytes / 1_000).to_string())
        } else {
            let tenths = tenths / 1_000_000;
            self.t1("size-megabytes", "size", format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// Seconds as minutes, to a step that grows with the length: 1 under 10 minutes, 5 under an hour, then 15.
fn outward(seconds: u64, up: bool) -> u64 {
    let minutes = if up { seconds.div_ceil(60) } else { seconds / 60 };
    let step = match minutes {
        0..10 => 1,
        10..60 => 5,
        _ => 15,
    };
    if up { minutes.div_ceil(step) * step } else { minutes / step * step }
}

const WEEKDAYS: [&str; 7] =
    ["weekday-mon", "weekday-tue", "weekday-wed", "weekday-thu", "weekday-fri", "weekday-sat", "weekday-sun"];
const MONTHS: [&str; 12] = [
    "month-jan",
    "month-feb",
    "month-mar",
    "month-apr",
    "month-may",
    "month-jun",
    "month-jul",
    "month-aug",
    "month-sep",
    "month-oct",
    "month-nov",
    "month-dec",
];
