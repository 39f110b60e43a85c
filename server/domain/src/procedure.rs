//! The procedure of a case beside its place in a line: acceptance, notice, reply, consent, appointment, identity and rights,
//! record, agreement (procedure A.2 rows 4 to 16).
//!
//! What is asked is an [`Action`], what has happened a [`Proceeding`]; both travel inside one command and one fact, with the case
//! they belong to. A new step of the procedure is a variant of each, a rule in `decide/procedure/`, and a line in `state.rs`. The
//! organiser's measure is another matter and stands in [`crate::measure`]; nothing leads from here to there but a clause that both
//! sides want the organiser to carry out.

mod agreement;
mod codes;
mod money;
mod parts;
mod state;
mod step;

pub use agreement::{AgreementBody, Before, ClauseBody, Law, Warning, warnings};
pub use codes::{
    Answer, Authority, CaseSource, ClauseKind, ConsentTo, IdentityPaper, Means, Purpose, RecordPart,
    ServiceMethod, TRANSFER_TEXT, WarningKind,
};
pub use money::{Money, MoneyFault, cents};
pub use parts::{
    Agreement, Answered, Appointment, Consented, Draft, Guest, Identity, Impartial, Leaving, Note, Notice,
    Objection, Ratification, Record, Served, Service, Signatory, Signature, Way,
};
pub use state::Procedure;
pub use step::{Action, NewAgreement, NewNotice, Proceeding};
