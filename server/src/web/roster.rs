//! The roster that everybody may read: who mediates here, in what fields and languages, with which grade. Parties choose from it; it
//! names nobody who did not stand on it by the head's word, and no phone.

use askama::Template;
use axum::{extract::State, response::Response};
use domain::{case::RightKind, staff::Role, text::natural};

use crate::{app::App, locale::Texts};

use super::{
    bodies,
    frame::{self, Frame},
    guard::Who,
    office::{people::profile::TONGUES, today},
    route::{Access, Route},
    signed,
    visit::Visit,
};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/mediators", Access::Everyone, page)]
}

struct Mediator {
    /// The mediation body, where there are several.
    body: Option<String>,
    name: String,
    other_name: String,
    grade: String,
    fields: Vec<String>,
    languages: String,
}

#[derive(Template)]
#[template(path = "roster.html")]
struct Page {
    frame: Frame,
    t: Texts,
    body: String,
    mediators: Vec<Mediator>,
}

async fn page(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let frame = signed::frame(&app, &visit, &who, "roster-title");
    let (t, at, today) = (frame.t(), app.now(), today(&app));
    let listed = at.desk.staff().filter(|staff| {
        staff.is(Role::Mediator) && staff.credentials.as_ref().is_some_and(|known| known.on_roster(today))
    });
    let mut mediators: Vec<_> = listed
        .filter_map(|staff| {
            let body = at.names.mediator(staff.id)?;
            let grade = staff.credentials.as_ref().and_then(|known| known.grade);
            let tongues = staff.profile.languages.iter().filter(|tag| TONGUES.contains(&tag.as_str()));
            let tongues: Vec<_> = tongues.map(|tag| t.code("tongue", tag).into_owned()).collect();
            let right = |right: &RightKind| t.code("right", right.code()).into_owned();
            Some(Mediator {
                name: body.name.clone(),
                body: bodies::among_several(&at, staff.profile.body),
                other_name: body.other_name.clone().unwrap_or_default(),
                grade: grade.map(|grade| t.code("grade", grade.code()).into_owned()).unwrap_or_default(),
                fields: staff.profile.fields.iter().map(right).collect(),
                languages: tongues.join(&t.t("list-comma")),
            })
        })
        .collect();
    // By name: a list in any other order would recommend.
    mediators.sort_by(|a, b| natural(&a.name, &b.name));
    let body = if at.desk.has_several_bodies() { String::new() } else { bodies::receiving(&at) };
    frame::show(&Page { frame, t, body, mediators })
}
