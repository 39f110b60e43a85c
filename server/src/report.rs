//! The report of a whole fair as others get it: in words, as CSV, workbook, paper, and as a signed document that another fair's desk
//! can read back. Each is made from what its reader may see, and from nothing else.

use domain::{
    Desk, Directory, ExhibitorId,
    fair::FairPlan,
    ids::BodyId,
    referral::Counterpart,
    report::{Chapter, FairReport, Figure, NONE, OPEN, Origin, Sees, body_report, fair_report},
};
use jiff::{Timestamp, civil::Date};

use crate::locale::Texts;

pub mod cases;
mod document;
mod files;
mod paper;
pub mod quarter;

pub use document::{Document, Signed, earlier};
pub use files::{COLUMNS, csv, workbook};

/// A report for one reader.
pub struct Report<'a> {
    /// The fair.
    pub plan: &'a FairPlan,
    /// The names of the mediation bodies whose cases are counted: all of the fair, or the one of its reader.
    pub bodies: Vec<String>,
    /// It is of one body where the fair hosts several.
    pub partial: bool,
    /// Facts up to here are counted.
    pub as_of: Timestamp,
    /// How much of it its reader sees.
    pub sees: Sees,
    /// What they see.
    pub figures: Vec<Figure>,
}

/// A chapter in words, with its figures.
pub struct Part<'r> {
    /// Which.
    pub chapter: Chapter,
    /// Its heading.
    pub caption: String,
    /// Its figures.
    pub figures: Vec<&'r Figure>,
}

/// The figures of the whole fair, exact; none before there is one.
pub fn counted(desk: &Desk, names: &Directory) -> Option<FairReport> {
    fair_report(desk, &origin(desk, names))
}

/// The same of the cases of one mediation body alone.
pub fn counted_of(desk: &Desk, names: &Directory, body: BodyId) -> Option<FairReport> {
    body_report(desk, body, &origin(desk, names))
}

/// Where an exhibitor comes from, by the list.
pub fn origin(desk: &Desk, names: &Directory) -> impl Fn(ExhibitorId) -> Origin {
    let zone = desk.fair().map(|fair| fair.plan.zone.clone()).unwrap_or_default();
    move |exhibitor| {
        let known = names.exhibitor(exhibitor).and_then(|body| body.country.as_deref());
        known.map_or(Origin::Unknown, |country| Origin::of(country, &zone))
    }
}

impl<'a> Report<'a> {
    /// As much of these figures as somebody sees.
    pub fn of(counted: &FairReport, plan: &'a FairPlan, bodies: Vec<String>, sees: Sees) -> Self {
        Self { plan, bodies, partial: false, as_of: counted.as_of, sees, figures: counted.shown_to(sees) }
    }

    /// The same of one body's cases alone, where the fair hosts several.
    pub fn of_body(counted: &FairReport, plan: &'a FairPlan, body: String, sees: Sees) -> Self {
        Self { partial: true, ..Self::of(counted, plan, vec![body], sees) }
    }
}

impl Report<'_> {
    /// The first and the last day; at a standing desk the last is the one up to which it counts.
    pub fn days(&self) -> (Date, Date) {
        (self.plan.first_day, self.plan.last_day_or(self.plan.day_of(self.as_of)))
    }

    /// What it is called.
    pub fn title(&self, t: &Texts) -> String {
        t.t1("report-title-of", "fair", &*self.plan.name)
    }

    /// The chapters in which something stands.
    pub fn parts(&self, t: &Texts) -> Vec<Part<'_>> {
        let part = |chapter: &Chapter| {
            let figures: Vec<_> = self.figures.iter().filter(|figure| figure.chapter == *chapter).collect();
            (!figures.is_empty()).then(|| Part { chapter: *chapter, caption: caption(*chapter, t), figures })
        };
        Chapter::ALL.iter().filter_map(part).collect()
    }

    /// The key of what is said about small numbers; none where all are shown.
    pub fn about_small(&self) -> Option<&'static str> {
        match self.sees {
            Sees { small: false, .. } => Some("report-small-hidden"),
            Sees { places: false, .. } => Some("report-places-hidden"),
            Sees { .. } => None,
        }
    }
}

/// The heading of a chapter.
pub fn caption(chapter: Chapter, t: &Texts) -> String {
    t.code("report-chapter", chapter.code()).into_owned()
}

/// What a figure counts, in words.
pub fn label(figure: &Figure, t: &Texts) -> String {
    let key = figure.key.as_str();
    let coded = |family: &str| t.code(family, key).into_owned();
    match figure.chapter {
        Chapter::Hall if key == NONE => t.t("log-no-hall").into_owned(),
        _ if key == NONE => t.t("report-none").into_owned(),
        Chapter::Whole => coded("report-whole"),
        Chapter::Filed | Chapter::Concluded => {
            key.parse().map_or_else(|_| key.to_owned(), |day: jiff::civil::Date| t.date(day))
        }
        Chapter::Kind => coded("kind"),
        Chapter::Ask => coded("ask"),
        Chapter::Right => coded("right"),
        Chapter::Product => key.to_owned(),
        Chapter::Hall => t.t1("log-hall", "hall", key),
        Chapter::Origin => coded("origin"),
        Chapter::Hour => t.t1("report-hour", "hour", key),
        Chapter::Outcome => coded("outcome"),
        Chapter::Reason => match key.split_once('/') {
            Some((outcome, reason)) => {
                let (outcome, reason) = (t.code("outcome", outcome), t.code("reason", reason));
                t.t2("log-outcome-reason", "outcome", &*outcome, "reason", &*reason)
            }
            None => key.to_owned(),
        },
        Chapter::Wait | Chapter::Talk => coded("report-spread"),
        Chapter::Track => coded("report-track"),
        Chapter::Ordered => coded("measure"),
        Chapter::Repeat => coded("report-repeat"),
        Chapter::Referral | Chapter::Result => referred(key, t),
        Chapter::Survey => match key.split_once('/') {
            Some((statement, degree)) => {
                let (statement, degree) = (t.code("report-survey", statement), t.code("degree", degree));
                t.t2("report-survey-line", "statement", &*statement, "degree", &*degree)
            }
            None => coded("report-survey"),
        },
    }
}

/// A case that went to another body or came from one, in words: to which kind, or what came of it.
pub fn referred(key: &str, t: &Texts) -> String {
    let Some((way, what)) = key.split_once('/') else { return key.to_owned() };
    let what = match what {
        OPEN => t.t("report-referral-open"),
        with if Counterpart::from_code(with).is_some() => t.code("counterpart", with),
        result => t.code("referral-result", result),
    };
    t.t2("report-referral-line", "way", &*t.code("report-referral", way), "what", &*what)
}

/// The value of a figure in words.
pub fn said(figure: &Figure, t: &Texts) -> String {
    match figure.value {
        None => t.t("log-few").into_owned(),
        Some(seconds) if figure.chapter.is_length(&figure.key) => t.duration(seconds),
        Some(count) => t.number(count),
    }
}
