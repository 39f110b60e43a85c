//! What is done on the page of a case's way: one verb a route, each a plain form with a redirect back. What is typed wrong, or
//! clashes with another appointment, is shown again as it was typed.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, Command, Desk, PartyId,
    case::Paper,
    fair::Language,
    number,
    procedure::{Action, CaseSource, Purpose},
};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use crate::{
    app::App,
    locale::Texts,
    web::{
        company,
        counter::{Done, actions::unknown, contents, happened, photos, room_of, sent::wrong_text},
        form::{self, Entries},
        frame::Errors,
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, MEDIATORS, RECEPTIONS, Route},
        ticket::evidence,
        visit::Visit,
    },
};

use super::{
    Typed, Visitor, party_of,
    said::{Replied, Served, TEXTS, by_staff, chosen, ends_after, new_notice, product_class, step},
    view::closes_within,
};

pub(super) fn routes() -> Vec<Route> {
    let (mediators, receptions) = (Access::Staff(MEDIATORS), Access::Staff(RECEPTIONS));
    vec![
        Route::post("/counter/cases/{case}/way/papers", receptions, papers),
        Route::post("/counter/cases/{case}/way/accept", receptions, accept),
        Route::post("/counter/cases/{case}/way/impartiality", receptions, impartiality),
        Route::post("/counter/cases/{case}/way/notice", receptions, notice),
        Route::post("/counter/cases/{case}/way/service", receptions, service)
            .with(form::up_to(evidence::UPLOAD_BYTES)),
        Route::post("/counter/cases/{case}/way/answer", receptions, answer),
        Route::post("/counter/cases/{case}/way/language", receptions, language),
        Route::post("/counter/cases/{case}/way/exhibitor", mediators, exhibitor),
        Route::post("/counter/cases/{case}/way/product", receptions, product),
        Route::post("/counter/cases/{case}/way/withdraw", mediators, withdraw),
        Route::post("/counter/cases/{case}/way/other-mediator", mediators, other_mediator),
        Route::post("/counter/cases/{case}/way/talks", receptions, talks),
        Route::post("/counter/cases/{case}/way/appointment", mediators, appointment),
        Route::post("/counter/cases/{case}/way/confirm", mediators, confirm),
        Route::post("/counter/cases/{case}/way/cancel", mediators, cancel),
    ]
}

/// One form of the page.
struct Deed {
    visitor: Visitor,
    form: Entries,
    case: Arc<Case>,
}

impl Deed {
    fn text(&self, field: &str) -> &str {
        self.form.text(field)
    }

    /// The party the form names.
    fn party(&self) -> Result<PartyId, Problem> {
        party_of(&self.case, self.text("party")).ok_or_else(|| unknown("party"))
    }

    /// Whether that party had answered when the form was sent.
    fn has_answered(&self) -> bool {
        let party = self.party().ok().and_then(|id| self.case.party(id));
        party.is_some_and(|party| party.answered.is_some())
    }

    fn of(&self, action: Action) -> Command {
        step(self.case.id, action)
    }

    /// Submits and shows the page again, with what was done or what was wrong.
    async fn does(self, verb: &'static str, command: Result<Command, Problem>) -> Result<Response, Problem> {
        let Visitor { app, who, visit, .. } = &self.visitor;
        let asked = match command {
            Ok(command) => {
                // Each party's form counts on its own, though a page shows them all with one key.
                let purpose = format!("counter/{}/way/{verb}/{}", self.case.id, self.text("party"));
                happened::ask(app, who, self.form.once(app, who, &purpose), &self.form, command).await
            }
            Err(problem) => Err(problem),
        };
        match asked {
            Ok(_) => {
                // A second request for another mediator ends the mediation: nobody is told that somebody waits.
                let over = app.now().desk.case(self.case.id).is_some_and(|case| !case.state.is_open());
                let done = match verb {
                    "other-mediator" if over => "ended",
                    // No time runs for whoever has answered.
                    "service" if self.has_answered() => "service-late",
                    _ => verb,
                };
                Ok(visit.sent(&format!("/counter/cases/{}/way?done=way-{done}", self.case.id)))
            }
            Err(problem) if can_be_mended(&problem) => {
                let (at, words) = self.place_of(verb, &problem, &visit.texts);
                let mut errors = Errors::default();
                errors.add(&at, words);
                self.again(verb, problem.status(), errors).await
            }
            Err(problem) => Err(problem),
        }
    }

    /// Where on the page something is said to be wrong, and how: at its field where it has one of its own, else at its form.
    fn place_of(&self, verb: &str, problem: &Problem, t: &Texts) -> (String, String) {
        let party = self.text("party");
        if verb == "answer" && problem.fault_of("answer").is_some() {
            return (format!("answer-which-{party}"), t.t("way-answer-missing").into_owned());
        }
        if matches!(verb, "answer" | "service")
            && let Some((field, words)) = wrong_text(problem, t, &TEXTS)
        {
            return (format!("{verb}-{field}-{party}"), words);
        }
        let at = match party {
            _ if problem.code() == "after-fair" => "time-day".to_owned(),
            "" => verb.to_owned(),
            party => format!("{verb}-{party}"),
        };
        (at, problem.in_one(t))
    }

    /// The page again, with what was typed and what is wrong with it.
    async fn again(
        self,
        verb: &'static str,
        status: StatusCode,
        errors: Errors,
    ) -> Result<Response, Problem> {
        let typed = Typed { verb, form: self.form };
        self.visitor.show(&self.case, &Done::default(), status, typed, errors).await
    }
}

/// Whether the same form, filled in otherwise, could be taken.
fn can_be_mended(problem: &Problem) -> bool {
    problem.fault() == Fault::Invalid || matches!(problem.code(), "double-booked" | "after-fair")
}

/// Writes a handler: it gathers the form, makes the command and ends on the page.
macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $verb:literal |$deed:ident| $command:expr;)+) => { $(
        $(#[$doc])*
        async fn $name(
            State(app): State<App>,
            visit: Visit,
            who: Who,
            person: Signed,
            Path(id): Path<String>,
            form: Entries,
        ) -> Result<Response, Problem> {
            let case = contents::find(&app.now(), &id)?;
            let deed = Deed { visitor: Visitor { app, visit, who, person }, form, case };
            let make = |$deed: &Deed| -> Result<Command, Problem> { $command };
            let command = make(&deed);
            deed.does($verb, command).await
        }
    )+ };
}

deeds! {
    papers = "papers" |deed| {
        let papers = deed.form.all("missing").map(|code| chosen("missing", code, Paper::from_code));
        Ok(Command::CheckPapers { case: deed.case.id, missing: papers.collect::<Result<_, _>>()? })
    };
    accept = "accept" |deed| {
        let source = chosen("source", deed.text("source"), CaseSource::from_code)?;
        Ok(deed.of(Action::Accept { source }))
    };
    impartiality = "impartiality" |deed| Ok(deed.of(Action::DeclareImpartiality));
    /// The first notice, or another in its place: then the one before opens nothing any more.
    notice = "notice" |deed| {
        Ok(deed.of(Action::IssueNotice { party: deed.party()?, notice: new_notice() }))
    };
    answer = "answer" |deed| {
        let replied = Replied {
            party: deed.text("party"),
            answer: deed.text("answer"),
            means: deed.text("means"),
            authority: deed.text("authority"),
            name: deed.text("name"),
            position: deed.text("position"),
            statement: deed.text("statement"),
            language: deed.text("language"),
        };
        Ok(deed.of(replied.action(&deed.case)?))
    };
    language = "language" |deed| {
        let language = chosen("language", deed.text("language"), Language::from_tag)?;
        Ok(deed.of(Action::NoteLanguage { party: deed.party()?, language }))
    };
    exhibitor = "exhibitor" |deed| {
        let exhibitor = company::chosen(deed.text("exhibitor")).map_err(|_| unknown("exhibitor"))?;
        Ok(Command::NameExhibitor { case: deed.case.id, party: deed.party()?, exhibitor })
    };
    product = "product" |deed| Ok(deed.of(product_class(deed.text("class"))));
    withdraw = "withdraw" |deed| {
        Ok(deed.of(Action::WithdrawConsent { party: deed.party()?, means: by_staff(deed.text("means"))? }))
    };
    other_mediator = "other-mediator" |deed| {
        Ok(deed.of(Action::AskOtherMediator { party: deed.party()?, means: by_staff(deed.text("means"))? }))
    };
    talks = "talks" |deed| Ok(Command::OpenTalks { case: deed.case.id });
    confirm = "confirm" |deed| {
        let from = deed.text("from").parse().map_err(|_| unknown("from"))?;
        Ok(deed.of(Action::ConfirmAppointment { party: deed.party()?, from }))
    };
    cancel = "cancel" |deed| Ok(deed.of(Action::CancelAppointment));
}

/// Service is recorded with the photo that was taken at the booth, if one was.
async fn service(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let deed = Deed { visitor: Visitor { app, visit, who, person }, form, case };
    let command = served(&deed).await;
    deed.does("service", command).await
}

async fn served(deed: &Deed) -> Result<Command, Problem> {
    let served = Served {
        party: deed.text("party"),
        method: deed.text("method"),
        refused: deed.form.has("refused"),
        name: deed.text("name"),
        position: deed.text("position"),
        evidence: deed.text("evidence"),
        witness: deed.text("witness"),
    };
    let mut action = served.action(&deed.case)?;
    if let (Some(upload), Action::RecordService { party, service, .. }) =
        (deed.form.uploads().next(), &mut action)
    {
        let Visitor { app, who, .. } = &deed.visitor;
        let once = deed.form.once(app, who, &format!("counter/{}/way/service-photo/{party}", deed.case.id));
        let of = (deed.case.id, *party, Purpose::Service);
        // It is among the proofs to choose from, should the rest of the form have to be mended.
        service.evidence = photos::file(app, who, once, &deed.form, of, upload).await?;
    }
    Ok(deed.of(action))
}

/// A time for talks. What is no time is said beside its field.
async fn appointment(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let case = contents::find(&app.now(), &id)?;
    let deed = Deed { visitor: Visitor { app, visit, who, person }, form, case };
    let (at, t) = (deed.visitor.app.now(), &deed.visitor.visit.texts);
    match times(&deed, t, &at.desk) {
        Ok((from, until)) => {
            let room = room_of(deed.text("room"));
            let command = deed.of(Action::MakeAppointment { from, until, room });
            deed.does("appointment", Ok(command)).await
        }
        Err(errors) => deed.again("appointment", StatusCode::UNPROCESSABLE_ENTITY, errors).await,
    }
}

/// From when until when, by the fair's clock. Without an end the room is kept as long as the rules say.
fn times(deed: &Deed, t: &Texts, desk: &Desk) -> Result<(Timestamp, Timestamp), Errors> {
    let mut errors = Errors::default();
    let zone = desk.fair().map_or(TimeZone::UTC, |fair| fair.plan.time_zone());
    let day: Option<Date> = number::plain(deed.text("day").trim()).parse().ok();
    if day.is_none() {
        errors.add("time-day", t.t("way-time-no-day"));
    }
    let mut moment = |field: &str, at: &str| {
        // Some browsers send seconds.
        let typed = number::plain(deed.text(field).trim());
        let time = typed.get(..5).and_then(|time| Time::strptime("%H:%M", time).ok());
        if time.is_none() {
            errors.add(at, t.t("way-time-no-clock"));
        }
        let zoned = day.zip(time).and_then(|(day, time)| day.to_datetime(time).to_zoned(zone.clone()).ok());
        zoned.map(|zoned| zoned.timestamp())
    };
    let from = moment("from", "time-from");
    let longest = desk.rules().procedure.longest_appointment_min();
    let until = if deed.text("until").trim().is_empty() {
        from.and_then(|from| ends_after(from, desk.rules().procedure.appointment_min).ok())
    } else {
        moment("until", "time-until")
    };
    let times = from.zip(until);
    let beyond = times.and_then(|times| unsaid_close(deed, desk, times));
    match times {
        Some((from, until)) if until <= from => errors.add("time-until", t.t("way-time-turned")),
        Some((_, until)) if until <= deed.visitor.app.clock.now() => {
            errors.add("time-day", t.t("way-time-past"));
        }
        Some((from, until)) if is_longer(from, until, longest) => {
            errors.add("time-until", t.t1("way-time-long", "hours", longest.div_ceil(60)));
        }
        // There is a room to come to while the desk is open; after the fair the rule says so.
        Some((from, _)) if !deed.text("room").is_empty() && is_shut(desk, from) => {
            errors.add("time-from", t.t("way-time-closed"));
        }
        Some(_) if beyond.is_some() => {
            let closes = beyond.map(|closes| t.clock(closes)).unwrap_or_default();
            errors.add("time-beyond", t.t1("way-time-beyond", "closes", closes));
        }
        Some(times) if errors.is_empty() => return Ok(times),
        Some(_) | None => {}
    }
    Err(errors)
}

/// When the desk closes in the middle of a time in a room, as long as nobody said that this is meant: whoever fixes it knows who locks
/// up. After the last day there is nothing to say, and the rule refuses it.
fn unsaid_close(deed: &Deed, desk: &Desk, (from, until): (Timestamp, Timestamp)) -> Option<Timestamp> {
    let plan = &desk.fair()?.plan;
    let stays = plan.ends_at().is_none_or(|ends| until <= ends);
    let asks = stays && !deed.text("room").is_empty() && !deed.form.has("beyond");
    closes_within(plan, from, until).filter(|_| asks)
}

/// Whether a time is longer than so many minutes.
fn is_longer(from: Timestamp, until: Timestamp, minutes: u32) -> bool {
    until.duration_since(from) > SignedDuration::from_mins(i64::from(minutes))
}

/// Whether the desk is closed then, on a day or night of the fair.
fn is_shut(desk: &Desk, at: Timestamp) -> bool {
    desk.fair().is_some_and(|fair| fair.plan.ends_at().is_none_or(|ends| at < ends) && !fair.plan.is_open(at))
}
