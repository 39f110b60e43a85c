//! Filing a case: the form behind a scanned code, and the same form at the counter on behalf of a visitor.
//!
//! ```text
//! form or JSON ── draft (as typed) ── parse (rules of the fields, place finds booths) ── photos (kept first) ── file (one fact)
//! ```
//!
//! What was typed is never lost: whatever is wrong, the same page comes back with everything in it.

use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    Actor, BodyId,
    case::{Audience, CaseKind, Door},
    paper::Place,
    procedure::Purpose,
};
use serde::Deserialize;

use crate::app::{App, From, Once};

use self::{
    draft::{Draft, Named, OnPaper},
    file::Filed,
    flaw::{Flaw, Wrong},
    page::{Desk, Shown},
    parse::Entrance,
};
use super::{
    company,
    form::{self, Entries},
    guard::Who,
    problem::{Fault, Problem},
    route::{Access, RECEPTIONS, Route},
    scan::{AtBooth, AtHall, Scanned},
    visit::Visit,
};

pub mod draft;
pub mod file;
pub mod flaw;
pub mod page;
pub mod paper;
pub mod parse;
pub mod photos;
pub mod place;
pub mod shared;
#[cfg(test)]
mod tests;

/// Most bytes of a form with its photos. A phone's photo has three to five million.
const UPLOAD_BYTES: usize = 48 << 20;
/// What of that is kept free of photos: the texts, and what stands around each part.
const TEXT_BYTES: usize = 1 << 20;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/b/{token}/file", Access::KeyHolder, open_at_booth),
        Route::post("/b/{token}/file", Access::KeyHolder, send_at_booth).with(form::up_to(UPLOAD_BYTES)),
        Route::get("/h/{token}/file", Access::KeyHolder, open_at_hall),
        Route::post("/h/{token}/file", Access::KeyHolder, send_at_hall).with(form::up_to(UPLOAD_BYTES)),
        Route::get("/counter/file", Access::Staff(RECEPTIONS), open_at_counter),
        Route::post("/counter/file", Access::Staff(RECEPTIONS), send_at_counter)
            .with(form::up_to(UPLOAD_BYTES)),
    ]
}

/// What was chosen on the page before.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Choice {
    /// `me`: I work at this booth. `booth`: my complaint is about it. Anything else: neither. Proves nothing.
    r#as: String,
    /// Code of the case's kind.
    kind: String,
}

impl Choice {
    fn kind(&self) -> CaseKind {
        CaseKind::from_code(&self.kind).unwrap_or(CaseKind::Dispute)
    }
}

async fn open_at_booth(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtBooth(scanned): AtBooth,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    Ok(open(&app, &visit, &who, &scanned, &choice))
}

async fn open_at_hall(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtHall(scanned): AtHall,
    Query(choice): Query<Choice>,
) -> Result<Response, Problem> {
    Ok(open(&app, &visit, &who, &scanned, &choice))
}

fn open(app: &App, visit: &Visit, who: &Who, scanned: &Scanned, choice: &Choice) -> Response {
    let draft = prefilled(visit, scanned, choice);
    let desk = public(visit, scanned, choice);
    let idempotency = form::fresh_key();
    page::show(
        app,
        visit,
        who,
        Shown { desk, draft: &draft, flaws: &[], photos: Vec::new(), idempotency, already: None },
    )
}

/// What the code and the answer on the page before say by themselves.
fn prefilled(visit: &Visit, scanned: &Scanned, choice: &Choice) -> Draft {
    let mut draft = Draft::new(choice.kind(), visit.texts.language());
    let Some(booth) = &scanned.booth else { return draft };
    // Of several at one booth the visitor says which.
    let only = match scanned.exhibitors.as_slice() {
        [one] => company::in_order(&visit.texts, one).0.to_owned(),
        _ => String::new(),
    };
    match choice.r#as.as_str() {
        "me" => {
            draft.claimant.hall = booth.hall.to_string();
            draft.claimant.booth.clone_from(&booth.number);
            draft.claimant.given.clone_from(&only);
            draft.claimant.company = only;
        }
        "booth" => draft.respondents.push(Named {
            hall: booth.hall.to_string(),
            booth: booth.number.clone(),
            given: only.clone(),
            exhibitor: only,
            described: String::new(),
            which: String::new(),
        }),
        _ => {}
    }
    draft
}

fn public(visit: &Visit, scanned: &Scanned, choice: &Choice) -> Desk {
    let role = match choice.r#as.as_str() {
        "me" => "me",
        "booth" => "booth",
        _ => "other",
    };
    let kind = choice.kind().code();
    Desk {
        action: format!("{}/file?as={role}&kind={kind}", scanned.path),
        // What is prefilled by one answer is never put over what another prefills.
        draft: format!("file-{kind}-{role}-{}", scanned.token),
        token: scanned.token.clone(),
        place: scanned.say(&visit.texts),
        exhibitors: scanned.names(&visit.texts),
        hall: Some(scanned.hall.clone()),
        counter: false,
        handed_over: false,
    }
}

async fn send_at_booth(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtBooth(scanned): AtBooth,
    Query(choice): Query<Choice>,
    form: Entries,
) -> Result<Response, Problem> {
    Sending::publicly(&app, &visit, &who, &scanned, &choice, &form).run().await
}

async fn send_at_hall(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    AtHall(scanned): AtHall,
    Query(choice): Query<Choice>,
    form: Entries,
) -> Result<Response, Problem> {
    Sending::publicly(&app, &visit, &who, &scanned, &choice, &form).run().await
}

async fn open_at_counter(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(choice): Query<Choice>,
) -> Response {
    let draft = Draft::new(choice.kind(), visit.texts.language());
    let idempotency = form::fresh_key();
    let desk = counter(&who, &choice);
    page::show(
        &app,
        &visit,
        &who,
        Shown { desk, draft: &draft, flaws: &[], photos: Vec::new(), idempotency, already: None },
    )
}

/// A visitor's form is kept for the person who types it alone, and until they sign out (`leave.js`).
fn counter(who: &Who, choice: &Choice) -> Desk {
    let kind = choice.kind().code();
    let person = who.person.as_ref().map(|person| person.staff.id.to_string()).unwrap_or_default();
    Desk {
        action: format!("/counter/file?kind={kind}"),
        draft: format!("counter-{person}-{kind}"),
        token: String::new(),
        place: String::new(),
        exhibitors: Vec::new(),
        hall: None,
        counter: true,
        handed_over: false,
    }
}

async fn send_at_counter(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Query(choice): Query<Choice>,
    form: Entries,
) -> Result<Response, Problem> {
    let entrance = Entrance { door: Door::Counter, hall: None };
    let desk = counter(&who, &choice);
    let sending =
        Sending { app: &app, visit: &visit, who: &who, form: &form, kind: choice.kind(), desk, entrance };
    sending.run().await
}

/// A form on its way in.
struct Sending<'a> {
    app: &'a App,
    visit: &'a Visit,
    who: &'a Who,
    form: &'a Entries,
    kind: CaseKind,
    desk: Desk,
    entrance: Entrance,
}

impl<'a> Sending<'a> {
    fn publicly(
        app: &'a App,
        visit: &'a Visit,
        who: &'a Who,
        scanned: &Scanned,
        choice: &Choice,
        form: &'a Entries,
    ) -> Self {
        let (desk, entrance) = (public(visit, scanned, choice), scanned.entrance());
        Self { app, visit, who, form, kind: choice.kind(), desk, entrance }
    }

    async fn run(self) -> Result<Response, Problem> {
        let published = self.app.now();
        let mut draft = Draft::of_form(self.kind, self.form);
        shared::only_typed(&published, self.entrance.hall.as_ref(), &mut draft);
        if rows_asked(self.form, &mut draft) {
            return Ok(self.again(&draft, &[], Vec::new()));
        }
        let uploads: Vec<_> = self.form.uploads().filter(|upload| upload.field == "photo").cloned().collect();
        let audience = audience(&draft);
        let settled = shared::settled(&published, self.entrance.hall.as_ref(), &draft);
        let mut flaws = shared::unasked(&published, self.entrance.hall.as_ref(), &settled);
        let case = parse::parse(self.app, &published, &self.entrance, &settled)
            .map_err(|found| flaws.extend(found))
            .ok();
        let typed = if self.desk.counter { draft.paper.clone() } else { OnPaper::default() };
        let written =
            paper::read(&published, self.app.clock.now(), self.counter(), &typed).unwrap_or_else(|found| {
                flaws.extend(found);
                None
            });
        flaws.extend(self.flaws_of_photos(&draft, uploads.len(), audience));
        let Some(mut case) = case.filter(|_| flaws.is_empty()) else {
            return Ok(self.again(&draft, &flaws, Vec::new()));
        };
        let once = self.form.once(self.app, self.who, "file");
        // Photos are worked on only for those who may file; but one that cannot be read costs nothing, so it counts after them.
        file::expect_admission(self.app, self.who, &once, &self.visit.texts)?;
        let received = photos::receive(self.app, &once, &uploads).await?;
        if !received.refused.is_empty() {
            let say = |(name, error): &(String, _)| photos::say(&self.visit.texts, name, error);
            let refused = received.refused.iter().map(say).collect();
            photos::forget(self.app, received.taken).await;
            return Ok(self.again(&draft, &[], refused));
        }
        let filed = match file::admit(self.app, self.who, &once, &self.visit.texts) {
            Ok(()) => {
                case.paper = written.and_then(|written| written.number);
                let at = written.map(|written| written.at);
                file::file_at(self.app, self.sender(), once.clone(), at, case).await
            }
            Err(problem) => Err(problem),
        };
        let filed = match filed {
            Ok(filed) => filed,
            Err(problem) => {
                // No entry was asked to name them yet, and a retry brings them again.
                photos::forget(self.app, received.taken).await;
                let reused = problem.fault() == Fault::KeyReused;
                if reused {
                    return self.already(&draft, &once, problem);
                }
                // Somebody was faster with the number, or it is not free for another reason: said at its field, as above.
                let late = paper::read(&self.app.now(), self.app.clock.now(), self.counter(), &typed);
                return late
                    .map_or_else(|found| Ok(self.again(&draft, &found, Vec::new())), |_| Err(problem));
            }
        };
        let from = self.holder(&filed);
        let place = photos::Place {
            case: filed.case,
            party: filed.party,
            audience: audience.unwrap_or(Audience::Mediation),
            purpose: Purpose::Exhibit,
        };
        let happened = written.map(|written| written.at);
        photos::add(self.app, from, &once, happened, place, received.taken).await?;
        let there = if self.desk.counter {
            format!("/counter/cases/{}?done=filed", filed.case)
        } else {
            format!("/t/{}", filed.secret.key)
        };
        Ok(self.visit.sent(&there))
    }

    /// Whose counter it is: there a form on paper is entered.
    fn counter(&self) -> Place {
        let person = self.who.person.as_ref();
        Place::Counter(person.map_or(BodyId::FIRST, |person| person.staff.profile.body))
    }

    fn flaws_of_photos(&self, draft: &Draft, count: usize, audience: Option<Audience>) -> Option<Flaw> {
        let most = self.app.settings.photos.max_per_party as usize;
        let flaw = |field: &str, wrong| Some(Flaw { field: field.to_owned(), wrong });
        match audience {
            _ if count > most => flaw("photo", Wrong::TooMany(most)),
            None if count > 0 && !draft.asks.is_empty() => flaw("photos_for", Wrong::Missing),
            _ => None,
        }
    }

    /// The form again, with what was typed.
    fn again(&self, draft: &Draft, flaws: &[Flaw], photos: Vec<String>) -> Response {
        self.show(draft, flaws, photos, None)
    }

    fn show(&self, draft: &Draft, flaws: &[Flaw], photos: Vec<String>, already: Option<String>) -> Response {
        let idempotency = Some(self.form.text(form::KEY)).filter(|key| !key.is_empty());
        let idempotency = idempotency.map_or_else(form::fresh_key, str::to_owned);
        let desk = self.desk.clone();
        page::show(self.app, self.visit, self.who, Shown { desk, draft, flaws, photos, idempotency, already })
    }

    /// The form was filed before with other words in it: leads to the ticket, and keeps what was typed since.
    fn already(&self, draft: &Draft, once: &Once, problem: Problem) -> Result<Response, Problem> {
        match file::first_answer(self.app, once)? {
            Some(filed) => Ok(self.show(draft, &[], Vec::new(), Some(format!("/t/{}", filed.secret.key)))),
            None => Err(problem),
        }
    }

    /// Whoever works here files as such only at the counter; behind a scanned code everybody is the public.
    fn sender(&self) -> From {
        if self.desk.counter { self.who.from() } else { self.who.acting(Actor::Public) }
    }

    fn holder(&self, filed: &Filed) -> From {
        if self.desk.counter { self.who.from() } else { self.who.acting(Actor::Party(filed.ticket)) }
    }
}

/// Whether a button asked for a row more or one less, and not for sending; then the draft has it.
pub(super) fn rows_asked(form: &Entries, draft: &mut Draft) -> bool {
    if form.has("more") {
        draft.respondents.push(Named::default());
        return true;
    }
    if form.has("drop") {
        let at: usize = form.text("drop").parse().unwrap_or(usize::MAX);
        if at < draft.respondents.len() {
            draft.respondents.remove(at);
        }
        return true;
    }
    false
}

/// For whom the photos are: where only one is asked, for that one; where both are, as chosen.
fn audience(draft: &Draft) -> Option<Audience> {
    let (mediation, measure) = (draft.asks_for("mediation"), draft.asks_for("measure"));
    match (draft.kind, mediation, measure) {
        (CaseKind::Dispute, true, false) | (CaseKind::Enquiry, _, _) | (CaseKind::Report, _, false) => {
            Some(Audience::Mediation)
        }
        (CaseKind::Dispute, false, true) => Some(Audience::Measure),
        (CaseKind::Dispute, true, true) | (CaseKind::Report, _, true) => match draft.photos_for.as_str() {
            "mediation" => Some(Audience::Mediation),
            "measure" => Some(Audience::Measure),
            "both" => Some(Audience::Both),
            _ => None,
        },
        (CaseKind::Dispute, false, false) => None,
    }
}
