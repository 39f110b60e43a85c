//! What a respondent answers: that they take part, that they do not, or a statement to the organiser. Each counts once, and who made a
//! statement may make a further one.

use axum::{extract::State, response::Response};
use domain::{
    Actor, Command, Refusal,
    body::{Particulars, PersonBody, ReplyBody},
    case::Audience,
    measure::MeasureAction,
    procedure::{Action, Answer, Authority, Means, Purpose},
    text::{self, TextFault},
};

use crate::{
    app::{App, From, Once},
    engine::SubmitError,
    web::{
        filing::{draft::CONSENT_VERSION, file::was_answered, photos},
        form::{self, Entries, Upload},
        guard::Who,
        problem::{Fault, Problem},
        submit, ticket,
        visit::Visit,
    },
};

use super::{
    Found, Reader, Standing,
    page::{self, Typed},
};

/// Longest name or position.
const NAME: usize = 80;
/// Longest name of a company, as at filing.
const COMPANY: usize = 160;
/// Longest statement.
const STATEMENT: usize = 4000;

/// The address of the respondent's ticket; `None` when its key was erased.
///
/// # Errors
/// When the journal cannot be read.
pub(super) fn ticket_path(app: &App, found: &Found) -> Result<Option<String>, Problem> {
    let published = app.now();
    let own = found.party.ticket.and_then(|number| published.desk.ticket(number));
    own.map_or(Ok(None), |own| ticket::path_of(app, own))
}

/// A form of a notice, read.
struct Reading<'a> {
    visit: &'a Visit,
    form: &'a Entries,
    typed: Typed,
}

impl<'a> Reading<'a> {
    fn new(visit: &'a Visit, form: &'a Entries) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let typed = Typed {
            name: text("name"),
            company: form.all("company").next().map(str::to_owned),
            position: text("position"),
            authority: text("authority"),
            statement: text("statement"),
            consents: form.text("consent") == CONSENT_VERSION,
            admits: form.has("admits"),
            key: text(form::KEY),
            ..Typed::default()
        };
        Self { visit, form, typed }
    }

    fn wrong(&mut self, field: &str, key: &str) {
        self.typed.errors.add(field, self.visit.texts.t(key));
    }

    fn too_long(&mut self, field: &str, max: usize) {
        self.typed.errors.add(field, self.visit.texts.t1("filing-too-long", "max", max));
    }

    /// A line that may stay empty.
    fn optional(&mut self, field: &str, typed: &str, max: usize) -> Option<String> {
        match text::line(typed, max) {
            Ok(line) => Some(line),
            Err(TextFault::Empty) => None,
            Err(TextFault::TooLong { max }) => {
                self.too_long(field, max);
                None
            }
        }
    }

    /// In what capacity somebody answers; that nothing was chosen is marked.
    fn authority(&mut self) -> Option<Authority> {
        let authority = Authority::from_code(&self.typed.authority);
        if authority.is_none() {
            self.wrong("authority", "notice-authority-missing");
        }
        authority
    }

    /// Who speaks and what they say; what is wrong is marked.
    fn reply(&mut self, statement_needed: bool) -> ReplyBody {
        let name = match text::line(&self.typed.name, NAME) {
            Ok(name) => name,
            Err(TextFault::TooLong { max }) => {
                self.too_long("name", max);
                String::new()
            }
            Err(TextFault::Empty) => {
                self.wrong("name", "notice-name-missing");
                String::new()
            }
        };
        let (position, company) = (self.typed.position.clone(), self.typed.company.clone());
        let position = self.optional("position", &position, NAME);
        let company = company.and_then(|company| self.optional("company", &company, COMPANY));
        let statement = match text::lines(&self.typed.statement, STATEMENT) {
            Ok(statement) => Some(statement),
            Err(TextFault::TooLong { max }) => {
                self.too_long("statement", max);
                None
            }
            Err(TextFault::Empty) => {
                if statement_needed {
                    self.wrong("statement", "notice-statement-missing");
                }
                None
            }
        };
        // Whoever answers writes in the language of the page, as far as the desk can know.
        let language = statement.as_ref().map(|_| self.visit.texts.language());
        let particulars = Particulars { company, ..Particulars::default() };
        let person = PersonBody { name, position, particulars, ..PersonBody::default() };
        ReplyBody { person, statement, language }
    }
}

/// An answer to a notice that takes none any more: it is over, or was answered. What was written is shown, for it is nowhere else.
async fn not_taken(
    app: &App,
    who: &Who,
    visit: &Visit,
    found: &Found,
    form: &Entries,
) -> Result<Response, Problem> {
    let typed = Typed { late: true, ..Reading::new(visit, form).typed };
    page::show(app, who, visit, found, typed).await
}

/// What is shown where mediation is not answered here: the notice of a complaint has an answer of its own, and another may take none any
/// more. Who sends the same answer twice gets the first one's.
async fn instead(
    app: &App,
    who: &Who,
    visit: &Visit,
    found: &Found,
    form: &Entries,
    once: &Once,
) -> Result<Option<Response>, Problem> {
    if found.of.complaint {
        return Ok(Some(visit.sent(&found.path())));
    }
    if found.standing() != Standing::Open && !was_answered(app, once) {
        return not_taken(app, who, visit, found, form).await.map(Some);
    }
    Ok(None)
}

/// Who answers: the respondent's ticket, and the device that becomes its holder.
fn from(who: &Who, found: &Found) -> Result<From, Problem> {
    let number = found.party.ticket.ok_or_else(|| Problem::of(Fault::Erased))?;
    Ok(who.acting(Actor::Party(number)))
}

pub(super) async fn accept(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Reader(found): Reader,
    form: Entries,
) -> Result<Response, Problem> {
    let once = form.once(&app, &who, "notice/answer");
    if let Some(shown) = instead(&app, &who, &visit, &found, &form, &once).await? {
        return Ok(shown);
    }
    let mut reading = Reading::new(&visit, &form);
    let body = reading.reply(false);
    let authority = reading.authority();
    if !reading.typed.consents {
        reading.wrong("consent", "notice-consent-missing");
    }
    let answering = Answering { app: &app, who: &who, visit: &visit, found: &found, once };
    let Some(taken) = answering.photos(&mut reading).await? else {
        return page::show(&app, &who, &visit, &found, reading.typed).await;
    };
    let action = Action::Answer {
        party: found.party.place.id,
        answer: Answer::Accept,
        text: CONSENT_VERSION.to_owned(),
        means: Means::Device,
        authority: authority.unwrap_or(Authority::MayNotSettle),
        body,
        language: Some(visit.texts.language()),
    };
    let command = Command::Proceed { case: found.of.case, action: Box::new(action) };
    answering.submit(command, taken, (Audience::Mediation, "accepted"), reading.typed).await
}

/// Asks once more, in words that push nobody.
pub(super) async fn ask(who: Who, visit: Visit, Reader(found): Reader) -> Response {
    if found.of.complaint || found.standing() != Standing::Open {
        return visit.sent(&found.path());
    }
    page::sure(&who, &visit, &found, Typed::default())
}

pub(super) async fn decline(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Reader(found): Reader,
    form: Entries,
) -> Result<Response, Problem> {
    let once = form.once(&app, &who, "notice/answer");
    if let Some(shown) = instead(&app, &who, &visit, &found, &form, &once).await? {
        return Ok(shown);
    }
    let mut reading = Reading::new(&visit, &form);
    let body = reading.reply(false);
    // Whoever stands at the booth may decline, for nothing is settled by it; who it was is on record like with any other answer.
    let Some(authority) = reading.authority().filter(|_| reading.typed.errors.is_empty()) else {
        return Ok(page::sure(&who, &visit, &found, reading.typed));
    };
    let action = Action::Answer {
        party: found.party.place.id,
        answer: Answer::Decline,
        text: String::new(),
        means: Means::Device,
        authority,
        body,
        language: Some(visit.texts.language()),
    };
    let command = Command::Proceed { case: found.of.case, action: Box::new(action) };
    let answering = Answering { app: &app, who: &who, visit: &visit, found: &found, once };
    answering.submit(command, Vec::new(), (Audience::Mediation, "declined"), reading.typed).await
}

/// A statement to the organiser.
pub(super) async fn state(
    State(app): State<App>,
    who: Who,
    visit: Visit,
    Reader(found): Reader,
    form: Entries,
) -> Result<Response, Problem> {
    let once = form.once(&app, &who, "notice/statement");
    if !found.of.complaint {
        return Ok(visit.sent(&found.path()));
    }
    if !found.takes_answer(&who) && !was_answered(&app, &once) {
        return not_taken(&app, &who, &visit, &found, &form).await;
    }
    let mut reading = Reading::new(&visit, &form);
    let body = reading.reply(true);
    let admits = reading.typed.admits;
    let answering = Answering { app: &app, who: &who, visit: &visit, found: &found, once };
    let Some(taken) = answering.photos(&mut reading).await? else {
        return page::show(&app, &who, &visit, &found, reading.typed).await;
    };
    let action = MeasureAction::Answer { means: Means::Device, admits, body };
    let (case, party) = (found.of.case, found.party.place.id);
    let command = Command::MoveMeasure { case, party, action: Box::new(action) };
    answering.submit(command, taken, (Audience::Measure, "stated"), reading.typed).await
}

/// An answer on its way in.
struct Answering<'a> {
    app: &'a App,
    who: &'a Who,
    visit: &'a Visit,
    found: &'a Found,
    once: Once,
}

impl Answering<'_> {
    /// Takes the photos of the form in; `None` when something in the form is wrong, which is marked.
    async fn photos(&self, reading: &mut Reading<'_>) -> Result<Option<Vec<photos::Taken>>, Problem> {
        let uploads: Vec<Upload> = reading.form.uploads().cloned().collect();
        let most = usize::try_from(self.app.settings.photos.max_per_party).unwrap_or(usize::MAX);
        let party = self.found.party.place.id;
        let so_far = self.found.case.evidence.iter().filter(|photo| photo.party == party).count();
        if !uploads.is_empty() && so_far + uploads.len() > most && !was_answered(self.app, &self.once) {
            let text = self.visit.texts.t1("filing-too-many-photos", "max", most);
            reading.typed.errors.add("photo", text);
        }
        // Decoding costs; nothing is decoded for a form that comes back anyway.
        if !reading.typed.errors.is_empty() {
            return Ok(None);
        }
        let received = photos::receive(self.app, &self.once, &uploads).await?;
        if received.refused.is_empty() {
            return Ok(Some(received.taken));
        }
        for (name, error) in &received.refused {
            reading.typed.errors.add("photo", photos::say(&self.visit.texts, name, error));
        }
        photos::forget(self.app, received.taken).await;
        Ok(None)
    }

    /// Submits the answer, names its photos, and says on the ticket's page what arrived. Whoever comes second with another answer sees
    /// the first one, and what was `typed` for theirs.
    async fn submit(
        self,
        command: Command,
        taken: Vec<photos::Taken>,
        (audience, done): (Audience, &str),
        typed: Typed,
    ) -> Result<Response, Problem> {
        let Self { app, who, visit, found, once } = self;
        let from = from(who, found)?;
        if let Err(error) = app.submit(from, once.clone(), command).await {
            photos::forget(app, taken).await;
            let second = matches!(
                error,
                SubmitError::Refused(
                    Refusal::WayIs(_)
                        | Refusal::MeasureIs(_)
                        | Refusal::CaseIs(_)
                        | Refusal::TooMany { what: "statements", .. }
                ) | SubmitError::Reused
            );
            if second {
                let now = super::find(app, who, &found.key)?;
                return page::show(app, who, visit, &now, Typed { late: true, ..typed }).await;
            }
            return Err(submit::problem(&error, &app.now()));
        }
        let (case, party) = (found.of.case, found.party.place.id);
        let place = photos::Place { case, party, audience, purpose: Purpose::Exhibit };
        photos::add(app, from, &once, None, place, taken).await?;
        // The code of a complaint leads to the ticket only whoever holds that already.
        let leads = !found.of.complaint || super::find(app, who, &found.key)?.opens_ticket_to(who);
        let ticket = if leads { ticket_path(app, found)? } else { None };
        let there = ticket.map(|ticket| format!("{ticket}?done={done}"));
        Ok(visit.sent(&there.unwrap_or_else(|| found.path())))
    }
}
