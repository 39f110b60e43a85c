//! One exhibitor as a form: entered by hand, or amended.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    BoothId, Command, ExhibitorId, HallId, RightId,
    body::ExhibitorBody,
    command::NewBooth,
    desk::Exhibitor,
    text::{self, TextFault},
};

use crate::{
    app::App,
    engine::Published,
    exhibitors::{BOOTHS_EACH, Field, PRODUCTS_CHARS, Place, SHORT_CHARS, usable},
    intake::{self, Halls},
    locale::Texts,
    web::{
        complaints::history,
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::Who,
        office::{self, ON_DUTY, ORGANISER, rights::rights_of},
        plan_form,
        problem::{Fault, Problem},
        registered::Shown,
        route::{ORGANISERS, Route},
        visit::Visit,
    },
};

use super::{
    BoothLink, booths_of,
    defences::{self, Lodged},
    row, twins,
    undertaking::Told,
};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/office/exhibitors/new", ORGANISER, blank),
        Route::post("/office/exhibitors/new", ORGANISER, enter),
        Route::get("/office/exhibitors/{id}", ON_DUTY, show),
        Route::post("/office/exhibitors/{id}", ORGANISER, amend),
    ]
}

#[derive(Template)]
#[template(path = "office_exhibitor.html")]
struct EditPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    idempotency: String,
    exhibitor: String,
    /// Key, label, value, most characters: every particular that is one line.
    fields: Vec<(&'static str, String, String, usize)>,
    booths: String,
    halls: String,
    links: Vec<BoothLink>,
    /// Which exhibitor, once it is on the list.
    id: Option<ExhibitorId>,
    rights: Vec<(RightId, Shown)>,
    undertaking: Told,
    defences: Vec<Lodged>,
    /// Complaints against them, and how many more than are shown.
    history: (Vec<history::Told>, usize),
    /// It was said that another exhibitor of the same name is meant to stay another one.
    namesake: bool,
    /// The reader keeps the list, and does not only look things up.
    keeps: bool,
}

/// The box in which it is said that a namesake is meant.
const NAMESAKE: &str = "namesake";
/// Longest line that names a booth, in characters.
const BOOTH_LINE_CHARS: usize = 200;

/// The particulars that may be absent, in the order of the form.
const OPTIONAL: [Field; 8] = [
    Field::OtherName,
    Field::CreditCode,
    Field::Country,
    Field::Website,
    Field::Contact,
    Field::Phone,
    Field::Email,
    Field::Products,
];

fn most(field: Field) -> usize {
    if field == Field::Products { PRODUCTS_CHARS } else { SHORT_CHARS }
}

fn edit_page(app: &App, visit: &Visit, who: &Who, sent: &Entries, errors: Errors) -> EditPage {
    let frame = office::frame(app, visit, who, "exhibitor-title");
    let t = frame.t();
    let field = |field: Field| {
        let label = t.code("field", field.key()).into_owned();
        (field.key(), label, sent.text(field.key()).to_owned(), most(field))
    };
    let halls: Vec<String> = office::halls(app).into_iter().map(|hall| hall.0).collect();
    let key = sent.text(form::KEY);
    EditPage {
        errors,
        idempotency: if key.is_empty() { form::fresh_key() } else { key.to_owned() },
        exhibitor: sent.text("name").to_owned(),
        fields: OPTIONAL.map(field).into(),
        booths: sent.text("booths").to_owned(),
        halls: office::joined(&t, &halls),
        links: Vec::new(),
        id: None,
        rights: Vec::new(),
        undertaking: Told::default(),
        defences: Vec::new(),
        history: (Vec::new(), 0),
        namesake: sent.text(NAMESAKE) == "yes",
        keeps: who.is_one_of(ORGANISERS),
        t,
        frame,
    }
}

async fn blank(State(app): State<App>, visit: Visit, who: Who) -> Response {
    let mut page = edit_page(&app, &visit, &who, &Entries::default(), Errors::default());
    page.frame.title = page.t.t("exhibitor-new-title").into_owned();
    frame::show(&page)
}

#[derive(serde::Deserialize, Default)]
struct Saved {
    #[serde(default)]
    saved: String,
}

async fn show(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    Query(saved): Query<Saved>,
) -> Result<Response, Problem> {
    let mut page = known(&app, &visit, &who, &id, Entries::default(), Errors::default())?;
    let told = match saved.saved.as_str() {
        "" => None,
        "undertaking" => Some("undertaking-saved"),
        "defence" => Some("defence-saved"),
        "defence-withdrawn" => Some("defence-withdrawn"),
        _ => Some("exhibitor-saved"),
    };
    if let Some(key) = told {
        page.frame = page.frame.notice(Tone::Good, visit.texts.t(key));
    }
    Ok(frame::show(&page))
}

/// The page of an exhibitor that is on the list; `undertaking` is that form as it was sent.
fn known(
    app: &App,
    visit: &Visit,
    who: &Who,
    id: &str,
    undertaking: Entries,
    errors: Errors,
) -> Result<EditPage, Problem> {
    let published = app.now();
    let exhibitor = find(&published, id)?;
    let body = published.names.exhibitor(exhibitor.id).ok_or(Problem::of(Fault::Erased))?;
    let page = edit_page(app, visit, who, &entries(body, exhibitor, &published), errors);
    page.beside(app, &published, who, exhibitor, undertaking)
}

impl EditPage {
    /// With what is kept of an exhibitor beside the particulars; `undertaking` is that form as it was sent.
    fn beside(
        self,
        app: &App,
        at: &Published,
        who: &Who,
        exhibitor: &Exhibitor,
        undertaking: Entries,
    ) -> Result<Self, Problem> {
        let lodged = |person| defences::of(app, at, &self.t, person, exhibitor.id);
        let defences = who.person.as_ref().map(lodged).transpose()?.unwrap_or_default();
        Ok(Self {
            links: row(&self.t, exhibitor, at).booths,
            id: Some(exhibitor.id),
            rights: rights_of(app, at, &self.t, exhibitor.id),
            undertaking: Told::of(app, at, &self.t, exhibitor, undertaking)?,
            defences,
            history: history::against(at, &self.t, exhibitor.id, app.clock.now()),
            ..self
        })
    }
}

/// The page again, with what was wrong with the form of the undertaking.
///
/// # Errors
/// When there is no such exhibitor, or nothing can be read.
pub(super) fn again(
    app: &App,
    visit: &Visit,
    who: &Who,
    id: &str,
    sent: Entries,
    errors: Errors,
) -> Result<Response, Problem> {
    Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &known(app, visit, who, id, sent, errors)?))
}

pub(super) fn find<'p>(published: &'p Published, id: &str) -> Result<&'p Arc<Exhibitor>, Problem> {
    let id: ExhibitorId = id.parse().map_err(|_| Problem::of(Fault::NotFound))?;
    published.desk.exhibitor(id).ok_or(Problem::of(Fault::NotFound))
}

/// What the desk knows, as if it had just been typed.
fn entries(body: &ExhibitorBody, exhibitor: &Exhibitor, published: &Published) -> Entries {
    let booths: Vec<String> = booths_of(exhibitor, published)
        .iter()
        .map(|booth| format!("{}: {}", booth.hall, booth.number))
        .collect();
    let mut fields = vec![("name".to_owned(), body.name.clone()), ("booths".to_owned(), booths.join("\n"))];
    for field in OPTIONAL {
        fields.push((field.key().to_owned(), particular(body, field).cloned().unwrap_or_default()));
    }
    Entries::from_fields(fields)
}

fn particular(body: &ExhibitorBody, field: Field) -> Option<&String> {
    match field {
        Field::OtherName => body.other_name.as_ref(),
        Field::CreditCode => body.credit_code.as_ref(),
        Field::Country => body.country.as_ref(),
        Field::Website => body.website.as_ref(),
        Field::Contact => body.contact.as_ref(),
        Field::Phone => body.phone.as_ref(),
        Field::Email => body.email.as_ref(),
        Field::Products => body.products.as_ref(),
        Field::Name | Field::Hall | Field::Booth | Field::Undertaking | Field::SignedOn | Field::SignedBy => {
            None
        }
    }
}

async fn enter(State(app): State<App>, visit: Visit, who: Who, form: Entries) -> Result<Response, Problem> {
    save(&app, &visit, &who, &form, ExhibitorId(app.fresh_id()), "exhibitor-new-title").await
}

async fn amend(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let id = find(&app.now(), &id)?.id;
    save(&app, &visit, &who, &form, id, "exhibitor-title").await
}

async fn save(
    app: &App,
    visit: &Visit,
    who: &Who,
    form: &Entries,
    exhibitor: ExhibitorId,
    title: &str,
) -> Result<Response, Problem> {
    let mut errors = Errors::default();
    let body = typed(form, &visit.texts, &mut errors);
    let booths = typed_booths(app, form.text("booths"), &visit.texts, &mut errors);
    let once = form.once(app, who, "office/exhibitor");
    if let Some(body) = body.as_ref().filter(|_| !app.has_answered(&once)) {
        let at = app.now();
        if twins::becomes_a_twin(&at, exhibitor, &body.name, &booths) {
            errors.add("name", visit.texts.t("exhibitor-twice"));
        } else if form.text(NAMESAKE) != "yes"
            && let Some(others) = twins::namesakes(&at, &visit.texts, exhibitor, body)
        {
            errors.add(NAMESAKE, visit.texts.t1("exhibitor-namesake", "others", others));
        }
    }
    let (Some(body), true) = (body, errors.is_empty()) else {
        let mut page = edit_page(app, visit, who, form, errors);
        page.frame.title = page.t.t(title).into_owned();
        let published = app.now();
        if let Some(known) = published.desk.exhibitor(exhibitor) {
            page = page.beside(app, &published, who, known, Entries::default())?;
        }
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    // Recorded by itself, with its day; saving the particulars leaves it as it is.
    let before = app.now().desk.exhibitor(exhibitor).and_then(|known| known.undertaking);
    let undertaking = before.map(|known| known.signed);
    let command = Command::EnrolExhibitor { exhibitor, booths, undertaking, body };
    let accepted = app.ask(office::sender(who)?, once, command).await?;
    // A repeated form made its exhibitor the first time, under another id.
    let made = accepted.entries.iter().find_map(|entry| {
        if let domain::Fact::ExhibitorEnrolled { exhibitor, .. } = entry.fact {
            Some(exhibitor)
        } else {
            None
        }
    });
    Ok(visit.sent(&format!("/office/exhibitors/{}?saved=1", made.unwrap_or(exhibitor))))
}

fn typed(form: &Entries, t: &Texts, errors: &mut Errors) -> Option<ExhibitorBody> {
    let name = plan_form::named(form.text("name"), "name", SHORT_CHARS, t, errors);
    let mut line = |field: Field| match text::optional_line(form.text(field.key()), most(field)) {
        Ok(line) => {
            let line = line?;
            let kept = usable(field, &line);
            if kept.is_none() {
                errors.add(field.key(), t.code("field-wrong", field.key()));
            }
            kept
        }
        Err(_too_long) => {
            errors.add(field.key(), t.t1("entry-too-long", "max", most(field)));
            None
        }
    };
    let body = ExhibitorBody {
        name: String::new(),
        other_name: line(Field::OtherName),
        credit_code: line(Field::CreditCode),
        country: line(Field::Country),
        website: line(Field::Website),
        contact: line(Field::Contact),
        phone: line(Field::Phone),
        email: line(Field::Email),
        products: line(Field::Products),
    };
    Some(ExhibitorBody { name: name?, ..body })
}

/// Booths one a line, `5.1: A12`; at a fair with one hall the number alone.
fn typed_booths(app: &App, typed: &str, t: &Texts, errors: &mut Errors) -> Vec<NewBooth> {
    let published = app.now();
    let halls = Halls::of(&published);
    let only: Option<HallId> =
        Some(office::halls(app)).filter(|halls| halls.len() == 1).and_then(|mut halls| halls.pop());
    let mut booths: Vec<NewBooth> = Vec::new();
    for line in typed.lines() {
        let line = match text::line(line, BOOTH_LINE_CHARS) {
            Ok(line) => line,
            Err(TextFault::Empty) => continue,
            // As when all booths were pasted into one line: left out they would be taken from the exhibitor.
            Err(TextFault::TooLong { max }) => {
                errors.add("booths", t.t1("entry-too-long", "max", max));
                continue;
            }
        };
        let Some(place) = place(&line, &halls, only.as_ref()) else {
            errors.add("booths", t.t1("exhibitor-booth-hall-missing", "line", line));
            continue;
        };
        match intake::booth(&place, &halls, BoothId(app.fresh_id())) {
            None => {
                errors.add("booths", t.t2("exhibitor-booth-hall-unknown", "line", line, "hall", place.hall));
            }
            Some(booth) if booth.number.is_empty() || booth.number.chars().count() > 40 => {
                errors.add("booths", t.t1("exhibitor-booth-wrong", "line", line));
            }
            // A booth named twice is one booth.
            Some(booth) if booths.iter().any(|b| b.hall == booth.hall && b.number == booth.number) => {}
            Some(booth) => booths.push(booth),
        }
    }
    if booths.len() > BOOTHS_EACH {
        errors.add("booths", t.t1("plan-too-many", "max", BOOTHS_EACH));
    }
    booths.sort_by(|a, b| {
        office::natural(a.hall.as_str(), b.hall.as_str()).then_with(|| office::natural(&a.number, &b.number))
    });
    booths
}

/// Hall and number: parted by a colon, by the dot with which the desk writes them, or by a space behind a hall of the fair. `None` when
/// no hall is named.
fn place(line: &str, halls: &Halls, only: Option<&HallId>) -> Option<Place> {
    if let Some((hall, number)) = line.split_once([':', '：', '·']) {
        return Some(Place::new(hall.trim(), number.trim()));
    }
    let spaced = line.match_indices(' ').map(|(at, _)| Place::new(&line[..at], &line[at + 1..]));
    let known = spaced.into_iter().find(|place| halls.has(place));
    known.or_else(|| only.map(|hall| Place::new(hall.as_str(), line)))
}
