//! The pictures of today: when people came and how long they waited then, both against the days before, where the tickets stand, in
//! which hall, how cases ended. Each bar with a list behind it leads there. No picture tells the lanes apart: who stands for talks is there
//! because both sides agreed to them, which the organiser is told of nobody (procedure E.2).

use askama::Template;
use domain::{
    fair::DayHours,
    figures::{DayFigures, DayRow, Hour, UsualWaits, hours},
    ticket::TicketState,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    daylog::Only,
    engine::Published,
    locale::Texts,
    web::{
        chart::{Bar, Bars, Columns, Nothing},
        problem::Problem,
        ticket::view::Hours,
    },
};

use super::{
    super::{List, day, is_carried_over},
    alerts::behind,
};

/// Drawn, each ready to stand in the page.
pub(super) struct Charts {
    pub(super) load: String,
    pub(super) waits: String,
    pub(super) standing: String,
    pub(super) halls: String,
    pub(super) outcomes: String,
}

impl Charts {
    /// Draws them.
    ///
    /// # Errors
    /// When a picture cannot be drawn.
    pub(super) fn draw(
        published: &Published,
        figures: &DayFigures,
        t: &Texts,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let draw = |drawn: askama::Result<String>| drawn.map_err(|error| Problem::internal(&error));
        let none =
            |caption: String, key: &str| draw(Nothing { caption, said: t.t(key).into_owned() }.render());
        let bars = |bars: Bars, key: &str| {
            if bars.bars.is_empty() { none(bars.caption, key) } else { draw(bars.render()) }
        };
        let list = List::today(published, figures.day);
        let present = usize::try_from(now.to_zoned(t.zone().clone()).hour()).unwrap_or_default();
        let hours = hours(&published.desk, figures);
        let shown = open_hours(published, figures.day, &hours);
        let usual = published.usual_waits(figures.day);
        let waits = waits(&hours, &usual, list, (shown.clone(), present), t);
        let halls = Bars { caption: t.t("log-by-hall").into_owned(), bars: day::hall_bars(figures, list, t) };
        Ok(Self {
            load: draw(load(&hours, list, (shown, present), t).render())?,
            waits: if waits.bars.iter().all(|bar| bar.value == 0 && bar.usual.is_none()) {
                none(waits.caption, "log-nothing-yet")?
            } else {
                draw(waits.render())?
            },
            standing: bars(standing(published, figures, list, (t, now)), "log-nothing-yet")?,
            // Of few cases no hall is told at all.
            halls: bars(halls, if figures.filed > 0 { "log-few" } else { "log-nothing-yet" })?,
            outcomes: bars(day::outcome_bars(figures, list, t), "log-nothing-yet")?,
        })
    }
}

/// The hours in which the desk is open, and those in which something was filed all the same.
fn open_hours(published: &Published, day: Date, hours: &[Hour]) -> std::ops::RangeInclusive<usize> {
    let plan = published.desk.fair().map(|fair| fair.plan.hours_of(day));
    let hour = |time: jiff::civil::Time| usize::try_from(time.hour()).unwrap_or_default();
    let (opens, closes) = plan.map_or((9, 17), |DayHours { opens, closes }| {
        let last = if closes.minute() > 0 { hour(closes) } else { hour(closes).saturating_sub(1) };
        (hour(opens), last)
    });
    let busy = || (0..hours.len()).filter(|at| hours[*at].filed > 0 || hours[*at].wait.is_some());
    busy().next().unwrap_or(opens).min(opens)..=busy().next_back().unwrap_or(closes).max(closes)
}

fn tone(at: usize, present: usize) -> &'static str {
    if at == present { "second" } else { "accent" }
}

/// Each column with somebody in it leads to those who filed in its hour.
fn load(
    hours: &[Hour],
    list: List,
    (shown, present): (std::ops::RangeInclusive<usize>, usize),
    t: &Texts,
) -> Columns {
    let compared = hours.iter().any(|hour| hour.usual_tenths.is_some());
    let caption = t.t(if compared { "log-load-compared" } else { "log-load" }).into_owned();
    let column = |at: usize| {
        let bar = Bar::new(at.to_string(), u64::from(hours[at].filed)).toned(tone(at, present));
        let bar = if hours[at].filed > 0 { bar.leading(list.of("hour", &at.to_string())) } else { bar };
        match hours[at].usual_tenths {
            Some(tenths) => {
                let usual = t.t1("log-usually", "count", tenths_in_words(tenths));
                bar.against(u64::from(tenths), usual)
            }
            None => bar,
        }
    };
    Columns { caption, bars: shown.map(column).collect() }
}

fn tenths_in_words(tenths: u32) -> String {
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}

/// Somebody called at once waited, if only for a moment: a minute is the least that is drawn.
fn minutes(waited_s: u64) -> u64 {
    waited_s.div_ceil(60).max(1)
}

/// Half of those who were received in an hour waited so long at the most, as the line says it of the days before. Each column leads to
/// them, one of very many to everybody who was received today.
fn waits(
    hours: &[Hour],
    usual: &UsualWaits,
    list: List,
    (shown, present): (std::ops::RangeInclusive<usize>, usize),
    t: &Texts,
) -> Columns {
    let compared = shown.clone().any(|at| usual[at].is_some());
    let caption = t.t(if compared { "log-waits-compared" } else { "log-waits" }).into_owned();
    let column = |at: usize| {
        let bar = match hours[at].wait {
            Some(wait) => {
                let behind = behind(list, &hours[at].received, list.only(Only::Received));
                Bar::new(at.to_string(), minutes(wait.median_s)).leading(behind)
            }
            // Nobody was received: beside what is usual, none would read as no wait at all.
            None => Bar { shown: t.t("log-none-yet").into_owned(), ..Bar::new(at.to_string(), 0) },
        };
        let bar = bar.toned(tone(at, present));
        match usual[at].map(minutes) {
            Some(minutes) => bar.against(minutes * 10, t.t1("log-usually", "count", minutes)),
            None => bar,
        }
    };
    Columns { caption, bars: shown.map(column).collect() }
}

fn standing(published: &Published, figures: &DayFigures, list: List, (t, now): (&Texts, Timestamp)) -> Bars {
    let over = Hours::are_over(&published.desk, now);
    // As the list behind each bar.
    let in_line =
        |row: &DayRow| over || row.state != TicketState::Waiting || !is_carried_over(published, row);
    let named = |state: TicketState| {
        if over && state == TicketState::Waiting {
            t.t("log-waiting-over")
        } else {
            t.code("state", state.code())
        }
    };
    let standing = TicketState::ALL.iter().filter_map(|state| {
        let count = figures.rows.iter().filter(|row| row.state == *state && in_line(row)).count() as u64;
        let bar = Bar::new(named(*state), count).toned(state.code());
        (count > 0).then(|| bar.leading(list.of("state", state.code())))
    });
    Bars { caption: t.t("log-by-state").into_owned(), bars: standing.collect() }
}
