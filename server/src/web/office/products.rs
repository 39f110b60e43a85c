//! The classes of products of the fair, by which cases are counted: named by the organiser, one a line, and proposed from the exhibitor
//! list while nobody has named any.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, LONGEST_CLASS, MOST_CLASSES, ProductClass,
    figures::{Shown, suppressed_within},
    report::NONE,
    text,
};

use super::{ORGANISER, sender};
use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        problem::Problem,
        route::Route,
        visit::Visit,
    },
};

/// What stands between two kinds of products in exhibitor lists.
const BETWEEN: [char; 5] = ['|', ';', '；', '\n', '、'];
/// So many exhibitors at least must have a kind of products for it to be proposed.
const SHARED_BY: usize = 2;

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/office/products", ORGANISER, page), Route::post("/office/products", ORGANISER, name)]
}

#[derive(Template)]
#[template(path = "office_products.html")]
struct ProductsPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    /// One a line.
    classes: String,
    /// They are a proposal from the exhibitor list.
    proposed: bool,
    /// How many cases each has, of those that have any, in words.
    cases: Vec<(String, String)>,
}

#[derive(serde::Deserialize, Default)]
struct Saved {
    #[serde(default)]
    saved: String,
}

/// The kinds of products that several exhibitors say they show, in order.
fn proposed(at: &Published) -> Vec<String> {
    let mut shown: BTreeMap<String, usize> = BTreeMap::new();
    for (_, body) in at.names.exhibitors() {
        let kinds: BTreeSet<_> = body
            .products
            .iter()
            .flat_map(|products| products.split(BETWEEN))
            .filter_map(|kind| text::line(kind, LONGEST_CLASS).ok())
            .collect();
        for kind in kinds {
            *shown.entry(kind).or_default() += 1;
        }
    }
    let mut kinds: Vec<_> = shown.into_iter().filter(|(_, by)| *by >= SHARED_BY).collect();
    // Those that most exhibitors show, where a list has more than may be named.
    kinds.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
    kinds.truncate(MOST_CLASSES);
    let mut kinds: Vec<_> = kinds.into_iter().map(|(kind, _)| kind).collect();
    kinds.sort();
    kinds
}

async fn page(State(app): State<App>, visit: Visit, who: Who, Query(saved): Query<Saved>) -> Response {
    let at = app.now();
    let named: Vec<_> = at.desk.product_classes().iter().map(ToString::to_string).collect();
    let proposal = if named.is_empty() { proposed(&at) } else { Vec::new() };
    let proposed = !proposal.is_empty();
    let lines = if proposed { proposal } else { named }.join("\n");
    let mut page = sheet(&app, &visit, &who, lines, Errors::default());
    page.proposed = proposed;
    if !saved.saved.is_empty() {
        page.frame = page.frame.notice(Tone::Good, visit.texts.t("products-saved"));
    }
    frame::show(&page)
}

fn sheet(app: &App, visit: &Visit, who: &Who, classes: String, errors: Errors) -> ProductsPage {
    let frame = super::frame(app, visit, who, "products-title");
    let t = frame.t();
    ProductsPage {
        cases: cases(&app.now(), &t),
        t,
        frame,
        errors,
        key: form::fresh_key(),
        classes,
        proposed: false,
    }
}

/// How many cases each class has, as the organiser may see it: few cases of a class point at those who filed them. Where one is hidden,
/// those without a case are listed with it, or a class would be known to have some for standing there.
fn cases(at: &Published, t: &Texts) -> Vec<(String, String)> {
    let (mut filed, mut counts) = (0_u32, BTreeMap::<String, u32>::new());
    for case in at.desk.cases() {
        filed += 1;
        if let Some(class) = &case.procedure.product_class {
            *counts.entry(class.to_string()).or_default() += 1;
        }
    }
    let shown = suppressed_within(filed, &counts);
    let told = |class: &String| match shown.get(class) {
        Some(Shown::Exact(count)) => t.number(*count),
        Some(Shown::Few) | None => t.t("log-few").into_owned(),
    };
    let hides = counts.keys().any(|class| !matches!(shown.get(class), Some(Shown::Exact(_))));
    let named = at.desk.product_classes().iter().map(ToString::to_string).filter(|_| hides);
    let listed: BTreeSet<String> = counts.keys().cloned().chain(named).collect();
    let line = |class: String| {
        let told = told(&class);
        (class, told)
    };
    listed.into_iter().map(line).collect()
}

/// What was typed, each line a class; or what is wrong with it.
fn classes(typed: &str, t: &Texts) -> Result<Vec<ProductClass>, String> {
    let mut classes: Vec<ProductClass> = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        let Ok(name) = text::line(line, LONGEST_CLASS) else {
            return Err(t.t2("products-too-long", "line", line, "max", LONGEST_CLASS));
        };
        let class = ProductClass(name);
        if class.as_str() == NONE || classes.contains(&class) {
            return Err(t.t1("products-twice", "line", class.as_str()));
        }
        classes.push(class);
    }
    if classes.len() > MOST_CLASSES {
        return Err(t.t2("products-too-many", "count", classes.len(), "max", MOST_CLASSES));
    }
    Ok(classes)
}

async fn name(State(app): State<App>, visit: Visit, who: Who, sent: Entries) -> Result<Response, Problem> {
    match classes(sent.text("classes"), &visit.texts) {
        Ok(classes) => {
            let once = sent.once(&app, &who, "office/products");
            app.ask(sender(&who)?, once, Command::NameProductClasses { classes }).await?;
            Ok(visit.sent("/office/products?saved=1"))
        }
        Err(wrong) => {
            let mut errors = Errors::default();
            errors.add("classes", wrong);
            let page = sheet(&app, &visit, &who, sent.text("classes").to_owned(), errors);
            Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
