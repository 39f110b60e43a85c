//! A case's way from reception to talks, for programs: one verb a step, the same steps as the page of the counter.

use domain::{
    fair::Language,
    procedure::{Action, CaseSource},
};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::web::counter::{
    room_of,
    way::said::{Replied, Served, by_staff, chosen, ends_after, new_notice, product_class},
};

use super::step::{Silence, Spoke, Whom, verbs};

/// How a case came.
#[derive(Deserialize, ToSchema)]
struct Came {
    /// `application`, `own-motion`, `organiser`, `authority`, `court`.
    #[serde(default = "application")]
    #[schema(example = "application")]
    source: String,
}

fn application() -> String {
    CaseSource::Application.code().to_owned()
}

/// How a notice was handed over.
#[derive(Deserialize, ToSchema)]
struct Service {
    /// The respondent's id.
    party: String,
    /// `in-person`, `left-behind`, `email`, `message`, `phone`.
    method: String,
    /// Its acceptance was refused, which changes nothing.
    #[serde(default)]
    refused: bool,
    /// To whom.
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// Who saw it; needed for `left-behind` without a photo.
    #[serde(default)]
    witness: String,
    /// A photo that was handed in and proves it.
    #[serde(default)]
    evidence: String,
}

/// What a respondent said to staff.
#[derive(Deserialize, ToSchema)]
struct Reply {
    /// The respondent's id.
    party: String,
    /// `accept` or `decline`.
    answer: String,
    /// `spoken`, `read-aloud`, `paper`.
    means: String,
    /// `own`, `may-settle`, `may-not-settle`.
    authority: String,
    /// Who answered.
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
    /// In their words.
    #[serde(default)]
    statement: String,
    /// The language they read, `en` or `zh-CN`; absent when it is known already.
    #[serde(default)]
    language: String,
}

/// Of which class the products are.
#[derive(Deserialize, ToSchema)]
struct Product {
    /// One of the classes that the organiser named; empty when it is not known.
    #[schema(example = "Technical lighting")]
    class: String,
}

/// Which language a party reads.
#[derive(Deserialize, ToSchema)]
struct Reads {
    /// Its id.
    party: String,
    /// `en` or `zh-CN`.
    #[schema(example = "zh-CN")]
    language: String,
}

/// A time for talks.
#[derive(Deserialize, ToSchema)]
struct Time {
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Absent: as long as the fair's rules say.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// Where; absent for talks over a distance.
    #[serde(default)]
    room: String,
}

/// Who comes to which appointment.
#[derive(Deserialize, ToSchema)]
struct Comes {
    /// Its id.
    party: String,
    /// The beginning of the appointment that was read.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
}

verbs! {
    /// Accept a case
    ///
    /// It gets its number: counted by year, without a gap.
    accept "/api/v1/cases/{case}/accept" (Came) -> "Accepted"
        else 409 "`no-mediation-asked`, `wrong-case-state`, `conflict-of-interest`"
        |asked| Action::Accept { source: chosen("source", &asked.body.source, CaseSource::from_code)? };

    /// Declare to have no conflict of interest
    ///
    /// Only whoever has the case; before any party is contacted.
    impartiality "/api/v1/cases/{case}/declare-impartiality" (Silence) -> "Declared"
        |_asked| Action::DeclareImpartiality;

    /// Draw up the notice to a respondent
    ///
    /// Again, should it be lost: the one before opens nothing any more.
    notice "/api/v1/cases/{case}/issue-notice" (Whom) -> "Drawn up; the respondent has a ticket now"
        else 409 "`step-missing`: `impartiality`, `exhibitor` of a shared booth; `wrong-way`"
        |asked| Action::IssueNotice { party: asked.party(&asked.body.party)?, notice: new_notice() };

    /// Record that a notice was served
    ///
    /// Only this opens the time for a reply.
    service "/api/v1/cases/{case}/record-service" (Service) -> "Recorded, with the deadline"
        else 409 "`step-missing`: `impartiality`; `wrong-way`"
        else 422 "`incomplete`: `recipient`; `no-witness`"
        |asked| {
            let Service { party, method, refused, name, position, witness, evidence } = asked.body;
            Served { party, method, refused: *refused, name, position, evidence, witness }.action(asked.case)?
        };

    /// Record what a respondent answered
    ///
    /// A clear refusal ends mediation with them at once, and the case when nobody is left.
    answer "/api/v1/cases/{case}/answer" (Reply) -> "Recorded"
        else 409 "`wrong-way`, `wrong-case-state`"
        |asked| {
            let Reply { party, answer, means, authority, name, position, statement, language } = asked.body;
            Replied { party, answer, means, authority, name, position, statement, language }
                .action(asked.case)?
        };

    /// Note which language a party reads
    ///
    /// At filing that of a respondent can only be guessed.
    language "/api/v1/cases/{case}/note-language" (Reads) -> "Noted"
        |asked| Action::NoteLanguage {
            party: asked.party(&asked.body.party)?,
            language: chosen("language", &asked.body.language, Language::from_tag)?,
        };

    /// Note of which class the products are that a case is about
    ///
    /// One of those that the organiser named; empty when it is not known after all.
    product "/api/v1/cases/{case}/note-product-class" (Product) -> "Noted"
        |asked| product_class(&asked.body.class);

    /// Record that a party withdrew its consent to mediation
    withdraw "/api/v1/cases/{case}/withdraw-consent" (Spoke) -> "Recorded"
        else 409 "`in-effect`, `wrong-way`"
        |asked| Action::WithdrawConsent {
            party: asked.party(&asked.body.party)?,
            means: by_staff(&asked.body.means)?,
        };

    /// Record that a party asks for another mediator
    ///
    /// Once; a second time counts as refusing mediation.
    other_mediator "/api/v1/cases/{case}/ask-other-mediator" (Spoke) -> "The case waits for somebody else"
        |asked| Action::AskOtherMediator {
            party: asked.party(&asked.body.party)?,
            means: by_staff(&asked.body.means)?,
        };

    /// Fix a time for talks
    ///
    /// It replaces the one before. No room and no mediator is promised twice.
    appointment "/api/v1/cases/{case}/make-appointment" (Time) -> "Fixed"
        else 409 "`step-missing`: `impartiality`; `double-booked`, `after-fair`"
        else 422 "`too-many-of`: more than `max` minutes"
        |asked| {
            let Time { from, until, room } = asked.body;
            let minutes = asked.app.now().desk.rules().procedure.appointment_min;
            let until = until.map_or_else(|| ends_after(*from, minutes), Ok)?;
            Action::MakeAppointment { from: *from, until, room: room_of(room) }
        };

    /// Record that a party will come
    confirm "/api/v1/cases/{case}/confirm-appointment" (Comes) -> "Recorded"
        else 409 "`changed`: it was moved meanwhile"
        |asked| Action::ConfirmAppointment { party: asked.party(&asked.body.party)?, from: asked.body.from };

    /// Call an appointment off
    cancel "/api/v1/cases/{case}/cancel-appointment" (Silence) -> "Called off"
        |_asked| Action::CancelAppointment;
}
