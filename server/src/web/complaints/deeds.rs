//! What an officer of the organiser does on the page of a complaint: one verb a route, each a plain form with a redirect back.
//! What is typed wrong is shown again as it was typed.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Case, Command, EvidenceId, PartyId,
    case::{Ask, Audience},
    measure::{Basis, Measure, MeasureAction},
    number,
    procedure::Purpose,
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use crate::{
    app::{App, Once},
    web::{
        company,
        counter::{happened, sent::wrong_text},
        filing::{file::was_answered, photos},
        form::{self, Entries, Upload},
        frame::Errors,
        guard::Who,
        problem::{Fault, Problem},
        route::Route,
        ticket::evidence::UPLOAD_BYTES,
        visit::Visit,
    },
};

use super::{
    LEADING, clause, find,
    may::May,
    page::{ORDER_ON_CLAUSE, Office, Typed},
    page_of, respondent,
    said::{self, moved},
};

pub(super) fn routes() -> Vec<Route> {
    let large = || form::up_to(UPLOAD_BYTES);
    vec![
        Route::post("/office/cases/{case}/notice", LEADING, notice),
        Route::post("/office/cases/{case}/service", LEADING, service).with(large()),
        Route::post("/office/cases/{case}/answer", LEADING, answer).with(large()),
        Route::post("/office/cases/{case}/clear", LEADING, clear),
        Route::post("/office/cases/{case}/order", LEADING, order),
        Route::post("/office/cases/{case}/apply", LEADING, apply).with(large()),
        Route::post("/office/cases/{case}/lift", LEADING, lift),
        Route::post("/office/cases/{case}/exhibitor", LEADING, exhibitor),
    ]
}

/// One form of the page.
struct Deed {
    office: Office,
    form: Entries,
    case: Arc<Case>,
}

/// Why a form comes back.
enum Back {
    /// Something typed, or the moment, does not hold.
    Problem(Problem),
    /// A photo cannot be taken.
    Photo(String),
}

impl From<Problem> for Back {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Deed {
    fn text(&self, field: &str) -> &str {
        self.form.text(field)
    }

    /// Takes the step and shows the page again, with what was done or what was wrong.
    async fn does(
        self,
        verb: &'static str,
        action: Result<MeasureAction, Problem>,
    ) -> Result<Response, Problem> {
        let party = respondent(&self.case, self.text("party"))?;
        let problem = match self.takes(verb, party, action).await {
            Ok(()) => {
                let page = page_of(&self.case);
                return Ok(self.office.visit.sent(&format!("{page}?done={verb}#party-{party}")));
            }
            Err(Back::Problem(problem)) if !can_be_mended(&problem) => return Err(problem),
            Err(Back::Problem(problem)) => {
                match wrong_text(&problem, &self.office.visit.texts, &said::TEXTS) {
                    Some((field, words)) => (problem.status(), Some(field), words),
                    None => (problem.status(), None, self.refused(&problem, party)),
                }
            }
            Err(Back::Photo(words)) => (Fault::Invalid.status(), None, words),
        };
        let (status, field, words) = problem;
        let verb = if verb == "order" && self.is_on_clause(party) { ORDER_ON_CLAUSE } else { verb };
        let at = field.map_or_else(|| format!("{verb}-{party}"), |field| format!("{verb}-{field}-{party}"));
        let mut errors = Errors::default();
        errors.add(&at, words);
        self.office.show(&self.case, status, Typed { verb, form: self.form }, errors).await
    }

    /// Whether an order comes from the form of a clause: where nobody complained there is no other.
    fn is_on_clause(&self, party: PartyId) -> bool {
        let clause = self.case.measure(party).is_some_and(|track| track.clause_seq.is_some());
        let agreed = self.text("basis") == Basis::Agreement.code();
        clause && (agreed || !self.case.asks_for(Ask::Measure))
    }

    /// What was wrong, in words. Of an order that is not what its clause says they name what is.
    fn refused(&self, problem: &Problem, party: PartyId) -> String {
        let t = &self.office.visit.texts;
        let clause = self.case.measure(party).filter(|_| self.is_on_clause(party));
        let now = match clause.filter(|_| problem.code() == "basis-missing") {
            Some(track) => t.t1("complaints-clause-means", "measures", clause::means(track, t)),
            None => problem.now(t),
        };
        problem.in_one_with(t, &now)
    }

    async fn takes(
        &self,
        verb: &str,
        party: PartyId,
        action: Result<MeasureAction, Problem>,
    ) -> Result<(), Back> {
        let Office { app, who, .. } = &self.office;
        let mut action = action?;
        let once = self.form.once(app, who, &format!("office/{}/{verb}/{party}", self.case.id));
        if let Some(evidence) = self.proof(party, &action, &once).await? {
            prove(&mut action, evidence);
        }
        happened::ask(app, who, once, &self.form, moved(&self.case, party, action)).await?;
        Ok(())
    }

    /// Takes in the photo that came with a step and names it, unless the step cannot be taken anyway.
    async fn proof(
        &self,
        party: PartyId,
        action: &MeasureAction,
        once: &Once,
    ) -> Result<Option<EvidenceId>, Back> {
        let Office { app, who, visit, .. } = &self.office;
        let Some(purpose) = proves(action) else { return Ok(None) };
        let uploads: Vec<Upload> = self.form.uploads().take(1).cloned().collect();
        let track = self.case.measure(party).cloned().unwrap_or_else(|| Measure::new(party));
        if uploads.is_empty()
            || was_answered(app, once)
            || !May::of(&self.case, &track).takes_photo_for(purpose)
        {
            return Ok(None);
        }
        let received = photos::receive(app, once, &uploads).await?;
        if let Some((name, error)) = received.refused.first() {
            return Err(Back::Photo(photos::say(&visit.texts, name, error)));
        }
        let place = photos::Place { case: self.case.id, party, audience: Audience::Measure, purpose };
        let happened = happened::said(app, &self.form)?;
        Ok(photos::add(app, who.from(), once, happened, place, received.taken).await?.pop())
    }
}

/// What a photo that comes with a step proves; nothing where none can come.
fn proves(action: &MeasureAction) -> Option<Purpose> {
    match action {
        MeasureAction::RecordService { .. } => Some(Purpose::Service),
        MeasureAction::Answer { .. } => Some(Purpose::Signature),
        MeasureAction::Apply { .. } => Some(Purpose::Measure),
        MeasureAction::IssueNotice { .. }
        | MeasureAction::Clear { .. }
        | MeasureAction::Order { .. }
        | MeasureAction::Lift { .. }
        | MeasureAction::HandOver { .. } => None,
    }
}

/// Names the photo in the step. A statement on paper is known by its purpose alone.
fn prove(action: &mut MeasureAction, photo: EvidenceId) {
    match action {
        MeasureAction::RecordService { service, .. } => service.evidence = Some(photo),
        MeasureAction::Apply { evidence, .. } => *evidence = Some(photo),
        MeasureAction::Answer { .. }
        | MeasureAction::IssueNotice { .. }
        | MeasureAction::Clear { .. }
        | MeasureAction::Order { .. }
        | MeasureAction::Lift { .. }
        | MeasureAction::HandOver { .. } => {}
    }
}

/// Whether the same form, filled in otherwise, could be taken.
fn can_be_mended(problem: &Problem) -> bool {
    problem.fault() == Fault::Invalid || problem.code() == "basis-missing"
}

/// Writes a handler: it gathers the form, makes the step and ends on the page.
macro_rules! deeds {
    ($($name:ident = $verb:literal |$deed:ident| $action:expr;)+) => { $(
        async fn $name(
            State(app): State<App>,
            visit: Visit,
            who: Who,
            Path(id): Path<String>,
            form: Entries,
        ) -> Result<Response, Problem> {
            let case = find(&app.now(), &id)?;
            let deed = Deed { office: Office { app, visit, who }, form, case };
            let make = |$deed: &Deed| -> Result<MeasureAction, Problem> { $action };
            let action = make(&deed);
            deed.does($verb, action).await
        }
    )+ };
}

deeds! {
    notice = "notice" |_deed| Ok(said::notice());
    service = "service" |deed| {
        let refused = deed.form.has("refused");
        // The photo that proves it is named once it is kept.
        let [method, name, position, witness] =
            ["method", "name", "position", "witness"].map(|field| deed.text(field));
        said::service(method, refused, name, position, witness, None)
    };
    answer = "answer" |deed| {
        let (admits, statement) = (deed.form.has("admits"), (deed.text("statement"), deed.text("written")));
        said::answer(deed.text("means"), admits, deed.text("name"), deed.text("position"), statement)
    };
    clear = "clear" |deed| Ok(MeasureAction::Clear { body: said::words(deed.text("text"), deed.text("written"))? });
    order = "order" |deed| {
        let words = (deed.text("text"), deed.text("written"));
        said::order(deed.text("kind"), deed.text("basis"), until(deed)?, words)
    };
    apply = "apply" |deed| {
        Ok(MeasureAction::Apply { evidence: None, body: said::words(deed.text("text"), deed.text("written"))? })
    };
    lift = "lift" |deed| Ok(MeasureAction::Lift { body: said::words(deed.text("text"), deed.text("written"))? });
}

/// Which of those at a shared booth is meant: no step of the track.
async fn exhibitor(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = find(&app.now(), &id)?;
    let party = respondent(&case, form.text("party"))?;
    let unknown = || Problem::of(Fault::Invalid).field("exhibitor", "unknown");
    let exhibitor = company::chosen(form.text("exhibitor")).map_err(|_| unknown())?;
    let once = form.once(&app, &who, &format!("office/{}/exhibitor/{party}", case.id));
    let named = Command::NameExhibitor { case: case.id, party, exhibitor };
    happened::ask(&app, &who, once, &form, named).await?;
    Ok(visit.sent(&format!("{}?done=exhibitor#party-{party}", page_of(&case))))
}

/// Until when, by the fair's clock; the close of the fair when no day was chosen, the close of that day when no time was.
fn until(deed: &Deed) -> Result<Option<Timestamp>, Problem> {
    let unknown = || Problem::of(Fault::Invalid).field("until", "unknown").worded("until-unreadable");
    let day = deed.text("until_day").trim();
    if day.is_empty() {
        // A time alone is of no day, and nothing that was typed is passed over.
        let timeless = deed.text("until_time").trim().is_empty();
        let no_day = || Problem::of(Fault::Invalid).field("until", "missing").worded("until-no-day");
        return if timeless { Ok(None) } else { Err(no_day()) };
    }
    let day: Date = number::plain(day).parse().map_err(|_| unknown())?;
    let at = deed.office.app.now();
    let plan = at.desk.fair().map(|fair| &fair.plan).ok_or_else(unknown)?;
    let time = match deed.text("until_time").trim() {
        "" => plan.hours_of(day).closes,
        typed => Time::strptime("%H:%M", &*number::plain(typed)).map_err(|_| unknown())?,
    };
    let moment = day.to_datetime(time).to_zoned(plan.time_zone()).map_err(|_| unknown())?;
    Ok(Some(moment.timestamp()))
}
