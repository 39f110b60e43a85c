//! The talk of a case and its record, for programs: one verb a step, the same steps as the page of the counter.

use domain::{
    body::{PersonBody, RecordBody},
    procedure::{Action, Authority, ConsentTo, IdentityPaper, RecordPart},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::web::{
    consents,
    counter::{
        sent::{line, lines, masked},
        session::{NOTE, RECORD, RIGHTS_VERSION},
        way::said::{by_staff, chosen, person},
    },
};

use super::step::{Silence, verbs};

/// Whose papers were looked at.
#[derive(Deserialize, ToSchema)]
struct Identity {
    /// The party's id.
    party: String,
    /// `id-card`, `passport`, `business-licence`, `power-of-attorney`, `badge`.
    paper: String,
    /// Its number; only its end is kept.
    #[serde(default)]
    number: String,
    /// `own`, `may-settle`, `may-not-settle`.
    authority: String,
    /// Who is there.
    name: String,
    /// What they are.
    #[serde(default)]
    position: String,
}

/// Which words were read out.
#[derive(Deserialize, ToSchema)]
struct Read {
    /// The version of the words: `v1`.
    #[schema(example = "v1")]
    text: String,
}

/// A consent beside mediation itself.
#[derive(Deserialize, ToSchema)]
struct Consents {
    /// The party's id.
    party: String,
    /// `open-session`, `remote`, `recording`, `expert`, `co-mediator`, `interpreter`, `observer`, `transfer`, `typical-case`.
    to: String,
    /// `spoken`, `read-aloud`, `paper`.
    #[serde(default)]
    means: String,
    /// With `typical-case`, the version of the account that was read.
    #[serde(default)]
    version: u32,
}

/// Somebody else at the table.
#[derive(Deserialize, ToSchema)]
struct Guest {
    /// `expert`, `co-mediator`, `interpreter`, `observer`.
    role: String,
    /// Who.
    name: String,
    /// From where.
    #[serde(default)]
    position: String,
}

/// A part of the record.
#[derive(Deserialize, ToSchema)]
struct Written {
    /// `mediation`, `undisputed`, `investigation`.
    part: String,
    /// The version it was written from; 0 for a first one.
    #[serde(default)]
    base: u32,
    /// What it says.
    text: String,
    /// Where it was.
    #[serde(default)]
    place: String,
    /// Who was there.
    #[serde(default)]
    present: String,
    /// What came out.
    #[serde(default)]
    result: String,
}

/// Who confirms which version.
#[derive(Deserialize, ToSchema)]
struct Confirms {
    /// The party's id.
    party: String,
    /// `mediation`, `undisputed`, `investigation`.
    part: String,
    /// The version that was read.
    version: u32,
    /// `spoken`, `read-aloud`, `paper`.
    means: String,
}

/// A note that only its author reads.
#[derive(Deserialize, ToSchema)]
struct Noted {
    /// What it says.
    text: String,
}

verbs! {
    /// Record that a person's papers were looked at
    ///
    /// Of everybody who takes part, before talks begin.
    identity "/api/v1/cases/{case}/check-identity" (Identity) -> "Recorded"
        else 409 "`step-missing`: `impartiality`; `in-effect`; `step-missing`: `reopening`, where the party has signed"
        else 422 "`incomplete`: `name`"
        |asked| {
            let body = asked.body;
            let number = line("number", &body.number)?.map(|number| masked(&number));
            Action::CheckIdentity {
                party: asked.party(&body.party)?,
                paper: chosen("paper", &body.paper, IdentityPaper::from_code)?,
                authority: chosen("authority", &body.authority, Authority::from_code)?,
                body: PersonBody { paper_number: number, ..person(&body.name, &body.position)? },
            }
        };

    /// Record that rights and duties were read out
    ///
    /// To everybody at the table, before talks begin.
    rights "/api/v1/cases/{case}/explain-rights" (Read) -> "Recorded"
        else 409 "`step-missing`: `impartiality`; `wrong-case-state`"
        |asked| Action::ExplainRights {
            text: chosen("text", &asked.body.text, |text| (text == RIGHTS_VERSION).then(|| text.to_owned()))?,
        };

    /// Record a consent beside mediation itself
    consent "/api/v1/cases/{case}/give-consent" (Consents) -> "Recorded"
        else 409 "`changed`: the account stands in another version"
        |asked| {
            let (party, means) = (asked.party(&asked.body.party)?, by_staff(&asked.body.means)?);
            let to = chosen("to", &asked.body.to, ConsentTo::from_code)?;
            if to == ConsentTo::TypicalCase {
                consents::example(party, asked.body.version, means)
            } else {
                consents::given(party, to, means)
            }
        };

    /// Record that such a consent was taken back
    revoke "/api/v1/cases/{case}/revoke-consent" (Consents) -> "Recorded"
        |asked| Action::RevokeConsent {
            party: asked.party(&asked.body.party)?,
            to: chosen("to", &asked.body.to, ConsentTo::from_code)?,
        };

    /// Let somebody else in
    ///
    /// With the consent of everybody who takes part.
    guest "/api/v1/cases/{case}/admit-guest" (Guest) -> "Admitted"
        else 409 "`step-missing`: `impartiality`"
        else 422 "`consent-missing`"
        |asked| Action::AdmitGuest {
            role: chosen("role", &asked.body.role, ConsentTo::from_code)?,
            body: person(&asked.body.name, &asked.body.position)?,
        };

    /// Quietly call for help
    help "/api/v1/cases/{case}/call-for-help" (Silence) -> "Called" |_asked| Action::CallForHelp;

    /// Say that help has come
    help_answered "/api/v1/cases/{case}/answer-help" (Silence) -> "Recorded" |_asked| Action::AnswerHelp;

    /// Write a part of the record
    ///
    /// Whoever writes from an older version than the newest is told so; nothing is overwritten.
    record "/api/v1/cases/{case}/write-record" (Written) -> "Written, with its version"
        else 409 "`changed`; `step-missing`: `impartiality`"
        |asked| {
            let body = asked.body;
            Action::WriteRecord {
                part: chosen("part", &body.part, RecordPart::from_code)?,
                base: body.base,
                body: RecordBody {
                    text: lines("text", &body.text, RECORD)?.unwrap_or_default(),
                    place: line("place", &body.place)?,
                    present: line("present", &body.present)?,
                    result: lines("result", &body.result, RECORD)?,
                    inquiry: None,
                },
            }
        };

    /// Record that a party confirmed a part of the record
    confirm "/api/v1/cases/{case}/confirm-record" (Confirms) -> "Recorded"
        else 409 "`changed`: there is a newer version"
        |asked| Action::ConfirmRecord {
            party: asked.party(&asked.body.party)?,
            part: chosen("part", &asked.body.part, RecordPart::from_code)?,
            version: asked.body.version,
            means: by_staff(&asked.body.means)?,
        };

    /// Carry the case over the fair's end
    ///
    /// By the head, once everybody who takes part chose to go on over a distance (consent to `remote`).
    carry_over "/api/v1/cases/{case}/carry-over" (Silence) -> "It goes on after the fair"
        else 403 "for the head alone"
        else 422 "`consent-missing`: `remote`"
        |_asked| Action::CarryOver;

    /// Write a private note
    ///
    /// Sealed for its author alone; no call reads it back.
    note "/api/v1/cases/{case}/write-note" (Noted) -> "Sealed"
        else 409 "`step-missing`: `impartiality`"
        |asked| Action::WriteNote { text: lines("text", &asked.body.text, NOTE)?.unwrap_or_default() };
}
