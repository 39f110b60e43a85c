//! What is typed on the page of a case's way, or sent by a program, as the procedure takes it. One place for both.

use domain::{
    Case, CaseId, Command, ProductClass,
    body::{NoticeSecret, PersonBody, ReplyBody},
    fair::Language,
    procedure::{Action, Answer, Authority, Means, NewNotice, Service, ServiceMethod},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    web::{
        counter::{
            actions::unknown,
            sent::{LINE, line, lines},
        },
        filing::draft::CONSENT_VERSION,
        problem::Problem,
    },
};

use super::party_of;

/// Longest statement, characters.
const STATEMENT: usize = 4000;

/// The texts of the forms of service and answer, each with its longest in characters.
pub(super) const TEXTS: [(&str, usize); 4] =
    [("name", LINE), ("position", LINE), ("witness", LINE), ("statement", STATEMENT)];

/// One step of a case's procedure.
pub(in crate::web) fn step(case: CaseId, action: Action) -> Command {
    Command::Proceed { case, action: Box::new(action) }
}

/// A choice among codes.
///
/// # Errors
/// When it is none of them.
pub(in crate::web) fn chosen<T>(
    field: &'static str,
    code: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, Problem> {
    read(code).ok_or_else(|| unknown(field))
}

/// Somebody who acted.
///
/// # Errors
/// When a text is too long.
pub(in crate::web) fn person(name: &str, position: &str) -> Result<PersonBody, Problem> {
    Ok(PersonBody {
        name: line("name", name)?.unwrap_or_default(),
        position: line("position", position)?,
        ..PersonBody::default()
    })
}

/// Random values for a notice and for the ticket that may come with it.
pub(in crate::web) fn new_notice() -> NewNotice {
    let (own, ticket) = (App::new_ticket(), App::new_ticket());
    NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket }
}

/// How a notice was served, as typed.
pub(in crate::web) struct Served<'a> {
    pub(in crate::web) party: &'a str,
    pub(in crate::web) method: &'a str,
    pub(in crate::web) refused: bool,
    pub(in crate::web) name: &'a str,
    pub(in crate::web) position: &'a str,
    pub(in crate::web) evidence: &'a str,
    pub(in crate::web) witness: &'a str,
}

impl Served<'_> {
    /// The step.
    ///
    /// # Errors
    /// Whatever cannot be read.
    pub(in crate::web) fn action(&self, case: &Case) -> Result<Action, Problem> {
        let evidence = match self.evidence {
            "" => None,
            id => Some(id.parse().map_err(|_| unknown("evidence"))?),
        };
        Ok(Action::RecordService {
            party: party_of(case, self.party).ok_or_else(|| unknown("party"))?,
            service: Service {
                method: chosen("method", self.method, ServiceMethod::from_code)?,
                refused: self.refused,
                evidence,
            },
            body: PersonBody { witness: line("witness", self.witness)?, ..person(self.name, self.position)? },
        })
    }
}

/// What a respondent answered, as staff wrote it down.
pub(in crate::web) struct Replied<'a> {
    pub(in crate::web) party: &'a str,
    pub(in crate::web) answer: &'a str,
    pub(in crate::web) means: &'a str,
    pub(in crate::web) authority: &'a str,
    pub(in crate::web) name: &'a str,
    pub(in crate::web) position: &'a str,
    pub(in crate::web) statement: &'a str,
    /// Tag of the language they read; empty when nothing new is known of it.
    pub(in crate::web) language: &'a str,
}

impl Replied<'_> {
    /// The step.
    ///
    /// # Errors
    /// Whatever cannot be read.
    pub(in crate::web) fn action(&self, case: &Case) -> Result<Action, Problem> {
        let statement = lines("statement", self.statement, STATEMENT)?;
        Ok(Action::Answer {
            party: party_of(case, self.party).ok_or_else(|| unknown("party"))?,
            answer: chosen("answer", self.answer, Answer::from_code)?,
            text: CONSENT_VERSION.to_owned(),
            means: by_staff(self.means)?,
            authority: chosen("authority", self.authority, Authority::from_code)?,
            body: ReplyBody { person: person(self.name, self.position)?, statement, language: None },
            language: match self.language {
                "" => None,
                tag => Some(chosen("language", tag, Language::from_tag)?),
            },
        })
    }
}

/// By what means a party told staff something. The own device speaks for itself, not through staff.
///
/// # Errors
/// When it is none of them.
pub(in crate::web) fn by_staff(code: &str) -> Result<Means, Problem> {
    chosen("means", code, |code| Means::from_code(code).filter(|means| *means != Means::Device))
}

/// The end of an appointment that says only its beginning.
///
/// # Errors
/// When there is no such moment.
pub(in crate::web) fn ends_after(from: Timestamp, minutes: u32) -> Result<Timestamp, Problem> {
    from.checked_add(SignedDuration::from_mins(i64::from(minutes))).map_err(|_| unknown("from"))
}

/// The class of products that a case is about; nothing for one that is not known.
pub(in crate::web) fn product_class(name: &str) -> Action {
    let class = (!name.is_empty()).then(|| ProductClass(name.to_owned()));
    Action::NoteProductClass { class }
}
