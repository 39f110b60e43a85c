//! The record of data protection (PIPL arts 51, 55, 56; GDPR art 30): what is held, why, on which legal basis, who may see it, for
//! how long, and where copies are. Who may see what is read from the table of routes, and how long from the rules of this fair, so
//! that the record cannot say something else than the desk does.

use std::collections::BTreeSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::staff::Role;
use papers::{Block, Paper, Table};

use crate::{
    app::App,
    engine::Published,
    locale::{Language, Texts},
};

use super::{
    bodies,
    frame::{self, Frame},
    guard::Who,
    pdf,
    problem::{Fault, Problem},
    route::{Access, LEADERS, Route},
    signed,
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    let leaders = Access::Staff(LEADERS);
    vec![
        Route::get("/office/data-record", leaders, page),
        Route::get("/office/data-record.pdf", leaders, pdf),
    ]
}

/// Kinds of what is held, and the routes on which each shows.
pub(super) const KINDS: &[(&str, &[&str])] = &[
    ("parties", &["/t/{key}", "/counter/cases/{case}", "/office/cases/{case}"]),
    ("mediation", &["/t/{key}", "/counter/cases/{case}", "/counter/cases/{case}/session"]),
    ("agreement", &["/t/{key}/papers", "/counter/cases/{case}/agreement"]),
    ("notes", &["/counter/cases/{case}/session"]),
    ("complaint", &["/t/{key}", "/office/cases/{case}"]),
    (
        "photos",
        &[
            "/t/{key}/photos/{evidence}/{print}",
            "/counter/cases/{case}/photos/{evidence}/{size}",
            "/office/cases/{case}/photos/{evidence}/{size}",
        ],
    ),
    ("disclosures", &["/office/disclosures"]),
    ("typical", &["/typical-cases/{typical}", "/t/{key}", "/counter/cases/{case}/typical"]),
    ("exhibitors", &["/office/exhibitors/{id}"]),
    ("staff", &["/office/people/{id}"]),
    ("devices", &["/office/devices"]),
    ("numbers", &["/board", "/office/figures"]),
];

/// How long each kind is kept: the key of the words.
fn kept(kind: &str) -> &'static str {
    match kind {
        "exhibitors" | "staff" | "devices" => "record-kept-fair",
        "numbers" => "record-kept-ever",
        "disclosures" => "record-kept-given",
        "typical" => "record-kept-typical",
        "notes" => "record-kept-notes",
        _ => "record-kept-file",
    }
}

/// Who is let in where a kind shows, by the table of routes.
fn readers(table: &[Route], paths: &[&str], t: &Texts) -> String {
    let accesses = table.iter().filter(|route| paths.contains(&route.path)).map(|route| route.access);
    let mut named = BTreeSet::new();
    for access in accesses {
        match access {
            Access::Everyone => {
                named.insert((0, t.t("record-everybody").into_owned()));
            }
            Access::KeyHolder => {
                named.insert((1, t.t("record-holder").into_owned()));
            }
            Access::Staff(roles) => {
                for (at, role) in Role::ALL.into_iter().enumerate().filter(|(_, role)| roles.contains(role)) {
                    named.insert((at + 2, t.code("role", signed::code(role)).into_owned()));
                }
            }
            Access::Device | Access::Setup | Access::Operator => {}
        }
    }
    let words: Vec<_> = named.into_iter().map(|(_, word)| word).collect();
    words.join(&t.t("list-comma"))
}

/// In which language it is wanted; the reader's own when it is not said.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Spoken {
    language: String,
}

fn paper(app: &App, t: &Texts) -> Result<Paper, Problem> {
    let at = app.now();
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let plan = &fair.plan;
    let days = match plan.last_day {
        Some(last) => t.t2("record-days", "from", t.date(plan.first_day), "until", t.date(last)),
        None => t.t1("record-days-standing", "from", t.date(plan.first_day)),
    };
    let named = bodies::all(t, &at.desk.body_names());
    let mut blocks = vec![
        Block::heading(t.t("record-handlers")),
        Block::fields([
            (t.t("record-body"), t.t1("record-body-does", "name", named.as_str())),
            (t.t("record-organiser"), t.t1("record-organiser-does", "name", plan.name.as_str())),
            (t.t("record-operator"), t.t("record-operator-does").into()),
            (t.t("record-contact"), plan.desk.clone()),
        ]),
        Block::note(t.t("record-check")),
        Block::heading(t.t("record-held")),
        held(&at, t),
        Block::note(t.t("record-routes")),
    ];
    blocks.extend(copies(app, &at, t));
    blocks.extend(protection(&at, t));
    Ok(Paper {
        language: t.language().tag().to_owned(),
        masthead: vec![plan.name.clone(), named],
        titles: vec![t.t("record-title").into_owned()],
        number: days,
        blocks,
        footer: [plan.desk.clone()].into_iter().filter(|line| !line.is_empty()).collect(),
        paging: t.say("papers-paging").with("page", "{page}").with("pages", "{pages}").to_string(),
        ..Paper::default()
    })
}

/// What is held: why, who may see it, for how long.
fn held(at: &Published, t: &Texts) -> Block {
    let keeping = &at.desk.rules().keeping;
    let table = super::routes();
    let rows = KINDS.iter().map(|(kind, paths)| {
        let open = t.t1("record-open-to", "who", readers(&table, paths, t));
        vec![
            t.code("record-what", kind).into_owned(),
            format!("{}\n{}", t.code("record-why", kind), t.code("record-basis", kind)),
            format!("{open}\n{}", t.code("record-seen", kind)),
            t.t2(kept(kind), "years", keeping.file_years, "days", keeping.enquiry_days),
        ]
    });
    let head = ["record-what", "record-why", "record-who", "record-kept"];
    Block::Table(Table {
        widths: vec![1.6, 2.0, 2.0, 1.3],
        head: head.map(|key| t.t(key).into_owned()).to_vec(),
        rows: rows.collect(),
    })
}

/// Where copies are.
fn copies(app: &App, at: &Published, t: &Texts) -> [Block; 2] {
    let kiosks = at.desk.devices().filter(|device| !device.is_revoked()).count();
    let folder = app.settings.data.display().to_string();
    let lines = [
        t.t1("record-copy-folder", "folder", folder),
        t.t("record-copy-backups").into_owned(),
        t.t1("record-copy-kiosks", "count", kiosks),
        t.t("record-copy-paper").into_owned(),
        t.t("record-copy-others").into_owned(),
    ];
    [Block::heading(t.t("record-copies")), Block::list(lines.map(|line| ("•", line)))]
}

/// How it is protected.
fn protection(at: &Published, t: &Texts) -> [Block; 2] {
    let eyes = if at.desk.needs_four_eyes() { "record-eyes-on" } else { "record-eyes-off" };
    let keys =
        ["record-safe-sealed", "record-safe-readings", "record-safe-photos", eyes, "record-safe-rights"];
    [Block::heading(t.t("record-safe")), Block::list(keys.map(|key| ("•", t.t(key))))]
}

#[derive(Template)]
#[template(path = "papers_paper.html")]
struct RecordPage {
    frame: Frame,
    t: Texts,
    html: String,
    pdf: String,
    missing: Vec<String>,
    back: String,
    back_text: &'static str,
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(asked): Query<Spoken>,
) -> Result<Response, Problem> {
    let language = Language::from_tag(&asked.language).unwrap_or(visit.texts.language());
    let paper = paper(&app, &visit.texts.speaking(language))?;
    let frame = signed::frame(&app, &visit, &who, "record-title");
    let html = papers::html::html(&paper).map_err(|error| Problem::internal(&error))?;
    Ok(frame::show(&RecordPage {
        t: frame.t(),
        frame,
        html,
        pdf: format!("/office/data-record.pdf?language={}", language.tag()),
        missing: Vec::new(),
        back: "/office/disclosures".to_owned(),
        back_text: "disclosure-back",
    }))
}

async fn pdf(State(app): State<App>, visit: Visit, Query(asked): Query<Spoken>) -> Result<Response, Problem> {
    let language = Language::from_tag(&asked.language).unwrap_or(visit.texts.language());
    let paper = paper(&app, &visit.texts.speaking(language))?;
    pdf::answer(paper, "data-record.pdf").await
}

#[cfg(test)]
mod tests {
    use super::{KINDS, readers, routes};
    use crate::{
        locale::{Language, Texts},
        testing::{Browser, TestDesk},
    };

    fn english() -> Texts {
        Texts::new(Language::En, jiff::tz::TimeZone::UTC)
    }

    #[test]
    fn every_kind_has_its_words_and_its_routes_are_there() {
        let table = crate::web::routes();
        for (kind, paths) in KINDS {
            for family in ["record-what", "record-why", "record-basis", "record-seen"] {
                assert!(Texts::knows(&format!("{family}-{kind}")), "{family}-{kind}");
            }
            for path in *paths {
                assert!(table.iter().any(|route| route.path == *path), "{path}");
            }
        }
    }

    #[test]
    fn who_may_see_something_is_read_from_the_routes() {
        let (table, t) = (crate::web::routes(), english());
        let of = |kind: &str| {
            let (_, paths) = KINDS.iter().find(|(known, _)| *known == kind).unwrap();
            readers(&table, paths, &t)
        };
        assert!(!of("notes").contains("rganiser"), "{}", of("notes"));
        assert!(!of("mediation").contains("rganiser"), "{}", of("mediation"));
        assert!(
            of("complaint").contains("rganiser") && !of("complaint").contains("ediator"),
            "{}",
            of("complaint")
        );
        assert!(!routes().is_empty());
    }

    #[test]
    fn what_is_said_of_a_kind_leaves_out_nobody_whose_pages_show_it() {
        let t = english();
        for (kind, who) in [
            ("parties", "reception"),
            ("parties", "duty manager"),
            ("mediation", "reception"),
            ("complaint", "reception"),
            ("typical", "the parties are asked about, by them too"),
            ("exhibitors", "duty manager"),
            ("exhibitors", "registered rights also by reception, the mediator and the head"),
        ] {
            let said = t.code("record-seen", kind);
            assert!(said.contains(who), "{kind}: {said}");
        }
    }

    #[test]
    fn one_year_and_one_day_are_said_as_such() {
        let notes = |years: u8| english().t1("record-kept-notes", "years", years);
        assert!(notes(1).contains("one year") && notes(3).contains("3 years"));
        for key in ["record-kept-file", "retention-lead"] {
            let said = english().t2(key, "years", 1_u8, "days", 1_u16);
            assert!(said.contains("one year") && said.contains("one day"), "{key}: {said}");
            let said = english().t2(key, "years", 3_u8, "days", 90_u16);
            assert!(said.contains("3 years") && said.contains("90 days"), "{key}: {said}");
        }
    }

    #[tokio::test]
    async fn the_record_names_this_fair_and_its_own_times() {
        let desk = TestDesk::new().await;
        let mut head = Browser::of(&desk, "head").await;
        let page = head.get("/office/data-record").await.text;
        for said in
            ["Test Light Fair", "Test Committee", "3 years", "90 days", "Backups", "The board calls numbers"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("Until the file is laid away: then they are deleted for good."), "{page}");
        let chinese = head.get("/office/data-record?language=zh-CN").await.text;
        assert!(chinese.contains("至案卷归档为止，归档时永久删除"), "{chinese}");
        assert!(chinese.contains("保护记录") && chinese.contains("叫号屏公开显示"), "{chinese}");
        let pdf = head.get("/office/data-record.pdf").await;
        assert_eq!(pdf.headers["content-type"], "application/pdf");
    }
}
