//! A mediator's certificate, grade and appointment, and the log of trainings: kept by the head of the mediation body. What runs out is
//! said here, in the list of people, and on the head's counter.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    Command, StaffId,
    body::{Content, MediatorBody},
    number,
    staff::{Credentials, Grade, Role, Staff, Term, Training},
};
use jiff::civil::Date;

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    web::{
        form::Entries,
        frame::Errors,
        guard::Who,
        office::{self, today},
        plan_form,
        problem::{Fault, Problem},
        route::{Access, HEADS, Route},
        setup::PRINTED_NAME_CHARS,
        submit,
        visit::Visit,
    },
};

use super::person;

/// Longest certificate number, issuer, topic, in characters.
const SHORT: usize = 120;

pub(super) fn routes() -> Vec<Route> {
    let head = Access::Staff(HEADS);
    vec![
        Route::post("/office/people/{id}/credentials", head, record),
        Route::post("/office/people/{id}/training", head, train),
        Route::post("/office/people/{id}/training/strike", head, strike),
    ]
}

/// A training as the page lists it.
pub(super) struct Trained {
    pub(super) entry: u64,
    pub(super) on: String,
    pub(super) hours: String,
    pub(super) topic: String,
    /// When and by whom it was struck out; empty while it counts.
    pub(super) struck: String,
}

/// What is kept of a mediator, as forms.
pub(super) struct Kept {
    /// As typed or as known.
    pub(super) sent: Entries,
    pub(super) warnings: Vec<String>,
    pub(super) trainings: Vec<Trained>,
    /// All that count together; empty where none does.
    pub(super) trained: String,
    /// The day of the next one, as typed or today.
    pub(super) trained_on: String,
}

impl Kept {
    /// # Errors
    /// When the journal cannot be read.
    pub(super) fn of(app: &App, t: &Texts, staff: &Staff, sent: Option<Entries>) -> Result<Self, ReadError> {
        let (published, today) = (app.now(), today(app));
        let struck = staff.struck_trainings.iter().map(|one| {
            let by = one.by.map(|by| submit::name_of(by, &published)).unwrap_or_default();
            (one.training, t.t2("training-was-struck", "moment", t.moment(one.at), "who", by))
        });
        let counted = staff.trainings.iter().map(|training| (*training, String::new()));
        let mut trainings: Vec<_> = counted.chain(struck).collect();
        trainings.sort_by_key(|(training, _)| std::cmp::Reverse(training.on));
        let minutes: u64 = staff.trainings.iter().map(|training| u64::from(training.minutes)).sum();
        let sent = sent.unwrap_or_else(|| Entries::from_fields(known(&published, staff)));
        let trained_on = sent.all("trained_on").next().map_or_else(|| today.to_string(), str::to_owned);
        Ok(Self {
            trained_on,
            sent,
            warnings: warnings(t, staff, today),
            trainings: trainings
                .into_iter()
                .map(|(one, struck)| trained(app, t, &one, struck))
                .collect::<Result<_, _>>()?,
            trained: if minutes > 0 { t.duration(minutes * 60) } else { String::new() },
        })
    }

    pub(super) fn grades() -> Vec<&'static str> {
        Grade::ALL.iter().map(|grade| grade.code()).collect()
    }
}

fn trained(app: &App, t: &Texts, training: &Training, struck: String) -> Result<Trained, ReadError> {
    let topic = match app.engine.entry(training.seq)?.and_then(|entry| entry.body.content()) {
        Some(Content::Remark { text }) => text,
        Some(_) | None => String::new(),
    };
    let hours = t.duration(u64::from(training.minutes) * 60);
    Ok(Trained { entry: training.seq, on: t.plain_date(training.on), hours, topic, struck })
}

/// What has run out, or does so soon, in words.
pub(in crate::web) fn warnings(t: &Texts, staff: &Staff, today: Date) -> Vec<String> {
    let found = staff.credentials.as_ref().map(|known| known.running_out(today)).unwrap_or_default();
    told(t, found, today)
}

/// What of a mediator's papers does not reach a day for which they are planned, in the same words.
pub(in crate::web) fn ended_before(t: &Texts, staff: &Staff, day: Date, today: Date) -> Vec<String> {
    let found = staff.credentials.as_ref().filter(|_| staff.is(Role::Mediator));
    told(t, found.map(|known| known.ended_before(day)).unwrap_or_default(), today)
}

fn told(t: &Texts, found: Vec<(Term, Date)>, today: Date) -> Vec<String> {
    let told = found.into_iter().map(|(term, until)| {
        let key = if until < today { "term-over" } else { "term-soon" };
        t.t2(key, "term", t.code("term", term.code()), "date", t.plain_date(until))
    });
    told.collect()
}

/// Everybody whose papers run out, by the name on the roster, for the head's counter.
pub(in crate::web) fn all_warnings(
    published: &Published,
    t: &Texts,
    head: &Staff,
    today: Date,
) -> Vec<(StaffId, String)> {
    let own = |staff: &&Arc<Staff>| staff.is(Role::Mediator) && !head.serves_other(staff.profile.body);
    let mediators = published.desk.staff().filter(own);
    mediators
        .flat_map(|staff| {
            let name = submit::name_of(staff.id, published);
            let told = warnings(t, staff, today).into_iter();
            told.map(move |text| (staff.id, format!("{name}{}{text}", t.t("list-colon")))).collect::<Vec<_>>()
        })
        .collect()
}

/// The papers of a mediator as they are known, by the fields of their form.
fn known(published: &Published, staff: &Staff) -> Vec<(String, String)> {
    let known = staff.credentials.clone().unwrap_or_default();
    let body = published.names.mediator(staff.id).map(|body| body.as_ref().clone()).unwrap_or_default();
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let fields = [
        ("roster_name", body.name),
        ("other_name", body.other_name.unwrap_or_default()),
        ("certificate", body.certificate.unwrap_or_default()),
        ("issuer", body.issuer.unwrap_or_default()),
        ("grade", known.grade.map(|grade| grade.code().to_owned()).unwrap_or_default()),
        ("certified_until", date(known.certified_until)),
        ("appointed_from", date(known.appointed_from)),
        ("appointed_until", date(known.appointed_until)),
        ("listed", if known.listed { "yes".to_owned() } else { String::new() }),
    ];
    fields.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

async fn record(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let staff = person::find(&published, who.signed()?, &id)?;
    let listed = form.has("listed");
    let mut line = |field: &str, max: usize| plan_form::optional(&form, field, max, t, &mut errors);
    let body = MediatorBody {
        name: line("roster_name", PRINTED_NAME_CHARS).unwrap_or_default(),
        other_name: line("other_name", PRINTED_NAME_CHARS),
        certificate: line("certificate", SHORT),
        issuer: line("issuer", SHORT),
    };
    if listed && body.name.is_empty() {
        errors.add("roster_name", t.t("roster-name-missing"));
    }
    let credentials = Credentials {
        listed,
        grade: Grade::from_code(form.text("grade")),
        certified_until: plan_form::day(&form, "certified_until", t, &mut errors),
        appointed_from: plan_form::day(&form, "appointed_from", t, &mut errors),
        appointed_until: plan_form::day(&form, "appointed_until", t, &mut errors),
    };
    if let (Some(from), Some(until)) = (credentials.appointed_from, credentials.appointed_until)
        && until < from
    {
        errors.add("appointed_until", t.t("entry-ends-before"));
    }
    if !errors.is_empty() {
        return person::again(&app, &visit, &who, staff, errors, Some(form));
    }
    let command = Command::RecordCredentials { staff: staff.id, credentials, body };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/credentials"), command).await?;
    Ok(visit.sent(&format!("/office/people/{id}?done=credentials")))
}

async fn train(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let (published, t, mut errors) = (app.now(), &visit.texts, Errors::default());
    let staff = person::find(&published, who.signed()?, &id)?;
    let topic = plan_form::named(form.text("topic"), "topic", SHORT, t, &mut errors);
    let on = plan_form::day(&form, "trained_on", t, &mut errors);
    match on {
        Some(on) if on > today(&app) => errors.add("trained_on", t.t("entry-in-future")),
        None if errors.of("trained_on").is_empty() => errors.add("trained_on", t.t("entry-missing")),
        Some(_) | None => {}
    }
    let hours = number::hundredths(form.text("hours")).filter(|hours| (25..=20_000).contains(hours));
    let minutes = hours.and_then(|hours| u32::try_from((hours * 60 + 50) / 100).ok());
    if minutes.is_none() {
        errors.add("hours", t.t("training-hours-wrong"));
    }
    let (Some(topic), Some(on), Some(minutes), true) = (topic, on, minutes, errors.is_empty()) else {
        let mut fields = known(&published, staff);
        fields.extend_from_slice(form.fields());
        return person::again(&app, &visit, &who, staff, errors, Some(Entries::from_fields(fields)));
    };
    let command = Command::RecordTraining { staff: staff.id, on, minutes, topic };
    app.ask(office::sender(&who)?, form.once(&app, &who, "office/training"), command).await?;
    Ok(visit.sent(&format!("/office/people/{id}?done=training")))
}

async fn strike(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let staff = person::find(&app.now(), who.signed()?, &id)?.id;
    let entry =
        form.text("entry").parse().map_err(|_| Problem::of(Fault::Invalid).field("entry", "unknown"))?;
    let once = form.once(&app, &who, "office/training-strike");
    app.ask(office::sender(&who)?, once, Command::StrikeTraining { staff, entry }).await?;
    Ok(visit.sent(&format!("/office/people/{id}?done=training-struck")))
}
