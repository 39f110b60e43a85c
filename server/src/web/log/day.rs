//! `/office/logs/{day}`: the daily log. Counts, times, the list by ticket, what came late, the seal.

use std::cmp::Reverse;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    HallId,
    case::Ask,
    fair::FairPlan,
    figures::{DayFigures, DayRow, Spread},
    print::SlipOf,
};
use jiff::civil::Date;

use crate::{
    app::App,
    daylog::{
        Choice, Due, Only,
        chapters::{Amount, Chapter, by_hall, told_later},
        choice::Asked,
        due,
        duty::{Served, served},
        listed::{self, Late, Listed},
        since,
    },
    engine::Published,
    locale::Texts,
    web::{
        chart::{Bar, Bars},
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        origin::Origin,
        paging::Paging,
        problem::{Fault, Problem},
        route::{ORGANISERS, Route},
        signed,
        slips::Printers,
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Counted, List, ON_DUTY,
    filters::{self, Filter},
    kept, list_at, page_of, query,
    remarks::{LONGEST, Shown},
    sealing::Sealed,
};

/// Rows of the list on one page.
const PAGE: usize = 100;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/logs/{day}", ON_DUTY, page)]
}

#[derive(Template)]
#[template(path = "log_day.html")]
struct Page {
    frame: Frame,
    t: Texts,
    href: String,
    before: Option<String>,
    after: Option<String>,
    over: bool,
    tiles: Vec<(String, u32, String)>,
    charts: Vec<String>,
    spreads: Vec<Length>,
    /// That its talks are not told yet, while the day runs.
    talks_later: Option<String>,
    duty: Vec<Duty>,
    /// Those of the organiser's track.
    deadlines: Vec<Due>,
    /// The same counted.
    kept: Option<Chapter>,
    /// How many fell due in mediation.
    in_mediation: Option<Chapter>,
    filters: Vec<Filter>,
    chosen: String,
    /// The same with the page of the list, for a form that comes back to it.
    back_to: String,
    filtered: bool,
    /// What was chosen, in words, beside the files.
    narrowed: Option<String>,
    /// The list with nothing chosen.
    all: String,
    /// What an address says that wants it as it stands now, where it is listed so.
    now: Option<&'static str>,
    found: usize,
    stands: Option<Stands>,
    rows: Vec<Row>,
    paging: Paging,
    remarks: Vec<Shown>,
    key: String,
    typed: Typed,
    /// By how much a sealed day counts more, or less, now.
    since: Option<String>,
    late: Vec<Late>,
    late_count: u32,
    /// How many of them are too many to be listed.
    late_more: u32,
    /// What is said of those that are told to the mediation body alone.
    late_in_mediation: Option<String>,
    late_arrivals: u32,
    seal: Option<Sealed>,
    /// The reader may seal it.
    seals: bool,
    /// Where the seal may come out as a slip.
    printers: Option<Printers>,
}

/// How the list of a sealed day stands, and where the other of it is; empty where there is none.
struct Stands {
    said: String,
    look: String,
    href: String,
}

/// How long something took, by rank.
struct Length {
    label: String,
    count: String,
    median: String,
    p90: String,
    longest: String,
    /// The longest reached over a night.
    night: bool,
    /// Empty where no list stands behind it.
    href: String,
}

/// Somebody's day.
struct Duty {
    name: String,
    /// That it was corrected.
    mark: Option<String>,
    on: String,
    pause: String,
}

/// A line of the list.
struct Row {
    said: Listed,
    /// How long it has waited until now, or that it waits for no call any more.
    waits: Option<String>,
    /// The complaint's page, where there is one.
    href: Option<String>,
    state: &'static str,
    misses: u32,
}

/// What the address of a page tells it: what was just done, and what is wanted.
#[derive(serde::Deserialize, Default)]
pub(super) struct Told {
    #[serde(default)]
    pub(super) done: String,
    /// Which page of the list.
    #[serde(default)]
    pub(super) page: usize,
    /// Whether it is wanted as it stands now.
    #[serde(default)]
    pub(super) now: String,
}

/// What was typed into the page's form, and what was wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) entries: Entries,
    pub(super) errors: Errors,
}

/// Who opened the page, and how.
pub(super) struct Opened {
    pub(super) app: App,
    pub(super) visit: Visit,
    pub(super) who: Who,
    pub(super) origin: Origin,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    origin: Origin,
    Path(day): Path<String>,
    Query(asked): Query<Asked>,
    Query(Told { done, page, now }): Query<Told>,
) -> Result<Response, Problem> {
    let counted = super::counted(&app, &day)?;
    let opened = Opened { app, visit, who, origin };
    let page = opened.page(&counted, &counted.choice(&asked, &now), page, Typed::default())?;
    let done = [("sealed", "log-done-sealed"), ("remarked", "log-done-remarked")]
        .into_iter()
        .find(|(name, _)| *name == done);
    let frame = match done {
        Some((_, key)) => page.frame.clone().notice(Tone::Good, page.t.t(key)),
        None => page.frame.clone(),
    };
    Ok(frame::show(&Page { frame, ..page }))
}

impl Opened {
    /// The page again, with what was chosen of its list and what was typed.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn show(
        &self,
        counted: &Counted,
        (choice, page): (&Choice, usize),
        typed: Typed,
    ) -> Result<Response, Problem> {
        Ok(frame::show_with(Fault::Invalid.status(), &self.page(counted, choice, page, typed)?))
    }

    fn page(&self, counted: &Counted, choice: &Choice, asked: usize, typed: Typed) -> Result<Page, Problem> {
        let Self { app, visit, who, origin } = self;
        let mut frame = signed::frame(app, visit, who, "log-day").office();
        let t = frame.t();
        let day = counted.figures.day;
        frame.title = t.t1("log-day-of", "date", t.date(day));
        let Counted { published, figures, since, now, .. } = counted;
        let days = super::days(app, published);
        let seal = published.desk.day_seal(day).map(|seal| Sealed::of(app, origin, day, seal, &t));
        let printers = seal.as_ref().map(|_| Printers::of(app, &t, SlipOf::Seal(day)));
        let list = counted.list(choice);
        let mut found: Vec<_> = list.iter().filter(|row| counted.lists(row, choice)).collect();
        // Where all of them stand in line, one looks for who has waited longest.
        if found.iter().all(|row| counted.waits(row, choice).is_some()) {
            found.sort_by_cached_key(|row| Reverse(counted.waits(row, choice)));
        }
        let paging = Paging::of(found.len(), PAGE, asked, |page| list_at(day, choice, page));
        let remarks = counted.remarks(app)?;
        let deadlines = due::of_day(&published.desk, day, *now);
        let late = listed::late(&**app.engine.reader(), &published.desk, day, &t)?;
        let filters = filters::filters(published, choice, &t);
        Ok(Page {
            href: page_of(day),
            before: days.range(..day).next_back().map(|day| page_of(*day)),
            after: days.iter().find(|other| **other > day).map(|day| page_of(*day)),
            over: super::today_of(app, published)? > day,
            tiles: tiles(figures, &t),
            charts: charts(figures, &t)?,
            spreads: spreads(figures, published.desk.fair().map(|fair| &fair.plan), &t),
            talks_later: told_later(figures).map(|key| t.t(key).into_owned()),
            duty: duty(figures, published, &t),
            kept: deadlines.chapter(&t),
            in_mediation: deadlines.in_mediation(&t),
            deadlines: deadlines.listed,
            chosen: query(&Choice { present: false, ..choice.clone() }),
            back_to: kept(choice, paging.page),
            filtered: !choice.is_all(),
            narrowed: filters::said(&filters, choice, &t),
            filters,
            all: listed_as(day, &Choice { present: choice.present, ..Choice::default() }),
            now: choice.present.then_some("1"),
            found: found.len(),
            stands: stands(counted, choice, &t),
            rows: paging.of_all(&found).iter().map(|row| row_of(row, counted, choice, &t)).collect(),
            paging,
            remarks: remarks.iter().map(|remark| Shown::of(remark, published, &t)).collect(),
            key: form::fresh_key(),
            typed,
            since: since::line(since, &t),
            late_more: listed::unlisted(figures, &late),
            late_in_mediation: listed::late_in_mediation(figures, &t),
            late,
            late_count: figures.late,
            late_arrivals: figures.late_arrivals,
            seal: seal.transpose()?,
            seals: who.is_one_of(ORGANISERS),
            printers: printers.filter(|printers| !printers.is_empty()),
            frame,
            t,
        })
    }
}

pub(super) fn tiles(figures: &DayFigures, t: &Texts) -> Vec<(String, u32, String)> {
    let day = figures.day;
    let tile = |key: &str, count, only| (t.t(key).into_owned(), count, List::told(day).only(only));
    vec![
        tile("log-filed", figures.filed, Only::Filed),
        tile("log-carried-in", figures.carried_in, Only::CarriedIn),
        tile("log-concluded", figures.concluded, Only::Concluded),
        tile("log-open-at-close", figures.open_at_close, Only::Open),
        tile("log-urgent", figures.urgent, Only::Urgent),
        (t.t("log-no-shows").into_owned(), figures.no_shows, missed(figures)),
        (t.t("log-advice").into_owned(), figures.advice.count, String::new()),
    ]
}

/// The list behind calls that were missed, where it tells of as many: of a day that is over those of respondents are counted, too, and
/// by ticket the log tells of none of them.
pub(super) fn missed(figures: &DayFigures) -> String {
    let listed: u32 = figures.rows.iter().filter(|row| !row.late).map(|row| row.misses).sum();
    if listed == figures.no_shows { List::told(figures.day).only(Only::Missed) } else { String::new() }
}

/// The list of a day with a choice, from its first page.
fn listed_as(day: Date, choice: &Choice) -> String {
    format!("{}{}#list", page_of(day), query(choice))
}

/// Whoever comes from a number of today, which goes on when the day was sealed, reads that the list does, too, and where it is as it was
/// sealed. There, what came later stands with it where all is listed.
fn stands(counted: &Counted, choice: &Choice, t: &Texts) -> Option<Stands> {
    let Counted { published, figures, now, .. } = counted;
    let seal = published.desk.day_seal(figures.day).filter(|_| choice.only != Some(Only::Late))?;
    let moment = t.seen_at(seal.at, *now);
    if choice.present {
        return Some(Stands {
            said: t.t1("log-list-now", "moment", moment),
            look: t.t("log-list-now-look").into_owned(),
            href: listed_as(figures.day, &Choice { present: false, ..choice.clone() }),
        });
    }
    let late = figures.rows.iter().any(|row| row.late);
    (figures.runs || late).then(|| Stands {
        said: t.t1("log-list-sealed", "moment", moment),
        look: t.t("log-list-sealed-look").into_owned(),
        href: if late { List::told(figures.day).only(Only::Late) } else { String::new() },
    })
}

/// Counts by kind, right, hall, ask and outcome.
fn charts(figures: &DayFigures, t: &Texts) -> Result<Vec<String>, Problem> {
    let list = List::told(figures.day);
    let coded = |family: &str, name: &str, counts: Vec<(&str, u32)>| {
        let bar = |(code, count): (&str, u32)| {
            Bar::new(t.code(family, code), u64::from(count)).leading(list.filed(name, code))
        };
        counts.into_iter().map(bar).collect::<Vec<_>>()
    };
    let kinds = coded("kind", "kind", figures.by_kind.iter().map(|(kind, n)| (kind.code(), *n)).collect());
    let rights = figures.complained_by_right.iter().map(|(right, n)| (right.code(), *n));
    let mut rights = coded("right", "right", rights.collect());
    if figures.complained_without_right() > 0 {
        let none = Bar::new(t.t("report-none"), u64::from(figures.complained_without_right()));
        rights.push(none.leading(list.only(Only::NoRight)));
    }
    let asks = coded("ask", "ask", figures.by_ask.iter().map(|(ask, n)| (ask.code(), *n)).collect());
    let named = |key: &str, bars: Vec<Bar>| Bars { caption: t.t(key).into_owned(), bars };
    [
        named("log-by-kind", kinds),
        named("log-by-ask", asks),
        named("log-complaints-by-right", rights),
        named("log-by-hall", hall_bars(figures, list, t)),
        outcome_bars(figures, list, t),
        super::measures::steps(figures, t),
        super::measures::ordered(figures, t),
    ]
    .into_iter()
    .filter(|chart| !chart.bars.is_empty())
    .map(|chart| chart.render().map_err(|error| Problem::internal(&error)))
    .collect()
}

/// Filed, by hall. What is hidden is drawn as nothing and leads to no list, above which its number would stand.
pub(super) fn hall_bars(figures: &DayFigures, list: List, t: &Texts) -> Vec<Bar> {
    let bar = |(hall, label, amount): (Option<HallId>, String, Amount)| match amount {
        Amount::Count(count) => Bar::new(label, u64::from(count)).leading(match &hall {
            Some(hall) => list.filed("hall", hall.as_str()),
            None => list.only(Only::AtDesk),
        }),
        Amount::Few | Amount::Length(_) | Amount::Change(_) => {
            Bar { shown: amount.said(t), ..Bar::new(label, 0) }
        }
    };
    by_hall(figures, t).into_iter().map(bar).collect()
}

/// How cases ended.
pub(super) fn outcome_bars(figures: &DayFigures, list: List, t: &Texts) -> Bars {
    let bars = figures.by_outcome().into_iter().map(|(outcome, count)| {
        let bar = Bar::new(t.code("outcome", outcome.code()), u64::from(count)).toned("second");
        bar.leading(list.of("outcome", outcome.code()))
    });
    Bars { caption: t.t("log-by-outcome").into_owned(), bars: bars.collect() }
}

fn spreads(figures: &DayFigures, plan: Option<&FairPlan>, t: &Texts) -> Vec<Length> {
    // Behind how long talks were there is no list: by ticket the log tells of none.
    let length = |key: &str, spread: Option<Spread>, only: Option<Only>| {
        let Spread { count, median_s, p90_s, longest_s } = spread?;
        Some(Length {
            label: t.t(key).into_owned(),
            count: t.number(count),
            median: t.measured(median_s),
            p90: t.measured(p90_s),
            longest: t.measured(longest_s),
            night: only == Some(Only::Received) && plan.is_some_and(|plan| plan.is_over_a_night(longest_s)),
            href: only.map(|only| List::told(figures.day).only(only)).unwrap_or_default(),
        })
    };
    let all = [
        length("log-wait", figures.wait, Some(Only::Received)),
        length("log-session", figures.session, None),
    ];
    all.into_iter().flatten().collect()
}

fn duty(figures: &DayFigures, published: &Published, t: &Texts) -> Vec<Duty> {
    let line = |Served { name, mark, on_min, break_min }| Duty {
        name,
        mark: mark.map(|mark| t.t(mark).into_owned()),
        on: t.measured(on_min * 60),
        pause: if break_min == 0 { String::new() } else { t.measured(break_min * 60) },
    };
    served(figures, |staff| Some(name_of(staff, published))).into_iter().map(line).collect()
}

fn row_of(row: &DayRow, counted: &Counted, choice: &Choice, t: &Texts) -> Row {
    let complained = row.asks.contains(&Ask::Measure);
    Row {
        said: Listed::of(row, t, &|staff| Some(name_of(staff, &counted.published))),
        waits: counted
            .waits(row, choice)
            .map(|seconds| t.t1("log-waits-so-far", "length", t.measured(seconds)))
            .or_else(|| counted.is_left(row, choice).then(|| t.t("log-waits-no-more").into_owned())),
        href: complained.then(|| format!("/office/cases/{}", row.case)),
        state: row.state.code(),
        misses: row.misses,
    }
}
